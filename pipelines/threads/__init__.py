"""Forum threads and readers' comments: blocks in, an opening post and replies out."""

from pipelines.threads.stage import split_threads

__all__ = ["split_threads"]
