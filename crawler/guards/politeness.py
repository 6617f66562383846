"""A crawler that says who it is, and waits as long as it is asked to."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.exceptions import NotConfigured

from pipelines import VERSION
from pipelines.exceptions import Unfinished

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

#: Seconds between two looks at whether the run ends.
LOOK_EVERY = 0.1


class UserAgent:
    """Add-on: the user agent names the project and `CONTACT`, unless `USER_AGENT` was given."""

    def update_settings(self, settings: BaseSettings) -> None:
        settings.set("USER_AGENT", f"Plainwire/{VERSION} (+{settings['CONTACT']})", priority="addon")


async def wait(crawler: Crawler, seconds: float) -> None:
    """Wait *seconds*; raise Unfinished where the run is told to end before they are over."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        slot = crawler.engine._slot  # Scrapy tells in no other way that a spider is being closed
        if not crawler.engine.running or slot is None or slot.closing is not None:
            raise Unfinished("the run ends while a host is waited for")
        await asyncio.sleep(min(left, LOOK_EVERY))


class CrawlDelay:
    """Extension: no host is asked more often than its robots.txt allows, whatever AutoThrottle makes of it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.robots_agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.delays: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if crawler.settings["REPLAY"]:
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        # Before a request is queued, and again after AutoThrottle, which stands before this extension, has adjusted
        # the delay of the slot.
        crawler.signals.connect(extension.keep_delay, signal=signals.request_reached_downloader)
        crawler.signals.connect(extension.keep_delay, signal=signals.response_downloaded)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Note the delay that the robots.txt of the host of *request* asks for."""
        host = urlsplit(request.url).hostname or ""
        delay = robotparser.crawl_delay(self.robots_agent)
        if delay:
            logger.info("%s asks for %g s between requests", host, delay)
            self.delays[host] = max(min(delay, self.longest), self.delays.get(host, 0.0))

    def keep_delay(self, request: Request) -> None:
        """Raise the delay of the slot of *request* to what the host asks for."""
        host = request.meta.get("download_slot", "")
        slot = self.crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, self.delays.get(host, 0.0))
