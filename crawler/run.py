"""RunReport: watches a run, judges how it ended, and writes `run.json`."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from platform import python_version
from typing import TYPE_CHECKING, Self

from scrapy import signals

from crawler.exceptions import OutputUnusable, UsageError
from crawler.lines import log_plainly
from crawler.progress import log_lines, show_bar
from pipelines import VERSION
from pipelines.exceptions import ExtractTimeout, NotFetched, Rejection, Unfinished, WorkerDied
from pipelines.files import ARTICLES, REJECTED, REMOVED
from pipelines.ledger.faults import LedgerRefused, LedgerUnwritable
from pipelines.tally import Tally
from pipelines.unwritable import OUTPUT_UNWRITABLE
from schemas.run import EXIT_CODES, PRECEDENCE, Run, SourceCounts, Status, WrittenFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

RUN, PART = "run.json", "run.json.part"
#: Bytes that are kept free for `run.json`: it tells of a full disk, too.
ROOM = 64 * 1024
#: Scrapy only logs what goes wrong inside itself, its extensions and signal handlers, and exits 0.
LOGGERS_OF_FAILURE = ("scrapy.core.engine", "scrapy.utils.signal")
LIBRARIES = ("scrapy", "trafilatura", "langdetect", "lxml", "pydantic", "twisted")


class RunReport:
    """Watches a run from its first page to its last line."""

    def __init__(self, tally: Tally, settings: BaseSettings) -> None:
        self.tally = tally
        self.settings = settings
        self.started = time.time()
        self.progress: asyncio.Task[None] | None = None
        self.watch = FailureWatch(tally)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        report = cls(Tally(crawler.stats), crawler.settings)
        connect = crawler.signals.connect
        connect(report.spider_opened, signal=signals.spider_opened)
        connect(report.spider_error, signal=signals.spider_error)
        connect(report.item_error, signal=signals.item_error)
        connect(report.spider_closed, signal=signals.spider_closed)
        report.watch.begin()
        return report

    def spider_opened(self) -> None:
        """Begin to tell."""
        log_plainly(self.settings)
        show = show_bar if sys.stderr.isatty() else log_lines
        self.progress = asyncio.ensure_future(show(self.tally, self.started))

    def spider_error(self, failure: Failure) -> None:
        """Note what a spider raised."""
        note(self.tally, failure.value)

    def item_error(self, failure: Failure) -> None:
        """Note what an item pipeline raised, unless it says that the run ends."""
        if not isinstance(failure.value, Unfinished):
            note(self.tally, failure.value)

    async def spider_closed(self, reason: str) -> None:
        """Stop telling, and note why the spider was closed."""
        self.tally.closed(reason)
        self.watch.end()
        if self.progress is not None:
            self.progress.cancel()
            await asyncio.wait([self.progress])


class FailureWatch(logging.Handler):
    """Hears what Scrapy only logs, and counts it as a failure of the run."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(logging.ERROR)
        self.tally = tally

    def emit(self, record: logging.LogRecord) -> None:
        """Note *record*, unless it tells of what a spider raised: that comes as a signal."""
        if record.getMessage().startswith("Error while reading start items"):
            return
        error = record.exc_info[1] if record.exc_info else None
        words = " ".join(record.getMessage().split())[:500]
        self.tally.problem("failed", f"{words}: {in_words(error)}" if error else words)

    def begin(self) -> None:
        """Listen."""
        for name in LOGGERS_OF_FAILURE:
            logging.getLogger(name).addHandler(self)

    def end(self) -> None:
        """Listen no more."""
        for name in LOGGERS_OF_FAILURE:
            logging.getLogger(name).removeHandler(self)


def in_words(error: BaseException) -> str:
    """Return *error* on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")


def note(tally: Tally, error: BaseException | None) -> None:
    """Add *error* to *tally*: a usage error is the user's, a line a fault, any other is ours."""
    if isinstance(error, UsageError | LedgerRefused):
        for fault in str(error).splitlines():
            tally.problem("usage", fault)
    elif isinstance(error, LedgerUnwritable):
        tally.problem("no_space", str(error))
    elif error is not None:
        tally.problem("failed", in_words(error))


def conclude(tally: Tally, error: BaseException | None) -> None:
    """Add to *tally* how the crawl ended: by *error*, by a signal, or by itself."""
    note(tally, error)
    reason = tally.reason()
    if error is None:
        judge_reason(tally, reason)
    judge_counts(tally, whole=reason == "finished")


def judge_reason(tally: Tally, reason: str | None) -> None:
    """Add to *tally* what Scrapy's *reason* for closing the spider means; None: it was never closed."""
    if reason in (None, "shutdown"):
        tally.problem("interrupted", "stopped by a signal")
    elif reason not in ("finished", "start_error", OUTPUT_UNWRITABLE) and not reason.startswith("closespider_"):
        tally.problem("degraded", f"stopped: {reason}")


