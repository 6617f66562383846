"""Document in, the category out that its story is filed under, by the links that say they lead to one."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from pipelines.document import class_and_id, hyphened, outward
from pipelines.naming import any_word
from pipelines.prose import letters
from pipelines.zones import prose_span
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Addresses of the pages of a tag.
TAG_PATH = re.compile(r"/tags?/[^/?#]+/?$")
#: Names of elements that hold the tags of a story.
TAGS_NAME = re.compile(
    any_word(
        "tags(?!-input) hash-?tags tag-?(?:list|links|items|cloud|nav) key-?words?(?!-(?:input|search))",
        "[a-z]",
        "(?![a-z])",
    )
)
#: Names of elements that hold the categories a story is filed under; "category-news" is of the story itself.
CATEGORY = re.compile(
    any_word(
        "categor(?:y|ies)(?:[-_](?:links?|labels?|names?|list|items?|wrap(?:per)?))?\\d?(?![\\w-]) cat-links", "[a-z]"
    )
)
#: Names of elements that lie beside a story, or hold another.
BESIDE = re.compile(
    any_word("side-?bar aside widget popular trending related menu nav-?bar breaking cards? teasers?", "[a-z]")
    + "|^(?:nav|aside)$"
)
#: From how many letters on a link is the headline of another story.
HEADLINE = 25
#: Elements whose names say what the page is, and not a part of it.
PAGE = ("body", "html", "main", "article")
#: How far around a link the element may be that says so.
DEPTH = 3
#: How many blocks below the story may say it, and how long, in characters, what stands between is at most.
BELOW, LONGEST = 6, 40


def filed_under(document: Document) -> str | None:
    """Return what the page says the story is filed under: its only link whose relation is that of a category, else the
    only link of that name above the story, else below it; None where there are several."""
    links = document.tree.iterfind(".//a[@rel]") if document.tree is not None else ()
    related = [one_line(link.text_content()) for link in links if is_to_category(link) and not is_beside(link)]
    if related:
        return only(related)
    first, last = prose_span(document)
    above = document.blocks[(document.title_index or 0) + 1 : first]
    below = document.blocks[last + 1 : document.down_from(last + 1, BELOW)]
    near = list(takewhile(lambda block: not block.level and len(block.text) <= LONGEST, below))
    is_card = any(is_story(block) for block in below[: len(near) + 1])
    return only(named_category(above)) or (None if is_card else only(named_category(near)))


def is_to_category(link: HtmlElement) -> bool:
    """Return whether *link* says that it leads to a category of stories: by its relation, or as a tag that is called
    one."""
    relation = (link.get("rel") or "").lower().split()
    return "category" in relation or (relation == ["tag"] and is_category(link))


def named_category(blocks: Iterable[Block]) -> list[str]:
    """Return the links of those of *blocks* that are links alone, in an element that is called a category."""
    found = [block for block in blocks if block.link_share == 1 and block.element is not None]
    found = [block for block in found if is_category(block.element) and not is_beside(block.element)]
    return [text for block in found for _, text in block.links]


def is_story(block: Block) -> bool:
    """Return whether *block* is the linked headline of another story: what stands above it is of its card."""
    return block.link_share == 1 and letters(block.text) >= HEADLINE


def is_beside(element: HtmlElement) -> bool:
    """Return whether *element* or one around it is called as what lies beside a story, or holds others."""
    return any(BESIDE.search(str(one.tag)) or BESIDE.search(called(one)) for one in parts_around(element))


def parts_around(element: HtmlElement) -> list[HtmlElement]:
    """Return *element* and the nearest around it, as far as they are a part of the page."""
    return [outer for outer in islice(outward(element), DEPTH + 1) if outer.tag not in PAGE]


def called(element: HtmlElement) -> str:
    """Return what *element* is called, a hyphen between the words of a name in camel case."""
    return hyphened(class_and_id(element))


def only(names: list[str]) -> str | None:
    """Return the one that *names* all are; None where they are none, or several."""
    return names[0] if len(set(names)) == 1 else None


def is_category(element: HtmlElement) -> bool:
    """Return whether *element* or one around it is called as what holds categories, and not tags as well."""
    names = [hyphened(outer.get("class") or "") for outer in parts_around(element)]
    return any(CATEGORY.search(name) and not TAGS_NAME.search(name) for name in names)
