"""Milliseconds of a core a page, stage by stage, beside a saved base: where the time goes, and what a change costs.

    python -m benchmarks.stages PAGES.warc.gz [PAGES.warc.gz …] [--every 4] [--save]

One process, its own processor time, patterns compiled beforehand. All times are also told in turns of a loop of plain
Python that is timed between the pages: a machine with other work is slower by the same measure, and the base holds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import captures
from benchmarks.train import page_of
from pipelines.assemble import assemble
from pipelines.document import Document
from pipelines.exceptions import Rejection
from pipelines.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas import Page

BASE = Path(__file__).with_name("stages.json")
#: Pages that are read untimed first.
WARM_UP = 30
#: Turns of the loop, and how long they take on the machine that the figures are told for, in milliseconds.
TURNS, USUAL = 20_000, 1.0


def measure(pages: Iterable[Page]) -> dict[str, float]:
    """Return the milliseconds a page of every stage, as they would be on a machine of the usual pace."""
    spent: dict[str, float] = {}
    paces: list[float] = []
    for page in pages:
        paces.append(pace())
        for stage, seconds in stages_of(page):
            spent[stage] = spent.get(stage, 0.0) + seconds
    scale = USUAL / statistics.median(paces)
    found = {stage: round(1000 * scale * seconds / len(paces), 2) for stage, seconds in spent.items()}
    return {**found, "all": round(sum(found.values()), 2)}


def stages_of(page: Page) -> Iterable[tuple[str, float]]:
    """Yield each stage that *page* goes through, and the seconds it takes."""
    document = Document(page)
    for stage in (*STAGES, assemble):
        start = time.process_time()
        try:
            stage(document)
        except Rejection:
            return
        yield f"{stage.__module__.removeprefix('pipelines.')}.{stage.__name__}", time.process_time() - start


def pace() -> float:
    """Return how many milliseconds TURNS of a loop take."""
    start, total = time.process_time(), 0
    for number in range(TURNS):
        total += number & 3
    return 1000 * (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+")
    parser.add_argument("--every", type=int, default=1, help="take every n-th page")
    parser.add_argument("--save", action="store_true", help="make this the base")
    options = parser.parse_args()
    for page in islice(captures(options.archives), WARM_UP):
        list(stages_of(page_of(page)))
    found = measure(map(page_of, islice(captures(options.archives), None, None, options.every)))
    base = json.loads(BASE.read_text(encoding="utf-8")) if BASE.exists() else {}
    for stage, figure in found.items():
        print(f"{stage:32} {figure:8.2f} {base.get(stage, 0.0):8.2f}", file=sys.stdout)
    if options.save:
        BASE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
