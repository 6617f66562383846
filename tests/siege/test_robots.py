"""robots.txt as RFC 9309 has it: broken, redirected, endless, late."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.siege.evil import Crawl, Evil, answer, crawl, feed, moved, serve, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase

FORBIDDING = answer(b"User-agent: *\nDisallow: /private\n", kind="text/plain")
BUSY = answer(b"", status="503 Service Unavailable")


def endless(wire: BufferedIOBase) -> None:
    """Forbid a page, and then never stop."""
    wire.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /private\n")
    while True:
        wire.write(b"Disallow: /x\n" * 1000)


def cut(wire: BufferedIOBase) -> None:
    """Say nothing and hang up."""


class SecondTime:
    """Answers *first* once, and *then* from then on."""

    def __init__(self, first: bytes, then: bytes) -> None:
        self.answers = [then, first]

    def __call__(self, wire: BufferedIOBase) -> None:
        wire.write(self.answers.pop() if len(self.answers) > 1 else self.answers[0])


#: A robots.txt for each site, by what is wrong with it.
ROBOTS = {
    "missing": answer(b"", status="404 Not Found"),
    "forbidden": answer(b"", status="403 Forbidden"),
    "busy": BUSY,
    "silent": cut,
    "late": SecondTime(BUSY, FORBIDDING),
    "redirected": moved("/elsewhere"),
    "far-redirected": moved("/1"),
    "endless": endless,
    "long": answer(b"User-agent: *\nDisallow: /private\n" + b"#" * 600_000 + b"\nDisallow: /\n", kind="text/plain"),
    "throttled": answer(b"", status="429 Too Many Requests"),
}
OBEYED = {"late", "redirected", "endless", "long"}
CLOSED = {"busy", "silent"}


class Siege:
    """The sites, the crawl of all of them, and its replay."""

    def __init__(self, sites: dict[str, Evil], live: Crawl, replay: Crawl) -> None:
        self.sites = sites
        self.live = live
        self.replay = replay

    def pages(self, name: str) -> set[str]:
        """Return what of a site was asked for, robots.txt apart."""
        return {path for path in self.sites[name].paths() if path in ("/feed", "/private", "/open")}


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    folder = tmp_path_factory.mktemp("robots")
    with ExitStack() as stack:
        sites = {}
        for name, robots in ROBOTS.items():
            pages = {"/feed": feed("/private", "/open"), "/private": story("a secret"), "/open": story(name)}
            hops = {f"/{hop}": moved(f"/{hop + 1}") for hop in range(1, 5)}
            answers = {"/robots.txt": robots, **pages, **hops, "/5": moved("/6"), "/6": FORBIDDING}
            sites[name] = stack.enter_context(serve({**answers, "/rules": FORBIDDING}))
        sites["redirected"].answers["/elsewhere"] = moved(f"{sites['missing'].base}/rules")
        sources = [f"{site.base}/feed" for site in sites.values()]
        live = crawl(folder / "live", *sources, settings=("ROBOTS_WAIT=2", "HOST_FAILURES=99"))
        hits = [site.paths() for site in sites.values()]
        replay = crawl(folder / "replay", *sources, settings=(f"REPLAY={live.output / 'archive'}",))
        assert [site.paths() for site in sites.values()] == hits
        yield Siege(sites, live, replay)


def test_a_robots_txt_that_can_be_had_is_obeyed_whatever_the_way_to_it(siege: Siege) -> None:
    for name in OBEYED:
        assert siege.pages(name) == {"/feed", "/open"}, name


def test_a_client_error_or_too_many_redirects_mean_that_all_is_open(siege: Siege) -> None:
    for name in set(ROBOTS) - OBEYED - CLOSED:
        assert siege.pages(name) == {"/feed", "/private", "/open"}, name


def test_a_host_whose_robots_txt_cannot_be_had_is_left_alone_and_said(siege: Siege) -> None:
    for name in CLOSED:
        assert siege.pages(name) == set(), name
        assert siege.sites[name].paths().count("/robots.txt") > 1, name
    assert siege.live.code == 3
    assert siege.live.run["set_aside"] == {"failed/robots_unreachable": len(CLOSED)}
    assert siege.live.told.count("robots_unreachable: ") >= len(CLOSED)


def test_each_host_is_asked_once_where_it_answers(siege: Siege) -> None:
    for name in set(ROBOTS) - CLOSED - {"late", "throttled"}:
        assert siege.sites[name].paths().count("/robots.txt") == 1, name


def test_the_counts_add_up(siege: Siege) -> None:
    total = siege.live.run["total"]
    assert (total["robots"], total["failed"], total["pending"]) == (len(OBEYED), len(CLOSED), 0)


def test_a_replay_comes_to_the_same(siege: Siege) -> None:
    live, replay = (run.output / "articles.jsonl" for run in (siege.live, siege.replay))
    assert replay.read_bytes() == live.read_bytes()
    assert siege.replay.run["total"]["robots"] == len(OBEYED)
    assert siege.replay.run["set_aside"]["failed/robots_unreachable"] == 1  # of a silent host nothing is captured
