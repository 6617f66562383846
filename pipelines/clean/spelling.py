"""A line in, the line as the phrases of notices spell it out, and the script that tells its language apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.prose import KEPT

NUMBER = re.compile(r"\d[\d.,:'\u2019\u00a0\u202f]*(?: \d[\d.,]*)*")
#: A text from its first letter or digit to its last, with the signs of vowels and tones that scripts of India, and
#: Thai, write after or around that.
SPOKEN = re.compile(r"[^\W_](?:.*[^\W_])?[\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*", re.DOTALL)
#: Whether a text may have what `SPELLED` tells of: one search spares all others the table.
ARABIC = re.compile("[\u0610-\u06d3\u200b-\u200f\u202a-\u202e]")
#: Letters that Arabic, Persian and Urdu write by several codes, or with a sign or without it, by the one they are
#: compared by; a blank for what joins no letters; nothing for vowel signs, lengthening strokes and marks of direction.
SPELLED = {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "ىی"), "ي"),
    **dict.fromkeys(map(ord, "ةۀ"), "ه"),
    **dict.fromkeys(map(ord, "ک"), "ك"),
    **dict.fromkeys((0x200B, 0x200C), " "),
    **dict.fromkeys((*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640), None),
    **dict.fromkeys((0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F)), None),
}
#: Scripts other than Latin: a line with a letter of one is in a language written in it.
SCRIPT = re.compile(
    "(?P<cyrillic>[\u0400-\u052f]+)|(?P<east>[\u3040-\u30ff\u3400-\u9fff]+)|(?P<hangul>[\uac00-\ud7af]+)"
    "|(?P<greek>[\u0370-\u03ff]+)|(?P<semitic>[\u0590-\u077f]+)|(?P<indic>[\u0900-\u0dff]+)|(?P<thai>[\u0e00-\u0eff]+)"
)
#: A letter of any of them: most texts have none, and one look is cheaper than seven.
OTHER_LETTER = re.compile("[\u0370-\u052f\u0590-\u077f\u0900-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=KEPT)
def fold_line(text: str) -> str:
    """Return *text* as entries spell it: composed, `spelled`, lower case, each number a "#", no numbers or marks
    around."""
    folded = text.lower() if text.isascii() else fold_beyond(text)
    found = SPOKEN.search(NUMBER.sub("#", folded))
    return found[0] if found else ""


def fold_beyond(text: str) -> str:
    """Return a text that is not all in ASCII composed, `spelled`, in lower case."""
    return spelled(unicodedata.normalize("NFC", text)).lower().replace("i\u0307", "i").replace("\u2019", "'")


def spelled(text: str) -> str:
    """Return *text*, a line or an entry, with one code for each letter of the Arabic script."""
    return text.translate(SPELLED) if ARABIC.search(text) else text


def script_of(text: str) -> str:
    """Return the script that tells the languages of *text* apart: the first that is not Latin, or "latin"."""
    other = None if text.isascii() else OTHER_LETTER.search(text)
    found = SCRIPT.match(text, other.start()) if other else None
    return (found.lastgroup if found else None) or "latin"
