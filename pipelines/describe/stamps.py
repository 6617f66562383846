"""Text in, stamps out: every date expression of a line, in any language that has phrases, as precise as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipelines.describe.calendar import (
    AFTER_DOT,
    BEFORE_STOP,
    fold_word,
    half_expressions,
    months,
    weekday_expression,
    weekdays,
)
from pipelines.describe.names import is_labelled
from pipelines.phrases import either, expressions, pattern
from pipelines.phrases.opening import Opening
from pipelines.prose import KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Role = Literal["published", "modified"]
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
#: Hours from UTC of the zone names that mean one thing only.
ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "МСК": 3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "WIB": 7, "WITA": 8, "NPT": 5.75,
    "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "AEST": 10, "AEDT": 11, "ACST": 9.5, "ACDT": 10.5, "AWST": 8, "NZST": 12, "NZDT": 13, "SAST": 2, "BRT": -3,
}  # fmt: skip
#: Zone names that mean several things, or an hour that the season decides: passed over.
VAGUE_ZONES = (
    "BST",
    "IST",
    "CST",
    "MST",
    "AST",
    "ET",
    "CT",
    "MT",
    "PT",
    "WAT",
    "CAT",
    "EAT",
    "GST",
    "PKT",
    "TSİ",
    "TSI",
)
#: Shortest zone name that says by itself that four digits are a time of day: "1500 CT scans", "2010 PT Cruiser".
ZONE_LETTERS = 3
#: Marks that stand between the parts of a stamp.
GAP = r"[\s,،、.;|·•–—\-@/()\[\]（）:：]"
#: Other scripts' digits and marks, and blanks of every width, each as the one sign that the expressions know.
PLAIN = {
    **{code: str(unicodedata.decimal(chr(code))) for code in (*range(0x660, 0x66A), *range(0x6F0, 0x6FA),
       *range(0x966, 0x970), *range(0x9E6, 0x9F0), *range(0xE50, 0xE5A), *range(0xFF10, 0xFF1A))},
    **dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F, 0x3000, 0x200B, 0x200C, 0x200E, 0x200F, 0x61C), " "),
    0xFF1A: ":", 0xFF0F: "/", 0xFF0E: ".", 0xFF0D: "-", 0x2010: "-", 0x2011: "-", 0x2212: "-", 0x2215: "/",
}  # fmt: skip
#: Words inside a date that stand between its parts.
FILLERS = frozenset(["de", "del", "di", "of", "the", "den", "d", "anul", "year", "an", "al"])
ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|°|-?го|-?е|ος|ης|η|ή)?"
#: Day, month and year of two digits each; what parts a name from the date after it.
PADDED, SIGNED = re.compile(r"[0-9]{2}([./-])[0-9]{2}\1[0-9]{2}"), re.compile(r"\w\s*[,|·•–—]\s*$")
#: How far beside a date its time, weekday and words are looked for.
REACH = 64
#: How far behind what says that a page was posted its date is looked for, and the longest text that says so.
POSTED_REACH, POSTED = 16, 240
#: Longest line that may be a date line and nothing else.
LINE = 160


@dataclass(frozen=True)
class Stamp:
    """A date expression in a line."""

    value: str | None
    """The moment, as precise as it is written; None where day and month could be either."""
    alternatives: tuple[str, ...]
    """Every reading of it; the value alone where there is no doubt."""
    raw: str
    """The expression as it stands in the line, weekday and time included."""
    span: tuple[int, int]
    """Where it stands in the line."""
    role: Role | None
    """What the words beside it say it is; None where they say nothing."""
    whole: tuple[int, int]
    """Where it stands with those words."""
    orders: tuple[Order, ...] = ()
    """In which order each of the alternatives takes the numbers; () for a date with a named month."""
    mark: str = ""
    """What parts the numbers of a numeric date: `/`, `.` or `-`."""


class Reading(NamedTuple):
    """What a date core may mean: days with the order in which the numbers were taken."""

    days: tuple[tuple[date, Order | None], ...]
    start: int
    end: int
    mark: str = ""
    short_year: bool = False
    clock: str = ""
    zone: str = ""


@lru_cache(maxsize=KEPT)
def find_stamps(line: str) -> tuple[Stamp, ...]:
    """Return the date expressions of *line*, in order.

    A date needs its year. Relative times, months without a day and hours without minutes are passed over; a time of day
    counts where it adjoins a date, an offset where it is printed.
    """
    if not has_digits(line):
        return ()
    plain = line.translate(PLAIN) if not line.isascii() else line
    if len(plain) != len(line):
        return ()
    found: list[Stamp] = []
    position = 0
    while number := NUMBER.search(plain, position):
        stamp = read_at(line, plain, number.start(), found[-1].span[1] if found else 0)
        if stamp:
            found.append(stamp)
            if later := time_alone(line, plain, stamp):
                found.append(later)
        position = max(number.end(), found[-1].span[1] if stamp else 0)
    return tuple(with_roles(plain, found))


@lru_cache(maxsize=KEPT)
def strip_stamps(line: str) -> str:
    """Return *line* without its date expressions, the words that say what they are, and the marks left over."""
    stamps = find_stamps(line)
    if not stamps:
        return line
    kept, position = [], 0
    for stamp in stamps:
        kept.append(trailing_joints().sub("", line[position : stamp.whole[0]]))
        position = stamp.whole[1]
    kept.append(line[position:])
    rest = EMPTY_BRACKETS.sub(" ", " ".join(part.strip() for part in kept))
    return EDGES.sub("", " ".join(rest.split()))


@lru_cache(maxsize=KEPT)
def is_date_line(text: str) -> bool:
    """Return whether *text* is a date and nothing else: weekday, printed page and reading time may stand with it."""
    if len(text) > LINE or not find_stamps(text):
        return False
    rest = beside_dates().sub(" ", strip_stamps(text))
    return not SAYING.search(rest)


@lru_cache(maxsize=KEPT)
def read_stamp(text: str) -> str | None:
    """Return the moment that *text* (of an element, or of its `datetime` or `title`) gives; None where it is in doubt.

    Besides what people read this knows what machines write: RFC 3339, RFC 822, compact ISO 8601.
    """
    text = " ".join(text.split())
    if not text or len(text) > 2 * LINE or not has_digits(text):
        return None
    if machine := machine_stamp(text):
        return machine
    values = {stamp.value for stamp in find_stamps(text)}
    return values.pop() if len(values) == 1 else None


def machine_stamp(text: str) -> str | None:
    """Return the moment in *text* if the whole of it is RFC 3339, W3C-DTF, RFC 822 or compact ISO 8601."""
    text = text.strip()
    if match := MACHINE.fullmatch(text):
        year, month, day, hour, minute, second, offset = match.groups()
        found = real_day(western(int(year)), int(month), int(day))
        clock = clock_text(hour, minute, second) if hour else ""
        return moment(found, clock, offset_text(offset or "")) if found else None
    if RFC_822.match(text):
        try:
            parsed = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError):
            return None
        if parsed.tzinfo is not None and not re.search(r"[+-]\d{4}|GMT|UTC?|E[SD]T|P[SD]T", text):
            parsed = parsed.replace(tzinfo=None)
        seconds = "seconds" if re.search(r"\d:\d\d:\d\d", text) else "minutes"
        zulu = not re.search(r"[+-]\d{4}", text)
        written = parsed.isoformat(timespec=seconds)
        written = written.replace("+00:00", "Z") if zulu else written
        return written if parsed.year in YEARS else None
    return None


def has_digits(text: str) -> bool:
    """Return whether *text* holds a digit of any script."""
    return DIGIT.search(text) is not None


# --- the core: day, month and year ---------------------------------------------------------------------------------

DIGIT, SAYING = re.compile(r"\d"), re.compile(r"[^\W_]")
NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])|元(?=年)")
MACHINE = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"
    r"(?:[T ]([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,][0-9]+)?)? ?(Z|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?)?"
)
RFC_822 = re.compile(r"(?:[A-Z][a-z]{2}, ?)?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}")
EMPTY_BRACKETS = re.compile(r"[(\[（【]\W*[)\]）】]")
EDGES = re.compile(r"^[\s,،;:|·•–—\-/、，]+|[\s,،;:|·•–—\-/、，(\[（]+$")
GLUED = re.compile(r"(?<=[a-z])[A-Z](?:[a-z]+|[A-Z]+)$")
WORD = re.compile(r"[^\s0-9.,،:;/()|·•–—\-]+")

GAPS = re.compile(rf"{GAP}*")
#: What may stand between a date and a label after it; and after a label, where it is that of what follows it:
#: "6 May 2016 Updated: 4:50 PM".
BEFORE_LABEL, OF_THE_NEXT = re.compile(r"[\s(（\[,に]*"), re.compile(r"\s*(?:[:：]|\S{0,4}\s?\d)")
#: A date of its own after a time: "Updated 4:50 PM, May 7, 2016".
DATE_AHEAD = re.compile(r".{0,40}?(?<![0-9])(?:1[6-9]|20)[0-9]{2}(?![0-9])")
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
#: A sign of those scripts within a pattern that minds no capitals.
SIGN = r"(?-i:[\u3040-\u9fff\uac00-\ud7af])"
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


def read_at(line: str, plain: str, start: int, floor: int) -> Stamp | None:
    """Return the stamp whose first number stands at *start*; nothing before *floor* belongs to it."""
    for reader in READERS:
        reading = reader(plain, start)
        if reading and reading.days:
            return complete(line, plain, reading, floor)
    return None


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


# --- what adjoins it: time of day, weekday, offset ---------------------------------------------------------------


@cache
def clock_expression(*, ahead: bool = False) -> str:
    """Return an expression for a time of day, in named groups; *ahead* of its date, a year is none."""
    morning, evening = half_expressions()
    ends = either(expressions("dates", "clock_end"))
    return (
        rf"(?:(?:(?P<am>{morning})|(?P<pm>{evening}))\s*)?(?<![0-9])(?P<hour>[0-9]{{1,2}})"
        rf"(?:(?:\s?(?P<mark>[:.hHЧч]|時|时|點|点|시|นาฬิกา)\s?|{no_mark(ahead=ahead)})"
        rf"(?P<minute>[0-9]{{2}}|[0-9](?=\s?[分분]))(?![0-9])"
        rf"(?:\s?(?:(?P=mark)|[:분分]|min|นาที)\s?(?P<second>[0-9]{{2}}|[0-9](?=\s?[秒초]))(?![0-9])(?:[.,][0-9]{{1,6}})?)?"
        rf"(?:\s?(?:[分분秒초]|(?:min|s)(?!\w)|(?:วิ)?นาที))?(?!\s?%)"
        rf"|(?=\s?(?:{morning}|{evening}|{ends}|時|时|点|點|시)(?!\w))(?:時|时|点|點|시)?)"
        rf"(?:\s?(?:(?P<am2>{morning})|(?P<pm2>{evening}))(?:(?!\w)|(?-i:(?<=M)(?=[A-Z][a-z])))\.?)?(?:\s?(?:{ends})(?![\w’'])\.?)?"
    )


def no_mark(*, ahead: bool) -> str:
    """Return an expression for where hour and minute meet in "1620 GMT": before a zone that ends the phrase, and whose
    name is too long for another word. *Ahead* of its date it is no year: "Founded 1945 GMT May 6, 2016"."""
    zones = one_of(zone for zone in (*ZONES, *VAGUE_ZONES) if len(zone) >= ZONE_LETTERS)
    year, end = (r"(?<!19)(?<!20)", r"(?!\w)") if ahead else ("", r"(?!\s?\w)")
    return rf"(?<=[0-9]{{2}}){year}(?=[0-9]{{2}}\s(?-i:{zones}){end})"


def one_of(names: Iterable[str]) -> str:
    """Return an expression for one of *names*."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def zone_expression(name: str) -> str:
    """Return an expression for a zone or an offset, in a group called *name*."""
    names = one_of((*ZONES, *VAGUE_ZONES))
    offset = r"(?:GMT|UTC|UT)\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2})?|[+-][0-9]{2}:?[0-9]{2}(?![0-9])"
    return rf"[(\[]?(?P<{name}>{offset}|(?-i:{names}|UT)(?!\w))[)\]]?"


