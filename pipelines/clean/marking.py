"""Blocks in, whether they are little enough of a body to be taken from it out; and the taking of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.prose import letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.document import Block
    from pipelines.reasons import Reason

#: Largest share of the body that pleading, names or the place before the headline may take away: beyond it the words
#: belong to the story, or the name to the page.
LARGEST_SHARE = 0.3


def is_small_part(blocks: Iterable[Block], body: Iterable[Block]) -> bool:
    """Return whether *blocks* are so little of *body* that they may be around the story."""
    taken = sum(letters(block.text) for block in blocks)
    return not taken or taken <= LARGEST_SHARE * sum(letters(block.text) for block in body)


def drop(blocks: Iterable[Block], reason: Reason) -> None:
    """Mark those of *blocks* that are body text."""
    for block in blocks:
        if block.in_body:
            block.reason = reason
