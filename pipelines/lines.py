"""The files of the output by name, and the lines in them that are not records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Removed
from schemas.article import to_line

if TYPE_CHECKING:
    from pipelines.outcomes import Record

ARTICLES, REJECTED, REMOVED = "articles.jsonl", "rejected.jsonl", "removed.jsonl"


def removed_lines(record: Record) -> str:
    """Return the lines of `removed.jsonl` that tell what was taken out of *record*."""
    return "".join(to_line(Removed(id=record.article.id, text=cut.text, reason=cut.reason)) for cut in record.cuts)
