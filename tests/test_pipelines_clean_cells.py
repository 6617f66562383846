"""A cell of data is no notice; the label of a list that a table lays out may be one."""

from __future__ import annotations

from time import process_time

from pipelines.blocks import tree_blocks
from pipelines.clean.cells import is_cell
from pipelines.clean.sure_notices import middle_reason
from pipelines.document import Block
from pipelines.markup import to_tree
from pipelines.reasons import Reason


def cells_of(*rows: str) -> list[Block]:
    """Return the blocks of a table of *rows*, all of them cells of data."""
    blocks = tree_blocks(to_tree(f"<body><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body>"))
    assert all(map(is_cell, blocks))
    return blocks


def test_a_paragraph_in_a_cell_over_links_may_be_a_label_of_them_and_over_figures_is_data() -> None:
    heads = "<td><p>Read also</p></td><td><p>Year</p></td>"
    linked = "<td><p><a href='/1'>Storm tears the wall away</a></p></td><td><p>2024</p></td>"
    label, year, link, _ = cells_of(heads, linked)
    assert (middle_reason(label, link), middle_reason(year, link)) == (Reason.READ_MORE, None)
    label, _, below, _ = cells_of(heads, "<td><p>Yes</p></td><td><p>2024</p></td>")
    assert middle_reason(label, below) is None


def test_time_is_linear_in_the_cells_of_a_row() -> None:
    begun = process_time()
    assert len(cells_of("<td>Tide</td>" * 4000)) == 4000
    assert process_time() - begun < 5
