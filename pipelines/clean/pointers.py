"""A block in, whether it points to another story out: the words for "read more", and a link or a title."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipelines.clean.notice_phrases import entries_for
from pipelines.clean.spelling import script_of
from pipelines.phrases.index import Index
from pipelines.prose import DENSE, ends_sentence
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from pipelines.document import Block

#: Share of link text from which a block is a link and nothing else.
WHOLE_LINK = 0.95
#: Most characters of marks and blanks around the words "read more".
MARKED = 6
#: What parts the words "read more" from a title.
MARKS, DOTS = tuple(":：|>»–—→-]】」)"), ("..", "…")


def points_elsewhere(block: Block, text: str) -> bool:
    """Return whether *block*, folded *text*, points to another story: the words for it, and a link or a title."""
    words = pointing_words(text)
    if not words:
        return False
    rest = text.removeprefix(words)
    if block.kind == "item":
        return block.link_share > WHOLE_LINK
    several = " " in words or DENSE.search(words) is not None
    dotted = several and (rest.startswith(DOTS) or words.endswith(DOTS))
    if dotted or rest.lstrip().startswith(MARKS):
        return not ends_sentence(block.text) or is_linked_to_its_end(block, words)
    return not rest or (block.link_share >= LINKED and several)


def is_linked_to_its_end(block: Block, words: str) -> bool:
    """Return whether all that stands in *block* after its *words* and a mark is one link: a title that may ask."""
    linked = [text for _, text in block.links if text]
    if len(linked) != 1 or not block.text.endswith(linked[0]):
        return False
    return len(block.text) - len(linked[0]) <= len(words) + MARKED


def pointing_words(text: str) -> str:
    """Return the words for "read more" with which a folded *text* begins, as many as belong to them; "" where it does
    with none."""
    known = pointers(script_of(text)).matching(text)
    found = [match[0] for entry in known if (match := entry.match(text))]
    return max(found, key=len) if found else ""


@cache
def pointers(script: str) -> Index:
    """Return the entries for "read more" in the languages of *script*."""
    return Index(entries_for("read_more", script))
