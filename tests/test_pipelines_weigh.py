"""The model over blocks: it reads its trees as they were trained, and pages without telling names as well as others."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.blocks import tree_blocks
from pipelines.document import Document
from pipelines.extract import extract
from pipelines.features import COLUMNS, features
from pipelines.markup import to_tree
from pipelines.weigh import Trees, trees, weigh
from tests.records import page

PROSE = "The harbour board voted on Tuesday to close the old ferry landing before the winter storms arrive."


def document_of(body: str) -> Document:
    document = Document(page())
    document.tree = to_tree(f"<html><body>{body}</body></html>")
    document.blocks = tree_blocks(document.tree)
    extract(document)
    return document


def page_with(names: tuple[str, str, str]) -> str:
    menu, story, side = (f' class="{name}"' if name else "" for name in names)
    links = "".join(f"<li><a href='/{number}'>Section {number}</a></li>" for number in range(8))
    told = "".join(f"<p>{PROSE} Vote {number} was close, the clerk said.</p>" for number in range(7))
    others = "".join(f"<li><a href='/s{number}'>Another story number {number}</a></li>" for number in range(6))
    return (
        f"<div{menu}><ul>{links}</ul></div><div{story}><h1>Ferry landing to close</h1>{told}</div>"
        f"<div{side}><h3>More</h3><ul>{others}</ul></div>"
    )


def test_a_tree_asks_its_questions_and_reads_the_answers_as_bits() -> None:
    tree = Trees(
        columns=np.array([[0, 1]]),
        borders=np.array([[0.5, 2.0]], dtype=np.float32),
        leaves=np.array([[0.0, 1.0, 2.0, 3.0]], dtype=np.float32),
        bias=10.0,
    )
    matrix = np.array([[0, 0], [1, 0], [0, 3], [1, 3], [0.5, 2.0]], dtype=np.float32)
    assert tree.weigh(matrix).tolist() == [10.0, 11.0, 12.0, 13.0, 10.0]


def test_the_model_was_trained_on_the_columns_of_today() -> None:
    assert trees().columns.max() < len(COLUMNS)


def test_story_and_clutter_are_parted_with_telling_names_and_without() -> None:
    for names in (("nav", "article-body", "sidebar"), ("c1", "c2", "c3"), ("", "", "")):
        document = document_of(page_with(names))
        weigh(document)
        main = [block.text for block in document.blocks if block.main and block.kind != "heading"]
        assert main == [block.text for block in document.blocks if block.text.startswith("The harbour board")]


def test_one_document_has_one_weight() -> None:
    document = document_of(page_with(("a", "b", "c")))
    assert (trees().weigh(features(document)) == trees().weigh(features(document))).all()


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div class='x nav'>", "</div>", "<a href='/'>", "</a>", "a.", "日本", "<br>"])
    )
)
def test_any_markup_has_a_row_a_block(parts: list[str]) -> None:
    document = document_of("".join(parts) + "<p>end</p>")
    matrix = features(document)
    assert matrix.shape == (len(document.blocks), len(COLUMNS))
    assert np.isfinite(matrix).all()
