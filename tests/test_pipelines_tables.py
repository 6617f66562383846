"""A table of data that belongs to the story is whole; layout and lists of other pages are left alone."""

from __future__ import annotations

from pipelines.blocks import tree_blocks
from pipelines.document import Block
from pipelines.markup import to_tree
from pipelines.tables import keep_tables

PROSE = "<p>The harbour board counted the boats that came in over the three summer months of the year.</p>"
ROWS = (("Month", "Boats"), ("June", "41"), ("July", "66"), ("August", "58"))


def table(rows: tuple[tuple[str, ...], ...], cell: str = "%s") -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell.replace('%s', text)}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>"


def blocks_of(body: str) -> list[Block]:
    """Return the blocks of *body*, of which paragraphs alone are main."""
    blocks = tree_blocks(to_tree(f"<html><body>{body}</body></html>"))
    for block in blocks:
        block.main = block.kind == "paragraph"
    return blocks


def kept(blocks: list[Block]) -> list[str]:
    """Return the cells that are main once tables were looked at."""
    keep_tables(blocks)
    return [block.text for block in blocks if block.main and block.kind == "cell"]


def test_a_table_between_paragraphs_is_kept_in_a_figure_too() -> None:
    cells = [text for row in ROWS for text in row]
    assert kept(blocks_of(f"<article>{PROSE}{table(ROWS)}{PROSE}</article>")) == cells
    assert kept(blocks_of(f"<article>{PROSE}<figure><div>{table(ROWS)}</div></figure>{PROSE}</article>")) == cells


def test_a_table_after_the_story_or_in_another_column_is_not() -> None:
    assert kept(blocks_of(f"<article>{PROSE}{PROSE}{table(ROWS)}</article>")) == []
    beside = f"<aside><div><div>{table(ROWS)}</div></div></aside>"
    assert kept(blocks_of(f"<div><article>{PROSE}</article>{beside}<article>{PROSE}</article></div>")) == []


def test_a_table_of_links_or_of_one_column_or_not_shown_is_not() -> None:
    linked = table(ROWS, "<a href='/%s'>%s</a>")
    column = table(tuple((first,) for first, _ in ROWS))
    for other in (linked, column, f"<div hidden>{table(ROWS)}</div>"):
        assert kept(blocks_of(f"<article>{PROSE}{other}{PROSE}</article>")) == []


def test_no_cell_is_torn_out_of_a_table_that_is_mostly_main() -> None:
    blocks = blocks_of(table(ROWS))
    for block in blocks:
        block.main = block.text != "July"
    assert kept(blocks) == [text for row in ROWS for text in row]
