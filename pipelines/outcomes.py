"""What becomes of a page: every one reaches the end of the pipelines as one of these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.article import Article
from schemas.draft import Cut
from schemas.outcome import Rejected

if TYPE_CHECKING:
    from pipelines.exceptions import Rejection


@dataclass(frozen=True)
class Record:
    """A page that became a record."""

    position: tuple[int, int]
    """Place in the order of capture."""
    article: Article
    cuts: list[Cut] = field(repr=False)

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

    @property
    def source(self) -> str | None:
        """The source it came from."""
        return self.rejected.source


Outcome = Record | Refusal


def refuse(rejection: Rejection, url: str, source: str | None, position: tuple[int, int]) -> Refusal:
    """Return the refusal of the page at *url* for *rejection*."""
    return Refusal(position, Rejected(url=url, source=source, reason=rejection.reason, detail=str(rejection)))
