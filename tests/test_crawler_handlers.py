"""Where captures go, and where a replay must not write."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.http import Headers

from crawler.exceptions import OutputUnusable
from crawler.handlers.capture import header_lines, may_be_made
from crawler.handlers.replay import check_output
from pipelines.files import archive_dir


def test_captures_go_beside_the_output_unless_told_otherwise() -> None:
    assert archive_dir(None, "out") == Path("out/archive")
    assert archive_dir("kept", "out") == Path("kept")
    assert archive_dir("", "out") is None


def test_every_value_of_a_header_is_a_line() -> None:
    assert header_lines(Headers({"Set-Cookie": ["a=1", "b=2"]})) == [(b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2")]


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not may_be_made(tmp_path / "file" / "archive")
    assert may_be_made(tmp_path / "new" / "archive")


@pytest.mark.parametrize("replay", ["out", "out/archive", "out/archive/a.warc.gz", "out/../out/archive"])
def test_a_replay_does_not_write_where_the_recorded_crawl_did(tmp_path: Path, replay: str) -> None:
    with pytest.raises(OutputUnusable):
        check_output(tmp_path / replay, tmp_path / "out", None)


def test_a_replay_does_not_write_beside_an_archive_kept_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable):
        check_output(tmp_path / "kept" / "a.warc.gz", tmp_path / "out", str(tmp_path / "kept"))


@pytest.mark.parametrize("replay", ["other/archive", "demo.warc.gz", "out2"])
def test_a_replay_of_another_folder_may_write(tmp_path: Path, replay: str) -> None:
    check_output(tmp_path / replay, tmp_path / "out", None)
