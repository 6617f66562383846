"""A seeds file in, seeds out: every fault with its line, every good source none the less."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from schemas import Seed
from schemas.seed import SeedKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A table header alone on its line: where a table begins, whatever is wrong in the ones around it.
HEADER = re.compile(r"^\s*(\[+)([^\[\]]*)\]+\s*(?:#.*)?$")
#: tomllib says where only in words.
TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
#: What a value must be in TOML, where it is not a text, and how to say so.
KEY_TYPES: dict[str, tuple[type, str]] = {
    "max_pages": (int, "a whole number, without quotes"),
    "allow": (list, "a list of texts in brackets"),
    "deny": (list, "a list of texts in brackets"),
}
TEXT_TYPE = (str, "a text in quotes")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a seeds file."""

    path: str
    line: int | None
    """Counted from 1; None where the fault is the whole file's."""
    message: str
    """What is wrong and how to mend it."""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class Table:
    """One table of the file, not parsed yet."""

    line: int
    """Line of its header; 1 for what stands before the first header."""
    name: str | None
    """What stands in the brackets; None for what stands before the first header."""
    brackets: int
    lines: list[str]
    """Its lines, header included."""

    def line_of(self, key: str) -> int:
        """Return the line where *key* is set; that of the header where it is not."""
        wanted = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*=""")
        for number, text in enumerate(self.lines):
            if wanted.match(text):
                return self.line + number
        return self.line


def load_seeds(path: Path) -> tuple[list[Seed], list[Fault]]:
    """Return the good sources of the seeds file at *path* in order, and every fault of the others."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [], [Fault(str(path), None, f"cannot be read: {error.strerror}; give the path of a TOML file")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return [], [Fault(str(path), line, f"byte {raw[error.start]:#04x} is not UTF-8; save the file as UTF-8 text")]
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return [], [Fault(str(path), line, "a NUL byte: this is no text file; give the path of a TOML file")]
    return read_seeds(text, str(path))


def read_seeds(text: str, path: str) -> tuple[list[Seed], list[Fault]]:
    """Return the good sources in *text* in order, and every fault of the others; *path* is what faults call it."""
    seeds: list[Seed] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for table in split_tables(text):
        seed, wrong = read_table(table)
        if seed is not None and seed.name in lines:
            wrong = [
                (
                    table.line_of("name"),
                    f"name {seed.name!r} stands already in line {lines[seed.name]}; give it another",
                )
            ]
            seed = None
        faults.extend(Fault(path, line, message) for line, message in wrong)
        if seed is not None:
            lines[seed.name] = table.line_of("name")
            seeds.append(seed)
    if not seeds and not faults:
        faults.append(Fault(path, None, "names no source; add a [[source]] table with name and url"))
    return seeds, faults


def split_tables(text: str) -> Iterator[Table]:
    """Yield the tables of *text*, and first what stands before them, if that is more than white space and comments."""
    start, name, brackets = 1, None, 0
    gathered: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        header = HEADER.match(line)
        if header:
            if name is not None or says_something(gathered):
                yield Table(start, name, brackets, gathered)
            start, name, brackets, gathered = number, header[2].strip(), len(header[1]), []
        gathered.append(line.removesuffix("\r"))
    if name is not None or says_something(gathered):
        yield Table(start, name, brackets, gathered)


def says_something(lines: list[str]) -> bool:
    """Return whether *lines* hold more than white space and comments."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def read_table(table: Table) -> tuple[Seed | None, list[tuple[int, str]]]:
    """Return the seed in *table*, or None and its faults as (line, message)."""
    try:
        parsed = tomllib.loads("\n".join(table.lines))
    except tomllib.TOMLDecodeError as error:
        place = TOML_PLACE.search(str(error))
        last = sum(1 for line in table.lines if line.strip())
        line = table.line - 1 + (int(place[1]) if place and place[1] else max(1, last))
        return None, [(line, f"not TOML: {TOML_PLACE.sub('', str(error))}; text stands in quotes, a list in brackets")]
    if table.name is None:
        return None, [
            (table.line_of(key), f"{key!r} stands in no table; put it under a [[source]] line") for key in parsed
        ]
    if table.name != "source" or table.brackets != 2:
        return None, [(table.line, f"table {table.name!r} is not known; a source begins with [[source]]")]
    return read_source(table, parsed["source"][0])


def read_source(table: Table, values: dict[str, Any]) -> tuple[Seed | None, list[tuple[int, str]]]:
    """Return the seed in *values*, or None and its faults as (line, message)."""
    wrong = [(table.line_of(key), message) for key, value in values.items() if (message := key_fault(key, value))]
    known = {key: value for key, value in values.items() if key_fault(key, value) is None}
    faulty = set(values) - set(known)
    try:
        seed = Seed.model_validate(known)
    except ValidationError as error:
        for fault in error.errors():
            key = str(fault["loc"][0])
            if key not in faulty:
                wrong.append((table.line_of(key), value_fault(key, fault["msg"], known.get(key))))
        seed = None
    return (None if wrong else seed), sorted(wrong)


def key_fault(key: str, value: Any) -> str | None:
    """Return what is wrong with the name of *key* or with the type of its *value*; None where both are right."""
    if key not in Seed.model_fields:
        near = difflib.get_close_matches(key.lower(), Seed.model_fields, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys are {', '.join(Seed.model_fields)}"
        return f"key {key!r} is not known; {hint}"
    wanted, words = KEY_TYPES.get(key, TEXT_TYPE)
    texts_only = not isinstance(value, list) or all(isinstance(part, str) for part in value)
    if type(value) is not wanted or not texts_only:
        return f"{key} must be {words}"
    return None


def value_fault(key: str, message: str, value: Any) -> str:
    """Return what pydantic's *message* says is wrong with *value* of *key*, in the words of a seeds file."""
    if value is None:
        return f"{key} is missing; a source needs name and url"
    message = message.removeprefix("Value error, ")
    match key:
        case "url":
            return f"url {value!r} is {message}; write it in full, such as 'https://example.org/feed.xml'"
        case "kind":
            near = difflib.get_close_matches(str(value).lower(), get_args(SeedKind), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            return f"kind {value!r} is not one of {', '.join(get_args(SeedKind))}{hint}"
        case "every":
            return f"every {value!r} is no span of time; write a number and s, m, h or d, such as '30m'"
        case "language":
            return f"language {value!r} is no BCP 47 tag; write it as in 'en', 'pt-BR' or 'zh-Hant'"
        case "max_pages":
            return f"max_pages {value!r} must be 1 or more; leave it out for no limit"
        case "allow" | "deny":
            return f"{key}: a pattern is {message}"
        case _:
            return f"{key} {value!r}: {message}"
