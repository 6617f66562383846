"""The plain writer, which the ledger is measured against: it replaces the files of a run, and a kill loses all.

    python -m benchmarks.plain PAGES.warc.gz [PAGES.warc.gz …] [--rounds 3]

Runs the main job over the archives with either in turn, and prints pages a second and their ratio, round by round.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Self

from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings

from pipelines.exceptions import Duplicate, Rejection, Unchanged
from pipelines.files import ARTICLES, REJECTED, REMOVED, removed_lines
from pipelines.ledger.keeper import LedgerKeeper
from pipelines.ledger.order import CaptureOrder
from pipelines.outcomes import Record, Refusal, refuse
from pipelines.tally import Tally
from schemas import Article
from schemas.article import to_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler

ROOT = Path(__file__).parent.parent


class Entry(NamedTuple):
    """Where an outcome lies in the spool. A run keeps one a page in memory, and nothing else of it."""

    position: tuple[int, int]
    """Place in the order of capture."""
    tie: int
    """Checksum of the line: outcomes at one position keep one order, whichever came first."""
    offset: int
    """Byte at which it begins."""
    line: int
    """Bytes of its line in `articles.jsonl` or `rejected.jsonl`."""
    removed: int
    """Bytes of its lines in `removed.jsonl`, which follow."""
    key: tuple[bytes, bytes] | None
    """Identity and digest of a record; None of a refusal."""


@dataclass(frozen=True)
class Verdict:
    """What a record is among those before it."""

    revision: int = 1
    duplicate_of: bytes | None = None
    refusal: Rejection | None = None


class Known:
    """The records so far, in the order of capture: which is the first of its kind?"""

    def __init__(self, *, keep_duplicates: bool) -> None:
        self.keep_duplicates = keep_duplicates
        self.latest: dict[bytes, tuple[int, bytes]] = {}
        """Revision and digest of each identity's latest record."""
        self.earliest: dict[bytes, bytes] = {}
        """The first identity of each digest."""

    def judge(self, identity: bytes, digest: bytes) -> Verdict:
        """Return what the next record is, and remember it unless it is refused."""
        revision, last_digest = self.latest.get(identity, (0, b""))
        if digest == last_digest:
            return Verdict(refusal=Unchanged(f"the text of record {identity.hex()} again"))
        first = self.earliest.get(digest, identity)
        if first != identity and not self.keep_duplicates:
            return Verdict(refusal=Duplicate(f"the text of record {first.hex()}"))
        self.latest[identity] = (revision + 1, digest)
        self.earliest.setdefault(digest, identity)
        return Verdict(revision + 1, first if first != identity else None)


class PlainWriter:
    """Replaces the files of a run, at once and whole, when it ends; a run that dies leaves those of the run before.

    While the run lasts, outcomes lie in a nameless file beside them, which is gone when the process is.
    """

    def __init__(self, folder: Path, *, keep_removed: bool, keep_duplicates: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.keep_removed = keep_removed
        self.keep_duplicates = keep_duplicates
        self.entries: list[Entry] = []
        self.spool: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # lives as long as the run
        self.end = 0

    def add(self, outcome: Record | Refusal) -> None:
        """Keep *outcome* for its turn; OSError when there is no room."""
        if isinstance(outcome, Refusal):
            self._spool(outcome.position, to_line(outcome.rejected).encode(), b"", None)
            return
        article = outcome.article
        key = bytes.fromhex(article.id), bytes.fromhex(article.digest)
        removed = removed_lines(outcome).encode() if self.keep_removed else b""
        self._spool(outcome.position, to_line(article).encode(), removed, key)

    def close(self) -> list[Refusal]:
        """Write the files; return the refusals of records that turned out to be none. OSError when there is no room:
        then the files of the run before still stand."""
        self.entries.sort(key=lambda entry: entry[:2])
        names = [ARTICLES, REJECTED, *([REMOVED] if self.keep_removed else [])]
        parts = {name: self.folder / f"{name}.part" for name in names}
        try:
            withdrawn = self._write(parts)
            for name, part in parts.items():
                part.replace(self.folder / name)
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)
            self.discard()
        if not self.keep_removed:
            (self.folder / REMOVED).unlink(missing_ok=True)  # it would tell of another run
        return withdrawn

    def discard(self) -> None:
        """Let go of all, and leave the files of the run before."""
        with contextlib.suppress(OSError):  # what could not be written before cannot be written now
            self.spool.close()

    def _spool(self, position: tuple[int, int], line: bytes, removed: bytes, key: tuple[bytes, bytes] | None) -> None:
        self.spool.write(line + removed)
        self.entries.append(Entry(position, zlib.crc32(line), self.end, len(line), len(removed), key))
        self.end += len(line) + len(removed)

    def _write(self, parts: dict[str, Path]) -> list[Refusal]:
        """Write every entry to *parts*, and see them on the disk."""
        known = Known(keep_duplicates=self.keep_duplicates)
        withdrawn: list[Refusal] = []
        with ExitStack() as stack:
            files = {name: stack.enter_context(part.open("wb")) for name, part in parts.items()}
            for entry in self.entries:
                line, removed = self._read(entry)
                if entry.key is None:
                    files[REJECTED].write(line)
                    continue
                verdict = known.judge(*entry.key)
                if verdict.refusal is not None:
                    article = Article.model_validate_json(line)
                    withdrawn.append(refuse(verdict.refusal, article.url, article.source, entry.position))
                    files[REJECTED].write(to_line(withdrawn[-1].rejected).encode())
                    continue
                files[ARTICLES].write(line if verdict == Verdict() else revise(line, verdict))
                if removed:
                    files[REMOVED].write(removed)
            for file in files.values():
                file.flush()
                os.fsync(file.fileno())
        return withdrawn

    def _read(self, entry: Entry) -> tuple[bytes, bytes]:
        self.spool.seek(entry.offset)
        return self.spool.read(entry.line), self.spool.read(entry.removed)


