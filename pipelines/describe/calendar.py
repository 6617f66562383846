"""CLDR in, words of the calendar out: what months, weekdays and halves of the day are called in every language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from babel import Locale

from pipelines.phrases import either, expressions, tables
from pipelines.prose import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Countries whose names for months or forms of dates differ from those of the language at large.
REGIONS = (
    "ar_DZ", "ar_LB", "ar_MA", "de_AT", "en_AU", "en_CA", "en_GB", "es_CO", "es_MX", "fr_CA", "nb", "nn", "pt_PT",
    "zh_Hant", "sr_Latn", "bs_Latn",
)  # fmt: skip
#: Abbreviations that newspapers use and CLDR does not list.
MORE_MONTHS = {
    "sept": 9, "janv": 1, "févr": 2, "fevr": 2, "juil": 7, "août": 8, "aout": 8, "feb": 2, "mrt": 3, "mär": 3, "mrz": 3,
    "märz": 3, "jänner": 1, "jän": 1, "feber": 2, "fevereiro": 2, "set": 9, "setiembre": 9, "settembre": 9,
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "сент": 9, "окт": 10, "ноя": 11,
    "дек": 12, "می": 5, "مئ": 5,
    "januara": 1, "februara": 2, "marta": 3, "aprila": 4, "juna": 6, "jula": 7, "avgusta": 8, "augusta": 8,
    "septembra": 9, "oktobra": 10, "novembra": 11, "decembra": 12, "studenog": 11, "सितम्बर": 9, "अक्तूबर": 10,
    "नवम्बर": 11, "दिसम्बर": 12, "জানুয়ারি": 1, "ফেব্রুয়ারি": 2, "অগস্ট": 8,
    "juni": 6, "juli": 7, "jun": 6, "jul": 7, "avr": 4, "agu": 8, "agt": 8, "okt": 10, "ağu": 8,
}  # fmt: skip
#: What is one month in Croatian and the next in Polish and Czech: the latter's, but the former's where a dot stands
#: after the day, "12. listopada", which Polish has not and Czech not with these forms, or after the year as well,
#: "12. srp 2016.", which Czech has not.
SHARED_MONTHS = {"listopad": 11, "listopada": 11, "lip": 7, "srp": 8, "lis": 11}
AFTER_DOT, BEFORE_STOP = {"listopada": 10, "lip": 6}, {"srp": 7, "lis": 10, "listopad": 10}
#: Inflected and shortened names of Monday to Sunday that CLDR does not list.
MORE_WEEKDAYS = (
    "月 월 周一 週一 星期一 pondělí poniedziałku hétfőn maanantaina",
    "火 화 周二 週二 星期二 tues вторника wtorku kedden tiistaina",
    "水 수 周三 週三 星期三 wednes среду середу środę středu szerdán keskiviikkona",
    "木 목 周四 週四 星期四 thur thurs четверга czwartku csütörtökön torstaina",
    "金 금 周五 週五 星期五 пятницу п'ятницю piątku pénteken perjantaina",
    "土 토 周六 週六 星期六 субботу суботу sobotę sobotu szombaton lauantaina",
    "日 일 周日 週日 星期日 星期天 周天 неділю воскресенья niedzielę neděli nedeľu vasárnap sunnuntaina",
)
#: Where a clock in Chinese or Japanese stands in the day; CLDR's own two halves are joined to these.
MORE_HALVES = {
    "am": [
        "凌晨",
        "午夜",
        "子夜",
        "清晨",
        "早上",
        "早晨",
        "오전",
        "午前",
        "上午",
        "a.m.",
        "am",
        "π.μ.",
        "πμ",
        "새벽",
        "ق.ظ",
    ],
    "pm": ["下午", "傍晚", "晚上", "晚间", "晚間", "오후", "午後", "p.m.", "pm", "μ.μ.", "μμ", "ب.ظ"],
}
#: Around noon: a quarter past twelve or past one, never past eleven.
NOON = r"中午(?=\s?(?:12|0?[12])(?![0-9]))"
#: Marks in words that are written or left out at will: dots, and what hides between letters.
LOOSE = re.compile(r"[.\u200c-\u200f\s'’ʼ]+")


@cache
def locales() -> tuple[Locale, ...]:
    """Return the locale of every language that has phrases, and of the countries that write dates otherwise."""
    known = [language for language in tables() if language != "no"]
    return tuple(Locale.parse(name) for name in [*known, *REGIONS])


@lru_cache(maxsize=KEPT)
def fold_word(word: str) -> str:
    """Return *word* as the tables have it: lower case, without accents (capitals often lack them), dots, blanks."""
    if word.isascii():
        return LOOSE.sub("", word.lower())
    marks = unicodedata.normalize("NFD", word.lower().replace("ı", "i"))
    bare = "".join(mark for mark in marks if not unicodedata.combining(mark))
    return LOOSE.sub("", unicodedata.normalize("NFC", bare))


@cache
def months() -> dict[str, int]:
    """Return the number of each month name, wide or abbreviated, that is no other month's in another language."""
    found: dict[str, set[int]] = {}
    for locale in locales():
        for names in (
            names for context in locale.months.values() for kind, names in context.items() if kind != "narrow"
        ):
            for number, name in names.items():
                add_name(found, name, number)
    for name, number in MORE_MONTHS.items():
        found.setdefault(fold_word(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1} | SHARED_MONTHS


def add_name(found: dict[str, set[int]], name: str, number: int) -> None:
    """File *number* under *name*, unless that is a number itself."""
    if not re.search(r"\d", name):
        found.setdefault(fold_word(name), set()).add(number)


@cache
def weekdays() -> dict[str, frozenset[int]]:
    """Return the days (Monday is 0) that each weekday name may mean, wide or abbreviated, in every language."""
    found: dict[str, set[int]] = {}
    for locale in locales():
        for names in (names for context in locale.days.values() for kind, names in context.items() if kind != "narrow"):
            for number, name in names.items():
                add_name(found, name, number)
    for number, names in enumerate(MORE_WEEKDAYS):
        for name in names.split():
            add_name(found, name, number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def full_weekdays() -> dict[str, frozenset[int]]:
    """Return those of `weekdays` that are long enough to be one wherever they stand in running text."""
    return {
        name: days for name, days in weekdays().items() if len(days) == 1 and len(name) > (1 if is_dense(name) else 4)
    }


@cache
def halves() -> dict[str, str]:
    """Return `am` or `pm` for each word beside a 12-hour clock, in the languages that use one."""
    found = {fold_word(word): half for half, words in MORE_HALVES.items() for word in words}
    for locale in locales():
        if "a" in locale.time_formats["short"].pattern:
            for names in locale.day_periods["format"].values():
                found |= {fold_word(names[half]): half for half in ("am", "pm") if half in names}
    return found


def loose(words: Iterable[str]) -> list[str]:
    """Return an expression for each of folded *words*, dots and blanks between their letters allowed, longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return [r"\.?\s?".join(map(re.escape, word)) if len(word) < 4 else re.escape(word) for word in ordered]


@cache
def half_expressions() -> tuple[str, str]:
    """Return expressions for the words beside a clock: those of the morning, those of the afternoon."""
    table = halves()
    morning, evening = (loose(word for word, half in table.items() if half == wanted) for wanted in ("am", "pm"))
    return (
        either([*expressions("dates", "morning"), *morning]),
        either([*expressions("dates", "evening"), *evening, NOON]),
    )


def is_dense(word: str) -> bool:
    """Return whether *word* is in a script that runs on without blanks."""
    return word[:1] >= "\u2e80"


@cache
def weekday_expression() -> str:
    """Return an expression for a weekday: by itself in scripts with blanks, in brackets where it is a single sign."""
    names = {name for locale in locales() for context in locale.days.values() for kind, days in context.items()
             if kind != "narrow" for name in days.values()}  # fmt: skip
    joint = re.compile("|".join(expressions("dates", "joint")))
    forms = {name.lower().rstrip(".") for name in names} | weekdays().keys()
    # "on" is Danish for Wednesday: a form that is a preposition somewhere says nothing.
    forms = {form for form in forms if not joint.fullmatch(form)}
    plain = sorted((re.escape(form) for form in forms if not is_dense(form)), key=lambda form: (-len(form), form))
    dense = sorted(
        (form for form in weekdays() if is_dense(form) and len(form) > 1), key=lambda form: (-len(form), form)
    )
    return rf"(?:(?:{either(plain)})\.?(?!\w)|(?:{either(dense)})|(?<=[(（])[月火水木金土日월화수목금토일](?=[)）]))"
