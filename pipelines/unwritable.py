"""What an error that keeps a run from writing means for it, and how it ends then."""

from __future__ import annotations

import asyncio
import errno
from typing import TYPE_CHECKING

from pipelines.ledger.faults import LedgerUnwritable
from pipelines.tally import Tally

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

#: What the system says when the output can take no more.
NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EIO})
#: Why a spider is closed then, as Scrapy's stats tell it.
OUTPUT_UNWRITABLE = "output_unwritable"


def give_up(crawler: Crawler, what: str, error: BaseException) -> asyncio.Task[None]:
    """Say that *what* could not be written for *error*, and close the spider; what follows could not be kept either."""
    note_unwritable(Tally(crawler.stats), what, error)
    # Not awaited: closing waits for the items and requests under way.
    return asyncio.ensure_future(crawler.engine.close_spider_async(reason=OUTPUT_UNWRITABLE))


def note_unwritable(tally: Tally, what: str, error: BaseException) -> None:
    """Add to *tally* that *what* could not be written for *error*."""
    full = isinstance(error, LedgerUnwritable) or (isinstance(error, OSError) and error.errno in NO_SPACE)
    words = str(error) if isinstance(error, LedgerUnwritable) else f"{what} cannot be written: {error!r}"
    tally.problem("no_space" if full else "failed", words)
