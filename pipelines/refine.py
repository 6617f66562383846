"""Item pipeline, first of four: Page -> Draft, in the worker pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pipelines.exceptions import Rejection
from pipelines.outcomes import Refusal, refuse
from pipelines.pool import RefinePool
from pipelines.stages import refine
from pipelines.tally import Tally
from schemas import Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RefinePipeline:
    """Hands each page to a worker; a page that becomes no draft goes on as a Refusal."""

    def __init__(self, pool: RefinePool, tally: Tally) -> None:
        self.pool = pool
        self.tally = tally

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        pool = RefinePool(refine, settings.getint("EXTRACT_WORKERS"), settings.getfloat("EXTRACT_TIMEOUT"))
        return cls(pool, Tally(crawler.stats))

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, Page | Refusal):
            self.tally.page(item.source)
        if not isinstance(item, Page):
            return item
        try:
            return await self.pool.refine(item)
        except Rejection as rejection:
            return refuse(rejection, item.url, item.source, item.position)

    async def close_spider(self) -> None:
        await self.pool.close()
