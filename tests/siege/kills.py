"""A crawl of a site on loopback, killed again and again, by the number of pages that the site has served.

    python -m tests.siege.kills [--pages 2000] [--kills 200] [--minutes 25] [--ledger URL] [--stock]

Prints what became of the pages as JSON. `--stock` does the same to Scrapy with `JOBDIR` and `FEEDS` in our place.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.warc.records import Record, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent.parent
#: Settings of a crawl that is as fast as the machine.
FAST = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "RETRY_TIMES=1")
STOCK = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Stock(scrapy.Spider):
    name = "stock"
    start_urls = [sys.argv[1] + "/feed.xml"]
    def parse(self, response):
        for url in response.xpath("//link/text()").getall():
            yield scrapy.Request(url, callback=self.parse_page)
    def parse_page(self, response):
        yield {"url": response.meta.get("redirect_urls", [response.url])[0], "text": response.text}

process = CrawlerProcess({
    "JOBDIR": sys.argv[2] + "/job", "FEEDS": {sys.argv[2] + "/articles.jsonl": {"format": "jsonlines"}},
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False,
})
process.crawl(Stock)
process.start()
"""


@dataclass
class Site:
    """A site of many pages: a feed names them all, and every tenth is reached by a redirect."""

    pages: int
    base: str = ""
    hits: Counter[str] = field(default_factory=Counter)
    pages_served: int = 0
    slow: frozenset[str] = frozenset()
    """Paths that are answered after a minute, or never."""
    on_page: Callable[[int], None] = lambda _: None
    """Called with the number of pages served so far, before the next answer goes out."""
    turn: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)

    def path(self, number: int) -> str:
        return f"/moved/{number}" if number % 10 == 0 else f"/page/{number}"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, content type or target, and body."""
        _, _, number = path.rpartition("/")
        if path == "/robots.txt":
            return 200, "text/plain", b"User-agent: *\nDisallow: /private\n"
        if path == "/feed.xml":
            links = "".join(f"<item><link>{self.base}{self.path(n)}</link></item>" for n in range(self.pages))
            return 200, "application/rss+xml", f'<rss version="2.0"><channel>{links}</channel></rss>'.encode()
        if path.startswith("/moved/"):
            return 301, f"/page/{number}", b""
        return 200, "text/html; charset=utf-8", page(int(number))


def page(number: int) -> bytes:
    """Return a short article, unlike any other."""
    sentences = "".join(
        f"<p>On day {number} of the flood the {place} stood {number + 7} centimetres under water, said the mayor.</p>"
        for place in ("harbour", "market", "old station")
    )
    title = f"Flood, day {number}"
    return f"<html lang=en><title>{title}</title><body><article><h1>{title}</h1>{sentences}</article>".encode()


@dataclass
class Rough(Site):
    """A site that forbids three pages, and whose redirects are answered with an error the first time."""

    forbidden: int = 3

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, content type or target, and body."""
        status, kind, body = super().answer(path)
        if path == "/feed.xml":
            links = "".join(f"<item><link>{self.base}/private/{n}</link></item>" for n in range(self.forbidden))
            return status, kind, body.replace(b"<channel>", b"<channel>" + links.encode())
        return (
            (500, "text/plain", b"Oops") if path.startswith("/moved/") and not self.hits[path] else (status, kind, body)
        )


