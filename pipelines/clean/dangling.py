"""Blocks in, headings marked under which nothing is left: at a story's end, in its second copy, over notices."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipelines.blocks import HEADING_LETTERS
from pipelines.clean.marking import is_small_part
from pipelines.clean.notice_phrases import NOTICES
from pipelines.clean.repeats import squeeze
from pipelines.document import holders_of
from pipelines.prose import COLONS, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: What is shown under a heading, though the body has it not.
SHOWN = (Reason.CAPTION, Reason.CREDIT)
#: Longest label of a list, in Latin letters, and how many headings and labels may dangle at the end of a story: where
#: there are more, they are what the page lists.
LABEL_LETTERS, FEW = 50, 6
#: Shortest link, in Latin letters, that is the title of a story.
TITLE_LETTERS = 25
#: A heading that tells something itself: a label of a word or two, and a number with it ("Tickets: £5").
TOLD = re.compile(r"^[^\W\d]+(?: [^\W\d]+)?[:：].*\d")
#: Elements that hold a picture.
PICTURED = ("img", "picture", "figure", "p", "div")


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
    are what it lists, with a heading above that tells something itself, or others like them close what stands above."""
    if document.tree is None or document.page_type == "thread":
        return []
    body = document.body
    last = body[: -FEW - 2 : -1]
    if not last or not may_dangle(last[0]):
        return []
    around = holders_of(filter(is_story_prose, body) if document.one_story else body)
    found = list(takewhile(lambda block: heads_nothing(block, document.blocks, around), last))
    closing = {above.level for above, below in pairwise(body) if 0 < below.level < above.level}
    listed = any(block.kind == "heading" and not ends_sentence(block.text) for block in last[len(found) :][:1])
    few = len(found) <= FEW and is_small_part(found, body) and not any(block.level in closing for block in found)
    return found if few and not listed and any(map(is_story_prose, body)) else []


def may_dangle(block: Block) -> bool:
    """Return whether *block* is a heading, or may be the label of a list."""
    return block.kind == "heading" or block.text.endswith(COLONS)


def heads_nothing(block: Block, blocks: Sequence[Block], around: Container[HtmlElement]) -> bool:
    """Return whether *block*, the last in the body of *blocks*, is a heading that tells nothing itself, and is over no
    picture, or the label of a list that is not in the body; *around* what the story tells are these elements."""
    below = next(iter(blocks[block.index + 1 : block.index + 2]), None)
    if below is None or below.reason in SHOWN:
        return False
    if block.kind == "heading":
        return not tells(block, below, around) and not is_over_picture(block)
    label = block.text.endswith(COLONS) and letters(block.text) <= LABEL_LETTERS
    listed = below.kind == "item" and block.home in below.around()
    return label and not below.in_body and (below.link_share >= LINKED or below.reason in NOTICES or listed)


def tells(heading: Block, below: Block, around: Container[HtmlElement]) -> bool:
    """Return whether *heading* tells something itself, as a sentence does that a story ends with: it is long, or has a
    number, or is a sentence that does not head what stands right *below* it, in a box of their own which has none of
    the elements *around* what the story tells in it."""
    if letters(heading.text) > HEADING_LETTERS or TOLD.search(heading.text):
        return True
    boxes = list(takewhile(lambda element: element not in around, heading.around()))[1:]
    return ends_sentence(heading.text) and not (boxes and boxes[-1] in below.around() and may_be_headed(below))


def may_be_headed(block: Block) -> bool:
    """Return whether a sentence may head *block*: a notice, a sentence or the title of a story; not a button, a day."""
    titled = block.link_share >= LINKED and letters(block.text) >= TITLE_LETTERS
    return block.reason in NOTICES or titled or ends_sentence(block.text)


def is_over_picture(heading: Block) -> bool:
    """Return whether right below *heading* a picture is shown that leads nowhere: it is what the heading names."""
    below = None if heading.element is None else next(heading.element.itersiblings("*"), None)
    if below is None or below.tag not in PICTURED:
        return False
    return next(below.iter("img"), None) is not None and next(below.iter("a"), None) is None


def opens_part(above: Counter[int], heading: Block) -> bool:
    """Return whether *heading* may have parts of its own, below headings of the levels that are counted *above*."""
    return above[heading.level] > 0 or not any(count for level, count in above.items() if level > heading.level)


def drop_dangling_headings(blocks: Sequence[Block]) -> None:
    """Mark each heading under which, up to the next heading or the end, nothing is left because it was a notice; one
    that heads a part of its own has that. A box amid parts, alone with its level, heads none of them."""
    above = Counter(block.level for block in blocks if block.kind == "heading" and block.in_body)
    if not above:
        return
    under: Reason | None = None
    anything_left = False
    part = 0
    for block in reversed(blocks):
        if block.kind == "heading" and block.in_body:
            above[block.level] -= 1
            if under is not None and not anything_left and not (0 < block.level < part and opens_part(above, block)):
                block.reason = under
            under, anything_left, part = None, False, block.level
        elif block.in_body:
            anything_left = True
        elif block.main:
            under = block.reason if block.reason in NOTICES else under
        elif not anything_left:
            anything_left = is_prose(block.text)
