"""Blocks in; whether they are an index of a forum: its boards or topics, each with who wrote there last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.threads.marks import opens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.document import Block
    from pipelines.threads.shapes import Run

#: Longest line that says who wrote last, in characters.
LINE = 120
#: From how many such lines on a page is an index, and the share of a run's entries that have one.
SEVERAL, SHARE = 4, 0.5
#: How many blocks above a run may be the heads of its columns.
HEADS = 10


def is_index(run: Run, blocks: Sequence[Block]) -> bool:
    """Return whether *run*, in *blocks*, is boards or topics: each says who was last, or the head of a column does."""
    told = sum(any(map(tells_last, segment.blocks)) for segment in run.segments)
    first = run.segments[0].blocks[0].index
    return told >= SHARE * len(run.segments) or any(map(is_column, blocks[max(0, first - HEADS) : first]))


def has_index(blocks: Sequence[Block]) -> bool:
    """Return whether several of *blocks* say who wrote last."""
    return sum(map(tells_last, blocks)) >= SEVERAL


def tells_last(block: Block) -> bool:
    """Return whether *block* is a line that begins with "Last post" or the like."""
    text = block.text
    return len(text) <= LINE and opens("last_post", r"\W*%s(?!\w)", text)


def is_column(block: Block) -> bool:
    """Return whether *block* is "Last post", and no more, as the head of a column is; a link leads there, and what is
    written under a heading has it for its subject."""
    text = block.text
    return not block.level and len(text) <= LINE and not block.links and opens("last_post", r"\W*%s\W*$", text)
