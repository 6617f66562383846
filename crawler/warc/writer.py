"""Captures in, WARC 1.1 out: a request and a response record each, one gzip member a record."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b32encode
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid4

from pipelines import VERSION
from schemas import ArchiveLocation

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    Headers = Sequence[tuple[bytes, bytes]]

#: Half the time of zlib's usual level 6, for files that are a twentieth longer.
COMPRESSION = 4
FILE_NAME = re.compile(r"plainwire-(\d{14})-(\d{5})\.warc\.gz")
#: What would end a line of the record's head, or part it.
UNSAFE = re.compile(r"[\x00-\x20\x7f]")
#: The field of a record that was fetched as a further page of a story: the address of the first page.
PART_OF = "Plainwire-Part-Of"
#: HTTP's framing on the wire; the body is stored without it.
FRAMING = (b"content-length", b"transfer-encoding")
PHRASES = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True)
class Request:
    """What was sent to the server."""

    method: str
    headers: Headers
    body: bytes = b""


class WarcWriter:
    """Writes captures into files of *folder* whose names sort in the order of capture.

    The folder and a file in it are made when the first capture comes; a new file is begun once one has reached
    *max_bytes*.
    """

    def __init__(self, folder: Path, *, max_bytes: int = 1024**3, new_id: Callable[[], UUID] = uuid4) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.new_id = new_id
        self.file: io.FileIO | None = None
        self.name = ""
        self.size = 0

    def write_response(
        self,
        url: str,
        request: Request,
        status: int,
        headers: Headers,
        body: bytes,
        date: str,
        *,
        part_of: str | None = None,
    ) -> ArchiveLocation:
        """Write one exchange and return where its response record lies.

        *headers* are those received, in order, duplicates kept; *body* is as received less the transfer encoding (a
        content encoding stays on); *date* is `YYYY-MM-DDThh:mm:ssZ`; *part_of* the first page of the story of which
        this one was fetched as a further page. Raises OSError where the file cannot be written:
        what lay in it before still does, and nothing else.
        """
        if self.is_full:
            self.begin_file(date)
        offset = self.size
        record_id = self.new_urn()
        about = [("WARC-Target-URI", sound(url)), ("WARC-Date", date)]
        part = [(PART_OF, sound(part_of))] if part_of else []
        response = record(
            "response",
            [*about, ("WARC-Record-ID", f"<{record_id}>"), ("WARC-Payload-Digest", sha1(body)), *part],
            "application/http; msgtype=response",
            response_head(status, headers, len(body)) + body,
        )
        asked = record(
            "request",
            [*about, ("WARC-Record-ID", f"<{self.new_urn()}>"), ("WARC-Concurrent-To", f"<{record_id}>")],
            "application/http; msgtype=request",
            request_head(url, request) + request.body,
        )
        self.append(response + asked)
        return ArchiveLocation(file=self.name, offset=offset, record_id=record_id)

    def write_metadata(self, uri: str, content_type: str, block: bytes, date: str) -> None:
        """Write *block*, which is about the captures that follow, under *uri* into the file begun."""
        about = [("WARC-Target-URI", uri), ("WARC-Date", date), ("WARC-Record-ID", f"<{self.new_urn()}>")]
        self.append(record("metadata", about, content_type, block))

    def next_file(self, date: str) -> str:
        """Return the name of the file that :meth:`begin_file` would start."""
        present = self.folder.iterdir() if self.folder.is_dir() else ()
        return next_name(date, (path.name for path in present))

    def begin_file(self, date: str) -> None:
        """Start the next file, a warcinfo record at its head."""
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.name = self.next_file(date)
        self.file = (self.folder / self.name).open("xb", buffering=0)
        fields = (
            f"software: plainwire/{VERSION}\r\n"
            "format: WARC File Format 1.1\r\n"
            "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
        )
        head = [
            ("WARC-Date", date),
            ("WARC-Record-ID", f"<{self.new_urn()}>"),
            ("WARC-Filename", self.name),
        ]
        self.append(record("warcinfo", head, "application/warc-fields", fields.encode()))

    @property
    def is_full(self) -> bool:
        """Whether the next capture begins another file."""
        return self.file is None or self.size >= self.max_bytes

    def go_on_with(self, name: str, size: int) -> None:
        """Go on with the file *name*, which has *size* bytes."""
        self.close()
        self.name, self.size = name, size
        self.file = (self.folder / name).open("r+b", buffering=0)
        self.file.seek(size)

    def append(self, members: bytes) -> None:
        """Add *members* to the file, all or nothing."""
        if self.file is None:
            raise ValueError("no file begun")
        left = memoryview(members)
        try:
            while left:
                left = left[self.file.write(left) :]
        except OSError:
            self.file.seek(self.size)
            self.file.truncate()
            raise
        self.size += len(members)

    def new_urn(self) -> str:
        return self.new_id().urn

    def close(self) -> None:
        """Close the file; a later capture begins another."""
        if self.file is not None:
            self.file.close()
        self.file, self.size = None, 0


def sound(url: str) -> str:
    """Return *url* without what parts the lines of a record's head."""
    return UNSAFE.sub(lambda match: quote(match[0]), url)


