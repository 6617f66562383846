"""`scrapy crawl SPIDER`: Scrapy's own command, with the faults of the command line told first, and a true exit code."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError as ScrapyUsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.statscollectors import StatsCollector
from scrapy.utils.conf import arglist_to_dict

from crawler.exceptions import OutputLocked, OutputUnusable, UsageError
from crawler.lines import printable
from crawler.lock import locked
from crawler.options import own_settings, setting_faults, spider_faults, unknown
from crawler.run import Asked, check_writable, conclude, keep_room, report, write_run
from crawler.summary import tell
from pipelines.ledger.faults import LedgerRefused, LedgerUnwritable
from pipelines.ledger.keeper import LedgerKeeper
from pipelines.pool import begin_fork_server
from pipelines.tally import Tally
from pipelines.work import PRELOAD
from schemas.run import EXIT_CODES

if TYPE_CHECKING:
    import argparse

    from scrapy.settings import Settings

logger = logging.getLogger(__name__)


class Command(ScrapyCrawl):
    """Checks what was asked for, runs it, and says how it ended."""

    #: The process is made in `run`, once the settings are known to be sound.
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Run a spider: news or archive"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except ScrapyUsageError as error:
            complain(error)
            raise SystemExit(EXIT_CODES["usage"]) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        started = time.time()
        settings = self.settings
        assert settings is not None  # Scrapy sets them before it calls
        folder = Path(settings["OUTPUT_DIR"])
        crawler = Crawler(Spider)  # stands in for one until there is one
        with ExitStack() as held:
            error: BaseException | None
            spider, error = check(args, opts, settings)
            try:
                if not isinstance(error, OutputUnusable):
                    check_writable(folder)
                    held.enter_context(locked(folder))
                    keep_room(folder)
                if spider is not None:
                    crawler, error = self.crawl(spider, opts)
                    settings = crawler.settings
            except (UsageError, OutputLocked) as fault:
                error = fault
            asked = Asked(["scrapy", "crawl", *sys.argv[1:]], " ".join(args), opts.spargs, own_settings(settings))
            self.exitcode = tell_how_it_ended(crawler, error, asked, folder, started)

    def crawl(self, spider: type[Spider], opts: argparse.Namespace) -> tuple[Crawler, BaseException | None]:
        """Return the crawler that ran *spider*, and what ended the crawl: None where it did itself, or a signal."""
        begin_fork_server(PRELOAD)
        chatty = opts.loglevel or "LOG_LEVEL" in arglist_to_dict(opts.set)
        logging.disable(logging.NOTSET if chatty else logging.INFO)  # Scrapy's greeting
        self.crawler_process = AsyncCrawlerProcess(self.settings)
        logging.disable(logging.NOTSET)
        if not chatty:
            logging.getLogger("scrapy").setLevel(logging.WARNING)
        crawler = self._create_crawler(spider)
        task = self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        let_go(crawler)
        error = ended_by(task)
        if error is not None and not isinstance(error, UsageError | LedgerRefused | LedgerUnwritable):
            logger.error("The crawl failed", exc_info=error)
        return crawler, error


def tell_how_it_ended(crawler: Crawler, error: BaseException | None, asked: Asked, folder: Path, started: float) -> int:
    """Say how the run ended, to the user and in `run.json` where that is its to write; return the exit code."""
    if isinstance(error, OutputLocked):
        complain(error)
        return EXIT_CODES["locked"]
    tally = Tally(stats_of(crawler))
    conclude(tally, error)
    run = report(tally, asked, folder, started)
    with suppress(OSError):  # the log may lie on the disk that is full: the exit code and run.json say it, too
        if isinstance(error, UsageError | LedgerRefused):
            complain(error)
        else:
            tell(run, folder)
    return run.exit_code if isinstance(error, OutputUnusable) else write_run(run, folder)


def check(
    args: list[str], opts: argparse.Namespace, settings: Settings
) -> tuple[type[Spider], None] | tuple[None, UsageError]:
    """Return the spider asked for, or every fault of the command line, a line each."""
    faults = setting_faults(arglist_to_dict(opts.set), settings)
    faults += [f"unknown option: {arg}" for arg in args if arg.startswith("-")]
    names = [arg for arg in args if not arg.startswith("-")]
    loader = get_spider_loader(settings)
    spider = None
    if len(names) != 1:
        faults.append(f"one spider is wanted, of {', '.join(sorted(loader.list()))}; not {' '.join(names) or 'none'}")
    elif names[0] not in loader.list():
        faults.append(unknown("spider", names[0], loader.list()) + f" (there are {', '.join(sorted(loader.list()))})")
    else:
        spider = loader.load(names[0])
        faults += spider_faults(spider, opts.spargs)
    if spider is None or faults:
        # With a fault in the folder's own setting, whose folder the default is nobody knows.
        return None, (OutputUnusable if any("OUTPUT_DIR" in fault for fault in faults) else UsageError)(
            "\n".join(faults)
        )
    return spider, None


def ended_by(task: asyncio.Task[None]) -> BaseException | None:
    """Return the exception that ended *task*, if one did."""
    return task.exception() if task.done() and not task.cancelled() else None


def let_go(crawler: Crawler) -> None:
    """End the ledger of a crawl that was stopped without being closed."""
    try:
        keeper = crawler.get_extension(LedgerKeeper)
    except RuntimeError:  # it did not come so far as to have one
        return
    if keeper is not None:
        keeper.let_go()


def stats_of(crawler: Crawler) -> StatsCollector:
    """Return the stats of *crawler*; empty ones where it did not come so far as to have any."""
    try:
        return crawler.stats
    except RuntimeError:
        return StatsCollector(crawler)


def complain(error: BaseException) -> None:
    """Print *error* on standard error, a line a fault."""
    for line in str(error).splitlines():
        print(f"scrapy crawl: error: {printable(line)}", file=sys.stderr)
