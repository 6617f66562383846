"""`scrapy status`: what the ledger of `OUTPUT_DIR` knows, in words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from crawler.lines import printable
from crawler.summary import plain_table
from pipelines.ledger.faults import LedgerRefused
from pipelines.ledger.keeper import ledger_url
from pipelines.ledger.status import LedgerStatus, read_status
from schemas.run import EXIT_CODES

if TYPE_CHECKING:
    import argparse

#: The states an address can be in, in the order of the table.
STATES = ("record", "rejected", "followed", "robots", "out_of_scope", "failed", "pending")
TABLE_HEAD = ("source", "announced", "records", "rejected", "followed", "robots", "left out", "failed", "pending")
#: Hosts and reasons that are named; the others are summed up.
MOST_NAMED = 10


class Command(ScrapyCommand):
    """Reads the ledger and touches nothing: a run may be using it."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Tell what the ledger of OUTPUT_DIR knows: its last run, sources, states, what is pending"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002  # Scrapy gives both
        assert self.settings is not None  # Scrapy sets them before it calls
        folder = Path(self.settings["OUTPUT_DIR"])
        try:
            status = read_status(ledger_url(self.settings["LEDGER_URL"], folder))
        except LedgerRefused as error:
            print(f"scrapy status: error: {printable(str(error))}", file=sys.stderr)
            self.exitcode = EXIT_CODES["usage"]
            return
        print(*map(printable, in_words(status)), sep="\n")


def in_words(status: LedgerStatus) -> list[str]:
    """Return *status* as lines for the user."""
    total = sum(sum(counts.values()) for counts in status.states.values())
    lines = [run_words(status), f"{total} addresses ever announced, {status.identities} records:", ""]
    lines += plain_table(table(status), TABLE_HEAD).splitlines()
    lines += ["", pending_words(status)]
    for state in ("rejected", "out_of_scope", "failed"):
        found = {reason: number for (of, reason), number in status.reasons.items() if of == state}
        lines += [f"{state}: {few(found)}"] if found else []
    sizes = ", ".join(f"{name} ({size:,} bytes)" for name, size in status.sizes.items())
    return [*lines, f"files: {sizes or 'none'}"]


def run_words(status: LedgerStatus) -> str:
    """Return what there is to say of the last run."""
    last = status.last
    if last is None:
        return "no run yet"
    if last.finished:
        end = f"came to its end at {last.ended}"
    elif last.ended:
        end = f"stopped at {last.ended}; the same command goes on with it"
    else:
        end = "is running, or was killed; then the same command goes on with it"
    return f"run {status.runs}: `{last.command}` began at {last.started} and {end}"


def table(status: LedgerStatus) -> list[tuple[str, ...]]:
    """Return the rows of the table: a source each, and all of them."""
    rows = [(name or "-", counts) for name, counts in status.states.items()]
    everything = {state: sum(counts.get(state, 0) for _, counts in rows) for state in STATES}
    return [
        (name, str(sum(counts.values())), *(str(counts.get(state, 0)) for state in STATES))
        for name, counts in [*rows, ("all", everything)]
    ]


def pending_words(status: LedgerStatus) -> str:
    """Return what is still to be fetched, and where."""
    if not status.pending:
        return "pending: nothing"
    return f"pending: {status.pending.total()} addresses: {few(dict(status.pending.most_common()))}"


def few(numbers: dict[str, int]) -> str:
    """Return *numbers* by name on one line, those after the first summed up."""
    named = [f"{number} {name}" for name, number in list(numbers.items())[:MOST_NAMED]]
    others = sum(list(numbers.values())[MOST_NAMED:])
    return ", ".join([*named, *([f"{others} others"] if others else [])])
