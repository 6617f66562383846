"""A WARC file in, its records out, one at a time; damage is passed over, and said."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from crawler.exceptions import UsageError
from crawler.warc.digests import agrees
from crawler.warc.members import CHUNK, MAGIC, GzipMember, drain
from pipelines.decode import MAX_BYTES
from schemas.run import Damage

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from crawler.warc.members import State

#: Where reading may start again: a gzip member, or the first line of a record and the name of a field. What stands
#: before it may be cut short, so a record need not begin on a line of its own.
START = re.compile(rb"\x1f\x8b\x08|WARC/\d\.\d{1,2}[ \t]*\r?\n[A-Za-z][A-Za-z0-9-]{1,60}[ \t]*:")
FIRST_LINE = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n?$")
WINDOW = 1024 * 1024
#: Longest match of START.
OVERLAP = 128
#: Most that is kept of a block: a page's largest payload and its HTTP headers.
MAX_BLOCK = MAX_BYTES + 64 * 1024
#: What is kept of a longer block: its HTTP headers.
HEAD_OF_BLOCK = 64 * 1024
MAX_LINE = 64 * 1024
MAX_FIELDS = 1000

NO_RECORD = "no WARC record here"


class ArchiveUnreadable(UsageError):
    """Nothing at all can be read of an archive: it is missing, empty, or holds no WARC record."""

    def __init__(self, archive: object, why: str) -> None:
        super().__init__(f"{archive}: {why}")
        self.why = why


@dataclass(frozen=True)
class Record:
    """One WARC record, as it stands in the file."""

    offset: int
    """Byte of the file at which it starts: in a .gz file, its gzip member."""
    fields: dict[str, str]
    """Named fields, names in lower case; of a repeated one the first."""
    block: bytes = field(repr=False)
    """What follows the fields: all of it, or its first part where `length` is more."""
    length: int
    """Length that the record gives its block."""
    fault: str | None
    """Why the block is not what was captured; None where it is whole."""

    @property
    def kind(self) -> str:
        """`response`, `request`, `revisit` …"""
        return self.fields.get("warc-type", "").lower()


@dataclass(frozen=True)
class Parsed:
    """What was read of a record in a stream, and of what follows it."""

    fields: dict[str, str]
    length: int | None
    block: bytes = field(repr=False)
    got: int
    blank_lines: int
    next_line: bytes

    def fault(self) -> str | None:
        """Return why the block is not what was captured; None where nothing speaks against it."""
        if self.length is None:
            return "record without a usable Content-Length"
        if self.got < self.length:
            return f"record cut short: {self.got:,} of {self.length:,} bytes"
        ends_well = self.blank_lines >= 2 or not self.next_line or FIRST_LINE.match(self.next_line)
        return None if ends_well or self.verified() else "record's length does not lead to the next one"

    def verified(self) -> bool:
        """Return whether the block has the digest declared."""
        return agrees(self.fields.get("warc-block-digest", ""), self.block) is True

    def record(self, offset: int, fault: str | None) -> Record:
        """Return it as a record."""
        return Record(offset, self.fields, self.block, self.length or 0, fault)


def read_records(path: Path, offset: int = 0) -> Iterator[Record | Damage]:
    """Yield the records of *path* from *offset* on, in order, and each damage where it lies.

    Of a damaged record there is a damage, and where its fields can be read also the record, with its fault. Raises
    ArchiveUnreadable, before anything is yielded, where there is no record at all.
    """
    try:
        with path.open("rb", buffering=WINDOW) as file:
            yield from ArchiveFile(file, path).read(offset)
    except OSError as error:
        raise ArchiveUnreadable(path, error.strerror or str(error)) from error


class ArchiveFile:
    """Goes through one open WARC file."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.file = file
        self.path = path
        self.size = file.seek(0, io.SEEK_END)
        self.at = 0

    def read(self, offset: int) -> Iterator[Record | Damage]:
        """Yield what is in the file; raise ArchiveUnreadable where there is no record in it."""
        if not self.size:
            raise ArchiveUnreadable(self.path, "empty file")
        withheld: list[Damage] | None = []  # until there is a record
        for event in self.events(offset):
            if withheld is not None and isinstance(event, Damage):
                withheld.append(event)
                continue
            if withheld is not None:
                yield from withheld
                withheld = None
            yield event
        if withheld is not None:
            raise ArchiveUnreadable(self.path, f"no WARC record in {self.size:,} bytes")

    def events(self, offset: int) -> Iterator[Record | Damage]:
        """Yield records and damages from *offset* on; a disk that stops reading is a damage to the file's end."""
        self.at = offset
        met = False
        try:
            for event in self.walk():
                met = True
                yield event
        except OSError as error:
            if not met:
                raise
            yield self.damage(self.at, f"{error.strerror or error}", self.size)

    def walk(self) -> Iterator[Record | Damage]:
        while self.at < self.size:
            start = self.find_start(self.at)
            if start > self.at:
                yield self.damage(self.at, NO_RECORD, start)
            if start == self.size:
                return
            self.at = start
            self.file.seek(start)
            compressed = self.file.read(len(MAGIC)) == MAGIC
            end = yield from self.read_member(start) if compressed else self.read_plain(start)
            self.at = self.skip_blank(end)

    def damage(self, offset: int, why: str, end: int) -> Damage:
        """Return the damage from *offset* to *end*."""
        return Damage(file=str(self.path), offset=offset, why=why, bytes_lost=end - offset)

    def skip_blank(self, offset: int) -> int:
        """Return where the line breaks at *offset* end."""
        self.file.seek(offset)
        while self.file.read(1) in (b"\r", b"\n"):
            offset += 1
        return offset

    # Where to go on

    def find_start(self, offset: int) -> int:
        """Return the first start at or after *offset*; the file's end where there is none."""
        self.file.seek(offset)
        return offset if START.match(self.file.read(OVERLAP)) else self.search(offset + 1)

    def search(self, offset: int) -> int:
        """Return the first place from *offset* on that looks like a start and proves to be one; else the file's end."""
        at = offset
        while at < self.size:
            self.file.seek(at)
            window = self.file.read(WINDOW + OVERLAP)
            for match in START.finditer(window):
                start = at + match.start()
                if match[0] != MAGIC or self.holds_record(start):
                    return start
            at += WINDOW
        return self.size

    def holds_record(self, offset: int) -> bool:
        """Return whether a gzip member that begins with a record starts at *offset*."""
        stream = io.BufferedReader(GzipMember(self.file, offset), CHUNK)
        return skip_blank_lines(stream)[1].startswith(b"WARC/")

    # One record, or one gzip member

    def read_plain(self, start: int) -> Generator[Record | Damage, None, int]:
        """Yield the record at *start*; return where to go on."""
        self.file.seek(start)
        self.file.readline(MAX_LINE)
        fields = read_fields(self.file)
        after_fields = self.file.tell()
        parsed = read_block(self.file, fields, self.size - after_fields)
        fault = parsed.fault()
        yield parsed.record(start, fault)
        if fault is None:
            return after_fields + parsed.got
        # The length may be what is wrong: the next record is looked for inside the block too.
        end = self.search(after_fields)
        yield self.damage(start, fault, end)
        return end

    def read_member(self, start: int) -> Generator[Record | Damage, None, int]:
        """Yield the records of the gzip member at *start*; return where to go on."""
        member = GzipMember(self.file, start)
        stream = io.BufferedReader(member, CHUNK)
        _, line = skip_blank_lines(stream)
        verdict: State | None = None
        said = ""
        while line:
            if not FIRST_LINE.match(line):
                said = said or NO_RECORD
                line = skip_to_record(stream)
                continue
            parsed = read_block(stream, read_fields(stream))
            line = parsed.next_line
            if line and verdict is None:
                verdict = self.judge(drain(GzipMember(self.file, start)), start)
            state = verdict if line and verdict else self.judge(member, start)
            fault = parsed.fault() or self.member_fault(parsed, state, member, last=not line)
            said = said or fault or ""
            yield parsed.record(start, fault)
        state = self.judge(drain(member), start)
        end = member.end if state == "whole" else self.search(start + 1)
        why = "; ".join(dict.fromkeys(filter(None, [member.error, said])))
        if why:
            yield self.damage(start, why, end)
        return end

    def judge(self, member: GzipMember, start: int) -> State:
        """Return the state of a *member* read to its end.

        One that seems cut by the end of the file is corrupt where a later member follows: it ran on into that.
        """
        if member.state == "cut" and self.search(start + 1) < self.size:
            member.state, member.error = "corrupt", "gzip member damaged: it runs on into the next"
        return member.state

    def member_fault(self, parsed: Parsed, state: State, member: GzipMember, *, last: bool) -> str | None:
        """Return why a record cannot be believed though it seems whole.

        Where the member's check sum is wrong, only a digest of its own vouches for a record, and nothing for the one at
        which the member breaks.
        """
        if state != "corrupt" or (parsed.verified() and not last):
            return None
        return member.error or "gzip member damaged further on, and no digest vouches for this record"


