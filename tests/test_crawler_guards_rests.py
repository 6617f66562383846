"""How long a host is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guards.rests import FIRST_REST, HostState, RestPolicy, retry_after

POLICY = RestPolicy(failures=3, longest=100.0)
#: 2024-05-06T10:00:00Z
NOW = 1714989600.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 06 May 2024 10:00:30 GMT", 30.0),
        ("Monday, 06-May-24 10:00:30 GMT", 30.0),
        ("Mon, 06 May 2024 09:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("1e9", None),
        ("soon", None),
        ("9" * 400, None),
        ("Mon, 99 May 2024 10:00:30 GMT", None),
    ],
)
def test_retry_after_is_a_number_of_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_read(value: str) -> None:
    found = retry_after(value, NOW)
    assert found is None or found >= 0


def fail(times: int) -> list[float]:
    """Return the rest after each of so many failures, each after the rest before."""
    state, now, rests = HostState(), NOW, []
    for _ in range(times):
        state = POLICY.after_failure(state, now)
        rests.append(max(0.0, state.until - now))
        now = max(now, state.until)
    return rests


def test_rests_begin_after_some_failures_double_and_have_a_limit() -> None:
    assert fail(8) == [0, 0, FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST, 8 * FIRST_REST, 100, 100]


def test_what_was_under_way_when_a_rest_began_changes_nothing() -> None:
    resting = HostState(3, NOW + 10)
    assert POLICY.after_failure(resting, NOW + 5) == resting


def test_a_host_gets_the_time_it_asks_for_within_the_limit() -> None:
    assert POLICY.after_request(HostState(), 30, NOW).until == NOW + 30
    assert POLICY.after_request(HostState(), 10**9, NOW).until == NOW + 100
    assert POLICY.after_request(HostState(1, NOW + 50), 5, NOW).until == NOW + 50
