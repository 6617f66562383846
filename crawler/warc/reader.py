"""A WARC file in, its captures out: what each record holds, decoded, or why it cannot be used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.warc.codings import decode_content
from crawler.warc.digests import agrees
from crawler.warc.media import GENERIC, charset_of, is_binary, is_document, media_type_of, sniff
from crawler.warc.messages import Message, parse_response
from crawler.warc.records import Record, read_records
from pipelines.decode import MAX_BYTES
from pipelines.exceptions import Damaged, FetchFailed, HttpError, Rejection, TooLarge, WrongContentType
from schemas import Http
from schemas.run import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Record types that hold what was at an address; the others are about captures.
DOCUMENT_KINDS = frozenset(["response", "resource", "conversion"])
#: What a record type looks like: any other word would be a key of somebody else's choosing in the report.
KIND = re.compile(r"[a-z][a-z0-9_-]{0,40}")
XML = frozenset(["text/xml", "application/xml"])
#: W3C-DTF in the precisions WARC 1.1 allows, and the 14 digits of old tools.
DATE = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Capture:
    """One HTML or text document of an archive."""

    url: str
    """`WARC-Target-URI`, byte for byte; empty where the record has none."""
    offset: int
    """Byte of the file at which the record starts: in a .gz file, its gzip member."""
    record_id: str
    """`WARC-Record-ID`, without the angle brackets; empty where the record has none."""
    date: str
    """When it was captured: `YYYY-MM-DDThh:mm:ssZ`."""
    http: Http | None
    """What the server said; None for a record without HTTP."""
    media_type: str
    """As declared; where that says nothing, as the payload looks."""
    charset: str | None
    """As declared, in lower case."""
    payload: bytes = field(repr=False)
    """The document, transfer and content encodings undone."""


@dataclass(frozen=True)
class Unusable:
    """A document of an archive that can become no record."""

    url: str
    offset: int
    rejection: Rejection


@dataclass(frozen=True)
class PassedOver:
    """A record that is no document to read."""

    kind: str
    """Its WARC type; of a document its media type, `redirect`, `robots.txt` or `partial content`."""


def read_archive(path: Path, offset: int = 0) -> Iterator[Capture | Unusable | PassedOver | Damage]:
    """Yield what each record of *path* holds from *offset* on, in order, and each damage where it lies.

    A damaged capture is an Unusable, beside its Damage. Raises ArchiveUnreadable, before anything is yielded, where
    there is no record at all.
    """
    for record in read_records(path, offset):
        if isinstance(record, Damage):
            yield record
            continue
        try:
            yield interpret(record)
        except Rejection as rejection:
            if isinstance(rejection, Damaged) and record.fault is None:
                why = f"{target(record)}: {rejection}"
                yield Damage(file=str(path), offset=record.offset, why=why, bytes_lost=record.length)
            yield Unusable(target(record), record.offset, rejection)


def interpret(record: Record) -> Capture | PassedOver:
    """Return what *record* holds, or raise the Rejection that says why it cannot be used."""
    if record.kind not in DOCUMENT_KINDS:
        return PassedOver(record.kind if KIND.fullmatch(record.kind) else "unknown kind")
    check_digest(record)  # before anything in the block is believed, its media type too
    message = http_of(record)
    content_type = declared_type(record) if message is None else message.header("Content-Type")
    media_type = media_type_of(content_type)
    aside = no_document(target(record), message, media_type)
    if aside is not None:
        return PassedOver(aside)
    check_whole(record)
    if message is not None and message.status >= 400:
        raise HttpError(f"{message.status} {message.phrase}".strip())
    if record.length > len(record.block):
        raise TooLarge(f"{record.length:,} bytes; a page is given {MAX_BYTES:,}")
    payload = payload_of(record, message)
    found = document_type(media_type, payload)
    if found is None:
        return PassedOver(media_type or "unknown type")
    return Capture(
        url=target(record),
        offset=record.offset,
        record_id=bare(record.fields.get("warc-record-id", "")),
        date=capture_date(record, message),
        http=None if message is None else http_facts(message, content_type),
        media_type=found,
        charset=charset_of(content_type),
        payload=payload,
    )


def http_of(record: Record) -> Message | None:
    """Return the HTTP response in *record*; None where it holds none; raise FetchFailed where it claims to and lies."""
    if record.kind != "response" and not claims_http(record):
        return None
    message = parse_response(record.block)
    if message is None and claims_http(record) and record.fault is None:
        raise FetchFailed("an answer that is no HTTP")
    return message


def claims_http(record: Record) -> bool:
    """Return whether the block of *record* is said to be an HTTP message."""
    return record.fields.get("content-type", "").lower().startswith("application/http")


def declared_type(record: Record) -> str | None:
    """Return the type declared for a block that holds the document itself; None of an HTTP message cut off."""
    return None if claims_http(record) else record.fields.get("content-type")


def no_document(url: str, message: Message | None, media_type: str) -> str | None:
    """Return as what a record is passed over; None where it may be a document."""
    if message is not None and 300 <= message.status < 400:
        return "redirect"
    if message is not None and message.status == 206:
        return "partial content"
    if not is_document(media_type):
        return media_type
    return "robots.txt" if is_robots(url) else None


def is_robots(url: str) -> bool:
    """Return whether *url* is a host's robots.txt: text, but for crawlers."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path == "/robots.txt" and bool(parts.netloc)


