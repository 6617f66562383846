"""What reads as running text, in any script."""

from __future__ import annotations

import re
from functools import lru_cache

#: Scripts written without spaces, and those of them of which one character counts as much as three letters.
DENSE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
HEAVY = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
#: Thai and Lao, whose sentences end without a stop, and signs from which a line in them is a paragraph and no headline.
STOPLESS, STOPLESS_SIGNS = re.compile("[\u0e00-\u0eff]"), 100
#: What ends a sentence, white space of every kind, and what may stand after the end: that, closing quotes and brackets.
SENTENCE_END = tuple(".!?…。！？｡؟۔।॥։።។။")
WHITE = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
CLOSING = f"\"'»”’“)]」』】）{WHITE}"
#: What a line ends with that announces the next, that asks, and a text that is cut off.
COLONS, ASKS, CUT_OFF = (":", "："), ("?", "？", "؟"), ("...", "…", "[…]", "[...]")
#: Kana, how a quote in Japanese ends, before which no stop stands, and letters from which such a text is no headline.
KANA, QUOTED, QUOTED_LETTERS = re.compile("[\u3040-\u30ff]"), ("」", "』"), 150
#: The stroke that Indian pages type for a danda, a clause before it and no other stroke: those part links.
TYPED_DANDA, DANDA_REACH = re.compile(r"[^|]{20}[\u0900-\u0dff]\s?\|$"), 24
#: Letters from which a line is long enough to be a paragraph.
PARAGRAPH_LETTERS = 70
#: Texts whose judgement is kept: every stage asks the same of the blocks of a page.
KEPT = 4_096
#: What no text has: it parts those of a page, which are looked at together.
PARTED = "\0"
NOT_WORD = re.compile(r"[\W_]+")
#: The same of ASCII, as bytes, and of all else: together many times as fast.
MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
MARKS_WITHIN = MARKS.replace(PARTED.encode(), b"")
MARKS_BEYOND = re.compile(r"[^\w\x00-\x7f]+")
#: What a pattern that heeds no case takes for letters of ASCII, and `str.lower` does not, or not for one.
LIKE_ASCII = str.maketrans("ıİſ", "iis")
#: Marks of typography: but for them most texts in English are in ASCII.
TYPOGRAPHY = "’‘“”–—…\u00a0"


@lru_cache(maxsize=KEPT)
def letters(text: str) -> int:
    """Return the length of *text* in Latin letters' worth."""
    return len(text) if text.isascii() else letters_beyond(text)


@lru_cache(maxsize=KEPT)
def letters_beyond(text: str) -> int:
    """Return the same of a text that is not all in ASCII."""
    return len(text) + 2 * len(HEAVY.findall(text))


@lru_cache(maxsize=KEPT)
def ends_sentence(text: str) -> bool:
    """Return whether *text* ends as a sentence does."""
    said = text.rstrip(CLOSING)
    if said.endswith(SENTENCE_END) or (said.endswith("|") and TYPED_DANDA.search(said[-DANDA_REACH:]) is not None):
        return True
    return text.endswith(QUOTED) and is_quoted_paragraph(text)


def is_quoted_paragraph(text: str) -> bool:
    """Return whether *text*, which ends with a quote, is a paragraph in Japanese: long, another sentence before it."""
    return letters(text) >= QUOTED_LETTERS and "。" in text and KANA.search(text) is not None


@lru_cache(maxsize=KEPT)
def is_prose(text: str) -> bool:
    """Return whether *text* reads as a paragraph: long, and ending as a sentence does where sentences have an end."""
    return letters(text) >= PARAGRAPH_LETTERS and (ends_sentence(text) or is_stopless(text))


def is_stopless(text: str) -> bool:
    """Return whether *text* is long and in a script without stops."""
    return not text.isascii() and len(STOPLESS.findall(text)) >= STOPLESS_SIGNS


def bare(text: str, marks: bytes = MARKS) -> str:
    """Return the letters and digits of *text* alone; what is no letter in ASCII is told by *marks*."""
    found = without(marks, text)
    return found if found.isascii() else MARKS_BEYOND.sub("", found)


def fold_case(text: str) -> str:
    """Return *text* in lower case: a pattern of ASCII in lower case finds in it what one that heeds no case finds in
    *text*, several times as fast."""
    return text.lower() if text.isascii() else text.translate(LIKE_ASCII).lower()


def without(marks: bytes, text: str) -> str:
    """Return *text* without *marks*, which are in ASCII."""
    return text.encode("utf-8", "surrogatepass").translate(None, marks).decode("utf-8", "surrogatepass")


def all_bare(texts: list[str]) -> list[str]:
    """Return `bare` of each of *texts*: of all at once, for each call costs more than its text."""
    together = without(MARKS_WITHIN, PARTED.join(texts))
    return [text if text.isascii() else MARKS_BEYOND.sub("", text) for text in together.split(PARTED)] if texts else []


def plain(text: str) -> str:
    """Return *text* with a blank for each mark of typography: what reads words alone reads it faster."""
    return text if text.isascii() else blanked(text)


@lru_cache(maxsize=KEPT)
def blanked(text: str) -> str:
    """Return the same of a text that is not in ASCII."""
    for mark in TYPOGRAPHY:
        text = text.replace(mark, " ")
    return text
