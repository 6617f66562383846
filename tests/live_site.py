"""A small news site on loopback, with everything a crawl meets; it keeps a log of who asked for what."""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HTML = "text/html; charset=utf-8"


@dataclass
class Answer:
    """What the site answers at a path."""

    body: bytes = b""
    content_type: str | None = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before the answer."""
    broken: bool = False
    """Whether the connection ends in the middle of the body."""
    then: Answer | None = None
    """What is answered from the second time on; the same where it is None."""


@dataclass
class Site:
    """A running site: what it answers, and what it was asked."""

    answers: dict[str, Answer]
    base: str = ""
    hits: list[tuple[float, str, str]] = field(default_factory=list)
    """When (monotonic seconds), path, user agent."""

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [path for _, path, _ in self.hits]


@contextmanager
def serve(answers: dict[str, Answer]) -> Iterator[Site]:
    """Run a site in a thread; `{base}` in a body becomes its address."""
    site = Site(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.hits.append((time.monotonic(), self.path, self.headers.get("User-Agent", "")))
            answer = site.answers.get(self.path, Answer(b"<p>Not here.</p>", status=404))
            if answer.then is not None:
                site.answers[self.path] = answer.then
            time.sleep(answer.delay)
            body = answer.body
            if not body.startswith(b"\x1f\x8b"):
                body = body.replace(b"{base}", site.base.encode())
            self.send_response(answer.status)
            if answer.content_type:
                self.send_header("Content-Type", answer.content_type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) + 100 * answer.broken))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection |= answer.broken

        def handle(self) -> None:
            with suppress(ConnectionError):  # a client that gave up waiting
                super().handle()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def paragraphs(place: str) -> str:
    """Return the markup of a story about *place*."""
    return "".join(
        f"<p>The {word} meeting about {place} went on until late in the evening, and those who had come to {place} "
        f"heard that {word} plans would be ready before the end of the winter.</p>"
        for word in ("first", "second", "third", "fourth")
    )


def story(title: str, place: str = "the harbour") -> bytes:
    """Return an article page about *place*."""
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head>'
        f"<body><nav><a href='/'>Home</a></nav><main><article><h1>{title}</h1>{paragraphs(place)}</article></main>"
        "</body></html>"
    ).encode()


def zipped(body: bytes) -> bytes:
    """Return *body* as gzip, the same bytes each time."""
    return gzip.compress(body, mtime=0)
