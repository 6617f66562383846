"""The main job over every folder of a corpus, scored: one line a folder.

    python -m benchmarks.quality CORPUS --scorer SCORE.py [FOLDER …]

A corpus is a folder of folders, each with `pages.warc.gz` and `gold.jsonl`; SCORE.py is called with such a folder and
the records, and prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def score(folder: Path, scorer: Path) -> dict[str, float]:
    """Return what *scorer* says of the records that the main job makes of *folder*."""
    with tempfile.TemporaryDirectory() as output:
        job = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={folder / 'pages.warc.gz'}"]
        subprocess.run([*job, "-s", f"OUTPUT_DIR={output}"], cwd=ROOT, check=True, capture_output=True)
        command = [sys.executable, str(scorer), str(folder), f"{output}/articles.jsonl"]
        result = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    names = options.folders or sorted(path.parent.name for path in options.corpus.glob("*/gold.jsonl"))
    for name in names:
        print(json.dumps({"folder": name, **score((options.corpus / name).resolve(), options.scorer.resolve())}))


if __name__ == "__main__":
    main()
