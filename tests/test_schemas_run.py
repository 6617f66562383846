"""The counts of a run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.run import EXIT_CODES, PRECEDENCE, SourceCounts

COUNTS = st.dictionaries(
    st.sampled_from(
        ["announced", "pages", "records", "followed", "robots", "failed", "rejected:NoMainText", "rejected:TooLarge"]
    ),
    st.integers(0, 99),
).map(SourceCounts.from_flat)


def test_what_was_announced_and_has_no_outcome_is_pending() -> None:
    counts = SourceCounts.from_flat({"announced": 5, "pages": 2, "robots": 1, "records": 2})
    assert counts.pending == 2


def test_pages_without_an_outcome_are_noticed() -> None:
    assert not SourceCounts.from_flat({"announced": 2, "pages": 2, "records": 1}).accounted
    assert SourceCounts.from_flat({"announced": 2, "pages": 2, "records": 1, "rejected:NoMainText": 1}).accounted


def test_more_ends_than_addresses_are_noticed() -> None:
    assert not SourceCounts.from_flat({"announced": 1, "robots": 1, "followed": 1}).accounted


@given(COUNTS, COUNTS)
def test_the_sum_of_two_sources_is_the_sum_of_each_count(one: SourceCounts, other: SourceCounts) -> None:
    both = one + other
    assert both.announced == one.announced + other.announced
    assert sum(both.rejected.values()) == sum(one.rejected.values()) + sum(other.rejected.values())
    assert both == other + one


def test_every_status_has_a_code_and_a_rank() -> None:
    assert set(PRECEDENCE) == set(EXIT_CODES)
    assert [EXIT_CODES[status] for status in PRECEDENCE] == [4, 2, 1, 5, 6, 3, 0]
