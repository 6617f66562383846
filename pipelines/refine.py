"""Item pipeline, first of four: Page -> Draft, in the worker pool."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from pipelines.exceptions import NotAnArticle, NotRefined, Rejection
from pipelines.outcomes import refuse
from pipelines.pool import RefinePool
from pipelines.tally import Tally
from pipelines.work import PRELOAD, refine
from schemas import Draft, Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RefinePipeline:
    """Hands each page to a worker; a page that becomes no draft, or one of a type not wanted, goes on as a Refusal."""

    def __init__(self, pool: RefinePool[Draft], page_types: frozenset[str], tally: Tally) -> None:
        self.tally = tally
        self.pool = pool
        self.page_types = page_types

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        workers, timeout = settings.getint("EXTRACT_WORKERS"), settings.getfloat("EXTRACT_TIMEOUT")
        pool = RefinePool(refine, workers, timeout, preload=PRELOAD)
        page_types = frozenset(name.strip() for name in settings.getlist("PAGE_TYPES"))
        return cls(pool, page_types, Tally(crawler.stats))

    def open_spider(self) -> None:
        """Have the workers start while the first pages are fetched."""
        self.starting = asyncio.ensure_future(self.pool.ready())

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Page):
            return item
        try:
            return self.wanted(await self.refined(item))
        except Rejection as rejection:
            return refuse(rejection, item.url, item.source, item.position, item.key)

    async def refined(self, page: Page) -> Draft:
        """Return the draft of *page*; its further pages may cost it themselves, and no more."""
        try:
            return await self.pool.refine(page)
        except NotRefined as rejection:
            if not page.parts:
                raise
            self.tally.part(rejection.reason)
        return await self.pool.refine(page.model_copy(update={"parts": ()}))

    def wanted(self, draft: Draft) -> Draft:
        """Return *draft*, or raise NotAnArticle where its page type makes no record."""
        if draft.page_type not in self.page_types:
            raise NotAnArticle(f"page type {draft.page_type}, not {' or '.join(sorted(self.page_types))}")
        return draft

    async def close_spider(self) -> None:
        await self.pool.close()
