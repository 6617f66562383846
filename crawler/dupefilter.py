"""Dupe filter over the ledger: a request is seen where its address was announced, or another one redirected to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.dupefilters import BaseDupeFilter

from pipelines.ledger.keeper import KEY, LedgerKeeper

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from pipelines.ledger.ledger import Ledger

#: The key in `request.meta` for the fingerprints of all addresses on the way from the one announced.
WAY = "way"


class LedgerDupeFilter(BaseDupeFilter):
    """Asks the ledger, and follows redirects: one in a circle is not seen, for a cookie may end it."""

    def __init__(self, ledger: Ledger, crawler: Crawler) -> None:
        self.ledger = ledger
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(LedgerKeeper.of(crawler).ledger, crawler)

    def request_seen(self, request: Request) -> bool:
        """Return whether another request went to the address of *request*; remember it if none did."""
        found = self.crawler.request_fingerprinter.fingerprint(request)
        announced = request.meta.get(KEY)
        if announced is None:
            return found in self.ledger.known.announced
        way = request.meta.get(WAY, [announced])
        if found.hex() in way:
            return False
        if found in self.ledger.known.announced:
            return True
        request.meta[WAY] = [*way, found.hex()]
        self.ledger.alias(announced, found.hex())
        return False
