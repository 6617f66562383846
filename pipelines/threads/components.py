"""An element in, who posted what it holds and when out, where it or one around it is a web component that says so in
its attributes: such pages show the names by a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipelines.describe.stamps import read_stamp
from pipelines.threads.marks import is_name, tidy_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from pipelines.document import Document

#: What such components are called, and what the name of one poster looks like: no list of names, no blank of a script.
HOLDER = re.compile(r"-(?:post|comment|reply|topic|thread|question|answer|message)$")
HANDLE = re.compile(r"[\w@][\w .'\-]*")
#: Attributes that give the time.
CREATED = ("created-timestamp", "created-at", "created")


class Posted(NamedTuple):
    """What a component says of what it holds."""

    author: str
    published: str | None
    raw: str
    """The time as it is written."""


def posted(elements: Iterable[HtmlElement]) -> Posted | None:
    """Return what the first of *elements* that is such a component says; None where none is."""
    for element in elements:
        if HOLDER.search(str(element.tag)) is None:
            continue
        author = tidy_name(element.get("author") or "")
        if is_name(author) and HANDLE.fullmatch(author):
            raw = next(filter(None, map(element.get, CREATED)), "")
            return Posted(author, read_stamp(raw) if raw else None, raw)
    return None


def describe_component(document: Document) -> None:
    """Add who wrote what is below the headline and when, as a component around that says."""
    title = document.title_index
    if title is None or (found := posted(document.blocks[title].around())) is None:
        return
    document.add("authors", [found.author], "visible", found.author)
    if found.published:
        document.add("published", found.published, "visible", found.raw)
