"""The bar of a web archive's replay is no part of the page; what only speaks of one is."""

from __future__ import annotations

from pipelines.stages import refine
from schemas import Draft
from tests.stories import STORY, page, paragraphs

BAR = (
    '<div id="wm-ipp-base"><div id="wm-ipp"><p>Many pages are lost that nobody kept, and this archive keeps them for'
    ' everybody who wants to read them again.</p><a href="/web/">10 captures</a></div></div>'
)


def replayed(body: str) -> Draft:
    return refine(page(f"<html><body>{body}</body></html>", "text/html"))


def test_the_bar_above_an_archived_page_goes() -> None:
    draft = replayed(f"{BAR}<article><h1>Harbour opens again</h1>{paragraphs(STORY['en'])}</article>")
    assert draft.text.split("\n\n") == STORY["en"]
    assert not any("captures" in text for text, _ in draft.cuts)


def test_a_story_about_such_bars_stays() -> None:
    about = "The bar has the id wm-ipp-base, and the frame of the other program begins with _wb_frame, says the manual."
    assert about in replayed(f"<h1>Harbour opens again</h1>{paragraphs([*STORY['en'], about])}").text
