"""The first item pipeline: what a story's further pages may cost it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from pipelines.pool import RefinePool
from pipelines.refine import RefinePipeline
from pipelines.stages import refine
from pipelines.tally import Tally
from schemas import Draft, Page, Part
from tests.records import page


def hang_with_parts(page: Page) -> Draft:
    """Refine *page*, unless it has further ones."""
    if page.parts:
        time.sleep(3600)
    return refine(page)


def test_a_story_that_cannot_be_worked_on_with_its_further_pages_is_its_first_page() -> None:
    text = b"It rained in Porto all day, and those who had come for the fair went home before noon, wet to the skin."
    story = page(body=text).model_copy(
        update={
            "parts": (Part(url="https://example.org/rain?page=2", body=b"", media_type="text/plain", charset=None),)
        }
    )
    stats = StatsCollector(get_crawler())

    async def work() -> Any:
        pool = RefinePool(hang_with_parts, 1, 10.0, preload=["pipelines.warm"])  # a busy machine takes its time
        try:
            return await RefinePipeline(pool, frozenset(["article", "other"]), Tally(stats)).process_item(story)
        finally:
            await pool.close()

    draft = asyncio.run(work())
    assert isinstance(draft, Draft)
    assert draft.text == text.decode()
    assert Tally(stats).parts() == {"ExtractTimeout": 1}
