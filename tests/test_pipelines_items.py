"""Lists that the story tells are whole; links to other stories, and buttons, are none of it."""

from __future__ import annotations

import pytest

from pipelines.blocks import tree_blocks
from pipelines.document import Block
from pipelines.items import keep_items, keep_own_lists, share_fate
from pipelines.markup import to_tree

PROSE = "The harbour board voted on Tuesday to close the old ferry landing before the winter storms arrive."


def blocks_of(body: str) -> list[Block]:
    return tree_blocks(to_tree(f"<body>{body}</body>"))


def test_items_of_a_list_share_the_fate_of_most_of_them_links_aside() -> None:
    recipe = "<ul><li>Salt</li><li>Two eggs</li><li>Flour</li><li><a href='/oil'>Oil</a></li><li>Milk</li></ul>"
    lists = f"{recipe}<ol><li>Sea</li><li>Sun</li></ol>"
    blocks = tree_blocks(to_tree(f"<body>{lists}</body>"))
    for block, main in zip(blocks, (True, True, False, False, True, True, False), strict=True):
        block.main = main
    keep_items(blocks)
    assert [block.text for block in blocks if not block.main] == ["Oil", "Sun"]


def test_a_list_is_the_storys_own_where_its_paragraphs_announce_or_surround_it() -> None:
    announced = "The board of the harbour named what the new landing is to have by the spring:"
    items = ["Lamps along the quay,", "benches", "and a shelter."]
    for above, below, kept in ((announced, "", True), (PROSE, PROSE, True), (PROSE, "Menu", False)):
        blocks = blocks_of(f"<div>{above}<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>{below}</div>")
        for block in blocks:
            block.main = block.text in (announced, PROSE)
        keep_own_lists(blocks)
        assert [block.main for block in blocks if block.text in items] == [kept] * 3


def test_a_list_that_a_paragraph_announces_may_link_to_what_its_items_tell_of() -> None:
    announced = "The board of the harbour named what else you might have missed this week:"
    items = [f"<li><a href='/{place}'>Quay {place}</a>: it is closed until spring</li>" for place in range(3)]
    blocks = blocks_of(f"<div><p>{announced}</p><ul>{''.join(items)}</ul></div>")
    for block in blocks:
        block.main = block.text == announced
    keep_own_lists(blocks)
    assert all(block.main for block in blocks)


def test_the_buttons_of_a_gallery_between_paragraphs_are_no_list_of_the_story() -> None:
    blocks = blocks_of(f"<div><p>{PROSE}</p><ul><li>Gallery</li><li>1/12</li><li>Next</li></ul><p>{PROSE}</p></div>")
    for block in blocks:
        block.main = block.text == PROSE
    keep_own_lists(blocks)
    assert [block.main for block in blocks] == [True, False, False, False, True]


def test_a_list_of_links_is_not_the_storys_own_because_it_stands_between_paragraphs() -> None:
    blocks = blocks_of(f"<div><p>{PROSE}</p><ul><li><a href='/1'>Ferries</a></li></ul><p>{PROSE}</p></div>")
    for block in blocks:
        block.main = block.text == PROSE
    keep_own_lists(blocks)
    assert [block.main for block in blocks] == [True, False, True]


def told(body: str, *main: str) -> list[str]:
    """Return the items of *body* that are main once lists were looked at, where paragraphs and *main* are."""
    blocks = blocks_of(f"<div>{body}</div>")
    for block in blocks:
        block.main = block.kind == "paragraph" or block.text in main
    keep_items(blocks)
    keep_own_lists(blocks)
    return [block.text for block in blocks if block.main and block.kind == "item"]


ITEMS = ("The quay gets lamps.", "The landing gets a roof.", "The board gets the bill.")


def test_lists_of_one_item_in_a_row_are_one_list() -> None:
    apart = "".join(f"<ul><li>{item}</li></ul> " for item in ITEMS)
    assert told(f"{apart}", *ITEMS[:2]) == list(ITEMS)
    assert told(apart.replace("</ul> ", "</ul>or else"), *ITEMS[:2]) == list(ITEMS[:2])
    assert told(f"<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul><ul><li>{ITEMS[2]}</li></ul>", *ITEMS[:2]) == list(
        ITEMS[:2]
    )


