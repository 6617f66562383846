"""The model over blocks: it reads its trees as they were trained, and pages without telling names as well as others."""

import json
from collections.abc import Callable
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.blocks import tree_blocks
from pipelines.describe.evidence import gather
from pipelines.document import Block, Document
from pipelines.extract import extract
from pipelines.features import COLUMNS
from pipelines.markup import to_tree
from pipelines.page_features import ALL_COLUMNS, all_features, declares_story
from pipelines.quotes import keep_quoted_lines
from pipelines.updates import keep_updates
from pipelines.weigh import (
    ENOUGH,
    LEAST,
    LIKELY,
    Trees,
    drop_strays,
    enough_of,
    evened,
    is_shown_code,
    judged,
    keep_admonitions,
    keep_alike,
    keep_last_part,
    keep_lead,
    keep_linked_lines,
    keep_linked_sentences,
    keep_parts,
    keep_sections,
    keep_steps,
    page_trees,
    story_trees,
    weigh,
)
from tests.records import page
from tests.stories import STORY

PROSE = "The harbour board voted on Tuesday to close the old ferry landing before the winter storms arrive."


def document_of(body: str, head: str = "") -> Document:
    document = Document(page())
    document.tree = to_tree(f"<html><head>{head}</head><body>{body}</body></html>")
    document.blocks = tree_blocks(document.tree)
    gather(document)
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


def test_the_models_were_trained_on_the_columns_of_today() -> None:
    assert story_trees().columns.max() < len(COLUMNS)
    assert len(COLUMNS) <= page_trees().columns.max() < len(ALL_COLUMNS)


def test_story_and_clutter_are_parted_with_telling_names_and_without() -> None:
    for names in (("nav", "article-body", "sidebar"), ("c1", "c2", "c3"), ("", "", "")):
        document = document_of(page_with(names))
        weigh(document)
        main = [block.text for block in document.blocks if block.main and block.kind != "heading"]
        assert main == [block.text for block in document.blocks if block.text.startswith("The harbour board")]


def test_one_document_has_one_weight() -> None:
    document = document_of(page_with(("a", "b", "c")))
    assert (judged(document)[0] == judged(document)[0]).all()


def test_a_story_is_declared_with_its_day_or_its_author() -> None:
    article, author = '<meta property="og:type" content="article">', '<meta name="author" content="Nora Feld">'
    for head, said in ((article + author, True), (article, False), (author, False), ("", False)):
        assert declares_story(document_of(f"<p>{PROSE}</p>", head).evidence) == said


def offer() -> str:
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "Prices", "Jobs", "Contact"))
    parts = (
        ("Roofs", "We mend slate and tin"),
        ("Gutters", "Cleared twice a year"),
        ("Chimneys", "Swept and measured"),
    )
    cards = "".join(
        f"<div class='card'><h3>{name}</h3><p>{said} in every part of the county.</p></div>" for name, said in parts
    )
    return (
        f"<nav><ul>{menu}</ul></nav><main><h1>Roofers of the Lind valley</h1><p>Dry houses since 1950.</p>"
        f"<section>{cards}</section></main><footer><p>© Lind Roofers</p></footer>"
    )


def test_the_parts_of_an_offer_are_main_and_its_menu_is_not() -> None:
    document = document_of(offer())
    weigh(document)
    main = {block.text for block in document.blocks if block.main}
    assert {"Roofs", "Gutters", "Chimneys", "Swept and measured in every part of the county."} <= main
    assert not {"Prices", "Jobs", "© Lind Roofers"} & main


def test_blocks_that_look_alike_are_drawn_halfway_to_their_mean() -> None:
    document = document_of(
        "<ul><li class='card'>One</li><li class='card'>Two</li><li class='card'>Six</li></ul><p>Far</p>"
    )
    weights = evened(np.array([0.9, 0.6, 0.3, 0.1], dtype=np.float32), np.full(4, 3.0), document.blocks)
    assert weights.round(3).tolist() == np.array([0.75, 0.6, 0.45, 0.1], dtype=np.float32).round(3).tolist()


