"""The main job over real pages: no crash, and no figure below its floor (benchmarks/floors.json)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality import score

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared/corpus"
SCORER = ROOT.parent / "shared/tools/score.py"
FLOORS: dict[str, dict[str, Any]] = json.loads((ROOT / "benchmarks/floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of real pages is not here: {CORPUS}")


@pytest.mark.parametrize("folder", FLOORS)
def test_a_folder_of_real_pages_stays_above_its_floors(folder: str) -> None:
    floors = FLOORS[folder]
    digest = hashlib.sha256((CORPUS / folder / "gold.jsonl").read_bytes()).hexdigest()
    assert digest == floors["gold_sha256"], "another gold: its floors must be measured anew"
    figures = score(CORPUS / folder, SCORER)
    assert figures["pages"] == floors["pages"]
    below = {name: (figures[name], floor) for name, floor in floors["at_least"].items() if figures[name] < floor}
    above = {name: (figures[name], limit) for name, limit in floors["at_most"].items() if figures[name] > limit}
    assert below | above == {}, "(found, floor)"
