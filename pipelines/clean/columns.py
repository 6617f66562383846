"""Blocks in, marked: what stands in a column beside the story, where the page calls it so."""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.clean.around import nearest_of
from pipelines.document import class_and_id
from pipelines.prose import KEPT, letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.clean.around import Known
    from pipelines.document import Block, Document

#: What a column beside the story is called, and what is called by one that it has, or has not, or that it is around.
BESIDE = re.compile(
    r"(?<![a-z])"
    r"(?:right[-_]?(?:(?:cont(?:ent)?[-_]?)?col(?:umn)?s?|bar|side(?:bar)?|rail|panel)"
    r"|(?:col(?:umn)?|page|side)[-_]?right|side[-_]?bar)"
    r"(?![a-z]|[-_](?:content|wrap|layout|none|off))",
    re.IGNORECASE,
)
BY_COLUMN = re.compile(r"(?:content|with|has|no)[-_]", re.IGNORECASE)
#: From how many columns of one name on they may be none of the page, which has one; boxes in the text are no columns.
SEVERAL, COLUMN = 3, re.compile(r"col(?![a-z])|cols|column", re.IGNORECASE)
#: Letters of prose that must be left for the story.
STORY_LETTERS = 200


def columns(document: Document) -> None:
    """Mark the body blocks in columns beside the story; a thread, and a page without a headline, stay as they are."""
    if document.title_index is None or document.tree is None or document.page_type == "thread":
        return
    if not any(map(is_column, document.holders)):
        return
    headline = document.blocks[document.title_index]
    known: Known = dict.fromkeys(headline.around())
    body = document.body
    found = nearest_of(body, is_column, known)
    told = [block for block in body if is_story_prose(block)]
    between = [block.index for block in told if block not in found]
    named = by_name(found).items()
    parts = {name for name, blocks in named if is_called_column(name) and are_parts(blocks, found, between)}
    beside = {block for block, column in found.items() if class_and_id(column) not in parts}
    kept = sum(letters(block.text) for block in told if block not in beside)
    if beside and told[:1] and told[0] not in beside and kept >= STORY_LETTERS:
        for block in beside:
            block.reason = Reason.RELATED


def by_name(found: Mapping[Block, HtmlElement]) -> dict[str, list[Block]]:
    """Return the blocks of the columns *found*, by the name of those."""
    named: dict[str, list[Block]] = {}
    for block, column in found.items():
        named.setdefault(class_and_id(column), []).append(block)
    return named


def are_parts(blocks: Sequence[Block], found: Mapping[Block, HtmlElement], told: Sequence[int]) -> bool:
    """Return whether *blocks*, those of the columns *found* that have one name, stand in several, with paragraphs of
    the story, of the indexes *told*, between them: pros beside cons, say, under each of its headings."""
    between = bisect(told, blocks[0].index) < bisect(told, blocks[-1].index)
    return between and len({found[block] for block in blocks}) >= SEVERAL


def is_called_column(names: str) -> bool:
    """Return whether what *names* say of a place beside the story is that it is a column, not a bar or panel."""
    return any(COLUMN.search(found[0]) is not None for found in BESIDE.finditer(names))


def is_column(element: HtmlElement) -> bool:
    """Return whether *element* is a column beside the story by its name."""
    return names_column(class_and_id(element))


@lru_cache(maxsize=KEPT)
def names_column(names: str) -> bool:
    """Return whether one of *names*, classes and an id, is that of a column beside the story."""
    return any(BESIDE.search(name) and not BY_COLUMN.match(name) for name in names.split())
