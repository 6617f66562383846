"""Download handler for http and https: fetches as Scrapy does, and writes every exchange down as WARC.

It stands below the middlewares, so robots.txt, redirects and retries are captured alike, and bodies as they were
received, before any content encoding is undone. It never reads what it wrote.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from scrapy import signals
from scrapy.exceptions import NotConfigured

from crawler.exceptions import UsageError
from crawler.guards.limits import BoundedHandler
from crawler.guards.rests import NO_ANSWER, HostRests
from crawler.warc.keep import ArchiveFile, Keep, outdated
from crawler.warc.writer import Request as Sent
from crawler.warc.writer import WarcWriter
from pipelines.exceptions import Unfinished
from pipelines.files import archive_dir
from pipelines.ledger.faults import LedgerUnwritable
from pipelines.ledger.keeper import CAPTURE, KEY, LedgerKeeper
from pipelines.memory import URI
from pipelines.unwritable import give_up
from schemas import ArchiveLocation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

    from pipelines.memory import Memory

logger = logging.getLogger(__name__)

T = TypeVar("T")
#: The key in `request.meta` that marks a request for robots.txt, wherever it is redirected to.
ROBOTS = "robots"
#: The key in `request.meta` for what a further page of a story belongs to: the address of the first page (`of`), and
#: the place of its capture (`after`). Such an exchange says so in the archive, and has no outcome of its own.
PART_OF = "part_of"


class CaptureFailed(Unfinished):
    """The archive cannot be written: the page was fetched, and is lost."""


class Recorder:
    """Extension: the archive of a run, one for all its handlers."""

    def __init__(self, writer: WarcWriter | None, keep: Keep, crawler: Crawler) -> None:
        self.writer = writer
        self.keep = keep
        self.crawler = crawler
        self.turn = asyncio.Lock()
        self.files: list[str] = []
        self.exchanges = 0
        self.closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings["REPLAY"]:
            raise NotConfigured
        folder = archive_dir(crawler.settings["ARCHIVE_DIR"], crawler.settings["OUTPUT_DIR"])
        if folder and not may_be_made(folder):
            raise UsageError(f"ARCHIVE_DIR={folder}: cannot be written; name another folder, or none")
        keep = crawler.settings["ARCHIVE_KEEP"]
        recorder = cls(
            WarcWriter(folder, max_bytes=crawler.settings.getint("ARCHIVE_FILE_BYTES")) if folder else None,
            Keep.from_words(keep) if keep else Keep(),
            crawler,
        )
        crawler.signals.connect(recorder.close, signal=signals.engine_stopped)
        return recorder

    async def record(self, request: Request, response: Response) -> dict[str, Any]:
        """Write the exchange and return its capture in JSON-able form: when, its place in order, and where it lies.

        One at a time and in the order of arrival, off the reactor's thread: compressing a page takes milliseconds.
        """
        date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        async with self.turn:
            archive = await self.write(request, response, date)
            position = self.place(archive)
            self.tell(request, position, archive)
            return {
                "fetched_at": date,
                "position": position,
                "archive": None if archive is None else archive.model_dump(),
            }

    def tell(self, request: Request, position: tuple[int, int], archive: ArchiveLocation | None) -> None:
        """Tell the ledger of the capture; one of an announced address will have an outcome."""
        order = LedgerKeeper.of(self.crawler).ledger.order
        if archive is not None and self.writer is not None:
            order.written(archive.file, self.writer.size)
        if KEY in request.meta:
            order.begin(
                position, request.meta[KEY], archive.file if archive else None, archive.offset if archive else 0
            )

    async def write(self, request: Request, response: Response, date: str) -> ArchiveLocation | None:
        """Write the exchange; raise CaptureFailed where that cannot be done, and end the run: what comes later could
        not be kept either."""
        if self.writer is None:
            return None
        try:
            if self.writer.is_full:
                await self.begin_file(self.writer, date)
            return await asyncio.to_thread(write, self.writer, request, response, date)
        except (OSError, LedgerUnwritable) as error:
            if self.closing is None:
                self.closing = give_up(self.crawler, "the archive", error)
            raise CaptureFailed(str(error)) from error

    async def begin_file(self, writer: WarcWriter, date: str) -> None:
        """Go on with the archive's last file, or begin one; the ledger knows of it before a capture goes into it."""
        ledger = LedgerKeeper.of(self.crawler).ledger
        if writer.file is None and ledger.archive:
            name = max(ledger.archive)
            await asyncio.to_thread(writer.go_on_with, name, ledger.archive[name])
            self.files.append(name)
            if not writer.is_full:
                await asyncio.to_thread(write_memory, writer, ledger.memory, date)
            ledger.order.written(name, writer.size)
        if writer.is_full:
            await ledger.note_archive(writer.next_file(date))
            await asyncio.to_thread(writer.begin_file, date)
            if ledger.memory.hosts:
                await asyncio.to_thread(write_memory, writer, ledger.memory, date)
            ledger.order.written(writer.name, writer.size)
            await self.drop_outdated(writer)

    async def drop_outdated(self, writer: WarcWriter) -> None:
        """Take away what is kept no longer of the files that hold nothing but what is committed."""
        names = set(LedgerKeeper.of(self.crawler).ledger.archive_files()) - {writer.name}
        await asyncio.to_thread(drop, writer.folder, [*sorted(names), writer.name], self.keep)

    def place(self, archive: ArchiveLocation | None) -> tuple[int, int]:
        """Return the place in the order of capture; where nothing is written, the exchanges are counted."""
        if archive is None:
            self.exchanges += 1
            return 0, self.exchanges
        if archive.file not in self.files:
            self.files.append(archive.file)
        return self.files.index(archive.file), archive.offset

    async def close(self) -> None:
        """Close the archive; what was not committed when its last file was begun is by now."""
        if self.writer is not None and self.writer.file is not None:
            self.writer.close()
            await self.drop_outdated(self.writer)


