"""Pages a second of the whole main job over a WARC file, beside a reference: a pool around trafilatura and langdetect.

    python -m benchmarks.speed PAGES.warc.gz [PAGES.warc.gz …] [--rounds 3] [--times 4]

Both run in turn, round after round, as processes of their own: the ratio within a round is what counts, for machines
differ from minute to minute. The reference reads the same files, extracts with trafilatura (precision, with metadata),
detects the language, and writes one JSON line a page. Each has two processes for the pages. `--times` takes the pages
under several sets of addresses, so that start-up does not decide. What both use of the cores is told beside their
pace: where the machine has other work, it says more.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import PROCESSES
from benchmarks.copies import copied
from benchmarks.usage import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parent.parent
#: Where the reference writes.
LINES = "reference.jsonl"


def plainwire(archives: list[Path], folder: Path) -> int:
    """Run the main job over *archives* and return how many pages it read."""
    subprocess.run(plainwire_command(archives, folder), cwd=ROOT, check=True, capture_output=True)
    return plainwire_pages(folder)


def plainwire_command(archives: list[Path], folder: Path) -> list[str]:
    """Return the main job over *archives*, with its output in *folder*."""
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={','.join(map(str, archives))}"]
    return [*command, "-s", f"OUTPUT_DIR={folder}", "-s", f"EXTRACT_WORKERS={PROCESSES}"]


def plainwire_pages(folder: Path) -> int:
    """Return how many pages the main job read whose output lies in *folder*."""
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return int(run["total"]["pages"])


def reference(archives: list[Path], folder: Path) -> int:
    """Run the reference over *archives* and return how many pages it read."""
    subprocess.run(reference_command(archives, folder), cwd=ROOT, check=True, capture_output=True)
    return reference_pages(folder)


def reference_command(archives: list[Path], folder: Path) -> list[str]:
    """Return the reference over *archives*, with its output in *folder*."""
    return [sys.executable, "-m", "benchmarks.reference", str(folder / LINES), *map(str, archives)]


def reference_pages(folder: Path) -> int:
    """Return how many pages the reference read whose output lies in *folder*."""
    with (folder / LINES).open(encoding="utf-8") as lines:
        return sum(1 for _ in lines)


JOBS = {"reference": (reference_command, reference_pages), "plainwire": (plainwire_command, plainwire_pages)}


class Run(NamedTuple):
    """One run of one of JOBS."""

    pages_per_second: float
    core_ms_a_page: float
    memory: int


def measure(archives: list[Path], rounds: int) -> dict[str, object]:
    """Return the pace of both, round by round and as medians, what they use, and the ratios of each round."""
    runs: dict[str, list[Run]] = {name: [] for name in JOBS}
    for _ in range(rounds):
        for name in JOBS:
            runs[name].append(timed(name, archives))
    pairs = list(zip(runs["plainwire"], runs["reference"], strict=True))
    return {
        "pages_per_second": middle(runs, lambda run: run.pages_per_second),
        "ratio": ratio(ours.pages_per_second / theirs.pages_per_second for ours, theirs in pairs),
        "core_ms_a_page": middle(runs, lambda run: run.core_ms_a_page),
        "ratio_by_cores": ratio(theirs.core_ms_a_page / ours.core_ms_a_page for ours, theirs in pairs),
        "peak_mib": {name: max(run.memory for run in found) >> 20 for name, found in runs.items()},
        "rounds": {name: [round(run.pages_per_second, 1) for run in found] for name, found in runs.items()},
        "cores": os.cpu_count(),
    }


def timed(name: str, archives: list[Path]) -> Run:
    """Run the job called *name* over *archives*."""
    command, count = JOBS[name]
    with tempfile.TemporaryDirectory() as folder:
        usage = run(command(archives, Path(folder)), ROOT)
        pages = count(Path(folder))
    return Run(pages / usage.seconds, 1000 * usage.core_seconds / pages, usage.memory)


def middle(runs: dict[str, list[Run]], figure: Callable[[Run], float]) -> dict[str, float]:
    return {name: round(statistics.median(map(figure, found)), 1) for name, found in runs.items()}


def ratio(values: Iterable[float]) -> float:
    return round(statistics.median(values), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--times", type=int, default=1, help="take the pages under so many sets of addresses")
    options = parser.parse_args()
    archives = [archive.resolve() for archive in options.archives]
    with tempfile.TemporaryDirectory() as folder:
        if options.times > 1:
            archives = [copied(archives, options.times, Path(folder))]
        print(json.dumps(measure(archives, options.rounds), indent=2))


if __name__ == "__main__":
    main()
