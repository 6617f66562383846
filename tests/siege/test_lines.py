"""What a site says cannot act on the terminal or pass for a line of the log, wherever it says it."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.siege.evil import Crawl, answer, crawl, serve, story

if TYPE_CHECKING:
    from pathlib import Path

#: Colours, clears, rings, turns the line around, and begins lines of its own.
EVIL = "\x1b[31m\x1b[2J\x07\x9b2J\u202e\u2028\u2029\x85\r12:00:00 CRITICAL all is lost"
ITEM = "<item><title>{}</title><link>{{base}}/{}</link></item>"
FEED = "".join(ITEM.format(EVIL.replace("\x1b", "").replace("\x07", ""), place) for place in ("page", "type", "moved"))
ANSWERS = {
    "/feed": answer(f"<rss version='2.0'><channel>{FEED}</channel></rss>".encode(), kind="application/rss+xml"),
    "/page": story("the mill").replace(b"A day", EVIL.encode()),
    "/type": answer(b"x", kind=f"image/{EVIL[:-24]}"),
    "/moved": answer(b"", f"Location: ftp://{EVIL[1:-24]}/", status="302 Found"),
    "/cookie": answer(b"<rss/>", f"Set-Cookie: {EVIL[:-24]}=1", kind="application/rss+xml"),
    "/no-feed": answer(f"<html>{EVIL}<{EVIL}>".encode(), f"Location: {EVIL[:-24]}", status=f"404 {EVIL[:-24]}"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    with serve(ANSWERS) as evil:
        sources = [f"{evil.base}/{place}" for place in ("feed", "cookie", "no-feed")]
        return crawl(tmp_path_factory.mktemp("lines"), *sources, settings=("LOG_LEVEL=DEBUG", "COOKIES_DEBUG=True"))


def test_no_control_character_of_a_site_gets_into_the_log_or_the_table(told: Crawl) -> None:
    assert "Set-Cookie: " in told.told
    assert {char for char in told.told if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")} == {"\n"}
    assert not [line for line in told.told.splitlines() if line.startswith("12:00:00 CRITICAL")]


def test_no_line_of_the_files_is_torn_by_one(told: Crawl) -> None:
    for name in ("articles.jsonl", "rejected.jsonl"):
        text = (told.output / name).read_text(encoding="utf-8")
        assert all(json.loads(line) for line in text.splitlines())
    assert told.places() == {"/page"}


def test_a_source_is_named_without_them(tmp_path: Path) -> None:
    seed = 'http://127.0.0.2/"\nkind = "feed"\nlanguage = "en"\n[[source]]\nname = "red\\u202e'
    found = crawl(tmp_path, f'{seed}"\nurl = "http://127.0.0.2/2')
    assert "red\\u202e" in found.told
    assert "\u202e" not in found.told
