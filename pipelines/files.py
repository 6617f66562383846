"""The files of the output: their names, where the archive lies, the lines that are not records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import to_json

from schemas.article import escaped

if TYPE_CHECKING:
    from pipelines.outcomes import Record

ARTICLES, REJECTED, REMOVED = "articles.jsonl", "rejected.jsonl", "removed.jsonl"


def archive_dir(setting: str | None, output_dir: str) -> Path | None:
    """Return the folder that captures go to: that of the setting, beside the output where it is unset (None), none
    where it is empty."""
    if setting is None:
        return Path(output_dir) / "archive"
    return Path(setting) if setting else None


def readable(name: str) -> str:
    """Return the *name* of a file with what is no UTF-8 in it escaped: neither a line nor a database can hold it."""
    return name.encode("utf-8", "backslashreplace").decode()


def removed_lines(record: Record) -> str:
    """Return the lines of `removed.jsonl` that tell what was taken out of *record*."""
    if not record.cuts:
        return ""
    identity = record.article.id
    cuts = to_json([{"id": identity, "text": text, "reason": reason} for text, reason in record.cuts])
    # A quote inside a string has a backslash before it: only between two objects does one follow a brace.
    return escaped(cuts[1:-1].replace(b'},{"', b'}\n{"').decode()) + "\n"
