"""Expressions and a text in, those that can match the whole of it out: by the letters with which they begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.phrases.heads import LENGTH, heads, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: With what an expression begins whose own words come later: after some words, perhaps a number and some more,
SOME_WORDS = r"\(\?:(?:\\w|\[\\w[^\]\\]*\])\+ \)(?:\{\d*,\d+\}|[*+])"
WORDS_FIRST = re.compile(rf"{SOME_WORDS}(?:# {SOME_WORDS})?")
#: or after anything at all, or any of certain signs.
ANYTHING_FIRST = re.compile(
    r"(?:\(\?:[^()?]*\)\?)?(?:(?:\.|\[\^?\]?(?:\\.|[^\]\\])*\])(?:\{\d*,?\d*\}|[*+])|\(\?:\\w\+\\W\+\)(?:\{\d*,\d+\}|[*+]))"
)


class Index:
    """Expressions by the beginnings of what they match: of hundreds, few can match the text at hand."""

    def __init__(self, expressions: Iterable[str]) -> None:
        self.expressions = tuple(expressions)
        #: The places of the expressions by the beginning of a text, and of something anywhere in it, of words with the
        #: blank before them.
        self.by_text: dict[str, list[int]] = {}
        self.by_part: dict[str, list[int]] = {}
        for place, expression in enumerate(self.expressions):
            if lead := WORDS_FIRST.match(expression):
                file(self.by_part, place, {f" {head.split(' ')[0]}" for head in heads(expression[lead.end() :])})
            elif lead := ANYTHING_FIRST.match(expression):
                file(self.by_part, place, heads(expression[lead.end() :]))
            else:
                file(self.by_text, place, heads(expression))
        for place in self.by_part.pop("", ()):
            file(self.by_text, place, [""])
        self.by_part = under_shortest(self.by_part)
        self.parts = re.compile(f"(?=({one_of(self.by_part)}))")
        self.patterns: dict[int, re.Pattern[str]] = {}

    def matching(self, text: str) -> list[re.Pattern[str]]:
        """Return, in their order, those that may match the whole of *text*."""
        places = [place for length in range(LENGTH + 1) for place in self.by_text.get(text[:length], ())]
        if self.by_part:
            places += [place for part in self.parts.findall(f" {text}") for place in self.by_part[part]]
        return [self.patterns.get(place) or self.pattern(place) for place in sorted(set(places))]

    def pattern(self, place: int) -> re.Pattern[str]:
        """Return the expression at *place* as a pattern: made at first use, for most of hundreds never are."""
        return self.patterns.setdefault(place, re.compile(self.expressions[place]))


def under_shortest(table: dict[str, list[int]]) -> dict[str, list[int]]:
    """Return *table* with what begins as a shorter entry does under that: at one place of a text stands one alone."""
    found: dict[str, list[int]] = {}
    shorter = ""
    for part in sorted(table):
        shorter = shorter if shorter and part.startswith(shorter) else part
        found.setdefault(shorter, []).extend(table[part])
    return found


def file(table: dict[str, list[int]], place: int, beginnings: Iterable[str]) -> None:
    """File *place* in *table* under each of *beginnings*."""
    for beginning in beginnings:
        table.setdefault(beginning, []).append(place)
