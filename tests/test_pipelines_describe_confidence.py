"""How sure a value is: by the kind of evidence it stands on, and never where none such was measured."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from pipelines.describe.confidence import FEW, FIELDS, MEASURED, SEEN, confidence, kind_of, shares, shares_of
from pipelines.stages import read, refine
from schemas import Hints, Page

if TYPE_CHECKING:
    from pipelines.document import Document
    from schemas.content import EvidenceSource

BODY = (
    "<p>The mill by the weir was sold on Friday to a baker from the next valley, who will grind rye in it again.</p>"
    * 3
)
STORY = '<meta property="og:type" content="article"><meta property="article:published_time" content="2024-03-01">'
BYLINE = "<p class='byline'>By Ida Lund</p>"


def page(*, title: str = "Mill sold to baker", head: str = "", under: str = "", hints: Hints | None = None) -> Page:
    """Return a page under the headline "Mill sold to baker", with *title* in its title tag."""
    url = "https://post.example/mill"
    body = f"<article><h1>Mill sold to baker</h1>{under}{BODY}</article>"
    return Page(
        url=url,
        announced_url=url,
        body=f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'.encode(),
        media_type="text/html",
        charset="utf-8",
        fetched_at="2024-06-01T00:00:00Z",
        position=(0, 0),
        hints=hints,
    )


def sure(name: str, found: Page) -> float | None:
    """Return the confidence of field *name* in the record of *found*."""
    return refine(found).provenance[name].confidence


def kinds(name: str) -> set[str]:
    """Return every kind that a value of field *name* can be of."""
    sources: list[EvidenceSource] = ["json-ld", "microdata", "meta", "visible"]
    assert set(sources) == MEASURED
    return {
        kind_of(name, source, story=story, repeated=repeated, disputed=disputed)
        for source, story, repeated, disputed in product(sources, *[(False, True)] * 3)
    }


@pytest.mark.parametrize("name", FIELDS)
def test_every_kind_that_was_measured_can_be_met_and_the_other_way_round(name: str) -> None:
    assert set(tomllib.loads(SEEN.read_text(encoding="utf-8"))[name]) == kinds(name)


def test_a_share_is_told_of_kinds_seen_often_enough_and_is_never_certain() -> None:
    seen = {
        "rare": {"right": FEW - 1, "seen": FEW - 1},
        "sure": {"right": FEW, "seen": FEW},
        "bad": {"right": 0, "seen": 98},
    }
    assert shares_of(seen) == {"sure": round(31 / 32, 3), "bad": 0.01}
    assert all(0 < share < 1 for found in shares().values() for share in found.values())
    assert all(shares()[name] for name in FIELDS)


def test_a_title_that_is_said_twice_is_surer_than_one_that_stands_alone() -> None:
    alone, repeated = sure("title", page(title="Welcome")), sure("title", page(title="Mill sold to baker | Post"))
    other = '<meta property="og:title" content="Rye is ground again in the valley">'
    disputed = sure("title", page(head=other))
    assert alone is not None
    assert repeated is not None
    assert disputed is not None
    assert alone < disputed < repeated


def test_a_title_of_a_page_that_declares_a_story_is_surer() -> None:
    plain, story = sure("title", page()), sure("title", page(head=STORY))
    assert plain is not None
    assert story is not None
    assert plain < story


def test_a_day_that_the_address_or_another_kind_of_evidence_has_is_surer() -> None:
    alone = page(head=STORY)
    twice = page(
        head=f'{STORY}<script type="application/ld+json">{{"@type": "Article", "datePublished": "2024-03-01"}}</script>'
    )
    address = alone.model_copy(update={"url": "https://post.example/2024/03/01/mill"})
    known = shares()["published"]
    assert sure("published", alone) == known["story, declared"] < known["repeated"]
    assert sure("published", twice) == sure("published", address) == known["repeated"]


def test_authors_whom_the_page_disputes_are_less_sure() -> None:
    known = shares()["authors"]
    person = """<script type="application/ld+json">
        {"@type": "Article", "headline": "Mill sold to baker", "author": {"name": "Ida Lund"}}</script>"""
    assert sure("authors", page(head=person)) == known["declared"]
    assert sure("authors", page(under=BYLINE)) == known["shown"]
    other = '<meta name="author" content="Valley Web Team">'
    assert sure("authors", page(head=person + other)) == known["declared, disputed"] < known["declared"]


def test_what_a_feed_says_makes_nothing_surer() -> None:
    hints = Hints(title="Mill sold to baker", published="2024-03-01")
    assert sure("title", page(title="Welcome", hints=hints)) == sure("title", page(title="Welcome"))
    assert sure("published", page(hints=hints)) is None


def described(found: Page) -> Document:
    document = read(found)
    assert confidence(document, "published") is not None
    return document


def test_where_nothing_was_measured_nothing_is_told() -> None:
    assert sure("description", page(head='<meta name="description" content="A baker buys the mill.">')) is None
    document = described(page(head=STORY))
    assert confidence(document, "authors") is None  # it has none
    listing = described(page(head=STORY))
    listing.page_type = "listing"
    assert confidence(listing, "published") is None
    assert confidence(listing, "title") is not None
    text = described(page(head=STORY))
    text.tree = None
    assert confidence(text, "published") is None
    disbelieved = described(page(head=STORY))
    disbelieved.facts["published"] = replace(disbelieved.facts["published"], value=None)
    assert confidence(disbelieved, "published") is None


def test_the_same_page_is_as_sure_the_next_time() -> None:
    found = page(head=STORY, under=BYLINE)
    assert refine(found).provenance == refine(found).provenance
