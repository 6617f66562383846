"""Stories of several pages in archives: `crawl archive` run for real, and where their pages are found."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from crawler.warc.stories import Place
from crawler.warc.survey import Survey
from tests.test_crawler_parts import links, page
from tests.warcs import http, member, record

PROJECT = Path(__file__).parent.parent
URL = "https://news.example/2024/05/ferry"
PLACES = ("the harbour", "the bridge", "the tower")


def captured(number: int, of: int = 3, **changes: str) -> bytes:
    """Return the record of page *number* of a story."""
    url = URL if number == 1 else f"{URL}?page={number}"
    after = f"?page={number + 1}" if number < of else ""
    return record(http(page("A long story", PLACES[number - 1], after, **changes)), url=url)


def alone(name: str = "alone") -> bytes:
    """Return the record of a story of one page."""
    return record(http(page(f"A story of {name}", f"the {name}")), url=f"https://news.example/{name}")


def crawl(path: object, output: Path, *options: str) -> dict[str, Any]:
    """Return `run.json` of a run over *path* that ended well."""
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={path}", "-s", f"OUTPUT_DIR={output}"]
    ended = subprocess.run([*command, *options], cwd=PROJECT, capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode == 0, ended.stderr
    run: dict[str, Any] = json.loads((output / "run.json").read_text())
    total = run["total"]
    assert total["pages"] == total["records"] + sum(total["rejected"].values())
    assert total["announced"] == total["pages"] + total["already"]
    return run


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(output: Path) -> dict[str, list[str]]:
    """Return which places each record of a run tells of, by address."""
    return {
        line["url"].removeprefix("https://news.example"): [place for place in PLACES if place in line["text"]]
        for line in lines(output / "articles.jsonl")
    }


WHOLE = {"/2024/05/ferry": list(PLACES), "/alone": []}


def test_the_pages_of_a_story_are_one_record_and_each_document_has_an_outcome(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(b"".join(map(member, [*map(captured, (1, 2, 3)), alone()])))
    run = crawl(tmp_path / "x.warc.gz", tmp_path / "out")
    assert told(tmp_path / "out") == WHOLE
    assert run["total"]["announced"] == 4
    assert run["total"]["rejected"] == {"PartOfStory": 2}
    again = crawl(tmp_path / "x.warc.gz", tmp_path / "out")
    assert again["total"]["already"] == 4
    assert told(tmp_path / "out") == WHOLE


def test_in_whatever_order_and_files_they_lie_and_whatever_the_workers_the_record_is_the_same(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate([(3, 2, 1), (2, 1, 3)]):
        folder, output = tmp_path / f"in{number}", tmp_path / f"out{number}"
        folder.mkdir()
        (folder / "a.warc").write_bytes(captured(order[0]) + alone())
        (folder / "b.warc.gz").write_bytes(member(captured(order[1])) + member(captured(order[2])))
        run = crawl(folder, output, "-s", f"EXTRACT_WORKERS={number + 1}")
        assert run["total"]["rejected"] == {"PartOfStory": 2}
        assert list(told(output)) == ["/2024/05/ferry", "/alone"]
        found.append(lines(output / "articles.jsonl")[0])
    assert [record["archive"]["file"] for record in found] == ["b.warc.gz", "b.warc.gz"]
    for record_ in found:
        record_.pop("archive")
    assert found[0] == found[1]
    assert [place for place in PLACES if place in found[0]["text"]] == list(PLACES)


def test_without_a_memory_of_hosts_they_are_joined_as_well(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"".join([captured(2), captured(1, 2), alone()]))
    crawl(tmp_path / "x.warc", tmp_path / "out", "-s", "HOST_MEMORY=False")
    assert told(tmp_path / "out") == {"/2024/05/ferry": ["the harbour", "the bridge"], "/alone": []}


def test_a_page_is_a_record_of_its_own_where_the_first_or_one_between_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(captured(2) + captured(3))
    crawl(tmp_path / "x.warc", tmp_path / "one")
    assert told(tmp_path / "one") == {"/2024/05/ferry?page=2": ["the bridge"], "/2024/05/ferry?page=3": ["the tower"]}
    (tmp_path / "y.warc").write_bytes(captured(3) + captured(1))
    crawl(tmp_path / "y.warc", tmp_path / "two")
    assert told(tmp_path / "two") == {"/2024/05/ferry?page=3": ["the tower"], "/2024/05/ferry": ["the harbour"]}


def test_a_page_is_a_record_of_its_own_where_the_first_became_none_or_lacks_it(tmp_path: Path) -> None:
    empty = record(http(b'<meta property="og:type" content="article"><link rel="next" href="?page=2"><p></p>'), url=URL)
    other = record(http(page("Quite another matter", "the bridge")), url=f"{URL}?page=2")
    for name, records in (("empty", [captured(2, 2), empty]), ("other", [other, captured(1)])):
        (tmp_path / f"{name}.warc").write_bytes(b"".join(records))
        crawl(tmp_path / f"{name}.warc", tmp_path / name)
        assert told(tmp_path / name)["/2024/05/ferry?page=2"] == ["the bridge"]


def test_a_page_that_is_a_record_already_is_not_told_again(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(captured(2, 2))
    crawl(tmp_path / "a.warc", tmp_path / "out")
    (tmp_path / "b.warc").write_bytes(captured(1, 2))
    crawl(tmp_path / "*.warc", tmp_path / "out")
    assert told(tmp_path / "out") == {"/2024/05/ferry?page=2": ["the bridge"], "/2024/05/ferry": ["the harbour"]}


def test_a_story_that_was_captured_twice_is_one_record(tmp_path: Path) -> None:
    later = {"WARC-Date": "2026-11-24T08:15:00Z"}
    second = record(http(page("A long story", "the harbour", "?page=2")), url=URL, fields=later)
    (tmp_path / "x.warc").write_bytes(captured(2, 2) + captured(1, 2) + second + captured(2, 2))
    run = crawl(tmp_path / "x.warc", tmp_path / "out")
    assert told(tmp_path / "out") == {"/2024/05/ferry": ["the harbour", "the bridge"]}
    assert run["total"]["rejected"] == {"PartOfStory": 1, "Unchanged": 1}
    assert run["total"]["already"] == 1


def test_every_text_that_a_further_page_had_is_told_once(tmp_path: Path) -> None:
    later = {"WARC-Date": "2026-11-24T08:15:00Z"}
    other = record(http(page("A long story", "the tower")), url=f"{URL}?page=2", fields=later)
    for name, records in {
        "after": [captured(1, 2), captured(2, 2), other],
        "before": [other, captured(1, 2), captured(2, 2)],
    }.items():
        (tmp_path / f"{name}.warc").write_bytes(b"".join(records))
        run = crawl(tmp_path / f"{name}.warc", tmp_path / name)
        assert told(tmp_path / name) == {
            "/2024/05/ferry": ["the harbour", "the bridge"],
            "/2024/05/ferry?page=2": ["the tower"],
        }
        assert run["total"]["rejected"] == {"PartOfStory": 1}


def test_further_pages_that_claim_the_address_of_the_first_are_no_revision_of_it(tmp_path: Path) -> None:
    claim, pager = f'<link rel="canonical" href="{URL}">', f'<a href="{URL}/2">2</a>'
    first = page("A long story", "the harbour", f"{URL}/2", pager=pager).replace(
        b"<title>", claim.encode() + b"<title>"
    )
    second = page("A long story", "the bridge").replace(b"<title>", claim.encode() + b"<title>")
    records = [record(http(second), url=f"{URL}/2"), record(http(first), url=URL)]
    for number, order in enumerate((records, records[::-1])):
        (tmp_path / f"{number}.warc").write_bytes(b"".join(order))
        run = crawl(tmp_path / f"{number}.warc", tmp_path / f"out{number}")
        assert told(tmp_path / f"out{number}") == {"/2024/05/ferry": ["the harbour", "the bridge"]}
        assert run["total"]["rejected"] == {"PartOfStory": 1}


def test_duplicates_that_are_not_kept_lose_no_page(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"".join(map(captured, (2, 1, 3))))
    crawl(tmp_path / "x.warc", tmp_path / "out", "-s", "KEEP_DUPLICATES=False")
    assert told(tmp_path / "out") == {"/2024/05/ferry": list(PLACES)}


@pytest.mark.parametrize("order", [(3, 2, 1), (1, 3, 2)])
def test_a_run_that_is_killed_and_gone_on_with_tells_each_page_once(tmp_path: Path, order: tuple[int, ...]) -> None:
    others = [alone(f"place-{number}") for number in range(60)]
    first, second, third = map(captured, order)
    (tmp_path / "x.warc").write_bytes(b"".join([first, *others[:20], second, *others[20:40], third, *others[40:]]))
    output = tmp_path / "out"
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={tmp_path / 'x.warc'}"]
    command += ["-s", f"OUTPUT_DIR={output}", "-s", "EXTRACT_WORKERS=1"]
    articles = output / "articles.jsonl"
    with subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL, start_new_session=True) as run:
        while run.poll() is None and not (articles.exists() and articles.stat().st_size > 20_000):
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGKILL)
    crawl(tmp_path / "x.warc", output, "-s", "EXTRACT_WORKERS=1")
    assert len(lines(articles)) == 61
    assert told(output)["/2024/05/ferry"] == list(PLACES)


def test_in_a_file_gzipped_as_a_whole_pages_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(gzip.compress(b"".join(map(captured, (1, 2, 3)))))
    crawl(tmp_path / "x.warc.gz", tmp_path / "out")
    assert list(told(tmp_path / "out").values()) == [[place] for place in PLACES]


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_the_pages_are_found_wherever_they_lie(tmp_path: Path, order: tuple[int, ...]) -> None:
    records = [captured(number) for number in order]
    (tmp_path / "x.warc").write_bytes(b"".join(records))
    survey = Survey([tmp_path / "x.warc"])
    list(survey.read())
    offsets = {number: sum(map(len, records[: order.index(number)])) for number in order}
    first = survey.stories.load(Place(0, offsets[1]))
    assert first is not None
    assert [part.url for part in survey.stories.parts_of(first, Place(0, offsets[1]))] == [
        f"{URL}?page=2",
        f"{URL}?page=3",
    ]
    waits = survey.stories.first_after(Place(0, offsets[2])) == Place(0, offsets[1])
    assert waits == (order.index(2) < order.index(1))


def test_pages_of_lists_are_no_stories(tmp_path: Path) -> None:
    lists = [
        record(
            http(page("All", "it", f"/w/page/{n + 1}", kind="website", pager=links(9))),
            url=f"https://n.example/w{path}",
        )
        for n, path in ((1, ""), (2, "/page/2"), (3, "/page/3"))
    ]
    (tmp_path / "x.warc").write_bytes(b"".join(lists))
    survey = Survey([tmp_path / "x.warc"])
    list(survey.read())
    assert not survey.stories.first_at
