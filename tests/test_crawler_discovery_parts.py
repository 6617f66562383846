"""Which page is the next of the same story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.parts import MOST_PARTS, next_part

STORY = "https://news.example/2024/05/ferry"


def declared(href: str, url: str = STORY, first: str = STORY, number: int = 2) -> str | None:
    page = f'<html><head><link rel="next" href="{href}"></head><body><p>The ferry runs.</p></body></html>'
    return next_part(page.encode(), url, "utf-8", first=first, number=number)


@pytest.mark.parametrize(
    ("first", "href"),
    [
        (STORY, f"{STORY}?page=2"),
        (STORY, "?page=2"),
        (f"{STORY}?page=1", f"{STORY}?page=2"),
        (f"{STORY}?id=7", "/2024/05/ferry?id=7&p=2"),
        (STORY, f"{STORY}/2"),
        (f"{STORY}/", f"{STORY}/2/"),
        (f"{STORY}/1/", f"{STORY}/2/"),
        (STORY, f"{STORY}/page/2"),
        (f"{STORY}.html", f"{STORY}-2.html"),
        (f"{STORY}.html", f"{STORY},seite-2.html"),
        (STORY, "HTTPS://NEWS.example/2024/05/ferry?page=2"),
    ],
)
def test_the_same_address_with_the_number_two_is_the_second_page(first: str, href: str) -> None:
    assert declared(href, first, first) is not None


def test_the_pages_after_it_are_those_of_the_first() -> None:
    assert declared("?page=3", f"{STORY}?page=2", STORY, 3) == f"{STORY}?page=3"
    assert declared("?page=4", f"{STORY}?page=2", STORY, 3) is None
    assert declared("/2024/05/bridge?page=3", f"{STORY}?page=2", STORY, 3) is None


@pytest.mark.parametrize(
    ("first", "href"),
    [
        (STORY, "https://news.example/2024/05/bridge"),
        (STORY, f"{STORY}?page=3"),
        (STORY, STORY),
        (f"{STORY}?page=2", f"{STORY}?page=3"),
        (STORY, "https://other.example/2024/05/ferry?page=2"),
        (STORY, "https://news.example/2024/05/ferry?comment=2"),
        (f"{STORY}?id=7", f"{STORY}?id=8&page=2"),
        ("https://news.example/posts/41", "https://news.example/posts/42"),
        ("https://news.example/story-12345.html", "https://news.example/story-12346.html"),
        (STORY, "javascript:void(2)"),
        (STORY, ""),
    ],
    ids=["another story", "skips one", "itself", "begins in the middle", "another host", "comments", "another id",
         "a post after a post", "number of a story", "a script", "nothing"],
)  # fmt: skip
def test_what_is_next_otherwise_is_no_page_of_the_story(first: str, href: str) -> None:
    assert declared(href, first, first) is None


def test_a_link_in_the_text_counts_as_one_in_the_head() -> None:
    page = b"<body><p>The ferry runs.</p><a class=pager rel='nofollow next' href='?page=2'>2</a></body>"
    assert next_part(page, STORY, None, first=STORY, number=2) == f"{STORY}?page=2"


@pytest.mark.parametrize("page", [b"<a href='?page=2'>2</a>", b"rel=next", b""])
def test_without_a_next_there_is_none(page: bytes) -> None:
    assert next_part(page, STORY, None, first=STORY, number=2) is None


def test_a_story_has_a_last_page_whatever_it_says() -> None:
    assert declared(f"?page={MOST_PARTS}", number=MOST_PARTS) is not None
    assert declared(f"?page={MOST_PARTS + 1}", number=MOST_PARTS + 1) is None


@given(st.binary(max_size=60), st.text(max_size=40))
def test_whatever_stands_there_is_passed_over(href: bytes, path: str) -> None:
    first = f"https://news.example/{path}"
    next_part(b"<a rel=next href='" + href + b"'>2</a>", first, None, first=first, number=2)