def joints() -> str:
    """Return an expression for the words between a date and what belongs to it."""
    return f"(?:{either(expressions('dates', 'joint'))})"


@cache
def after_date() -> re.Pattern[str]:
    """Return the pattern of what follows a date: end of the year, weekday, time, zone."""
    ends = either(expressions("dates", "year_end"))
    zone, clock = zone_expression("zone"), clock_expression()
    return re.compile(
        rf"(?:\.(?!\w))?(?:\s?(?:{ends})(?!\w))?(?:[\s,،(（\[]{{0,3}}{weekday_expression()}[)）\]]?)?"
        rf"(?:(?:T|{GAP}{{1,5}}(?:(?<!\w){joints()}(?!\w)[\s:]*){{0,2}}?|{GAP}{{0,5}})(?:{zone_expression('early')}\s?)?{clock}"
        rf"(?:\s?{zone})?)?",
        re.IGNORECASE,
    )


@cache
def before_date() -> re.Pattern[str]:
    """Return the pattern of what comes before a date: time, zone, weekday, up to the end of the searched part."""
    zone, clock = zone_expression("zone"), clock_expression(ahead=True)
    return re.compile(
        rf"(?:(?<![\w.,:/-]){clock}(?:\s?{zone})?{GAP}{{1,4}}(?:(?<!\w){joints()}(?!\w)\s*){{0,2}})?"
        rf"(?:(?<!\w){weekday_expression()}{GAP}{{0,3}}(?:(?<!\w){joints()}(?!\w)\s*){{0,1}})?$",
        re.IGNORECASE,
    )


