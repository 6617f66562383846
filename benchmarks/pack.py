"""Lines of gold that name a file each in, a folder of a corpus out.

    python -m benchmarks.pack CORPUS/FOLDER < lines.jsonl

A line is a line of `gold.jsonl` (benchmarks/README.md) and `file`: the page as it was served, plain or gzip (.gz).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import GOLD, PAGES
from crawler.warc.writer import Request, WarcWriter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.corpus import Gold

REQUEST = Request("GET", [])
HEADERS = [(b"Content-Type", b"text/html")]


def pack(lines: Iterable[Gold], folder: Path) -> int:
    """Write *lines* and the pages that they name to *folder*; return how many there are."""
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as temporary, (folder / GOLD).open("w", encoding="utf-8") as gold:
        writer = WarcWriter(Path(temporary), max_bytes=sys.maxsize)
        count = 0
        for line in lines:
            page = Path(line.pop("file"))
            body = gzip.decompress(page.read_bytes()) if page.suffix == ".gz" else page.read_bytes()
            writer.write_response(line["url"], REQUEST, 200, HEADERS, body, now)
            gold.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
        writer.close()
        (archive,) = Path(temporary).iterdir()
        archive.rename(folder / PAGES)
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(f"{folder}: {pack(map(json.loads, sys.stdin), folder)} pages")


if __name__ == "__main__":
    main()
