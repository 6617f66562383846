"""Measure how often titles, days and authors are right by the kind of evidence they stand on, and say how that holds.

    python -m benchmarks.calibrate CORPUS [FOLDER …] [--save]

Every value that refine gives a page whose gold has the field counts, right or wrong as `score.py` judges it; authors
are right where their names are those of the gold. Pages are read without a memory of their hosts, which changes
texts alone.

Prints, for each field, the kinds with their counts; then how a confidence learned from four folds of hosts holds on the
fifth. `--save` writes what was seen in all folds to `pipelines/describe/confidence.toml`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.corpus import PAGES, digest_of, folders_of, gold_of
from benchmarks.score import Tally
from benchmarks.train import FOLDS, fold_of
from crawler.warc.pages import page_of
from crawler.warc.reader import Capture, read_archive
from pipelines.describe.confidence import FIELDS, SEEN, kind_in, shares_of
from pipelines.exceptions import Rejection
from pipelines.stages import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.corpus import Gold
    from benchmarks.score import Record

#: The fields as the gold calls them.
IN_GOLD = {"title": "title", "published": "date", "authors": "authors"}
#: Bins of a reliability table.
BINS = 10
HEAD = """\
# Made by `python -m benchmarks.calibrate CORPUS --save`: by field and kind of evidence, how many values were right of
# those seen on pages whose answer is known.

[corpus_sha256]
"""
Counts = dict[str, dict[str, int]]


class Value(NamedTuple):
    """A value whose answer is known."""

    name: str
    """The field."""
    kind: str
    """The kind of evidence."""
    right: bool
    fold: int


class Guess(NamedTuple):
    """A confidence, and whether the value was right."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """The guesses of about the same confidence."""

    confidence: float
    """Their mean confidence."""
    share: float
    """The share of them that was right."""
    count: int


def values_in(folder: Path) -> Iterator[Value]:
    """Yield the values found on the pages of *folder* whose gold has the field."""
    gold = {line["url"]: answers for line in gold_of(folder) if (answers := known(line))}
    for event in read_archive(folder / PAGES):
        if not isinstance(event, Capture) or event.url not in gold:
            continue
        with suppress(Rejection):
            document = read(page_of(event))
            record = {name: document.value(name) for name in FIELDS}
            for name, right in verdicts(gold[event.url], record).items():
                if kind := kind_in(document, name):
                    yield Value(name, kind, right, fold_of(event.url))


def known(gold: Gold) -> Gold:
    """Return the answers of *gold* that are asked for."""
    return {key: gold[key] for key in IN_GOLD.values() if gold.get(key)}


def verdicts(gold: Gold, record: Record) -> dict[str, bool]:
    """Return, for each field that *gold* and *record* have, whether the scorer finds it right."""
    tally = Tally()
    tally.add(gold, record)
    found = {
        "title": tally.titles == [True],
        "published": tally.dates == [True],
        "authors": not (tally.names["surplus"] or tally.names["missing"]),
    }
    return {name: right for name, right in found.items() if record.get(name) and gold.get(IN_GOLD[name])}


def counted(values: Iterable[Value]) -> Counts:
    """Return how many of *values* were seen, and right, by kind."""
    seen: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for value in values:
        seen[value.kind][value.right] += 1
    return {kind: {"right": seen[kind][True], "seen": seen[kind].total()} for kind in sorted(seen)}


def held_out(values: list[Value]) -> tuple[list[Guess], list[Guess]]:
    """Return the confidence of each of *values* as the other folds teach it, and the one share that they teach of all.

    A value of a kind that is too rare there has none, and stands in neither.
    """
    guesses: list[Guess] = []
    constant: list[Guess] = []
    for fold in range(FOLDS):
        others = [value for value in values if value.fold != fold]
        shares = shares_of(counted(others))
        for value in values:
            if value.fold == fold and value.kind in shares:
                guesses.append(Guess(shares[value.kind], value.right))
                constant.append(Guess(sum(other.right for other in others) / len(others), value.right))
    return guesses, constant


def brier(guesses: list[Guess]) -> float:
    """Return the mean square of how far *guesses* are from what was so."""
    return sum((guess.confidence - guess.right) ** 2 for guess in guesses) / len(guesses)


def reliability(guesses: list[Guess]) -> list[Bin]:
    """Return *guesses* in bins of confidence, the lowest first; none that is empty."""
    bins: defaultdict[int, list[Guess]] = defaultdict(list)
    for guess in guesses:
        bins[min(int(guess.confidence * BINS), BINS - 1)].append(guess)
    return [
        Bin(sum(guess.confidence for guess in found) / len(found), sum(g.right for g in found) / len(found), len(found))
        for _, found in sorted(bins.items())
    ]


def expected_error(bins: list[Bin]) -> float:
    """Return the expected calibration error: how far confidence and share right are apart, bins by their size."""
    return sum(abs(one.confidence - one.share) * one.count for one in bins) / sum(one.count for one in bins)


def report(name: str, values: list[Value]) -> None:
    """Print the kinds of field *name*, and how confidence holds on hosts held out."""
    print(f"\n{name}: {len(values)} values, {sum(value.right for value in values) / len(values):.3f} right")
    counts = counted(values)
    shares = shares_of(counts)
    for kind, count in counts.items():
        told = f"{shares[kind]:.3f}" if kind in shares else "null"
        print(f"  {kind:20} {count['right']:4} of {count['seen']:4}  {told}")
    guesses, constant = held_out(values)
    if not guesses:
        return
    bins = reliability(guesses)
    print("  held out: confidence, share right, values")
    for one in bins:
        print(f"    {one.confidence:.3f}  {one.share:.3f}  {one.count:4}")
    print(f"    expected calibration error {expected_error(bins):.3f}", end="; ")
    print(f"Brier {brier(guesses):.4f}, of one share for all {brier(constant):.4f}", flush=True)


def table(seen: dict[str, Counts], digests: dict[str, str]) -> str:
    """Return the TOML of what was *seen* by field and kind, in a corpus whose folders have *digests*."""
    lines = [HEAD, *(f'"{folder}" = "{digest}"\n' for folder, digest in digests.items())]
    for name, counts in seen.items():
        lines.append(f"\n[{name}]\n")
        lines += [f'"{kind}" = {{ right = {one["right"]}, seen = {one["seen"]} }}\n' for kind, one in counts.items()]
    return "".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--save", action="store_true", help=f"write {SEEN.name}")
    options = parser.parse_args()
    found = {folder: list(values_in(folder)) for folder in folders_of(options.corpus, options.folders)}
    by_field = {name: [one for values in found.values() for one in values if one.name == name] for name in FIELDS}
    for name, values in by_field.items():
        report(name, values)
    if options.save:
        digests = {folder.name: digest_of(folder) for folder, values in found.items() if values}
        SEEN.write_text(table({name: counted(values) for name, values in by_field.items()}, digests), encoding="utf-8")
        print(f"\n{SEEN}")


if __name__ == "__main__":
    main()
