"""What a crawl holds and what a page costs do not grow with the pages that went before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.siege.steady import watched

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes that the main process may hold for a page that is done: which addresses are known is kept in memory.
A_PAGE = 2_000
#: Growth that is none: caches fill, allocators round up.
ROUGHLY = 24 << 20

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@linux
@pytest.mark.parametrize("live", [False, True], ids=["archive", "news"])
def test_memory_is_steady(tmp_path: Path, live: bool) -> None:
    marks = list(watched(400, tmp_path, live=live, marks=4))
    assert marks[-1].pages >= 300
    assert (marks[-1].crawler_mib - marks[0].crawler_mib) << 20 < ROUGHLY + 400 * A_PAGE


@linux
@pytest.mark.siege
@pytest.mark.parametrize("live", [False, True], ids=["archive", "news"])
def test_memory_and_cost_are_steady_over_100_000_pages(tmp_path: Path, live: bool) -> None:
    marks = list(watched(100_000, tmp_path, live=live))
    first, last = marks[0], marks[-1]
    assert last.pages >= 90_000
    assert max(mark.all_mib for mark in marks) < 1024
    assert (last.crawler_mib - first.crawler_mib) << 20 < ROUGHLY + 100_000 * A_PAGE
    assert last.core_ms_a_page < 1.25 * first.core_ms_a_page
