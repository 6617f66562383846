"""`seeds/demo/exchanges.toml` in, `seeds/demo.warc.gz` out: the demo as a crawl would have captured it.

Run as `python -m tests.demo`. Dates and record ids are fixed, so that the same sources give the same archive.
"""

from __future__ import annotations

import gzip
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from crawler.warc.writer import Request, WarcWriter
from tests.golden.cases import FOLDER, Case

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parent.parent / "seeds"
ARCHIVE = SEEDS / "demo.warc.gz"
FIRST_CAPTURE = datetime(2026, 11, 2, 6, 0, 0, tzinfo=UTC)
REQUEST = Request("GET", [(b"User-Agent", b"plainwire-demo"), (b"Accept-Encoding", b"identity")])


@dataclass(frozen=True)
class Exchange:
    """One request and what the server answered."""

    url: str
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    case: Case | None
    """The golden case that the body is; None for a feed, a sitemap, robots.txt, an error or a redirect."""


def load_exchanges() -> list[Exchange]:
    """Return the exchanges of the demo, in the order of capture."""
    tables = tomllib.loads((SEEDS / "demo" / "exchanges.toml").read_text("utf-8"))["exchange"]
    return [read_exchange(table) for table in tables]


def read_exchange(table: dict[str, Any]) -> Exchange:
    """Return the exchange that *table* describes."""
    case = Case(FOLDER / table["case"]) if "case" in table else None
    if case:
        page = case.page
        url, body = page.url, page.body
        content_type = page.media_type + (f"; charset={page.charset}" if page.charset else "")
    else:
        url, content_type = table["url"], table["type"]
        body = (SEEDS / "demo" / table["file"]).read_bytes() if "file" in table else table["text"].encode()
    if table.get("gzip"):
        body = gzip.compress(body, mtime=0)
    headers = [(b"Content-Type", content_type.encode())]
    if "location" in table:
        headers.append((b"Location", table["location"].encode()))
    return Exchange(url, table.get("status", 200), headers, body, case)


def fixed_ids() -> Callable[[], UUID]:
    """Return a maker of record ids: the same ones in every build."""
    numbers = count()
    return lambda: uuid5(NAMESPACE_URL, f"https://plainwire.example/demo/{next(numbers)}")


def build() -> bytes:
    """Return the archive."""
    with tempfile.TemporaryDirectory() as folder:
        writer = WarcWriter(Path(folder), new_id=fixed_ids())
        for seconds, exchange in enumerate(load_exchanges()):
            date = f"{FIRST_CAPTURE + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"
            writer.write_response(exchange.url, REQUEST, exchange.status, exchange.headers, exchange.body, date)
        writer.close()
        (path,) = Path(folder).iterdir()
        return path.read_bytes()


if __name__ == "__main__":
    ARCHIVE.write_bytes(build())
    print(f"{ARCHIVE}: {ARCHIVE.stat().st_size:,} bytes")
