"""Text in, the news agencies credited in it out, each by its usual short Latin name."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipelines.phrases import either
from pipelines.prose import KEPT

#: Names no longer than this are agencies only in their very case: longer ones may stand in capitals.
SHORT = 3
#: What stands between two agencies, or around one, in a line that credits nothing else.
JOINER = (
    r"(?:and|with|und|mit|et|avec|y|con|e|com|и|с|та|en|met|og|och|med|ja|i|z|ve|και|a|s|及|和|と"
    r"|、|·|-|–|—|\||/|,|;|&|\+|，|；|・|／|=|＝)"
)
WORDS = (
    r"(?:the|die|der|l['’]|la|news agency|agency|agencies|news service|wires?|staff|report(?:er)?s?|correspondents?|via"
    r"|nachrichtenagentur|agenturen|agence|agências?|agencias?|agenzie|агентства?|통신|特约|电|電|讯|訊|配信|提供)"
)
#: What stands for agencies that a line does not name.
UNNAMED = (
    r"(?:news )?agencies|wire services|(?:nachrichten)?agenturen|agences(?: de presse)?|agencias|agências|agenzie"
    r"|информагентства|агентства|агенції|agencje|persbureaus|ajanslar|πρακτορεία|外電|外电|外信|외신(?:종합)?"
).split("|")
#: A joiner at the edge of what stands beside an agency.
JOINT_WORD = re.compile(
    r"^(?:and|with|und|mit|et|avec|y|con|e|com|и|с|i|z|ve|和|及|と)\s|\s(?:and|with|und|mit|et|avec|y|con|e|com|и|с|i|z|ve|和|及|と)$"
)
#: A letter of a script that puts spaces between words.
LETTER = "[^\\W\\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
#: What follows the first word of several names, where it is one by itself.
NO_NAME_AFTER = r"(?!\s+[«“\"]?[^\W\d_a-zа-яё])"
MARKS = r"[\s()（）\[\]［］【】〔〕«»\"“”'.:•●▪·*]"


@cache
def table() -> dict[str, Any]:
    """Return what is known of agencies' names."""
    path = Path(__file__).with_name("agencies.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def short_names() -> dict[str, str]:
    """Return the usual short name of every agency, by each of the names that pages print."""
    names: dict[str, str] = {}
    for short, others in table()["names"].items():
        for name in (short, *others):
            names[name] = short
            if len(name) > SHORT:
                names.setdefault(name.upper(), short)
    return names


@cache
def alternatives() -> str:
    """Return an expression for the name of any agency, grouped by first letter for speed, the longest first."""
    groups: dict[str, list[str]] = {}
    for name in sorted(short_names(), key=lambda name: (-len(name), name)):
        rest = NO_NAME_AFTER if name in table()["first_words"] else ""
        groups.setdefault(name[0], []).append(re.escape(name[1:]) + rest)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))


@cache
def agency_pattern() -> re.Pattern[str]:
    """Return the pattern of an agency's name that is no part of a longer word of a script with spaces."""
    peers = "|".join(sorted(name for name in short_names() if name.islower() and len(name) <= SHORT))
    return re.compile(
        rf"(?<!{LETTER})(?=[{initials()}])(?:{alternatives()})(?!{LETTER})"
        rf"(?P<desk>(?<=dpa)/(?!(?:{peers})\b)[a-z]{{2,3}}\b)?"
    )


@cache
def wire_pattern() -> re.Pattern[str]:
    """Return the pattern of an agency's name, or of a word that stands for several."""
    return re.compile(rf"{agency_pattern().pattern}|{unnamed_pattern().pattern}")


@cache
def unnamed_pattern() -> re.Pattern[str]:
    """Return the pattern of a word that stands for several agencies."""
    return re.compile(rf"(?<!{LETTER})(?i:{either(UNNAMED)})(?!{LETTER})")


def names_wire(text: str) -> bool:
    """Return whether *text* has anything for `wire_pattern`: of the agencies it is kept for most texts."""
    return bool(agencies_in(text)) or unnamed_pattern().search(text) is not None


def is_joint(text: str) -> bool:
    """Return whether *text*, beside or between agencies, says nothing of its own."""
    return rest_pattern().fullmatch(text) is not None


@cache
def initials() -> str:
    """Return the first characters of all names, for a character class."""
    return "".join(sorted({re.escape(name[0]) for name in short_names()}))


@cache
def rest_pattern() -> re.Pattern[str]:
    """Return the pattern of what a line of agencies alone holds besides their names."""
    return re.compile(rf"(?:{MARKS}|(?<![^\W_]){JOINER}(?![^\W_])|{WORDS})*", re.IGNORECASE)


def agencies_in(text: str) -> list[str]:
    """Return the agencies named anywhere in *text*, in order, none repeated."""
    return list(named_in(text))


@lru_cache(maxsize=KEPT)
def named_in(text: str) -> tuple[str, ...]:
    """Return the same, to be shared."""
    found = (match[0].removesuffix(match["desk"] or "") for match in agency_pattern().finditer(text))
    return tuple(dict.fromkeys(short_names()[name] for name in found))


def credited(text: str) -> list[str]:
    """Return the agencies in *text* where it names nothing else; [] otherwise."""
    found = agencies_in(text)
    if found and rest_pattern().fullmatch(agency_pattern().sub(" , ", text)):
        return found
    return []
