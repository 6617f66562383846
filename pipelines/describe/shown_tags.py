"""Document in, the tags that the page shows beside its story out: links behind a word for them, or called so."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.describe.keywords import ANY_WORD, stands_in, unaccented
from pipelines.describe.sections import is_other_link
from pipelines.document import hyphened
from pipelines.phrases import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Block, Document

#: Names of elements that hold the tags of a story.
TAGS_NAME = re.compile(r"(?<![a-z])(?:tags|keywords)(?![a-z])")
#: Where an element says so.
KEYS = ("class", "id", "data-testid", "data-component")
#: How many blocks below the story may be the tags, and how many elements around them may be called so.
REACH, DEPTH = 16, 2
#: Most tags, more are the site's; and most words of each, a headline has more.
MOST, MOST_WORDS = 20, 6
#: Of how many tags one stands in the story, at least, of a few behind a word for tags, and of others: those of the site
#: hardly do.
FEW, ONE_IN, ONE_IN_OTHERS = 8, 4, 2


def shown_tags(document: Document) -> list[str]:
    """Return the texts of the first links near the story that are its tags; none where they are the site's."""
    story = [block.index for block in document.body]
    if not story:
        return []
    start = story[0] if document.title_index is None else document.title_index + 1
    for block in document.blocks[start : story[-1] + 1 + REACH]:
        found = [text for text in tags_at(document, block) if is_tag(text)]
        is_sure = len(found) <= FEW and tags_label().match(block.text) is not None
        if found and tell_of_story(found, document, ONE_IN if is_sure else ONE_IN_OTHERS):
            return found
    return []


def tags_at(document: Document, block: Block) -> list[str]:
    """Return the texts of the links that are tags at *block*: in it, or where it is a word for them in those below."""
    label = tags_label().match(block.text)
    rest = block.text[label.end() :] if label else block.text
    if label and not any(map(str.isalnum, rest)):
        return [text for below in links_from(document, block.index + 1) for _, text in below.links]
    if not is_links(block, rest) or not (label or any(map(TAGS_NAME.search, called(block)))):
        return []
    run = [block] if label or len(block.links) > 1 else links_from(document, block.index)
    return [text for one in run for _, text in one.links]


def links_from(document: Document, at: int) -> list[Block]:
    """Return the blocks from that at *at* on that are links and no more: one that has several, or one beside the other,
    with marks between them perhaps."""
    run = [block for block in document.blocks[at : at + 2 * MOST] if any(map(str.isalnum, block.text))]
    if not run or run[0].home is None or len(run[0].links) > 1:
        return [block for block in run[:1] if is_links(block, block.text)]
    return list(takewhile(lambda block: block.home is run[0].home and is_links(block, block.text), run))


def is_links(block: Block, text: str) -> bool:
    """Return whether *text*, the end of *block*, is links, and between them marks alone."""
    for _, said in block.links:
        before, found, text = text.partition(said)
        if not found or any(map(str.isalnum, before)):
            return False
    return bool(block.links) and not any(map(str.isalnum, text))


def is_tag(text: str) -> bool:
    """Return whether *text*, of a link among tags, is one: neither a time nor what leads to all of them."""
    return (
        (text.isdigit() or any(map(str.isalpha, text)))
        and not is_other_link(text)
        and tags_label().fullmatch(text) is None
    )


def called(block: Block) -> Iterator[str]:
    """Yield what the element of *block* and those around it are called."""
    return (hyphened(" ".join(element.get(key) or "" for key in KEYS)) for element in block.around(DEPTH))


def tell_of_story(tags: list[str], document: Document, one_in: int) -> bool:
    """Return whether *tags* are few and short, and *one_in* so many of them stands in the story."""
    if len(tags) > MOST or any(len(tag.split()) > MOST_WORDS for tag in tags):
        return False
    said = unaccented("\n".join([document.value("title") or "", *(block.text for block in document.body)]))
    words = set(ANY_WORD.findall(said))
    return one_in * sum(stands_in(tag, said, words) for tag in tags) >= len(tags)


@cache
def tags_label() -> re.Pattern[str]:
    """Return the pattern of a word for tags before them: "Tags:", "Mots-clés"."""
    return pattern("sections", "tags", r"^\W*(?:%s)(?:\s*[:：]\s*|\s+|$)")
