"""A crawl killed, stopped, starved of disk or started twice: with the same command again, nothing is missing."""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest

from crawler.warc.records import Record, read_records
from pipelines.ledger.keeper import ledger_url
from pipelines.ledger.status import read_status
from tests.siege import evil
from tests.siege.kills import ROOT, Rough, Siege, Site, page, serve

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


def test_six_kills_of_the_process_alone_and_of_the_group_in_turn_lose_and_double_nothing(tmp_path: Path) -> None:
    with serve(60) as site:
        siege = besieged(site, tmp_path)
        siege.endure(6)
        assert check_whole(siege)["kills"] == 6


@pytest.mark.siege
def test_two_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    with serve(2_000) as site:
        siege = besieged(site, tmp_path)
        siege.endure(200)
        assert check_whole(siege)["kills"] == 200


def check_told(siege: Siege) -> None:
    """Assert that the run was interrupted, and that `run.json` tells of it what its ledger knows."""
    assert siege.codes == [6], siege.told
    assert "Traceback" not in siege.told
    run = json.loads((siege.folder / "run.json").read_text())
    assert (run["status"], run["messages"]) == ("interrupted", ["stopped by a signal"])
    total = run["total"]
    known = read_status(ledger_url(None, siege.folder)).states["flood"]
    assert total["pending"] == known["pending"] > 0
    assert (total["announced"], total["records"], total["followed"]) == (
        sum(known.values()), known.get("record", 0), known["followed"],
    )  # fmt: skip
    assert run["files"]["articles.jsonl"]["lines"] == total["records"]


@pytest.mark.parametrize(
    ("by", "group"),
    [
        pytest.param(signal.SIGTERM, True, id="a service manager to all"),
        pytest.param(signal.SIGINT, False, id="a terminal to the run alone"),
        pytest.param(signal.SIGTERM, False, id="kill to the run alone", marks=pytest.mark.siege),
        pytest.param(signal.SIGINT, True, id="a terminal to all", marks=pytest.mark.siege),
    ],
)
def test_a_run_that_is_told_to_stop_does_so_within_seconds_and_can_be_gone_on_with(
    tmp_path: Path, by: int, group: bool
) -> None:
    with serve(40) as site:
        site.slow = frozenset({"/page/21"})
        siege = besieged(site, tmp_path)
        siege.live(25, by=by, group=group)
        check_told(siege)
        site.slow = frozenset()
        siege.live(None)
        check_whole(siege)


def test_a_second_signal_stops_at_once_and_the_run_can_be_gone_on_with(tmp_path: Path) -> None:
    with serve(40) as site:
        site.slow = frozenset({"/page/21"})
        siege = besieged(site, tmp_path)
        siege.live(25, by=signal.SIGINT, times=2)
        check_told(siege)
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


def test_a_run_closed_by_a_setting_and_its_replay_are_gone_on_with(tmp_path: Path) -> None:
    with serve(60) as site:
        siege = besieged(site, tmp_path)
        for setting in ("CLOSESPIDER_TIMEOUT=0.05", "CLOSESPIDER_ITEMCOUNT=3"):
            siege.settings = (setting,)
            siege.live(None)
            assert siege.codes[-1] == 0, siege.told
            assert "Traceback" not in siege.told
        siege.settings = ()
        siege.live(None)
        check_whole(siege)
        replay = Siege(site, tmp_path / "replay")
        hits = site.hits.copy()
        for setting in ("CLOSESPIDER_TIMEOUT=0.05", "CLOSESPIDER_PAGECOUNT=5", "RETRY_TIMES=0"):
            replay.settings = (f"REPLAY={siege.folder / 'archive'}", setting)
            replay.live(None)
            assert replay.codes[-1] == 0, replay.told
            assert "Traceback" not in replay.told
        assert site.hits == hits
    live, replayed = (folder / "articles.jsonl" for folder in (siege.folder, replay.folder))
    assert replayed.read_bytes() == live.read_bytes()


def test_redirects_retries_and_refusals_of_robots_txt_survive_kills(tmp_path: Path) -> None:
    with serve(40, Rough) as site:
        assert isinstance(site, Rough)
        siege = besieged(site, tmp_path)
        for number in (1, 2):
            siege.live(10 * number, group=number == 1)
        siege.live(None)
        result = siege.result()
        run = json.loads((siege.folder / "run.json").read_text())
        assert siege.codes == [-signal.SIGKILL, -signal.SIGKILL, 0]
        assert {name: result[name] for name in WHOLE} == WHOLE, siege.told
        assert (run["total"]["records"], run["total"]["robots"], run["total"]["followed"]) == (40, site.forbidden, 1)
        assert run["total"]["announced"] == 40 + site.forbidden + 1
        assert not any(path.startswith("/private/") for path in site.hits)
        assert all(site.hits[site.path(number)] > 1 for number in range(0, 40, 10))


def test_of_two_runs_on_one_output_one_says_at_once_that_it_is_locked_and_touches_nothing(tmp_path: Path) -> None:
    with serve(20) as site:
        site.slow = frozenset({"/page/7"})
        siege = besieged(site, tmp_path)
        first = subprocess.Popen(siege.command(), cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
        removed = siege.folder / "removed.jsonl"  # the last file that a commit writes to
        while not removed.exists() or removed.read_bytes().count(b"\n") < 19:  # all but the page that is held up
            time.sleep(0.02)
        before = written(siege.folder)
        late = []
        for _ in range(5):  # the machine may be busy with other things: once is proof enough
            start_up, first_fault = timed(
                [*siege.command(), "-s", f"OUTPUT_DIR={tmp_path / 'other'}", "-s", "OUTPUTDIR=x"]
            )
            seconds, second = timed(siege.command())
            assert first_fault.returncode == 2
            assert (second.returncode, first.poll()) == (4, None)
            late.append(seconds - start_up)
            if late[-1] < 1:
                break
        assert min(late) < 1, late
        assert "another run" in second.stderr
        assert written(siege.folder) == before
        site.ended.set()
        assert first.wait(timeout=120) == 0


def timed(command: list[str]) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run *command*; return how long it took, in seconds, and how it ended."""
    start = time.monotonic()
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return time.monotonic() - start, ended


def written(folder: Path) -> dict[str, bytes]:
    """Return the lines and the report in *folder*."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".json", ".jsonl")}


def noise(seed: str) -> bytes:
    """Return a comment that takes some 100 KB in the archive."""
    return b"<!-- " + random.Random(seed).randbytes(80_000).hex().encode() + b" -->"


def test_files_of_the_archive_rotate_and_go_in_the_course_of_a_crawl(tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(24)]
    pages = {path: evil.answer(page(int(path[1:])) + noise(path)) for path in paths}
    with evil.serve({"/feed": evil.feed(*paths), **pages}) as site:
        keep = ("ARCHIVE_FILE_BYTES=300000", "ARCHIVE_KEEP=1MB", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
        crawl = evil.crawl(tmp_path, f"{site.base}/feed", settings=keep)
    assert (crawl.code, crawl.run["total"]["records"]) == (0, 24)
    kept = sorted((crawl.output / "archive").iterdir())
    first_named = crawl.lines("articles.jsonl")[0]["archive"]["file"]
    assert len(kept) > 1
    assert first_named not in [path.name for path in kept]
    assert sum(path.stat().st_size for path in kept) <= 1_000_000
    assert sum(
        isinstance(record, Record) and record.kind == "response" for path in kept for record in read_records(path)
    )
