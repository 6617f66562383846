"""Small WARC files for tests, built in view of their defects."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b32encode

DATE = "2026-11-23T08:15:00Z"


def sha1(data: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(data).digest()).decode()


def http(body: bytes, *headers: str, status: str = "200 OK", content_type: str | None = "text/html") -> bytes:
    """Return an HTTP response."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {content_type}"] if content_type else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    *,
    kind: str = "response",
    url: str | None = "http://news.example/a",
    content_type: str | None = "application/http; msgtype=response",
    fields: dict[str, str | None] | None = None,
    digests: bool = True,
    version: str = "1.1",
) -> bytes:
    """Return one WARC record, plain; *fields* replaces or, with None, leaves out."""
    head: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:test:{hashlib.sha1(block + (url or '').encode()).hexdigest()[:12]}>",
        "WARC-Date": DATE,
        "WARC-Target-URI": url,
        "Content-Type": content_type,
    }
    if digests:
        head["WARC-Block-Digest"] = sha1(block)
        head["WARC-Payload-Digest"] = sha1(
            block.partition(b"\r\n\r\n")[2] if content_type and "http" in content_type else block
        )
    head["Content-Length"] = str(len(block))
    head.update(fields or {})
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value is not None)
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def resource(text: bytes, **changes: object) -> bytes:
    """Return a resource record of plain text."""
    return record(text, **{"kind": "resource", "content_type": "text/plain; charset=utf-8", "url": "urn:a", **changes})  # type: ignore[arg-type]


def member(*records: bytes) -> bytes:
    """Return *records* as one gzip member."""
    return gzip.compress(b"".join(records), mtime=0)
