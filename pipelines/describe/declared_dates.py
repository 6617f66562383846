"""Document in, what it declares of its two moments out: JSON-LD, meta tags, its feed, elements for machines."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pipelines.describe.stamps import read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.describe.date_labels import Role
    from pipelines.describe.evidence import Evidence
    from pipelines.document import Document
    from schemas.content import EvidenceSource

#: The two moments of a story.
ROLES: tuple[Role, Role] = ("published", "modified")
#: Meta tags that hold the day of publication, the most telling first: their names without marks, or `og` before them.
PUBLISHED_META = (
    "articlepublishedtime", "articlepublished", "publishedtime", "datepublished", "rnewsdatepublished",
    "parselypubdate", "sailthrudate", "cxenseparserecspublishtime", "dctermsissued", "dcdateissued",
    "dcdatepublished", "citationonlinedate", "citationpublicationdate", "citationdate", "publishdate",
    "publisheddate", "publicationdate", "pubdate", "pubdt", "published",
    "firstpublished", "firstpublishedtime", "firstpublisheddate", "firstpublishdate", "firstpublishtime",
    "firstpublicationdate", "originalpublicationdate", "originalpublishdate", "originalpublishtime",
    "releasedate", "articlepostdate", "articledateoriginal", "displaydate", "dcdate", "dcdatecreated",
    "dctermsdate", "dctermscreated", "dccreated", "articlecreateat", "weiboarticlecreateat",
    "datecreated", "created", "articlecreated", "creationdate", "blogpublishedtime", "btpubdate",
    "iso8601publishdate", "date", "pdate", "posted", "timestamp", "uploaddate",
)  # fmt: skip
#: Meta tags that hold the day of the last change.
MODIFIED_META = (
    "articlemodifiedtime", "articlemodified", "articleupdatedtime", "modifiedtime", "updatedtime", "datemodified",
    "rnewsdatemodified", "dctermsmodified", "dcdatemodified", "dcmodified", "lastmodified", "updateddate",
    "lastupdated", "lastupdate", "lastupdatetime", "lastupdatedtime", "lastmodifieddate", "lastmodifiedtime", "lastmod",
    "articleupdated", "dateupdated", "updated", "updatetime", "modified", "modificationdate", "revised",
    "moddate", "articledateupdated", "weiboarticleupdateat",
)  # fmt: skip
#: The last time that anything on the page changed, be it an answer: it tells the year of the same minute, no more.
ACTIVITY_META = ("dateupdate",)
#: Other names of a meta tag that hold the day of publication: a site's own prefix before common words.
PUBLISHED_NAME = re.compile(
    r"[-_.:](?<!last.)(?<!comment.)(?<!comments.)(?<!user.)(?<!member.)"
    r"(?:publi(?:sh|shed|cation)[-_.]?(?:date|time)|date[-_.]?published"
    r"|(?:published|posted|uploaded)(?:[-_.]?(?:at|on))?$)"
)
#: Types of a page that stand for its story where no story is declared.
PAGE_TYPES = ("WebPage", "ItemPage", "AboutPage", "MedicalWebPage", "VideoObject", "PodcastEpisode", "Product", "Book")
#: Seconds since 1970, or thousandths.
UNIX = re.compile(r"(1[0-9]{9}|[5-9][0-9]{8})(?:[0-9]{3})?")


class Claim(NamedTuple):
    """A moment as one piece of evidence has it."""

    value: str
    source: EvidenceSource
    raw: str


def declared_claims(document: Document, role: Role, elements: list[tuple[Role | None, Claim]]) -> Iterator[Claim]:
    """Yield what the page declares for machines, and its feed, the most telling first."""
    evidence = document.evidence
    keys = ("datePublished", "dateCreated", "uploadDate") if role == "published" else ("dateModified", "dateUpdated")
    for key in keys[:1]:
        yield from node_claims([evidence.story], key)
    for contents in dated_meta(evidence, PUBLISHED_META if role == "published" else MODIFIED_META):
        yield from meta_claims(contents)
    if role == "published":
        for name in filter(PUBLISHED_NAME.search, evidence.meta):
            yield from meta_claims(evidence.meta[name])
    yield from node_claims(evidence.of_type(*PAGE_TYPES), keys[0])
    yield from (claim for told, claim in elements if told == role)
    for key in keys[1:]:
        yield from node_claims([evidence.story], key)
    hints = document.page.hints
    hint = getattr(hints, role) if hints else None
    if hint:
        yield from claims_of(hint, "feed")


def dated_meta(evidence: Evidence, names: Iterable[str]) -> Iterator[list[str]]:
    """Yield the contents of the meta tags of *names*, in that order, however templates part the words of a name."""
    for name in names:
        yield from evidence.unmarked.get(name, ())


def meta_claims(contents: list[str]) -> Iterator[Claim]:
    """Yield the moment that the first of a meta tag's *contents* gives."""
    for content in contents[:1]:
        yield from claims_of(content, "meta")


def node_claims(nodes: Iterable[dict[str, object]], key: str) -> Iterator[Claim]:
    """Yield what JSON-LD *nodes* say under *key*."""
    for node in nodes:
        value = node.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                item = item.get("@value")
            if isinstance(item, str | int) and not isinstance(item, bool):
                yield from claims_of(str(item), "json-ld")


def claims_of(raw: str, source: EvidenceSource) -> Iterator[Claim]:
    """Yield the moment in *raw*, if it is one."""
    if UNIX.fullmatch(raw):
        moment = datetime.fromtimestamp(int(raw) / (1000 if len(raw) > 10 else 1), UTC)
        yield Claim(moment.isoformat(timespec="seconds").replace("+00:00", "Z"), source, raw)
    elif value := read_stamp(raw):
        yield Claim(value, source, raw)
