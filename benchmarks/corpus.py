"""A corpus: a folder of folders, each with `pages.warc.gz` (the pages) and `gold.jsonl` (what is right, a line a page).

    python -m benchmarks.corpus CORPUS [FOLDER …]     # lists the folders, or says what is wrong (exit 2)

Standard library only: `make bench` asks here before it installs anything.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

GOLD = "gold.jsonl"
PAGES = "pages.warc.gz"
Gold = dict[str, Any]


class NoCorpusError(Exception):
    """There is nothing to measure; the message says why."""


def folders_of(corpus: Path, names: list[str] | None = None) -> list[Path]:
    """Return the folders of *corpus* that hold pages and gold: all of them, or those in *names*."""
    there = sorted(path.parent for path in corpus.glob(f"*/{GOLD}") if (path.parent / PAGES).exists())
    if not there:
        raise NoCorpusError(
            f"no pages in {corpus}: benchmarks/README.md says where pages are to be had, and their shape"
        )
    unknown = set(names or []) - {folder.name for folder in there}
    if unknown:
        raise NoCorpusError(f"{corpus} has no {', '.join(sorted(unknown))}, but {', '.join(f.name for f in there)}")
    return [folder.resolve() for folder in there if not names or folder.name in names]


def gold_of(folder: Path) -> list[Gold]:
    """Return the lines of *folder*'s gold."""
    with (folder / GOLD).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of *folder*'s gold and pages, the one after the other."""
    digest = hashlib.sha256()
    for name in (GOLD, PAGES):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    try:
        folders = folders_of(options.corpus, options.folders)
    except NoCorpusError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error
    for folder in folders:
        print(f"{folder.name}: {len(gold_of(folder))} pages")


if __name__ == "__main__":
    main()
