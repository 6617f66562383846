"""Of questions and answers that look alike none is torn out; teasers that ask, and interviews, are left alone."""

from __future__ import annotations

from pipelines.blocks import tree_blocks
from pipelines.document import Block
from pipelines.markup import to_tree
from pipelines.questions import keep_answers

ASKED = ("When does the ferry sail?", "Who may land a catch?", "What does the crossing cost?")
ANSWERS = ("It sails at nine.", "Every crew with a licence may.", "Two crowns a head, and one for a dog.")
PANEL = "<div class=item><button>{}</button><div class=text><p>{}</p></div></div>"


def blocks_of(pair: str, main: tuple[str, ...], answers: tuple[str, ...] = ANSWERS) -> list[Block]:
    """Return the blocks of a page of one *pair* for each question, those of *main* marked so."""
    body = "".join(pair.format(*both) for both in zip(ASKED, answers, strict=True))
    blocks = tree_blocks(to_tree(f"<body><div>{body}</div><p>Call us.</p></body>"))
    for block in blocks:
        block.main = block.text in main
    return blocks


def kept(blocks: list[Block]) -> list[str]:
    """Return what is main once questions were looked at."""
    keep_answers(blocks)
    return [block.text for block in blocks if block.main]


EVERY = [text for both in zip(ASKED, ANSWERS, strict=True) for text in both]


def test_questions_and_answers_share_the_fate_of_one_of_them() -> None:
    assert kept(blocks_of(PANEL, ANSWERS)) == EVERY
    assert kept(blocks_of(PANEL, ASKED)) == EVERY
    assert kept(blocks_of(PANEL, (ASKED[0], ANSWERS[0]))) == EVERY
    assert kept(blocks_of("<div><div><b>{}</b></div><div>{}</div></div>", ASKED[:1])) == EVERY
    assert kept(blocks_of("<h3><a href='#'>{}</a></h3><p class=text>{}</p>", ASKED[:1])) == EVERY


def test_where_none_is_main_none_is_kept() -> None:
    assert kept(blocks_of(PANEL, ())) == []


def test_what_is_not_shown_stays_so() -> None:
    assert kept(blocks_of(PANEL.replace("<div class=text>", "<div class=text hidden>"), ASKED[:1])) == [ASKED[0]]


def test_titles_that_ask_and_lead_to_other_pages_are_no_questions_of_this_one() -> None:
    assert kept(blocks_of("<h3><a href='/story'>{}</a></h3><p class=text>{}</p>", ANSWERS[:1])) == [ANSWERS[0]]


def test_buttons_below_are_no_answers() -> None:
    assert kept(blocks_of(PANEL, ASKED[:1], ("Show", "Show", "Show"))) == [ASKED[0]]


def test_pictures_that_stand_below_the_heads_of_a_story_that_ask_keep_their_credits() -> None:
    picture = "<figure><figcaption>Photo: Ada Holm</figcaption></figure>"
    blocks = blocks_of(f"<h2>{{}}</h2>{picture}<p class=text>{{}}</p>", (*ASKED, *ANSWERS))
    assert "Photo: Ada Holm" not in kept(blocks)
    below = "<p class=text>{}</p><p class=text>Photo: Ada Holm</p>"
    assert kept(blocks_of(f"<h2>{{}}</h2>{below}", (*ASKED, *ANSWERS))) == EVERY


def test_questions_that_look_as_what_follows_them_are_left_alone() -> None:
    assert kept(blocks_of("<p>{}</p><p>{}</p>", ASKED[:1])) == [ASKED[0]]


def test_two_questions_are_too_few() -> None:
    blocks = blocks_of(PANEL, ASKED[:1])[2:]
    blocks[0].main = True
    for index, block in enumerate(blocks):
        block.index = index
    assert kept(blocks) == [ASKED[1]]


def test_what_follows_the_last_answer_is_none_though_it_looks_so() -> None:
    asked = "".join(f"<p><b>{ask}</b></p><p>{answer}</p>" for ask, answer in zip(ASKED, ANSWERS, strict=True))
    foot = "<p>Sign up for our newsletter.</p><p>All rights are reserved.</p>"
    blocks = tree_blocks(to_tree(f"<body><div>{asked}{foot}</div></body>"))
    for block in blocks:
        block.main = block.text in EVERY
    assert kept(blocks) == EVERY


def test_marks_that_open_help_are_no_questions() -> None:
    helps = "".join(f"<button>?</button><p>{answer}</p>" for answer in ANSWERS)
    blocks = tree_blocks(to_tree(f"<body><div>{helps}</div></body>"))
    for block in blocks:
        block.main = block.text == ANSWERS[0]
    assert kept(blocks) == [ANSWERS[0]]


def test_the_last_answer_may_be_longer_in_a_box_of_its_own() -> None:
    blocks = blocks_of(PANEL, tuple(EVERY), (*ANSWERS[:2], f"{ANSWERS[2]}</p><p>Dogs are welcome."))
    blocks[-2].main = False
    assert blocks[-2].text == "Dogs are welcome."
    assert kept(blocks) == [*EVERY, "Dogs are welcome."]
