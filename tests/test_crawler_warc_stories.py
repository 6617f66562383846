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
HOST = "news.example"
PATH = "/2024/05/ferry"
URL = f"https://{HOST}{PATH}"
PLACES = ("the harbour", "the bridge", "the tower")
LATER = {"WARC-Date": "2026-11-24T08:15:00Z"}


def captured(number: int, of: int = 3, host: str = HOST) -> bytes:
    """Return the record of page *number* of a story."""
    after = f"?page={number + 1}" if number < of else ""
    return at(host, PATH if number == 1 else f"{PATH}?page={number}", page("A long story", PLACES[number - 1], after))


def at(host: str, path: str, body: bytes, **fields: Any) -> bytes:
    """Return the record of *body* at *path* of *host*."""
    return record(http(body), url=f"https://{host}{path}", **fields)


def alone(name: str = "alone") -> bytes:
    """Return the record of a story of one page."""
    return at(HOST, f"/{name}", page(f"A story of {name}", f"the {name}"))


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


def told(output: Path, host: str = HOST) -> dict[str, list[str]]:
    """Return which places each record of a run tells of *host* tells of, by path."""
    root = f"https://{host}"
    return {
        line["url"].removeprefix(root): [place for place in PLACES if place in line["text"]]
        for line in lines(output / "articles.jsonl")
        if line["url"].startswith(f"{root}/")
    }


def rejected(output: Path, host: str) -> list[str]:
    """Return for which reasons documents of *host* are no records."""
    found = lines(output / "rejected.jsonl")
    return sorted(line["reason"] for line in found if line["url"].startswith(f"https://{host}/"))


def claiming(host: str) -> list[bytes]:
    """Return the records of both pages of a story, the second first; each says that its address is the first's."""
    url = f"https://{host}{PATH}"
    claim, pager = f'<link rel="canonical" href="{url}"><title>'.encode(), f'<a href="{url}/2">2</a>'
    first = page("A long story", "the harbour", f"{url}/2", pager=pager)
    bodies = {f"{PATH}/2": page("A long story", "the bridge"), PATH: first}
    return [at(host, path, body.replace(b"<title>", claim)) for path, body in bodies.items()]


EMPTY = b'<meta property="og:type" content="article"><link rel="next" href="?page=2"><p></p>'
SECOND, FIRST = f"{PATH}?page=2", page("A long story", "the harbour", "?page=2")
#: Stories that lack a page, or have one too many, each on a host of its own: the records in the archive, and which
#: places the story's records tell of.
ODD: dict[str, tuple[list[bytes], dict[str, list[str]]]] = {
    "no-first.example": (
        [captured(2, host="no-first.example"), captured(3, host="no-first.example")],
        {SECOND: ["the bridge"], f"{PATH}?page=3": ["the tower"]},
    ),
    "no-second.example": (
        [captured(3, host="no-second.example"), captured(1, host="no-second.example")],
        {f"{PATH}?page=3": ["the tower"], PATH: ["the harbour"]},
    ),
    "first-is-none.example": (
        [captured(2, 2, host="first-is-none.example"), at("first-is-none.example", PATH, EMPTY)],
        {SECOND: ["the bridge"]},
    ),
    "second-is-another.example": (
        [
            at("second-is-another.example", SECOND, page("Quite another matter", "the bridge")),
            captured(1, host="second-is-another.example"),
        ],
        {SECOND: ["the bridge"], PATH: ["the harbour"]},
    ),
    "twice.example": (
        [
            captured(2, 2, host="twice.example"),
            captured(1, 2, host="twice.example"),
            at("twice.example", PATH, FIRST, fields=LATER),
            captured(2, 2, host="twice.example"),
        ],
        {PATH: ["the harbour", "the bridge"]},
    ),
    "other-text-after.example": (
        [
            captured(1, 2, host="other-text-after.example"),
            captured(2, 2, host="other-text-after.example"),
            at("other-text-after.example", SECOND, page("A long story", "the tower"), fields=LATER),
        ],
        {PATH: ["the harbour", "the bridge"], SECOND: ["the tower"]},
    ),
    "other-text-before.example": (
        [
            at("other-text-before.example", SECOND, page("A long story", "the tower"), fields=LATER),
            captured(1, 2, host="other-text-before.example"),
            captured(2, 2, host="other-text-before.example"),
        ],
        {PATH: ["the harbour", "the bridge"], SECOND: ["the tower"]},
    ),
    "claims-first.example": (claiming("claims-first.example"), {PATH: ["the harbour", "the bridge"]}),
    "claims-last.example": (claiming("claims-last.example")[::-1], {PATH: ["the harbour", "the bridge"]}),
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


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Return the output of one run over all of `ODD`, and its `run.json`."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "x.warc").write_bytes(b"".join(one for records, _ in ODD.values() for one in records))
    return folder / "out", crawl(folder / "x.warc", folder / "out")


@pytest.mark.parametrize("host", ODD)
def test_every_page_of_a_story_is_told_once_in_its_record_or_in_one_of_its_own(
    odd: tuple[Path, dict[str, Any]], host: str
) -> None:
    output, _ = odd
    assert told(output, host) == ODD[host][1]


def test_of_what_is_told_with_another_page_or_was_already_the_reason_is_kept(odd: tuple[Path, dict[str, Any]]) -> None:
    output, run = odd
    assert rejected(output, "twice.example") == ["PartOfStory", "Unchanged"]
    for host in ("other-text-after", "other-text-before", "claims-first", "claims-last"):
        assert rejected(output, f"{host}.example") == ["PartOfStory"]
    assert run["total"]["already"] == 1


def test_a_page_that_is_a_record_already_is_not_told_again(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(captured(2, 2))
    crawl(tmp_path / "a.warc", tmp_path / "out")
    (tmp_path / "b.warc").write_bytes(captured(1, 2))
    crawl(tmp_path / "*.warc", tmp_path / "out")
    assert told(tmp_path / "out") == {"/2024/05/ferry?page=2": ["the bridge"], "/2024/05/ferry": ["the harbour"]}


def test_duplicates_that_are_not_kept_lose_no_page(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"".join(map(captured, (2, 1, 3))))
    crawl(tmp_path / "x.warc", tmp_path / "out", "-s", "KEEP_DUPLICATES=False")
    assert told(tmp_path / "out") == {"/2024/05/ferry": list(PLACES)}


def test_a_run_that_is_killed_and_gone_on_with_tells_each_page_once(tmp_path: Path) -> None:
    others = [alone(f"place-{number}") for number in range(60)]
    first, second, third = map(captured, (3, 2, 1))
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
