"""Outcomes of pages in, their transaction out: outcome, links announced, state and lines, all or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from pipelines.exceptions import Rejection
from pipelines.files import ARTICLES, REJECTED, REMOVED, removed_lines
from pipelines.ledger.database import Row, change, find, upsert
from pipelines.ledger.hosts import Key, write_hosts
from pipelines.ledger.judge import Judge
from pipelines.ledger.outbox import note_archive
from pipelines.ledger.samples import write_samples
from pipelines.ledger.tables import urls
from pipelines.outcomes import Aside, Link, Outcome, Record, Refusal, refuse
from schemas.article import to_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipelines.ledger.outbox import Outbox
    from pipelines.memory import Sample

#: Rejections that another attempt may overcome: a new run makes one.
TRANSIENT = frozenset(
    {"FetchTimeout", "FetchFailed", "RobotsUnreachable", "HostResting", "ExtractTimeout", "WorkerDied", "RefineFailed"}
)
#: Those with which the page took its worker with it, or would have; and how often it may.
DEADLY = frozenset({"ExtractTimeout", "WorkerDied", "RefineFailed"})
MOST_DEATHS = 3
#: Statuses of which another attempt may make something, by their first digit; and one that asks for it.
TRANSIENT_STATUS = ("5", "429")


@dataclass(frozen=True)
class Terms:
    """What holds for a whole run."""

    run: int
    """Its number."""
    kind: str
    """What it announces: `url` or `document`."""
    maker: str
    """The extractor's version and the settings that records depend on."""
    keep_removed: bool
    keep_duplicates: bool
    learns: bool = False
    """Whether it begins with what earlier runs know of hosts."""


@dataclass(frozen=True)
class Group:
    """What is committed at once: whole pages, in the order of their release."""

    outcomes: Sequence[Outcome] = ()
    links: Sequence[Link] = ()
    """Addresses that no page announced: those of the seeds file."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Keys of the addresses that some of them redirect to, by their own."""
    archive: dict[str, int] = field(default_factory=dict)
    """How long each file of the archive is up to the last of them, in bytes."""
    hosts: dict[Key, tuple[str, float] | None] = field(default_factory=dict)
    """What is to be remembered of hosts."""


@dataclass
class Told:
    """What a commit has changed, for those who count."""

    announced: Counter[str | None] = field(default_factory=Counter)
    """New addresses of this run, by source."""
    settled: list[tuple[str | None, str, str | None]] = field(default_factory=list)
    """Source, state and reason of each address that got its state."""
    to_fetch: Counter[str] = field(default_factory=Counter)
    """New addresses to fetch, by host."""
    taken_up: list[tuple[str | None, str, str | None]] = field(default_factory=list)
    """Source, state and reason of addresses that had been left out, and are another source's now."""

    def count(self, link: Link, row: RowMapping | None, run: int) -> None:
        """Count *link*, which is news to *run*; its address has *row*, if any."""
        self.announced[link.source] += 1
        if row is not None and row["run"] == run:
            self.taken_up.append((row["source"], row["state"], row["reason"]))
        if row is not None and is_settled(row["state"], again=row["again"]):
            self.settled.append((link.source, "already", None))
        elif link.state != "pending":
            self.settled.append((link.source, link.state, link.reason))
        else:
            self.to_fetch[link.host] += 1