def test_beside_a_sure_core_a_block_has_to_be_likely() -> None:
    size = np.array([300.0, 200, 400, 400])
    sure = np.array([0.97, 0.95, 0.45, 0.02], dtype=np.float32)
    assert enough_of(sure, size) == ENOUGH
    assert enough_of(sure, size, LIKELY) == LIKELY


def test_where_nothing_is_sure_so_much_is_taken_as_promises_the_best_f1() -> None:
    size = np.array([100.0, 100, 100, 5000])
    enough = enough_of(np.array([0.6, 0.45, 0.4, 0.01], dtype=np.float32), size)
    assert LEAST <= enough <= np.float32(0.4)
    assert enough_of(np.array([0.2, 0.2, 0.2, 0.1], dtype=np.float32), size) == LEAST


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div class='x nav'>", "</div>", "<a href='/'>", "</a>", "a.", "日本", "<br>"])
    )
)
def test_any_markup_has_a_row_a_block(parts: list[str]) -> None:
    document = document_of("".join(parts) + "<p>end</p>")
    matrix = all_features(document)
    assert matrix.shape == (len(document.blocks), len(ALL_COLUMNS))
    assert np.isfinite(matrix).all()


def strays_after(story: str, others: int) -> list[bool]:
    links = "".join(f"<p><a href='/{number}'>Other story {number}</a></p>" for number in range(others))
    document = document_of(f"<main><div>{story}{links}<div><p id=stray>Ferry news.</p></div></div></main>")
    for block in document.blocks:
        block.main = not block.links
    drop_strays(document.blocks)
    return [block.main for block in document.blocks if not block.links]


def test_a_line_far_below_the_story_and_outside_its_element_is_none_of_it() -> None:
    apart = f"<div class=story><p>{PROSE}</p><p>{PROSE} Again.</p></div>"
    assert strays_after(apart, 8) == [True, True, False]
    assert strays_after(apart, 3) == [True, True, True]


def test_what_stands_in_the_element_of_the_story_or_is_much_of_the_page_stays() -> None:
    assert strays_after(f"<p>{PROSE}</p><p>{PROSE} Again.</p>", 8) == [True, True, True]
    assert strays_after("<div><p>Ferry to close.</p><p>Soon.</p></div>", 8) == [True, True, True]


@pytest.mark.parametrize(("chunk", "kept"), [("<div class=part>", True), ("<div>", True), ("<div class=foot>", False)])
def test_the_last_part_of_a_story_that_other_titles_interrupt_stays(chunk: str, kept: bool) -> None:
    opened = "<div>" if chunk == "<div>" else "<div class=part>"
    links = "".join(f"<p><a href='/{number}'>Other story {number}</a></p>" for number in range(8))
    document = document_of(
        f"<main>{opened}<p>{PROSE}</p><p>{PROSE} Again.</p></div>{links}{chunk}<p>Ferry news.</p></div></main>"
    )
    for block in document.blocks:
        block.main = not block.links
    drop_strays(document.blocks)
    assert document.blocks[-1].main is kept


def left_out(parts: str, main: int, first: int = 0) -> list[str]:
    """Return what is not main of *parts*, of whose paragraphs *main* from the *first* on were, once they were looked
    at."""
    document = document_of(f"<main>{parts}</main>")
    for block in document.blocks:
        block.main = first <= block.index < first + main
    keep_parts(document.blocks)
    return [block.text for block in document.blocks if not block.main]


def test_the_prose_in_a_third_part_of_a_story_that_boxes_interrupt_is_kept() -> None:
    part = f"<div class='chunk'><p>{PROSE}</p><p>{PROSE} Again.</p></div>"
    box = "<aside><a href='/more'>More on ferries</a></aside>"
    assert left_out(part + part + box + part, 4) == ["More on ferries"]
    assert len(left_out(part + box + part, 2)) == 3  # the next is another story
    assert len(left_out((part + part + box + part).replace(" class='chunk'", ""), 4)) == 3
    assert len(left_out(part + part + part.replace("chunk", "bio"), 4)) == 2
    assert len(left_out(part + part + part, 4, first=2)) == 2  # what stands above sums it up


