"""A passage that stands twice in one page is kept once; short and meant repeats stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.blocks import tree_blocks
from pipelines.clean.repeats import is_made_of, repeats
from pipelines.document import Block, Document
from pipelines.markup import to_tree
from pipelines.reasons import Reason
from tests.stories import STORY, html_page, page, paragraphs, reasons

LONG = "The council voted on Monday to open the old harbour to fishing boats again, said Mayor Ada Holm."
OTHER = "Residents had asked for the quay to be mended since a storm tore away the wall on its northern side."


def body_of(*texts: str | Block) -> list[str]:
    blocks = [text if isinstance(text, Block) else Block(0, "paragraph", text) for text in texts]
    for index, block in enumerate(blocks):
        block.index = index
    document = Document(page("", "text/plain"), blocks=blocks)
    repeats(document)
    return [block.text for block in document.body]


def test_the_second_copy_goes() -> None:
    assert body_of(LONG, OTHER, LONG, OTHER) == [LONG, OTHER]


def test_a_copy_in_other_marks_and_case_goes() -> None:
    assert body_of(LONG, LONG.upper().replace(",", " –")) == [LONG]


def test_a_copy_whose_lines_are_joined_goes() -> None:
    assert body_of(LONG, OTHER, f"{LONG} {OTHER}") == [LONG, OTHER]


def test_a_copy_cut_off_by_an_ellipsis_goes_before_and_after() -> None:
    assert body_of(f"{LONG[:70]}…", LONG) == [LONG]
    assert body_of(LONG, f"{LONG[:70]} ...") == [LONG]


def test_the_beginning_of_an_entry_that_its_template_shows_above_it_goes() -> None:
    assert body_of(f"{LONG} {OTHER[:40]} […]", LONG, OTHER) == [LONG, OTHER]


def test_what_breaks_off_and_begins_no_entry_stays() -> None:
    broken = f"{LONG} And then the lamps went out …"
    assert body_of(broken, OTHER) == [broken, OTHER]
    assert body_of(broken, OTHER, LONG)[:2] == [broken, OTHER]


def test_a_refrain_that_breaks_off_stays_each_time() -> None:
    refrain = f"{LONG[:-1]} …"
    assert body_of(refrain, refrain, refrain, OTHER) == [refrain, refrain, refrain, OTHER]


def test_a_pull_quote_goes_and_its_paragraph_stays() -> None:
    said = "We have waited eleven years for this day and we shall not wait for another one"
    paragraph = f"“{said},” Holm told the crowd that had come to the quay in the rain."
    quote = Block(0, "quote", f"“{said}” — Ada Holm, mayor")
    assert body_of(paragraph, OTHER, quote) == [paragraph, OTHER]


def test_a_pull_quote_goes_wherever_it_stands() -> None:
    quote = Block(0, "quote", LONG)
    assert body_of(quote, OTHER, f"“{LONG}”") == [OTHER, f"“{LONG}”"]


def test_a_pull_quote_goes_that_leaves_out_who_said_it() -> None:
    quote = Block(0, "quote", "“I do not even fish any more. It just turns my stomach.”")
    paragraph = "“I do not even fish any more,” she said. “It just turns my stomach.”"
    other = Block(0, "quote", "“I have not been out for years. It just turns my stomach.”")
    assert body_of(OTHER, quote, other, paragraph) == [OTHER, other.text, paragraph]


def test_a_quote_by_name_goes_and_what_stands_with_a_quote_in_its_box_goes_with_it() -> None:
    said = "We have waited eleven years for this day and we shall not wait for another one"
    told = [*STORY["en"][:2], f"“{said},” Holm told the crowd on the quay in the rain.", *STORY["en"][2:]]
    for box in (
        f"<div class='story-pull-quote'>“{said}” <span>- Ada Holm</span></div>",
        f"<div><h2>Start of quote</h2><blockquote>{said}</blockquote><p>- Mayor Ada Holm</p></div>",
    ):
        assert html_page(
            f"<h1>Harbour opens</h1>{paragraphs(told[:2])}{box}{paragraphs(told[2:])}"
        ).text == "\n\n".join(told)


def test_a_paragraph_of_the_story_stays_that_a_transcript_says_again() -> None:
    transcript = f"HOLM: {OTHER} So that is what we are doing now."
    assert body_of(LONG, OTHER, transcript) == [LONG, OTHER, transcript]
    assert body_of(OTHER, LONG, transcript) == [LONG, transcript]


def test_a_first_paragraph_that_repeats_the_standfirst_goes() -> None:
    assert body_of(Block(0, "paragraph", LONG, reason=Reason.SUBTITLE), LONG, OTHER) == [OTHER]


def test_answers_refrains_questions_cells_and_headings_stay() -> None:
    refrain = "And the boats come home, and the boats come home"
    question = "What would you do first if you were made mayor of this town for a single day?"
    for twice in ("Yes.", refrain, question, Block(0, "cell", LONG), Block(0, "heading", LONG)):
        again = Block(0, twice.kind, twice.text) if isinstance(twice, Block) else twice
        text = twice.text if isinstance(twice, Block) else twice
        assert body_of(twice, OTHER, again) == [text, OTHER, text]


def test_what_stands_three_times_among_other_words_is_meant() -> None:
    days = [
        "Monday is for the long run along the quay.",
        "On Wednesday you swim across the bay.",
        "The week ends on a hill.",
    ]
    plan = [line for day in days for line in (day, LONG)]
    assert body_of(*plan) == plan


def test_a_story_that_stands_three_times_is_kept_once() -> None:
    assert body_of(*[LONG, OTHER] * 3) == [LONG, OTHER]


@given(st.lists(st.text(max_size=120), max_size=8))
def test_nothing_is_lost_that_does_not_stand_elsewhere(texts: list[str]) -> None:
    kept = body_of(*texts)
    folded = "\n".join("".join(filter(str.isalnum, text)).casefold() for text in kept)
    assert all("".join(filter(str.isalnum, text)).casefold() in folded for text in texts if len(text.split()) < 14)


def test_a_story_that_stands_again_in_one_piece_with_its_captions_is_kept_in_its_paragraphs() -> None:
    told = [
        f"On day {number} of the flood the harbour stood {number + 7} centimetres under water, and the ferry that used "
        "to leave at noon stayed at its quay."
        for number in range(1, 7)
    ]
    caption = (
        "Two men in a rowing boat pass the old customs house, whose clock stopped when the water reached its works on "
        "the second night; behind them the crane that fell into the basin."
    )
    picture = f"<figure><img src='/boat.jpg'><figcaption>{caption}</figcaption></figure>"
    again = " ".join([caption, *told])
    draft = html_page(picture + paragraphs(told) + f"<div itemprop='articleBody'>{again}</div>")
    assert draft.text == "\n\n".join(told)
    assert reasons(draft)[again] == "repeat"


def test_a_part_that_stands_often_counts_once() -> None:
    part, other = "a" * 20, "b" * 110
    assert not is_made_of(part + other, [part] * 10)
    assert not is_made_of("".join([*("cde" * 8, part), other]), [part, "cde" * 8, "c" * 24])
    assert is_made_of("c" * 40 + "d" * 40 + "e" * 40 + "f" * 5, ["c" * 40, "d" * 40, "e" * 40])


def test_of_a_paragraph_and_its_copy_in_a_box_above_the_story_that_of_the_story_stays() -> None:
    box = f"<div class='box'><h3>Highlights</h3><p>{STORY['en'][1]}</p></div>"
    draft = html_page(f"<h1>Harbour opens</h1>{box}<div>{paragraphs(STORY['en'])}</div>")
    assert draft.text.endswith("\n\n".join(STORY["en"]))
    assert draft.text.count(STORY["en"][1]) == 1


def test_the_story_told_twice_in_two_elements_is_kept_where_it_stands_first() -> None:
    told = f"<div class='%s'>{paragraphs(STORY['en'])}</div>"
    assert html_page(f"<h1>Harbour opens</h1>{told % 'screen'}{told % 'print'}").text == "\n\n".join(STORY["en"])
    apart = "".join(f"<div>{paragraphs([text])}</div>" for text in STORY["en"])
    assert html_page(f"<h1>Harbour opens</h1>{apart}{told % 'print'}").text == "\n\n".join(STORY["en"])


def test_a_box_that_sums_up_a_story_of_many_parts_takes_no_paragraph_out_of_it() -> None:
    told = [*STORY["en"], *STORY["de"], *STORY["fr"]]
    parts = "".join(f"<section><p>{text}</p></section>" for text in told)
    summed = [STORY["en"][1], *STORY["es"]]
    draft = html_page(f"<h1>Harbour opens</h1>{parts}<div class='sum'>{paragraphs(summed)}</div>")
    assert draft.text == "\n\n".join([*told, *STORY["es"]])


@pytest.mark.parametrize(("foot", "cells"), [("<td>Boat</td><td>Crew</td>", 4), ("<td>All</td><td>12</td>", 6)])
def test_the_foot_of_a_table_that_says_what_its_head_says_goes(foot: str, cells: int) -> None:
    head = "<thead><tr><th>Boat</th><th>Crew</th></tr></thead>"
    rows = "<tbody><tr><td>Ada</td><td>12</td></tr></tbody>"
    document = Document(page("", "text/html"))
    document.tree = to_tree(f"<body><p>{LONG}</p><table>{head}{rows}<tfoot><tr>{foot}</tr></tfoot></table></body>")
    document.blocks = tree_blocks(document.tree)
    repeats(document)
    assert len(document.body) == 1 + cells