@cache
def lone_clock() -> re.Pattern[str]:
    """Return the pattern of a time of day with its zone."""
    return re.compile(rf"{clock_expression()}(?:\s?{zone_expression('zone')})?", re.IGNORECASE)


@lru_cache(maxsize=KEPT)
def is_clock(text: str) -> bool:
    """Return whether *text* is a time of day, told as such by its half of the day or a zone: a length has the same
    numbers, and the same words for hours."""
    clock = lone_clock().fullmatch(text) if len(text) <= REACH and has_digits(text) else None
    return clock is not None and read_clock(clock) != "" and any(clock.group("am", "pm", "am2", "pm2", "zone"))


def complete(line: str, plain: str, reading: Reading, floor: int) -> Stamp | None:
    """Return the stamp around *reading*, with the time, weekday and offset beside it."""
    after = after_date().match(plain, reading.end, min(len(plain), reading.end + REACH))
    end = after.end() if after else reading.end
    start, before = reach_back(plain, reading.start, floor)
    clock, offset = reading.clock, offset_text(reading.zone)
    if after and after["hour"] and not clock:
        clock, offset = read_clock(after), offset_text(after["zone"] or after["early"] or "")
    if not clock and before and before["hour"]:
        clock, offset = read_clock(before), offset_text(before["zone"] or "")
    end = trim(plain, reading.end, end)
    dated = clock or label_before(plain, floor, start) or fills_line(plain, start, end) or signs_line(plain, start, end)
    if reading.short_year and not dated:
        return None
    days = narrowed(reading.days, plain[start : reading.start] + " " + plain[reading.end : end])
    values = tuple(dict.fromkeys(moment(day, clock, offset) for day, _ in days))
    return Stamp(
        value=values[0] if len(values) == 1 else None,
        alternatives=values,
        raw=line[start:end],
        span=(start, end),
        role=None,
        whole=(start, end),
        orders=tuple(order for _, order in days if order),
        mark=reading.mark,
    )


