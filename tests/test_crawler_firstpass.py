"""What recurs on a host, counted over archives: `crawl archive` run for real, and which pages are chosen."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from scrapy.core.engine import ExecutionEngine
from scrapy.utils.test import get_crawler

from crawler.firstpass import FirstPass
from crawler.warc.survey import Survey
from pipelines.memory import MOST_PAGES
from tests.boilerplate import APPEAL, MOTTO, SHARED, story
from tests.warcs import http, member, record

PROJECT = Path(__file__).parent.parent


def captures(stories: list[bytes], host: str = "vale.example") -> list[bytes]:
    """Return the records of *stories*, each under an address of its own."""
    return [record(http(body), url=f"http://{host}/{number}") for number, body in enumerate(stories)]


def six() -> list[bytes]:
    """Return the records of six stories of one host; a paragraph stands in two of them."""
    return captures([story(number, *([SHARED] if number < 2 else [])) for number in range(6)])


def crawl(path: Path, output: Path, *options: str) -> dict[str, Any]:
    """Return `run.json` of a run over *path* that ended well."""
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={path}", "-s", f"OUTPUT_DIR={output}"]
    command += ["-s", "EXTRACT_WORKERS=1", *options]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode in (0, 3), ended.stderr
    run: dict[str, Any] = json.loads((output / "run.json").read_text())
    return run


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts(output: Path) -> dict[str, str]:
    """Return the texts of a run's records by address."""
    return {line["url"]: line["text"] for line in lines(output / "articles.jsonl")}


def test_what_recurs_on_a_host_is_template_whatever_the_order_of_the_records_and_their_files(tmp_path: Path) -> None:
    records = [*six(), *captures([story(number) for number in range(4)], "hill.example")]
    shuffled = random.Random(5).sample(records, len(records))
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(b"".join(records)))
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "a.warc").write_bytes(b"".join(shuffled[:3]))
    (tmp_path / "some" / "b.warc.gz").write_bytes(b"".join(map(member, shuffled[3:])))
    whole = crawl(tmp_path / "whole.warc.gz", tmp_path / "one")
    parts = crawl(tmp_path / "some", tmp_path / "two", "-s", "EXTRACT_WORKERS=2")
    found = texts(tmp_path / "one")
    assert found == texts(tmp_path / "two")
    assert whole["memory"] == parts["memory"] is not None
    assert len(found) == 10
    assert not [url for url, text in found.items() if MOTTO in text or APPEAL in text]
    assert [url for url, text in found.items() if SHARED in text] == ["http://vale.example/0", "http://vale.example/1"]
    removed = [line["text"] for line in lines(tmp_path / "one" / "removed.jsonl") if line["reason"] == "template"]
    assert sorted(removed) == [APPEAL] * 10 + [MOTTO] * 10


def test_a_setting_switches_it_off(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"".join(six()))
    run = crawl(tmp_path / "x.warc", tmp_path / "out", "-s", "HOST_MEMORY=False")
    assert all(MOTTO in text and APPEAL in text for text in texts(tmp_path / "out").values())
    assert run["memory"] is None


def test_one_story_under_several_addresses_is_no_template(tmp_path: Path) -> None:
    records = []
    for host, mark in (("bytes.example", ""), ("canonical.example", "<p>{n} readers have seen this story.</p>")):
        canonical = f'<link rel="canonical" href="http://{host}/sheep"></head>'.encode()
        body = story(0).replace(b"</head>", canonical)
        bodies = [body.replace(b"</article>", mark.format(n=n).encode() + b"</article>") for n in range(4)]
        records += captures(bodies, host)
    (tmp_path / "x.warc").write_bytes(b"".join(records))
    run = crawl(tmp_path / "x.warc", tmp_path / "out")
    found = texts(tmp_path / "out")
    assert MOTTO in found["http://bytes.example/0"]
    assert MOTTO in found["http://canonical.example/0"]
    assert run["memory"] is None


def test_what_is_damaged_is_passed_over_and_told_once(tmp_path: Path) -> None:
    records = [*map(member, six()), b"garbage", member(six()[0])[:-300]]
    (tmp_path / "x.warc.gz").write_bytes(b"".join(records))
    (tmp_path / "y.warc").write_bytes(b"no archive")
    run = crawl(tmp_path, tmp_path / "out")
    assert MOTTO not in "".join(texts(tmp_path / "out").values())
    assert sorted(Path(damage["file"]).name for damage in run["damage"]) == ["x.warc.gz", "x.warc.gz", "y.warc"]


def survey(tmp_path: Path, records: list[bytes]) -> Survey:
    """Return the survey of a file of *records*, read."""
    (tmp_path / "x.warc").write_bytes(b"".join(records))
    survey = Survey([tmp_path / "x.warc"])
    list(survey.read())
    return survey


def test_pages_of_a_host_with_two_different_ones_are_never_parsed(tmp_path: Path) -> None:
    records = [record(http(b"<p>%d" % (number % 2)), url=f"http://vale.example/{number}") for number in range(300)]
    assert survey(tmp_path, records).chosen() == []


def test_the_same_pages_of_a_large_host_are_chosen_in_any_order(tmp_path: Path) -> None:
    records = [record(http(b"<p>%d" % number), url=f"http://vale.example/{number}") for number in range(700)]
    first, second = survey(tmp_path, records), survey(tmp_path, records[::-1])
    chosen = {place.name for place in first.chosen()}
    assert len(chosen) == MOST_PAGES
    assert {place.name for place in second.chosen()} == chosen
    assert max(map(len, first.hosts.values())) < 300


def test_the_pages_chosen_are_found_again(tmp_path: Path) -> None:
    records = [record(http(b"<p>%d" % number), url=f"http://vale.example/{number}") for number in range(6)]
    for data in (b"".join(records), gzip.compress(b"".join(records)), b"".join(map(member, records))):
        (tmp_path / "x.warc.gz").write_bytes(data)
        read = Survey([tmp_path / "x.warc.gz"])
        list(read.read())
        assert {capture.payload for capture in read.load(read.chosen())} == {b"<p>%d" % number for number in range(6)}


def test_a_run_that_was_stopped_goes_on_with_the_same_records(tmp_path: Path) -> None:
    stories = [story(number) for number in range(8)]
    records = [one for host in ("vale", "hill", "moor") for one in captures(stories, f"{host}.example")]
    (tmp_path / "x.warc").write_bytes(b"".join(records))
    crawl(tmp_path / "x.warc", tmp_path / "whole")
    crawl(tmp_path / "x.warc", tmp_path / "parts", "-s", "CLOSESPIDER_ITEMCOUNT=2")
    assert len(texts(tmp_path / "parts")) < len(records)
    crawl(tmp_path / "x.warc", tmp_path / "parts")
    for name in ("articles.jsonl", "removed.jsonl"):
        assert (tmp_path / "parts" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_run_that_is_stopped_while_it_counts_reads_no_further(tmp_path: Path) -> None:
    records = [record(http(b"<p>%d" % number), url=f"http://vale.example/{number}") for number in range(700)]
    (tmp_path / "x.warc").write_bytes(b"".join(records))
    first_pass = FirstPass([tmp_path / "x.warc"], get_crawler())  # its engine is not running
    first_pass.crawler.engine = ExecutionEngine(first_pass.crawler, lambda _: None)
    asyncio.run(first_pass.read())
    assert asyncio.run(first_pass.memory()).hosts == {}
    assert first_pass.survey.documents < len(records)
