"""Confidence is learned by counting, and judged on hosts that it was not learned from."""

from __future__ import annotations

import tomllib

import pytest

from benchmarks.calibrate import (
    Bin,
    Guess,
    Value,
    brier,
    counted,
    expected_error,
    held_out,
    known,
    reliability,
    table,
    verdicts,
)
from pipelines.describe.confidence import FEW

GOLD = {"url": "https://a.example/1", "title": "Late again", "date": "2026-03-02", "authors": ["Ida Moe", "Per Lie"]}


def values(kind: str, right: int, wrong: int, fold: int = 0) -> list[Value]:
    return [Value("title", kind, at < right, fold) for at in range(right + wrong)]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"title": "“Late” AGAIN"}, {"title": True}),
        ({"title": "Late again | Post"}, {"title": False}),
        ({"published": "2026-03-03T01:30:00+09:00"}, {"published": True}),
        ({"published": "2026-03-03"}, {"published": False}),
        ({"authors": ["PER LIE", "Ida Moe"]}, {"authors": True}),
        ({"authors": ["Ida Moe"]}, {"authors": False}),
        ({"authors": ["Ida Moe", "Per Lie", "Post"]}, {"authors": False}),
        ({"title": None, "authors": []}, {}),
    ],
)
def test_a_value_is_right_as_the_scorer_finds_it(record: dict[str, object], expected: dict[str, bool]) -> None:
    assert verdicts(GOLD, record) == expected


def test_what_the_gold_does_not_know_is_not_judged() -> None:
    assert known({"url": "https://a.example/1", "text": "Late.", "authors": [], "date": None}) == {}
    assert known(GOLD) == {key: GOLD[key] for key in ("title", "date", "authors")}
    assert verdicts({"date": "2026-03-02"}, {"title": "Late again", "published": "2026-03-02"}) == {"published": True}


def test_values_are_counted_by_kind() -> None:
    found = [*values("shown", 2, 1), *values("declared", 1, 0)]
    assert counted(found) == {"declared": {"right": 1, "seen": 1}, "shown": {"right": 2, "seen": 3}}


def test_a_confidence_is_learned_from_the_other_folds_alone() -> None:
    found = [*values("shown", FEW, 0, fold=0), *values("shown", 0, FEW, fold=1)]
    guesses, constant = held_out(found)
    assert {(guess.right, guess.confidence) for guess in guesses} == {
        (True, round(1 / 32, 3)),
        (False, round(31 / 32, 3)),
    }
    assert {(guess.right, guess.confidence) for guess in constant} == {(True, 0.0), (False, 1.0)}


def test_a_kind_too_rare_in_the_other_folds_has_no_confidence() -> None:
    found = [*values("shown", FEW - 1, 0, fold=0), *values("shown", 5, 0, fold=1)]
    assert held_out(found) == ([], [])


def test_guesses_are_judged_in_bins() -> None:
    guesses = [*[Guess(0.75, right=True)] * 3, Guess(0.75, right=False), *[Guess(0.95, right=False)] * 4]
    bins = reliability(guesses)
    assert bins == [Bin(0.75, 0.75, 4), Bin(0.95, 0.0, 4)]
    assert expected_error(bins) == pytest.approx(0.475)
    assert brier(guesses) == pytest.approx((3 * 0.25**2 + 0.75**2 + 4 * 0.95**2) / 8)
    assert reliability([Guess(1.0, right=True)]) == [Bin(1.0, 1.0, 1)]


def test_the_table_is_read_as_it_was_written() -> None:
    counts = counted(values("story, alone", 2, 1))
    written = tomllib.loads(table({"title": counts, "authors": {}}, {"metadata": "00ff"}))
    assert written == {"corpus_sha256": {"metadata": "00ff"}, "title": counts, "authors": {}}
