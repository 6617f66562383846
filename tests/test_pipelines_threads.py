"""Forum threads and readers' comments: which page is which, and what each post says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.document import Document
from pipelines.reasons import Reason
from pipelines.stages import STAGES, refine
from pipelines.threads import split_threads
from pipelines.threads.marks import is_button, is_edited, is_name, is_stamp, quoted_name, tidy_name
from schemas import Content, Page

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

OPENING = "Has anybody here tried to grow lemons on a balcony that faces north? Mine flower every spring and then drop."
REPLIES = (
    ("walnut", "I had the same trouble until I moved the pots indoors at night, which took two weeks to show."),
    ("Greta M", "Lemons want more light than a northern balcony ever gets, so a lamp is the only thing that helps."),
    ("walnut", "A lamp cost me forty a year and the fruit was worth three, but it looked pretty in the winter."),
)


def page(body: str, media_type: str = "text/html", url: str = "https://example.org/a/b") -> Page:
    return Page(
        url=url,
        announced_url=url,
        body=body.encode(),
        media_type=media_type,
        charset="utf-8",
        fetched_at="2024-06-01T00:00:00Z",
        position=(0, 0),
    )


def split(body: str, media_type: str = "text/html", url: str = "https://example.org/a/b") -> Document:
    """Return the document after the stages up to and with split_threads."""
    document = Document(page(body, media_type, url))
    for stage in STAGES:
        stage(document)
        if stage is split_threads:
            break
    return document


def post(author: str, text: str, day: int, *, names: tuple[str, str, str, str] = ("post", "author", "date", "content"),
         foot: str = "<a href='#'>Reply</a> <a href='#'>Report</a>") -> str:  # fmt: skip
    box, who, when, what = names
    return (
        f"<div class='{box}'><div class='{who}'>{author}</div><div class='{when}'>{day} March 2024, 10:1{day}</div>"
        f"<div class='{what}'><p>{text}</p></div><div>{foot}</div></div>"
    )


def forum(posts: str, head: str = "<meta name='generator' content='phpBB'>") -> str:
    return f"<html><head>{head}<title>Lemons</title></head><body><h1>Lemons</h1><div>{posts}</div></body></html>"


def thread(names: tuple[str, str, str, str] = ("post", "author", "date", "content")) -> str:
    posts = [("ada", OPENING), *REPLIES]
    return "".join(post(who, text, day, names=names) for day, (who, text) in enumerate(posts, 1))


def test_a_forum_page_is_a_thread_and_its_opening_post_is_the_text() -> None:
    document = split(forum(thread()))
    assert document.page_type == "thread"
    assert [block.text for block in document.body if block.index != document.title_index] == [OPENING]


def test_replies_are_posts_in_order_each_with_its_poster_and_time() -> None:
    posts = split(forum(thread())).posts
    assert [(entry.author, entry.text) for entry in posts] == list(REPLIES)
    assert [entry.published for entry in posts] == ["2024-03-02T10:12", "2024-03-03T10:13", "2024-03-04T10:14"]


def test_neutral_class_names_make_no_difference() -> None:
    document = split(forum(thread(names=("k1", "k2", "k3", "k4")), head=""), url="https://example.org/x/91")
    assert document.page_type == "thread"
    assert [(entry.author, entry.text) for entry in document.posts] == list(REPLIES)


def test_buttons_signatures_and_member_facts_are_no_part_of_a_post() -> None:
    foot = "<div>Joined: Mar 2011</div><div>Posts: 2,411</div><div class='signature'>Sent from my teapot</div>"
    document = split(
        forum("".join(post(w, t, d, foot=foot) for d, (w, t) in enumerate([("ada", OPENING), *REPLIES], 1)))
    )
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES]
    assert not any("teapot" in block.text or "Joined" in block.text for block in document.body)


def test_what_is_known_of_a_poster_in_one_line_is_no_text() -> None:
    posts = [("ada", OPENING), *REPLIES[:2]]
    boxes = "".join(
        f"<div class='k'><div class='l'><a href='/u/{day}'>{who}</a><span>Joined: 3 March 2009</span>"
        f"<span>Posts: 45{day}</span></div><div class='n'>0{day}/03/2024 10:15</div><div class='m'>{text}</div></div>"
        for day, (who, text) in enumerate(posts, 1)
    )
    document = split(forum(boxes))
    assert [block.text for block in document.body] == [OPENING]
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES[:2]]


def test_replies_that_differ_in_a_number_alone_are_no_template() -> None:
    posts = [f"The lamp in room {number} of our greenhouse burns longer than the others do." for number in range(9)]
    document = split(forum("".join(post(f"user{n}", text, 1 + n) for n, text in enumerate([OPENING, *posts]))))
    assert [entry.text for entry in document.posts] == posts


@pytest.mark.parametrize("answer", ["Thanks!", "+1"])
def test_an_answer_that_reads_as_a_button_or_a_count_is_a_post(answer: str) -> None:
    posts = [("ada", OPENING), *REPLIES, ("mo", answer)]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert [(entry.author, entry.text) for entry in document.posts] == [*REPLIES, ("mo", answer)]


def test_buttons_under_an_empty_post_are_no_answer() -> None:
    posts = [
        ("ada", OPENING),
        *REPLIES,
        ("mo", "<img src='/a.jpg'></p><p><a href='#'>Thanks</a> <button>Like</button>"),
    ]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert [(entry.author, entry.text) for entry in document.posts] == list(REPLIES)


def test_a_relative_time_is_null() -> None:
    posts = "".join(
        f"<div class='post'><b class='author'>{who}</b> <span>{hours} hours ago</span><p>{text}</p></div>"
        for hours, (who, text) in enumerate([("ada", OPENING), *REPLIES], 2)
    )
    assert {entry.published for entry in split(forum(posts)).posts} == {None}


def test_the_weekday_of_a_story_says_nothing_of_the_day_of_a_comment() -> None:
    told = f"<p>On Tuesday the lemons of the whole street fell, and nobody knows why. {OPENING}</p>" * 4
    boxes = "".join(
        f"<div class='comment'><b>{who}</b> <i>{day:02}/10/2019, 19:02</i><p>{text}</p><a>Reply</a></div>"
        for day, (who, text) in zip((3, 4, 24), REPLIES, strict=True)
    )
    markup = f"<html lang='en-GB'><body><h1>Lemons fall</h1>{told}<h3>Comments</h3>{boxes}</body></html>"
    assert [entry.published for entry in split(markup).posts] == [f"2019-10-{day}T19:02" for day in ("03", "04", "24")]


@pytest.mark.parametrize(
    ("head", "quotes"),
    [(f"<div class='q'><p>ada schrieb:</p><p>{OPENING}</p></div>", [OPENING]), ("&gt;&gt;1<br>", [])],
)
def test_two_posts_of_which_one_answers_the_other_are_a_thread(head: str, quotes: list[str]) -> None:
    boxes = "".join(
        f"<div class='k'><div class='l'>{who}<br>{day} March 2024, 10:15</div><div class='m'>{text}</div></div>"
        for day, (who, text) in enumerate([("ada", OPENING), ("walnut", f"{head}<p>{REPLIES[0][1]}</p>")], 1)
    )
    document = split(f"<html><body><div>Lemons that fall</div>{boxes}</body></html>")
    assert document.page_type == "thread"
    assert [(entry.author, entry.text, entry.quotes) for entry in document.posts] == [("walnut", REPLIES[0][1], quotes)]


def test_a_quote_stands_apart_from_the_reply() -> None:
    quote = f"<blockquote><div>ada said: ↑</div><p>{OPENING}</p><div>Click to expand...</div></blockquote>"
    posts = post("ada", OPENING, 1) + "".join(post(who, f"</p>{quote}<p>{text}", 2) for who, text in REPLIES[:2])
    first = split(forum(posts)).posts[0]
    assert (first.text, first.quotes) == (REPLIES[0][1], [OPENING])


def test_a_quote_without_markup_is_known_by_standing_in_an_earlier_post() -> None:
    posts = (
        post("ada", OPENING, 1) + post("walnut", f"{OPENING}</p><p>{REPLIES[0][1]}", 2) + post("Greta", "Me too.", 3)
    )
    first = split(forum(posts)).posts[0]
    assert (first.text, first.quotes) == (REPLIES[0][1], [OPENING])


def test_posts_that_stand_in_blockquotes_throughout_are_no_quotes() -> None:
    posts = [("ada", OPENING), *REPLIES]
    boxed = "".join(post(who, f"<blockquote>{text}</blockquote>", day) for day, (who, text) in enumerate(posts, 1))
    document = split(forum(boxed))
    assert [(entry.text, entry.quotes) for entry in document.posts] == [(text, []) for _, text in REPLIES]


@pytest.mark.parametrize("head", ["<cite>ada wrote:</cite>", "<div>ada wrote:</div>", "<div>ada:</div>"])
def test_who_is_quoted_is_no_part_of_the_quote(head: str) -> None:
    quoting = f"<blockquote>{head}{OPENING}</blockquote>{REPLIES[0][1]}"
    posts = [("ada", OPENING), ("walnut", quoting), *REPLIES[1:]]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert (document.posts[0].text, document.posts[0].quotes) == (REPLIES[0][1], [OPENING])


def test_an_address_that_the_opening_post_points_to_is_a_part_of_it() -> None:
    opening = f"{OPENING}</p><p><a href='https://lemons.example/grow'>https://lemons.example/grow</a>"
    posts = [("ada", opening), *REPLIES]
    body = forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1)))
    assert refine(page(body)).text == f"{OPENING}\n\nhttps://lemons.example/grow"


def test_a_pasted_address_is_no_pointer_to_another_story() -> None:
    address = "https://example.org/garden/lem...on-balconies"
    opening = f"{OPENING}<br><br><a href='https://example.org/garden/lemons'>{address}</a>"
    posts = [("ada", opening), *REPLIES[:2]]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1)), head=""))
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES[:2]]


def test_says_after_a_name_is_no_part_of_it() -> None:
    assert tidy_name("Greta M says:") == "Greta M"


def test_paragraphs_of_a_post_have_a_blank_line_between() -> None:
    posts = post("ada", OPENING, 1) + post("walnut", "First I watered them.</p><p>Then I did not.", 2)
    assert split(forum(posts)).posts[0].text == "First I watered them.\n\nThen I did not."


STORY = "".join(
    f"<p>The council voted on Tuesday to keep the old bridge number {number} open for another year, against the advice "
    "of its engineers, who had warned that the repair would only become dearer with every winter that passes.</p>"
    for number in range(1, 9)
)


@pytest.mark.parametrize("box", ["comment", "reader-replies", "c9"])
def test_comments_under_an_article_are_posts_and_leave_the_body(box: str) -> None:
    names = (box, "x1", "x2", "x3")
    comments = "".join(post(who, text, day, names=names) for day, (who, text) in enumerate(REPLIES, 1))
    document = split(
        f"<html><body><article><h1>Old bridge stays open</h1>{STORY}<h3>3 comments</h3><section>{comments}</section>"
        "</article></body></html>",
        url="https://example.org/news/bridge",
    )
    assert document.page_type == "article"
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES]
    assert sum("council voted" in block.text for block in document.body) == 8
    marked = {block.reason for block in document.blocks if block.text in dict(REPLIES).values()}
    assert marked == {Reason.COMMENT}


@pytest.mark.parametrize(("kind", "posts"), [("BlogPosting", 3), ("LiveBlogPosting", 0)])
def test_a_story_that_is_declared_one_may_have_comments(kind: str, posts: int) -> None:
    comments = "".join(
        f"<li><article><footer><b>{who}</b> "
        f"<a href='#c{day}'><time datetime='2024-03-0{day}T10:15'>{day} March</time></a></footer>"
        f"<div><p>{text}</p></div></article></li>"
        for day, (who, text) in enumerate(REPLIES, 1)
    )
    head = f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "Old bridge stays open"}}</script>'
    document = split(
        f"<html><head>{head}</head><body><article><h1>Old bridge stays open</h1>{STORY}</article>"
        f"<section><h2>3 comments</h2><ol>{comments}</ol></section></body></html>",
        url="https://example.org/news/bridge",
    )
    assert len(document.posts) == posts


@pytest.mark.parametrize(
    ("box", "head", "posts"),
    [
        ("latest-posts", "", 0),
        ("opinion-list", "", 0),
        ("messages", "", 0),
        ("commentary", "", 0),
        ("comment-list", "", 3),
        ("guestbook", "<h2>3 comments</h2>", 3),
    ],
)
def test_beside_a_declared_story_posts_are_comments_where_they_are_called_so(box: str, head: str, posts: int) -> None:
    names = ("entry", "who", "when", "what")
    entries = "".join(post(who, text, day, names=names, foot="") for day, (who, text) in enumerate(REPLIES, 1))
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old bridge stays open"}</script>'
    document = split(
        f"<html><head>{told}</head><body><article><h1>Old bridge stays open</h1>{STORY}</article>"
        f"{head}<div class='{box}'>{entries}</div></body></html>",
        url="https://example.org/news/bridge",
    )
    assert len(document.posts) == posts


def test_comments_in_the_column_of_the_story_named_for_the_side_bar_beside_it_are_posts() -> None:
    comments = "".join(
        post(who, text, day, names=("comment", "who", "when", "what")) for day, (who, text) in enumerate(REPLIES, 1)
    )
    column = f"<div class='sidebar-left'>{STORY}<h3>3 comments</h3><div>{comments}</div></div>"
    page = f"<h1>Old bridge stays open</h1>{column}"
    assert len(split(f"<html><body>{page}</body></html>", url="https://example.org/news/bridge").posts) == 3


@pytest.mark.parametrize(("body", "kind"), [("single single-post postid-7", "article"), ("", "thread")])
def test_a_short_entry_of_a_blog_under_which_much_is_said_is_no_thread(body: str, kind: str) -> None:
    names = ("comment", "comment-author", "comment-date", "comment-content")
    comments = "".join(post(who, 3 * f"{text} ", day, names=names) for day, (who, text) in enumerate(REPLIES, 1))
    entry = (
        "Every quarter we open this page for whatever you would like to ask or to tell us of, in the comments below."
    )
    more = "You may also write to us, or ask for a call with one of us if you would rather talk than write, as ever."
    document = split(
        "<html><head><meta property='og:type' content='article'></head>"
        f"<body class='{body}'><main><h1>Open page for the autumn</h1><p>{entry}</p><p>{more}</p>"
        f"<h3>3 comments</h3><div class='comments-area'>{comments}</div></main></body></html>",
        url="https://example.org/2024/03/open-page/",
    )
    assert (document.page_type, len(document.posts)) == (kind, 3)


@pytest.mark.parametrize(("name", "posts"), [("post", 3), ("post-recommended", 0), ("review-recommended", 3)])
def test_what_is_recommended_below_a_story_is_no_post(name: str, posts: int) -> None:
    names = (name, "author", "date", "content")
    others = "".join(post(who, text, day, names=names, foot="") for day, (who, text) in enumerate(REPLIES, 1))
    body = (
        f"<html><body><article><h1>Old bridge stays open</h1>{STORY}<h3>3 comments</h3>{others}</article></body></html>"
    )
    assert len(split(body, url="https://example.org/news/bridge").posts) == posts


def test_a_list_of_stories_with_dates_and_authors_is_no_thread() -> None:
    cards = "".join(
        f"<div class='card'><h3><a href='/news/{n}'>Headline number {n} about the bridge and the river</a></h3>"
        f"<span>By Ann Writer{n}</span><time>{n} March 2024</time><p>A short teaser for story {n}.</p></div>"
        for n in range(1, 9)
    )
    document = split(f"<html><body><h1>News</h1><main>{cards}</main></body></html>", url="https://example.org/news/")
    assert (document.page_type != "thread", document.posts) == (True, [])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("topics/alert7.html", "article"),
        ("community/pier", "article"),
        ("topics/7-pier", "thread"),
        ("forum/pier", "thread"),
    ],
)
def test_a_section_of_a_newspaper_that_is_called_as_forums_are_makes_no_thread(path: str, kind: str) -> None:
    told = f"<div><p>{STORY[3:150]} Again.</p></div>"
    entry = f"<div class='entry'><div>Pier Office</div><div>15 March 2024, 10:15</div>{told}</div>"
    body = f"<html><body><main><h1>The pier is closed</h1>{entry}</main></body></html>"
    assert split(body, url=f"https://example.org/{path}").page_type == kind


def test_a_live_blog_is_no_thread() -> None:
    updates = "".join(
        f"<div class='update'><time datetime='2024-03-01T10:0{n}'>10:0{n}</time><p>{STORY[3:150]} Part {n}.</p></div>"
        for n in range(1, 9)
    )
    head = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Bridge vote"}</script>'
    document = split(f"<html><head>{head}</head><body><h1>Bridge vote</h1>{updates}</body></html>")
    assert (document.page_type, document.posts) == ("article", [])


PASTED = "\n".join(
    f"The council voted to keep bridge number {n} open for another year, a clerk said." for n in range(1, 9)
)
REMARK = "@mason what do you think they will do when the winter comes?"


def test_a_text_with_an_article_pasted_and_quoted_whole_keeps_it_once() -> None:
    turn = f"{PASTED}\nhttp://example.org/news...bridge\n{REMARK}"
    document = split(f"{turn}\n{turn}", "text/plain")
    assert document.page_type == "thread"
    assert "\n".join(block.text for block in document.body) == PASTED
    assert [(entry.author, entry.text, entry.quotes) for entry in document.posts] == [(None, REMARK, [])]


@pytest.mark.parametrize("head", ["mason said:", "Zitat von mason", "Цитата: mason", "mason escribió:", ">>1"])
def test_the_head_of_a_quote_in_a_text_is_no_post(head: str) -> None:
    document = split(f"{PASTED}\nhttp://example.org/news...bridge\n{head}\n{PASTED}\n{REMARK}", "text/plain")
    assert [entry.text for entry in document.posts] == [REMARK]


def test_remarks_below_the_shortened_address_of_a_pasted_story_are_posts() -> None:
    first = "They said the same of the old mill, and it still stands today."
    talk = f"{first}\nmason said:\n{first}\nClick to expand...\nThe mill was stone, this is rust.\n{REMARK}"
    document = split(f"{PASTED}\nhttp://example.org/news...bridge\n{talk}", "text/plain")
    assert document.page_type == "thread"
    assert "\n".join(block.text for block in document.body) == PASTED
    assert [entry.text for entry in document.posts] == [first, "The mill was stone, this is rust.", REMARK]


def test_a_whole_address_below_a_text_makes_no_thread() -> None:
    document = split(f"{PASTED}\nhttp://example.org/news/bridge\nThe clerk spoke on Monday.", "text/plain")
    assert document.page_type == "article"


def test_a_text_that_repeats_a_passage_without_talk_is_no_thread() -> None:
    assert split(f"{PASTED}\nThe vote was close.\n{PASTED}", "text/plain").page_type == "article"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ada wrote on 3 March 2024:", "walnut wrote on 4 March 2024:"),
        ("ada schrieb am 03.03.2024:", "walnut schrieb am 04.03.2024:"),
        ("Posted by ada on 2024-03-03 10:00", "Posted by walnut on 2024-03-04 11:00"),
    ],
)
def test_heads_in_a_text_part_its_posts(first: str, second: str) -> None:
    document = split(f"{first}\n{OPENING}\n\n{second}\n> {OPENING}\n{REPLIES[0][1]}\n", "text/plain")
    assert document.page_type == "thread"
    assert [(entry.author, entry.text) for entry in document.posts] == [("walnut", REPLIES[0][1])]
    assert len(document.posts[0].quotes) == 1


@pytest.mark.skipif(not SEEDS.exists(), reason="no ../shared/seeds here")
def test_a_name_above_a_time_is_the_head_of_a_post() -> None:
    posts = [("ada", OPENING), *REPLIES[:2]]
    text = "\n\n".join(f"{who}\n{day} March 2024, 10:15\n\n{said}" for day, (who, said) in enumerate(posts, 1))
    document = split(f"Lemons on a balcony\n\n{text}", "text/plain")
    assert document.page_type == "thread"
    assert [(entry.author, entry.published, entry.text) for entry in document.posts] == [
        (who, f"2024-03-0{day}T10:15", said) for day, (who, said) in enumerate(REPLIES[:2], 2)
    ]


def test_the_seed_thread_has_one_post_and_the_article_once() -> None:
    gold = json.loads((SEEDS / "gold.jsonl").read_text().splitlines()[0])
    document = split((SEEDS / "documents" / "000_3bd2ba1fda7ef4eb.txt").read_text(), "text/plain", "urn:seed:000")
    assert document.page_type == "thread"
    assert [entry.text for entry in document.posts] == gold["posts"]
    assert [block.text for block in document.body if block.text != gold["title"]] == gold["text"]


@pytest.mark.parametrize(
    "text", ["3 March 2024, 10:12", "vor 3 Stunden", "il y a 2 jours", "3時間前", "2 часа назад", "#4 May 5, 2021"]
)
def test_stamps_are_known_in_many_languages(text: str) -> None:
    assert is_stamp(text)


@pytest.mark.parametrize(
    "text", ["Joined: Mar 2011", "Last edited by ada; 3 March 2024 at 10:12", "1,204 views", "He left."]
)
def test_other_short_lines_are_no_stamps(text: str) -> None:
    assert not is_stamp(text)


SAID = (
    "walnut said: ↑",
    "Originally posted by walnut",
    "Cita: Originalmente publicado por walnut",
    "Zitat von walnut",
    "walnut a écrit :",
    "walnut escribió:",
)


@pytest.mark.parametrize("text", [*SAID, "walnut написал(а):", "walnutさんの発言："])
def test_the_head_of_a_quote_names_who_is_quoted(text: str) -> None:
    assert quoted_name(text) == "walnut"


@pytest.mark.parametrize("text", ["Reply", "Antworten 3", "Citer · Signaler", "返信", "Like Reply Report"])
def test_lines_of_buttons_are_known(text: str) -> None:
    assert is_button(text)


def test_words_before_a_name_are_no_part_of_it() -> None:
    assert tidy_name("Posted by: walnut ·") == "walnut"


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_any_line_can_be_asked_about(text: str) -> None:
    assert isinstance(is_name(tidy_name(text)), bool)
    assert quoted_name(text) is None or isinstance(quoted_name(text), str)


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(["<div class='a'>", "</div>", "<p>", "3 May 2024", "ada", "Reply", "<blockquote>"]), max_size=60
    )
)
def test_broken_markup_is_read_without_a_fault(parts: list[str]) -> None:
    document = split("<html><body><p>start</p>" + "".join(parts))
    assert len({id(block) for block in document.blocks}) == len(document.blocks)


def test_a_post_has_the_time_that_machines_read_not_the_day_on_which_its_poster_joined() -> None:
    one = (
        "<article class='message'><div class='user'><h4>{}</h4><dl><dd>Apr 13, {}</dd></dl><dl><dd>8{}</dd></dl></div>"
        "<div class='main'><ul><li><a href='#p{}'><time datetime='2022-07-{:02}T15:10:31-0700'>Jul {}, 2022</time></a>"
        "</li></ul><ul><li>#{}</li></ul><div class='text'>{}</div></div></article>"
    )
    said = ("The pump hums at night", "Mine hums when the tank is low", "It was the valve after all")
    posts = "".join(
        one.format(name, year, day, day, day, day, day - 8, f"{text}, and nobody in the house can say why it does.")
        for name, year, day, text in zip(("Ana", "Rob", "Eli"), (2009, 2011, 2013), (9, 10, 11), said, strict=True)
    )
    document = split(forum(posts))
    assert [found.published for found in document.posts] == ["2022-07-10T15:10:31-07:00", "2022-07-11T15:10:31-07:00"]


@pytest.mark.parametrize(
    "joined", [" Joined: May 2009", " Joined: 3 May 2009", " Member since Jan 2012", "Joined: May 2009"]
)
def test_the_day_on_which_a_poster_joined_beside_the_name_hides_no_time_of_a_post(joined: str) -> None:
    gap = " " if joined.startswith(" ") else ""
    boxes = "".join(
        f"<div class='m'><div class='u'><a href='/u/{day}'>{who}</a>{gap}<span>{joined.strip()}</span></div>"
        f"<div class='d'>Mar {day}, 2021 at 11:02 AM</div><div class='b'>{text}</div></div>"
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    found = [(entry.author, entry.published) for entry in split(forum(boxes)).posts]
    assert found == [(who, f"2021-03-0{day}T11:02") for day, (who, _) in enumerate(REPLIES, 2)]


def test_the_number_of_a_post_before_its_poster_is_no_count_of_posts() -> None:
    assert is_stamp("#1 Post by walnut » 2024-05-20 14:17")
    assert not is_stamp("1 post since 2024-05-20")


@pytest.mark.parametrize("names", ["class='hint tooltip' role='tooltip'", "class='board-notice alert'"])
def test_what_the_template_puts_into_a_post_is_no_part_of_it(names: str) -> None:
    aside = f"</p><div {names}>Show what has been done to this post of late, and by whom of the board</div><p>"
    posts = "".join(
        post(who, text + (aside if day in (1, 3) else ""), day)
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    document = split(forum(posts))
    assert [block.text for block in document.body if block.index != document.title_index] == [OPENING]
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES]


def test_a_hidden_card_of_the_poster_is_no_part_of_the_post_and_a_hidden_spoiler_is() -> None:
    card = "<div class='tip' style='display:none'>A gardener of the second rank who has far to go to the third</div>"
    spoiler = "<div class='spoiler' style='display:none'>The lamp was broken all along, as it turned out in May.</div>"
    posts = "".join(
        post(who, text + (f"</p>{card}{spoiler}<p>" if day == 2 else ""), day)
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    first = split(forum(posts)).posts[0].text
    assert "lamp was broken" in first
    assert "second rank" not in first


def test_posts_that_only_say_that_they_were_deleted_or_who_liked_them_say_nothing() -> None:
    gone = [("basil", "This post is deleted!"), ("chive", "This post has been removed by a moderator.")]
    posts = "".join(post(who, text, day) for day, (who, text) in enumerate([("ada", OPENING), *REPLIES, *gone], 1))
    posts = posts.replace("</p></div><div>", "</p><p>walnut and ada have reacted to this post.</p></div><div>", 2)
    assert [(entry.author, entry.text) for entry in split(forum(posts)).posts] == list(REPLIES)


def test_an_answer_to_an_answer_may_hold_its_text_less_deep() -> None:
    said = [(who, f"<div class='comment-text'><p>{text}</p></div>") for who, text in [*REPLIES, *REPLIES]]
    said.insert(2, ("chive", "Not so in my yard."))
    posts = "".join(
        f"<div class='comment'><div class='who'>{who}</div><div class='date'>{day} March 2024</div>"
        f"<div class='said'>{text}</div></div>"
        for day, (who, text) in enumerate(said, 1)
    )
    document = split(f"<html><body><h1 class='question-title'>Lemons</h1><p>{OPENING * 2}</p>{posts}</body></html>")
    assert document.posts[2].text == "Not so in my yard."


def test_a_headline_named_as_that_of_a_topic_speaks_for_a_forum() -> None:
    replies = "".join(
        post(who, text, day, names=("comment", "who", "when", "what")) for day, (who, text) in enumerate(REPLIES[:2], 1)
    )
    story = f"<div class='text'><p>{OPENING}</p><p>{OPENING.replace('lemons', 'limes')}</p></div>"
    for names, kind in (("topic-title", "thread"), ("story-title", "article")):
        page = f"<html><body><main><h1 class='{names}'>Lemons</h1>{story}{replies}</main></body></html>"
        assert split(page).page_type == kind


def test_topics_in_a_side_bar_are_no_posts() -> None:
    topics = "".join(
        f"<li><div class='date'>asked by <a href='/user/fern{n}'>fern{n}</a> on {n} May 2023</div>"
        f"<div>{text} Who else has seen that?</div></li>"
        for n, (_, text) in enumerate(REPLIES, 2)
    )
    aside = f"<aside class='widget latest'><h3>Latest topics</h3><ul>{topics}</ul></aside>"
    document = split(forum(post("ada", OPENING * 5, 1)).replace("</body>", f"{aside}</body>"))
    assert document.posts == []
    assert OPENING * 5 in [block.text for block in document.body]


def test_an_opening_post_may_end_with_how_to_reach_its_poster() -> None:
    contact = "If you have a lamp to spare, write to me under ada@example.org and I will come for it."
    draft = refine(page(forum(post("ada", f"{OPENING * 3}</p><p>{contact}", 1) + post(*REPLIES[0], 2))))
    assert draft.text.endswith(contact)


def test_a_short_only_post_is_read_beside_a_notice_for_browsers_without_scripts() -> None:
    notice = "<div class='alert'>Your browser does not seem to support JavaScript. Please enable it.</div>"
    draft = refine(page(forum(post("ada", OPENING, 1)).replace("</body>", f"{notice}</body>")))
    assert draft.text == OPENING


def test_what_stands_under_a_short_story_and_a_list_of_others_are_its_comments() -> None:
    said = [(who, f"{text} {text} {text}") for who, text in [*REPLIES, *REPLIES]]
    posts = "".join(
        post(who, text, day, names=("opinion", "who", "when", "what")) for day, (who, text) in enumerate(said, 1)
    )
    story = f"<div class='text'><p>{OPENING}</p><p>{OPENING.replace('lemons', 'limes')}</p></div>"
    others = "<h3>{}</h3><h3><a href='/1'>Frost takes the harvest of three valleys</a></h3><p>3 March 2024</p>"
    for label, kind in (("Read also", "article"), ("Recent posts", "thread")):
        page = f"<html><body><main><h1>Lemons</h1>{story}{others.format(label)}<div>{posts}</div></main></body></html>"
        document = split(page)
        assert document.page_type == kind
        assert len(document.posts) == len(said)


def test_a_signature_that_outweighs_the_posts_is_not_where_their_text_stands() -> None:
    signature = f"<div class='post-signature'>{'He who waters his neighbour reaps in his own garden. ' * 12}</div>"
    posts = "".join(
        f"<div class='post'><div class='who'>{who}</div><div class='date'>{day} March 2024</div>"
        f"<div class='body'><div class='text'>{text}</div>{signature.replace('his own', f'his {who}')}</div></div>"
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    document = split(forum(posts))
    assert [entry.text for entry in document.posts] == [text for _, text in REPLIES]


def test_a_post_that_the_only_answer_quotes_is_no_line_of_the_template() -> None:
    head = "Originally posted by Ada of the Northern Balcony"
    quoting = f"<div class='bbcode_quote'><div>{head}</div><div>{OPENING}</div></div>No problem."
    posts = "".join(
        f"<div class='post'><div class='who'>{who}</div><div class='date'>{day} March 2024</div>"
        f"<div class='body'><div class='text'>{text}</div></div></div>"
        for day, (who, text) in enumerate([("ada", OPENING), ("walnut", quoting)], 1)
    )
    document = split(forum(posts))
    assert [block.text for block in document.body if block.index != document.title_index] == [OPENING]
    assert [(entry.text, entry.quotes) for entry in document.posts] == [("No problem.", [OPENING])]


def test_a_form_to_answer_is_no_part_of_the_last_post() -> None:
    form = "<form class='reply-form'><p>Be kind to one another, and think of the board before you write.</p></form>"
    posts = "".join(
        post(who, f"{text}</p>{form if day == 4 else ''}<p>", day)
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    assert split(forum(posts)).posts[-1].text == REPLIES[-1][1]


def test_a_comment_longer_than_the_story_is_a_comment() -> None:
    long = " ".join(f"In the year {year} the lemons froze again, and all that I learned of it is told here." for year in
                    range(1990, 2012))  # fmt: skip
    said = [*REPLIES, ("fern", long), *REPLIES]
    posts = "".join(
        post(who, text, day, names=("opinion", "who", "when", "what")) for day, (who, text) in enumerate(said, 1)
    )
    story = f"<p>{OPENING}</p><p>{OPENING.replace('lemons', 'limes')}</p><p>{OPENING.replace('balcony', 'roof')}</p>"
    document = split(f"<html><body><article><h1>Lemons</h1>{story}<h3>Comments</h3>{posts}</article></body></html>")
    assert long in [entry.text for entry in document.posts]
    assert OPENING in [block.text for block in document.body]


@pytest.mark.parametrize(("heading", "count"), [("Visitors' comments", 4), ("Of lemons", 0)])
def test_comments_that_outweigh_the_story_are_known_by_their_name_and_a_heading(heading: str, count: int) -> None:
    said = [*REPLIES, ("fern", "Limes are easier to grow, and nobody who tries one can tell them by the taste.")]
    posts = "".join(
        f"<div class='opinion'><h3>On light</h3><p>{text}</p><p>{who}, {day} March 2024 | 15:22</p></div>"
        for day, (who, text) in enumerate(said, 1)
    )
    story = f"<h1>Lemons</h1><p>{OPENING}</p><p>{OPENING.replace('lemons', 'limes')}</p>"
    document = split(f"<html><body><article>{story}<p>{heading}</p><div>{posts}</div></article></body></html>")
    assert len(document.posts) == count
    assert OPENING in [block.text for block in document.body]


@pytest.mark.parametrize("text", ["此回复已被删除！", "该评论已删除", "beni dan 6 lainnya memberi reputasi"])
def test_what_is_left_of_a_deleted_post_and_who_liked_one_are_known_in_other_languages(text: str) -> None:
    assert is_edited(text)


@pytest.mark.parametrize(
    "text", ["这个回复为什么被删除了？", "This post was deleted because it named a shop, I think."]
)
def test_what_a_poster_says_of_a_deleted_post_is_said(text: str) -> None:
    assert not is_edited(text)


ACCOUNT = "https://accounts.example/profile/{}"


@pytest.mark.parametrize(
    ("member", "kind"), [("/members/{}", "thread"), (ACCOUNT, "article"), ("/2024/no-members-left?to={}#r", "article")]
)
def test_an_entry_by_one_with_an_account_elsewhere_as_its_readers_have_is_no_thread(member: str, kind: str) -> None:
    names = ("comment", "c-by", "c-date", "c-text")
    linked = [(f"<a href='{member.format(who)}'>{who}</a>", text) for who, text in REPLIES]
    comments = "".join(post(who, text, day, names=names) for day, (who, text) in enumerate(linked, 1))
    document = split(
        f"<html><body><h1>Old bridge stays open</h1><p><a href='{member.format('ann')}'>ann</a></p>{STORY}"
        f"<h3>3 comments</h3><section>{comments}</section></body></html>",
        url="https://blog.example/2024/no-members-left",
    )
    assert (document.page_type, len(document.posts)) == (kind, 3)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Greta M says", "Greta M"),
        ("Simon Says", "Simon Says"),
        ("omar said", "omar said"),
        ("Greta (Lemon Society)", "Greta (Lemon Society)"),
        ("Greta M (157)", "Greta M"),
        ("Greta 4/5", "Greta"),
        ("[Greta", "Greta"),
    ],
)
def test_counts_and_half_brackets_are_no_part_of_a_name(text: str, name: str) -> None:
    assert tidy_name(text) == name


def card(who: str, text: str, day: int) -> str:
    """Return a post that has the name of its poster on a card inside the text, and a verb behind it."""
    head = f"<div class='comment-author vcard'><cite class='fn'>{who}</cite> <span class='says'>says:</span></div>"
    when = f"<div class='when'>{day} March 2024, 10:1{day}</div>"
    return f"<div class='comment'><div class='comment-body'>{head}{when}<p>{text}</p></div></div>"


def test_a_visiting_card_in_the_text_of_a_comment_names_its_poster() -> None:
    comments = "".join(card(who, text, day) for day, (who, text) in enumerate(REPLIES, 1))
    posts = split(
        f"<html><body><article><h1>Old bridge stays open</h1>{STORY}<h3>3 comments</h3><section>{comments}</section>"
        "</article></body></html>",
        url="https://example.org/news/bridge",
    ).posts
    assert [(entry.author, entry.text) for entry in posts] == list(REPLIES)


def test_a_line_that_differs_in_numbers_and_brackets_alone_names_nobody() -> None:
    comments = "".join(
        f"<div class='c'><p class='t'>{text}</p><p class='u'>- {who}, Saltmarsh, {day}/3/2024 10:15</p>"
        f"<div class='r'><span>Give a mark</span> <span>Mark</span> <span>{mark}</span></div></div>"
        for day, ((who, text), mark) in enumerate(zip(REPLIES, ("(0)", "4", "15"), strict=True), 14)
    )
    posts = split(
        f"<html><body><article><h1>Old bridge stays open</h1>{STORY}<h3>3 comments</h3><section>{comments}</section>"
        "</article></body></html>",
        url="https://example.org/news/bridge",
    ).posts
    assert [entry.author for entry in posts] == [who for who, _ in REPLIES]


@pytest.mark.parametrize("button", ["<button>Liked by Ada</button>", "<div role='button'>Show all of it</div>"])
def test_a_button_in_a_post_is_no_part_of_it(button: str) -> None:
    posts = post("ada", OPENING, 1) + "".join(
        post(who, f"{text}</p>{button if day == 2 else ''}<p>", day) for day, (who, text) in enumerate(REPLIES, 2)
    )
    assert [entry.text for entry in split(forum(posts)).posts] == [text for _, text in REPLIES]


def test_words_that_a_button_folds_are_the_posts() -> None:
    posts = post("ada", OPENING, 1) + "".join(
        post(who, f"</p><div role='button'><p>{text}</p></div><p>", day) for day, (who, text) in enumerate(REPLIES, 2)
    )
    assert [entry.text for entry in split(forum(posts)).posts] == [text for _, text in REPLIES]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Last updated at 10:55 AM on 3rd October 2019", "2019-10-03T11:05"),
        ("Last updated at 10:55 AM on 10th March 2019", "2019-03-10T11:05"),
        ("Last updated at 10:55 AM on 2nd October 2019", None),
        ("The council met on 3rd October 2019", None),
        ("", None),
    ],
)
def test_the_day_of_a_story_tells_day_and_month_of_its_comments(line: str, published: str | None) -> None:
    told = f"<p>The lemons of the whole street fell, and nobody knows why. {OPENING}</p>" * 4
    boxes = "".join(
        f"<div class='comment'><b>{who}</b> <i>3/10/2019 11:05</i><p>{text}</p><a>Reply</a></div>"
        for who, text in REPLIES
    )
    markup = f"<html><body><h1>Lemons fall</h1><p>{line}</p>{told}<h3>Comments</h3>{boxes}</body></html>"
    assert [entry.published for entry in split(markup).posts] == [published] * len(REPLIES)


@pytest.mark.parametrize(
    "notice",
    [
        "This message has been deleted by Jo.",
        "[deleted]",
        "(Beitrag vom Verfasser gelöscht)",
        "Deze reactie is verwijderd",
        "Message removed by moderator",
        "Сообщение удалено модератором",
        "Данное сообщение было удалено 3 мая 2024",
        "Повідомлення видалено автором",
        "Příspěvek byl smazán moderátorem.",
        "Beitrag wurde von einem Moderator entfernt.",
        "Questo messaggio è stato rimosso dal moderatore",
        "댓글이 작성자에 의해 삭제되었습니다.",
        "Editado: 3 mar 2024 10:15",
        "Modificato il 2 maggio 2024",
        "Editado 03/05/2024",
        "Editado em 3 de março de 2024",
        "Bearbeitet 2024-05-03 10:15",
    ],
)
def test_a_notice_that_a_post_was_deleted_is_no_post(notice: str) -> None:
    posts = [("ada", OPENING), *REPLIES, ("mo", notice)]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert [(entry.author, entry.text) for entry in document.posts] == list(REPLIES)


@pytest.mark.parametrize(
    "answer",
    [
        "My post was deleted by a moderator and nobody told me why.",
        "The removed leaves grew again.",
        "Gelöscht?",
        "The answer was removed from the FAQ page last week.",
        "The topic was removed from the agenda!",
        "Пост скрыт от гостей, зайдите под своим именем",
        "Повідомлення видалене через тиждень після зборів",
        "Zpráva byla odstraněna z webu minulý týden.",
        "Der Beitrag ist durch den Umbau der Seite leider entfernt.",
        "Discussione cancellata dal sito del Comune.",
        "글이 잘 안 보여서 삭제되었습니다",
        "Editado en 1998 por Anagrama, muy bueno.",
        "Editado em 2004 pela Companhia das Letras.",
        "Modificato nel 2015 il regolamento non vale.",
        "Bearbeitet habe ich etwa 30 Bilder, und alle sind gut.",
    ],
)
def test_an_answer_that_speaks_of_what_was_deleted_is_a_post(answer: str) -> None:
    posts = [("ada", OPENING), *REPLIES, ("mo", answer)]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert [(entry.author, entry.text) for entry in document.posts] == [*REPLIES, ("mo", answer)]


@pytest.mark.parametrize(
    ("line", "kept"),
    [("lamp.jpg (81.2 KB, 412 views)", False), ("See lamp.jpg (81 KB) for how I did that.", True)],
)
def test_the_line_of_an_attached_file_is_no_text(line: str, kept: bool) -> None:
    posts = [("ada", OPENING), ("walnut", f"{REPLIES[0][1]}</p><p>{line}"), *REPLIES[1:]]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert document.posts[0].text == (f"{REPLIES[0][1]}\n\n{line}" if kept else REPLIES[0][1])


def test_when_a_post_was_changed_beside_its_time_is_not_when_it_was_written() -> None:
    boxes = thread().replace("2 March 2024, 10:12", "2 March 2024, 10:12 (last edited 5 March 2024, 9:30)")
    assert split(forum(boxes)).posts[0].published == "2024-03-02T10:12"


def one_comment(box: str, who: str) -> str:
    said = f"<div class='{box}'><b class='author'>{who}</b> <i>3 March 2024, 10:15</i><p>{REPLIES[0][1]}</p></div>"
    return f"<html><body><article><h1>Old bridge stays open</h1>{STORY}</article>{said}</body></html>"


@pytest.mark.parametrize(
    ("box", "who", "posts"),
    [
        ("comment", "walnut", 1),
        ("article-comment", "walnut", 1),
        ("comment", "", 0),
        ("teaser", "walnut", 0),
        ("latest-comment", "walnut", 0),
        ("leave-a-comment", "walnut", 0),
        ("no-comment", "walnut", 0),
        ("comment' style='display:none", "Name", 0),
    ],
)
def test_the_only_comment_under_a_story_is_a_post_if_it_is_called_one_and_signed(
    box: str, who: str, posts: int
) -> None:
    document = split(one_comment(box, who), url="https://example.org/news/bridge")
    assert (document.page_type, len(document.posts)) == ("article", posts)
    assert sum("council voted" in block.text for block in document.body) == 8


def test_a_link_that_stands_in_every_post_names_no_poster() -> None:
    posts = [("ada", OPENING), *REPLIES]
    boxes = "".join(
        f"<div class='post'><dl class='user'><dt><a href='/profile/{day}'>{who}</a></dt>"
        f"<dd class='userlink'>Home</dd></dl>"
        f"<i>{day} March 2024, 10:15</i><div class='content'><p>{text}</p></div></div>"
        for day, (who, text) in enumerate(posts, 1)
    )
    assert [entry.author for entry in split(forum(boxes)).posts] == [who for who, _ in REPLIES]


@pytest.mark.parametrize(("opener", "authors"), [("/member/9", ["ada"]), ("/tag/9", [])])
def test_who_opens_a_thread_has_a_page_of_the_kind_of_the_posters(opener: str, authors: list[str]) -> None:
    boxes = "".join(
        f"<div class='reply'><a href='/member/{day}'>{who}</a> <i>{day} March 2024, 10:15</i><p>{text}</p></div>"
        for day, (who, text) in enumerate(REPLIES, 2)
    )
    signed = f"<div><a href='{opener}'>ada</a> · <span>1 March 2024, 9:07</span></div>"
    head = f"<h1>Lemons</h1>{signed}<section>{OPENING} {REPLIES[2][1].replace('lamp', 'stove')}</section>"
    meta = "<meta name='generator' content='phpBB'>"
    record = refine(page(f"<html><head>{meta}</head><body>{head}<div>{boxes}</div></body></html>"))
    assert (record.page_type, record.authors, record.published) == ("thread", authors, "2024-03-01T09:07")


def test_posts_that_show_how_they_write_dates_are_not_asked_against_the_day_of_the_story() -> None:
    told = f"<p>The lemons of the whole street fell, and nobody knows why. {OPENING}</p>" * 4
    boxes = "".join(
        f"<div class='comment'><b>{who}</b> <i>{day}/2019 11:05</i><p>{text}</p><a>Reply</a></div>"
        for (who, text), day in zip(REPLIES, ("2/1", *["2/13"] * len(REPLIES)), strict=False)
    )
    line = "<p>Published on 2nd January 2019</p>"
    markup = f"<html><body><h1>Lemons fall</h1>{line}{told}<h3>Comments</h3>{boxes}</body></html>"
    assert split(markup).posts[0].published == "2019-02-01T11:05"


@pytest.mark.parametrize(
    "beside", ["<div class='mood'>Mood {}</div>", "<div class='likes'>Liked by <a href='/user/{}'>fan {}</a></div>"]
)
def test_who_writes_all_posts_is_named_whatever_differs_beside_the_name(beside: str) -> None:
    boxes = "".join(
        f"<div class='post'><div class='author'><a href='/user/ada'>ada</a></div><i>{day} March 2024, 10:15</i>"
        f"<div class='content'><p>{text}</p></div>{beside.replace('{}', chr(64 + day))}</div>"
        for day, (_, text) in enumerate([("ada", OPENING), *REPLIES], 1)
    )
    record = refine(page(forum(boxes)))
    assert {*(record.authors or ()), *(entry.author for entry in record.posts)} == {"ada"}


@pytest.mark.parametrize(
    ("names", "author"),
    [
        ("<div>Liked by <a href='/user/9'>walnut</a></div>", None),
        ("<div>in reply to <a href='/user/9'>walnut</a></div>", None),
        ("<h4 class='author'>mo</h4>", "mo"),
    ],
)
def test_a_post_without_a_name_at_its_place_is_by_whom_it_is_said_to_be_by(names: str, author: str | None) -> None:
    posts = [(f"<div class='author'><a href='/user/{day}'>{who}</a></div>", text) for day, (who, text) in
             enumerate([("ada", OPENING), *REPLIES], 1)]  # fmt: skip
    boxes = "".join(
        f"<div class='post'>{who}<i>{day} March 2024, 10:15</i><div class='content'><p>{text}</p></div></div>"
        for day, (who, text) in enumerate([*posts, (names, "I gave up on lemons and grow figs by the wall now.")], 1)
    )
    assert split(forum(boxes)).posts[-1].author == author


def opened(above: str = "", below: str = "", title: str = "Lemons", box: str = "") -> Content:
    """Return the record of a thread whose opening post has another shape than its replies."""
    boxes = "".join(
        f"<div class='reply'><a href='/member/{day}'>{who}</a> <i>{day} March 2024, 10:15</i><p>{text}</p></div>"
        for day, (who, text) in enumerate(REPLIES, 2)
    )
    words = f"<section>{OPENING} {REPLIES[2][1].replace('lamp', 'stove')}</section>"
    first = f"{box}{above}<h1>{title}</h1>{below}{words}{'</article>' if box else ''}"
    meta = "<meta name='generator' content='phpBB'>"
    return refine(page(f"<html><head>{meta}</head><body>{first}<div>{boxes}</div></body></html>"))


@pytest.mark.parametrize(
    ("above", "below", "title"),
    [
        ("<div><a href='/member/77'>My profile</a></div>", "", "Lemons"),
        ("<p>Our newest member: <a href='/member/99'>zoe</a></p>", "", "Lemons"),
        ("<div>Last visit was: 3 June 2024, 10:15</div>", "", "Lemons"),
        ("<p>It is currently Sat Jun 1, 2024 10:22 pm</p>", "", "Lemons"),
        ("<div>2024年6月3日 10:15</div>", "", "Lemons"),
        ("<div><a href='/news/3'>Board moves to a new server on 1 May 2024</a></div>", "", "Lemons"),
        ("", "", "Meetup in Kassel, 5 May 2024, 19:00"),
        ("", "<div>Updated 4 March 2024, 10:15</div>", "Lemons"),
        ("", "<div><a href='/member/'>Members</a></div>", "Lemons"),
        ("", "<div>Solved by <a href='/member/9'>zoe</a></div>", "Lemons"),
        ("", "<div>Moderator: <a href='/member/9'>zoe</a></div>", "Lemons"),
    ],
)
def test_what_a_board_shows_above_a_headline_is_not_of_the_opening_post(above: str, below: str, title: str) -> None:
    record = opened(above, below, title)
    assert (record.page_type, len(record.posts), record.authors, record.published) == ("thread", 3, [], None)


@pytest.mark.parametrize(
    ("above", "below", "box"),
    [
        ("", "<div><a href='/member/1'>ada</a> asked on 1 March 2024, 9:07</div>", ""),
        ("", "<div>Started by <a href='/member/1'>ada</a></div><div>1 March 2024, 9:07</div>", ""),
        ("", "<div>1 March 2024, 9:07 by <a href='/member/1'>ada</a></div>", ""),
        ("<div><a href='/member/1'>ada</a></div><div>1 March 2024, 9:07</div>", "", "<article>"),
    ],
)
def test_who_opened_a_thread_and_when_stands_in_its_own_element_or_below_the_headline(
    above: str, below: str, box: str
) -> None:
    record = opened(above, below, box=box)
    assert (record.page_type, record.authors, record.published) == ("thread", ["ada"], "2024-03-01T09:07")


@pytest.mark.parametrize(
    ("name", "shown", "published"),
    [("date", "3 months ago", "2024-03-02T10:12"), ("author", "2 March 2024, 10:12", "2024-03-02T10:12")],
)
def test_the_title_of_a_box_is_a_time_where_it_shows_one(name: str, shown: str, published: str) -> None:
    titles = {"date": "{} March 2024, 10:12", "author": "{} June 2013"}
    boxes = "".join(
        f"<div class='post'><div class='author' {titled}>{who}</div><div class='date' {dated}>{shown}</div>"
        f"<div class='content'><p>{text}</p></div></div>"
        for day, (who, text) in enumerate([("ada", OPENING), *REPLIES], 1)
        for titled, dated in [[f"title='{titles[name].format(day)}'" if name == box else "" for box in titles][::-1]]
    )
    assert split(forum(boxes)).posts[0].published == published


@pytest.mark.parametrize(
    ("box", "words"),
    [("post has-attachments", "content"), ("post", "content with-attachment"), ("post reply-to-12", "c")],
)
def test_a_post_with_files_or_to_another_is_no_part_of_the_template(box: str, words: str) -> None:
    posts = list(enumerate([("ada", OPENING), *REPLIES], 1))
    boxes = "".join(post(who, text, day, names=(box, "author", "date", words)) for day, (who, text) in posts)
    assert [(entry.author, entry.text) for entry in split(forum(boxes)).posts] == list(REPLIES)


@pytest.mark.parametrize("box", ["attachments", "post-attachments", "reply-to"])
def test_a_box_of_files_and_whom_a_post_answers_are_none_of_it(box: str) -> None:
    posts = [("ada", OPENING), ("walnut", f"{REPLIES[0][1]}</p><p class='{box}'>All the files of walnut"), *REPLIES[1:]]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert document.posts[0].text == REPLIES[0][1]


@pytest.mark.parametrize(
    "line",
    [
        "lamp.jpg (81 KB) is too big for the board, can you send a smaller one to me?",
        "manual.pdf (2 MB) has all that you need on page four, and the rest is in the other one",
        "setup.zip 3 Mo seulement, donc vite chargé.",
    ],
)
def test_a_sentence_that_begins_with_a_file_is_text(line: str) -> None:
    posts = [("ada", OPENING), ("walnut", f"{REPLIES[0][1]}</p><p>{line}"), *REPLIES[1:]]
    document = split(forum("".join(post(who, text, day) for day, (who, text) in enumerate(posts, 1))))
    assert document.posts[0].text == f"{REPLIES[0][1]}\n\n{line}"


def test_the_words_of_a_post_stand_elsewhere_where_the_element_for_them_is_empty() -> None:
    boxes = thread().replace(
        f"<div class='content'><p>{REPLIES[2][1]}", f"<div class='content'></div><div><p>{REPLIES[2][1]}"
    )
    assert [(entry.author, entry.text) for entry in split(forum(boxes)).posts] == list(REPLIES)


def test_posts_beside_their_heads_are_found_in_an_element_for_all_contents() -> None:
    posts = enumerate([("ada", OPENING), *REPLIES], 1)
    flat = "".join(
        f"<div class='head'><div class='author'>{who}</div><div>{day} March 2024, 10:15</div></div><p>{text}</p>"
        for day, (who, text) in posts
    )
    boxes = f"<div class='content'>{flat}</div>"
    assert [(entry.author, entry.text) for entry in split(forum(boxes)).posts] == list(REPLIES)


@pytest.mark.parametrize(
    ("machine", "shown", "published"),
    [
        ("2024-03-02", "March 2nd, 2024 at 10:12", "2024-03-02T10:12"),
        ("2024-03-02", "March 2nd, 2024", "2024-03-02"),
        ("2024-03-02", "June 9th, 2013 at 10:12", "2024-03-02"),
        ("2024-03-02T09:12:05Z", "March 2nd, 2024 at 10:12", "2024-03-02T09:12:05Z"),
    ],
)
def test_a_day_for_machines_yields_to_the_time_that_is_shown_of_it(machine: str, shown: str, published: str) -> None:
    posts = [("ada", OPENING), *REPLIES]
    boxes = "".join(
        f"<div class='post'><div class='author'>{who}</div>"
        f"<div class='date'><abbr title='{machine}'>{shown}</abbr></div><div class='content'><p>{text}</p></div></div>"
        for who, text in posts
    )
    assert split(forum(boxes)).posts[0].published == published


@pytest.mark.parametrize(
    ("head", "shown", "published"),
    [
        ("2024-03-01T09:07:00Z", "on Mar 2, 10:12 AM said:", "2024-03-02T10:12"),
        ("2024-03-01T09:07:00Z", "2. März um 10:12", "2024-03-02T10:12"),
        ("2023-12-30T09:07:00Z", "on Jan 2, 10:12 AM said:", "2024-01-02T10:12"),
        ("2024-03-01T09:07:00Z", "on Nov 2, 10:12 AM said:", None),
        ("2024-03-01T09:07:00Z", "on Feb 2, 10:12 AM said:", None),
        (None, "on Mar 2, 10:12 AM said:", None),
    ],
)
def test_a_time_without_a_year_is_of_the_weeks_after_the_story(
    head: str | None, shown: str, published: str | None
) -> None:
    declared = f"<meta property='article:published_time' content='{head}'>" if head else ""
    posts = [("ada", OPENING), *REPLIES]
    boxes = "".join(
        f"<div class='post'><div class='author'>{who}</div><div class='date'>{shown}</div>"
        f"<div class='content'><p>{text}</p></div></div>"
        for who, text in posts
    )
    markup = forum(boxes, head=f"<meta name='generator' content='phpBB'>{declared}")
    assert {entry.published for entry in split(markup).posts} == {published}


def answer(who: str, text: str, day: int, cited: str = "", number: int = 0) -> str:
    """Return a comment, with that which it answers inside, the name of whose poster stands over its words."""
    return (
        f"<li class='comment' data-id='{number or day}'><a class='nick' href='/user/{who}'>{who}</a>{cited}"
        f"<div class='comment-text'>{text}</div><div class='foot'><span class='time'>{day} March 2024, 10:1{day}</span>"
        "<a href='#'>Reply</a> <a href='#'>Report</a></div></li>"
    )


def cited(who: str, text: str) -> str:
    return (
        f"<div class='k'><div class='l'><span><a href='/user/{who}'>{who}</a></span>"
        f"<div class='comment-text'>{text}</div><div class='foot'><a href='#'>Reply</a></div></div></div>"
    )


def commented(comments: str) -> Document:
    return split(
        f"<html><body><article><h1>Old bridge stays open</h1>{STORY}<h3>Comments</h3><ul>{comments}</ul></article>"
        "</body></html>",
        url="https://example.org/news/bridge",
    )


def test_what_an_answer_holds_whole_under_its_posters_name_is_quoted() -> None:
    said = [*REPLIES, ("fern", "Limes are easier to grow, and nobody who tries one can tell them by the taste.")]
    plain = "".join(answer(who, text, day) for day, (who, text) in enumerate(said, 1))
    answers = answer("ada", OPENING, 5, cited(*said[1])) + answer("elm", "Agree", 6, cited(*said[3]))
    posts = commented(plain + answers).posts
    assert [(entry.author, entry.text, entry.quotes) for entry in posts] == [
        *[(who, text, []) for who, text in said],
        ("ada", OPENING, [said[1][1]]),
        ("elm", "Agree", [said[3][1]]),
    ]


def test_a_member_who_is_named_in_a_post_is_not_quoted() -> None:
    named = f"<p><a href='/user/ada'>ada</a></p><p>{REPLIES[1][1]}</p>"
    posts = commented(
        answer("ada", REPLIES[0][1], 1) + answer("fern", named, 2) + answer("elm", REPLIES[2][1], 3)
    ).posts
    assert [entry.quotes for entry in posts] == [[], [], []]
    assert REPLIES[1][1] in posts[1].text


def test_a_comment_that_stands_in_two_lists_by_one_number_is_told_once() -> None:
    said = [("ada", REPLIES[0][1]), ("fern", "So say I as well."), ("elm", REPLIES[2][1])]
    listed = "".join(answer(who, text, day) for day, (who, text) in enumerate(said, 1))
    assert [entry.text for entry in commented(listed + answer("fern", said[1][1], 2)).posts] == [t for _, t in said]
    again = commented(listed + answer("fern", said[1][1], 4)).posts
    assert [entry.text for entry in again] == [*[text for _, text in said], said[1][1]]


@pytest.mark.parametrize(("line", "kind"), [("责任编辑：王莹", "article"), ("编辑于昨天", "thread")])
def test_a_story_that_names_its_editor_has_comments_however_much_these_say(line: str, kind: str) -> None:
    story = "<p>东湖大桥将于周二关闭，" + "市政府说维修工程需要三个月的时间，居民可以改乘渡船。" * 9 + "</p>"
    said = "我觉得这座桥早就应该修了，每天上班都要等很久，" * 9
    posts = "".join(
        f"<div class='k'><a class='author' href='/user/{who}'>{who}</a><span>2024-03-0{day} 10:1{day}</span>"
        f"<div class='content'>{who}{said}{day}。</div><a href='#'>回复</a></div>"
        for day, who in enumerate(["walnut", "fern", "elm", "oak", "ash"], 1)
    )
    document = split(f"<html><body><h1>东湖大桥关闭</h1>{story}<div>{line}</div><div>{posts}</div></body></html>")
    assert document.page_type == kind
