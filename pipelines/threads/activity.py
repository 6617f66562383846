"""A thread's record in, less the time of its last reply: boards declare that as the time of a change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.document import Fact
from pipelines.threads.stamps import MINUTE

if TYPE_CHECKING:
    from pipelines.document import Document


def disbelieve_activity(document: Document) -> None:
    """Take back `modified` of a thread where the page declares a time at or after that of the last reply: an opening
    post that is edited so late is hardly ever met, and says so on the page."""
    fact = document.facts.get("modified")
    if document.page_type != "thread" or fact is None or fact.value is None or fact.source == "visible":
        return
    replied = [post.published for post in document.posts if post.published]
    if replied and in_utc(fact.value) >= max(map(in_utc, replied))[: len(in_utc(fact.value))]:
        document.facts["modified"] = Fact(None, fact.source, fact.raw)


def in_utc(moment: str) -> str:
    """Return a partial *moment* in UTC, to the minute at most; as printed where its zone is unknown."""
    if len(moment) <= MINUTE:
        return moment
    there = datetime.fromisoformat(moment)
    return (there.astimezone(UTC) if there.tzinfo else there).isoformat()[:MINUTE]
