"""A block in, whether it is a cell of a table out, or only laid out by one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Characters from which a cell is a column of the page.
COLUMN = 400
#: How many cells of a row tell whether they are columns of the page, which has few.
FEW_CELLS = 20


def is_cell(block: Block) -> bool:
    """Return whether *block* is a cell beside others, or all of one; alone, or beside columns, it is layout."""
    cell = block.element if block.kind == "cell" else cell_around(block)
    row = None if cell is None else cell.getparent()
    if row is None or len(row) == 1:
        return False
    return all(len(cell.text_content()) < COLUMN for cell in islice(row, FEW_CELLS))


def is_over_links(block: Block) -> bool:
    """Return whether *block* is a paragraph in a cell, over a row with links: it may be a label of a list of those, for
    which a table lays out the page."""
    cell = cell_around(block)
    row = None if cell is None else cell.getparent()
    below = None if row is None else row.getnext()
    return below is not None and next(below.iter("a"), None) is not None


def cell_around(block: Block) -> HtmlElement | None:
    """Return the cell that has nothing in it but *block*, a paragraph."""
    home = block.home
    return home if home is not None and home.tag in ("td", "th") and len(home) == 1 else None
