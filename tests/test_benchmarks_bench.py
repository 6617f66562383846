"""One run over all contenders: who takes part, what is written, and what one that breaks down costs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks import bench
from benchmarks.contenders import CONTENDERS, Contender, Outcome, command_line, plainwire, reference
from benchmarks.score import Record
from tests import warcs
from tests.stories import STORY
from tests.test_benchmarks_corpus import fill
from tests.test_benchmarks_peers import HTML

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://news.example/a"
TEXT = "\n".join(STORY["en"])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one page, one folder."""
    pages = warcs.member(warcs.record(warcs.http(HTML.encode()), url=URL))
    fill(tmp_path / "corpus/harbours", {"url": URL, "text": TEXT, "title": "Harbour reopens"}, pages=pages)
    return tmp_path / "corpus"


def taking(seconds: float, **record: object) -> Contender:
    """Return a contender that takes *seconds* and finds *record*."""
    records: dict[str, Record] = {URL: dict(record)}
    return Contender(None, lambda archives, folder: Outcome(len(archives), seconds, records, faults=[]))


def breaking(archives: list[Path], folder: Path) -> Outcome:
    raise subprocess.CalledProcessError(139, "peer", stderr=b"Segmentation fault")


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> dict[str, Contender]:
    """The table of contenders, with three that take no time."""
    contenders = {
        "reference": taking(4, text=TEXT, title="Harbour"),
        "plainwire": taking(1, text=TEXT, title="Harbour reopens"),
        "brief": taking(2, text=STORY["en"][0]),
    }
    monkeypatch.setattr(bench, "CONTENDERS", contenders)
    return contenders


def run(corpus: Path, *options: str) -> tuple[int, dict[str, dict[str, object]]]:
    """Return the exit code, and what was written of each contender."""
    results = corpus.parent / "results.json"
    code = bench.main(["--corpus", str(corpus), "--results", str(results), *options])
    written: dict[str, dict[str, object]] = json.loads(results.read_text(encoding="utf-8"))["contenders"]
    return code, written


@pytest.mark.usefixtures("table")
def test_speeds_are_set_against_the_references(corpus: Path) -> None:
    code, written = run(corpus, "--rounds", "2")
    assert code == 0
    assert {name: result["ratio"] for name, result in written.items()} == {"reference": 1, "plainwire": 4, "brief": 2}
    assert written["plainwire"]["pages_per_second"] == [1, 1]


@pytest.mark.usefixtures("table")
def test_records_are_scored_by_folder_and_a_field_that_is_never_filled_has_no_figure(corpus: Path) -> None:
    _, written = run(corpus)
    assert written["plainwire"]["figures"]["harbours"]["title"] == 1  # type: ignore[index]
    assert written["reference"]["figures"]["harbours"]["title"] == 0  # type: ignore[index]
    assert "title" not in written["brief"]["figures"]["harbours"]  # type: ignore[index]


@pytest.mark.usefixtures("table")
def test_only_some_run_but_the_reference_always_does(corpus: Path) -> None:
    _, written = run(corpus, "--only", "brief")
    assert list(written) == ["reference", "brief"]


def test_one_that_breaks_down_costs_itself_and_is_told(
    corpus: Path, table: dict[str, Contender], capsys: pytest.CaptureFixture[str]
) -> None:
    table["brief"] = Contender(None, breaking)
    code, written = run(corpus)
    assert code == 1
    assert (written["brief"]["ratio"], written["brief"]["figures"]) == (None, {})
    assert written["plainwire"]["ratio"] == 4
    assert "Segmentation fault" in capsys.readouterr().err


@pytest.mark.usefixtures("table")
def test_tables_are_printed_and_a_chart_lies_beside_the_results(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(corpus)
    printed = capsys.readouterr()
    assert re.search(r"\| plainwire +\| \S+ +\| 1\.0 +\| 4\.00 +\| 0 ", printed.out)
    assert "harbours (1 pages)" in printed.out
    assert "plainwire: 1 pages in 1.0 s" in printed.err
    assert (corpus.parent / "results.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--corpus", "nowhere"], "no pages in nowhere"),
        (["--folders", "harbour"], "has no harbour, but harbours"),
        (["--only", "newspaper3k"], "no contender is called newspaper3k; there are reference, plainwire"),
    ],
)
def test_what_cannot_be_run_is_told_before_anything_is(
    options: list[str], told: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["--corpus", str(corpus), "--results", str(corpus / "results.json"), *options]) == 2
    assert told in capsys.readouterr().err
    assert not (corpus / "results.json").exists()


def test_a_peer_that_is_not_installed_is_named(
    corpus: Path, table: dict[str, Contender], capsys: pytest.CaptureFixture[str]
) -> None:
    table["brief"] = Contender("no-such-package", breaking)
    assert bench.main(["--corpus", str(corpus)]) == 2
    assert "not installed: brief" in capsys.readouterr().err


@pytest.mark.parametrize("job", [plainwire, reference, command_line])
def test_a_job_reads_the_story_of_an_archive(
    job: Callable[[list[Path], Path], Outcome], corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    outcome = job([corpus / "harbours/pages.warc.gz"], tmp_path / "out")
    record = outcome.records[URL]
    assert (outcome.pages, outcome.faults, record["title"]) == (1, [], "Harbour reopens")
    assert all(line in record["text"] for line in STORY["en"])


def test_pages_that_fail_are_counted_and_told(
    corpus: Path, table: dict[str, Contender], capsys: pytest.CaptureFixture[str]
) -> None:
    table["brief"] = Contender(
        None, lambda archives, folder: Outcome(1, 1, {URL: {"fault": "x"}}, [f"{URL}: too\ndeep"])
    )
    code, written = run(corpus)
    assert (code, written["brief"]["failed"]) == (0, 1)
    assert written["brief"]["figures"]["harbours"]["empty"] == 1  # type: ignore[index]
    assert f"{URL}: too deep" in capsys.readouterr().err


def test_every_contender_has_a_version_or_is_an_extra() -> None:
    extras = {"newspaper4k", "news-please", "resiliparse"}
    assert {name for name, contender in CONTENDERS.items() if contender.version is None} <= extras