def test_items_may_hold_a_paragraph_each() -> None:
    listed = "".join(f"<li><p>{item}</p></li>" for item in ITEMS)
    assert told(f"<ul>{listed}</ul>", *ITEMS[:2]) == list(ITEMS)
    assert told(f"<ul>{listed}</ul>", ITEMS[0]) == [ITEMS[0]]
    assert told(f"<ul>{listed.replace('</li>', '<p>Photo: Ada Holm</p></li>')}</ul>", *ITEMS[:2]) == list(ITEMS)
    assert told(f"<ul>{listed.replace('p>', 'div>')}</ul>", *ITEMS[:2]) == list(ITEMS[:2])


@pytest.mark.parametrize(
    ("above", "below", "kept"),
    [
        ("<p>Here is what they say:</p>", f"<p>{PROSE}</p>", True),
        ("<p>Here is what they say:</p>", "", False),
        ("<p>Here is what they say.</p>", "<p>So it is.</p>", False),
        ("<h3>Here is what they say:</h3>", f"<p>{PROSE}</p>", False),
    ],
)
def test_a_short_line_announces_a_list_where_the_story_goes_on_below(above: str, below: str, kept: bool) -> None:
    listed = "".join(f"<li>{item}</li>" for item in ITEMS)
    assert told(f"{above}<ul>{listed}</ul>{below}") == (list(ITEMS) if kept else [])


def test_a_list_of_which_an_item_is_main_is_whole_where_a_short_line_follows() -> None:
    listed = "".join(f"<li>{item}</li>" for item in ITEMS)
    assert told(f"<p>{PROSE}</p><ul>{listed}</ul><p>That is all.</p>", ITEMS[2]) == list(ITEMS)
    assert told(f"<p>{PROSE}</p><ul>{listed}</ul><p>That is all.</p>") == []


ANNOUNCED = "<p>The board named the three parts of the harbour that it closes:</p>"
TITLES = ("Ferry company asks for another landing in town", "Crews of the harbour leave in spring, says the board")


@pytest.mark.parametrize(
    ("above", "items", "below", "kept"),
    [
        (ANNOUNCED, ("Old quay", "North pier"), f"<p>{PROSE}</p>", True),
        (ANNOUNCED, ("Old quay", "North pier"), "", False),
        (ANNOUNCED, TITLES, f"<p>{PROSE}</p>", False),
        ("<p>Sections:</p>", ("Old quay", "North pier"), f"<p>{PROSE}</p>", False),
    ],
)
def test_links_that_a_sentence_announces_are_told_where_they_are_terms_and_the_story_goes_on(
    above: str, items: tuple[str, ...], below: str, kept: bool
) -> None:
    linked = "".join(f"<li><a href='/{item}'>{item}</a></li>" for item in items)
    assert told(f"{above}<ul>{linked}</ul>{below}") == (list(items) if kept else [])


def test_links_to_parts_of_the_page_are_its_contents() -> None:
    places = "".join(f"<li><a href='#{place}'>{place}</a></li>" for place in ("Old quay", "North pier"))
    assert told(f"{ANNOUNCED}<ul>{places}</ul><p>{PROSE}</p>") == []


FACTS = ("Where: at the old quay", "Length: 40 metres", "Built: 1911")
TOLD = f"<div><p>{PROSE}</p><p>{PROSE} Again.</p></div>"


def fate(body: str, *main: str, story: bool = True) -> list[str]:
    """Return the items of *body* that are main once those of parted lists share their fate, where paragraphs and *main*
    are."""
    blocks = blocks_of(body)
    for block in blocks:
        block.main = block.kind == "paragraph" or block.text in main
    share_fate(blocks, story=story)
    return [block.text for block in blocks if block.main and block.kind == "item"]


def listed(*items: str) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def test_all_items_of_a_list_within_the_story_are_kept_where_one_is() -> None:
    assert fate(f"{TOLD}<div>{listed(*FACTS)}</div>{TOLD}", FACTS[1]) == list(FACTS)
    assert fate(f"{TOLD}<div>{listed(*FACTS)}</div>{TOLD}") == []
    assert fate(f"<div><p>{PROSE}</p>{listed(*FACTS)}</div>", FACTS[1]) == list(FACTS)
    assert fate(f"{TOLD}{listed('Old', 'New')}{TOLD}", "Old") == ["Old"]


