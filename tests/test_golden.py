"""Every golden case holds, field by field."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from pipelines.decode import decode
from pipelines.document import Document
from pipelines.prose import bare
from tests.demo import ARCHIVE
from tests.golden.__main__ import main, read_warc
from tests.golden.cases import Case, as_parameter, differences, load_cases, observe, outcome

CASES = load_cases()
PARAMETERS = [as_parameter(case, field, value) for case in CASES for field, value in case.expected.items()]


@pytest.mark.parametrize(("case", "field", "expected"), PARAMETERS)
def test_golden(case: Case, field: str, expected: Any) -> None:
    assert observe(outcome(case), field, expected) == expected


def test_there_are_golden_cases() -> None:
    assert len(CASES) >= 45


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_case_expects_stands_in_its_page(case: Case) -> None:
    """Guards the cases themselves: a string that is in no page is never in a text either."""
    document = Document(case.page)
    decode(document)
    page = bare(unescape(re.sub(r"<[^>]*>", "", document.markup)))
    assert page
    assert [text for text in case.expected.get("not_text", []) if bare(text) not in page] == []
    assert set(case.expected.get("not_text", [])).isdisjoint(case.expected.get("text", []))


STORY = "<title>A title</title><h1>A title</h1><p>A sentence of a story, long enough to pass for a paragraph of it.</p>"


def page_file(folder: Path) -> Path:
    path = folder / "saved.html"
    path.write_text(STORY, "utf-8")
    return path


def test_a_captured_case_holds_at_once(tmp_path: Path) -> None:
    assert main(["add", "new-defect", str(page_file(tmp_path)), "--url", "https://a.example/1"], tmp_path) == 0
    (case,) = load_cases(tmp_path)
    assert case.name == "new-defect"
    assert case.page.body == STORY.encode()
    assert differences(case) == {}


def test_a_case_is_captured_from_an_archive() -> None:
    body, meta = read_warc(ARCHIVE, "http://www.severnyvestnik.example/city/20260903/tramvai.html")
    assert "Северогорск" in body.decode("cp1251")
    assert meta["media_type"] == "text/html"
    assert meta["fetched_at"].startswith("2026-11-02T")


def test_what_does_not_hold_is_reported_then_refreshed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", "new-defect", str(page_file(tmp_path)), "--url", "https://a.example/2"], tmp_path)
    expected = tmp_path / "new-defect" / "article.json"
    expected.write_text('{"page_type": "thread", "text": ["Something else."]}', "utf-8")
    assert main(["report"], tmp_path) == 1
    assert '- "page_type": "thread"' in capsys.readouterr().out
    assert main(["refresh", "new-defect"], tmp_path) == 0
    assert main(["report"], tmp_path) == 0


def test_a_case_that_does_not_exist_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["refresh", "no-such-case"], tmp_path)
    assert "no-such-case" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "file"), [("../outside", "p.html"), ("there", "p.html"), ("new", "none.html")])
def test_a_case_that_cannot_be_added_is_said_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, file: str
) -> None:
    cases = tmp_path / "cases"
    (cases / "there").mkdir(parents=True)
    (tmp_path / "p.html").write_text("<p>Rain.</p>")
    with pytest.raises(SystemExit):
        main(["add", name, str(tmp_path / file), "--url", "https://a.example/"], cases)
    assert "error: " in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["cases", "p.html", "there"]
