"""Facts in; with each, what else the page says of the field out: the rivals that its value beat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipelines.describe.authors import declarations
from pipelines.describe.dates import MODIFIED_META, PUBLISHED_META
from pipelines.describe.likeness import fold
from pipelines.describe.metadata import descriptions, tag_lists
from pipelines.describe.sections import SECTION_META
from pipelines.describe.titles import TITLE_META
from schemas.content import Rival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipelines.document import Document
    from schemas.content import EvidenceSource

    Saying = tuple[EvidenceSource, str]

#: Most rivals of a field, and longest of them, in characters.
MOST, LONGEST = 5, 300


def rivals(document: Document) -> None:
    """Add its rivals to each fact."""
    for name, fact in document.facts.items():
        if found := rivals_of(document, name):
            document.facts[name] = replace(fact, rivals=found)


def rivals_of(document: Document, name: str) -> list[Rival]:
    """Return what else *document* says of the field *name* that has a value, the most telling first, none repeated."""
    winner, read = document.facts[name], READERS.get(name)
    if read is None or winner.value is None:
        return []
    said = said_moment if name in ("published", "modified") else fold
    known = {said(winner.raw), said(str(winner.value))}
    found: list[Rival] = []
    for source, raw in read(document):
        folded = said(raw)
        if folded and folded not in known and len(found) < MOST:
            known.add(folded)
            found.append(Rival(source=source, raw=raw[:LONGEST]))
    return found


def said_moment(text: str) -> str:
    """Return the moment that *text* gives, in UTC where it has an offset; what is none, folded."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return fold(text)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()


def titles(document: Document) -> Iterator[Saying]:
    """Yield what the page and its feed call the story."""
    yield from declared(document, ("headline", "name"), TITLE_META)
    yield from ((("meta", document.evidence.title_tag),) if document.evidence.title_tag else ())
    yield from hinted(document, "title")
    yield from (("visible", block.text) for block in document.blocks if block.level == 1)


def published(document: Document) -> Iterator[Saying]:
    """Yield what the page and its feed declare as the time of publication."""
    yield from declared(document, ("datePublished", "dateCreated", "uploadDate"), PUBLISHED_META)
    yield from hinted(document, "published")


def modified(document: Document) -> Iterator[Saying]:
    """Yield what the page and its feed declare as the time of the last change."""
    yield from declared(document, ("dateModified", "dateUpdated"), MODIFIED_META)
    yield from hinted(document, "modified")


def authors(document: Document) -> Iterator[Saying]:
    """Yield whom the page and its feed declare as authors."""
    return ((source, "; ".join(texts)) for source, texts in declarations(document) if texts)


def sections(document: Document) -> Iterator[Saying]:
    """Yield the section that the page declares."""
    return declared(document, ("articleSection",), SECTION_META)


def tags(document: Document) -> Iterator[Saying]:
    """Yield every place that names tags."""
    return ((source, raw) for source, raw, found in tag_lists(document) if found)


def canonical_urls(document: Document) -> Iterator[Saying]:
    """Yield the addresses that the page declares as its own."""
    yield from (("meta", address) for address in document.evidence.links.get("canonical", []))
    yield from declared(document, (), ("og:url",))


def languages(document: Document) -> Iterator[Saying]:
    """Yield the languages that the page and its feed declare."""
    if document.evidence.language:
        yield "meta", document.evidence.language
    yield from declared(document, ("inLanguage",), ("og:locale", "content-language", "dc.language", "language"))
    yield from hinted(document, "language")


READERS: dict[str, Callable[[Document], Iterator[Saying]]] = {
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


def declared(document: Document, keys: Sequence[str], names: Sequence[str]) -> Iterator[Saying]:
    """Yield what the story's JSON-LD has under *keys*, and the first of each meta tag of *names*."""
    evidence = document.evidence
    for key in keys:
        value: Any = evidence.story.get(key)
        if isinstance(value, str):
            yield "json-ld", value
    for name in names:
        for content in evidence.meta.get(name, [])[:1]:
            yield "meta", content


def hinted(document: Document, field: str) -> Iterator[Saying]:
    """Yield what the feed or sitemap said of *field*."""
    value = getattr(document.page.hints, field, None)
    if value:
        yield "feed", value
