"""Text in, langdetect's languages out, with their probabilities: the same answers in a sixth of the time.

langdetect walks its text by the character and its 55 probabilities by the language; here the text goes by the word and
the probabilities by the row, and what is known of a word is kept.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.utils.ngram import NGram

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SEED = 0
#: How often langdetect begins anew, and how many draws lie between two looks at what they amount to.
TRIALS, STRIDE = 7, 5
#: What langdetect counts as Latin, and all that it may take for another script.
LATIN, BEYOND_LATIN = re.compile("[A-z]+"), re.compile("[\u0300-\U0010ffff]+")


class Profiles(NamedTuple):
    """What langdetect knows: the probability of every run of characters in every language."""

    languages: list[str]
    rows: dict[str, int]
    """The row of `table` that belongs to a run of characters."""
    table: NDArray[np.float64]


@cache
def profiles() -> Profiles:
    """Return langdetect's profiles; as one table they take half the memory of its lists."""
    made = DetectorFactory()
    made.load_profile(PROFILES_DIRECTORY)
    known = made.word_lang_prob_map
    return Profiles(made.langlist, {gram: row for row, gram in enumerate(known)}, np.array(list(known.values())))


def detect(text: str) -> tuple[str | None, float]:
    """Return langdetect's best answer for *text* and its probability; (None, 0) where it has none."""
    rows = list(rows_of(cleaned(text)))
    if not rows:
        return None, 0.0
    known = profiles()
    chances = probabilities(known.table, rows)
    best = int(chances.argmax())
    return (known.languages[best], float(chances[best])) if chances[best] > Detector.PROB_THRESHOLD else (None, 0.0)


def probabilities(table: NDArray[np.float64], rows: list[int]) -> NDArray[np.float64]:
    """Return how likely a text with *rows* of *table* is in each language: the mean of some trials, on random rows.

    The dice are langdetect's, and seeded: unseeded it gives one text three answers.
    """
    dice = Random(SEED)
    found = np.zeros(table.shape[1])
    for _ in range(TRIALS):
        chances = np.full(table.shape[1], 1.0 / table.shape[1])
        weight = (Detector.ALPHA_DEFAULT + dice.gauss(0.0, 1.0) * Detector.ALPHA_WIDTH) / Detector.BASE_FREQ
        for step in range(0, Detector.ITERATION_LIMIT + 1, STRIDE):
            drawn = [dice.choice(rows) for _ in range(STRIDE if step else 1)]
            chances *= (table[drawn] + weight).prod(axis=0)
            chances /= chances.sum()
            if chances.max() > Detector.CONV_THRESHOLD:
                break
        found += chances / TRIALS
    return found


def cleaned(text: str) -> str:
    """Return *text* as langdetect reads it: no addresses, and no Latin words amid another script."""
    detector = Detector(DetectorFactory())
    if "@" in text or "://" in text:
        text = detector.MAIL_RE.sub(" ", detector.URL_RE.sub(" ", text))
    detector.text = text = NGram.normalize_vi(text)
    latin, beyond = (sum(map(len, script.findall(text))) for script in (LATIN, BEYOND_LATIN))
    if beyond > 2 * latin:
        detector.cleaning_text()
    return "".join(map(normalized, detector.text))


@lru_cache(maxsize=10_000)
def normalized(character: str) -> str:
    """Return the character by which langdetect knows *character*."""
    return str(NGram.normalize(character))


def rows_of(text: str) -> Iterator[int]:
    """Return the rows of the runs of characters in a cleaned *text*."""
    *words, last = text.split(" ")
    return chain.from_iterable(map(rows_in, [*(f" {word} " for word in words if word), f" {last}"]))


@lru_cache(maxsize=20_000)
def rows_in(word: str) -> tuple[int, ...]:
    """Return the rows of the runs of up to three characters of *word*, blanks around it; of capitals none."""
    known = profiles().rows
    return tuple(
        known[gram]
        for at in range(1, len(word))
        if not (word[at].isupper() and word[at - 1].isupper())
        for size in (1, 2, 3)
        if size <= at + 1 and (gram := word[at + 1 - size : at + 1]) != " " and gram in known
    )
