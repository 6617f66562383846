"""Blocks in, tables of data whole: of one that belongs to the story no row and no cell is lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from pipelines.document import hyphened, shown_text
from pipelines.extract import looks_like, reads_as_story
from pipelines.prose import COLONS, is_prose, letters
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Rows and columns from which a table holds data: fewer are layout.
LEAST = 2
#: How many elements around a table (a figure, a box that scrolls) may part it from the element of the paragraphs.
WRAPPED = 2
#: How many blocks, such as a heading or a caption, may part a table from a paragraph of the story.
NEAR = 3
#: Share of a table's letters that are main from which all of it is.
MOSTLY = 0.5
CELLS = ("td", "th")
#: Most signs of what marks an item.
MARK = 4
#: Elements whose tables are none of the story around them.
APART = frozenset("aside nav footer header form".split())
#: What a table has that lays out a form.
FIELDS = ("input", "textarea", "select")
NUMERAL = re.compile(r"\d")
#: What a table, or a box for one, is called; not what is for tablets, or notable.
TABLE = re.compile(r"(?<![a-z])(?:data|wiki|time|sor)?table(?!t|au)")


def keep_tables(blocks: Sequence[Block]) -> None:
    """Mark all of each table of data that stands among the main paragraphs, or that is main for the most part."""
    tables = tables_in(blocks)
    told = [block for block in blocks if block.main and reads_as_story(block)] if tables else []
    homes = {block.element.getparent() for block in told if block.element is not None}
    apart = apart_from(tables.values(), len(blocks))
    for table, lines in tables.items():
        if is_marked_item(table) and is_announced(lines[0], blocks) and stands_in(table, homes):
            for line in lines:
                line.main = not line.hidden and line.link_share < LINKED
        if not is_data(table) or any(line.hidden for line in lines):
            continue
        among = bool(told) and told[0].index < lines[0].index and lines[-1].index < told[-1].index
        own = stands_in(table, homes)
        stands = (among and (own or is_between(table, lines, told, apart))) or (own and is_headed(lines[0], blocks))
        if is_mostly_main(lines) or (stands and not is_linked(table, lines) and not is_form(table)):
            for line in lines:
                line.main = True


def is_headed(line: Block, blocks: Sequence[Block]) -> bool:
    """Return whether what stands above *line*, the first of a table, heads or announces it, and is of the story."""
    above = blocks[max(0, line.index - 1)]
    return above.main and (above.kind == "heading" or above.text.endswith(COLONS))


def is_marked_item(table: HtmlElement) -> bool:
    """Return whether *table* lays out an item of a list: one row, of a mark or a number and what it says."""
    cells = list(table.iter(*CELLS))
    rows = sum(1 for _ in table.iter("tr"))
    return rows == 1 and len(cells) == LEAST and 0 < len(shown_text(cells[0])) <= MARK


def is_announced(line: Block, blocks: Sequence[Block]) -> bool:
    """Return whether *line*, the first of an item, stands below what announces it, or below another item that does."""
    above = blocks[max(0, line.index - 1)]
    item = table_of(above.home)
    return above.main and (above.text.endswith(COLONS) or (item is not None and is_marked_item(item)))


def is_form(table: HtmlElement) -> bool:
    """Return whether *table* lays out a form."""
    return next(table.iter(*FIELDS), None) is not None


def apart_from(tables: Iterable[Sequence[Block]], size: int) -> list[int]:
    """Return how many of *size* blocks stand before each, and before the end, that are in none of *tables*."""
    held = {line.index for lines in tables for line in lines}
    return [0, *accumulate(index not in held for index in range(size))] if held else []


def is_between(table: HtmlElement, lines: Sequence[Block], told: Sequence[Block], apart: Sequence[int]) -> bool:
    """Return whether *table*, of *lines*, stands right between two paragraphs of the story, *told*, in the element that
    holds them in a box like theirs or one for tables: few blocks that are *apart* from tables part it from them."""
    index = attrgetter("index")
    above = told[bisect_left(told, lines[0].index, key=index) - 1]
    below = told[bisect_left(told, lines[-1].index + 1, key=index)]
    far = max(apart[lines[0].index] - apart[above.index + 1], apart[below.index] - apart[lines[-1].index + 1])
    if far >= NEAR:
        return False
    below_it = set(below.around())
    holder = next((element for element in above.around() if element in below_it), None)
    boxes = list(takewhile(lambda element: element is not holder, table.iterancestors()))
    if any(element.tag in APART for element in boxes):
        return False
    own = list(takewhile(lambda element: element is not holder, above.around()))
    alike = bool(boxes and own) and looks_like(boxes[-1], own[-1])
    return alike or any(is_called_table(element) for element in (table, *boxes))


def is_called_table(element: HtmlElement) -> bool:
    """Return whether *element*, a table or around one, is an editor's: by its name."""
    return element.tag == "figure" or TABLE.search(hyphened(element.get("class") or "")) is not None


def tables_in(blocks: Sequence[Block]) -> dict[HtmlElement, list[Block]]:
    """Return the blocks of each table that has cells, innermost tables alone."""
    homes = {block.home for block in blocks}
    holders = {home for home in homes if home is not None and home.tag in CELLS}
    if not holders and all(block.kind != "cell" for block in blocks):
        return {}
    tables = {home: table_of(home) for home in homes}
    found = {tables[block.home] for block in blocks if block.kind == "cell"}
    found.update(table for table in {tables[home] for home in holders} if table is not None and holds_lines(table))
    lines: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        table = tables[block.home]
        if table is not None and table in found:
            lines.setdefault(table, []).append(block)
    return lines


def table_of(home: HtmlElement | None) -> HtmlElement | None:
    """Return the innermost table that *home* stands in, or is."""
    return home if home is None or home.tag == "table" else next(home.iterancestors("table"), None)


def is_data(table: HtmlElement) -> bool:
    """Return whether *table* has rows and columns, and no other table in it."""
    rows = list(table.iter("tr"))
    columns = max((sum(1 for _ in row.iterchildren("td", "th")) for row in rows), default=0)
    return len(rows) >= LEAST and columns >= LEAST and next(table.iterdescendants("table"), None) is None


def stands_in(table: HtmlElement, homes: set[HtmlElement | None]) -> bool:
    """Return whether *table* stands in one of *homes*, or in a box in it."""
    around = list(table.iterancestors())[: 1 + WRAPPED]
    return not homes.isdisjoint(around)


def is_mostly_main(lines: Sequence[Block]) -> bool:
    """Return whether most of the text of *lines* is main."""
    main = sum(letters(line.text) for line in lines if line.main)
    return main >= MOSTLY * sum(letters(line.text) for line in lines)


def is_linked(table: HtmlElement, lines: Sequence[Block]) -> bool:
    """Return whether most of the text of *lines*, those of *table*, is links, and no row has a figure beside its link
    under the heads of columns."""
    linked = sum(line.link_share * letters(line.text) for line in lines)
    if linked < LINKED * sum(letters(line.text) for line in lines):
        return False
    figures = sum(not line.links and NUMERAL.search(line.text) is not None for line in lines)
    return next(table.iter("th"), None) is None or figures < sum(1 for _ in table.iter("tr")) - 1


def holds_lines(table: HtmlElement) -> bool:
    """Return whether the cells of *table* hold paragraphs that are but lines: with more, or with another table, it lays
    out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    texts = [shown_text(cell) for cell in table.iter(*CELLS)]
    return sum(len(text) for text in texts if is_prose(text)) <= MOSTLY * sum(map(len, texts))
