"""Ledgers for tests: opened, killed and opened again, on SQLite and on PostgreSQL."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import sqlalchemy

from pipelines.ledger.database import Database
from pipelines.ledger.ledger import Ledger, no_step
from pipelines.ledger.pages import Terms
from pipelines.outcomes import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

POSTGRES = os.environ.get("TEST_POSTGRES_URL")
DATABASES = [
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL is not set")),
]


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database of *kind*: a file in *folder*, or a schema of its own."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'ledger.db'}"
        return
    assert POSTGRES
    schema = f"plainwire_{uuid4().hex[:12]}"
    engine = sqlalchemy.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.schema.CreateSchema(schema))
    try:
        yield f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3D{schema}"
    finally:
        with engine.connect() as connection:
            connection.execute(sqlalchemy.schema.DropSchema(schema, cascade=True))
        engine.dispose()


def terms(kind: str = "url", maker: str = "1", **changes: bool) -> Callable[[int], Terms]:
    """Return the terms of a run."""
    return lambda run: Terms(run, kind, maker, **{"keep_removed": True, "keep_duplicates": True, **changes})


def open_ledger(
    url: str,
    folder: Path,
    *,
    command: str = "scrapy crawl news",
    on: Callable[[int], Terms] | None = None,
    step: Callable[[str], None] = no_step,
) -> Ledger:
    """Return a ledger that is opened for *command*, and commits as soon as it can."""
    ledger = Ledger(url, folder, archive_folder=folder / "archive", gathering=0.0, step=step)
    ledger.counts = ledger.open("news", command, on or terms())  # type: ignore[attr-defined]
    return ledger


def kill(ledger: Ledger) -> None:
    """Take *ledger* away as a kill does: what is not committed is gone, and nothing is written down."""
    database: Database = ledger.database
    database.run(database.hang_up).result()
    database.close()


def key(name: str) -> str:
    """Return the key of the address *name*."""
    return hashlib.sha1(name.encode()).hexdigest()


def link(name: str, host: str = "a.example", **changes: object) -> Link:
    """Return the address *name* as it is announced."""
    url = f"http://{host}/{name}"
    values = {"key": key(name), "url": url, "source": "one", "host": host, "request": f'{{"url":"{url}"}}', **changes}
    return Link(**values)  # type: ignore[arg-type]
