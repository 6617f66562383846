"""A folder in, a Case out; a Case in, what the program makes of it out, in the words of `article.json`.

A case is a folder: `page.html` or `page.txt` (the payload, byte for byte), `meta.json` (what else a `Page` holds: url,
media_type, charset, fetched_at, hints …) and `article.json`, the expected fields. Only fields named there are compared:

* a field of `Draft`, equal in every part, `text` as the list of its blocks;
* `images`, `posts`: as many, in order, and equal in the keys that are named;
* `in_text`, `not_text`: strings that must stand in `text`, and that must stand nowhere in it;
* `removed`: for each string, the reason under which the block that holds it was taken out;
* `rejected`: the page becomes no record, for this reason.

Fields in `known_gaps.json` do not hold yet: their tests are expected to fail, and fail when they no longer do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.exceptions import Rejection
from pipelines.stages import refine
from schemas import Content, Draft, Page

FOLDER = Path(__file__).parent
#: Fields that do not hold yet, by case.
KNOWN_GAPS: dict[str, list[str]] = json.loads((FOLDER / "known_gaps.json").read_text(encoding="utf-8"))
#: What a Page holds and `meta.json` leaves out.
SAME_FOR_ALL: dict[str, Any] = {"fetched_at": "2026-11-02T06:00:00Z", "position": (0, 0), "charset": None}


@dataclass(frozen=True)
class Case:
    """One golden case."""

    folder: Path

    @property
    def name(self) -> str:
        """The defect it shows."""
        return self.folder.name

    @property
    def page(self) -> Page:
        """The page, as it would arrive from an archive."""
        (body,) = self.folder.glob("page.*")
        meta = json.loads((self.folder / "meta.json").read_text("utf-8"))
        given = {"announced_url": meta["url"], **SAME_FOR_ALL, **meta}
        return Page(body=body.read_bytes(), **given)

    @property
    def expected(self) -> dict[str, Any]:
        """What a careful reader says the record must hold."""
        expected: dict[str, Any] = json.loads((self.folder / "article.json").read_text("utf-8"))
        return expected


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Return the cases in *folder*, by name."""
    return [Case(meta.parent) for meta in sorted(folder.glob("*/meta.json"))]


@cache
def outcome(case: Case) -> Draft | Rejection:
    """Return what the program makes of *case*."""
    try:
        return refine(case.page)
    except Rejection as rejection:
        return rejection


def observe(result: Content | Rejection, field: str, expected: Any) -> Any:
    """Return what *result* says of *field*, in the form of *expected*: equal to it where the case holds."""
    if isinstance(result, Rejection):
        return result.reason if field == "rejected" else f"rejected as {result.reason}: {result}"
    if field == "rejected":
        return f"a record: {result.title}"
    if field == "text":
        return result.text.split("\n\n")
    if field in ("in_text", "not_text"):
        text = squeeze(result.text)
        return [line for line in expected if (squeeze(line) in text) == (field == "in_text")]
    if field == "removed":
        return {line: reason_of(result, line) if isinstance(result, Draft) else None for line in expected}
    value = result.model_dump(mode="json")[field]
    if field in ("images", "posts"):
        return only_named(value, expected)
    return value


def only_named(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *found*, each with the keys that its counterpart in *expected* names; whole where it has none."""
    named = [list(one) for one in expected[: len(found)]]
    paired = [{key: one[key] for key in keys} for one, keys in zip(found, named, strict=False)]
    return [*paired, *found[len(named) :]]


def reason_of(draft: Draft, line: str) -> str | None:
    """Return why the block that holds *line* was taken out of *draft*; None where none was."""
    return next((cut.reason for cut in draft.cuts if squeeze(line) in squeeze(cut.text)), None)


def squeeze(text: str) -> str:
    """Return *text* on one line, so that a line break hides nothing."""
    return " ".join(text.split())


def differences(case: Case) -> dict[str, tuple[Any, Any]]:
    """Return the fields of *case* that do not hold: what was expected, what was found."""
    found = {field: observe(outcome(case), field, value) for field, value in case.expected.items()}
    return {field: (case.expected[field], value) for field, value in found.items() if value != case.expected[field]}


def to_json(value: Any) -> str:
    """Return *value* as the files of a case are written: one item a line, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\u2028", "\\u2028") + "\n"


def as_parameter(case: Case, field: str, *more: Any) -> Any:
    """Return pytest's parameter for *field* of *case*: one expected to fail where the gap is known."""
    gap = field in KNOWN_GAPS.get(case.name, [])
    marks = [pytest.mark.xfail(strict=True, reason="a known gap")] if gap else []
    return pytest.param(case, field, *more, id=f"{case.name}-{field}", marks=marks)
