"""Results in, tables out, in Markdown: one of speed, one of quality for each folder."""

from __future__ import annotations

import statistics
from typing import Any

HEADINGS = {
    "body_f1": "body F1",
    "body_precision": "precision",
    "body_recall": "recall",
    "body_perfect": "perfect",
    "snippet_f": "snippets F",
    "title": "title",
    "date_right": "date right",
    "date_wrong": "date wrong",
    "authors_f": "authors F",
    "language": "language",
    "empty": "empty",
}
NOTHING = "–"


def tables(results: dict[str, Any]) -> str:
    """Return every table of *results*, and under what circumstances it was made."""
    parts = [circumstances(results), speed_table(results["contenders"])]
    parts += [quality_table(folder, told["pages"], results["contenders"]) for folder, told in results["corpus"].items()]
    return "\n\n".join(parts)


def circumstances(results: dict[str, Any]) -> str:
    """Return what a reader must know about the figures, in a line."""
    pages = sum(folder["pages"] for folder in results["corpus"].values())
    rounds = f"{results['rounds']} round" + "s" * (results["rounds"] > 1)
    busy = f" Speeds are provisional: the machine was busy (load {results['load_before']})." * (not results["quiet"])
    return (
        f"{results['started'][:10]}: {pages} pages, {rounds}, {results['machine']}, Python {results['python']}.{busy}"
    )


def speed_table(contenders: dict[str, dict[str, Any]]) -> str:
    """Return speed against the reference's, and pages that failed."""
    rows = []
    for name, result in contenders.items():
        rates = [rate for rate in result["pages_per_second"] if rate]
        rate = number(statistics.median(rates) if rates else None, 1)
        failed = NOTHING if result["failed"] is None else str(result["failed"])
        rows.append([name, str(result["version"]), rate, number(result["ratio"], 2), failed])
    return table(["", "version", "pages/s", "ratio", "pages failed"], rows)


def quality_table(folder: str, pages: int, contenders: dict[str, dict[str, Any]]) -> str:
    """Return the figures on *folder*; a column where any contender has one."""
    figures = {name: result["figures"].get(folder, {}) for name, result in contenders.items()}
    columns = [key for key in HEADINGS if any(key in found for found in figures.values())]
    rows = [
        [name, *(number(found.get(key), 0 if key == "empty" else 3) for key in columns)]
        for name, found in figures.items()
    ]
    return table([f"{folder} ({pages} pages)", *(HEADINGS[key] for key in columns)], rows)


def number(value: float | None, digits: int) -> str:
    """Return *value* as it is printed."""
    return NOTHING if value is None else f"{value:.{digits}f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table whose columns stand under one another."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )
