"""The main job over real pages: no crash, and no figure below its floor (benchmarks/floors.json)."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import digest_of
from benchmarks.floors import load_floors, misses
from benchmarks.quality import quality

CORPUS = Path(__file__).parent.parent.parent / "shared/corpus"

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of real pages is not here: {CORPUS}")


@pytest.mark.parametrize("folder", load_floors())
def test_a_folder_of_real_pages_stays_above_its_floors(folder: str) -> None:
    floors = load_floors()[folder]
    assert digest_of(CORPUS / folder) == floors["corpus_sha256"], "another corpus: python -m benchmarks.floors --anew"
    figures = quality(CORPUS / folder)
    assert figures["pages"] == floors["pages"]
    assert [str(miss) for miss in misses(figures, floors)] == [], "python -m benchmarks.floors --lower FOLDER.FIGURE"
