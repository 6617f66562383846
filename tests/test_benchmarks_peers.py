"""Peers run in processes of their own: what a page costs that crashes or hangs one, and that nothing is fetched."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.contenders import CONTENDERS
from benchmarks.peers import PEERS, extract_all
from benchmarks.score import Record
from crawler.warc.reader import Capture
from tests import warcs
from tests.stories import STORY

ROOT = Path(__file__).parent.parent
HTML = f"""<html><head><title>Harbour reopens</title><meta name="author" content="Ada Lind"></head>
<body><article><h1>Harbour reopens</h1>{"".join(f"<p>{line}</p>" for line in STORY["en"])}</article></body></html>"""


def capture(body: str, charset: str = "utf-8") -> Capture:
    """Return *body* as it comes out of an archive, under an address that names it."""
    url = f"https://news.example/{body[:5]}"
    return Capture(url, 0, "urn:a", warcs.DATE, None, "text/html", charset, body.encode(charset))


def obey(page: Capture) -> Record:
    """Do what the page says, as a peer's bug would."""
    word = page.payload.decode()
    if word == "raise":
        raise ValueError("no such tag")
    if word == "crash":
        os._exit(7)
    if word == "sleep":
        time.sleep(60)
    if word == "fetch":
        socket.create_connection(("127.0.0.1", 9))
    return {"text": word}


def faults(*words: str) -> list[str | None]:
    """Return the fault of each page, None where it has a record."""
    records = list(extract_all(obey, [capture(word) for word in words], limit=1))
    assert [record["url"] for record in records] == [f"https://news.example/{word}" for word in words]
    return [record.get("fault") for record in records]


def test_a_page_that_raises_costs_itself() -> None:
    assert faults("one", "raise", "two") == [None, "ValueError: no such tag", None]


def test_a_page_that_ends_its_process_costs_itself() -> None:
    first, crashed, last = faults("one", "crash", "two")
    assert (first, last) == (None, None)
    assert "exit code 7" in str(crashed)


def test_a_page_that_hangs_costs_itself_and_its_time_limit() -> None:
    start = time.monotonic()
    first, hung, last = faults("one", "sleep", "two")
    assert (first, last) == (None, None)
    assert "time limit" in str(hung)
    assert time.monotonic() - start < 20


def test_nothing_is_fetched() -> None:
    assert faults("fetch") == ["ConnectionRefusedError: a benchmark fetches nothing"]


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_reads_a_story(name: str) -> None:
    if CONTENDERS[name].version is None:
        pytest.skip(f"{name} is installed by `make bench` only")
    record = PEERS[name](capture(HTML))
    assert all(line in record["text"] for line in STORY["en"])
    assert record.get("title", "Harbour reopens") == "Harbour reopens"
    assert record.get("authors", ["Ada Lind"]) == ["Ada Lind"]


def test_a_peer_runs_as_a_job_over_an_archive(tmp_path: Path) -> None:
    archive, output = tmp_path / "a.warc.gz", tmp_path / "records.jsonl"
    archive.write_bytes(warcs.member(warcs.record(warcs.http(HTML.encode()), url="https://news.example/a")))
    command = [sys.executable, "-m", "benchmarks.peers", "trafilatura-fast", str(output), str(archive)]
    subprocess.run(command, cwd=ROOT, check=True)
    (record,) = map(json.loads, output.read_text(encoding="utf-8").splitlines())
    assert (record["url"], record["title"]) == ("https://news.example/a", "Harbour reopens")
