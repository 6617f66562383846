"""The kind of a source is found out from what comes."""

from __future__ import annotations

import gzip

import pytest

from crawler.discovery.detect import kind_of

URL = "https://news.example/world/"
PROSE = "<p>The council met until late in the evening and agreed to build the bridge before the winter comes.</p>"
LINKS = "".join(
    f'<div><a href="/2024/05/0{n}/a-story-of-the-day">Story number {n} of this very day</a></div>' for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("body", "media_type", "kind"),
    [
        (b'<?xml version="1.0"?><!-- x > y --><rss version="2.0"></rss>', "text/html", "feed"),
        (b"\xef\xbb\xbf \n<feed xmlns='http://www.w3.org/2005/Atom'/>", "application/xml", "feed"),
        (b'<!DOCTYPE rdf:RDF [<!ENTITY a "b">]><rdf:RDF/>', "text/xml", "feed"),
        (b'{"title": "x", "version": "https://jsonfeed.org/version/1"}', "application/json", "feed"),
        (b'{"title": "x", "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', "", "feed"),
        (b"<urlset/>", "text/plain", "sitemap"),
        (b"<ns:sitemapindex xmlns:ns='x'/>", "application/xml", "sitemap"),
        ("<?xml version='1.0' encoding='utf-16'?><urlset/>".encode("utf-16"), "application/xml", "sitemap"),
        (gzip.compress(b"<urlset/>", mtime=0), "application/octet-stream", "sitemap"),
        (b"https://a.example/1\nhttps://a.example/2\n", "text/plain", "sitemap"),
        (b"Just a story in plain text.\nhttps://a.example/2\n", "text/plain", "page"),
        (b'{"version": "2"}', "application/json", "page"),
        (f"<html><body>{LINKS}</body></html>".encode(), "text/html", "section"),
        (f"<html><body>{LINKS}</body></html>".encode(), "", "section"),
        (f"<html><body>{PROSE * 8}{LINKS}</body></html>".encode(), "text/html", "page"),
        (f"<html><body>{PROSE * 3}</body></html>".encode(), "text/html", "page"),
        (b"", "text/html", "page"),
        (b"\x89PNG\r\n", "image/png", "page"),
    ],
)
def test_a_response_says_what_it_is(body: bytes, media_type: str, kind: str) -> None:
    assert kind_of(body, URL, media_type, None, None) == kind


def test_a_short_story_among_many_links_is_a_page_where_its_address_says_so() -> None:
    body = f"<html><body>{PROSE * 3}{LINKS}</body></html>".encode()
    assert kind_of(body, URL, "text/html", None, None) == "section"
    assert kind_of(body, "https://news.example/2024/05/06/council-builds-a-bridge", "text/html", None, None) == "page"


def test_teasers_between_headlines_make_no_story() -> None:
    teasers = "".join(f'<h2><a href="/2024/05/0{n}/a-story-of-the-day">Story {n}</a></h2>{PROSE}' for n in range(1, 9))
    assert kind_of(f"<html><body>{teasers}</body></html>".encode(), URL, "text/html", None, None) == "section"


def test_what_a_feed_announces_is_a_page_whatever_it_looks_like() -> None:
    assert kind_of(f"<html><body>{LINKS}</body></html>".encode(), URL, "text/html", None, "page") == "page"


def test_a_feed_given_as_a_sitemap_is_read_as_a_feed() -> None:
    assert kind_of(b"<rss/>", URL, "text/xml", None, "sitemap") == "feed"
    assert kind_of(b"<html/>", URL, "text/html", None, "feed") == "feed"
