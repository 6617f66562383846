"""Tree in, the same tree out without the cards that a page shows over a word of its text when a reader points at it.

Their text stands in the middle of sentences: who somebody is, what a term means, what else was written of both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.prose import KEPT, fold_case

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Document

#: What such a card is called: a word for it, and one for what is in it. The first alone may name the word under it.
NAME = re.compile(
    r"(?<![a-z])(?<!has-)(?<!with-)(?:tool-?tip|pop-?over|hover-?card|roll-?over)s?"
    r"(?:[-_]+(?!trigger|link|anchor|target|word|term|label|toggle)[a-z]+)?"
    r"[-_]*(?:block|bubble|content|text|box|body|panel|inner|popup)(?![a-z])"
)
#: Shortest text of a card, in characters: what is shorter may be the word under one, whatever it is called.
SHORTEST = 25
#: One of these is in the markup of every page that has one; all begin alike, so that one quick look tells of all.
TRACE = re.compile("o(?:ol-?tip|p-?over|ver-?card|ll-?over)")
#: Elements that may be one, and how many elements around it may part it from the paragraph.
HOLDERS = ("span", "div", "aside", "small", "em")
PARAGRAPHS = frozenset(["p", "li", "td", "dd"])
DEPTH = 6


def hovering(document: Document) -> None:
    """Take the cards out of the tree."""
    if document.tree is None or not TRACE.search(document.markup):
        return
    for element in [found for found in document.tree.iter(*HOLDERS) if is_card(found)]:
        if element.getparent() is not None:
            element.drop_tree()


def is_card(element: HtmlElement) -> bool:
    """Return whether *element* says that it is such a card, and stands in a paragraph behind other text of it."""
    named = element.get("role") == "tooltip" or is_name(element.get("class") or "")
    return named and len(" ".join(element.text_content().split())) >= SHORTEST and stands_in_sentence(element)


@lru_cache(maxsize=KEPT)
def is_name(names: str) -> bool:
    """Return whether *names*, a class, are those of a card."""
    return NAME.search(fold_case(names)) is not None


def stands_in_sentence(element: HtmlElement) -> bool:
    """Return whether *element* is part of a paragraph that has begun before it."""
    has_begun = False
    for around in islice(element.iterancestors(), DEPTH):
        has_begun = has_begun or element.getprevious() is not None or bool((around.text or "").strip())
        if around.tag in PARAGRAPHS:
            return has_begun
        element = around
    return False
