"""The demo is replayed as a user would, and every record and rejection is what its golden case says."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.seeds import load_seeds
from schemas import Article, Rejected
from tests.demo import ARCHIVE, SEEDS, build, load_exchanges
from tests.golden.cases import Case, as_parameter, observe

ROOT = SEEDS.parent
CASES = [exchange.case for exchange in load_exchanges() if exchange.case]
RECORDS = [
    case for case in CASES if "rejected" not in case.expected and case.expected["page_type"] in ("article", "thread")
]
#: What shows that page, hints and language came through the crawl; tests/test_golden.py compares the rest.
TOLD = ("title", "text", "authors", "agencies", "published", "language", "page_type", "truncated")
FIELDS = [as_parameter(case, field) for case in RECORDS for field in TOLD if field in case.expected]
REJECTED = {
    "https://www.harbourcourier.example/topic/floods": "NotAnArticle",
    "https://www.harbourcourier.example/news/weight-of-the-bell": "HttpError",
    "https://www.elfarodelsur.example/sociedad/20260401/faro-150.html": "ConsentWall",
    "https://app.tidewire.example/story/9921": "NeedsJavaScript",
}


@dataclass(frozen=True)
class Run:
    """What a run left."""

    exit_code: int
    said: str
    articles: list[Article]
    rejected: list[Rejected]
    report: dict[str, Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The demo, replayed."""
    output = tmp_path_factory.mktemp("demo") / "output"
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"seeds={SEEDS / 'demo.toml'}"]
    settings = ["-s", f"REPLAY={ARCHIVE}", "-s", f"OUTPUT_DIR={output}", "-s", "EXTRACT_WORKERS=1"]
    done = subprocess.run([*command, *settings], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    said = done.stdout + done.stderr
    assert (output / "run.json").exists(), said
    return Run(
        exit_code=done.returncode,
        said=said,
        articles=[Article.model_validate(line) for line in json_lines(output / "articles.jsonl")],
        rejected=[Rejected.model_validate(line) for line in json_lines(output / "rejected.jsonl")],
        report=json.loads((output / "run.json").read_text("utf-8")),
    )


def json_lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_archive_is_what_its_sources_make() -> None:
    # Deflate may differ between versions of zlib: what was packed may not.
    assert gzip.decompress(ARCHIVE.read_bytes()) == gzip.decompress(build()), "run: python -m tests.demo"


def test_the_seeds_file_has_no_fault() -> None:
    seeds, faults = load_seeds(SEEDS / "demo.toml")
    assert faults == []
    assert len(seeds) >= 12


def test_the_run_is_complete(run: Run) -> None:
    assert run.exit_code == 0, run.said
    assert run.report["status"] == "complete"


def test_every_page_becomes_a_record_in_the_order_of_capture(run: Run) -> None:
    assert [article.url for article in run.articles] == [case.page.url for case in RECORDS]


def test_every_other_page_is_rejected_for_its_own_reason(run: Run) -> None:
    assert {line.url: line.reason for line in run.rejected} == REJECTED


def test_a_record_names_its_source_and_its_capture(run: Run) -> None:
    names = {seed.name for seed in load_seeds(SEEDS / "demo.toml")[0]}
    for article in run.articles:
        assert article.source in names
        assert article.fetched_at.startswith("2026-11-02T06:00:")
        assert article.archive is not None
        assert article.archive.file == ARCHIVE.name


def test_no_two_records_share_an_identity(run: Run) -> None:
    assert len({article.id for article in run.articles}) == len(RECORDS)


@pytest.mark.parametrize(("case", "field"), FIELDS)
def test_a_record_holds_what_its_case_says(run: Run, case: Case, field: str) -> None:
    (article,) = [article for article in run.articles if article.url == case.page.url]
    expected = case.expected[field]
    assert observe(article, field, expected) == expected


def test_the_readme_shows_one_of_its_records(run: Run) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = json.loads(readme.partition("```json\n")[2].partition("```")[0])
    (record,) = [article.model_dump() for article in run.articles if article.id == shown["id"]]
    begun = shown.pop("text").removesuffix(" …")
    assert record["text"].startswith(begun)
    assert {name: record[name] for name in shown} == shown
