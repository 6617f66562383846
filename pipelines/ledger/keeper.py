"""LedgerKeeper: opens the ledger of a run, counts what it tells, and closes it; whoever needs it asks here for it."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from pipelines import TRAFILATURA, VERSION
from pipelines.exceptions import RefineFailed, Unfinished
from pipelines.files import archive_dir, readable
from pipelines.ledger.audit import disagreements
from pipelines.ledger.faults import LedgerUnwritable
from pipelines.ledger.frontier import AHEAD
from pipelines.ledger.ledger import TURNS_OF_ARCHIVE, Ledger
from pipelines.ledger.pages import Terms, Told
from pipelines.outcomes import Record, refuse
from pipelines.tally import Tally
from pipelines.unwritable import OUTPUT_UNWRITABLE, give_up, note_unwritable
from schemas import Draft, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

#: The key in `request.meta` under which the ledger knows the address that was announced.
KEY = "key"
#: The key in `request.meta` under which the capture of the answer is noted: when, its place, where it lies.
CAPTURE = "capture"
#: What cannot be written where it cannot, in words.
LEDGER = "the ledger"
#: Requests that a replay leases at once: all, for the archive decides whose turn it is.
ALL = 1_000_000_000
#: Seconds that the ledger is given to be closed, where that is under way when the run is told to stop at once.
LET_GO_IN = 10.0
#: Settings on which records depend: with others, documents are done again.
MAKING = ("PAGE_TYPES", "KEEP_DUPLICATES", "HOST_MEMORY")


class LedgerKeeper:
    """Extension: the ledger of a run, one for all."""

    def __init__(self, ledger: Ledger, crawler: Crawler) -> None:
        self.ledger = ledger
        self.crawler = crawler
        self.tally = Tally(crawler.stats)
        self.closing: asyncio.Task[None] | None = None
        ledger.tell = self.count
        ledger.more = self.nudge
        ledger.fail = self.failed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        folder = Path(settings["OUTPUT_DIR"])
        replay = bool(settings["REPLAY"])
        ledger = Ledger(
            ledger_url(settings["LEDGER_URL"], folder),
            folder,
            archive_folder=None if replay else archive_dir(settings["ARCHIVE_DIR"], settings["OUTPUT_DIR"]),
            ahead=ALL if replay else AHEAD,
            patience=settings.getfloat("LEDGER_WAIT"),
            turns=TURNS_OF_ARCHIVE if is_archive(crawler) else 1,
        )
        keeper = cls(ledger, crawler)
        keeper.open()
        connect = crawler.signals.connect
        connect(keeper.spider_error, signal=signals.spider_error)
        connect(keeper.item_error, signal=signals.item_error)
        connect(keeper.spider_closed, signal=signals.spider_closed)
        return keeper

    @classmethod
    def of(cls, crawler: Crawler) -> LedgerKeeper:
        """Return the keeper of *crawler*."""
        keeper = crawler.get_extension(LedgerKeeper)
        if keeper is None:
            raise RuntimeError("LedgerKeeper is not among the EXTENSIONS")
        return keeper

    def open(self) -> None:
        """Open the ledger, and count what an earlier process of the same run has done."""
        settings, spider = self.crawler.settings, self.crawler.spider
        assert spider is not None  # Scrapy makes it before the extensions
        maker = " ".join([VERSION, TRAFILATURA, *(f"{name}={settings[name]}" for name in MAKING)])

        def terms(run: int) -> Terms:
            kind = "document" if is_archive(self.crawler) else "url"
            return Terms(
                run=run,
                kind=kind,
                maker=maker,
                keep_removed=settings.getbool("KEEP_REMOVED"),
                keep_duplicates=settings.getbool("KEEP_DUPLICATES"),
                learns=kind == "url" and settings.getbool("HOST_MEMORY") and not settings["REPLAY"],
            )

        options = getattr(spider, "options", {})
        words = ["scrapy", "crawl", spider.name, *(f"-a {name}={value}" for name, value in options.items() if value)]
        if settings["REPLAY"]:
            words.append(f"-s REPLAY={settings['REPLAY']}")
        command = readable(" ".join(words))
        for source, state, reason, number in self.ledger.open(spider.name, command, terms):
            self.tally.restore(source, state, reason, number)
        if self.ledger.learns:
            self.tally.memory(self.ledger.memory.digest)

    def count(self, told: Told) -> None:
        """Count what a commit has changed."""
        for source, number in told.announced.items():
            self.tally.announced(source, number)
        for source, state, reason in told.settled:
            self.tally.settled(source, state, reason)
        for source, state, reason in told.taken_up:
            self.tally.settled(source, state, reason, -1)
            self.tally.announced(source, -1)

    def nudge(self) -> None:
        """Have the engine look for requests, and whether it is done: by itself it does so every five seconds."""
        slot = self.crawler.engine._slot
        if slot is not None and slot.closing is None:
            slot.nextcall.schedule()

    def failed(self, error: BaseException) -> None:
        """End the run: what follows could not be kept."""
        if self.closing is None:
            self.closing = give_up(self.crawler, LEDGER, error)

    def spider_error(self, failure: Failure, response: Response | None) -> None:
        """Refuse the page on which the spider failed: it must not hold up those after it."""
        if isinstance(response, Response) and KEY in response.meta and CAPTURE in response.meta:
            meta = response.meta
            position = tuple(meta[CAPTURE]["position"])
            why = RefineFailed(repr(failure.value)[:1000])
            self.ledger.add(refuse(why, response.url, meta.get("source"), position, meta[KEY]))

    def item_error(self, item: Any, failure: Failure) -> None:
        """Refuse the page on which an item pipeline failed; one that the end of the run cuts off is left to the next
        process."""
        if isinstance(failure.value, Unfinished):
            return
        page = item.page if isinstance(item, Draft) else item
        if isinstance(page, Page | Record):
            url = page.article.url if isinstance(page, Record) else page.url
            why = RefineFailed(repr(failure.value)[:1000])
            self.ledger.add(refuse(why, url, page.source, page.position, page.key))

    async def spider_closed(self, reason: str) -> None:
        """Write down how the run ended, and let go."""
        if self.ledger.is_closed:
            return
        await self.ledger.flush()
        if reason == "finished" and self.ledger.order.still_open:
            self.tally.problem("failed", f"{len(self.ledger.order.still_open)} pages came to no outcome")
        await self.close(finished=reason == "finished")

    async def leave_off(self) -> None:
        """Let go while pages are under way, because the run must end now."""
        if self.closing is not None:
            self.tally.closed(OUTPUT_UNWRITABLE)
        self.ledger.database.patience = 0.0
        await self.ledger.flush()
        await self.close(finished=False)

    def let_go(self) -> None:
        """Let go where the event loop was stopped, and the run not closed."""
        if self.ledger.is_closed:
            self.ledger.ended.wait(LET_GO_IN)
            return
        was_broken = self.ledger.broken is not None
        self.ledger.catch_up()
        if self.ledger.broken is None:
            with self.noting():
                self.audit(self.ledger.states().result())
        elif not was_broken:
            note_unwritable(self.tally, LEDGER, self.ledger.broken)
        with self.noting():
            self.ledger.let_go()

    async def close(self, *, finished: bool) -> None:
        """Hold the counts against the ledger, unless it is broken, and close it."""
        with self.noting():
            if self.ledger.broken is None:
                self.audit(await asyncio.wrap_future(self.ledger.states()))
        with self.noting():
            await self.ledger.close(finished=finished)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note where the ledger cannot be read or written."""
        try:
            yield
        except LedgerUnwritable as error:
            note_unwritable(self.tally, LEDGER, error)

    def audit(self, states: list[tuple[str | None, str, str | None, int]]) -> None:
        """Hold what was counted against the *states* that the ledger has: a run must not end well where they differ."""
        known = Tally(StatsCollector(self.crawler))
        for source, state, reason, number in states:
            known.restore(source, state, reason, number)
        of_documents = self.ledger.terms.kind == "document"
        for line in disagreements(self.tally.sources(), known.sources(), of_documents=of_documents):
            self.tally.problem("failed", f"the counts and the ledger disagree: {line}")


def is_archive(crawler: Crawler) -> bool:
    """Return whether *crawler* reads documents of archives, not addresses."""
    return crawler.spider is not None and crawler.spider.name == "archive"


def ledger_url(setting: str | None, folder: Path) -> str:
    """Return the database that the setting names: in the output folder where it is unset."""
    return setting or f"sqlite:///{folder / 'ledger.db'}"
