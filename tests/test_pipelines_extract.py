"""trafilatura's vote on our blocks, and the markup that is refused with a word."""

import pytest

from pipelines.blocks import tree_blocks
from pipelines.document import Document
from pipelines.exceptions import EmptyPage, TooDeep, TooLarge
from pipelines.extract import extract, keep_headings, mark_main
from pipelines.markup import MAX_ELEMENTS, to_tree
from pipelines.prose import bare
from tests.records import page
from tests.stories import STORY, html_page, paragraphs

PROSE = "The harbour board voted on Tuesday to close the old ferry landing before the winter storms arrive. "


def document_of(body: str) -> Document:
    document = Document(page())
    document.tree = to_tree(f"<html><body>{body}</body></html>")
    document.blocks = tree_blocks(document.tree)
    return document


def test_the_story_is_main_and_the_menu_is_not() -> None:
    story = "".join(f"<p>{PROSE} It was vote {number}.</p>" for number in range(6))
    document = document_of(f"<nav><a href='/'>Home</a></nav><article>{story}</article><footer>Imprint</footer>")
    extract(document)
    assert [block.text for block in document.blocks if not block.main] == ["Home", "Imprint"]


def test_a_heading_between_paragraphs_is_kept_whatever_trafilatura_says() -> None:
    document = document_of(f"<p>{PROSE}</p><h3>Keys</h3><p>{PROSE}</p>")
    mark_main(document.blocks, [bare(PROSE)])
    assert [block.main for block in document.blocks] == [True, False, True]
    keep_headings(document.blocks)
    assert all(block.main for block in document.blocks)


def test_a_line_of_its_own_between_two_paragraphs_is_their_heading_and_a_link_or_caption_is_none() -> None:
    for between, kept in (
        ("<div class='c'>The keys come back</div>", True),
        ("<div class='c'><a href='/keys'>The keys come back</a></div>", False),
        ("<div><img src='k.jpg'></div><div class='c'>The keys come back</div>", False),
    ):
        document = document_of(f"<div class='b'>{PROSE}</div>{between}<div class='b'>{PROSE}</div>")
        mark_main(document.blocks, [bare(PROSE)])
        keep_headings(document.blocks)
        assert document.blocks[1].main is kept


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ("<span class='crosshead'>Keys for the crews</span>", True),
        ("<span><img src='k.jpg'>Keys for the crews</span>", False),
        ("<img src='k.jpg'>Keys for the crews", False),
        ("<span>Keys</span> <span>for the crews</span>", False),
    ],
)
def test_a_line_that_runs_on_bare_between_two_paragraphs_is_their_heading_too(between: str, kept: bool) -> None:
    document = document_of(f"<div><p>{PROSE}</p> {between} <p>{PROSE}</p></div>")
    mark_main(document.blocks, [bare(PROSE)])
    keep_headings(document.blocks)
    assert document.blocks[1].main is kept


def test_a_paragraph_that_is_closed_and_was_never_opened_parts_the_text() -> None:
    document = document_of("<div>The ferry left.</p> Nobody waved.</P>The quay was empty.<p>It rained.</p></div>")
    assert [block.text for block in document.blocks] == [
        "The ferry left.",
        "Nobody waved.",
        "The quay was empty.",
        "It rained.",
    ]


def test_lines_of_one_verse_share_their_fate() -> None:
    document = document_of("<p>it does not count<br>the tide,<br>it lends its face</p><p>Subscribe</p>")
    mark_main(document.blocks, [bare("it does not count the tide, it lends its face")])
    assert [block.main for block in document.blocks] == [True, True, True, False]


def test_nesting_that_the_parser_would_cut_off_is_refused() -> None:
    with pytest.raises(TooDeep):
        to_tree("<div>" * 50_000)


def test_more_elements_than_a_page_is_given_are_refused() -> None:
    with pytest.raises(TooLarge):
        to_tree("<i></i>" * (3 * MAX_ELEMENTS))


def test_no_markup_at_all_is_an_empty_page() -> None:
    with pytest.raises(EmptyPage):
        to_tree("   ")


def test_scripts_styles_and_drawings_are_emptied_but_for_what_they_declare() -> None:
    tree = to_tree(
        "<html><head><style>p {}</style><script>var x</script><script type='application/ld+json'>{}</script></head>"
        "<body><svg><title>Logo</title><svg><path/></svg></svg> after <script>var y</script></body></html>"
    )
    assert [element.text for element in tree.iter("style", "script")] == [None, None, "{}", None]
    assert [len(drawing) for drawing in tree.iter("svg")] == [0]
    assert tree.text_content().split() == ["{}", "after"]


def test_a_short_sentence_of_a_dense_script_right_below_the_story_is_part_of_it() -> None:
    last = "町長は「坂が楽になった」と笑った。"
    foot = "<section><h2>人気記事</h2><ul><li><a href='/1'>猫駅長が引退</a></li></ul></section>"
    draft = html_page(f"<h1>旧港を漁船に再開放へ</h1>{paragraphs([*STORY['ja'], last])}</article>{foot}<article>")
    assert draft.text.split("\n\n") == [*STORY["ja"], last]


def test_a_story_of_short_sentences_in_a_dense_script_is_whole() -> None:
    story = [
        "农业部日前宣布，将在山区的果园里饲养羊驼，以驱赶偷吃果实的狐狸，首批羊驼已经上岗。",
        "每头看守约两公顷土地。",
        "果农说：“它们比狗安静。”",
    ]
    foot = "<div><b>热点推荐</b><ul><li><a href='/1'>老城的最后一家茶馆</a></li></ul></div>"
    assert html_page(f"<h1>羊驼给果园当保安</h1><div>{paragraphs(story)}</div>{foot}").text.split("\n\n") == story


def heads_kept(body: str) -> list[str]:
    """Return the headings of *body* that are main once those above main blocks were looked at."""
    document = document_of(f"<p>{PROSE}</p>{body}<p>{PROSE} Again.</p>")
    for block in document.blocks:
        block.main = block.text.startswith("The harbour board") or "What" in block.text
    keep_headings(document.blocks)
    return [block.text for block in document.blocks if block.main and block.kind == "heading"]


def test_a_heading_over_one_of_a_lower_rank_is_kept_and_a_label_over_other_stories_is_not() -> None:
    assert heads_kept("<h2>Questions</h2><h3>What now?</h3>") == ["Questions", "What now?"]
    assert heads_kept("<h3>Sport</h3><h2>What now?</h2>") == ["What now?"]
    assert heads_kept("<h2>Also</h2><h3><a href='/w'>What a ferry</a></h3>") == ["What a ferry"]


def test_a_heading_on_two_lines_is_kept_whole_if_one_of_them_is_a_link() -> None:
    assert heads_kept("<h3><a href='/film'>The Ferry</a><br>Harbour Films</h3>") == ["The Ferry", "Harbour Films"]
    assert heads_kept("<h3><a href='/film'>The Ferry</a></h3><h3>Harbour Films</h3>") == ["Harbour Films"]
