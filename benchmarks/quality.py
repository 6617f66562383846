"""The main job over every folder of a corpus, scored: one line a folder.

python -m benchmarks.quality CORPUS [FOLDER …]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.contenders import plainwire
from benchmarks.corpus import PAGES, folders_of, gold_of
from benchmarks.score import Figures, score


def quality(folder: Path) -> Figures:
    """Return the figures of the records that the main job makes of *folder*."""
    with tempfile.TemporaryDirectory() as output:
        return score(gold_of(folder), plainwire([folder / PAGES], Path(output)).records)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    for folder in folders_of(options.corpus, options.folders):
        print(json.dumps({"folder": folder.name, **quality(folder)}), flush=True)


if __name__ == "__main__":
    main()
