"""A server on loopback that says whatever a test wants, byte by byte, and keeps a log of who asked for what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from io import BufferedIOBase

    #: What is done with the connection of a visit.
    Play = Callable[["BufferedIOBase"], None]

PROJECT = Path(__file__).parent.parent.parent
#: The addresses that may be contacted, and one that may not be.
OPEN, PRIVATE = "127.0.0.1", "127.0.0.2"


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """Return a whole response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def moved(target: str, status: str = "302 Found") -> bytes:
    """Return a redirect to *target*."""
    return answer(b"", f"Location: {target}", status=status)


def feed(*links: str) -> bytes:
    """Return a feed that leads to *links*."""
    items = "".join(f"<item><link>{link.replace('&', '&amp;')}</link></item>" for link in links)
    return answer(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), kind="application/rss+xml")


def story(place: str) -> bytes:
    """Return an article about *place*."""
    paragraphs = "".join(
        f"<p>The {word} meeting about {place} went on until late in the evening, and those who had come to {place} "
        f"heard that {word} plans would be ready before the end of the winter.</p>"
        for word in ("first", "second", "third", "fourth")
    )
    title = f"A day at {place}"
    return answer(
        f"<html><title>{title}</title><body><article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()
    )


@dataclass
class Evil:
    """A running server."""

    answers: dict[str, bytes | Play]
    """By path; `{base}` in bytes becomes the server's address, and a path that is missing is a 404."""
    base: str = ""
    port: int = 0
    hits: list[tuple[float, str]] = field(default_factory=list)
    """When (monotonic seconds), and path; connections that ask for nothing are not in it."""
    connections: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    """The `Cookie` header of the last visit, by path."""

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [path for _, path in self.hits]

    def times(self, path: str) -> list[float]:
        """Return when *path* was asked for."""
        return [when for when, asked in self.hits if asked == path]


@contextmanager
def serve(answers: Mapping[str, bytes | Play], host: str = OPEN, port: int = 0) -> Iterator[Evil]:
    """Run a server in threads."""
    evil = Evil(dict(answers))

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            evil.connections += 1
            with suppress(OSError):
                first = self.rfile.readline().split()
                path = first[1].decode("ascii", "replace") if len(first) > 1 else ""
                while line := self.rfile.readline().strip():
                    if line.lower().startswith(b"cookie:"):
                        evil.cookies[path] = line.decode("latin-1")
                if path:
                    self.play(path)

        def play(self, path: str) -> None:
            evil.hits.append((time.monotonic(), path))
            said = evil.answers.get(path, answer(b"<p>Not here.</p>", status="404 Not Found"))
            if callable(said):
                said(self.wfile)
            else:
                self.wfile.write(said if b"\x1f\x8b" in said else relength(said, evil.base.encode()))

    class Server(ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        request_queue_size = 64

    with Server((host, port), Handler) as server:
        evil.port = server.server_address[1]
        evil.base = f"http://{host}:{evil.port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield evil
        finally:
            server.shutdown()
            thread.join()


def relength(said: bytes, base: bytes) -> bytes:
    """Return *said* with its `{base}` filled in, and the length of its body mended."""
    if b"{base}" not in said:
        return said
    head, _, body = said.replace(b"{base}", base).partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body), b"", body])


@dataclass
class Crawl:
    """A crawl that has ended."""

    code: int
    told: str
    """Standard error."""
    output: Path

    @property
    def run(self) -> dict[str, Any]:
        """`run.json`."""
        run: dict[str, Any] = json.loads((self.output / "run.json").read_text())
        return run

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the lines of a file of the output."""
        return [json.loads(line) for line in (self.output / name).read_text(encoding="utf-8").split("\n") if line]

    def refusals(self) -> dict[str, str]:
        """Return the reason of each page that became no record, by address."""
        return {line["url"]: line["reason"] for line in self.lines("rejected.jsonl")}

    def places(self) -> set[str]:
        """Return the paths of the records."""
        return {"/" + record["url"].split("/", 3)[3] for record in self.lines("articles.jsonl")}


FAST = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "RETRY_TIMES=0")


def crawl_command(folder: Path, *sources: str, settings: tuple[str, ...] = ()) -> list[str]:
    """Return what crawls *sources*, addresses of feeds, into *folder*; *settings* as after `-s`."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [f'[[source]]\nname = "S{number}"\nurl = "{url}"\n' for number, url in enumerate(sources, 1)]
    seeds, output = folder / "seeds.toml", folder / "out"
    seeds.write_text("".join(tables))
    given = [f"OUTPUT_DIR={output}", "EXTRACT_WORKERS=1", f"ALLOW_PRIVATE_HOSTS={OPEN}/32", *FAST, *settings]
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"seeds={seeds}"]
    return command + [part for setting in given for part in ("-s", setting)]


def crawl(
    folder: Path, *sources: str, settings: tuple[str, ...] = (), environment: Mapping[str, str] | None = None
) -> Crawl:
    """Crawl *sources*, addresses of feeds, into *folder*; *settings* as after `-s`."""
    command = crawl_command(folder, *sources, settings=settings)
    ended = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=240, env={**os.environ, **(environment or {})}
    )
    return Crawl(ended.returncode, ended.stderr, folder / "out")
