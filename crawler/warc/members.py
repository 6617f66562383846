"""A file and an offset in, the bytes of the gzip member there out, as a stream that never raises."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\x1f\x8b\x08"
#: Bytes of the file read at a time, and at most decompressed at a time.
CHUNK = 64 * 1024
GZIP = 16 + zlib.MAX_WBITS

State = Literal["open", "whole", "cut", "corrupt"]


class GzipMember(io.RawIOBase):
    """Decompresses one member; ends where the member ends or breaks, and says which in `state`."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self.file = file
        self.at = start
        self.decompressor = zlib.decompressobj(GZIP)
        self.pending = b""
        self.state: State = "open"
        self.error = ""
        self.end = start
        """Where the member ends; known once `state` is `whole`."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* from the member; 0 at its end, or where it breaks."""
        while self.state == "open":
            if not self.pending and not self.load():
                break
            output = self.inflate(min(len(buffer), CHUNK))
            if output:
                buffer[: len(output)] = output
                return len(output)
        return 0

    def load(self) -> bool:
        """Read on in the file; return whether there was more."""
        self.file.seek(self.at)
        self.pending = self.file.read(CHUNK)
        self.at += len(self.pending)
        if not self.pending:
            self.state, self.error = "cut", "gzip member cut short"
        return bool(self.pending)

    def inflate(self, most: int) -> bytes:
        """Return at most *most* bytes more; on a fault, what came before it."""
        before = self.decompressor.copy()
        try:
            output = self.decompressor.decompress(self.pending, most)
        except zlib.error as error:
            self.state, self.error = "corrupt", f"gzip member damaged: {error}"
            return b"".join(bytewise(before, self.pending))[:most]
        self.pending = self.decompressor.unconsumed_tail
        if self.decompressor.eof:
            self.state = "whole"
            self.end = self.at - len(self.decompressor.unused_data)
        return output


def bytewise(decompressor: Any, data: bytes) -> Iterator[bytes]:
    """Yield what *decompressor* makes of *data* up to the byte at which it fails: a failing call gives nothing."""
    for index in range(len(data)):
        try:
            yield decompressor.decompress(data[index : index + 1])
        except zlib.error:
            return


def drain(member: GzipMember) -> GzipMember:
    """Return *member*, read to its end."""
    buffer = bytearray(CHUNK)
    while member.readinto(buffer):
        pass
    return member
