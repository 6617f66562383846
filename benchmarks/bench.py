"""Plainwire and its peers over the same pages, in one run: how good the records are, and how fast they come.

    python -m benchmarks.bench [--corpus DIR] [--folders A,B] [--only NAME,NAME] [--rounds N] [--results FILE.json]

`make bench CORPUS=DIR` installs the peers into `.venv-bench` and runs it. Everyone gets the same WARC files, in
processes of its own, one contender after the other, round after round. The records of the first round are scored; a
speed is set against the reference's in the same round, for machines differ from minute to minute. Prints the tables,
writes the results and, beside them, the tables (.md) and a chart (.svg).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.chart import chart
from benchmarks.contenders import CONTENDERS, REFERENCE, Outcome
from benchmarks.corpus import PAGES, NoCorpusError, digest_of, folders_of, gold_of
from benchmarks.score import JUDGES, Figures, score
from benchmarks.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
#: Share of the cores that may be at work before the first contender starts: beyond it speeds are no more than a hint.
QUIET = 0.5
#: Characters of a fault that are shown.
SHOWN = 200


class UsageError(Exception):
    """What was asked for cannot be run; the message says why."""


def chosen(only: str | None) -> list[str]:
    """Return the contenders named in *only*, or all; the reference is always the first."""
    names = only.split(",") if only else list(CONTENDERS)
    unknown = [name for name in names if name not in CONTENDERS]
    if unknown:
        raise UsageError(f"no contender is called {', '.join(unknown)}; there are {', '.join(CONTENDERS)}")
    names = [REFERENCE, *(name for name in CONTENDERS if name in names and name != REFERENCE)]
    missing = [name for name in names if CONTENDERS[name].version is None]
    if missing:
        raise UsageError(f"not installed: {', '.join(missing)} (`make bench` installs them)")
    return names


def compete(names: list[str], folders: list[Path], rounds: int) -> dict[str, dict[str, Any]]:
    """Return what is to be said of each contender, the rounds done one after the other."""
    archives = [folder / PAGES for folder in folders]
    results: dict[str, dict[str, Any]] = {
        name: {"version": CONTENDERS[name].version, "pages_per_second": [], "failed": None, "figures": {}}
        for name in names
    }
    for number in range(1, rounds + 1):
        for name in names:
            say(f"round {number} of {rounds}: {name} …")
            outcome = run(name, archives)
            result = results[name]
            result["pages_per_second"].append(round(outcome.pages / outcome.seconds, 2) if outcome else None)
            if outcome and number == 1:
                result["failed"] = len(outcome.faults)
                result["figures"] = {folder.name: judged(folder, outcome) for folder in folders}
    for result in results.values():
        result["ratio"] = ratio(result["pages_per_second"], results[REFERENCE]["pages_per_second"])
    return results


def run(name: str, archives: list[Path]) -> Outcome | None:
    """Return what the contender called *name* makes of *archives*; None, and why, where it breaks down."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            outcome = CONTENDERS[name].run(archives, Path(folder))
        except subprocess.SubprocessError as error:
            last = (getattr(error, "stderr", None) or b"")[-500:]
            say(f"  {name} broke down: {error} {last if isinstance(last, str) else last.decode(errors='replace')}")
            return None
    rate = outcome.pages / outcome.seconds
    say(
        f"  {name}: {outcome.pages} pages in {outcome.seconds:.1f} s, {rate:.1f} a second, {len(outcome.faults)} failed"
    )
    for fault in outcome.faults:
        say(f"    {' '.join(fault.split())[:SHOWN]}")
    return outcome


def judged(folder: Path, outcome: Outcome) -> Figures:
    """Return the figures of *outcome* on the pages of *folder*; none for a field that the contender never fills."""
    filled = {field for record in outcome.records.values() for field, value in record.items() if value}
    figures = score(gold_of(folder), outcome.records)
    return {name: value for name, value in figures.items() if name not in JUDGES or JUDGES[name] in filled}


def ratio(rates: list[float | None], references: list[float | None]) -> float | None:
    """Return the median of *rates* over *references*, round by round; None where no round has both."""
    ratios = [ours / theirs for ours, theirs in zip(rates, references, strict=True) if ours and theirs]
    return round(statistics.median(ratios), 2) if ratios else None


def circumstances() -> dict[str, Any]:
    """Return when and on what the run was made."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return {
        "started": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {cores} cores",
        "load_before": round(load, 2),
        "quiet": load <= QUIET * cores,
    }


def say(line: str) -> None:
    """Tell whoever waits."""
    print(line, file=sys.stderr, flush=True)


def write(results: dict[str, Any], path: Path) -> None:
    """Write *results* to *path*, and the tables and the chart beside it."""
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text(tables(results) + "\n", encoding="utf-8")
    path.with_suffix(".svg").write_text(chart(results), encoding="utf-8")


def bench(corpus: Path, folders: list[str], only: str | None, rounds: int) -> dict[str, Any]:
    """Return the results of a whole run."""
    where, names = folders_of(corpus, folders), chosen(only)
    told = {folder.name: {"pages": len(gold_of(folder)), "sha256": digest_of(folder)} for folder in where}
    say(f"{len(names)} contenders over {sum(len(gold_of(folder)) for folder in where)} pages")
    return {**circumstances(), "corpus": told, "rounds": rounds, "contenders": compete(names, where, rounds)}


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus", help="folder of folders (benchmarks/corpus)")
    parser.add_argument("--folders", type=lambda text: text.split(","), default=[], help="some of them (all)")
    parser.add_argument("--only", help="some of the contenders (all); the reference always runs")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is timed (1)")
    parser.add_argument(
        "--results", type=Path, default=HERE / "results.json", help="where to write (benchmarks/results.json)"
    )
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    try:
        results = bench(options.corpus, options.folders, options.only, options.rounds)
    except (NoCorpusError, UsageError) as error:
        say(str(error))
        return 2
    write(results, options.results)
    print(tables(results))
    return int(any(not result["figures"] for result in results["contenders"].values()))


if __name__ == "__main__":
    raise SystemExit(main())
