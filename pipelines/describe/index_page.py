"""Document in; whether its address is that of an index: days and names there are those of the stories it leads to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from pipelines.document import Document

#: How a fragment begins that leads to a page of its own.
ROUTE = ("/", "!")
#: Paths of all stories of a tag, a category or an author; more than a few words are a story's headline.
INDEX_PATH = re.compile(r"/(?:tags?|categor(?:y|ies)|authors?)/[^/-]+(?:-[^/-]+){0,5}/?$")
#: Meta tag that templates fill in for a story alone; `og:type` they copy.
STORY_META = "article:published_time"


def is_index(document: Document) -> bool:
    """Return whether the page is a front page or that of a tag, and neither it nor a feed calls it a story."""
    if document.page_type == "listing":  # of a forum
        return True
    url, story = document.page.url, document.evidence.story
    root = is_root(url)
    if document.page.hints is not None or not (root or INDEX_PATH.search(urlsplit(url).path)):
        return False
    if not story:
        # Templates call the page of a tag an article, too.
        return not (document.evidence.says_story and (root or document.evidence.first(STORY_META)))
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
    return there.scheme in ("http", "https") and there.path.rstrip("/") != here.path.rstrip("/")
