"""robots.txt by RFC 9309: what it says is kept; where it cannot be had, the host is left alone."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotConfigured,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from twisted.internet.error import ConnectError, ConnectionClosed

from crawler.guards.politeness import wait
from crawler.handlers.capture import ROBOTS
from pipelines.exceptions import AddressRefused, Rejection, RobotsUnreachable
from pipelines.ledger.hosts import HostMemory
from pipelines.ledger.keeper import LedgerKeeper

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

#: RFC 9309: so much is read at least (2.5), so many redirects are followed (2.3.1.2), and so long it is kept (2.4).
MAX_BYTES = 512 * 1024
MAX_REDIRECTS = 5
MAX_AGE = 24 * 3600.0
#: Hosts whose rules lie ready; those of others are read anew from what is remembered of them.
MOST_RULES = 1_000
#: Seconds until the second attempt; doubled each time.
FIRST_PAUSE = 1.0
#: Seconds after which a host that could not be asked is asked again.
ASK_AGAIN = 600.0
#: As Scrapy's robots.txt middleware says it.
FORBIDDEN = "Forbidden by robots.txt"
USER_AGENT = re.compile(r"\s*user[ -]?agent\s*[:\s]\s*(.*)", re.IGNORECASE)
#: Lines that belong to the whole site, not to a group.
SITE_WIDE = re.compile(r"\s*(?:sitemaps?|site-map|host)\s*[:\s]", re.IGNORECASE)
#: Lines that are a rule of a group, known or not; any other is passed over, and ends no list of crawlers.
RULE = re.compile(
    r".*:|(?:dis?s?all?[ao]w|diasllow|allow|crawl[ -]delay|request[ -]rate|visit[ -]time)(?:\s|$)", re.IGNORECASE
)
#: What says that no answer came.
NO_ANSWER = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    OSError,
    ResponseDataLossError,
    Rejection,
)


@dataclass(frozen=True)
class RobotsAnswer:
    """What a host said about crawlers, in JSON-able form: the ledger keeps it across runs."""

    asked: float
    """When, in seconds since 1970."""
    text: str
    """The lines of its robots.txt that concern us; empty where all is allowed."""
    unreachable: str = ""
    """Why there was no answer; then nothing is allowed."""

    def is_fresh(self, now: float) -> bool:
        """Return whether it still holds at *now*."""
        return now - self.asked < (ASK_AGAIN if self.unreachable else MAX_AGE)


def concerning(text: str, agent: str) -> str:
    """Return the groups of the robots.txt *text* that may apply to *agent*.

    The others can be many: a file of half a megabyte can name ten thousand crawlers and give each ten thousand rules.
    """
    return "\n".join(concerning_lines(text.splitlines(), agent.lower()))


def concerning_lines(lines: list[str], agent: str) -> Iterator[str]:
    """Yield the lines that :func:`concerning` keeps."""
    names: set[str] = set()
    in_head = False
    for line in lines:
        rule = line.partition("#")[0].strip()
        if not rule or SITE_WIDE.match(rule):
            continue
        named = USER_AGENT.match(rule)
        if named is None:
            in_head = in_head and RULE.match(rule) is None
            if names:
                yield rule
            continue
        names, in_head = (names if in_head else set()), True
        name = named[1].strip().lower()
        if name not in names and (name == "*" or name.replace("*", "") in agent):
            names.add(name)
            yield f"User-agent: {name}"


def worth_until(answer: RobotsAnswer) -> float:
    """Return until when *answer* is worth remembering; that there was none is asked anew by the next run."""
    return 0.0 if answer.unreachable else answer.asked + MAX_AGE


class RobotsRules:
    """What may be fetched of a host."""

    def __init__(self, answer: RobotsAnswer, parser: RobotParser) -> None:
        self.answer = answer
        self.parser = parser

    def check(self, url: str, agent: str) -> None:
        """Raise RobotsUnreachable, or IgnoreRequest where *url* is forbidden to *agent*."""
        if self.answer.unreachable:
            raise RobotsUnreachable(self.answer.unreachable)
        if not self.parser.allowed(url, agent):
            raise IgnoreRequest(FORBIDDEN)


class RobotsMiddleware:
    """Downloader middleware in the place of Scrapy's: asks each host once a day, and obeys.

    *known* is what hosts have said, by origin; it lasts as long as the ledger, but for a replay, which has the archive.
    """

    def __init__(self, crawler: Crawler, known: MutableMapping[str, RobotsAnswer]) -> None:
        self.crawler = crawler
        self.known = known
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        # In a replay, what was captured last is all that will ever come.
        self.patience = 0.0 if crawler.settings["REPLAY"] else crawler.settings.getfloat("ROBOTS_WAIT")
        self.rules: dict[str, RobotsRules] = {}
        self.asking: dict[str, asyncio.Task[RobotsRules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        remembered = HostMemory(lambda: LedgerKeeper.of(crawler).ledger.hosts, "robots", RobotsAnswer, worth_until)
        middleware = cls(crawler, {} if crawler.settings["REPLAY"] else remembered)
        crawler.signals.connect(stop_when_long, signal=signals.bytes_received)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Let *request* pass, or raise why not."""
        if ROBOTS not in request.meta:
            rules = await self.rules_for(request)
            rules.check(request.url, self.agent)

    async def rules_for(self, request: Request) -> RobotsRules:
        """Return what the host of *request* allows; all who ask meanwhile wait for the same answer."""
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = self.rules.get(origin)
        if rules is not None and rules.answer.is_fresh(time.time()):
            return rules
        if origin not in self.asking:
            self.asking[origin] = asyncio.ensure_future(self.learn(origin, request))
        try:
            return await asyncio.shield(self.asking[origin])
        finally:
            self.asking.pop(origin, None)

    async def learn(self, origin: str, request: Request) -> RobotsRules:
        """Ask *origin*, unless its answer is known, and tell those who listen, as Scrapy does."""
        answer = self.known.get(origin)
        if answer is None or not answer.is_fresh(time.time()):
            answer = self.known[origin] = await self.ask(origin)
        parser = await asyncio.to_thread(ProtegoRobotParser, answer.text.encode(), None)
        rules = self.rules[origin] = RobotsRules(answer, parser)
        if len(self.rules) > MOST_RULES:
            del self.rules[next(iter(self.rules))]
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return rules

    async def ask(self, origin: str) -> RobotsAnswer:
        """Return what *origin* answers, asked again and again for as long as the settings say."""
        url = f"{origin}/robots.txt"
        end, pause = time.monotonic() + self.patience, FIRST_PAUSE
        while True:
            try:
                return await self.attempt(url)
            except NoAnswer as error:
                left = end - time.monotonic()
                if left <= 0:
                    return self.give_up(url, error)
            await wait(self.crawler, min(pause, left))
            pause *= 2

    def give_up(self, url: str, error: NoAnswer) -> RobotsAnswer:
        """Return what holds when no answer came from *url* but *error*."""
        unreachable = "" if error.is_open else f"{url}: {error}"
        return RobotsAnswer(time.time(), "", unreachable)

    async def attempt(self, url: str) -> RobotsAnswer:
        """Return what *url* answers; raise NoAnswer."""
        meta = {ROBOTS: 0, "dont_retry": True, "redirect_ttl": MAX_REDIRECTS}
        try:
            response = await self.crawler.engine.download_async(
                Request(url, meta=meta, callback=NO_CALLBACK, priority=1000, dont_filter=True)
            )
        except AddressRefused:
            raise
        except IgnoreRequest:  # more redirects than are followed: as good as none (RFC 9309, 2.3.1.2)
            return RobotsAnswer(time.time(), "")
        except NO_ANSWER as error:
            raise NoAnswer(" ".join(str(error).split()) or type(error).__name__) from error
        return await self.read(response)

    async def read(self, response: Response) -> RobotsAnswer:
        """Return what *response* says (RFC 9309, 2.3.1); raise NoAnswer where the server could not answer."""
        if response.status >= 500 or response.status == 429:
            raise NoAnswer(f"HTTP {response.status}", is_open=response.status == 429)
        if response.status >= 300:
            return RobotsAnswer(time.time(), "")
        text = response.body[:MAX_BYTES].decode("utf-8-sig", "replace")
        return RobotsAnswer(time.time(), await asyncio.to_thread(concerning, text, self.agent))


class NoAnswer(Exception):
    """The server did not answer this time; the message says how. *is_open*: a client error, so in the end all is
    allowed."""

    def __init__(self, message: str, *, is_open: bool = False) -> None:
        super().__init__(message)
        self.is_open = is_open


def stop_when_long(data: bytes, request: Request) -> None:
    """Break a robots.txt off when enough of it has come."""
    if ROBOTS in request.meta:
        request.meta[ROBOTS] += len(data)
        if request.meta[ROBOTS] >= MAX_BYTES:
            raise StopDownload(fail=False)
