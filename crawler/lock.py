"""One run at a time in an output folder: a lock of the kernel's, which ends with the process that holds it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from crawler.exceptions import OutputLocked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the output in *folder*, which exists; raise OutputLocked where another run does."""
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise OutputLocked(f"OUTPUT_DIR={folder}: another run uses it") from None
    try:
        yield
    finally:
        lock.release()
