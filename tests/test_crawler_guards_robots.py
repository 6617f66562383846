"""Which lines of a robots.txt concern a crawler, and how long they hold."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.test import get_crawler

from crawler.guards.robots import ASK_AGAIN, MAX_AGE, MAX_BYTES, RobotsAnswer, RobotsMiddleware, concerning

AGENT = "Plainwire"


def test_the_rules_of_few_hosts_lie_ready_and_those_of_others_are_not_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.guards.robots.MOST_RULES", 2)
    said = {f"http://{name}.example": RobotsAnswer(time.time(), f"User-agent: *\nDisallow: /{name}") for name in "abc"}
    middleware = RobotsMiddleware(get_crawler(), said)

    async def ask() -> None:
        for origin in [*said, *said]:
            rules = await middleware.rules_for(Request(f"{origin}/page"))
            with pytest.raises(IgnoreRequest):
                rules.check(f"{origin}/{origin[7]}", AGENT)
            assert len(middleware.rules) <= 2

    asyncio.run(ask())


def test_the_groups_of_other_crawlers_are_left_out() -> None:
    text = (
        "User-agent: Other\nDisallow: /\n\nUser-agent: *\nDisallow: /a\nSitemap: https://a.example/s\nCrawl-delay: 2\n"
    )
    assert concerning(text, AGENT) == "User-agent: *\nDisallow: /a\nCrawl-delay: 2"


def test_a_group_of_several_crawlers_is_kept_for_the_one_that_concerns_us() -> None:
    text = "User-agent: Other\nUser-agent: PLAINWIRE # us\nAllow: /a\nUser-agent: Third\nDisallow: /\n"
    assert concerning(text, AGENT) == "User-agent: plainwire\nAllow: /a"


def test_ten_thousand_crawlers_with_ten_thousand_rules_each_cost_nothing() -> None:
    agents = "".join(f"User-agent: bot{number}\n" for number in range(10_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(20_000))
    assert concerning((agents + "User-agent: *\n" + rules)[:MAX_BYTES], AGENT).count("User-agent") == 1


RULES = st.lists(
    st.sampled_from(
        [
            "User-agent: *",
            "user agent Plainwire",
            "User-agent: Other",
            "User-agent: plain*",
            "Disallow: /a",
            "Allow: /a/b",
            "Disallow:",
            "Crawl-delay: 3",
            "Sitemap: /x",
            "# a word",
            "",
            "Disallow: /*.pdf$",
            "noise",
            "Disallow /c",
            "dissalow: /a",
            "crawl delay 4",
            "http://a.example/x",
            "what: ever",
        ]
    ),
    max_size=12,
)


@example(["User-agent: *", "noise", "User-agent: Other", "Crawl-delay: 3"], "/a")
@example(["User-agent: *", "what: ever", "User-agent: Other", "Crawl-delay: 3"], "/a")
@example(["User-agent: *", "Disallow /a", "User-agent: Other", "Crawl-delay: 3"], "/a")
@given(RULES, st.sampled_from(["/a", "/a/b", "/c", "/x.pdf"]))
def test_what_is_left_says_the_same_as_the_whole(lines: list[str], path: str) -> None:
    text, url = "\n".join(lines), f"https://a.example{path}"
    whole, part = Protego.parse(text), Protego.parse(concerning(text, AGENT))
    assert part.can_fetch(url, AGENT) == whole.can_fetch(url, AGENT)
    assert part.crawl_delay(AGENT) == whole.crawl_delay(AGENT)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    concerning(text, AGENT)


@pytest.mark.parametrize(
    ("unreachable", "age", "fresh"),
    [("", MAX_AGE - 1, True), ("", MAX_AGE, False), ("x", ASK_AGAIN - 1, True), ("x", ASK_AGAIN, False)],
)
def test_an_answer_holds_for_a_day_and_its_absence_for_minutes(unreachable: str, age: float, fresh: bool) -> None:
    assert RobotsAnswer(1000.0, "", unreachable).is_fresh(1000.0 + age) is fresh
