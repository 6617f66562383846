"""The plain writer, which the ledger is measured against: it replaces the files of a run, and a kill loses all.

    python -m benchmarks.plain PAGES.warc.gz [PAGES.warc.gz …] [--rounds 3] [--news]

Runs `crawl archive` over the archives with either in turn, or (`--news`) the replay of a crawl that found their pages
in a feed. Prints, round by round, what a page took in milliseconds, of the clock and of the cores, and the ratios: at
most 1.1 is wanted. Where the machine has other work, the cores' are the ones to look at.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Self
from xml.sax.saxutils import escape

from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings

from benchmarks import usage
from crawler.warc.reader import Capture, read_archive
from crawler.warc.writer import Request, WarcWriter
from pipelines.exceptions import Duplicate, Rejection, Unchanged
from pipelines.files import ARTICLES, REJECTED, REMOVED, removed_lines
from pipelines.ledger.frontier import Frontier, Known, Leased
from pipelines.ledger.hosts import Hosts
from pipelines.ledger.keeper import LedgerKeeper
from pipelines.ledger.order import CaptureOrder
from pipelines.memory import Memory
from pipelines.outcomes import Aside, Link, Outcome, Record, Refusal, refuse
from pipelines.tally import Tally
from schemas import Article
from schemas.article import to_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scrapy.crawler import Crawler

ROOT = Path(__file__).parent.parent
#: What runs a crawl, for Python.
PROGRAMS = {"plain": ["-m", "benchmarks.plain", "--run"], "ledger": ["-m", "scrapy", "crawl"]}
#: Address of the feed that names the pages.
FEED = "https://bench.example/feed"


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


class Records:
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
        known = Records(keep_duplicates=self.keep_duplicates)
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
    """Stands where the ledger does: what is to be fetched lies in memory alone."""

    held = unwritten = 0
    learns = False
    memory = Memory()

    def __init__(self, writer: PlainWriter, tally: Tally) -> None:
        self.writer = writer
        self.tally = tally
        self.order = CaptureOrder()
        self.hosts = Hosts()
        self.known = Known()
        self.frontier = Frontier()
        self.more: Callable[[], None] = lambda: None

    async def known_documents(self, _: Sequence[str]) -> dict[str, str]:
        """Know nothing of the runs before."""
        return {}

    @property
    def is_busy(self) -> bool:
        """Whether there is something to fetch."""
        return self.frontier.has_pending

    def go_on(self) -> None:
        """Do nothing: nothing waits."""

    def announce(self, link: Link) -> None:
        """Take an address that no page has announced."""
        self.known.announced.add(bytes.fromhex(link.key))
        self.tally.announced(link.source)
        if link.request is None:
            self.tally.settled(link.source, link.state, link.reason)
        else:
            self.frontier.take([Leased(link.key, link.host, link.request)], {})

    def alias(self, _: str, target: str) -> None:
        """Take note that an address redirects to that of *target*."""
        self.known.announced.add(bytes.fromhex(target))

    def pass_by(self, position: tuple[int, int]) -> None:
        """Take note that the capture at *position* has no outcome of its own."""
        self.order.pass_by(position)

    def add(self, outcome: Outcome) -> None:
        """Keep *outcome*."""
        self.order.pass_by(outcome.position)
        if isinstance(outcome, Aside):
            for link in outcome.links:
                self.announce(link)
            self.tally.settled(outcome.source, outcome.state, outcome.reason)
        else:
            self.writer.add(outcome)
            rejected = outcome.rejected.reason if isinstance(outcome, Refusal) else None
            self.tally.settled(outcome.source, "rejected" if rejected else "record", rejected)
        self.more()

    async def flush(self) -> None:
        """Write the files."""
        for refusal in await asyncio.to_thread(self.writer.close):
            self.tally.settled(refusal.source, "record", None, -1)
            self.tally.settled(refusal.source, "rejected", refusal.rejected.reason)


class PlainArchiveStore(PlainStore):
    """Counts the documents of an archive as announced when they come."""

    def add(self, outcome: Outcome) -> None:
        """Keep *outcome*."""
        self.tally.announced(outcome.source)
        super().add(outcome)


class PlainKeeper(LedgerKeeper):
    """Extension: the plain writer in the place of the ledger."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        writer = PlainWriter(
            Path(settings["OUTPUT_DIR"]),
            keep_removed=settings.getbool("KEEP_REMOVED"),
            keep_duplicates=settings.getbool("KEEP_DUPLICATES"),
        )
        store = PlainStore if settings["REPLAY"] else PlainArchiveStore
        return cls(store(writer, Tally(crawler.stats)), crawler)  # type: ignore[arg-type]  # all that a run asks of it

    def let_go(self) -> None:
        """Hold nothing."""


