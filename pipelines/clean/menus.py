"""Blocks in, the same out without menus: links and little else, in which no part of a story stands.

Two fifths of the blocks of a news page are such. They leave the tree as well, so that no later stage looks at them, and
are kept for `removed.jsonl`. Whatever may tell of the story is no menu: its path from home, tags, authors, days,
further pages, the heads of comments. Pages of which links may be the content keep them all: those that neither declare
a story nor are prose for the most part.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING, cast

from lxml.etree import XPath

from pipelines.blocks import UNREAD
from pipelines.describe.byline_text import says_by
from pipelines.page_features import declares_story
from pipelines.prose import COLONS, KEPT, PARAGRAPH_LETTERS, fold_case, letters
from pipelines.threads.marks import is_stamp
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document, Group

    Told = tuple[int, float, int, int, bool, bool]

#: Fewest links of a menu.
FEWEST = 4
#: Share of a menu's letters that are its links'.
LINKED = 0.8
#: Share of its links from which those to tags are what it is.
RELATED = 0.25
#: Share of a page's letters in paragraphs from which it is no list, and how many letters they must have.
PROSE, LEAST = 0.5, 800
#: How many they must have where the page declares a story.
BRIEF = 200
#: Share of link text from which a long line is no paragraph.
POINTER = 0.3
#: Longest label of a menu that is no link, in Latin letters.
LABEL = 25
#: From so many letters on a link says more than where it leads.
LONG_LINK = 250
#: Elements that no menu holds.
TELLING = ("h1", "main", "time", "abbr", "blockquote", "textarea", "video", "audio", "th")
#: Elements that say in microdata what of the story they hold.
PROPERTIES, PROPERTY = XPath("descendant-or-self::*[@itemprop]"), re.compile(r"^date|author|headline|keywords")
#: Elements whose names tell what is in them, and the attributes that name them.
NAMING, NAMES = ("div", "section", "p", "header"), ("class", "id")
#: The same of lists.
LISTING, LIST_NAMES = ("nav", "ul", "ol"), (*NAMES, "aria-label", "itemtype")
#: What they are called where it tells of the story: path from home, tags, authors, further pages, and posts of others.
NAME = re.compile("crumb|nav-?path|pager|pagina|author|byline|contribut|writer|profile|person(?![a-z])")
#: Words in such names that say so if no letter stands beside them: a set of them is asked sooner than a pattern.
WORD = re.compile("[a-z]+")
WORDS = frozenset(
    "tag tags topic topics keyword keywords user users member members poster posters comment comments reply replies"
    " message messages answer answers".split()
)
#: How links say that they do.
RELATION = re.compile(r"(?<![a-z])(?:tag|author|next|prev)(?![a-z])")
#: What is in the addresses of pages of tags.
ADDRESS = re.compile(r"/(?:tags?|topics?)/")
#: How many elements around a menu may say what is in it.
AROUND = 3
#: Headings of the parts of a story, and elements that may be a list of its own.
HEADINGS, LISTS = ("h2", "h3", "h4"), ("ul", "ol", "dl", "table", "div")
#: What nearly every text has that says anything.
SAYING = re.compile(r"\w")
#: A year in the margin may be of the story's day; one in a notice of rights is not.
YEAR, RIGHTS = re.compile(r"(?:19|20)(?<!\d..)\d\d(?!\d)"), re.compile(r"\bcopyright\b", re.IGNORECASE)


def menus(document: Document) -> None:
    """Take the menus out of the tree and the blocks."""
    if document.tree is None:
        return
    blocks, told = document.blocks, [told_in(block) for block in document.blocks]
    if not document.groups or not may_spare_links(document, told):
        return
    found = menus_of(told, document.groups, microdata="itemprop" in document.markup)
    silent = [group for group in found if not tells(blocks[group.first : group.end])]
    gone: set[int] = set()
    for element, first, end in once(silent, told):
        gone.update(range(first, end))
        element.drop_tree()
    document.menus = [block for block in blocks if block.index in gone]
    document.blocks = [block for block in blocks if block.index not in gone]
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
    """Return what *block* holds: letters, those in links, links to other pages, those of them to tags; whether it
    may be of a story, and whether it is a paragraph."""
    size, found = letters(block.text), block.links
    linked = block.link_share * size
    said = size - linked
    prose = said >= PARAGRAPH_LETTERS
    of_story = prose or block.level == 1
    if not of_story and (said >= LABEL or (not found and YEAR.search(block.text))):
        of_story = not claims_rights(block.text)
    links = related = 0
    for href, text in found:
        if href and href[0] != "#":
            links += 1
            related += "/t" in href and ADDRESS.search(href) is not None
            of_story = of_story or text.isdigit()
    long = links > 0 and linked >= LONG_LINK * len(found)
    return size, linked if links else 0, links, related, of_story or long, prose


def claims_rights(text: str) -> bool:
    """Return whether *text* is a notice of rights."""
    return "©" in text or ("copyr" in text.lower() and RIGHTS.search(text) is not None)


def menus_of(told: list[Told], groups: list[Group], *, microdata: bool) -> Iterator[Group]:
    """Yield the outermost of *groups* that are menus, the last one first; of each block so much is *told*."""
    columns = list(zip(*told, strict=True))[:5]
    sizes, linked, links, related, of_story = (list(accumulate(column, initial=0)) for column in columns)
    last = len(told)
    spared: set[HtmlElement] = set()
    for group in reversed(groups):
        element, first, end = group
        count = links[end] - links[first]
        if first >= last or count < FEWEST or of_story[end] > of_story[first]:
            continue
        if linked[end] - linked[first] < LINKED * (sizes[end] - sizes[first]):
            continue
        if related[end] - related[first] >= RELATED * count or is_spared(element, spared, microdata=microdata):
            continue
        if is_beside(element):
            last = first
            yield group


def is_spared(element: HtmlElement, spared: set[HtmlElement], *, microdata: bool) -> bool:
    """Return whether *element* holds something that tells of the story, as those *spared* do, which are added to."""
    if element in spared:
        return True
    found = next(telling(element, microdata=microdata), None)
    while found is not None and found not in spared:  # what is around it need not be asked any more
        spared.add(found)
        found = found.getparent()
    return element in spared


def telling(element: HtmlElement, *, microdata: bool) -> Iterator[HtmlElement]:
    """Yield what in *element* tells of the story; *microdata* is whether the page has any."""
    named = (inner for inner in element.iter(*NAMING) if is_named(inner, NAMES))
    listed = (inner for inner in element.iter(*LISTING) if is_named(inner, LIST_NAMES))
    parts = cast("list[HtmlElement]", PROPERTIES(element)) if microdata else []
    properties = (part for part in parts if PROPERTY.search(part.get("itemprop") or ""))
    return chain(element.iter(*TELLING), listed, named, filter(is_related, element.iter("a")), properties)


def is_related(link: HtmlElement) -> bool:
    """Return whether *link* says that it leads to a tag, an author or another page of the story."""
    relation = link.get("rel")
    return relation is not None and RELATION.search(relation) is not None


def is_named(element: HtmlElement, names: Iterable[str] = LIST_NAMES) -> bool:
    """Return whether one of *names* of *element* says that what is in it tells of the story."""
    for key in names:
        value = element.get(key)
        if value is not None and is_name(value):
            return True
    return False


@lru_cache(maxsize=KEPT)
def is_name(names: str) -> bool:
    """Return whether *names*, of an element, say that what is in it tells of the story."""
    names = fold_case(names)
    return NAME.search(names) is not None or not WORDS.isdisjoint(WORD.findall(names)) or "post" in names.split()


def is_beside(element: HtmlElement) -> bool:
    """Return whether neither the names around *element*, nor its place, say that it is of the story."""
    around = (outer for outer in islice(element.iterancestors(), AROUND) if outer.tag not in ("body", "html"))
    return not any(map(is_named, around)) and not is_of_story(element)


def is_of_story(element: HtmlElement) -> bool:
    """Return whether *element* is a bare list right between paragraphs or headings of a story."""
    if element.tag not in LISTS or next(element.iter(*HEADINGS), None) is not None:
        return False
    return all(is_told(next(shown_siblings(element, preceding=way), None)) for way in (True, False))


def is_told(element: HtmlElement | None) -> bool:
    """Return whether *element* is a paragraph of a story or announces what follows, or is a heading, alone or first in
    an element of its own."""
    if element is None:
        return False
    if element.tag == "p":
        text = one_line(element.text_content())
        return letters(text) >= PARAGRAPH_LETTERS or text.endswith(COLONS)
    return element.tag in HEADINGS or (len(element) > 0 and element[0].tag in HEADINGS)


def shown_siblings(element: HtmlElement, *, preceding: bool) -> Iterator[HtmlElement]:
    """Yield the elements after *element* that say something, or those *preceding* it, the nearest first."""
    siblings = element.itersiblings(preceding=preceding)
    return (other for other in siblings if other.tag not in UNREAD and says_anything(other.text_content()))


def says_anything(text: str) -> bool:
    """Return whether *text*, perhaps all of a page, has more than white space."""
    return SAYING.search(text) is not None or bool(one_line(text))


def tells(blocks: Iterable[Block]) -> bool:
    """Return whether a line of *blocks* says when something was written, or by whom."""
    return any(is_stamp(block.text) or (block.link_share < 1 and says_by(block.text)) for block in blocks)


def once(found: list[Group], told: list[Told]) -> Iterator[Group]:
    """Yield those of *found* that do not recur with paragraphs between them: heads of posts do; so much is *told*."""
    prose = list(accumulate((paragraph for *_, paragraph in told), initial=0))
    alike: dict[tuple[str, str | None], list[Group]] = {}
    for group in found:
        alike.setdefault((str(group.element.tag), group.element.get("class")), []).append(group)
    for groups in alike.values():
        if not any(prose[below.first] > prose[above.end] for below, above in pairwise(groups)):
            yield from groups
