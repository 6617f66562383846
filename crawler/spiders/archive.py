"""`scrapy crawl archive -a path=FILE_OR_GLOB`: a record for every document in a web archive."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

import scrapy
from warcio.archiveiterator import ArchiveIterator

from schemas import ArchiveLocation, Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class ArchiveSpider(scrapy.Spider):
    """Yields the documents of WARC files as pages."""

    name = "archive"

    def __init__(self, path: str, **options: Any) -> None:
        super().__init__(**options)
        self.paths = sorted(glob.glob(path))  # noqa: PTH207

    async def start(self) -> AsyncIterator[Any]:
        for number, path in enumerate(self.paths):
            with Path(path).open("rb") as stream:
                records = ArchiveIterator(stream)
                for record in records:
                    if record.rec_type not in ("response", "resource", "conversion"):
                        continue
                    headers = record.rec_headers
                    declared = record.http_headers or headers
                    content_type = declared.get_header("Content-Type") or ""
                    url = headers.get_header("WARC-Target-URI")
                    yield Page(
                        url=url,
                        announced_url=url,
                        body=record.content_stream().read(),
                        media_type=content_type.partition(";")[0].strip().lower(),
                        charset=None,
                        fetched_at=headers.get_header("WARC-Date"),
                        position=(number, records.get_record_offset()),
                        archive=ArchiveLocation(
                            file=Path(path).name,
                            offset=records.get_record_offset(),
                            record_id=headers.get_header("WARC-Record-ID").strip("<>"),
                        ),
                    )
