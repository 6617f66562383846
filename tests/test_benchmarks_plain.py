"""The plain writer: capture order, first of its kind, files replaced at once and whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.plain import PROGRAMS, ROOT, PlainWriter, archive_words, news_words
from pipelines.outcomes import Record, Refusal
from tests import warcs
from tests.records import record, refusal
from tests.siege.kills import page

if TYPE_CHECKING:
    from collections.abc import Callable


def write(
    folder: Path, *outcomes: Record | Refusal, keep_removed: bool = True, keep_duplicates: bool = True
) -> list[Refusal]:
    """Write *outcomes* into *folder*; return those that turned out to be no records."""
    writer = PlainWriter(folder, keep_removed=keep_removed, keep_duplicates=keep_duplicates)
    for outcome in outcomes:
        writer.add(outcome)
    return writer.close()


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the lines of the file at *path*."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_records_stand_in_capture_order_whatever_order_they_came_in(tmp_path: Path) -> None:
    outcomes: list[Record | Refusal] = [
        record(place, f"page-{place}", f"Text {place}.", ("Share",)) for place in range(20)
    ]
    outcomes += [refusal(place, f"Reason{place}") for place in range(20, 30)]
    write(tmp_path / "in-order", *outcomes)
    random.Random(1).shuffle(outcomes)
    write(tmp_path / "shuffled", *outcomes)
    for name in ("articles.jsonl", "rejected.jsonl", "removed.jsonl"):
        assert (tmp_path / "in-order" / name).read_bytes() == (tmp_path / "shuffled" / name).read_bytes() != b""


def test_outcomes_at_one_position_keep_one_order(tmp_path: Path) -> None:
    write(tmp_path / "one", refusal(1, "A"), refusal(1, "B"))
    write(tmp_path / "other", refusal(1, "B"), refusal(1, "A"))
    assert (tmp_path / "one" / "rejected.jsonl").read_bytes() == (tmp_path / "other" / "rejected.jsonl").read_bytes()


def test_the_same_text_elsewhere_is_a_duplicate_of_the_earliest_capture(tmp_path: Path) -> None:
    write(tmp_path, record(2, "copy"), record(1, "first"), record(3, "third"))
    first, copy, third = lines(tmp_path / "articles.jsonl")
    assert first["url"].endswith("first")
    assert first["duplicate_of"] is None
    assert copy["duplicate_of"] == third["duplicate_of"] == first["id"]


def test_duplicates_are_refused_where_the_setting_says_so(tmp_path: Path) -> None:
    withdrawn = write(tmp_path, record(1, "first"), record(2, "copy", cuts=("Share",)), keep_duplicates=False)
    assert [line["url"].rpartition("/")[2] for line in lines(tmp_path / "articles.jsonl")] == ["first"]
    assert [line["reason"] for line in lines(tmp_path / "rejected.jsonl")] == ["Duplicate"]
    assert lines(tmp_path / "removed.jsonl") == []
    assert [refusal.rejected.reason for refusal in withdrawn] == ["Duplicate"]


def test_the_same_page_with_the_same_text_is_no_second_record(tmp_path: Path) -> None:
    withdrawn = write(tmp_path, record(1), record(2))
    assert len(lines(tmp_path / "articles.jsonl")) == 1
    assert [refusal.rejected.reason for refusal in withdrawn] == ["Unchanged"]


def test_the_same_page_with_another_text_is_the_next_revision(tmp_path: Path) -> None:
    write(tmp_path, record(3, text="Sun."), record(1, text="Rain."), record(2, text="Snow."))
    written = lines(tmp_path / "articles.jsonl")
    assert [(line["text"], line["revision"]) for line in written] == [("Rain.", 1), ("Snow.", 2), ("Sun.", 3)]
    assert {line["duplicate_of"] for line in written} == {None}


def test_a_refused_duplicate_leaves_no_gap_in_the_revisions(tmp_path: Path) -> None:
    write(tmp_path, record(1, "a"), record(2, "b"), record(3, "b", "Its own text."), keep_duplicates=False)
    assert [line["revision"] for line in lines(tmp_path / "articles.jsonl")] == [1, 1]


def test_what_was_taken_out_is_kept_with_its_record(tmp_path: Path) -> None:
    written = record(1, cuts=("Share this", "Read more"))
    write(tmp_path, written)
    assert lines(tmp_path / "removed.jsonl") == [
        {"id": written.article.id, "text": text, "reason": "share"} for text in ("Share this", "Read more")
    ]


def test_what_was_taken_out_is_not_kept_where_the_setting_says_so(tmp_path: Path) -> None:
    write(tmp_path, record(1, cuts=("Share this",)))
    write(tmp_path, record(1, cuts=("Share this",)), keep_removed=False)
    assert not (tmp_path / "removed.jsonl").exists()


def test_a_run_replaces_the_files_of_the_one_before(tmp_path: Path) -> None:
    write(tmp_path, record(1, "old"), refusal(2))
    write(tmp_path, record(1, "new"))
    assert [line["url"].rpartition("/")[2] for line in lines(tmp_path / "articles.jsonl")] == ["new"]
    assert lines(tmp_path / "rejected.jsonl") == []


def test_a_run_that_does_not_end_leaves_the_files_of_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, record(1, "old"))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    writer = PlainWriter(tmp_path, keep_removed=True, keep_duplicates=True)
    writer.add(record(1, "new"))
    writer.discard()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_cannot_be_replaced_leaves_no_half_written_one(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").mkdir()
    with pytest.raises(OSError):
        write(tmp_path, record(1))
    assert [path.name for path in tmp_path.iterdir()] == ["articles.jsonl"]


@pytest.mark.parametrize("words_of", [archive_words, news_words])
def test_both_do_the_same_job(words_of: Callable[[list[str], Path], list[str]], tmp_path: Path) -> None:
    pages = [warcs.record(warcs.http(page(n)), url=f"http://a.example/{n}") for n in range(3)]
    (tmp_path / "pages.warc.gz").write_bytes(b"".join(map(warcs.member, pages)))
    (tmp_path / "replay").mkdir()
    words = words_of([str(tmp_path / "pages.warc.gz")], tmp_path / "replay")
    for name, program in PROGRAMS.items():
        command = [sys.executable, *program, *words, "-s", f"OUTPUT_DIR={tmp_path / name}", "-s", "EXTRACT_WORKERS=1"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    plain, ledger = ((tmp_path / name / "articles.jsonl").read_bytes() for name in ("plain", "ledger"))
    assert plain == ledger
    assert plain.count(b"\n") == 3
