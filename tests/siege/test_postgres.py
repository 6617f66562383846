"""A crawl whose ledger is a PostgreSQL: killed, and bereft of its server for a moment or for good."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.siege.kills import Siege, Site, serve
from tests.siege.postgres import Cluster, cluster
from tests.siege.test_kills import check_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = 40


@pytest.fixture
def server() -> Iterator[Cluster]:
    """A PostgreSQL of this test's own."""
    with cluster() as running:
        yield running


def besieged(site: Site, folder: Path, server: Cluster, wait: int = 30) -> Siege:
    return Siege(site, folder / "out", ledger=server.url, settings=(f"LEDGER_WAIT={wait}",))


def test_kills_with_the_ledger_on_postgresql_lose_and_double_nothing(tmp_path: Path, server: Cluster) -> None:
    with serve(PAGES) as site:
        siege = besieged(site, tmp_path, server)
        siege.endure(4)
        assert check_whole(siege)["kills"] == 4


def test_a_server_that_is_back_in_time_is_waited_for(tmp_path: Path, server: Cluster) -> None:
    def restart() -> None:
        server.stop()
        time.sleep(1)
        server.start()

    with serve(PAGES) as site:
        siege = besieged(site, tmp_path, server)
        siege.live(15, doing=restart)
        assert siege.codes == [0], siege.told
        check_whole(siege)


def test_a_server_that_stays_away_ends_the_run_in_time_and_nothing_is_lost_when_it_is_back(
    tmp_path: Path, server: Cluster
) -> None:
    stopped = threading.Event()
    moment: list[float] = []

    def stop() -> None:
        server.stop()
        moment.append(time.monotonic())
        stopped.set()

    with serve(PAGES) as site:
        siege = besieged(site, tmp_path, server, wait=3)
        siege.live(15, doing=stop)
        assert stopped.is_set()
        assert siege.codes == [5], siege.told
        assert time.monotonic() - moment[0] < 60  # LEDGER_WAIT, the time to stop, a busy machine
        run = json.loads((siege.folder / "run.json").read_text())
        assert run["status"] == "no_space"
        assert "cannot be reached" in run["messages"][0]
        assert "Traceback" not in siege.told
        server.start()
        siege.live(None)
        check_whole(siege)
