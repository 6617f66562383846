"""What becomes of a page: every one reaches the end of the pipelines as one of these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from schemas.article import Article
from schemas.draft import Cut, Version
from schemas.outcome import Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.exceptions import Rejection
    from pipelines.memory import Sample


@dataclass(frozen=True)
class Record:
    """A page that became a record."""

    position: tuple[int, int]
    """Place in the order of capture."""
    article: Article
    cuts: list[Cut] = field(repr=False)
    key: str | None = None
    """Of the address or document in the ledger."""
    version: Version | None = None
    """Which version of the page at its canonical address it is made of; None for that page itself."""
    sample: Sample | None = field(default=None, repr=False)
    """What later runs may know its host by; None where the page is not counted."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The digests that the further pages of the story, which are joined in it, would have as records of their own, by
    the ids of these."""
    alone: Record | None = field(default=None, repr=False)
    """The record of its first page alone, for where one of a further page stands already."""

    @property
    def source(self) -> str | None:
        """The source it came from."""
        return self.article.source


@dataclass(frozen=True)
class Refusal:
    """A page that became none. A spider yields one for a page that it could not fetch."""

    position: tuple[int, int]
    """Place in the order of capture."""
    rejected: Rejected
    key: str | None = None
    """Of the address or document in the ledger."""

    @property
    def source(self) -> str | None:
        """The source it came from."""
        return self.rejected.source


LinkState = Literal["pending", "out_of_scope"]
AsideState = Literal["followed", "robots", "out_of_scope", "failed", "already"]


@dataclass(frozen=True)
class Link:
    """An address that is announced."""

    key: str
    """What makes it one address: 40 hex digits."""
    url: str
    source: str | None
    host: str
    request: str | None
    """How to fetch it, as JSON; None where it is not to be fetched."""
    state: LinkState = "pending"
    reason: str | None = None
    """Why it is out of scope."""
    is_sitemap: bool = False
    """Whether it is a sitemap that another named."""


@dataclass(frozen=True)
class Aside:
    """An address that is no page: it is read for links, or is left out; or a document that needs no more work."""

    position: tuple[int, int]
    """Place in the order of capture."""
    key: str
    """Of the address or document in the ledger."""
    url: str
    source: str | None
    state: AsideState
    reason: str | None = None
    """Why, in a word."""
    links: tuple[Link, ...] = field(default=(), repr=False)
    """What it announces, in order."""


Outcome = Record | Refusal | Aside


def refuse(
    rejection: Rejection, url: str, source: str | None, position: tuple[int, int], key: str | None = None
) -> Refusal:
    """Return the refusal of the page at *url* for *rejection*."""
    rejected = Rejected(url=url, source=source, reason=rejection.reason, detail=str(rejection))
    return Refusal(position, rejected, key)
