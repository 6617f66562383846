"""How a run is judged, and what is said of it."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.exceptions import UsageError
from crawler.progress import FEW_SOURCES, progress_rows, progress_words
from crawler.run import Asked, FailureWatch, conclude, gravest, report, written_files
from crawler.summary import closing_lines, plain_table, table_rows
from pipelines.tally import Tally
from schemas.run import Damage, Run, SourceCounts, Status

DAMAGE = Damage(file="a.warc.gz", offset=512, why="a torn record", bytes_lost=100)


def tally(records: int = 0, reason: str = "NoMainText", rejected: int = 0, source: str | None = "one") -> Tally:
    """Return the tally of a run that came to its own end, with *records*, and *rejected* for *reason*."""
    counts = Tally(StatsCollector(Crawler(Spider)))
    counts.announced(source, records + rejected)
    counts.settled(source, "record", None, records)
    counts.settled(source, "rejected", reason, rejected)
    counts.closed("finished")
    return counts


def judged(counts: Tally, error: BaseException | None = None) -> Run:
    """Return the report of the run that *counts* tell of."""
    conclude(counts, error)
    return report(counts, Asked(["scrapy", "crawl"], "news", {}, {}), Path("nowhere"), 0.0)


def test_rejections_alone_never_degrade_a_run() -> None:
    assert judged(tally(records=1, rejected=9)).status == "complete"


def test_nothing_new_is_complete() -> None:
    assert judged(tally()).status == "complete"


def test_pages_that_came_and_yielded_nothing_degrade_it() -> None:
    assert judged(tally(rejected=3)).status == "degraded"


@pytest.mark.parametrize("reason", ["Unchanged", "NotAnArticle"])
def test_pages_that_had_text_and_are_not_wanted_do_not(reason: str) -> None:
    assert judged(tally(rejected=3, reason=reason)).status == "complete"


@pytest.mark.parametrize("reason", ["HttpError", "FetchTimeout", "FetchFailed"])
def test_a_source_of_which_no_page_could_be_fetched_degrades_it(reason: str) -> None:
    counts = tally(records=5)
    counts.announced("two")
    counts.settled("two", "rejected", reason)
    run = judged(counts)
    assert run.status == "degraded"
    assert "two" in run.messages[0]


def test_a_source_whose_discovery_failed_degrades_it() -> None:
    counts = tally(records=5)
    counts.source_failed("two", "the feed is no XML")
    assert judged(counts).messages == ["source two: the feed is no XML"]


def test_a_faulty_seed_degrades_it() -> None:
    counts = tally(records=5)
    counts.fault("seeds.toml:7: no url")
    assert (judged(counts).status, judged(counts).exit_code) == ("degraded", 3)


def test_damage_degrades_it_while_something_could_be_read() -> None:
    counts = tally(records=1)
    counts.damage(DAMAGE)
    run = judged(counts)
    assert run.status == "degraded"
    assert run.damage == [DAMAGE]


def test_damage_and_nothing_read_at_all_is_the_user_s_fault() -> None:
    counts = tally()
    counts.damage(DAMAGE)
    assert judged(counts).status == "usage"


def test_damage_after_records_that_are_no_documents_only_degrades_it() -> None:
    counts = tally()
    counts.passed_over("warcinfo")
    counts.damage(DAMAGE)
    assert judged(counts).status == "degraded"


def test_an_unexpected_error_is_a_failure_and_said() -> None:
    run = judged(tally(records=1), KeyError("x"))
    assert (run.status, run.exit_code, run.messages) == ("failed", 1, ["KeyError: 'x'"])


def test_every_line_of_a_usage_error_is_a_message() -> None:
    assert judged(tally(), UsageError("one\ntwo")).messages == ["one", "two"]


@pytest.mark.parametrize(("reason", "status"), [("shutdown", "interrupted"), ("closespider_pagecount", "complete")])
def test_why_the_spider_was_closed_counts(reason: str, status: Status) -> None:
    counts = tally(records=1)
    counts.closed(reason)
    assert judged(counts).status == status


def test_an_address_that_comes_to_two_ends_is_a_failure() -> None:
    counts = tally(records=1)
    counts.settled("one", "robots", None)
    assert judged(counts).status == "failed"


def test_an_address_without_an_outcome_is_a_failure_unless_the_run_was_stopped() -> None:
    counts = tally(records=1)
    counts.announced("one")
    assert judged(counts).status == "failed"
    stopped = tally(records=1)
    stopped.announced("one")
    stopped.closed("shutdown")
    assert judged(stopped).total.pending == 1
    assert judged(stopped).status == "interrupted"


def test_pages_that_met_the_clock_are_not_reproducible() -> None:
    assert judged(tally(records=1, rejected=2, reason="ExtractTimeout")).not_reproducible == 2
    assert judged(tally(records=1, rejected=2)).not_reproducible == 0


def test_the_gravest_status_counts() -> None:
    everything: list[Status] = ["complete", "failed", "usage", "degraded", "locked", "no_space", "interrupted"]
    order = []
    while everything:
        order.append(gravest({status: ["why"] for status in everything}))
        everything.remove(order[-1])
    assert order == ["locked", "usage", "failed", "no_space", "interrupted", "degraded", "complete"]


def test_what_scrapy_only_logs_is_a_failure() -> None:
    counts = tally(records=1)
    watch = FailureWatch(counts)
    watch.begin()
    logging.getLogger("scrapy.core.engine").error("Scraper close failure", exc_info=OSError("disk on fire"))
    watch.end()
    logging.getLogger("scrapy.core.engine").error("after its end nobody hears")
    assert judged(counts).messages == ["Scraper close failure: OSError: disk on fire"]


def test_the_files_are_described(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_bytes(b"a\nb\n")
    (found,) = written_files(tmp_path).values()
    assert (found.sha256, found.bytes, found.lines) == (hashlib.sha256(b"a\nb\n").hexdigest(), 4, 2)


def test_the_table_has_a_row_a_source_and_one_for_all() -> None:
    counts = tally(records=3, rejected=1, source="a / b")
    counts.announced("two")
    counts.settled("two", "robots", None)
    run = judged(counts)
    assert [row[:5] for row in table_rows(run)] == [
        ("a / b", "4", "4", "3", "1"),
        ("two", "1", "0", "0", "0"),
        ("all", "5", "4", "3", "1"),
    ]
    head, *rows = plain_table(table_rows(run)).splitlines()
    assert head.startswith("source")
    assert len(rows) == 3


def test_the_last_lines_say_why_and_where() -> None:
    counts = tally(records=3, rejected=1)
    counts.fault("seeds.toml:7: no url")
    lines = closing_lines(judged(counts), Path("output"))
    assert lines[0] == "rejected: 1 NoMainText"
    assert lines[1] == "degraded: seeds.toml:7: no url"
    assert "output" in lines[-1]


def test_progress_is_told_in_pages_records_rejected_and_pages_a_second() -> None:
    counts = SourceCounts.from_flat({"announced": 10, "pages": 10, "records": 7, "rejected:NoMainText": 3})
    assert progress_words(counts, 4.0) == "10 pages, 7 records, 3 rejected, 2.5 pages/s"
    assert progress_words(counts, 0.0).endswith("0.0 pages/s")


def test_progress_has_a_line_for_all_and_one_for_each_of_several_sources() -> None:
    done, pending = SourceCounts(announced=2, pages=2), SourceCounts(announced=2, pages=1, pending=1)
    assert list(progress_rows({"": done})) == ["all"]
    assert progress_rows({"one": done, "tw\x1bo": pending}) == {"all": done + pending, "one": done, "tw\\x1bo": pending}


def test_of_many_sources_those_at_work_have_a_line() -> None:
    done, pending = SourceCounts(announced=2, pages=2), SourceCounts(announced=2, pages=1, pending=1)
    many = {f"S{number}": done if number % 2 else pending for number in range(4 * FEW_SOURCES)}
    rows = progress_rows(many)
    assert list(rows) == ["all", *(f"S{number}" for number in range(0, 2 * FEW_SOURCES, 2))]
    assert rows["all"].announced == 8 * FEW_SOURCES
