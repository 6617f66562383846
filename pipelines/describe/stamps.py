"""Text in, stamps out: every date expression of a line, in any language that has phrases, as precise as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.describe.calendar import fold_word, weekday_expression, weekdays
from pipelines.describe.clocks import after_date, before_date, clock_text, lone_clock, moment, offset_text, read_clock
from pipelines.describe.date_labels import (
    FEED,
    FOLLOWED,
    GAP,
    POSTED,
    REACH,
    label_after,
    label_before,
    label_end,
    label_pattern,
    posted,
    posted_before,
    term_end,
    trailing_joints,
    until,
)
from pipelines.describe.names import is_labelled
from pipelines.describe.written_days import READERS, SHORT_YEARS, YEARS, century, real_day, western
from pipelines.phrases import either, expressions
from pipelines.prose import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.describe.date_labels import Role
    from pipelines.describe.written_days import Order, Reading

#: Other scripts' digits and marks, and blanks of every width, each as the one sign that the expressions know.
PLAIN = {
    **{code: str(unicodedata.decimal(chr(code))) for code in (*range(0x660, 0x66A), *range(0x6F0, 0x6FA),
       *range(0x966, 0x970), *range(0x9E6, 0x9F0), *range(0xE50, 0xE5A), *range(0xFF10, 0xFF1A))},
    **dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F, 0x3000, 0x200B, 0x200C, 0x200E, 0x200F, 0x61C), " "),
    0xFF1A: ":", 0xFF0F: "/", 0xFF0E: ".", 0xFF0D: "-", 0x2010: "-", 0x2011: "-", 0x2212: "-", 0x2215: "/",
}  # fmt: skip
#: Day, month and year of two digits each; what parts a name from the date after it.
PADDED, SIGNED = re.compile(r"[0-9]{2}([./-])[0-9]{2}\1[0-9]{2}"), re.compile(r"\w\s*[,|·•–—]\s*$")
#: Longest line that may be a date line and nothing else.
LINE = 160
DIGIT, SAYING = re.compile(r"\d"), re.compile(r"[^\W_]")
NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])|元(?=年)")
MACHINE = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"
    # After a day, "-05:00" is an offset: a time behind that mark has its seconds.
    r"(?:(?:[T ]|-(?=[0-9]{2}:[0-9]{2}:))"
    r"([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,][0-9]+)?)? ?(Z|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?)?"
)
RFC_822 = re.compile(r"(?:[A-Z][a-z]{2}, ?)?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}")
EMPTY_BRACKETS = re.compile(r"[(\[（【]\W*[)\]）】]")
EDGES = re.compile(r"^[\s,،;:|·•–—\-/、，]+|[\s,،;:|·•–—\-/、，(\[（]+$")
GAPS = re.compile(rf"{GAP}*")
#: A date of its own after a time: "Updated 4:50 PM, May 7, 2016".
DATE_AHEAD = re.compile(r".{0,40}?(?<![0-9])(?:1[6-9]|20)[0-9]{2}(?![0-9])")


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


def read_at(line: str, plain: str, start: int, floor: int) -> Stamp | None:
    """Return the stamp whose first number stands at *start*; nothing before *floor* belongs to it."""
    for reader in READERS:
        reading = reader(plain, start)
        if reading and reading.days:
            return complete(line, plain, reading, floor)
    return None


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


@lru_cache(maxsize=KEPT)
def tells_posting(text: str) -> bool:
    """Return whether *text* is a sentence that tells when its page was posted, and little more."""
    if len(text) > FOLLOWED or posted().match(text) is None or (len(text) > POSTED and not FEED.search(text)):
        return False
    return any(stamp.role == "published" and posted_before(text, stamp.span[0]) for stamp in find_stamps(text)[:1])


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


def spans_hours(line: str, stamp: Stamp) -> bool:
    """Return whether *stamp* is the time at which something begins, and the one after it in *line* that at which it
    ends: "6 May 2016, 2:30 pm – 4 pm"; none where a word says what the page did then."""
    opened = stamp.alternatives[0][11:16]
    gap = until().match(line, stamp.span[1]) if opened and stamp.role is None else None
    clock = lone_clock().match(line, gap.end(), min(len(line), gap.end() + REACH)) if gap else None
    return clock is not None and read_clock(clock)[:5] > opened


def is_day_of(stamp: Stamp, later: Stamp) -> bool:
    """Return whether *stamp* is no more than the day of the time *later*: "6 May 2016, updated 4:50 PM"."""
    return stamp.value is not None and "T" not in stamp.value and not find_stamps(later.raw)


@cache
def beside_dates() -> re.Pattern[str]:
    """Return the pattern of what stands beside a date without changing that the line is one: page, reading time."""
    keys = [("threads", "relative"), *(("dates", key) for key in ("page_line", "updated", "published", "day_word"))]
    entries = either(entry for table, key in keys for entry in expressions(table, key))
    return re.compile(rf"(?<![^\W\d_])(?:{entries})(?![^\W\d_])", re.IGNORECASE)
