"""A column beside the story goes; what is only called like one stays."""

from __future__ import annotations

import pytest

from pipelines.clean.around import nearest
from pipelines.clean.columns import is_column
from pipelines.markup import to_tree
from schemas import Draft
from tests.stories import STORY, html_page, paragraphs

OTHERS = [
    "Frost takes the harvest of three valleys in a night that nobody had foreseen, and the growers ask for help.",
    "A ferry will sail to the islands again from May, says the harbour, if the ice on the sound allows it by then.",
]


def beside(names: str, story: str = paragraphs(STORY["en"])) -> Draft:
    column = f"<div {names}>{paragraphs(OTHERS)}</div>"
    return html_page(f"<div class='page'><div class='middle'><h1>The harbour opens</h1>{story}</div>{column}</div>")


@pytest.mark.parametrize(
    "names", ["class='rightColumn'", "id='colRight'", "class='page_right'", "id='rightContCol'", "class='sidebar'"]
)
def test_what_stands_in_a_column_beside_the_story_is_no_part_of_it(names: str) -> None:
    draft = beside(names)
    assert not any(text in draft.text for text in OTHERS)
    assert all(text in draft.text for text in STORY["en"])


@pytest.mark.parametrize(
    "names", ["content-sidebar-wrap", "no-sidebar", "has-right-sidebar", "copyright", "bright-bar"]
)
def test_what_is_only_called_like_a_column_is_none(names: str) -> None:
    tree = to_tree(f"<body><div class='{names}'><p>{OTHERS[0]}</p></div></body>")
    assert nearest(tree.find(".//p"), is_column, {}) is None


def test_it_goes_where_the_headline_stands_under_the_story_too() -> None:
    story = f"<div class='middle'>{paragraphs(STORY['en'])}<h1>The harbour opens</h1></div>"
    draft = html_page(f"<div class='page'>{story}<div class='rightcol'>{paragraphs(OTHERS)}</div></div>")
    assert not any(text in draft.text for text in OTHERS)


def test_a_column_with_the_headline_in_it_is_the_story() -> None:
    draft = html_page(f"<div class='rightcol'><h1>The harbour opens</h1>{paragraphs(STORY['en'])}</div>")
    assert all(text in draft.text for text in STORY["en"])


def test_the_column_stays_where_little_stands_beside_it() -> None:
    draft = beside("class='rightcol'", story="<p>All about it.</p>")
    assert all(text in draft.text for text in OTHERS)


def test_columns_under_each_heading_of_the_story_are_parts_of_it() -> None:
    cons = [f"It leaks in heavy seas, the crews say, and nobody has found the place in {year}." for year in (1, 2, 3)]
    boxes = [
        f"<div class='pro_col_left'><p>Pros: fast</p></div><div class='col_right'><p>{con}</p></div>" for con in cons
    ]
    told = zip(STORY["en"], boxes, strict=True)
    body = "".join(f"<h2>Boat</h2><p>{text}</p>{box}" for text, box in told)
    draft = html_page(f"<h1>The harbour opens</h1>{body}<p>{OTHERS[0]}</p>")
    assert all(con in draft.text for con in cons)


def test_several_boxes_of_a_column_after_the_story_go_all_the_same() -> None:
    boxes = "".join(f"<div class='sidebar'><p>{text}</p></div>" for text in (*OTHERS, OTHERS[0][10:]))
    story = paragraphs(STORY["en"])
    draft = html_page(f"<div class='page'><div class='middle'><h1>The harbour opens</h1>{story}</div>{boxes}</div>")
    assert not any(text in draft.text for text in OTHERS)


@pytest.mark.parametrize("name", ["sidebar", "right-rail", "side-right collapse"])
def test_boxes_called_bars_amid_the_story_go_too(name: str) -> None:
    boxes = [f"<div class='{name}'><p>{text}</p></div>" for text in (*OTHERS, OTHERS[0][10:])]
    told = [STORY["en"][0], *STORY["de"], *STORY["fr"]]
    body = "".join(f"<p>{text}</p>{box}" for text, box in zip(told, [*boxes, "", "", "", ""], strict=True))
    draft = html_page(f"<h1>The harbour opens</h1>{body}")
    assert not any(text in draft.text for text in OTHERS)
