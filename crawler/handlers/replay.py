"""Download handler for http and https that answers from a recorded crawl, and never from the network.

`-s REPLAY=DIR_OR_WARC` puts it in the place of the capture handler: the same spider runs, with no delays and no
retries. A URL is answered with its last capture. What is not in the archive ends as `out_of_scope: not_archived`; a
robots.txt that is not there means that all is allowed.
"""

from __future__ import annotations

import asyncio
import heapq
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urldefrag

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.closing import is_stopping
from crawler.exceptions import OutputUnusable
from crawler.handlers.capture import PART_OF, ROBOTS, running
from crawler.warc.index import ArchiveIndex, StoredResponse, open_index
from crawler.warc.reader import is_robots
from crawler.warc.records import ArchiveUnreadable
from pipelines.exceptions import Unfinished
from pipelines.files import archive_dir
from pipelines.ledger.keeper import CAPTURE, KEY, LedgerKeeper
from pipelines.tally import Tally

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

#: What is different in a replay, whatever else is set: nothing waits, nothing is tried twice.
REPLAY_SETTINGS: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {
        "http": "crawler.handlers.replay.ReplayHandler",
        "https": "crawler.handlers.replay.ReplayHandler",
        **dict.fromkeys(("data", "file", "ftp", "s3")),
    },
    "RETRY_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    # Every request reaches the handler, which alone decides whose turn it is.
    "CONCURRENT_REQUESTS": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1_000_000,
}
#: Turns of the event loop in which nothing new comes, until all that a response has set off is taken to have come.
QUIET_TURNS = 100
#: Seconds between two looks at whether the item pipelines have caught up.
CATCH_UP = 0.01


class NotArchived(Exception):
    """The address is not in the archive that is replayed."""


class ReplayAddon:
    """Add-on: with `REPLAY` set, requests are answered from the archive it names."""

    def update_settings(self, settings: BaseSettings) -> None:
        if not settings["REPLAY"]:
            return
        check_output(Path(settings["REPLAY"]), Path(settings["OUTPUT_DIR"]), settings["ARCHIVE_DIR"])
        for name, value in REPLAY_SETTINGS.items():
            settings.set(name, value, priority="cmdline")


def check_output(replay: Path, output: Path, archive: str | None) -> None:
    """Raise OutputUnusable where *output* is the folder of the crawl recorded at *replay*."""
    recorded = replay.resolve()
    kept = {(output / "archive").resolve(), (archive_dir(archive, str(output)) or output / "archive").resolve()}
    if recorded == output.resolve() or kept & {recorded, recorded.parent}:
        raise OutputUnusable(f"OUTPUT_DIR={output}: is that of the recorded crawl; give the replay another")


class Stopped(Unfinished):
    """The run was stopped before it was this request's turn."""


@dataclass(order=True)
class Waiting:
    """A request that waits for its turn."""

    position: tuple[int, int]
    """Of its last capture."""
    arrival: int
    url: str = field(compare=False)
    is_page: bool = field(compare=False)
    """Whether its response is not read for links."""
    answer: asyncio.Future[StoredResponse | None] = field(compare=False)


class Recording:
    """Extension: the archive that is replayed, one for all handlers, and the order in which it answers.

    Responses are given out in the order in which they were captured, each once all that the ones before it set off has
    been asked for. So whatever depends on the order (which source an address belongs to, where a limit of pages falls)
    comes out as it did in the crawl.
    """

    def __init__(self, index: ArchiveIndex, crawler: Crawler) -> None:
        self.index = index
        self.crawler = crawler
        self.waiting: list[Waiting] = []
        self.arrivals = 0
        self.server: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings["REPLAY"]:
            raise NotConfigured
        index = open_index(crawler.settings["REPLAY"])
        for damage in index.damage:
            Tally(crawler.stats).damage(damage)
        if crawler.settings.getbool("HOST_MEMORY"):
            Tally(crawler.stats).memory(index.memory_digest)
        return cls(index, crawler)

    async def answer(self, url: str, *, is_page: bool) -> StoredResponse | None:
        """Return the last capture of *url* when it is its turn; None where there is none."""
        place = self.index.places.get(url)
        if place is None:
            return None
        self.arrivals += 1
        answer: asyncio.Future[StoredResponse | None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self.waiting, Waiting((place.file, place.offset), self.arrivals, url, is_page, answer))
        if self.server is None or self.server.done():
            self.server = asyncio.create_task(self.serve())
        return await answer

    async def serve(self) -> None:
        """Answer those who wait, the earliest capture first."""
        await self.settle()
        while self.waiting:
            next_one = heapq.heappop(self.waiting)
            stored = await self.load(next_one)
            await self.catch_up()
            if not next_one.is_page or (stored is not None and stored.status >= 300):
                await self.settle()

    async def load(self, request: Waiting) -> StoredResponse | None:
        """Answer *request*, and return what with."""
        if is_stopping(self.crawler):
            request.answer.set_exception(Stopped(request.url))
            return None
        try:
            stored = await asyncio.to_thread(self.index.load, request.url)
        except ArchiveUnreadable as error:
            request.answer.set_exception(error)
            return None
        request.answer.set_result(stored)
        return stored

    async def settle(self) -> None:
        """Wait until nothing new arrives."""
        ledger = LedgerKeeper.of(self.crawler).ledger
        quiet, last = 0, self.arrivals
        while quiet < QUIET_TURNS and not is_stopping(self.crawler):
            await self.catch_up()
            await asyncio.sleep(0)
            busy = ledger.is_busy
            quiet, last = (quiet + 1, last) if self.arrivals == last and not busy else (0, self.arrivals)

    async def catch_up(self) -> None:
        """Wait until the item pipelines can take more: while they cannot, Scrapy holds requests back."""
        slot = self.crawler.engine.scraper.slot
        while slot is not None and slot.needs_backout():  # noqa: ASYNC110 - Scrapy has no event for it
            await asyncio.sleep(CATCH_UP)


class ReplayHandler(BaseDownloadHandler):
    """Answers with what was captured."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        recording = running(self.crawler, Recording)
        request.meta.pop(CAPTURE, None)
        url = urldefrag(request.url).url
        if is_robots(url) or ROBOTS in request.meta:
            # Out of turn: the requests of its host wait for it, and nothing depends on its place.
            stored = await asyncio.to_thread(recording.index.load, url)
            return Response(url, status=404) if stored is None else to_response(stored)
        if PART_OF in request.meta:
            # Out of turn as well: the outcome is that of the first page, which waits for it.
            about = request.meta[PART_OF]
            stored = await asyncio.to_thread(recording.index.load_part, url, about["of"], tuple(about["after"]))
            if stored is None:
                raise NotArchived(url)
            return to_response(stored)
        stored = await recording.answer(url, is_page=request.meta.get("kind") == "page")
        if stored is None:
            raise NotArchived(url)
        request.meta[CAPTURE] = note(stored)
        if KEY in request.meta:
            LedgerKeeper.of(self.crawler).ledger.order.begin(stored.position, request.meta[KEY])
        return to_response(stored)


def note(stored: StoredResponse) -> dict[str, Any]:
    """Return the capture of *stored* in the form in which a live crawl notes it."""
    return {"fetched_at": stored.date, "position": stored.position, "archive": stored.archive.model_dump()}


def to_response(stored: StoredResponse) -> Response:
    """Return *stored* as the response that the network gave."""
    headers = Headers()
    for name, value in stored.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=stored.url, body=stored.body)
    return kind(url=stored.url, status=stored.status, headers=headers, body=stored.body)
