"""Blocks with trafilatura's vote in; main blocks out, everything that is known of a block weighed by a trained model.

The model is a few hundred small decision trees in `main_blocks.npz`; `benchmarks/train.py` makes it and says of what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipelines.blocks import joined_lines
from pipelines.describe.page_types import has_story
from pipelines.extract import head_first_entry, keep_headings, keep_short_sentences, reads_as_story, take_prose
from pipelines.features import COLUMNS, features
from pipelines.prose import letters

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from numpy.typing import NDArray

    from pipelines.document import Block, Document

MODEL = Path(__file__).parent / "main_blocks.npz"
#: Share of trafilatura's text below which the model's is not believed on a page that declares no story.
LEFT = 0.4
#: Weight from which a block is main content.
ENOUGH = 0.5


@dataclass(frozen=True)
class Trees:
    """Decision trees that ask one question a level: `value > border`."""

    columns: NDArray[np.int64]
    """Which column each level of each tree asks of: trees x levels."""
    borders: NDArray[np.float32]
    """The border it asks with: trees x levels."""
    leaves: NDArray[np.float32]
    """What the answers, read as bits, lowest level first, are worth: trees x 2 ** levels."""
    bias: float
    """What a block is worth before any question."""

    def weigh(self, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the weight of each row of *matrix*, about 0 to 1."""
        # Many trees ask the same: each question is answered once, for all rows, which lie side by side in memory.
        rows = np.ascontiguousarray(matrix.T)
        answers = (rows.take(self.asked[0], axis=0) > self.asked[1][:, None]).view(np.uint8)
        leaf = answers.take(self.questions[:, 0], axis=0)
        for level in range(1, self.questions.shape[1]):
            leaf |= answers.take(self.questions[:, level], axis=0) << level
        values = self.leaves.take(leaf + self.starts)
        weights: NDArray[np.float32] = np.ascontiguousarray(values.T).sum(axis=1) + self.bias
        return weights

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the leaves of each tree begin among all."""
        starts: NDArray[np.int64] = np.arange(len(self.leaves))[:, None] * self.leaves.shape[1]
        return starts

    @cached_property
    def asked(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The questions that there are, none twice: column and border."""
        return self._distinct[0]["column"], self._distinct[0]["border"]

    @property
    def questions(self) -> NDArray[np.intp]:
        """Which of `asked` each level of each tree asks: trees x levels."""
        return self._distinct[1].reshape(self.columns.shape)

    @cached_property
    def _distinct(self) -> tuple[NDArray[np.void], NDArray[np.intp]]:
        pairs = np.empty(self.columns.size, dtype=[("column", np.int64), ("border", np.float32)])
        pairs["column"], pairs["border"] = self.columns.ravel(), self.borders.ravel()
        found, places = np.unique(pairs, return_inverse=True)
        return found, places


@cache
def trees() -> Trees:
    """Return the trained model; ValueError where it was trained on other columns than today's."""
    with np.load(MODEL, allow_pickle=False) as saved:
        if tuple(saved["names"]) != COLUMNS:
            raise ValueError(f"{MODEL.name} was trained on other columns: run benchmarks/train.py")
        return Trees(saved["columns"], saved["borders"], saved["leaves"], float(saved["bias"]))


def weigh(document: Document) -> None:
    """Decide which blocks are main content; lines that one line break parts share their fate."""
    if document.tree is None or not document.blocks:
        return
    weights = trees().weigh(features(document))
    if weights.max() < ENOUGH:  # a page without a story, such as a list: the vote stands
        keep_short_sentences(document.blocks)
        return
    taken = [block for block in document.blocks if block.main]
    voted = [block for block in taken if reads_as_story(block)]
    for lines in joined_lines(document.blocks):
        enough = max(float(weights[line.index]) for line in lines) >= ENOUGH
        for line in lines:
            line.main = enough
    keep_siblings(document.blocks, voted)
    if not has_story(document):
        keep_most(document.blocks, taken)
    take_prose(document.blocks)
    keep_headings(document.blocks)
    head_first_entry(document.blocks)
    keep_short_sentences(document.blocks)


def keep_siblings(blocks: list[Block], voted: list[Block]) -> None:
    """Mark those of *voted*, paragraphs of trafilatura's choice, that share an element with the story's paragraphs."""
    homes = {home_of(block) for block in blocks if block.main and reads_as_story(block)}
    for block in voted:
        block.main = block.main or home_of(block) in homes


def keep_most(blocks: list[Block], taken: list[Block]) -> None:
    """Mark all that trafilatura took where the model leaves little of it: it was trained on stories, this is none."""
    left = sum(letters(block.text) for block in blocks if block.main)
    if left < LEFT * sum(letters(block.text) for block in taken):
        for block in taken:
            block.main = True


def home_of(block: Block) -> HtmlElement | None:
    """Return the element around the block's own."""
    return None if block.element is None else block.element.getparent()
