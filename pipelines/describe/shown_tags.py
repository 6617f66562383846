"""Document in, the tags out that its page shows as links: the story's own, none of a cloud or a card beside it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.describe.categories import PAGE, TAG_PATH, TAGS_NAME, called, is_beside, is_category, is_story
from pipelines.describe.keywords import are_of_site
from pipelines.describe.sections import PERSON_PATH, is_other_link
from pipelines.describe.sites import stays_on_site
from pipelines.naming import any_word
from pipelines.phrases import pattern
from pipelines.prose import COLONS, DENSE, letters
from pipelines.zones import prose_span
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Addresses of the pages of a category.
CATEGORY_PATH = re.compile(r"/categor(?:y|ies)/[^?#]+$")
#: How far around a link or a line the element may be that says so.
DEPTH = 3
#: Elements that tabs and buttons are.
TABS = ("a", "button", "label", "li", "span")
#: How many blocks below the story its tags may stand.
BELOW = 12
#: Names of the element that is a post.
POST = re.compile(r"(?<![\w-])(?:hentry|type-post|post-\d+)(?![\w-])")
#: Names of the head and the foot of a page.
EDGES = re.compile(any_word("header footer", "[a-z]"))
#: Longest tag, in words, and that of a list below the word for tags; share of link text from which the links of a line
#: are its tags.
MOST_WORDS, MOST_LISTED, LINKED = 5, 3, 0.6
#: Share of link text up to which a link to a tag stands in a paragraph.
IN_PROSE = 0.3
#: From so many letters' worth on a link in a script without spaces is no tag; from so many tags a row is of no card.
LONG, ROW = 25, 3


def shown_tags(document: Document) -> list[str]:
    """Return the texts of the links that say they lead to a tag of the story, or are called so."""
    return [text for text in related(document) or addressed(document) or told(document) if not is_label(text)]


def is_label(text: str) -> bool:
    """Return whether *text* is the word for tags, which may be a link beside them."""
    return label_of_tags().fullmatch(text) is not None


def related(document: Document) -> list[str]:
    """Return the texts of the links whose relation to the page is that of a tag; those in what holds categories are
    none."""
    links = document.tree.iterfind(".//a[@rel='tag']") if document.tree is not None else ()
    return [one_line(link.text_content()) for link in links if not is_category(link)]


def addressed(document: Document) -> list[str]:
    """Return the texts of the links to pages of tags below the headline, in the first block that has any and is
    no paragraph and no heading, and in those that go on with them."""
    run: list[str] = []
    for block in document.blocks[(document.title_index or 0) + 1 :]:
        found = [text for href, text in block.links if TAG_PATH.search(href) and not block.level]
        is_row = bool(found) and block.link_share > LINKED
        if run and not is_row and any(map(str.isalnum, block.text)):
            break
        if found and (is_row or block.link_share > IN_PROSE or label_of(block) or holds_tags(block)):
            if not run and is_under_other(document, block):
                return []
            run += found
    return run


def is_under_other(document: Document, block: Block) -> bool:
    """Return whether the heading next above *block*, below the headline, is that of another story, and a link to it."""
    above = document.blocks[(document.title_index or 0) + 1 : block.index]
    heading = next((other for other in reversed(above) if other.level), None)
    return heading is not None and is_story(heading)


def told(document: Document) -> list[str]:
    """Return the texts of the run of links near the story that the element around them, or the word before them, calls
    its tags, less what links beside them say; none where several runs differ, of cards as a rule."""
    runs = list(runs_of(near(document), document.page.url))
    first = set(runs[0]) if runs else set()
    tags = [text for text in runs[0] if not is_other_link(text)] if runs and all(map(first.issuperset, runs)) else []
    return [] if are_of_site(tags, document, ()) else tags


def runs_of(blocks: Iterable[Block], url: str) -> Iterator[list[str]]:
    """Yield the runs of tags among *blocks* of the page at *url*: not those that stand above the linked headline of
    another story."""
    run: list[str] = []
    labelled = False
    for block in blocks:
        label = label_of(block)
        listed = labelled and not label
        linked = are_links(block, label.end() if label else 0, listed=listed)
        if linked and (labelled or label or holds_tags(block)):
            run += [text for href, text in block.links if can_lead_to_tag(href, url)]
        elif any(map(str.isalnum, block.text)):
            if run and (len(run) >= ROW or not is_story(block)):
                yield run
            run, labelled = [], label is not None and label.end() == len(block.text) and announces(block)
    if run:
        yield run


def label_of(block: Block) -> re.Match[str] | None:
    """Return the word for tags with which *block* begins, where it is not in a link: a menu has such links."""
    if block.links and block.text.startswith(block.links[0][1]):
        return None
    return label_of_tags().match(block.text)


def announces(block: Block) -> bool:
    """Return whether *block*, a word for tags, stands over some: that of a tab or a button does not."""
    tag = block.element.tag if block.element is not None else None
    return block.kind == "heading" or block.text.endswith(COLONS) or tag not in TABS


def are_links(block: Block, start: int, *, listed: bool) -> bool:
    """Return whether *block* is, from *start* on, a few short links and what parts them; *listed* below a word for
    tags, they are no headlines of stories on the same."""
    if not block.links:
        return False
    texts = [text for _, text in block.links]
    linked = sum(map(len, texts)) > LINKED * len(block.text[start:])
    most = MOST_LISTED if listed else MOST_WORDS
    return linked and all(len(text.split()) <= most and is_short(text) for text in texts)


def is_short(text: str) -> bool:
    """Return whether *text*, in a script without spaces, is as short as a tag."""
    return letters(text) < LONG or DENSE.search(text) is None


def can_lead_to_tag(href: str, url: str) -> bool:
    """Return whether *href*, on the page at *url*, may lead to the page of a tag: not to another site, which a button
    to share does, nor to somebody, a category, or a place on the same page."""
    elsewhere = PERSON_PATH.search(href) or CATEGORY_PATH.search(href) or href.startswith("#")
    return not elsewhere and stays_on_site(href, url)


def near(document: Document) -> Iterator[Block]:
    """Yield the blocks between the headline and a little below the story, and what is left there of a list of links."""
    start, end = (document.title_index or 0) + 1, prose_span(document)[1] + 1
    stop = document.down_from(end, BELOW)
    yield from document.blocks[start:stop]
    for last, block in pairwise(document.blocks[max(start, stop - 1) :]):
        if not is_beside_in_list(last, block):
            break
        yield block


def is_beside_in_list(one: Block, other: Block) -> bool:
    """Return whether *one* and *other* are links that stand in one list."""
    lists = [block.element.getparent() for block in (one, other) if block.element is not None and block.link_share == 1]
    return len(lists) > 1 and lists[0] is lists[1]


def holds_tags(block: Block) -> bool:
    """Return whether an element around *block* is called as what holds tags, and none as what lies beside a story."""
    around = list(block.around(DEPTH))
    if not any(TAGS_NAME.search(called(element)) for element in around if not is_post(element)):
        return False
    if any(EDGES.search(called(element)) or EDGES.search(str(element.tag)) for element in around):
        return False
    return not is_beside(around[0])


def is_post(element: HtmlElement) -> bool:
    """Return whether *element* is the whole story, which some systems call after its tags: "tag-cloud"."""
    return element.tag in PAGE or POST.search(called(element)) is not None


@cache
def label_of_tags() -> re.Pattern[str]:
    """Return the pattern of what tags are called where the word stands before them: "Tags:", "Filed under"."""
    return pattern("sections", "tags", r"^\W*(?:%s)(?:\s*[:：]\s*|\s+|$)")
