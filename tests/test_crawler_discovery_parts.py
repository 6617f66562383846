"""Which page is the next of the same story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.parts import PART_BYTES, next_address
from pipelines.describe.parts import MOST_PARTS

STORY = "https://news.example/2024/05/ferry"
ARTICLE = '<meta property="og:type" content="article">'


def page(head: str, body: str = "") -> bytes:
    return f"<html><head>{head}</head><body><h1>The ferry</h1><p>The ferry runs.</p>{body}</body></html>".encode()


def declared(
    href: str, url: str = STORY, first: str | None = None, number: int = 2, *, pager: bool = False
) -> str | None:
    shown = f'<nav><b>{number - 1}</b> <a href="{href}">{number}</a></nav>' if pager else ""
    body = page(f'{ARTICLE}<link rel="next" href="{href}">', shown)
    return next_address(body, url, "utf-8", first=first or url, number=number)


@pytest.mark.parametrize(
    ("first", "href"),
    [
        (STORY, f"{STORY}?page=2"),
        (STORY, "?page=2"),
        (f"{STORY}?page=1", f"{STORY}?page=2"),
        (f"{STORY}?id=7", "/2024/05/ferry?id=7&p=2"),
        (f"{STORY}?id=7&utm_source=feed", "/2024/05/ferry?p=2&id=7"),
        (f"{STORY}?utm_medium=rss&fbclid=Iw0", "/2024/05/ferry?page=2"),
        (STORY, f"{STORY}/?page=2"),
        (STORY, f"{STORY}/page/2"),
        (f"{STORY}/", f"{STORY}/page/2/"),
        (f"{STORY}/page/1/", f"{STORY}/page/2/"),
        (f"{STORY}.html", f"{STORY},seite-2.html"),
        (f"{STORY}.html", f"{STORY}-page-2.html"),
        (STORY, f"{STORY}/seite-2"),
        (STORY, "HTTPS://NEWS.example/2024/05/ferry?page=2"),
        ("https://news.example/f%C3%A4hre", "https://news.example/fähre?page=2"),
    ],
)
def test_the_same_address_with_the_number_two_is_the_second_page(first: str, href: str) -> None:
    assert declared(href, first) is not None


@pytest.mark.parametrize(
    ("first", "href"),
    [
        (STORY, f"{STORY}/2"),
        (f"{STORY}/", f"{STORY}/2/"),
        (f"{STORY}.html", f"{STORY}-2.html"),
        (f"{STORY}.html", f"{STORY}_2.html"),
        (f"{STORY}.html", f"{STORY}_02.html"),
        (f"{STORY}.html", f"{STORY}.html/2"),
        (STORY, f"{STORY},2"),
    ],
)
def test_a_number_alone_is_that_of_a_page_where_the_pager_shows_it(first: str, href: str) -> None:
    assert declared(href, first, pager=True) is not None
    assert declared(href, first) is None


def test_the_pages_after_it_are_those_of_the_first() -> None:
    assert declared("?page=3", f"{STORY}?page=2", STORY, 3) == f"{STORY}?page=3"
    assert declared("?page=4", f"{STORY}?page=2", STORY, 3) is None
    assert declared("/2024/05/bridge?page=3", f"{STORY}?page=2", STORY, 3) is None


def test_it_is_asked_for_by_the_protocol_by_which_the_first_came() -> None:
    assert declared(f"{STORY.replace('https', 'http')}?page=2") == f"{STORY}?page=2"


def test_the_base_of_the_page_counts() -> None:
    body = page(f'{ARTICLE}<base href="https://news.example/2024/05/"><link rel=next href="ferry?page=2">')
    assert next_address(body, "https://news.example/2024/05/ferry", None, first=STORY, number=2) == f"{STORY}?page=2"


@pytest.mark.parametrize(
    ("first", "href"),
    [
        (STORY, "https://news.example/2024/05/bridge"),
        (STORY, f"{STORY}-2"),
        (STORY, f"{STORY}-2/"),
        (STORY, f"{STORY}?page=3"),
        (STORY, f"{STORY}?page=1"),
        (STORY, STORY),
        (f"{STORY}?page=2", f"{STORY}?page=3"),
        (STORY, "https://other.example/2024/05/ferry?page=2"),
        (STORY, "https://news.example:8080/2024/05/ferry?page=2"),
        (STORY, "https://news.example@other.example/2024/05/ferry?page=2"),
        (STORY, "https://news.example/2024/05/ferry?comment=2"),
        (f"{STORY}?id=7", f"{STORY}?id=8&page=2"),
        ("https://news.example/posts/1", "https://news.example/posts/2"),
        ("https://news.example/posts/41", "https://news.example/posts/42"),
        ("https://news.example/story-1.html", "https://news.example/story-2.html"),
        ("https://news.example/story-12345.html", "https://news.example/story-12346.html"),
        ("https://news.example/?p=1", "https://news.example/?p=2"),
        ("https://news.example/", "https://news.example/page/2"),
        (STORY, "javascript:void(2)"),
        (STORY, f"{STORY}?page={'2' * 5000}"),
        (STORY, f"{STORY}?page=\u00b2"),
        (STORY, f"{STORY}/page/{'9' * 5000}"),
        (STORY, "http://[2"),
        (STORY, ""),
    ],
    ids=["another story", "a second story of that name", "the same with a slash", "skips one", "page 1", "itself",
         "begins in the middle", "another host", "another port", "somebody at another host", "comments", "another id",
         "item 2 after item 1", "a post after a post", "part 2 of a series", "number of a story", "a post by number",
         "the start page", "a script", "a huge number", "a number that is none", "a huge number in the path",
         "no address", "nothing"],
)  # fmt: skip
def test_what_is_next_otherwise_is_no_page_of_the_story(first: str, href: str) -> None:
    assert declared(href, first, pager=True) is None


def test_a_link_in_the_text_counts_as_one_in_the_head() -> None:
    body = page(ARTICLE, "<a class=pager rel='nofollow next' href='?page=2'>On</a>")
    assert next_address(body, STORY, None, first=STORY, number=2) == f"{STORY}?page=2"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="og:type" content="website">',
        ARTICLE + '<script type="application/ld+json">{"@type": "CollectionPage"}</script>',
        ARTICLE + '<script type="application/ld+json">{"@type": "DiscussionForumPosting", "headline": "F"}</script>',
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "F"}</script>',
    ],
    ids=["says nothing", "a site", "a list", "a thread", "a live blog"],
)
def test_what_does_not_say_that_it_is_one_story_has_no_further_pages(head: str) -> None:
    body = page(f'{head}<link rel="next" href="?page=2">')
    assert next_address(body, STORY, None, first=STORY, number=2) is None


def test_a_section_page_has_none_whatever_it_says() -> None:
    links = "".join(
        f'<h2><a href="/2024/05/0{n}/a-long-walk-along-the-river-{n}">A long walk</a></h2>' for n in range(9)
    )
    body = page(f'{ARTICLE}<link rel="next" href="/world/page/2">', f"<main>{links}</main>")
    first = "https://news.example/world"
    assert next_address(body, first, None, first=first, number=2) is None


@pytest.mark.parametrize("body", [b"<a href='?page=2'>2</a>", b"rel=next", b""])
def test_without_a_next_there_is_none(body: bytes) -> None:
    assert next_address(body, STORY, None, first=STORY, number=2) is None


def test_a_page_without_end_has_none() -> None:
    body = page(f'{ARTICLE}<link rel="next" href="?page=2">', "x" * PART_BYTES)
    assert next_address(body, STORY, None, first=STORY, number=2) is None


def test_a_story_has_a_last_page_whatever_it_says() -> None:
    assert declared(f"?page={MOST_PARTS}", first=STORY, number=MOST_PARTS) is not None
    assert declared(f"?page={MOST_PARTS + 1}", first=STORY, number=MOST_PARTS + 1) is None


@given(
    st.one_of(st.text(max_size=60), st.from_regex(r"(https?:)?(//[a-z.]{1,9})?[-/a-z0-9_,.?=&%@:\[\]]{0,30}2?")),
    st.text(max_size=40),
    st.integers(2, 30),
)
def test_it_never_fails_nor_leads_to_another_host_or_the_same_address(href: str, path: str, number: int) -> None:
    first = f"https://news.example/{path}"
    quoted = href.replace("&", "&amp;").replace('"', "&quot;")
    head = f'{ARTICLE}<link rel="next" href="{quoted}">'.encode("utf-8", "surrogatepass")
    body = b"<html><head>" + head + b"</head><body><p>Ferry.</p></body></html>"
    found = next_address(body, first, "utf-8", first=first, number=number)
    assert found is None or (found.lower().startswith("https://news.example") and found != first)
    assert found is None or found.lower()[len("https://news.example")] in "/?:"