def fills_line(plain: str, start: int, end: int) -> bool:
    """Return whether there is nothing but a date of padded numbers in the line, and none that in East Asia may begin
    with the year: of such parted by dots both readings are told."""
    match = PADDED.fullmatch(plain, start, end)
    if match is None or (plain[:start] + plain[end:]).strip():
        return False
    year, month, day = (int(number) for number in match[0].split(match[1]))
    return match[1] == "." or century(year) not in SHORT_YEARS or real_day(century(year), month, day) is None


def signs_line(plain: str, start: int, end: int) -> bool:
    """Return whether the line ends with a date after a label and a name: "By Ana Roe, 6.5.16"."""
    return (
        start < REACH and not plain[end:].strip() and SIGNED.search(plain, 0, start) is not None and is_labelled(plain)
    )


def time_alone(line: str, plain: str, stamp: Stamp) -> Stamp | None:
    """Return the stamp of a labelled time right after *stamp*, on its day: "6 May 2016 2:15 PM Updated 4:50 PM"."""
    gap = GAPS.match(plain, stamp.span[1])
    label = label_pattern().match(plain, gap.end()) if gap else None
    between = label_end().match(plain, label.end()) if label else None
    clock = lone_clock().match(plain, between.end()) if between else None
    if clock is None or stamp.value is None or not (time := read_clock(clock)) or NUMBER.match(plain, clock.end()):
        return None
    if read_at(line, plain, clock.start(), clock.start()) or DATE_AHEAD.match(plain, clock.end()):
        return None
    value = moment(date.fromisoformat(stamp.value[:10]), time, offset_text(clock["zone"] or ""))
    span = (clock.start(), trim(plain, clock.start(), clock.end()))
    return Stamp(value, (value,), line[span[0] : span[1]], span, None, span)


