"""The ledger's tables, in SQLAlchemy Core: the same for SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text, and_

#: Version of these tables; one of another version is migrated or refused, never begun afresh.
SCHEMA = 5
#: Versions that lack but tables of their own, which are made: nothing else of them changes.
MIGRATED = (2, 3, 4)

metadata = MetaData()
#: SQLite numbers rows by itself only where the key's type is INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""`schema`: version of the tables; `commits`: number of the last commit; `owner`: the process that opened it last."""

runs = Table(
    "runs",
    metadata,
    Column("id", Number, primary_key=True),
    Column("spider", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("maker", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("status", Text),
)
"""`command`: what must be the same for a run to go on with this one. `ended`, `status`: of its last process; a run that
came to its own end is `finished`, and any other is gone on with."""

urls = Table(
    "urls",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("source", Text),
    Column("host", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("again", Boolean),
    Column("deaths", Integer, nullable=False, server_default="0"),
    Column("request", Text),
    Column("sitemap", Boolean),
    Column("run", Number, nullable=False),
    Column("settled", Number),
    Column("maker", Text),
    Column("alias", LargeBinary),
    Column("lease", Text),
    Column("expires", Float),
)
"""Every address ever announced (`kind` url), and every document of an archive ever met (`kind` document), each in
exactly one state. `sitemap`: whether it is a sitemap that another one named; `run`: the last that announced it;
`settled`: the run that gave it its state, null while it is pending; `reason`: of a rejection, or why it was left out;
`again`: whether a new run is to try again; `deaths`: how often in a row it took its worker with it; `alias`: key of the
address that it redirects to; `lease`, `expires`: who works on it, and until when (seconds since 1970)."""

Index("urls_of_a_run", urls.c.run)
Index(
    "urls_to_fetch",
    urls.c.host,
    urls.c.id,
    sqlite_where=and_(urls.c.state == "pending", urls.c.kind == "url"),
    postgresql_where=and_(urls.c.state == "pending", urls.c.kind == "url"),
)

records = Table(
    "records",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("maker", Text, nullable=False),
)
"""The latest record of each identity; `content`: digest of all that was read from the page."""

versions = Table(
    "versions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Text, nullable=False),
)
"""Of which version of its page (`amp`, `print`) the latest record of an identity is, where it is not of that itself."""

parts = Table(
    "parts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story", Text, primary_key=True, index=True),
    Column("digest", Text, nullable=False),
    Column("alone", Text),
)
"""The identities that further pages of a story would have as records of their own, and that of the story, whose latest
record they are joined in: a story that has two first pages is two of them. `digest`: what
further page it is, by its text as a record of its own; `alone`: that of the first page of the story, where that is what
the record begins with."""

texts = Table(
    "texts",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("record", Text, nullable=False),
)
"""The first identity of each text."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True),
    Column("file", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("lines", LargeBinary, nullable=False),
)
"""Lines that are committed, and may not be in their file yet; in the order of release."""

files = Table(
    "files",
    metadata,
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
)
"""How long each file of the output (`kind` lines) and of the archive (`kind` warc) is, by what is committed."""

hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("expires", Float, nullable=False),
)
"""What is remembered of a host across runs, as JSON: its robots.txt (`kind` robots), its rest (`kind` rest)."""

samples = Table(
    "samples",
    metadata,
    Column("host", Text, primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("run", Number, nullable=False),
    Column("version", Integer, nullable=False),
    Column("marks", LargeBinary, nullable=False),
)
"""The pages of each host by which what recurs on it is learned: those of the latest runs, of one run those with the
least name. `version`: of the marks."""

memories = Table(
    "memories",
    metadata,
    Column("run", Number, primary_key=True),
    Column("memory", LargeBinary, nullable=False),
)
"""What the last run that began knows of hosts: it goes on with that, whatever it learns."""