def test_time_is_linear_in_the_parts_of_a_story() -> None:
    parts = f"<div class='chunk'><p>{PROSE}</p><p>{PROSE} Again.</p></div>" * 2000
    begun = process_time()
    assert len(left_out(parts + f"<div class='bio'><p>{PROSE}</p></div>" * 2000, 4000)) == 2000
    assert process_time() - begun < 2


def kept_by(rule: Callable[[list[Block]], None], body: str, *left: str) -> list[str]:
    """Return which of the texts *left*, alone not main in *body*, *rule* marks as main."""
    blocks = document_of(body).blocks
    for block in blocks:
        block.main = block.text not in left
    rule(blocks)
    return [block.text for block in blocks if block.main and block.text in left]


def test_a_paragraph_like_those_of_the_story_in_their_element_is_one() -> None:
    def rule(blocks: list[Block]) -> None:
        keep_alike(blocks, [block for block in blocks if block.text == other])

    other = f"{PROSE} The islanders protest."
    for told in (f"<p>{PROSE}</p><p>{other}</p>", f"<p>{other}</p><h2>So</h2><p>{PROSE}</p>"):
        assert kept_by(rule, f"<div>{told}</div>", other) == [other]
    for left in (f"<p class='note'>{other}</p>", f"<div><p>{other}</p></div>", f"<aside><p>{other}</p></aside>"):
        assert kept_by(rule, f"<div><p>{PROSE}</p>{left}</div>", other) == []
    assert kept_by(lambda blocks: keep_alike(blocks, []), f"<div><p>{PROSE}</p><p>{other}</p></div>", other) == []


def sections(number: int, heading: str = "<h3>The landing of Lund {0}</h3>", told: str = PROSE + " So {0}.") -> str:
    parts = (f"<div class='place'>{heading}<p>{told}</p></div>" for _ in range(number))
    return "".join(part.format(place) for place, part in enumerate(parts))


def kept_sections(body: str) -> int:
    blocks = document_of(body).blocks
    for block in blocks:
        block.main = block.text in (PROSE, LEAD)
    keep_sections(blocks, [block for block in blocks if block.kind == "paragraph"])
    return sum(block.main and block.text not in (PROSE, LEAD) for block in blocks)


def test_sections_of_one_look_under_headings_of_their_own_within_the_story_are_of_it() -> None:
    lead = f"<p>{LEAD}</p>"
    assert kept_sections(f"<div>{lead}{sections(3)}</div>") == 3
    assert kept_sections(f"<div>{lead}<div class='map'>{sections(3)}</div></div>") == 3
    assert kept_sections(f"<div>{lead}{sections(2)}</div>") == 0
    assert kept_sections(f"<div>{lead}</div><div>{sections(3)}</div>") == 0


def test_boxes_within_the_story_are_none_of_its_sections() -> None:
    lead = f"<p>{LEAD}</p>"
    linked = "<h3><a href='/at/{0}'>The landing of Lund {0}</a></h3>"
    assert kept_sections(f"<div>{lead}{sections(3, heading=linked)}</div>") == 0  # they lead to other stories
    assert kept_sections(f"<div>{lead}{sections(3, heading='')}</div>") == 0
    assert (
        kept_sections(f"<div>{lead}{sections(3, told=LEAD + ' You may show it here.')}</div>") == 0
    )  # all say the same
    assert kept_sections(f"<div>{lead}<h3>Places</h3>{sections(3, heading='')}</div>") == 0


def test_time_is_linear_in_the_sections_of_a_story() -> None:
    blocks = document_of(f"<div><p>{PROSE}</p>{sections(3000)}</div>").blocks
    for block in blocks:
        block.main = block.index == 0
    begun = process_time()
    keep_sections(blocks, blocks)
    assert process_time() - begun < 2
    assert sum(block.main for block in blocks) > 3000


