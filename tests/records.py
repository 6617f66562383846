"""Values that tests of records, writers and reports begin with: each is sound, and a test changes what it is about."""

from __future__ import annotations

import hashlib
from typing import Any

from pipelines.outcomes import Record, Refusal
from schemas import Article, Page, Rejected
from schemas.draft import Extractor


def article(**changes: Any) -> Article:
    """Return an article of a few words, with *changes*."""
    text = changes.get("text", "It rained in Porto.")
    values: dict[str, Any] = {
        "id": hashlib.sha256(b"https://example.org/rain").hexdigest()[:32],
        "url": "https://example.org/rain",
        "canonical_url": None,
        "duplicate_of": None,
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "source": None,
        "site": "example.org",
        "title": "Rain",
        "subtitle": None,
        "text": text,
        "truncated": None,
        "headings": [],
        "posts": [],
        "images": [],
        "authors": [],
        "agencies": [],
        "place": None,
        "published": None,
        "modified": None,
        "published_precision": None,
        "section": None,
        "tags": [],
        "description": None,
        "language": "en",
        "language_confidence": 0.9,
        "page_type": "article",
        "provenance": {},
        "fetched_at": "2026-01-02T03:04:05Z",
        "http": None,
        "archive": None,
        "extractor": Extractor(plainwire="0.1.0", trafilatura=None),
    }
    return Article(**{**values, **changes})


def record(place: int, name: str = "rain", text: str = "It rained in Porto.", cuts: tuple[str, ...] = ()) -> Record:
    """Return the record of the page *name* with *text*, captured as number *place*."""
    url = f"https://example.org/{name}"
    identity = hashlib.sha256(url.encode()).hexdigest()[:32]
    return Record((0, place), article(id=identity, url=url, text=text), [(cut, "share") for cut in cuts])


def refusal(place: int, reason: str = "NoMainText", source: str | None = None) -> Refusal:
    """Return a refusal for *reason*, captured as number *place*."""
    return Refusal((0, place), Rejected(url="https://example.org/none", source=source, reason=reason, detail="empty"))


def page(name: str = "rain", body: bytes = b"It rained in Porto.") -> Page:
    """Return a plain-text page."""
    return Page(
        url=f"https://example.org/{name}",
        announced_url=f"https://example.org/{name}",
        body=body,
        media_type="text/plain",
        charset="utf-8",
        fetched_at="2026-01-02T03:04:05Z",
        position=(0, 0),
    )
