"""Lines between paragraphs that lead to other stories of the site are cut; those that the story speaks of stay."""

from __future__ import annotations

import pytest

from pipelines.blocks import tree_blocks
from pipelines.clean.interposed import interposed
from pipelines.document import Document
from pipelines.markup import to_tree
from tests.records import page
from tests.stories import STORY, paragraphs

TOLD = [*STORY["en"], *STORY["en"]]


def found_in(markup: str) -> list[str]:
    document = Document(page(), tree=to_tree(f"<html><body><div>{markup}</div></body></html>"))
    assert document.tree is not None
    document.blocks = tree_blocks(document.tree)
    return [block.text for block in interposed(document)]


@pytest.mark.parametrize(
    "line",
    [
        "<b>HARBOUR: </b><a href='/a'>Crews wait for the keys</a>",
        "<a href='/a'>PHOTOS: Crews wait for the keys</a>",
        "— <a href='/a'>Crews wait for the keys</a>",
        "<a href='/a'>— Crews wait for the keys</a>",
        "<a href='/a'>» Crews wait for the keys</a>",
        "<b>[See </b><a href='/a'>Why the crews wait for the keys</a><b>.]</b>",
        "<b><a href='/a'>WHY DO THE CREWS WAIT FOR THE KEYS?</a></b>",
    ],
)
def test_a_line_that_leads_to_another_story_goes(line: str) -> None:
    text = "".join(to_tree(f"<p>{line}</p>").itertext())
    assert found_in(f"{paragraphs(TOLD[:2])}<p>{line}</p>{paragraphs(TOLD[2:])}") == [text]
    assert found_in(f"{paragraphs(TOLD[:2])}<p>{line}</p>") == []


@pytest.mark.parametrize(
    "line",
    [
        "<b>Harbour: </b><a href='/a'>Crews wait for the keys</a>",
        "<b>SOURCE: </b><a href='https://other.example/a'>Crews wait for the keys</a>",
        "<a href='/a'>The crews wait for the keys.</a>",
        "<a href='/a'>Crews wait for the keys</a>",
        "<a href='#note'>PHOTOS: Crews wait for the keys</a>",
        "<a href='/a'>»Crews wait for the keys of the hall«</a>",
    ],
)
def test_a_line_that_may_be_of_the_story_stays(line: str) -> None:
    assert found_in(f"{paragraphs(TOLD[:2])}<p>{line}</p>{paragraphs(TOLD[2:])}") == []


def test_what_a_colon_announces_stays() -> None:
    line = "<p><a href='/a'>PAPER: Crews wait for the keys</a></p>"
    assert found_in(f"{paragraphs([*TOLD[:2], 'This is what it says:'])}{line}{paragraphs(TOLD)}") == []