def reach_back(plain: str, start: int, floor: int) -> tuple[int, re.Match[str] | None]:
    """Return where the stamp begins whose date begins at *start*, and the match of what stands before the date."""
    low = max(floor, start - REACH)
    best: re.Match[str] | None = None
    for position in (word.start() for word in re.finditer(r"(?<!\w)\w", plain[low:start])):
        if best := before_date().match(plain, low + position, start):
            break
    return (best.start() if best else start), best


def trim(plain: str, least: int, end: int) -> int:
    """Return *end* without the blanks and marks before it, but not before *least*."""
    while end > least and plain[end - 1] in " ,-|/·•–—@:;":
        end -= 1
    return end


def narrowed(days: tuple[tuple[date, Order | None], ...], beside: str) -> tuple[tuple[date, Order | None], ...]:
    """Return those of *days* that fall on the weekday named *beside* the date; all of them where none is or fits."""
    if len(days) < 2:
        return days
    named = weekdays_in(beside)
    fitting = tuple(item for item in days if item[0].weekday() in named)
    return fitting or days


def weekdays_in(text: str) -> frozenset[int]:
    """Return the days that the weekday in *text* may be; none where there is no weekday."""
    named = weekday_pattern().search(text)
    return weekdays().get(fold_word(named[0]), frozenset()) if named else frozenset()


@cache
def weekday_pattern() -> re.Pattern[str]:
    """Return the pattern of a weekday."""
    return re.compile(weekday_expression(), re.IGNORECASE)


def read_clock(match: re.Match[str]) -> str:
    """Return the time in *match* as `hh:mm` or `hh:mm:ss`; an hour without minutes is none."""
    if match["minute"] is None:
        return ""
    hour = int(match["hour"])
    if (match["pm"] or match["pm2"]) and hour < 12:
        hour += 12
    elif (match["am"] or match["am2"]) and hour == 12:
        hour = 0
    return clock_text(str(hour), match["minute"], match["second"])


def clock_text(hour: str, minute: str, second: str | None) -> str:
    """Return the time of day in ISO 8601; "" where a day has no such time."""
    if int(hour) > 23 or int(minute) > 59 or (second and int(second) > 59):
        return ""
    return ":".join(f"{int(part):02}" for part in (hour, minute, second) if part)


