"""What is compared, as one table: each takes WARC files and an empty folder, and leaves what it made of the pages."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from benchmarks import PROCESSES, speed
from benchmarks.peers import LIMIT, PEERS, captures, trafilatura_record
from pipelines import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.score import Record
    from crawler.warc.reader import Capture

#: Why Plainwire rejects a page that crashed or hung it.
FAULTS = ("ExtractTimeout", "RefineFailed", "WorkerDied")


@dataclass(frozen=True)
class Outcome:
    """What a contender made of the pages."""

    pages: int
    """Pages that it was given."""
    seconds: float
    """How long the job took, start-up included."""
    records: dict[str, Record]
    """Its records, by address."""
    faults: list[str]
    """What happened on each page that crashed or hung it."""


@dataclass(frozen=True)
class Contender:
    """One that is compared."""

    distribution: str | None
    """The package that must be installed; None for Plainwire, which is a checkout."""
    run: Callable[[list[Path], Path], Outcome]
    """The job."""

    @property
    def version(self) -> str | None:
        """Version of the package; None where it is not installed."""
        try:
            return version(self.distribution) if self.distribution else VERSION
        except PackageNotFoundError:
            return None


def plainwire(archives: list[Path], folder: Path) -> Outcome:
    """The main job, `scrapy crawl archive`."""
    start = time.perf_counter()
    pages = speed.plainwire(archives, folder)
    seconds = time.perf_counter() - start
    rejected = [line for line in read_lines(folder / "rejected.jsonl") if line["reason"] in FAULTS]
    records = {record["url"]: record for record in read_lines(folder / "articles.jsonl")}
    return Outcome(pages, seconds, records, [f"{line['url']}: {line['reason']}: {line['detail']}" for line in rejected])


def reference(archives: list[Path], folder: Path) -> Outcome:
    """The loop that people write by hand: trafilatura (precision) and langdetect."""
    start = time.perf_counter()
    pages = speed.reference(archives, folder)
    seconds = time.perf_counter() - start
    lines = list(read_lines(folder / "reference.jsonl"))
    records = {line["url"]: {**trafilatura_record(line), "language": line["language"]} for line in lines}
    return Outcome(pages, seconds, records, faults=[])


def peer(name: str) -> Callable[[list[Path], Path], Outcome]:
    """Return the job that runs the peer called *name*."""

    def run(archives: list[Path], folder: Path) -> Outcome:
        output = folder / "records.jsonl"
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.peers", name, str(output), *map(str, archives)]
        start = time.perf_counter()
        subprocess.run(command, cwd=speed.ROOT, check=True)
        seconds = time.perf_counter() - start
        records = {record["url"]: record for record in read_lines(output)}
        faults = [f"{url}: {record['fault']}" for url, record in records.items() if "fault" in record]
        return Outcome(len(records), seconds, records, faults)

    return run


def command_line(archives: list[Path], folder: Path) -> Outcome:
    """trafilatura's own command over a folder of files, in its default mode; making the folder is not timed."""
    urls = [page.url for page in unpacked(archives, folder)]
    # With --keep-dirs and absolute names its output lies beside its input, under the same name.
    command = [sys.executable, "-m", "trafilatura.cli", "--input-dir", str(folder), "--output-dir", str(folder)]
    command += ["--keep-dirs", "--json", "--with-metadata", "--no-comments", "--parallel", str(PROCESSES)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, timeout=max(600, len(urls) * LIMIT))
    seconds = time.perf_counter() - start
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    found = {urls[int(path.stem)]: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    records = {url: trafilatura_record(line) for url, line in found.items()}
    return Outcome(
        len(urls), seconds, records, [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
    )


def unpacked(archives: list[Path], folder: Path) -> Iterator[Capture]:
    """Yield the pages of *archives*, each a numbered file in *folder*."""
    for number, page in enumerate(captures(map(str, archives))):
        (folder / f"{number}.html").write_bytes(page.payload)
        yield page


def read_lines(path: Path) -> Iterator[Record]:
    """Yield the records in *path*."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


REFERENCE = "reference"
DISTRIBUTIONS = {name: name.partition("-")[0] if name.startswith("trafilatura") else name for name in PEERS}
CONTENDERS: dict[str, Contender] = {
    REFERENCE: Contender("trafilatura", reference),
    "plainwire": Contender(None, plainwire),
    "trafilatura-cli": Contender("trafilatura", command_line),
    **{name: Contender(DISTRIBUTIONS[name], peer(name)) for name in PEERS},
}
