"""A story's first page and another of its pages in, both as documents; the story goes on in the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.assemble import join_blocks
from pipelines.clean.repeats import squeeze
from pipelines.reasons import Reason
from schemas.content import Post

if TYPE_CHECKING:
    from pipelines.document import Document
    from schemas.page import Page, Part

#: Letters and digits from which a block that stands on an earlier page, too, is a copy: shorter ones are refrains.
COPY = 20


def page_of(part: Part, page: Page) -> Page:
    """Return *part* as a page of its own; *page* is the first of the story."""
    told = {"url": part.url, "body": part.body, "media_type": part.media_type, "charset": part.charset}
    return page.model_copy(update={**told, "parts": [], "hints": None})


def append(document: Document, part: Document) -> None:
    """Let *document* go on with what *part* has: its blocks, but those that stand before, its pictures and posts."""
    if document.page_type == part.page_type == "thread":
        close_opening(part)
    start = len(document.blocks)
    known = {squeeze(block.text) for block in document.blocks}
    for block in part.blocks:
        words = squeeze(block.text)
        if block.in_body and len(words) >= COPY and words in known:
            block.reason = Reason.REPEAT
        block.index += start
    document.blocks.extend(part.blocks)
    document.images.extend(image for image in part.images if image not in document.images)
    document.posts.extend(post for post in part.posts if post not in document.posts)


def close_opening(part: Document) -> None:
    """Make the post that stands first on *part*, and was taken for one that opens a thread, the first reply."""
    text, authors = join_blocks(part.body), part.value("authors") or [None]
    if text:
        part.posts.insert(0, Post(author=authors[0], published=part.value("published"), text=text, quotes=[]))
    for block in part.body:
        block.reason = Reason.COMMENT
