"""What is remembered of hosts: as much as there is room for, the latest first to stay."""

from __future__ import annotations

import time
from pathlib import Path

from pipelines.ledger.hosts import Hosts
from tests.ledgers import kill, open_ledger


def test_where_there_is_no_room_for_all_what_was_said_last_stays() -> None:
    hosts = Hosts(room=25)
    for name in ("a", "b", "c"):
        hosts.remember(("robots", name), 10 * name, 0.0)
    assert [host for _, host in hosts.known] == ["b", "c"]
    hosts.remember(("robots", "b"), "short", 0.0)
    hosts.remember(("robots", "d"), 10 * "d", 0.0)
    assert [host for _, host in hosts.known] == ["c", "b", "d"]
    hosts.forget(("robots", "c"))
    hosts.remember(("rest", "e"), 10 * "e", 0.0)
    assert [host for _, host in hosts.known] == ["b", "d", "e"]
    assert set(hosts.take()) == {("robots", name) for name in "abcd"} | {("rest", "e")}


def test_one_that_is_too_long_for_all_the_room_stays_until_the_next() -> None:
    hosts = Hosts(room=5)
    hosts.remember(("robots", "a"), "0123456789", 0.0)
    assert len(hosts.known) == 1
    hosts.remember(("robots", "b"), "0", 0.0)
    assert list(hosts.known) == [("robots", "b")]


def test_what_has_no_room_in_memory_is_remembered_by_the_next_run_all_the_same(tmp_path: Path) -> None:
    url, later = f"sqlite:///{tmp_path / 'ledger.db'}", time.time() + 60
    ledger = open_ledger(url, tmp_path)
    ledger.hosts.room = 5
    for name in ("a", "b"):
        ledger.hosts.remember(("robots", name), 5 * name, later)
    assert len(ledger.hosts.known) == 1
    ledger.let_go()
    again = open_ledger(url, tmp_path)
    assert again.hosts.known == {("robots", "a"): "aaaaa", ("robots", "b"): "bbbbb"}
    kill(again)
