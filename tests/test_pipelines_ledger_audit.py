"""Counts of a run against the states of its ledger: what does not agree is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from pipelines.ledger.audit import disagreements
from pipelines.ledger.keeper import LedgerKeeper
from schemas.run import SourceCounts
from tests.ledgers import link, open_ledger

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = SourceCounts(announced=3, pages=3, records=1, rejected={"NoMainText": 2})


def test_counts_that_agree_are_passed_over_in_silence() -> None:
    assert disagreements({"one": COUNTS, "idle": SourceCounts()}, {"one": COUNTS}, of_documents=False) == []


def test_each_count_that_differs_is_told_with_its_source() -> None:
    known = {"one": COUNTS.model_copy(update={"rejected": {"NoMainText": 1, "TooLarge": 1}})}
    assert disagreements({"one": COUNTS}, known, of_documents=False) == [
        "source one: 2 rejected:NoMainText counted, and 1 in the ledger",
        "source one: 0 rejected:TooLarge counted, and 1 in the ledger",
    ]


def test_a_source_that_only_the_ledger_knows_is_told() -> None:
    assert len(disagreements({}, {"": COUNTS}, of_documents=False)) == 4


def test_a_document_that_an_archive_holds_twice_is_no_disagreement() -> None:
    counted = {"": COUNTS.model_copy(update={"announced": 4, "already": 1})}
    assert disagreements(counted, {"": COUNTS}, of_documents=True) == []
    assert disagreements(counted, {"": COUNTS}, of_documents=False) != []


def test_a_run_whose_counts_its_ledger_does_not_bear_out_has_failed(tmp_path: Path) -> None:
    crawler = Crawler(Spider)
    crawler.stats = StatsCollector(crawler)

    async def crawl() -> None:
        keeper = LedgerKeeper(open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path), crawler)
        keeper.nudge = lambda: None  # type: ignore[method-assign]  # there is no engine
        keeper.ledger.more = keeper.nudge
        keeper.ledger.announce(link("a"))
        await keeper.ledger.flush()
        await keeper.audit()
        assert keeper.tally.problems() == {}
        keeper.tally.settled("one", "record", None)
        await keeper.spider_closed("finished")
        assert list(keeper.tally.problems()) == ["failed"]
        assert "source one: 1 records counted, and 0 in the ledger" in str(keeper.tally.problems())

    asyncio.run(crawl())
