"""Bytes in, text out: which charset a payload is really in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

from pipelines.exceptions import EmptyPage, TooLarge
from schemas.fields import SURROGATE

if TYPE_CHECKING:
    from pipelines.document import Document

#: Largest payload that is read.
MAX_BYTES = 16 * 1024 * 1024
#: Share of undecodable characters from which a declared charset is not believed.
WRONG_CHARSET = 0.005
#: How much of a payload is looked at to guess an undeclared charset.
GUESS_BYTES = 64 * 1024
#: Charsets that pages are written in (the WHATWG's list, by Python's names): a guess among all that Python knows takes
#: short Latin-1 pages for code pages of DOS.
WEB_CHARSETS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "koi8_r",
    "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15", "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5",
    "cp949",
)  # fmt: skip
#: Latin charsets that agree on most letters, and the languages for which only the first is in use.
LATIN_CHARSETS = ("cp1252", "cp1250", "cp1257", "cp1258", "iso8859_2", "iso8859_15")
WESTERN = frozenset(
    "English French German Spanish Italian Portuguese Dutch Swedish Danish Norwegian Finnish Indonesian".split()
)

#: The bytes that Windows-1252 has characters of its own for, by these.
WINDOWS = {ord(sign): byte for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", "ignore"))}
#: How the first sign beyond ASCII begins of a text whose UTF-8 was taken for Latin-1 or Windows-1252.
DOUBLED = re.compile(f"[\u00c2-\u00f4][\u0080-\u00bf{''.join(map(chr, WINDOWS))}]")


def decode(document: Document) -> None:
    """Set `markup`; raise EmptyPage or TooLarge."""
    body = document.page.body
    if len(body) > MAX_BYTES:
        raise TooLarge(f"{len(body):,} bytes; a page is given {MAX_BYTES:,}")
    text = to_text(body, document.page.charset, document.page.media_type).lstrip("\ufeff")
    if not text or text.isspace():
        raise EmptyPage(f"{len(body)} bytes without text")
    document.markup = text


def to_text(body: bytes, charset: str | None, media_type: str = "text/html") -> str:
    """Return *body* decoded, less NULs: a byte order mark decides, then UTF-8 that is valid, then what was declared,
    then a guess.

    Valid UTF-8 with a character beyond ASCII is hardly ever anything else, whatever the page declares.
    """
    encoding, bom = read_bom(body)
    if encoding and bom:
        return body[len(bom) :].decode(encoding, "replace").replace("\x00", "")
    escapes = b"\x1b" in body  # ISO-2022 is ASCII to the eye
    text = None if escapes else utf_8(body)
    if text is not None:
        return text
    declared = [charset, html_body_declared_encoding(body) if "html" in media_type else None]
    tried = (try_charset(body, name) for name in declared)
    text = next((found for found in tried if found is not None), None)
    return (guess(body) if text is None else text).replace("\x00", "")


def utf_8(body: bytes) -> str | None:
    """Return *body* in UTF-8, NULs left out, or None where it is not valid."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = text.replace("\x00", "") if b"\x00" in body else text  # a byte is found far sooner than a character
    return undoubled(text)


def undoubled(text: str) -> str:
    """Return *text* as it was before its UTF-8 was taken for Latin-1 or Windows-1252 and encoded once more; as it is
    where that cannot be so of all of it."""
    if not DOUBLED.match(text, first_beyond_ascii(text)):
        return text
    for form in (text, text.translate(WINDOWS)):
        try:
            return form.encode("latin-1").decode("utf-8")
        except UnicodeError:
            continue
    return text


def first_beyond_ascii(text: str) -> int:
    """Return the index of the first character of *text* that is none of ASCII; its length where all are."""
    try:
        return len(text.encode("ascii"))
    except UnicodeEncodeError as error:
        return error.start


def try_charset(body: bytes, name: str | None) -> str | None:
    """Return *body* in charset *name*, or None where that is unknown or clearly wrong."""
    resolved = resolve_encoding(name) if name else None
    if resolved is None:
        return None
    try:
        text = body.decode(resolved, "replace")
    except (LookupError, UnicodeError):  # no charset that Python knows, or a codec of its own (`hex`, `punycode`)
        return None
    text = SURROGATE.sub("\ufffd", text)  # which UTF-7 may write
    broken = text.count("\ufffd") + len(re.findall("[\x80-\x9f]", text))
    beyond = sum(byte >= 0x80 for byte in body[:GUESS_BYTES]) or 1
    return text if broken <= max(1, WRONG_CHARSET * len(text), 0.02 * beyond) else None


def guess(body: bytes) -> str:
    """Return *body* in the charset that its bytes suggest most."""
    best = from_bytes(body[:GUESS_BYTES], cp_isolation=list(WEB_CHARSETS)).best()
    if best is None:
        return body.decode("utf-8", "replace")
    western = best.encoding in LATIN_CHARSETS and best.language in WESTERN
    return body.decode(LATIN_CHARSETS[0] if western else best.encoding, "replace")
