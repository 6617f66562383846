"""What pages say around their stories, by language: a file in `languages/` for each, and a story in it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.clean.notices import fold_line, line_key
from tests.stories import html_page

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))
#: Where the title of another story stands in a line, to be its link.
LINK = re.compile(r"\{(.*)\}")


@cache
def told(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def lines() -> list[tuple[str, str, str]]:
    return [(name, key, line) for name in LANGUAGES for key, said in told(name)["lines"].items() for line in said]


@pytest.mark.parametrize(("language", "key", "line"), lines())
def test_a_line_is_the_notice_it_is(language: str, key: str, line: str) -> None:  # the language is for the test's name
    assert line_key(fold_line(line), anchored=False) == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_story_says_is_no_notice(language: str) -> None:
    said = [*told(language)["story"], *told(language)["labels"]]
    assert {text: key for text in said if (key := line_key(fold_line(text), anchored=False))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_the_story_stays_and_nothing_else(language: str) -> None:
    page = told(language)
    story, between = page["story"], page["between"]
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in story]
    for at, line in enumerate(between, 1):
        linked = LINK.sub(r'<a href="/other">\1</a>', line)
        paragraphs.insert(2 * at, f"<p>{linked}</p>")
    head = f"<h1>{page['title']}</h1><div>{page['byline']}</div><div>{page['day']}</div>"
    after = "".join(f"<div>{line}</div>" for line in page["after"])
    found = html_page(f"<article>{head}{''.join(paragraphs)}{after}</article>")
    assert found.text.split("\n\n") == story
    assert (found.title, found.authors, found.published) == (page["title"], page["authors"], page["published"])
    assert found.language == language
