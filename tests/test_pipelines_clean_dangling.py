"""A heading or label at the end of a story, of what is no part of it, goes; what may be the story's last word stays."""

from __future__ import annotations

import pytest

from pipelines.blocks import read_blocks
from pipelines.clean.dangling import dangling
from pipelines.clean.notices import notices
from pipelines.clean.repeats import repeats
from pipelines.decode import decode
from pipelines.markup import parse
from pipelines.stages import read
from tests.stories import STORY, page, paragraphs, text_page

ENGLISH, GERMAN = STORY["en"], STORY["de"]
LINKS = "".join(f"<li><a href='/guide-{n}'>A guide to harbour number {n}</a></li>" for n in range(8))


def body_of(story: str, below: str, *, one_story: bool = True) -> list[str]:
    """Return the body of a page of *story*, *one_story* or a list, and *below* it, outside, what the site says."""
    markup = f"<html><body><article>{story}</article><footer>{below}</footer></body></html>"
    document = read(page(markup, "text/html"), (decode, parse, read_blocks))
    document.one_story = one_story
    for block in document.blocks:
        block.main = not any(element.tag == "footer" for element in block.around())
    for stage in (notices, repeats, dangling):
        stage(document)
    return [block.text for block in document.body]


def ends_of(last: str, below: str = f"<ul>{LINKS}</ul>") -> list[str]:
    """Return what stands in the body after a story that ends with *last*."""
    found = body_of(f"{paragraphs(ENGLISH)}{paragraphs(GERMAN)}{last}", below)
    assert found[:6] == [*ENGLISH, *GERMAN]
    return found[6:]


@pytest.mark.parametrize(
    "last",
    [
        "<h3>Harbour calculator</h3>",
        "<h2>Sources</h2>",
        "<h3>Guides</h3><h4>For sailors</h4>",
        "<p>More of our guides:</p>",
        "<p>Полезные ссылки:</p>",
    ],
)
def test_what_heads_nothing_at_the_end_goes(last: str) -> None:
    assert ends_of(last) == []


@pytest.mark.parametrize(
    "last",
    [
        "And so the harbour opens!",
        "What do you think of the harbour?",
        "Es ist vollbracht.",
    ],
)
def test_a_heading_that_is_a_sentence_may_be_the_last_word(last: str) -> None:
    assert ends_of(f"<h3>{last}</h3>") == [last]


@pytest.mark.parametrize(
    "last",
    [
        "<section><h3>Built to last.</h3><footer><p>We make boats and sails for all.</p></footer></section>",
        "<section><div><h3>Gefällt Ihnen der Hafen?</h3></div><footer><p>Melden Sie sich an.</p></footer></section>",
    ],
)
def test_a_sentence_that_heads_what_is_no_story_goes_with_it(last: str) -> None:
    assert ends_of(last) == []


def test_a_sentence_in_a_box_of_a_page_that_tells_no_one_story_stays() -> None:
    box = "<section><h3>Built to last.</h3><footer><p>We make boats and sails for all.</p></footer></section>"
    assert body_of(f"{paragraphs(ENGLISH)}{box}", "", one_story=False) == [*ENGLISH, "Built to last."]


def test_a_sentence_alone_in_a_box_may_be_the_last_word() -> None:
    assert ends_of("<div><h3>And so the harbour opens!</h3></div>") == ["And so the harbour opens!"]


@pytest.mark.parametrize("below", ["<a href='/2'>Next</a>", "<p>6 May 2024</p>", "<p>Share this story</p>"])
def test_a_sentence_in_a_box_over_a_button_or_a_day_may_be_the_last_word(below: str) -> None:
    box = f"<section><h3>And so the harbour opens!</h3><footer>{below}</footer></section>"
    assert ends_of(box) == ["And so the harbour opens!"]


def test_a_label_stays_that_is_in_another_box_than_the_list_below_it() -> None:
    assert ends_of("<div><p>Boats:</p></div><footer><ul><li>Imprint</li></ul></footer>") == ["Boats:"]


def test_the_label_of_a_list_that_is_no_story_goes_with_it() -> None:
    notes = "<footer><ol><li>Harbour office, consulted on 5 May.</li><li>Quay house, 6 May.</li></ol></footer>"
    assert ends_of(f"<p>Notes:</p>{notes}") == []
    assert ends_of("<p>Notes:</p><ol><li>Harbour office, consulted on 5 May.</li></ol>")[0] == "Notes:"


