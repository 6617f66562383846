"""The files of the output: their names, where the archive lies, the lines that are not records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from schemas import Removed
from schemas.article import to_line

if TYPE_CHECKING:
    from pipelines.outcomes import Record

ARTICLES, REJECTED, REMOVED = "articles.jsonl", "rejected.jsonl", "removed.jsonl"


def archive_dir(setting: str | None, output_dir: str) -> Path | None:
    """Return the folder that captures go to: that of the setting, beside the output where it is unset (None), none
    where it is empty."""
    if setting is None:
        return Path(output_dir) / "archive"
    return Path(setting) if setting else None


def removed_lines(record: Record) -> str:
    """Return the lines of `removed.jsonl` that tell what was taken out of *record*."""
    return "".join(to_line(Removed(id=record.article.id, text=cut.text, reason=cut.reason)) for cut in record.cuts)
