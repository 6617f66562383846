"""A line is spelled as the phrases of notices are, however its page writes it."""

from __future__ import annotations

import pytest

from pipelines.clean.spelling import fold_line


def test_a_line_is_folded_to_what_entries_spell() -> None:
    assert fold_line("» Viewed 1,204 times «") == "viewed # times"
    assert fold_line("» शेयर करें।") == "शेयर करें"
    assert fold_line("प\u095dें: १२") == fold_line("प\u0922\u093cें") == "प\u0922\u093cें"


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("ديدگاه هاي كاربران", "دیدگاه\u200cهای کاربران"),
        ("اقرأ أيضاً", "اقرا ايضا"),
        ("مُشـــاركة المقال", "مشاركه المقال"),
        ("\u200fשתפו בפייסבוק\u200e", "שתפו בפייסבוק"),
    ],
)
def test_a_line_is_the_same_however_its_letters_are_coded(line: str, other: str) -> None:
    assert fold_line(line) == fold_line(other)
