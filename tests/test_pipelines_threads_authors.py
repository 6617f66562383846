"""Who wrote a post: where pages name its poster, and what stands beside the name; and posts inside posts."""

from __future__ import annotations

import pytest

from pipelines.stages import refine
from pipelines.threads.marks import is_name, tidy_name, without_stamp
from tests.test_pipelines_threads import OPENING, REPLIES, forum, page, post, split, thread

POSTS = [("ada", OPENING), *REPLIES]


def posters(box: str) -> list[str | None]:
    """Return the posters of a thread whose posts look as *box*."""
    boxes = "".join(box.format(who=who, day=day, text=text) + "<hr>" for day, (who, text) in enumerate(POSTS, 1))
    document = split(forum(boxes))
    assert document.page_type == "thread"
    return [*(document.value("authors") or [None]), *(entry.author for entry in document.posts)]


@pytest.mark.parametrize(
    "name",
    [
        "<div class='details' itemprop='author' itemscope><a href='/users/7/x'>{who}</a>"
        "<span hidden itemprop='name'>{who}</span></div><p>12.4k 3 gold badges</p>",
        "<div class='author'><a href='/users/7/x'>{who}</a> <span>9,292</span></div>",
        "<div class='author'>{who} ✭✭✭</div>",
        "<div class='author'>{who} ♦</div>",
        "<div><a href='/users/7/x'>{who}</a> <span class='user-status'>panorama</span></div>",
        "<div><a href='/u/7/x'>{who}</a></div><div class='user-title'><a href='/users/staff/'>Project Lead</a></div>",
        "<span class='username status-online'>{who}</span><span class='usertitle'>Member</span>",
        "<strong class='author role-member'>{who}</strong><em>Novice</em>",
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(name: str) -> None:
    box = "<div class='post'>" + name + "<div>{day} March 2024, 10:1{day}</div><div class='text'>{text}</div></div>"
    assert posters(box) == [who for who, _ in POSTS]


def test_a_link_behind_a_name_is_not_the_name() -> None:
    name = "<div class='author'>{who} <a href='/mitglied/{day}'>Profil anzeigen</a></div>"
    box = "<div class='post'>" + name + "<div>{day} March 2024, 10:1{day}</div><div class='text'>{text}</div></div>"
    assert "Profil anzeigen" not in posters(box)


@pytest.mark.parametrize("odd", ["🦊👀", "1657811359", "Q"])
def test_a_poster_with_an_odd_name_is_named_where_the_others_are(odd: str) -> None:
    box = (
        "<div class='post'><div class='k'><a href='/people/{day}/'>{who}</a> <span>{day} March 2024, 10:1{day}</span> "
        "<em>Leeds</em></div><div class='text'>{text}</div></div>"
    )
    boxes = "".join(
        box.format(who=who, day=day, text=text) for day, (who, text) in enumerate([*POSTS[:3], (odd, REPLIES[2][1])], 1)
    )
    assert [entry.author for entry in split(forum(boxes)).posts] == ["walnut", "Greta M", odd]


@pytest.mark.parametrize("text", ["edited May 20 at 14:48", "answered Feb 22", "asked 3 May 2024 at 9:14"])
def test_what_was_done_and_when_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["May", "Jun Abe", "Theodore 22"])
def test_a_name_may_be_that_of_a_month_or_end_with_a_number(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    ("line", "name"),
    [("- pjl, norfolk, 12/1/2012 08:54", "pjl"), ("- Liz Hay, Norfolk, 12/1/2012 08:54", "Liz Hay"),
     ("e, Nottingham, 12/1/2012 08:54", ""),],
)  # fmt: skip
def test_the_first_part_of_a_line_with_a_time_is_the_name(line: str, name: str) -> None:
    assert without_stamp(line) == name


def test_where_somebody_writes_from_is_no_name() -> None:
    assert tidy_name("来自四川") == "来自四川"


def answer(who: str, text: str, day: int, comments: str) -> str:
    return (
        f"<div class='answer'><div class='votes'>{day}</div><div class='text'><p>{text}</p></div>"
        f"<div class='by'>answered <time datetime='2024-03-0{day}T10:00:00Z'>Mar {day} at 10:00</time></div>"
        f"<div class='details' itemprop='author' itemscope><a href='/users/{day}/x'>{who}</a></div>"
        f"<ul class='comments'>{comments}</ul></div>"
    )


def comment(who: str, text: str, day: int) -> str:
    return (
        f"<li class='comment'><div class='comment-body'><span>{text}</span>"
        f"<div>– <a href='/users/9{day}/x'>{who}</a></div>"
        f"<time datetime='2024-03-0{day}T11:00:00Z'>Mar {day} at 11:00</time></div></li>"
    )


def test_comments_inside_answers_are_posts_of_their_own_by_who_signed_them() -> None:
    remarks = [("omar", "But what did you do with them in the day, when the rooms get warm?"),
               ("Greta M", "Which lamp was it, and how many hours a day did it burn?")]  # fmt: skip
    boxes = (
        answer("ada", OPENING, 1, "")
        + answer(*REPLIES[0], 2, comment(*remarks[0], 3))
        + answer(*REPLIES[1], 4, comment(*remarks[1], 5) + comment("walnut", "The one over my desk, for six hours.", 6))
    )
    document = split(forum(f"<div class='answers'>{boxes}</div>"))
    assert [(entry.author, entry.text) for entry in document.posts] == [
        REPLIES[0], remarks[0], REPLIES[1], remarks[1], ("walnut", "The one over my desk, for six hours.")
    ]  # fmt: skip
    assert [entry.published for entry in document.posts][:2] == ["2024-03-02T10:00:00Z", "2024-03-03T11:00:00Z"]


def test_what_a_post_cites_with_source_and_day_stays_in_it() -> None:
    cited = "".join(
        f"<p>There is no doubt about the lamp in my kitchen, and never was.<br>— Rosa Feld, {day} May 2014</p>"
        for day in (4, 5, 6)
    )
    document = split(forum(thread().replace(f"<p>{OPENING}</p>", f"<p>{OPENING}</p>{cited}")))
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES]
    assert sum("no doubt about the lamp" in block.text for block in document.body) == 3


