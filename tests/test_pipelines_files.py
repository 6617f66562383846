"""The lines of `removed.jsonl`, which are made without a model each."""

from __future__ import annotations

from dataclasses import replace

from pipelines.files import removed_lines
from schemas import Removed
from schemas.article import to_line
from tests.records import record


def test_a_line_of_what_was_removed_is_the_one_that_its_schema_would_write() -> None:
    told = [
        ('He said "no"\\\tand left', "share"),
        ("one\u2028two\u0085three", "related"),
        ("ещё 雨 \x00", "legal"),
        ('},{"id":', "code"),
    ]
    written = replace(record(1), cuts=told)
    models = [Removed(id=written.article.id, text=text, reason=reason) for text, reason in told]
    assert removed_lines(written) == "".join(map(to_line, models))


def test_a_record_from_which_nothing_was_removed_has_no_such_line() -> None:
    assert removed_lines(record(1)) == ""
