"""A long crawl, watched: what it holds of memory, and what a page costs, as the pages go by. Linux alone.

    python -m tests.siege.steady [--pages 100000] [--live]

Prints a line of JSON for every tenth of the pages. Without `--live` it is `crawl archive` over an archive of as many
pages, with it `crawl news` over sitemaps on loopback.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.usage import Usage
from tests import warcs
from tests.siege.kills import FAST, ROOT, Site, kill_group, page, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Addresses in a sitemap.
LISTED = 10_000
#: Seconds between two looks at how far the crawl is.
LOOK_EVERY = 0.2


@dataclass(frozen=True)
class Mark:
    """How the crawl stands after so many pages."""

    pages: int
    crawler_mib: int
    """What the main process holds."""
    all_mib: int
    """What it and its workers hold together; what several share counts once."""
    core_ms_a_page: float
    """Time of a core that each page since the mark before has cost, of all processes together."""


class Listed(Site):
    """A site whose sitemaps name all its pages."""

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, content type, and body."""
        if path == "/sitemap.xml":
            places = range(0, self.pages, LISTED)
            return self.sitemap("sitemapindex", "sitemap", [f"/sitemap/{place}.xml" for place in places])
        if path.startswith("/sitemap/"):
            first = int(path.removeprefix("/sitemap/").removesuffix(".xml"))
            numbers = range(first, min(first + LISTED, self.pages))
            return self.sitemap("urlset", "url", [f"/page/{number}" for number in numbers])
        return super().answer(path)

    def sitemap(self, root: str, entry: str, paths: list[str]) -> tuple[int, str, bytes]:
        entries = "".join(f"<{entry}><loc>{self.base}{path}</loc></{entry}>" for path in paths)
        namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return 200, "application/xml", f'<{root} xmlns="{namespace}">{entries}</{root}>'.encode()


def write_archive(path: Path, pages: int) -> None:
    """Write so many *pages* into an archive at *path*."""
    with path.open("wb") as file:
        for number in range(pages):
            response = warcs.http(page(number), content_type="text/html; charset=utf-8")
            file.write(warcs.member(warcs.record(response, url=f"http://flood.example/page/{number}")))


@contextmanager
def job(pages: int, folder: Path, *, live: bool) -> Iterator[list[str]]:
    """Give the words of a crawl of so many *pages*, and have there what it crawls."""
    if not live:
        write_archive(folder / "pages.warc.gz", pages)
        yield ["archive", "-a", f"path={folder / 'pages.warc.gz'}"]
        return
    with serve(pages, Listed) as site:
        seeds = folder / "seeds.toml"
        seeds.write_text(f'[[source]]\nname = "flood"\nurl = "{site.base}/sitemap.xml"\n', encoding="utf-8")
        settings = (*FAST, "ALLOW_PRIVATE_HOSTS=127.0.0.1/32")
        yield ["news", "-a", f"seeds={seeds}", *(word for setting in settings for word in ("-s", setting))]


def watched(pages: int, folder: Path, *, live: bool, marks: int = 10) -> Iterator[Mark]:
    """Crawl so many *pages* with two workers, and yield a mark after each part of them."""
    output = folder / "out"
    with job(pages, folder, live=live) as words, (folder / "told.txt").open("w") as told:
        command = [sys.executable, "-m", "scrapy", "crawl", *words, "-s", f"OUTPUT_DIR={output}"]
        command += ["-s", "EXTRACT_WORKERS=2", "-s", "KEEP_REMOVED=False"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=told, start_new_session=True)
        try:
            yield from marks_of(process, Lines(output / "articles.jsonl"), pages // marks)
            if process.wait() != 0:
                raise subprocess.CalledProcessError(process.returncode, command)
        finally:
            kill_group(process.pid)


def marks_of(process: subprocess.Popen[bytes], lines: Lines, step: int) -> Iterator[Mark]:
    """Yield a mark whenever *process* has written *step* more *lines*, until it ends."""
    usage, before, spent = Usage(), 0, 0.0
    while process.poll() is None:
        time.sleep(LOOK_EVERY)
        if lines.count() - before < step:
            continue
        usage.memory = 0
        usage.look(process.pid)
        done, cost = lines.count() - before, usage.core_seconds - spent
        before, spent = before + done, usage.core_seconds
        yield Mark(before, held(process.pid) >> 20, usage.memory >> 20, round(1000 * cost / done, 1))


def held(process: int) -> int:
    """Return the bytes that *process* holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return 1024 * int(status.partition("VmRSS:")[2].split()[0])


class Lines:
    """How many lines a growing file has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = self.found = 0

    def count(self) -> int:
        """Return the number of lines by now."""
        if self.path.exists():
            with self.path.open("rb") as file:
                file.seek(self.read)
                while chunk := file.read(1 << 20):
                    self.read += len(chunk)
                    self.found += chunk.count(b"\n")
        return self.found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--live", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for mark in watched(options.pages, Path(folder), live=options.live):
            print(json.dumps(asdict(mark)), flush=True)


if __name__ == "__main__":
    main()
