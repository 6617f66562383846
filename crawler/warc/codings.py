"""A body and its content encodings in, the payload out, never larger than a limit."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

from pipelines.exceptions import Damaged, TooLarge

try:
    import brotli  # type: ignore[import-untyped]
except ImportError:  # PyPy
    import brotlicffi as brotli  # type: ignore[import-not-found]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
#: RFC 9659: what a browser must be able to hold.
ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
#: Encodings one over the other; more than that nobody means well.
MAX_CODINGS = 5


def decode_content(body: bytes, codings: list[str], limit: int) -> bytes:
    """Return *body* with its *codings* (in the order they were applied) undone.

    A coding that is not known, or that was undone before the body was stored, is passed over. Raises TooLarge above
    *limit* bytes, Damaged where the body is cut short or corrupt.
    """
    known = [DECODERS[name] for coding in codings if (name := coding.strip().lower()) in DECODERS]
    if len(known) > MAX_CODINGS:
        raise TooLarge(f"{len(known)} content encodings, one over the other")
    for decode in reversed(known):
        body = decode(body, limit) if body else body
    return body


def gunzip(body: bytes, limit: int) -> bytes:
    """Undo gzip, of several members too."""
    if not body.startswith(GZIP_MAGIC):
        return body
    payload = b""
    while body.startswith(GZIP_MAGIC):
        part, body = inflate(body, 16 + zlib.MAX_WBITS, limit - len(payload))
        payload += part
    return payload


def undeflate(body: bytes, limit: int) -> bytes:
    """Undo deflate, which some servers send without zlib's wrapping."""
    if b"<" in body[:64] and body.lstrip()[:1] == b"<":
        return body
    try:
        return inflate(body, zlib.MAX_WBITS, limit)[0]
    except Damaged:
        return inflate(body, -zlib.MAX_WBITS, limit)[0]


def inflate(body: bytes, wbits: int, limit: int) -> tuple[bytes, bytes]:
    """Return one zlib stream decompressed, and what follows it."""
    stream = zlib.decompressobj(wbits)
    try:
        payload = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise Damaged(f"compressed body: {error}") from error
    check_size(payload, limit)
    if not stream.eof:
        raise Damaged("compressed body cut short")
    return payload, stream.unused_data


def unbrotli(body: bytes, limit: int) -> bytes:
    """Undo Brotli, which has no magic bytes: a body that begins like markup was stored decoded."""
    if body.lstrip()[:1] == b"<":
        return body
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        part = stream.process(body, output_buffer_limit=limit + 1)
        while part and size <= limit:
            parts.append(part)
            size += len(part)
            part = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise Damaged(f"compressed body: {error}") from error
    payload = b"".join(parts)
    check_size(payload, limit)
    if not stream.is_finished():
        raise Damaged("compressed body cut short")
    return payload


def unzstd(body: bytes, limit: int) -> bytes:
    """Undo Zstandard, of several frames too."""
    if not body.startswith(ZSTD_MAGIC):
        return body
    payload = b""
    while body.startswith(ZSTD_MAGIC):
        stream = zstd.ZstdDecompressor(options=ZSTD_WINDOW)
        try:
            payload += stream.decompress(body, limit + 1 - len(payload))
        except zstd.ZstdError as error:
            raise Damaged(f"compressed body: {error}") from error
        check_size(payload, limit)
        if not stream.eof:
            raise Damaged("compressed body cut short")
        body = stream.unused_data
    return payload


def check_size(payload: bytes, limit: int) -> None:
    """Raise TooLarge where *payload* is longer than *limit*."""
    if len(payload) > limit:
        raise TooLarge(f"more than {limit:,} bytes once decompressed")


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": undeflate,
    "br": unbrotli,
    "zstd": unzstd,
}
