"""A table of data that belongs to the story is whole; layout and lists of other pages are left alone."""

from __future__ import annotations

from time import process_time

import pytest

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


PARAGRAPH_CELL = "<p>%s</p>"


def test_a_table_between_paragraphs_that_each_stand_in_a_box_is_kept() -> None:
    box = f"<section><div class='block'>{PROSE}</div></section>"
    body = f"{box}<section><div class='block'><div><figure>{table(ROWS)}</figure></div></div></section>{box}"
    assert len(kept(blocks_of(f"<main>{body}</main>"))) == 8
    two = f"<div>{table(ROWS)}</div><div><div><figure>{table(ROWS)}</figure></div></div>"
    assert len(kept(blocks_of(f"<main>{box}<section><div>{two}</div></section>{box}</main>"))) == 16
    other = f"<section class='embed'><div>{table(ROWS)}</div></section>"
    assert kept(blocks_of(f"<main>{box}{other}{box}</main>")) == []
    assert len(kept(blocks_of(f"<main>{box}{other.replace('embed', 'table-box')}{box}</main>"))) == 8
    deep = f"<div><div><div><figure>{table(ROWS)}</figure></div></div></div>"
    assert len(kept(blocks_of(f"<main>{PROSE}{deep}{PROSE}</main>"))) == 8
    promoted = deep.replace("figure", "div").replace("<div>", "<div class='promo'>", 1)
    assert kept(blocks_of(f"<main>{PROSE}{promoted}{PROSE}</main>")) == []
    form = table(ROWS, "%s<input>")
    assert kept(blocks_of(f"<main>{box}<section><div>{form}</div></section>{box}</main>")) == []
    far = "<p>Tide</p>" * 4
    assert kept(blocks_of(f"<main>{box}<section><div>{far}{table(ROWS)}</div></section>{box}</main>")) == []


def test_cells_may_hold_a_paragraph_each() -> None:
    blocks = blocks_of(f"<article>{PROSE}{table(ROWS, PARAGRAPH_CELL)}{PROSE}</article>")
    for block in blocks:
        block.main = len(block.text) > 20
    keep_tables(blocks)
    assert all(block.main for block in blocks)


def test_a_page_laid_out_by_a_table_is_no_table_of_data() -> None:
    menu = "<td><p>Home</p><p>Tides</p></td>"
    blocks = blocks_of(f"<table><tr>{menu}<td>{PROSE}{PROSE}</td></tr><tr>{menu}<td>{PROSE}</td></tr></table>")
    for block in blocks:
        block.main = len(block.text) > 20
    keep_tables(blocks)
    assert [block.text for block in blocks if not block.main] == ["Home", "Tides"] * 2


def test_a_table_of_figures_may_link_to_what_they_are_of_under_the_heads_of_columns() -> None:
    def rows(head: str, second: str) -> str:
        lines = "".join(f"<tr><td><a href='/{n}'>Ferry company {n}</a></td><td>{second}</td></tr>" for n in range(3))
        return f"<table><tr><{head}>Company</{head}><{head}>Boats</{head}></tr>{lines}</table>"

    assert len(kept(blocks_of(f"<article>{PROSE}{rows('th', '41')}{PROSE}</article>"))) == 8
    assert kept(blocks_of(f"<article>{PROSE}{rows('th', 'open')}{PROSE}</article>")) == []
    assert kept(blocks_of(f"<article>{PROSE}{rows('td', '41')}{PROSE}</article>")) == []


def test_a_table_that_ends_the_story_is_kept_below_its_heading() -> None:
    blocks = blocks_of(f"<article>{PROSE}<h2>Boats by month</h2>{table(ROWS)}</article>")
    blocks[1].main = True
    assert len(kept(blocks)) == 8


def test_a_form_below_what_announces_it_is_no_table_of_the_story() -> None:
    form = table((("Name", "<input>"), ("Password", "<input>")), "%s")
    announced = "<p>Whoever wants to say what they think of the boats that came in over the summer signs in here:</p>"
    assert kept(blocks_of(f"<article>{PROSE}{announced}{form}</article>")) == []
    assert kept(blocks_of(f"<article>{PROSE}{form}{PROSE}</article>")) == []


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("hidden-tablet", 0),
        ("vegetable-box", 0),
        ("tableau", 0),
        ("wikitable", 8),
        ("dataTable", 8),
        ("price_table", 8),
    ],
)
def test_a_box_is_one_for_tables_by_the_word(name: str, cells: int) -> None:
    box = f"<section><div class='block'>{PROSE}</div></section>"
    other = f"<section class='{name}'><div>{table(ROWS)}</div></section>"
    assert len(kept(blocks_of(f"<main>{box}{other}{box}</main>"))) == cells


def test_time_is_no_cube_of_how_deep_tables_nest() -> None:
    begun = process_time()
    deep = "<table><tr><td><p>Tide</p><p>12</p></td><td>Moon</td></tr><tr><td>1</td><td>" * 120
    assert "Tide" not in kept(blocks_of(deep))
    assert process_time() - begun < 0.6


def test_items_laid_out_as_tables_of_one_row_are_kept_where_they_are_announced() -> None:
    items = table((("1.", "Holm A. The quay"),)) + table((("2.", "Lind B. The pier"),))
    assert kept(blocks_of(f"<div>{PROSE}<p>References:</p>{items}</div>")) == [
        "1.",
        "Holm A. The quay",
        "2.",
        "Lind B. The pier",
    ]
    assert kept(blocks_of(f"<div>{PROSE}<p>References</p>{items}</div>")) == []
    linked = table((("1.", "<a href='/quay'>The quay in winter</a>"),))
    assert "The quay in winter" not in kept(blocks_of(f"<div>{PROSE}<p>More on this:</p>{linked}</div>"))


def test_a_row_of_two_columns_is_no_item() -> None:
    layout = table((("Harbour news", "All about boats"),))
    assert kept(blocks_of(f"<div>{PROSE}<p>References:</p>{layout}</div>")) == []
