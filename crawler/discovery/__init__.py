"""Bytes in, links with evidence out; pure, no Scrapy. A file for each kind of source, and a line in this table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discovery.feeds import read_feed
from crawler.discovery.sections import read_section
from crawler.discovery.sitemaps import read_sitemap

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.discovery.links import Link

#: How the response of each kind of source is read: (body, address, declared charset) -> links; NotReadable.
READERS: dict[str, Callable[[bytes, str, str | None], list[Link]]] = {
    "feed": read_feed,
    "sitemap": read_sitemap,
    "section": read_section,
}
