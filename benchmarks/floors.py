"""What `make test` insists on: for each folder of the corpus the least that the main job must reach (`floors.json`).

    python -m benchmarks.floors CORPUS [FOLDER …]      # the figures beside their floors; exit 1 where one is missed
        --raise                      move floors up to what was found, never down
        --lower FOLDER.FIGURE        move this one to what was found, though it is worse; may be given again
        --anew FOLDER                pin another corpus under this name, and its floors with it; may be given again

Floors hold for one corpus: its digest stands beside them, and with another one they are neither compared nor moved.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.corpus import NoCorpusError, digest_of, folders_of
from benchmarks.quality import quality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from benchmarks.score import Figures

FLOORS = Path(__file__).parent / "floors.json"
#: Figures that have a floor, and those that have a ceiling.
AT_LEAST = ("body_f1", "body_perfect", "snippet_f", "title", "date_right", "authors_f", "language")
AT_MOST = ("date_wrong",)
#: How much a figure may lose to a change made for another's sake, before anyone is asked.
SLACK = 0.002
Floors = dict[str, Any]


@dataclass(frozen=True)
class Miss:
    """A figure that is worse than it may be."""

    figure: str
    found: float
    limit: float

    def __str__(self) -> str:
        return f"{self.figure} {self.found} ({'at most' if self.figure in AT_MOST else 'at least'} {self.limit})"


def load_floors() -> dict[str, Floors]:
    """Return the floors by folder."""
    floors: dict[str, Floors] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def misses(figures: Figures, floors: Floors) -> list[Miss]:
    """Return the figures that are worse than *floors* allow; one that is not there at all counts as worse."""
    below = [Miss(name, figures.get(name, 0.0), limit) for name, limit in floors["at_least"].items()]
    above = [Miss(name, figures.get(name, 1.0), limit) for name, limit in floors["at_most"].items()]
    return [one for one in below if one.found < one.limit] + [one for one in above if one.found > one.limit]


def moved(floors: Floors, figures: Figures, *, up: bool, lower: Iterable[str] = ()) -> Floors:
    """Return *floors* moved to *figures*: where *up*, those that it betters, and in any case those in *lower*."""
    least = {name: math.floor((figures[name] - SLACK) * 1000) / 1000 for name in AT_LEAST if name in figures}
    most = {name: math.ceil((figures[name] + SLACK) * 1000) / 1000 for name in AT_MOST if name in figures}
    sides = {"at_least": (least, max), "at_most": (most, min)}
    return {
        **floors,
        **{
            side: moved_side(floors[side], found, better if up else None, lower)
            for side, (found, better) in sides.items()
        },
    }


def moved_side(
    held: Figures, found: Figures, better: Callable[[float, float], float] | None, lower: Iterable[str]
) -> Figures:
    """Return the limits *held*, moved to those *found*."""
    limits = dict(held)
    for name, limit in found.items():
        if name in lower:
            limits[name] = limit
        elif better:
            limits[name] = better(limit, held.get(name, limit))
    return limits


def gate(folder: Path, known: dict[str, Floors], *, up: bool, anew: bool, lower: set[str]) -> list[Miss]:
    """Measure *folder*, move its floors in *known* as asked, and return what is worse than they now allow."""
    digest = digest_of(folder)
    if not anew and folder.name in known and known[folder.name]["corpus_sha256"] != digest:
        raise NoCorpusError(f"{folder.name} is another corpus than its floors were measured on (--anew {folder.name})")
    figures = quality(folder)
    fresh: Floors = {"corpus_sha256": digest, "pages": int(figures["pages"]), "at_least": {}, "at_most": {}}
    floors = fresh if anew else known.get(folder.name, fresh)
    floors = moved(floors, figures, up=up or anew, lower=lower)
    if floors["at_least"] or floors["at_most"]:
        known[folder.name] = floors
    print(json.dumps({"folder": folder.name, **figures}), flush=True)
    return misses(figures, floors)


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--raise", action="store_true", dest="up")
    parser.add_argument("--lower", action="append", default=[], metavar="FOLDER.FIGURE")
    parser.add_argument("--anew", action="append", default=[], metavar="FOLDER")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    lower = [(folder, figure) for folder, _, figure in (word.rpartition(".") for word in options.lower)]
    known, missed = load_floors(), False
    try:
        folders = folders_of(options.corpus, options.folders)
        check(options.lower, options.anew, [folder.name for folder in folders])
        for folder in folders:
            asked = {figure for name, figure in lower if name == folder.name}
            found = gate(folder, known, up=options.up, anew=folder.name in options.anew, lower=asked)
            missed |= bool(found)
            for miss in found:
                print(f"{folder.name}: {miss}", file=sys.stderr)
    except NoCorpusError as error:
        print(error, file=sys.stderr)
        return 2
    FLOORS.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    return int(missed)


def check(lower: list[str], anew: list[str], folders: list[str]) -> None:
    """Raise NoCorpusError where a word of the command line names nothing that is measured."""
    figures = {f"{folder}.{figure}" for folder in folders for figure in (*AT_LEAST, *AT_MOST)}
    wrong = [*(word for word in lower if word not in figures), *(name for name in anew if name not in folders)]
    if wrong:
        raise NoCorpusError(f"nothing that is measured here: {', '.join(wrong)}")


if __name__ == "__main__":
    raise SystemExit(main())
