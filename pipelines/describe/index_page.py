"""Document in; whether its address is that of an index: days and names there are those of the stories it leads to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from pipelines.document import Document

#: How a fragment begins that leads to a page of its own.
ROUTE = ("/", "!")
#: Addresses of all stories of a tag, a category or an author.
INDEX_PATH = re.compile(r"/(?:tags?|categor(?:y|ies)|authors?)/[^/]+/?$")


def is_index(document: Document) -> bool:
    """Return whether the page is a front page or that of a tag, and neither it nor a feed calls it a story."""
    if document.page_type == "listing":  # of a forum
        return True
    url, story = document.page.url, document.evidence.story
    root = is_root(url)
    if document.page.hints is not None or not (root or INDEX_PATH.search(url)):
        return False
    if not story:
        return not (root and document.evidence.says_story)  # templates call the page of a tag an article, too
    address = story.get("url")
    return isinstance(address, str) and leads_elsewhere(url, address)


def is_root(url: str) -> bool:
    """Return whether *url* has neither path nor query."""
    parts = urlsplit(url)
    return parts.path.strip("/") == "" and not parts.query and not parts.fragment.startswith(ROUTE)


def leads_elsewhere(url: str, address: str) -> bool:
    """Return whether *address*, as a page at *url* has it, is that of another page."""
    try:
        there, here = urlsplit(urljoin(url, address)), urlsplit(url)
    except ValueError:  # no address at all
        return False
    return there.path.rstrip("/") != here.path.rstrip("/")
