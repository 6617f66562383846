"""What a user gives as a path in, WARC files out, in a stable order."""

from __future__ import annotations

import glob
import re
from pathlib import Path

from crawler.exceptions import UsageError

ARCHIVE_NAME = re.compile(r".+\.(?:warc|wet)(?:\.gz)?(?:\.open)?", re.IGNORECASE)


def find_archives(given: str) -> tuple[list[Path], list[str]]:
    """Return the files that *given* names, none twice, and those of its parts that name none.

    *given* is a file, a folder (the `.warc` and `.warc.gz` files in and under it), a glob (`**` too), or several of
    them with commas between. The parts keep their order, the files of a part are sorted. Raises UsageError where
    there is no file at all.
    """
    parts = [given] if exists(given) else [part.strip() for part in given.split(",") if part.strip()]
    found: dict[Path, Path] = {}
    missing: list[str] = []
    for part in parts:
        matches = part_matches(part)
        if not matches:
            missing.append(part)
        for path in matches:
            found.setdefault(path.resolve(), path)
    if not found:
        raise UsageError(f"{given}: no such file, and no folder or pattern with WARC files")
    return list(found.values()), missing


def part_matches(part: str) -> list[Path]:
    """Return the files of one file name, folder or glob, sorted."""
    path = Path(part)
    if exists(part) and path.is_dir():
        return sorted(inner for inner in path.rglob("*") if ARCHIVE_NAME.fullmatch(inner.name) and inner.is_file())
    if exists(part):
        return [path]
    matches = (Path(name) for name in glob.iglob(part, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute ones
    return sorted(inner for inner in matches if inner.is_file())


def exists(name: str) -> bool:
    """Return whether *name* is that of a file or folder; a name no file can have is not."""
    try:
        return bool(name) and Path(name).exists()
    except OSError:  # longer than the system takes, as a list of several may be
        return False
