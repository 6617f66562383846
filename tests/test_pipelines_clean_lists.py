"""Lists of other stories are cut; lists of the story's own stay."""

from __future__ import annotations

import pytest

from pipelines.blocks import tree_blocks
from pipelines.clean.lists import dated_links, leads_on, linked_runs, linked_teasers, lists, trailing_teasers
from pipelines.describe.evidence import gather
from pipelines.document import Block, Document
from pipelines.markup import to_tree
from pipelines.reasons import Reason
from tests.records import page
from tests.stories import STORY, html_page, paragraphs, reasons, text_page

TITLES = ["Floods close three roads in the valley", "Singer cancels autumn tour", "Chess club wins northern cup"]


def links(titles: list[str]) -> str:
    return "".join(f'<li><a href="/{place}">{title}</a></li>' for place, title in enumerate(titles))


def test_a_run_of_strange_titles_under_a_plain_text_goes() -> None:
    draft = text_page(*STORY["en"], "\n".join(TITLES))
    assert draft.text.split("\n\n") == STORY["en"]
    assert reasons(draft)[TITLES[0]] == Reason.RELATED


def test_the_labels_under_it_go_too() -> None:
    draft = text_page(*STORY["en"], "\n".join([*TITLES, "Most read", "Hot topics"]))
    assert draft.text.split("\n\n") == STORY["en"]


def test_two_titles_beside_a_label_are_enough() -> None:
    draft = text_page(*STORY["en"], "\n".join([*TITLES[:2], "Most read"]))
    assert draft.text.split("\n\n") == STORY["en"]
    assert text_page(*STORY["en"], "\n".join(TITLES[:2])).text.split("\n\n") != STORY["en"]


def test_ingredients_results_and_what_a_colon_announces_stay() -> None:
    for last in (
        ["200 g of salted butter", "3 eggs from the farm", "500 ml of whole milk"],
        ["- Haugen Rovers two, Lund one", "- Sandvik nil, Bergen nil", "- Oslo three, Molde two"],
    ):
        assert all(line in text_page(*STORY["en"], "\n".join(last)).text for line in last)
    announced = [
        *STORY["en"][:2],
        "The council named the new board of the old harbour, and it has three members from the town:",
    ]
    names = ["Greta Lindqvist of the anglers", "Olaf Berge of the shipyard", "Nina Strand of the school"]
    assert all(name in text_page(*announced, "\n".join(names)).text for name in names)


def test_a_second_story_under_its_own_heading_stays() -> None:
    second = ["Ferry strike ends", *STORY["de"]]
    assert all(block in text_page(*STORY["en"], *second).text for block in second)


def test_linked_titles_under_a_label_go_wherever_they_stand() -> None:
    listed = f"<h3>Das könnte Sie auch interessieren</h3><ul>{links(TITLES)}</ul>"
    draft = html_page(f"{paragraphs(STORY['en'])}{listed}{paragraphs(STORY['de'])}")
    assert draft.text.split("\n\n") == [*STORY["en"], *STORY["de"]]


def test_linked_titles_without_a_label_go_from_the_foot() -> None:
    draft = html_page(f"<div>{paragraphs(STORY['en'])}<ul>{links(TITLES)}</ul></div>")
    assert draft.text.split("\n\n") == STORY["en"]


def test_links_that_a_sentence_announces_stay_and_others_in_the_middle_go() -> None:
    linked = [
        Block(0, "item", title, link_share=1.0, links=((f"/{title}", title),))
        for title in [*TITLES, "Bakery wins prize for rye bread"]
    ]
    announcing = Block(
        0, "paragraph", "The council has published four papers on the harbour, to be read by everybody here:"
    )
    story = [Block(0, "paragraph", text) for text in [*STORY["en"], *STORY["de"]]]
    assert list(linked_runs([*story[:3], announcing, *linked, *story[3:]])) == []
    assert list(linked_runs([*story[:3], *linked, *story[3:]])) == [linked]


def announced(line: str, name: str, *, one_story: bool = True) -> list[str]:
    """Return the body between two stories where, in a box called *name*, *line* stands under a heading and over titles
    that are no main content."""
    box = f"<div class='{name}'><h3>The vote in brief</h3><p>{line}</p><ul>{links(TITLES)}</ul></div>"
    document = Document(page())
    document.tree = to_tree(f"<html><body>{paragraphs(STORY['en'])}{box}{paragraphs(STORY['de'])}</body></html>")
    document.blocks = tree_blocks(document.tree)
    document.one_story = one_story
    for block in document.blocks:
        block.main = block.text not in TITLES
    lists(document)
    return [block.text for block in document.body if block.text not in STORY["en"] + STORY["de"]]


