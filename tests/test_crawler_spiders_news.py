"""`scrapy crawl news` over a small site on loopback, and its replay without it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawler.exceptions import UsageError
from crawler.spiders.news import NewsSpider
from crawler.warc.records import Record, read_records
from tests.live_site import HTML, Answer, Site, serve, story, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<item><title>Ferry to the islands</title><link>/feed/ferry</link><dc:creator>Ada Quill</dc:creator>
  <pubDate>Mon, 06 May 2024 10:00:00 +0200</pubDate><category>Islands</category></item>
<item><link>/feed/moved</link></item>
<item><link>/feed/gone</link></item>
<item><link>/feed/broken</link></item>
<item><link>/feed/slow</link></item>
<item><link>/feed/torn</link></item>
<item><link>/feed/film</link></item>
<item><link>/private/secret</link></item>
<item><link>/shared</link></item>
<item><link>ftp://127.0.0.1/story</link></item>
<item><link>/feed/ferry#comments</link></item>
</channel></rss>"""

JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "items": [
 {"id": "1", "url": "{base}/json/charset", "title": "A caf\xc3\xa9", "date_published": "2024-05-07"},
 {"id": "2", "url": "{base}/shared"}, {"id": "3", "url": "{base}/json/packed"}, {"id": "4"}]}"""

SITEMAP_INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{base}/sitemap-news.xml.gz</loc></sitemap><sitemap><loc>{base}/sitemap-lost.xml</loc></sitemap>
</sitemapindex>"""

SITEMAP_NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/map/bridge</loc><news:news>
 <news:publication_date>2024-05-08T09:30+02:00</news:publication_date><news:title>The bridge</news:title></news:news>
 </url><url><loc>/map/denied</loc></url><url><loc>/map/tower</loc></url></urlset>"""

SECTION = b"""<html><body><nav><a href="/about">About</a></nav><main>
<h2><a href="2024/05/09/a-long-walk-along-the-river">A long walk along the river</a></h2>
<h2><a href="2024/05/09/no-end-to-the-rain-in-sight">No end to the rain in sight</a></h2>
<h2><a href="https://elsewhere.example/2024/05/09/a-story-of-another-site">A story of another site</a></h2>
</main></body></html>"""


def answers() -> dict[str, Answer]:
    return {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/\n", "text/plain"),
        "/feed.xml": Answer(RSS, "application/rss+xml"),
        "/feed/ferry": Answer(story("Ferry to the islands", "the islands"), headers={"ETag": '"f1"'}),
        "/feed/moved": Answer(status=301, headers={"Location": "/feed/moved-on"}),
        "/feed/moved-on": Answer(status=302, headers={"Location": "/feed/moved-here"}),
        "/feed/moved-here": Answer(story("A shop moves house", "the market")),
        "/feed/broken": Answer(b"<p>Oops.</p>", status=500),
        "/feed/slow": Answer(story("Too slow"), delay=9),
        "/feed/torn": Answer(story("Torn"), broken=True),
        "/feed/film": Answer(b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        "/private/secret": Answer(story("A secret")),
        "/shared": Answer(story("In two feeds", "the square")),
        "/feed.json": Answer(JSON_FEED, "application/feed+json"),
        "/json/charset": Answer(
            story("A caf\u00e9 by the sea", "the caf\u00e9").decode().encode("latin-1"), "text/html; charset=iso-8859-1"
        ),
        "/json/packed": Answer(zipped(story("Packed", "the station")), headers={"Content-Encoding": "gzip"}),
        "/sitemap.xml": Answer(SITEMAP_INDEX, "application/xml"),
        "/map/bridge": Answer(story("The bridge", "the bridge")),
        "/map/denied": Answer(story("Denied", "the gate")),
        "/map/tower": Answer(story("The tower", "the tower")),
        "/world/": Answer(SECTION),
        "/world/2024/05/09/a-long-walk-along-the-river": Answer(story("A long walk along the river", "the river")),
        "/world/2024/05/09/no-end-to-the-rain-in-sight": Answer(story("No end to the rain in sight", "the rain")),
        "/alone": Answer(story("A page alone", "the lighthouse"), content_type=None),
    }


def seeds(base: str) -> str:
    return f"""
