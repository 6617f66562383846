"""Feeds, sitemaps and section pages that blow up, reach out, or go on for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.siege.evil import Crawl, Evil, answer, crawl, feed, serve, story

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A billion laughs: nine entities, each ten of the one before.
LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY {chr(98 + step)} '{f'&{chr(97 + step)};' * 10}'>" for step in range(9))
)
#: Entities that lie outside, in a file and on the server.
OUTSIDE = (
    "<!DOCTYPE r [<!ENTITY file SYSTEM 'file:///etc/hosts'><!ENTITY web SYSTEM '{base}/entity'>"
    "<!ENTITY % dtd SYSTEM '{base}/dtd'>%dtd;]>"
)
CALENDAR = "/calendar/2031/05/"


def xml(prologue: str, body: str) -> bytes:
    return answer(f'<?xml version="1.0"?>{prologue}{body}'.encode(), kind="application/xml")


def rss(prologue: str, title: str, link: str) -> bytes:
    item = f"<item><title>{title}</title><link>{link}</link></item>"
    return xml(prologue, f'<rss version="2.0"><channel>{item}</channel></rss>')


def sitemap(*links: str, prologue: str = "") -> bytes:
    urls = "".join(f"<url><loc>{{base}}{link}</loc></url>" for link in links)
    return xml(prologue, f"<urlset>{urls}</urlset>")


def index(*links: str) -> bytes:
    maps = "".join(f"<sitemap><loc>{{base}}{link}</loc></sitemap>" for link in links)
    return xml("", f"<sitemapindex>{maps}</sitemapindex>")


def section(*links: str) -> bytes:
    items = "".join(f"<h2><a href='{link}'>A headline of five words</a></h2>" for link in links)
    return answer(f"<html><body><main>{items}</main></body></html>".encode())


SESSION = ";jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9"
ANSWERS = {
    "/laughing-feed": rss(LAUGHS, "&j;", "/after-laughter"),
    "/laughing-sitemap": sitemap("/after-laughter-2", prologue=LAUGHS),
    "/reaching-feed": rss(OUTSIDE, "&file; &web;", "/after-reaching"),
    "/reaching-sitemap": sitemap("/after-reaching-2?&file;&web;", prologue=OUTSIDE),
    "/deep-feed": xml("", '<rss version="2.0"><channel>' + "<item>" * 10_000),
    "/deep-json": answer(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 200_000, kind="application/feed+json"
    ),
    "/large-feed": feed(*[f"/large/{number:050}" for number in range(60_000)]),
    "/down-0": index("/down-1"),
    **{f"/down-{step}": index(f"/down-{step + 1}") for step in range(1, 12)},
    "/wide": index(*[f"/wide-{number}" for number in range(40)]),
    **{f"/wide-{number}": sitemap() for number in range(40)},
    "/many": sitemap(*[f"/many/{number}" for number in range(40)]),
    "/section": section(
        "/news/more/news/more/news/more/a-story-of-four-words",
        CALENDAR,
        CALENDAR + "1",
        "/culture/calendar-reform-divides-the-village" + SESSION,
        "/culture/calendar-reform-divides-the-village",
        "/culture/no-end-to-the-rain-in-sight",
        "/culture/a-long-walk-along-the-river",
    ),
    "/culture/calendar-reform-divides-the-village": story("the village"),
    "/listing-feed": feed(CALENDAR, "/a/a/a/a/b"),
    CALENDAR: story("the calendar"),
    "/a/a/a/a/b": story("the echo"),
}
SOURCES = (
    "/laughing-feed /laughing-sitemap /reaching-feed /reaching-sitemap /deep-feed /deep-json /large-feed "
    "/down-0 /wide /many /section /listing-feed"
).split()


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Evil, Crawl]]:
    with serve(ANSWERS) as site:
        run = crawl(
            tmp_path_factory.mktemp("discovery"),
            *[site.base + path for path in SOURCES],
            settings=("SOURCE_MAX_SITEMAPS=20", "SOURCE_MAX_PAGES=10", "CONCURRENT_REQUESTS=100"),
        )
        yield site, run


def test_entities_neither_blow_up_nor_reach_out(siege: tuple[Evil, Crawl]) -> None:
    site, run = siege
    assert not {"/entity", "/dtd"} & set(site.paths())
    assert {"/after-laughter", "/after-laughter-2", "/after-reaching"} <= set(site.paths())
    assert "localhost" not in (run.output / "rejected.jsonl").read_text()


def test_nesting_without_end_is_a_source_that_cannot_be_read(siege: tuple[Evil, Crawl]) -> None:
    site, run = siege
    messages = "\n".join(run.run["messages"])
    assert f"{site.base}/deep-json: no JSON" in messages
    assert f"{site.base}/large-feed: a feed of " in messages


def test_sitemaps_are_followed_so_deep_and_so_wide_and_no_further(siege: tuple[Evil, Crawl]) -> None:
    site, run = siege
    assert [path for path in site.paths() if path.startswith("/down-")] == [f"/down-{step}" for step in range(6)]
    assert len([path for path in site.paths() if path.startswith("/wide-")]) == 20
    assert len([path for path in site.paths() if path.startswith("/many/")]) == 10
    asides = run.run["set_aside"]
    assert asides["out_of_scope/depth"] == 1
    assert asides["out_of_scope/max_sitemaps"] == 20
    assert asides["out_of_scope/max_pages"] == 30


def test_traps_on_a_section_page_are_passed_over_and_sessions_taken_out(siege: tuple[Evil, Crawl]) -> None:
    site, run = siege
    assert site.paths().count("/culture/calendar-reform-divides-the-village") == 1
    assert not [path for path in site.paths() if "jsessionid" in path or "/more/news" in path]
    assert run.run["set_aside"]["out_of_scope/trap_repeats"] == 1
    assert run.run["set_aside"]["out_of_scope/trap_calendar"] == 1  # the other is also listed by a feed
    assert CALENDAR + "1" not in site.paths()


def test_what_a_feed_lists_is_fetched_whatever_its_address_looks_like(siege: tuple[Evil, Crawl]) -> None:
    site, _ = siege
    assert {CALENDAR, "/a/a/a/a/b"} <= set(site.paths())


def test_the_run_ends_and_adds_up(siege: tuple[Evil, Crawl]) -> None:
    _, run = siege
    assert run.code == 3
    assert run.run["total"]["pending"] == 0
    assert "Traceback" not in run.told
