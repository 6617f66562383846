"""A disk that is full in the middle of a crawl: exit 5, and with room again the same command completes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.exceptions import OutputUnusable
from crawler.run import Asked, keep_room, report, write_run
from pipelines.tally import Tally
from tests.siege.disks import small_disk
from tests.siege.kills import Siege, serve
from tests.siege.test_kills import check_whole
from tests.test_crawler_commands_crawl import STORY, archive, crawl, run_json

PAGES = 150
#: Stories of an archive: it is read faster than pages are fetched, so that more of them come into one commit.
STORIES = 600
ROOMY = 100_000
#: What lies on the disk that is full, and its kilobytes: enough for some of the pages.
FULL = {"all": 1_500, "ledger": 900, "output": 250, "archive": 80}
ONE_ALONE = pytest.mark.siege


def besieged(what: str, folder: Path) -> Siege:
    """Return a siege of which *what* lies in the folder `full`."""
    folder.joinpath("roomy").mkdir()
    output = folder / ("full/out" if what in ("all", "output") else "roomy/out")
    ledger = {"ledger": folder / "full", "output": folder / "roomy"}.get(what)
    archive = {"archive": folder / "full/archive"}.get(what)
    settings = (f"ARCHIVE_DIR={archive}",) if archive else ()
    siege = Siege(None, output, ledger=f"sqlite:///{ledger / 'ledger.db'}" if ledger else None, settings=settings)  # type: ignore[arg-type]
    if archive:
        output.mkdir()
        (output / "archive").symlink_to(archive)
    return siege


@pytest.mark.parametrize(
    "what", ["all", "archive", pytest.param("ledger", marks=ONE_ALONE), pytest.param("output", marks=ONE_ALONE)]
)
def test_a_live_crawl_ends_when_its_disk_is_full_and_completes_with_room_again(what: str, tmp_path: Path) -> None:
    with small_disk(tmp_path / "full", FULL[what]) as disk, serve(PAGES) as site:
        siege = besieged(what, tmp_path)
        siege.site = site
        siege.live(None)
        assert siege.codes == [5], siege.told
        assert "Traceback" not in siege.told
        assert site.hits["/page/1"] > 0
        run = json.loads((siege.folder / "run.json").read_text())
        assert run["status"] == "no_space"
        assert run["total"]["announced"] == PAGES + 1 == run["total"]["records"] + 1 + run["total"]["pending"]
        disk.resize(ROOMY)
        siege.live(None)
        check_whole(siege)


@pytest.mark.parametrize(
    "what", ["all", pytest.param("ledger", marks=ONE_ALONE), pytest.param("output", marks=ONE_ALONE)]
)
def test_an_archive_is_read_on_where_the_disk_was_full(what: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", *(f"{STORY} Part {number}. {STORY}" for number in range(STORIES)))
    output = tmp_path / ("roomy" if what == "ledger" else "full") / "out"
    ledger = tmp_path / {"ledger": "full", "output": "roomy"}.get(what, "")
    (tmp_path / "roomy").mkdir()
    setting = ["-s", f"LEDGER_URL=sqlite:///{ledger / 'ledger.db'}"] if ledger != tmp_path else []
    with small_disk(tmp_path / "full", FULL[what] - 200 * (what == "ledger")) as disk:
        stopped = crawl(output, "archive", "-a", f"path={path}", *setting)
        assert stopped.returncode == 5, stopped.stderr
        assert "Traceback" not in stopped.stderr
        assert run_json(output)["status"] == "no_space"
        assert 0 < run_json(output)["total"]["records"] < STORIES
        disk.resize(ROOMY)
        done = crawl(output, "archive", "-a", f"path={path}", *setting)
        assert done.returncode == 0, done.stderr
        urls = [json.loads(line)["url"] for line in (output / "articles.jsonl").read_text().splitlines()]
        assert urls == [f"urn:story:{number}" for number in range(STORIES)]
        assert run_json(output)["total"]["records"] == STORIES


def test_where_no_report_can_be_written_there_is_none_of_the_run_before(tmp_path: Path) -> None:
    run = report(Tally(StatsCollector(Crawler(Spider))), Asked(["scrapy", "crawl"], "news", {}, {}), tmp_path, 0.0)
    with small_disk(tmp_path / "full", 256) as disk:
        output = disk.folder / "out"
        assert write_run(run, output) == run.exit_code
        with pytest.raises(OSError, match="No space"):
            (output / "ballast").write_bytes(bytes(300_000))
        assert write_run(run, output) == 5
        assert not (output / "run.json").exists()
        with pytest.raises(OutputUnusable, match="No space"):
            keep_room(output)
        (output / "ballast").unlink()
        keep_room(output)
        with pytest.raises(OSError, match="No space"):
            (output / "ballast").write_bytes(bytes(300_000))
        assert write_run(run, output) == run.exit_code
        assert sorted(path.name for path in output.iterdir()) == ["ballast", "run.json"]