LEAD = "The old ferry landing is to close in winter, said the board of the harbour of the town on Tuesday night."


def test_the_bare_text_over_the_first_paragraph_of_its_element_is_the_lead() -> None:
    story = f"<p>{PROSE}</p><p>{PROSE} Again.</p>"
    assert kept_by(keep_lead, f"<h2>{PROSE} So.</h2><div>{LEAD}{story}</div>", LEAD) == [LEAD]
    assert kept_by(keep_lead, f"<div>{LEAD}<div>{story}</div></div>", LEAD) == []
    assert kept_by(keep_lead, f"<div><div>{LEAD}</div>{story}</div>", LEAD) == []
    assert kept_by(keep_lead, f"<div>Ferry to close{story}</div>", "Ferry to close") == []


def test_a_sentence_bare_in_the_element_of_the_story_stays_though_it_has_a_link() -> None:
    sentence = "The board recalled that the landing of Lund is closed too."
    linked = sentence.replace("landing of Lund", "<a href='/lund'>landing of Lund</a>")
    assert kept_by(keep_linked_sentences, f"<div>{PROSE}<br><br>{linked}</div>", sentence) == [sentence]
    assert kept_by(keep_linked_sentences, f"<div>{PROSE}<div>{linked}</div></div>", sentence) == []
    for label in ("See also: ", "Read more on what happens there: "):
        pointer = f"{label}<a href='/lund'>the landing is closed.</a>"
        left = f"{label}the landing is closed."
        assert kept_by(keep_linked_sentences, f"<div>{PROSE}<br><br>{pointer}</div>", left) == []
    first, *_, last = STORY["zh"]
    told = "据当地报纸此前报道，北侧防波堤已经完成。"
    linked = told.replace("防波堤", "<a href='/a'>防波堤</a>")
    assert kept_by(keep_linked_sentences, f"<div>{first}<br><br>{linked}<br><br>{last}</div>", told) == [told]


def test_lines_that_link_to_several_things_stay_between_lines_like_them() -> None:
    line = "North: Lund, Holm"
    linked = "<p>North: <a href='/lund'>Lund</a>, <a href='/holm'>Holm</a></p>"
    assert kept_by(keep_linked_lines, f"<div><p>{PROSE}</p>{linked}<p>South: Vik</p></div>", line) == [line]
    assert kept_by(keep_linked_lines, f"<div><p>{PROSE}</p>{linked}</div>", line) == []
    assert kept_by(keep_linked_lines, f"<div><p>{PROSE}</p><div>{linked}</div><p>{PROSE}</p></div>", line) == []
    titles = "<a href='/a'>The old landing of Lund is to close for winter</a>, <a href='/b'>Ice on the lake</a>"
    other = "Lue my\u00f6s: The old landing of Lund is to close for winter, Ice on the lake"
    row = f"<div><p>{PROSE}</p><p>Lue my\u00f6s: {titles}</p><p>{PROSE}</p></div>"
    assert kept_by(keep_linked_lines, row, other) == []
    note = f"<p>2 So the board wrote {titles}.</p>"
    left = "2 So the board wrote The old landing of Lund is to close for winter, Ice on the lake."
    assert kept_by(keep_linked_lines, f"<div><p>{PROSE}</p>{note}<p>{PROSE}</p></div>", left) == [left]
    one = "<p>Read: <a href='/lund'>Lund</a></p>"
    assert kept_by(keep_linked_lines, f"<div><p>{PROSE}</p>{one}<p>{PROSE}</p></div>", "Read: Lund") == []


