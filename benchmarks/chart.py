"""Results in, a chart out (SVG): one row for each contender, a panel of bars for each figure, longer is better."""

from __future__ import annotations

import statistics
from html import escape
from typing import Any

from benchmarks.tables import circumstances

#: Figures shown, and what stands over them; each is a mean over the folders that have it.
PANELS = {
    "body_f1": "body F1",
    "body_perfect": "bodies perfect",
    "title": "titles right",
    "authors_f": "authors F",
    "ratio": "speed (reference = 1)",
}
OURS = "plainwire"
NAMES, PANEL, GAP, ROW, TOP, FOOT = 160, 120, 50, 26, 44, 34
#: How many times the second a first may be before its bar is cut.
FAR = 2
INK, FAINT, BAR, OWN_BAR = "#1f2328", "#59636e", "#b6c2cf", "#1a7f64"


def chart(results: dict[str, Any]) -> str:
    """Return the chart of *results*: the best body first."""
    values = {name: shown(result) for name, result in results["contenders"].items()}
    names = sorted(values, key=lambda name: -values[name].get("body_f1", 0))
    width = NAMES + len(PANELS) * (PANEL + GAP)
    height = TOP + len(names) * ROW + FOOT
    parts = [row(name, number) for number, name in enumerate(names)]
    heads = {**PANELS, "ratio": PANELS["ratio"] if results["quiet"] else "speed, provisional"}
    for place, (key, head) in enumerate(heads.items()):
        parts += [label(left_of(place), 26, head, INK, weight=600)]
        parts += [panel(key, place, [(name, values[name].get(key)) for name in names])]
    parts.append(label(12, height - 14, circumstances(results), FAINT, size=11))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="13">\n'
        f'<rect width="{width}" height="{height}" rx="6" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def shown(result: dict[str, Any]) -> dict[str, float]:
    """Return the figures of the panels that *result* has."""
    values = {} if result["ratio"] is None else {"ratio": result["ratio"]}
    for key in PANELS:
        known = [figures[key] for figures in result["figures"].values() if key in figures]
        if known:
            values[key] = statistics.mean(known)
    return values


def row(name: str, number: int) -> str:
    """Return the name at the head of a row."""
    ours = name == OURS
    return label(12, TOP + number * ROW + 17, name, OWN_BAR if ours else INK, weight=700 if ours else 400)


def panel(key: str, place: int, values: list[tuple[str, float | None]]) -> str:
    """Return the bars of one figure, as long as they are great, and the figure beside each."""
    left = left_of(place)
    longest = longest_of([value for _, value in values if value is not None]) if key == "ratio" else 1
    parts = []
    for number, (name, value) in enumerate(values):
        top = TOP + number * ROW
        color = OWN_BAR if name == OURS else BAR
        if value is None:
            parts.append(label(left, top + 17, "–", FAINT))
            continue
        length = min(PANEL, max(1, round(PANEL * value / longest)))
        parts.append(f'<rect x="{left}" y="{top + 5}" width="{length}" height="{ROW - 10}" fill="{color}"/>')
        if value > longest:
            parts.append(
                f'<path d="M{left + length - 14} {top + ROW - 3}l6 -{ROW - 6}" stroke="#fff" stroke-width="4"/>'
            )
        text = f"{value:.2f}" if key == "ratio" else f"{value:.3f}"
        parts.append(label(left + length + 5, top + 17, text, INK, size=12))
    return "\n".join(parts)


def left_of(place: int) -> int:
    """Return where the panel at *place* begins."""
    return NAMES + place * (PANEL + GAP)


def longest_of(values: list[float]) -> float:
    """Return the value whose bar fills a panel: the greatest, but for one far ahead of all others, whose bar is cut."""
    first, second = sorted([0.0, 0.0, *values], reverse=True)[:2]
    return min(first, FAR * second) or first or 1


def label(x: int, y: int, text: str, color: str, *, size: int = 13, weight: int = 400) -> str:
    """Return *text* at a place."""
    return f'<text x="{x}" y="{y}" fill="{color}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
