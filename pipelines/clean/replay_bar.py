"""Tree in, the same tree out without the bar that a web archive puts above the pages that it replays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.document import Document

#: How the ids of such bars begin, right below the body: those of OpenWayback and of the Wayback Machine, and of pywb.
OPENINGS = ("wm-ipp", "_wb_")


def replay_bar(document: Document) -> None:
    """Take the bar out of the tree."""
    body = None if document.tree is None else document.tree.find("body")
    for element in () if body is None else list(body):
        if (element.get("id") or "").startswith(OPENINGS):
            element.drop_tree()
