"""WARC files in, one with the same pages under several sets of addresses out: there start-up does not decide."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.peers import captures
from crawler.warc.writer import Request, WarcWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REQUEST = Request("GET", [])


def copied(archives: Iterable[Path], times: int, folder: Path) -> Path:
    """Write the pages of *archives*, *times* over, to a WARC file in *folder*, which is empty; return its path."""
    archives = [str(archive) for archive in archives]
    writer = WarcWriter(folder, max_bytes=sys.maxsize)
    for number in range(times):
        for page in captures(archives):
            kind = f"{page.media_type}; charset={page.charset}" if page.charset else page.media_type
            headers = [(b"Content-Type", kind.encode())]
            writer.write_response(renamed(page.url, number), REQUEST, 200, headers, page.payload, page.date)
    writer.close()
    (path,) = folder.iterdir()
    return path


def renamed(url: str, number: int) -> str:
    """Return *url* as it would be on another site: the first set has the addresses as they are."""
    if not number:
        return url
    host = urlsplit(url).netloc
    return url.replace(host, f"{host.replace('.', '-').replace(':', '-')}.copy{number}", 1) if host else url
