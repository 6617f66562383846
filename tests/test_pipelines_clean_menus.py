"""Menus leave a page before it is read; what tells of the story stays, and so do lists that are the page."""

from __future__ import annotations

import pytest

from pipelines.document import Document
from pipelines.stages import STAGES, count, refine
from schemas import Part
from tests.stories import STORY, page, paragraphs

DECLARED = '<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-01">'
TOLD = paragraphs(STORY["en"])
SECTIONS = ["Politics", "Business", "Culture", "Weather", "Letters"]


def links(names: list[str], path: str = "/section/") -> str:
    """Return the items of a list of links called *names*."""
    return "".join(f'<li><a href="{path}{place}">{name}</a></li>' for place, name in enumerate(names))


def read(body: str, head: str = DECLARED) -> Document:
    """Return what the stages find in a page."""
    document = Document(page(f"<html><head>{head}</head><body>{body}</body></html>", "text/html"))
    for stage in STAGES:
        stage(document)
    return document


def menu_of(document: Document) -> list[str]:
    return [block.text for block in document.menus]


def test_a_menu_leaves_tree_and_blocks_and_is_told_as_removed() -> None:
    markup = f"<html><head>{DECLARED}</head><body><ul>{links(SECTIONS)}</ul>{TOLD}</body></html>"
    document = read(f"<ul>{links(SECTIONS)}</ul>{TOLD}")
    assert menu_of(document) == SECTIONS
    assert document.tree is not None
    assert document.tree.find(".//ul") is None
    assert [block.index for block in document.blocks] == list(range(len(document.blocks)))
    draft = refine(page(markup, "text/html"))
    assert draft.text.split("\n\n") == STORY["en"]
    assert [text for text, _ in draft.cuts if text in SECTIONS] == SECTIONS


def test_the_outermost_menu_goes_as_a_whole_and_once() -> None:
    inner = f"<div><ul>{links(SECTIONS)}</ul></div>"
    assert menu_of(read(f"<nav>{inner}{inner}</nav>{TOLD}{inner}")) == SECTIONS * 3


@pytest.mark.parametrize(
    "menu",
    [
        f'<ul class="article-tags">{links(SECTIONS)}</ul>',
        f'<div class="breadcrumbs"><ul>{links(SECTIONS)}</ul></div>',
        f'<ul><li><div class="byline">Ada Holm</div></li>{links(SECTIONS)}</ul>',
        f"<ul>{links(SECTIONS, '/tag/')}</ul>",
        f"<ul>{links(SECTIONS, '#part-')}</ul>",
        f"<ul>{links(['1', '2', '3', '4', '5'], '/story?page=')}</ul>",
        f"<ul>{links(SECTIONS)}<li><time>1 March 2026</time></li></ul>",
        f"<ul>{links(SECTIONS)}<li>Sunday, 1 March 2026</li></ul>",
        f"<ul>{links(SECTIONS[:3])}</ul>",
        f"<ul>{links(SECTIONS)}<li>{STORY['de'][0]}</li></ul>",
    ],
)
def test_what_may_tell_of_the_story_is_no_menu(menu: str) -> None:
    assert menu_of(read(f"{menu}{TOLD}")) == []


def test_a_list_of_links_right_between_parts_of_a_story_is_its_own() -> None:
    told = [f"<p>{text}</p>" for text in STORY["en"]]
    listed = f"<ul>{links(SECTIONS)}</ul>"
    assert menu_of(read(f"{told[0]}<link>{listed}<div><h2>More of it</h2></div>{told[1]}{told[2]}")) == []
    assert menu_of(read(f"{told[0]}{told[1]}{told[2]}{listed}")) == SECTIONS
    assert menu_of(read(f"{told[0]}<p>The boats are:</p><p>&nbsp;</p>{listed}<br>{told[1]}{told[2]}")) == []
    assert menu_of(read(f"{told[0]}<p>Read on</p>{listed}{told[1]}{told[2]}")) == SECTIONS
    headed = f"<div><h3>Trending</h3>{listed}</div>"
    assert menu_of(read(f"{told[0]}{headed}{told[1]}{told[2]}")) == ["Trending", *SECTIONS]


def test_a_page_that_declares_a_story_and_shows_none_keeps_its_links() -> None:
    assert menu_of(read(f"<h1>Our sections</h1><p>Here they are.</p><ul>{links(SECTIONS)}</ul>")) == []


def test_a_list_of_links_stays_on_a_page_that_is_no_story() -> None:
    titles = [f"The {place} will have a bridge again next year" for place in ("north", "south", "east", "west")]
    assert menu_of(read(f"<ul>{links(titles)}</ul><p>All of our stories.</p>", head="")) == []
    assert menu_of(read(f"<ul>{links(titles)}</ul>{TOLD * 4}", head="")) == titles


def test_what_stood_above_a_menu_is_as_far_from_the_headline_as_before() -> None:
    head = '<meta property="og:type" content="article"><meta name="author" content="Ada Holm">'
    masthead, headline = "<p>Thursday, 14 March 2024</p>", "<h1>Harbour opens again</h1>"
    assert read(f"{masthead}{headline}{TOLD}", head).value("published") == "2024-03-14"
    document = read(f"{masthead}<ul>{links(SECTIONS * 3)}</ul>{headline}{TOLD}", head)
    assert len(document.menus) == 15
    assert document.value("published") is None


