"""Scheduler over the ledger: what is announced is written down first, and handed out once it is leased."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Self

from scrapy.core.scheduler import BaseScheduler
from scrapy.utils.misc import build_from_crawler, load_object

from crawler.requests import from_json, to_link
from pipelines.ledger.keeper import ALL, CAPTURE, KEY, LedgerKeeper
from pipelines.outcomes import Aside

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.dupefilters import BaseDupeFilter

    from pipelines.ledger.ledger import Ledger

#: Pages for each worker that may have been fetched and not be worked out yet, and how many times that not be committed:
#: a kill, or a database that is away for good, has them fetched again.
OPEN_A_WORKER, UNWRITTEN = 4, 2
#: How many times as many of the latter may wait behind a story whose further pages are still fetched, and how many such
#: stories there may be for each page that may be open.
BEHIND_A_STORY, STORIES = 8, 2


class LedgerScheduler(BaseScheduler):
    """Serves from memory, and never waits for the database.

    A request that comes back as a redirect or a retry is still the address that was announced: it goes out again from
    memory, and after a kill from its beginning.
    """

    def __init__(self, ledger: Ledger, seen: BaseDupeFilter, crawler: Crawler, most_open: int) -> None:
        self.ledger = ledger
        self.most_open = most_open
        self.seen = seen
        self.crawler = crawler
        self.again: deque[Request] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        seen = build_from_crawler(load_object(crawler.settings["DUPEFILTER_CLASS"]), crawler)
        settings = crawler.settings
        most_open = ALL if settings["REPLAY"] else OPEN_A_WORKER * settings.getint("EXTRACT_WORKERS")
        return cls(LedgerKeeper.of(crawler).ledger, seen, crawler, most_open)

    def open(self, spider: Spider) -> None:
        """Begin to lease what earlier processes of the run have left."""
        self.spider = spider
        self.ledger.go_on()

    def has_pending_requests(self) -> bool:
        """Return whether anything is buffered, leased or uncommitted: then the crawl is not over."""
        return bool(self.again) or self.ledger.is_busy

    def enqueue_request(self, request: Request) -> bool:
        """Take *request*; return False where its address is no news."""
        if KEY in request.meta:
            return self.go_on_with(request)
        if not request.dont_filter and self.seen.request_seen(request):
            return False
        self.ledger.announce(to_link(request, self.spider))
        return True

    def go_on_with(self, request: Request) -> bool:
        """Take *request*, a redirect or retry of one that was handed out; one that leads where another went is over."""
        capture = request.meta.get(CAPTURE)
        position = tuple(capture["position"]) if capture else (0, 0)
        if not self.seen.request_seen(request):
            self.ledger.pass_by(position)
            self.again.append(request)
            return True
        key, source = request.meta[KEY], request.meta.get("source")
        self.ledger.add(Aside(position, key, request.url, source, "out_of_scope", "same_page"))
        return False

    def next_request(self) -> Request | None:
        """Return the next request for the downloader; None where none is at hand."""
        if self.again:
            return self.again.popleft()
        if self.is_full():
            return None
        leased = self.ledger.frontier.next(self.active)
        self.ledger.go_on()
        if leased is None:
            return None
        request = from_json(leased.request, self.spider)
        request.meta[KEY] = leased.key
        return request

    def is_full(self) -> bool:
        """Return whether so much is under way that nothing more is begun."""
        order = self.ledger.order
        stories = len(order.incomplete)
        still_open = len(order.still_open) - stories
        unwritten = UNWRITTEN * self.most_open * (BEHIND_A_STORY if stories else 1)
        return (
            still_open >= self.most_open
            or still_open + self.ledger.unwritten >= unwritten
            or stories >= STORIES * self.most_open
        )

    def active(self, host: str) -> int:
        """Return how many requests to *host* the downloader holds."""
        slot = self.crawler.engine.downloader.slots.get(host)
        return len(slot.active) if slot else 0
