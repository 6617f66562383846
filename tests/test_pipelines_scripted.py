"""Stories that a page holds in its scripts alone."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.exceptions import Rejection
from pipelines.scripted import parted, scripts_of
from pipelines.stages import refine
from schemas import Page

TITLE = "Ferry to the islands runs again after nine years"
TOLD = (
    "The ferry to the outer islands left the harbour on Monday for the first time in nine years, with two hundred "
    "people and a brass band on board.",
    "Its owner, a cooperative of fishermen, had bought the ship from a yard in the north that went out of business in "
    "the spring, and repaired its engine by hand.",
    "Tickets cost four crowns, and children travel free of charge until the end of the summer, said Marta Holm, who "
    "keeps the books of the cooperative.",
    "Whether the line pays its way will be seen in the winter, when the storms keep most ships in the harbour for "
    "weeks and nobody but the islanders wants to cross.",
)
MENU = "<nav><a href='/'>Home</a> <a href='/news'>News</a> <a href='/sport'>Sport</a></nav><div id='__next'></div>"


def page(script: str, *, title: str = TITLE, menu: str = MENU) -> Page:
    body = f"<html><head><title>{title} | Island Post</title></head><body>{menu}{script}</body></html>"
    url = "https://news.example/ferry"
    return Page(
        url=url,
        announced_url=url,
        body=body.encode("utf-8", "surrogatepass"),
        media_type="text/html",
        charset="utf-8",
        fetched_at="2024-06-01T00:00:00Z",
        position=(0, 0),
    )


def of_type_json(value: Any) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>'


def markup(paragraphs: tuple[str, ...] = TOLD) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def with_runs(kind: str, children: str, text: str) -> list[dict[str, Any]]:
    """Return TOLD as the trees of editors are: paragraphs of runs, one of them a link."""
    return [
        {kind: "paragraph", children: [{text: told[:20]}, {kind: "link", children: [{text: told[20:]}]}]}
        for told in TOLD
    ]


SHAPES = {
    "article-body": '<script type="application/ld+json">'
    + json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(TOLD)})
    + "</script>",
    "html": of_type_json({"props": {"pageProps": {"post": {"title": TITLE, "bodyHtml": markup()}}}}),
    "plain text": of_type_json({"props": {"story": {"headline": TITLE, "body": "\n".join(TOLD)}}}),
    "list of elements": "<script>window.Fusion=window.Fusion||{};Fusion.globalContent="
    + json.dumps(
        {
            "headlines": {"basic": TITLE},
            "content_elements": [{"type": "text", "content": told} for told in TOLD],
            "related_content": [{"headlines": {"basic": "Other"}, "content": "Of another story. " * 60}],
        }
    )
    + ";Fusion.more={}</script>",
    "slate": of_type_json({"data": {"article": {"title": TITLE, "body": with_runs("type", "children", "text")}}}),
    "rich text": of_type_json({"fields": {"title": TITLE, "content": with_runs("nodeType", "content", "value")}}),
    "cache of queries": "<script>window.__APOLLO_STATE__="
    + json.dumps(
        {
            'content({"id":7})': {
                "headline": TITLE,
                'body({"ads":"more"})': {"json": with_runs("type", "children", "data")},
            }
        }
    )
    + "</script>",
    "run-on article-body": '<script type="application/ld+json">'
    + json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(TOLD) + " Ada Holm keeps books"})
    + "</script>"
    + of_type_json({"fields": {"title": TITLE, "deep": {"content": with_runs("nodeType", "content", "value")}}}),
    "json in a string": "<script>window.__STATE__ = JSON.parse("
    + json.dumps(json.dumps({"title": TITLE, "html": markup()}))
    + ");</script>",
    "json in an attribute": "<div class='hidden' data-preloaded='"
    + escape(json.dumps({"topic": json.dumps({"title": TITLE, "posts": [{"name": "Ada", "cooked": markup()}]})}))
    + "'></div>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_story_is_read(shape: str) -> None:
    draft = refine(page(SHAPES[shape]))
    assert draft.text == "\n\n".join(TOLD)
    assert draft.title == TITLE


def test_a_story_in_one_line_is_parted_as_another_copy_of_it_is_whatever_its_first_paragraph_is_long() -> None:
    told = ["Rain fell.", *TOLD]
    other = ["Rain fell elsewhere.", *TOLD]
    assert parted([" ".join(told)], [other, told]) == told


def test_a_page_that_shows_its_story_is_left_alone() -> None:
    other = of_type_json({"title": TITLE, "body": markup(tuple(text.upper() for text in TOLD))})
    draft = refine(page(other, menu=f"<h1>{TITLE}</h1>{markup()}"))
    assert draft.text == "\n\n".join(TOLD)


@pytest.mark.parametrize(
    "value",
    [
        {"title": "A headline of quite another story", "body": markup()},
        {"title": TITLE, "cookieConsent": {"text": markup()}},
        {"title": TITLE, "related": [{"title": "Another story of the day", "body": markup()}]},
        {"messages": {"welcome": markup()}, "site": {"title": "Island Post"}},
        {"title": TITLE, "settings": {"privacy": {"text": markup()}}},
        {"title": TITLE, "paywall": {"text": markup()}},
        {"title": TITLE, "entries": [{"id": 7, "body": markup()}]},
        {"title": TITLE[:20], "body": markup()},
    ],
    ids=[
        *("of another headline", "of a notice", "of a related story", "of the site", "of the privacy", "of a wall"),
        *("of entries", "of the beginning of the headline"),
    ],
)
def test_what_is_not_named_as_the_pages_story_is_not_believed(value: dict[str, Any]) -> None:
    with pytest.raises(Rejection):
        refine(page(of_type_json(value)))


def test_of_two_texts_the_one_beside_the_headline_is_the_story() -> None:
    longer = markup(tuple(text.replace("ferry", "bridge") for text in TOLD * 2))
    value = {"title": TITLE, "body": markup(), "section": {"content": {"text": longer}}}
    assert refine(page(of_type_json(value))).text == "\n\n".join(TOLD)


def test_a_headline_before_the_sites_name_is_the_pages() -> None:
    value = {"headline": TITLE, "body": markup()}
    for mark in ("|", "-", "\u2013", "::", "\u00b7"):
        assert refine(page(of_type_json(value), title=f"{TITLE} {mark} Harbour Desk")).text == "\n\n".join(TOLD)


def test_scripts_that_are_not_closed_are_looked_through_once() -> None:
    assert list(scripts_of("<script " * 100_000)) == []
    assert list(scripts_of("<script>" * 100_000)) == []
    assert list(scripts_of("<SCRIPT a=1>x</Script><script>y</script><script>z")) == [(" a=1", "x"), ("", "y")]


def test_json_that_is_nested_too_deep_or_broken_is_passed_over() -> None:
    deep = "[" * 50_000 + "]" * 50_000
    broken = of_type_json({"title": TITLE, "body": markup()})[:-60] + "</script>"
    with pytest.raises(Rejection):
        refine(page(f"<script>x = {deep}</script>{broken}"))


LEAVES = st.text(max_size=40) | st.sampled_from([TITLE, markup(), "<p>", "<!-- -->\x00", TOLD[0]]) | st.integers()
KEYS = st.sampled_from(["title", "body", "text", "children"])
VALUES = st.recursive(
    LEAVES | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_a_script_costs_at_most_the_page(value: Any) -> None:
    try:
        draft = refine(page(of_type_json({"title": TITLE, "body": value, "pad": " " * 600})))
    except Rejection:
        return
    assert "<p>" not in draft.text


def test_a_declared_story_without_breaks_whose_end_is_no_sentence_is_one() -> None:
    said = " ".join(TOLD) + " Ada Holm keeps the books"
    node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": said}
    assert refine(page(f'<script type="application/ld+json">{json.dumps(node)}</script>')).text == said


def test_the_standfirst_beside_the_headline_is_the_subtitle() -> None:
    story = {
        "title": TITLE,
        "standfirst": "Two hundred people were on board.",
        "body": "".join(f"<p>{p}</p>" for p in TOLD),
    }
    found = refine(page(f"<script type='application/json'>{json.dumps({'props': {'article': story}})}</script>"))
    assert (found.title, found.subtitle) == (TITLE, "Two hundred people were on board.")
    assert found.text == "\n\n".join(TOLD)


def test_the_standfirst_of_another_story_is_none() -> None:
    story = {"title": TITLE, "body": "".join(f"<p>{p}</p>" for p in TOLD)}
    other = {"title": "Whale seen off the quay", "standfirst": "It was as long as the ferry."}
    found = refine(page(f"<script type='application/json'>{json.dumps({'article': story, 'more': [other]})}</script>"))
    assert (found.subtitle, found.text) == (None, "\n\n".join(TOLD))


def test_a_cache_of_queries_may_hold_the_paragraphs_elsewhere() -> None:
    blocks = {f"Block:{at}": {"__typename": "ParagraphBlock", "html": text} for at, text in enumerate(TOLD)}
    story = {"title": TITLE, "content": [{"__ref": name} for name in blocks], "others": [{"__ref": "Article:1"}]}
    state = {"Article:1": story, **blocks}
    found = refine(page(f"<script>window.__APOLLO_STATE__={json.dumps(state)};</script>"))
    assert found.text == "\n\n".join(TOLD)


@pytest.mark.parametrize("standfirst", [f"{TOLD[0]}", "https://example.org/lead.jpg", "lead-1234"])
def test_the_first_paragraph_an_address_and_a_key_are_no_standfirst(standfirst: str) -> None:
    story = {"title": TITLE, "lead": standfirst, "body": "".join(f"<p>{p}</p>" for p in TOLD)}
    found = refine(page(f"<script type='application/json'>{json.dumps({'article': story})}</script>"))
    assert (found.subtitle, found.text) == (None, "\n\n".join(TOLD))


def test_references_to_characters_in_a_standfirst_are_read() -> None:
    story = {"title": TITLE, "dek": "Boats &amp; crews return to it.", "body": "".join(f"<p>{p}</p>" for p in TOLD)}
    found = refine(page(f"<script type='application/json'>{json.dumps({'article': story})}</script>"))
    assert found.subtitle == "Boats & crews return to it."


@pytest.mark.parametrize("kind", ["Paragraph", "ParagraphBlock", "TextBlock"])
def test_paragraphs_that_a_cache_holds_as_text_stand_apart(kind: str) -> None:
    blocks = {f"Block:{at}": {"__typename": kind, "text": text} for at, text in enumerate(TOLD)}
    state = {"Article:1": {"title": TITLE, "content": [{"__ref": name} for name in blocks]}, **blocks}
    found = refine(page(f"<script>window.__APOLLO_STATE__={json.dumps(state)};</script>"))
    assert found.text == "\n\n".join(TOLD)
