"""What later runs know of hosts: kept with the pages, bounded, the same in any order, frozen for a run."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from pipelines.ledger.database import look_at
from pipelines.ledger.faults import LedgerRefused
from pipelines.ledger.status import read_status
from pipelines.ledger.tables import MIGRATED, memories, meta, samples
from pipelines.memory import MARK, MOST_PAGES, Memory, Sample, joined, sample_of
from tests.ledgers import DATABASES, database_url, key, kill, open_ledger, terms
from tests.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

LEARNING = terms(learns=True)
HOST = "http://vale.example"


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    with database_url(request.param, tmp_path) as address:
        yield address


def marks(*numbers: int) -> bytes:
    """Return a mark for each of *numbers*."""
    return joined([number.to_bytes(MARK, "big") for number in numbers])


def pages(first: int, number: int, *shared: int, host: str = HOST) -> list[Sample]:
    """Return *number* pages from number *first* on, with blocks that all of them share."""
    return [sample_of(f"{host}/{name}", None, marks(*shared, 1000 + name)) for name in range(first, first + number)]


def run(url: str, folder: Path, found: Sequence[Sample], *, finished: bool = True) -> Memory:
    """Do a run that finds the pages *found*; return what it began with."""

    async def crawl() -> Memory:
        ledger = open_ledger(url, folder, on=LEARNING)
        for place, one in enumerate(found, 1):
            name = one.name.hex()
            ledger.order.begin((0, place), key(name))
            ledger.add(replace(record(place, name, f"Text of {name}."), key=key(name), sample=one))
        await ledger.close(finished=finished)
        return ledger.memory

    return asyncio.run(crawl())


def known(url: str, folder: Path) -> Memory:
    """Return what a run would begin with."""
    ledger = open_ledger(url, folder, on=LEARNING)
    kill(ledger)
    return ledger.memory


def kept(url: str, host: str = "vale.example") -> int:
    """Return how many pages of *host* are kept."""
    number = select(func.count()).select_from(samples).where(samples.c.host == host)
    return look_at(url, lambda connection: connection.execute(number).scalar_one())


def test_the_first_run_knows_nothing_and_the_next_what_it_has_learned(url: str, tmp_path: Path) -> None:
    assert run(url, tmp_path, pages(0, 4, 7, 9)).hosts == {}
    assert run(url, tmp_path, pages(4, 4, 5)).hosts == {"vale.example": marks(7, 9)}


def test_a_run_that_is_gone_on_with_knows_what_it_began_with(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, pages(0, 4, 7))
    run(url, tmp_path, pages(4, 8, 5), finished=False)
    assert run(url, tmp_path, pages(12, 1, 5)).hosts == {"vale.example": marks(7)}
    assert run(url, tmp_path, []).hosts == {"vale.example": marks(5, 7)}


def test_the_order_in_which_pages_come_is_all_the_same(tmp_path: Path) -> None:
    found = [*pages(0, 60, 7), *pages(30, 10, 7, 8), *pages(0, 5, 3, host="http://hill.example")]
    memory = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        address = f"sqlite:///{tmp_path / str(number) / 'ledger.db'}"
        run(address, tmp_path / str(number), random.Random(number).sample(found, len(found)))
        rows = look_at(address, lambda connection: connection.execute(select(samples).order_by("host", "name")).all())
        memory.append((rows, known(address, tmp_path / str(number)).to_bytes()))
    assert memory[0] == memory[1]


def test_of_a_host_a_bounded_number_of_pages_is_kept_those_of_the_latest_runs(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, [*pages(0, 100, 7), *pages(0, 3, 3, host="http://hill.example")])
    assert (kept(url), kept(url, "hill.example")) == (MOST_PAGES, 3)
    run(url, tmp_path, pages(100, 27, 5))
    assert kept(url) == MOST_PAGES
    assert known(url, tmp_path).hosts == {"vale.example": marks(5), "hill.example": marks(3)}


def test_a_page_that_is_found_again_counts_once_as_it_is_now(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, pages(0, 4, 7))
    run(url, tmp_path, pages(0, 4, 5))
    assert kept(url) == 4
    assert known(url, tmp_path).hosts == {"vale.example": marks(5)}


def test_a_run_that_does_not_learn_knows_nothing(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, pages(0, 4, 7))
    ledger = open_ledger(url, tmp_path)
    kill(ledger)
    assert ledger.memory == Memory()


def change(url: str, folder: Path, *statements: object) -> None:
    """Have *statements* done in the ledger."""

    def do(connection: Connection) -> None:
        for statement in statements:
            if isinstance(statement, str):
                connection.exec_driver_sql(statement)
            else:
                connection.execute(statement)  # type: ignore[call-overload]

    ledger = open_ledger(url, folder, on=LEARNING)
    ledger.database.run(ledger.database.transact, do).result()
    kill(ledger)


def test_samples_of_another_version_are_let_go(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, pages(0, 4, 7))
    change(url, tmp_path, samples.update().values(version=99))
    assert known(url, tmp_path).hosts == {}
    assert kept(url) == 0


def test_a_run_whose_memory_is_of_another_version_is_refused_by_name(url: str, tmp_path: Path) -> None:
    run(url, tmp_path, pages(0, 4, 7), finished=False)
    change(url, tmp_path, memories.update().values(memory=b'{"hosts":{},"version":99}'))
    with pytest.raises(LedgerRefused, match="version 99"):
        open_ledger(url, tmp_path, on=LEARNING)


@pytest.mark.parametrize("version", MIGRATED)
def test_a_ledger_from_before_there_were_samples_is_gone_on_with(version: int, url: str, tmp_path: Path) -> None:
    run(url, tmp_path, pages(0, 4, 7))
    old = meta.update().where(meta.c.name == "schema").values(value=str(version))
    change(url, tmp_path, "DROP TABLE samples", "DROP TABLE memories", old)
    assert read_status(url).identities == 4
    assert run(url, tmp_path, pages(4, 4, 7)).hosts == {}
    assert run(url, tmp_path, []).hosts == {"vale.example": marks(7)}
    assert read_status(url).identities == 8
