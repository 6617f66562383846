"""Run: what `run.json` says of a run."""

from __future__ import annotations

from typing import Literal, Self

from schemas.content import Model

Status = Literal["complete", "failed", "usage", "degraded", "locked", "no_space", "interrupted"]
EXIT_CODES: dict[Status, int] = {
    "complete": 0,
    "failed": 1,
    "usage": 2,
    "degraded": 3,
    "locked": 4,
    "no_space": 5,
    "interrupted": 6,
}
#: Where several apply, the first counts.
PRECEDENCE: tuple[Status, ...] = ("locked", "usage", "failed", "no_space", "interrupted", "degraded", "complete")
#: What the addresses that were announced come to, if not `pending`; the names of counts.
ENDS = ("pages", "already", "followed", "robots", "out_of_scope", "failed")


class Damage(Model):
    """A part of an archive that could not be read."""

    file: str
    """Path of the WARC file, as given."""
    offset: int
    """Byte at which the damaged part begins."""
    why: str
    """What is wrong with it, in words."""
    bytes_lost: int | None
    """Bytes of the file that were passed over; null where that is not known."""


class SourceCounts(Model):
    """What became of all that was announced: `pages` = `records` + the sum of `rejected`, and `announced` = `pages` +
    `already` + `followed` + `robots` + `out_of_scope` + `failed` + `pending`."""

    announced: int = 0
    """Addresses, or documents of an archive, that the run met."""
    pages: int = 0
    """Those that went through the item pipelines."""
    records: int = 0
    """Pages that became a record."""
    rejected: dict[str, int] = {}
    """Pages that became none, by reason."""
    already: int = 0
    """Those that an earlier run has done, with nothing new to do."""
    followed: int = 0
    """Feeds, sitemaps and section pages that were read for links."""
    robots: int = 0
    """Addresses that robots.txt forbids."""
    out_of_scope: int = 0
    """Addresses that the seeds file, a limit or a replayed archive leaves out."""
    failed: int = 0
    """Feeds, sitemaps and section pages that could not be fetched or read; pages that took their worker with them three
    times, which are not tried again."""
    pending: int = 0
    """Addresses that an interrupted run did not come to."""

    @classmethod
    def from_flat(cls, counts: dict[str, int]) -> Self:
        """Return *counts* as this table; a reason stands in them as `rejected:REASON`."""
        rejected = {
            what.removeprefix("rejected:"): count
            for what, count in sorted(counts.items())
            if what.startswith("rejected:") and count
        }
        plain = {what: count for what, count in counts.items() if not what.startswith("rejected:")}
        pending = plain.get("announced", 0) - sum(plain.get(state, 0) for state in ENDS)
        return cls.model_validate({**plain, "rejected": rejected, "pending": pending})

    def __add__(self, other: SourceCounts) -> SourceCounts:
        """Return the sum of both tables."""
        reasons = sorted({*self.rejected, *other.rejected})
        whole = {
            name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields if name != "rejected"
        }
        rejected = {reason: self.rejected.get(reason, 0) + other.rejected.get(reason, 0) for reason in reasons}
        return SourceCounts(rejected=rejected, **whole)

    @property
    def to_be_pages(self) -> int:
        """How many addresses are, or may still become, pages."""
        return self.announced - self.already - self.followed - self.out_of_scope - self.failed

    @property
    def accounted(self) -> bool:
        """Whether every page has one outcome, and no more addresses came to an end than were announced."""
        return self.pages == self.records + sum(self.rejected.values()) and self.pending >= 0


class WrittenFile(Model):
    """A file of the output."""

    sha256: str
    """Digest of its bytes, in hex."""
    bytes: int
    """Its size."""
    lines: int | None
    """Its lines; null where it is not made of lines."""


class Run(Model):
    """One run of `scrapy crawl`."""

    status: Status
    """How it ended, in a word."""
    exit_code: int
    """How it ended, as the exit code."""
    messages: list[str]
    """Why the status is not `complete`; empty where it is."""
    command: list[str]
    """The command line."""
    spider: str
    """The spider asked for."""
    options: dict[str, str]
    """What was given with `-a`."""
    settings: dict[str, str | int | float | bool | None]
    """Plainwire's own settings, as they held."""
    started: str
    """When it began (UTC): `YYYY-MM-DDThh:mm:ssZ`."""
    finished: str
    """When it ended (UTC)."""
    seconds: float
    """How long it took."""
    sources: dict[str, SourceCounts]
    """Counts of each source by its name in the seeds file; of a foreign archive, under `""`."""
    total: SourceCounts
    """Counts of all sources."""
    set_aside: dict[str, int]
    """Why addresses were left out, as `state/why`."""
    parts: dict[str, int] = {}
    """What became of the further pages of stories that this process asked for: `fetched`, or why one was not to be had,
    with which the story ends; and why stories could not be worked on with them, and were without."""
    not_reproducible: int
    """Pages that met the time limit or lost their worker: another run may judge them otherwise."""
    damage: list[Damage]
    """What could not be read of the archives."""
    passed_over: dict[str, int]
    """Records of the archives that are no documents, by WARC type or media type."""
    memory: str | None = None
    """SHA-256, in hex, of what was known of hosts when it began (what recurs on their pages, and so is template); null
    where that was nothing."""
    versions: dict[str, str]
    """What it ran on."""
    files: dict[str, WrittenFile]
    """What lies in the output folder, by name."""
