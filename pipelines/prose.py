"""What reads as running text, in any script."""

from __future__ import annotations

import re

#: Scripts written without spaces: one character counts as much as three letters.
DENSE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
#: The end of a sentence, closing quotes and brackets included.
SENTENCE_END = re.compile(r"[.!?…。！？｡؟।։።](?:[\"'»”’“)\]】」』）]|\s)*$")
#: Letters from which a line is long enough to be a paragraph.
PARAGRAPH_LETTERS = 70


def letters(text: str) -> int:
    """Return the length of *text* in Latin letters' worth."""
    return len(text) + 2 * len(DENSE.findall(text))


def ends_sentence(text: str) -> bool:
    """Return whether *text* ends as a sentence does."""
    return SENTENCE_END.search(text) is not None


def is_prose(text: str) -> bool:
    """Return whether *text* reads as a paragraph: long, and ending as a sentence does."""
    return letters(text) >= PARAGRAPH_LETTERS and ends_sentence(text)
