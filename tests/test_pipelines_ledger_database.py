"""The connection to the ledger: lost, taken by another, and asked for more than a statement may hold."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Connection, text

from pipelines.ledger.database import Database, take_lock
from pipelines.ledger.faults import LedgerLost, LedgerRefused
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.tables import metadata
from pipelines.outcomes import Aside
from tests.ledgers import DATABASES, POSTGRES, database_url, key, kill, link, open_ledger
from tests.test_pipelines_ledger import refusal_of, run, story, work

POSTGRES_ONLY = pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL is not set")


def test_more_known_addresses_are_announced_again_than_a_statement_has_room_for(tmp_path: Path) -> None:
    url, names = f"sqlite:///{tmp_path / 'ledger.db'}", [f"page-{number}" for number in range(1200)]
    run(url, tmp_path, [refusal_of(name, place) for place, name in enumerate(names)], [link(name) for name in names])

    async def again() -> Counter[str]:
        ledger = open_ledger(url, tmp_path)
        database, states = ledger.database, Counter[str]()
        ledger.tell = lambda told: states.update(state for _, state, _ in told.settled)
        database.run(give_few_variables, database).result()
        feed = Aside((0, 0), key("feed"), "http://a.example/feed", "one", "followed", links=tuple(map(link, names)))
        await work(ledger, [feed])
        await ledger.close(finished=True)
        return states

    assert asyncio.run(again()) == {"already": 1200, "followed": 1}


def give_few_variables(database: Database) -> None:
    """Allow as many variables in a statement as the oldest SQLite does."""
    assert database.connection is not None
    raw = database.connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)


def cut_off(ledger: Ledger, admin: Connection) -> None:
    """Have the server end the connection of *ledger*, and *admin* take its lock."""
    database = ledger.database
    ask = text("SELECT pg_backend_pid()")
    process = database.run(database.read, lambda connection: connection.execute(ask).scalar_one()).result()
    admin.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})
    while not take_lock(admin):
        time.sleep(0.02)


@POSTGRES_ONLY
def test_the_lock_of_a_connection_that_the_server_does_not_know_to_be_gone_is_waited_for(tmp_path: Path) -> None:
    with database_url("postgres", tmp_path) as url:
        ledger, engine = open_ledger(url, tmp_path), sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
        admin = engine.connect()
        cut_off(ledger, admin)
        threading.Timer(3.0, admin.close).start()  # longer than is waited where the run begins
        database = ledger.database
        assert database.run(database.transact, lambda _: "done").result() == "done"
        kill(ledger)
        engine.dispose()


@POSTGRES_ONLY
def test_a_ledger_that_was_another_run_s_meanwhile_is_lost(tmp_path: Path) -> None:
    with database_url("postgres", tmp_path) as url:
        ledger, engine = open_ledger(url, tmp_path), sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
        with engine.connect() as admin:
            cut_off(ledger, admin)
        engine.dispose()
        kill(open_ledger(url, tmp_path))
        database = ledger.database
        with pytest.raises(LedgerLost, match="another run's"):
            database.run(database.transact, lambda _: "done").result()
        kill(ledger)


@pytest.mark.parametrize("kind", DATABASES)
def test_a_nul_in_an_address_stops_no_run(kind: str, tmp_path: Path) -> None:
    with database_url(kind, tmp_path) as url:
        refused = refusal_of("a", 2)
        rejected = refused.rejected.model_copy(update={"url": "http://a.example/a\0b"})  # type: ignore[union-attr]
        left_out = link("b", url="http://a.example/b\0c", state="out_of_scope", request=None, reason="pattern")
        feed = Aside((0, 1), key("feed"), "http://a.example/feed\0", "one", "followed", links=(left_out,))
        states = run(url, tmp_path, [feed, type(refused)(refused.position, rejected, refused.key)])  # type: ignore[arg-type, call-arg]
        assert states == {"followed": 1, "out_of_scope": 1, "rejected": 1}


def test_the_tables_are_made_all_or_none(tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no space")

    url, hosts = f"sqlite:///{tmp_path / 'ledger.db'}", metadata.tables["hosts"]
    database = Database(url)
    sqlalchemy.event.listen(hosts, "before_create", fail)
    try:
        with pytest.raises(LedgerRefused, match="no space"):
            database.run(database.open).result()
    finally:
        sqlalchemy.event.remove(hosts, "before_create", fail)
        database.close()
    assert run(url, tmp_path, [story(1)]) == {"record": 1}
