"""`scrapy status`, in words."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.commands.status import in_words
from pipelines.ledger.faults import LedgerRefused
from pipelines.ledger.status import read_status
from tests.ledgers import DATABASES, database_url, kill, link, open_ledger
from tests.test_pipelines_ledger import feed, refusal_of, run, story, work

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    with database_url(request.param, tmp_path) as address:
        yield address


def test_the_last_run_the_states_and_what_is_pending_are_told(url: str, tmp_path: Path) -> None:
    links = [link("a"), link("b", host="b.example"), link("c"), link("d", state="out_of_scope", reason="pattern")]
    run(
        url,
        tmp_path,
        [feed(1, *links), story(2, "a"), refusal_of("c", 3, "HttpError", "404")],
        [link("feed")],
        finished=False,
    )
    said = in_words(read_status(url))
    assert said[0].startswith("run 1: `scrapy crawl news` began at ")
    assert said[0].endswith("the same command goes on with it")
    assert said[1] == "5 addresses ever announced, 1 records:"
    assert said[4].split() == ["one", "5", "1", "1", "1", "0", "1", "0", "1"]
    assert "pending: 1 addresses: 1 b.example" in said
    assert "rejected: 1 HttpError" in said
    assert "out_of_scope: 1 pattern" in said
    run(url, tmp_path, [story(4, "b", "Another.")])
    said = in_words(read_status(url))
    assert "came to its end at" in said[0]
    assert "pending: nothing" in said


def test_a_run_that_is_under_way_is_told_of_and_not_disturbed(url: str, tmp_path: Path) -> None:
    async def crawl() -> tuple[str, int]:
        ledger = open_ledger(url, tmp_path)
        await work(ledger, [story(1, "a")], [link("a")])
        said = in_words(read_status(url))
        await work(ledger, [story(2, "b", "Another.")])
        kill(ledger)
        return said[0], read_status(url).identities

    said, identities = asyncio.run(crawl())
    assert "is running, or was killed" in said
    assert identities == 2


def test_a_name_from_the_seeds_cannot_play_with_the_terminal(tmp_path: Path) -> None:
    run(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path, [], [link("a", source="\x1b[2Jred\u202e")], finished=False)
    done = status(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "red" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def status(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `scrapy status` on the output in *folder*."""
    command = [sys.executable, "-m", "scrapy", "status", "-s", f"OUTPUT_DIR={folder}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_where_there_is_no_ledger_that_is_said_and_none_is_made(tmp_path: Path) -> None:
    done = status(tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("scrapy status: error: ")
    assert "no such ledger" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_ledger_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"not a database at all, and long enough" * 40)
    with pytest.raises(LedgerRefused, match=r"ledger\.db"):
        read_status(f"sqlite:///{tmp_path / 'ledger.db'}")
