"""The schema in, docs/records.md out: `python -m schemas.manual > docs/records.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.article import Article
from schemas.content import Image, Model, Post, Provenance
from schemas.draft import Extractor
from schemas.outcome import Rejected, Removed
from schemas.page import ArchiveLocation, Http

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """# Records

One line of `articles.jsonl` is one record. Unknown is `null` (or an empty list), never a guess. The JSON Schema is
[schemas/article.schema.json](../schemas/article.schema.json); `scrapy validate FILE.jsonl` holds a file against it.

This page is made of the docstrings in `schemas/`: `.venv/bin/python -m schemas.manual > docs/records.md`
"""
PARTS: tuple[tuple[str, type[Model]], ...] = (
    ("A record", Article),
    ("`images`", Image),
    ("`posts`", Post),
    ("`provenance`, by field", Provenance),
    ("`http`", Http),
    ("`archive`", ArchiveLocation),
    ("`extractor`", Extractor),
    ("A line of `rejected.jsonl`", Rejected),
    ("A line of `removed.jsonl`", Removed),
)


def records_page() -> str:
    """Return docs/records.md."""
    return HEAD + "".join(part for title, model in PARTS for part in table(title, model))


def table(title: str, model: type[Model]) -> Iterator[str]:
    """Yield the section on *model*."""
    yield f"\n## {title}\n\n| field | meaning |\n|---|---|\n"
    for name, field in model.model_fields.items():
        yield f"| `{name}` | {' '.join((field.description or '').split())} |\n"


if __name__ == "__main__":
    print(records_page(), end="")
