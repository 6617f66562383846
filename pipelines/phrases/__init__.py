"""What pages say around their stories, per language: data in `<language>.toml`, read here.

A page's own language is not known when its clutter is read, and often enough the clutter is in another one; so every
language's phrases count on every page. To teach a language, fill in its file; to teach a kind of phrase, add a key.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def tables() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return the tables of every language: language, table, key, expressions."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


@cache
def expressions(table: str, key: str) -> tuple[str, ...]:
    """Return the expressions for *key* of *table* in every language, the longest first, none repeated."""
    found = {entry for language in tables().values() for entry in language.get(table, {}).get(key, [])}
    return tuple(sorted(found, key=lambda entry: (-len(entry), entry)))


@cache
def pattern(table: str, key: str, frame: str = "%s", flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return one pattern for *key* of *table*: the alternatives of every language, put into *frame* at `%s`."""
    alternatives = "|".join(f"(?:{entry})" for entry in expressions(table, key))
    return re.compile(frame.replace("%s", f"(?:{alternatives or '(?!)'})"), flags)