def test_a_comment_that_is_shown_twice_is_no_quote_of_itself() -> None:
    posts = split(forum(thread() + thread())).posts
    assert all(entry.text and not entry.quotes for entry in posts)


def test_the_latest_posts_in_a_box_cut_short_are_none_of_their_own() -> None:
    latest = "".join(post(who, f"{text[:60]}....", day) for day, (who, text) in enumerate(REPLIES, 2))
    posts = split(forum(thread() + latest)).posts
    assert [entry.text for entry in posts] == [text for _, text in REPLIES]


def test_the_same_thanks_for_two_answers_are_two_posts() -> None:
    thanks = "Thank you very much for your help, I will try it tonight and tell you all."
    told = [REPLIES[0], ("ada", f"</p><blockquote>{REPLIES[0][1]}</blockquote><p>{thanks}"),
            REPLIES[1], ("ada", f"</p><blockquote>{REPLIES[1][1]}</blockquote><p>{thanks}")]  # fmt: skip
    boxes = "".join(
        f"<div class='post'><b class='author'>{who}</b><div>{day} days ago</div><p>{text}</p></div>"
        for day, (who, text) in enumerate([("ada", OPENING), *told], 2)
    )
    assert [entry.quotes for entry in split(forum(boxes)).posts] == [[], [REPLIES[0][1]], [], [REPLIES[1][1]]]


def test_what_two_posters_say_in_the_same_words_is_said_twice() -> None:
    wish = "I would love to win this wonderful prize for my mother, thank you for the chance!"
    told = [("walnut", wish), ("omar", "Same here."), ("Greta M", "Same here."), ("Jo", wish)]
    boxes = "".join(post(who, text, day) for day, (who, text) in enumerate([("ada", OPENING), *told], 1))
    posts = split(forum(boxes)).posts
    assert [(entry.author, entry.text, entry.quotes) for entry in posts] == [(who, text, []) for who, text in told]


def test_a_short_question_is_the_text_where_a_heading_parts_it_from_its_comments() -> None:
    rows = "".join(
        f"<div class='comment'><a class='nick' href='/u/{day}'>{who}</a><span>2024-03-0{day} 10:15</span>"
        f"<p>{text}</p><span>Reply</span></div>"
        for day, (who, text) in enumerate(REPLIES, 1)
    )
    markup = f"<div class='topic'><p>Who grows lemons here?</p></div><h3>3 comments</h3><div>{rows}</div>"
    document = split(forum(markup))
    assert [block.text for block in document.body] == ["Who grows lemons here?"]
    assert [entry.author for entry in document.posts] == [who for who, _ in REPLIES]


