"""Records in, in the order of capture, verdicts out: which is new, which says the same again, which another's text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete

from pipelines.exceptions import Duplicate, OtherVersion, PartOfStory, Rejection, Unchanged
from pipelines.ledger.database import MOST_AT_ONCE, Row, find, finding, upsert
from pipelines.ledger.tables import parts, records, texts, versions
from schemas.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, RowMapping

    from pipelines.outcomes import Record
    from schemas import Article


@dataclass(frozen=True)
class Latest:
    """The latest record of an identity."""

    digest: str
    content: str
    revision: int
    maker: str


class Joined(NamedTuple):
    """What a further page of a story is joined as."""

    digest: str
    """Of its text as a record of its own."""
    alone: str | None
    """Digest of the story's first page, where that is what the record of the story begins with."""


class Judge:
    """What is known of the records of a group, and of those before it.

    *once*: an address is read but once, so that a page with the address of a story's further page is that, whatever has
    changed on it since; else it is that where it says the same.
    """

    def __init__(
        self, connection: Connection, group: Sequence[Record], *, maker: str, keep_duplicates: bool, once: bool
    ) -> None:
        self.once = once
        self.maker = maker
        self.keep_duplicates = keep_duplicates
        names = [record.article.id for record in group]
        joined = [part for record in group for part in record.parts]
        rows = find(connection, records, "id", list(dict.fromkeys([*names, *joined])))
        self.latest = {
            name: Latest(row["digest"], row["content"], row["revision"], row["maker"]) for name, row in rows.items()
        }
        digests = [told.article.digest for record in group for told in (record, record.alone) if told]
        known = find(connection, texts, "digest", digests)
        self.first = {digest: row["record"] for digest, row in known.items()}
        stored = find(connection, versions, "id", names)
        self.versions: dict[str, str | None] = {name: row["version"] for name, row in stored.items()}
        self.stories_of: dict[str, set[str]] = {}
        """The stories that a further page is joined in, by ids: one story may have two first pages."""
        self.parts_of: dict[str, dict[str, Joined]] = {}
        """The further pages that are joined in a story, by ids."""
        for row in parts_known(connection, [*names, *joined]):
            self.note(row["id"], row["story"], Joined(row["digest"], row["alone"]))
        self.joined: set[tuple[str, str]] = set()
        """Further pages, each with a story, of which it has become known whether that tells them."""
        self.changed: dict[str, Latest] = {}
        self.other: dict[str, str | None] = {}
        self.new_texts: dict[str, str] = {}

    def told_once(self, record: Record) -> Record:
        """Return *record*; where a further page that is joined in it has a record already, that of its first page
        alone."""
        is_told = any(part in self.latest for part in record.parts if part != record.article.id)
        return record.alone if is_told and record.alone else record

    def judge(self, record: Record) -> Article | Rejection:
        """Return the article of *record* with its revision and the record whose text it repeats, or why it is none."""
        article, version = record.article, record.version
        if story := self.story_with(record):
            return PartOfStory(f"a further page of the story that record {story} is made of")
        content = content_digest(article)
        last = self.latest.get(article.id)
        if last is not None and self.says_the_same(last, article.digest, content):
            self.keep(article.id, Latest(article.digest, content, last.revision, self.maker))
            self.join(article.id, record)
            return Unchanged(f"the text of record {article.id} again")
        before = self.parts_of.get(article.id, {}).values()
        if not record.parts and any(part.alone == article.digest for part in before):
            return Unchanged(f"the text of the first page of record {article.id} again")
        if version and last is not None and self.versions.get(article.id) is None:
            return OtherVersion(f"the {version} version of the page that record {article.id} is made of")
        first = self.first.get(article.digest, article.id)
        if first != article.id and not self.keep_duplicates:
            self.join(first, record)
            return Duplicate(f"the text of record {first}")
        if article.digest not in self.first:
            self.first[article.digest] = self.new_texts[article.digest] = article.id
        self.join(article.id, record)
        revision = last.revision + 1 if last else 1
        self.keep(article.id, Latest(article.digest, content, revision, self.maker))
        if version != self.versions.get(article.id):
            self.versions[article.id] = self.other[article.id] = version
        duplicate_of = first if first != article.id else None
        if revision == 1 and duplicate_of is None:
            return article
        return article.model_copy(update={"revision": revision, "duplicate_of": duplicate_of})

    def story_with(self, record: Record) -> str | None:
        """Return the record, if any, of the story that tells what *record* does: it is of a further page of that."""
        stories = sorted(self.stories_of.get(record.article.id, ()))
        return next((story for story in stories if self.is_told(record, story)), None)

    def is_told(self, record: Record, story: str) -> bool:
        """Return whether what *record*, of a further page of *story*, says stands in that; of another version of the
        page it does."""
        digest = self.parts_of[story][record.article.id].digest
        return self.once or record.version is not None or digest == record.article.digest

    def join(self, story: str, record: Record) -> None:
        """Note that the further pages in *record* stand in *story*; where it is the record of it, they alone."""
        own = story == record.article.id
        for part in self.parts_of.pop(story, {}) if own else ():
            self.stories_of[part].discard(story)
            self.joined.add((part, story))
        alone = record.alone.article.digest if record.alone and own else None
        for part, digest in record.parts.items():
            if part != story and part not in self.parts_of.get(story, {}):
                self.note(part, story, Joined(digest, alone))
                self.joined.add((part, story))

    def note(self, part: str, story: str, joined: Joined) -> None:
        """Note that *part* stands in *story*, *joined* as that."""
        self.stories_of.setdefault(part, set()).add(story)
        self.parts_of.setdefault(story, {})[part] = joined

    def says_the_same(self, last: Latest, digest: str, content: str) -> bool:
        """Return whether a record is no news after *last*: a page that another extractor has read may have the same
        text and better metadata, which is news."""
        return last.digest == digest if last.maker == self.maker else last.content == content

    def keep(self, name: str, latest: Latest) -> None:
        self.latest[name] = self.changed[name] = latest

    def store(self, connection: Connection) -> None:
        """Write down what has become known."""
        rows: list[Row] = [{"id": name, **vars(latest)} for name, latest in self.changed.items()]
        upsert(connection, records, rows, "id", ["digest", "content", "revision", "maker"])
        if of_page := [name for name, version in self.other.items() if version is None]:
            connection.execute(delete(versions).where(versions.c.id.in_(of_page)))
        of_other: list[Row] = [{"id": name, "version": version} for name, version in self.other.items() if version]
        upsert(connection, versions, of_other, "id", ["version"])
        first: list[Row] = [{"digest": digest, "record": name} for digest, name in self.new_texts.items()]
        if first:
            connection.execute(texts.insert(), first)
        self.store_parts(connection)

    def store_parts(self, connection: Connection) -> None:
        """Write down what is joined in what, and no longer."""
        by_story: dict[str, list[str]] = {}
        for part, story in sorted(self.joined):
            by_story.setdefault(story, []).append(part)
        for story, changed in by_story.items():
            connection.execute(delete(parts).where(parts.c.story == story, parts.c.id.in_(changed)))
            told = self.parts_of.get(story, {})
            rows: list[Row] = [{"id": part, "story": story, **told[part]._asdict()} for part in changed if part in told]
            if rows:
                connection.execute(parts.insert(), rows)


def parts_known(connection: Connection, names: Sequence[str]) -> Iterator[RowMapping]:
    """Yield what is known of further pages that have one of *names*, or are joined in one."""
    for column in ("id", "story"):
        for start in range(0, len(names), MOST_AT_ONCE):
            some = {"values": names[start : start + MOST_AT_ONCE]}
            yield from connection.execute(finding(parts, column), some).mappings()


def content_digest(article: Article) -> str:
    """Return the digest of all that *article* says of its page."""
    content = article.model_dump(mode="json", include=set(Content.model_fields))
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
