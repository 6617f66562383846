"""Tally: what a run counts while it lasts, kept as Scrapy stats, so that every component can add to it.

Anyone who holds a crawler makes one: `Tally(crawler.stats)`. It has no state of its own.

* A spider names its sources with `source()`, and yields what became of every address as an item. What the ledger has
  committed of it is counted: `announced()` and `settled()`.
* A source whose feed, sitemap or section page could not be read: `source_failed(source, why)`. The run is degraded.
* A reader of archives says what it lost (`damage()`) and what it passed over (`passed_over(kind)`: `revisit`,
  `request`, `image/png` …), once a record.
* A fault in the seeds file that left other sources good: `fault(line)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.run import PRECEDENCE, Damage, SourceCounts, Status

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

#: Parts a stat's key; Scrapy's own idiom is `stage/what`. The name of the source comes last, for it may hold one.
SLASH = "/"


class Tally:
    """Counts per source and outcome, damage and faults."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    # Told by spiders

    def source(self, name: str | None) -> None:
        """Give the source *name* a row in the report, though nothing may come of it."""
        self._count("pages", name, 0)

    def announced(self, source: str | None, number: int = 1) -> None:
        """Count *number* addresses, or documents, that *source* announced: each must end as a page or be set aside."""
        self._count("announced", source, number)

    def source_failed(self, source: str | None, why: str) -> None:
        """Say that the discovery of *source* failed."""
        self.problem("degraded", f"source {source}: {why}")

    def damage(self, damage: Damage) -> None:
        """Say what could not be read of an archive."""
        self._append("archive/damage", damage)

    def passed_over(self, kind: str) -> None:
        """Count one record of an archive that is no document to read: its WARC type, or its media type."""
        self.stats.inc_value(f"archive/passed_over/{kind}")

    def fault(self, line: str) -> None:
        """Say what is wrong in the input, for example one line of the seeds file, when the rest is still good."""
        self.problem("degraded", line)

    def problem(self, status: Status, message: str) -> None:
        """Say why the run cannot end as `complete`; of several statuses the gravest counts."""
        self._append(f"problems/{status}", message)

    def memory(self, digest: str | None) -> None:
        """Say what the run began with of what is known of hosts."""
        self.stats.set_value("run/memory", digest)

    def part(self, what: str) -> None:
        """Say what became of a further page of a story: `fetched`, or why it was not to be had; or why a story could
        not be worked on with its further pages."""
        self.stats.inc_value(f"parts/{what}")

    def counted_by_clock(self) -> None:
        """Say that a page of the first pass was not counted for the time it took, or with its worker lost."""
        self.stats.inc_value("run/counted_by_clock")

    def closed(self, reason: str) -> None:
        """Say why the spider was closed, in Scrapy's words."""
        self.stats.set_value("run/closed", reason)

    # Told by the ledger

    def settled(self, source: str | None, state: str, reason: str | None, number: int = 1) -> None:
        """Count *number* addresses, or documents, of *source* that got their *state*, for *reason*."""
        if state == "record":
            self._count("pages", source, number)
            self._count("records", source, number)
        elif state == "rejected":
            self._count("pages", source, number)
            self._count(f"rejected:{reason}", source, number)
        else:
            self._count(state, source, number)
            if reason and state in ("out_of_scope", "failed"):
                self.stats.inc_value(f"set_aside/{state}/{reason}", number)

    def restore(self, source: str | None, state: str, reason: str | None, number: int) -> None:
        """Count what an earlier process of the same run has told; what is pending is announced, and no more."""
        self.announced(source, number)
        if state != "pending":
            self.settled(source, state, reason, number)

    # Read by the report

    def sources(self) -> dict[str, SourceCounts]:
        """Return the counts of each source by its name, in the order of their first mention; no name is ``""``."""
        counted: dict[str, dict[str, int]] = {}
        for key, value in self.stats.get_stats().items():
            stage, _, rest = key.partition(SLASH)
            if stage == "run_counts":
                what, _, name = rest.partition(SLASH)
                counted.setdefault(name, {})[what] = value
        return {name: SourceCounts.from_flat(counts) for name, counts in counted.items()}

    def damages(self) -> list[Damage]:
        """Return what was lost of the archives, in the order found."""
        return list(self.stats.get_value("archive/damage", []))

    def reason(self) -> str | None:
        """Return why the spider was closed; None while it is not."""
        reason: str | None = self.stats.get_value("run/closed")
        return reason

    def memory_digest(self) -> str | None:
        """Return the digest of what the run began with of what is known of hosts; None where that was nothing."""
        digest: str | None = self.stats.get_value("run/memory")
        return digest

    def not_counted(self) -> int:
        """Return how many pages of the first pass met the clock or lost their worker."""
        found: int = self.stats.get_value("run/counted_by_clock", 0)
        return found

    def parts(self) -> dict[str, int]:
        """Return what became of the further pages of stories."""
        return self._under("parts/")

    def problems(self) -> dict[Status, list[str]]:
        """Return what kept the run from being complete, by the status that it asks for."""
        return {status: list(found) for status in PRECEDENCE if (found := self.stats.get_value(f"problems/{status}"))}

    def kinds_passed_over(self) -> dict[str, int]:
        """Return how many records of the archives were passed over, by kind."""
        return self._under("archive/passed_over/")

    def details(self) -> dict[str, int]:
        """Return how many addresses were set aside, by state and detail."""
        return self._under("set_aside/")

    def _count(self, what: str, source: str | None, count: int = 1) -> None:
        self.stats.inc_value(f"run_counts/{what}/{source or ''}", count)

    def _append(self, key: str, value: object) -> None:
        found = self.stats.get_value(key)
        if found is None:
            self.stats.set_value(key, found := [])
        found.append(value)

    def _under(self, prefix: str) -> dict[str, int]:
        stats = self.stats.get_stats()
        return {key.removeprefix(prefix): value for key, value in stats.items() if key.startswith(prefix)}
