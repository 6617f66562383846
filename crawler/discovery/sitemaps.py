"""A sitemap in, links with evidence out: urlset, index, the news extension, plain text; gzip or not."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from crawler.discovery.links import Link, NotReadable, absolute, unique
from schemas import Hints
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

GZIP = b"\x1f\x8b"
#: The protocol allows 50 MB and 50,000 addresses; what is beyond twice that is not read.
MAX_BYTES = 100 * 1024 * 1024
MAX_LINKS = 100_000
#: How libxml2 names the innermost element that is open at the end.
TORN = re.compile(r"in tag (\S+)")
COMMA = re.compile(r"\s*[,;，、؛،]\s*")


def read_sitemap(body: bytes, url: str, charset: str | None = None) -> list[Link]:
    """Return what the sitemap *body*, fetched from *url*, lists, in order; broken XML is read as far as it goes.

    *charset* is what the server declared, for plain text. Raises NotReadable where it is no sitemap.
    """
    body = unzip(body)
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    # UTF-16 has its own mark or a NUL in the first characters; lxml knows it.
    if start.startswith(b"<") or b"\x00" in start[:4]:
        return list(unique(xml_links(body, url)))
    links = list(unique(text_links(body, url, charset)))
    if not links:
        raise NotReadable("no sitemap: neither XML nor a list of addresses")
    return links


def unzip(body: bytes) -> bytes:
    """Return *body*, decompressed where it is gzip; raise NotReadable where it is broken or too long."""
    if not body.startswith(GZIP):
        return body
    stream = zlib.decompressobj(wbits=31)
    try:
        text = stream.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise NotReadable(f"broken gzip: {error}") from error
    if stream.unconsumed_tail:
        raise NotReadable(f"more than {MAX_BYTES:,} bytes unpacked")
    return text


def xml_links(body: bytes, url: str) -> Iterator[Link]:
    """Yield the entries of an XML sitemap; raise NotReadable where the root element is that of something else."""
    # No entity is resolved, no DTD loaded, nothing fetched: a sitemap is a stranger's file. What a cut has left of a
    # tag's first characters would be an error of another kind.
    events = etree.iterparse(
        io.BytesIO(body.rstrip(b"<!")),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    root: _Element | None = None
    last: Link | None = None
    count = 0
    try:
        for event, element in events:
            if root is None:
                root = element
                check_root(element)
            name = local_name(element)
            if event == "end" and name in ("url", "sitemap") and element is not root:
                if last is not None:
                    count += 1
                    yield last
                last = entry_link(element, url, name)
                element.clear()
                forget_before(element)
            if count >= MAX_LINKS:
                return
    except etree.XMLSyntaxError as error:
        if root is None:
            raise NotReadable(f"no XML: {error}") from error
    if root is None:
        raise NotReadable("no XML element")
    if last is not None and not ends_within(events.error_log.last_error, root):
        yield last


def ends_within(error: etree._LogEntry | None, root: _Element) -> bool:
    """Return whether *error*, the last that the parser met, says that the file ends inside an element of *root*: the
    last address may be half of one then."""
    if error is None or error.type != etree.ErrorTypes.ERR_TAG_NOT_FINISHED:
        return False
    torn = TORN.search(error.message)
    return torn is not None and torn[1].rpartition(":")[2].lower() != local_name(root)


def forget_before(element: _Element) -> None:
    """Take what stands before *element* out of its parent, which is the root in a sitemap that is not broken."""
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def check_root(root: _Element) -> None:
    """Raise NotReadable unless *root* is that of a sitemap."""
    if local_name(root) not in ("urlset", "sitemapindex"):
        raise NotReadable(f"no sitemap: the root element is <{local_name(root)}>")


def entry_link(element: _Element, url: str, name: str) -> Link | None:
    """Return what a `<url>` or `<sitemap>` *element* says; None where it has no address."""
    address = absolute(url, child_text(element, "loc") or "")
    if address is None:
        return None
    if name == "sitemap":
        return Link(address, kind="sitemap")
    modified = child_text(element, "lastmod")
    news = next((child for child in element if local_name(child) == "news"), None)
    if news is None:
        return Link(address, hints=Hints(modified=modified) if modified else None)
    publication = next((child for child in news if local_name(child) == "publication"), None)
    keywords = child_text(news, "keywords")
    return Link(
        address,
        hints=Hints(
            title=child_text(news, "title"),
            published=child_text(news, "publication_date"),
            modified=modified,
            tags=[tag for tag in dict.fromkeys(COMMA.split(keywords)) if tag] if keywords else [],
            language=child_text(publication, "language") if publication is not None else None,
        ),
    )


def text_links(body: bytes, url: str, charset: str | None) -> Iterator[Link]:
    """Yield the addresses of a plain-text sitemap, one a line; lines that are none are passed over."""
    try:
        text = body.decode(charset or "utf-8-sig", "replace")
    except LookupError:
        text = body.decode("utf-8-sig", "replace")
    for line in text.splitlines()[:MAX_LINKS]:
        if re.match(r"\s*https?://\S+\s*$", line, re.IGNORECASE) and (address := absolute(url, line)):
            yield Link(address)


def child_text(element: _Element, name: str) -> str | None:
    """Return the text of the first child called *name*, whatever its namespace; None where it is empty."""
    for child in element:
        if local_name(child) == name:
            return whole_text(child)
    return None


def whole_text(element: _Element) -> str | None:
    """Return the text of *element*; None where there is none, or its bytes are none of its charset."""
    try:
        return one_line("".join(map(str, element.itertext()))) or None
    except UnicodeDecodeError:
        return None


def local_name(element: _Element) -> str:
    """Return the name of *element* without its namespace, lower case; "" for a comment or the like, and where the
    bytes of the name are none of its charset."""
    try:
        return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    except UnicodeDecodeError:
        return ""
