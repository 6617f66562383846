"""Where on a page the story's prose begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.prose import is_prose

if TYPE_CHECKING:
    from pipelines.document import Block, Document

#: Share of link text from which a block is a pointer to other pages rather than prose.
LINKED = 0.5
#: How many blocks before the headline, and after the last paragraph, may belong to a picture of the story.
BEFORE, AFTER = 4, 3


def is_story_prose(block: Block) -> bool:
    """Return whether *block* reads as a paragraph of the story."""
    return (
        block.main
        and block.reason is None
        and block.kind != "caption"
        and block.link_share < LINKED
        and is_prose(block.text)
    )


def prose_span(document: Document) -> tuple[int, int]:
    """Return the indexes of the first and the last block of the story's prose.

    Where nothing reads as prose, those of the first and last block in the body; (0, -1) where there is no body.
    """
    first = next(filter(is_story_prose, document.blocks), None)
    if first is None:
        body = document.body
        return (body[0].index, body[-1].index) if body else (0, -1)
    return first.index, next(filter(is_story_prose, reversed(document.blocks)), first).index


def story_span(document: Document) -> tuple[int, int]:
    """Return the indexes of the first and the last paragraph of the story: after the headline, where no more than one
    stands before that, as a notice may."""
    first, last = prose_span(document)
    title = document.title_index
    if title is not None and sum(map(is_story_prose, document.blocks[first:title])) == 1:
        first = next((block.index for block in document.blocks[title + 1 :] if is_story_prose(block)), first)
    return first, last


def story_zone(document: Document) -> list[Block]:
    """Return the blocks from a little before the headline to a little after the last prose."""
    first, last = prose_span(document)
    title = document.title_index
    start = min(first, title) if title is not None else first
    return document.blocks[document.up_from(start, BEFORE) : document.down_from(last + 1, AFTER)]
