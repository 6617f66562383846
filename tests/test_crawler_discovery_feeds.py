"""Feeds: whatever their format and state, their entries come out with what they say of a story."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.feeds import read_feed
from crawler.discovery.links import Link, NotReadable
from schemas import Hints

URL = "https://news.example/feeds/main.xml"


def rss(items: str, version: str = "2.0", channel: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="{version}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>{channel}{items}'
        "</channel></rss>"
    ).encode()


def hints_of(body: bytes) -> Hints:
    (link,) = read_feed(body, URL)
    assert link.hints is not None
    return link.hints


def urls_of(body: bytes) -> list[str]:
    return [link.url for link in read_feed(body, URL)]


def test_an_rss_entry_says_title_date_authors_tags_and_summary() -> None:
    body = rss(
        "<item><title>Rain &amp; wind</title><link>https://news.example/rain</link>"
        "<pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate><dc:creator>Ada Quill</dc:creator>"
        "<dc:creator>Bo Reed</dc:creator><category>Weather</category><category>North</category>"
        "<description>&lt;p&gt;It &lt;b&gt;ra&lt;/b&gt;ins.&lt;/p&gt;&lt;p&gt;It blows.&lt;/p&gt;</description></item>",
        channel="<language>en-gb</language>",
    )
    assert read_feed(body, URL) == [
        Link(
            "https://news.example/rain",
            hints=Hints(
                title="Rain & wind",
                published="Mon, 06 May 2024 10:00:00 GMT",
                authors=["Ada Quill", "Bo Reed"],
                tags=["Weather", "North"],
                description="It rains. It blows.",
                language="en-gb",
            ),
        )
    ]


def test_an_atom_entry_keeps_published_and_updated_apart() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry>
    <title type="html">&lt;i&gt;T&lt;/i&gt; &amp;amp; U</title>
    <link rel="self" href="/self"/><link href="/story"/><published>2024-05-06</published>
    <updated>2024-05-07T01:02:03Z</updated><author><name>Ada Quill</name><email>ada@news.example</email></author>
    </entry></feed>"""
    (link,) = read_feed(body, URL)
    assert link.url == "https://news.example/story"
    assert link.hints == Hints(
        title="T & U", published="2024-05-06", modified="2024-05-07T01:02:03Z", authors=["Ada Quill"]
    )


def test_an_atom_entry_that_says_only_updated_has_no_date_of_publication() -> None:
    hints = hints_of(
        b'<feed xmlns="http://www.w3.org/2005/Atom">'
        b'<entry><link href="/a"/><updated>2024-05-07</updated></entry></feed>'
    )
    assert (hints.published, hints.modified) == (None, "2024-05-07")


def test_rss_1_0_says_when_in_dublin_core() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>x</title></channel>
    <item rdf:about="https://news.example/a"><title>A</title><link>https://news.example/a</link>
    <dc:date>2024-05-06T10:00+09:00</dc:date></item></rdf:RDF>"""
    assert hints_of(body).published == "2024-05-06T10:00+09:00"


def test_a_json_feed_says_the_same() -> None:
    body = """{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "language": "ja", "items": [
      {"id": "x", "url": "/a", "title": "橋", "date_published": "2024-05-06T10:00:00+09:00", "tags": ["街", 7],
       "authors": [{"name": "山田"}, {"url": "/b"}], "summary": "新しい橋"},
      {"id": "https://news.example/b", "author": {"name": "Bo"}}, {"id": "c"}, "d"]}""".encode()
    first, second = read_feed(body, URL)
    assert first.url == "https://news.example/a"
    assert first.hints == Hints(
        title="橋",
        published="2024-05-06T10:00:00+09:00",
        authors=["山田"],
        tags=["街"],
        description="新しい橋",
        language="ja",
    )
    assert (second.url, second.hints.authors if second.hints else None) == ("https://news.example/b", ["Bo"])


def test_a_guid_serves_as_address_where_it_is_one() -> None:
    assert urls_of(
        rss(
            "<item><guid>https://news.example/a</guid></item>"
            '<item><guid isPermaLink="false">tag:b</guid><title>No address</title></item>'
        )
    ) == ["https://news.example/a"]


def test_relative_addresses_are_those_of_the_feeds_host_and_fragments_fall_away() -> None:
    assert urls_of(rss("<item><link>../a?b=1&amp;c=2#comments</link></item>")) == ["https://news.example/a?b=1&c=2"]


def test_an_address_that_stands_twice_counts_once_as_it_stood_first() -> None:
    (link,) = read_feed(rss("<item><link>/a</link><title>1</title></item><item><link>/a#2</link></item>"), URL)
    assert link.hints is not None
    assert link.hints.title == "1"


@pytest.mark.parametrize(
    "items",
    [
        "<item><link>/a</link><title>Fish & chips</title></item><item><link>/b</link></item>",
        "<item><link>/a</link><title>&nbsp;&hellip;</title></item><item><link>/b</link></item>",
        "<item><link>/a</link><title>\x0b</title></item><item><link>/b</link></item>",
        "<item><link>/a</link></item><item><link>/b</link>",
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(items: str) -> None:
    assert urls_of(rss(items)) == ["https://news.example/a", "https://news.example/b"]


def test_a_feed_in_a_legacy_charset_is_read() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><link>/a</link>'
    body += "<title>Мост</title></item></channel></rss>"
    assert hints_of(body.encode("windows-1251")).title == "Мост"


def test_a_story_put_where_the_summary_belongs_is_none() -> None:
    assert hints_of(rss(f"<item><link>/a</link><description>{'word ' * 1000}</description></item>")).description is None


def test_an_empty_feed_is_a_feed() -> None:
    assert read_feed(rss(""), URL) == []


def test_no_entity_reads_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    body = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    body += b'<rss version="2.0"><channel><item><link>/a</link><title>&x;</title></item></channel></rss>'
    assert "SECRET" not in str(read_feed(body, URL))


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Not a feed</body></html>", b"{}", b'{"version": "1", "items": []}', b"{", b"\x89PNG\r\n"],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotReadable):
        read_feed(body, URL)


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_are_links_or_a_reason(noise: bytes) -> None:
    for body in (
        noise,
        rss("<item><link>/a</link><title>") + noise,
        b'{"version": "https://jsonfeed.org/version/1"' + noise,
    ):
        with contextlib.suppress(NotReadable):
            assert all(isinstance(link, Link) for link in read_feed(body, URL))


def test_references_to_what_is_no_character_cost_no_entry() -> None:
    item = "<item><title>Rain &#%s; in Porto</title><link>https://news.example/a</link></item>"
    for number in ("55296", "xD800", "x110000", "9" * 400, "0", "65"):
        body = f'<rss version="2.0"><channel>{item % number}</channel>'.encode()
        assert [link.url for link in read_feed(body, "https://news.example/feed")] == ["https://news.example/a"], number


@pytest.mark.parametrize("name", ["feedburner_origlink", "authors", "tags", "content", "updated", "summary"])
def test_an_element_of_somebodys_own_costs_no_entry(name: str) -> None:
    item = f"<item><{name} a='b'>c</{name}><link>https://news.example/a</link></item>"
    assert urls_of(rss(item, channel="<xml_base a='b'/>")) == ["https://news.example/a"]
