"""Item pipeline, last of four: every outcome is written down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pipelines.writer import PlainWriter

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class CommitPipeline:
    """Hands each outcome to the writer."""

    def __init__(self, writer: PlainWriter) -> None:
        self.writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        return cls(PlainWriter(Path(settings["OUTPUT_DIR"]), keep_removed=settings.getbool("KEEP_REMOVED")))

    def process_item(self, item: Any) -> Any:
        self.writer.add(item)
        return item

    def close_spider(self) -> None:
        self.writer.close()
