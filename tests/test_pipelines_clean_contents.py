"""Tables of contents are cut where the headings of the page say the same."""

from __future__ import annotations

import pytest

from pipelines.blocks import tree_blocks
from pipelines.clean.contents import contents
from pipelines.document import Document
from pipelines.markup import to_tree
from tests.records import page
from tests.stories import STORY, html_page, paragraphs

PARTS = ["The old harbour", "Who pays for the quay", "When the boats come"]
NOTES = ["Letter of the anglers to the mayor", "Minutes of the town council", "Bill of the shipyard"]
ADDRESS = "https://example.org/harbour"


def table(start: str = "", parts: list[str] = PARTS) -> str:
    lines = "".join(f'<li><a href="{start}#part-{place}">{part}</a></li>' for place, part in enumerate(parts))
    return f"<h2>What you will read</h2><ul>{lines}</ul>"


def story(number: str = "") -> str:
    parts = enumerate(zip(PARTS, (STORY["en"], STORY["de"], STORY["fr"]), strict=True), 1)
    return "".join(f"<h2>{number.format(at)}{part}</h2>{paragraphs(text)}" for at, (part, text) in parts)


def cut(markup: str) -> list[str]:
    """Return what is cut of a page of *markup*."""
    blocks = tree_blocks(to_tree(f"<html><body>{paragraphs(STORY['es'])}{markup}</body></html>"))
    contents(Document(page("harbour"), blocks=blocks))
    return [block.text for block in blocks if not block.in_body]


@pytest.mark.parametrize("start", ["", "/harbour", ADDRESS, f"{ADDRESS}?from=mail"])
def test_what_leads_to_the_parts_of_the_page_goes_with_its_heading(start: str) -> None:
    assert cut(table(start) + story()) == ["What you will read", *PARTS]


def test_it_goes_from_beside_the_story_too() -> None:
    assert cut(story() + table()) == ["What you will read", *PARTS]


def test_the_number_of_a_part_is_no_word_of_it() -> None:
    assert cut(table() + story("{}. ")) == ["What you will read", *PARTS]


def test_what_no_heading_says_again_stays() -> None:
    assert cut(table(parts=NOTES) + story()) == []


def test_links_to_parts_of_another_page_are_none() -> None:
    assert cut(table("/quay") + story()) == []
    assert cut(table("https://[bad") + story()) == []


def test_headings_that_link_to_themselves_stay() -> None:
    assert cut("".join(f'<h2 id="{at}"><a href="#{at}">{part}</a></h2>' for at, part in enumerate(PARTS))) == []


def test_a_heading_with_text_of_its_own_stays() -> None:
    assert cut(f"{table()}{paragraphs(STORY['it'])}{story()}") == PARTS


def test_a_page_has_its_headings_once() -> None:
    headline = "<h1>Eleven years without a catch</h1>"
    assert html_page(f"{headline}{paragraphs(STORY['es'])}{table()}{story()}").headings == PARTS


def test_lines_in_an_element_for_ways_through_the_story_go() -> None:
    pages = "<nav><h2>In this story</h2><ol><li>Page 1: The quay</li><li><a href='?page=2'>Page 2</a></li></ol></nav>"
    assert cut(pages) == ["In this story", "Page 1: The quay", "Page 2"]


def test_lines_beside_prose_in_such_an_element_stay() -> None:
    assert cut(f"<nav><h2>The quay</h2>{paragraphs(STORY['en'][:1])}<ul><li>It leaks</li></ul></nav>") == []