@pytest.mark.parametrize(("story", "kept"), [(True, []), (False, [FACTS[1]])])
def test_a_few_items_of_a_list_apart_from_the_story_go_where_the_page_declares_one(
    story: bool, kept: list[str]
) -> None:
    box = f"<aside><h3>In short</h3>{listed(*FACTS)}<h4>Menu</h4></aside>"
    assert fate(f"{box}{TOLD}", FACTS[1], story=story) == kept
    assert fate(f"{TOLD}{box}", FACTS[1], story=story) == kept
    assert fate(f"{TOLD}{box}", *FACTS[1:], story=story) == list(FACTS[1:])
    assert fate(box, FACTS[1], story=story) == [FACTS[1]]  # the list is all that is told
    own = f"{TOLD[: -len('</div>')]}<h3>In short</h3>{listed(*FACTS)}<h4>Menu</h4></div>"
    assert fate(own, FACTS[1], story=story) == [FACTS[1]]  # in the element of the story, below its last heading


def test_links_share_their_fate_between_two_paragraphs_alone() -> None:
    linked = [f"<a href='/{place}'>Harbour of {place}</a> in the north" for place in ("Lund", "Holm", "Vik")]
    text = [f"Harbour of {place} in the north" for place in ("Lund", "Holm", "Vik")]
    within = f"<div><p>{PROSE}</p>{listed(*linked)}<p>{PROSE}</p></div>"
    assert fate(within, text[0]) == text
    assert fate(within.replace("='/", "='#"), text[0]) == text[:1]
    assert fate(f"{TOLD}<div>{listed(*linked)}</div>{TOLD}", text[0]) == text[:1]


def test_a_button_in_a_list_and_what_is_hidden_stay_out() -> None:
    button = "<a href='/order'>Order it now</a>"
    assert fate(f"{TOLD}<div>{listed(*FACTS, button)}</div>{TOLD}", FACTS[1]) == list(FACTS)
    hidden = listed(*FACTS).replace("<ul>", "<ul hidden>")
    assert fate(f"{TOLD}<div>{hidden}</div>{TOLD}", FACTS[1]) == [FACTS[1]]


def test_items_with_text_of_their_own_between_them_are_entries() -> None:
    entries = "".join(
        f"<li>Photo: Ada Holm {n}</li><li><h4>Quay {n}</h4><div>It is closed.</div></li>" for n in range(3)
    )
    assert fate(f"{TOLD}<ul>{entries}</ul>{TOLD}", "Photo: Ada Holm 1") == ["Photo: Ada Holm 1"]


def test_paragraphs_in_lists_of_teasers_do_not_make_one_a_list_within_the_story() -> None:
    teasers = [f"{PROSE} Vote {number}." for number in range(3)]
    below = f"<div><h4>More</h4>{listed(*teasers)}<h4>Other</h4>{listed(*teasers)}<h4>Menu</h4></div>"
    assert fate(f"{TOLD}{below}", teasers[1]) == []


BOXED = "<div class='paragraph'>{}</div>"


def test_a_list_may_stand_in_a_box_like_that_of_the_paragraph_that_announces_it() -> None:
    above = "Under the new timetable, which runs until March, the boats will call at:"
    items = "<ul><li>Carrow pier</li><li>North Sound</li></ul>"
    assert told(BOXED.format(above) + BOXED.format(items), above) == ["Carrow pier", "North Sound"]
    assert told(BOXED.format(above) + f"<div class='links'>{items}</div>", above) == []


def test_items_may_hold_a_box_each() -> None:
    steps = ["Melt a little butter.", "Add the milk.", "Lay the fish on top."]
    items = "".join(f"<li><div class='step'>{step}</div></li>" for step in steps)
    assert told(f"<ul>{items}</ul>", *steps[:2]) == steps
    assert told(f"<ul>{items.replace('div', 'section')}</ul>", *steps[:2]) == steps
    cards = "".join(f"<li><div class='step'>{step}</div><div>More</div></li>" for step in steps)
    assert told(f"<ul>{cards}</ul>", *steps[:2]) == steps[:2]
