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
    """Return *request*, whose callbacks are methods of *spider*, as JSON; ValueError where they are not, TypeError
    where its `meta` holds what no JSON can say."""
    said = {name: getattr(request, name) for name in request.attributes}
    said |= {"headers": dict(request.headers)}
    said |= {name: method_name(said[name], spider) for name in ("callback", "errback") if said[name] is not None}
    said = {name: value for name, value in said.items() if PLAIN.get(name) != value}
    if "body" in said:
        said["body"] = said["body"].decode("latin-1")
    if "headers" in said:
        said["headers"] = {
            name.decode("latin-1"): [value.decode("latin-1") for value in values]
            for name, values in said["headers"].items()
        }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def method_name(method: Any, spider: Spider) -> str:
    """Return the name of *method* of *spider*. Scrapy's own `to_dict` looks through all members of the spider for it:
    with a sitemap of 50,000 addresses, that held up the event loop for seconds."""
    name: str = getattr(method, "__name__", "")
    if getattr(spider, name, None) != method:
        raise ValueError(f"{method} is no method of {spider}")
    return name


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
