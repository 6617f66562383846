"""Pages in, drafts out: refine in killable worker processes, so that fetching never waits for it."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import TimeoutError as FutureTimeout
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from pipelines.exceptions import ExtractTimeout, RefineFailed, Rejection, WorkerDied

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemas import Draft, Page

#: Pages after which a worker is replaced: the libraries' caches and leaks end with it.
PAGES_A_WORKER = 2_000


class RefinePool:
    """Worker processes that refine pages; each page has a time limit, and costs only itself."""

    def __init__(self, refine: Callable[[Page], Draft], workers: int, timeout: float) -> None:
        self.refine_page = refine
        self.timeout = timeout
        # Forking beside reactor threads is unsafe, so workers come from a clean server process.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([refine.__module__])
        self.pool = ProcessPool(max_workers=workers, max_tasks=PAGES_A_WORKER, context=context)

    async def refine(self, page: Page) -> Draft:
        """Return the draft of *page*, or raise a Rejection."""
        future = self.pool.schedule(self.refine_page, args=(page,), timeout=self.timeout)
        try:
            return await asyncio.wrap_future(future)  # type: ignore[no-any-return]
        except Rejection:
            raise
        except FutureTimeout as error:
            raise ExtractTimeout(f"no result after {self.timeout:g} s") from error
        except ProcessExpired as error:
            raise WorkerDied(f"exit code {error.exitcode}") from error
        except Exception as error:  # a worker's edge: whatever a page raises costs that page alone
            raise RefineFailed(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Stop the workers."""
        self.pool.stop()
        self.pool.join()
