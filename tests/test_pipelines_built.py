"""Text that an editor has put into the rows of a page builder is one; its foot and its links are none of it."""

from __future__ import annotations

import pytest

from pipelines.blocks import tree_blocks
from pipelines.built import keep_built
from pipelines.markup import to_tree

PROSE = "The harbour board counted the boats that came in over the three summer months of the year."
OTHER = "A diver looked at the northern wall on Tuesday and found it to be whole from end to end."


def row(said: str, names: tuple[str, str] = ("vc_row wpb_row", "wpb_text_column wpb_content_element")) -> str:
    return f"<div class='{names[0]}'><div><div class='{names[1]}'>{said}</div></div></div>"


def kept(body: str) -> list[str]:
    """Return what is main of *body*, of which the first two blocks were, once boxes were looked at."""
    blocks = tree_blocks(to_tree(f"<html><body>{body}</body></html>"))
    for block in blocks:
        block.main = block.index < 2
    keep_built(blocks)
    return [block.text for block in blocks[2:] if block.main]


STORY = f"<p>{PROSE}</p><p>{OTHER}</p>"


@pytest.mark.parametrize(
    "names", [("vc_row", "wpb_text_column"), ("et_pb_section", "et_pb_text"), ("fl-row", "fl-rich-text")]
)
def test_rows_beside_that_of_the_story_are_of_it(names: tuple[str, str]) -> None:
    rows = row(STORY, names) + row("<h2>How long</h2><p>Two hours</p><ul><li>No boats after dusk</li></ul>", names)
    assert kept(f"<div>{rows}</div>") == ["Two hours", "No boats after dusk"]


def test_an_item_of_a_row_is_kept_though_it_stands_in_no_text_box() -> None:
    rows = row(STORY) + row("<ul><li>No boats after dusk</li></ul>", ("vc_row", "list"))
    assert kept(f"<div>{rows}</div>") == ["No boats after dusk"]


@pytest.mark.parametrize(
    "other",
    [
        f"<footer>{row('<p>Harbour board, Quay 1</p>')}</footer>",
        row("<p><a href='/boats'>All boats of the year</a></p>"),
        row("<p>Write to us</p>", ("vc_row", "wpb_button")),
        "<div><p>Harbour board, Quay 1</p></div>",
    ],
)
def test_what_stands_elsewhere_or_leads_away_is_none_of_it(other: str) -> None:
    assert kept(f"<div>{row(STORY)}{other}</div>") == []


def test_a_single_paragraph_in_a_box_tells_of_no_other() -> None:
    assert kept(f"<div><p>Ferry</p>{row(f'<p>{PROSE}</p>')}{row('<p>Two hours</p>')}</div>") == []