def check_whole(record: Record) -> None:
    """Raise Damaged where *record* is cut short or not what its block digest says."""
    if record.fault is not None:
        raise Damaged(record.fault)
    reason = record.fields.get("warc-truncated")
    if reason is not None:
        raise Damaged(f"capture cut short, says WARC-Truncated: {reason or 'unspecified'}")
    if "warc-segment-number" in record.fields:
        raise Damaged("one segment of a capture that stands in several records")


def check_digest(record: Record) -> None:
    """Raise Damaged where the block of *record*, whole by its length, is not what its digest says."""
    whole = record.fault is None and record.length == len(record.block)
    if whole and agrees(record.fields.get("warc-block-digest", ""), record.block) is False:
        raise Damaged("its block digest is another")


def payload_of(record: Record, message: Message | None) -> bytes:
    """Return the document in *record*; raise TooLarge, or Damaged where it is not what its payload digest says."""
    stored = record.block if message is None else message.stored
    body = stored if message is None else message.body()
    codings = [] if message is None else ",".join(message.all("Content-Encoding")).split(",")
    payload = decode_content(body, codings, MAX_BYTES)
    declared = record.fields.get("warc-payload-digest", "")
    if message is None and declared == record.fields.get("warc-block-digest"):
        return payload  # one digest, checked already
    # Tools differ in how far they decode before they digest.
    verdicts = (agrees(declared, form) for form in distinct(stored, body, payload, record.block))
    if declared and all(verdict is False for verdict in verdicts):
        raise Damaged("its payload digest is another")
    return payload


def distinct(*forms: bytes) -> list[bytes]:
    """Return *forms* without those that are the same object as an earlier one."""
    return list({id(form): form for form in forms}.values())


def document_type(media_type: str, payload: bytes) -> str | None:
    """Return the type of document that *payload* is; None where it is none; raise WrongContentType where it lies."""
    if media_type in GENERIC or media_type in XML:
        found = sniff(payload)
        return None if media_type in XML and found == "text/plain" else found
    if is_binary(payload):
        raise WrongContentType(f"declared as {media_type}, but begins with {payload[:8]!r}")
    return media_type


def http_facts(message: Message, content_type: str | None) -> Http:
    """Return what a record tells of *message*."""
    return Http(
        status=message.status,
        content_type=content_type,
        etag=message.header("ETag"),
        last_modified=message.header("Last-Modified"),
    )


def target(record: Record) -> str:
    """Return the address of *record*; some tools put it in angle brackets."""
    return bare(record.fields.get("warc-target-uri", ""))


def bare(value: str) -> str:
    """Return *value* without angle brackets around it."""
    return value[1:-1] if value.startswith("<") and value.endswith(">") else value


def capture_date(record: Record, message: Message | None) -> str:
    """Return when *record* was captured; raise Damaged where neither it nor the server's `Date` says."""
    date = normal_date(record.fields.get("warc-date", ""))
    if date is None and message is not None:
        date = http_date(message.header("Date") or "")
    if date is None:
        raise Damaged("no usable WARC-Date")
    return date


def normal_date(text: str) -> str | None:
    """Return a W3C date-time as `YYYY-MM-DDThh:mm:ssZ`, its first second where it is coarser; None where it is none."""
    match = DATE.fullmatch(text.strip())
    if match is None:
        return None
    *numbers, zone = match.groups()
    clock = [int(number) if number else first for number, first in zip(numbers, (1, 1, 1, 0, 0, 0), strict=True)]
    zone = "+00:00" if zone in (None, "Z", "z") else zone
    try:
        stamp = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*clock)
        return utc(datetime.fromisoformat(stamp + zone))
    except (ValueError, OverflowError):
        return None


def http_date(text: str) -> str | None:
    """Return an HTTP date as `YYYY-MM-DDThh:mm:ssZ`; None where it is none."""
    try:
        return utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError):
        return None


def utc(moment: datetime) -> str:
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
