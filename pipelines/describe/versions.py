"""Document with its canonical address in; whether it is another version of that page out: AMP, or for printing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

if TYPE_CHECKING:
    from pipelines.document import Document
    from schemas.draft import Version

#: Attributes by which a page says that it is AMP (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml).
AMP = ("amp", "\u26a1")
#: What stands in the address of a version for printing.
PRINT = re.compile(
    r"(?:^|[/_.=&?-])(?:print|printable|printer-?friendly|druck(?:version|ansicht)?|imprimir|stampa)(?![a-z])"
)


def describe(document: Document) -> None:
    """Set `version` where the page is at another address than the canonical one, and says or is named what it is."""
    address = document.value("canonical_url")
    if document.tree is None or address is None or address == urldefrag(document.page.url).url:
        return
    document.version = version_of(document)


def version_of(document: Document) -> Version | None:
    """Return what kind of version the page is; None where it says nothing of it."""
    assert document.tree is not None
    if any(document.tree.get(name) is not None for name in AMP):
        return "amp"
    parts = urlsplit(document.page.url)
    return "print" if PRINT.search(f"{parts.path}?{parts.query}".lower()) else None
