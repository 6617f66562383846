"""Committed lines in, files out: each file of the output is what the ledger says it is, whatever was killed when."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from pipelines.ledger.database import upsert
from pipelines.ledger.faults import LedgerRefused, LedgerUnwritable
from pipelines.ledger.tables import files, outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

LINES, WARC = "lines", "warc"


class Outbox:
    """The files of one output folder, in the ledger's thread.

    A line is put into the database together with the outcome that it tells of, and goes to its file after the commit.
    It leaves the database with the next commit: by then the file is on the disk.
    """

    def __init__(self, folder: Path, step: Callable[[str], None]) -> None:
        self.folder = folder
        self.step = step
        self.sizes: dict[str, int] = {}
        self.pending: list[tuple[str, int, bytes]] = []
        """File, offset and lines of what the transaction under way puts in."""

    def put(self, connection: Connection, lines: Mapping[str, bytes]) -> None:
        """Put *lines*, by file, into the database; those of before are in their files, and leave it."""
        connection.execute(delete(outbox))
        self.pending = []
        rows = []
        for name, text in lines.items():
            offset = self.sizes.get(name, 0)
            self.pending.append((name, offset, text))
            rows.append({"file": name, "offset": offset, "lines": text})
        if rows:
            connection.execute(outbox.insert(), rows)
            sizes = [{"name": name, "kind": LINES, "size": offset + len(text)} for name, offset, text in self.pending]
            upsert(connection, files, sizes, "name", ["size"])

    def project(self) -> None:
        """Write what was committed to the files. Raises LedgerUnwritable."""
        for name, offset, text in self.pending:
            write_at(self.folder / name, offset, text, self.step)
            self.sizes[name] = offset + len(text)
        self.pending = []

    def recover(self, connection: Connection) -> None:
        """Cut every file of lines back to what is committed, and write what is missing. Raises LedgerUnwritable, and
        LedgerRefused where a file is not the one that the ledger tells of: then nothing is changed."""
        sizes = {row.name: row.size for row in connection.execute(select(files).where(files.c.kind == LINES))}
        waiting = connection.execute(select(outbox).order_by(outbox.c.id)).all()
        starts = {row.file: row.offset for row in reversed(waiting)}
        for name, size in sizes.items():
            check_length(self.folder / name, starts.get(name, size))
        for name, size in sizes.items():
            cut_back(self.folder / name, starts.get(name, size))
        for row in waiting:
            write_at(self.folder / row.file, row.offset, row.lines, self.step)
        self.sizes = sizes


def make_missing(folder: Path, names: Iterable[str]) -> None:
    """Make the files of *names* that are not in *folder*: whoever reads a run's output finds them, if empty. Raises
    LedgerUnwritable."""
    for name in names:
        try:
            (folder / name).open("ab").close()
        except OSError as error:
            raise LedgerUnwritable(f"{folder / name}: cannot be written: {error.strerror or error}") from error


def note_archive(connection: Connection, sizes: Mapping[str, int]) -> None:
    """Note that the WARC files named in *sizes* are so long, in bytes, by what is committed."""
    rows = [{"name": name, "kind": WARC, "size": size} for name, size in sizes.items()]
    upsert(connection, files, rows, "name", ["size"])


def recover_archive(connection: Connection, folder: Path) -> dict[str, int]:
    """Cut the WARC files in *folder* back to what is committed, and return their lengths; one that was taken away is
    none of ours any more, and one of which nothing is committed goes. Raises LedgerRefused where one is too short, and
    LedgerUnwritable."""
    rows = connection.execute(select(files).where(files.c.kind == WARC)).all()
    sizes = {row.name: row.size for row in rows if (folder / row.name).exists()}
    for name, size in sizes.items():
        check_length(folder / name, size)
    for name, size in sizes.items():
        cut_back(folder / name, size)
        if not size:
            (folder / name).unlink()
    return {name: size for name, size in sizes.items() if size}


def check_length(path: Path, size: int) -> None:
    """Raise LedgerRefused where the file at *path* has less than *size* bytes: another hand was at it."""
    found = path.stat().st_size if path.exists() else 0
    if found < size:
        raise LedgerRefused(f"{path}: has {found} bytes, and its ledger knows of {size}; bring the file back")


def cut_back(path: Path, size: int) -> None:
    """Take from the file at *path* what stands behind *size* bytes. Raises LedgerUnwritable."""
    if path.exists() and path.stat().st_size > size:
        try:
            os.truncate(path, size)
        except OSError as error:
            raise LedgerUnwritable(f"{path}: cannot be written: {error.strerror or error}") from error


def write_at(path: Path, offset: int, text: bytes, step: Callable[[str], None]) -> None:
    """Write *text* at byte *offset* of the file at *path*, where it ends, and see it on the disk. Raises
    LedgerUnwritable, and then the file ends where it did, if it can be made to."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    except OSError as error:
        raise LedgerUnwritable(f"{path}: cannot be written: {error.strerror or error}") from error
    try:
        left, place = memoryview(text), offset
        step("append")
        while left:
            written = os.pwrite(descriptor, left, place)
            left, place = left[written:], place + written
        step("sync")
        os.fsync(descriptor)
    except OSError as error:
        with suppress(OSError):
            os.ftruncate(descriptor, offset)
        raise LedgerUnwritable(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        os.close(descriptor)


def check_unknown(folder: Path, names: list[str], known: Mapping[str, int]) -> None:
    """Raise LedgerRefused where *folder* holds lines in files of *names* that are not in *known*."""
    for name in names:
        path = folder / name
        if name not in known and path.exists() and path.stat().st_size:
            raise LedgerRefused(
                f"{path}: holds lines that no ledger knows of; name another OUTPUT_DIR, or move the files away"
            )
