"""One connection to the ledger's database, used by one thread."""

from __future__ import annotations

import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote

import sqlalchemy
from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, event, inspect, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError as BadUrl
from sqlalchemy.exc import DBAPIError, InterfaceError, NoSuchModuleError, OperationalError

from pipelines.ledger.faults import LedgerLost, LedgerRefused, LedgerTaken, LedgerUnwritable
from pipelines.ledger.tables import MIGRATED, SCHEMA, meta, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

T = TypeVar("T")
Row = dict[str, Any]
#: Values of one `IN (…)`: SQLite takes 32,766 at most, and a short statement is parsed soon.
MOST_AT_ONCE = 500
#: Seconds that a database server which went away is waited for.
PATIENCE = 30.0
#: Seconds between two attempts to reach a database server that went away.
TRY_EVERY = 0.5
#: Any number: two runs on one PostgreSQL ledger contend for it.
ADVISORY_LOCK = 7_019_247_283 % 2**31
#: Seconds that a server is given to notice that the run which held the lock is gone; and between two looks.
LOCK_WAIT, LOOK_EVERY = 2.0, 0.05


@dataclass
class Attempt(Generic[T]):
    """Work that is to be committed once."""

    work: Callable[[Connection], T]
    number: int | None = None
    """Of the commit that it was last tried as."""
    results: list[T] = field(default_factory=list)
    """What the work returned then."""


