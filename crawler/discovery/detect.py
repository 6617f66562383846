"""A response in, its kind out: feed, sitemap, section or page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.discovery.links import NotReadable, absolute
from crawler.discovery.sections import ARTICLE, address_points, article_links, base_of, to_tree
from crawler.discovery.sitemaps import GZIP, unzip
from pipelines.blocks import tree_blocks
from pipelines.prose import is_prose, letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from pipelines.document import Block
    from schemas.seed import SeedKind

#: What the root element of an XML document says.
ROOTS: dict[str, SeedKind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
#: How far into a document its root element is looked for.
HEAD = 4096
PROLOGUE = re.compile(
    r"\A(?:\ufeff|\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?\s*>)+", re.DOTALL | re.IGNORECASE
)
ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
#: The version of a JSON Feed, its slashes escaped or not.
JSON_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
ADDRESS_LINE = re.compile(r"https?://\S+$", re.IGNORECASE)
#: A section page has at least so many links to articles …
SECTION_LINKS = 5
#: … and nowhere as many letters of prose in a row, with no link to an article between the paragraphs; …
SECTION_PROSE = 600
#: … and fewer where the address is that of an article, for short stories stand among many links.
STORY_PROSE = 150


def kind_of(body: bytes, url: str, media_type: str, charset: str | None, wanted: SeedKind | None) -> SeedKind:
    """Return what the response *body* from *url* is to be read as.

    *wanted* is the kind that the seeds file gives, or "page" for what a feed or a section announces: a page it is then,
    while a feed or a sitemap is read as what it is. *media_type* is "" where the server declared none.
    """
    if wanted == "page":
        return wanted
    found = "feed" if media_type == "application/feed+json" else structured_kind(body, media_type)
    if found is not None:
        return found
    if wanted is not None:
        return wanted
    return html_kind(body, url, charset) if "html" in media_type or not media_type else "page"


def structured_kind(body: bytes, media_type: str) -> SeedKind | None:
    """Return whether *body* is a feed or a sitemap; None where it is neither."""
    if body.startswith(GZIP):
        try:
            body = unzip(body)
        except NotReadable:
            return "sitemap"
    head = decode_head(body[:HEAD])
    start = PROLOGUE.sub("", head)
    if start.startswith("{"):
        return "feed" if JSON_VERSION.search(head) else None
    root = ROOT.match(start)
    if root:
        return ROOTS.get(root[1].lower())
    return "sitemap" if media_type == "text/plain" and is_address_list(head.splitlines()[:-1] or [head]) else None


def decode_head(head: bytes) -> str:
    """Return *head* as text; only ASCII needs to come out right."""
    for mark, charset in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\x00", "utf-16-le")):
        if head.startswith(mark):
            return head.decode(charset, "replace")
    return head.decode("utf-8-sig", "replace")


def is_address_list(lines: Iterable[str]) -> bool:
    """Return whether every one of *lines* that is not empty is an http address."""
    written = [line.strip() for line in lines if line.strip()]
    return bool(written) and all(ADDRESS_LINE.match(line) for line in written)


def html_kind(body: bytes, url: str, charset: str | None) -> SeedKind:
    """Return whether the HTML *body* is a section, many links to articles and no prose, or a page."""
    try:
        return kind_of_tree(to_tree(body, charset), url)
    except NotReadable:
        return "page"


def kind_of_tree(tree: HtmlElement, url: str) -> SeedKind:
    """Return whether *tree*, the HTML at *url*, is a section or a page."""
    links = {link.url for link in article_links(tree, url)}
    if len(links) < SECTION_LINKS:
        return "page"
    least = STORY_PROSE if (address_points(url) or 0) >= ARTICLE else SECTION_PROSE
    return "section" if longest_prose(tree_blocks(tree), links, base_of(tree, url)) < least else "page"


def longest_prose(blocks: Iterable[Block], links: set[str], base: str) -> int:
    """Return the letters of the longest run of prose in *blocks* without a block between that is one of *links*.

    Addresses in *blocks* are relative to *base*.
    """
    longest = run = 0
    for block in blocks:
        if block.link_share > 0.5:
            if any(absolute(base, href) in links for href, _ in block.links):
                run = 0
        elif is_prose(block.text):
            run += letters(block.text)
            longest = max(longest, run)
    return longest
