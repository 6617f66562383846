"""Document in, the tags out that its page shows as links: the story's own, none of a cloud or a card beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.describe.categories import TAGS_NAME, is_category
from pipelines.describe.sections import is_other_link
from pipelines.document import hyphened
from pipelines.naming import any_word
from pipelines.phrases import pattern
from pipelines.prose import COLONS, letters
from pipelines.zones import prose_span
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Block, Document

#: Addresses of the pages of a tag.
TAG_PATH = re.compile(r"/tags?/[^/?#]+/?$")
#: Names of elements that hold what else is tagged so, or lies beside a story.
BESIDE = re.compile(
    any_word(
        "side-?bar aside widget popular trending related menu nav-?bar breaking cards? teasers? header footer", "[a-z]"
    )
    + "|^(?:nav|aside)$"
)
#: How far around a link or a line the element may be that says so.
DEPTH = 3
#: Elements that tabs and buttons are.
TABS = ("a", "button", "label", "li", "span")
#: How many blocks below the story its tags may stand.
BELOW = 12
#: Longest tag, in words, and share of link text from which the links of a line are its tags.
MOST_WORDS, LINKED = 5, 0.6
#: From so many letters on a link is another story, and from so many tags a row of them is of no card.
LONG, ROW = 25, 3


def shown_tags(document: Document) -> list[str]:
    """Return the texts of the links that say they lead to a tag of the story, or are called so."""
    return related(document) or addressed(document) or told(document)


def related(document: Document) -> list[str]:
    """Return the texts of the links whose relation to the page is that of a tag; those in what holds categories are
    none."""
    links = document.tree.iterfind(".//a[@rel='tag']") if document.tree is not None else ()
    return [one_line(link.text_content()) for link in links if not is_category(link)]


def addressed(document: Document) -> list[str]:
    """Return the texts of the links to pages of tags below the headline, in the first block that has any, and in those
    that go on with them."""
    run: list[str] = []
    for block in document.blocks[(document.title_index or 0) + 1 :]:
        found = [text for href, text in block.links if TAG_PATH.search(href)]
        if run and not (found and block.link_share > LINKED) and any(map(str.isalnum, block.text)):
            break
        run += found
    return run


def told(document: Document) -> list[str]:
    """Return the texts of the run of links near the story that the element around them, or the word before them, calls
    its tags, less what links beside them say; none where several runs differ, of cards as a rule."""
    runs = list(runs_of(near(document)))
    is_one = all(set(run) <= set(runs[0]) for run in runs)
    return [text for text in runs[0] if not is_other_link(text)] if runs and is_one else []


def runs_of(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """Yield the runs of tags among *blocks*: not those that stand above the linked headline of another story."""
    run: list[str] = []
    labelled = False
    for block in blocks:
        label = label_of(block)
        if (labelled or label or holds_tags(block)) and are_links(block, label.end() if label else 0):
            run += [text for _, text in block.links]
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


def are_links(block: Block, start: int) -> bool:
    """Return whether *block* is, from *start* on, a few short links and what parts them."""
    texts = [text for _, text in block.links]
    linked = sum(map(len, texts)) > LINKED * len(block.text[start:])
    return bool(texts) and linked and all(len(text.split()) <= MOST_WORDS for text in texts)


def near(document: Document) -> Iterator[Block]:
    """Yield the blocks between the headline and a little below the story."""
    start, end = (document.title_index or 0) + 1, prose_span(document)[1] + 1
    yield from document.blocks[start : document.down_from(end, BELOW)]


def holds_tags(block: Block) -> bool:
    """Return whether an element around *block* is called as what holds tags, and none as what lies beside a story."""
    around = list(block.around(DEPTH))
    names = [hyphened(f"{element.get('class') or ''} {element.get('id') or ''}") for element in around]
    beside = any(BESIDE.search(name) for name in [*names, *(str(element.tag) for element in around)])
    return not beside and any(map(TAGS_NAME.search, names))


def is_story(block: Block) -> bool:
    """Return whether *block* is the linked headline of another story: what stands above it is of its card."""
    return block.link_share == 1 and letters(block.text) >= LONG


@cache
def label_of_tags() -> re.Pattern[str]:
    """Return the pattern of what tags are called where the word stands before them: "Tags:", "Filed under"."""
    return pattern("sections", "tags", r"^\W*(?:%s)(?:\s*[:：]\s*|\s+|$)")
