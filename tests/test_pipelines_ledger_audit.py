"""Counts of a run against the states of its ledger: what does not agree is said."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from sqlalchemy import text

from pipelines.ledger.audit import disagreements
from pipelines.ledger.keeper import LedgerKeeper
from pipelines.outcomes import Record
from schemas.run import SourceCounts
from tests.ledgers import key, kill, link, open_ledger
from tests.records import record

COUNTS = SourceCounts(announced=3, pages=3, records=1, rejected={"NoMainText": 2})


def story(place: int, name: str) -> Record:
    """Return the record of the page *name*."""
    return replace(record(place, name, f"Text of {name}."), key=key(name))


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


def kept(folder: Path) -> LedgerKeeper:
    """Return the keeper of a ledger in *folder*, which no engine asks for requests."""
    crawler = Crawler(Spider)
    crawler.stats = StatsCollector(crawler)
    keeper = LedgerKeeper(open_ledger(f"sqlite:///{folder / 'ledger.db'}", folder), crawler)
    keeper.ledger.more = lambda: None
    keeper.ledger.fail = lambda error: keeper.tally.problem("failed", str(error))
    return keeper


def test_a_run_whose_counts_its_ledger_does_not_bear_out_has_failed(tmp_path: Path) -> None:
    async def crawl() -> None:
        keeper = kept(tmp_path)
        keeper.ledger.announce(link("a"))
        await keeper.ledger.flush()
        keeper.audit(keeper.ledger.states().result())
        assert keeper.tally.problems() == {}
        keeper.tally.settled("one", "record", None)
        await keeper.spider_closed("finished")
        assert list(keeper.tally.problems()) == ["failed"]
        assert "source one: 1 records counted, and 0 in the ledger" in str(keeper.tally.problems())

    asyncio.run(crawl())


def test_a_run_stopped_in_the_middle_of_a_commit_counts_what_is_committed_and_keeps_no_more_of_the_archive(
    tmp_path: Path,
) -> None:
    keeper, go_on = kept(tmp_path), threading.Event()
    ledger, warc = keeper.ledger, tmp_path / "archive" / "a.warc.gz"
    warc.parent.mkdir()
    warc.write_bytes(b"x" * 60)

    async def crawl() -> None:
        for place, name in enumerate("abcd"):
            ledger.announce(link(name, source=None))
            ledger.order.begin((0, place), key(name), warc.name, 10 * place)
        ledger.order.written(warc.name, 60)
        await ledger.flush()
        ledger.step = lambda name: (name == "begin" and go_on.wait(60)) and None
        ledger.add(story(0, "a"))
        await asyncio.sleep(0.1)  # the commit of a waits for the word to go on
        ledger.add(story(1, "b"))
        ledger.add(story(3, "d"))

    loop = asyncio.new_event_loop()
    loop.run_until_complete(crawl())
    threading.Timer(0.1, go_on.set).start()
    keeper.let_go()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    total = keeper.tally.sources()[""]
    assert keeper.tally.problems() == {}
    assert (total.announced, total.records, total.pending) == (4, 2, 2)
    assert (tmp_path / "articles.jsonl").read_bytes().count(b"\n") == 2
    again = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path)
    assert again.archive == {warc.name: 20}
    assert (None, "pending", None, 2) in again.counts  # type: ignore[attr-defined]
    kill(again)


def test_what_comes_after_the_end_is_left_to_the_next_process(tmp_path: Path) -> None:
    async def crawl() -> None:
        keeper = kept(tmp_path)
        keeper.ledger.announce(link("a"))
        await keeper.ledger.flush()
        ending = asyncio.ensure_future(keeper.spider_closed("shutdown"))
        while not keeper.ledger.is_closed:  # noqa: ASYNC110  # the very next turn of the loop is wanted
            await asyncio.sleep(0)
        keeper.ledger.announce(link("b"))
        keeper.ledger.add(story(0, "a"))
        await ending
        keeper.ledger.go_on()
        await keeper.spider_closed("shutdown")
        keeper.let_go()
        await asyncio.sleep(0.05)
        assert keeper.tally.problems() == {}
        assert keeper.tally.sources()["one"].pending == 1

    asyncio.run(crawl())


def test_a_ledger_in_which_the_end_cannot_be_written_down_is_told(tmp_path: Path) -> None:
    async def crawl() -> None:
        keeper = kept(tmp_path)
        database = keeper.ledger.database
        database.run(
            database.transact, lambda connection: connection.execute(text("DROP TABLE runs")) and None
        ).result()
        await keeper.spider_closed("finished")
        assert list(keeper.tally.problems()) == ["no_space"]

    asyncio.run(crawl())


def test_lines_that_are_committed_and_cannot_be_written_to_their_file_are_counted(tmp_path: Path) -> None:
    async def crawl() -> None:
        keeper = kept(tmp_path)
        keeper.ledger.announce(link("a", source=None))
        await keeper.ledger.flush()
        (tmp_path / "articles.jsonl").unlink()
        (tmp_path / "articles.jsonl").mkdir()
        keeper.ledger.add(story(0, "a"))
        await keeper.spider_closed("output_unwritable")
        assert list(keeper.tally.problems()) == ["failed"]  # said by the stand-in for the engine
        assert keeper.tally.sources()[""].records == 1

    asyncio.run(crawl())


def test_the_archive_is_seen_on_the_disk_before_its_length_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr("pipelines.ledger.ledger.sync", lambda path: synced.append(path.name))

    async def crawl() -> None:
        keeper = kept(tmp_path)
        keeper.ledger.announce(link("a"))
        await keeper.ledger.flush()
        keeper.ledger.order.written("a.warc.gz", 60)
        await keeper.spider_closed("finished")

    asyncio.run(crawl())
    assert synced == ["a.warc.gz"]
