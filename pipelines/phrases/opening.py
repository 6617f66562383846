"""Phrases in, a pattern of what a text begins with out: made for each first letter by itself.

Without regard to case Python tries each of a hundred alternatives in turn; few begin with the letter at hand. In a
frame a range of signs that have no case says so (`(?-i:…)`): else Python looks each of them up, for every pattern.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.phrases import either, expressions
from pipelines.phrases.heads import heads
from pipelines.prose import KEPT


class Opening:
    """The alternatives for *key* of *table*, put into *frame* at `%s`: with *lead*, and one of them, it begins."""

    def __init__(self, table: str, key: str, frame: str, lead: str = "") -> None:
        self.frame = f"{lead}{frame}"
        self.lead = re.compile(lead) if lead else None
        self.letters = {entry: self.letters_of(entry) for entry in expressions(table, key)}
        self.known = frozenset[str]().union(*self.letters.values())
        self.patterns: dict[str, re.Pattern[str]] = {}

    def letters_of(self, expression: str) -> frozenset[str]:
        """Return the letters with which *expression* may begin; "" for any at all, and for those of the lead."""
        firsts, lead = {head[:1] for head in heads(expression)}, self.lead
        return frozenset("" if not first or (lead and lead.fullmatch(first)) else caseless(first) for first in firsts)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match with which *text* begins."""
        lead = self.lead.match(text) if self.lead else None
        start = lead.end() if lead else 0
        first = caseless(text[start : start + 1])
        letter = first if first in self.known else ""
        return (self.patterns.get(letter) or self.pattern(letter)).match(text)

    def cut(self, text: str) -> str:
        """Return *text* without what it begins with."""
        match = self.match(text)
        return text[match.end() :] if match else text

    def pattern(self, letter: str) -> re.Pattern[str]:
        """Return the pattern of the alternatives that may begin with *letter*; made at first use."""
        entries = [entry for entry, own in self.letters.items() if own & {letter, ""}]
        frame = self.frame.replace("%s", f"(?:{either(entries)})")
        return self.patterns.setdefault(letter, re.compile(frame, re.IGNORECASE))


@lru_cache(maxsize=KEPT)
def caseless(letter: str) -> str:
    """Return what all letters that are one without regard to case have in common."""
    return letter.upper().lower()[:1]
