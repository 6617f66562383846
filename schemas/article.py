"""Article: one record, one line of `articles.jsonl`."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.content import Content, Model
from schemas.draft import Extractor
from schemas.fields import Line
from schemas.page import ArchiveLocation, Http

SCHEMA_VERSION: Literal["1.0"] = "1.0"
#: Legal in JSON, but line ends to `str.splitlines` and to JavaScript: a reader must never see them raw.
LINE_ENDS = "\u0085\u2028\u2029"


class Identity(Model):
    """Which story this is, among all."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    """Version of this table."""
    id: str
    """The identity, stable across runs, machines and versions: from the canonical URL; else from the target URI as it
    stands (`urn:…`); from the payload digest only where there is neither."""
    revision: Annotated[int, Field(ge=1)] = 1
    """1, then one more each time the normalised content changed."""
    url: str
    """Where it was found after redirects; in an archive `WARC-Target-URI`, byte for byte, fragment included."""
    canonical_url: str | None
    """Canonical http(s) address. The declared one counts only on the same registered domain, never the site's root for
    a deeper page, never page 1 for page n; otherwise it stays in `provenance` alone."""
    duplicate_of: str | None
    """`id` of the earliest record (capture order) with the same normalised text under another identity."""
    digest: str
    """SHA-256, in hex, of the normalised text."""
    source: Line | None
    """Name of the source in the seeds file; null for a foreign archive."""
    site: Line | None
    """Registered domain of `url`; null for an address without a host."""


class Capture(Model):
    """When and how the page was captured, and by what it was read."""

    fetched_at: str
    """When the page was captured (UTC), `YYYY-MM-DDThh:mm:ssZ`; a replay keeps the capture's time."""
    http: Http | None
    """Status, content type, ETag, Last-Modified; null for a document that did not come over HTTP."""
    archive: ArchiveLocation | None
    """WARC file's base name, offset, record id; null where no archive was kept."""
    extractor: Extractor
    """Name and version of what made `text`."""


class Article(Capture, Content, Identity):
    """One story: identity first, then what the page says, then how it was captured."""


def to_line(record: Model) -> str:
    """Return *record* as one line of JSON Lines, with every character that any reader takes for a line end escaped;
    raise PydanticSerializationError where a lone surrogate is in it, which no UTF-8 can hold."""
    return escaped(record.model_dump_json()) + "\n"


def escaped(text: str) -> str:
    """Return *text*, JSON, with every character that any reader takes for a line end escaped; newlines stay."""
    for end in LINE_ENDS:
        text = text.replace(end, f"\\u{ord(end):04x}")
    return text


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record."""
    schema = Article.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text() -> str:
    """Return the JSON Schema of a record as `schemas/article.schema.json` holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
