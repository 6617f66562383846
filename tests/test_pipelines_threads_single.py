"""A story with one comment: a post where the page calls it a comment in a list of them, by whom and when."""

from __future__ import annotations

import pytest

from tests.stories import STORY, paragraphs
from tests.test_pipelines_threads import split

SAID = "I have wanted to know that since I was a child, thank you!"
WORDPRESS = (
    "<div id='comments'><h2>One thought on “The harbour”</h2><ol class='comment-list'><li class='comment even'>"
    "<article class='comment-body'><footer><b class='fn'>walnut</b> <span class='says'>says:</span>"
    "<time datetime='2024-05-05T10:12:00+00:00'>May 5, 2024 10:12</time></footer>"
    "<div class='comment-content'><p>{}</p></div><a class='reply' href='#'>Reply</a></article></li></ol></div>"
)
BLOGGER = (
    "<div class='comments' id='comments'><h4>1 comment:</h4><ol id='top-ra'><li class='comment'>"
    "<div class='comment-header'><cite class='user'><a href='https://blog.example/profile/9'>walnut</a></cite>"
    "<span class='datetime'><a href='?c=0'>5 May 2024 at 10:12</a></span></div>"
    "<p class='comment-content'>{}</p><a class='comment-reply'>Reply</a></li></ol></div>"
)
PLAIN = (
    "<div class='comments'><h2>Comments</h2><div class='comment-list'><ul><li id='c1'><div><span class='nickname'>"
    "<a href='/u'>walnut</a></span><span class='date'>2024.05.05 10:12</span></div><p>{}</p><a href='#'>Reply</a>"
    "</li></ul></div></div>"
)
LATEST = "<aside><div class='recent-comments'>{}</div></aside>"
ANSWER = (
    "<ul class='children'><li class='comment'><b class='fn'>hazel</b><time datetime='2024-05-06T10:12:00+00:00'>May 6, "
    "2024 10:12</time><p>Me too, of course.</p></li></ul>"
)


def posts_of(comments: str) -> list[tuple[str | None, str | None, str]]:
    body = f"<main><h1>The harbour</h1>{paragraphs(STORY['en'])}{comments}</main>"
    document = split(f"<html><head><title>The harbour</title></head><body>{body}</body></html>")
    return [(post.author, (post.published or "")[:16], post.text) for post in document.posts]


@pytest.mark.parametrize("frame", [WORDPRESS, BLOGGER, PLAIN])
@pytest.mark.parametrize("said", [SAID, "Thanks!"])
def test_the_only_comment_below_a_story_is_a_post(frame: str, said: str) -> None:
    assert posts_of(frame.format(said)) == [("walnut", "2024-05-05T10:12", said)]


@pytest.mark.parametrize(
    "frame",
    [
        LATEST.format(WORDPRESS),
        WORDPRESS.replace("comment", "teaser"),
        WORDPRESS.replace("<time datetime='2024-05-05T10:12:00+00:00'>May 5, 2024 10:12</time>", ""),
        WORDPRESS.replace("<b class='fn'>walnut</b> <span class='says'>says:</span>", ""),
    ],
)
def test_what_is_no_comment_of_this_story_or_lacks_its_poster_or_day_is_none(frame: str) -> None:
    assert posts_of(frame.format(SAID)) == []


@pytest.mark.parametrize("frame", [WORDPRESS, BLOGGER, PLAIN])
def test_what_stands_above_more_of_the_story_is_no_comment(frame: str) -> None:
    assert posts_of(frame.format(SAID) + paragraphs(STORY["de"])) == []


def test_one_of_which_only_the_other_has_a_day_is_not_the_only_comment() -> None:
    undated = "<li class='comment'><b class='fn'>hazel</b><p>Me too, of course, ever since.</p></li></ol>"
    assert posts_of(WORDPRESS.replace("</ol>", undated).format(SAID)) == []


def test_an_answer_within_the_only_comment_is_none_of_its_words() -> None:
    found = posts_of(WORDPRESS.replace("</article></li>", f"</article>{ANSWER}</li>").format(SAID))
    assert all("Me too" not in text for author, _, text in found if author == "walnut")


def test_comments_and_instructions_between_elements_are_passed_over() -> None:
    odd = PLAIN.replace("<ul>", "<!-- list --><ul><?php x ?>").replace("href='/u'", "href='https://[site]/'")
    assert posts_of(odd.format(SAID)) == [("walnut", "2024-05-05T10:12", SAID)]
