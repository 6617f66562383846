"""What is wrong with a line: bytes in, a record or the list of its faults out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from schemas.article import Article

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Fault:
    """One fault of a record."""

    path: str
    """Where, as a JSON path: `$.posts[0].text`; `$` is the line itself."""
    why: str
    """What is wrong, in words."""

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"


def json_path(location: Iterable[str | int]) -> str:
    """Return *location* as a JSON path."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)


def faults_of(error: ValidationError) -> list[Fault]:
    """Return every fault in *error*."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    return [Fault(json_path(detail["loc"]), detail["msg"]) for detail in details]


def faults_of_line(line: bytes) -> list[Fault]:
    """Return every fault of *line*, which should be a record and end with a newline; none if it is a sound one."""
    if not line.strip():
        return [Fault("$", "blank line")]
    if line.startswith(BOM):
        return [Fault("$", "byte order mark"), *faults_of_line(line.removeprefix(BOM))]
    torn = [] if line.endswith(b"\n") else [Fault("$", "torn: the line does not end with a newline")]
    try:
        Article.model_validate_json(line)
    except ValidationError as error:
        return [*torn, *faults_of(error)]
    return torn


def faults_in(lines: Iterable[bytes]) -> Iterator[tuple[int, list[Fault]]]:
    """Yield for each of *lines* its number, from 1, and its faults."""
    for number, line in enumerate(lines, start=1):
        yield number, faults_of_line(line)
