"""The tables and the chart of a run."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as Tree

import pytest

from benchmarks.bench import HERE
from benchmarks.chart import PANEL, chart
from benchmarks.tables import tables

SVG = "{http://www.w3.org/2000/svg}"


def contender(ratio: float | None, **figures: float) -> dict[str, Any]:
    """Return what a run says of a contender."""
    rates = [ratio and 10 * ratio]
    return {"version": "1.0", "pages_per_second": rates, "ratio": ratio, "failed": 0, "figures": {"harbours": figures}}


def results(quiet: bool = True, **contenders: dict[str, Any]) -> dict[str, Any]:
    """Return the results of a run."""
    return {
        "started": "2026-11-25T10:00:00Z",
        "python": "3.11.7",
        "machine": "Linux x86_64, 2 cores",
        "load_before": 0.1 if quiet else 7.5,
        "quiet": quiet,
        "corpus": {"harbours": {"pages": 3, "sha256": "0"}},
        "rounds": 1,
        "contenders": contenders,
    }


def words(svg: str) -> list[str]:
    """Return what stands in a chart, in order."""
    return [element.text or "" for element in Tree.fromstring(svg).iter(f"{SVG}text")]


def bars(svg: str) -> list[int]:
    """Return the lengths of a chart's bars."""
    return [int(bar.attrib["width"]) for bar in list(Tree.fromstring(svg).iter(f"{SVG}rect"))[1:]]


def test_the_best_body_stands_first() -> None:
    svg = chart(results(slow=contender(1, body_f1=0.9), plainwire=contender(3, body_f1=0.95)))
    assert words(svg)[:2] == ["plainwire", "slow"]
    assert {"0.950", "0.900", "3.00", "1.00"} <= set(words(svg))


def test_a_bar_is_as_long_as_its_figure() -> None:
    svg = chart(results(a=contender(1, body_f1=0.5), b=contender(2, body_f1=0.25)))
    assert bars(svg) == [PANEL // 2, PANEL // 4, PANEL // 2, PANEL]


def test_one_far_ahead_is_cut_so_that_the_others_can_be_seen() -> None:
    svg = chart(results(a=contender(1, body_f1=0.5), b=contender(2, body_f1=0.4), c=contender(40, body_f1=0.3)))
    assert bars(svg)[3:] == [PANEL // 4, PANEL // 2, PANEL]
    assert svg.count("<path") == 1


def test_a_figure_that_is_not_there_is_a_dash() -> None:
    found = results(a=contender(None, body_f1=0.5), b=contender(1, body_f1=0.4, title=1))
    assert "–" in words(chart(found))
    row = next(line for line in tables(found).splitlines() if line.startswith("| a ") and "0.500" in line)
    assert "–" in row


@pytest.mark.parametrize("quiet", [True, False])
def test_speeds_of_a_busy_machine_are_marked(quiet: bool) -> None:
    found = results(quiet, a=contender(1, body_f1=0.5))
    assert ("provisional" in tables(found)) is not quiet
    assert ("provisional" in chart(found)) is not quiet


def test_names_are_escaped() -> None:
    assert "a<b" in words(chart(results(**{"a<b": contender(1, body_f1=0.5)})))


def test_the_chart_and_the_tables_in_the_repository_are_those_of_its_results() -> None:
    found = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    assert (HERE / "results.svg").read_text(encoding="utf-8") == chart(found)
    assert (HERE / "results.md").read_text(encoding="utf-8") == tables(found) + "\n"
