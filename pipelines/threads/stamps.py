"""A post's blocks in, the time it was posted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.describe.stamps import read_stamp
from pipelines.threads.marks import is_about_user, is_edited, is_relative, is_stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block
    from pipelines.threads.shapes import Segment

#: Elements that give a time for machines.
TIME_TAGS = ("time", "relative-time", "time-ago", "abbr", "meta", "span", "a")
TIME_KEYS = ("datetime", "content", "title", "data-time-string")


def machine_times(tree: HtmlElement, blocks: list[Block]) -> dict[HtmlElement, str]:
    """Return what the `<time>` elements of *tree* say to machines, by the element of the block they stand in."""
    homes = {block.element for block in blocks}
    found: dict[HtmlElement, str] = {}
    for element in tree.iter("time", "relative-time", "time-ago"):
        home: HtmlElement | None = element
        while home is not None and home not in homes:
            home = home.getparent()
        if home is not None:
            found.setdefault(home, element.get("datetime") or "")
    return found


def published_of(segment: Segment, times: dict[HtmlElement, str]) -> tuple[str | None, str]:
    """Return when *segment* was posted and the text that says so; (None, "") where it does not say."""
    anchor = segment.anchor
    for raw in (times.get(anchor.element, ""), declared_time(anchor), anchor.text):
        if raw and not (raw is anchor.text and is_relative(raw)) and (moment := read_stamp(raw)):
            return moment, raw
    for block in segment.blocks:
        if is_stamp(block.text) and not is_about_user(block.text) and not is_edited(block.text):
            if not is_relative(block.text) and (moment := read_stamp(block.text)):
                return moment, block.text
            return None, ""
    return None, ""


def declared_time(anchor: Block) -> str:
    """Return the time that an attribute inside the anchor's element gives."""
    if anchor.element is None:
        return ""
    for element in anchor.element.iter(*TIME_TAGS):
        for key in TIME_KEYS:
            value: str | None = element.get(key)
            if value and is_stamp(value):
                return value
    return ""
