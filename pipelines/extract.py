"""Blocks in, main blocks marked: trafilatura finds the main content."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from pipelines.blocks import INLINE, is_heading, is_heading_line, joined_lines
from pipelines.prose import DENSE, all_bare, ends_sentence, is_prose, letters
from pipelines.reading import read_main

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: From this length on, a block counts as found wherever its text stands in trafilatura's.
WHOLE = 25
#: Share of a block's text that must be in trafilatura's where its own blocks are parts of ours.
COVERED = 0.6
#: Where trafilatura's text is less than this share of the page's paragraphs, it missed the story: they are taken.
MISSED = 0.1
#: How many elements around its own make the look of a block.
AROUND = 2
#: Share of link text below which a paragraph is one of prose.
UNLINKED = 0.3


def extract(document: Document) -> None:
    """Mark the blocks that are main content; a plain-text document is main content throughout."""
    if document.tree is None:
        return
    found = main_content(document.tree)
    mark_main(document.blocks, found)


def take_prose(blocks: list[Block]) -> None:
    """Where the story was missed, mark the page's shown paragraphs as main."""
    told = sum(letters(block.text) for block in blocks if block.main)
    if told >= MISSED * sum(letters(block.text) for block in blocks):  # of which prose is no more than all
        return
    prose = [block for block in blocks if reads_as_story(block)]
    if told < MISSED * sum(letters(block.text) for block in prose):
        for block in prose:
            block.main = True


def keep_headings(blocks: list[Block]) -> None:
    """Mark the headings that trafilatura drops between main blocks: story above, and right below what they head."""
    first = next((block.index for block in blocks if block.main and is_prose(block.text)), len(blocks))
    for before, block, below in list(zip([None, *blocks], blocks, blocks[1:], strict=False))[::-1]:
        if not block.main and below.main:
            headed = block.index > first and heads(block, below, blocks) and is_heading(block)
            block.main = headed or (before is not None and parts_paragraphs(before, block, below))


def heads(block: Block, below: Block, blocks: list[Block]) -> bool:
    """Return whether *block* may stand over *below*, among *blocks*: no heading, the next line of the same one, or one
    of a lower rank that has something below it."""
    if below.kind != "heading":
        return not is_pointer(block)
    if below.joined and block.element is below.element:
        return not block.hidden
    told = any(under.main for under in blocks[below.index + 1 : below.index + 2])
    ranked = 0 < block.level < below.level and not is_prose(below.text)
    return told and ranked and not is_pointer(block) and not is_pointer(below)


def head_first_entry(blocks: list[Block]) -> None:
    """Mark the heading over the first main paragraph where most others of its shape are main: a live blog's entries."""
    for block, below in pairwise(blocks):
        if below.main and reads_as_story(below):
            if block.level > 1 and not block.main and not is_pointer(block):
                wanted = shape(block)
                peers = [other for other in blocks[below.index :] if other.level > 1 and shape(other) == wanted]
                kept = sum(peer.main for peer in peers)
                block.main = kept > 1 and 2 * kept > len(peers)
            return


def keep_short_sentences(blocks: list[Block]) -> None:
    """Mark the paragraphs right below a main one, in an element of the same kind, that a dense script keeps short."""
    for above, block in pairwise(blocks):
        if above.main and not block.main and above.kind == block.kind == "paragraph" and is_next(above, block):
            block.main = DENSE.search(block.text) is not None and ends_sentence(block.text) and not block.links


def is_next(above: Block, block: Block) -> bool:
    """Return whether the elements of *above* and *block* stand side by side and look the same."""
    if block.hidden or not are_alike(above, block):
        return False
    return above.element is not None and above.element.getnext() is block.element


def are_alike(one: Block, other: Block) -> bool:
    """Return whether the elements of two blocks stand in the same one, with the same tag and class."""
    first, second = one.element, other.element
    if first is None or second is None or first.getparent() is not second.getparent():
        return False
    return looks_like(first, second)


def looks_like(one: HtmlElement, other: HtmlElement) -> bool:
    """Return whether *one* and *other* have the same tag and class."""
    return bool(one.tag == other.tag and one.get("class") == other.get("class"))


def shape(block: Block) -> tuple[int, str, str]:
    """Return the level of *block*, and the tag and class of the element around it."""
    around = block.home
    return (block.level, "", "") if around is None else (block.level, str(around.tag), around.get("class") or "")


