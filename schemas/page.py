"""Page: one document as it arrived, from the network or from an archive."""

from __future__ import annotations

from pydantic import Field

from schemas.content import Model


class Http(Model):
    """What the server said of a response."""

    status: int
    """Status code."""
    content_type: str | None
    """`Content-Type`, parameters included."""
    etag: str | None
    """`ETag`, as sent."""
    last_modified: str | None
    """`Last-Modified`, as sent."""


class ArchiveLocation(Model):
    """Where a capture lies."""

    file: str
    """Base name of the WARC file."""
    offset: int
    """Byte at which the record starts: in a .gz file, that of its gzip member."""
    record_id: str
    """`WARC-Record-ID`, without the angle brackets."""


class Hints(Model):
    """What a feed or sitemap already said of the page; evidence, not truth."""

    title: str | None = None
    """Title of the entry."""
    published: str | None = None
    """Its date of publication, as written (RFC 822, RFC 3339 or W3C-DTF)."""
    modified: str | None = None
    """Its date of change, as written."""
    authors: list[str] = []
    """Its authors."""
    tags: list[str] = []
    """Its categories or keywords."""
    description: str | None = None
    """Its summary, as plain text."""
    language: str | None = None
    """The language it declares."""


class Part(Model):
    """A further page of a story, as it arrived."""

    url: str
    """Where it was found: the address of the first page with the mark of a page."""
    body: bytes = Field(repr=False)
    """The payload, transfer and content encodings undone."""
    media_type: str
    """Type of the payload without parameters, lower case."""
    charset: str | None
    """Charset that the server declared; null where it did not."""


class Page(Model):
    """One document as it arrived, before anything is read from it."""

    url: str
    """Where it was found after redirects; in an archive the `WARC-Target-URI`, byte for byte."""
    announced_url: str
    """The address that was asked for, before redirects; in an archive the same as `url`."""
    body: bytes = Field(repr=False)
    """The payload, transfer and content encodings undone."""
    media_type: str
    """Type of the payload without parameters, lower case: `text/html`, `text/plain` …"""
    charset: str | None
    """Charset that the server declared; null where it did not."""
    fetched_at: str
    """When it was captured: `YYYY-MM-DDThh:mm:ssZ`."""
    position: tuple[int, int]
    """Place in the order of capture: number of the WARC file, offset in it."""
    source: str | None = None
    """Name of the source in the seeds file."""
    language: str | None = None
    """Language that the seeds file gives for the source."""
    hints: Hints | None = None
    """What the feed or sitemap said of it."""
    http: Http | None = None
    """What the server said; null for a document that did not come over HTTP."""
    archive: ArchiveLocation | None = None
    """Where the capture lies; null where none was kept."""
    template: bytes = Field(default=b"", repr=False)
    """What is known to recur on the pages of its host, as `pipelines/memory.py` marks it."""
    counted: bool = False
    """Whether its own blocks are counted, for what later runs know of its host."""
    parts: tuple[Part, ...] = Field(default=(), repr=False)
    """The further pages of the story that begins on it, in order."""
    key: str | None = None
    """What the ledger knows it by: 40 hex digits; null where there is no ledger."""
