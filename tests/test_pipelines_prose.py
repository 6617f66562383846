"""What reads as running text, in any script."""

from __future__ import annotations

import re
from string import ascii_lowercase

from pipelines.prose import fold_case


def test_a_folded_text_has_a_letter_where_a_pattern_that_heeds_no_case_finds_it() -> None:
    every = "".join(map(chr, range(0x110000)))
    folded = [(sign, folded) for sign in every if (folded := fold_case(sign)) in ascii_lowercase]
    for letter in ascii_lowercase:
        assert re.findall(letter, every, re.IGNORECASE) == [sign for sign, found in folded if found == letter]
