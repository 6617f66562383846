"""Which run this is: the one before gone on with, a new one, or none; and how it ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, select, update

from pipelines.ledger.faults import LedgerRefused
from pipelines.ledger.tables import runs, urls

if TYPE_CHECKING:
    from sqlalchemy import Connection

FINISHED, UNFINISHED = "finished", "unfinished"


@dataclass(frozen=True)
class Run:
    """A run of the ledger."""

    id: int
    resumed: bool
    """Whether it goes on with one that did not come to its end."""


def begin(connection: Connection, spider: str, command: str, maker: str, now: str) -> Run:
    """Return the run that *command* is: that of before where it did not come to its end, a new one else.

    Raises LedgerRefused where another command did not come to its end.
    """
    last = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
    if last is not None and last.status != FINISHED and is_empty(connection, last.id):
        connection.execute(delete(runs).where(runs.c.id == last.id))
        return begin(connection, spider, command, maker, now)
    if last is None or last.status == FINISHED:
        connection.execute(runs.insert().values(spider=spider, command=command, maker=maker, started=now))
        return Run(connection.execute(select(func.max(runs.c.id))).scalar_one(), resumed=False)
    if last.command != command:
        raise LedgerRefused(
            f"a run of `{last.command}` did not come to its end in this output; "
            "give that command again to finish it, or name another OUTPUT_DIR"
        )
    return Run(last.id, resumed=True)


def is_empty(connection: Connection, run: int) -> bool:
    """Return whether *run* has announced nothing: it ended before it began, and holds nobody up."""
    return connection.execute(select(urls.c.id).where(urls.c.run == run).limit(1)).first() is None


def end(connection: Connection, run: int, now: str, *, finished: bool) -> None:
    """Write down that the process of *run* ended, and whether all of the run is done; return its leases."""
    status = FINISHED if finished and not pending(connection) else UNFINISHED
    connection.execute(update(runs).where(runs.c.id == run).values(ended=now, status=status))
    return_leases(connection)


def return_leases(connection: Connection) -> None:
    """Let everything that is leased be leased again. For whoever holds the lock of the output."""
    connection.execute(update(urls).where(urls.c.lease.is_not(None)).values(lease=None, expires=None))


def pending(connection: Connection) -> int:
    """Return how many addresses are still to be fetched."""
    return connection.execute(
        select(func.count()).select_from(urls).where(urls.c.state == "pending", urls.c.kind == "url")
    ).scalar_one()


def pending_by_host(connection: Connection) -> Counter[str]:
    """Return how many addresses are to be fetched from each host."""
    rows = connection.execute(
        select(urls.c.host, func.count().label("number"))
        .where(urls.c.state == "pending", urls.c.kind == "url")
        .group_by(urls.c.host)
        .order_by(func.min(urls.c.id))
    )
    return Counter({row.host: row.number for row in rows})


def states(connection: Connection, run: int) -> list[tuple[str | None, str, str | None, int]]:
    """Return source, state, reason and number of the addresses and documents that *run* announced; what an earlier run
    settled is `already`."""
    earlier = urls.c.settled != run
    state = case((earlier, "already"), else_=urls.c.state).label("state")
    reason = case((earlier, None), else_=urls.c.reason).label("reason")
    rows = connection.execute(
        select(urls.c.source, state, reason, func.count().label("number"))
        .where(urls.c.run == run)
        .group_by(urls.c.source, state, reason)
        .order_by(func.min(urls.c.id))
    )
    return [(row.source, row.state, row.reason, row.number) for row in rows]
