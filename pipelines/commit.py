"""Item pipeline, last of four: every outcome is handed to the ledger, which writes it down."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol, Self

from pipelines.ledger.keeper import LedgerKeeper
from pipelines.outcomes import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

#: Outcomes that may wait in memory for that of an earlier capture; then the pages after it wait, too.
MOST_HELD = 1_000
#: Seconds between two looks at whether fewer do.
LOOK_EVERY = 0.05


class Store(Protocol):
    """Where outcomes are kept. The ledger is one; the plain writer in `benchmarks/` is what it is measured against."""

    @property
    def held(self) -> int:
        """How many outcomes wait for that of an earlier capture."""

    def add(self, outcome: Outcome) -> None:
        """Keep *outcome*, without waiting for it to be written."""

    async def flush(self) -> None:
        """Wait until all that can be written is."""


class CommitPipeline:
    """Hands each outcome to the store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(LedgerKeeper.of(crawler).ledger)

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, Outcome):
            self.store.add(item)
            while self.store.held > MOST_HELD:  # noqa: ASYNC110  # the page that they wait for has a time limit
                await asyncio.sleep(LOOK_EVERY)
        return item

    async def close_spider(self) -> None:
        await self.store.flush()