def revise(line: bytes, verdict: Verdict) -> bytes:
    """Return *line* with the revision and the earlier record that *verdict* gives."""
    article = Article.model_validate_json(line)
    duplicate_of = verdict.duplicate_of.hex() if verdict.duplicate_of else None
    return to_line(article.model_copy(update={"revision": verdict.revision, "duplicate_of": duplicate_of})).encode()


class PlainStore:
    """Stands where the ledger does in `crawl archive`."""

    held = 0

    def __init__(self, writer: PlainWriter, tally: Tally) -> None:
        self.writer = writer
        self.tally = tally
        self.order = CaptureOrder()

    async def known_documents(self, _: Sequence[str]) -> dict[str, str]:
        """Know nothing of the runs before."""
        return {}

    def add(self, outcome: Record | Refusal) -> None:
        """Keep *outcome*."""
        self.order.pass_by(outcome.position)
        self.writer.add(outcome)
        self.tally.announced(outcome.source)
        rejected = outcome.rejected.reason if isinstance(outcome, Refusal) else None
        self.tally.settled(outcome.source, "rejected" if rejected else "record", rejected)

    async def flush(self) -> None:
        """Write the files."""
        for refusal in await asyncio.to_thread(self.writer.close):
            self.tally.settled(refusal.source, "record", None, -1)
            self.tally.settled(refusal.source, "rejected", refusal.rejected.reason)


class PlainKeeper(LedgerKeeper):
    """Extension: the plain writer in the place of the ledger."""

    def __init__(self, store: PlainStore) -> None:
        self.ledger = store  # type: ignore[assignment]  # all that an archive's run asks of the ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        writer = PlainWriter(
            Path(settings["OUTPUT_DIR"]),
            keep_removed=settings.getbool("KEEP_REMOVED"),
            keep_duplicates=settings.getbool("KEEP_DUPLICATES"),
        )
        return cls(PlainStore(writer, Tally(crawler.stats)))

    def let_go(self) -> None:
        """Hold nothing."""


def crawl_plainly(archives: list[str], folder: str) -> None:
    """Run `scrapy crawl archive` with the plain writer, in this process."""
    settings = get_project_settings()
    extensions = {**settings.getdict("EXTENSIONS"), "pipelines.ledger.keeper.LedgerKeeper": None}
    settings.set("EXTENSIONS", {**extensions, "benchmarks.plain.PlainKeeper": 150}, "cmdline")
    settings.set("SCHEDULER", "scrapy.core.scheduler.Scheduler", "cmdline")
    settings.set("DUPEFILTER_CLASS", "scrapy.dupefilters.BaseDupeFilter", "cmdline")
    path = ",".join(archives)
    execute(["scrapy", "crawl", "archive", "-a", f"path={path}", "-s", f"OUTPUT_DIR={folder}"], settings)


def rate(command: list[str], folder: Path) -> float:
    """Return the pages a second of *command*, which writes into *folder*."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    pages = json.loads((folder / "run.json").read_text(encoding="utf-8"))["total"]["pages"]
    return float(pages) / seconds


def measure(archives: list[str], rounds: int) -> dict[str, object]:
    """Return pages a second with the ledger and with the plain writer, and the ratio, by round."""
    rates: dict[str, list[float]] = {"plain": [], "ledger": []}
    for number in range(rounds):
        for name in ("plain", "ledger") if number % 2 else ("ledger", "plain"):
            with tempfile.TemporaryDirectory() as folder:
                plain = [sys.executable, "-m", "benchmarks.plain", "--into", folder, *archives]
                ours = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={','.join(archives)}"]
                command = plain if name == "plain" else [*ours, "-s", f"OUTPUT_DIR={folder}"]
                rates[name].append(rate(command, Path(folder)))
    ratios = [ours / theirs for ours, theirs in zip(rates["ledger"], rates["plain"], strict=True)]
    return {
        "pages_per_second": {name: [round(value, 1) for value in values] for name, values in rates.items()},
        "ratio": round(statistics.median(ratios), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--into", help=argparse.SUPPRESS)
    options = parser.parse_args()
    archives = [str(Path(archive).resolve()) for archive in options.archives]
    if options.into:
        crawl_plainly(archives, options.into)
    else:
        print(json.dumps(measure(archives, options.rounds), indent=2))


if __name__ == "__main__":
    main()
