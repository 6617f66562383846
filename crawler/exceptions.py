"""Why a run cannot start or go on.

* OutputLocked         exit 4: another run uses the output, and nothing is written
* UsageError           exit 2: what was asked for cannot be done
  - OutputUnusable     exit 2, and nothing at all is written: the output folder cannot or must not be touched
"""

from __future__ import annotations


class OutputLocked(Exception):
    """Another run uses this `OUTPUT_DIR`: not even `run.json` goes there."""


class UsageError(Exception):
    """A bad option, setting, seeds file or path; raised before the first page, it ends the run with exit code 2.

    Spiders and components raise it from `__init__`, `from_crawler` or `from_settings`, with one line for the user (or
    one line a fault). `scrapy crawl` prints it without a traceback.
    """


class OutputUnusable(UsageError):
    """`OUTPUT_DIR` cannot be written, or must not be: not even `run.json` goes there."""
