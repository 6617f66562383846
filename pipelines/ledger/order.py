"""Outcomes in, in whatever order they come; outcomes out, in the order of capture."""

from __future__ import annotations

import heapq
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.outcomes import Outcome

Position = tuple[int, int]


class CaptureOrder:
    """Holds each outcome back until every earlier capture has its own.

    So records stand in the order of capture, duplicates are decided in it, and the archive up to the first capture
    without an outcome is whole: what lies behind is fetched again after a kill, and nothing before it.
    """

    def __init__(self) -> None:
        self.open: list[Position] = []
        self.still_open: dict[Position, str] = {}
        """The key of what was captured there, in the ledger."""
        self.incomplete: set[Position] = set()
        """Those of them that wait for the further pages of their stories."""
        self.held: list[tuple[Position, int, Any]] = []
        self.arrivals = count()
        self.starts: dict[Position, tuple[str, int]] = {}
        self.ends: dict[str, int] = {}

    def written(self, file: str, end: int) -> None:
        """Note that the archive's *file* has *end* bytes by now."""
        self.ends[file] = end

    def begin(self, position: Position, key: str, file: str | None = None, offset: int = 0) -> None:
        """Note a capture at *position*, at byte *offset* of the archive's *file*, that has an outcome under *key*."""
        heapq.heappush(self.open, position)
        self.still_open[position] = key
        if file is not None:
            self.starts[position] = (file, offset)

    def pass_by(self, position: Position) -> None:
        """Note that the capture at *position* has no outcome of its own: it was a redirect, or is tried again."""
        self.still_open.pop(position, None)
        self.starts.pop(position, None)

    def end(self, outcome: Outcome) -> None:
        """Take *outcome*, and hold it until its turn comes. One of a page that was never captured takes the place of
        the capture before it, which is another's."""
        if self.still_open.get(outcome.position) == outcome.key:
            self.pass_by(outcome.position)
        heapq.heappush(self.held, (outcome.position, next(self.arrivals), outcome))

    def first_open(self) -> Position | None:
        """Return the earliest capture without an outcome."""
        while self.open and self.open[0] not in self.still_open:
            heapq.heappop(self.open)
        return self.open[0] if self.open else None

    def release(self) -> list[Outcome]:
        """Return those outcomes whose turn has come."""
        first = self.first_open()
        released = []
        while self.held and (first is None or self.held[0][0] < first):
            released.append(heapq.heappop(self.held)[2])
        return released

    def archive_ends(self) -> dict[str, int]:
        """Return how long each file of the archive is up to the earliest capture without an outcome."""
        first = self.first_open()
        if first is None or first not in self.starts:
            return dict(self.ends)
        file, offset = self.starts[first]
        return {name: end for name, end in self.ends.items() if name < file} | {file: offset}
