"""A declared content type and the first bytes of a payload in; out, what kind of document it is."""

from __future__ import annotations

import re

HTML = frozenset(["text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"])
TEXT = frozenset(["text/plain", "text/markdown", "text/x-markdown"])
#: Types that say only that nobody knew.
GENERIC = frozenset(
    [
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/unknown",
        "application/x-unknown",
        "application/x-unknown-content-type",
        "unknown/unknown",
        "unknown",
        "text",
        "no-type",
        "content/unknown",
        "*/*",
    ]
)
WELL_FORMED = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
#: How much of a payload is looked at, as in the WHATWG standard on MIME sniffing.
SNIFFED = 1445
#: Formats that are neither markup nor text, whatever the server calls them.
SIGNATURE = re.compile(
    rb"%PDF-|\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff|PK\x03\x04|PK\x05\x06|\x1f\x8b|RIFF....WEBP|OggS|ID3[\x02-\x04]"
    rb"|\x00\x00\x01\x00|....ftyp|\x7fELF|wOF[F2]|7z\xbc\xaf\x27\x1c|Rar!\x1a|\xd0\xcf\x11\xe0|\x00\x01\x00\x00\x00",
    re.DOTALL,
)
BOM = re.compile(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff")
#: "Binary data bytes" of the WHATWG standard.
BINARY_BYTE = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|iframe|h1|div|font|table"
    rb"|a|br|p|b|article|section|main|header|nav|span|ul|ol)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
XHTML = re.compile(rb"\s*<\?xml.{0,1000}?<(?:!doctype\s+)?html\b", re.IGNORECASE | re.DOTALL)


def media_type_of(content_type: str | None) -> str:
    """Return the type without parameters in lower case; "" where *content_type* gives none."""
    media_type = (content_type or "").partition(";")[0].partition(",")[0].strip().lower()
    return media_type if media_type in GENERIC or WELL_FORMED.fullmatch(media_type) else ""


def charset_of(content_type: str | None) -> str | None:
    """Return the charset that *content_type* declares, or None."""
    match = CHARSET.search(content_type or "")
    return match[1].lower() if match else None


def is_document(media_type: str) -> bool:
    """Return whether a payload of *media_type* may be HTML or text: it is said to be, or nobody knew."""
    return (
        media_type in HTML
        or media_type in TEXT
        or media_type in GENERIC
        or media_type in ("text/xml", "application/xml")
    )


def is_binary(payload: bytes) -> bool:
    """Return whether *payload* begins as a format does that is neither markup nor text."""
    return SIGNATURE.match(payload) is not None


def sniff(payload: bytes) -> str | None:
    """Return `text/html`, `application/xhtml+xml` or `text/plain` for a payload whose type is unknown.

    None for what is neither: binary data, other XML, JSON.
    """
    start = payload[:SNIFFED]
    bom = BOM.match(start)
    text = start[bom.end() :] if bom else start
    if bom and bom[0] != b"\xef\xbb\xbf":
        return "text/html" if MARKUP.match(text.replace(b"\x00", b"")) else "text/plain"
    if MARKUP.match(text):
        return "text/html"
    if XHTML.match(text):
        return "application/xhtml+xml"
    if is_binary(start) or BINARY_BYTE.search(start):
        return None
    opening, closing = text.lstrip()[:1], payload.rstrip()[-1:]
    if text.lstrip()[:5] == b"<?xml" or (opening, closing) in ((b"{", b"}"), (b"[", b"]")):
        return None
    return "text/plain"
