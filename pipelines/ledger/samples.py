"""Samples of pages in, kept with the pages' outcomes; out, when a run begins, what it knows of their hosts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, select, tuple_

from pipelines.ledger.database import inserting
from pipelines.ledger.faults import LedgerRefused
from pipelines.ledger.tables import memories, samples
from pipelines.memory import MOST_PAGES, VERSION, Memory, MemoryUnreadable, Sample, learn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

#: Rows of samples that are read in one go.
AT_ONCE = 500


def write_samples(connection: Connection, found: Sequence[Sample], run: int) -> None:
    """Keep what *run* has *found*, and of each of its hosts the latest pages only.

    The order in which a run finds them is all the same: of two samples of one page that with the least marks stays.
    """
    if not found:
        return
    insert = inserting(connection.dialect.name, samples)
    new = insert.excluded
    twice = (samples.c.run == new.run) & (samples.c.version == new.version) & (samples.c.marks < new.marks)
    changes = {"run": new.run, "version": new.version, "marks": case((twice, samples.c.marks), else_=new.marks)}
    rows = [{**vars(sample), "run": run, "version": VERSION} for sample in found]
    connection.execute(insert.on_conflict_do_update(index_elements=["host", "name"], set_=changes), rows)
    drop_surplus(connection, {sample.host for sample in found})


def drop_surplus(connection: Connection, hosts: set[str]) -> None:
    """Let go of the pages of *hosts* that are more than are counted."""
    place = func.row_number().over(partition_by=samples.c.host, order_by=(samples.c.run.desc(), samples.c.name))
    placed = select(samples.c.host, samples.c.name, place.label("place")).where(samples.c.host.in_(hosts)).subquery()
    surplus = select(placed.c.host, placed.c.name).where(placed.c.place > MOST_PAGES)
    connection.execute(delete(samples).where(tuple_(samples.c.host, samples.c.name).in_(surplus)))


def freeze(connection: Connection, run: int) -> Memory:
    """Return what is known of hosts when *run* begins, and write it down for whoever goes on with the run."""
    connection.execute(delete(samples).where(samples.c.version != VERSION))
    everything = select(samples).order_by(samples.c.host).execution_options(yield_per=AT_ONCE)
    learned = []
    for host, rows in groupby(connection.execute(everything), key=lambda row: row.host):
        pages = list(rows)
        marks = learn(Sample(host, row.name, row.marks) for row in pages)
        learned.append((max(row.run for row in pages), host, marks))
    learned.sort(key=lambda one: (-one[0], one[1]))
    memory = Memory.of_hosts((host, marks) for _, host, marks in learned)
    connection.execute(delete(memories))
    connection.execute(memories.insert().values(run=run, memory=memory.to_bytes()))
    return memory


def frozen(connection: Connection, run: int) -> Memory:
    """Return what was known of hosts when *run* began. Raises LedgerRefused where that cannot be read any more."""
    found = connection.execute(select(memories.c.memory).where(memories.c.run == run)).scalar()
    try:
        return Memory() if found is None else Memory.from_bytes(found)
    except MemoryUnreadable as error:
        raise LedgerRefused(f"a run began with {error}; finish it with the Plainwire that began it") from error
