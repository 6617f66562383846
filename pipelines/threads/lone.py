"""A forum page without a run of posts in, its only post out: by the name of what holds its words, or by a stamp."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.clean.around import nearest_of
from pipelines.prose import letters
from pipelines.threads.kinds import is_topic_address
from pipelines.threads.marks import holds_words
from pipelines.threads.posts import LINKED, Reading, read_posts, told, told_in_body
from pipelines.threads.shapes import Run, Segment, TextPlace, is_anchor, lineage, owned_blocks, path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from pipelines.threads.stamps import Clock

#: How many stamps, and groups of stamps, are tried.
TRIED = 6
#: Fewest letters of an only post, and its least share of what trafilatura found.
LETTERS, SHARE = 40, 0.3


def read_lone(document: Document, clock: Clock, aside: set[Block]) -> Reading | None:
    """Return the only post of a forum page, none of those *aside*; None where it cannot be told."""
    title = document.title_index or 0
    holder = holder_of_words(document.blocks[title:])
    rest = sum(
        letters(b.text) for b in document.blocks[title:] if b.in_body and b.link_share < LINKED and b not in aside
    )
    for named in (holder, None) if holder is not None else (None,):
        readings = read_around(document, clock, aside, named)
        best = max(readings, key=lambda reading: (told_in_body(reading), told(reading)), default=None)
        least = 1 if named is not None and is_topic_address(document.page.url) else LETTERS
        if best is not None and told(best) >= max(least, SHARE * rest):
            return best
    return None


def read_around(document: Document, clock: Clock, aside: set[Block], holder: HtmlElement | None) -> Iterator[Reading]:
    """Yield what reads as a post around each of the first stamps, none of those *aside*; of posts only that whose words
    stand in *holder*, if there is one: what holds a stamp holds more than words."""
    title = document.title_index or 0
    around_title = set(lineage(document.blocks[title].element)) if document.blocks else set()
    for anchor in islice((b for b in document.blocks if b not in aside and is_anchor(b, clock.machine)), TRIED):
        outer = next((e for e in reversed(lineage(anchor.element)) if e not in around_title), None)
        if outer is None or (
            holder is not None and (outer not in lineage(holder) or holder in lineage(anchor.element))
        ):
            continue
        run = Run([Segment(anchor, outer, owned_blocks({anchor: outer}, document.blocks)[anchor])])
        if holder is not None:
            run.text_place = TextPlace(path(holder, outer, run.slots))
        yield from read_posts(run, clock)


def holder_of_words(blocks: list[Block]) -> HtmlElement | None:
    """Return the only element around any of *blocks* that is named as what holds the words of a post: the only one with
    more than a word, where a column has the name of what stands in it."""
    said: Counter[HtmlElement] = Counter()
    for block, holder in nearest_of(blocks, is_holder).items():
        if block.link_share < LINKED:
            said[holder] += letters(block.text)
    told = [holder for holder, count in said.items() if count >= LETTERS] or list(said)
    return told[0] if len(told) == 1 else None


def is_holder(element: HtmlElement) -> bool:
    """Return whether *element* is named so."""
    return holds_words(element.get("class") or "")