def offset_text(zone: str) -> str:
    """Return the offset that *zone*, a name or an offset, means; "" where it means none or several."""
    name = zone.strip().upper()
    if name in ZONES or name == "UT":
        minutes = round(60 * ZONES.get(name, 0))
    elif match := re.fullmatch(r"(?:GMT|UTC|UT)?\s?([+-])\s?([0-9]{1,2}):?([0-9]{2})?", name):
        minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (-1 if match[1] == "-" else 1)
    else:
        return ""
    if not -12 * 60 <= minutes <= 14 * 60 or minutes % 15:
        return ""
    if name in ZONES or name == "UT":
        return offset_of(minutes) if minutes else "Z"
    return offset_of(minutes)


def offset_of(minutes: int) -> str:
    """Return *minutes* from UTC as `±hh:mm`."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def moment(day: date, clock: str, offset: str) -> str:
    """Return *day* with its time and offset as one value."""
    return f"{day.isoformat()}T{clock}{offset}" if clock else day.isoformat()


# --- the words beside it: published or updated -------------------------------------------------------------------


@cache
def label_pattern() -> re.Pattern[str]:
    """Return the pattern of a label: words that say what the date is."""
    updated, published, word = (either(expressions("dates", key)) for key in ("updated", "published", "day_word"))
    own = rf"(?:{word})(?![^\W\d_]|[’']\w)"
    changed, first = (rf"(?:{label})(?:[- ]?{own})?" for label in (updated, published))
    # Within a word of Chinese it may be the day of anything.
    alone = rf"(?<!{SIGN}){own}"
    return re.compile(
        rf"(?:(?<![^\W\d_])|(?={SIGN}))(?:(?P<modified>{changed})|(?P<published>{first}|{alone}))(?![^\W\d_]|[’']\w)",
        re.IGNORECASE,
    )


@cache
def label_end() -> re.Pattern[str]:
    """Return the pattern of what may stand between a label and its date."""
    return re.compile(rf"{GAP}{{0,6}}(?:(?<!\w){joints()}(?!\w)[\s:]*){{0,2}}{GAP}{{0,3}}", re.IGNORECASE)


def dates_another(label: str) -> bool:
    """Return whether *label* ends by saying that the day after it is that of something else than the page: "Birth
    date:", 出生日期：."""
    return day_of_another().search(label[-REACH:]) is not None


@cache
def day_of_another() -> re.Pattern[str]:
    """Return the pattern of words for what has a day of its own before the word for a day, at the end of a text."""
    word = either(expressions("dates", "day_word"))
    return pattern("dates", "another", rf"(?:(?<![^\W\d_])|(?={SIGN}))%s[- ]?(?:{word})[\s:：]*$")


@cache
def trailing_joints() -> re.Pattern[str]:
    """Return the pattern of the words before a date that belong to it: on, am, le …"""
    return re.compile(rf"(?:(?<![\w'’-]){joints()}[\s:]*){{1,2}}$", re.IGNORECASE)


def label_before(plain: str, floor: int, start: int) -> tuple[Role, int] | None:
    """Return the role that the words right before *start* give a date, and where they begin."""
    low = max(floor, start - REACH)
    window = plain[low:start]
    if not window.strip():
        return None
    for match in label_pattern().finditer(window):
        if label_end().fullmatch(window, match.end()) and not dates_another(window):
            return ("modified" if match["modified"] else "published"), low + match.start()
    return None


def posted_before(plain: str, start: int) -> tuple[Role, int] | None:
    """Return the role of the date at *start* in a sentence that tells of the posting, and where the date begins."""
    match = posted().match(plain)
    return ("published", start) if match and match.end() <= start <= match.end() + POSTED_REACH else None


@cache
def posted() -> Opening:
    """Return the pattern of a sentence that tells when its page was posted: "This entry was posted on …"."""
    return Opening("dates", "posted", r"(?:%s)(?!\w)")


@lru_cache(maxsize=KEPT)
def tells_posting(text: str) -> bool:
    """Return whether *text* is a sentence that tells when its page was posted, and little more."""
    if len(text) > POSTED or posted().match(text) is None:
        return False
    return any(stamp.role == "published" and posted_before(text, stamp.span[0]) for stamp in find_stamps(text)[:1])


