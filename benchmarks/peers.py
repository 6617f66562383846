"""The libraries that people use instead: a page in, a record out. One function each, one table.

    python -m benchmarks.peers NAME OUTPUT.jsonl PAGES.warc.gz …

runs one of them as a job: two processes, one JSON line a page. A page that crashes or hangs it has a line that says so
(`fault`) and costs nothing else. Each gets what serves it best: the bytes, or the text as Plainwire decodes it.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import deque
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from benchmarks import PROCESSES
from crawler.warc.reader import Capture, read_archive
from pipelines.decode import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.score import Record

#: Seconds that a page is given, and how often a long job says where it is.
LIMIT, EVERY = 30, 10
#: Pages handed over before the first is waited for.
AHEAD = 4 * PROCESSES


def trafilatura(page: Capture, *, precision: bool = False, fast: bool = False) -> Record:
    """Its default mode, with metadata."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        page.payload, url=page.url, favor_precision=precision, fast=fast, include_comments=False, with_metadata=True
    )
    return trafilatura_record(found.as_dict()) if isinstance(found, Document) else {}


def trafilatura_record(found: dict[str, Any]) -> Record:
    """Return what trafilatura names in its own way as a record."""
    authors = [name for name in map(str.strip, (found["author"] or "").split(";")) if name]
    return {"text": found["text"], "title": found["title"], "published": found["date"], "authors": authors}


def trafilatura_precision(page: Capture) -> Record:
    """Less noise, at the price of some text."""
    return trafilatura(page, precision=True)


def trafilatura_fast(page: Capture) -> Record:
    """Without its second opinions."""
    return trafilatura(page, fast=True)


def newspaper4k(page: Capture) -> Record:
    """An `Article` whose page is given, not fetched."""
    from newspaper import Article

    article = Article(page.url, fetch_images=False)
    article.download(input_html=markup(page))
    article.parse()
    published = article.publish_date.isoformat() if article.publish_date else None
    return {
        "text": article.text,
        "title": article.title,
        "published": published,
        "authors": article.authors,
        "language": article.meta_lang,
    }


def news_please(page: Capture) -> Record:
    """Its extractors over one page, which compare newspaper4k with readability and others."""
    from newsplease import NewsPlease

    article = NewsPlease.from_html(markup(page), url=page.url, fetch_images=False)
    return {
        "text": article.maintext,
        "title": article.title,
        "published": str(article.date_publish) if article.date_publish else None,
        "authors": article.authors,
        "language": article.language,
    }


def resiliparse(page: Capture) -> Record:
    """Main content by rules, in C++; it has no metadata."""
    from resiliparse.extract.html2text import extract_plain_text

    return {"text": extract_plain_text(markup(page), main_content=True, alt_texts=False, list_bullets=False)}


def markup(page: Capture) -> str:
    """Return *page* as text."""
    return to_text(page.payload, page.charset, page.media_type)


PEERS: dict[str, Callable[[Capture], Record]] = {
    "trafilatura": trafilatura,
    "trafilatura-precision": trafilatura_precision,
    "trafilatura-fast": trafilatura_fast,
    "newspaper4k": newspaper4k,
    "news-please": news_please,
    "resiliparse": resiliparse,
}


def attempt(extract: Callable[[Capture], Record], page: Capture) -> Record:
    """Return what *extract* makes of *page*, or the fault it ended in."""
    try:
        return extract(page)
    except Exception as error:  # a process's edge: whatever a page raises costs that page alone
        return {"fault": f"{type(error).__name__}: {error}"[:300]}


def prepare() -> None:
    """Make this worker quiet and keep it from the network: some peers look for suffix lists or pictures."""
    logging.disable()
    sys.addaudithook(refuse_network)


def refuse_network(event: str, args: tuple[Any, ...]) -> None:
    """Refuse every connection to a host; those between processes are no such."""
    if event == "socket.getaddrinfo" or (event == "socket.connect" and isinstance(args[1], tuple)):
        raise ConnectionRefusedError("a benchmark fetches nothing")


def extract_all(
    extract: Callable[[Capture], Record], pages: Iterable[Capture], limit: float = LIMIT
) -> Iterator[Record]:
    """Yield the record of each of *pages* in turn, made by worker processes."""
    waiting: deque[tuple[str, Any]] = deque()
    with ProcessPool(max_workers=PROCESSES, initializer=prepare) as pool:
        for page in pages:
            waiting.append((page.url, pool.schedule(attempt, args=(extract, page), timeout=limit)))
            if len(waiting) >= AHEAD:
                yield outcome(*waiting.popleft())
        while waiting:
            yield outcome(*waiting.popleft())


def outcome(url: str, future: Any) -> Record:
    """Return the record that *future* brings, or the fault that it ended in."""
    try:
        return {"url": url, **future.result()}
    except FutureTimeout:
        return {"url": url, "fault": "no result within the time limit"}
    except ProcessExpired as error:
        return {"url": url, "fault": f"its process ended: exit code {error.exitcode}"}


def captures(archives: Iterable[str]) -> Iterator[Capture]:
    """Yield the documents of *archives*."""
    for archive in archives:
        for event in read_archive(Path(archive)):
            if isinstance(event, Capture):
                yield event


def told(name: str, records: Iterable[Record]) -> Iterator[Record]:
    """Yield *records*, and say now and then how many there were."""
    last = time.monotonic()
    for number, record in enumerate(records, 1):
        if time.monotonic() - last > EVERY:
            last = time.monotonic()
            print(f"  {name}: {number} pages", file=sys.stderr, flush=True)
        yield record


def main() -> None:
    name, output, *archives = sys.argv[1:]
    with Path(output).open("w", encoding="utf-8") as lines:
        for record in told(name, extract_all(PEERS[name], captures(archives))):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
