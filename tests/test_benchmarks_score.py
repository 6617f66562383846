"""Records against gold: the measures, and that they are those of the scorer that the targets are set by."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from benchmarks.score import Figures, score

OTHER = Path(__file__).parent.parent.parent / "shared/tools/score.py"
FERRY = "The ferry to Norsund was late again on Tuesday. Nobody on the quay was surprised."
#: Gold and record of one page each, every measure met in more than one way.
PAGES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"text": FERRY}, {"text": FERRY}),
    ({"text": FERRY}, {"text": f"Share this\n{FERRY[:40]}"}),
    ({"text": FERRY}, {"text": FERRY[48:], "subtitle": FERRY[:47]}),
    ({"text": FERRY}, {}),
    ({"text": "港で船が三日続けて遅れた。"}, {"text": "港で船が三日遅れた。"}),
    ({"text": "Late."}, {"text": "Late."}),
    (
        {"text": "Is it late?\nIs it late?\nIt is.", "page_type": "thread"},
        {"text": "Is it late?", "page_type": "thread", "posts": [{"text": "It is.", "quotes": ["Is it late?"]}, {}]},
    ),
    (
        {"with": ["late again", "the quay"], "without": ["Share this", "Read more"]},
        {"text": "Share  this. Late. On\nthe   quay"},
    ),
    ({"title": "“Late” again!"}, {"title": "late AGAIN"}),
    ({"title": "Late again"}, {"title": "Late again | Norsund Post"}),
    ({"title": "Late again"}, {}),
    ({"date": "2026-03-02"}, {"published": "2026-03-02"}),
    ({"date": "2026-03-02"}, {"published": "2026-03-03T01:30:00+09:00"}),
    ({"date": "2026-03-02"}, {"published": "2026-03-03T01:30"}),
    ({"date": "2026-03-02"}, {"published": "2 March 2026"}),
    ({"date": "2026-03-02"}, {"published": None}),
    ({"lang": "zh-Hant"}, {"language": "zh"}),
    ({"lang": "nb"}, {"language": None}),
    ({"authors": ["Ida Moe", "Per Lie"]}, {"authors": ["IDA MOE", "Norsund Post"]}),
    ({"authors": ["Ida Moe"]}, {"authors": None}),
]


def figures(*pages: tuple[dict[str, Any], dict[str, Any]]) -> Figures:
    """Return the figures of *pages*, each at an address of its own."""
    gold = [{"url": str(number), **wanted} for number, (wanted, _) in enumerate(pages)]
    return score(gold, {str(number): record for number, (_, record) in enumerate(pages)})


@pytest.mark.skipif(not OTHER.exists(), reason=f"the scorer to compare with is not here: {OTHER}")
@pytest.mark.parametrize("pages", [[page] for page in PAGES] + [PAGES], ids=[*map(str, range(len(PAGES))), "all"])
def test_figures_are_those_of_the_other_scorer(pages: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    spec = importlib.util.spec_from_file_location("other_scorer", OTHER)
    assert spec is not None
    assert spec.loader is not None
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    tally = other.Score()
    for gold, record in pages:
        tally.add(gold, record)
    assert figures(*pages) == {name: round(value, 4) for name, value in tally.figures().items()}


def test_a_body_that_is_all_there_and_nothing_else_is_perfect() -> None:
    found = figures(({"text": FERRY}, {"text": FERRY}))
    assert (found["body_f1"], found["body_perfect"]) == (1, 1)


def test_surplus_costs_precision_and_gaps_cost_recall() -> None:
    surplus = figures(({"text": FERRY}, {"text": f"{FERRY} Share this story now"}))
    gap = figures(({"text": FERRY}, {"text": FERRY[:47]}))
    assert surplus["body_precision"] < 1 == surplus["body_recall"]
    assert gap["body_recall"] < 1 == gap["body_precision"]


def test_a_standfirst_may_be_in_the_body_or_beside_it() -> None:
    beside = {"text": FERRY[48:], "subtitle": FERRY[:47]}
    assert figures(({"text": FERRY}, beside))["body_perfect"] == 1
    assert figures(({"text": FERRY[48:]}, beside))["body_perfect"] == 1


def test_a_page_without_a_record_is_an_empty_one() -> None:
    found = score([{"url": "a", "text": FERRY, "title": "Late"}], {})
    assert (found["pages"], found["empty"], found["body_f1"], found["title"]) == (1, 1, 0, 0)


def test_a_day_counts_as_printed_or_in_utc() -> None:
    late = {"published": "2026-03-03T01:30:00+09:00"}
    assert figures(({"date": "2026-03-02"}, late))["date_right"] == 1
    assert figures(({"date": "2026-03-03"}, late))["date_right"] == 1
    assert figures(({"date": "2026-03-04"}, late))["date_wrong"] == 1


def test_no_date_is_neither_right_nor_wrong() -> None:
    found = figures(({"date": "2026-03-02"}, {"published": None}))
    assert (found["date_right"], found["date_wrong"]) == (0, 0)


def test_what_gold_is_silent_about_has_no_figure() -> None:
    assert set(figures(({"title": "Late"}, {"title": "Late", "authors": ["Ida Moe"]}))) == {"pages", "empty", "title"}
