"""Files of the archive in, those that it keeps no longer out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = 86_400.0
UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
WORDS = re.compile(rf"([1-9][0-9]{{0,5}})\s*(d|{'|'.join(UNITS)})")


@dataclass(frozen=True)
class Keep:
    """How much of an archive is kept."""

    seconds: float | None = None
    """Since a file was last written to."""
    size: int | None = None
    """Bytes of all files together."""

    @classmethod
    def from_words(cls, words: str) -> Keep:
        """Return what *words* say: days (`30d`), or a size (`500MB`, `20GB`, `2TB`). Raises ValueError."""
        found = WORDS.fullmatch(words.strip())
        if found is None:
            raise ValueError("days, such as 30d, or a size, such as 20GB,")
        number, unit = int(found[1]), found[2]
        return cls(seconds=number * DAY) if unit == "d" else cls(size=number * UNITS[unit])


@dataclass(frozen=True)
class ArchiveFile:
    """A file of the archive."""

    name: str
    size: int
    written: float
    """When it was last written to, in seconds since 1970."""


def outdated(files: Sequence[ArchiveFile], keep: Keep, now: float) -> list[str]:
    """Return the names of those of *files*, the oldest first, that *keep* has no room for *now*; the last is being
    written, and always stays."""
    left = sum(file.size for file in files)
    names = []
    for file in files[:-1]:
        too_old = keep.seconds is not None and now - file.written > keep.seconds
        too_much = keep.size is not None and left > keep.size
        if not too_old and not too_much:
            break
        names.append(file.name)
        left -= file.size
    return names