@contextmanager
def serve(pages: int, kind: type[Site] = Site) -> Iterator[Site]:
    """Run a site of so many *pages* in threads."""
    site = kind(pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, kind, body = site.answer(self.path)
            with site.turn:
                site.hits[self.path] += 1
                if self.path.startswith("/page/"):
                    site.pages_served += 1
                    site.on_page(site.pages_served)
            if self.path in site.slow:
                site.ended.wait(60)
            try:
                self.send_response(status)
                self.send_header("Location" if status == 301 else "Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:  # the client was killed
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """Say nothing of clients that were killed."""

    server = Server(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Siege:
    """What is besieged, and how it fared."""

    site: Site
    folder: Path
    stock: bool = False
    ledger: str | None = None
    """`LEDGER_URL`; None for the default."""
    settings: tuple[str, ...] = ()
    """What is set besides."""
    codes: list[int] = field(default_factory=list)
    told: str = ""

    def command(self) -> list[str]:
        if self.stock:
            script = self.folder.parent / "stock.py"  # a file: Scrapy reads the source of callbacks
            script.write_text(STOCK, encoding="utf-8")
            return [sys.executable, str(script), self.site.base, str(self.folder)]
        seeds = self.folder.parent / "seeds.toml"
        seeds.write_text(f'[[source]]\nname = "flood"\nurl = "{self.site.base}/feed.xml"\n', encoding="utf-8")
        settings = (
            *FAST,
            *self.settings,
            f"OUTPUT_DIR={self.folder}",
            "ALLOW_PRIVATE_HOSTS=127.0.0.1/32",
            "EXTRACT_WORKERS=2",
        )
        settings += (f"LEDGER_URL={self.ledger}",) if self.ledger else ()
        options = [word for setting in settings for word in ("-s", setting)]
        return [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"seeds={seeds}", *options]

    def live(
        self,
        until: int | None,
        *,
        group: bool = False,
        by: int = signal.SIGKILL,
        times: int = 1,
        before: Callable[[], None] | None = None,
        doing: Callable[[], None] | None = None,
    ) -> None:
        """Run the command, in a process that has done *before*; once *until* pages were served in all, send it the
        signal *by* so many *times*, alone or with all its *group*, or else be *doing* something."""
        self.folder.mkdir(exist_ok=True, parents=True)
        with (self.folder.parent / "told.txt").open("w+") as told:
            process = subprocess.Popen(
                self.command(), cwd=ROOT, stdout=told, stderr=told, start_new_session=True, preexec_fn=before
            )

            def strike(served: int) -> None:
                if until is None or served < until:
                    return
                self.site.on_page = lambda _: None
                if doing is not None:
                    doing()
                    return
                for _ in range(times):
                    (os.killpg if group else os.kill)(process.pid, by)
                    time.sleep(0.5 if times > 1 else 0)

            with self.site.turn:
                self.site.on_page = strike
            try:
                self.codes.append(process.wait(timeout=600))
            finally:
                kill_group(process.pid)
            told.seek(0)
            self.told = told.read()

    def endure(self, kills: int, seconds: float = 3600.0) -> None:
        """Be killed so many times, or as often as *seconds* allow, alone and with the group in turn, after so many more
        pages each time; then end."""
        step = max(1, self.site.pages // kills)
        end = time.monotonic() + seconds
        for number in range(kills):
            if time.monotonic() > end:
                break
            self.live(self.served() + step, group=bool(number % 2))
            if self.codes[-1] != -signal.SIGKILL:
                return
        self.live(None)

    def served(self) -> int:
        with self.site.turn:
            return self.site.pages_served

    def result(self) -> dict[str, Any]:
        """Return what became of the pages."""
        lines = (self.folder / "articles.jsonl").read_bytes().split(b"\n")
        found: Counter[str] = Counter()
        torn = int(lines.pop() != b"")
        for line in lines:
            try:
                found[json.loads(line)["url"].rpartition("/")[2]] += 1
            except ValueError:
                torn += 1
        wanted = {str(number) for number in range(self.site.pages)}
        result = {
            "pages": self.site.pages,
            "kills": sum(code == -signal.SIGKILL for code in self.codes),
            "last_exit_code": self.codes[-1],
            "lost": len(wanted - set(found)),
            "twice": sum(count - 1 for count in found.values() if count > 1),
            "torn_lines": torn,
            "fetched_again": self.served() - sum(path.startswith("/page/") for path in self.site.hits),
        }
        if not self.stock:
            captured = captures(self.folder / "archive")
            result["not_in_archive"] = len(wanted - set(captured))
            result["twice_in_archive"] = sum(count - 1 for count in captured.values() if count > 1)
        return result


def kill_group(leader: int) -> None:
    """End what is left of the processes that *leader* started: workers end by themselves, within seconds."""
    try:
        time.sleep(0.05)
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass


def captures(folder: Path) -> Counter[str]:
    """Return how often each page stands in the archive."""
    found: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        for record in read_records(path):
            assert isinstance(record, Record), record
            url = record.fields.get("warc-target-uri", "")
            if record.kind == "response" and "/page/" in url:
                found[url.rpartition("/")[2]] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=25.0)
    parser.add_argument("--ledger")
    parser.add_argument("--stock", action="store_true")
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, serve(options.pages) as site:
        siege = Siege(site, Path(folder) / "out", stock=options.stock, ledger=options.ledger)
        siege.endure(options.kills, 60 * options.minutes)
        print(json.dumps({**siege.result(), "seconds": round(time.monotonic() - start)}, indent=2))


if __name__ == "__main__":
    main()
