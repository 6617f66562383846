"""The ledger: what is kept, in which order, and what is left of it after a kill between any two steps."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.ledger.faults import LedgerRefused
from pipelines.ledger.ledger import Ledger
from pipelines.ledger.pages import Group, Terms
from pipelines.ledger.tables import MIGRATED, meta, versions
from pipelines.outcomes import Aside, Outcome
from tests.ledgers import DATABASES, database_url, key, kill, link, open_ledger, terms
from tests.records import record, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from pipelines.outcomes import Link, Record

STEPS = (
    "begin", "records", "states", "links", "lines", "archive", "commit", "committed", "append", "sync", "projected",
)  # fmt: skip


class Killed(BaseException):
    """Stands for a kill between two steps."""


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    with database_url(request.param, tmp_path) as address:
        yield address


def story(place: int, name: str = "rain", text: str = "It rained in Porto.", cuts: tuple[str, ...] = ()) -> Record:
    """Return the record of the page *name*, with its key."""
    return replace(record(place, name, text, cuts), key=key(name))


def feed(place: int, *links: Link, name: str = "feed") -> Aside:
    """Return a feed that was read for *links*."""
    return Aside((0, place), key(name), f"http://a.example/{name}", "one", "followed", links=links)


async def work(ledger: Ledger, outcomes: Sequence[Outcome], links: Sequence[Link] = ()) -> None:
    """Have *ledger* take *links*, and *outcomes* in the order given, captured in that of their places."""
    for one in links:
        ledger.announce(one)
    await ledger.flush()
    for outcome in sorted(outcomes, key=lambda outcome: outcome.position):
        ledger.order.begin(outcome.position, outcome.key or "")
    for outcome in outcomes:
        ledger.add(outcome)
        await asyncio.sleep(0)
    await ledger.flush()


def run(
    url: str,
    folder: Path,
    outcomes: Sequence[Outcome] = (),
    links: Sequence[Link] = (),
    *,
    on: Callable[[int], Terms] | None = None,
    command: str = "scrapy crawl news",
    finished: bool = True,
) -> Counter[str]:
    """Do a whole run, and return how many addresses it counted in each state."""
    states: Counter[str] = Counter()

    async def crawl() -> None:
        ledger = open_ledger(url, folder, command=command, on=on)
        ledger.tell = lambda told: states.update(state for _, state, _ in told.settled)
        await work(ledger, outcomes, links)
        await ledger.close(finished=finished)

    asyncio.run(crawl())
    return states


def lines(folder: Path, name: str = "articles.jsonl") -> list[dict[str, Any]]:
    """Return the lines of a file."""
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def test_records_are_released_in_capture_order_whatever_order_they_come_in(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [story(n, f"page-{n}", f"Text {n}.") for n in (3, 1, 4, 2, 0)])
    assert [line["text"] for line in lines(tmp_path)] == [f"Text {n}." for n in range(5)]


def test_a_record_waits_for_the_outcome_of_an_earlier_capture(tmp_path: Path) -> None:
    async def crawl() -> list[int | str]:
        ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path)
        ledger.order.begin((0, 1), key("first"))
        ledger.order.begin((0, 2), key("second"))
        ledger.add(story(2, "second", "Second."))
        await ledger.flush()
        before = len(lines(tmp_path))
        ledger.add(story(1, "first", "First."))
        await ledger.flush()
        await ledger.close(finished=True)
        return [before, *(line["text"] for line in lines(tmp_path))]

    assert asyncio.run(crawl()) == [0, "First.", "Second."]


def test_a_page_that_was_never_captured_does_not_stand_for_the_capture_before_it(tmp_path: Path) -> None:
    async def crawl() -> int:
        ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path)
        ledger.order.begin((0, 1), key("first"))
        ledger.add(replace(refusal(1, "FetchTimeout"), key=key("never")))
        held = ledger.held
        ledger.add(story(1, "first"))
        await ledger.close(finished=True)
        return held

    assert asyncio.run(crawl()) == 1
    assert len(lines(tmp_path, "rejected.jsonl")) == len(lines(tmp_path)) == 1


def test_the_same_text_elsewhere_is_a_duplicate_of_the_earliest_capture(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [story(2, "copy"), story(1, "first")])
    run(url, tmp_path, [story(1, "third")])
    first, copy, third = lines(tmp_path)
    assert first["duplicate_of"] is None
    assert copy["duplicate_of"] == third["duplicate_of"] == first["id"]


def test_the_same_identity_with_the_same_text_is_no_second_record_and_with_another_the_next_revision(
    url: str, tmp_path: Path
) -> None:
    run(url, tmp_path, [story(1), story(2), story(3, text="Sun.")])
    run(url, tmp_path, [story(1, text="Sun."), story(2, text="Snow.")])
    assert [(line["text"], line["revision"]) for line in lines(tmp_path)] == [
        ("It rained in Porto.", 1), ("Sun.", 2), ("Snow.", 3)
    ]  # fmt: skip
    assert [line["reason"] for line in lines(tmp_path, "rejected.jsonl")] == ["Unchanged", "Unchanged"]


def test_another_version_of_a_page_is_no_news_where_the_page_has_a_record_and_gives_way_to_it_where_not(
    url: str, tmp_path: Path
) -> None:
    def amp(place: int, text: str) -> Record:
        return replace(story(place, text=text), version="amp")

    run(url, tmp_path, [amp(1, "Rain, says AMP.")])
    run(url, tmp_path, [amp(1, "Sun, says AMP.")])
    run(url, tmp_path, [story(1, text="Sun."), amp(2, "Sun, says AMP.")])
    run(url, tmp_path, [amp(1, "Snow, says AMP."), story(2, text="Snow.")])
    assert [(line["text"], line["revision"]) for line in lines(tmp_path)] == [
        ("Rain, says AMP.", 1), ("Sun, says AMP.", 2), ("Sun.", 3), ("Snow.", 4)
    ]  # fmt: skip
    assert [line["reason"] for line in lines(tmp_path, "rejected.jsonl")] == ["OtherVersion", "OtherVersion"]


def whole(place: int, text: str = "Rain. More rain.", *, alone: str = "Rain.", name: str = "rain") -> Record:
    """Return the record of a story and its second page, `more`."""
    more = story(0, "more", "More rain.").article
    return replace(story(place, name, text), parts={more.id: more.digest}, alone=story(place, name, alone))


def test_a_further_page_that_is_joined_in_a_story_becomes_no_record_in_this_run_or_a_later_one(
    url: str, tmp_path: Path
) -> None:
    run(url, tmp_path, [whole(1), story(2, "more", "More rain.")])
    run(url, tmp_path, [story(1, "more", "More rain, again."), whole(2)])
    assert [line["text"] for line in lines(tmp_path)] == ["Rain. More rain."]
    reasons = [line["reason"] for line in lines(tmp_path, "rejected.jsonl")]
    assert reasons == ["PartOfStory", "PartOfStory", "Unchanged"]


def test_a_page_that_has_a_record_is_not_told_again_in_a_story(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [story(1, "more", "More rain."), whole(2)])
    run(url, tmp_path, [whole(1), story(2, "more", "Much more rain.")])
    texts = [(line["text"], line["revision"]) for line in lines(tmp_path)]
    assert texts == [("More rain.", 1), ("Rain.", 1), ("Much more rain.", 2)]


def test_the_first_page_alone_is_no_news_after_the_whole_story_and_another_text_is(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [whole(1)])
    run(url, tmp_path, [story(1, text="Rain."), story(2, "more", "More rain.")])
    run(url, tmp_path, [story(1, text="Sun."), story(2, "more", "More rain.")])
    assert [line["text"] for line in lines(tmp_path)] == ["Rain. More rain.", "Sun.", "More rain."]
    assert [line["reason"] for line in lines(tmp_path, "rejected.jsonl")] == ["Unchanged", "PartOfStory"]


def test_a_further_page_that_was_captured_with_another_text_is_told(url: str, tmp_path: Path) -> None:
    documents = terms("document")
    amp = replace(story(2, "more", "More rain, says AMP."), version="amp")
    run(url, tmp_path, [whole(1), amp, story(3, "more", "Much more rain.")], on=documents)
    run(url, tmp_path, [story(1, "more", "More rain."), whole(2), story(3, "more", "No rain at all.")], on=documents)
    texts = [(line["text"], line["revision"]) for line in lines(tmp_path)]
    assert texts == [("Rain. More rain.", 1), ("Much more rain.", 1), ("No rain at all.", 2)]
    reasons = [line["reason"] for line in lines(tmp_path, "rejected.jsonl")]
    assert reasons == ["PartOfStory", "PartOfStory", "Unchanged"]


@pytest.mark.parametrize("runs", [1, 2])
def test_two_stories_that_share_a_page_know_of_it_each_for_itself(url: str, tmp_path: Path, runs: int) -> None:
    first = [whole(1), whole(2, name="rain-again")]
    then = [story(3, text="Rain."), story(4, "rain-again", "Sun."), story(5, "more", "More rain.")]
    for outcomes in [first, then] if runs == 2 else [first + then]:
        run(url, tmp_path, outcomes)
    assert [line["text"] for line in lines(tmp_path)] == ["Rain. More rain.", "Rain. More rain.", "Sun."]
    assert [line["reason"] for line in lines(tmp_path, "rejected.jsonl")] == ["Unchanged", "PartOfStory"]


def test_the_pages_of_a_story_that_stands_elsewhere_stand_there_too(url: str, tmp_path: Path) -> None:
    run(
        url,
        tmp_path,
        [story(1, "print", "Rain. More rain."), whole(2), story(3, "more", "More rain.")],
        on=terms(keep_duplicates=False),
    )
    assert [line["text"] for line in lines(tmp_path)] == ["Rain. More rain."]
    assert [line["reason"] for line in lines(tmp_path, "rejected.jsonl")] == ["Duplicate", "PartOfStory"]


def test_better_metadata_is_a_revision_only_where_another_extractor_found_it(url: str, tmp_path: Path) -> None:
    def titled(title: str) -> Record:
        first = story(1)
        return replace(first, article=first.article.model_copy(update={"title": title}))

    run(url, tmp_path, [titled("Rain")], on=terms(maker="1"))
    run(url, tmp_path, [titled("Rain!")], on=terms(maker="1"))
    run(url, tmp_path, [titled("Rain in Porto")], on=terms(maker="2"))
    run(url, tmp_path, [titled("Rain in Porto")], on=terms(maker="3"))
    assert [(line["title"], line["revision"]) for line in lines(tmp_path)] == [("Rain", 1), ("Rain in Porto", 2)]


def test_duplicates_are_refused_where_the_setting_says_so(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [story(1, "first"), story(2, "copy", cuts=("Share",))], on=terms(keep_duplicates=False))
    assert len(lines(tmp_path)) == 1
    assert [line["reason"] for line in lines(tmp_path, "rejected.jsonl")] == ["Duplicate"]
    assert lines(tmp_path, "removed.jsonl") == []


def test_what_was_taken_out_is_kept_with_its_record(url: str, tmp_path: Path) -> None:
    first = story(1, cuts=("Share this", "Read more"))
    run(url, tmp_path, [first])
    run(url, tmp_path, [story(1, "other", "Another.", cuts=("Share",))], on=terms(keep_removed=False))
    assert [line["id"] for line in lines(tmp_path, "removed.jsonl")] == [first.article.id] * 2


def test_an_address_is_announced_once_and_belongs_to_the_first_who_does(url: str, tmp_path: Path) -> None:
    states = run(url, tmp_path, [feed(1, link("a"), link("b"), link("a", source="two"))], [link("feed"), link("a")])
    assert states == {"followed": 1}
    assert run(url, tmp_path, [story(1, "a"), refusal_of("b", 2)]) == {"record": 1, "rejected": 1}


def refusal_of(name: str, place: int, reason: str = "NoMainText", detail: str = "empty") -> Outcome:
    """Return the refusal of the page *name*."""
    base = refusal(place, reason)
    return replace(base, key=key(name), rejected=base.rejected.model_copy(update={"detail": detail}))


def test_a_new_run_fetches_what_is_new_and_what_may_have_come_back(url: str, tmp_path: Path) -> None:
    names = ("good", "gone", "down", "slow")
    outcomes = [
        story(1, "good"),
        refusal_of("gone", 2, "HttpError", "404"),
        refusal_of("down", 3, "HttpError", "503"),
        refusal_of("slow", 4, "FetchTimeout"),
    ]
    run(url, tmp_path, outcomes, [link(name) for name in names])

    async def again() -> tuple[list[str], Counter[str]]:
        ledger = open_ledger(url, tmp_path)
        states: Counter[str] = Counter()
        ledger.tell = lambda told: states.update(state for _, state, _ in told.settled)
        await work(ledger, [], [link(name) for name in (*names, "new")])
        leased = await lease_all(ledger)
        await ledger.close(finished=False)
        return leased, states

    leased, states = asyncio.run(again())
    assert leased == [key("down"), key("slow"), key("new")]
    assert states == {"already": 2}


async def lease_all(ledger: Ledger) -> list[str]:
    """Return the keys of all that *ledger* hands out."""
    ledger.go_on()
    while ledger.leasing is not None and not ledger.leasing.done():
        await asyncio.wait([ledger.leasing])
    found = []
    while (leased := ledger.frontier.next(lambda _: 0)) is not None:
        found.append(leased.key)
    return found


def test_an_address_that_one_source_leaves_out_is_fetched_for_another(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"

    async def crawl() -> list[str]:
        ledger = open_ledger(url, tmp_path)
        left_out = link("a", state="out_of_scope", request=None, reason="pattern")
        await work(ledger, [feed(1, left_out), feed(2, link("a", source="two"), name="other")])
        leased = await lease_all(ledger)
        await ledger.close(finished=False)
        return leased

    assert asyncio.run(crawl()) == [key("a")]


def test_the_run_that_did_not_end_is_gone_on_with_and_no_other_may_begin(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [story(1, "a")], [link("a"), link("b")], finished=False)
    with pytest.raises(LedgerRefused, match="scrapy crawl news"):
        run(url, tmp_path, command="scrapy crawl archive")

    async def resume() -> tuple[bool, list[str], object]:
        ledger = open_ledger(url, tmp_path)
        leased = await lease_all(ledger)
        counts = ledger.counts  # type: ignore[attr-defined]
        await work(ledger, [story(2, "b")])
        await ledger.close(finished=True)
        return ledger.resumed, leased, counts

    resumed, leased, counts = asyncio.run(resume())
    assert resumed
    assert leased == [key("b")]
    assert sorted(counts) == [("one", "pending", None, 1), ("one", "record", None, 1)]  # type: ignore[call-overload]
    run(url, tmp_path, command="scrapy crawl archive")


def test_a_ledger_of_another_version_is_refused_by_name(url: str, tmp_path: Path) -> None:
    ledger = open_ledger(url, tmp_path)
    version = meta.update().where(meta.c.name == "schema").values(value="99")
    ledger.database.run(ledger.database.transact, lambda connection: connection.execute(version) and None).result()
    kill(ledger)
    with pytest.raises(LedgerRefused, match="version 99"):
        open_ledger(url, tmp_path)


def test_a_ledger_that_lacks_but_new_tables_gets_them(url: str, tmp_path: Path) -> None:
    def age(connection: Connection) -> None:
        versions.drop(connection)
        connection.execute(meta.update().where(meta.c.name == "schema").values(value=str(MIGRATED[0])))

    run(url, tmp_path, [story(1)])
    ledger = open_ledger(url, tmp_path)
    ledger.database.run(ledger.database.transact, age).result()
    kill(ledger)
    run(url, tmp_path, [replace(story(1, text="Sun."), version="amp")])
    assert [line["text"] for line in lines(tmp_path)] == ["It rained in Porto."]


@pytest.mark.parametrize("keep_removed", [True, False])
def test_a_run_that_has_nothing_to_write_leaves_empty_files(keep_removed: bool, tmp_path: Path) -> None:
    kill(open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path, on=terms(keep_removed=keep_removed)))
    found = {path.name: path.stat().st_size for path in tmp_path.glob("*.jsonl")}
    assert found == dict.fromkeys(["articles.jsonl", "rejected.jsonl", *["removed.jsonl"] * keep_removed], 0)


def test_lines_that_no_ledger_knows_of_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("before\n")
    with pytest.raises(LedgerRefused, match="no ledger knows of"):
        open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path)
    assert (tmp_path / "articles.jsonl").read_text() == "before\n"


def test_a_file_that_another_hand_has_cut_is_refused_by_name(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    run(url, tmp_path, [story(n, f"p{n}", f"Text {n}.") for n in range(3)])
    run(url, tmp_path)
    (tmp_path / "articles.jsonl").write_text("short\n")
    with pytest.raises(LedgerRefused, match=r"articles\.jsonl"):
        open_ledger(url, tmp_path)


def test_what_stands_behind_the_committed_end_of_any_file_is_cut_off(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    warc = tmp_path / "archive" / "a.warc.gz"
    warc.parent.mkdir()

    async def crawl() -> None:
        ledger = open_ledger(url, tmp_path)
        warc.write_bytes(b"whole captures")
        ledger.order.written(warc.name, len(b"whole captures"))
        await work(ledger, [story(1, "a", cuts=("Share",)), refusal_of("b", 2)])
        await ledger.close(finished=True)

    asyncio.run(crawl())
    files = [warc, *(tmp_path / f"{name}.jsonl" for name in ("articles", "rejected", "removed"))]
    whole = [path.read_bytes() for path in files]
    assert all(whole)
    for path in files:
        with path.open("ab") as file:
            file.write(b'{"torn": ')
    run(url, tmp_path)
    assert [path.read_bytes() for path in files] == whole


def test_a_file_of_the_archive_of_which_nothing_is_committed_goes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    begun = tmp_path / "archive" / "a.warc.gz"
    begun.parent.mkdir()

    async def crawl() -> None:
        ledger = open_ledger(url, tmp_path)
        await ledger.note_archive(begun.name)
        begun.write_bytes(b"a head, and half a capture")
        kill(ledger)

    asyncio.run(crawl())
    run(url, tmp_path)
    assert not begun.exists()


@pytest.mark.parametrize("at", STEPS)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_kill_between_any_two_steps_of_a_commit_loses_nothing_and_doubles_nothing(
    url: str, tmp_path: Path, at: str, turn: int
) -> None:
    """The second of three pages is being committed (or the files of the first are) when the kill comes."""
    met: Counter[str] = Counter()

    def step(name: str) -> None:
        met[name] += 1
        if name == at and met[name] == turn:
            raise Killed

    names = ("a", "b", "c")
    outcomes = {name: story(n, name, f"Text {name}.", (f"Cut {name}",)) for n, name in enumerate(names)}

    async def first_life() -> None:
        ledger = open_ledger(url, tmp_path)
        await work(ledger, [], [link(name) for name in names])
        ledger.step = ledger.outbox.step = step
        try:
            for outcome in outcomes.values():
                ledger.database.run(ledger._commit, Group([outcome])).result()
        finally:
            kill(ledger)

    async def next_life() -> None:
        ledger = open_ledger(url, tmp_path)
        leased = await lease_all(ledger)
        await work(ledger, [outcomes[name] for name in names if key(name) in leased])
        await ledger.close(finished=True)

    with pytest.raises(Killed):
        asyncio.run(first_life())
    asyncio.run(next_life())
    assert [line["text"] for line in lines(tmp_path)] == [f"Text {name}." for name in names]
    assert [line["text"] for line in lines(tmp_path, "removed.jsonl")] == [f"Cut {name}" for name in names]
    assert run(url, tmp_path) == {}


def test_a_page_that_took_its_worker_with_it_three_times_is_failed_and_not_tried_again(
    url: str, tmp_path: Path
) -> None:
    states = [run(url, tmp_path, [refusal_of("bomb", 1, "WorkerDied")], [link("bomb")]) for _ in range(3)]
    assert states == [{"rejected": 1}, {"rejected": 1}, {"failed": 1}]
    assert [line["reason"] for line in lines(tmp_path, "rejected.jsonl")] == ["WorkerDied"] * 3
    assert run(url, tmp_path, [], [link("bomb")]) == {"already": 1}


def test_deaths_count_only_in_a_row(url: str, tmp_path: Path) -> None:
    for reason in ("WorkerDied", "ExtractTimeout", "FetchTimeout", "WorkerDied", "RefineFailed"):
        assert run(url, tmp_path, [refusal_of("bomb", 1, reason)], [link("bomb")]) == {"rejected": 1}
    assert run(url, tmp_path, [refusal_of("bomb", 1, "WorkerDied")], [link("bomb")]) == {"failed": 1}


def test_a_document_that_took_its_worker_with_it_three_times_is_tried_again_by_another_extractor(
    url: str, tmp_path: Path
) -> None:
    for _ in range(3):
        states = run(url, tmp_path, [refusal_of("bomb", 1, "WorkerDied")], on=terms("document"))
    assert states == {"failed": 1}

    async def known(maker: str) -> dict[str, str]:
        ledger = open_ledger(url, tmp_path, on=terms("document", maker))
        found = await ledger.known_documents([key("bomb")])
        await ledger.close(finished=True)
        return found

    assert asyncio.run(known("1")) == {key("bomb"): "already"}
    assert asyncio.run(known("2")) == {}


def test_a_record_stays_one_when_a_later_run_leaves_its_address_out(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [story(1, "a")], [link("a")])
    left_out = link("a", state="out_of_scope", request=None, reason="pattern")
    assert run(url, tmp_path, [feed(1, left_out)]) == {"followed": 1, "already": 1}
    assert run(url, tmp_path, [], [link("a")]) == {"already": 1}
