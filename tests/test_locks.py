"""The locks: no index is named, and what they share has one version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
#: newspaper4k wants python-dateutil below 3.
OLDER_FOR_PEERS = {"python-dateutil"}


def pins(lock: Path) -> set[tuple[str, str]]:
    """Return each package that *lock* names, with its version."""
    return set(re.findall(r"^([\w.-]+)==([\w.!+-]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_index_and_hashes_every_package(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-(?!-hash=)", text, re.MULTILINE)
    unhashed = re.findall(r"^[\w.-]+==[^\\\n]*(?:\n(?!    --hash)|\\\n(?!    --hash))", text, re.MULTILINE)
    assert pins(lock)
    assert unhashed == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_lock_holds_what_plainwire_runs_on_in_one_version(lock: Path) -> None:
    missing = pins(ROOT / "requirements.lock") - pins(lock)
    assert {name for name, _ in missing} <= (OLDER_FOR_PEERS if lock.name == "requirements-bench.lock" else set())
