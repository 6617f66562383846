"""Item pipeline, last of four: every outcome is counted and written down."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from scrapy import signals

from pipelines.outcomes import Outcome, Record, Refusal
from pipelines.tally import Tally
from pipelines.writer import PlainWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler

#: What the system says when the output can take no more.
NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EIO})
#: Why a spider is closed when they say it, as Scrapy's stats tell it.
OUTPUT_UNWRITABLE = "output_unwritable"


class Store(Protocol):
    """Where outcomes are kept. The plain writer is one; the ledger will be another."""

    def add(self, outcome: Outcome) -> None:
        """Keep *outcome*; OSError when it cannot. Must not block for long: it runs beside the network."""

    def close(self) -> list[Refusal]:
        """Write all, and return the refusals of records that turned out to be none; OSError when it cannot be
        written. May block: it runs in a thread."""

    def discard(self) -> None:
        """Let go of all, and leave the output as it was."""


class CommitPipeline:
    """Hands each outcome to the store, from the moment the spider is open."""

    def __init__(self, open_store: Callable[[], Store], tally: Tally, crawler: Crawler) -> None:
        self.open_store = open_store
        self.tally = tally
        self.crawler = crawler
        self.store: Store | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings

        def open_store() -> Store:
            return PlainWriter(
                Path(settings["OUTPUT_DIR"]),
                keep_removed=settings.getbool("KEEP_REMOVED"),
                keep_duplicates=settings.getbool("KEEP_DUPLICATES"),
            )

        pipeline = cls(open_store, Tally(crawler.stats), crawler)
        crawler.signals.connect(pipeline.spider_opened, signal=signals.spider_opened)
        return pipeline

    def spider_opened(self) -> None:
        """Open the store: not before, so that a run that cannot start touches nothing."""
        self.store = self.open_store()

    async def process_item(self, item: Any) -> Any:
        if self.store is None or not isinstance(item, Outcome):
            return item
        try:
            self.store.add(item)
        except OSError as error:
            await self._give_up(error)
            return item
        if isinstance(item, Record):
            self.tally.record(item.source)
        else:
            self.tally.rejected(item.source, item.rejected.reason)
        return item

    async def close_spider(self) -> None:
        if self.store is None:
            return
        if self.tally.has_problem("usage"):
            self.store.discard()
            return
        try:
            withdrawn = await asyncio.to_thread(self.store.close)
        except OSError as error:
            self._tell(error)
            return
        for refusal in withdrawn:
            self.tally.withdrawn(refusal.source, refusal.rejected.reason)

    async def _give_up(self, error: OSError) -> None:
        """Stop the run: what follows could not be kept."""
        self._tell(error)
        store, self.store = self.store, None
        if store is not None:
            store.discard()
            # Not awaited: closing waits for this very item.
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=OUTPUT_UNWRITABLE))

    def _tell(self, error: OSError) -> None:
        self.tally.problem(
            "no_space" if error.errno in NO_SPACE else "failed", f"the output cannot be written: {error}"
        )
