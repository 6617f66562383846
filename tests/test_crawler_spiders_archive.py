"""`scrapy crawl archive`, run for real: records from good archives and from what is left of damaged ones."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.warcs import http, member, record, resource

PROJECT = Path(__file__).parent.parent
STORY = """<!DOCTYPE html><html lang="en"><head><title>Harbour {n} opens again</title></head><body><article>
<h1>Harbour {n} opens again</h1>
<p>The ferry left the harbour at seven in the morning with forty passengers and a good deal of mail on board.</p>
<p>By noon the wind had turned, and pier number {n} was closed to all but the smallest of the fishing boats.</p>
<p>The harbour master said that she expected the storm to pass before the end of the week, as it always had.</p>
</article></body></html>"""


def story(n: int) -> bytes:
    return record(http(STORY.format(n=n).encode()), url=f"http://news.example/{n}")


def crawl(path: object, output: Path, *options: str) -> tuple[int, dict[str, Any], str]:
    """Return exit code, `run.json` and standard error of a run."""
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={path}", "-s", f"OUTPUT_DIR={output}"]
    ended = subprocess.run([*command, *options], cwd=PROJECT, capture_output=True, text=True, timeout=100, check=False)
    run = output / "run.json"
    return ended.returncode, json.loads(run.read_text()) if run.exists() else {}, ended.stderr


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_damaged_archive_gives_what_is_left_of_it_and_exit_code_3(tmp_path: Path) -> None:
    flipped = bytearray(member(story(2)))
    flipped[len(flipped) // 2] ^= 0x10
    wrong = record(http(b"<p>other"), url="http://news.example/wrong", fields={"WARC-Payload-Digest": "sha1:WRONG"})
    gone = record(http(b"<p>gone", status="410 Gone"), url="http://news.example/gone")
    moved = record(http(b"", "Location: /1", status="302 Found"))
    parts = [member(story(1)), bytes(flipped), member(wrong), b"garbage", member(gone), member(moved), member(story(3))]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(parts))
    (tmp_path / "b.warc").write_bytes(story(4) + story(5)[:-40])
    (tmp_path / "c.warc").write_bytes(b"no archive")
    code, run, _ = crawl(f"{tmp_path}/*.warc*,{tmp_path}/missing.warc", tmp_path / "out")
    assert (code, run["status"]) == (3, "degraded")
    damaged = [Path(damage["file"]).name for damage in run["damage"]]
    assert sorted(damaged) == ["a.warc.gz"] * 3 + ["b.warc", "c.warc", "missing.warc"]
    assert run["passed_over"] == {"redirect": 1}
    articles = lines(tmp_path / "out" / "articles.jsonl")
    assert [article["url"] for article in articles] == [f"http://news.example/{n}" for n in (1, 3, 4)]
    assert articles[0]["archive"]["file"] == "a.warc.gz"
    assert articles[1]["archive"]["offset"] == sum(map(len, parts[:6]))
    rejected = {line["url"]: line["reason"] for line in lines(tmp_path / "out" / "rejected.jsonl")}
    assert rejected.pop("http://news.example/2", "Damaged") == "Damaged"
    assert rejected == {
        "http://news.example/wrong": "Damaged",
        "http://news.example/gone": "HttpError",
        "http://news.example/5": "Damaged",
    }
    assert run["total"]["pages"] == run["total"]["records"] + sum(run["total"]["rejected"].values())


def test_records_stand_in_the_order_of_the_archive_whatever_the_number_of_workers(tmp_path: Path) -> None:
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(b"".join(map(story, range(4)))))
    (tmp_path / "x.warc.gz").write_bytes(b"".join(member(story(n)) for n in range(4, 8)))
    digests = set()
    for workers in (1, 2):
        output = tmp_path / f"out{workers}"
        code, _, told = crawl(tmp_path, output, "-s", f"EXTRACT_WORKERS={workers}")
        assert code == 0, told
        digests.add(hashlib.sha256((output / "articles.jsonl").read_bytes()).hexdigest())
    assert len(digests) == 1
    assert [line["url"] for line in lines(output / "articles.jsonl")] == [f"http://news.example/{n}" for n in range(8)]


@pytest.mark.parametrize("data", [None, b"no archive"], ids=["missing", "no-warc"])
def test_where_nothing_at_all_can_be_read_the_exit_code_is_2(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "x.warc.gz"
    if data is not None:
        path.write_bytes(data)
    code, run, told = crawl(path, tmp_path / "out")
    assert (code, run["status"]) == (2, "usage")
    assert str(path) in told
    assert "Traceback" not in told
    assert not (tmp_path / "out" / "articles.jsonl").exists()


def test_text_documents_and_pages_without_an_address_become_records(tmp_path: Path) -> None:
    text = b"\n".join(
        b"The ferry left the harbour at seven in the morning, on day %d of the storm." % n for n in range(5)
    )
    (tmp_path / "x.warc").write_bytes(resource(text, url="urn:text:1") + resource(text + b" The end.", url=None))
    code, _, told = crawl(tmp_path / "x.warc", tmp_path / "out")
    assert code == 0, told
    articles = lines(tmp_path / "out" / "articles.jsonl")
    assert [(article["url"], article["http"]) for article in articles] == [("urn:text:1", None), ("", None)]
    assert len({article["id"] for article in articles}) == 2


HOLDING = """
import asyncio, sys
from scrapy.crawler import CrawlerProcess
from scrapy.utils.project import get_project_settings
from crawler.spiders.archive import ArchiveSpider, PAGES_A_WORKER

class Hold:
    now = most = 0
    async def process_item(self, item):
        Hold.now += 1
        Hold.most = max(Hold.most, Hold.now)
        await asyncio.sleep(0.01)
        Hold.now -= 1
        return item

settings = get_project_settings()
settings.update({"ITEM_PIPELINES": {Hold: 1}, "EXTRACT_WORKERS": 2, "OUTPUT_DIR": sys.argv[2]})
process = CrawlerProcess(settings)
crawler = process.create_crawler(ArchiveSpider)
process.crawl(crawler, path=sys.argv[1])
process.start()
print(Hold.most, crawler.stats.get_value("item_scraped_count"), 2 * PAGES_A_WORKER)
"""


def test_no_more_pages_are_under_way_than_the_workers_need(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"".join(map(story, range(100))))
    ended = subprocess.run(
        [sys.executable, "-c", HOLDING, tmp_path / "x.warc", tmp_path],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    most, scraped, bound = map(int, ended.stdout.split())
    assert scraped == 100
    assert 1 < most <= bound


def test_a_canonical_address_on_another_host_suppresses_no_record(tmp_path: Path) -> None:
    declared = '<title>Harbour 2 opens again</title><link rel="canonical" href="http://news.example/1">'
    thief = STORY.format(n=2).replace("<title>Harbour 2 opens again</title>", declared)
    assert declared in thief
    first = record(http(thief.encode()), url="http://thief.example/1")
    (tmp_path / "a.warc.gz").write_bytes(member(first) + member(story(1)))
    code, run, _ = crawl(tmp_path / "a.warc.gz", tmp_path / "out")
    assert (code, run["total"]["records"]) == (0, 2)
    stolen, own = lines(tmp_path / "out" / "articles.jsonl")
    assert (stolen["canonical_url"], stolen["duplicate_of"]) == (None, None)
    assert stolen["id"] != own["id"]
    assert (own["revision"], own["duplicate_of"]) == (1, None)
