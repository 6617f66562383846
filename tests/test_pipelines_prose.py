"""What reads as running text, in any script."""

from __future__ import annotations

import re
from string import ascii_lowercase

from pipelines.prose import fold_case, is_prose


def test_a_folded_text_has_a_letter_where_a_pattern_that_heeds_no_case_finds_it() -> None:
    every = "".join(map(chr, range(0x110000)))
    folded = [(sign, folded) for sign in every if (folded := fold_case(sign)) in ascii_lowercase]
    for letter in ascii_lowercase:
        assert re.findall(letter, every, re.IGNORECASE) == [sign for sign, found in folded if found == letter]


def test_a_paragraph_in_japanese_may_end_with_a_quote_and_a_headline_that_does_is_none() -> None:
    said = (
        "議会は月曜日に旧港の再開を決めた。ホルム町長は次のように語っている。「来月には漁船が戻り、町は再びにぎわいます"
    )
    assert is_prose(f"{said}」")
    assert not is_prose(f"{said}")
    assert not is_prose("ホルム町長、旧港の再開を表明「来月には漁船が戻り、町は再びにぎわう」")
    assert not is_prose("镇议会决定重新开放旧港口。镇长霍尔姆表示「" + "渔船下个月就会回来" * 4 + "」")
