"""Document in, its standfirst found: the line or two between headline and body that sum the story up."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from pipelines.clean.notices import fold_line, is_cell, line_key, pleads
from pipelines.describe.datelines import read_dateline, tells_subject
from pipelines.describe.headlines import is_dated
from pipelines.describe.likeness import fold, squeeze
from pipelines.document import named_ancestors, names_of
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Names of elements that hold a standfirst.
STANDFIRST = re.compile(
    r"stand-?first|sub-?_?(?:title|hea?d(?:line|ing)?|deck)|(?<![a-z])(?:dek|deck|lede?|lead(?:-?text|-?in)?|intro(?:duction|text)?|summary"
    r"|excerpt|abstract|chapo|chapeau|sottotitolo|sommario|entradilla|bajada|copete|vorspann|anriss|ingress|underrubrik"
    r"|manchet|perex|zajawka|spot|description|tagline|strapline)(?![a-z])"
)
#: Where an element says so, and how many elements may.
STANDFIRST_KEYS, STANDFIRST_DEPTH = ("class", "itemprop", "data-testid"), 2
#: Elements that hold a whole story.
WHOLE = ("article", "main")
#: Names of elements whose description is of something else than the story.
OTHERS = re.compile(r"(?<![a-z])(?:authors?|bio|profile|videos?|player)(?![a-z])")
#: Names of elements that ask readers to follow something.
ASKING = re.compile(r"(?<![a-z])(?:modal|follow|pop-?up|sign-?up)(?![a-z])")
#: Shortest and longest standfirst, in Latin letters' worth.
SHORTEST, LONGEST = 30, 600
#: Longest line that signs a story, in Latin letters' worth.
SIGNATURE = 90
#: How many blocks after the headline may hold one.
REACH = 14
#: How far above what is said of an author the name may stand.
BIO_REACH = 2
#: Share of bold text from which a paragraph is set apart from those after it.
BOLD = 0.9
#: Most other paragraphs of the story in an element that is called as a standfirst is: with more it holds the story.
MOST_BESIDE = 2
#: What stands between a headline and the body besides the standfirst.
DETAILS = (Reason.BYLINE, Reason.DATE)
DESCRIPTIONS = ("description", "og:description", "twitter:description", "dc.description")


def subtitles(document: Document) -> None:
    """Set `subtitle`, and mark its block; a story of one paragraph keeps it."""
    story = [block for block in document.blocks if is_story_prose(block)]
    at = headline_place(document, story)
    if at is None or not story or document.page_type == "thread":
        return
    for block in document.blocks[at + 1 : at + 1 + REACH]:
        if block.reason is None and is_signature(document, block.text):
            block.reason = Reason.BYLINE
        if block.reason is None and can_be_standfirst(document, block) and is_set_apart(document, block, at, story):
            block.reason = Reason.SUBTITLE
            document.add("subtitle", block.text, "visible", block.text)
            return
        if block is story[0] or (block.reason is None and is_prose(block.text)):
            return


def headline_place(document: Document, story: list[Block]) -> int | None:
    """Return where the headline stands; where the page shows another than it declares, the heading of the first level
    that is next above *story*."""
    if document.title_index is not None or not story:
        return document.title_index
    above = [block.index for block in document.blocks[: story[0].index] if block.level == 1]
    return above[-1] if above else None


def is_signature(document: Document, text: str) -> bool:
    """Return whether *text* begins with who wrote the story, and is no sentence: "Jane Doe, Staff Writer"."""
    return letters(text) <= SIGNATURE and begins_with_author(document, text) and not ends_sentence(text)


def tells_of_author(document: Document, block: Block) -> bool:
    """Return whether *block* begins with the name of the story's first author, which stands alone a little above."""
    above = document.blocks[max(0, block.index - BIO_REACH) : block.index]
    named = any(squeeze(other.text) == squeeze(name) for other in above for name in document.value("authors") or [])
    return named and begins_with_author(document, block.text)


def begins_with_author(document: Document, text: str) -> bool:
    """Return whether *text* begins with the name of the story's first author."""
    first = next(iter(document.value("authors") or []), "")
    return bool(first) and squeeze(text).startswith(squeeze(first))


def can_be_standfirst(document: Document, block: Block) -> bool:
    """Return whether *block* has the length and the kind of a standfirst."""
    return (
        SHORTEST <= letters(block.text) <= LONGEST
        and block.kind in ("paragraph", "heading", "cell")
        and block.level != 1
        and not block.hidden
        and block.link_share < 0.5
        and not is_dated(block.text)
        and not tells_subject(block.text)
        and not says_headline(document, block)
        and not tells_of_author(document, block)
        and not is_notice(block.text)
        and not (block.kind == "heading" and has_peers(document, block))
    )


