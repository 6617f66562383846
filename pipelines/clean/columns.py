"""Blocks in, marked: what stands in a column beside the story, where the page calls it so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.prose import KEPT, letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Document

#: What a column beside the story is called, and what is called by one that it has, or has not, or that it is around.
BESIDE = re.compile(
    r"(?<![a-z])"
    r"(?:right[-_]?(?:(?:cont(?:ent)?[-_]?)?col(?:umn)?s?|bar|side(?:bar)?|rail|panel)"
    r"|(?:col(?:umn)?|page|side)[-_]?right|side[-_]?bar)"
    r"(?![a-z]|[-_](?:content|wrap|layout|none|off))",
    re.IGNORECASE,
)
BY_COLUMN = re.compile(r"(?:content|with|has|no)[-_]", re.IGNORECASE)
#: Letters of prose that must be left for the story.
STORY_LETTERS = 200


def columns(document: Document) -> None:
    """Mark the body blocks in columns beside the story; a thread, and a page without a headline, stay as they are."""
    if document.title_index is None or document.tree is None or document.page_type == "thread":
        return
    headline = document.blocks[document.title_index]
    known: dict[HtmlElement, bool] = dict.fromkeys(headline.around(), False)
    body = document.body
    beside = {block for block in body if stands_beside(block.element, known)}
    told = [block for block in body if is_story_prose(block)]
    kept = sum(letters(block.text) for block in told if block not in beside)
    if beside and told[:1] and told[0] not in beside and kept >= STORY_LETTERS:
        for block in beside:
            block.reason = Reason.RELATED


def stands_beside(element: HtmlElement | None, known: dict[HtmlElement, bool]) -> bool:
    """Return whether *element* is in a column by its name; *known* holds what is known of others, and learns."""
    way: list[HtmlElement] = []
    while element is not None and element not in known:
        way.append(element)
        if names_column(f"{element.get('class') or ''} {element.get('id') or ''}"):
            known[element] = True
            break
        element = element.getparent()
    found = element is not None and known[element]
    known.update(dict.fromkeys(way, found))
    return found


@lru_cache(maxsize=KEPT)
def names_column(names: str) -> bool:
    """Return whether one of *names*, classes and an id, is that of a column beside the story."""
    return any(BESIDE.search(name) and not BY_COLUMN.match(name) for name in names.split())
