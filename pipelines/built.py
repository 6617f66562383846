"""Blocks in, pages made of boxes whole: what an editor has put into the rows of a page builder is one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.clean.around import nearest_of
from pipelines.document import has_class
from pipelines.extract import is_pointer, reads_as_story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.clean.around import Known
    from pipelines.document import Block

#: What page builders for WordPress (WPBakery, Divi, Beaver) call a box of text that an editor has written.
TEXT_BOXES = frozenset(["wpb_text_column", "et_pb_text", "fl-rich-text"])
#: What they call the rows that such boxes stand in.
ROWS = frozenset(["vc_row", "et_pb_section", "fl-row"])
#: How many paragraphs in such boxes tell that the text stands in them.
LEAST_TOLD = 2


def keep_built(blocks: Sequence[Block]) -> None:
    """Mark what stands in text boxes, and the items of lists, in rows beside those that hold the story, but links and
    headings, which share the fate of what they head; a row of the page's foot stands in another element."""
    known: Known = {}
    told = nearest_of([block for block in blocks if block.main and reads_as_story(block)], is_text_box, known)
    if len(told) < LEAST_TOLD:
        return
    holders = {holder_of_rows(box) for box in told.values()} - {None}
    first = next(iter(told)).index
    below = (block for block in blocks[first:] if block.kind != "heading")
    left = [block for block in below if not (block.main or is_pointer(block))]
    boxed = nearest_of(left, is_text_box, known)
    for block in left:
        box = boxed.get(block, block.element if block.kind == "item" else None)
        block.main = box is not None and holder_of_rows(box) in holders


def is_text_box(element: HtmlElement) -> bool:
    """Return whether *element* is a box of text of a page builder."""
    return has_class(element, TEXT_BOXES)


def holder_of_rows(box: HtmlElement) -> HtmlElement | None:
    """Return the element that holds the outermost row around *box*."""
    rows = [element for element in box.iterancestors() if has_class(element, ROWS)]
    return rows[-1].getparent() if rows else None
