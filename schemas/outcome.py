"""What is said of a page that became no record, and of a block that became no text."""

from __future__ import annotations

from schemas.content import Model


class Rejected(Model):
    """One line of `rejected.jsonl`."""

    url: str
    """The page's address."""
    source: str | None
    """Name of the source in the seeds file."""
    reason: str
    """Class name of the reason (see `pipelines/exceptions.py`)."""
    detail: str
    """The evidence, in words."""


class Removed(Model):
    """One line of `removed.jsonl`."""

    id: str
    """The record that the block was taken from."""
    text: str
    """The block, whole."""
    reason: str
    """Why it is not part of the story."""
