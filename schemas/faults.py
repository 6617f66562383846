"""What is wrong with a line: bytes in, a record or the list of its faults out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from pydantic import ValidationError

from schemas.article import Article

BOM = b"\xef\xbb\xbf"
#: NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR in UTF-8: readers that split lines there tear a record.
LINE_ENDS = (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
#: Longest line that is read, in bytes: far more than any page may hold.
LONGEST_LINE = 64 << 20


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
    faults = [] if line.endswith(b"\n") else [Fault("$", "torn: the line does not end with a newline")]
    if any(end in line for end in LINE_ENDS):
        faults.append(Fault("$", "U+0085, U+2028 or U+2029 not escaped: some readers end the line there"))
    try:
        Article.model_validate_json(line, strict=True)
    except ValidationError as error:
        faults.extend(faults_of(error))
    return faults


def faults_in(file: IO[bytes]) -> Iterator[tuple[int, list[Fault]]]:
    """Yield for each line of *file* its number, from 1, and its faults. OSError if it cannot be read."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while not line.endswith(b"\n") and (line := file.readline(LONGEST_LINE)):
                pass
            yield number, [Fault("$", f"longer than {LONGEST_LINE} bytes")]
        else:
            yield number, faults_of_line(line)
