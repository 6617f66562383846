"""What a run has counted and what its ledger says in, where they disagree out, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.run import SourceCounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def disagreements(
    counted: Mapping[str, SourceCounts], known: Mapping[str, SourceCounts], *, of_documents: bool
) -> list[str]:
    """Return a line for each count of a source that is not what the ledger knows.

    A document that an archive holds twice is counted twice, the second time as `already`, and is one row of the ledger:
    so *of_documents* these two counts are not compared.
    """
    leave_out = {"announced", "already"} if of_documents else set()
    lines = []
    for name in sorted({*counted, *known}):
        ours, theirs = flat(counted.get(name, SourceCounts())), flat(known.get(name, SourceCounts()))
        lines += [
            f"source {name or '-'}: {ours.get(what, 0)} {what} counted, and {theirs.get(what, 0)} in the ledger"
            for what in sorted({*ours, *theirs} - leave_out)
            if ours.get(what, 0) != theirs.get(what, 0)
        ]
    return lines


def flat(counts: SourceCounts) -> dict[str, int]:
    """Return *counts* by name; a reason stands in them as `rejected:REASON`."""
    return dict(items_of(counts))


def items_of(counts: SourceCounts) -> Iterator[tuple[str, int]]:
    """Yield name and number."""
    for name, value in counts:
        if isinstance(value, dict):
            yield from ((f"{name}:{reason}", number) for reason, number in value.items())
        else:
            yield name, value
