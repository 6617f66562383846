"""Requests as JSON and back: nothing of them is lost, and what could not come back is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.http import Response

from crawler.requests import from_json, to_json

URL = "http://news.example/a"


class Teller(Spider):
    name = "teller"

    @property
    def weather(self) -> str:
        raise AssertionError("looked at for nothing")

    def parse(self, response: Response, **kwargs: Any) -> None: ...

    def failed(self, failure: object) -> None: ...


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL),
        Request(URL, meta={"source": "one", "hints": {"title": "Caf\u00e9"}, "level": 2}, priority=7, dont_filter=True),
        Request(URL, method="POST", body=b"\xff\x00", headers={"X-One": ["a", b"\xe9"]}, cookies={"a": "b"}),
        Request(URL, cb_kwargs={"page": 2}, flags=["seen"], encoding="latin-1"),
    ],
)
def test_a_request_comes_back_as_it_was(request_: Request) -> None:
    spider = Teller()
    request_ = request_.replace(callback=spider.parse, errback=spider.failed)
    again = from_json(to_json(request_, spider), spider)
    assert again.to_dict(spider=Bare()) == request_.to_dict(spider=Bare())
    assert (again.callback, again.errback) == (spider.parse, spider.failed)


class Bare(Teller):
    """The same methods, for Scrapy, which looks at everything."""

    weather = "fine"  # type: ignore[assignment]


def test_a_plain_request_says_little() -> None:
    assert json.loads(to_json(Request(URL), Teller())) == {"url": URL}


@pytest.mark.parametrize("callback", [lambda response: None, Teller().parse])
def test_a_callback_that_is_no_method_of_the_spider_is_refused(callback: Any) -> None:
    with pytest.raises(ValueError, match="no method"):
        to_json(Request(URL, callback=callback), Teller())


def test_what_no_json_can_say_is_refused() -> None:
    with pytest.raises(TypeError):
        to_json(Request(URL, meta={"when": object()}), Teller())