@pytest.mark.parametrize(
    ("between", "part", "kept"),
    [
        ("<p><a href='/a'>Advertisement</a></p>", "<div class='text'>", True),
        ("<h3>More from the harbour</h3>", "<div class='text'>", False),
        (f"<div class='card'><p>{PROSE} So.</p></div>", "<div class='text'>", False),
        ("", "<div class='bio'>", False),
        ("", "<div>", False),
    ],
)
def test_the_last_paragraph_may_stand_in_a_second_element_of_the_same_class(
    between: str, part: str, kept: bool
) -> None:
    body = f"<div class='text'><p>{PROSE}</p><p>{PROSE} Again.</p></div>{between}{part}<p>{LEAD}</p></div>"
    assert kept_by(keep_last_part, body, LEAD, f"{PROSE} So.", "Advertisement") == ([LEAD] if kept else [])
    more = body.replace(f"</p></div>{between}<div class='text'>", f"</p></div>{between}<div class='text end'>")
    classed = more.replace("<p>", "<p class='own'>")
    assert kept_by(keep_last_part, classed, LEAD, f"{PROSE} So.", "Advertisement") == ([LEAD] if kept else [])
    assert more == body or kept_by(keep_last_part, more, LEAD, f"{PROSE} So.", "Advertisement") == []
    remark = body.replace(f"{part}<p>{LEAD}</p></div>", f"<div class='remark'>{part}<p>{LEAD}</p></div></div>")
    assert kept_by(keep_last_part, remark, LEAD, f"{PROSE} So.", "Advertisement") == []


BOX = "<div class='part'><div class='text'>{}</div></div>"
SHORT = "Shares in the yard rose two percent in early trading."


def lines_of(body: str, head: str = "") -> list[str]:
    """Return the lines of a page of *body* that are main content."""
    document = document_of(body, head)
    weigh(document)
    return [block.text for block in document.blocks if block.main]


ARTICLE = "<meta property='og:type' content='article'>"
TOLD = [f"{PROSE} Vote {number} was close, the clerk of the board said." for number in range(6)]


def test_a_short_last_paragraph_in_a_box_of_its_own_is_of_the_story() -> None:
    parts = "".join(BOX.format(f"<p>{text}</p>") for text in [*TOLD, SHORT])
    assert lines_of(f"<article><h1>Landing to close</h1>{parts}</article>", ARTICLE)[-1] == SHORT


def test_a_short_sentence_in_a_box_unlike_the_others_is_none_of_the_story() -> None:
    parts = "".join(BOX.format(f"<p>{text}</p>") for text in TOLD)
    offer = "<div class='offer'><p>Get all the news of the harbour in your letter box.</p></div>"
    assert lines_of(f"<article><h1>Landing to close</h1>{parts}{offer}</article>", ARTICLE)[-1] == TOLD[-1]


@pytest.mark.parametrize("name", ["admonition tip", "theme-admonition theme-admonition-tip", "admonitionblock note"])
def test_what_manuals_call_an_admonition_is_of_the_story(name: str) -> None:
    document = document_of(f"<main><p>{TOLD[0]}</p><div class='{name}'><p>Tip</p><p>Use a dry rope.</p></div></main>")
    for block in document.blocks:
        block.main = block.text == TOLD[0]
    keep_admonitions(document.blocks)
    assert [block.text for block in document.blocks if block.main] == [TOLD[0], "Tip", "Use a dry rope."]


def test_a_box_beside_the_story_is_none_whatever_it_is_called() -> None:
    boxes = (
        "<aside><div class='admonition'><p>Use a dry rope.</p></div></aside><div class='tip'><p>Or a wet one.</p></div>"
    )
    document = document_of(f"<main><p>{TOLD[0]}</p></main>{boxes}")
    for block in document.blocks:
        block.main = block.text == TOLD[0]
    keep_admonitions(document.blocks)
    assert [block.text for block in document.blocks if block.main] == [TOLD[0]]


def test_a_short_example_of_code_in_the_story_is_of_it() -> None:
    document = document_of(f"<article>{''.join(f'<p>{text}</p>' for text in TOLD)}<pre>$ make run</pre></article>")
    assert [block.text for block in document.blocks if is_shown_code(block)] == ["$ make run"]
    told = "".join(f"<p>{text}</p>" for text in TOLD)
    body = f"<article><h1>Landing to close</h1>{told}<pre><code>$ make run\nok</code></pre></article>"
    assert lines_of(body, ARTICLE)[-1] == "$ make run\nok"


