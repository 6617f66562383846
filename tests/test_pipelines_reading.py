"""Our order of trafilatura's work finds what trafilatura finds."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extracted

from pipelines.decode import to_text
from pipelines.markup import to_tree
from pipelines.prose import bare
from pipelines.reading import length_of, read_main
from pipelines.rules import ASKED, FRAMES, GROUPS, UNWANTED, answer, does_pick, hints, picked, surely_picks

PAGES = sorted(Path(__file__).parent.glob("golden/*/page.html"))
#: Parts of pages that trafilatura's rules treat each in a way of its own.
PARTS = (
    "<p>The harbour board voted on Tuesday to close the old ferry landing before the winter storms arrive.</p>",
    "<p>A second paragraph says what the harbour master thinks of it, and why he thinks so now.</p>",
    "<article>", "</article>", "<main>", "</main>", "<div class='post-content'>", "<div class='sidebar'>", "</div>",
    "<div id='comments'>", "<div class='teaser'>", "<div class='infinite-scroll'><h1>Next</h1>",
    "<ul><li>One</li></ul>",
    "<h2>Tides</h2>", "<br>", "a line by itself", "<a href='/a'>Elsewhere</a>", "<blockquote>Quoted</blockquote>",
    "<table><tr><td>1</td><td>2</td></tr></table>", "<form>", "</form>", "<aside>Beside</aside>",
    "<fb:like>x</fb:like>",
    "<pre>x = {1}</pre>", "<script>var hidden</script>", "<span style='display:none'>unseen</span>", "<del>gone</del>",
    "<section role='article'>", "</section>", "<figure><table><tr><td>cell</td></tr></table></figure>",
    "<article><p>" + "A long paragraph of the story of the ferry landing. " * 30 + "</p>",
    "<aside>Outer<aside>Inner</aside></aside>", "<form class='content'>", "<label>A <label>B</label></label>",
    "<picture><source srcset='a'><source srcset='b'><img src='c'></picture>",
    "<nav>", "</nav>", "<noscript>Without scripts</noscript>", "<footer class='Footer'>Foot</footer>", "<div></div>",
    "<p><a href='/b'>A link that is the whole paragraph</a></p>", "<p>Before <a href='/c'>a link</a> and after</p>",
    "<ul>" + "<li><a href='/d'>Read on about the harbour</a></li>" * 6 + "</ul>", "<a href='/e'><p>Inside</p></a>",
    "<div><a href='/f'>" + "A single long link that leads to the story of the ferry landing. " * 2 + "</a></div>",
    "<div>" + "<p><a href='/g'>A notice of the harbour board, by itself</a></p>" * 6 + "</div>",
    "<div>" + "<p>A long paragraph of the story of the ferry. </p>" * 60 + "<a href='/h'>x</a>" * 5 + "</div>",
    "<div class='cookie-banner'>We use cookies</div>", "<details><summary>More</summary>", "</details>",
    "<ul id='comments-list'><li>A reader's word</li></ul>", "<div class='elementor-share-buttons'>Share</div>",
    "<div class='Caption'>A caption</div>", "<p class='caption'>Another</p>", "<div id='post-1' class='nav-menu'>",
    "<span aria-hidden='true'>unheard</span>", "<math alttext='x^2'></math>", "<div style='display: none'>unseen</div>",
)  # fmt: skip


def texts(body: _Element | None) -> list[str]:
    found: Iterator[_Element] = iter(()) if body is None else body.iter()
    return [text for element in found if (text := bare("".join(map(str, element.itertext()))))]


def upstream(tree: HtmlElement) -> list[str]:
    result = bare_extraction(tree, fast=True, include_comments=False)
    return texts(result.body) if isinstance(result, Extracted) else []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_reads_as_trafilatura_reads_it(path: Path) -> None:
    tree = to_tree(to_text(path.read_bytes(), None))
    assert texts(read_main(tree)) == upstream(tree)


@given(st.lists(st.sampled_from(PARTS), max_size=40))
@settings(deadline=None)
def test_any_markup_reads_as_trafilatura_reads_it(parts: list[str]) -> None:
    tree = to_tree("<html><body>" + "".join(parts) + "<p>end</p></body></html>")
    assert texts(read_main(tree)) == upstream(tree)


def test_the_tree_stays_as_it_was() -> None:
    tree = to_tree(to_text(PAGES[0].read_bytes(), None))
    before = [element.tag for element in tree.iter()]
    read_main(tree)
    assert [element.tag for element in tree.iter()] == before


def test_every_question_that_a_rule_asks_of_attributes_is_understood() -> None:
    assert [rule.path for rules in GROUPS for rule in rules if "@" in ASKED.sub("", rule.path)] == []


@pytest.mark.parametrize(
    "name", ["sidebar", "article-share-bar", "td-post-text-content", "headline", "", "related-links"]
)
def test_an_element_is_picked_by_its_names_as_trafilatura_picks_it_in_a_tree(name: str) -> None:
    tree = to_tree(f"<html><body><div class='{name}'>x</div><section id='{name}'>y</section></body></html>")
    for bit, rules in enumerate(GROUPS):
        if 1 << bit not in FRAMES[1:]:  # those pick the first of several only
            found = [element for element, _ in picked(1 << bit, tree.iterdescendants())]
            assert set(found) == {element for rule in rules for element in rule(tree)}


def test_a_value_that_is_asked_nothing_may_be_left_out() -> None:
    everything = (1 << len(GROUPS)) - 1
    assert [name for name, words in hints(everything).items() if words.search("")] == ["data-lp-replacement-content"]


def test_a_name_with_a_character_that_xml_has_not_is_asked_about_without_it() -> None:
    assert answer(UNWANTED, "div", (("class", "side\x01bar"),)) == UNWANTED


def test_a_rule_that_is_seen_to_pick_an_element_picks_it() -> None:
    for bit, rules in enumerate(GROUPS):
        asked = [found for rule in rules for found in ASKED.finditer(rule.path)]
        said = sorted({part for found in asked for part in re.split(r"\W+", f"{found['expression']} {found['word']}")})
        values = [*said, *(found["value"] for found in asked if found["value"]), "post\n", "STORY"]
        for name, value in product(("class", "id", "role", "style", "itemprop"), values):
            for tag in ("div", "span", "article", "li"):
                seen = surely_picks(1 << bit, tag, {"id": "x", name: value})
                assert not seen or does_pick(rules, tag, {"id": "x", name: value})


def test_what_is_asked_of_two_attributes_is_asked_of_the_first_alone() -> None:
    assert answer(UNWANTED, "li", (("id", "x"), ("style", "overflow:hidden"))) == 0
    assert answer(UNWANTED, "li", (("style", "overflow:hidden"), ("id", "x"))) == UNWANTED


@pytest.mark.parametrize("enough", [0, 1, 5, 10, 40])
@pytest.mark.parametrize("text", ["", " " * 50, "one two", " " * 50 + "one  two\n three", "word " * 20])
def test_a_length_is_told_exactly_up_to_what_is_enough(text: str, enough: int) -> None:
    length, told = len(" ".join(text.split())), length_of(text, enough)
    assert told == length or enough <= told <= length
