"""Blocks in, marked: what readers say of the story, where the page calls each of it a comment and names no posters."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.clean.around import nearest_of
from pipelines.document import hyphened
from pipelines.prose import KEPT
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: What a class is called that each comment has: the word for one, alone or with what its element holds.
COMMENT = re.compile(
    r"(?!(?:no|has|with|allow|code)[-_])(?:[a-z0-9]+[-_]+)*"
    r"(?:comment|kommentar|commentaire|comentario|commento)(?:[-_]+(?:item|content|body|text|inner|block|entry|message))?"
)
#: What all of these have in them, for a quick look.
TRACE = re.compile("omment|omentario")
#: Fewer elements of one class may be called so for something else.
FEWEST = 3


def comments(document: Document) -> None:
    """Mark the body blocks in comments below the story; a thread is made of them."""
    if document.page_type == "thread" or document.tree is None or not any(map(is_comment, document.holders)):
        return
    body = document.body
    said = by_class({block: found for block, found in nearest_of(body, is_comment).items() if block.named(TRACE)})
    gone = {block for group in said.values() if len({*group.values()}) >= FEWEST for block in group}
    if not gone:
        return
    told = [block.index for block in body if block not in gone and is_story_prose(block)]
    if told and told[-1] < min(block.index for block in gone):
        for block in gone:
            block.reason = Reason.COMMENT


def is_comment(element: HtmlElement) -> bool:
    """Return whether *element* has a class that one comment has."""
    name = element.get("class")
    return name is not None and is_name(name)


@lru_cache(maxsize=KEPT)
def is_name(names: str) -> bool:
    """Return whether one of *names*, classes, is one that a comment has."""
    if not TRACE.search(names.lower()):
        return False
    return any(COMMENT.fullmatch(hyphened(name)) for name in names.split())


def by_class(found: Mapping[Block, HtmlElement]) -> dict[str, dict[Block, HtmlElement]]:
    """Return the blocks and their elements *found*, by the classes of these."""
    groups: dict[str, dict[Block, HtmlElement]] = defaultdict(dict)
    for block, element in found.items():
        groups[element.get("class") or ""][block] = element
    return groups