LINES = [f"<p>{text}</p>" for text in TOLD]


def quoted(before: str, quote: str, after: str) -> list[tuple[str, bool]]:
    """Return the kind of *quote*, all of it taken by trafilatura, and whether it is main, between two lines."""
    document = document_of(f"<article>{before}<div class='quote'>{quote}</div>{after}</article>")
    for block in document.blocks:
        block.main = block.element is not None and block.element.tag == "p"
    keep_quoted_lines(document.blocks, document.blocks)
    return [(block.kind, block.main) for block in document.blocks if block.element.tag == "div"]  # type: ignore[union-attr]


def test_a_quote_by_its_element_between_two_paragraphs_is_of_the_story() -> None:
    assert quoted(LINES[0], "<q>A rope has no memory.</q>", LINES[1]) == [("quote", True)]


def test_a_quote_at_the_edge_or_with_words_beside_it_is_left_as_it_is() -> None:
    assert quoted(LINES[0], "<q>A rope has no memory.</q>", "<div>More</div>")[0] == ("quote", False)
    assert quoted(LINES[0], "Vote: <q>A rope has no memory.</q>", LINES[1]) == [("paragraph", False)]


def updates(*declared: tuple[str, str]) -> str:
    node = {"@type": "LiveBlogPosting", "headline": "Ferry returns", "datePublished": "2026-05-01",
            "liveBlogUpdate": [{"headline": head, "articleBody": body} for head, body in declared]}  # fmt: skip
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


ENTRIES = "<h2>Band on the quay</h2><p>Crowds have gathered.</p><p>A band plays.</p><h2>Read also</h2><p>Old news.</p>"


def test_of_the_updates_that_a_live_blog_declares_no_line_is_lost() -> None:
    head = updates(("Band on the quay", "Crowds have gathered. A band plays."), ("Boat leaves", "It has left."))
    document = document_of(ENTRIES, head)
    for block in document.blocks:
        block.main = False
    keep_updates(document)
    main = [block.text for block in document.blocks if block.main]
    assert main == ["Band on the quay", "Crowds have gathered.", "A band plays."]


def test_a_heading_in_a_table_of_the_updates_is_no_line_of_them() -> None:
    table = "<aside><h3>Band on the quay</h3><h3>Boat leaves</h3></aside>"
    head = updates(("Band on the quay", "Crowds have gathered. A band plays."), ("Boat leaves", "It has left."))
    document = document_of(table + ENTRIES, head)
    for block in document.blocks:
        block.main = False
    keep_updates(document)
    assert [block.text for block in document.blocks[:2] if block.main] == []
    assert sum(block.main for block in document.blocks) == 3


def test_a_page_that_declares_no_updates_is_left_as_it_is() -> None:
    document = document_of(ENTRIES)
    before = [block.main for block in document.blocks]
    keep_updates(document)
    assert [block.main for block in document.blocks] == before


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["Step 1", "Step 2", "Step 3"], 3),
        (["第1步", "第2步", "第3步"], 3),
        (["步骤1：", "步骤2：", "步骤3："], 3),
        (["Step 1", "Step 2"], 0),
        (["#heading1", "#heading2", "#heading3"], 0),
        (["heading1", "heading2", "heading3"], 0),
        (["Step 2", "Step 4", "Step 9"], 0),
        (["Photo 1", "Step 2", "Step 3"], 0),
        (["<a href='/1'>Page 1</a>", "<a href='/2'>Page 2</a>", "<a href='/3'>Page 3</a>"], 0),
    ],
)
def test_lines_that_number_the_parts_of_a_story_are_of_it(heads: list[str], expected: int) -> None:
    parts = "".join(f"<div><span>{head}</span><p>{PROSE}</p></div>" for head in heads)
    blocks = tree_blocks(to_tree(f"<html><body>{parts}</body></html>"))
    for block in blocks:
        block.main = block.text == PROSE
    keep_steps(blocks)
    assert sum(block.main for block in blocks) == expected + len(heads)