[[source]]
name = "Feed"
url = "{base}/feed.xml"
language = "en"
[[source]]
name = "Json"
url = "{base}/feed.json"
[[source]]
name = "Map"
url = "{base}/sitemap.xml"
deny = ['/denied$']
max_pages = 1
[[source]]
name = "Section"
url = "{base}/world/"
kind = "section"
[[source]]
name = "Page"
url = "{base}/alone"
[[source]]
name = "Broken"
adress = "{base}/"
"""


def crawl(*options: str) -> subprocess.CompletedProcess[str]:
    """Run `scrapy crawl news` with *options*."""
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-s", "ALLOW_PRIVATE_HOSTS=127.0.0.1/32", *options]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def lead(*paths: str) -> Answer:
    """Return a feed that leads to *paths*."""
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    return Answer(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), "application/rss+xml")


@dataclass
class Runs:
    """A live crawl, then its replay after the site was asked no more."""

    site: Site
    live: subprocess.CompletedProcess[str]
    output: Path
    hits: list[str]
    replay: subprocess.CompletedProcess[str]
    replayed: Path
    hits_of_replay: list[str]

    def records(self) -> dict[str, dict[str, Any]]:
        """Return the live crawl's records by path."""
        return {record["url"].removeprefix(self.site.base): record for record in lines(self.output / "articles.jsonl")}

    def report(self, folder: Path) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((folder / "run.json").read_text())
        return report


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    folder = tmp_path_factory.mktemp("news")
    output, replayed, file = folder / "live", folder / "replay", folder / "seeds.toml"
    with serve(answers()) as site:
        site.answers["/sitemap-news.xml.gz"] = Answer(zipped(SITEMAP_NEWS.encode()), "application/gzip")
        file.write_text(seeds(site.base))
        options = ["-a", f"seeds={file}", "-s", "EXTRACT_WORKERS=1"]
        fast = ["-s", "DOWNLOAD_DELAY=0", "-s", "DOWNLOAD_TIMEOUT=6", "-s", "RETRY_TIMES=1"]
        fast += ["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "-s", "AUTOTHROTTLE_ENABLED=False"]
        live = crawl(*options, *fast, "-s", "CONTACT=mail@plainwire.example", "-s", f"OUTPUT_DIR={output}")
        hits = site.paths()
        replay = crawl(*options, "-s", f"REPLAY={output / 'archive'}", "-s", f"OUTPUT_DIR={replayed}")
        yield Runs(site, live, output, hits, replay, replayed, site.paths()[len(hits) :])


def test_every_story_becomes_a_record(runs: Runs) -> None:
    assert set(runs.records()) == {
        "/feed/ferry",
        "/feed/moved-here",
        "/shared",
        "/json/charset",
        "/json/packed",
        "/map/bridge",
        "/world/2024/05/09/a-long-walk-along-the-river",
        "/world/2024/05/09/no-end-to-the-rain-in-sight",
        "/alone",
    }, runs.live.stderr


def test_pages_come_whole_whatever_their_charset_and_coding(runs: Runs) -> None:
    assert "the caf\u00e9" in runs.records()["/json/charset"]["text"]
    assert "the station" in runs.records()["/json/packed"]["text"]


def test_a_record_tells_what_the_server_said_and_where_its_capture_lies(runs: Runs) -> None:
    record = runs.records()["/feed/ferry"]
    assert record["http"] == {"status": 200, "content_type": HTML, "etag": '"f1"', "last_modified": None}
    assert (runs.output / "archive" / record["archive"]["file"]).exists()


def test_every_failure_is_one_line_with_its_reason(runs: Runs) -> None:
    rejected = lines(runs.output / "rejected.jsonl")
    reasons = sorted((line["url"].removeprefix(runs.site.base), line["reason"]) for line in rejected)
    assert reasons == [
        ("/feed/broken", "HttpError"),
        ("/feed/film", "WrongContentType"),
        ("/feed/gone", "HttpError"),
        ("/feed/slow", "FetchTimeout"),
        ("/feed/torn", "FetchFailed"),
    ]
    assert {line["source"] for line in rejected} == {"Feed"}


def test_robots_txt_is_obeyed_and_read_once(runs: Runs) -> None:
    assert "/private/secret" not in runs.hits
    assert runs.hits.count("/robots.txt") == 1


def test_what_stands_in_two_sources_is_fetched_once(runs: Runs) -> None:
    assert runs.hits.count("/shared") == 1
    assert runs.hits.count("/feed/ferry") == 1


def test_an_error_that_may_pass_is_tried_again_and_one_that_stays_is_not(runs: Runs) -> None:
    assert runs.hits.count("/feed/broken") == 2
    assert runs.hits.count("/feed/gone") == 1


def test_the_limits_of_a_source_are_kept(runs: Runs) -> None:
    assert "/map/denied" not in runs.hits
    assert "/map/tower" not in runs.hits


def test_the_user_agent_names_project_and_contact(runs: Runs) -> None:
    agents = {agent for _, _, agent in runs.site.hits}
    assert len(agents) == 1
    assert agents.pop().startswith("Plainwire/")
    assert "(+mail@plainwire.example)" in runs.site.hits[0][2]


def test_the_counts_add_up(runs: Runs) -> None:
    report = runs.report(runs.output)
    total = report["total"]
    assert total["pending"] == 0
    parts = total["pages"] + total["followed"] + total["robots"] + total["out_of_scope"] + total["failed"]
    assert total["announced"] == parts
    assert (total["pages"], total["records"], total["robots"], total["failed"]) == (14, 9, 1, 1)
    assert report["set_aside"] == {
        "out_of_scope/scheme": 1,
        "out_of_scope/pattern": 1,
        "out_of_scope/max_pages": 1,
        "failed/HttpError": 1,
    }


def test_a_lost_sitemap_and_a_broken_source_degrade_the_run_and_are_told(runs: Runs) -> None:
    assert runs.live.returncode == 3
    messages = "\n".join(runs.report(runs.output)["messages"])
    assert "sitemap-lost.xml: HttpError: 404" in messages
    assert "did you mean" in messages or "'adress' is not known" in messages


def test_every_exchange_is_captured_request_redirects_and_robots_txt_too(runs: Runs) -> None:
    (file,) = (runs.output / "archive").iterdir()
    captured = [(record.kind, record.fields.get("warc-target-uri", "")) for record in read_whole(file)]
    responses = [url.removeprefix(runs.site.base) for kind, url in captured if kind == "response"]
    assert sorted(responses) == sorted(path for path in runs.hits if path not in ("/feed/slow", "/feed/torn"))
    assert [url for kind, url in captured if kind == "request"] == [runs.site.base + path for path in responses]


def read_whole(path: Path) -> Iterator[Record]:
    """Yield the records of the archive at *path*, which has no damage."""
    for record in read_records(path):
        assert isinstance(record, Record)
        yield record


def test_a_replay_writes_the_same_bytes(runs: Runs) -> None:
    assert (runs.replayed / "articles.jsonl").read_bytes() == (runs.output / "articles.jsonl").read_bytes()


def test_a_replay_visits_no_host(runs: Runs) -> None:
    assert runs.hits_of_replay == []


def test_a_replay_keeps_no_archive(runs: Runs) -> None:
    assert not (runs.replayed / "archive").exists()


def test_what_the_crawl_never_got_is_out_of_scope_for_the_replay(runs: Runs) -> None:
    report = runs.report(runs.replayed)
    assert report["set_aside"]["out_of_scope/not_archived"] == 2  # too slow, and torn
    assert report["total"]["pending"] == 0
    assert {line["reason"] for line in lines(runs.replayed / "rejected.jsonl")} == {"HttpError", "WrongContentType"}


@pytest.fixture(scope="module")
def slow_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """A site that asks for a delay, and redirects: in a circle that a cookie ends, and to another of its pages."""
    folder = tmp_path_factory.mktemp("slow")
    output, replayed, file = folder / "live", folder / "replay", folder / "seeds.toml"
    back = Answer(story("Behind the circle", "the circle"))
    answers = {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4\n", "text/plain"),
        "/feed": lead("/circle", "/old-name", "/new-name"),
        "/circle": Answer(status=302, headers={"Location": "/check"}, then=back),
        "/check": Answer(status=302, headers={"Location": "/circle", "Set-Cookie": "seen=1"}),
        "/old-name": Answer(status=301, headers={"Location": "/new-name"}),
        "/new-name": Answer(story("One page with two names", "the name")),
    }
    with serve(answers) as site:
        file.write_text(f'[[source]]\nname = "Slow"\nurl = "{site.base}/feed"\n')
        options = ["-a", f"seeds={file}", "-s", "EXTRACT_WORKERS=1"]
        live = crawl(*options, "-s", "DOWNLOAD_DELAY=0", "-s", f"OUTPUT_DIR={output}")
        hits = site.paths()
        replay = crawl(*options, "-s", f"REPLAY={output}", "-s", f"OUTPUT_DIR={replayed}")
        yield Runs(site, live, output, hits, replay, replayed, site.paths()[len(hits) :])


def test_the_delay_that_robots_txt_asks_for_is_kept(slow_site: Runs) -> None:
    assert slow_site.hits[:2] == ["/robots.txt", "/feed"]
    first, last = slow_site.site.hits[1][0], slow_site.site.hits[-1][0]
    assert last - first > 0.4 * (len(slow_site.hits) - 3)  # only what comes sooner can fail this


def test_a_redirect_in_a_circle_is_followed_until_it_ends(slow_site: Runs) -> None:
    assert slow_site.hits.count("/circle") == 2
    assert "/circle" in slow_site.records()


def test_a_redirect_to_a_page_that_is_announced_itself_is_no_second_page(slow_site: Runs) -> None:
    assert slow_site.hits.count("/new-name") == 1
    assert slow_site.report(slow_site.output)["set_aside"] == {"out_of_scope/same_page": 1}


def test_redirects_are_replayed_to_the_same_bytes(slow_site: Runs) -> None:
    assert slow_site.hits_of_replay == []
    articles = (slow_site.output / "articles.jsonl").read_bytes()
    assert articles.count(b"\n") == 2
    assert (slow_site.replayed / "articles.jsonl").read_bytes() == articles


def test_a_replay_into_the_recorded_crawls_folder_is_refused(slow_site: Runs) -> None:
    before = (slow_site.output / "articles.jsonl").read_bytes()
    seeds = f"seeds={slow_site.output.parent / 'seeds.toml'}"
    run = crawl("-a", seeds, "-s", f"REPLAY={slow_site.output / 'archive'}", "-s", f"OUTPUT_DIR={slow_site.output}")
    assert run.returncode == 2
    assert "give the replay another" in run.stderr
    assert (slow_site.output / "articles.jsonl").read_bytes() == before


def test_an_archive_that_is_not_there_is_a_usage_error_and_no_live_crawl(tmp_path: Path) -> None:
    with serve({"/feed": lead("/one")}) as site:
        file = tmp_path / "seeds.toml"
        file.write_text(f'[[source]]\nname = "A"\nurl = "{site.base}/feed"\n')
        run = crawl("-a", f"seeds={file}", "-s", f"REPLAY={tmp_path / 'none.warc'}", "-s", f"OUTPUT_DIR={tmp_path}/out")
        assert run.returncode == 2
        assert "none.warc" in run.stderr
        assert site.hits == []


def test_a_seeds_file_without_a_good_source_is_refused_with_every_fault(tmp_path: Path) -> None:
    file = tmp_path / "seeds.toml"
    file.write_text('[[source]]\nname = "A"\n[[source]]\nurl = "x"\n')
    with pytest.raises(UsageError) as refused:
        NewsSpider(seeds=str(file))
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("only", "expected"),
    [("", ["One", "Two", "Three"]), ("Two", ["Two"]), ("Three, One", ["One", "Three"])],
)
def test_only_chooses_sources_by_name(tmp_path: Path, only: str, expected: list[str]) -> None:
    file = tmp_path / "seeds.toml"
    names = ("One", "Two", "Three")
    file.write_text("".join(f'[[source]]\nname = "{name}"\nurl = "https://a.example/{name}"\n' for name in names))
    assert list(NewsSpider(seeds=str(file), only=only).seeds) == expected


def test_a_misspelt_name_is_refused_with_the_one_that_is_near(tmp_path: Path) -> None:
    file = tmp_path / "seeds.toml"
    file.write_text('[[source]]\nname = "Evening Post"\nurl = "https://a.example/"\n')
    with pytest.raises(UsageError, match="did you mean 'Evening Post'"):
        NewsSpider(seeds=str(file), only="Evning Post")