def test_a_sentence_over_links_goes_with_them_in_a_box_that_is_called_related() -> None:
    line = "The council has said more of the harbour than we can print in one issue."
    assert announced(line, "related-content") == []
    assert announced(line, "content") == ["The vote in brief", line]
    assert announced(line, "related-content", one_story=False) == ["The vote in brief", line]


def test_the_last_line_of_a_story_in_an_element_that_is_called_related_stays() -> None:
    line = "All of this was decided in one night."
    story = f"<div class='post has-related'>{paragraphs(STORY['en'])}<p>{line}</p><ul>{links(TITLES)}</ul></div>"
    document = Document(page())
    document.tree = to_tree(f"<html><body>{story}</body></html>")
    document.blocks = tree_blocks(document.tree)
    for block in document.blocks:
        block.main = block.text not in TITLES
    lists(document)
    assert [block.text for block in document.body] == [*STORY["en"], line]


def test_titles_that_are_most_of_the_body_are_what_the_page_is_about() -> None:
    entries = "".join(f"<li><a href='/{place}'>{title}</a></li>" for place, title in enumerate(TITLES * 3))
    document = Document(page())
    document.tree = to_tree(f"<html><body><p>{STORY['en'][0]}</p><ul>{entries}</ul></body></html>")
    document.blocks = tree_blocks(document.tree)
    lists(document)
    assert all(block.in_body for block in document.blocks)


def test_an_address_at_the_foot_is_no_title_of_a_story() -> None:
    address = "https://example.org/plans/of-the-northern-quay-and-its-wall.pdf"
    document = Document(page())
    link = f'<p><a href="{address}">{address}</a></p>'
    document.blocks = tree_blocks(to_tree(f"<html><body>{paragraphs(STORY['en'])}{link}</body></html>"))
    lists(document)
    assert document.blocks[-1].in_body


def test_an_index_of_the_site_in_one_block_under_a_story_goes_however_long_it_is() -> None:
    names = " | ".join(f'<a href="/by/{place}">Writer Number {place} of the Paper</a>' for place in range(40))
    draft = html_page(f"{paragraphs(STORY['en'])}<p>{names}</p>")
    assert draft.text.split("\n\n") == STORY["en"]


def test_an_index_is_what_a_page_without_a_story_is_about() -> None:
    names = " | ".join(f'<a href="/by/{place}">Writer Number {place} of the Paper</a>' for place in range(40))
    assert "Writer Number 7" in html_page(f"<p>Writers</p><p>{names}</p>").text


def test_links_to_other_stories_with_their_times_go_from_the_foot() -> None:
    told = tree_blocks(to_tree(f"<body>{paragraphs(STORY['en'])}</body>"))
    for frame, gone in (
        ("World - <a href='/a'>{}</a> 08/04/2013 14:54", 3),
        ("Court file: <a href='/a'>{}</a>, whole", 0),
    ):
        listed = "".join(f"<p>{frame.format(title)}</p>" for title in TITLES)
        assert len(dated_links([*told, *tree_blocks(to_tree(f"<body>{listed}</body>"))])) == gone


def entries(titles: list[str], *, main: bool, frame: str = "<div>{}</div>") -> list[Block]:
    """A story, and under it, in a *frame*, a paragraph below each of *titles*, which are links, body text or not."""
    below = "".join(
        f'<h3><a href="/{place}">{title}</a></h3><p>{STORY["de"][place]}</p>' for place, title in enumerate(titles)
    )
    blocks = tree_blocks(to_tree(f"<body>{paragraphs(STORY['en'] * 3)}{frame.format(below)}</body>"))
    for block in blocks:
        block.main = main or block.kind != "heading"
    return blocks


def test_paragraphs_below_linked_titles_that_are_no_body_text_go_from_the_foot() -> None:
    blocks = entries(TITLES[:2], main=False)
    assert [block.text for block in trailing_teasers(blocks)] == STORY["de"][1::-1]


def test_one_of_them_and_those_whose_titles_are_body_text_stay() -> None:
    assert not trailing_teasers(entries(TITLES[:1], main=False))
    assert not trailing_teasers(entries(TITLES[:2], main=True))


def test_paragraphs_of_the_story_between_which_titles_of_others_stand_stay() -> None:
    assert not trailing_teasers(entries(TITLES[:2], main=False, frame="{}"))


