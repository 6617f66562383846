"""`scrapy crawl archive -a path=FILE_OR_GLOB`: a page for every document in web archives."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias, get_args

import scrapy
from scrapy import signals

from crawler.closing import is_stopping
from crawler.exceptions import UsageError
from crawler.firstpass import FirstPass
from crawler.warc.pages import page_of
from crawler.warc.paths import find_archives
from crawler.warc.reader import Capture, PassedOver, Unusable, read_archive
from crawler.warc.records import ArchiveUnreadable
from crawler.warc.stories import Place, Stories
from pipelines.files import readable
from pipelines.ledger.keeper import LedgerKeeper
from pipelines.memory import Memory
from pipelines.outcomes import Aside, Refusal, refuse
from pipelines.tally import Tally
from schemas import ArchiveLocation, Page
from schemas.content import PageType
from schemas.run import Damage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from scrapy.crawler import Crawler

    Event: TypeAlias = "Found | PassedOver | Damage"
    Item = Page | Refusal | Aside

#: Pages under way for each worker: enough that none waits for the disk, few enough for memory.
PAGES_A_WORKER = 4
#: Documents that are read in one go, and bytes that are enough of them: each look at the ledger costs a thread's turn.
DOCUMENTS, ENOUGH = 8, 4 * 1024 * 1024
#: Records passed over in one go, so that the reading thread comes back now and then.
MOST_AT_ONCE = 256


class Found(NamedTuple):
    """A document of an archive, or what cannot be used of one."""

    key: str
    """What makes it one, as the ledger knows it."""
    document: Capture | Unusable


class ArchiveSpider(scrapy.Spider):
    """Reads WARC files in a thread and yields their documents, a bounded number of them at a time."""

    name = "archive"
    #: Every document that has body text becomes a record, whatever kind of page it is.
    custom_settings = {"PAGE_TYPES": ",".join(get_args(PageType))}

    def __init__(self, path: str) -> None:
        super().__init__()
        self.options = {"path": path}
        self.paths, self.missing = find_archives(path)
        self.met: set[str] = set()
        self.early: set[str] = set()
        """Those whose turn came before their place: the first pages of stories of which another came first."""
        self.memory = Memory()
        self.stories = Stories(self.paths)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        check_readable(spider.paths)
        return spider

    async def start(self) -> AsyncIterator[Item]:
        self.tally = Tally(self.crawler.stats)
        self.ledger = LedgerKeeper.of(self.crawler).ledger
        for part in self.missing:
            self.tally.damage(Damage(file=part, offset=0, why="no such file", bytes_lost=None))
        first_pass = FirstPass(self.paths, self.crawler)
        await first_pass.read()
        self.stories = first_pass.survey.stories
        if self.settings.getbool("HOST_MEMORY"):
            self.memory = await first_pass.memory()
        self.tally.memory(self.memory.digest)
        under_way = InFlight(self.crawler, PAGES_A_WORKER * self.settings.getint("EXTRACT_WORKERS"))
        for number, path in enumerate(self.paths):
            async for item in self.items(path, number):
                await under_way.enter()
                if is_stopping(self.crawler):  # Scrapy goes on with start() while it closes the spider
                    return
                yield item
        await under_way.none_left()

    async def items(self, path: Path, number: int) -> AsyncIterator[Item]:
        """Yield the documents of *path*; count what is passed over or lost."""
        events = events_of(path)
        place = -1
        while (batch := await asyncio.to_thread(take, events)) and not is_stopping(self.crawler):
            known = await self.ledger.known_documents([event.key for event in batch if isinstance(event, Found)])
            for event in batch:
                if not isinstance(event, Found):
                    self.count(event)
                    continue
                # A record of a story must come before its further pages are judged; and in a file gzipped as a whole,
                # all have one offset.
                for found, at in (
                    *await self.first_before(event, number),
                    (event, Place(number, event.document.offset)),
                ):
                    place = max(event.document.offset, place + 1)
                    item = await self.item(found, at, (number, place), known.get(found.key))
                    if item is not None:
                        self.ledger.order.begin(item.position, item.key or "")
                        yield item

    async def first_before(self, found: Found, number: int) -> list[tuple[Found, Place]]:
        """Return the first page, and its place, of the story of which *found*, in the file of that *number*, may be a
        further page, where it comes later and is not done yet."""
        first = self.stories.first_after(Place(number, found.document.offset))
        capture = None if first is None else await asyncio.to_thread(self.stories.load, first)
        if first is None or capture is None:
            return []
        key = document_key(capture)
        if key in self.met or await self.ledger.known_documents([key]):
            return []
        self.early.add(key)
        return [(Found(key, capture), first)]

    async def item(self, found: Found, at: Place, position: tuple[int, int], known: str | None) -> Item | None:
        """Return what *found* at its place, of which so much is *known*, is to the pipelines; None where this run has
        done it."""
        key, document = found
        if key in self.early and key in self.met:
            self.early.discard(key)
            return None
        known = "already" if key in self.met else known
        self.met.add(key)
        if known == "already":
            return Aside(position, key, document.url, None, "already")
        if known is not None:
            return None
        if isinstance(document, Unusable):
            return refuse(document.rejection, document.url, None, position, key)
        page = to_page(document, self.paths[at.file], position, key, self.memory.of(document.url))
        if at not in self.stories.first_at:
            return page
        return page.model_copy(update={"parts": tuple(await asyncio.to_thread(self.stories.parts_of, document, at))})

    def count(self, event: PassedOver | Damage) -> None:
        if isinstance(event, PassedOver):
            self.tally.passed_over(event.kind)
        else:
            self.tally.damage(event)


class InFlight:
    """Bounds the items in the item pipelines: those that `start()` yields have no back-pressure of their own."""

    def __init__(self, crawler: Crawler, most: int) -> None:
        self.crawler = crawler
        self.free = asyncio.Semaphore(most)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(self.leave, signal=signal)

    async def enter(self) -> None:
        """Wait until one more may enter."""
        await self.free.acquire()

    def leave(self) -> None:
        """Let the next one in."""
        self.free.release()

    async def none_left(self) -> None:
        """Wait until the pipelines are empty.

        The engine looks whether it may stop when `start()` ends, and then only every five seconds.
        """
        scraper = self.crawler.engine.scraper
        # The slot counts an item down after the last signal of it, so there is nothing to wait for but time.
        while scraper.slot is not None and not scraper.slot.is_idle():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def check_readable(paths: list[Path]) -> None:
    """Raise UsageError, a line a file, where nothing at all can be read of any of *paths*."""
    faults = []
    for path in paths:
        try:
            next(read_archive(path), None)
        except ArchiveUnreadable as error:
            faults.append(str(error))
        else:
            return
    raise UsageError("\n".join(faults))


def events_of(path: Path) -> Iterator[Event]:
    """Yield what is in the file at *path*: documents with their keys, what is passed over, what is damaged."""
    try:
        for event in read_archive(path):
            yield Found(document_key(event), event) if isinstance(event, Capture | Unusable) else event
    except ArchiveUnreadable as error:
        yield Damage(file=str(path), offset=0, why=error.why, bytes_lost=None)


def take(events: Iterator[Event]) -> list[Event]:
    """Return the next of *events*, up to some documents; an empty list at the end."""
    batch: list[Event] = []
    documents = size = 0
    for event in events:
        batch.append(event)
        if isinstance(event, Found):
            documents += 1
            size += len(event.document.payload) if isinstance(event.document, Capture) else 0
        if documents == DOCUMENTS or size >= ENOUGH or len(batch) == MOST_AT_ONCE:
            break
    return batch


def document_key(event: Capture | Unusable) -> str:
    """Return what makes a document of an archive one, wherever the archive lies: 40 hex digits."""
    if isinstance(event, Capture):
        parts = [event.url, event.record_id, event.date, hashlib.sha256(event.payload).hexdigest()]
    else:
        parts = [event.url, str(event.offset), event.rejection.reason]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def to_page(capture: Capture, path: Path, position: tuple[int, int], key: str, template: bytes) -> Page:
    """Return *capture*, found in file *path*, as the page at *position* in the order of capture; *template* is what is
    known of its host."""
    location = ArchiveLocation(file=readable(path.name), offset=capture.offset, record_id=capture.record_id)
    return page_of(capture, position, http=capture.http, archive=location, template=template, key=key)
