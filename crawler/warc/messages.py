"""A response record's block in, the HTTP response out: status, headers, body without its transfer encoding."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.exceptions import Damaged

STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d+)?[ \t]+(\d{3})\b([^\r\n]*)")
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
CHUNK_LINE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
UNFINISHED_CHUNK_LINE = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?")
LINE_END = re.compile(rb"\r?\n")


@dataclass(frozen=True)
class Message:
    """An HTTP response as it stands in the archive."""

    status: int
    phrase: str
    headers: list[tuple[bytes, bytes]]
    """As received, in order."""
    stored: bytes = field(repr=False)
    """All that follows the headers."""

    def header(self, name: str) -> str | None:
        """Return the first header of that *name*, or None."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[str]:
        """Return the headers of that *name*, in order."""
        wanted = name.lower().encode()
        return [decode_value(value) for label, value in self.headers if label.lower() == wanted]

    def body(self) -> bytes:
        """Return the body as the server meant it, content encoding left on; raise Damaged where it is cut short."""
        if any("chunked" in value.lower() for value in self.all("Transfer-Encoding")):
            return dechunk(self.stored)
        declared = self.header("Content-Length") or ""
        length = int(declared) if re.fullmatch("[0-9]{1,18}", declared) else 0
        # With a content encoding, the decoder knows; a writer may also have undone that and left the length.
        if len(self.stored) < length and self.header("Content-Encoding") is None:
            raise Damaged(f"HTTP body cut short: {len(self.stored):,} of {length:,} bytes")
        return self.stored


def parse_response(block: bytes) -> Message | None:
    """Return the HTTP response in *block*; None where it begins with no HTTP status."""
    first = STATUS_LINE.match(block)
    if first is None:
        return None
    end = END_OF_HEAD.search(block)
    head, stored = (block, b"") if end is None else (block[: end.start()], block[end.end() :])
    return Message(int(first[1]), decode_value(first[2]).strip(), parse_headers(head), stored)


def parse_headers(head: bytes) -> list[tuple[bytes, bytes]]:
    """Return the header lines of *head*, folded ones joined; a line without a colon says nothing."""
    headers: list[tuple[bytes, bytes]] = []
    for line in head.split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        if line[:1] in (b" ", b"\t") and headers:
            headers[-1] = (headers[-1][0], headers[-1][1] + b" " + line.strip())
        elif colon:
            headers.append((name.strip(), value.strip()))
    return headers


def decode_value(value: bytes) -> str:
    """Return a header's value as text: UTF-8 where it is valid, else Latin-1 (RFC 9110, 5.5)."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("iso-8859-1")


def dechunk(stored: bytes) -> bytes:
    """Return *stored* without its chunks; as it is where it is not chunked at all, as careless writers leave it."""
    parts: list[bytes] = []
    position = 0
    while (line := CHUNK_LINE.match(stored, position)) is not None:
        size, begin = int(line[1], 16), line.end()
        if size == 0:
            return b"".join(parts)
        chunk = stored[begin : begin + size]
        end = LINE_END.match(stored, begin + size)
        if end is None and not parts and begin + size < len(stored):
            return stored  # a text whose first line happens to be a number
        if len(chunk) < size or end is None:
            raise Damaged(f"chunked body cut short: {size:,} bytes announced, {len(chunk):,} there")
        parts.append(chunk)
        position = end.end()
    if parts or UNFINISHED_CHUNK_LINE.fullmatch(stored):
        raise Damaged("chunked body cut short: no last chunk")
    return stored