def next_name(date: str, present: Iterable[str]) -> str:
    """Return a file name for captures from *date* on.

    It sorts after all of ours in *present*, even where the clock went back.
    """
    stamp, serial = re.sub(r"\D", "", date)[:14], 0
    last = max((match.groups() for name in present if (match := FILE_NAME.fullmatch(name))), default=None)
    if last is not None and last[0] >= stamp:
        stamp, serial = last[0], int(last[1]) + 1
    return f"plainwire-{stamp}-{serial:05}.warc.gz"


def record(kind: str, fields: list[tuple[str, str]], content_type: str, block: bytes) -> bytes:
    """Return a WARC record as one gzip member."""
    lines = [
        ("WARC-Type", kind),
        *fields,
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", content_type),
        ("Content-Length", str(len(block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"
    return gzip.compress(head.encode("utf-8", "surrogateescape") + block + b"\r\n\r\n", COMPRESSION, mtime=0)


def response_head(status: int, headers: Headers, size: int) -> bytes:
    """Return a response's head as received, its framing made to fit the *size* bytes of body stored.

    What is changed stays legible under `X-Archive-Orig-`, the name that other archiving tools use.
    """
    phrase = PHRASES.get(status, "")
    lines = [(name, value) for name, value in headers if not misframes(name, value, size)]
    for name, value in headers:
        if misframes(name, value, size):
            lines.append((b"X-Archive-Orig-" + name, value))
    if not any(name.lower() == b"content-length" for name, _ in lines):
        lines.append((b"Content-Length", b"%d" % size))
    return http_head(f"HTTP/1.1 {status} {phrase}".rstrip().encode(), lines)


def misframes(name: bytes, value: bytes, size: int) -> bool:
    """Return whether a header says of the body's length what is not true of *size* stored bytes."""
    return name.lower() in FRAMING and value.strip() != b"%d" % size


def request_head(url: str, request: Request) -> bytes:
    """Return a request's head; `Host`, which the client adds on the wire, is put in where it is missing."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = list(request.headers)
    if not any(name.lower() == b"host" for name, _ in lines):
        host = parts.netloc.rpartition("@")[2]
        lines.insert(0, (b"Host", host.encode("utf-8", "surrogateescape")))
    target = UNSAFE.sub(lambda match: quote(match[0]), target)
    return http_head(f"{request.method} {target} HTTP/1.1".encode("utf-8", "surrogateescape"), lines)


def http_head(first: bytes, lines: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return *first* and *lines* as the head of an HTTP message; a line break inside a value becomes a blank."""
    text = b"".join(name + b": " + re.sub(rb"[\r\n]+", b" ", value) + b"\r\n" for name, value in lines)
    return first + b"\r\n" + text + b"\r\n"


def sha1(block: bytes) -> str:
    """Return the digest of *block* as WARC writes it."""
    return "sha1:" + b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
