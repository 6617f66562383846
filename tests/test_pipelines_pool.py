"""The worker pool, with real processes: a page costs only itself, whatever it does."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pebble import ProcessPool

from pipelines.exceptions import ExtractTimeout, NoMainText, RefineFailed, Rejection, Unfinished, WorkerDied
from pipelines.pool import RefinePool, begin_work
from schemas import Page
from tests.records import page

#: Longer than a sound page takes, even on a busy machine.
TIMEOUT = 1.0
#: Bytes that a worker of these tests has, and one of its pages wants.
MEMORY = 1024**3


class AwkwardError(Exception):
    """An exception that cannot be unpickled: its arguments are not those of its `__init__`."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def misbehave(page: Page) -> Any:
    """Do what the page's name says; else return the process that did the work."""
    match page.url.rpartition("/")[2]:
        case "hang":
            time.sleep(3600)
        case "hang-in-c":
            re.match(r"(a+)+b", "a" * 64)  # holds the interpreter's lock
        case "exit":
            os._exit(3)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise AwkwardError("one", "two")
        case "recurse":
            misbehave(page)
            return misbehave(page)
        case "eat":
            bytearray(MEMORY)
        case "no-memory":
            raise MemoryError
        case "reject":
            raise NoMainText("nothing there")
        case "frozen":
            return gc.get_freeze_count()
    return os.getpid()


def with_pool(work: Callable[[RefinePool], Awaitable[Any]], workers: int = 1, timeout: float = TIMEOUT) -> Any:
    """Return what *work* makes of a pool, which is closed after it."""

    async def run() -> Any:
        pool = RefinePool(misbehave, workers, timeout, memory=MEMORY)
        try:
            return await work(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hang", ExtractTimeout),
        ("hang-in-c", ExtractTimeout),
        ("exit", WorkerDied),
        ("killed", WorkerDied),
        ("raise", RefineFailed),
        ("recurse", RefineFailed),
        ("no-memory", RefineFailed),
        ("eat", RefineFailed),
        ("reject", NoMainText),
    ],
)
def test_a_bad_page_is_a_rejection_and_costs_no_good_one(name: str, reason: type[Rejection]) -> None:
    async def work(pool: RefinePool) -> list[Any]:
        pages = [page("good"), page(name), page("good"), page("good")]
        return await asyncio.gather(*map(pool.refine, pages), return_exceptions=True)

    before, bad, *after = with_pool(work)
    assert type(bad) is reason
    assert all(isinstance(process, int) for process in (before, *after))


def test_a_page_is_not_charged_for_its_wait() -> None:
    async def work(pool: RefinePool) -> list[Any]:
        hanging = [page("hang"), page("hang"), page("hang")]
        return await asyncio.gather(*map(pool.refine, [*hanging, page("good")]), return_exceptions=True)

    *hung, good = with_pool(work, timeout=0.5)
    assert {type(outcome) for outcome in hung} == {ExtractTimeout}
    assert isinstance(good, int)


def test_an_idle_worker_that_is_killed_costs_no_page() -> None:
    async def work(pool: RefinePool) -> tuple[int, int]:
        first = await pool.refine(page())
        os.kill(int(first), signal.SIGKILL)  # type: ignore[call-overload]
        return int(first), int(await pool.refine(page()))  # type: ignore[call-overload]

    first, second = with_pool(work)
    assert first != second


def test_a_worker_that_is_killed_while_it_takes_a_page_up_costs_no_page() -> None:
    async def work(pool: RefinePool) -> tuple[int, float]:
        await pool.refine(page())
        pool.silence = 5.0
        # The lock of the workers' pipe, as one that is killed with it in its hand leaves it.
        pool.pool._pool_manager.worker_manager.workers_channel.mutex.acquire()
        began = time.monotonic()
        return int(await pool.refine(page())), time.monotonic() - began  # type: ignore[call-overload]

    process, seconds = with_pool(work)
    assert process
    assert seconds < 20


def test_the_workers_are_gone_when_the_pool_is_closed() -> None:
    worker = with_pool(lambda pool: pool.refine(page()))
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_closed_pool_gives_no_outcome_and_starts_no_workers() -> None:
    async def work(pool: RefinePool) -> list[Any]:
        await pool.refine(page())
        late = asyncio.ensure_future(pool.refine(page("hang")))
        await asyncio.sleep(0.1)
        first = pool.pool
        await pool.close()
        outcomes = await asyncio.gather(late, pool.refine(page()), return_exceptions=True)
        assert pool.pool is first
        return outcomes

    assert [type(outcome) for outcome in with_pool(work, timeout=60)] == [Unfinished, Unfinished]


@pytest.mark.parametrize("error", [KeyError(4711), OSError(9, "Bad file descriptor")])
def test_a_pool_that_breaks_while_it_stops_costs_nothing(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    class Breaking(ProcessPool):
        def join(self, timeout: float | None = None) -> None:
            super().join(timeout)
            raise error

    async def work(pool: RefinePool) -> Any:
        pool.pool = Breaking(1, initializer=begin_work, initargs=[MEMORY, pool.up], context=pool.context)
        return await pool.refine(page())

    assert isinstance(with_pool(work), int)
    assert "did not stop" in caplog.text


def test_what_a_page_raised_is_told() -> None:
    with pytest.raises(RefineFailed, match="AwkwardError: onetwo"):
        with_pool(lambda pool: pool.refine(page("raise")))
