"""A page without a run of posts in, the run of its only reply or comment out: by the name of the element that holds it,
or of the list of which it is the only item."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.document import class_and_id
from pipelines.prose import KEPT
from pipelines.threads.components import HOLDER
from pipelines.threads.shapes import Run, Segment, lineage, owned_blocks
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from pipelines.threads.posts import Reading

#: What an element is called that holds one reply or comment, not the list of them, nor a part of one, nor one of
#: another page, nor the form for them.
REPLY_NAME = re.compile(
    r"(?<![\w-])(?!(?:latest|last|recent|new|newest|popular|no|leave|add|write|submit|login)[-_])(?:[a-z]+[-_])*(?:comment|reply|answer)(?:[-_]?(?:item|node))?[-_]?\d*(?=$|\s)",
    re.I,
)
#: The same as microdata has it.
REPLY_TYPE = re.compile(r"schema\.org/(?:Comment|Answer|UserComments)$")
#: What the list of comments is called, and a box of the site's latest ones, on whatever stories.
LIST_NAME = re.compile(r"(?<![a-z-])(?:(?:wp-block-)?comments?-?(?:lists?|threads?|template)|comments)(?![a-z])")
LATEST_NAME = re.compile(r"(?<![a-z])(?:recent|latest|popular)[-_]?comments?(?![a-z])")


def single_run(document: Document, anchors: list[Block]) -> Run | None:
    """Return the only reply or comment below the headline around one of *anchors*; None where there is none, or there
    are several."""
    title = document.title_index
    start = 0 if title is None else title + 1
    headed = set() if title is None else set(lineage(document.blocks[title].element))
    held: dict[HtmlElement, list[Block]] = {}
    for anchor in anchors:
        shown = anchor.index >= start and not anchor.hidden
        if shown and (base := reply_around(anchor.element, headed)) is not None:
            held.setdefault(base, []).append(anchor)
    if len(held) != 1:
        return None
    ((base, own),) = held.items()
    if len({nearest_reply(anchor.element) for anchor in own}) > 1 or has_peers(base):
        return None
    blocks = owned_blocks({own[0]: base}, document.blocks[start:])[own[0]]
    return Run([Segment(own[0], base, blocks)], around=base.getparent())


def is_told(reading: Reading) -> bool:
    """Return whether *reading* tells who wrote it and when, and says something."""
    return bool(reading.author and reading.published and (reading.text or reading.quoted))


def reply_around(element: HtmlElement | None, without: set[HtmlElement]) -> HtmlElement | None:
    """Return the outermost element around *element*, none of those *without*, that is named as one reply, or else is an
    item of a list that is called the comments; None where that is of the latest ones, on whatever stories."""
    around = [outer for outer in lineage(element) if outer not in without]
    names = [class_and_id(outer).lower() for outer in around]
    if any(map(LATEST_NAME.search, names)):
        return None
    lists = [place for place, name in enumerate(names) if LIST_NAME.search(name)]
    items = [outer for outer in around[: lists[-1]] if outer.tag == "li"] if lists else []
    return next((outer for outer in reversed(around) if is_reply(outer)), items[-1] if items else None)


def nearest_reply(element: HtmlElement | None) -> HtmlElement | None:
    """Return the nearest element around *element* that is named as one reply: one may stand within another."""
    return next(filter(is_reply, lineage(element)), None)


def has_peers(base: HtmlElement) -> bool:
    """Return whether *base* has a neighbour of its tag and first class: another reply, whatever dates it."""
    own = (base.get("class") or "").split()[:1]
    beside = (peer for preceding in (True, False) for peer in base.itersiblings(base.tag, preceding=preceding))
    return any((peer.get("class") or "").split()[:1] == own for peer in beside)


def ends_story(document: Document, reading: Reading) -> bool:
    """Return whether all prose of the story stands above *reading*, a comment on it."""
    own = set(reading.segment.blocks)
    below = document.blocks[reading.segment.blocks[0].index :]
    return not any(is_story_prose(block) and block not in own for block in below)


def is_reply(element: HtmlElement) -> bool:
    """Return whether *element* is named as one reply or comment."""
    if names_reply(element.get("class") or "") or names_reply(element.get("id") or ""):
        return True
    return REPLY_TYPE.search(element.get("itemtype") or "") is not None or HOLDER.search(str(element.tag)) is not None


@lru_cache(maxsize=KEPT)
def names_reply(names: str) -> bool:
    """Return whether *names*, of an element, are those of one reply or comment."""
    return REPLY_NAME.search(names) is not None
