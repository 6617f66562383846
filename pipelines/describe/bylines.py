"""Document in, who wrote it out: authors, agencies and the place, from what is declared and what is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.describe.author_choice import set_authors
from pipelines.describe.authors import declared_agencies, declared_authors
from pipelines.describe.byline_lines import read_lines
from pipelines.describe.byline_places import (
    above_copyright,
    after_standfirst,
    head_blocks,
    is_of_entry,
    linked_below,
    signature_below,
    tail_blocks,
)
from pipelines.describe.byline_text import read_signature
from pipelines.describe.index_page import is_index
from pipelines.describe.likeness import squeeze
from pipelines.describe.paragraph_credits import dateline_credits
from pipelines.describe.pen_names import pen_name
from pipelines.describe.places import can_be_town
from pipelines.describe.sitenames import host_names, own_names
from pipelines.reasons import Reason
from pipelines.zones import story_span

if TYPE_CHECKING:
    from pipelines.describe.byline_lines import Line
    from pipelines.document import Block, Document

#: A paragraph that is all quotation.
QUOTATION = re.compile(r"\s*[\"“„«‘「『].*[\"”“»’」』]\s*", re.DOTALL)


def bylines(document: Document) -> None:
    """Set `authors`, `agencies` and `place`, and mark the blocks that say no more than that."""
    first, last = story_span(document)
    head = head_blocks(document, first)
    below = after_standfirst(document, first, last) if document.one_story else []
    tail = [*above_copyright(document, last), *tail_blocks(document, last)] if document.one_story else []
    signing = linked_below(document, last) if document.one_story else []
    lines = read_lines(document, [*head, *below, *tail], first, last)
    for block, _ in lines:
        if block.reason is None:
            block.reason = Reason.BYLINE
    head, below = ([block for block in blocks if not is_of_entry(document, block)] for blocks in (head, below))
    if is_index(document):
        names, source, raw = declared_authors(document, own_names(document))
        document.add("authors", names, source, raw)
        return
    set_authors(document, lines, head, [*below, *signing])
    if "authors" not in document.facts and document.one_story:
        set_signature(document, last)
    set_credits(document, lines)
    if "authors" not in document.facts and document.one_story:
        set_pen_name(document, [*head, *below, *tail])


def set_pen_name(document: Document, blocks: list[Block]) -> None:
    """Set `authors` to who goes by one word, as the page's cards or a line of *blocks* says, where nobody is named
    otherwise; what the address is called by is nobody."""
    own = own_names(document) | {squeeze(host) for host in host_names(document.page.url)}
    if found := pen_name(document, blocks, own):
        name, raw = found
        document.add("authors", [name], "visible", raw)


def set_signature(document: Document, last: int) -> None:
    """Set `authors` to who signs the story below its *last* paragraph with a bare name, of
    nobody of whom it tells; behind a quotation stands whose words it is."""
    signature = signature_below(document, last)
    credit = read_signature(signature.text) if signature is not None else None
    if signature is None or credit is None or squeeze(signature.text) in own_names(document):
        return
    told = document.blocks[document.title_index or 0 : last + 1]
    said = squeeze(" ".join(block.text for block in told))
    if squeeze(signature.text) in said or QUOTATION.fullmatch(told[-1].text):
        return
    document.add("authors", credit.authors, "visible", signature.text)
    signature.reason = signature.reason or Reason.BYLINE


def set_credits(document: Document, lines: list[Line]) -> None:
    """Set `agencies` and `place` from bylines, dateline, "told AFP" and the last words; else from what is declared."""
    datelines = dateline_credits(document)
    credits = [(line.block.text, line.credit) for line in lines] + datelines
    agencies = list(dict.fromkeys(agency for _, credit in credits for agency in credit.agencies))
    document.add("agencies", agencies, "visible", " ".join(text for text, credit in credits if credit.agencies))
    source, declared = declared_agencies(document)
    document.add("agencies", declared, source, ", ".join(declared))
    placed = [(text, credit.place) for text, credit in credits if credit.place and can_be_town(credit.place)]
    own = own_names(document) if placed else set()
    for text, place in placed:
        if squeeze(place) not in own:
            document.add("place", place, "visible", text)
    for text, credit in datelines:
        document.add("authors", credit.authors, "visible", text)
