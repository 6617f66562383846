"""Draft: what the pure functions make of one page, before it has an identity among the others."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.content import Content, Model
from schemas.page import Page

Version = Literal["amp", "print"]
"""Another version of a page than the one at its canonical address."""

Cut = tuple[str, str]
"""A block taken out of the page, whole, and why it is no part of the story: a name from `pipelines/reasons.py`. It is a
pair, for a page has some hundred and fifty."""


class Extractor(Model):
    """What made `text`."""

    plainwire: str
    """Plainwire's version."""
    trafilatura: str | None
    """trafilatura's version; null for a plain-text document, in which there is no main content to find."""


class Draft(Content):
    """A page read, cleaned and described; not yet identified."""

    page: Page
    """The page it was made of, without the body."""
    canonical_url: str | None
    """The canonical http(s) address the page may claim; see `Article.canonical_url`."""
    version: Version | None = None
    """Which version of the page at `canonical_url` it is; null for that page itself, and where it does not say."""
    digest: str
    """SHA-256, in hex, of the normalised text."""
    extractor: Extractor
    """What made `text`."""
    marks: bytes | None = Field(default=None, repr=False)
    """What it contributes to the memory of its host, as `pipelines/memory.py` marks it; null where it is not to."""
    cuts: list[Cut]
    """What was taken out, in page order."""
    parts: dict[str, str] = {}
    """The digests that the further pages that are joined in it would have as records of their own, by the addresses by
    which these would be known."""
    alone: Draft | None = Field(default=None, repr=False)
    """What is made of its first page alone, for where a record of a further one stands already."""