def commit(connection: Connection, group: Group, terms: Terms, outbox: Outbox, step: Callable[[str], None]) -> Told:
    """Write *group* into the transaction of *connection*, its lines into *outbox*; call *step* between two steps."""
    told = Told()
    found = [outcome for outcome in group.outcomes if isinstance(outcome, Record)]
    judge = Judge(
        connection,
        found,
        maker=terms.maker,
        keep_duplicates=terms.keep_duplicates,
        once=terms.kind == "url",
    )
    deaths = deaths_of(connection, group.outcomes)
    lines: dict[str, list[str]] = {}
    rows = []
    for outcome in group.outcomes:
        state, reason = write_outcome(outcome, judge, terms, lines)
        died = deaths.get(outcome.key or "", 0)
        state = "failed" if died >= MOST_DEATHS else state
        told.settled.append((outcome.source, state, reason))
        if outcome.key is not None:
            row = settled_row(outcome, state, reason, terms, group.aliases.get(outcome.key))
            rows.append({**row, "deaths": died})
    step("records")
    judge.store(connection)
    step("states")
    settle(connection, rows, terms, told)
    step("links")
    links = [link for outcome in group.outcomes if isinstance(outcome, Aside) for link in outcome.links]
    announce(connection, [*links, *group.links], terms, told)
    step("lines")
    outbox.put(connection, {name: "".join(text).encode() for name, text in lines.items() if text})
    step("archive")
    note_archive(connection, group.archive)
    write_hosts(connection, group.hosts)
    write_samples(connection, samples_of(group.outcomes), terms.run)
    step("commit")
    return told


def samples_of(outcomes: Sequence[Outcome]) -> list[Sample]:
    """Return what *outcomes* contribute to what later runs know of hosts."""
    return [outcome.sample for outcome in outcomes if isinstance(outcome, Record) and outcome.sample is not None]


def write_outcome(outcome: Outcome, judge: Judge, terms: Terms, lines: dict[str, list[str]]) -> tuple[str, str | None]:
    """Add what *outcome* has to say to *lines*, by file; return the state that it leads to, and why."""
    if isinstance(outcome, Aside):
        return outcome.state, outcome.reason
    if isinstance(outcome, Record):
        outcome = judge.told_once(outcome)
        verdict = judge.judge(outcome)
        if not isinstance(verdict, Rejection):
            lines.setdefault(ARTICLES, []).append(to_line(verdict))
            if terms.keep_removed and outcome.cuts:
                lines.setdefault(REMOVED, []).append(removed_lines(outcome))
            return "record", None
        outcome = refuse(verdict, outcome.article.url, outcome.source, outcome.position, outcome.key)
    lines.setdefault(REJECTED, []).append(to_line(outcome.rejected))
    return "rejected", outcome.rejected.reason


