"""The bytes of a page of a story in, the address of the story's next page out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.discovery.detect import kind_of_tree
from crawler.discovery.links import NotReadable
from crawler.discovery.sections import to_tree
from pipelines.describe.evidence import read_evidence
from pipelines.describe.parts import MOST_PARTS, TRACE, is_one_story, next_part

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Longest page of a story of several, and all its further pages together, in bytes.
PART_BYTES, ALL_PARTS_BYTES = 4 * 1024 * 1024, 8 * 1024 * 1024
#: Without it no next page is declared; and how far around it its tag reaches.
TRACE_IN_BYTES = re.compile(TRACE.pattern.encode())
TAG = 2_200


def next_address(body: bytes, url: str, charset: str | None, *, first: str, number: int) -> str | None:
    """Return the address of page *number* of the story that begins at *first*, as the page before it, *body* at *url*,
    declares it; None where it declares none, where no more are joined, or where the first page is no story that is told
    in pages.

    *charset* is what the server declared.
    """
    if number > MOST_PARTS or not may_declare(body, number):
        return None
    try:
        tree = to_tree(body, charset)
    except NotReadable:
        return None
    address = next_part(tree, url, first=first, number=number)
    return address if address is None or number > 2 or is_first(tree, url) else None


def is_first(tree: HtmlElement, url: str) -> bool:
    """Return whether *tree*, the page at *url*, may be the first of a story: a list and a thread have pages, too."""
    return is_one_story(read_evidence(tree)) and kind_of_tree(tree, url) == "page"


def may_declare(body: bytes, number: int) -> bool:
    """Return whether *body* is none too long, and a tag of it that speaks of the next page has *number* in it: a look
    that costs nothing beside parsing it."""
    if len(body) > PART_BYTES:
        return False
    digits = b"%d" % number
    for match in TRACE_IN_BYTES.finditer(body):
        start = max(0, body.rfind(b"<", max(0, match.start() - TAG), match.start()))
        if digits in body[start : body.find(b">", match.end(), match.end() + TAG) + 1 or match.end() + TAG]:
            return True
    return False
