"""Facts in; with each, what else the page says of the field out: the rivals that its value beat, whether any agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.describe.authors import declarations
from pipelines.describe.confidence import FIELDS
from pipelines.describe.date_claims import address_claims
from pipelines.describe.declared_dates import MODIFIED_META, PUBLISHED_META, dated_meta
from pipelines.describe.descriptions import descriptions
from pipelines.describe.likeness import fold
from pipelines.describe.metadata import tag_lists
from pipelines.describe.sections import SECTION_META
from pipelines.describe.title_claims import TITLE_META
from schemas.content import Rival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipelines.document import Document, Fact
    from schemas.content import EvidenceSource

    Reading = tuple[EvidenceSource, str]

#: Most rivals of a field, and longest of them, in characters.
MOST, LONGEST = 5, 300
#: Fields that are moments.
MOMENTS = ("published", "modified")


class Saying(NamedTuple):
    """What one piece of evidence says of a field."""

    source: EvidenceSource
    raw: str
    said: str
    """*raw* in the form in which two that say the same are equal."""


def rivals(document: Document) -> None:
    """Add to each fact its rivals; to one that has a confidence, whether what else is said repeats or disputes it."""
    for name, fact in document.facts.items():
        read = READERS.get(name)
        if read is None or fact.value is None:
            continue
        said = said_moment if name in MOMENTS else fold
        sayings = [Saying(source, raw, said(raw)) for source, raw in read(document)]
        if found := rivals_of(sayings, known={said(fact.raw), said(str(fact.value))}):
            fact = replace(fact, rivals=found)
        document.facts[name] = compared(fact, name, sayings, document) if name in FIELDS else fact


def rivals_of(sayings: list[Saying], known: set[str]) -> list[Rival]:
    """Return those of *sayings* that say what is not *known*, the most telling first, none repeated."""
    found: list[Rival] = []
    for source, raw, said in sayings:
        if said and said not in known and len(found) < MOST:
            known.add(said)
            found.append(Rival(source=source, raw=raw[:LONGEST]))
    return found


def compared(fact: Fact, name: str, sayings: list[Saying], document: Document) -> Fact:
    """Return *fact* with whether the *sayings* of the page, or its address, repeat or dispute it.

    What a feed says is no part of the page, and was not there when confidence was measured.
    """
    others = [saying for saying in sayings if saying.said and saying.source != "feed"]
    if name == "published":
        others += [Saying(claim.source, claim.raw, claim.value) for claim in address_claims(document.page.url)]
    values = values_of(name, fact)
    return replace(
        fact,
        repeated=any(value in other.said for other in others if other.source != fact.source for value in values),
        disputed=any(all(value not in other.said and other.said not in value for value in values) for other in others),
    )


def values_of(name: str, fact: Fact) -> set[str]:
    """Return what *fact* says: a moment's day, as printed and in UTC; anything else folded."""
    value = str(fact.value)
    return ({value[:10], said_moment(value)[:10]} if name in MOMENTS else {fold(value)}) - {""}


def said_moment(text: str) -> str:
    """Return the moment that *text* gives, in UTC where it has an offset; what is none, folded."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return fold(text)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()


def titles(document: Document) -> Iterator[Reading]:
    """Yield what the page and its feed call the story."""
    yield from declared(document, ("headline", "name"), TITLE_META)
    yield from ((("meta", document.evidence.title_tag),) if document.evidence.title_tag else ())
    yield from hinted(document, "title")
    yield from (("visible", block.text) for block in document.blocks if block.level == 1)


def published(document: Document) -> Iterator[Reading]:
    """Yield what the page and its feed declare as the time of publication."""
    yield from declared(document, ("datePublished", "dateCreated", "uploadDate"), ())
    yield from (("meta", contents[0]) for contents in dated_meta(document.evidence, PUBLISHED_META))
    yield from hinted(document, "published")


def modified(document: Document) -> Iterator[Reading]:
    """Yield what the page and its feed declare as the time of the last change."""
    yield from declared(document, ("dateModified", "dateUpdated"), ())
    yield from (("meta", contents[0]) for contents in dated_meta(document.evidence, MODIFIED_META))
    yield from hinted(document, "modified")


def authors(document: Document) -> Iterator[Reading]:
    """Yield whom the page and its feed declare as authors."""
    return ((source, "; ".join(texts)) for source, texts, _ in declarations(document) if texts)


def sections(document: Document) -> Iterator[Reading]:
    """Yield the section that the page declares."""
    return declared(document, ("articleSection",), SECTION_META)


def tags(document: Document) -> Iterator[Reading]:
    """Yield every place that names tags."""
    # A wall that was found since has left the body, by which it is told whose they are.
    lists = tag_lists(document) if document.truncated else document.tagged
    return ((source, raw) for source, raw, found in lists if found)


def canonical_urls(document: Document) -> Iterator[Reading]:
    """Yield the addresses that the page declares as its own."""
    yield from (("meta", address) for address in document.evidence.links.get("canonical", []))
    yield from declared(document, (), ("og:url",))


def languages(document: Document) -> Iterator[Reading]:
    """Yield the languages that the page and its feed declare."""
    if document.evidence.language:
        yield "meta", document.evidence.language
    yield from declared(document, ("inLanguage",), ("og:locale", "content-language", "dc.language", "language"))
    yield from hinted(document, "language")


READERS: dict[str, Callable[[Document], Iterator[Reading]]] = {
    "title": titles,
    "published": published,
    "modified": modified,
    "authors": authors,
    "section": sections,
    "tags": tags,
    "description": descriptions,
    "language": languages,
    "canonical_url": canonical_urls,
}


def declared(document: Document, keys: Sequence[str], names: Sequence[str]) -> Iterator[Reading]:
    """Yield what the story's JSON-LD has under *keys*, and the first of each meta tag of *names*."""
    evidence = document.evidence
    for key in keys:
        value: Any = evidence.story.get(key)
        if isinstance(value, str):
            yield "json-ld", value
    for name in names:
        for content in evidence.meta.get(name, [])[:1]:
            yield "meta", content


def hinted(document: Document, field: str) -> Iterator[Reading]:
    """Yield what the feed or sitemap said of *field*."""
    value = getattr(document.page.hints, field, None)
    if value:
        yield "feed", value
