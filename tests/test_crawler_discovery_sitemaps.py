"""Sitemaps: XML or text, packed or not, an index or a list, with the news extension."""

from __future__ import annotations

import contextlib
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import sitemaps
from crawler.discovery.links import Link, NotReadable
from crawler.discovery.sitemaps import read_sitemap
from schemas import Hints

URL = "https://news.example/sitemap.xml"


def urlset(entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{entries}</urlset>'
    ).encode()


def test_the_news_extension_says_title_date_keywords_and_language() -> None:
    body = urlset(
        "<url><loc> https://news.example/a </loc><lastmod>2024-05-07</lastmod><news:news><news:publication>"
        "<news:name>News</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-05-06T10:00Z</news:publication_date><news:title>A &amp; B</news:title>"
        "<news:keywords>rain, wind,rain</news:keywords></news:news></url>"
    )
    assert read_sitemap(body, URL) == [
        Link(
            "https://news.example/a",
            hints=Hints(
                title="A & B",
                published="2024-05-06T10:00Z",
                modified="2024-05-07",
                tags=["rain", "wind"],
                language="en",
            ),
        )
    ]


def test_the_address_of_a_picture_is_not_that_of_the_page() -> None:
    body = urlset(
        "<url><image:image><image:loc>https://news.example/p.jpg</image:loc></image:image><loc>/a</loc></url>"
        "<url><image:image><image:loc>https://news.example/q.jpg</image:loc></image:image></url>"
    )
    assert read_sitemap(body, URL) == [Link("https://news.example/a")]


def test_an_index_leads_to_sitemaps() -> None:
    body = (
        b"<sitemapindex><sitemap><loc>/one.xml</loc></sitemap><sitemap><loc>two.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read_sitemap(body, URL) == [
        Link("https://news.example/one.xml", kind="sitemap"),
        Link("https://news.example/two.xml.gz", kind="sitemap"),
    ]


def test_a_packed_sitemap_is_unpacked() -> None:
    assert read_sitemap(gzip.compress(urlset("<url><loc>/a</loc></url>")), URL) == [Link("https://news.example/a")]


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    body = b"\xef\xbb\xbfhttps://news.example/a\r\n\r\nhttps://news.example/b\r\nnot an address\r\n"
    assert [link.url for link in read_sitemap(body, URL)] == ["https://news.example/a", "https://news.example/b"]


def test_utf_16_is_read() -> None:
    body = '<?xml version="1.0" encoding="UTF-16"?><urlset><url><loc>/a</loc></url></urlset>'.encode("utf-16")
    assert read_sitemap(body, URL) == [Link("https://news.example/a")]


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    body = urlset("<url><loc>/a?x=1&y=2</loc></url><url><loc>/b</loc></url><url><loc>/c")
    assert [link.url for link in read_sitemap(body, URL)][1:2] == ["https://news.example/b"]


@pytest.mark.parametrize("tail", ["", "<", "</lo", "</loc>", "</loc><lastmod>2024", "&am"])
@pytest.mark.parametrize("root", ["urlset", "s:urlset"])
def test_an_address_that_the_end_of_the_file_may_have_cut_is_not_taken(tail: str, root: str) -> None:
    body = f"<{root} xmlns:s='urn:s'><url><loc>/a</loc></url><url><loc>/b</loc></url><url><loc>/c{tail}"
    assert [link.url for link in read_sitemap(body.encode(), URL)] == [
        "https://news.example/a", "https://news.example/b"
    ]  # fmt: skip


@pytest.mark.parametrize("tail", ["", "<", "</ur", "</urlset", "<!-- ", "</urlset>more"])
def test_an_entry_that_was_closed_before_the_file_was_cut_is_taken(tail: str) -> None:
    body = f"<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url>{tail}"
    assert len(read_sitemap(body.encode(), URL)) == 2


def test_an_entry_without_an_address_at_the_cut_costs_no_other() -> None:
    body = b"<urlset><url><loc>/a</loc></url><url><lastmod>2024"
    assert [link.url for link in read_sitemap(body, URL)] == ["https://news.example/a"]


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("/top-secret")
    body = f'<!DOCTYPE u [<!ENTITY x SYSTEM "file://{secret}">]><urlset><url><loc>&x;</loc></url></urlset>'.encode()
    assert "secret" not in str(read_sitemap(body, URL))


def test_entities_within_entities_do_not_fill_the_memory() -> None:
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    body = f'<!DOCTYPE u [<!ENTITY e0 "ha">{bomb}]><urlset><url><loc>/a&e12;</loc></url></urlset>'.encode()
    assert len(str(read_sitemap(body, URL))) < 1000


def test_more_than_is_unpacked_at_most_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 1000)
    with pytest.raises(NotReadable, match="more than"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 2000 + b"</urlset>"), URL)


@pytest.mark.parametrize(
    "body", [b"", b"<html><body/></html>", b"<rss/>", b"\x1f\x8b broken", b"only words", b"\x00\x01\x02"]
)
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotReadable):
        read_sitemap(body, URL)


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_are_links_or_a_reason(noise: bytes) -> None:
    for body in (noise, urlset("<url><loc>/a") + noise, gzip.compress(noise)[:-4]):
        with contextlib.suppress(NotReadable):
            assert all(isinstance(link, Link) for link in read_sitemap(body, URL))