def deaths_of(connection: Connection, outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Return how often in a row each of the pages that took their workers with them has done so by now, by key."""
    keys = [outcome.key for outcome in outcomes if outcome.key and is_deadly(outcome)]
    known = find(connection, urls, "key", [bytes.fromhex(key) for key in keys])
    return {key: known[row]["deaths"] + 1 if (row := bytes.fromhex(key)) in known else 1 for key in keys}


def is_deadly(outcome: Outcome) -> bool:
    """Return whether the page of *outcome* took its worker with it."""
    return isinstance(outcome, Refusal) and outcome.rejected.reason in DEADLY


def settled_row(outcome: Outcome, state: str, reason: str | None, terms: Terms, alias: str | None) -> Row:
    """Return the row of an address or document that has its state now."""
    assert outcome.key is not None
    return {
        "key": bytes.fromhex(outcome.key),
        "kind": terms.kind,
        "url": storable(url_of(outcome)),
        "source": outcome.source,
        "host": "",
        "state": state,
        "reason": reason,
        "again": try_again(outcome, state),
        "run": terms.run,
        "settled": terms.run,
        "maker": terms.maker,
        "alias": bytes.fromhex(alias) if alias else None,
        "request": None,
        "lease": None,
        "expires": None,
    }


def storable(url: str) -> str:
    """Return *url* without what PostgreSQL takes in no text."""
    return url.replace("\0", "%00")


def url_of(outcome: Outcome) -> str:
    """Return the address that *outcome* tells of."""
    match outcome:
        case Record():
            return outcome.article.url
        case Refusal():
            return outcome.rejected.url
    return outcome.url


#: What changes in the row of an address when it gets its state. Its URL stays the one that was announced.
SETTLED = ("state", "reason", "again", "deaths", "run", "settled", "maker", "alias", "request", "lease", "expires")


def settle(connection: Connection, rows: list[Row], terms: Terms, told: Told) -> None:
    """Give the addresses and documents of *rows* their states. A document that is known already keeps its own."""
    known = [row["key"] for row in rows if row["state"] == "already"]
    change(connection, urls, "key", known, {"run": terms.run})
    if terms.kind == "document":
        told.announced.update(row["source"] for row in rows)
    upsert(connection, urls, [row for row in rows if row["state"] != "already"], "key", SETTLED)


def announce(connection: Connection, links: Sequence[Link], terms: Terms, told: Told) -> None:
    """Write down those of *links* that are news to this run: the first to announce an address has it, and one that is
    to be fetched goes before one that is left out."""
    first: dict[bytes, Link] = {}
    for link in links:
        before = first.setdefault(bytes.fromhex(link.key), link)
        if before.state != "pending" and link.state == "pending":
            first[bytes.fromhex(link.key)] = link
    known = find(connection, urls, "key", list(first))
    again: dict[str | None, list[bytes]] = {}
    new = []
    for key, link in first.items():
        row = known.get(key)
        if row is not None and row["run"] == terms.run and not is_taken_up(row, link):
            continue
        told.count(link, row, terms.run)
        if row is not None and is_settled(row["state"], again=row["again"]):
            again.setdefault(link.source, []).append(key)
        else:
            new.append(announced_row(key, link, terms))
    for source, keys in again.items():
        change(connection, urls, "key", keys, {"run": terms.run, "source": source})
    upsert(connection, urls, new, "key", [name for name in new[0] if name != "key"] if new else [])


def is_taken_up(row: RowMapping, link: Link) -> bool:
    """Return whether *link* is to be fetched although another source has left its address, which has *row*, out."""
    return row["state"] == "out_of_scope" and link.state == "pending" and row["settled"] == row["run"]


def announced_row(key: bytes, link: Link, terms: Terms) -> Row:
    """Return the row of an address that is new to a run."""
    return {
        "key": key,
        "kind": terms.kind,
        "url": storable(link.url),
        "source": link.source,
        "host": link.host,
        "state": link.state,
        "reason": link.reason,
        "again": None,
        "request": link.request,
        "sitemap": link.is_sitemap,
        "run": terms.run,
        "settled": None if link.state == "pending" else terms.run,
        "maker": None,
        "alias": None,
        "lease": None,
        "expires": None,
    }


def try_again(outcome: Outcome, state: str) -> bool:
    """Return whether a new run may make more of the page of *outcome*, which is in *state* now."""
    if not isinstance(outcome, Refusal):
        return state not in ("record", "rejected")
    if state == "failed":
        return False
    rejected = outcome.rejected
    by_status = rejected.reason == "HttpError" and rejected.detail.startswith(TRANSIENT_STATUS)
    return by_status or rejected.reason in TRANSIENT


def is_settled(state: str, *, again: bool | None) -> bool:
    """Return whether an address in *state* needs no other visit by a new run."""
    return state in ("record", "rejected", "failed") and not again


def known_documents(connection: Connection, keys: Sequence[str], terms: Terms) -> dict[str, str]:
    """Return for those of *keys* that need no more work whether this run has done them (`done`) or one before it, in
    the same way (`already`)."""
    wanted = [bytes.fromhex(key) for key in keys]
    rows = connection.execute(
        select(urls.c.key, urls.c.state, urls.c.again, urls.c.run, urls.c.maker).where(urls.c.key.in_(wanted))
    )
    found = {}
    for row in rows:
        if row.run == terms.run:
            found[row.key.hex()] = "done"
        elif row.maker == terms.maker and is_settled(row.state, again=row.again):
            found[row.key.hex()] = "already"
    return found
