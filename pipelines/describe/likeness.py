"""Two lines in, how much they say the same out: case, marks and spaces aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.prose import KEPT, MARKS, NOT_WORD, bare, plain

#: What parts the words of a text in ASCII.
PARTING = dict.fromkeys(MARKS, " ")
#: Scripts that put no spaces between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=KEPT)
def fold(text: str) -> str:
    """Return the words of *text*, one blank between them, without case, marks or typographic variants."""
    text = plain(text)
    if text.isascii():
        return " ".join(text.lower().translate(PARTING).split())
    return NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


@lru_cache(maxsize=KEPT)
def squeeze(text: str) -> str:
    """Return the letters and digits of *text* alone, without case or accents: how a host spells a name."""
    text = plain(text)
    if text.isascii():
        return bare(text).lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in decomposed if character.isalnum())


def shared_words(one: str, other: str) -> float:
    """Return how many of the words of the shorter line stand in the longer one too, 0 to 1."""
    first, second = words(one), words(other)
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer else 0.0


def likeness(one: str, other: str) -> float:
    """Return how many of the words of both lines together stand in both, 0 to 1."""
    first, second = words(one), words(other)
    every = len(first | second)
    return len(first & second) / every if every else 0.0


def words(text: str) -> set[str]:
    """Return the words of *text*; of a script without spaces its pairs of characters."""
    folded = fold(text)
    if folded.isascii():
        return set(folded.split())
    return {unit for word in folded.split() or [""] for unit in units(word)}


def units(word: str) -> list[str]:
    """Return *word* itself; what a script without spaces writes in one run, as its pairs of characters."""
    if len(word) > 1 and UNSPACED.search(word):
        return [word[at : at + 2] for at in range(len(word) - 1)]
    return [word]
