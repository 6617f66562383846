"""A story's page without a run of comments in, its only comment out: an entry of a list that is called the comments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.document import names_of
from pipelines.prose import KEPT, letters
from pipelines.threads.posts import LINKED, Reading, read_posts
from pipelines.threads.shapes import Run, Segment, is_anchor, lineage, owned_blocks, path
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from pipelines.threads.stamps import Clock

#: Names of what holds the comments, and of what holds the words of one.
LIST_NAME = re.compile(r"(?<![a-z-])(?:(?:wp-block-)?comments?-?(?:lists?|threads?|template)|comments)(?![a-z])")
WORDS_NAME = re.compile(r"(?<![a-z])comment-?(?:content|body|text|message)(?![a-z])")
#: Names of a box of the site's latest comments, on whatever stories.
LATEST_NAME = re.compile(r"(?<![a-z])(?:recent|latest|popular)(?![a-z])")
#: A class that an entry has, and the tag of one that may have none.
ENTRY, ITEM = "comment", "li"


def read_lone_comment(document: Document, clock: Clock) -> Reading | None:
    """Return the only comment below the story, with its poster and moment; None where there is none, or several."""
    told = [block.index for block in document.blocks if is_story_prose(block)]
    if not told or document.title_index is None:
        return None
    timed = set(clock.machine)
    entries: dict[HtmlElement, list[Block]] = {}
    for block in document.blocks[document.title_index :]:
        if is_anchor(block, timed) and (entry := entry_around(block)) is not None:
            entries.setdefault(entry, []).append(block)
    if len(entries) != 1:
        return None
    ((entry, anchors),) = entries.items()
    if len({anchor.element for anchor in anchors}) > 1 or has_peers(entry):
        return None
    return read_entry(document, clock, entry, anchors[0], last=told[-1])


def read_entry(document: Document, clock: Clock, entry: HtmlElement, anchor: Block, last: int) -> Reading | None:
    """Return what *entry*, with the stamp *anchor*, says as a comment; None where it stands above the *last* prose of
    the story outside it, or does not name who wrote it and when."""
    blocks = owned_blocks({anchor: entry}, document.blocks)[anchor]
    own = set(blocks)
    if not any(is_story_prose(block) and block not in own for block in document.blocks[: blocks[0].index]):
        return None
    if any(is_story_prose(block) and block not in own for block in document.blocks[blocks[0].index : last + 1]):
        return None
    run = Run([Segment(anchor, entry, blocks)])
    words = words_of(entry, anchor)
    if words is None:
        run.find_text()
    else:
        run.body = path(words, entry, run.slots)
    for reading in read_posts(run, clock):
        said = sum(letters(block.text) for block in reading.text if block.link_share < LINKED)
        if said and reading.author and reading.published:
            return reading
    return None


def entry_around(block: Block) -> HtmlElement | None:
    """Return the outermost element around *block* that is an entry of a list of comments; None where there is none, or
    the list is of the latest ones."""
    around = lineage(block.element)
    lists = [place for place, element in enumerate(around) if is_called(LIST_NAME, names_of(element))]
    if not lists or any(is_called(LATEST_NAME, names_of(element)) for element in around):
        return None
    within = around[: lists[-1]]
    called = [element for element in within if ENTRY in (element.get("class") or "").lower().split()]
    items = [element for element in within if element.tag == ITEM]
    return (called or items or [None])[-1]


def has_peers(entry: HtmlElement) -> bool:
    """Return whether *entry* has a neighbour of its tag and classes: another comment, whatever dates it."""
    return any(
        peer.tag == entry.tag and (peer.get("class") or "").split()[:1] == (entry.get("class") or "").split()[:1]
        for preceding in (True, False)
        for peer in entry.itersiblings(preceding=preceding)
    )


def words_of(entry: HtmlElement, anchor: Block) -> HtmlElement | None:
    """Return the element in *entry* that is called the words of a comment and does not hold its stamp, the *anchor*."""
    around = set(lineage(anchor.element))
    named = (e for e in entry.iterdescendants("div", "p", "section", "span") if e not in around)
    return next((e for e in named if is_called(WORDS_NAME, names_of(e))), None)


@lru_cache(maxsize=KEPT)
def is_called(wanted: re.Pattern[str], names: str) -> bool:
    """Return whether *names* of an element have what is *wanted*."""
    return wanted.search(names) is not None
