"""A story's first page in; out, the page with the further ones, fetched one after another.

They are fetched as the first is: robots.txt, guards, politeness, retries, capture and replay. They announce nothing,
and have no outcome of their own: that of the first waits for them. One that is not to be had ends the story before it.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.closing import is_stopping
from crawler.discovery.links import passes
from crawler.discovery.parts import ALL_PARTS_BYTES, PART_BYTES, next_address
from crawler.guards.robots import FORBIDDEN
from crawler.guards.traps import trap_in
from crawler.handlers.capture import PART_OF
from crawler.handlers.replay import NotArchived
from crawler.responses import header, page_type, rejection_of
from crawler.warc.media import charset_of, media_type_of
from pipelines.describe.parts import address_in, as_part
from pipelines.exceptions import HttpError, Rejection, TooLarge, Unfinished
from pipelines.ledger.keeper import LedgerKeeper
from pipelines.refine import RefinePipeline
from pipelines.tally import Tally
from schemas import Part

if TYPE_CHECKING:
    from collections import Counter

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from pipelines.pool import RefinePool
    from schemas import Draft, Page, Seed

#: Seconds after which no further page of a story is asked for: the records of later captures wait for it.
TIME_FOR_A_STORY = 120.0


class NotAsked(Exception):
    """A further page that is not asked for; the message is the reason."""


def pool_of(crawler: Crawler) -> RefinePool[Draft]:
    """Return the workers of *crawler*."""
    pipeline = crawler.get_item_pipeline(RefinePipeline)
    if pipeline is None:
        raise RuntimeError("RefinePipeline is not among the ITEM_PIPELINES")
    return pipeline.pool


class FurtherPages:
    """Fetches the further pages of the stories of one source; *asked* counts how many were, by source."""

    def __init__(self, crawler: Crawler, seed: Seed, asked: Counter[str]) -> None:
        self.crawler = crawler
        self.seed = seed
        self.asked = asked
        self.tally = Tally(crawler.stats)
        self.ledger = LedgerKeeper.of(crawler).ledger
        self.pool = pool_of(crawler)

    async def join(self, page: Page) -> Page:
        """Return *page* with those that follow it. Raises Unfinished where the run ends before they have come."""
        self.ledger.order.incomplete.add(page.position)
        try:
            return page.model_copy(update={"parts": tuple(await self.parts_of(page))})
        finally:
            self.ledger.order.incomplete.discard(page.position)

    async def parts_of(self, page: Page) -> list[Part]:
        """Return the pages that follow *page*, up to the first that is not to be had."""
        parts: list[Part] = []
        until = time.monotonic() + TIME_FOR_A_STORY
        last: Page | Part = page
        while address := await asyncio.to_thread(
            next_address, last.body, last.url, last.charset, first=page.url, number=len(parts) + 2
        ):
            if not await self.goes_on(page, parts):
                break
            try:
                self.check(address, until)
                last = await self.fetch(address, page, len(parts) + 2)
                if sum(len(part.body) for part in (*parts, last)) > ALL_PARTS_BYTES:
                    raise TooLarge("all pages together")
            except (NotAsked, Rejection) as why:
                self.tally.part(why.reason if isinstance(why, Rejection) else str(why))
                break
            self.tally.part("fetched")
            parts.append(last)
        return parts

    async def goes_on(self, page: Page, parts: list[Part]) -> bool:
        """Return whether *page* proves to be a story, and the first of *parts* to be a page of it: a list or a thread
        may say that it is one. A replay has none of what did not."""
        if self.crawler.settings["REPLAY"] or len(parts) > 1:
            return True
        try:
            draft = await self.pool.refine(page.model_copy(update={"parts": tuple(parts)}))
        except Rejection:
            return False
        is_whole = bool(parts) or not draft.truncated
        return draft.page_type == "article" and is_whole and len(draft.parts) == len(parts)

    def check(self, address: str, until: float) -> None:
        """Raise NotAsked where *address* is not to be asked for; Unfinished where nothing is any more.

        What the clock and the limits decide, a replay finds decided in its archive.
        """
        if is_stopping(self.crawler):
            raise Unfinished(address)
        if not passes(address, (), self.seed.deny):
            raise NotAsked("pattern")
        if self.crawler.settings.getbool("SKIP_TRAPS") and (trap := trap_in(address)):
            raise NotAsked(f"trap_{trap}")
        if self.crawler.settings["REPLAY"]:
            return
        fingerprint: bytes = self.crawler.request_fingerprinter.fingerprint(Request(address))
        if fingerprint in self.ledger.known.settled:
            raise NotAsked("already")
        most = self.seed.max_pages or self.crawler.settings.getint("SOURCE_MAX_PAGES")
        if self.asked[self.seed.name] >= most:
            raise NotAsked("max_pages")
        if time.monotonic() > until:
            raise NotAsked("time")
        self.asked[self.seed.name] += 1

    async def fetch(self, address: str, page: Page, number: int) -> Part:
        """Return the page at *address*, which has that *number* in the story that begins on *page*; raise the Rejection
        that says why there is none, or NotAsked where the crawl may not ask."""
        response = await self.ask(address, page)
        moved = address_in(address, header(response, "Location"), page.url) if 300 <= response.status < 400 else None
        if moved is not None and moved != address and as_part(moved, page.url, number):
            response = await self.ask(moved, page)
        if not 200 <= response.status < 300:
            raise HttpError(str(response.status))
        if len(response.body) > PART_BYTES:
            raise TooLarge(f"{len(response.body):,} bytes; a further page is given {PART_BYTES:,}")
        declared = header(response, "Content-Type")
        media_type = page_type(media_type_of(declared), response.body)
        return Part(url=response.url, body=response.body, media_type=media_type, charset=charset_of(declared))

    async def ask(self, address: str, page: Page) -> Response:
        """Return the answer at *address*, whatever its status; raise as :meth:`fetch` does."""
        about = {"of": page.url, "after": page.position}
        meta = {"source": page.source, "kind": "page", "dont_redirect": True, PART_OF: about}
        try:
            return await self.crawler.engine.download_async(
                Request(address, meta=meta, callback=NO_CALLBACK, dont_filter=True)
            )
        except (Unfinished, Rejection):
            raise
        except NotArchived:
            raise NotAsked("not_archived") from None
        except IgnoreRequest as ignored:
            raise NotAsked("robots") if str(ignored) == FORBIDDEN else rejection_of(ignored) from ignored
        except Exception as error:  # as an errback is given any: what goes wrong with a further page costs it alone
            raise rejection_of(error) from error
