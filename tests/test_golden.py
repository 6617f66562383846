"""Every golden case holds, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.golden.cases import Case, load_cases, observe, outcome

CASES = load_cases()
PAIRS = [(case, field, value) for case in CASES for field, value in case.expected.items()]


@pytest.mark.parametrize(("case", "field", "expected"), PAIRS, ids=[f"{case.name}-{field}" for case, field, _ in PAIRS])
def test_golden(case: Case, field: str, expected: Any) -> None:
    assert observe(outcome(case), field, expected) == expected


def test_there_are_golden_cases() -> None:
    assert len(CASES) >= 45


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_case_expects_stands_in_its_page(case: Case) -> None:
    """Guards the cases themselves: a string that is in no page is never in a text either."""
    page = case.page.body.decode(case.page.charset or "utf-8", "replace")
    assert page.strip()
    assert set(case.expected.get("not_text", [])).isdisjoint(case.expected.get("text", []))
