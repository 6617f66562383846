"""Comments that are called so leave a story; what is only called like them stays."""

from __future__ import annotations

import pytest

from pipelines.blocks import tree_blocks
from pipelines.clean.comments import comments
from pipelines.document import Document
from pipelines.markup import to_tree
from tests.records import page
from tests.stories import STORY, paragraphs

SAID = ["The sea will take it back.", "Who pays for it, I wonder?", "About time. My boat has been dry for years."]


def kept(frame: str, story: str = paragraphs(STORY["en"]), said: list[str] = SAID) -> list[str]:
    """Return what is left of a *story* with what readers *said* below it, each in *frame*."""
    document = Document(page())
    document.tree = to_tree(
        f"<body><article>{story}<div class='more'>{''.join(map(frame.format, said))}</div></article></body>"
    )
    document.blocks = tree_blocks(document.tree)
    comments(document)
    return [block.text for block in document.body]


@pytest.mark.parametrize(
    "frame",
    [
        "<li class='board-comment'><div class='board-comment-content'><div class='js-more'>{}</div></div></li>",
        "<div class='comment'><p>{}</p></div>",
        "<div class='comment__body'>{}</div>",
        "<div class='userComment even'>{}</div>",
        "<div class='kommentar'><p>{}</p></div>",
    ],
)
def test_what_is_called_a_comment_time_and_again_is_no_part_of_the_story(frame: str) -> None:
    assert kept(frame) == STORY["en"]


@pytest.mark.parametrize(
    "frame",
    [
        "<section class='post comments-open'><p>{}</p></section>",
        "<div class='no-comment'><p>{}</p></div>",
        "<div class='commentary'><p>{}</p></div>",
        "<div class='commented'><p>{}</p></div>",
        "<p>{} <span class='comment'>3</span></p>",
    ],
)
def test_what_is_only_called_like_one_stays(frame: str) -> None:
    assert len(kept(frame)) == len(STORY["en"]) + len(SAID)


def test_a_story_that_stands_in_such_elements_stays() -> None:
    story = "".join(f"<div class='comment'><p>{text}</p></div>" for text in STORY["en"])
    assert kept("<div class='comment'><p>{}</p></div>", story) == [*STORY["en"], *SAID]


def test_one_or_two_may_be_called_so_for_something_else() -> None:
    assert kept("<div class='comment'><p>{}</p></div>", said=SAID[:2]) == [*STORY["en"], *SAID[:2]]


def test_what_the_story_goes_on_below_is_part_of_it() -> None:
    story = "".join(f"<div class='comment'><p>{text}</p></div>" for text in SAID) + paragraphs(STORY["en"])
    assert kept("<p>{}</p>", f"{paragraphs(STORY['de'])}{story}", []) == [*STORY["de"], *SAID, *STORY["en"]]
