"""What becomes of a page: every one reaches the end of the pipelines as one of these."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.article import Article
from schemas.draft import Cut
from schemas.outcome import Rejected


@dataclass(frozen=True)
class Record:
    """A page that became a record."""

    position: tuple[int, int]
    """Place in the order of capture."""
    article: Article
    cuts: list[Cut] = field(repr=False)


@dataclass(frozen=True)
class Refusal:
    """A page that became none."""

    position: tuple[int, int]
    rejected: Rejected
