"""What recurs on a host, learned in one run of `crawl news` and known in the next; its replay to the same bytes."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawler.warc.records import Record, read_records
from pipelines.memory import URI, Memory
from tests.boilerplate import APPEAL, MOTTO, story
from tests.live_site import Answer, serve

if TYPE_CHECKING:
    from tests.live_site import Site

PROJECT = Path(__file__).parent.parent
FAST = ["DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "EXTRACT_WORKERS=1", "ALLOW_PRIVATE_HOSTS=127.0.0.1/32"]


def command(seeds: Path, output: Path, *settings: str) -> list[str]:
    """Return the command line of a crawl."""
    options = [word for setting in (*FAST, f"OUTPUT_DIR={output}", *settings) for word in ("-s", setting)]
    return [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"seeds={seeds}", *options]


def crawl(seeds: Path, output: Path, *settings: str) -> dict[str, Any]:
    """Return `run.json` of a crawl that ended well."""
    return run_json(command(seeds, output, *settings), output)


def run_json(command: list[str], output: Path) -> dict[str, Any]:
    """Return `run.json` of *command*, which ends well."""
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode == 0, ended.stderr
    run: dict[str, Any] = json.loads((output / "run.json").read_text())
    return run


def crawl_until_killed(seeds: Path, output: Path, site: Site, path: str) -> None:
    """Begin a crawl, and kill it once *site* is asked for *path*."""
    with subprocess.Popen(command(seeds, output), cwd=PROJECT, stderr=subprocess.DEVNULL) as process:
        while path not in site.paths() and process.poll() is None:
            time.sleep(0.05)
        process.kill()


def feed(*numbers: int) -> Answer:
    """Return a feed that leads to the stories of those *numbers*."""
    items = "".join(f"<item><link>/{number}</link></item>" for number in numbers)
    return Answer(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), "application/rss+xml")


def texts(output: Path) -> dict[str, str]:
    """Return the texts of the records by the last part of their address."""
    lines = (output / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["url"].rpartition("/")[2]: line["text"] for line in map(json.loads, lines)}


def boilerplate(output: Path) -> set[str]:
    """Return the last parts of the addresses of the records with boilerplate."""
    return {name for name, text in texts(output).items() if MOTTO in text or APPEAL in text}


def memories(folder: Path) -> list[Memory]:
    """Return what the archive in *folder* says was known of hosts."""
    found = [record for path in sorted(folder.iterdir()) for record in read_records(path)]
    kept = [one for one in found if isinstance(one, Record) and one.fields.get("warc-target-uri") == URI]
    return [Memory.from_bytes(one.block) for one in kept]


@dataclass
class Runs:
    """Two runs over one site: of the stories 0 to 4, and of the others, killed on the way and gone on with."""

    seeds: Path
    output: Path
    before: set[str]
    """The records with boilerplate after the first run."""
    known: list[str | None]
    """What the archive holds after the kill, by its digests."""
    first: dict[str, Any]
    second: dict[str, Any]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("memory")
    output, seeds = folder / "live", folder / "seeds.toml"
    with serve({f"/{number}": Answer(story(number)) for number in range(8)}) as site:
        seeds.write_text(f'[[source]]\nname = "Vale"\nurl = "{site.base}/feed"\n')
        site.answers["/feed"] = feed(0, 1, 2, 3, 4)
        first = crawl(seeds, output)
        before = boilerplate(output)
        site.answers["/feed"] = feed(*range(8))
        site.answers["/7"] = replace(site.answers["/7"], delay=20, then=site.answers["/7"])
        crawl_until_killed(seeds, output, site, "/7")
        known = [memory.digest for memory in memories(output / "archive")]
        second = crawl(seeds, output)
    return Runs(seeds, output, before, known, first, second)


def test_the_first_run_knows_nothing(runs: Runs) -> None:
    assert runs.before == {"0", "1", "2", "3", "4"}
    assert runs.first["memory"] is None


def test_the_next_run_knows_what_the_first_has_learned(runs: Runs) -> None:
    assert set(texts(runs.output)) == {str(number) for number in range(8)}
    assert boilerplate(runs.output) == runs.before
    assert runs.second["memory"]


def test_a_run_that_is_killed_goes_on_with_what_it_began_with(runs: Runs) -> None:
    assert runs.known == [runs.second["memory"]]
    assert {memory.digest for memory in memories(runs.output / "archive")} == set(runs.known)


def test_a_replay_knows_of_each_page_what_its_run_knew(runs: Runs, tmp_path: Path) -> None:
    replay = crawl(runs.seeds, tmp_path / "replay", f"REPLAY={runs.output / 'archive'}")
    for name in ("articles.jsonl", "removed.jsonl"):
        assert (tmp_path / "replay" / name).read_bytes() == (runs.output / name).read_bytes()
    assert replay["memory"] == runs.second["memory"]


def test_a_replay_without_it_removes_nothing(runs: Runs, tmp_path: Path) -> None:
    replay = crawl(runs.seeds, tmp_path / "replay", f"REPLAY={runs.output / 'archive'}", "HOST_MEMORY=False")
    assert boilerplate(tmp_path / "replay") == set(map(str, range(8)))
    assert replay["memory"] is None


def test_an_archive_run_counts_for_itself_and_passes_the_memory_over(runs: Runs, tmp_path: Path) -> None:
    archive = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={runs.output / 'archive'}"]
    run = run_json([*archive, "-s", f"OUTPUT_DIR={tmp_path / 'out'}"], tmp_path / "out")
    assert len(texts(tmp_path / "out")) == 8
    assert boilerplate(tmp_path / "out") == set()
    assert run["passed_over"]["metadata"] == len(memories(runs.output / "archive"))


def test_switched_off_nothing_is_learned_and_nothing_known(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds.toml"
    with serve({f"/{number}": Answer(story(number)) for number in range(8)}) as site:
        seeds.write_text(f'[[source]]\nname = "Vale"\nurl = "{site.base}/feed"\n')
        site.answers["/feed"] = feed(0, 1, 2, 3)
        crawl(seeds, tmp_path / "off", "HOST_MEMORY=False")
        site.answers["/feed"] = feed(*range(8))
        run = crawl(seeds, tmp_path / "off", "HOST_MEMORY=False")
    assert boilerplate(tmp_path / "off") == set(map(str, range(8)))
    assert run["memory"] is None
    with sqlite3.connect(tmp_path / "off" / "ledger.db") as ledger:
        assert ledger.execute("SELECT count(*) FROM samples").fetchone() == (0,)
