"""Document in, its headline found: by agreement of what is declared and what is shown, in a text by place and look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.describe.heading_lines import heading_lines
from pipelines.describe.headlines import begun_at, headline_of_text, stands_over_details
from pipelines.describe.likeness import fold
from pipelines.describe.sitenames import is_site_name, site_names
from pipelines.describe.title_choice import GREATER, headline_of_page, is_kicker, says_enough
from pipelines.describe.title_claims import LONGEST, Claim
from pipelines.page_features import declares_story
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Container

    from pipelines.document import Block, Document

#: Levels of headings that a headline with its topic before it may have.
HEADLINE_LEVELS = (1, 2)
#: How many blocks above the story a heading may stand that is its headline in other words than those declared.
REACH = 24


def titles(document: Document) -> None:
    """Set `title` and `title_index`, and mark the headline wherever it stands."""
    if document.tree is None:
        block = headline_of_text(document)
        claim = Claim(block.text, "visible", block.text) if block else None
    else:
        claim = headline_of_page(document)
    if claim is not None:
        document.add("title", claim.text, claim.source, claim.raw)
        mark_headline(document, claim)
        if document.title_index is None:
            mark_other_headline(document)


def mark_headline(document: Document, claim: Claim) -> None:
    """Mark each block that is the headline and no more; the first is where the page shows it.

    A heading that says the same below the story's beginning heads a part of it.
    """
    wanted = {fold(claim.text), fold(claim.raw)}
    shortest, firsts = min(map(len, wanted)), {text[:1] for text in wanted}
    for block in document.blocks:
        if len(block.text) > LONGEST or (block.text.isascii() and not may_fold_to(block.text, shortest, firsts)):
            continue
        if fold(block.text) in wanted:
            if document.title_index is None or prominence(block) > prominence(document.blocks[document.title_index]):
                document.title_index = block.index
            if block.reason is None and not heads_part(document, block):
                block.reason = Reason.TITLE
    mark_lines(document, wanted)
    begun = next((block.index for block in document.blocks if is_story_prose(block)), len(document.blocks))
    if document.title_index is None or document.title_index > begun:
        mark_topped(document.blocks[:begun], claim, document)


def mark_other_headline(document: Document) -> None:
    """Mark the heading that shows the headline in other words than those declared: the only one of the first level, no
    link, a little above the beginning of the story; below it stands who wrote that or when, or the page declares one:
    what it offers has slogans."""
    heads = [block for block in document.blocks if block.level == 1]
    begun = begun_at(document.blocks)
    above = document.blocks[document.up_from(begun, REACH) : begun]
    if len(heads) != 1 or heads[0] not in above or heads[0].link_share >= GREATER or not says_enough(heads[0].text):
        return
    if not (declares_story(document.evidence) or stands_over_details(document, heads[0])):
        return
    if heads[0].reason is None and not is_site_name(heads[0].text, site_names(document)):
        document.title_index, heads[0].reason = heads[0].index, Reason.TITLE


def mark_lines(document: Document, wanted: Container[str]) -> None:
    """Mark the lines of each heading that together say what is *wanted*."""
    for lines in heading_lines(document):
        if fold(" ".join(line.text for line in lines)) in wanted:
            document.title_index = lines[0].index if document.title_index is None else document.title_index
            for line in lines:
                line.reason = line.reason or Reason.TITLE


def prominence(block: Block) -> tuple[bool, bool]:
    """Return how well *block* shows the headline: as a heading of the first level, and to readers."""
    return block.level == 1, not block.hidden


def mark_topped(above: list[Block], claim: Claim, document: Document) -> None:
    """Mark the first heading *above* the story that is the headline with a topic before it."""
    for block in above:
        if block.level in HEADLINE_LEVELS and is_kicker(Claim(block.text, "visible", block.text), claim):
            document.title_index, block.reason = block.index, block.reason or Reason.TITLE
            return


def heads_part(document: Document, block: Block) -> bool:
    """Return whether *block*, which reads like the headline, is a heading in the story: lower than the headline, which
    stands above the prose above it."""
    at = document.title_index
    if at is None or at >= block.index or block.level < 2 or not block.main:
        return False
    return any(is_story_prose(above) for above in document.blocks[at + 1 : block.index])


def may_fold_to(text: str, shortest: int, firsts: Container[str]) -> bool:
    """Return whether *text*, in ASCII, may be as long as *shortest* and begin with one of *firsts* when it is folded:
    that makes it no longer, and leaves a letter or digit at its beginning there."""
    return len(text) >= shortest and (not text[:1].isalnum() or text[0].lower() in firsts)