class Database:
    """The ledger's database. Every method but `run` and `close` must be called from its thread, through `run`.

    SQLite is set to `synchronous=FULL`: lines go to a file once they are committed, and what a reader has seen there
    must not be taken back by a power cut. Commits are of groups, so the price is one sync a group. There is one
    connection that writes, for two that checkpoint at once can lose a commit in every SQLite before 3.51.3.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        self.url = url
        self.patience = patience
        self.owner = f"{os.getpid()}-{time.time_ns():x}"
        """Who has opened it."""
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
        self.engine: sqlalchemy.Engine | None = None
        self.connection: Connection | None = None

    def run(self, work: Callable[..., T], *args: Any) -> Future[T]:
        """Have *work* done in the database's thread."""
        return self.thread.submit(work, *args)

    def open(self) -> None:
        """Connect, and make the tables where there are none. Raises LedgerRefused or LedgerUnwritable."""
        try:
            self.engine = sqlalchemy.create_engine(self.url, **arguments(self.url))
        except (BadUrl, NoSuchModuleError, ImportError) as error:
            raise LedgerRefused(f"LEDGER_URL={self.url}: {one_line(error)}") from error
        if self.engine.dialect.name not in ("sqlite", "postgresql"):
            raise LedgerRefused(f"LEDGER_URL={self.url}: sqlite or postgresql+psycopg is wanted")
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", set_pragmas)
        try:
            self.connect()
            self.check_tables()
        except (DBAPIError, OSError) as error:
            if is_full(error):
                raise LedgerUnwritable(f"the ledger cannot be written: {one_line(error)}") from error
            raise LedgerRefused(f"LEDGER_URL={self.shown}: {one_line(error)}") from error
        except LedgerRefused:
            self.hang_up()
            raise

    @property
    def shown(self) -> str:
        """The address without its password."""
        return without_password(self.url)

    def connect(self) -> None:
        """Connect anew."""
        assert self.engine is not None
        self.connection = self.engine.connect()
        deadline = time.monotonic() + LOCK_WAIT
        while self.engine.dialect.name == "postgresql" and not take_lock(self.connection):
            if time.monotonic() > deadline:
                raise LedgerTaken(f"LEDGER_URL={self.shown}: another run uses this ledger")
            time.sleep(LOOK_EVERY)

    def check_tables(self) -> None:
        """Make the tables in an empty database, and those that an older one lacks, all or none; raise LedgerRefused
        where it is of a version that is not read."""
        assert self.connection is not None
        if self.connection.dialect.name == "sqlite":  # Python's module commits each table that is made outside of one
            self.connection.exec_driver_sql("BEGIN")
        found = set(inspect(self.connection).get_table_names()) & set(metadata.tables)
        if not found:
            metadata.create_all(self.connection)
            self.connection.execute(
                meta.insert(), [{"name": "schema", "value": str(SCHEMA)}, {"name": "commits", "value": "0"}]
            )
        if check_version(self.connection, self.shown) != SCHEMA:
            metadata.create_all(self.connection)
            self.connection.execute(meta.update().where(meta.c.name == "schema").values(value=str(SCHEMA)))
        upsert(self.connection, meta, [{"name": "owner", "value": self.owner}], "name", ["value"])
        self.connection.commit()

    def transact(self, work: Callable[[Connection], T]) -> T:
        """Do *work* in a transaction of its own, and return what it returns.

        A server that went away is waited for. Whether its last commit came through is looked up then, and *work* is
        done again only where it did not. Raises LedgerUnwritable, and then nothing of it is kept.
        """
        attempt = Attempt(work)
        return self.insist(lambda: self.attempt(attempt))

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what *work* returns, which changes nothing: nothing is committed, so no disk is waited for."""
        return self.insist(lambda: self.look(work))

    def insist(self, attempt: Callable[[], T]) -> T:
        """Return what *attempt* returns, made again while the server is away. Raises LedgerUnwritable."""
        began: float | None = None
        while True:
            try:
                return attempt()
            except (DBAPIError, OSError, LedgerTaken) as error:
                self.hang_up()
                if not is_gone(error):
                    raise LedgerUnwritable(f"the ledger cannot be written: {one_line(error)}") from error
                began = began or time.monotonic()
                if time.monotonic() > began + self.patience:  # which whoever ends the run may take away
                    raise LedgerLost(f"the ledger's database cannot be reached: {one_line(error)}") from error
                time.sleep(TRY_EVERY)
            except BaseException:
                self.hang_up()
                raise

    def look(self, work: Callable[[Connection], T]) -> T:
        """Do *work*, and let go of what it saw."""
        if self.connection is None:
            self.connect()
        connection = self.connection
        assert connection is not None
        found = work(connection)
        connection.rollback()
        return found

    def attempt(self, attempt: Attempt[T]) -> T:
        """Do the work of *attempt* and commit, unless an attempt before was committed after all."""
        if self.connection is None:
            self.connect()
        connection = self.connection
        assert connection is not None
        said = {row.name: row.value for row in connection.execute(select(meta))}
        if said["owner"] != self.owner:
            raise LedgerLost("the ledger was another run's while its database could not be reached")
        last = int(said["commits"])
        if attempt.number is None or last < attempt.number:
            attempt.results = [attempt.work(connection)]
            attempt.number = last + 1
            connection.execute(meta.update().where(meta.c.name == "commits").values(value=str(attempt.number)))
        connection.commit()
        return attempt.results[0]

    def hang_up(self) -> None:
        """Let go of the connection and of what it has not committed."""
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(DBAPIError):
                connection.rollback()
            with suppress(DBAPIError):
                connection.invalidate()
            with suppress(DBAPIError):
                connection.close()

    def close(self) -> None:
        """Close the connection and end the thread."""
        self.run(self._close).result()
        self.thread.shutdown()

    def _close(self) -> None:
        if self.connection is not None:
            with suppress(DBAPIError):
                self.connection.close()
        if self.engine is not None:
            self.engine.dispose()


def arguments(url: str) -> dict[str, Any]:
    """Return what the engine for *url* is made with."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 5, "check_same_thread": False}, "poolclass": sqlalchemy.pool.StaticPool}
    return {"connect_args": {"connect_timeout": 5}, "poolclass": sqlalchemy.pool.NullPool}


def look_at(url: str, work: Callable[[Connection], T]) -> T:
    """Return what *work* returns of the ledger at *url*, which may be in use, and is not touched. Raises LedgerRefused
    where there is none to read."""
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        raise LedgerRefused(f"{path}: no such ledger")
    read_only = f"sqlite:///file:{quote(str(path))}?mode=ro&uri=true" if path is not None else url
    engine = sqlalchemy.create_engine(read_only, poolclass=sqlalchemy.pool.NullPool)
    try:
        with engine.connect() as connection:
            check_version(connection, without_password(url))
            return work(connection)
    except DBAPIError as error:
        raise LedgerRefused(f"LEDGER_URL={without_password(url)}: {one_line(error)}") from error


