"""Expressions and a text in, those that can match the whole of it out: by the letters with which they begin."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from pipelines.phrases.heads import LENGTH, heads, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: With what an expression begins whose own words come later: after some words,
WORDS_FIRST = re.compile(r"\(\?:(?:\\w|\[\\w[^\]\\]*\])\+ \)(?:\{\d*,\d+\}|[*+])")
#: or after anything at all.
ANYTHING_FIRST = re.compile(r"(?:\(\?:[^()?]*\)\?)?(?:\.(?:\{\d*,?\d*\}|[*+])|\(\?:\\w\+\\W\+\)(?:\{\d*,\d+\}|[*+]))")
#: Letters by which words in a text are looked for.
FEW = 2


class Index:
    """Expressions by the beginnings of what they match: of hundreds, few can match the text at hand."""

    def __init__(self, expressions: Iterable[str]) -> None:
        self.expressions = tuple(expressions)
        #: The places of the expressions by the beginning of a text, of a word and the blank before it, of something
        #: anywhere in a text; and of those that may match any.
        self.by_text: dict[str, list[int]] = {}
        self.by_word: dict[str, list[int]] = {}
        self.by_part: dict[str, list[int]] = {}
        for place, expression in enumerate(self.expressions):
            if lead := WORDS_FIRST.match(expression):
                file(self.by_word, place, {f" {head.split(' ')[0][:FEW]}" for head in heads(expression[lead.end() :])})
            elif lead := ANYTHING_FIRST.match(expression):
                file(self.by_part, place, heads(expression[lead.end() :]))
            else:
                file(self.by_text, place, heads(expression))
        self.always = self.by_part.pop("", [])
        self.parts = re.compile(one_of(self.by_part) if self.by_part else "(?!)")

    def matching(self, text: str) -> list[re.Pattern[str]]:
        """Return, in their order, those that may match the whole of *text*."""
        apart = f" {text}"
        found = [self.always, *(self.by_text.get(text[:length], ()) for length in range(LENGTH + 1))]
        found += [places for start, places in self.by_word.items() if start in apart]
        if self.parts.search(text):
            found += [places for part, places in self.by_part.items() if part in text]
        return [compiled(self.expressions[place]) for place in sorted({*chain.from_iterable(found)})]


def file(table: dict[str, list[int]], place: int, beginnings: Iterable[str]) -> None:
    """File *place* in *table* under each of *beginnings*."""
    for beginning in beginnings:
        table.setdefault(beginning, []).append(place)


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Return *expression* as a pattern: made at first use, for most of hundreds never are."""
    return re.compile(expression)