def crawl_plainly(words: list[str]) -> None:
    """Run `scrapy crawl` with *words* and the plain writer, in this process."""
    settings = get_project_settings()
    extensions = {**settings.getdict("EXTENSIONS"), "pipelines.ledger.keeper.LedgerKeeper": None}
    settings.set("EXTENSIONS", {**extensions, "benchmarks.plain.PlainKeeper": 150}, "cmdline")
    execute(["scrapy", "crawl", *words], settings)


def archive_words(archives: list[str], _: Path) -> list[str]:
    """Return what has the documents of *archives* read."""
    return ["archive", "-a", f"path={','.join(archives)}"]


def news_words(archives: list[str], folder: Path) -> list[str]:
    """Return what has a feed read that names every page of *archives*, and the pages, out of a recorded crawl that is
    made of them in *folder*."""
    urls = [event.url for path in archives for event in read_archive(Path(path)) if isinstance(event, Capture)]
    items = "".join(f"<item><link>{escape(url)}</link></item>" for url in urls)
    writer = WarcWriter(folder)
    feed = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    kind = [(b"Content-Type", b"application/rss+xml; charset=utf-8")]
    writer.write_response(FEED, Request("GET", []), 200, kind, feed, "2026-01-01T00:00:00Z")
    writer.close()
    for number, path in enumerate(archives):
        (folder / f"z{number:05}-{Path(path).name}").symlink_to(path)
    seeds = folder / "seeds.toml"
    seeds.write_text(f'[[source]]\nname = "bench"\nurl = "{FEED}"\n', encoding="utf-8")
    return ["news", "-a", f"seeds={seeds}", "-s", f"REPLAY={folder}"]


def figures(command: list[str], folder: Path) -> dict[str, float]:
    """Return what *command*, which writes into *folder*, took for each page: seconds, and seconds of a core."""
    used = usage.run(command, ROOT)
    pages = json.loads((folder / "run.json").read_text(encoding="utf-8"))["total"]["pages"]
    return {"seconds": used.seconds / pages, "core_seconds": used.core_seconds / pages}


def measure(words: list[str], rounds: int) -> dict[str, object]:
    """Return milliseconds a page with the ledger and with the plain writer by round, and the medians of the ratios."""
    took: dict[str, list[dict[str, float]]] = {"plain": [], "ledger": []}
    for number in range(rounds):
        for name in ("plain", "ledger") if number % 2 else ("ledger", "plain"):
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, *PROGRAMS[name], *words, "-s", f"OUTPUT_DIR={folder}"]
                took[name].append(figures(command, Path(folder)))
    return {figure: compared(took, figure) for figure in ("seconds", "core_seconds")}


def compared(took: dict[str, list[dict[str, float]]], figure: str) -> dict[str, object]:
    """Return *figure* of what each *took*, as milliseconds by round, and how much longer the ledger's runs took."""
    pairs = zip(took["ledger"], took["plain"], strict=True)
    shown = {name: [round(1000 * one[figure], 1) for one in rounds] for name, rounds in took.items()}
    return {**shown, "ratio": round(statistics.median(ours[figure] / theirs[figure] for ours, theirs in pairs), 3)}


def main() -> None:
    if sys.argv[1:2] == ["--run"]:
        crawl_plainly(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--news", action="store_true")
    options = parser.parse_args()
    archives = [str(Path(archive).resolve()) for archive in options.archives]
    with tempfile.TemporaryDirectory() as folder:
        words = (news_words if options.news else archive_words)(archives, Path(folder))
        print(json.dumps(measure(words, options.rounds), indent=2))


if __name__ == "__main__":
    main()
