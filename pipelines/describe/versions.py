"""Document with its canonical address in; whether it is another version of that page out: AMP, or for printing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Document
    from schemas.draft import Version

#: Attributes by which a page says that it is AMP (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml).
AMP = ("amp", "\u26a1")
#: What the address of a version for printing has as a part of its path, before an extension, or in its query.
PRINT = frozenset(
    "print printable printer printerfriendly printer-friendly druck druckversion druckansicht imprimir stampa".split()
)


def describe(document: Document) -> None:
    """Set `version` where the page is at another address than the canonical one, and says or is named what it is."""
    address = document.value("canonical_url")
    if document.tree is not None and address is not None:
        document.version = version_of(document.tree, document.page.url, address)


def version_of(tree: HtmlElement, url: str, canonical: str) -> Version | None:
    """Return what kind of version of the page at *canonical* that at *url* is; None where it is that page itself, under
    whatever parameters, or says nothing of it."""
    if marks_of(url) & PRINT and not marks_of(canonical) & PRINT:
        return "print"
    is_amp = any(tree.get(name) is not None for name in AMP)
    return "amp" if is_amp and place_of(url) != place_of(canonical) else None


def marks_of(url: str) -> set[str]:
    """Return the parts of the path of *url*, its extensions, and the names and values of its query."""
    parts = urlsplit(url.lower())
    query = {word for pair in parse_qsl(parts.query, keep_blank_values=True) for word in pair}
    return {*parts.path.split("/"), *parts.path.rpartition("/")[2].split("."), *query}


def place_of(url: str) -> tuple[str, str, bool]:
    """Return host and path of *url*, and whether its query asks for AMP."""
    parts = urlsplit(url.lower())
    asks = any("amp" in pair for pair in parse_qsl(parts.query, keep_blank_values=True))
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), asks
