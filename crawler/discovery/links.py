"""Link: an address found, with what was said of it; and the rules that every kind of discovery keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urldefrag, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemas import Hints

#: What a browser takes out of an address before it reads it (WHATWG URL, section 4.4).
STRIPPED = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]+")


class NotReadable(Exception):
    """The bytes are not what they are read as; the message says why."""


@dataclass(frozen=True)
class Link:
    """An address that a feed, a sitemap or a section page announces."""

    url: str
    """Absolute, without fragment; of any scheme."""
    kind: Literal["page", "sitemap"] = "page"
    """What it leads to: a page to make a record of, or a sitemap to read on."""
    hints: Hints | None = None
    """What was said of it."""

    @property
    def fetchable(self) -> bool:
        """Whether it is an http or https address with a host; no other is ever fetched."""
        try:
            parts = urlsplit(self.url)
            return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            return False


def absolute(base: str, href: str) -> str | None:
    """Return *href* as an absolute address without fragment; None where it is empty or no address."""
    href = STRIPPED.sub("", href)
    if not href:
        return None
    try:
        href.encode()
        return urldefrag(urljoin(base, href)).url or None
    except ValueError:  # a lone surrogate, or an IPv6 literal that is none
        return None


def unique(links: Iterable[Link]) -> Iterator[Link]:
    """Yield each address of *links* once, as it stood first."""
    seen: set[str] = set()
    for link in links:
        if link.url not in seen:
            seen.add(link.url)
            yield link


def passes(url: str, allow: Iterable[str], deny: Iterable[str]) -> bool:
    """Return whether *url* matches one of the patterns *allow*, if there are any, and none of *deny*."""
    allow = list(allow)
    allowed = not allow or any(re.search(pattern, url) for pattern in allow)
    return allowed and not any(re.search(pattern, url) for pattern in deny)
