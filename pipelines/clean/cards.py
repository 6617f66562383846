"""Blocks in, marked: cards above or below the story that lead to others of the site: linked titles with teasers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pipelines.describe.sites import stays_on_site
from pipelines.document import shown_text
from pipelines.extract import looks_like
from pipelines.items import letters_of
from pipelines.prose import letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

    Row = tuple[HtmlElement | None, object, str | None]
    Blocks = Mapping[HtmlElement, list[Block]]

#: How many cards make a row, how many elements around a block may be its card, how many blocks above it its title.
ROW, AROUND, REACH = 3, 5, 3
#: Shortest title of a card, in letters; most letters in one, and fewest of the story beside them.
TITLE_LETTERS, CARD_LETTERS, STORY_LETTERS = 15, 450, 300
#: How much of the story there is at least for what the cards hold that stand outside its `<article>`.
STORY_SHARE = 1 / 3
#: What is no card, but a part of one.
PARTS = frozenset("p h1 h2 h3 h4 h5 h6 a span td br".split())
#: The number that a title begins with.
NUMBER = re.compile(r"\D{0,3}(\d{1,3})(?!\d)")


def cards(document: Document) -> None:
    """Mark the body blocks in rows of cards above or below the story, where that is no mere introduction to them."""
    if document.tree is None or document.page_type == "thread":
        return
    linked = [block for block in document.blocks if is_linked(block)]
    body = document.body if len(linked) >= ROW else []
    places = {block.index for block in linked}
    likely = [block for block in body if not places.isdisjoint(near(block.index))]
    told = [block for block in body if is_story_prose(block)] if likely else []
    if not told:
        return
    home = home_of(told)
    found = {block: card for block in beside(home, told, likely) if (card := card_of(block)) is not None}
    rows = rows_of(found, linked, document.page.url) if found else []
    if not rows:
        return
    within = {block for row in rows for block in row}
    told = [block for block in told if block not in within]
    gone = others(rows, found, told, home)
    if gone and letters_of(told) >= max(STORY_LETTERS, STORY_SHARE * letters_of(gone)):
        for block in gone:
            block.reason = Reason.RELATED


def is_linked(block: Block) -> bool:
    """Return whether *block* is little but a link, by its length a title."""
    return block.link_share >= LINKED and letters(block.text) >= TITLE_LETTERS


def near(place: int) -> range:
    """Return the places where the title of a card may stand that has a block at *place*."""
    return range(place - REACH, place + REACH)


def home_of(told: list[Block]) -> HtmlElement | None:
    """Return the element that holds most of what is *told*."""
    sizes: Counter[HtmlElement | None] = Counter()
    for block in told:
        sizes[block.home] += letters(block.text)
    return sizes.most_common(1)[0][0]


def beside(home: HtmlElement | None, told: list[Block], blocks: list[Block]) -> list[Block]:
    """Return those of *blocks* above and below what is *told* in *home*."""
    held = [block.index for block in told if block.home is home]
    return [block for block in blocks if not held[0] <= block.index <= held[-1]]


def card_of(block: Block) -> HtmlElement | None:
    """Return the innermost element around *block* that has a twin beside it."""
    for element in block.around(AROUND):
        twins = (element.getprevious(), element.getnext())
        if element.tag not in PARTS and any(twin is not None and looks_like(twin, element) for twin in twins):
            return element
    return None


def rows_of(found: Mapping[Block, HtmlElement], linked: list[Block], url: str) -> list[list[Block]]:
    """Return the blocks of each row of cards, of those *found*, with titles, of those *linked*, that lead to other
    pages of the site of *url* and tease them."""
    rows: dict[Row, dict[HtmlElement, list[Block]]] = {}
    for block, card in found.items():
        rows.setdefault(row_of(card), {}).setdefault(card, []).append(block)
    titles = {block.index: block for block in linked}
    likely = {row: held for row, held in rows.items() if may_be_cards(held, titles)}
    holders = {parent for parent, _, _ in likely}
    links: dict[Row, dict[HtmlElement, list[Block]]] = {row: {} for row in likely}
    for block in linked if likely else ():
        for card, around in pairwise(block.around(AROUND + 1)):
            if around in holders and (row := row_of(card)) in likely:
                links[row].setdefault(card, []).append(block)
    return [[*chain(*held.values())] for row, held in likely.items() if are_cards(held, links[row], url)]


def row_of(card: HtmlElement) -> Row:
    """Return the element around *card*, and what it has in common with its twins in that."""
    return card.getparent(), card.tag, card.get("class")


def may_be_cards(held: Blocks, titles: Mapping[int, Block]) -> bool:
    """Return whether each of the elements that hold the blocks *held* has one of *titles*, by their places, near the
    first of these, and none is long, or a row of a table of data."""
    short = all(letters_of(inner) <= CARD_LETTERS for inner in held.values())
    return short and all(is_titled(card, inner[0].index, titles) and not is_data(card) for card, inner in held.items())


def is_titled(card: HtmlElement, place: int, titles: Mapping[int, Block]) -> bool:
    """Return whether one of *titles*, by their places, stands in *card*, near *place*."""
    return any(card in block.around(AROUND) for block in filter(None, map(titles.get, near(place))))


def are_cards(held: Blocks, links: Blocks, url: str) -> bool:
    """Return whether the elements that hold the blocks *held* are of several whose *links* lead to other pages of the
    site of *url*, most say more than that, and no number counts them."""
    if len(links) < ROW:
        return False
    leading = {block for block in chain(*links.values()) if leads_on(block, url)}
    titles = {card: title for card, inner in links.items() for title in reversed(inner) if title in leading}
    headed = all(card in titles and titles[card].index < inner[0].index + REACH for card, inner in held.items())
    teasing = sum(not leading.issuperset(inner) for inner in held.values())
    counted = are_numbered(title.text for title in titles.values())
    return len(titles) >= ROW and headed and 2 * teasing >= len(held) and not counted


def is_data(card: HtmlElement) -> bool:
    """Return whether *card* is a row of a table of which several cells say something."""
    return card.tag == "tr" and sum(bool(shown_text(cell)) for cell in card.iterchildren("td", "th")) > 1


def are_numbered(titles: Iterable[str]) -> bool:
    """Return whether *titles* begin with numbers, each one more, or one less, than that before: a story counts them."""
    numbers = [found and int(found[1]) for found in map(NUMBER.match, titles)]
    steps = {above and below and below - above for above, below in pairwise(numbers)}
    return steps in ({1}, {-1})


def leads_on(block: Block, url: str) -> bool:
    """Return whether *block*, little but a link, leads to another page of the site of *url*, by its title."""
    if not block.links:
        return False
    href, text = block.links[0]
    titled = letters(text) >= TITLE_LETTERS and "#" not in href
    return titled and stays_on_site(href, url) and not leads_below(href, url)


def leads_below(href: str, url: str) -> bool:
    """Return whether *href*, an address, is that of a part of the page at *url*: an entry of a live blog, say."""
    there, here = urlsplit(urljoin(url, href)), urlsplit(url)
    own = here.path.rstrip("/")
    if there.path.rstrip("/") == own:
        return set(filter(None, here.query.split("&"))).issubset(there.query.split("&"))
    return bool(own) and there.path.startswith(f"{own}/")


def others(
    rows: list[list[Block]], found: Mapping[Block, HtmlElement], told: list[Block], home: HtmlElement | None
) -> list[Block]:
    """Return the blocks of those *rows* that are none of the story's own: what stands amid what is *told*, in an
    element that holds some of it or in *home*, is, and so is what stands in its `<article>` where that is more."""
    homes = {block.home for block in told}
    held = () if home is None else (home, *home.iterancestors())
    article = next((element for element in held if element.tag == "article"), None)
    inside: list[Block] = []
    outside: list[Block] = []
    for row in rows:
        holders = list(found[row[0]].iterancestors())
        if not (stands_amid(row, told) or holders[0] in homes or home in holders):
            (inside if article in holders else outside).extend(row)
    return outside if letters_of(inside) > letters_of(told) else inside + outside


def stands_amid(row: list[Block], told: list[Block]) -> bool:
    """Return whether a block of *row* stands between two of those *told*."""
    return bool(told) and any(told[0].index < block.index < told[-1].index for block in row)
