"""Floors on quality: they hold for one corpus, go up when asked, and go down only by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import floors
from benchmarks.corpus import digest_of
from tests.test_benchmarks_corpus import fill

if TYPE_CHECKING:
    from benchmarks.score import Figures


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one folder."""
    fill(tmp_path / "corpus/harbours", {"url": "a"})
    return tmp_path / "corpus"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Figures:
    """What the main job is found to reach: a test changes it."""
    figures: Figures = {"pages": 1, "body_f1": 0.95, "title": 0.8, "date_wrong": 0.04}
    monkeypatch.setattr(floors, "quality", lambda folder: figures)
    return figures


@pytest.fixture(autouse=True)
def file(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of floors, with those of the folder."""
    path = tmp_path / "floors.json"
    held = {"at_least": {"body_f1": 0.9, "title": 0.9}, "at_most": {"date_wrong": 0.05}}
    path.write_text(json.dumps({"harbours": {"corpus_sha256": digest_of(corpus / "harbours"), "pages": 1, **held}}))
    monkeypatch.setattr(floors, "FLOORS", path)
    return path


def limits(file: Path) -> dict[str, Any]:
    """Return the limits in the file, by figure."""
    held = json.loads(file.read_text())["harbours"]
    return {**held["at_least"], **held["at_most"]}


@pytest.mark.usefixtures("found")
def test_a_figure_below_its_floor_is_told(corpus: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_text()
    assert floors.main([str(corpus)]) == 1
    assert capsys.readouterr().err == "harbours: title 0.8 (at least 0.9)\n"
    assert json.loads(file.read_text()) == json.loads(before)


def test_a_figure_above_its_ceiling_is_told(corpus: Path, found: Figures, capsys: pytest.CaptureFixture[str]) -> None:
    found |= {"title": 0.95, "date_wrong": 0.06}
    assert floors.main([str(corpus)]) == 1
    assert "date_wrong 0.06 (at most 0.05)" in capsys.readouterr().err


def test_a_figure_that_is_gone_is_below_its_floor(corpus: Path, found: Figures) -> None:
    found["title"] = 0.95
    assert floors.main([str(corpus)]) == 0
    del found["title"]
    assert floors.main([str(corpus)]) == 1


@pytest.mark.usefixtures("found")
def test_raising_moves_floors_up_and_never_down(corpus: Path, file: Path) -> None:
    assert floors.main([str(corpus), "--raise"]) == 1
    assert limits(file) == {"body_f1": 0.948, "title": 0.9, "date_wrong": 0.042}


def test_raising_never_moves_a_ceiling_up(corpus: Path, file: Path, found: Figures) -> None:
    found["date_wrong"] = 0.3
    floors.main([str(corpus), "--raise"])
    assert limits(file)["date_wrong"] == 0.05


@pytest.mark.usefixtures("found")
def test_a_floor_goes_down_only_where_it_is_named(corpus: Path, file: Path) -> None:
    assert floors.main([str(corpus), "--lower", "harbours.title"]) == 0
    assert limits(file) == {"body_f1": 0.9, "title": 0.798, "date_wrong": 0.05}


@pytest.mark.parametrize("words", [["--lower", "harbours.titel"], ["--lower", "title"], ["--anew", "harbour"]])
@pytest.mark.usefixtures("found")
def test_a_word_that_names_no_floor_is_told(
    words: list[str], corpus: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_text()
    assert floors.main([str(corpus), *words]) == 2
    assert words[1].removeprefix("harbours.") in capsys.readouterr().err
    assert file.read_text() == before


@pytest.mark.parametrize("name", ["gold.jsonl", "pages.warc.gz"])
@pytest.mark.usefixtures("found")
def test_floors_do_not_hold_for_another_corpus(
    name: str, corpus: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (corpus / "harbours" / name).open("ab") as data:
        data.write(b"\n")
    before = file.read_text()
    assert floors.main([str(corpus), "--raise", "--lower", "harbours.title"]) == 2
    assert "--anew harbours" in capsys.readouterr().err
    assert file.read_text() == before
    assert floors.main([str(corpus), "--anew", "harbours"]) == 0
    assert limits(file) == {"body_f1": 0.948, "title": 0.798, "date_wrong": 0.042}
    assert json.loads(file.read_text())["harbours"]["corpus_sha256"] == digest_of(corpus / "harbours")


@pytest.mark.usefixtures("found")
def test_a_new_folder_gets_floors_when_they_are_raised(corpus: Path, file: Path) -> None:
    file.write_text("{}")
    assert floors.main([str(corpus)]) == 0
    assert json.loads(file.read_text()) == {}
    assert floors.main([str(corpus), "--raise"]) == 0
    assert limits(file)["title"] == 0.798