def take_lock(connection: Connection) -> bool:
    """Take the lock of the ledger on PostgreSQL, which ends with its connection; return whether it was free."""
    lock = text("SELECT pg_try_advisory_lock(hashtext(current_schema()), :number)")
    held: bool = connection.execute(lock, {"number": ADVISORY_LOCK}).scalar_one()
    connection.commit()
    return held


def check_version(connection: Connection, shown: str) -> int:
    """Return the version of the tables of the ledger *shown*; raise LedgerRefused where it is one that is not read, or
    they are none of ours."""
    tables = inspect(connection).get_table_names()
    named = select(meta.c.value).where(meta.c.name == "schema")
    version = connection.execute(named).scalar() if meta.name in tables else None
    known = {str(number): number for number in (*MIGRATED, SCHEMA)}
    if version not in known:
        raise LedgerRefused(
            f"LEDGER_URL={shown}: its tables have version {version}, and this Plainwire reads {SCHEMA}; "
            "name another ledger and output, or go on with the Plainwire that wrote it"
        )
    return known[version]


def without_password(url: str) -> str:
    """Return *url* as it may be shown."""
    return make_url(url).render_as_string(hide_password=True)


def set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    """Set up a connection of SQLite."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-32768", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def upsert(connection: Connection, table: Table, rows: Sequence[Row], key: str, changes: Sequence[str]) -> None:
    """Insert *rows* into *table*; where one with the same *key* stands, set its *changes* instead."""
    if rows:
        connection.execute(upserting(connection.dialect.name, table, key, tuple(changes)), list(rows))


@cache
def upserting(dialect: str, table: Table, key: str, changes: tuple[str, ...]) -> postgresql.Insert | sqlite.Insert:
    """Return the statement of an `upsert`: SQLAlchemy takes longer to make it than SQLite to carry it out."""
    statement = inserting(dialect, table)
    updates = {name: statement.excluded[name] for name in changes}
    return statement.on_conflict_do_update(index_elements=[key], set_=updates)


def change(connection: Connection, table: Table, key: str, values: Sequence[Any], changes: Row) -> None:
    """Set *changes* in the rows of *table* whose *key* is among *values*."""
    column = table.c[key]
    for start in range(0, len(values), MOST_AT_ONCE):
        some = column.in_(values[start : start + MOST_AT_ONCE])
        connection.execute(table.update().where(some).values(changes))


def inserting(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return the statement of *dialect* that inserts into *table*, or says what else is to be done."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def find(connection: Connection, table: Table, key: str, values: Sequence[Any]) -> dict[Any, RowMapping]:
    """Return the rows of *table* whose *key* is among *values*, by it."""
    found: dict[Any, RowMapping] = {}
    for start in range(0, len(values), MOST_AT_ONCE):
        some = {"values": values[start : start + MOST_AT_ONCE]}
        found.update({row[key]: row for row in connection.execute(finding(table, key), some).mappings()})
    return found


@cache
def finding(table: Table, key: str) -> Select[Any]:
    """Return the statement of a `find`."""
    return select(table).where(table.c[key].in_(bindparam("values", expanding=True)))


def is_gone(error: Exception) -> bool:
    """Return whether *error* says that the database server cannot be reached (now)."""
    if isinstance(error, DBAPIError) and not isinstance(error.orig, sqlite3.Error):
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return isinstance(error, LedgerTaken)  # by our own connection, too, until the server notices that it is gone


def is_full(error: Exception) -> bool:
    """Return whether *error* of SQLite says that the disk takes no more."""
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def one_line(error: Exception) -> str:
    """Return what *error* says, without the statement that it was about."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return " ".join(str(original).split()) or type(original).__name__


def sqlite_path(url: str) -> Path | None:
    """Return the file that *url* names; None where it is no SQLite database."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None
