"""Regular expressions in, one that finds what any of them finds out: made so that a text without it is soon passed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: An alternative of an expression, and what it begins with: a letter, one of several, or the beginning of the text.
ALTERNATIVE = re.compile(r"(?:[^|()\[\]]|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])+")
FIRST = re.compile(r"(?:[\w -]|\^|\[\w+\])(?![?*+{])")


def any_of(expressions: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of *expressions*, those with the same first letter put together.

    Where a text has another letter, the search is past all of them at once.
    """
    found: dict[str, list[str]] = {}
    for expression in (part for whole in expressions for part in alternatives(whole)):
        match = FIRST.match(expression)
        found.setdefault(match[0] if match else "", []).append(expression[match.end() if match else 0 :])
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in found.items()))


def alternatives(expression: str) -> list[str]:
    """Return the alternatives of *expression*; of one in any case each with its first letter in both."""
    if expression.startswith("(?i:"):
        inner = alternatives(expression[len("(?i:") : -1])
        return [f"[{part[0].lower()}{part[0].upper()}](?i:{part[1:]})" for part in inner]
    return [match[0] for match in ALTERNATIVE.finditer(expression)]
