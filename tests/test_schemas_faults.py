"""Every fault of a line is told, with its place."""

from __future__ import annotations

import io
import json

import pytest

from schemas.article import to_line
from schemas.faults import faults_in, faults_of_line
from tests.records import article

SOUND = to_line(article()).encode()


def test_a_sound_line_has_no_fault() -> None:
    assert faults_of_line(SOUND) == []


def test_all_faults_of_a_line_are_told_at_once_each_with_its_path() -> None:
    wrong = {
        **json.loads(SOUND),
        "published": "yesterday",
        "posts": [{"author": None, "published": None, "text": 7, "quotes": []}],
    }
    assert {fault.path for fault in faults_of_line(json.dumps(wrong).encode() + b"\n")} == {
        "$.published",
        "$.posts[0].text",
    }


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"\n", "blank"),
        (b"{\n", "Invalid JSON"),
        (b"\xff\xfe\n", "Invalid JSON"),
        (SOUND.rstrip(b"\n"), "torn"),
        (SOUND[:200], "torn"),
        (b"\xef\xbb\xbf" + SOUND, "byte order mark"),
        (SOUND.replace(b"Porto", "Por\u2028to".encode()), "U+2028"),
        (b"[]\n", "object"),
        (SOUND.replace(b'"revision":1', b'"revision":"1"'), "integer"),
    ],
)
def test_a_broken_line_is_told(line: bytes, word: str) -> None:
    assert any(word in fault.why for fault in faults_of_line(line)), faults_of_line(line)


def test_lines_are_counted_from_one_and_good_ones_have_no_fault() -> None:
    found = dict(faults_in(io.BytesIO(SOUND + b"\n" + SOUND)))
    assert [number for number, faults in found.items() if faults] == [2]
    assert list(found) == [1, 2, 3]
