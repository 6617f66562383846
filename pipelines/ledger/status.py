"""A ledger in, what it knows out: its last run, every address by source and state, what is pending where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from pipelines.ledger.database import look_at
from pipelines.ledger.runs import FINISHED, pending_by_host
from pipelines.ledger.tables import files, records, runs, urls

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from sqlalchemy import Connection


@dataclass(frozen=True)
class LastRun:
    """The last run of a ledger."""

    command: str
    started: str
    ended: str | None
    """Of its last process; None where it is running, or was killed."""
    finished: bool
    """Whether it came to its own end."""


@dataclass(frozen=True)
class LedgerStatus:
    """What a ledger knows."""

    runs: int
    last: LastRun | None
    states: Mapping[str, Mapping[str, int]]
    """How many addresses, or documents, of each source are in each state; no name is ``""``."""
    reasons: Mapping[tuple[str, str], int]
    """How many there are in each state for each reason."""
    pending: Counter[str]
    """How many addresses are to be fetched, by host."""
    identities: int
    """How many records there are, revisions not counted."""
    sizes: Mapping[str, int]
    """How long each file is, in bytes."""


def read_status(url: str) -> LedgerStatus:
    """Return what the ledger at *url* knows. Raises LedgerRefused where there is none to read."""
    return look_at(url, status_of)


def status_of(connection: Connection) -> LedgerStatus:
    """Return what the ledger of *connection* knows."""
    number = func.count().label("number")
    states: dict[str, dict[str, int]] = {}
    by_source = select(urls.c.source, urls.c.state, number).group_by(urls.c.source, urls.c.state)
    for row in connection.execute(by_source.order_by(func.min(urls.c.id))):
        states.setdefault(row.source or "", {})[row.state] = row.number
    by_reason = select(urls.c.state, urls.c.reason, number).where(urls.c.reason.is_not(None))
    reasons = connection.execute(by_reason.group_by(urls.c.state, urls.c.reason).order_by(number.desc(), urls.c.reason))
    return LedgerStatus(
        runs=connection.execute(select(func.count()).select_from(runs)).scalar_one(),
        last=last_run(connection),
        states=states,
        reasons={(row.state, row.reason): row.number for row in reasons},
        pending=pending_by_host(connection),
        identities=connection.execute(select(func.count()).select_from(records)).scalar_one(),
        sizes={row.name: row.size for row in connection.execute(select(files).order_by(files.c.name))},
    )


def last_run(connection: Connection) -> LastRun | None:
    """Return the last run; None where there was none."""
    row = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
    return None if row is None else LastRun(row.command, row.started, row.ended, row.status == FINISHED)
