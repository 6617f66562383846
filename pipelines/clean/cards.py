"""Blocks in, marked: cards above or below the story that lead to others of the site: linked titles with teasers."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pipelines.describe.sites import stays_on_site
from pipelines.extract import looks_like
from pipelines.prose import letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

    Row = tuple[HtmlElement | None, object, str | None]

#: How many cards make a row, how many elements around a block may be its card, how many blocks above it its title.
ROW, AROUND, REACH = 3, 5, 3
#: Shortest title of a card, in letters; most letters in one, and fewest of the story beside them.
TITLE_LETTERS, CARD_LETTERS, STORY_LETTERS = 15, 450, 300
#: How much of the story there is at least for what the cards hold.
STORY_SHARE = 1 / 3
#: The place of a title that is nowhere.
NOWHERE = 1 << 30
#: What is no card, but a part of one.
PARTS = frozenset("p h1 h2 h3 h4 h5 h6 a span td br".split())


def cards(document: Document) -> None:
    """Mark the body blocks in rows of cards above or below the story, where that is no mere introduction to them."""
    if document.tree is None or document.page_type == "thread":
        return
    beside = beside_story(document.body)
    titled = near_titles(document.blocks) if beside else set()
    likely = (block for block in beside if block.index in titled)
    found = {block: card for block in likely if (card := card_of(block)) is not None}
    rows = rows_of(found, document) if found else []
    if not rows:
        return
    within = {block for row in rows for block in row}
    told = [block for block in document.body if block not in within and is_story_prose(block)]
    homes = {block.home for block in told}
    own = (row for row in rows if stands_amid(row, told) or found[row[0]].getparent() in homes)
    gone = within.difference(*own)
    if gone and size(told) >= max(STORY_LETTERS, STORY_SHARE * size(gone)):
        for block in gone:
            block.reason = Reason.RELATED


def beside_story(body: list[Block]) -> list[Block]:
    """Return the blocks of *body* above and below those in the element that holds most of the story."""
    told = [block for block in body if is_story_prose(block)]
    sizes: Counter[HtmlElement | None] = Counter()
    for block in told:
        sizes[block.home] += letters(block.text)
    if not told:
        return []
    home = sizes.most_common(1)[0][0]
    held = [block.index for block in told if block.home is home]
    return [block for block in body if not held[0] <= block.index <= held[-1]]


def near_titles(blocks: list[Block]) -> set[int]:
    """Return the places of those of *blocks* near which one is little but a link, by its length a title."""
    linked = filter(is_linked, blocks)
    return {place for block in linked for place in range(block.index - REACH + 1, block.index + REACH + 1)}


def is_linked(block: Block) -> bool:
    """Return whether *block* is little but a link, by its length a title."""
    return block.link_share >= LINKED and letters(block.text) >= TITLE_LETTERS


def card_of(block: Block) -> HtmlElement | None:
    """Return the innermost element around *block* that has a twin beside it."""
    for element in block.around(AROUND):
        twins = (element.getprevious(), element.getnext())
        if element.tag not in PARTS and any(twin is not None and looks_like(twin, element) for twin in twins):
            return element
    return None


def rows_of(found: dict[Block, HtmlElement], document: Document) -> list[list[Block]]:
    """Return the blocks of each row of cards, of those *found*, that lead to other pages of the site and tease them."""
    rows: dict[Row, list[Block]] = defaultdict(list)
    for block, card in found.items():
        rows[row_of(card)].append(block)
    titled: dict[Row, dict[HtmlElement, int]] = defaultdict(dict)
    for block in document.blocks:
        around = block.around(AROUND) if is_linked(block) else ()
        inside = [(row, card) for card in around if (row := row_of(card)) in rows]
        if inside and leads_on(block, document.page.url):
            for row, card in inside:
                titled[row].setdefault(card, block.index)
    url = document.page.url
    return [
        blocks for row, blocks in rows.items() if len(titled[row]) >= ROW and are_cards(blocks, found, titled[row], url)
    ]


def row_of(card: HtmlElement) -> Row:
    """Return the element around *card*, and what it has in common with its twins in that."""
    return card.getparent(), card.tag, card.get("class")


def are_cards(blocks: list[Block], found: dict[Block, HtmlElement], titles: dict[HtmlElement, int], url: str) -> bool:
    """Return whether the elements *found* around *blocks* are short, begin with their *titles*, and most tease."""
    held: dict[HtmlElement, list[Block]] = defaultdict(list)
    for block in blocks:
        held[found[block]].append(block)
    titled = all(titles.get(card, NOWHERE) < inner[0].index + REACH for card, inner in held.items())
    teasing = sum(not all(leads_on(block, url) for block in inner) for inner in held.values())
    return titled and 2 * teasing >= len(held) and all(size(inner) <= CARD_LETTERS for inner in held.values())


def leads_on(block: Block, url: str) -> bool:
    """Return whether *block* is little but a link to another page of the site of *url*, by its title."""
    if not is_linked(block) or not block.links:
        return False
    href, text = block.links[0]
    return letters(text) >= TITLE_LETTERS and "#" not in href and stays_on_site(href, url)


def stands_amid(row: list[Block], told: list[Block]) -> bool:
    """Return whether a block of *row* stands between two of those *told*."""
    return bool(told) and any(told[0].index < block.index < told[-1].index for block in row)


def size(blocks: Iterable[Block]) -> int:
    """Return how many letters *blocks* have."""
    return sum(letters(block.text) for block in blocks)
