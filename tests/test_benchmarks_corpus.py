"""A folder of folders as a corpus, and what is said where it is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import NoCorpusError, digest_of, folders_of, gold_of

ROOT = Path(__file__).parent.parent


def fill(folder: Path, *gold: dict[str, object], pages: bytes = b"") -> Path:
    """Make *folder* a folder of a corpus."""
    folder.mkdir(parents=True)
    (folder / "gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in gold), encoding="utf-8")
    (folder / "pages.warc.gz").write_bytes(pages)
    return folder


def test_folders_with_pages_and_gold_are_the_corpus(tmp_path: Path) -> None:
    fill(tmp_path / "b")
    fill(tmp_path / "a")
    (tmp_path / "notes").mkdir()
    assert [folder.name for folder in folders_of(tmp_path)] == ["a", "b"]
    assert [folder.name for folder in folders_of(tmp_path, ["b"])] == ["b"]


def test_gold_is_read_line_by_line_whatever_stands_in_it(tmp_path: Path) -> None:
    folder = fill(tmp_path / "a", {"url": "x", "text": "one\u2028two"}, {"url": "y"})
    assert [line["url"] for line in gold_of(folder)] == ["x", "y"]


def test_the_digest_changes_with_gold_and_with_pages(tmp_path: Path) -> None:
    plain = digest_of(fill(tmp_path / "a", {"url": "x"}, pages=b"1"))
    assert digest_of(fill(tmp_path / "b", {"url": "x"}, pages=b"1")) == plain
    assert digest_of(fill(tmp_path / "c", {"url": "y"}, pages=b"1")) != plain
    assert digest_of(fill(tmp_path / "d", {"url": "x"}, pages=b"2")) != plain


def test_a_name_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    fill(tmp_path / "papers")
    with pytest.raises(NoCorpusError, match=r"has no paper, but papers"):
        folders_of(tmp_path, ["paper"])


def test_a_clone_without_pages_is_told_where_to_find_some(tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-m", "benchmarks.corpus", str(tmp_path)]  # -S: nothing is installed yet
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "benchmarks/README.md" in done.stderr
    assert "Traceback" not in done.stderr
