"""The boards and topics of a forum are a list; the posts of one topic are a thread, whatever is said of the last."""

from __future__ import annotations

import pytest

from pipelines.stages import refine
from schemas import Draft
from tests.stories import STORY, page, paragraphs

BOARDS = ["Anchors and chains", "Sails and masts", "Ropes and knots", "Lamps and signals", "Oars and rudders"]
POSTS = [
    "The chain slips whenever the wind turns north, and I have tried three kinds of shackle by now.",
    "Try a longer one. Ours held all winter at the outer mole, though the swell was worse than in any year.",
    "Thanks, that was it: four more metres, and she has not moved since the storm on Sunday night.",
]


def forum(rows: str, path: str) -> Draft:
    head = "<title>Harbour forum</title>"
    markup = f"<html><head>{head}</head><body><h1>Harbour forum</h1>{rows}</body></html>"
    return refine(page(markup, "text/html", f"https://harbour.example/forum/{path}"))


def boards(last: str, column: str = "") -> str:
    rows = "".join(
        f'<tr class="row"><td><a href="viewforum.php?f={at}">{name}</a><p>On {name.lower()}, old and new.</p></td>'
        f"<td>{last} <b>sailor{at}</b><br>0{at + 1} May 2024, 10:1{at}</td></tr>"
        for at, name in enumerate(BOARDS)
    )
    return f"<table><tr><th>Board</th><th>{column}</th></tr>{rows}</table>"


def posts(before: str = "") -> str:
    return before + "".join(
        f'<div class="post"><b class="author">sailor{at}</b><i>0{at + 1} May 2024, 10:1{at}</i><p>{text}</p></div>'
        for at, text in enumerate(POSTS)
    )


@pytest.mark.parametrize(
    "last", ["Last post by", "Letzter Beitrag von", "Последнее сообщение", "Dernier message de", "最后发表于"]
)
def test_boards_with_their_last_posts_are_a_list_without_day_or_author(last: str) -> None:
    draft = forum(boards(last), "index.php")
    assert (draft.page_type, draft.posts, draft.published, draft.authors) == ("listing", [], None, [])


def test_boards_under_a_column_of_last_posts_are_one_too() -> None:
    draft = forum(boards("by", column="Last post"), "index.php")
    assert (draft.page_type, draft.posts) == ("listing", [])


@pytest.mark.parametrize("before", ["", '<a href="#p3">Last post</a>', "<p>Last post by sailor2, 03 May 2024</p>"])
def test_posts_of_one_topic_are_a_thread(before: str) -> None:
    draft = forum(posts(before), "viewtopic.php?t=7")
    assert (draft.page_type, len(draft.posts)) == ("thread", 2)
    assert draft.text == POSTS[0]


@pytest.mark.parametrize(("path", "kind"), [("showthread.php?t=7", "thread"), ("forumdisplay.php?f=7", "listing")])
def test_the_only_post_of_a_topic_is_a_thread_with_a_table_of_like_topics_below(path: str, kind: str) -> None:
    post = f'<div class="post"><b class="author">sailor1</b><i>01 May 2024, 10:11</i><p>{POSTS[0]}</p></div>'
    draft = forum(post + boards("by", column="Last post"), path)
    assert (draft.page_type, draft.posts) == (kind, [])
    assert (draft.text == POSTS[0]) is (kind == "thread")


def test_what_is_said_of_an_entry_headed_last_post_is_a_comment() -> None:
    said = "".join(
        f'<div class="comment"><b class="author">sailor{at}</b><i>0{at + 1} May 2024, 10:1{at}</i><p>{text}</p></div>'
        for at, text in enumerate(POSTS)
    )
    markup = f"<html><body><h1>Last post</h1>{paragraphs(STORY['en'])}<h3>Comments</h3>{said}</body></html>"
    draft = refine(page(markup, "text/html", "https://harbour.example/2024/05/last-post"))
    assert (draft.page_type, len(draft.posts)) == ("article", 3)
