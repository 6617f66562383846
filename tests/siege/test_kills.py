"""A crawl killed, stopped, starved of disk or started twice: with the same command again, nothing is missing."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.siege.kills import ROOT, Siege, Site, serve

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = {"lost": 0, "twice": 0, "torn_lines": 0, "not_in_archive": 0, "twice_in_archive": 0, "last_exit_code": 0}
#: Pages in flight, by the settings of the siege: downloads, and what waits for a worker.
IN_FLIGHT = 8 + 2 * 4 + 2


def check_whole(siege: Siege) -> dict[str, Any]:
    """Assert that every page is in the records and in the archive exactly once, and return what was found."""
    result = siege.result()
    assert {name: result[name] for name in WHOLE} == WHOLE, siege.told
    run = json.loads((siege.folder / "run.json").read_text())
    assert run["total"]["announced"] == siege.site.pages + 1
    assert run["total"]["records"] == siege.site.pages
    assert result["fetched_again"] <= 2 * IN_FLIGHT * max(1, len(siege.codes) - 1)
    return result


def besieged(site: Site, folder: Path) -> Siege:
    return Siege(site, folder / "out")


def test_ten_kills_of_the_process_alone_and_of_the_group_in_turn_lose_and_double_nothing(tmp_path: Path) -> None:
    with serve(200) as site:
        siege = besieged(site, tmp_path)
        siege.endure(10)
        assert check_whole(siege)["kills"] == 10


@pytest.mark.siege
def test_two_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    with serve(2_000) as site:
        siege = besieged(site, tmp_path)
        siege.endure(200)
        assert check_whole(siege)["kills"] == 200


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_told_to_stop_does_so_within_seconds_and_can_be_gone_on_with(tmp_path: Path, by: int) -> None:
    with serve(40) as site:
        site.slow = frozenset({"/page/21"})
        siege = besieged(site, tmp_path)
        siege.live(25, by=by)
        assert siege.codes == [6], siege.told
        run = json.loads((siege.folder / "run.json").read_text())
        assert run["status"] == "interrupted"
        assert run["total"]["pending"] > 0
        site.slow = frozenset()
        siege.live(None)
        check_whole(siege)


def test_a_second_signal_stops_at_once_and_the_run_can_be_gone_on_with(tmp_path: Path) -> None:
    with serve(40) as site:
        site.slow = frozenset({"/page/21"})
        siege = besieged(site, tmp_path)
        siege.live(25, by=signal.SIGINT, times=2)
        assert siege.codes == [6], siege.told
        site.slow = frozenset()
        siege.live(None)
        check_whole(siege)


def test_a_full_disk_ends_the_run_and_with_space_again_it_completes(tmp_path: Path) -> None:
    def few_bytes_a_file() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    with serve(150) as site:
        siege = besieged(site, tmp_path)
        siege.live(None, before=few_bytes_a_file)
        assert siege.codes == [5], siege.told
        assert "Traceback" not in siege.told
        siege.live(None)
        check_whole(siege)


def test_of_two_runs_on_one_output_one_says_at_once_that_it_is_locked_and_touches_nothing(tmp_path: Path) -> None:
    with serve(20) as site:
        site.slow = frozenset({"/page/7"})
        siege = besieged(site, tmp_path)
        first = subprocess.Popen(siege.command(), cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
        while not site.hits["/page/7"]:
            time.sleep(0.02)
        before = {path.name: path.read_bytes() for path in siege.folder.iterdir() if path.suffix in (".json", ".jsonl")}
        second = subprocess.run(siege.command(), cwd=ROOT, capture_output=True, text=True, check=False)
        after = {path.name: path.read_bytes() for path in siege.folder.iterdir() if path.suffix in (".json", ".jsonl")}
        site.ended.set()
        assert first.wait(timeout=120) == 0
    assert second.returncode == 4
    assert "another run" in second.stderr
    assert before == after
