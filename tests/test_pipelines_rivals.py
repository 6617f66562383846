"""What a page says of a field beside the value that was believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.stages import refine
from schemas import Hints, Page

if TYPE_CHECKING:
    from schemas.content import Provenance

BODY = (
    "<p>The mill by the weir was sold on Friday to a baker from the next valley, who will grind rye in it again.</p>"
    * 3
)
PAGE = """<html lang="en"><head><title>Mill sold to baker | Valley Post</title>
<meta property="og:title" content="A baker buys the mill">
<meta property="article:published_time" content="2024-03-01T08:00:00+00:00">
<meta name="author" content="Valley Post">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Mill sold to baker",
 "datePublished": "2024-03-01T07:30:00+00:00", "author": {"@type": "Person", "name": "Ida Lund"}}</script></head>
<body><article><h1>Mill sold to baker</h1>%s</article></body></html>"""


def provenance(hints: Hints | None = None) -> dict[str, Provenance]:
    url = "https://post.example/mill"
    page = Page(
        url=url,
        announced_url=url,
        body=(PAGE % BODY).encode(),
        media_type="text/html",
        charset="utf-8",
        fetched_at="2024-06-01T00:00:00Z",
        position=(0, 0),
        hints=hints,
    )
    return refine(page).provenance


def rivals(field: str, hints: Hints | None = None) -> list[tuple[str, str]]:
    return [(rival.source, rival.raw) for rival in provenance(hints)[field].rivals]


def test_other_titles_and_dates_are_told_with_their_source() -> None:
    assert ("meta", "A baker buys the mill") in rivals("title")
    assert rivals("published") in (
        [("meta", "2024-03-01T08:00:00+00:00")],
        [("json-ld", "2024-03-01T07:30:00+00:00")],
    )
    assert rivals("authors") == [("meta", "Valley Post")]


def test_what_says_the_same_is_no_rival() -> None:
    assert all(raw != "Mill sold to baker" for _, raw in rivals("title"))


def test_what_a_feed_says_counts_too_and_long_texts_are_cut_off() -> None:
    told = rivals("title", Hints(title="Mill " * 200))
    assert ("feed", ("Mill " * 200)[:300]) in told


def test_one_moment_said_in_two_ways_has_no_rival() -> None:
    moment = "2024-03-01T08:30:00+01:00"  # that of the JSON-LD, which stands in UTC
    assert ("feed", moment) not in rivals("published", Hints(published=moment))
    other = "2024-03-01T08:30:00+02:00"
    assert ("feed", other) in rivals("published", Hints(published=other))
