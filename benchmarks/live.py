"""A live crawl of pages served on loopback, beside a bare Scrapy spider that fetches the same and does nothing with it.

    python -m benchmarks.live PAGES.warc.gz [PAGES.warc.gz …] [--rounds 3]

`crawl news` reads the addresses from a sitemap and does all it does: guards, archive, ledger, workers, records. Both
ask for sixteen pages at once, without a delay, of a server that is a process of its own. Start-up counts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from benchmarks import PROCESSES
from benchmarks.peers import captures
from benchmarks.usage import Usage, run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from scrapy.http import Response

ROOT = Path(__file__).parent.parent
AT_ONCE = 16
#: Both crawls' settings.
FAST = {"CONCURRENT_REQUESTS": AT_ONCE, "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE, "DOWNLOAD_DELAY": 0}
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def serve(archives: list[str]) -> None:
    """Serve the pages of *archives* and a sitemap of them on loopback; the first line printed is where."""
    pages = {f"/page/{number}": page for number, page in enumerate(captures(archives))}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            if self.path == "/sitemap.xml":
                self.answer("application/xml", sitemap(self.headers["Host"], pages))
            elif page := pages.get(self.path):
                charset = f"; charset={page.charset}" if page.charset else ""
                self.answer(page.media_type + charset, page.payload)
            else:
                self.answer("text/plain", b"", 404)

        def answer(self, kind: str, body: bytes, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def sitemap(host: str, paths: Iterable[str]) -> bytes:
    """Return the sitemap of *host* that names *paths*."""
    entries = "".join(f"<url><loc>http://{host}{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="{NAMESPACE}">{entries}</urlset>'.encode()


class Bare(scrapy.Spider):
    """Fetches what a sitemap names."""

    name = "bare"
    base: str
    looked_at = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(f"{self.base}/sitemap.xml")

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        for address in re.findall(r"<loc>([^<]+)", response.body.decode()):
            yield scrapy.Request(address, callback=self.look)

    def look(self, response: Response) -> None:  # noqa: ARG002  # Scrapy gives it
        """Do nothing with *response* but count it."""
        self.looked_at += 1

    def closed(self, reason: str) -> None:  # noqa: ARG002  # Scrapy gives it
        print(self.looked_at)


def crawl_bare(base: str) -> None:
    """Fetch all pages that the site at *base* names, and print how many came."""
    process = AsyncCrawlerProcess({**FAST, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False})
    process.crawl(Bare, base=base)
    process.start()


def bare_command(base: str, folder: Path) -> list[str]:  # noqa: ARG001  # one form for both
    """Return the bare crawl of the site at *base*."""
    return [sys.executable, "-m", "benchmarks.live", "--bare", base]


def plainwire_command(base: str, folder: Path) -> list[str]:
    """Return the crawl of the site at *base* with its output in *folder*."""
    seeds = folder / "seeds.toml"
    seeds.write_text(f'[[source]]\nname = "loopback"\nurl = "{base}/sitemap.xml"\n', encoding="utf-8")
    ours = {"AUTOTHROTTLE_ENABLED": False, "ALLOW_PRIVATE_HOSTS": "127.0.0.1/32", "EXTRACT_WORKERS": PROCESSES}
    settings = {**FAST, **ours, "OUTPUT_DIR": folder / "out"}
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"seeds={seeds}"]
    return command + [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]


CRAWLS = {"bare": bare_command, "plainwire": plainwire_command}


@contextmanager
def site(archives: list[str]) -> Iterator[str]:
    """Give the address of a site of the pages of *archives*, served by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.live", "--serve", *archives]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()  # type: ignore[union-attr] # it is a pipe
        finally:
            process.kill()


def measure(archives: list[str], rounds: int) -> dict[str, object]:
    """Return what both crawls took, in seconds and seconds of a core, round by round, and the ratio of their paces."""
    took: dict[str, list[Usage]] = {name: [] for name in CRAWLS}
    with site(archives) as base:
        for _ in range(rounds):
            for name, command in CRAWLS.items():
                with tempfile.TemporaryDirectory() as folder:
                    took[name].append(run(command(base, Path(folder)), ROOT))
    pairs = zip(took["bare"], took["plainwire"], strict=True)
    return {
        "seconds": {name: [round(used.seconds, 1) for used in found] for name, found in took.items()},
        "core_seconds": {name: [round(used.core_seconds, 1) for used in found] for name, found in took.items()},
        "ratio": round(statistics.median(bare.seconds / ours.seconds for bare, ours in pairs), 2),
        "cores": os.cpu_count(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--bare", metavar="BASE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    archives = [str(Path(archive).resolve()) for archive in options.archives]
    if options.bare:
        crawl_bare(options.bare)
    elif options.serve:
        serve(archives)
    else:
        print(json.dumps(measure(archives, options.rounds), indent=2))


if __name__ == "__main__":
    main()
