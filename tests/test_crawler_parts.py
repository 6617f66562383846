"""`scrapy crawl news` over stories of several pages on loopback, killed and replayed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.live_site import HTML, Answer, Site, paragraphs, serve, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent
OPENING = "The council met on Monday for the first time in years, and those who had come stayed on until the morning."
FAST = ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "RETRY_TIMES=1", "-s", "DOWNLOAD_TIMEOUT=6"]
FAST += ["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "-s", "EXTRACT_WORKERS=2", "-s", "HOST_FAILURES=100"]


def page(title: str, place: str, next_: str = "", *, kind: str = "article", extra: str = "", pager: str = "") -> bytes:
    """Return a page of the story *title*, which goes on at *next_*."""
    link = f'<link rel="next" href="{next_}">' if next_ else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:type" content="{kind}">{link}'
        f"</head><body><nav><a href='/'>Home</a></nav><main><article><h1>{title}</h1>{extra}"
        f"{paragraphs(place)}</article>{pager}</main></body></html>"
    ).encode()


def pages(path: str, title: str, places: list[str], mark: str = "?page={}") -> dict[str, Answer]:
    """Return the answers of a story whose pages are about *places*."""
    paths = [path, *(path + mark.format(number) for number in range(2, len(places) + 1))]
    return {
        here: Answer(page(title, place, after))
        for here, after, place in zip(paths, [*paths[1:], ""], places, strict=True)
    }


def answers() -> dict[str, Answer]:
    whole = pages("/whole", "A long story", ["the harbour", "the bridge", "the tower"])
    opened = pages("/opened", "A story opened twice", ["the mill", "the barn"])
    for answer in opened.values():
        answer.body = answer.body.replace(b"</h1>", f"</h1><p>{OPENING}</p>".encode())
    lost = pages("/lost", "A story with an end", ["the lake"]) | {
        "/lost": Answer(page("A story with an end", "the lake", "?page=2"))
    }
    torn = pages("/torn", "A torn story", ["the hill", "the vale", "the cave"])
    torn["/torn?page=2"].broken = True
    late = pages("/late", "A late story", ["the moor", "the fen"])
    late["/late?page=2"] = Answer(status=503, then=late["/late?page=2"])
    moved = pages("/moved", "A story that moves", ["the farm", "the byre"])
    moved["/moved?page=2"] = Answer(status=302, headers={"Location": "/moved"})
    slash = pages("/slash", "A story with a slash", ["the ford", "the lock"])
    slash["/slash/?page=2"] = slash["/slash?page=2"]
    slash["/slash?page=2"] = Answer(status=301, headers={"Location": "/slash/?page=2"})
    home = pages("/home", "A story that goes home", ["the pier", "the quay"])
    home["/home?page=2"] = Answer(status=301, headers={"Location": "/"})
    other = pages("/other", "One story", ["the road"]) | {
        "/other": Answer(page("One story", "the road", "?page=2")),
        "/other?page=2": Answer(page("Quite another matter altogether", "the lane")),
    }
    latin = pages("/latin", "A story in two charsets", ["the stra\u00dfe", "the caf\u00e9"])
    second = latin["/latin?page=2"]
    second.body, second.content_type = second.body.decode().encode("latin-1"), "text/html; charset=iso-8859-1"
    packed = pages("/packed", "A packed story", ["the shed", "the loft"])
    for path in list(packed):
        packed[path] = Answer(zipped(packed[path].body), headers={"Content-Encoding": "gzip"})
    forbidden = pages("/private-from-two", "A story half private", ["the gate", "the wall"])
    huge = pages("/huge", "A huge story", ["the dam", "the weir"])
    huge["/huge?page=2"].body += b"<!--" + b"x" * 5_000_000 + b"-->"
    listing = {f"/list{'' if number == 1 else f'/page/{number}'}": Answer(section(number)) for number in range(1, 6)}
    likes_section = pages("/likes", "A story with many links", ["the fair", "the inn"])
    likes_section["/likes?page=2"].body = likes_section["/likes?page=2"].body.replace(
        b"</main>", links(9).encode() + b"</main>"
    )
    stories = [
        whole,
        opened,
        lost,
        torn,
        late,
        moved,
        slash,
        home,
        other,
        latin,
        packed,
        forbidden,
        huge,
        likes_section,
    ]
    found = {path: answer for story in stories for path, answer in story.items()}
    firsts = [path for story in stories for path in list(story)[:1]]
    other["/other?page=2"].body = page("Quite another matter altogether", "the lane", "?page=3")
    comments = pages("/said", "A short story with much said", ["the sty"])
    comments |= {
        path: Answer(
            page("A short story with much said", "the sty", f"/said?page={number + 1}", extra=f"<p>No {number}</p>")
        )
        for number, path in ((1, "/said"), (2, "/said?page=2"), (3, "/said?page=3"))
    }
    entries = "".join(f'<p><a href="/e/{n}">An entry of some length, number {n}</a></p>' for n in range(4))
    entries = entries + entries.replace("/e/", "/f/") + entries.replace("/e/", "/g/")
    head = '<meta property="og:type" content="article"><link rel="next" href="/entries?page=2">'
    entry = f"<html><head>{head}</head><body><h1>All entries</h1>{entries}</body></html>"
    slug = {
        "/slug": Answer(page("The daily briefing", "the news", "/slug-2", pager="<a href='/slug-2'>2</a>")),
        "/slug-2": Answer(page("The daily briefing", "the olds")),
    }
    return {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private-from-two?page\n", "text/plain"),
        "/": Answer(b"<p>Home.</p>"),
        "/feed.xml": lead(*firsts, "/slug", "/list", "/said", "/entries"),
        "/later.xml": lead("/whole?page=2", "/other?page=2"),
        **found,
        **slug,
        **comments,
        "/entries": Answer(entry.encode()),
        **listing,
    }


def links(number: int) -> str:
    return "".join(
        f'<h2><a href="/2024/05/0{n}/a-long-walk-along-the-river-{n}">A long walk {n}</a></h2>'
        for n in range(1, number)
    )


def section(number: int) -> bytes:
    return (
        f'<html><head><title>All of it</title><meta property="og:type" content="article"><link rel="next" '
        f'href="/list/page/{number + 1}"></head><body><main><h1>All of it</h1>{links(9)}</main></body></html>'
    ).encode()


def lead(*paths: str) -> Answer:
    """Return a feed that leads to *paths*."""
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    return Answer(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), "application/rss+xml")


def seeds(base: str, *feeds: str, rest: str = "") -> str:
    return "".join(f'[[source]]\nname = "{feed}"\nurl = "{base}/{feed}.xml"\n{rest}\n' for feed in feeds)


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", "crawl", "news", "-s", "ALLOW_PRIVATE_HOSTS=127.0.0.1/32", *options]


def crawl(*options: str) -> subprocess.CompletedProcess[str]:
    """Run `scrapy crawl news` with *options*."""
    return subprocess.run(command(*options), cwd=PROJECT, capture_output=True, text=True, timeout=120)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "run.json").read_text())
    return found


@dataclass
class Runs:
    """A live crawl, its replay with one worker, and a second live run with another feed."""

    site: Site
    live: subprocess.CompletedProcess[str]
    hits: list[str]
    output: Path
    first: bytes
    report: dict[str, Any]
    replayed: Path
    later: dict[str, Any]

    def records(self) -> dict[str, dict[str, Any]]:
        """Return the records of the first run by path."""
        found = [json.loads(line) for line in self.first.decode().splitlines()]
        return {record["url"].removeprefix(self.site.base): record for record in found}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    folder = tmp_path_factory.mktemp("parts")
    output, replayed, file = folder / "live", folder / "replay", folder / "seeds.toml"
    with serve(answers()) as site:
        file.write_text(seeds(site.base, "feed"))
        live = crawl("-a", f"seeds={file}", *FAST, "-s", f"OUTPUT_DIR={output}", "-s", "DEPTH_LIMIT=1")
        hits = site.paths()
        first, told = (output / "articles.jsonl").read_bytes(), report(output)
        replay = ["-s", f"REPLAY={output / 'archive'}", "-s", f"OUTPUT_DIR={replayed}", "-s", "EXTRACT_WORKERS=1"]
        crawl("-a", f"seeds={file}", *replay)
        assert site.paths() == hits, "the replay asked the site"
        file.write_text(seeds(site.base, "feed", "later"))
        crawl("-a", f"seeds={file}", *FAST, "-s", f"OUTPUT_DIR={output}")
        yield Runs(site, live, hits, output, first, told, replayed, report(output))


def test_the_pages_of_a_story_are_one_record_whatever_depth_may_be_gone_to(runs: Runs) -> None:
    record = runs.records()["/whole"]
    assert [place in record["text"] for place in ("the harbour", "the bridge", "the tower")] == [True] * 3, (
        runs.live.stderr
    )
    base = runs.site.base
    assert record["provenance"]["text"]["raw"] == f"{base}/whole?page=2\n{base}/whole?page=3"


def test_every_first_page_is_a_record_whatever_becomes_of_the_others(runs: Runs) -> None:
    firsts = {
        "/whole",
        "/opened",
        "/lost",
        "/torn",
        "/late",
        "/moved",
        "/slash",
        "/home",
        "/other",
        "/latin",
        "/packed",
    }
    firsts |= {"/private-from-two", "/huge", "/likes", "/slug", "/said"}
    assert runs.records().keys() - {"/list"} == firsts
    assert runs.report["total"]["announced"] == len(firsts) + 3
    assert runs.report["total"]["pending"] == 0


@pytest.mark.parametrize("path", ["/lost", "/torn", "/moved", "/home", "/other", "/private-from-two", "/huge", "/slug"])
def test_a_story_whose_next_page_is_none_or_not_to_be_had_is_its_first_page(runs: Runs, path: str) -> None:
    text = runs.records()[path]["text"]
    assert text.count("The first meeting") == 1


def test_what_became_of_the_further_pages_is_told(runs: Runs) -> None:
    told = dict(runs.report["parts"])
    assert told.pop("fetched") >= 8
    assert told == {"HttpError": 3, "FetchFailed": 1, "robots": 1, "TooLarge": 1}


def test_an_opening_that_stands_on_each_page_stands_once(runs: Runs) -> None:
    text = runs.records()["/opened"]["text"]
    assert text.count(OPENING) == 1
    assert "the barn" in text


def test_a_page_is_tried_again_and_read_in_its_own_charset_and_coding(runs: Runs) -> None:
    assert "the fen" in runs.records()["/late"]["text"]
    assert "the caf\u00e9" in runs.records()["/latin"]["text"]
    assert "the lock" in runs.records()["/slash"]["text"]
    assert "the loft" in runs.records()["/packed"]["text"]
    assert "the inn" in runs.records()["/likes"]["text"]


def test_pages_of_a_list_and_what_robots_txt_forbids_are_not_asked_for(runs: Runs) -> None:
    assert not [path for path in runs.hits if path.startswith(("/list/", "/private-from-two?")) or path == "/slug-2"]
    assert not [path for path in runs.hits if path.startswith("/2024")]
    assert not [path for path in runs.hits if path in ("/entries?page=2", "/said?page=3", "/other?page=3")]
    assert "/said?page=2" in runs.hits
    assert runs.hits.count("/moved") == 1


def test_a_replay_gives_the_same_bytes(runs: Runs) -> None:
    assert (runs.replayed / "articles.jsonl").read_bytes() == runs.first
    assert report(runs.replayed)["parts"]["fetched"] == runs.report["parts"]["fetched"]


def test_a_page_that_stands_in_a_story_becomes_no_record_when_it_is_announced_later(runs: Runs) -> None:
    new = (runs.output / "articles.jsonl").read_bytes()[len(runs.first) :].decode().splitlines()
    assert [json.loads(line)["url"].removeprefix(runs.site.base) for line in new] == ["/other?page=2"]
    reasons = {
        line["url"].removeprefix(runs.site.base): line["reason"] for line in lines(runs.output / "rejected.jsonl")
    }
    assert reasons["/whole?page=2"] == "PartOfStory"
    assert runs.later["total"]["rejected"] == {"PartOfStory": 1}


def test_a_story_that_is_announced_together_with_its_pages_is_told_once(tmp_path: Path) -> None:
    story = pages("/whole", "A long story", ["the harbour", "the bridge", "the tower"])
    with serve(story | {"/feed.xml": lead(*story), "/robots.txt": Answer(status=404)}) as site:
        (tmp_path / "seeds.toml").write_text(seeds(site.base, "feed"))
        options = ["-a", f"seeds={tmp_path / 'seeds.toml'}"]
        told = crawl(*options, *FAST, "-s", f"OUTPUT_DIR={tmp_path / 'live'}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
        crawl(*options, "-s", f"REPLAY={tmp_path / 'live' / 'archive'}", "-s", f"OUTPUT_DIR={tmp_path / 'replay'}")
    text = "\n".join(record["text"] for record in lines(tmp_path / "live" / "articles.jsonl"))
    assert [text.count(f"The first meeting about {place}") for place in ("the harbour", "the bridge", "the tower")] == [
        1
    ] * 3, told.stderr
    for name in ("articles.jsonl", "rejected.jsonl"):
        assert (tmp_path / "live" / name).read_bytes() == (tmp_path / "replay" / name).read_bytes()


def test_a_source_gives_no_more_further_pages_than_it_may_have_pages(tmp_path: Path) -> None:
    story = pages("/whole", "A long story", [f"the house number {n}" for n in range(1, 6)])
    with serve(story | {"/feed.xml": lead("/whole"), "/robots.txt": Answer(status=404)}) as site:
        (tmp_path / "seeds.toml").write_text(seeds(site.base, "feed", rest="max_pages = 2"))
        options = ["-a", f"seeds={tmp_path / 'seeds.toml'}"]
        crawl(*options, *FAST, "-s", f"OUTPUT_DIR={tmp_path / 'live'}")
        crawl(*options, "-s", f"REPLAY={tmp_path / 'live' / 'archive'}", "-s", f"OUTPUT_DIR={tmp_path / 'replay'}")
    (record,) = lines(tmp_path / "live" / "articles.jsonl")
    assert "number 3" in record["text"]
    assert "number 4" not in record["text"]
    assert record["truncated"] is True
    assert report(tmp_path / "live")["parts"] == {"fetched": 2, "max_pages": 1}
    assert (tmp_path / "live" / "articles.jsonl").read_bytes() == (tmp_path / "replay" / "articles.jsonl").read_bytes()


def test_a_crawl_that_is_killed_between_two_pages_of_a_story_begins_it_again(tmp_path: Path) -> None:
    story = pages("/whole", "A long story", ["the harbour", "the bridge", "the tower"])
    story["/whole?page=3"].delay = 4
    story["/whole?page=3"].then = Answer(story["/whole?page=3"].body, HTML)
    others = {f"/other-{n}": Answer(page(f"Story {n}", f"the house number {n}")) for n in range(8)}
    with serve(story | others | {"/feed.xml": lead("/whole", *others), "/robots.txt": Answer(status=404)}) as site:
        (tmp_path / "seeds.toml").write_text(seeds(site.base, "feed"))
        options = ["-a", f"seeds={tmp_path / 'seeds.toml'}", "-s", f"OUTPUT_DIR={tmp_path / 'live'}", *FAST]
        with subprocess.Popen(
            command(*options), cwd=PROJECT, stderr=subprocess.PIPE, start_new_session=True
        ) as crawled:
            until = time.monotonic() + 60
            while "/whole?page=3" not in site.paths():
                assert time.monotonic() < until
                time.sleep(0.05)
            time.sleep(1)
            os.killpg(crawled.pid, signal.SIGKILL)
        crawl(*options)
        replay = ["-s", f"REPLAY={tmp_path / 'live' / 'archive'}", "-s", f"OUTPUT_DIR={tmp_path / 'replay'}"]
        crawl("-a", f"seeds={tmp_path / 'seeds.toml'}", *replay)
    records = lines(tmp_path / "live" / "articles.jsonl")
    assert len(records) == 9
    whole = next(record for record in records if record["url"].endswith("/whole"))
    assert [place in whole["text"] for place in ("the harbour", "the bridge", "the tower")] == [True] * 3
    assert report(tmp_path / "live")["total"]["announced"] == 10
    assert (tmp_path / "live" / "articles.jsonl").read_bytes() == (tmp_path / "replay" / "articles.jsonl").read_bytes()