def test_labels_above_comments_are_no_question() -> None:
    rows = "".join(
        f"<div class='comment'><a class='nick' href='/u/{day}'>{who}</a><span>2024-03-0{day} 10:15</span>"
        f"<p>{text}</p><span>Reply</span></div>"
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    document = split(forum(f"<p>Share this on your wall</p><h3>Comments (4)</h3><div>{rows}</div>"))
    assert [block.text for block in document.body] == [OPENING]


def test_a_question_above_answers_that_count_from_one_is_the_text() -> None:
    answers = "".join(
        post(who, text, day).replace("'post'", f"'post' id='post-{day}'") for day, (who, text) in enumerate(REPLIES, 1)
    )
    question = f"{OPENING} And what do you feed them with in the winter?"
    document = split(forum(f"<div class='question'><p>{question}</p></div><h3>3 answers</h3>{answers}"))
    assert [block.text for block in document.body] == [question]
    assert [entry.author for entry in document.posts] == [who for who, _ in REPLIES]


def signed(name: str, who: str, text: str, day: int, remark: str = "") -> str:
    """Return a post that says below its text who posted it, and when; remarks follow."""
    return (
        f"<div class='{name}'><article class='fmt'><p>{text}</p></article><div class='foot'>"
        f"<a class='ellipsis' href='/users/{day}'>{who}</a><b>4{day}</b>"
        f"<time datetime='2024-03-0{day}T10:00:00Z'>done Mar {day}</time></div>{remark}</div>"
    )


def test_stamps_below_posts_of_several_names_are_those_of_the_posts_above() -> None:
    remark = f"<div class='remarks'><p>{REPLIES[2][1]}</p></div>"
    markup = signed("", "ada", OPENING, 1) + "<h5>2 Answers</h5>"
    markup += "".join(signed("item", who, text, day, remark) for day, (who, text) in enumerate(REPLIES[:2], 2))
    document = split(forum(markup))
    assert [block.text for block in document.body] == [OPENING]
    assert document.value("authors") == ["ada"]
    assert [(entry.author, entry.text) for entry in document.posts] == list(REPLIES[:2])
    assert [entry.published for entry in document.posts] == ["2024-03-02T10:00:00Z", "2024-03-03T10:00:00Z"]


def test_a_question_called_otherwise_than_its_answers_is_the_opening_post() -> None:
    boxes = [signed("answer", who, text, day) for day, (who, text) in enumerate(REPLIES, 2)]
    document = split(forum(signed("question", "ada", OPENING, 1) + "".join(boxes)))
    assert [block.text for block in document.body] == [OPENING]
    assert [entry.author for entry in document.posts] == [who for who, _ in REPLIES]


def test_a_short_story_in_the_shape_of_its_comments_is_an_article() -> None:
    story = "</p><p>".join(f"The council met on Tuesday and spoke of the quay, time number {n}." for n in range(12))
    told = [("story", "Ann Lee", f"{story}</p><h3>Comments</h3><p>"), *(("comment", *reply) for reply in REPLIES[:2])]
    markup = "".join(
        f"<div class='{name}'><p>{text}</p><p><b>{who}</b> <span>{day} March 2024 10:1{day}</span></p></div>"
        for day, (name, who, text) in enumerate(told, 1)
    )
    head = "<meta property='og:type' content='article'>"
    document = split(forum(markup, head), url="https://daily.example/news/quay")
    assert document.page_type != "thread"
    assert [entry.author for entry in document.posts] == [who for who, _ in REPLIES[:2]]


def test_a_notice_above_the_post_that_the_markup_numbers_first_is_no_opening() -> None:
    notice = (
        f"<div class='bar'><h2>Survey</h2><p>{'Tell us what you think of our board and win a prize. ' * 4}</p></div>"
    )
    document = split(forum(notice + thread().replace("<div class='post'>", "<div class='post' id='post_1'>", 1)))
    assert [block.text for block in document.body] == [OPENING]
    assert [entry.author for entry in document.posts] == [who for who, _ in REPLIES]


def days(dates: list[str], head: str = "") -> list[str | None]:
    boxes = "".join(
        f"<div class='post'><b class='author'>{who}</b> <span>{when} 10:15</span><p>{text}</p></div>"
        for when, (who, text) in zip(dates, POSTS, strict=True)
    )
    head += "<meta name='generator' content='phpBB'>"
    return [entry.published for entry in split(forum(boxes, head)).posts]


@pytest.mark.parametrize("head", ["", "<meta property='og:locale' content='en_US'>"])
def test_the_number_that_stands_still_in_a_talk_is_the_month(head: str) -> None:
    assert days(["08/05/2023", "09/05/2023", "10/05/2023", "10/05/2023"], head) == [
        "2023-05-09T10:15", "2023-05-10T10:15", "2023-05-10T10:15"
    ]  # fmt: skip


@pytest.mark.parametrize("dates", [["08/05/2023", "09/07/2023", "10/11/2023", "02/12/2023"], ["08/05/2023"] * 4])
def test_days_that_may_be_either_stay_in_doubt(dates: list[str]) -> None:
    assert days(dates) == [None, None, None]


@pytest.mark.parametrize(
    ("modified", "kept"),
    [
        ("2024-03-04T10:14:00", None),
        ("2024-03-09T08:00:00+00:00", None),
        ("2024-03-01T11:00:00", "2024-03-01T11:00:00"),
    ],
)
def test_the_time_of_the_last_reply_is_no_change(modified: str, kept: str | None) -> None:
    head = f"<meta name='generator' content='phpBB'><meta property='article:modified_time' content='{modified}'>"
    assert refine(page(forum(thread(), head))).modified == kept
