"""Seed: one `[[source]]` table of a seeds file."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from schemas.content import Model
from schemas.fields import Language, Line

SeedKind = Literal["feed", "sitemap", "section", "page"]


def check_pattern(pattern: str) -> str:
    """Return *pattern* if it compiles; ValueError otherwise."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


def check_http(url: str) -> str:
    """Return *url* if it is an absolute http or https address; ValueError otherwise."""
    if not re.match(r"https?://[^/\s]", url, re.IGNORECASE):
        raise ValueError("not an absolute http or https address")
    return url


UrlPattern = Annotated[str, AfterValidator(check_pattern)]


class Seed(Model):
    """A source to crawl."""

    name: Line
    """Name of the source, unique in its file; becomes `source` of the records."""
    url: Annotated[str, AfterValidator(check_http)]
    """Address of the feed, sitemap, section page or page."""
    kind: SeedKind | None = None
    """What stands at `url`; found out from the response when left out."""
    every: Annotated[str, Field(pattern=r"^[1-9][0-9]*[smhd]$", examples=["15m", "2h", "1d"])] | None = None
    """How often the scheduler visits it."""
    max_pages: Annotated[int, Field(ge=1)] | None = None
    """Most pages taken from it in one run; no limit when left out."""
    language: Language | None = None
    """Language of its pages: evidence for the records, not an order."""
    allow: list[UrlPattern] = []
    """A page's address must match one of these regular expressions; all do when empty."""
    deny: list[UrlPattern] = []
    """A page whose address matches one of these regular expressions is passed over."""
