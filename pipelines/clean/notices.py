"""Blocks in, notices marked: what a site says around its story to readers, commenters and buyers.

Three kinds of evidence, the surest first: a block that is a known notice from end to end, or stands in the box of a
form for an e-mail address, goes wherever it stands; one that pleads with its reader (an appeal, and "you" or "we") goes
before the story's first paragraph and after its last, as do lines under a telling name, and weaker lines beside such a
plea; and whatever stands before the headline goes, if the story stands after it. The first are found in
`sure_notices.py` and `notice_boxes.py`, the second in `edge_notices.py` and `author_notes.py`; what languages say in
them is looked up in `notice_phrases.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.clean.author_notes import about_authors, signatures
from pipelines.clean.dangling import drop_dangling_headings
from pipelines.clean.edge_notices import (
    answered,
    foot_reason,
    foot_sentences,
    head_reason,
    mark_edge,
    mark_joined,
    post_foot_reason,
)
from pipelines.clean.marking import drop, is_small_part
from pipelines.clean.notice_boxes import below_offers, boxed, calls, named_blocks
from pipelines.clean.sure_notices import CUT_SHORT, middle_reason
from pipelines.prose import DENSE
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.document import Block, Document

#: What stands under a film ends with, behind a sentence: its day and its length.
FILMED = re.compile(
    r"(?:^|[.!?…][\"”“»]?\s*)\d{1,2}[./]\d{1,2}[./]\d{4}\s*[|·•]\s*(?:\d{1,2}:)?\d{1,2}:\d{2}\s*min\.?$", re.IGNORECASE
)
FILMED_REACH = 40


def notices(document: Document) -> None:
    """Mark notices and lone addresses."""
    body = document.body
    for block, after in zip(body, [*body[1:], None], strict=False):
        block.reason = middle_reason(block, after)
        if block.reason == Reason.URL and document.page_type == "thread" and not CUT_SHORT.search(block.text):
            block.reason = None  # what a poster points to is a part of the post
    drop(under_films(document.body), Reason.CAPTION)
    drop(before_headline(document), Reason.ADVISORY)
    for reason, named in named_blocks(document).items():
        drop(named, reason)
    drop(boxed(document), Reason.SUBSCRIBE)
    drop(below_offers(document), Reason.SUBSCRIBE)
    drop(calls(document.body), Reason.NAVIGATION)
    mark_edge(document.body, head_reason)
    if document.page_type == "thread":
        mark_edge(document.body[::-1], post_foot_reason)
    else:
        declared = [name for _, name in filter(None, [document.evidence.first("author")])]
        drop(signatures(document.body, [*(document.value("authors") or []), *declared]), Reason.BYLINE)
        names = [name for name in document.value("authors") or [] if " " in name or DENSE.search(name)]
        drop(about_authors(document.blocks, names), Reason.AUTHOR_BIO)
        for block, reason in foot_sentences(document.body):
            block.reason = reason
        answers = answered(document.body)
        mark_edge(document.body[::-1], lambda block: foot_reason(block, names, answers))
    if document.tree is None:
        mark_joined(document.blocks)
    drop_dangling_headings(document.blocks)


def under_films(body: Sequence[Block]) -> list[Block]:
    """Return the paragraphs of *body* that stand under films, where they are a small part of it: a page of films says
    nothing else of them."""
    found = [block for block in body if block.kind == "paragraph" and tells_of_film(block.text)]
    return found if is_small_part(found, body) else []


def tells_of_film(text: str) -> bool:
    """Return whether *text* ends with the day and the length of a film."""
    return FILMED.search(text, max(0, len(text) - FILMED_REACH)) is not None


def before_headline(document: Document) -> list[Block]:
    """Return the body blocks before the headline: lines and at most one paragraph, next to the whole story after it.

    Where more stands there, what was taken for the headline is a heading inside the story.
    """
    title = document.title_index
    found = [] if title is None else [block for block in document.body if block.index < title]
    told = sum(is_story_prose(block) for block in found)
    return found if told <= 1 and is_small_part(found, document.body) else []
