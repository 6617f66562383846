"""Blocks in, tables of data whole: of one that belongs to the story no row and no cell is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract import reads_as_story
from pipelines.prose import letters
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Rows and columns from which a table holds data: fewer are layout.
LEAST = 2
#: How many elements around a table (a figure, a box that scrolls) may part it from the element of the paragraphs.
WRAPPED = 2
#: Share of a table's letters that are main from which all of it is.
MOSTLY = 0.5


def keep_tables(blocks: Sequence[Block]) -> None:
    """Mark all of each table of data that stands among the main paragraphs, or that is main for the most part."""
    tables = tables_in(blocks)
    told = [block for block in blocks if block.main and reads_as_story(block)] if tables else []
    homes = {block.element.getparent() for block in told if block.element is not None}
    for table, lines in tables.items():
        if not is_data(table) or any(line.hidden for line in lines):
            continue
        among = bool(told) and told[0].index < lines[0].index and lines[-1].index < told[-1].index
        if is_mostly_main(lines) or (among and stands_in(table, homes) and not is_linked(lines)):
            for line in lines:
                line.main = True


def tables_in(blocks: Sequence[Block]) -> dict[HtmlElement, list[Block]]:
    """Return the blocks of each table that has cells, innermost tables alone."""
    if all(block.kind != "cell" for block in blocks):
        return {}
    tables = {home: table_of(home) for home in {block.home for block in blocks}}
    found = {tables[block.home] for block in blocks if block.kind == "cell"}
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


def is_linked(lines: Sequence[Block]) -> bool:
    """Return whether most of the text of *lines* is links."""
    linked = sum(line.link_share * letters(line.text) for line in lines)
    return linked >= LINKED * sum(letters(line.text) for line in lines)
