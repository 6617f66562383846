"""Blocks in, lists whole: of one that belongs to the story no item is lost."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from typing import TYPE_CHECKING

from pipelines.extract import look, looks_like, reads_as_story
from pipelines.prose import COLONS, letters
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Shortest sentence, in letters, that shares the fate of the paragraphs beside it.
SENTENCE = 40
#: Most letters of a linked item that names a thing: a longer one may be the title of another story.
TERM = 40
#: Share of link text from which an item says nothing besides.
ALL_LINKED = 0.95


def keep_items(blocks: list[Block]) -> None:
    """Mark the items of each list most of whose items are main, as far as they are no links."""
    for items in lists_of(blocks):
        if sum(block.main for block in items) * 2 > len(items):
            for block in items:
                block.main = block.main or block.link_share < LINKED


def keep_own_lists(blocks: list[Block]) -> None:
    """Mark the items of each list below a paragraph of the story, in the element that holds it, that the story tells:
    it announces them, or goes on below them."""
    for items in lists_of(blocks):
        above, below = blocks[max(0, items[0].index - 1)], blocks[min(items[-1].index + 1, len(blocks) - 1)]
        if any(block.hidden for block in items) or not is_around(above, items[0]):
            continue
        goes_on = is_around(below, items[0])
        if are_terms(above, below, items) if are_linked(items) else are_told(above, below, items, goes_on=goes_on):
            for block in items:
                block.main = True


def share_fate(blocks: list[Block], *, story: bool) -> None:
    """Mark the items of each list of which some are main and which the story tells; on a page that declares a *story*
    and tells one, unmark the few of a list that stands apart from it: below it, or in a box that sums it up."""
    parted = list(filter(is_parted, lists_of(blocks)))
    if not parted:
        return
    told = told_paragraphs(blocks)
    (first, last), homes = span_of(told), {block.home for block in told}
    others = [block.index for block in blocks if list_of(block) is None]
    for items in parted:
        start, end = items[0].index, items[-1].index
        if bisect(others, start) == bisect(others, end):  # else its items are entries, with text of their own below
            apart = story and first < last and holder_of(items[0]) not in homes
            decide(items, blocks, inside=first < start and end < last, apart=apart)


def decide(items: list[Block], blocks: list[Block], *, inside: bool, apart: bool) -> None:
    """Mark *items* as main or as none, which stand *inside* the story, or *apart* from it; in doubt leave them."""
    above, below = blocks[max(0, items[0].index - 1)], blocks[min(items[-1].index + 1, len(blocks) - 1)]
    linked = linked_letters(items) >= LINKED * letters_of(items)
    if belong(items, above, below, inside=inside, linked=linked):
        for block in items:
            block.main = block.main or linked or block.link_share < ALL_LINKED
    elif apart and not (inside or above.main or below.main) and are_few(items):
        for block in items:
            block.main = False


def is_parted(items: list[Block]) -> bool:
    """Return whether of *items*, all of them shown and none a link to a part of the page, some are main, some not."""
    if not 0 < sum(block.main for block in items) < len(items):
        return False
    return not any(block.hidden or leads_down(block) for block in items)


def leads_down(item: Block) -> bool:
    """Return whether *item* is a link to a part of the page, as those of its contents are."""
    return item.link_share >= LINKED and any(href.startswith("#") for href, _ in item.links)


def told_paragraphs(blocks: list[Block]) -> list[Block]:
    """Return the paragraphs of the story among *blocks*, items aside: those that look like others, if any do."""
    told = [block for block in blocks if block.main and block.kind != "item" and reads_as_story(block)]
    looks = list(map(look, told))
    often = Counter(looks)
    return [block for block, shown in zip(told, looks, strict=True) if often[shown] > 1] or told


def span_of(told: list[Block]) -> tuple[int, int]:
    """Return the places of the first and the last of the blocks *told*."""
    return (told[0].index, told[-1].index) if told else (0, 0)


def belong(items: list[Block], above: Block, below: Block, *, inside: bool, linked: bool) -> bool:
    """Return whether *items* are of the story, as some of them are: they say something, and stand *inside* it, or in
    the element of its paragraph *above* or *below* them; those *linked* only between both."""
    if letters_of(items) < SENTENCE:
        return False
    around = [is_around(above, items[0]), is_around(below, items[0])]
    return all(around) if linked else inside or any(around)


def linked_letters(items: list[Block]) -> float:
    """Return how many letters of *items* are links."""
    return sum(block.link_share * letters(block.text) for block in items)


def are_few(items: list[Block]) -> bool:
    """Return whether less than half of *items* are main."""
    return sum(block.main for block in items) * 2 < len(items)


def are_linked(items: list[Block]) -> bool:
    """Return whether any of *items* is little but a link."""
    return any(block.link_share >= LINKED for block in items)


def are_terms(above: Block, below: Block, items: list[Block]) -> bool:
    """Return whether *items*, links, name what a sentence *above* announces: short ones, out of the page whose
    contents others are, with more story *below*."""
    short = all(letters(block.text) <= TERM for block in items)
    out = not all(href.startswith("#") for block in items for href, _ in block.links)
    return short and out and announces(above) and is_around(below, items[0]) and reads_as_story(below)


def are_told(above: Block, below: Block, items: list[Block], *, goes_on: bool) -> bool:
    """Return whether *items*, which are no links, are announced, or stand where the story *goes_on* below them and say
    more than buttons do."""
    if announces(above):
        return True
    if not goes_on or letters_of(items) < SENTENCE:
        return False
    unlinked = not any(block.links for block in items)
    told = reads_as_story(above) and (reads_as_story(below) or any(block.main for block in items))
    return (told and unlinked) or (above.kind == "paragraph" and above.text.endswith(COLONS))


def lists_of(blocks: list[Block]) -> list[list[Block]]:
    """Return the items of each list in *blocks*; lists of one item each, in a row, are one."""
    firsts: dict[HtmlElement, HtmlElement] = {}
    lists: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        found = list_of(block)
        if found is not None:
            if found not in firsts:
                above = list_above(found)
                firsts[found] = found if above is None else firsts.get(above, above)
            lists.setdefault(firsts[found], []).append(block)
    return list(lists.values())


def list_of(block: Block) -> HtmlElement | None:
    """Return the list of which *block* is an item, or the paragraph that one begins with, or the box with a
    class that is all of one."""
    if block.kind != "item":
        return None
    element = block.element
    item = block.home if element is not None and opens_item(element) else element
    return item.getparent() if item is not None and item.tag == "li" else None


def opens_item(element: HtmlElement) -> bool:
    """Return whether *element*, if it stands in an item, is the paragraph that this begins with, or a box that is all
    of it."""
    if element.getprevious() is not None:
        return False
    return element.tag == "p" or (
        element.tag in ("div", "section") and bool(element.get("class")) and element.getnext() is None
    )


def list_above(found: HtmlElement) -> HtmlElement | None:
    """Return the list right above *found*, where both have but one item: an editor made a list of each."""
    above = found.getprevious()
    alike = above is not None and above.tag == found.tag and len(above) == len(found) == 1
    return above if alike and not (above.tail or "").strip() else None


def announces(block: Block) -> bool:
    """Return whether *block* is a sentence, if an unfinished one, that ends with a colon."""
    return block.kind == "paragraph" and letters(block.text) >= SENTENCE and block.text.endswith(COLONS)


def is_around(block: Block, item: Block) -> bool:
    """Return whether *block* is of the story and stands in the element that holds the list of *item*."""
    holder = holder_of(item)
    if not block.main or holder is None:
        return False
    return holder in (block.home, block.element) or is_box_of_list(holder, block)


def is_box_of_list(holder: HtmlElement, block: Block) -> bool:
    """Return whether *holder* holds nothing but a list, and is a box such as that of the text of *block* beside it."""
    own = block.element
    beside = own is not None and holder.getparent() is own.getparent() and len(holder) == 1
    return beside and own is not None and looks_like(holder, own)


def holder_of(item: Block) -> HtmlElement | None:
    """Return the element that holds the list of *item*."""
    found = list_of(item)
    return None if found is None else found.getparent()


def letters_of(blocks: list[Block]) -> int:
    """Return how many letters *blocks* have together."""
    return sum(letters(block.text) for block in blocks)
