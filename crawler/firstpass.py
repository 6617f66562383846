"""Web archives in; out, which pages make one story, and the memory of hosts: a pass before the pages are worked on."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from crawler.closing import is_stopping
from crawler.warc.pages import page_of
from crawler.warc.survey import Survey
from pipelines.exceptions import ExtractTimeout, Rejection, WorkerDied
from pipelines.memory import Memory, learn
from pipelines.pool import PAGES_AHEAD, RefinePool
from pipelines.tally import Tally
from pipelines.work import PRELOAD, count
from schemas import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from scrapy.crawler import Crawler

    from crawler.warc.reader import Capture
    from pipelines.memory import Sample

logger = logging.getLogger(__name__)

#: Seconds between two log lines.
LINE_EVERY = 5.0


class FirstPass:
    """Counts what recurs on the hosts of some archives: reads all of them, and parses a few pages of each host."""

    def __init__(self, paths: Sequence[Path], crawler: Crawler) -> None:
        self.survey = Survey(paths)
        self.crawler = crawler
        self.samples: dict[str, list[Sample]] = {}

    async def read(self) -> None:
        """Read all of the archives; of a run that is being stopped, no more than by then: nothing is done in it."""
        told = time.monotonic()
        reading = self.survey.read()
        while (documents := await asyncio.to_thread(next, reading, None)) and not is_stopping(self.crawler):
            if time.monotonic() - told > LINE_EVERY:
                told = time.monotonic()
                logger.info("first pass: %d documents of %d hosts read", documents, len(self.survey.hosts))

    async def memory(self) -> Memory:
        """Return what recurs in what was read; of a run that is being stopped, what is known by then."""
        places = self.survey.chosen()
        if places:
            logger.info("first pass: %d pages are parsed for what recurs on their hosts", len(places))
            await self.count(self.survey.load(places))
        return self.learned()

    async def count(self, captures: Iterator[Capture]) -> None:
        """Have the worker processes count *captures*, a bounded number of them at a time."""
        settings = self.crawler.settings
        workers = settings.getint("EXTRACT_WORKERS")
        pool = RefinePool(count, workers, settings.getfloat("EXTRACT_TIMEOUT"), preload=PRELOAD)
        free = asyncio.Semaphore(2 * workers * PAGES_AHEAD)
        try:
            async with asyncio.TaskGroup() as tasks:
                while (capture := await asyncio.to_thread(next, captures, None)) and not is_stopping(self.crawler):
                    await free.acquire()
                    task = tasks.create_task(self.take(pool, page_of(capture)))
                    task.add_done_callback(lambda _: free.release())
        finally:
            await pool.close()

    async def take(self, pool: RefinePool[Sample], page: Page) -> None:
        """Add *page* to what is counted; one that cannot be read is passed over, for the run proper tells of it."""
        try:
            sample = await pool.refine(page)
        except (ExtractTimeout, WorkerDied):
            Tally(self.crawler.stats).counted_by_clock()
            return
        except Rejection:
            return
        self.samples.setdefault(sample.host, []).append(sample)

    def learned(self) -> Memory:
        """Return what recurs on the pages counted."""
        return Memory({host: marks for host, samples in self.samples.items() if (marks := learn(samples))})
