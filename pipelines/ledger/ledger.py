"""The ledger of one run, as the event loop sees it: nothing here waits for the database or a disk."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.files import ARTICLES, REJECTED, REMOVED
from pipelines.ledger import outbox, pages, runs, samples
from pipelines.ledger.database import PATIENCE, Database
from pipelines.ledger.faults import LedgerUnwritable
from pipelines.ledger.frontier import AHEAD, Frontier, Known, Leased, lease
from pipelines.ledger.hosts import Hosts, Key, write_hosts
from pipelines.ledger.order import CaptureOrder
from pipelines.ledger.outbox import Outbox
from pipelines.ledger.pages import Group, Terms, Told
from pipelines.memory import Memory
from pipelines.outcomes import Aside, Link, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from sqlalchemy import Connection

T = TypeVar("T")
#: Seconds in which what is to be committed gathers, and how often so long where an archive is read: a kill costs no
#: fetches there.
GATHERING, TURNS_OF_ARCHIVE = 0.1, 5


def no_step(_: str) -> None:
    """Go on: what a test puts in its place stops between two steps."""


class Ledger:
    """What is known, what is to be fetched, and what is to be written; every change is committed in groups.

    `open` comes first, then, on the event loop, everything else. Whoever counts sets `tell`, whoever hands out requests
    sets `more`, whoever ends the run sets `fail`.
    """

    def __init__(
        self,
        url: str,
        folder: Path,
        *,
        archive_folder: Path | None = None,
        ahead: int = AHEAD,
        patience: float = PATIENCE,
        gathering: float = GATHERING,
        turns: int = 1,
        step: Callable[[str], None] = no_step,
    ) -> None:
        self.database = Database(url, patience=patience)
        self.folder = folder
        self.gathering = gathering
        self.turns = turns
        self.step = step
        self.outbox = Outbox(folder, step)
        self.order = CaptureOrder()
        self.frontier = Frontier(ahead)
        self.known = Known()
        self.hosts = Hosts()
        self.memory = Memory()
        """What the run began with of what is known of hosts."""
        self.aliases: dict[str, str] = {}
        self.links: list[Link] = []
        self.released: list[Outcome] = []
        self.in_commit = 0
        self.committing: asyncio.Task[None] | None = None
        self.leasing: asyncio.Task[None] | None = None
        self.committed: Told | None = None
        """What the last commit has changed, until it is told."""
        self.broken: BaseException | None = None
        self.is_closing = False
        """Whether nothing is leased any more."""
        self.is_closed = False
        """Whether nothing is taken any more: what comes now is done again by the next process of the run."""
        self.is_flushing = False
        """Whether somebody waits for all to be committed: from then on nothing gathers for more than a turn."""
        self.ended = threading.Event()
        self.archive: dict[str, int] = {}
        """How long each file of the archive is, by what is committed."""
        self.archive_folder = archive_folder
        self.tell: Callable[[Told], None] = lambda _: None
        self.more: Callable[[], None] = lambda: None
        self.fail: Callable[[BaseException], None] = lambda _: None

    # Before the event loop

    def open(
        self, spider: str, command: str, terms: Callable[[int], Terms]
    ) -> list[tuple[str | None, str, str | None, int]]:
        """Open the ledger for a run of *command* on the *terms* that it gives a run's number, and bring the files in
        line; return source, state, reason and number of what an earlier process of the same run has done.

        Raises LedgerRefused, and LedgerUnwritable.
        """
        return self.database.run(self._open, spider, command, terms).result()

    def _open(
        self, spider: str, command: str, terms: Callable[[int], Terms]
    ) -> list[tuple[str | None, str, str | None, int]]:
        self.database.open()

        def begin(connection: Connection) -> list[tuple[str | None, str, str | None, int]]:
            run = runs.begin(connection, spider, command, terms(0).maker, utc_now())
            self.terms = terms(run.id)
            self.resumed = run.resumed
            if self.terms.learns:
                self.memory = (samples.frozen if run.resumed else samples.freeze)(connection, run.id)
            runs.return_leases(connection)
            self.outbox.recover(connection)
            outbox.check_unknown(self.folder, [ARTICLES, REJECTED, REMOVED], self.outbox.sizes)
            outbox.make_missing(self.folder, [ARTICLES, REJECTED, *([REMOVED] if self.terms.keep_removed else [])])
            if self.archive_folder is not None:
                self.archive = outbox.recover_archive(connection, self.archive_folder)
            if self.terms.kind == "url":
                self.hosts.load(connection, time.time())
                self.known.load(connection, run.id)
                self.frontier.wait(runs.pending_by_host(connection))
            return runs.states(connection, run.id)

        return self.database.transact(begin)

    # From the event loop

    @property
    def learns(self) -> bool:
        """Whether the run keeps what its pages tell of their hosts."""
        return self.terms.learns

    @property
    def uncommitted(self) -> bool:
        """Whether something that has happened is not in the database yet."""
        return bool(self.links or self.released or self.order.held or self.is_committing)

    @property
    def unwritten(self) -> int:
        """How many outcomes wait for that of an earlier capture, or for their commit: a kill, or a server that does not
        come back, takes them."""
        return self.held + len(self.released) + self.in_commit

    @property
    def held(self) -> int:
        """How many outcomes wait for that of an earlier capture."""
        return len(self.order.held)

    @property
    def is_committing(self) -> bool:
        return self.committing is not None and not self.committing.done()

    @property
    def is_busy(self) -> bool:
        """Whether there is, or will soon be, something to fetch or to commit."""
        return self.broken is None and (self.frontier.has_pending or self.uncommitted)

    def announce(self, link: Link) -> None:
        """Take an address that no page has announced."""
        self.known.announced.add(bytes.fromhex(link.key))
        self.links.append(link)
        self.go_on()

    def add(self, outcome: Outcome) -> None:
        """Take what became of a page; it is committed once every earlier capture has its outcome."""
        self.order.end(outcome)
        self.go_on()
        self.more()

    def alias(self, key: str, target: str) -> None:
        """Take note that the address of *key* redirects to that of *target*, which is no news from now on."""
        self.aliases[key] = target
        self.known.announced.add(bytes.fromhex(target))

    def pass_by(self, position: tuple[int, int]) -> None:
        """Take note that the capture at *position* has no outcome of its own."""
        self.order.pass_by(position)
        self.go_on()

    def go_on(self) -> None:
        """Commit what can be committed, and lease what is wanted, unless that is under way."""
        if self.is_closed:
            return
        self.released += self.order.release()
        if self.broken is not None:
            return
        if (self.links or self.released) and not self.is_committing:
            self.committing = asyncio.ensure_future(self.commit_all())
        if not self.is_closing and self.frontier.wanted() and (self.leasing is None or self.leasing.done()):
            self.leasing = asyncio.ensure_future(self.lease_all())

    async def commit_all(self) -> None:
        """Commit until nothing is left to be: while one group is written, the next gathers."""
        while (self.links or self.released) and self.broken is None:
            await self.gather()
            group = self.take_group()
            self.in_commit = len(group.outcomes)
            await self.in_thread(self._commit, group)
            self.tell_committed()
            if self.broken is not None:
                return
            self.in_commit = 0
            self.released += self.order.release()
        self.committing = None
        self.go_on()
        self.more()

    async def gather(self) -> None:
        """Let a group grow where nobody waits for it: what a commit costs hardly depends on how much is in it."""
        announces = any(isinstance(outcome, Aside) and outcome.links for outcome in self.released)
        if not (self.links or announces or self.is_closing):
            for turn in range(self.turns):
                if not (turn and self.is_flushing):
                    await asyncio.sleep(self.gathering)
            self.released += self.order.release()

    def tell_committed(self) -> None:
        """Tell what the last commit has changed, though its lines may not have come into their files."""
        told, self.committed = self.committed, None
        if told is not None:
            self.frontier.wait(told.to_fetch)
            self.tell(told)

    def take_group(self) -> Group:
        """Return all that can be committed."""
        outcomes, self.released = self.released, []
        links, self.links = self.links, []
        keys = (outcome.key for outcome in outcomes if outcome.key in self.aliases)
        aliases = {key: self.aliases.pop(key) for key in keys if key is not None}
        return Group(outcomes, links, aliases, self.order.archive_ends(), self.hosts.take())

    async def lease_all(self) -> None:
        """Lease until enough lies ready."""
        self.frontier.leasing = True
        try:
            while (wanted := self.frontier.wanted()) and self.broken is None and not self.is_closing:
                leased = await self.in_thread(self._lease, wanted)
                if leased is None:
                    return
                self.frontier.take(leased, wanted)
                self.more()
        finally:
            self.frontier.leasing = False
        self.more()

    async def in_thread(self, work: Callable[..., T], *args: Any) -> T | None:
        """Return what *work* returns in the ledger's thread; None where it failed, which ends the run."""
        try:
            return await asyncio.wrap_future(self.database.run(work, *args))
        except Exception as error:  # whatever it is, a run whose ledger fails must end
            self.broken = error
            self.fail(error)
            return None

    async def known_documents(self, keys: Sequence[str]) -> dict[str, str]:
        """Return which of *keys* need no more work: `done` by this run, or `already` by one before it."""
        look_up = self.database.run(
            self.database.read, lambda connection: pages.known_documents(connection, keys, self.terms)
        )
        return await asyncio.wrap_future(look_up)

    def states(self) -> Future[list[tuple[str | None, str, str | None, int]]]:
        """Return source, state, reason and number of what the run has announced so far, once they are looked up; the
        future raises LedgerUnwritable."""
        return self.database.run(self.database.read, lambda connection: runs.states(connection, self.terms.run))

    async def note_archive(self, name: str) -> None:
        """Write down that the archive gets a file *name*, before there is one. Raises LedgerUnwritable."""
        write = lambda connection: outbox.note_archive(connection, {name: 0})  # noqa: E731
        await asyncio.wrap_future(self.database.run(self.database.transact, write))

    def archive_files(self) -> list[str]:
        """Return the files of the archive that hold nothing but what is committed, the oldest first."""
        ends = self.order.ends
        return sorted(name for name, size in self.archive.items() if ends.get(name, size) == size)

    async def flush(self) -> None:
        """Wait until all that can be committed is."""
        self.is_flushing = True
        self.go_on()
        while self.broken is None and self.committing is not None and not self.committing.done():
            await asyncio.wait([self.committing])

    async def close(self, *, finished: bool) -> None:
        """Commit what can be, write down that this process of the run ends, and let go of the database. Raises
        LedgerUnwritable."""
        self.is_closing = True
        if self.leasing is not None:
            await asyncio.wait([self.leasing])
        await self.flush()
        self.is_closed = True
        await asyncio.to_thread(self.end, self.order.archive_ends(), self.hosts.take(), finished=finished)

    def catch_up(self) -> None:
        """Commit what can be where the event loop has ended, maybe in the middle of a commit."""
        self.is_closing = self.is_closed = True
        self.database.patience = 0.0
        self.database.run(no_step, "wait for what is under way").result()
        self.tell_committed()
        self.released += self.order.release()
        if self.broken is None and (self.links or self.released):
            self.database.run(self._commit, self.take_group()).exception()  # it is broken then, and says so
            self.tell_committed()

    def let_go(self) -> None:
        """Write down that the process ends where the event loop has ended. Raises LedgerUnwritable."""
        self.end(self.order.archive_ends(), self.hosts.take(), finished=False)

    def end(self, archive: dict[str, int], hosts: dict[Key, tuple[str, float] | None], *, finished: bool) -> None:
        """Write down how long the *archive* is, what to remember of *hosts*, and that this process of the run ends; let
        go of the database. Raises LedgerUnwritable."""
        self.database.patience = 0.0
        try:
            if self.broken is None:
                self.database.run(self._end, archive, hosts, finished).result()
        finally:
            self.database.close()
            self.ended.set()

    # In the ledger's thread

    def _commit(self, group: Group) -> None:
        try:
            self._sync_archive(group.archive)
            self.step("begin")
            self.committed = self.database.transact(
                lambda connection: pages.commit(connection, group, self.terms, self.outbox, self.step)
            )
            self.step("committed")
            self.outbox.project()
            self.step("projected")
        except Exception as error:  # whatever it is: what follows must not be committed
            self.broken = error
            raise

    def _lease(self, wanted: Mapping[str, int]) -> list[Leased]:
        return self.database.transact(lambda connection: lease(connection, wanted, self.database.owner, time.time()))

    def _end(self, archive: dict[str, int], hosts: dict[Key, tuple[str, float] | None], finished: bool) -> None:
        def end(connection: Connection) -> None:
            outbox.note_archive(connection, archive)
            write_hosts(connection, hosts)
            runs.end(connection, self.terms.run, utc_now(), finished=finished)

        self._sync_archive(archive)
        self.database.transact(end)

    def _sync_archive(self, sizes: Mapping[str, int]) -> None:
        """See the files of the archive on the disk: the ledger must not know of a capture that a power cut can take."""
        for name in sizes:
            if self.archive.get(name) != sizes[name] and self.archive_folder is not None:
                sync(self.archive_folder / name)
        self.archive.update(sizes)


def sync(path: Path) -> None:
    """See the file at *path* on the disk. Raises LedgerUnwritable."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise LedgerUnwritable(f"{path}: cannot be written: {error.strerror or error}") from error


def utc_now() -> str:
    """Return the time, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
