"""Documentation that fails when it drifts."""

import re
from pathlib import Path

import pytest

from pipelines.reasons import Reason
from pipelines.stages import STAGES
from schemas.manual import records_page

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("seeds/*.md")])


def test_the_records_page_is_made_of_the_schema() -> None:
    assert (ROOT / "docs/records.md").read_text(encoding="utf-8") == records_page(), "python -m schemas.manual"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_only_to_what_is_there(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_stage_stands_in_the_architecture() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    plain = ("describe", "classify")
    names = {stage.__module__.rpartition(".")[2] if stage.__name__ in plain else stage.__name__ for stage in STAGES}
    missing = [name for name in names if not re.search(rf"\b{name}\b", text)]
    assert missing == []


def test_every_reason_says_what_it_means() -> None:
    source = (ROOT / "pipelines/reasons.py").read_text(encoding="utf-8")
    assert [reason.name for reason in Reason if not re.search(rf'\n    {reason.name} = "\w+"\n    """', source)] == []


def test_the_readme_fits_on_a_screen() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 70
