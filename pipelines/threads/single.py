"""A page without a run of posts in, its only reply or comment out: by the name of the element that holds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.threads.components import HOLDER
from pipelines.threads.posts import read_posts
from pipelines.threads.shapes import Run, Segment, is_anchor, lineage, owned_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Document
    from pipelines.threads.posts import Reading
    from pipelines.threads.stamps import Clock

#: What an element is called that holds one reply or comment, not the list of them, nor a part of one.
REPLY_NAME = re.compile(
    r"(?<![\w-])(?:[a-z]+[-_])*(?:comment|reply|answer)(?:[-_]?(?:item|node))?[-_]?\d*(?=$|\s)", re.I
)
#: The same as microdata has it.
REPLY_TYPE = re.compile(r"schema\.org/(?:Comment|Answer|UserComments)$")


def read_single(document: Document, clock: Clock) -> tuple[Run, Reading] | None:
    """Return the only element below the headline that is named as one reply, and what it says: who wrote it and when
    must be told; None where there is none, or there are several."""
    title = document.title_index
    below = document.blocks if title is None else document.blocks[title + 1 :]
    headed = set() if title is None else set(lineage(document.blocks[title].element))
    timed = set(clock.machine)
    anchors = [block for block in below if is_anchor(block, timed)]
    held = {anchor: reply_around(anchor.element, headed) for anchor in anchors}
    bases = {base for base in held.values() if base is not None}
    if len(bases) != 1:
        return None
    base = bases.pop()
    anchor = next(anchor for anchor in anchors if held[anchor] is base)
    run = Run([Segment(anchor, base, owned_blocks({anchor: base}, below)[anchor])], around=base.getparent())
    run.find_text()
    reading = read_posts(run, clock)[0]
    told = reading.author and reading.published and (reading.text or reading.quoted)
    return (run, reading) if told else None


def reply_around(element: HtmlElement | None, without: set[HtmlElement]) -> HtmlElement | None:
    """Return the outermost element around *element*, none of those *without*, that is named as one reply."""
    around = [outer for outer in lineage(element) if outer not in without]
    return next((outer for outer in reversed(around) if is_reply(outer)), None)


def is_reply(element: HtmlElement) -> bool:
    """Return whether *element* is named as one reply or comment."""
    if REPLY_TYPE.search(element.get("itemtype") or "") or HOLDER.search(str(element.tag)):
        return True
    return any(REPLY_NAME.search(element.get(key) or "") for key in ("class", "id"))
