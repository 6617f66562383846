"""Pages with one post, and what software puts into a post: copies of it, the accepted answer, a form."""

from __future__ import annotations

import pytest

from pipelines.stages import refine
from tests.test_pipelines_threads import OPENING, REPLIES, forum, page, post, split, thread

CARD = "<p>Topic Author</p><p>New Member</p><p>Posts: 1</p><p>Thank you received: 0</p>"
RULE = "<p>All that our members write is theirs.</p>"


def lone(name: str, words: str = OPENING, before: str = "", card: str = CARD + RULE) -> str:
    markup = (
        f"{before}<div class='row'><div class='card'><b class='author'>ada</b>{card}</div>"
        f"<div class='date'>3 March 2024, 10:15</div><div class='{name}'><p>{words}</p></div></div>"
    )
    return "\n".join(block.text for block in split(forum(markup), url="https://example.org/forum/topic/91-lemons").body)


@pytest.mark.parametrize("name", ["post-content", "bbs-post-content", "topic_body", "spPostContent", "kmsg"])
def test_the_words_of_an_only_post_stand_in_the_element_that_is_named_so(name: str) -> None:
    assert lone(name) == OPENING


def test_an_element_that_holds_the_stamp_too_holds_more_than_words() -> None:
    card = "<p>New Member</p><p>Posts: 1</p>"
    assert lone("k", before="<div class='thread-content'>", card=card) == OPENING


def test_an_only_post_of_which_the_named_element_holds_a_part_is_whole() -> None:
    more = "There is more to tell of lemons than fits into a row. " * 8
    assert more.strip() in lone("message-text", f"{OPENING}</p></div><div class='more'><p>{more}")


def test_an_only_post_may_be_short() -> None:
    assert lone("post-content", "Any news of the lemons?", "<p>Read the rules.</p>", CARD) == "Any news of the lemons?"


def test_columns_that_are_named_as_what_stands_in_them_hide_no_post() -> None:
    assert lone("reply-content", before="<div class='reply-content'>Posts</div>") == OPENING


def test_a_hidden_copy_of_a_post_for_answers_is_no_quote() -> None:
    boxes = "".join(
        post(
            who,
            f"</p><div class='quote-box' style='display:none'><blockquote><p>{text}</p></blockquote></div><p>{text}",
            day,
        )
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    document = split(forum(boxes))
    assert [block.text for block in document.body] == [OPENING]
    assert [(entry.text, entry.quotes) for entry in document.posts] == [(text, []) for _, text in REPLIES]


def test_a_folded_quote_of_another_is_a_quote() -> None:
    quote = f"</p><div style='display:none'><blockquote><p>{OPENING}</p></blockquote></div><p>"
    document = split(forum(thread().replace(REPLIES[0][1], quote + REPLIES[0][1], 1)))
    assert document.posts[0].quotes == [OPENING]


def test_the_accepted_answer_below_a_question_is_no_part_of_it() -> None:
    shown = (
        f"</p><aside class='quote'><div>Solved by walnut in #2</div><blockquote>{REPLIES[0][1]}</blockquote></aside><p>"
    )
    document = split(forum(thread().replace(OPENING, OPENING + shown, 1)))
    assert [block.text for block in document.body] == [OPENING]
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES]


def test_a_form_to_respond_is_no_part_of_the_last_post() -> None:
    form = "<div class='comment-respond'><h3>Cancel reply</h3><p>You must be logged in to post a comment.</p></div>"
    document = split(forum(thread().replace(REPLIES[-1][1], REPLIES[-1][1] + "</p>" + form + "<p>")))
    assert document.posts[-1].text == REPLIES[-1][1]


def test_a_list_that_is_called_after_responding_holds_posts() -> None:
    document = split(forum(thread(names=("respond", "author", "date", "content"))))
    assert [(entry.author, entry.text) for entry in document.posts] == list(REPLIES)


@pytest.mark.parametrize(
    ("tag", "author"),
    [("x-article", "Jane Doe"), ("x-post", "Jane Doe, John Roe"), ("x-post", "{{post.author}}"), ("x-post", "")],
)
def test_a_component_that_is_no_post_and_a_list_of_names_say_nothing(tag: str, author: str) -> None:
    words = "".join(f"<p>{OPENING} And year {number} was no better than the last.</p>" for number in range(5))
    markup = f"<html><body><{tag} author='{author}' created='2024-03-01'><h1>Lemons on a balcony</h1>{words}</{tag}>"
    record = refine(page(markup))
    assert (record.authors, record.published) == ([], None)


@pytest.mark.parametrize(
    ("tag", "author", "published"), [("x-post", ["ada"], "2024-03-01T10:15:00Z"), ("div", [], None)]
)
def test_a_web_component_says_who_wrote_what_it_holds_and_when(
    tag: str, author: list[str], published: str | None
) -> None:
    words = "".join(f"<p>{OPENING} And year {number} was no better than the last.</p>" for number in range(5))
    markup = (
        f"<html><head><title>Lemons</title></head><body>"
        f"<{tag} author='ada' created-timestamp='2024-03-01T10:15:00+0000'>"
        f"<h1>Lemons on a balcony</h1>{words}</{tag}></body></html>"
    )
    record = refine(page(markup))
    assert (record.authors, record.published) == (author, published and published.replace("Z", "+00:00"))
