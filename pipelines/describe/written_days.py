"""A number in a text in, the days that it may be the first number of out: in numbers, or with a month by name."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipelines.describe.calendar import AFTER_DOT, BEFORE_STOP, fold_word, months

if TYPE_CHECKING:
    from collections.abc import Callable

#: In which order a date in numbers was written: `ymd`, `dmy`, `mdy`.
Order = Literal["ymd", "dmy", "mdy"]
#: Years that a printed date may have.
YEARS = range(1700, 2101)
#: Years that a date with two digits for the year may have.
SHORT_YEARS = range(1970, 2070)
#: First year of Japanese eras and of the Republic of China, less one.
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
#: By how much the years of Thailand are ahead, those years that a printed date may have, those that two digits can but
#: mean (fewer may be the West's), and how they are marked off.
BUDDHIST, BUDDHIST_YEARS, SHORT_BUDDHIST = 543, range(2500, 2601), range(40, 100)
THAI, THAI_ERA = re.compile("[\u0e01-\u0e4e]"), re.compile(r"[พค]\.?\s?ศ\.?")
#: Words inside a date that stand between its parts.
FILLERS = frozenset(["de", "del", "di", "of", "the", "den", "d", "anul", "year", "an", "al"])
ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|°|-?го|-?е|ος|ης|η|ή)?"
GLUED = re.compile(r"(?<=[a-z])[A-Z](?:[a-z]+|[A-Z]+)$")
WORD = re.compile(r"[^\s0-9.,،:;/()|·•–—\-]+")
SIGNS = re.compile(
    r"([0-9]{1,4}|元)\s?[年년](?:\s?[(（][^)）0-9]{0,3}[0-9元]{1,2}年?[)）])?\s?([0-9]{1,2})\s?[月월]\s?([0-9]{1,2})\s?[日일號号]"
)
YEAR_FIRST = re.compile(r"([0-9]{4})\s?([-./])\s?([0-9]{1,2})\s?\2\s?([0-9]{1,2})(?![0-9]|[-/][0-9])")
THREE_NUMBERS = re.compile(
    r"([0-9]{1,2})\s?([-./])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})(?![0-9]|\s?[-/][0-9]|\.[0-9])"
)
NUMBERED_MONTH = re.compile(
    r"([0-9]{1,2})\s+(?:tháng|thg)\.?\s+([0-9]{1,2})(?:,|\s+năm|,\s*năm)?\s+([0-9]{4})(?![0-9])", re.I
)
#: The year is first where a line has a letter of a language of East Asia.
EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: "2019-09-3022:46": date and time stand in elements of their own.
GLUED_CLOCK = re.compile(
    r"([0-9]{4}|[0-9]{2})([-./])([0-9]{2})\2([0-9]{2})((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)(?![0-9:])"
)
DAY_FIRST = re.compile(
    rf"([0-9]{{1,2}}){ORDINAL}((?=[^0-9]*[^\W\d_])[^0-9]{{3,30}}?)'?([0-9]{{4}}|[0-9]{{2}}(?![0-9:.hH]))(?![0-9])", re.I
)
MONTH_FIRST = re.compile(rf"([0-9]{{1,2}}){ORDINAL}[\s,./\-]*(?:del?\s+)?([0-9]{{4}})(?![0-9])", re.I)
CLOCK_INSIDE = re.compile(
    r"([0-9]{1,2})\s+([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\s+(?:([A-Z]{3,4}|[+-][0-9]{4})\s+)?([0-9]{4})(?![0-9])"
)
YEAR_MONTH_DAY = re.compile(
    r"([0-9]{4})((?=[^0-9]*[^\W\d_])[\s.,\-/]*[^0-9]{3,16}?)([0-9]{1,2})(?![0-9:])(?!,?\s*[0-9]{4})"
)


class Reading(NamedTuple):
    """What a date core may mean: days with the order in which the numbers were taken."""

    days: tuple[tuple[date, Order | None], ...]
    start: int
    end: int
    mark: str = ""
    short_year: bool = False
    clock: str = ""
    zone: str = ""


def read_signs(plain: str, start: int) -> Reading | None:
    """Read 2016年5月6日, with or without an era."""
    match = SIGNS.match(plain, start)
    if match is None:
        return None
    era = next((name for name in ERAS if plain.startswith(name, max(0, start - 2))), None) if start >= 2 else None
    number = 1 if match[1] == "元" else int(match[1])
    if era is None and (match[1] == "元" or len(match[1]) < 4):
        return None
    year = number + ERAS[era] if era and number < 200 else number
    return one_day(year, int(match[2]), int(match[3]), start - (2 if era else 0), match.end())


def read_year_first(plain: str, start: int) -> Reading | None:
    """Read 2016-05-06, 2016/5/6 and 2016. 5. 6."""
    match = YEAR_FIRST.match(plain, start)
    if match is None or plain[max(0, start - 1) : start] in ("/", "-", "."):
        return None
    return one_day(western(int(match[1])), int(match[3]), int(match[4]), start, match.end())


def read_three_numbers(plain: str, start: int) -> Reading | None:
    """Read 06/05/2016, 6.5.2016, 06-05-16: every order that the numbers allow."""
    match = THREE_NUMBERS.match(plain, start)
    if match is None or plain[max(0, start - 1) : start] in ("/", "-", ".", ","):
        return None
    first, second, third = int(match[1]), int(match[3]), western(int(match[4]))
    short = len(match[4]) == 2
    orders: list[tuple[Order, int, int, int]] = [("dmy", third, second, first), ("mdy", third, first, second)]
    if short:
        if EAST.search(plain):
            orders = [("ymd", first, second, third)]
        elif match[2] == "." and len(match[1]) == 2:
            orders.append(("ymd", first, second, third))
        orders = [(order, century(year), month, day) for order, year, month, day in orders]
    days: dict[date, Order] = {}
    for order, year, month, day in orders:
        if (found := real_day(year, month, day)) and (not short or year in SHORT_YEARS):
            days.setdefault(found, order)
    return Reading(tuple(days.items()), start, match.end(), match[2], short_year=short)


def read_glued_clock(plain: str, start: int) -> Reading | None:
    """Read 2016-05-0616:20, and with a year of two digits where the year is first."""
    match = GLUED_CLOCK.match(plain, start)
    if match is None or not (len(match[1]) == 4 or EAST.search(plain)):
        return None
    year = int(match[1]) if len(match[1]) == 4 else century(int(match[1]))
    reading = one_day(year, int(match[3]), int(match[4]), start, match.end())
    return reading._replace(clock=match[5]) if reading else None


def read_numbered_month(plain: str, start: int) -> Reading | None:
    """Read 6 tháng 5, 2016."""
    match = NUMBERED_MONTH.match(plain, start)
    return one_day(int(match[3]), int(match[2]), int(match[1]), start, match.end()) if match else None


def read_day_first(plain: str, start: int) -> Reading | None:
    """Read 6 May 2016, 6. Mai 2016, 6 de mayo de 2016."""
    match = DAY_FIRST.match(plain, start)
    month = croatian_month(plain, match) or month_in(THAI_ERA.sub(" ", match[2])) if match else None
    if match is None or month is None:
        return None
    year, short = int(match[3]), len(match[3]) == 2
    if THAI.search(match[2]):
        if short and year not in SHORT_BUDDHIST:
            return None
        year = western(BUDDHIST_YEARS[year] if short else year)
    elif short:
        year = century(year)
    reading = one_day(year, month, int(match[1]), start, match.end())
    return reading._replace(short_year=short) if reading else None


def read_month_first(plain: str, start: int) -> Reading | None:
    """Read May 6, 2016."""
    match = MONTH_FIRST.match(plain, start)
    named = month_before(plain, start) if match else None
    if match is None or named is None:
        return None
    month, begin = named
    return one_day(int(match[2]), month, int(match[1]), begin, match.end())


def read_clock_inside(plain: str, start: int) -> Reading | None:
    """Read Fri May  6 16:20:05 2016 and Fri May 06 16:20:05 CEST 2016."""
    match = CLOCK_INSIDE.match(plain, start)
    named = month_before(plain, start) if match else None
    if match is None or named is None:
        return None
    reading = one_day(int(match[4]), named[0], int(match[1]), named[1], match.end())
    return reading._replace(clock=match[2], zone=match[3] or "") if reading else None


def read_year_month_day(plain: str, start: int) -> Reading | None:
    """Read 2016. május 6. and 2016-May-06."""
    match = YEAR_MONTH_DAY.match(plain, start)
    month = month_in(match[2]) if match else None
    if match is None or month is None or month_before(plain, start):
        return None
    return one_day(int(match[1]), month, int(match[3]), start, match.end())


READERS: tuple[Callable[[str, int], Reading | None], ...] = (
    read_signs, read_year_first, read_three_numbers, read_glued_clock, read_numbered_month, read_day_first,
    read_month_first, read_clock_inside, read_year_month_day,
)  # fmt: skip


def one_day(year: int, month: int, day: int, start: int, end: int) -> Reading | None:
    found = real_day(year, month, day)
    return Reading(((found, None),), start, end) if found else None


def real_day(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where the calendar has none."""
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def western(year: int) -> int:
    """Return *year*, beside no month's name but a Thai one, as the West counts it."""
    return year - BUDDHIST if year in BUDDHIST_YEARS else year


