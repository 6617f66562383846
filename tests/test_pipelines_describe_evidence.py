"""JSON-LD as templates write it: common faults are mended, and what is no JSON is nothing."""

from __future__ import annotations

import json

import pytest

from pipelines.describe.evidence import parse_json

STORY = {"@type": "NewsArticle", "headline": 'Ferry "Ada" sails', "author": {"name": "Jane Doe"}}
SAID = json.dumps(STORY)


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        f"<!-- {SAID} -->",
        f"//<![CDATA[\n{SAID}\n//]]>",
        f"{SAID};",
        f"\ufeff{SAID}",
        f"{SAID[:-1]},}}",
        SAID.replace("Ferry ", "Ferry\\ "),
        SAID.replace('\\"', "'").replace("'Ada'", "\\'Ada\\'"),
        SAID.replace('\\"', "\\x27").replace("Ferry ", "Ferry\\x20"),
        SAID.replace('\\"', "'").replace('"', "&quot;"),
    ],
)
def test_the_faults_of_templates_are_mended(text: str) -> None:
    found = parse_json(text)
    assert {**found, "headline": found["headline"].replace("'", '"')} == STORY


def test_objects_with_nothing_between_are_a_list() -> None:
    assert parse_json(f'{{"@type": "WebSite"}}\n{SAID}') == [{"@type": "WebSite"}, STORY]


@pytest.mark.parametrize("text", ["var story = 1", "{'headline': 'Ferry'}", "[" * 100_000])
def test_what_is_no_json_is_nothing(text: str) -> None:
    assert parse_json(text) is None
