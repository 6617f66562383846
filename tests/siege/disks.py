"""A disk with little room, for a test: a file system in memory, mounted where the test says, and gone with it."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Disk:
    """A mounted disk."""

    folder: Path

    def resize(self, kilobytes: int) -> None:
        """Give it so much room in all."""
        mount(f"remount,size={kilobytes}k", self.folder)


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Disk]:
    """Mount a disk with so much room at *folder*; skip the test where this process may not."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        mount(f"size={kilobytes}k", folder)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def mount(options: str, folder: Path) -> None:
    """Mount, or mount anew."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True, capture_output=True)
