"""Partial datetimes in: their days, which is earlier, which has a clock, what is the same moment by another."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.prose import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable


UTC_MARK = re.compile(r"T.*(?:Z|[+-]00:00)$")
LOCAL = re.compile(r"T.*[+-][0-9]{2}:[0-9]{2}$")
#: Where the clock of a moment hangs, at its end; a figure of how it is written.
OFFSET, DIGIT = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})$"), re.compile(r"[0-9]")
#: The first or the last second of a day, which templates fill in where they know the day alone.
MIDNIGHT = re.compile(r"T(?:00:00(?::00)?|23:59:59)(?:Z|[+-][0-9]{2}:[0-9]{2})?$")
#: The greatest difference from UTC, in hours, and those in minutes that are no whole hours.
FARTHEST, PARTS_OF_HOURS = 14, frozenset([-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825])


def day_of(value: str) -> date:
    """Return the day of a partial datetime, as printed."""
    return date.fromisoformat(value[:10])


def days_of(values: Iterable[str]) -> set[date]:
    """Return the days of *values*."""
    return {day_of(value) for value in values}


def day_before(value: str) -> str:
    """Return the day before *value*: as early as the same moment may be printed elsewhere."""
    return (day_of(value) - timedelta(days=1)).isoformat()


def near(days: set[date]) -> set[date]:
    """Return *days* with the days before and after: a moment's day depends on where the clock hangs."""
    return {day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)}


def day_in_utc(value: str) -> date:
    """Return the day of *value* in UTC, as which a declaration may have written it."""
    return datetime.fromisoformat(value).astimezone(UTC).date() if LOCAL.search(value) else day_of(value)


def is_placed(value: str, other: str) -> bool:
    """Return whether *value* is the moment *other*, no coarser, with a local offset that *other* lacks."""
    if not LOCAL.search(value) or UTC_MARK.search(value) or len(value[:19]) < len(other[:19]):
        return False
    if UTC_MARK.search(other):
        return datetime.fromisoformat(value) == datetime.fromisoformat(other)
    return not LOCAL.search(other) and value.startswith(other)


def is_finer(value: str, other: str) -> bool:
    """Return whether *value* is the minute *other* by the same clock, with seconds that no template filled in."""
    if not value.startswith(f"{OFFSET.sub('', other)}:") or value[16:19] == ":00":
        return False
    return datetime.fromisoformat(value).utcoffset() == datetime.fromisoformat(other).utcoffset()


def is_clock_of_world(ahead: timedelta) -> bool:
    """Return whether a clock somewhere is *ahead* of UTC by so much."""
    minutes, rest = divmod(ahead, timedelta(minutes=1))
    whole = minutes % 60 == 0 and abs(minutes) <= FARTHEST * 60
    return not rest and (whole or minutes in PARTS_OF_HOURS)


def fineness(value: str) -> str:
    """Return how finely *value* tells the time, as `isoformat` names it."""
    return "seconds" if value.count(":") - bool(LOCAL.search(value)) > 1 else "minutes"


def has_clock(value: str) -> bool:
    """Return whether *value* has a time of day, the first and last second (which templates fill in) aside."""
    return "T" in value and not MIDNIGHT.search(value)


def is_before(value: str, other: str) -> bool:
    """Return whether *value* is surely before *other*, at the coarser one's precision."""
    if "T" in value and "T" in other:
        first, second = datetime.fromisoformat(value), datetime.fromisoformat(other)
        if (first.tzinfo is None) == (second.tzinfo is None):
            return first.replace(second=0) < second.replace(second=0)
    return day_of(value) < day_of(other)


def is_future(value: str, fetched_at: str) -> bool:
    """Return whether *value* is more than a day after *fetched_at*."""
    return date.fromisoformat(value[:10]).toordinal() > day_captured(fetched_at) + 1


@lru_cache(maxsize=KEPT)
def day_captured(fetched_at: str) -> int:
    """Return the ordinal of the day, in UTC, on which a page was captured."""
    return datetime.fromisoformat(fetched_at.replace("Z", "+00:00")).astimezone(UTC).date().toordinal()
