"""An answer or a failure of a host in, how long it is left alone out."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from crawler.guards.politeness import wait
from pipelines.exceptions import HostResting
from pipelines.ledger.hosts import HostMemory
from pipelines.ledger.keeper import LedgerKeeper

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

#: Seconds of the first rest; each failure after it doubles them.
FIRST_REST = 10.0
#: Seconds for which failures are remembered.
MEMORY = 24 * 3600.0
#: Answers that say something of the host, not of the page.
TROUBLE = frozenset([429, 500, 502, 503, 504, 520, 521, 522, 523, 524])
ASKED_FOR_TIME = frozenset([429, 503])
#: No answer at all, which says the same.
NO_ANSWER = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)


@dataclass(frozen=True)
class HostState:
    """How a host fares, in JSON-able form: the ledger keeps it across runs."""

    failures: int = 0
    """In a row."""
    until: float = 0.0
    """When its rest ends, in seconds since 1970."""


@dataclass(frozen=True)
class RestPolicy:
    """How long hosts rest."""

    failures: int
    """In a row, from which on a host rests."""
    longest: float
    """Seconds that no rest is longer than."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(settings.getint("HOST_FAILURES"), settings.getfloat("HOST_REST_MAX"))

    def after_failure(self, state: HostState, now: float) -> HostState:
        """Return the state after one more failure; what was under way when the rest began changes nothing."""
        if now < state.until:
            return state
        failures = state.failures + 1
        if failures < self.failures:
            return HostState(failures, state.until)
        rest = min(self.longest, FIRST_REST * 2.0 ** min(failures - self.failures, 30))
        return HostState(failures, now + rest)

    def after_request(self, state: HostState, asked: float, now: float) -> HostState:
        """Return the state after the host *asked* for so many seconds."""
        return HostState(state.failures, max(state.until, now + min(self.longest, asked)))


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds from *now* that the header `Retry-After` asks for, a number or a date (RFC 9110, 10.2.3); None
    where it is neither."""
    value = value.strip()
    if re.fullmatch("[0-9]{1,9}", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


class HostRests:
    """Extension: how hosts fare, for the handler that makes the requests.

    The handler, not a middleware: between the two, requests lie in the queue of their host. *hosts* lasts as long as
    the ledger.
    """

    def __init__(self, crawler: Crawler, policy: RestPolicy, hosts: MutableMapping[str, HostState]) -> None:
        self.crawler = crawler
        self.policy = policy
        self.hosts = hosts
        self.patience = crawler.settings.getfloat("HOST_REST_WAIT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings["REPLAY"]:
            raise NotConfigured
        remembered = HostMemory(lambda: LedgerKeeper.of(crawler).ledger.hosts, "rest", HostState, worth_until)
        return cls(crawler, RestPolicy.from_settings(crawler.settings), remembered)

    async def wait_for(self, request: Request) -> None:
        """Wait until the host of *request* has rested; raise HostResting where that takes longer than is waited."""
        host = host_of(request)
        while (left := self.state(host).until - time.time()) > 0:
            if left > self.patience:
                raise HostResting(f"{host} rests for {left:.0f} s; {self.state(host).failures} failures in a row")
            await wait(self.crawler, left)

    def answered(self, request: Request, response: Response) -> None:
        """Note how the host of *request* answered."""
        host, now = host_of(request), time.time()
        if response.status not in TROUBLE:
            self.hosts.pop(host, None)
            return
        asked = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), now)
        if asked is not None and response.status in ASKED_FOR_TIME:
            self.hosts[host] = self.policy.after_request(self.state(host), asked, now)
        else:
            self.failed(request)

    def failed(self, request: Request) -> None:
        """Note that the host of *request* did not answer, or is in trouble."""
        host = host_of(request)
        self.hosts[host] = self.policy.after_failure(self.state(host), time.time())

    def state(self, host: str) -> HostState:
        return self.hosts.get(host, HostState())


def worth_until(state: HostState) -> float:
    """Return until when *state* is worth remembering: a day after the rest, or the failure."""
    return max(state.until, time.time()) + MEMORY


def host_of(request: Request) -> str:
    """Return the host that *request* goes to, its port included."""
    return urlsplit(request.url).netloc.rpartition("@")[2].lower()
