"""The element that trafilatura would read first is found where that is sure, and nowhere else."""

import pytest

from pipelines.first_frame import first_frame, has_nested, marked
from pipelines.markup import to_tree
from pipelines.rules import APPENDED, COMMENTS

STORY = "<p>The harbour board voted on Tuesday to close the old ferry landing before the winter storms arrive.</p>"


def found(body: str) -> str | None:
    """Return tag and id of the first frame of a page with *body*."""
    tree = to_tree(f"<html><body>{body}</body></html>")
    frame = first_frame(tree, marked(tree, APPENDED | COMMENTS))
    return None if frame is None else f"{frame.tag} {frame.get('id')}"


@pytest.mark.parametrize(
    "body",
    [
        f"<article id='it'>{STORY}</article><article id='next'>{STORY}</article>",
        f"<aside><article id='ad'>Tea</article></aside><article id='it'>{STORY}</article>",
        f"<div class='article-comments'><article id='c'>Hm</article></div><article id='it'>{STORY}</article>",
    ],
)
def test_the_first_element_that_is_left_is_the_frame(body: str) -> None:
    assert found(body) == "article it"


def test_the_first_rule_goes_before_those_that_follow() -> None:
    assert found(f"<article id='a'><div id='it' class='post-content'>{STORY}</div></article>") == "div it"


@pytest.mark.parametrize(
    "body",
    [
        f"<form><article id='a'>{STORY}</article></form>",  # which may be a layout around the page
        f"<ul><li><article id='a'>{STORY}</article></li></ul>",  # which becomes an item of a list
        f"<table role='none' id='content'><tr><td>{STORY}</td></tr></table>",  # which becomes a div
        # Of asides in one another the outer one is taken out, and none that follows.
        f"<aside><aside>Tea</aside></aside><aside><article id='a'>{STORY}</article></aside>",
        STORY,
    ],
)
def test_where_the_rest_of_the_page_may_change_it_there_is_none(body: str) -> None:
    assert found(body) is None


def test_what_goes_with_an_element_around_it_is_not_nested() -> None:
    tree = to_tree("<picture><source srcset='a'><source srcset='b'><img src='c'></picture><nav><nav></nav></nav>")
    assert not has_nested(tree, ["picture", "source"])
    assert has_nested(tree, ["nav"])
