"""Outcomes in, JSON Lines out: `articles.jsonl`, `rejected.jsonl`, `removed.jsonl`, in the order of capture."""

from __future__ import annotations

import contextlib
import os
import tempfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple

from pipelines.exceptions import Duplicate, Rejection, Unchanged
from pipelines.outcomes import Outcome, Record, Refusal, refuse
from schemas import Article, Removed
from schemas.article import to_line

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES, REJECTED, REMOVED = "articles.jsonl", "rejected.jsonl", "removed.jsonl"


class Entry(NamedTuple):
    """Where an outcome lies in the spool. A run keeps one a page in memory, and nothing else of it."""

    position: tuple[int, int]
    """Place in the order of capture."""
    tie: int
    """Checksum of the line: outcomes at one position keep one order, whichever came first."""
    offset: int
    """Byte at which it begins."""
    line: int
    """Bytes of its line in `articles.jsonl` or `rejected.jsonl`."""
    removed: int
    """Bytes of its lines in `removed.jsonl`, which follow."""
    key: tuple[bytes, bytes] | None
    """Identity and digest of a record; None of a refusal."""


@dataclass(frozen=True)
class Verdict:
    """What a record is among those before it."""

    revision: int = 1
    duplicate_of: bytes | None = None
    refusal: Rejection | None = None


class Known:
    """The records so far, in the order of capture: which is the first of its kind?"""

    def __init__(self, *, keep_duplicates: bool) -> None:
        self.keep_duplicates = keep_duplicates
        self.latest: dict[bytes, tuple[int, bytes]] = {}
        """Revision and digest of each identity's latest record."""
        self.earliest: dict[bytes, bytes] = {}
        """The first identity of each digest."""

    def judge(self, identity: bytes, digest: bytes) -> Verdict:
        """Return what the next record is, and remember it unless it is refused."""
        revision, last_digest = self.latest.get(identity, (0, b""))
        if digest == last_digest:
            return Verdict(refusal=Unchanged(f"the text of record {identity.hex()} again"))
        first = self.earliest.get(digest, identity)
        if first != identity and not self.keep_duplicates:
            return Verdict(refusal=Duplicate(f"the text of record {first.hex()}"))
        self.latest[identity] = (revision + 1, digest)
        self.earliest.setdefault(digest, identity)
        return Verdict(revision + 1, first if first != identity else None)


class PlainWriter:
    """Replaces the files of a run, at once and whole, when it ends; a run that dies leaves those of the run before.

    While the run lasts, outcomes lie in a nameless file beside them, which is gone when the process is.
    """

    def __init__(self, folder: Path, *, keep_removed: bool, keep_duplicates: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.keep_removed = keep_removed
        self.keep_duplicates = keep_duplicates
        self.entries: list[Entry] = []
        self.spool: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # lives as long as the run
        self.end = 0

    def add(self, outcome: Outcome) -> None:
        """Keep *outcome* for its turn; OSError when there is no room."""
        if isinstance(outcome, Refusal):
            self._spool(outcome.position, to_line(outcome.rejected).encode(), b"", None)
            return
        article = outcome.article
        key = bytes.fromhex(article.id), bytes.fromhex(article.digest)
        removed = removed_lines(outcome).encode() if self.keep_removed else b""
        self._spool(outcome.position, to_line(article).encode(), removed, key)

    def close(self) -> list[Refusal]:
        """Write the files; return the refusals of records that turned out to be none. OSError when there is no room:
        then the files of the run before still stand."""
        self.entries.sort(key=lambda entry: entry[:2])
        names = [ARTICLES, REJECTED, *([REMOVED] if self.keep_removed else [])]
        parts = {name: self.folder / f"{name}.part" for name in names}
        try:
            withdrawn = self._write(parts)
            for name, part in parts.items():
                part.replace(self.folder / name)
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)
            self.discard()
        if not self.keep_removed:
            (self.folder / REMOVED).unlink(missing_ok=True)  # it would tell of another run
        return withdrawn

    def discard(self) -> None:
        """Let go of all, and leave the files of the run before."""
        with contextlib.suppress(OSError):  # what could not be written before cannot be written now
            self.spool.close()

    def _spool(self, position: tuple[int, int], line: bytes, removed: bytes, key: tuple[bytes, bytes] | None) -> None:
        self.spool.write(line + removed)
        self.entries.append(Entry(position, zlib.crc32(line), self.end, len(line), len(removed), key))
        self.end += len(line) + len(removed)

    def _write(self, parts: dict[str, Path]) -> list[Refusal]:
        """Write every entry to *parts*, and see them on the disk."""
        known = Known(keep_duplicates=self.keep_duplicates)
        withdrawn: list[Refusal] = []
        with ExitStack() as stack:
            files = {name: stack.enter_context(part.open("wb")) for name, part in parts.items()}
            for entry in self.entries:
                line, removed = self._read(entry)
                if entry.key is None:
                    files[REJECTED].write(line)
                    continue
                verdict = known.judge(*entry.key)
                if verdict.refusal is not None:
                    article = Article.model_validate_json(line)
                    withdrawn.append(refuse(verdict.refusal, article.url, article.source, entry.position))
                    files[REJECTED].write(to_line(withdrawn[-1].rejected).encode())
                    continue
                files[ARTICLES].write(line if verdict == Verdict() else revise(line, verdict))
                if removed:
                    files[REMOVED].write(removed)
            for file in files.values():
                file.flush()
                os.fsync(file.fileno())
        return withdrawn

    def _read(self, entry: Entry) -> tuple[bytes, bytes]:
        self.spool.seek(entry.offset)
        return self.spool.read(entry.line), self.spool.read(entry.removed)


def removed_lines(record: Record) -> str:
    """Return the lines of `removed.jsonl` that tell what was taken out of *record*."""
    return "".join(to_line(Removed(id=record.article.id, text=cut.text, reason=cut.reason)) for cut in record.cuts)


def revise(line: bytes, verdict: Verdict) -> bytes:
    """Return *line* with the revision and the earlier record that *verdict* gives."""
    article = Article.model_validate_json(line)
    duplicate_of = verdict.duplicate_of.hex() if verdict.duplicate_of else None
    return to_line(article.model_copy(update={"revision": verdict.revision, "duplicate_of": duplicate_of})).encode()
