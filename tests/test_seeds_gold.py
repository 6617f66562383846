"""The five captures that the project was conceived from: each field is as it was written down by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.warc.reader import Capture, read_archive
from pipelines.stages import refine
from schemas import Draft, Page

SEEDS = Path(__file__).parent.parent.parent / "shared/seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason=f"the seed documents are not here: {SEEDS}")


def gold() -> dict[str, dict[str, Any]]:
    if not SEEDS.exists():
        return {}
    lines = (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {entry["uri"]: entry for entry in map(json.loads, lines)}


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    captures = [event for event in read_archive(SEEDS / "seeds.warc.gz") if isinstance(event, Capture)]
    pages = [
        Page(
            url=capture.url,
            announced_url=capture.url,
            body=capture.payload,
            media_type=capture.media_type,
            charset=capture.charset,
            fetched_at=capture.date,
            position=(0, capture.offset),
        )
        for capture in captures
    ]
    return {page.url: refine(page) for page in pages}


def found(draft: Draft, field: str) -> Any:
    """Return what *draft* holds of a field of the gold, in the gold's form."""
    if field == "text":
        return draft.text.split("\n\n")
    if field == "posts":
        return [post.text for post in draft.posts]
    if field in ("caption", "credit"):
        return next((value for image in draft.images if (value := getattr(image, field))), None)
    return getattr(draft, field)


@pytest.mark.parametrize(
    ("uri", "field"),
    [(uri, field) for uri, entry in gold().items() for field in entry if field not in ("uri", "kind", "not_text")],
)
def test_a_field_is_as_written_by_hand(drafts: dict[str, Draft], uri: str, field: str) -> None:
    assert found(drafts[uri], field) == gold()[uri][field]


@pytest.mark.parametrize("uri", gold())
def test_clutter_stands_nowhere_in_the_text(drafts: dict[str, Draft], uri: str) -> None:
    assert [clutter for clutter in gold()[uri]["not_text"] if clutter in drafts[uri].text] == []
