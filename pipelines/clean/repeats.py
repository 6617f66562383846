"""Blocks in, repeats marked: of a passage that stands twice in one page, one is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.prose import ends_sentence, letters
from pipelines.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.document import Block, Document

#: Shortest passage, in Latin letters, of which a second copy is an accident of the page: shorter ones are refrains,
#: answers, table cells.
PASSAGE = 60
#: Length of the shingles, in words, by which near copies are found, and the share of them that makes a copy.
SHINGLE = 5
NEAR = 0.9
#: Shortest passage that may be a near copy.
NEAR_WORDS = 14
#: What a pull quote or a cut-off copy has around the words it repeats.
CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
QUOTATION = re.compile('["“„«「『»](.{40,}?)["”“»」』«]')
NOT_WORD = re.compile(r"[\W_]+")
WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\\w+")


def repeats(document: Document) -> None:
    """Mark the second and every further copy of a passage, and a pull quote beside the paragraph it is taken from."""
    subtitle = [block.text for block in document.blocks if block.reason is Reason.SUBTITLE]
    body = document.body
    folded = {block.index: squeeze(block.text) for block in body}
    mark_copies(body, folded, {squeeze(text) for text in subtitle})
    mark_near_copies(document.body)
    mark_excerpts(document.body, folded)


def squeeze(text: str) -> str:
    """Return the letters and digits of *text*, case folded."""
    return NOT_WORD.sub("", text).casefold()


def may_repeat(block: Block) -> bool:
    """Return whether a second copy of *block* would be an accident: it is a passage, and no verse, question or cell."""
    return (
        block.kind in ("paragraph", "item", "quote")
        and letters(block.text) >= PASSAGE
        and (block.kind == "quote" or is_passage(block.text))
        and not block.text.endswith(("?", "？", "؟"))
    )


def is_passage(text: str) -> bool:
    """Return whether *text* is no verse or title: it ends as a sentence does or is cut off, or is long."""
    return ends_sentence(text) or CUT_OFF.search(text) is not None or letters(text) >= 2 * PASSAGE


def mark_copies(body: Sequence[Block], folded: dict[int, str], seen: set[str]) -> None:
    """Mark the blocks whose words are in *seen* or stand in the body before."""
    for block in body:
        if not may_repeat(block):
            continue
        if folded[block.index] in seen:
            block.reason = Reason.REPEAT
        seen.add(folded[block.index])


def mark_excerpts(body: Sequence[Block], folded: dict[int, str]) -> None:
    """Mark the blocks whose words, or the words they quote or are cut off after, are part of a longer block."""
    everything = "\n".join(folded[block.index] for block in body)
    for block in body:
        if not may_repeat(block):
            continue
        words = squeeze(quoted(block)) if block.kind == "quote" else folded[block.index]
        if everything.count(words) > 1 and len(words) >= PASSAGE // 2:
            block.reason = Reason.REPEAT


def quoted(block: Block) -> str:
    """Return what stands between the quotation marks of a quote, without the name under it; all of it if none do."""
    found = QUOTATION.search(block.text)
    return found.group(1) if found else block.text


def mark_near_copies(body: Sequence[Block]) -> None:
    """Mark the blocks nearly all of whose shingles stand in the body before, across its paragraphs too."""
    seen: set[tuple[str, ...]] = set()
    before: list[str] = []
    for block in body:
        words = WORD.findall(block.text.casefold())
        shingles = shingles_of(words)
        if may_repeat(block) and len(words) >= NEAR_WORDS and len(shingles & seen) >= NEAR * len(shingles):
            block.reason = Reason.REPEAT
        elif not CUT_OFF.search(block.text):  # the whole of it is still to come
            seen |= shingles_of([*before, *words])
            before = words[1 - SHINGLE :]


def shingles_of(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Return every run of SHINGLE words."""
    return set(zip(*(words[start:] for start in range(SHINGLE)), strict=False))
