"""Pages a second of the whole main job over a WARC file, beside a reference: a pool around trafilatura and langdetect.

    python -m benchmarks.speed PAGES.warc.gz [PAGES.warc.gz …] [--rounds 3]

Both run in turn, round after round, as processes of their own: the ratio within a round is what counts, for machines
differ from minute to minute. The reference reads the same files, extracts with trafilatura (precision, with metadata),
detects the language, and writes one JSON line a page. Each has two processes for the pages.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import PROCESSES

ROOT = Path(__file__).parent.parent


def plainwire(archives: list[Path], folder: Path) -> int:
    """Run the main job over *archives* and return how many pages it read."""
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={','.join(map(str, archives))}"]
    command += ["-s", f"OUTPUT_DIR={folder}", "-s", f"EXTRACT_WORKERS={PROCESSES}"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return int(run["total"]["pages"])


def reference(archives: list[Path], folder: Path) -> int:
    """Run the reference over *archives* and return how many pages it read."""
    output = folder / "reference.jsonl"
    command = [sys.executable, "-m", "benchmarks.reference", str(output), *map(str, archives)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with output.open(encoding="utf-8") as lines:
        return sum(1 for _ in lines)


def measure(archives: list[Path], rounds: int) -> dict[str, object]:
    """Return pages a second of both, and the ratio, round by round and as medians."""
    rates: dict[str, list[float]] = {"plainwire": [], "reference": []}
    for _ in range(rounds):
        for name, job in (("reference", reference), ("plainwire", plainwire)):
            with tempfile.TemporaryDirectory() as folder:
                start = time.perf_counter()
                pages = job(archives, Path(folder))
                rates[name].append(pages / (time.perf_counter() - start))
    ratios = [ours / theirs for ours, theirs in zip(rates["plainwire"], rates["reference"], strict=True)]
    medians = {name: round(statistics.median(values), 1) for name, values in rates.items()}
    return {
        "pages_per_second": medians,
        "ratio": round(statistics.median(ratios), 2),
        "rounds": {name: [round(value, 1) for value in values] for name, values in rates.items()},
        "cores": os.cpu_count(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    archives = [archive.resolve() for archive in options.archives]
    print(json.dumps(measure(archives, options.rounds), indent=2))


if __name__ == "__main__":
    main()
