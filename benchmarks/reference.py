"""The loop that people write by hand: WARC files in, one JSON line a page out, trafilatura and langdetect in a pool.

python -m benchmarks.reference OUTPUT.jsonl PAGES.warc.gz …
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from langdetect import DetectorFactory, LangDetectException, detect
from trafilatura import bare_extraction

from benchmarks import PROCESSES
from crawler.warc.reader import Capture, read_archive

if TYPE_CHECKING:
    from collections.abc import Iterator


def pages(archives: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield address and payload of every document in *archives*."""
    for archive in archives:
        for event in read_archive(Path(archive)):
            if isinstance(event, Capture):
                yield event.url, event.payload


def extract(page: tuple[str, bytes]) -> str:
    """Return the JSON line of *page*."""
    url, body = page
    document = bare_extraction(body, url=url, favor_precision=True, include_comments=False, with_metadata=True)
    text = document.text if document else ""
    DetectorFactory.seed = 0
    try:
        language = detect(text)
    except LangDetectException:
        language = None
    facts = {key: getattr(document, key, None) for key in ("title", "author", "date", "description")}
    return json.dumps({"url": url, "text": text, "language": language, **facts}, ensure_ascii=False)


def main() -> None:
    output, *archives = sys.argv[1:]
    with multiprocessing.Pool(PROCESSES) as pool, Path(output).open("w", encoding="utf-8") as lines:
        for line in pool.imap(extract, pages(archives), chunksize=4):
            lines.write(line + "\n")
        # Workers that end by themselves: terminating them, as leaving the pool does, was seen to wait for ever once.
        pool.close()
        pool.join()


if __name__ == "__main__":
    main()
