"""Pages in, drafts out: refine in killable worker processes, so that fetching never waits for it."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import resource
import signal
import sys
import time
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.forkserver import ensure_running
from types import FunctionType
from typing import TYPE_CHECKING, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipelines.exceptions import ExtractTimeout, RefineFailed, Rejection, Unfinished, WorkerDied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from multiprocessing.synchronize import Semaphore

    from schemas import Page

logger = logging.getLogger(__name__)

#: What is made of a page: a draft.
T = TypeVar("T")
#: Pages after which a worker is replaced: the libraries' caches and leaks end with it.
PAGES_A_WORKER = 2_000
#: Pages handed over for each worker: one is worked on while the next lies ready. More would only fill the pipe.
PAGES_AHEAD = 2
#: Bytes of memory that a worker may have: many times what the largest page takes.
MEMORY = 2 * 1024**3
#: Seconds in which new workers start, on a busy machine too.
START_UP = 30.0
#: Seconds between two looks at whether a pool still answers.
LOOK_EVERY = 1.0
#: Pools that a page may see broken by others before it is given up.
POOLS_A_PAGE = 3


def modules_of_script() -> list[str]:
    """Return where the functions that the script which runs has imported come from; [] of a module that is run.

    The script itself, `__main__`, a fork server passes over before Python 3.14 (cpython#126631).
    """
    script = sys.modules["__main__"]
    imported = {value.__module__ for value in vars(script).values() if isinstance(value, FunctionType)}
    return sorted(imported - {"__main__"}) if script.__spec__ is None else []


def begin_fork_server(modules: Iterable[str]) -> None:
    """Start the process that workers are forked from, with *modules* imported, unless it runs already: that takes
    seconds, in which the caller does something else.

    Forking beside reactor threads is unsafe, so workers come from a clean process. It loads what they want (and what
    the script that runs has imported, which every worker loads again) once for all.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload([*modules_of_script(), *modules])
    ensure_running()


def attempt(refine: Callable[[Page], T], page: Page, lifetime: float) -> T | Rejection:
    """Return the draft of *page*, or why there is none. Runs in the worker, which ends itself after *lifetime* seconds.

    Nothing is raised: an exception that cannot be unpickled on the other side would break the pool. The timer is the
    kernel's, so that it ends a worker that no longer runs Python, even when nobody is left to kill it.
    """
    signal.setitimer(signal.ITIMER_REAL, lifetime)
    try:
        return refine(page)
    except Rejection as rejection:
        return rejection
    except Exception as error:  # a process's edge: whatever a page raises costs that page alone
        return RefineFailed(f"{type(error).__name__}: {error}"[:1000])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def begin_work(memory: int, up: Semaphore) -> None:
    """Let this worker be ended by a signal at once, whatever it is doing, and have no more *memory* than so many bytes:
    a page that wants more raises MemoryError, and costs itself. Say in *up* that it has come up."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    up.release()


class RefinePool(Generic[T]):
    """Worker processes that refine pages; each page has limits of time and *memory*, and costs only itself.

    The time counts from the moment a worker takes the page up: a page is not charged for its wait. Workers begin with
    the modules in *preload* imported.
    """

    def __init__(
        self,
        refine: Callable[[Page], T],
        workers: int,
        timeout: float,
        *,
        memory: int = MEMORY,
        preload: Sequence[str] = (),
    ) -> None:
        self.refine_page = refine
        self.workers = workers
        self.timeout = timeout
        self.memory = memory
        #: The worker's own timer, for when the pool's does not strike; later than any that does.
        self.lifetime = 2 * timeout + 5
        #: Longest that a page can take in a sound pool: the one before it, itself, new workers for both.
        self.patience = 2 * PAGES_AHEAD * self.lifetime + START_UP
        #: Longest that nothing at all comes from a sound pool at work. A worker that is killed while it takes a page
        #: up leaves its pipe locked for all others.
        self.silence = timeout + START_UP
        self.heard = time.monotonic()
        self.slots = asyncio.Semaphore(workers * PAGES_AHEAD)
        begin_fork_server([refine.__module__, *preload])
        self.context = multiprocessing.get_context("forkserver")
        self.pool = self._new_pool()
        self.starting: asyncio.Future[bool] | None = None
        self.is_closed = False

    async def ready(self) -> ProcessPool:
        """Return the pool; its workers are started off the event loop, for the first of them take seconds."""
        if self.starting is None:
            self.starting = asyncio.ensure_future(asyncio.to_thread(start, self.pool, self.up, self.workers))
        await asyncio.shield(self.starting)
        return self.pool

    async def refine(self, page: Page) -> T:
        """Return the draft of *page*, or raise a Rejection, or Unfinished where the pool is closed meanwhile."""
        async with self.slots:
            for _ in range(POOLS_A_PAGE):
                pool = self.pool
                try:
                    outcome = await self._schedule(await self.ready(), page)
                except (BrokenProcessPool, RuntimeError, OSError) as error:
                    if self.is_closed:
                        raise Unfinished("the workers are stopped") from error
                    await self._replace(pool)
                    continue
                if isinstance(outcome, Rejection):
                    raise outcome
                return outcome
        raise WorkerDied(f"the pool broke {POOLS_A_PAGE} times")

    async def close(self) -> None:
        """Stop the workers."""
        self.is_closed = True
        if self.starting is not None:
            await asyncio.wait([self.starting])
        await asyncio.to_thread(stop, self.pool)

    async def _schedule(self, pool: ProcessPool, page: Page) -> T | Rejection:
        """Return what a worker of *pool* makes of *page*; raise BrokenProcessPool or RuntimeError if it has none."""
        future = pool.schedule(attempt, args=(self.refine_page, page, self.lifetime), timeout=self.timeout)
        try:
            return await self._result(future)
        except FutureTimeout:
            return ExtractTimeout(f"no result after {self.timeout:g} s")
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGTERM:  # a stop told to all processes, as service managers do
                raise BrokenProcessPool("the worker was told to end") from error
            return WorkerDied(f"exit code {error.exitcode}")

    async def _result(self, future: Future[T | Rejection]) -> T | Rejection:
        waiting = asyncio.wrap_future(future)
        asked = time.monotonic()
        while not waiting.done():
            await asyncio.wait([waiting], timeout=LOOK_EVERY)
            now = time.monotonic()
            if waiting.done():
                self.heard = now
            elif self.is_closed or now - asked > self.patience or now - max(asked, self.heard) > self.silence:
                raise BrokenProcessPool("nothing comes back")
        return waiting.result()

    async def _replace(self, pool: ProcessPool) -> None:
        """Put a new pool in the place of *pool*, unless another page has done so."""
        if self.pool is pool:
            self.pool, self.starting = self._new_pool(), None
            await asyncio.to_thread(stop, pool)

    def _new_pool(self) -> ProcessPool:
        self.up = self.context.Semaphore(0)
        return ProcessPool(
            max_workers=self.workers,
            max_tasks=PAGES_A_WORKER,
            initializer=begin_work,
            initargs=[self.memory, self.up],
            context=self.context,
        )


def start(pool: ProcessPool, up: Semaphore, workers: int) -> bool:
    """Start the workers of *pool*; return whether they can be given pages. One that is stopped while it comes up would
    say so in a traceback: all *workers* are waited for, which say in *up* that they are."""
    return bool(pool.active) and all(up.acquire(timeout=START_UP) for _ in range(workers))


def stop(pool: ProcessPool) -> None:
    """End *pool* and its workers; where it breaks on that, as pebble does while workers come and go, they end with this
    process."""
    pool.stop()  # type: ignore[no-untyped-call]
    try:
        pool.join()
    except (KeyError, OSError, RuntimeError) as error:
        logger.warning("the workers did not stop: %r", error)
