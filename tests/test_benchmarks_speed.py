"""Copies of pages under other addresses, what a job uses, and where a page's time goes."""

import sys
from pathlib import Path

import pytest

from benchmarks import stages, usage
from benchmarks.copies import copied, renamed
from benchmarks.peers import captures
from tests.records import page

DEMO = Path(__file__).parent.parent / "seeds" / "demo.warc.gz"


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://www.news.example/2016/a.html#b", "https://www-news-example.copy1/2016/a.html#b"),
        ("http://localhost:8000/a", "http://localhost-8000.copy1/a"),
        ("urn:x:1", "urn:x:1"),
    ],
)
def test_a_copy_stands_on_another_site(url: str, other: str) -> None:
    assert (renamed(url, 0), renamed(url, 1)) == (url, other)


def test_copies_hold_the_same_pages_under_other_addresses(tmp_path: Path) -> None:
    pages = list(captures([str(DEMO)]))
    copies = list(captures([str(copied([DEMO], 2, tmp_path))]))
    assert [copy.payload for copy in copies] == 2 * [page.payload for page in pages]
    assert [copy.url for copy in copies] == [renamed(page.url, number) for number in range(2) for page in pages]
    assert {(copy.media_type, copy.charset) for copy in copies} == {(page.media_type, page.charset) for page in pages}


def test_what_a_job_and_its_children_use_is_told(tmp_path: Path) -> None:
    child = "import time; held = b'x' * (64 << 20); sum(range(10**6)); time.sleep(1)"
    work = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    used = usage.run([sys.executable, "-c", work], tmp_path)
    assert used.memory > 64 << 20
    assert used.core_seconds > 0
    assert len(used.cpu) == 2


def test_a_stage_that_refuses_a_page_is_the_last() -> None:
    assert [name for name, _ in stages.stages_of(page(body=b"   "))] == []