def judge_counts(tally: Tally, *, whole: bool) -> None:
    """Add to *tally* the problems that only its counts tell; *whole* says that the run came to its own end."""
    counts = tally.sources()
    total = sum(counts.values(), SourceCounts())
    lost = tally.damages()
    for damage in lost:
        tally.problem("degraded", f"{damage.file}: {damage.why} (at byte {damage.offset})")
    if lost and not total.announced and not tally.kinds_passed_over():
        tally.problem("usage", "nothing in the input could be read")
    for name, source in counts.items():
        if source.pages and not source.already and not_fetched(source) == source.pages:
            tally.problem("degraded", f"source {name or '-'}: none of its {source.pages} pages could be fetched")
    if total.pages and not total.already and not total.records and not withheld(total):
        tally.problem("degraded", f"{total.pages} pages came, and none yielded text")
    if whole and (total.pending or not total.accounted):
        tally.problem("failed", "the counts do not add up: pages were lost")


def names_under(*tops: type[Rejection]) -> set[str]:
    """Return the reasons that *tops* and their subclasses give."""
    return {name for top in tops for name in (top.__name__, *names_under(*top.__subclasses__()))}


def not_fetched(counts: SourceCounts) -> int:
    """Return how many pages were rejected because nothing usable came."""
    return sum(counts.rejected.get(reason, 0) for reason in names_under(NotFetched))


def not_reproducible(counts: SourceCounts, tally: Tally) -> int:
    """Return how many pages met the clock or lost their worker, too often or with further pages among them."""
    details, parts = tally.details(), tally.parts()
    return sum(
        counts.rejected.get(reason, 0) + details.get(f"failed/{reason}", 0) + parts.get(reason, 0)
        for reason in names_under(ExtractTimeout, WorkerDied)
    )


def withheld(counts: SourceCounts) -> int:
    """Return how many pages had text, and became no record all the same, as the settings ask."""
    return sum(
        counts.rejected.get(reason, 0)
        for reason in ("NotAnArticle", "Duplicate", "Unchanged", "OtherVersion", "PartOfStory")
    )


def gravest(problems: Mapping[Status, list[str]]) -> Status:
    """Return the gravest status that *problems* ask for."""
    return next((status for status in PRECEDENCE if problems.get(status)), "complete")


@dataclass(frozen=True)
class Asked:
    """What a run was asked for; the fields of the same names in `run.json`."""

    command: list[str]
    spider: str
    options: dict[str, str]
    settings: dict[str, str | int | float | bool | None]


def report(tally: Tally, asked: Asked, folder: Path, started: float) -> Run:
    """Return the report of a run that began at *started* (seconds since 1970) and wrote into *folder*."""
    problems = tally.problems()
    status = gravest(problems)
    sources = tally.sources()
    total = sum(sources.values(), SourceCounts())
    now = time.time()
    return Run(
        status=status,
        exit_code=EXIT_CODES[status],
        messages=[message for found in problems.values() for message in found],
        command=asked.command,
        spider=asked.spider,
        options=asked.options,
        settings=asked.settings,
        started=utc(started),
        finished=utc(now),
        seconds=round(now - started, 3),
        sources=sources,
        total=total,
        set_aside=tally.details(),
        not_reproducible=not_reproducible(total, tally) + tally.not_counted(),
        parts=tally.parts(),
        damage=tally.damages(),
        passed_over=tally.kinds_passed_over(),
        memory=tally.memory_digest(),
        versions={"plainwire": VERSION, "python": python_version(), **{name: version(name) for name in LIBRARIES}},
        files=written_files(folder),
    )


def utc(moment: float) -> str:
    """Return *moment*, in seconds since 1970, as UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def written_files(folder: Path) -> dict[str, WrittenFile]:
    """Return what is in the files of the output in *folder*."""
    return {name: describe(folder / name) for name in (ARTICLES, REJECTED, REMOVED) if (folder / name).is_file()}


def describe(path: Path) -> WrittenFile:
    """Return digest, size and lines of the file at *path*."""
    digest, size, lines = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
    return WrittenFile(sha256=digest.hexdigest(), bytes=size, lines=lines)


def write_run(run: Run, folder: Path) -> int:
    """Write *run* as `run.json` into *folder*, at once and whole; return the exit code, another where that fails."""
    part = folder / PART
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mode = "r+b" if part.exists() else "wb"
        with part.open(mode) as file:  # into the room that was kept; the rest is given back
            file.write(json_bytes(run))
            file.truncate()
        part.replace(folder / RUN)
    except OSError as error:
        logger.error("%s cannot be written: %s", folder / RUN, error)  # noqa: TRY400  # a line is enough
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
            (folder / RUN).unlink(missing_ok=True)  # it tells of the run before
        return EXIT_CODES[min(run.status, "no_space", key=PRECEDENCE.index)]
    return run.exit_code


def json_bytes(run: Run) -> bytes:
    """Return *run* as JSON; what is no UTF-8 in the name of a file becomes an escape."""
    return json.dumps(run.model_dump(), indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def check_writable(folder: Path) -> None:
    """Make *folder* and write into it; raise OutputUnusable, with what is in the way, where that cannot be done."""
    probe = folder / f".writable-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"?")
        probe.unlink()
    except OSError as error:
        raise OutputUnusable(f"OUTPUT_DIR={folder}: cannot be written: {error.strerror or error}") from error


def keep_room(folder: Path) -> None:
    """Take the room for `run.json` in *folder*, which is this run's; raise OutputUnusable where there is none."""
    try:
        (folder / PART).write_bytes(os.urandom(ROOM))  # a file system that packs would give zeros none
    except OSError as error:
        raise OutputUnusable(f"OUTPUT_DIR={folder}: cannot be written: {error.strerror or error}") from error
