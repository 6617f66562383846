"""The ledger driven at random: announced, leased, settled, killed between any two steps; nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipelines.ledger import runs
from pipelines.ledger.frontier import LEASE, lease
from pipelines.ledger.pages import Group
from pipelines.outcomes import Aside, Outcome
from tests.ledgers import key, kill, link, open_ledger, terms
from tests.records import record, refusal

if TYPE_CHECKING:
    from collections.abc import Coroutine

NAMES = [f"page-{number}" for number in range(12)]
HOSTS = ("a.example", "b.example")
#: The steps of a commit; from `committed` on it is not to be taken back.
STEPS = (
    "begin", "records", "states", "links", "lines", "archive", "commit", "committed", "append", "sync", "projected",
)  # fmt: skip
LASTING = STEPS[STEPS.index("committed") :]


class Killed(BaseException):
    """Stands for a kill between two steps."""


class LedgerMachine(RuleBasedStateMachine):
    """What a crawl does to its ledger, beside a model of it that fits into three sets."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="plainwire-ledger-"))
        self.loop = asyncio.new_event_loop()
        self.place = 0
        self.announced: set[str] = set()
        self.settled: dict[str, str] = {}
        self.lines: list[str] = []
        self.leased: set[str] = set()
        self.others: set[str] = set()
        """Leased by another worker, whose lease holds."""

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    @initialize()
    def begin(self) -> None:
        self.revive()

    def revive(self) -> None:
        """Open the ledger: whoever has the output's lock has every lease back."""
        self.ledger = open_ledger(f"sqlite:///{self.folder / 'ledger.db'}", self.folder, on=terms())
        self.leased, self.others = set(), set()

    def crash(self) -> None:
        kill(self.ledger)
        self.revive()

    @property
    def open(self) -> set[str]:
        """What is announced and has no outcome."""
        return self.announced - set(self.settled)

    @rule(names=st.sets(st.sampled_from(NAMES), min_size=1))
    def announce(self, names: set[str]) -> None:
        async def announce() -> None:
            for name in sorted(names):
                self.ledger.announce(link(name, HOSTS[len(name) % 2]))
            await self.ledger.flush()

        self.do(announce())
        self.announced |= names

    @rule()
    def lease(self) -> None:
        async def lease_all() -> list[str]:
            self.ledger.go_on()
            while self.ledger.leasing is not None and not self.ledger.leasing.done():
                await asyncio.wait([self.ledger.leasing])
            found = []
            while (leased := self.ledger.frontier.next(lambda _: 0)) is not None:
                found.append(leased.key)
            return found

        keys = self.do(lease_all())
        names = {name for name in NAMES if key(name) in keys}
        assert len(keys) == len(names), "an address is leased twice"
        assert not names & self.leased
        assert not names & self.others
        assert names <= self.open
        self.leased |= names

    @precondition(lambda self: self.open - self.leased - self.others)
    @rule(expired=st.booleans())
    def another_worker_leases(self, *, expired: bool) -> None:
        """Of a ledger that several workers share; its lease holds, or has ended by now."""
        now = time.time() - (2 * LEASE if expired else 0)
        wanted = dict.fromkeys(HOSTS, 1)
        database = self.ledger.database
        taken = database.run(database.transact, lambda connection: lease(connection, wanted, "other", now)).result()
        names = {name for name in NAMES if key(name) in {one.key for one in taken}}
        assert not names & self.leased
        if not expired:
            self.others |= names

    @precondition(lambda self: self.leased & self.open)
    @rule(data=st.data(), kind=st.sampled_from(["record", "rejected", "followed"]))
    def settle(self, data: st.DataObject, kind: str) -> None:
        outcome = self.outcome(data, kind)
        self.ledger.order.begin(outcome.position, outcome.key or "")
        self.ledger.database.run(self.ledger._commit, Group([outcome])).result()
        self.ledger.order.pass_by(outcome.position)
        self.note(outcome, kind)

    @precondition(lambda self: self.leased & self.open)
    @rule(data=st.data(), kind=st.sampled_from(["record", "rejected", "followed"]), at=st.sampled_from(STEPS))
    def be_killed_while_settling(self, data: st.DataObject, kind: str, at: str) -> None:
        outcome = self.outcome(data, kind)

        def step(name: str) -> None:
            if name == at:
                raise Killed

        self.ledger.step = self.ledger.outbox.step = step
        done = self.ledger.database.run(self.ledger._commit, Group([outcome]))
        met = isinstance(done.exception(), Killed)
        if not met or at in LASTING:  # what writes no line never comes to some of the steps
            self.note(outcome, kind)
        self.crash()

    @rule()
    def be_killed(self) -> None:
        self.crash()

    @rule()
    def stop_and_go_on(self) -> None:
        self.do(self.ledger.close(finished=False))
        self.revive()
        assert not self.announced or self.ledger.resumed

    def outcome(self, data: st.DataObject, kind: str) -> Outcome:
        """Return what becomes of one of the addresses that are leased."""
        name = data.draw(st.sampled_from(sorted(self.leased & self.open)))
        self.place += 1
        if kind == "record":
            return replace(record(self.place, name, f"Text of {name}.", ("Share",)), key=key(name))
        if kind == "rejected":
            return replace(refusal(self.place), key=key(name))
        new = data.draw(st.sets(st.sampled_from(NAMES)))
        links = tuple(link(other, HOSTS[len(other) % 2]) for other in sorted(new))
        return Aside((0, self.place), key(name), f"http://a.example/{name}", "one", "followed", links=links)

    def note(self, outcome: Outcome, kind: str) -> None:
        """Keep in mind what is committed."""
        name = next(name for name in NAMES if key(name) == outcome.key)
        self.settled[name] = kind
        self.leased.discard(name)
        if kind == "record":
            self.lines.append(f"Text of {name}.")
        if isinstance(outcome, Aside):
            announced = {name for name in NAMES if key(name) in {one.key for one in outcome.links}}
            self.ledger.frontier.wait({host: len(announced) for host in HOSTS})
            self.announced |= announced

    @invariant()
    def every_address_has_one_state(self) -> None:
        if not hasattr(self, "ledger"):
            return
        database = self.ledger.database
        told = database.run(database.read, lambda connection: runs.states(connection, self.ledger.terms.run)).result()
        found = {(state, number) for _, state, _, number in told}
        kinds = [*self.settled.values(), *["pending"] * len(self.open)]
        assert found == {(kind, kinds.count(kind)) for kind in kinds}

    @invariant()
    def the_file_holds_each_record_once_and_whole(self) -> None:
        path = self.folder / "articles.jsonl"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert [json.loads(line)["text"] for line in text.splitlines()] == self.lines

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.do(self.ledger.close(finished=True))
        self.loop.close()
        shutil.rmtree(self.folder)


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
