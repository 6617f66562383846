"""What pages say around their stories, per language: data in `<language>.toml`, read here.

A page's own language is not known when its clutter is read, and often enough the clutter is in another one; so every
language's phrases count on every page. To teach a language, fill in its file; to teach a kind of phrase, add a key.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.phrases.heads import heads, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Greek letters with an accent, and what they are without it, as capitals and hurried writers have them.
UNACCENTED = {
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ϋ": "υ", "ΐ": "ϊι", "ΰ": "ϋυ"
}  # fmt: skip
#: Signs to choose from in an expression, and an accented letter elsewhere.
CHOICE_OR_LETTER = re.compile(rf"\[(?:\\.|[^\]\\])*\]|[{''.join(UNACCENTED)}]")


@cache
def tables() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return the tables of every language: language, table, key, expressions."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return {file.stem: read(file) for file in files}


def read(file: Path) -> dict[str, dict[str, list[str]]]:
    """Return the tables in *file*: table, key, expressions."""
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        name: {key: list(map(accents_optional, known)) for key, known in keys.items()} for name, keys in said.items()
    }


def accents_optional(expression: str) -> str:
    """Return *expression* with each accented Greek letter in it as it stands, or without its accent: capitals have
    none."""
    return expression if expression.isascii() else CHOICE_OR_LETTER.sub(with_unaccented, expression)


def with_unaccented(found: re.Match[str]) -> str:
    """Return the letter *found*, or the signs to choose from, with those that have no accent to choose from too."""
    either = "".join(sign + UNACCENTED.get(sign, "") for sign in found[0])
    return either if either.startswith("[") else f"[{either}]"


@cache
def expressions(table: str, key: str) -> tuple[str, ...]:
    """Return the expressions for *key* of *table* in every language, the longest first, none repeated."""
    found = {entry for language in tables().values() for entry in language.get(table, {}).get(key, [])}
    return tuple(sorted(found, key=lambda entry: (-len(entry), entry)))


@cache
def pattern(table: str, key: str, frame: str = "%s", flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return one pattern for *key* of *table*: the alternatives of every language, put into *frame* at `%s`."""
    return re.compile(frame.replace("%s", f"(?:{either(expressions(table, key))})"), flags)


def either(entries: Iterable[str]) -> str:
    """Return the alternatives *entries* as one expression; they are tried where one of their beginnings stands alone.

    Python tries a hundred alternatives one after another at every place of a text; nearly nowhere begins any of them.
    """
    parts: list[str] = []
    for known, run in groupby(entries, lambda entry: "" not in heads(entry)):
        alike = list(run)
        beginning = one_of(head for entry in alike for head in heads(entry)) if known else ""
        alternatives = "|".join(f"(?:{entry})" for entry in alike)
        parts.append(f"(?={beginning})(?:{alternatives})" if known else alternatives)
    return "|".join(parts) or "(?!)"
