"""Blocks with trafilatura's vote in; main blocks out, everything that is known of a block weighed by a trained model.

A model is a few hundred small decision trees; `benchmarks/train.py` makes it and says of what. There are two:
`main_blocks.npz` for pages that declare a story, `page_blocks.npz` for all others, which may be a list or an offer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipelines.blocks import joined_lines
from pipelines.built import keep_built
from pipelines.clean.around import nearest, nearest_of
from pipelines.describe.page_types import has_story
from pipelines.extract import (
    are_alike,
    before_links,
    head_first_entry,
    is_pointer,
    keep_headings,
    keep_short_sentences,
    look,
    looks_like,
    reads_as_story,
    take_prose,
)
from pipelines.features import COLUMNS, features
from pipelines.items import ALL_LINKED, SENTENCE, TERM, keep_items, keep_own_lists, letters_of, share_fate
from pipelines.page_features import ALL_COLUMNS, all_features, declares_story
from pipelines.prose import COLONS, ends_sentence, is_prose, letters
from pipelines.questions import keep_answers
from pipelines.quotes import keep_quoted_lines, keep_quotes
from pipelines.tables import keep_tables
from pipelines.updates import keep_updates

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from numpy.typing import NDArray

    from pipelines.clean.around import Known
    from pipelines.document import Block, Document

STORY_MODEL = Path(__file__).parent / "main_blocks.npz"
PAGE_MODEL = Path(__file__).parent / "page_blocks.npz"
#: Share of trafilatura's text below which the model's is not believed on a page that declares no story.
LEFT = 0.4
#: Weight from which a block is main content.
ENOUGH = 0.5
#: The same on a page on which the model for stories sees none.
LIKELY = 0.45
#: How many of its likeliest letters tell what a page is.
CORE_LETTERS = 400
#: Their mean weight from which some of the page is main content for sure.
CORE = 0.8
#: The same from which the page is taken for one text.
ONE = 0.75
#: Their mean weight, by the model for stories, from which it has a say though none is declared.
STORY = 0.97
#: Weight from which a block may be main content on a page that tells none.
LEAST = 0.3
#: From how many blocks on of one look they are alike.
SEVERAL = 3
#: Weight from which a paragraph is main content beside those that it looks like.
POSSIBLE = 0.2
#: How many blocks above a paragraph its heading may stand: what is listed of a thing stands between.
OVER = 5
#: How many elements alike, each with several paragraphs, tell that a story stands in parts.
LEAST_PARTS = 2
#: Share of link text up to which a sentence of the story is one, and fewest letters before its first link.
MOST_LINKED, SAID_LETTERS = 0.6, 12
#: How many blocks further on a main block is far below another, and how long, beside the story, are at most those that
#: are none of it.
FAR, STRAY_SHARE = 6, 0.2
#: A line that numbers the part of a story below it: a word, and a number apart from it where words are apart.
STEP = re.compile("([^\\W\\d_]\\D{0,15}?(?<![A-Za-z])|第)(\\d{1,2})(\\D{0,3})")
#: What software of manuals calls a box with a tip or a warning.
ADMONITIONS = frozenset(["admonition", "theme-admonition", "admonitionblock"])
#: Letters that each block counts for besides its own where the weights of those alike are averaged.
BASE = 15


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
        leaf = answers.take(self.questions[-1], axis=0)
        for asked in self.questions[-2::-1]:
            leaf <<= 1
            leaf |= answers.take(asked, axis=0)
        values = self.leaves.take(np.ascontiguousarray(leaf.T) + self.starts)
        weights: NDArray[np.float32] = values.sum(axis=1) + self.bias
        return weights

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the leaves of each tree begin among all."""
        starts: NDArray[np.int64] = np.arange(len(self.leaves)) * self.leaves.shape[1]
        return starts

    @cached_property
    def asked(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The questions that there are, none twice: column and border."""
        return self._distinct[0]["column"], self._distinct[0]["border"]

    @cached_property
    def questions(self) -> NDArray[np.intp]:
        """Which of `asked` each level of each tree asks: levels x trees."""
        return np.ascontiguousarray(self._distinct[1].reshape(self.columns.shape).T)

    @cached_property
    def _distinct(self) -> tuple[NDArray[np.void], NDArray[np.intp]]:
        pairs = np.empty(self.columns.size, dtype=[("column", np.int64), ("border", np.float32)])
        pairs["column"], pairs["border"] = self.columns.ravel(), self.borders.ravel()
        found, places = np.unique(pairs, return_inverse=True)
        return found, places


@cache
def story_trees() -> Trees:
    """Return the model for pages that declare a story."""
    return read_trees(STORY_MODEL, COLUMNS)


@cache
def page_trees() -> Trees:
    """Return the model for all other pages."""
    return read_trees(PAGE_MODEL, ALL_COLUMNS)


def read_trees(path: Path, columns: tuple[str, ...]) -> Trees:
    """Return the model in *path*; ValueError where it was trained on other columns than *columns*."""
    with np.load(path, allow_pickle=False) as saved:
        if tuple(saved["names"]) != columns:
            raise ValueError(f"{path.name} was trained on other columns: run benchmarks/train.py")
        return Trees(saved["columns"], saved["borders"], saved["leaves"], float(saved["bias"]))


def weigh(document: Document) -> None:
    """Decide which blocks are main content; lines that one line break parts share their fate."""
    if document.tree is None or not document.blocks:
        return
    weights, enough, document.one_story = judged(document)
    if weights.max() < enough:  # nothing is likely: the vote stands
        keep_short_sentences(document.blocks)
        return
    taken = [block for block in document.blocks if block.main]
    voted = [block for block in taken if reads_as_story(block) or is_sentence(block) or is_shown_code(block)]
    likely = [weight >= enough for weight in weights.tolist()]
    for lines in joined_lines(document.blocks):
        main = any(likely[line.index] for line in lines)
        for line in lines:
            line.main = main
    keep_siblings(document.blocks, voted)
    possible = [block for block in document.blocks if weights[block.index] >= POSSIBLE and is_paragraph(block)]
    keep_alike(document.blocks, possible)
    keep_sections(document.blocks, possible)
    keep_between(document.blocks)
    if document.one_story:
        keep_parts(document.blocks)
    keep_built(document.blocks)
    keep_items(document.blocks)
    keep_own_lists(document.blocks)
    keep_answers(document.blocks)
    keep_updates(document)
    if not has_story(document):
        keep_most(document.blocks, taken)
    if not declares_story(document.evidence):
        keep_entry_headings(document.blocks, taken)
    take_prose(document.blocks)
    share_fate(document.blocks, story=declares_story(document.evidence))
    keep_quotes(document.blocks)
    keep_quoted_lines(document.blocks, taken)
    keep_admonitions(document.blocks)
    keep_lead(document.blocks)
    keep_linked_sentences(document.blocks)
    keep_linked_lines(document.blocks)
    if document.one_story:
        keep_last_part(document.blocks)
    keep_headings(document.blocks)
    keep_steps(document.blocks)
    head_first_entry(document.blocks)
    keep_tables(document.blocks)
    keep_short_sentences(document.blocks)
    if document.one_story:
        drop_strays(document.blocks)


def judged(document: Document) -> tuple[NDArray[np.float32], float, bool]:
    """Return the weight of each block, the weight from which one is main content, and whether they are sure to be one
    text."""
    if declares_story(document.evidence):
        return story_trees().weigh(features(document)), ENOUGH, True
    matrix = all_features(document)
    size = np.array([letters(block.text) for block in document.blocks], dtype=np.float64)
    weights, told = page_trees().weigh(matrix), story_trees().weigh(matrix[:, : len(COLUMNS)])
    story = core(told, size)
    if story >= STORY or core(weights, size) < min(
        ENOUGH, story
    ):  # sure of a story, or surer than the other of anything
        weights = np.mean([weights, told], axis=0, dtype=np.float32)
    if story < STORY:
        weights = evened(weights, size, document.blocks)
    enough = enough_of(weights, size, ENOUGH if story >= STORY else LIKELY)
    return weights, enough, core(weights, size) >= ONE


def evened(weights: NDArray[np.float32], size: NDArray[np.float64], blocks: list[Block]) -> NDArray[np.float32]:
    """Return *weights*, those of *blocks* of one shape halfway to their mean: what looks alike shares its fate."""
    numbers: dict[object, int] = {}
    group = np.array([numbers.setdefault(look(block), len(numbers)) for block in blocks])
    mass = size + BASE
    means = np.bincount(group, weights * mass) / np.bincount(group, mass)
    alike = np.bincount(group) >= SEVERAL
    return np.where(alike[group], (weights + means[group]) / 2, weights).astype(np.float32)


def enough_of(weights: NDArray[np.float32], size: NDArray[np.float64], most: float = ENOUGH) -> float:
    """Return the weight from which a block is main content on a page that may tell no story, at *most*; *size* is in
    letters.

    Where some text is main content for sure, the rest has to be as likely as that; where none is, as in a list, so much
    is taken that F1 is to be expected best.
    """
    return most if core(weights, size) >= CORE else best_cut(weights, size, most)


def core(weights: NDArray[np.float32], size: NDArray[np.float64]) -> float:
    """Return the mean weight of the likeliest CORE_LETTERS of a page."""
    order = np.argsort(-weights, kind="stable")
    before = np.cumsum(size[order]) - size[order]
    counted = np.clip(CORE_LETTERS - before, 0, size[order])
    return float(np.clip(weights[order], 0, 1) @ counted) / max(1.0, float(counted.sum()))


def best_cut(weights: NDArray[np.float32], size: NDArray[np.float64], most: float) -> float:
    """Return the weight from which on to take blocks, LEAST to *most*: read as likelihoods, weights promise the best F1
    there."""
    order = np.argsort(-weights, kind="stable")
    likely = np.clip(weights, 0, 1) * size
    shared = np.cumsum(likely[order])
    expected = shared / np.maximum(1, np.cumsum(size[order]) + shared[-1])
    return min(max(float(weights[order][np.argmax(expected)]), LEAST), most)


def keep_siblings(blocks: list[Block], voted: list[Block]) -> None:
    """Mark those of *voted*, paragraphs and code of trafilatura's choice, that share an element with the story's
    paragraphs."""
    homes = {block.home for block in blocks if block.main and reads_as_story(block)}
    for block in voted:
        block.main = block.main or block.home in homes or block.element in homes


def keep_alike(blocks: list[Block], possible: list[Block]) -> None:
    """Mark those of *possible*, paragraphs, that share the element and the look of one of the story's."""
    left = [block for block in possible if not block.main]
    told = {(block.home, look(block)) for block in blocks if block.main and is_paragraph(block)} if left else set()
    for block in left:
        block.main = (block.home, look(block)) in told


def is_paragraph(block: Block) -> bool:
    """Return whether *block* is a shown paragraph of prose, and no item."""
    return block.kind == "paragraph" and reads_as_story(block)


def keep_sections(blocks: list[Block], possible: list[Block]) -> None:
    """Mark those of *possible*, paragraphs, that stand in sections which look alike, each under a heading of its own,
    within an element that holds paragraphs of the story."""
    groups: dict[object, list[Block]] = {}
    for block in possible:
        groups.setdefault(look(block), []).append(block)
    several = [group for group in groups.values() if len(group) >= SEVERAL and not all(block.main for block in group)]
    if not several:
        return
    homes = {block.home for block in blocks if block.main and is_paragraph(block)}
    known: Known = {}
    for group in several:
        if are_sections(group, blocks) and are_within(group, homes, known):
            for block in group:
                block.main = True


def are_sections(group: list[Block], blocks: list[Block]) -> bool:
    """Return whether the paragraphs of *group* stand under several headings, and none says what another does."""
    headings = {heading_over(block, blocks) for block in group} - {None}
    return len(headings) >= SEVERAL and len({block.text for block in group}) == len(group)


def heading_over(block: Block, blocks: list[Block]) -> int | None:
    """Return the place of the heading a little above *block*; None where there is none but a link."""
    above = reversed(blocks[max(0, block.index - OVER) : block.index])
    heading = next((other for other in above if other.level > 1), None)
    return None if heading is None or is_pointer(heading) else heading.index


def are_within(group: list[Block], homes: set[HtmlElement | None], known: Known) -> bool:
    """Return whether each of *group* stands within one of *homes*; *known* holds what is known of elements."""
    return all(nearest(block.home, homes.__contains__, known) is not None for block in group)


def keep_between(blocks: list[Block]) -> None:
    """Mark the paragraphs of prose between two of the story's that stand in the same element and look the same."""
    told = [block for block in blocks if block.main and reads_as_story(block)]
    for above, below in pairwise(told):
        if below.index - above.index > 1 and are_alike(above, below):
            for block in blocks[above.index + 1 : below.index]:
                block.main = block.main or (reads_as_story(block) and are_alike(above, block))


def keep_parts(blocks: list[Block]) -> None:
    """Mark the prose in each further part of a story that boxes interrupt: below the first, in an element like two
    others, of a class, that hold several of its paragraphs each."""
    told = Counter(block.home for block in blocks if block.main and reads_as_story(block))
    parts = {home: None for home, number in told.items() if number > 1 and home is not None and home.get("class")}
    if len(parts) < LEAST_PARTS:
        return
    places = Places()
    alike = Counter(places.of(part) for part in parts)
    first = next(block.index for block in blocks if block.main and block.home in parts)
    for block in blocks[first:]:
        if not block.main and block.home not in parts and reads_as_story(block):
            block.main = alike[places.of(block.home)] >= LEAST_PARTS


def keep_last_part(blocks: list[Block]) -> None:
    """Mark the paragraphs that a story ends with below a box that interrupts it, in an element like the one that holds
    others, with no heading or other prose between."""
    told = [block for block in blocks if block.main and reads_as_story(block)]
    if len(told) < LEAST_PARTS:
        return
    most = Counter(map(look, told)).most_common(1)[0][0]
    last = next(block for block in reversed(told) if look(block) == most)
    for block in blocks[last.index + 1 :]:
        if not block.main and (reads_as_story(block) or (block.index == last.index + 1 and is_sentence(block))):
            block.main = is_next_part(last, block)
        if block.kind == "heading" or (is_prose(block.text) and not block.main):
            return


def keep_steps(blocks: list[Block]) -> None:
    """Mark the lines that number the parts of a story, "Step 1" and so on, each right above a part, in its element."""
    found: dict[tuple[str, ...], list[tuple[int, Block]]] = {}
    for block, below in pairwise(blocks):
        if below.main and not block.main and (step := STEP.fullmatch(block.text)) and heads_beside(block, below):
            found.setdefault((step[1], step[3]), []).append((int(step[2]), block))
    for steps in found.values():
        if len(steps) >= SEVERAL and [number for number, _ in steps] == list(range(1, len(steps) + 1)):
            for _, block in steps:
                block.main = True


def heads_beside(block: Block, below: Block) -> bool:
    """Return whether *block*, no link, stands in the element of *below*, or in that around it."""
    return not is_pointer(block) and below.home is not None and below.home in (block.home, block.element)


def is_next_part(last: Block, block: Block) -> bool:
    """Return whether *block* looks as *last* does, in the twin of its element: readers' remarks and boxes stand in
    elements of such a class, too, but within others. Where both have a class of their own, one they share will do."""
    own, home = block.element, block.home
    if own is None or home is None or last.element is None or last.home is None or home is last.home:
        return False
    shared = set((home.get("class") or "").split()).intersection((last.home.get("class") or "").split())
    if not (shared and looks_like(own, last.element)):
        return False
    return are_twins(home, last.home) or bool(own.get("class") and are_twins(home.getparent(), last.home.getparent()))


def keep_admonitions(blocks: list[Block]) -> None:
    """Mark the lines of each box within the story that software of manuals calls an admonition: a tip, a warning."""
    homes = {block.home for block in blocks if block.main and is_paragraph(block)}
    if any(home is None or any(map(is_admonition, home)) for home in homes):  # else no box stands in any of them
        boxed = nearest_of([block for block in blocks if not block.main], is_admonition)
        for block, box in boxed.items():
            block.main = not is_pointer(block) and box.getparent() in homes


def is_admonition(element: HtmlElement) -> bool:
    """Return whether *element* is called so."""
    named = element.get("class")
    return named is not None and not ADMONITIONS.isdisjoint(named.split())


def keep_lead(blocks: list[Block]) -> None:
    """Mark the paragraph right above the first of the story where it is bare text in the element that holds that."""
    told = (block for block in blocks if block.main and block.kind == "paragraph" and reads_as_story(block))
    first = next(told, None)
    if first is not None and first.index and first.element is not None:
        lead = blocks[first.index - 1]
        lead.main = lead.main or (reads_as_story(lead) and lead.element is first.home)


def keep_linked_sentences(blocks: list[Block]) -> None:
    """Mark the sentences that go on below a paragraph of the story, bare in the element that it is bare in, though part
    of them is a link."""
    for above, block in pairwise(blocks):
        if above.main and not block.main and block.element is above.element and reads_as_story(above):
            block.main = not block.hidden and ends_sentence(block.text) and begins_unlinked(block)


def begins_unlinked(block: Block) -> bool:
    """Return whether *block* begins with words of its own, no label with a colon, and is not much more than links."""
    before = before_links(block)
    return block.link_share <= MOST_LINKED and letters(before) >= SAID_LETTERS and not before.endswith(COLONS)


def keep_linked_lines(blocks: list[Block]) -> None:
    """Mark the lines between two of the story, in the same element and like both, that link to several things which
    they name: places, say, or teams."""
    main = [block for block in blocks if block.main]
    for above, below in pairwise(main):
        between = blocks[above.index + 1 : below.index]
        if between and are_alike(above, below) and all(names_several(block, above) for block in between):
            for block in between:
                block.main = True


def names_several(block: Block, above: Block) -> bool:
    """Return whether *block*, which looks like *above*, has several links, to what has a name, rather than a label and
    titles, and something besides them."""
    told = ends_sentence(block.text) and not before_links(block).endswith(COLONS)
    names = told or all(letters(name) <= TERM for _, name in block.links)
    several = names and len({href for href, _ in block.links}) > 1
    return several and not block.hidden and block.link_share < ALL_LINKED and are_alike(above, block)


class Places:
    """Numbers for the tags and classes on the way to an element: twins share one, and each element is asked once."""

    def __init__(self) -> None:
        self.known: dict[HtmlElement | None, int] = {None: 0}
        self.numbers: dict[tuple[int, object, str | None], int] = {}

    def of(self, element: HtmlElement | None) -> int:
        """Return the number of *element*, which it has in common with its twins."""
        way = []
        while element is not None and element not in self.known:
            way.append(element)
            element = element.getparent()
        number = self.known[element]
        for step in reversed(way):
            number = self.numbers.setdefault((number, step.tag, step.get("class")), len(self.numbers) + 1)
            self.known[step] = number
        return number


def is_sentence(block: Block) -> bool:
    """Return whether *block* is a shown sentence without links, if a short one."""
    shown = not block.hidden and not block.links and block.kind == "paragraph"
    return shown and letters(block.text) >= SENTENCE and ends_sentence(block.text)


def is_shown_code(block: Block) -> bool:
    """Return whether *block* is a shown example of code."""
    return block.kind == "code" and not block.hidden


def keep_most(blocks: list[Block], taken: list[Block]) -> None:
    """Mark all that trafilatura took where the model leaves little of it: it was trained on stories, this is none."""
    left = sum(letters(block.text) for block in blocks if block.main)
    if left < LEFT * sum(letters(block.text) for block in taken):
        for block in taken:
            block.main = True


def drop_strays(blocks: list[Block]) -> None:
    """Unmark the few main blocks far below the story and outside the element around it: entries of other lists. What
    stands in an element like that one, beside it, is the next part of a story that something interrupts."""
    runs = runs_of([block for block in blocks if block.main])
    if len(runs) < 2:
        return
    story = max(runs, key=letters_of)
    around = common_element(story)
    below = [block for run in runs[runs.index(story) + 1 :] for block in run]
    strays = [block for block in below if around is not None and not continues(around, block)]
    if letters_of(strays) <= STRAY_SHARE * letters_of(story):
        for block in strays:
            block.main = False


def continues(around: HtmlElement, block: Block) -> bool:
    """Return whether *block* stands in *around*, or in an element that looks like it, as do those around both."""
    return any(are_twins(around, element) for element in ancestors(block))


def are_twins(one: HtmlElement | None, other: HtmlElement | None) -> bool:
    """Return whether *one* and *other* are the same in tag and class, up to the element around both."""
    while one is not other:
        if one is None or other is None or (one.tag, one.get("class")) != (other.tag, other.get("class")):
            return False
        one, other = one.getparent(), other.getparent()
    return True


def runs_of(blocks: list[Block]) -> list[list[Block]]:
    """Return *blocks* parted wherever many others stand between two of them."""
    runs: list[list[Block]] = []
    for block in blocks:
        if not runs or block.place - runs[-1][-1].place > FAR:
            runs.append([])
        runs[-1].append(block)
    return runs


def common_element(blocks: list[Block]) -> HtmlElement | None:
    """Return the innermost element around the elements of all *blocks*."""
    homes = {block.home: block for block in blocks}  # many blocks stand in one element
    first, *others = [ancestors(block) for block in homes.values()]
    shared = set(first).intersection(*others)
    return next((element for element in first if element in shared), None)


def ancestors(block: Block) -> list[HtmlElement]:
    """Return the elements around the element of *block*, the innermost first."""
    return [] if block.element is None else list(block.element.iterancestors())


def keep_entry_headings(blocks: list[Block], taken: list[Block]) -> None:
    """Mark each heading right above a main paragraph, in the same element, that trafilatura took: the model knows no
    first section of a list, and few of the headings of its entries."""
    voted = {block.index for block in taken}
    for above, below in pairwise(blocks):
        if above.kind == "heading" and below.main and below.kind == "paragraph" and not is_pointer(above):
            above.main = above.main or (above.index in voted and above.home is below.home)
