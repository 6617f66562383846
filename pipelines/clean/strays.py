"""A document in, the pictures out of which it has a line of credit alone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.blocks import WHOLLY
from pipelines.clean.credits import credit_of, is_source
from pipelines.clean.images import BUTTON, CLOCK, tells
from pipelines.clean.legends import ends_agency_first, ends_in_credit, split_credit
from pipelines.clean.named import LONGEST
from pipelines.describe.names import is_person
from pipelines.phrases import pattern
from pipelines.prose import ends_sentence
from pipelines.reasons import Reason
from pipelines.zones import LINKED, prose_span, story_zone
from schemas.content import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Block, Document

#: How many elements around a credit and the line after it may be around both.
NEAR = 2


def stray_credits(document: Document) -> Iterator[Image]:
    """Yield the pictures of which a page shows a credit line outside any frame, with the caption before it."""
    yield from credited_lines(document, story_zone(document))


def pictures_of_text(document: Document) -> Iterator[Image]:
    """Yield the pictures of which a text document has caption and credit; both are marked."""
    yield from credited_lines(document, document.blocks)


def credited_lines(document: Document, blocks: list[Block]) -> Iterator[Image]:
    """Yield a picture for each credit among *blocks*: on a line of its own, or at the end of its caption."""
    first, last = prose_span(document)
    for block in blocks:
        if block.reason is not None or block.link_share > 0.5 or block.kind not in ("paragraph", "caption", "heading"):
            continue
        if (credit := credit_of(block.text)) and not is_gallery_heading(block, credit):
            caption = caption_beside(document, block, first)
            block.reason = Reason.CREDIT
            if caption is not None:
                caption.reason = Reason.CAPTION
            yield Image(url=None, caption=caption.text if caption else None, credit=credit)
        elif is_credited_caption(block, last):
            block.reason = Reason.CAPTION
            text, credit = split_credit(block.text)
            if text and len(text) <= BUTTON and CLOCK.search(text):
                text = None
            yield Image(url=None, caption=text, credit=credit)


def is_gallery_heading(block: Block, credit: str) -> bool:
    """Return whether *block* is bold and *credit* no name: the heading of a gallery, "PHOTOS: The harbour at night"."""
    named = is_source(credit) or is_person(credit.partition(",")[0], sure=False)
    return block.bold_share > WHOLLY and any(map(str.islower, credit.split())) and not named


def is_credited_caption(block: Block, last: int) -> bool:
    """Return whether *block* ends in a picture's credit, and markup does not say that it is a heading.

    After the *last* prose an agency and a name sign the story itself.
    """
    if len(block.text) > LONGEST or (block.kind == "heading" and block.element is not None):
        return False
    return ends_in_credit(block.text) or (block.index < last and ends_agency_first(block.text))


def caption_beside(document: Document, credit: Block, first: int) -> Block | None:
    """Return the caption that belongs to the line *credit*: the line before it, else the one after it.

    Before any other prose of the story the line before is the caption, whatever it looks like; amid the story only one
    that is no sentence, or says that it is a caption.
    """
    before = document.blocks[credit.index - 1] if credit.index else None
    after = document.blocks[credit.index + 1] if credit.index + 1 < len(document.blocks) else None
    for block in (before, after):
        if block is None or block.reason is not None or len(block.text) > LONGEST or block.link_share > LINKED:
            continue
        if block.element is not None and (not tells(block.text) or (block is after and not are_near(credit, block))):
            continue
        if (
            block.element is not None
            and (block.main or block.kind == "heading")
            and not is_pair(document, block, credit)
        ):
            continue  # what the extractor takes for body text is no caption without a frame
        opening = block is before and block.index <= first
        if opening or not ends_sentence(block.text) or caption_word().search(block.text):
            return block
    return None


def are_near(credit: Block, block: Block) -> bool:
    """Return whether the *block* after *credit* stands in an element right around that."""
    return block.element is not None and any(near in block.around(NEAR) for near in credit.around(NEAR))


def is_pair(document: Document, block: Block, credit: Block) -> bool:
    """Return whether *block* and the line *credit* are all the lines of an element: a caption and its credit."""
    after = document.blocks[credit.index + 1 : credit.index + 2]
    alone = not block.joined and not any(other.joined for other in after)
    return block.index == credit.index - 1 and credit.joined and alone and block.kind != "heading"


@cache
def caption_word() -> re.Pattern[str]:
    """Return the pattern of what a caption says of itself: "File photo", "Archivbild", 資料写真 …"""
    return pattern("captions", "label", r"^[(\[（【]?(?:%s)\b|[(\[（【](?:%s)[)\]）】]")
