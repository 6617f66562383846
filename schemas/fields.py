"""Types that normalise as they validate: one-line text, body text, partial dates, language tags."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

#: Characters that no text keeps: C0 and C1 controls but tab and newline, zero-width marks that hide in words,
#: byte order marks, soft hyphens, non-characters.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff]")
#: What Unicode calls a line or paragraph break besides the newline (UAX #14, classes BK and NL).
LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
#: Any of these: most texts have none, and one look for all is cheaper than a search for each.
TO_MEND = re.compile(f"{INVISIBLE.pattern[:-1]}\r\x0b\x0c\x85\u2028\u2029\ud800-\udfff]")
#: In ASCII, what needs no mending: a quicker look than any search.
SOUND = bytes([*range(0x20, 0x7F), *b"\t\n"])
#: What body text has none of: blanks at the ends of lines, more than one empty line, other white space.
UNEVEN, OTHER_BLANK = (" \n", "\t\n", "\n\n\n"), re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Texts of stories and posts that are kept as they are to be.
KEPT = 64
PARTIAL_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII)


def check_text(text: str) -> None:
    """Raise ValueError where *text* is none: it runs before pydantic looks, and a line of JSON may hold anything."""
    if not isinstance(text, str):
        raise ValueError("Input should be a valid string")  # noqa: TRY004  # pydantic catches no TypeError


def mend_text(text: str) -> str:
    """Return *text* in NFC, with every line break a newline and no control, hidden or surrogate character."""
    check_text(text)
    if text.isascii() and (text.isprintable() or not text.encode().translate(None, SOUND)):
        return text
    if not TO_MEND.search(text):
        return unicodedata.normalize("NFC", text)
    text = LINE_BREAK.sub("\n", INVISIBLE.sub("", SURROGATE.sub("\ufffd", text)))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return *text* on one line, each run of white space one blank."""
    return " ".join(mend_text(text).split())


def body_text(text: str) -> str:
    """Return *text* as blocks with one blank line between them; inside a block, line breaks and the blanks that indent
    and align code stay."""
    check_text(text)
    return even_text(text)


@lru_cache(maxsize=KEPT)
def even_text(text: str) -> str:
    """Return the same of what is sure to be text: that of a story is asked again in every model that it is put into."""
    text = mend_text(text)
    if is_even(text):
        return text
    lines = (line.rstrip() for line in OTHER_BLANK.sub(" ", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def is_even(text: str) -> bool:
    """Return whether *text*, mended, is as body text is to be."""
    return (
        not any(mark in text for mark in UNEVEN)
        and text == text.lstrip("\n").rstrip()
        and (text.isascii() or not OTHER_BLANK.search(text))
    )


def check_partial_datetime(value: str) -> str:
    """Return *value* if it is a real moment in one of the three precisions; ValueError otherwise."""
    if not PARTIAL_DATETIME.fullmatch(value):
        raise ValueError("not YYYY-MM-DD, YYYY-MM-DDThh:mm or YYYY-MM-DDThh:mm:ss, with Z or ±hh:mm")
    datetime.fromisoformat(value)
    return value


def says_nothing(value: str) -> bool:
    """Return whether *value* is empty or the word for nothing that a careless template prints."""
    return value.casefold() in {"", "none", "null", "undefined", "nan", "n/a"}


def check_present(value: str) -> str:
    """Return *value* unless it says nothing."""
    if says_nothing(value):
        raise ValueError("empty: unknown is null")
    return value


Line = Annotated[str, BeforeValidator(one_line), AfterValidator(check_present)]
"""One line of text, never empty."""

Body = Annotated[str, BeforeValidator(body_text)]
"""Blocks of text, one blank line between; may be empty."""

PartialDatetime = Annotated[
    str,
    Field(pattern=rf"^{PARTIAL_DATETIME.pattern}$", examples=["2016-05-06", "2016-04-12T16:20+08:00"]),
    AfterValidator(check_partial_datetime),
]
"""A date, or a date and time, exactly as precise as its source."""

Language = Annotated[
    str,
    Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", examples=["en", "zh-Hant", "pt-BR"]),
]
"""A BCP 47 language tag."""
