"""Blocks in, the same out without menus: links and little else, in which no part of a story stands.

Half of the blocks of a news page are such links. They leave the tree as well, so that no later stage looks at them, and
are kept for `removed.jsonl`. Pages of which they may be the content keep them: those that neither declare a story nor
are prose for the most part.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from pipelines.blocks import UNREAD
from pipelines.page_features import declares_story
from pipelines.prose import KEPT, PARAGRAPH_LETTERS, letters
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document, Group

    Told = tuple[int, float, int, bool]

#: Fewest links of a menu, and the share of its letters that are theirs.
FEWEST, LINKED = 4, 0.8
#: Share of a page's letters in paragraphs from which it is no list, and how many they must be; how many where it
#: declares a story.
PROSE, LEAST, BRIEF = 0.5, 800, 200
#: Share of link text from which a long line is no paragraph.
POINTER = 0.3
#: From so many letters on a link says more than where it leads.
LONG_LINK = 250
#: Elements that no menu holds.
TELLING = ("h1", "main", "time", "blockquote", "textarea", "video", "audio")
#: Headings of the parts of a story, and elements that may be a list of its own.
HEADINGS, LISTS = ("h2", "h3", "h4"), ("ul", "ol", "dl", "table", "div")
#: Elements whose names tell what the links in them are.
NAMING = ("nav", "div", "section", "ul", "ol", "p")
#: What they are called where the links tell of the story: the path from home, its tags, its authors, its further pages.
NAME = re.compile(
    r"crumb|pager|pagina|author|byline|contribut|writer|(?<![a-z])(?:tags?|topics?|keywords?)(?![a-z])", re.IGNORECASE
)
#: How such links say so themselves.
RELATION = re.compile(r"(?<![a-z])(?:tag|author|next|prev)(?![a-z])")
#: What is in the addresses of such pages.
ADDRESS = re.compile(r"/(?:tags?|authors?|topics?)/")
#: How many elements around a menu may say what is in it.
AROUND = 3
#: A day in the margin may be the story's; a year after "©" is not.
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def menus(document: Document) -> None:
    """Take the menus out of the tree and the blocks."""
    if document.tree is None:
        return
    told = [told_in(block) for block in document.blocks]
    if not may_spare_links(document, told):
        return
    gone: set[int] = set()
    for element, first, end in list(menus_of(told, document.groups)):
        gone.update(range(first, end))
        element.drop_tree()
    if gone:
        document.menus = [replace(block, main=False) for block in document.blocks if block.index in gone]
        document.blocks = [block for block in document.blocks if block.index not in gone]
        for index, block in enumerate(document.blocks):
            block.index, block.gap = index, block.index - index


def may_spare_links(document: Document, told: list[Told]) -> bool:
    """Return whether *document*, of whose blocks so much is *told*, is no list of links: it declares a story and shows
    paragraphs, or they are most of what it shows."""
    pairs = zip(document.blocks, told, strict=True)
    prose = sum(size for block, (size, *_) in pairs if size >= PARAGRAPH_LETTERS and block.link_share < POINTER)
    if declares_story(document.evidence):
        return prose >= BRIEF
    return prose >= max(LEAST, PROSE * sum(size for size, *_ in told))


def told_in(block: Block) -> Told:
    """Return what *block* holds: letters, those in links, links to other pages, and whether it may be of a story."""
    size, found = letters(block.text), block.links
    linked = block.link_share * size
    of_story = block.level == 1 or size - linked >= PARAGRAPH_LETTERS
    if not found:
        return size, 0, 0, of_story or (YEAR.search(block.text) is not None and "©" not in block.text)
    links = 0
    for href, text in found:
        if href and href[0] != "#":
            links += 1
            of_story = of_story or text.isdigit()
    return size, linked if links else 0, links, of_story or linked >= LONG_LINK * len(found)


def menus_of(told: list[Told], groups: list[Group]) -> Iterator[Group]:
    """Yield the outermost of *groups* that are menus, the last one first; of each block so much is *told*."""
    if not groups:
        return
    sizes, linked, links, of_story = (list(accumulate(column, initial=0)) for column in zip(*told, strict=True))
    last = len(told)
    for group in reversed(groups):
        element, first, end = group
        if first >= last or links[end] - links[first] < FEWEST or of_story[end] > of_story[first]:
            continue
        of_links = linked[end] - linked[first] >= LINKED * (sizes[end] - sizes[first])
        if of_links and is_beside(element, links[end] - links[first]):
            last = first
            yield group


def is_beside(element: HtmlElement, links: float) -> bool:
    """Return whether nothing says that the *links* in *element* tell of the story beside them."""
    around = (outer for outer in islice(element.iterancestors(), AROUND) if outer.tag not in ("body", "html"))
    if is_named(element) or any(map(is_named, around)):
        return False
    if next(element.iter(*TELLING), None) is not None or any(map(is_named, element.iter(*NAMING))):
        return False
    return not is_of_story(element) and 2 * sum(map(is_related, element.iter("a"))) <= links


def is_of_story(element: HtmlElement) -> bool:
    """Return whether *element* is a bare list right between paragraphs or headings of a story."""
    if element.tag not in LISTS or next(element.iter(*HEADINGS), None) is not None:
        return False
    return all(is_told(next(shown_siblings(element, preceding=way), None)) for way in (True, False))


def is_told(element: HtmlElement | None) -> bool:
    """Return whether *element* is a paragraph of a story, or a heading, alone or first in an element of its own."""
    if element is None:
        return False
    if element.tag == "p":
        return letters(one_line(element.text_content())) >= PARAGRAPH_LETTERS
    return element.tag in HEADINGS or (len(element) > 0 and element[0].tag in HEADINGS)


def shown_siblings(element: HtmlElement, *, preceding: bool) -> Iterator[HtmlElement]:
    """Yield the elements after *element* that show something, or those *preceding* it, the nearest first."""
    return (other for other in element.itersiblings(preceding=preceding) if other.tag not in UNREAD)


def is_related(link: HtmlElement) -> bool:
    """Return whether *link* leads to an author, a tag or another page of the story."""
    relation, address = link.get("rel"), link.get("href")
    return (relation is not None and RELATION.search(relation) is not None) or (
        address is not None and ADDRESS.search(address) is not None
    )


def is_named(element: HtmlElement) -> bool:
    """Return whether class or id of *element* say that its links tell of the story."""
    names, own = element.get("class"), element.get("id")
    return (names is not None and is_name(names)) or (own is not None and is_name(own))


@lru_cache(maxsize=KEPT)
def is_name(names: str) -> bool:
    """Return whether *names*, a class or an id, say that the links in an element tell of the story."""
    return NAME.search(names) is not None
