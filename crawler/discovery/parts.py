"""A page of a story in, the address of the story's next page out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree, html

from crawler.discovery.links import absolute
from pipelines.decode import to_text
from pipelines.describe.metadata import PAGE_PARAMETERS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Most pages of one story.
MOST_PARTS = 20
#: Without it there is no `rel="next"` to look for.
TRACE = re.compile(rb"""rel\s*=\s*["']?[^"'>]{0,40}\bnext\b""", re.IGNORECASE)
#: The number of a page at the end of a path: `/story/page/2`, `/story/2`, `/story-2.html`, `/story,page-2.html`.
NUMBER = re.compile(
    r"(?P<mark>/(?:(?:page|p|seite|pagina|strona)[-_/]?)?|[-_.,](?:(?:page|p|seite|pagina|strona)[-_]?)?)"
    r"(?P<number>[1-9]\d?)(?P<end>/?|\.\w{2,5})$",
    re.IGNORECASE,
)


def next_part(body: bytes, url: str, charset: str | None, *, first: str, number: int) -> str | None:
    """Return the address of page *number* of the story that begins at *first*, as the page before it, *body* at *url*,
    declares it; None where it declares none, or what is no page of that story."""
    if number > MOST_PARTS or not TRACE.search(body):
        return None
    try:
        tree = html.document_fromstring(to_text(body, charset))
    except (etree.ParserError, ValueError):
        return None
    found = (absolute(url, href) for href in declared(tree))
    return next((address for address in found if address and is_part(address, first, number)), None)


def declared(tree: HtmlElement) -> list[str]:
    """Return the addresses that *tree* calls the next."""
    return [
        element.get("href") or ""
        for element in tree.iter("link", "a")
        if "next" in (element.get("rel") or "").lower().split()
    ]


def is_part(address: str, first: str, number: int) -> bool:
    """Return whether *address* is that of page *number* of the story whose first page is at *first*.

    A page is the first where it has the number 1 or none: what is next to `/posts/41` is no page of it.
    """
    stories = {story for story, begun in readings(first) if begun == 1}
    return any(story in stories and found == number for story, found in readings(address))


def readings(url: str) -> list[tuple[str, int]]:
    """Return the ways to read *url* as the address of a story and the number of a page of it."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    numbers = [int(value) for name, value in query if is_number(name, value)]
    rest = urlencode([(name, value) for name, value in query if not is_number(name, value)])
    place = f"{parts.scheme}://{parts.netloc.lower()}"
    if numbers:
        return [(f"{place}{parts.path.rstrip('/')}?{rest}", numbers[0])]
    found = [(f"{place}{parts.path.rstrip('/')}?{rest}", 1)]
    if match := NUMBER.search(parts.path):
        end = "" if match["end"] == "/" else match["end"]
        found.append((f"{place}{parts.path[: match.start()]}{end}?{rest}", int(match["number"])))
    return found


def is_number(name: str, value: str) -> bool:
    """Return whether a parameter of a query numbers pages."""
    return name.lower() in PAGE_PARAMETERS and value.isdecimal() and 0 < int(value[:3]) < 100
