"""Records in, in the order of capture, verdicts out: which is new, which says the same again, which another's text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete

from pipelines.exceptions import Duplicate, OtherVersion, Rejection, Unchanged
from pipelines.ledger.database import Row, find, upsert
from pipelines.ledger.tables import records, texts, versions
from schemas.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from schemas import Article
    from schemas.draft import Version


@dataclass(frozen=True)
class Latest:
    """The latest record of an identity."""

    digest: str
    content: str
    revision: int
    maker: str


class Judge:
    """What is known of the records of a group, and of those before it."""

    def __init__(self, connection: Connection, group: Sequence[Article], *, maker: str, keep_duplicates: bool) -> None:
        self.maker = maker
        self.keep_duplicates = keep_duplicates
        rows = find(connection, records, "id", [article.id for article in group])
        self.latest = {
            name: Latest(row["digest"], row["content"], row["revision"], row["maker"]) for name, row in rows.items()
        }
        known = find(connection, texts, "digest", [article.digest for article in group])
        self.first = {digest: row["record"] for digest, row in known.items()}
        stored = find(connection, versions, "id", [article.id for article in group])
        self.versions: dict[str, str | None] = {name: row["version"] for name, row in stored.items()}
        self.changed: dict[str, Latest] = {}
        self.other: dict[str, str | None] = {}
        self.new_texts: dict[str, str] = {}

    def judge(self, article: Article, version: Version | None) -> Article | Rejection:
        """Return *article*, made of a *version* of its page, with its revision and the record whose text it repeats, or
        why it is none."""
        content = content_digest(article)
        last = self.latest.get(article.id)
        if last is not None and self.says_the_same(last, article.digest, content):
            self.keep(article.id, Latest(article.digest, content, last.revision, self.maker))
            return Unchanged(f"the text of record {article.id} again")
        if version and last is not None and self.versions.get(article.id) is None:
            return OtherVersion(f"the {version} version of the page that record {article.id} is made of")
        first = self.first.get(article.digest, article.id)
        if first != article.id and not self.keep_duplicates:
            return Duplicate(f"the text of record {first}")
        if article.digest not in self.first:
            self.first[article.digest] = self.new_texts[article.digest] = article.id
        revision = last.revision + 1 if last else 1
        self.keep(article.id, Latest(article.digest, content, revision, self.maker))
        if version != self.versions.get(article.id):
            self.versions[article.id] = self.other[article.id] = version
        duplicate_of = first if first != article.id else None
        if revision == 1 and duplicate_of is None:
            return article
        return article.model_copy(update={"revision": revision, "duplicate_of": duplicate_of})

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


def content_digest(article: Article) -> str:
    """Return the digest of all that *article* says of its page."""
    content = article.model_dump(mode="json", include=set(Content.model_fields))
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
