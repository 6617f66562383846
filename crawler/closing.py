"""ItemsDone: lets a spider that is told to stop close when its last item is through the pipelines."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

#: Seconds between two looks.
LOOK_EVERY = 0.05


def is_stopping(crawler: Crawler) -> bool:
    """Return whether the crawl is being ended: what has not been sent yet will not be."""
    slot = crawler.engine._slot
    return not crawler.engine.running or slot is None or slot.closing is not None


class ItemsDone:
    """Looks whether the spider waits to be closed, and nothing is under way any more.

    Scrapy 2.19 looks only when a response is done. Items that `start()` yields belong to none: with one of them in the
    pipelines, a signal or a full disk would leave the crawl waiting for ever (`Scraper._check_if_closing`).
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.looking: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to look."""
        self.looking = asyncio.ensure_future(self.look())

    def spider_closed(self) -> None:
        """Look no more."""
        if self.looking is not None:
            self.looking.cancel()

    async def look(self) -> None:
        """Let the spider close once it waits for nothing."""
        while (closing := self.waiting()) is None:  # noqa: ASYNC110  # there is no event to wait for
            await asyncio.sleep(LOOK_EVERY)
        closing.callback(self.crawler.spider)

    def waiting(self) -> Deferred[Any] | None:
        """Return what the closing of the spider waits for, if all its items are done; None otherwise."""
        slot = self.crawler.engine.scraper.slot
        if slot is None or slot.closing is None or slot.closing.called or not slot.is_idle():
            return None
        return slot.closing
