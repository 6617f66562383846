"""Bytes that no server should send, made of good ones: each reader takes them, or refuses them by name, in time.

`FUZZ_SECONDS` says how long all readers together are tried. What has ever broken one lies in `crashers/`, and is tried
first: a new one is put there by the test that found it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scrapy.robotstxt import ProtegoRobotParser

from crawler.discovery import READERS
from crawler.discovery.links import NotReadable
from crawler.guards.robots import concerning
from crawler.warc.reader import read_archive
from crawler.warc.records import ArchiveUnreadable
from pipelines.exceptions import Rejection
from pipelines.stages import refine
from schemas import Page
from tests.warcs import http, member, record, resource

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CRASHERS = HERE / "crashers"
SECONDS = float(os.environ.get("FUZZ_SECONDS", "12"))
#: Seconds that no mutant may take: the seeds take milliseconds, and a machine may be busy.
TOO_LONG = 20.0
DEMO = HERE.parent.parent / "seeds/demo"
#: What is put into good bytes: ends, openings, limits, and what is none of a charset.
BITS = (
    b"<", b">", b"</", b"<!--", b"]]>", b"&#x0;", b"&#55296;", b"&amp", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
    b'"', b"'", b"\r\n\r\n", b"Content-Length: 99999999999\r\n", b"WARC/1.1\r\n", b"<?xml version='1.1' encoding='x'?>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<svg><script>", b"<table><tr><td>" * 50, b"<div>" * 500, b"*" * 300, b"%",
    b"User-agent: *\nDisallow: /*$*$\n", b"9" * 400, b"<![CDATA[", b"\xe2\x80\xa8", b"<base href='http://['>", b"-1",
)  # fmt: skip


def read_page(body: bytes, folder: Path) -> None:
    page = Page(
        url="https://news.example/a", announced_url="https://news.example/a", body=body, media_type="text/html",
        charset=None, fetched_at="2026-11-23T08:15:00Z", position=(0, 0),
    )  # fmt: skip
    with suppress(Rejection):
        refine(page)


def discover(kind: str) -> Callable[[bytes, Path], None]:
    def read(body: bytes, folder: Path) -> None:
        with suppress(NotReadable):
            READERS[kind](body, "https://news.example/list", None)

    return read


def read_robots(body: bytes, folder: Path) -> None:
    text = concerning(body.decode("utf-8-sig", "replace"), "Plainwire")
    ProtegoRobotParser(text.encode(), None).allowed("https://news.example/a?b=c", "Plainwire")


def read_warc(body: bytes, folder: Path) -> None:
    path = folder / "mutant.warc"
    path.write_bytes(body)
    with suppress(ArchiveUnreadable):
        for _ in read_archive(path):
            pass


def golden_pages() -> list[bytes]:
    return [path.read_bytes() for path in sorted((HERE.parent / "golden").glob("*/page.html"))]


CAPTURES = [record(http(b"<p>One story" + b"." * 400)), resource(b"Another story."), record(http(b""), kind="revisit")]
READS: dict[str, tuple[Callable[[bytes, Path], None], Callable[[], list[bytes]]]] = {
    "page": (read_page, golden_pages),
    "feed": (discover("feed"), lambda: [path.read_bytes() for path in sorted(DEMO.iterdir()) if path.suffix in FEEDS]),
    "sitemap": (discover("sitemap"), lambda: [path.read_bytes() for path in sorted(DEMO.glob("*.xml"))]),
    "section": (discover("section"), golden_pages),
    "robots": (read_robots, lambda: [b"User-agent: *\nDisallow: /private*\nAllow: /a$\nCrawl-delay: 2\n"]),
    "warc": (read_warc, lambda: [b"".join(CAPTURES), b"".join(map(member, CAPTURES))]),
}
FEEDS = (".rss", ".atom", ".json")


def mutant(seeds: list[bytes], dice: random.Random) -> bytes:
    """Return one of *seeds*, cut, doubled, spliced or sprinkled in one to five places."""
    body = bytearray(dice.choice(seeds)[:60_000])
    for _ in range(dice.randint(1, 5)):
        start = dice.randrange(len(body) + 1)
        end = min(len(body), start + int(dice.expovariate(1 / 60)))
        match dice.randrange(6):
            case 0:
                del body[start:end]
            case 1:
                body[start:start] = body[start:end] * dice.randint(1, 20)
            case 2:
                body[start:end] = dice.choice(BITS)
            case 3:
                body[start:start] = dice.choice(BITS)
            case 4 if body:
                body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
            case _:
                other = dice.choice(seeds)
                place = dice.randrange(len(other) + 1)
                body[start:end] = other[place : place + 200]
    return bytes(body)


@pytest.mark.parametrize("kind", READS)
def test_what_broke_a_reader_once_breaks_it_no_more(kind: str, tmp_path: Path) -> None:
    for path in sorted(CRASHERS.glob(f"{kind}-*.gz")):
        READS[kind][0](gzip.decompress(path.read_bytes()), tmp_path)


@pytest.mark.parametrize("kind", READS)
def test_no_mutant_breaks_a_reader_or_holds_it_up(kind: str, tmp_path: Path) -> None:
    read, seeds = READS[kind][0], READS[kind][1]()
    number = random.SystemRandom().randrange(2**32)
    dice, end, tried = random.Random(number), time.monotonic() + SECONDS / len(READS), 0
    while time.monotonic() < end or not tried:
        body = mutant(seeds, dice)
        tried += 1
        began = time.thread_time()
        try:
            read(body, tmp_path)
            held_up = time.thread_time() - began > TOO_LONG
        except Exception:
            keep(kind, body)
            raise
        if held_up:
            pytest.fail(f"{keep(kind, body)} takes longer than {TOO_LONG} s of a core")


def keep(kind: str, body: bytes) -> Path:
    """Write down what broke a reader."""
    CRASHERS.mkdir(exist_ok=True)
    path = CRASHERS / f"{kind}-{hashlib.sha256(body).hexdigest()[:12]}.gz"
    path.write_bytes(gzip.compress(body, mtime=0))
    return path
