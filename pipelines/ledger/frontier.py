"""What is to be fetched: addresses are leased from the ledger ahead of need, and handed out from memory."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from pipelines.ledger.pages import is_settled
from pipelines.ledger.tables import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Connection

#: Requests of a host that are leased at once, and how few are left when more are.
AHEAD, LOW = 100, 20
#: Seconds that a lease holds; it matters only where several runs share a ledger.
LEASE = 3600.0


@dataclass(frozen=True)
class Leased:
    """An address that this process, and no other, is to fetch."""

    key: str
    host: str
    request: str
    """How to fetch it, as JSON."""


def lease(connection: Connection, wanted: Mapping[str, int], owner: str, now: float) -> list[Leased]:
    """Return up to *wanted* addresses of each host, those announced first, leased to *owner* from *now* (seconds since
    1970). What another holds is passed over until its lease ends; what *owner* holds already is never leased again."""
    leased: list[Leased] = []
    for host, number in wanted.items():
        free = or_(urls.c.lease.is_(None), (urls.c.lease != owner) & (urls.c.expires < now))
        to_fetch = (urls.c.state == "pending") & (urls.c.kind == "url") & (urls.c.host == host)
        rows = connection.execute(
            select(urls.c.id, urls.c.key, urls.c.request).where(to_fetch, free).order_by(urls.c.id).limit(number)
        ).all()
        if rows:
            first, last = rows[0].id, rows[-1].id
            between = (urls.c.id >= first) & (urls.c.id <= last)
            connection.execute(update(urls).where(to_fetch, free, between).values(lease=owner, expires=now + LEASE))
        leased += [Leased(row.key.hex(), host, row.request) for row in rows]
    return leased


class Frontier:
    """The part of what is to be fetched that lies in memory, by host. Lives on the event loop's thread."""

    def __init__(self, ahead: int = AHEAD) -> None:
        self.ahead = ahead
        self.ready: dict[str, deque[Leased]] = {}
        self.waiting: Counter[str] = Counter()
        """How many addresses of each host the ledger holds that are not leased."""
        self.leasing = False

    def wait(self, numbers: Mapping[str, int]) -> None:
        """Note that the ledger holds *numbers* more addresses, by host."""
        self.waiting.update(numbers)

    def wanted(self) -> dict[str, int]:
        """Return how many addresses to lease, by host."""
        return {
            host: min(self.ahead, number)
            for host, number in self.waiting.items()
            if number > 0 and len(self.ready.get(host, ())) < LOW
        }

    def take(self, leased: Iterable[Leased], wanted: Mapping[str, int]) -> None:
        """Take what has been *leased* where so much was *wanted*."""
        for one in leased:
            self.ready.setdefault(one.host, deque()).append(one)
        for host, number in wanted.items():
            self.waiting[host] -= number
            if self.waiting[host] <= 0:
                del self.waiting[host]

    def next(self, active: Callable[[str], int]) -> Leased | None:
        """Return the next address to fetch, of the host that is least *active*; None where there is none."""
        if not self.ready:
            return None
        host = min(self.ready, key=active)
        queue = self.ready[host]
        leased = queue.popleft()
        if not queue:
            del self.ready[host]
        return leased

    @property
    def has_pending(self) -> bool:
        """Whether there is, or will soon be, something to fetch."""
        return bool(self.ready or self.waiting or self.leasing)


class Known:
    """Every address that is no news, in some 100 bytes each: asked on the event loop's thread, which must not wait."""

    def __init__(self) -> None:
        self.announced: set[bytes] = set()
        """By this run."""
        self.settled: set[bytes] = set()
        """By runs before, with nothing more to do."""
        self.sitemaps: Counter[str] = Counter()
        """How many sitemaps this run has met of each source, those that the seeds file names not counted."""

    def load(self, connection: Connection, run: int) -> None:
        """Read what is known, for *run*."""
        rows = connection.execute(
            select(
                urls.c.key, urls.c.alias, urls.c.state, urls.c.again, urls.c.run, urls.c.source, urls.c.sitemap
            ).where(urls.c.kind == "url")
        )
        for row in rows:
            if row.run == run:
                self.announced.update(key for key in (row.key, row.alias) if key)
                self.sitemaps[row.source] += bool(row.sitemap)
            elif is_settled(row.state, again=row.again):
                self.settled.add(row.key)