def read_fields(stream: io.BufferedIOBase | BinaryIO) -> dict[str, str]:
    """Return the named fields at the head of *stream*, up to the empty line that ends them."""
    fields: dict[str, str] = {}
    name = ""
    for _ in range(MAX_FIELDS):
        line = decode_line(stream.readline(MAX_LINE)).rstrip("\r\n")
        if not line:
            break
        if line[0] in " \t" and name:
            fields[name] = f"{fields[name]} {line.strip()}"
            continue
        label, colon, value = line.partition(":")
        name = label.strip().lower() if colon else ""
        if name in fields:
            name = ""
        elif name:
            fields[name] = value.strip(" \t")
    return fields


def decode_line(line: bytes) -> str:
    """Return *line* as text: fields are UTF-8, in careless archives Latin-1."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("iso-8859-1")


def read_block(stream: io.BufferedIOBase | BinaryIO, fields: dict[str, str], left: int | None = None) -> Parsed:
    """Read the block that *fields* announce, and the line after it; *left* is what a plain file still holds."""
    declared = fields.get("content-length", "").strip()
    length = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 19 else None
    if length is None or (left is not None and length > left):
        got = 0 if left is None or length is None else left
        return Parsed(fields, length, b"", got=got, blank_lines=0, next_line=next_line(stream, left))
    block = stream.read(length if length <= MAX_BLOCK else HEAD_OF_BLOCK)
    got = len(block) + skip(stream, length - len(block))
    blank_lines, line = skip_blank_lines(stream)
    return Parsed(fields, length, block, got=got, blank_lines=blank_lines, next_line=line)


def next_line(stream: io.BufferedIOBase | BinaryIO, left: int | None) -> bytes:
    """Return the next line of a stream that cannot be searched; nothing of a file that can."""
    return stream.readline(MAX_LINE) if left is None else b""


def skip(stream: io.BufferedIOBase | BinaryIO, count: int) -> int:
    """Read *count* bytes and forget them; return how many there were."""
    skipped = 0
    while skipped < count and (data := stream.read(min(count - skipped, WINDOW))):
        skipped += len(data)
    return skipped


def skip_blank_lines(stream: io.BufferedIOBase | BinaryIO) -> tuple[int, bytes]:
    """Return how many empty lines come next, and the line after them; b"" at the end."""
    count = 0
    while (line := stream.readline(MAX_LINE)) in (b"\r\n", b"\n"):
        count += 1
    return count, line


def skip_to_record(stream: io.BufferedIOBase | BinaryIO) -> bytes:
    """Return the next line that begins a record; b"" where there is none."""
    while (line := stream.readline(MAX_LINE)) and not FIRST_LINE.match(line):
        pass
    return line
