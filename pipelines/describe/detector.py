"""Text in, langdetect's languages out, with their probabilities: the same answers in a sixth of the time.

langdetect walks its text by the character and its 55 probabilities by the language; here the text goes by the word and
the probabilities by the row, and what is known of a word is kept.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path
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
#: The share of all trials that leaves less to any other language, however the rest of them goes.
MOST = 0.5
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
    """Return langdetect's profiles: in the order of their names, so that every machine adds alike."""
    files = sorted(path for path in Path(PROFILES_DIRECTORY).iterdir() if not path.name.startswith("."))
    known = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    grams = dict.fromkeys(chain.from_iterable(profile["freq"] for profile in known))
    rows = {gram: row for row, gram in enumerate(grams)}
    table = np.zeros((len(rows), len(known)))
    for column, profile in enumerate(known):
        counts = profile["freq"]
        sizes = np.fromiter(map(len, counts), dtype=int)
        places = np.fromiter(map(rows.__getitem__, counts), dtype=int)
        shares = np.fromiter(counts.values(), dtype=float) / np.array(profile["n_words"], dtype=float)[sizes - 1]
        table[places, column] = shares
    return Profiles([profile["name"] for profile in known], rows, table)


def detect(text: str, expected: str | None = None) -> tuple[str | None, float]:
    """Return langdetect's best answer for *text* and its probability; (None, 0) where it has none.

    Where the answer is the *expected* language, of its probability no more is found out than that no other has more.
    """
    rows = list(rows_of(cleaned(text)))
    if not rows:
        return None, 0.0
    known = profiles()
    column = known.languages.index(expected) if expected in known.languages else None
    chances = probabilities(known.table, rows, column)
    best = int(chances.argmax())
    return (known.languages[best], float(chances[best])) if chances[best] > Detector.PROB_THRESHOLD else (None, 0.0)


def share_known(text: str, language: str) -> float:
    """Return which share of the runs of characters in *text* that langdetect knows at all it knows of *language*: of a
    text in a language that it does not know, the nearest one lacks many.

    In small letters, for of headlines in capitals every language lacks many, and of names.
    """
    known, rows = profiles(), list(rows_of(cleaned(text.lower())))
    column = known.languages.index(language)
    return float(np.count_nonzero(known.table[rows, column])) / max(1, len(rows))


def probabilities(table: NDArray[np.float64], rows: list[int], expected: int | None = None) -> NDArray[np.float64]:
    """Return how likely a text with *rows* of *table* is in each language: the mean of some trials, on random rows; at
    least so likely, once the one in the *expected* column has the greater part for sure.

    The dice are langdetect's, and seeded: unseeded it gives one text three answers.
    """
    dice = Random(SEED)
    draws = map(rows.__getitem__, throws(dice, len(rows)))
    found = np.zeros(table.shape[1])
    for _ in range(TRIALS):
        chances = np.full(table.shape[1], 1.0 / table.shape[1])
        weight = (Detector.ALPHA_DEFAULT + dice.gauss(0.0, 1.0) * Detector.ALPHA_WIDTH) / Detector.BASE_FREQ
        for step in range(0, Detector.ITERATION_LIMIT + 1, STRIDE):
            drawn = list(islice(draws, STRIDE if step else 1))
            chances *= np.multiply.reduce(table.take(drawn, axis=0) + weight)
            chances /= np.add.reduce(chances)
            if np.maximum.reduce(chances) > Detector.CONV_THRESHOLD:
                break
        found += chances / TRIALS
        if expected is not None and found[expected] > MOST:
            break
    return found


def throws(dice: Random, sides: int) -> Iterator[int]:
    """Yield numbers below *sides*, each as `dice.choice` throws for one of so many when it is asked for, in a sixth of
    the time."""
    bits = sides.bit_length()
    while True:
        if (number := dice.getrandbits(bits)) < sides:
            yield number


def cleaned(text: str) -> str:
    """Return *text* as langdetect reads it: no addresses, and no Latin words amid another script."""
    if "@" in text or "://" in text:
        text = Detector.MAIL_RE.sub(" ", Detector.URL_RE.sub(" ", text))
    if not text.isascii():
        text = in_one_script(NGram.normalize_vi(text))
    return text.translate(NORMAL)


def in_one_script(text: str) -> str:
    """Return *text* without its Latin words where most of it is in another script."""
    latin, beyond = (sum(map(len, script.findall(text))) for script in (LATIN, BEYOND_LATIN))
    if beyond <= 2 * latin:
        return text
    detector = Detector(DetectorFactory())
    detector.text = text
    detector.cleaning_text()
    return str(detector.text)


class Normal(dict[int, str]):
    """The characters by which langdetect knows others: each is asked for once."""

    def __missing__(self, code: int) -> str:
        normal = self[code] = str(NGram.normalize(chr(code)))
        return normal


NORMAL = Normal()


def rows_of(text: str) -> Iterator[int]:
    """Return the rows of the runs of characters in a cleaned *text*."""
    *words, last = text.split(" ")
    return chain.from_iterable(map(rows_in, [*(f" {word} " for word in words if word), f" {last}"]))


@lru_cache(maxsize=20_000)
def rows_in(word: str) -> tuple[int, ...]:
    """Return the rows of the runs of up to three characters of *word*, blanks around it; of capitals none."""
    row_of = profiles().rows.get
    found: list[int | None] = []
    for at in range(1, len(word)):
        if not (word[at].isupper() and word[at - 1].isupper()):
            found += row_of(word[at]), row_of(word[at - 1 : at + 1])
            if at > 1:
                found.append(row_of(word[at - 2 : at + 1]))
    return tuple(row for row in found if row is not None)
