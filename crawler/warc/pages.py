"""A capture in, the page that it is out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemas import Page

if TYPE_CHECKING:
    from crawler.warc.reader import Capture


def page_of(capture: Capture, position: tuple[int, int] = (0, 0), **told: Any) -> Page:
    """Return *capture* as the page at *position* in the order of capture, with what else is *told* of it; one that is
    looked at and goes no further needs neither."""
    return Page(
        url=capture.url,
        announced_url=capture.url,
        body=capture.payload,
        media_type=capture.media_type,
        charset=capture.charset,
        fetched_at=capture.date,
        position=position,
        **told,
    )