def running(crawler: Crawler, extension: type[T]) -> T:
    """Return the *extension* of *crawler*, which the settings switch on together with its handler."""
    found = crawler.get_extension(extension)
    if found is None:
        raise RuntimeError(f"{extension.__name__} is not among the EXTENSIONS")
    return found


def may_be_made(folder: Path) -> bool:
    """Return whether *folder*, or the nearest folder above it that exists, can be written to."""
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def write(writer: WarcWriter, request: Request, response: Response, date: str) -> ArchiveLocation:
    """Write the exchange under the address that was fetched; raise OSError where that fails."""
    sent = Sent(request.method, header_lines(request.headers), request.body)
    first = request.meta.get(PART_OF, {}).get("of")
    return writer.write_response(
        response.url, sent, response.status, header_lines(response.headers), response.body, date, part_of=first
    )


def write_memory(writer: WarcWriter, memory: Memory, date: str) -> None:
    """Write *memory*, which the captures that follow are read with; one that knows nothing ends that before it. Raises
    OSError where that fails."""
    writer.write_metadata(URI, "application/json", memory.to_bytes(), date)


def drop(folder: Path, names: Sequence[str], keep: Keep) -> None:
    """Take away those files *names* of the archive in *folder*, the oldest first, that *keep* has no room for."""
    stats = [(name, (folder / name).stat()) for name in names if (folder / name).exists()]
    files = [ArchiveFile(name, stat.st_size, stat.st_mtime) for name, stat in stats]
    for name in outdated(files, keep, time.time()):
        (folder / name).unlink()
        logger.info("%s is kept no longer (ARCHIVE_KEEP)", folder / name)


def header_lines(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Return *headers* as (name, value), a line for each value."""
    return [(name, value) for name, values in headers.items() for value in values]


class CaptureHandler(BoundedHandler):
    """Scrapy's own handler, with every response written down before it is given on."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        request.meta.pop(CAPTURE, None)  # a retry or a redirect comes with that of the request before
        rests = running(self._crawler, HostRests)
        await rests.wait_for(request)
        try:
            response = await super().download_request(request)
        except NO_ANSWER:
            rests.failed(request)
            raise
        rests.answered(request, response)
        recorder = running(self._crawler, Recorder)
        request.meta[CAPTURE] = await recorder.record(request, response)
        return response
