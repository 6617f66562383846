"""What a run remembers of the one before: what hosts allow, which of them rest, and what it has counted itself."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING

from tests.siege.evil import PROJECT, answer, crawl, crawl_command, feed, relength, serve, story

if TYPE_CHECKING:
    from io import BufferedIOBase
    from pathlib import Path

ROBOTS = answer(b"User-agent: *\nDisallow: /private\n", kind="text/plain")


def test_robots_txt_is_asked_for_once_a_day_and_obeyed_by_the_next_run_all_the_same(tmp_path: Path) -> None:
    pages = {"/open": story("the quay"), "/private": story("a secret"), "/private/2": story("another")}
    with serve({"/robots.txt": ROBOTS, "/feed": feed("/open", "/private"), **pages}) as site:
        crawl(tmp_path, f"{site.base}/feed")
        site.answers["/feed"] = feed("/private/2")
        second = crawl(tmp_path, f"{site.base}/feed")
        assert (second.code, second.run["total"]["robots"]) == (0, 1)
        assert site.paths().count("/feed") == 2
        assert site.paths().count("/robots.txt") == 1
        assert not any(path.startswith("/private") for path in site.paths())


def test_a_host_that_rests_is_left_alone_by_the_next_run_too_and_its_pages_are_not_given_up(tmp_path: Path) -> None:
    busy = answer(b"", "Retry-After: 3000", status="503 Service Unavailable")
    with serve({"/feed": feed("/page"), "/page": busy}) as site, serve({"/feed": feed("/fine")}) as other:
        sources = (f"{other.base}/feed", f"{site.base}/feed")
        other.answers["/fine"] = story("the quay")
        crawl(tmp_path, *sources, settings=("HOST_REST_WAIT=0.1",))
        hits = len(site.hits)
        second = crawl(tmp_path, *sources, settings=("HOST_REST_WAIT=0.1",))
        assert len(site.hits) == hits
        assert second.code == 3
        assert "HostResting" in second.told
        site.answers["/page"] = story("the page that was waited for")
        third = crawl(tmp_path, *sources, settings=("HOST_REST_MAX=1",))
        assert len(site.hits) == hits  # what it was told to do is remembered, whatever is set now
        assert third.code == 3


def test_sitemaps_are_counted_on_after_a_kill(tmp_path: Path) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def index(*names: str) -> bytes:
        inner = "".join(f"<sitemap><loc>{{base}}/{name}.xml</loc></sitemap>" for name in names)
        return answer(f"<sitemapindex>{inner}</sitemapindex>".encode(), kind="application/xml")

    def slow(wire: BufferedIOBase) -> None:
        asked.set()
        go_on.wait(60)
        wire.write(relength(index("c", "d"), site.base.encode()))

    leaf = answer(b"<urlset><url><loc>{base}/page</loc></url></urlset>", kind="application/xml")
    maps = {"/all.xml": index("a", "b"), "/a.xml": leaf, "/b.xml": slow, "/c.xml": leaf, "/d.xml": leaf}
    with serve({**maps, "/page": story("the quay")}) as site:
        settings = ("SOURCE_MAX_SITEMAPS=3",)
        command = crawl_command(tmp_path, f"{site.base}/all.xml", settings=settings)
        killed = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)
        assert asked.wait(100)
        while not (tmp_path / "out/articles.jsonl").exists():  # what comes before is committed
            time.sleep(0.02)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        go_on.set()
        resumed = crawl(tmp_path, f"{site.base}/all.xml", settings=settings)
    assert resumed.code == 0
    assert resumed.run["set_aside"] == {"out_of_scope/max_sitemaps": 1}
    assert ("/c.xml" in site.paths(), "/d.xml" in site.paths()) == (True, False)
