"""Document in, Draft out: what the stages found, put together."""

from __future__ import annotations

import hashlib
import re
from operator import attrgetter
from typing import TYPE_CHECKING

from pipelines import TRAFILATURA, VERSION
from pipelines.blocks import is_heading, is_heading_line
from pipelines.clean.cells import is_cell
from pipelines.clean.template import marks_of
from pipelines.describe.confidence import confidence
from pipelines.document import Block, Document
from pipelines.exceptions import NoMainText
from pipelines.prose import ASKS, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from schemas.content import Provenance
from schemas.draft import Cut, Draft, Extractor
from schemas.fields import body_text, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Longest sentence, in Latin letters, that may be a heading.
HEADING_SENTENCE = 140
#: Longest line of a verse, in letters.
VERSE = 100
#: What a line says that is a quote, or ends with one that is more than a title, a remark, or a number with its label,
#: which is no score ("3:1") nor a verse ("3:16").
SAID = re.compile(
    r"^[\"“«「『].*[\"”»」』]$|[\"“«「『][^\"“«「『]{30,}[\"”»」』]$"
    r"|^[(（\[].*[)）\]]$|^[^:：]+(?::\s|：)\s?[$£€¥~]?\d[\W\d_]*$"
)


def assemble(document: Document) -> Draft:
    """Return the draft of *document*; raise NoMainText where neither body nor posts are left."""
    text = text_of(document)
    if not text and not document.posts:
        raise NoMainText(f"{len(document.blocks)} blocks, none of them body text")
    published = document.value("published")
    return Draft(
        title=document.value("title"),
        subtitle=document.value("subtitle"),
        text=text,
        truncated=document.truncated,
        headings=headings(document.body),
        posts=document.posts,
        images=document.images,
        authors=document.value("authors") or [],
        agencies=document.value("agencies") or [],
        place=document.value("place"),
        published=published,
        modified=document.value("modified"),
        published_precision=precision(published),
        section=document.value("section"),
        tags=document.value("tags") or [],
        description=document.value("description"),
        language=document.value("language"),
        language_confidence=document.value("language_confidence"),
        page_type=document.page_type,
        provenance=provenance(document),
        page=document.page.model_copy(update={"body": b"", "template": b"", "parts": ()}),
        canonical_url=document.value("canonical_url"),
        version=document.version,
        digest=digest_of(text, document),
        extractor=Extractor(plainwire=VERSION, trafilatura=None if document.tree is None else TRAFILATURA),
        marks=marks_of(document.shown) if document.page.counted else None,
        cuts=cuts(document),
    )


def provenance(document: Document) -> dict[str, Provenance]:
    """Return where each field of *document* came from."""
    return {
        name: Provenance(source=fact.source, raw=fact.raw, rivals=fact.rivals, confidence=confidence(document, name))
        for name, fact in document.facts.items()
        if name != "language_confidence"
    }


def headings(body: list[Block]) -> list[str]:
    """Return the headings in *body*: by markup, bold throughout, or a short unfinished line between paragraphs.

    The head of a table is none, nor is a paragraph in the type of one, nor a row of marks.
    """
    return [
        block.text
        for above, block, below in zip([None, *body], body, [*body[1:], None], strict=False)
        if (is_heading(block) or (above and below and parts_prose(above, block, below)))
        and not (is_cell(block) or says_nothing(block.text) or heads_nothing(block.text))
    ]


def heads_nothing(text: str) -> bool:
    """Return whether *text* is too long a sentence to head anything, and no question, or no words at all."""
    told = letters(text) > HEADING_SENTENCE and ends_sentence(text) and not text.endswith(ASKS)
    return told or not any(map(str.isalnum, text))


def parts_prose(above: Block, block: Block, below: Block) -> bool:
    """Return whether *block* is a line of its own, without markup that says so, that heads the prose below it: what is
    quoted, in brackets, or a number with its label heads nothing."""
    alone = block.kind == "paragraph" and not block.joined and not below.joined
    if not alone or not is_heading_line(block.text) or SAID.search(block.text):
        return False
    return is_prose(above.text) and is_prose(below.text)


def join_blocks(blocks: Iterable[Block]) -> str:
    """Return the text of *blocks*: a blank line between, a newline where a lone line break parts unfinished lines."""
    text = ""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            text += "\n" if is_verse(before, block) else "\n\n"
        text += block.text
        before = block
    return text


def is_verse(above: Block, below: Block) -> bool:
    """Return whether only a line break parts two short lines, the first of them unfinished: verses, addresses."""
    return (
        below.joined
        and below.index == above.index + 1
        and not ends_sentence(above.text)
        and "heading" not in (above.kind, below.kind)
        and max(letters(above.text), letters(below.text)) <= VERSE
    )


def text_of(document: Document) -> str:
    """Return the body of *document* as its record has it."""
    return body_text(join_blocks(document.body))


def digest_of(text: str, document: Document) -> str:
    """Return the digest of the story that *document*, whose body is *text*, tells."""
    return hashlib.sha256(normal_form(text, document).encode()).hexdigest()


def normal_form(text: str, document: Document) -> str:
    """Return what makes two records the same story: the words of body and posts, case and space aside. These are body
    text, which has no more than a blank, or an empty line, between two words, but in code."""
    parts = filter(None, (text, *(post.text for post in document.posts)))
    form = " ".join(parts).casefold().replace("\n\n", " ").replace("\n", " ")
    return " ".join(form.split()) if "  " in form or "\t" in form else form


def precision(moment: str | None) -> str | None:
    """Return how much of a date *moment* gives."""
    if moment is None:
        return None
    clock = moment.partition("T")[2][:8]
    return "second" if clock[5:6] == ":" else "minute" if clock else "day"


def cuts(document: Document) -> list[Cut]:
    """Return what was taken out of *document*, in page order."""
    blocks = [*document.menus, *(block for block in document.blocks if not block.in_body)]
    return [(block.text, str(block.reason or Reason.OUTSIDE)) for block in sorted(blocks, key=attrgetter("place"))]
