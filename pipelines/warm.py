"""Imported by the process that workers are forked from: what the stages make at first use is made once, for all.

Patterns over the phrases of all languages, langdetect's profiles, the trees that weigh: a second's work and most
of a worker's memory. They are made by refining a page that has something for every stage. Then the garbage collector
is told that all of it stays: it need not look through it again, page after page, and workers share its memory.

A run is stopped by its own process, which ends the workers in its turn: a signal to all of its processes, as service
managers send it, must not take the process that they are forked from. A worker that comes up when its pool is gone has
nothing to tell.
"""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.work import refine
from schemas import Draft, Page

if TYPE_CHECKING:
    from types import TracebackType

#: New objects after which the garbage collector looks among them: a page makes ten thousand, hardly any in a cycle.
NEW_OBJECTS = 10_000
PAGE = Path(__file__).with_suffix(".html")


def sample() -> Page:
    """Return the page with something for every stage."""
    url = "https://news.example/town/bridge-opens"
    body = PAGE.read_bytes()
    return Page(
        url=url,
        announced_url=url,
        body=body,
        media_type="text/html",
        charset="utf-8",
        fetched_at="2024-05-07T08:00:00Z",
        position=(0, 0),
    )


def warm() -> Draft:
    """Make what the stages make at first use, and keep the garbage collector from it, while it is made too."""
    gc.disable()
    draft = refine(sample())
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()
    return draft


def tell_failure(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Print with what a worker fails as it comes up, unless its pool is gone: a semaphore of it, which has no file's
    name, or its pipe."""
    is_gone = isinstance(error, FileNotFoundError) and error.filename is None
    if not (is_gone or isinstance(error, EOFError | ConnectionError)):
        sys.__excepthook__(kind, error, traceback)


signal.signal(signal.SIGTERM, signal.SIG_IGN)
sys.excepthook = tell_failure
warm()
