"""A regular expression in, how whatever it matches begins out: by its first letters most of hundreds are ruled out.

What is told errs on the safe side: of what is not plain letters, alternatives and repetitions, anything is expected.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.prose import DENSE

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Letters of a beginning: more would tell apart hardly more.
LENGTH = 5
#: Signs of it in a script without spaces, where one says as much as two letters.
SIGNS = 3
#: The parts of an expression, first a run of signs none of which is repeated. What is none of them may be anything.
PART = re.compile(
    r"(?P<run>(?:[^\\.?*+\[\](){}|$^](?![?*+{]))+)|(?P<look>\(\?<?[=!])|(?P<group>\(\?:|\((?!\?))|(?P<end>\))"
    r"|(?P<bar>\|)|(?P<edge>\\b|[$^])|\[(?P<signs>[^\]\\^-]+)\]|(?P<sign>\\\W|[^\\.?*+\[\](){}])"
    r"|(?P<other>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)",
    re.DOTALL,
)
#: How often a part may stand, and whether it may be left out.
TIMES = re.compile(r"(?P<maybe>\?|\*|\{0?(?:,\d*)?\})|\+|\{\d[\d,]*\}")

#: What tells where an alternative ends: brackets and bars; signs and whole groups that hold none are passed over.
BRACKET = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\([^()\[\]\\]*\)|[()|]")
#: A beginning, and whether what comes next in the expression follows it at once.
Head = tuple[str, bool]
ANYTHING, NOTHING = frozenset([("", False)]), frozenset([("", True)])


@cache
def heads(expression: str) -> frozenset[str]:
    """Return beginnings, of LENGTH letters at most, one of which has every text that *expression* matches."""
    found, _ = alternatives(expression, 0)
    length = SIGNS if DENSE.search(expression) else LENGTH
    return frozenset(text[:length] for text, _ in found)


def one_of(beginnings: Iterable[str]) -> str:
    """Return an expression for any of *beginnings*, letter by letter: one letter of a text rules most of them out."""
    after: dict[str, set[str]] = {}
    for text in beginnings:
        if not text:
            return ""
        after.setdefault(text[0], set()).add(text[1:])
    parts = [re.escape(letter) + one_of(rest) for letter, rest in sorted(after.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def alternatives(expression: str, at: int) -> tuple[frozenset[Head], int]:
    """Return how the alternatives that begin at *at* begin, and where they end: at the bracket, or the very end."""
    every: frozenset[Head] = frozenset()
    found = NOTHING
    while part := PART.match(expression, at):
        at = part.end()
        if part["end"]:
            break
        if part["bar"]:
            every, found = every | found, NOTHING
            continue
        begin, at = beginning(part, expression, at)
        times = TIMES.match(expression, at)
        if times:
            at = times.end() + expression.startswith("?", times.end())
            begin = repeated(begin, times)
        found = followed(found, begin)
        if not any(follows for _, follows in found):
            at = end_of_alternative(expression, at)
    return every | found, at


def end_of_alternative(expression: str, at: int) -> int:
    """Return where the alternative of *expression* in which *at* stands ends."""
    depth = 0
    for mark in BRACKET.finditer(expression, at):
        if not depth and mark[0] in ")|":
            return mark.start()
        depth += (mark[0] == "(") - (mark[0] == ")")
    return len(expression)


def beginning(part: re.Match[str], expression: str, at: int) -> tuple[frozenset[Head], int]:
    """Return how *part* of *expression* begins, and where it ends; *at* is where it does unless it is a group."""
    if part["run"]:
        return frozenset([(part["run"], True)]), at
    if part["look"] or part["group"]:
        inside, at = alternatives(expression, at)
        return (NOTHING if part["look"] else inside), at
    if part["edge"]:
        return NOTHING, at
    if part["signs"] or part["sign"]:
        return frozenset((sign, True) for sign in part["signs"] or part["sign"][-1]), at
    return ANYTHING, at


def repeated(begin: Iterable[Head], times: re.Match[str]) -> frozenset[Head]:
    """Return how a part that begins with *begin* does where it stands so many *times*."""
    once = times[0] == "?"
    return frozenset((text, follows and once) for text, follows in begin) | (NOTHING if times["maybe"] else frozenset())


def followed(found: Iterable[Head], begin: Iterable[Head]) -> frozenset[Head]:
    """Return how *found* goes on where *begin* comes next."""
    return frozenset(
        (whole[:LENGTH], more and len(whole) < LENGTH)
        for text, follows in found
        for then, more in (begin if follows else ANYTHING)
        for whole in [text + then]
    )