def test_blocks_are_reached_over_what_is_taken_out() -> None:
    document = read(f"<p>One</p><ul>{links(SECTIONS)}</ul><p>Two</p><p>Three</p><ul>{links(SECTIONS)}</ul>{TOLD}")
    two = next(block.index for block in document.blocks if block.text == "Two")
    assert [document.up_from(two, far) for far in (1, 5, 6)] == [two, two, two - 1]
    assert [document.down_from(two + 1, far) for far in (1, 6, 7)] == [two + 2, two + 2, two + 3]
    assert [document.down_from(two + 2, far) for far in (5, 6)] == [two + 2, two + 3]
    assert document.up_from(0, 3) == 0
    assert document.down_from(len(document.blocks), 3) == len(document.blocks)


def test_the_sites_name_is_known_from_its_menu() -> None:
    menu = f'<ul><li><a href="/">The Strait Observer</a></li>{links(SECTIONS)}</ul>'
    assert read(f"{menu}{TOLD}", head=f"{DECLARED}<title>The Strait Observer</title>").value("title") is None


def test_the_memory_of_a_host_counts_menus_too() -> None:
    labels = [f"All that we have written of the {name.lower()} of the town" for name in SECTIONS]
    plain, with_menu = (
        count(page(f"<html><head>{DECLARED}</head><body>{menu}{TOLD}</body></html>", "text/html"))
        for menu in ("", f"<ul>{links(labels)}</ul>")
    )
    assert len(with_menu.marks) > len(plain.marks)


def post(number: int, opening: str, *, post: str, head: str) -> str:
    """Return a post, its elements called so, whose head is *opening* and a row of links."""
    acts = "".join(f' <a href="/{act}/{number}">{act}</a>' for act in ("Reply", "Quote", "Report"))
    text = f"{STORY['en'][number % 3]} {STORY['fr'][number % 3]}"
    return (
        f'<div class="{post}"><div class="{head}">{opening}{acts}</div><div class="content"><p>{text}</p></div></div>'
    )


def test_heads_of_posts_are_no_menus() -> None:
    opening = '<a class="username" href="/m/{0}">Member{0}</a> <a href="#{0}">{1} March 2026</a>'
    posts = [post(number, opening.format(number, number + 1), post="message", head="head") for number in range(6)]
    draft = refine(page(f"<html><body>{''.join(posts)}</body></html>", "text/html"))
    assert (draft.page_type, len(draft.posts), draft.authors) == ("thread", 5, ["Member0"])


def test_rows_of_links_that_recur_between_paragraphs_are_no_menus() -> None:
    rows = [post(number, f'<a href="/m/{number}">Ada {number}</a>', post="one", head="row") for number in range(6)]
    assert menu_of(read("".join(rows))) == []


def test_the_head_of_the_story_stays_beside_a_menu() -> None:
    menu = f"<ul>{links([f'Section {name} of the whole page' for name in SECTIONS * 6])}</ul>"
    head = f'<header>{menu}<h2 class="entry-title">Harbour opens again after storm</h2><p>By Ada Holm</p></header>'
    document = read(f"{head}{TOLD}")
    assert len(document.menus) == 30
    assert document.value("title") == "Harbour opens again after storm"
    assert document.value("authors") == ["Ada Holm"]


@pytest.mark.parametrize(
    "path",
    [
        '<nav aria-label="Breadcrumb"><ol>{}</ol></nav>',
        '<ol itemscope itemtype="https://schema.org/BreadcrumbList">{}</ol>',
        '<div class="nav-path">{}</div>',
    ],
)
def test_the_path_from_home_is_no_menu(path: str) -> None:
    steps = path.format(links(["Home", "News", "Local", "Harbours"]))
    assert read(f"{steps}<h1>Harbour opens again</h1>{TOLD}").value("section") == "News / Local / Harbours"


def test_tags_beside_links_to_share_stay() -> None:
    tags = "".join(f'<li><a href="/c/{tag}" rel="tag">{tag}</a></li>' for tag in ("harbour", "fish"))
    document = read(f"{TOLD}<div><ul>{tags}</ul><ul>{links(SECTIONS)}</ul></div>")
    assert document.value("tags") == ["harbour", "fish"]
    assert menu_of(document) == SECTIONS


def test_what_was_taken_out_is_told_in_page_order_of_all_pages() -> None:
    head = f"{DECLARED}<title>Harbour opens again</title>"
    first, second = (
        f"<html><head>{head}{link}</head><body><ul>{links(names)}</ul><h1>Harbour opens again</h1>"
        f"{paragraphs(texts)}</body></html>"
        for link, names, texts in (
            ('<link rel="next" href="/harbour?page=2">', SECTIONS, STORY["en"]),
            ("", ["Sports", "Opinion", "Travel", "Food"], STORY["fr"]),
        )
    )
    further = Part(
        url="https://example.org/harbour?page=2", body=second.encode(), media_type="text/html", charset="utf-8"
    )
    draft = refine(page(first, "text/html").model_copy(update={"parts": (further,)}))
    assert draft.text.split("\n\n") == [*STORY["en"], *STORY["fr"]]
    taken = [text for text, _ in draft.cuts if text in {*SECTIONS, "Sports", "Opinion", "Travel", "Food"}]
    assert taken == [*SECTIONS, "Sports", "Opinion", "Travel", "Food"]
