"""Document in, its summary out: of what the page declares the first that is of the story, or a better one."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from pipelines.describe.keywords import stems
from pipelines.describe.likeness import fold, squeeze
from pipelines.describe.sitenames import NAME_LETTERS, host_names, site_names, stated_names
from pipelines.prose import DENSE, ends_sentence, letters
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Document
    from schemas.content import EvidenceSource

DESCRIPTION_META = ("description", "og:description", "twitter:description", "dc.description", "sailthru.description")
#: How many of one name are looked at: some templates give that of the site and that of the story.
MOST = 2
MARKUP = re.compile(r"<[^<>]{1,200}>")
#: Longest summary, in characters: a longer one is the story.
LONGEST = 600
#: Fewest words of a headline by which one that repeats it is told.
HEADLINE_WORDS = 3
#: Shortest text that tells what is of it, in Latin letters' worth.
TELLING = 250
#: Fewest words by which a summary is told to be of a text; share of them that stand there below which it is hardly of
#: it, and from which it surely is.
FEW_WORDS, HARDLY, SURELY = 5, 0.25, 0.5
#: What is of one text, and may be told from what is of a site.
STORIES = ("article", "thread")
#: What says that a text is cut off.
DOTS = ("...", "…")
#: Most words of a site's name, and what may stand before it.
NAME_WORDS, QUOTES = 5, "\"'«“„‘(["


class Summary(NamedTuple):
    """A summary as one piece of evidence has it."""

    text: str
    source: EvidenceSource
    raw: str
    share: float | None
    """How many of its words stand in the story, 0 to 1; None where they, or it, are too few to tell."""


def description(document: Document) -> None:
    """Add `description`."""
    said = [one for one in summaries(document) if not is_of_site(one, document)]
    for first in said[:1]:
        best = next((other for other in said[1:] if is_better(other, first, document)), first)
        document.add("description", best.text, best.source, best.raw)


def summaries(document: Document) -> Iterator[Summary]:
    """Yield every summary that the page declares, the most telling first; the site's name is none."""
    names = site_names(document)
    told: set[str] | None = None
    for source, raw in descriptions(document):
        text = one_line(MARKUP.sub(" ", unescape(raw))).rstrip("\\ ")
        if (own := squeeze(text)) and own not in names:
            told = words_told(document) if told is None else told
            yield Summary(text, source, raw, share_of(text, told))


def descriptions(document: Document) -> Iterator[tuple[EvidenceSource, str]]:
    """Yield (source, raw text) of every description of the page, the most telling first."""
    evidence, hints = document.evidence, document.page.hints
    for name in DESCRIPTION_META:
        yield from (("meta", value) for value in evidence.meta.get(name, [])[:MOST])
    if isinstance(text := evidence.story.get("description"), str):
        yield "json-ld", text
    if hints and hints.description:
        yield "feed", hints.description


def words_told(document: Document) -> set[str]:
    """Return the beginnings of the words of the story and its headline, of a thread those of its posts, too; none where
    that is short."""
    if document.page_type not in STORIES:
        return set()
    posts = document.posts if document.page_type == "thread" else []
    told = "\n".join([block.text for block in document.body] + [post.text for post in posts])
    return stems(f"{document.value('title') or ''}\n{told}") if letters(told) >= TELLING else set()


def share_of(text: str, told: set[str]) -> float | None:
    """Return how many of the words of *text* stand in what is *told*."""
    own = stems(text) if told else set()
    return len(own & told) / len(own) if len(own) >= FEW_WORDS else None


def is_of_site(one: Summary, document: Document) -> bool:
    """Return whether *one* names the site, and hardly anything that the story does."""
    if one.share is None or one.share >= HARDLY:
        return False
    url = document.page.url
    named = {name for name in map(squeeze, (*stated_names(document), *host_names(url))) if len(name) >= NAME_LETTERS}
    if DENSE.search(one.text):
        return any(name in squeeze(one.text) for name in named)
    return next(host_names(url)) in one.text.lower() or not named.isdisjoint(runs_of_words(one.text))


def runs_of_words(text: str) -> Iterator[str]:
    """Yield, squeezed, every run of a few words of *text* that may be a name: none that begins with a small letter."""
    words = text.split()
    for at, word in enumerate(words):
        if not word.lstrip(QUOTES)[:1].islower():
            yield from (squeeze(" ".join(words[at:end])) for end in range(at + 1, at + 1 + NAME_WORDS))


def is_better(other: Summary, first: Summary, document: Document) -> bool:
    """Return whether *other* says more of the story than *first*: that is hardly of it, or its beginning, cut off, or
    no more than the headline with what all pages have, or that before a beginning."""
    if len(other.text) > LONGEST:
        return False
    if first.share is not None and other.share is not None and first.share < HARDLY and other.share >= SURELY:
        return True
    return goes_on(other.text, first.text) or says_headline(first, other, document)


def goes_on(other: str, first: str) -> bool:
    """Return whether *other* begins with *first*, which is cut off, and has more."""
    begun = other[len(first) :].lstrip()[:1]  # with a capital, what a template adds
    is_cut = first.endswith(DOTS) or not (ends_sentence(first) or (other.startswith(first) and begun.isupper()))
    own, longer = squeeze(first), squeeze(other)
    return is_cut and len(own) < len(longer) and longer.startswith(own)


def says_headline(first: Summary, other: Summary, document: Document) -> bool:
    """Return whether *first* begins or ends with the headline, which *other*, surely of the story, does not have."""
    headline = fold(document.value("title") or "")
    if len(headline.split()) < HEADLINE_WORDS or headline in fold(other.text):
        return False
    if other.share is None or other.share < SURELY:
        return False
    own = f" {fold(first.text)} "
    return own.startswith(f" {headline} ") or own.endswith(f" {headline} ")