@pytest.mark.parametrize(("frame", "kept"), [("<dl>{}</dl>", False), ("{}", True)])
def test_texts_that_end_with_a_link_to_where_the_heading_above_leads_go(frame: str, kept: bool) -> None:
    title, text = ("dt", "dd") if "dl" in frame else ("h3", "p")
    titles = "".join(
        f'<{title}><a href="/{place}">{said}</a></{title}>'
        f'<{text}>{STORY["de"][place]} <a href="/{place}">more »</a></{text}>'
        for place, said in enumerate(TITLES)
    )
    blocks = tree_blocks(to_tree(f"<body>{paragraphs(STORY['en'] * 3)}{frame.format(titles)}</body>"))
    for block in blocks:
        block.main = not block.text.startswith("Floods")
    assert len(linked_teasers(blocks)) == (0 if kept else len(TITLES))


def test_a_text_whose_only_link_shows_nothing_ends_with_none() -> None:
    title, text = (
        "<h3><a href='/a'>Floods close the harbour road</a></h3>",
        "<p>The water rose.<a href='/a'>\u200b</a></p>",
    )
    blocks = tree_blocks(to_tree(f"<body>{title}{text}</body>"))
    assert not leads_on(*blocks)


def test_labels_and_months_with_the_number_of_their_entries_go_and_what_stands_in_them() -> None:
    entries = "<ul><li><a href='/2011/07/e.html'>An entry of the month of July</a></li></ul>"
    months = "".join(
        f"<li><a href='javascript:'>▼</a> <a href='/2011/0{number}/'>Month</a> <span>({number}0)</span>{entries}</li>"
        for number in range(1, 5)
    )
    labels = "".join(f"<li><a href='/search/label/{name}'>{name}</a> <span>(2)</span></li>" for name in "ABC")
    document = Document(page())
    document.tree = to_tree(
        f"<html><body><p>{STORY['en'][0]}</p><div><ul>{months}</ul><ul>{labels}</ul></div></body></html>"
    )
    document.blocks = tree_blocks(document.tree)
    lists(document)
    assert [block.text for block in document.body] == [STORY["en"][0]]


@pytest.mark.parametrize("address", ["/films/", "/tag/"])
def test_links_with_a_number_behind_them_in_a_story_stay(address: str) -> None:
    films = "".join(f"<li><a href='{address}{name}/'>{name}</a> (20)</li>" for name in ("Harbour", "Ferry", "Storm"))
    document = Document(page())
    document.tree = to_tree(f"<html><body><p>{STORY['en'][0]}</p><ul>{films}</ul></body></html>")
    document.blocks = tree_blocks(document.tree)
    lists(document)
    assert len(document.body) == 4


@pytest.mark.parametrize(
    ("kind", "site", "left"), [("article", "", 1), ("website", "", 3), ("article", "https://quoted.example", 3)]
)
def test_the_beginnings_of_other_entries_under_a_story_go(kind: str, site: str, left: int) -> None:
    others = "".join(
        f"<h2><a href='{site}/{place}'>{title}</a></h2><p>{STORY['en'][place]} And that is not all of it, for […]</p>"
        for place, title in enumerate(TITLES[:2], 1)
    )
    meta = f"<meta property='og:type' content='{kind}'><meta property='article:published_time' content='2024-05-06'>"
    document = Document(page())
    document.tree = to_tree(f"<html><head>{meta}</head><body><p>{STORY['en'][0]}</p>{others}</body></html>")
    document.blocks = tree_blocks(document.tree)
    gather(document)
    lists(document)
    assert len([block for block in document.body if block.kind == "paragraph"]) == left


def lessons(items: str) -> list[list[str]]:
    """Return the runs of links found in a page with a list of *items* in its story."""
    told = paragraphs([*STORY["en"], *STORY["de"], *STORY["fr"]])
    blocks = tree_blocks(to_tree(f"<body>{told}<ol>{items}</ol>{told}</body>"))
    return [[block.text for block in run] for run in linked_runs(blocks)]


def test_links_in_a_list_of_the_story_whose_other_items_are_none_stay() -> None:
    assert lessons(f"<li>Tides, the lesson you read</li>{links(TITLES)}") == []
    assert lessons(f"<li><p>Tides, the lesson you read</p></li>{links(TITLES)}") == []
    assert lessons(links(TITLES)) == [TITLES]


@pytest.mark.parametrize(
    "other",
    [
        "<li>Read also</li>",
        "<li><b>More of the harbour and the ferry</b></li>",
        "<li>Advertisement</li>",
        "<li>5 June</li>",
    ],
)
def test_a_label_in_a_list_of_other_stories_makes_it_none_of_the_story(other: str) -> None:
    assert lessons(f"{other}{links(TITLES)}") == [TITLES]
