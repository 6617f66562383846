"""Forum threads and readers' comments: blocks in, an opening post and replies out."""

from pipelines.threads.activity import disbelieve_activity
from pipelines.threads.openers import date_opening
from pipelines.threads.stage import split_threads

__all__ = ["date_opening", "disbelieve_activity", "split_threads"]
