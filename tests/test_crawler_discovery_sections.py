"""Section pages: links to stories are told from navigation by address, link text and place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.discovery.links import Link, absolute, passes
from crawler.discovery.sections import read_section

URL = "https://www.news.example/world/"


def urls_of(body: str, url: str = URL) -> list[str]:
    return [link.url for link in read_section(f"<html><body>{body}</body></html>".encode(), url, "utf-8")]


@pytest.mark.parametrize(
    "href",
    [
        "/2024/05/06/minister-resigns",
        "/world/minister-resigns-after-long-vote",
        "/news/article/4711002",
        "/world/minister-resigns-88123.html",
        "/article.php?id=4711002",
        "/nachrichten/ministerin-tritt-nach-abstimmung-zurueck-a-8812",
        "/%E6%94%BF%E6%B2%BB/%E9%A6%96%E7%9B%B8%E3%81%8C%E6%96%B0%E3%81%97%E3%81%84%E6%A9%8B%E3%82%92%E8%A6%96%E5%AF%9F",
        "https://sport.news.example/2024/05/06/cup-final",
    ],
)
def test_an_address_and_a_headline_make_an_article(href: str) -> None:
    assert len(urls_of(f'<div><a href="{href}">Minister resigns after the vote in parliament</a></div>')) == 1


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/world/", "World"),
        ("/world/europe", "Europe"),
        ("/about/our-people-and-their-work", "Our people and their work at home"),
        ("/tag/prime-minister-of-the-north", "Prime minister of the north"),
        ("/author/ada-quill-of-the-north", "Ada Quill"),
        ("/privacy-policy", "How we look after the data of our readers"),
        ("/world?page=2", "Older stories"),
        ("/2024/05/06/the-bridge-at-night.jpg", "The bridge at night, seen from the north"),
        ("https://www.other.example/2024/05/06/minister-resigns-after-vote", "Minister resigns after the vote"),
        ("mailto:desk@news.example", "Write to the desk of this paper"),
        ("javascript:void(0)", "Show more of what happened in the world"),
        ("#top", "Back to the top of this long page"),
        ("", "Nothing at all to see in this link"),
        ("http://[broken", "A link that leads nowhere at all"),
    ],
)
def test_what_is_no_story_of_this_site_is_left_out(href: str, text: str) -> None:
    assert urls_of(f'<div><a href="{href}">{text}</a></div>') == []


def test_a_footer_makes_no_article_of_long_words() -> None:
    link = '<a href="/how-we-work-and-why">How we work and why</a>'
    assert urls_of(f"<footer>{link}</footer>") == []
    assert urls_of(f'<div class="site-footer_links">{link}</div>') == []


def test_a_short_headline_in_a_heading_is_one() -> None:
    assert urls_of('<main><h3><a href="/world/cup-final-12">Cup final</a></h3></main>') == [
        "https://www.news.example/world/cup-final-12"
    ]


def test_links_come_in_page_order_and_once_and_without_hints() -> None:
    body = """<main><a href="/2024/05/06/second-story"><img alt=""></a>
    <h2><a href="/2024/05/06/first-story">One</a></h2>
    <h2><a href="/2024/05/06/second-story#comments">The second story</a></h2></main>"""
    links = read_section(body.encode(), URL)
    assert links == [
        Link("https://www.news.example/2024/05/06/second-story"),
        Link("https://www.news.example/2024/05/06/first-story"),
    ]


def test_the_base_element_counts() -> None:
    body = (
        '<html><head><base href="https://news.example/deep/"></head><body><h2><a href="2024/05/06/a-story">A</a></h2>'
    )
    assert [link.url for link in read_section(body.encode(), URL)] == ["https://news.example/deep/2024/05/06/a-story"]


def test_patterns_let_pass_and_keep_out() -> None:
    assert passes("https://a.example/news/1", ["/news/"], [])
    assert not passes("https://a.example/blog/1", ["/news/"], [])
    assert not passes("https://a.example/news/1.pdf", ["/news/"], [r"\.pdf$"])
    assert passes("https://a.example/blog/1", [], [])


@pytest.mark.parametrize("scheme", ["ftp", "file", "data", "javascript", "mailto", "gopher"])
def test_only_http_and_https_are_fetchable(scheme: str) -> None:
    assert not Link(f"{scheme}://host/path").fetchable
    assert Link("https://host/path").fetchable


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "//", "http://[", "https://ho st:"]))
def test_whatever_stands_in_a_link_is_passed_over_or_can_be_requested(text: str, start: str) -> None:
    url = absolute(URL, start + text)
    if url is not None and Link(url).fetchable:
        Request(url)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_a_page_gives_links(noise: bytes) -> None:
    assert isinstance(read_section(b"<html><body><a href='/2024/05/06/x'>x</a>" + noise, URL), list)
