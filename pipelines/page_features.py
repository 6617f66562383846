"""A document in, what tells a page of stories from a list or a shop window out: columns beside those of its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipelines.describe.evidence import types_of
from pipelines.describe.page_types import LINKED, TEASER_LINK, longest_telling
from pipelines.extract import UNLINKED
from pipelines.features import COLUMNS, features
from pipelines.prose import is_prose, letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.describe.evidence import Evidence
    from pipelines.document import Block, Document
    from pipelines.features import Matrix

#: schema.org types of a story, and of what is listed or sold.
STORIES = frozenset(
    "NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle"
    " LiveBlogPosting BlogPosting Article ScholarlyArticle TechArticle Report Recipe Review".split()
)
WARES = frozenset(
    "CollectionPage ItemList SearchResultsPage Product Offer AggregateOffer Service SoftwareApplication WebApplication"
    " Course".split()
)
#: Meta tags that date a page, and that name who wrote it.
DATES = (
    *("article:published_time", "datepublished", "date", "pubdate", "dc.date", "dc.date.issued", "publishdate"),
    *("parsely-pub-date", "sailthru.date"),
)
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")

#: The columns of a page, the same for all its blocks: what it declares, then what it shows.
PAGE_COLUMNS = (
    *("page_story", "page_story_type", "page_ware_type", "page_og_type", "page_dated", "page_authored"),
    *("page_letters", "page_link_share", "page_paragraphs", "page_prose_share", "page_voted_prose", "page_voted_share"),
    *("page_telling", "page_teasers", "page_headings", "page_linked_headings", "page_articles", "page_rows"),
)
#: All columns: the blocks' first.
ALL_COLUMNS = (*COLUMNS, *PAGE_COLUMNS)


def declares_story(evidence: Evidence) -> bool:
    """Return whether the page says that it is a story, and when or by whom it was written."""
    return bool(evidence.story or evidence.says_story) and (is_dated(evidence) or is_authored(evidence))


def og_type(evidence: Evidence) -> float:
    """Return 1 where `og:type` is that of a story, -1 where it is another, 0 where there is none."""
    return {True: 1.0, False: -1.0, None: 0.0}[evidence.says_story]


def is_dated(evidence: Evidence) -> bool:
    return bool(evidence.story.get("datePublished") or evidence.first(*DATES))


def is_authored(evidence: Evidence) -> bool:
    return bool(evidence.story.get("author") or evidence.first(*AUTHORS))


def all_features(document: Document) -> Matrix:
    """Return the matrix of *document*: a row a block, ALL_COLUMNS wide; `block.main` is trafilatura's vote."""
    matrix = features(document)
    page = np.array([*declared(document.evidence), *shown(document.blocks), *counted(document)], dtype=np.float32)
    return np.hstack([matrix, np.tile(page, (len(matrix), 1))])


def declared(evidence: Evidence) -> tuple[float, ...]:
    """Return the columns of what the page declares."""
    types = {kind for node in evidence.nodes for kind in types_of(node)}
    return (
        bool(evidence.story),
        not types.isdisjoint(STORIES),
        not types.isdisjoint(WARES),
        og_type(evidence),
        is_dated(evidence),
        is_authored(evidence),
    )


def shown(blocks: Sequence[Block]) -> tuple[float, ...]:
    """Return the columns of how much there is of text, of links in it, and of prose."""
    size = np.array([letters(block.text) for block in blocks], dtype=np.float64)
    links = np.array([block.link_share for block in blocks])
    votes = np.array([block.main for block in blocks])
    prose = np.array([is_prose(block.text) for block in blocks]) & (links < UNLINKED)
    total = max(1.0, float(size.sum()))
    voted = float(size[prose & votes].sum())
    return (
        np.log1p(total),
        float((size * links).sum()) / total,
        np.log1p(prose.sum()),
        float(size[prose].sum()) / total,
        np.log1p(voted),
        voted / total,
        np.log1p(longest_telling(blocks)),
        np.log1p(((links > LINKED) & (size >= TEASER_LINK)).sum()),
    )


def counted(document: Document) -> tuple[float, ...]:
    """Return the columns of what there is by number: headings, how much of them is links, articles, table rows."""
    heads = [block.link_share for block in document.blocks if block.kind == "heading"]
    tags = [] if document.tree is None else [element.tag for element in document.tree.iter("article", "tr")]
    return (
        np.log1p(len(heads)),
        sum(heads) / len(heads) if heads else 0.0,
        *np.log1p([tags.count("article"), tags.count("tr")]),
    )
