"""Blocks in, those marked that recur on the host of the page: its template, in whatever words.

What recurs is an input, counted over other pages (`pipelines/memory.py`). A block is the same on two pages where its
letters and digits are, and the markup around it: the first paragraph of a story that others tease in their margin is
no template.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pipelines.blocks import is_heading
from pipelines.clean.repeats import squeeze
from pipelines.memory import MARK, joined, split
from pipelines.prose import letters
from pipelines.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Share of a body above which what recurs is not its template: the page is a near copy of others.
NEAR_COPY = 0.5
#: Letters up to which a line goes only together with what follows it: "Yes.", "Ingredients" recur in stories, too.
SHORT = 20
#: Share of links, and most letters, of the entry of a menu.
LINKED, ENTRY = 0.9, 40
#: Of these, the same may stand in many stories: labels of tables.
KEPT_KINDS = ("cell", "code")
NUMBER = re.compile(r"\d+")


def template(document: Document) -> None:
    """Mark the blocks of the body that recur on the page's host."""
    if not document.page.template or document.page_type == "thread":
        return
    found = recurring(document.body, frozenset(split(document.page.template)))
    size = sum(letters(block.text) for block in document.body)
    if sum(letters(block.text) for block in found) <= NEAR_COPY * size:
        for block in found:
            block.reason = Reason.TEMPLATE


def recurring(body: Sequence[Block], known: frozenset[bytes]) -> list[Block]:
    """Return those blocks of *body* whose marks are *known*; of headings and short lines, those above one of them, or
    at the end."""
    found: list[Block] = []
    goes = True
    for block in reversed(body):
        alone = letters(block.text) > SHORT and not is_heading(block)
        goes = (alone or goes) and block.kind not in KEPT_KINDS and mark(block) in known
        if goes:
            found.append(block)
    return found


def marks_of(blocks: Sequence[Block]) -> bytes:
    """Return what a page of *blocks* contributes to the memory of its host: all that may stand in a body elsewhere."""
    return joined({mark(block) for block in blocks if not is_entry(block)} - {b""})


def is_entry(block: Block) -> bool:
    """Return whether *block* is an entry of a menu: the most of what recurs, and never part of a body."""
    return block.link_share >= LINKED and letters(block.text) <= ENTRY


def mark(block: Block) -> bytes:
    """Return what makes *block* the same on two pages, in a few bytes; none where it has neither letters nor digits."""
    words = squeeze(block.text)
    if not words:
        return b""
    said = "\0".join([words, *markup(block.element)])
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=MARK).digest()


def markup(element: HtmlElement | None) -> list[str]:
    """Return tag and class of *element* and of the one around it, less numbers: those are of the page."""
    around = [] if element is None else [element, element.getparent()]
    return [f"{one.tag} {NUMBER.sub('', one.get('class') or '')}" for one in around if one is not None]
