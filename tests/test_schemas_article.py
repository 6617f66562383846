"""A record, its line and its published schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import Article
from schemas.article import json_schema, schema_text, to_line
from schemas.fields import body_text
from tests.records import article

PUBLISHED = Path(__file__).parent.parent / "schemas" / "article.schema.json"


def test_the_published_schema_is_the_one_that_the_code_makes() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "scrapy schema > schemas/article.schema.json"


def test_the_published_schema_is_a_sound_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_field_of_a_record_is_explained() -> None:
    assert [name for name, field in Article.model_fields.items() if not field.description] == []


def test_every_field_stands_in_every_line() -> None:
    assert json.loads(to_line(article())).keys() == Article.model_fields.keys()


def test_a_line_fits_the_published_schema() -> None:
    jsonschema.validate(json.loads(to_line(article())), json_schema())


@pytest.mark.parametrize(
    "wrong",
    [
        {"revision": 0},
        {"published": "2016-05"},
        {"page_type": "story"},
        {"language": "English"},
        {"language_confidence": 2},
        {"surprise": 1},
        {"text": None},
    ],
)
def test_the_published_schema_and_the_code_refuse_the_same(wrong: dict[str, object]) -> None:
    line = {**json.loads(to_line(article())), **wrong}
    with pytest.raises(ValidationError):
        Article.model_validate_json(json.dumps(line), strict=True)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line, json_schema())


@given(st.text())
def test_a_line_is_one_line_to_every_reader_and_reads_back_the_same(text: str) -> None:
    written = article(text=text)
    line = to_line(written)
    assert len(line.splitlines()) == 1
    assert Article.model_validate_json(line, strict=True) == written


@pytest.mark.parametrize("nothing", ["", "  ", "None", "null", "undefined"])
def test_the_words_for_nothing_are_no_title(nothing: str) -> None:
    with pytest.raises(ValidationError):
        article(title=nothing)


@given(st.text(alphabet=" \n\ta.é\u00a0\u3000\u2028", max_size=12))
def test_body_text_has_one_empty_line_between_blocks_no_blank_at_the_ends_of_lines_and_plain_ones_in_them(
    text: str,
) -> None:
    plain = re.sub("[\u00a0\u3000]", " ", text.replace("\u2028", "\n"))
    lines = "\n".join(line.rstrip() for line in plain.split("\n"))
    assert body_text(text) == re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def test_body_text_keeps_the_blanks_that_indent_and_align_code() -> None:
    code = "def ferry():\n    tide = 3    # metres\n\n\treturn tide"
    assert body_text(code) == code
