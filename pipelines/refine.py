"""Item pipeline, first of four: Page -> Draft, in the worker pool."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from pipelines.exceptions import Rejection
from pipelines.outcomes import Refusal
from pipelines.pool import RefinePool
from pipelines.stages import refine
from schemas import Page, Rejected

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


def refuse(page: Page, rejection: Rejection) -> Refusal:
    """Return the refusal of *page* for *rejection*."""
    line = Rejected(url=page.url, source=page.source, reason=rejection.reason, detail=str(rejection))
    return Refusal(position=page.position, rejected=line)


class RefinePipeline:
    """Hands each page to a worker; a page that becomes no draft goes on as a Refusal."""

    def __init__(self, pool: RefinePool) -> None:
        self.pool = pool

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        workers = settings.getint("EXTRACT_WORKERS") or os.cpu_count() or 1
        return cls(RefinePool(refine, workers, settings.getfloat("EXTRACT_TIMEOUT")))

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Page):
            return item
        try:
            return await self.pool.refine(item)
        except Rejection as rejection:
            return refuse(item, rejection)

    def close_spider(self) -> None:
        self.pool.close()
