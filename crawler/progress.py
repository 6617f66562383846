"""Counts of a run in progress, told: as a bar on a terminal, as log lines elsewhere."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from scrapy.utils.log import get_scrapy_root_handler

from crawler.lines import printable
from schemas.run import SourceCounts

if TYPE_CHECKING:
    from pipelines.tally import Tally

logger = logging.getLogger(__name__)

#: Seconds between two log lines.
LINE_EVERY = 5.0
#: Sources that have a line of their own under the bar at a time.
FEW_SOURCES = 8


def progress_words(total: SourceCounts, seconds: float) -> str:
    """Return *total* as a line of progress after *seconds*."""
    rejected = sum(total.rejected.values())
    rate = total.pages / seconds if seconds else 0.0
    return f"{total.pages} pages, {total.records} records, {rejected} rejected, {rate:.1f} pages/s"


def progress_rows(sources: dict[str, SourceCounts]) -> dict[str, SourceCounts]:
    """Return what has a line: all *sources* together, and each where there are several; of many, those at work."""
    rows = {"all": sum(sources.values(), SourceCounts())}
    if len(sources) > FEW_SOURCES:
        sources = dict([item for item in sources.items() if item[1].pending][:FEW_SOURCES])
    elif len(sources) == 1:
        sources = {}
    return rows | {printable(name) or "-": counts for name, counts in sources.items()}


async def log_lines(tally: Tally, started: float) -> None:
    """Log a line of progress every few seconds, until cancelled."""
    while True:
        await asyncio.sleep(LINE_EVERY)
        total = sum(tally.sources().values(), SourceCounts())
        logger.info("%s", progress_words(total, time.time() - started))


async def show_bar(tally: Tally, started: float) -> None:
    """Show progress on the terminal, in all and by source where they are few, until cancelled."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[words]}", markup=False),
    )
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        handler = get_scrapy_root_handler()
        # Log lines must go over the bar, which the standard error that rich puts in place sees to.
        log = handler if type(handler) is logging.StreamHandler else None
        stream = log.setStream(sys.stderr) if log else None
        tasks: dict[str, TaskID] = {}
        try:
            while True:
                rows = progress_rows(tally.sources())
                for name in [name for name in tasks if name not in rows]:
                    bar.remove_task(tasks.pop(name))
                for name, counts in rows.items():
                    if name not in tasks:
                        tasks[name] = bar.add_task(name, total=None, words="")
                    words = progress_words(counts, time.time() - started)
                    done = counts.announced - counts.pending
                    bar.update(tasks[name], total=counts.announced or None, completed=done, words=words)
                await asyncio.sleep(0.2)
        finally:
            if log and stream:
                log.setStream(stream)
