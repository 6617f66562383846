"""`scrapy validate` and `scrapy schema` as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.commands.validate import validate
from schemas.article import schema_text, to_line
from tests.records import article

ROOT = Path(__file__).parent.parent


def scrapy(*args: str) -> subprocess.CompletedProcess[str]:
    """Run `scrapy ARGS`."""
    command = [sys.executable, "-m", "scrapy", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_a_sound_file_has_no_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sound.jsonl"
    path.write_text(to_line(article()) * 3, encoding="utf-8")
    assert validate(str(path)) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "3 lines, 0 faults" in said.err


def test_every_fault_is_told_with_its_line_and_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "faulty.jsonl"
    sound = to_line(article())
    wrong = json.dumps({**json.loads(sound), "revision": 0, "\x1b[31mred": 1}) + "\n"
    path.write_text(sound + wrong + "\n" + sound[:99], encoding="utf-8")
    assert validate(str(path)) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0].removeprefix(f"{path}:") for line in told] == ["2", "2", "3", "4", "4"]
    assert any(": $.revision: " in line for line in told)
    assert "\x1b" not in "".join(told)


def test_the_command_exits_1_where_there_are_faults_and_2_where_there_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "faulty.jsonl").write_text("{}\n", encoding="utf-8")
    assert scrapy("validate", str(tmp_path / "faulty.jsonl")).returncode == 1
    missing = scrapy("validate", str(tmp_path / "missing.jsonl"))
    assert missing.returncode == 2
    assert missing.stderr.count("\n") == 1


def test_schema_prints_the_published_schema() -> None:
    assert scrapy("schema").stdout == schema_text()
