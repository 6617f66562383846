"""Cookies: whose they may be is told by the list of public suffixes that comes with the library."""

from __future__ import annotations

import socket

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.guards.limits import BoundedCookies


def cookies_sent(url: str, then: str, *cookies: str) -> str:
    """Return what is sent to *then* after *url* has set *cookies*."""
    middleware = BoundedCookies.from_crawler(get_crawler(settings_dict={"COOKIES_MAX": 50}))
    first, second = Request(url), Request(then)
    middleware.process_request(first)
    middleware.process_response(first, Response(url, headers={"Set-Cookie": list(cookies)}))
    middleware.process_request(second)
    return (second.headers.get("Cookie") or b"").decode()


def test_a_cookie_for_a_public_suffix_reaches_no_other_host() -> None:
    cookies = "a=1; Domain=co.uk", "b=2; Domain=news.co.uk"
    assert cookies_sent("https://www.news.co.uk/1", "https://m.news.co.uk/2", *cookies) == "b=2"
    assert cookies_sent("https://one.github.io/1", "https://two.github.io/2", "a=1; Domain=github.io") == ""


def test_a_host_that_is_a_public_suffix_keeps_its_own_cookies() -> None:
    assert cookies_sent("https://github.io/1", "https://github.io/2", "a=1; Domain=github.io") == "a=1"


def test_the_cookies_of_those_sites_are_kept_that_were_asked_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.guards.limits.MOST_JARS", 3)
    middleware = BoundedCookies.from_crawler(get_crawler(settings_dict={"COOKIES_MAX": 50}))
    sites = [f"https://{name}.example/" for name in "abcdef"]
    for url in [*sites[:3], sites[0], *sites[3:5]]:
        request = Request(url)
        middleware.process_request(request)
        middleware.process_response(request, Response(url, headers={"Set-Cookie": "x=1"}))
    assert [url for url in sites if middleware.jars.get(url[8:-1])] == [sites[0], *sites[3:5]]


def test_no_list_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *words, **_: asked.append(words) or [])
    assert cookies_sent("https://www.news.co.uk/1", "https://www.news.co.uk/2", "a=1; Domain=co.uk") == ""
    assert asked == []
