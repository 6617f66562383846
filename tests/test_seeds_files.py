"""The seeds files that come with the project are good throughout."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.seeds import load_seeds

FILES = sorted((Path(__file__).parent.parent / "seeds").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_seeds_file_has_no_fault(path: Path) -> None:
    seeds, faults = load_seeds(path)
    assert faults == []
    assert seeds


def test_the_live_sources_name_the_five_outlets_of_the_seed_documents() -> None:
    seeds, _ = load_seeds(Path(__file__).parent.parent / "seeds" / "news.toml")
    names = {seed.name for seed in seeds}
    assert names >= {"Nikkei Asia", "EmbassyPages", "China Daily", "Taipei Times", "The Japan Times"}
    assert len({seed.language for seed in seeds}) >= 8
