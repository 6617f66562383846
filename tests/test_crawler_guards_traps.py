"""Links that lead round and round, and links that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guards.traps import trap_in, without_session

A = "https://a.example"


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/news/more/news/more/news/more/story-of-the-day", "repeats"),
        ("/a/a/a/", "repeats"),
        ("/calendar/2031/05/", "calendar"),
        ("/events/calendar?month=5&year=2031", "calendar"),
        ("/kalender/?date=2031-05-01", "calendar"),
        ("/" + "/".join(map(str, range(20))), "segments"),
        ("/search?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9", "parameters"),
    ],
)
def test_a_trap_is_known_by_its_address(path: str, trap: str) -> None:
    assert trap_in(A + path) == trap


@pytest.mark.parametrize(
    "path",
    [
        "/2024/05/06/a-story-with-a-date",
        "/2024/05/06/",
        "/news/2024/news/story",
        "/story?date=2024-05-06",
        "/culture/calendar-of-a-lost-people-found",
        "/calendar-girls-return-to-the-stage/2024-review",
        "/2024/05/calendar-reform-divides-the-village",
        "/article?id=123456&page=2",
        "/",
        "",
    ],
)
def test_a_story_is_no_trap(path: str) -> None:
    assert trap_in(A + path) is None


@pytest.mark.parametrize(
    ("path", "bare"),
    [
        ("/story;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9", "/story"),
        ("/story;jsessionid=0a1b2c3d4e5f60718293.node1?id=7", "/story?id=7"),
        ("/story?PHPSESSID=k2j3h4g5f6d7s8a9k2j3h4g5f6", "/story"),
        ("/story?id=7&sid=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "/story?id=7"),
        ("/story?sid=0a1b2c3d4e5f60718293a4b5c6d7e8f9&id=7", "/story?id=7"),
        ("/(S(3u1vo5j2cblyh5j2wzhg2l55))/story.aspx", "/story.aspx"),
        ("/story?sid=4711", "/story?sid=4711"),
        ("/story?session=spring-and-summer-collection", "/story?session=spring-and-summer-collection"),
        ("/a?b=&", "/a?b=&"),
    ],
)
def test_a_session_is_taken_out_and_nothing_else(path: str, bare: str) -> None:
    assert without_session(A + path) == A + bare


@given(st.text(max_size=60))
def test_any_address_is_judged(path: str) -> None:
    trap_in(f"{A}/{path}")
    assert without_session(without_session(path)) == without_session(path)
