"""What strangers write cannot act on a terminal, nor pass for a log line."""

from __future__ import annotations

import logging
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from crawler.lines import MARGIN, PlainFormatter, printable


def logged(message: str, error: BaseException | None = None) -> str:
    """Return the lines of a record with *message* and *error*."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, "%s", (message,), info)
    return PlainFormatter("%(levelname)s %(message)s").format(record)


@given(st.text(st.characters(codec=None), max_size=80))
def test_a_record_is_one_line_without_control_characters(message: str) -> None:
    line = logged(message)
    assert line.splitlines() == [line]
    assert not [char for char in line if unicodedata.category(char) in ("Cc", "Cs") and char != "\t"]


def test_letters_of_any_script_stay() -> None:
    assert printable("Größe 記事\tстатья ‒ “x”") == "Größe 記事\tстатья ‒ “x”"


def test_what_is_escaped_can_be_read() -> None:
    assert printable("a\x1b[31mb\nc\u2028d") == "a\\x1b[31mb\\nc\\u2028d"


def test_no_line_of_a_traceback_passes_for_a_record() -> None:
    first, *rest = logged("failed", ValueError("x\nCRITICAL all is lost\x1b[2J")).splitlines()
    assert first == "WARNING failed"
    assert all(line.startswith(MARGIN) for line in rest)
    assert "\x1b" not in "".join(rest)
