"""Text of strangers in, text for a terminal or a log out: no control characters, one line a record."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from scrapy.utils.log import get_scrapy_root_handler

if TYPE_CHECKING:
    from types import TracebackType

    from scrapy.settings import BaseSettings

#: Control characters, line and paragraph separators, and what turns the direction of writing.
UNPRINTABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
#: Stands before the lines of a traceback, so that none can pass for a record.
MARGIN = "  | "


def printable(text: str) -> str:
    """Return *text* with every character escaped that a terminal would act on."""
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


class PlainFormatter(logging.Formatter):
    """Formats records so that no page can colour, forge or split a line."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the record's line."""
        return printable(super().formatMessage(record))

    def formatException(  # noqa: N802
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Return the traceback, a margin before each line."""
        return with_margin(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        """Return the stack, a margin before each line."""
        return with_margin(stack_info)


def log_plainly(settings: BaseSettings) -> None:
    """Have Scrapy's log handler format so; not before the spider is open, for a crawler that starts replaces it."""
    handler = get_scrapy_root_handler()
    if handler is not None:
        handler.setFormatter(PlainFormatter(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"]))


def with_margin(text: str) -> str:
    """Return *text*, printable, with a margin before each line."""
    return "\n".join(MARGIN + printable(line) for line in text.split("\n"))
