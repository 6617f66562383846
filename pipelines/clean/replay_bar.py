"""Tree in, the same tree out without the bar that a web archive puts above the pages that it replays."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml.etree import XPath

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Document

#: How the ids of such bars begin: those of OpenWayback and of the Wayback Machine, and of pywb.
OPENINGS = ("wm-ipp", "_wb_")
BARS = XPath(f"//*[{' or '.join(f'starts-with(@id, {opening!r})' for opening in OPENINGS)}]")


def replay_bar(document: Document) -> None:
    """Take the bar out of the tree."""
    if document.tree is None or not any(opening in document.markup for opening in OPENINGS):
        return
    for element in cast("list[HtmlElement]", BARS(document.tree)):
        if element.getparent() is not None and element.tag not in ("html", "body"):
            element.drop_tree()
