"""Who the author is goes from the foot of a story; what somebody of that name says there stays."""

from __future__ import annotations

import pytest

from tests.stories import STORY, html_page, paragraphs

HEAD = '<h1>Old harbour to open</h1><p class="byline">By <a rel="author" href="/ada">Ada Holm</a></p>'
BIO = (
    "Ada Holm is the harbour correspondent of the Gazette, where she has covered ports, ferries and the fishing fleet"
    " for eleven years. Before that she sailed on three oceans, wrote two novels about the islands in the north, and"
    " taught at the school of navigation. She lives on a boat with two cats, and repairs old compasses in the winter"
    " months."
)


def test_the_paragraphs_under_a_byline_are_the_story_and_those_under_about_the_author_are_not() -> None:
    told = "Racconta di porti e di chi vi lavora da quando lei stessa era un mozzo."
    byline, foot = "<h1>Il porto riapre</h1><p>Autori: Ada Pier (redazione esteri)</p>", "<p>Autori</p>"
    draft = html_page(f"{byline}{paragraphs(STORY['it'])}{foot}<p>{told}</p>")
    assert draft.text.split("\n\n") == STORY["it"]


@pytest.mark.parametrize(
    "bio",
    [
        [BIO],
        ["Ada HolmHarbour Gazette"],
        [
            "Ada Holm",
            "Harbour correspondent",
            "Ada is at sea most of the year, and writes about it in the other months of it.",
        ],
        [
            "Ada Holm is our harbour correspondent.",
            "Ada learned to sail before she could write, on the lake of her home.",
        ],
    ],
)
def test_who_the_author_is_goes_from_the_foot_by_the_full_name_or_the_first(bio: list[str]) -> None:
    story = [*STORY["en"], *STORY["de"], *STORY["fr"], *STORY["es"]]
    draft = html_page(f"{HEAD}{paragraphs([*story, *bio])}")
    assert draft.authors == ["Ada Holm"]
    assert draft.text.split("\n\n") == story


def test_a_box_about_the_author_at_the_foot_goes_with_all_its_paragraphs() -> None:
    story = [*STORY["en"], *STORY["de"], *STORY["fr"]]
    told = "She has written about ports and ferries for eleven years, and lives on a boat with two cats."
    box = f'<div class="saboxplugin-wrap"><div class="saboxplugin-desc"><p>{told}</p></div></div>'
    assert html_page(f"{HEAD}{paragraphs(story)}{box}").text.split("\n\n") == story


@pytest.mark.parametrize(
    "last",
    [
        "Ada Brandt, who shares a first name with the mayor, said that her boat would be the first to leave the quay.",
        f"Ada Holm said that {STORY['en'][0]} {STORY['en'][1]} {STORY['en'][2]} {STORY['en'][0]}",
        f"Ada Holm Port Authority will mend the quay. {STORY['en'][0]} {STORY['en'][2]} {STORY['en'][0]} It opens.",
        "Ada Holmes, who minds the gate of the harbour, will open it on Monday to let the first of the boats in.",
    ],
)
def test_a_story_may_end_with_what_somebody_of_that_name_said(last: str) -> None:
    story = [*STORY["en"], *STORY["de"], *STORY["fr"], *STORY["es"], last]
    assert html_page(f"{HEAD}{paragraphs(story)}").text.split("\n\n") == story


def test_who_asks_and_is_the_author_speaks_in_the_story() -> None:
    spoken = [
        "Ada Holm: And what will become of the northern wall of the harbour in the years to come?",
        "Tom Brandt: It will be mended.",
        "Ada: Then let us hope that the sea will leave it alone for as long as it takes.",
    ]
    story = [*STORY["en"], *STORY["de"], *STORY["fr"], *spoken]
    assert html_page(f"{HEAD}{paragraphs(story)}").text.split("\n\n") == story


def test_a_first_name_that_is_a_word_begins_the_story() -> None:
    head = '<h1>Old harbour to open</h1><p class="byline">By <a rel="author" href="/w">Will Hayton</a></p>'
    asked = "Will the old harbour open this year? Nobody on the quay knows, and the mayor will not say it either."
    told = ["Will Hayton reports from the quay of the old harbour.", asked]
    story = [*STORY["en"][:2], *told, *STORY["de"], *STORY["fr"]]
    assert html_page(f"{head}{paragraphs(story)}").text.split("\n\n") == story


def test_an_address_in_a_last_paragraph_tells_of_no_author_where_none_is_named() -> None:
    last = "Crews may also write to the office of the harbour master, at harbour@example.org, or call 555-0100."
    assert html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], last])}").text.endswith(last)
