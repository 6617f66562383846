"""Blocks in, headings marked under which nothing is left of a story: those it ends with, those of its second copy."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipelines.clean.notices import NOTICES, is_small_part
from pipelines.clean.repeats import squeeze
from pipelines.prose import ends_sentence, letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.document import Block, Document

#: What is shown under a heading, though the body has it not.
SHOWN = (Reason.CAPTION, Reason.CREDIT)
#: Longest label of a list, in Latin letters, and how many headings and labels may dangle at the end of a story: where
#: there are more, they are what the page lists.
LABEL_LETTERS, FEW = 50, 6


def dangling(document: Document) -> None:
    """Mark the headings under which nothing is left."""
    for heading in said_again(document.blocks):
        heading.reason = Reason.REPEAT
    for heading in at_end(document):
        heading.reason = Reason.OUTSIDE


def said_again(blocks: Sequence[Block]) -> list[Block]:
    """Return the headings that say what one above says, where all that stood under them is marked as said before."""
    if all(block.reason is not Reason.REPEAT for block in blocks):
        return []
    headings = [block for block in blocks if block.in_body and block.kind == "heading"]
    ends = [*(heading.index for heading in headings[1:]), len(blocks)]
    found: list[Block] = []
    said: set[str] = set()
    for heading, end in zip(headings, ends, strict=False):
        words = squeeze(heading.text)
        if words in said and is_gone(blocks[heading.index + 1 : end]):
            found.append(heading)
        said.add(words)
    return found


def is_gone(under: Sequence[Block]) -> bool:
    """Return whether of the blocks *under* a heading nothing is in the body, and some was said before."""
    return any(block.reason is Reason.REPEAT for block in under) and not any(block.in_body for block in under)


def at_end(document: Document) -> list[Block]:
    """Return the headings, and the labels of lists, with which a story ends though the page goes on; none where they
    are what it lists, or where others like them close what stands above them."""
    if document.tree is None or document.page_type == "thread":
        return []
    body = document.body
    found = list(takewhile(lambda block: heads_nothing(block, document.blocks), reversed(body)))
    closing = {above.level for above, below in pairwise(body) if 0 < below.level < above.level}
    few = len(found) <= FEW and is_small_part(found, body) and not any(block.level in closing for block in found)
    return found if few and any(map(is_story_prose, body)) else []


def heads_nothing(block: Block, blocks: Sequence[Block]) -> bool:
    """Return whether *block*, the last in the body of *blocks*, is a heading, and no sentence, as a story may end with,
    or the label of a list that is not in the body."""
    below = next(iter(blocks[block.index + 1 : block.index + 2]), None)
    if below is None or below.reason in SHOWN:
        return False
    if block.kind == "heading":
        return not ends_sentence(block.text)
    label = block.text.endswith((":", "：")) and letters(block.text) <= LABEL_LETTERS
    return label and not below.in_body and (below.link_share >= LINKED or below.reason in NOTICES)