def says_headline(document: Document, block: Block) -> bool:
    """Return whether *block* is the headline with a topic before it, say."""
    headline = fold(document.value("title") or "")
    return bool(headline) and fold(block.text).endswith(headline)


def is_notice(text: str) -> bool:
    """Return whether *text* speaks to the readers of the site, not of the story."""
    return line_key(fold_line(text), anchored=True) is not None or pleads(text, appeals=False)


def is_set_apart(document: Document, block: Block, at: int, story: list[Block]) -> bool:
    """Return whether something sets *block* apart from the paragraphs of *story*: its name, its look, or its place."""
    body = [paragraph for paragraph in story if paragraph is not block]
    if not body or asks(block, body):
        return False
    below = document.blocks[block.index + 1 : body[0].index]
    details_follow = any(other.reason in DETAILS and not is_cell(other) for other in below)
    if block.element is None:
        return details_follow or not ends_sentence(block.text)
    return (
        is_named(block, body)
        or details_follow
        or is_alone_in_bold(block, body)
        or (block.kind == "heading" and follows_headline(document, block, at))
        or (is_declared(document, block) and block.home is not body[0].home and not read_dateline(block.text))
    )


def asks(block: Block, body: Sequence[Block]) -> bool:
    """Return whether *block* stands in what asks readers to follow something: what holds the story, of the paragraphs
    *body*, may be called so for its scripts."""
    return any(ASKING.search(names_of(element)) for element in short_of_story(block, body))


def is_alone_in_bold(block: Block, body: list[Block]) -> bool:
    """Return whether *block* is bold throughout, and no other paragraph of *body* beside it is. With a dateline it
    opens the story."""
    beside = (other for other in body if other is not block and other.home is block.home)
    alone = block.bold_share >= BOLD and all(other.bold_share < BOLD for other in beside)
    return alone and not read_dateline(block.text)


def is_named(block: Block, body: Sequence[Block] = ()) -> bool:
    """Return whether the element of *block*, or the one around it, is called as a standfirst is, and neither one nor
    what is around them as an author or a video: what holds the story, of the paragraphs *body*, may be called so."""
    called = [
        " ".join(element.get(key) or "" for key in STANDFIRST_KEYS).lower()
        for element in islice(short_of_story(block, body), STANDFIRST_DEPTH + 1)
    ]
    return any(map(STANDFIRST.search, called[:STANDFIRST_DEPTH])) and not any(map(OTHERS.search, called))


def short_of_story(block: Block, body: Sequence[Block]) -> Iterator[HtmlElement]:
    """Return the element of *block* and those around it, up to what holds the story of the paragraphs *body*."""
    return takewhile(lambda element: not holds_story(element, body), named_ancestors(block.element))


def holds_story(element: HtmlElement, body: Sequence[Block]) -> bool:
    """Return whether *element* holds a whole story, that of the paragraphs *body* or another."""
    if element.tag in WHOLE:
        return True
    held = sum(element in (block.element, *named_ancestors(block.element)) for block in body[: MOST_BESIDE + 1])
    return held > MOST_BESIDE or 0 < held == len(body)


def has_peers(document: Document, heading: Block) -> bool:
    """Return whether the body has other headings of the level of *heading*, and if its name means a standfirst of that
    name as well: then it heads a part of the story."""
    own = class_of(heading) if is_named(heading) else None
    below = (block for block in document.blocks[heading.index + 1 :] if block.in_body)
    return any(block.level == heading.level and (own is None or class_of(block) == own) for block in below)


def class_of(block: Block) -> str:
    """Return the class of the element of *block*."""
    return "" if block.element is None else block.element.get("class") or ""


def follows_headline(document: Document, block: Block, at: int) -> bool:
    """Return whether nothing but marked blocks stands between the headline, which is block *at*, and *block*."""
    between = document.blocks[at + 1 : block.index]
    return all(other.reason is not None or not other.main for other in between)


def is_declared(document: Document, block: Block) -> bool:
    """Return whether the page declares *block* to be its summary."""
    story = document.evidence.story
    said = [story.get("description"), story.get("alternativeHeadline")]
    said += [text for key in DESCRIPTIONS for text in document.evidence.meta.get(key, [])]
    own = fold(block.text)
    return any(isinstance(text, str) and fold(text) == own for text in said)
