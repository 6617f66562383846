"""Stories and threads that a site shows on several pages: one record, live and replayed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.live_site import Answer, serve, story
from tests.test_crawler_spiders_news import crawl, lead, lines
from tests.test_pipelines_threads import forum, post

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ("the harbour", "the market", "the old station")
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "RETRY_TIMES=1", "-s", "EXTRACT_WORKERS=1")


def on_page(number: int, place: str, *, last: bool = False) -> Answer:
    """Return page *number* of a long story about *place*."""
    head = "" if last else f'<link rel="next" href="?page={number + 1}"></head>'
    page = story("A long walk through the town", place).replace(b"</head>", head.encode() or b"</head>")
    return Answer(page)


def thread(number: int, posts: str, *, last: bool = False) -> Answer:
    head = '<meta name="generator" content="phpBB">' + ("" if last else f'<link rel="next" href="?page={number + 1}">')
    return Answer(forum(posts, head).encode())


SAYING = "I have seen {} of those lemons in the market hall, and every one of them was smaller than the one before it."
ANSWERS = {
    "/feed": lead("/walk", "/broken", "/round", "/short", "/lemons", "/long", "/long?page=2"),
    "/walk": on_page(1, PLACES[0]),
    "/walk?page=2": on_page(2, PLACES[1]),
    "/walk?page=3": on_page(3, PLACES[2], last=True),
    "/broken": on_page(1, "the weir"),
    "/broken?page=2": Answer(b"Gone.", status=410),
    "/round": on_page(1, "the mill"),
    "/round?page=2": Answer(status=302, headers={"Location": "/round"}),
    "/long": on_page(1, "the quay"),
    "/long?page=2": on_page(2, "the pier", last=True),
    "/short": Answer(story("A short walk", "the bridge")),
    "/lemons": thread(1, post("ada", SAYING.format("one"), 1) + post("walnut", SAYING.format("two"), 2)),
    "/lemons?page=2": thread(
        2, post("Greta M", SAYING.format("three"), 3) + post("ada", SAYING.format("four"), 4), last=True
    ),
}


Folders = tuple["Path", "Path", str, list[str]]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A live crawl's folder, its replay's, the site's address, and the paths that the site was asked for."""
    folder = tmp_path_factory.mktemp("parts")
    with serve({path: replace(answer) for path, answer in ANSWERS.items()}) as site:
        seeds = folder / "seeds.toml"
        seeds.write_text(f'[[source]]\nname = "town"\nurl = "{site.base}/feed"\nkind = "feed"\n')
        live = crawl("-a", f"seeds={seeds}", *FAST, "-s", f"OUTPUT_DIR={folder / 'live'}")
        assert live.returncode == 0, live.stderr
        hits = site.paths()
        replay = crawl(
            "-a", f"seeds={seeds}", "-s", f"REPLAY={folder / 'live'}", "-s", f"OUTPUT_DIR={folder / 'replay'}"
        )
        assert replay.returncode == 0, replay.stderr
        assert site.paths() == hits
    return folder / "live", folder / "replay", site.base, hits


def test_a_story_on_three_pages_is_one_record(folders: Folders) -> None:
    live, _, base, hits = folders
    records = {record["url"].removeprefix(base): record for record in lines(live / "articles.jsonl")}
    assert "/walk?page=2" not in records
    text = records["/walk"]["text"]
    places = [text.index(place) for place in PLACES]
    assert places == sorted(places)
    assert text.count("A long walk") == 0
    assert len(text.split("\n\n")) == 12
    assert records["/walk"]["truncated"] is None
    assert hits.count("/walk?page=2") == 1


def test_a_page_that_cannot_be_had_leaves_the_others_and_is_told(folders: Folders) -> None:
    live, _, base, _ = folders
    records = {record["url"].removeprefix(base): record for record in lines(live / "articles.jsonl")}
    assert records["/broken"]["truncated"] is True
    assert len(records["/broken"]["text"].split("\n\n")) == 4


def test_a_next_page_that_leads_back_ends_the_story(folders: Folders) -> None:
    live, _, base, _ = folders
    records = {record["url"].removeprefix(base): record for record in lines(live / "articles.jsonl")}
    assert records["/round"]["truncated"] is None
    assert len(records["/round"]["text"].split("\n\n")) == 4


def test_a_page_that_is_announced_on_its_own_is_a_story_of_its_own(folders: Folders) -> None:
    live, _, base, hits = folders
    records = {record["url"].removeprefix(base): record for record in lines(live / "articles.jsonl")}
    assert {"/long", "/long?page=2"} <= set(records)
    assert len(records["/long"]["text"].split("\n\n")) == 4
    assert hits.count("/long?page=2") == 1


def test_the_posts_of_a_thread_come_from_all_its_pages(folders: Folders) -> None:
    live, _, _, _ = folders
    found = next(record for record in lines(live / "articles.jsonl") if record["url"].endswith("/lemons"))
    assert found["page_type"] == "thread"
    assert found["text"] == SAYING.format("one")
    assert [(entry["author"], entry["text"]) for entry in found["posts"]] == [
        ("walnut", SAYING.format("two")), ("Greta M", SAYING.format("three")), ("ada", SAYING.format("four"))
    ]  # fmt: skip


def test_the_replay_is_the_same_to_the_byte(folders: Folders) -> None:
    live, replay, _, _ = folders
    for name in ("articles.jsonl", "rejected.jsonl", "removed.jsonl"):
        assert (live / name).read_bytes() == (replay / name).read_bytes(), name
