"""Requests as JSON, the way the ledger stores them; no pickles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.utils.request import request_from_dict

from pipelines.outcomes import Link

if TYPE_CHECKING:
    from scrapy import Spider

#: What a plain request says of itself; a stored one says only what is different.
PLAIN = Request("http://plain.example/").to_dict()


def to_json(request: Request, spider: Spider) -> str:
    """Return *request*, whose callbacks are methods of *spider*, as JSON; TypeError where its `meta` holds what no JSON
    can say."""
    said = {name: value for name, value in request.to_dict(spider=spider).items() if PLAIN.get(name) != value}
    if "body" in said:
        said["body"] = said["body"].decode("latin-1")
    if "headers" in said:
        said["headers"] = {
            name.decode("latin-1"): [value.decode("latin-1") for value in values]
            for name, values in said["headers"].items()
        }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def fingerprint_of(request: Request, spider: Spider) -> str:
    """Return what makes the address of *request* one: 40 hex digits."""
    fingerprint: str = spider.crawler.request_fingerprinter.fingerprint(request).hex()
    return fingerprint


def to_link(request: Request, spider: Spider) -> Link:
    """Return *request* of *spider* as an address that is announced, to be fetched."""
    return Link(
        key=fingerprint_of(request, spider),
        url=request.url,
        source=request.meta.get("source"),
        host=urlsplit(request.url).hostname or "",
        request=to_json(request, spider),
        is_sitemap=bool(request.meta.get("level")),
    )


def from_json(text: str, spider: Spider) -> Request:
    """Return the request that :func:`to_json` made *text* of, with the callbacks of *spider*."""
    said: dict[str, Any] = json.loads(text)
    if "body" in said:
        said["body"] = said["body"].encode("latin-1")
    if "headers" in said:
        said["headers"] = {
            name.encode("latin-1"): [value.encode("latin-1") for value in values]
            for name, values in said["headers"].items()
        }
    return request_from_dict({**PLAIN, **said}, spider=spider)
