"""The report of a run, told at its end: a table per source, what went wrong, where the files lie."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.lines import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from schemas.run import Run

TABLE_HEAD = (
    "source",
    "announced",
    "pages",
    "records",
    "rejected",
    "already",
    "followed",
    "robots",
    "left out",
    "failed",
)


def table_rows(run: Run) -> list[tuple[str, ...]]:
    """Return the counts of *run* as rows under TABLE_HEAD: a source each, and all where there are several."""
    named = [(printable(name) or "-", counts) for name, counts in run.sources.items()]
    if len(named) != 1:
        named.append(("all", run.total))
    return [
        (
            name,
            str(counts.announced),
            str(counts.pages),
            str(counts.records),
            str(sum(counts.rejected.values())),
            str(counts.already),
            str(counts.followed),
            str(counts.robots),
            str(counts.out_of_scope),
            str(counts.failed),
        )
        for name, counts in named
    ]


def plain_table(rows: Iterable[tuple[str, ...]], head: tuple[str, ...] = TABLE_HEAD) -> str:
    """Return *head* and *rows* as aligned lines."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def closing_lines(run: Run, folder: Path) -> list[str]:
    """Return what is said under the table: reasons, problems, where the files lie."""
    reasons = ", ".join(f"{count} {reason}" for reason, count in run.total.rejected.items())
    lines = [f"rejected: {reasons}"] if reasons else []
    lines += [f"{run.status}: {message}" if run.status != "complete" else message for message in run.messages]
    files = ", ".join(f"{name} ({file.lines} lines)" for name, file in run.files.items())
    return [*map(printable, lines), f"{run.status} after {run.seconds:.1f} s; in {folder}: {files or 'nothing'}"]


def tell(run: Run, folder: Path) -> None:
    """Print the table of *run* on standard error."""
    if sys.stderr.isatty():
        table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
        for column, head in enumerate(TABLE_HEAD):
            # The name gives way where the terminal is narrow; a number never does.
            width = len(head) if column == 0 else None
            table.add_column(
                head, justify="right" if column else "left", no_wrap=bool(column), overflow="fold", min_width=width
            )
        for row in table_rows(run):
            table.add_row(*map(Text, row))
        console = Console(stderr=True, highlight=False)
        console.print(table)
        for line in closing_lines(run, folder):
            console.print(line, markup=False, soft_wrap=True)
        return
    print(plain_table(table_rows(run)), *closing_lines(run, folder), sep="\n", file=sys.stderr)
