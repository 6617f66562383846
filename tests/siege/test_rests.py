"""Hosts that ask for time, and hosts that fail again and again."""

from __future__ import annotations

from contextlib import ExitStack
from email.utils import formatdate
from time import time
from typing import TYPE_CHECKING

import pytest

from tests.siege.evil import Crawl, Evil, answer, crawl, feed, serve, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase

OVERLOADED = "503 Service Unavailable"


class Later:
    """Asks for time once, and then answers."""

    def __init__(self, status: str, *, by_date: bool) -> None:
        self.status = status
        self.by_date = by_date
        self.asked = 0

    def __call__(self, wire: BufferedIOBase) -> None:
        self.asked += 1
        if self.asked > 1:
            wire.write(story("the quiet place"))
        else:
            value = formatdate(time() + 3, usegmt=True) if self.by_date else "2"
            wire.write(answer(b"", f"Retry-After: {value}", status=self.status))


PAGES = tuple(f"/page-{number}" for number in range(12))
SITES: dict[str, dict[str, object]] = {
    "seconds": {"/feed": feed("/page"), "/page": Later(OVERLOADED, by_date=False)},
    "date": {"/feed": feed("/page"), "/page": Later("429 Too Many Requests", by_date=True)},
    "for-ever": {"/feed": feed("/page"), "/page": answer(b"", "Retry-After: 99999999", status=OVERLOADED)},
    "failing": {"/feed": feed(*PAGES), **dict.fromkeys(PAGES, answer(b"", status="500 Oops"))},
    "fine": {
        "/feed": feed("/1", "/2", "/3"),
        "/1": answer(b"", status="500 Oops"),
        "/2": story("two"),
        "/3": story("3"),
    },
}


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Evil], Crawl]]:
    with ExitStack() as stack:
        sites = {name: stack.enter_context(serve(answers)) for name, answers in SITES.items()}  # type: ignore[arg-type]
        run = crawl(
            tmp_path_factory.mktemp("rests"),
            *[f"{site.base}/feed" for site in sites.values()],
            settings=("RETRY_TIMES=2", "HOST_FAILURES=4", "HOST_REST_WAIT=5", "CONCURRENT_REQUESTS=100"),
        )
        yield sites, run


def test_retry_after_is_kept_as_seconds_and_as_a_date(siege: tuple[dict[str, Evil], Crawl]) -> None:
    sites, _ = siege
    for name in ("seconds", "date"):
        first, second = sites[name].times("/page")
        assert second - first > 1.9, name  # a date is precise to the second; only what comes sooner can fail this


def test_a_host_that_asks_for_too_long_is_not_waited_for(siege: tuple[dict[str, Evil], Crawl]) -> None:
    sites, run = siege
    assert len(sites["for-ever"].times("/page")) == 1
    assert run.refusals()[f"{sites['for-ever'].base}/page"] == "HostResting"


def test_a_host_that_keeps_failing_is_left_alone(siege: tuple[dict[str, Evil], Crawl]) -> None:
    sites, run = siege
    pages = [path for path in sites["failing"].paths() if path in PAGES]
    assert len(pages) <= 4 + 8  # those that rest it, and those that were under way
    reasons = [run.refusals()[sites["failing"].base + path] for path in PAGES]
    assert "HostResting" in reasons


def test_a_page_that_fails_on_a_good_host_costs_only_itself(siege: tuple[dict[str, Evil], Crawl]) -> None:
    sites, run = siege
    assert run.refusals()[f"{sites['fine'].base}/1"] == "HttpError"
    assert {"/2", "/3"} <= run.places()
