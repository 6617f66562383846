"""A feed in, links with evidence out: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed."""

from __future__ import annotations

import io
import json
import re
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import feedparser
from lxml import etree, html

from crawler.discovery.links import Link, NotReadable, absolute, unique
from schemas import Hints
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JSON_FEED = re.compile(r"^https?://(?:www\.)?jsonfeed\.org/version/")
#: From here on a "summary" is the story itself, put in the wrong element.
LONGEST_SUMMARY = 2_000
#: A tag that parts words.
BLOCK_TAG = re.compile(r"<(?=/?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|blockquote)\b)", re.IGNORECASE)
#: What a feed is given: its parser takes seconds a megabyte.
MAX_BYTES = 4 * 1024 * 1024
MAX_LINKS = 10_000
EMAIL = re.compile(r"\S+@\S+\.\S+")
#: A numeric character reference: hexadecimal or not, and its digits.
REFERENCE = re.compile(rb"&#(?:([xX])([0-9a-fA-F]+)|([0-9]+));?")


def read_feed(body: bytes, url: str, charset: str | None = None) -> list[Link]:
    """Return the entries of the feed *body*, fetched from *url*, in order; broken XML is read as far as it goes.

    *charset* is what the server declared. Raises NotReadable where it is no feed.
    """
    if len(body) > MAX_BYTES:
        raise NotReadable(f"a feed of {len(body):,} bytes; {MAX_BYTES:,} are read")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return list(islice(unique(json_links(body, url)), MAX_LINKS))
    media_type = "application/xml" + (f"; charset={charset}" if charset else "")
    parsed = parse(body, url, media_type)
    version = parsed.get("version", "")
    if not version and not parsed.entries:
        raise NotReadable(f"no feed: {parsed.get('bozo_exception') or 'no RSS, Atom or JSON Feed root'}")
    language = text_of(parsed.feed.get("language"))
    base = absolute(url, said(parsed.feed, "xml_base")) or url
    links = (entry_link(entry, base, language, version) for entry in parsed.entries)
    return list(islice(unique(link for link in links if link), MAX_LINKS))


def parse(body: bytes, url: str, media_type: str) -> Any:
    """Return what feedparser makes of *body*; raise NotReadable where it breaks on it."""
    try:
        # A stream, because feedparser takes a string for an address or a file to open.
        return feedparser.parse(
            io.BytesIO(REFERENCE.sub(sound, body)),
            response_headers={"content-location": url, "content-type": media_type},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError) as error:  # a NUL in the name of a charset, for one: tests/siege/crashers
        raise NotReadable(f"no feed: {error}") from error


def sound(reference: re.Match[bytes]) -> bytes:
    """Return a numeric character *reference*, or that of U+FFFD where it names no character; feedparser raises then."""
    digits = (reference[2] or reference[3]).lstrip(b"0") or b"0"
    number = int(digits, 16 if reference[1] else 10) if len(digits) < 9 else sys.maxunicode + 1
    return reference[0] if number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF else b"&#65533;"


def entry_link(entry: Any, base: str, language: str | None, version: str) -> Link | None:
    """Return the link of a feedparser *entry*; None where it leads nowhere, as that of a podcast may."""
    url = absolute(base, said(entry, "feedburner_origlink") or said(entry, "link") or permalink(entry))
    if url is None:
        return None
    published, modified = text_of(said(entry, "published")), text_of(said(entry, "updated"))
    if published is None and version.startswith("rss"):
        published, modified = modified, None  # dc:date, the only date that RSS 1.0 has
    return Link(
        url,
        hints=Hints(
            title=plain(entry.get("title")),
            published=published,
            modified=modified,
            authors=list(author_names(entry)),
            tags=texts(said(tag, "label") or said(tag, "term") for tag in several(entry, "tags")),
            description=summary_of(entry),
            language=text_of(entry.get("language")) or language,
        ),
    )


def said(element: Any, key: str) -> str:
    """Return the text under *key*; "" where an element that feedparser does not know put its attributes there.

    Asked as a dict, because feedparser's own answers "updated" with the date of publication.
    """
    value = dict.get(element, key)
    return value if isinstance(value, str) else ""


def several(element: Any, key: str) -> list[Any]:
    """Return the elements under *key*, with the same caution."""
    values = dict.get(element, key)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def permalink(entry: Any) -> str:
    """Return the guid of *entry* where it is an address; else ""."""
    guid = said(entry, "id").strip()
    return guid if re.match(r"https?://", guid, re.IGNORECASE) else ""


def author_names(entry: Any) -> Iterator[str]:
    """Yield the names of the authors of *entry*, none twice; addresses are not names."""
    named = texts(said(author, "name") for author in several(entry, "authors"))
    for name in named or texts([said(entry, "author")]):
        if bare := one_line(EMAIL.sub("", name)).strip("()<> "):
            yield bare


def summary_of(entry: Any) -> str | None:
    """Return the summary of *entry* as plain text; None where it is the story itself."""
    summary = plain(said(entry, "summary"))
    contents = [plain(said(content, "value")) for content in several(entry, "content")]
    return None if summary in contents or summary is None or len(summary) > LONGEST_SUMMARY else summary


def json_links(body: bytes, url: str) -> Iterator[Link]:
    """Yield the items of a JSON Feed; raise NotReadable where it is none."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise NotReadable(f"no JSON: {error}") from error
    if not is_json_feed(feed):
        raise NotReadable("JSON, but no JSON Feed: no version of jsonfeed.org and list of items")
    base = absolute(url, text_of(feed.get("feed_url")) or "") or url
    for item in feed["items"]:
        if isinstance(item, dict) and (link := json_link(item, base, text_of(feed.get("language")))):
            yield link


def is_json_feed(feed: Any) -> bool:
    """Return whether the parsed JSON *feed* says that it is a JSON Feed."""
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return False
    return JSON_FEED.match(str(feed.get("version"))) is not None


def json_link(item: dict[str, Any], base: str, language: str | None) -> Link | None:
    """Return the link of a JSON Feed *item*; None where it has no address."""
    url = absolute(base, text_of(item.get("url")) or permalink(item))
    if url is None:
        return None
    people, tags = item.get("authors"), item.get("tags")
    if not isinstance(people, list):
        people = [item.get("author")]  # version 1.0
    return Link(
        url,
        hints=Hints(
            title=plain(item.get("title")),
            published=text_of(item.get("date_published")),
            modified=text_of(item.get("date_modified")),
            authors=texts(person.get("name") for person in people if isinstance(person, dict)),
            tags=texts(tags if isinstance(tags, list) else []),
            description=plain(item.get("summary")),
            language=text_of(item.get("language")) or language,
        ),
    )


def plain(markup: Any) -> str | None:
    """Return *markup*, HTML or text, as one line of text; None where it is empty or no text."""
    if not isinstance(markup, str) or not markup.strip():
        return None
    if "<" not in markup and "&" not in markup:
        return text_of(markup)
    try:
        fragment = html.fragment_fromstring(BLOCK_TAG.sub(" <", markup.replace("\x00", "")), create_parent="div")
    except (etree.ParserError, ValueError):
        return None
    return text_of("".join(fragment.itertext()))


def text_of(value: Any) -> str | None:
    """Return *value* as one line of text; None where it is empty or no text."""
    return (one_line(value) or None) if isinstance(value, str) else None


def texts(values: Iterable[Any]) -> list[str]:
    """Return those of *values* that are texts, each on one line, none twice."""
    return list(dict.fromkeys(text for value in values if (text := text_of(value))))