def label_after(plain: str, end: int, ceiling: int) -> tuple[Role, int] | None:
    """Return the role that the words right after *end* give a date, and where they end."""
    gap = BEFORE_LABEL.match(plain, end, ceiling)
    match = label_pattern().match(plain, gap.end() if gap else end, ceiling)
    if match is None or OF_THE_NEXT.match(plain, match.end()):
        return None
    return ("modified" if match["modified"] else "published"), match.end()


def with_roles(plain: str, stamps: list[Stamp]) -> Iterator[Stamp]:
    """Yield *stamps* with their roles: the words before a date are its own, those after it unless the next date's."""
    labels = [
        label_before(plain, before.span[1] if before else 0, stamp.span[0])
        for before, stamp in pairwise([None, *stamps])
        if stamp
    ]
    for index, (stamp, label) in enumerate(zip(stamps, labels, strict=True)):
        label = label or (posted_before(plain, stamp.span[0]) if index == 0 else None)
        if label:
            yield replace(stamp, role=label[0], whole=(label[1], stamp.span[1]))
            continue
        following = labels[index + 1] if index + 1 < len(stamps) else None
        if (
            following
            and is_day_of(stamp, stamps[index + 1])
            and not plain[stamp.span[1] : following[1]].strip(" ,،|-–—")
        ):
            yield replace(stamp, role=following[0])
            continue
        ceiling = following[1] if following else stamps[index + 1].span[0] if index + 1 < len(stamps) else len(plain)
        after = label_after(plain, stamp.span[1], ceiling)
        yield replace(stamp, role=after[0], whole=(stamp.span[0], after[1])) if after else stamp


def begins_term(line: str, stamp: Stamp) -> bool:
    """Return whether words before *stamp* say that something begins or ends on it: "from 6 May 2016"; none where what
    they say is what the page does: "Published from 6 May 2016"."""
    if stamp.role:
        return False
    start = stamp.span[0]
    window = line[max(0, start - REACH) : start]
    opening = window + stamp.raw[: min(map(stamp.raw.index, filter(str.isdigit, stamp.raw)))]
    return any(term_end().search(text) for text in (window, opening))


@cache
def term_end() -> re.Pattern[str]:
    """Return the pattern of a text that ends with "from", "until" or the like."""
    return pattern("dates", "term", r"(?<!\w)%s\s*$")


def is_day_of(stamp: Stamp, later: Stamp) -> bool:
    """Return whether *stamp* is no more than the day of the time *later*: "6 May 2016, updated 4:50 PM"."""
    return stamp.value is not None and "T" not in stamp.value and not find_stamps(later.raw)


@lru_cache(maxsize=KEPT)
def label_alone(text: str) -> Role | None:
    """Return the role that *text*, a label by itself ("Updated:"), gives the date after it."""
    found = label_before(text, 0, len(text)) if len(text) <= REACH else None
    return found[0] if found and not text[: found[1]].strip() else None


@cache
def beside_dates() -> re.Pattern[str]:
    """Return the pattern of what stands beside a date without changing that the line is one: page, reading time."""
    keys = [("threads", "relative"), *(("dates", key) for key in ("page_line", "updated", "published", "day_word"))]
    entries = either(entry for table, key in keys for entry in expressions(table, key))
    return re.compile(rf"(?<![^\W\d_])(?:{entries})(?![^\W\d_])", re.IGNORECASE)


def is_future(value: str, fetched_at: str) -> bool:
    """Return whether *value* is more than a day after *fetched_at*."""
    return date.fromisoformat(value[:10]).toordinal() > day_captured(fetched_at) + 1


@lru_cache(maxsize=KEPT)
def day_captured(fetched_at: str) -> int:
    """Return the ordinal of the day, in UTC, on which a page was captured."""
    return datetime.fromisoformat(fetched_at.replace("Z", "+00:00")).astimezone(UTC).date().toordinal()
