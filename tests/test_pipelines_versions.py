"""AMP pages and pages for printing: known for what they are where the page itself is at another address."""

from __future__ import annotations

import pytest

from pipelines.stages import refine
from schemas import Page

BODY = (
    "<p>The mill by the weir was sold on Friday to a baker from the next valley, who will grind rye in it again.</p>"
    * 3
)


def version(url: str, canonical: str | None, attribute: str = "") -> str | None:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    markup = (
        f"<html {attribute}><head><title>Mill sold</title>{link}</head><body><h1>Mill sold</h1>{BODY}</body></html>"
    )
    page = Page(
        url=url,
        announced_url=url,
        body=markup.encode(),
        media_type="text/html",
        charset="utf-8",
        fetched_at="2024-06-01T00:00:00Z",
        position=(0, 0),
    )
    return refine(page).version


STORY = "https://post.example/2024/mill-sold"


@pytest.mark.parametrize("attribute", ["amp", "\u26a1", '\u26a1=""'])
def test_amp_says_what_it_is(attribute: str) -> None:
    assert version("https://post.example/amp/2024/mill-sold", STORY, attribute) == "amp"


@pytest.mark.parametrize(
    "url",
    [
        f"{STORY}/print",
        f"{STORY}?print=1",
        f"{STORY}?view=print",
        "https://post.example/print/2024/mill-sold",
        "https://post.example/2024/mill-sold.print.html",
        f"{STORY}?output=printable",
        f"{STORY}?print",
    ],
)
def test_a_page_for_printing_is_known_by_its_address(url: str) -> None:
    assert version(url, STORY) == "print"


@pytest.mark.parametrize(
    ("url", "canonical", "attribute"),
    [
        (STORY, STORY, "amp"),
        (f"{STORY}#top", STORY, "amp"),
        (f"{STORY}/print", None, ""),
        (f"{STORY}?from=newsletter", STORY, ""),
        ("https://post.example/2024/fingerprints-found?ref=a", "https://post.example/2024/fingerprints-found", ""),
        (f"{STORY}/print", "https://other.example/2024/mill-sold", ""),
    ],
    ids=[
        "a page that is AMP alone",
        "its fragment",
        "no canonical",
        "tracking",
        "a word with print in it",
        "elsewhere",
    ],
)
def test_the_page_itself_is_no_other_version(url: str, canonical: str | None, attribute: str) -> None:
    assert version(url, canonical, attribute) is None
