"""A run that is told to stop does so: when its last item is through, and whatever happens within seconds."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from twisted.internet.error import ReactorNotRunning

from pipelines.ledger.keeper import LedgerKeeper

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

#: Seconds between two looks.
LOOK_EVERY = 0.05
#: Seconds that what is under way is given to end, once the run is told to stop.
GRACE = 5.0


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


class LeaveOff:
    """Ends a run that is told to stop a few seconds later, with slow servers and slow pages still under way.

    Nothing is lost by it: the ledger has them as pending.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.waiting: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to wait."""
        self.waiting = asyncio.ensure_future(self.wait())

    def spider_closed(self) -> None:
        """Wait no more: it has ended by itself."""
        if self.waiting is not None:
            self.waiting.cancel()

    async def wait(self) -> None:
        """Wait until the run is told to stop, and a little longer; then stop the event loop."""
        from twisted.internet import reactor  # installed by now

        keeper = LedgerKeeper.of(self.crawler)
        while not self.crawler.engine.running:  # noqa: ASYNC110  # it is, soon after the spider is opened
            await asyncio.sleep(LOOK_EVERY)
        while self.crawler.engine.running and keeper.closing is None:  # noqa: ASYNC110  # there is no event to wait for
            await asyncio.sleep(LOOK_EVERY)
        await asyncio.sleep(GRACE)
        self.waiting = None  # from here on nobody is to call it off
        try:
            await keeper.leave_off()
        finally:
            with suppress(ReactorNotRunning):
                reactor.stop()  # type: ignore[misc]  # zope's interface, taken for a class