@pytest.mark.parametrize(
    "last",
    [
        "ท่าเรือเก่าจะเปิดให้บริการอีกครั้งในวันจันทร์หลังจากปิดปรับปรุงนานถึงสามปี" * 2,
        "The ferries sail from the northern quay each morning at seven, at nine and at noon, and on Sundays at ten as"
        " well, until the last day of October",
    ],
)
def test_a_paragraph_in_the_markup_of_a_heading_stays(last: str) -> None:
    assert ends_of(f"<h3>{last}</h3>") == [last]


def test_headings_that_tell_when_and_where_stay() -> None:
    assert ends_of("<h3>When: Saturday 14 May</h3><h3>Tickets: £5</h3>") == ["When: Saturday 14 May", "Tickets: £5"]


def test_headings_below_one_that_tells_something_stay() -> None:
    last = "<h3>Tickets: £5</h3><h3>Bring a coat</h3>"
    assert ends_of(last) == ["Tickets: £5", "Bring a coat"]


def test_the_headline_of_another_story_goes_though_it_has_a_colon() -> None:
    assert ends_of("<h3>Harbour at 10: the quay that cures burnout</h3>") == []


def test_headings_over_pictures_without_a_caption_stay() -> None:
    last = "<h2>1. The quay</h2><img src='/a.jpg'><h2>2. The wall</h2><figure><img src='/b.jpg'></figure>"
    assert ends_of(last) == ["1. The quay", "2. The wall"]


def test_a_heading_over_the_picture_of_another_story_goes() -> None:
    assert ends_of("<h2>Storm on the quay</h2><p><a href='/storm'><img src='/a.jpg'></a></p>") == []


def test_a_heading_over_a_comment_and_an_instruction_goes() -> None:
    assert ends_of("<h2>Sources</h2><!-- none --><?none?>") == []


def test_the_title_of_a_box_amid_parts_goes_with_it() -> None:
    box = "<h2>The Harbour Briefing</h2><p>Sign up for our newsletter and get the news of the port each morning.</p>"
    story = f"<h3>The vote</h3>{paragraphs(ENGLISH)}{box}<h3>The quay</h3>{paragraphs(GERMAN)}"
    assert body_of(story, "") == ["The vote", *ENGLISH, "The quay", *GERMAN]


def test_a_heading_after_which_the_page_ends_stays() -> None:
    assert ends_of("<h3>The end</h3>", "") == ["The end"]


def test_a_line_that_announces_what_was_never_linked_stays() -> None:
    last = "The mayor had but two words for the council:"
    assert ends_of(f"<p>{last}</p>", "<p>12:40 today</p>") == [last]


def test_headings_that_close_what_stands_above_them_stay() -> None:
    entries = "".join(
        f"<h3>Boat number {n}</h3><p>{text}</p><h4>2 masts, {n} sails</h4>" for n, text in enumerate(ENGLISH + GERMAN)
    )
    assert body_of(entries, f"<ul>{LINKS}</ul>")[-1] == "2 masts, 5 sails"


def test_many_headings_are_what_the_page_lists() -> None:
    names = [f"Harbour at place number {n}" for n in range(9)]
    assert ends_of("".join(f"<h3>{name}</h3>" for name in names)) == names


def test_a_plain_text_may_end_in_any_line() -> None:
    assert text_page(*ENGLISH, "ADA HOLM").text.split("\n\n") == [*ENGLISH, "ADA HOLM"]


def test_the_headings_of_a_second_copy_go_with_it() -> None:
    copy = f"<h2>The vote</h2>{paragraphs(ENGLISH)}<h2>Die Abstimmung</h2>{paragraphs(GERMAN)}"
    last = "<h2>What comes then</h2><p>The council meets again on the first day of May, the mayor said on Monday.</p>"
    found = body_of(f"<div>{copy}</div><div>{copy}</div>{last}", "")
    assert found.count("The vote") == found.count("Die Abstimmung") == 1


def test_a_heading_that_comes_again_over_other_words_stays() -> None:
    story = f"<h3>The vote</h3>{paragraphs(ENGLISH)}<h3>The vote</h3>{paragraphs([ENGLISH[0], *GERMAN])}"
    assert body_of(story, f"<ul>{LINKS}</ul>").count("The vote") == 2


def test_a_heading_over_a_notice_and_parts_of_its_own_stays() -> None:
    parts = "".join(f"<h3>Part {n}</h3><p>{text}</p>" for n, text in enumerate(ENGLISH))
    found = body_of(f"{paragraphs(GERMAN)}<h2>The harbour in parts</h2><p>Advertisement</p>{parts}", "")
    assert found[3:5] == ["The harbour in parts", "Part 0"]
