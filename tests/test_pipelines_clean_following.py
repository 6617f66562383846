"""Whole stories that follow the page's own are cut; the parts of one story stay."""

from __future__ import annotations

import json
from time import process_time

import pytest

from pipelines.blocks import tree_blocks
from pipelines.clean.following import following
from pipelines.describe.evidence import gather
from pipelines.describe.titles import titles
from pipelines.document import Document
from pipelines.markup import to_tree
from tests.records import page
from tests.stories import STORY, paragraphs

TITLE = "Floods close three roads in the valley"
NODE = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-05-06"}
HEAD = f"<title>{TITLE}</title><script type='application/ld+json'>{json.dumps(NODE)}</script>"


def story(title: str, date: str, told: list[str]) -> str:
    return (
        f"<article class='item'><header><h2>{title}</h2></header>"
        f"<div class='text'><p>{date}</p>{paragraphs(told)}</div></article>"
    )


def told_in(body: str) -> list[str]:
    """Return the paragraphs of STORY that are left of *body*."""
    document = Document(page())
    document.tree = to_tree(f"<html><head>{HEAD}</head><body><main>{body}</main></body></html>")
    document.blocks = tree_blocks(document.tree)
    for stage in (gather, titles, following):
        stage(document)
    return [block.text for block in document.body if block.text in STORY["en"] + STORY["de"]]


def test_the_stories_that_follow_in_elements_like_the_pages_own_go() -> None:
    other = story("Singer cancels her tour", "4 May 2024", STORY["de"])
    assert told_in(story(TITLE, "6 May 2024", STORY["en"]) + other) == STORY["en"]


@pytest.mark.parametrize("line", ["By the editors", "Part two"])
def test_a_part_of_the_story_that_has_no_day_of_its_own_stays(line: str) -> None:
    part = story("What became of it", line, STORY["de"])
    assert told_in(story(TITLE, "6 May 2024", STORY["en"]) + part) == STORY["en"] + STORY["de"]


def test_a_part_under_a_lower_heading_or_in_another_element_stays() -> None:
    part = story("What became of it", "4 May 2024", STORY["de"])
    for other in (part.replace("h2", "h3"), part.replace("item", "box"), f"<div>{part}</div>"):
        assert told_in(story(TITLE, "6 May 2024", STORY["en"]) + other) == STORY["en"] + STORY["de"]


def test_a_part_that_a_day_opens_stays_where_the_story_has_none() -> None:
    part = story("What came before", "4 May 2024", STORY["de"])
    assert told_in(story(TITLE, "By the editors", STORY["en"]) + part) == STORY["en"] + STORY["de"]


def headed(title: str, date: str, told: list[str], names: str) -> str:
    return f"<article {names}><header><h1>{title}</h1></header><p>{date}</p><div>{paragraphs(told)}</div></article>"


def test_a_second_article_with_a_headline_and_a_day_of_its_own_goes() -> None:
    own = headed(TITLE, "6 May 2024", STORY["en"], "class='item first'")
    other = headed("Singer cancels her tour", "4 May 2024", STORY["de"], "id='second'")
    assert told_in(f"{own}<div class='under'>{other}</div>") == STORY["en"]


def test_what_has_no_day_or_stands_in_the_article_itself_stays() -> None:
    both = STORY["en"] + STORY["de"]
    own = headed(TITLE, "6 May 2024", STORY["en"], "class='item first'")
    undated = headed("What became of it", "Part two", STORY["de"], "id='second'")
    assert told_in(f"{own}<div class='under'>{undated}</div>") == both
    within = headed("What became of it", "4 May 2024", STORY["de"], "id='second'")
    assert told_in(own.replace("</article>", f"{within}</article>")) == both
    lower = within.replace("h1", "h2")
    assert told_in(f"{own}<div class='under'>{lower}</div>") == both


def test_time_is_linear_in_the_stories_that_follow() -> None:
    own = headed(TITLE, "6 May 2024", STORY["en"], "class='item first'")
    other = headed("Singer cancels her tour", "4 May 2024", STORY["de"][:2], "class='item'")
    begun = process_time()
    assert told_in(f"{own}{f'<div>{other}</div>' * 1500}") == STORY["en"]
    assert process_time() - begun < 5