def century(year: int) -> int:
    """Return the year that two digits mean."""
    return 2000 + year if year < 70 else 1900 + year


def croatian_month(plain: str, match: re.Match[str]) -> int | None:
    """Return the month in *match*, a day of *plain* with a dot after it, where its name is another's elsewhere."""
    words = WORD.findall(match[2])
    if not match[2].startswith(".") or len(words) != 1:
        return None
    stopped = BEFORE_STOP if plain.startswith(".", match.end()) else {}
    return (AFTER_DOT | stopped).get(fold_word(words[0]))


def month_in(gap: str) -> int | None:
    """Return the month that is all there is in *gap*, fillers aside; it may have two names: آب/أغسطس."""
    words = [word for word in WORD.findall(gap) if fold_word(word) not in FILLERS]
    if not 1 <= len(words) <= 2:
        return None
    first, *others = (month_named(word) for word in words)
    return first if first and others == [first] else month_named("".join(words))


def month_named(word: str) -> int | None:
    """Return the month called *word*; a preposition written onto it (Hebrew) is passed over."""
    folded = fold_word(word)
    return months().get(folded) or (months().get(folded[1:]) if folded[:1] == "ב" else None)


def month_before(plain: str, start: int) -> tuple[int, int] | None:
    """Return the month whose name ends before *start*, and where it begins."""
    words = list(WORD.finditer(plain, max(0, start - 26), start))
    if not words or plain[words[-1].end() : start].strip(" .,-/"):
        return None
    word, begin = words[-1][0], words[-1].start()
    if month := month_named(word):
        return month, begin
    # Where markup alone parts two words, the text has them as one: "HealthMay 6, 2016".
    glued = GLUED.search(word)
    month = month_named(glued[0]) if glued else None
    return (month, begin + glued.start()) if glued and month else None
