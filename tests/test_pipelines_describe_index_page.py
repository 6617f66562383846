"""Days and people on a front page, or on that of a tag, are those of its entries, and told of no story."""

from __future__ import annotations

import json

import pytest

from pipelines.stages import refine
from schemas import Draft
from tests.stories import STORY, page, paragraphs

BYLINE = '<p class="byline">By Ann Pier</p><time datetime="2024-05-06">May 6, 2024</time>'


def draft_at(url: str, head: str = "") -> Draft:
    body = f"<article><h1>Harbour News</h1>{BYLINE}{paragraphs(STORY['en'])}</article>"
    return refine(page(f"<html><head>{head}</head><body>{body}</body></html>", "text/html", url))


def json_ld(**story: str) -> str:
    node = {"@type": "NewsArticle", "headline": "Harbour opens again", "datePublished": "2024-05-01", **story}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/",
        "https://harbour.example",
        "https://harbour.example/#top",
        "https://harbour.example/tag/piers/",
        "https://harbour.example/news/category/boats",
        "https://harbour.example/tag/piers?page=2",
    ],
)
def test_an_index_has_neither_day_nor_author_and_is_no_article(url: str) -> None:
    draft = draft_at(url)
    assert (draft.page_type, draft.published, draft.authors) == ("other", None, [])
    assert STORY["en"][0] in draft.text


@pytest.mark.parametrize(
    ("url", "head"),
    [
        ("https://harbour.example/pier", ""),
        ("https://harbour.example/?p=12", ""),
        ("https://harbour.example/#/post/12", ""),
        ("https://harbour.example/category/boats/harbour-opens", ""),
        ("https://harbour.example/", '<meta property="og:type" content="article">'),
        ("https://harbour.example/", json_ld(url="https://harbour.example/")),
        ("https://harbour.example/tag/piers", json_ld()),
        ("https://harbour.example/category/old-harbour-opens-again-to-fishing-boats", ""),
        ("https://harbour.example/pier?from=/category/boats", ""),
        (
            "https://harbour.example/category/harbour-opens",
            '<meta property="og:type" content="article">'
            '<meta property="article:published_time" content="2024-05-06T10:00:00Z">',
        ),
    ],
)
def test_a_story_has_both_wherever_it_stands(url: str, head: str) -> None:
    draft = draft_at(url, head)
    assert (draft.page_type, draft.authors) == ("article", ["Ann Pier"])
    assert draft.published is not None


def test_a_story_of_another_address_that_a_front_page_declares_is_not_its_own() -> None:
    draft = draft_at("https://harbour.example/", json_ld(url="https://harbour.example/pier"))
    assert draft.page_type == "other"
    assert draft.authors == []