def look(block: Block) -> tuple[object, ...]:
    """Return what blocks that look alike have in common: level, tags and classes of their elements and those around."""
    parts: list[object] = [block.level]
    element = block.element
    for _ in range(1 + AROUND):
        if element is None:
            break
        parts += [element.tag, element.get("class")]
        element = element.getparent()
    return tuple(parts)


def parts_paragraphs(above: Block, block: Block, below: Block) -> bool:
    """Return whether *block* is an unfinished line of its own right between two paragraphs of the story."""
    return (
        above.main
        and below.main
        and block.kind == "paragraph"
        and not block.links
        and not block.hidden
        and not block.joined
        and is_heading_line(block.text)
        and is_prose(above.text)
        and is_prose(below.text)
        and stands_between(above, block, below)
    )


def stands_between(above: Block, block: Block, below: Block) -> bool:
    """Return whether one element stands between those of *above* and *below*, and all of *block* in it: its own, or one
    that runs on in a line, bare in what holds them all; a picture would make that a caption."""
    between = None if above.element is None else above.element.getnext()
    if between is None or between.getnext() is not below.element:
        return False
    bare_line = between.tag in INLINE and block.element is between.getparent()
    return block.element is between or (bare_line and next(between.iter("img"), None) is None)


def is_pointer(block: Block) -> bool:
    """Return whether *block* is little but a link, or not shown."""
    return block.hidden or block.link_share >= UNLINKED


def before_links(block: Block) -> str:
    """Return what *block* says before its first link; "" where it has none."""
    return block.text.partition(block.links[0][1])[0].rstrip() if block.links else ""


def reads_as_story(block: Block) -> bool:
    """Return whether *block* is a shown paragraph without links, wherever it stands."""
    return not block.hidden and block.link_share < UNLINKED and is_prose(block.text)


def main_content(tree: HtmlElement) -> list[str]:
    """Return the letters and digits of trafilatura's main content of *tree*, block by block, outer ones before inner
    ones; [] where it finds none."""
    try:
        body = read_main(tree)
    except ValueError:  # a character that XML has not, in a text that trafilatura sets
        return []
    return [] if body is None else bare_texts(body)


def bare_texts(body: _Element) -> list[str]:
    """Return the letters and digits of *body* and of each element in it that shows anything: each text is read once,
    however deep it stands."""
    parts: list[str] = []
    open_elements: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if event == "start":
            open_elements.append((len(spans), len(parts)))
            spans.append((0, 0))
            text = element.text
        else:
            place, start = open_elements.pop()
            spans[place] = (start, len(parts))
            text = element.tail if open_elements else None
        if text and not text.isspace():
            parts.append(text)
    parts = all_bare(parts)
    ends, everything = list(accumulate(map(len, parts), initial=0)), "".join(parts)
    return [everything[ends[first] : ends[end]] for first, end in spans if first < end]


def mark_main(blocks: list[Block], found: list[str]) -> None:
    """Mark each of *blocks* as main whose letters and digits are in *found*, those of trafilatura's blocks, outer ones
    before inner ones: white space and marks differ between the two readings.
    """
    units = set(found)
    everything = found[0] if found else ""
    long_units = sorted((unit for unit in units if len(unit) >= WHOLE), key=len, reverse=True)
    texts = all_bare([block.text for block in blocks])
    for block, text in zip(blocks, texts, strict=True):
        block.main = text in units or found_in(text, everything, long_units)
    for lines in joined_lines(blocks) if any(block.joined for block in blocks) else ():
        together = "".join(texts[lines[0].index : lines[-1].index + 1])
        if len(lines) > 1 and len(together) >= WHOLE and together in everything:
            for block in lines:
                block.main = True


def found_in(text: str, everything: str, units: list[str]) -> bool:
    """Return whether *text* is long enough to tell, and stands in *everything* or is made up of *units*."""
    return len(text) >= WHOLE and (text in everything or covered(text, units))


def minus_length(text: str) -> int:
    return -len(text)


def covered(text: str, units: list[str]) -> bool:
    """Return whether *units*, longest first, make up most of *text*."""
    rest = text
    for unit in units[bisect_left(units, -len(text), key=minus_length) :]:
        rest = rest.replace(unit, "", 1)
    return len(rest) <= (1 - COVERED) * len(text)
