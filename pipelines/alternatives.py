"""Regular expressions in, one that finds what any of them finds out: made so that a text without it is soon passed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: An alternative of an expression, and one that is a choice with something before and behind it.
ALTERNATIVE = re.compile(r"(?:[^|()\[\]]|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])+")
CHOICE = re.compile(r"(?P<before>\^?)\(\?:(?P<inner>(?:[^()]|\([^()]*\))*)\)(?![?*+{])(?P<behind>.*)")
#: What an alternative begins with: a letter or one of several, perhaps at the beginning of the text; and the same place
#: told once that letter is read, which the search leaps to.
FIRST = re.compile(r"(?P<start>\^?)(?P<sign>[\w -]|\[\w+\])(?![?*+{])")
AT_START = "(?<!(?s:..))"


def any_of(expressions: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of *expressions*, those with the same first letter put together.

    Where a text has another letter, the search is past all of them at once.
    """
    found: dict[str, list[str]] = {}
    for expression in (part for whole in expressions for part in alternatives(whole)):
        if match := FIRST.match(expression):
            rest = expression[match.end() :]
            found.setdefault(match["sign"], []).append(f"{AT_START}{rest}" if match["start"] else rest)
        else:
            found.setdefault("", []).append(expression)
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in found.items()))


def alternatives(expression: str) -> list[str]:
    """Return the alternatives of *expression*; of one in any case each with its first letter in both, of a choice each
    with what stands around it."""
    if expression.startswith("(?i:"):
        inner = alternatives(expression[len("(?i:") : -1])
        return [f"[{part[0].lower()}{part[0].upper()}](?i:{part[1:]})" for part in inner]
    return [part for match in ALTERNATIVE.finditer(expression) for part in unfolded(match[0])]


def unfolded(expression: str) -> list[str]:
    """Return *expression*, one alternative, as several where it begins with a choice."""
    choice = CHOICE.fullmatch(expression)
    if not choice:
        return [expression]
    return [f"{choice['before']}{part}{choice['behind']}" for part in alternatives(choice["inner"])]
