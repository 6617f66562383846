"""Blocks in, whole stories that follow the page's own marked: sites without an end send the next ones along."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from pipelines.describe.stamps import is_date_line
from pipelines.page_features import declares_story
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: How many elements around a headline are compared, and how many around a block may be its story's.
HEADED, AROUND = 8, 16
#: Paragraphs from which on what stands under a headline is a story.
SEVERAL = 2


def following(document: Document) -> None:
    """Mark the stories beside the page's own: in elements like its own, headed and dated as it is."""
    at = document.title_index
    if at is None or document.page_type != "article" or not declares_story(document.evidence):
        return
    head, below = document.blocks[at], document.blocks[at + 1 :]
    headings = [block for block in below if block.level and block.level == head.level]
    pairs = dict.fromkeys(found for block in headings if (found := beside(head, block)) is not None)
    second = next(islice(filter(is_story_prose, below), SEVERAL - 1, None), None) if pairs else None
    if second is None:
        return
    held = held_in({*chain(*pairs)}, document.blocks)
    dated = {own for own in {own for own, _ in pairs} if is_dated(held[own])}
    for own, other in pairs:
        blocks = held[other]
        if own in dated and second.index < blocks[0].index and is_story(blocks) and is_dated(blocks):
            for block in blocks:
                block.reason = block.reason or Reason.RELATED


def beside(head: Block, heading: Block) -> tuple[HtmlElement, HtmlElement] | None:
    """Return the elements around *head* and around *heading* that stand beside each other, where all up to both look
    alike, else, where each is an `<h1>`, the `<article>`s around them; None where there are none."""
    for own, other in zip(head.around(HEADED), heading.around(HEADED), strict=False):
        if own is other or (own.tag, own.get("class")) != (other.tag, other.get("class")):
            break
        if own.getparent() is other.getparent():
            return own, other
    return articles(head, heading) if head.level == heading.level == 1 else None


def articles(head: Block, heading: Block) -> tuple[HtmlElement, HtmlElement] | None:
    """Return the innermost `<article>`s around *head* and around *heading*; None where one stands in the other."""
    own, other = (
        [element for element in block.around(AROUND) if element.tag == "article"] for block in (head, heading)
    )
    return (own[0], other[0]) if own and other and own[0] not in other and other[0] not in own else None


def held_in(elements: set[HtmlElement], blocks: list[Block]) -> dict[HtmlElement, list[Block]]:
    """Return those of *blocks* that stand in each of *elements*."""
    held: dict[HtmlElement, list[Block]] = {element: [] for element in elements}
    for block in blocks:
        for element in block.around(AROUND):
            if element in held:
                held[element].append(block)
    return held


def is_dated(blocks: list[Block]) -> bool:
    """Return whether a line of *blocks* is a day."""
    return any(is_date_line(block.text) for block in blocks)


def is_story(blocks: list[Block]) -> bool:
    """Return whether *blocks* hold paragraphs of a story."""
    return sum(map(is_story_prose, blocks)) >= SEVERAL
