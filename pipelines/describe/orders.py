"""Evidence in, the order of day and month out: which of its readings a date in numbers means, if anything says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from pipelines.describe.calendar import fold_word, full_weekdays
from pipelines.describe.language import base_language, judge
from pipelines.describe.moments import day_of, is_future
from pipelines.describe.written_days import Order

if TYPE_CHECKING:
    from pipelines.describe.stamps import Stamp

#: Longest time, in days, from the weekday a story speaks of to the day it appears.
SOON_AFTER = 2
#: How much nearer one reading must be to that weekday than every other.
CLEARLY = 2
#: Languages so widely written that without a region they decide nothing.
REGION_DECIDES = frozenset(["en", "fr-CA", "en-CA", "es-US", "fa"])
#: A language by itself, or with the region that settles it.
TAG = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])")
WORDS = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?|[月火水木金土日]曜日?|(?:周|週|星期)[一二三四五六日天]")


@dataclass(frozen=True)
class Context:
    """What else the page says that may settle the order of day and month."""

    fetched_at: str
    """When the page was captured."""
    days: set[date] = field(default_factory=set)
    """Days that the page gives without doubt: by machine dates, its address, other stamps."""
    months: set[tuple[int, int]] = field(default_factory=set)
    """Years and months that its address gives."""
    stamps: Iterable[Stamp] = ()
    """Every stamp near the story; looked at once, where a date is in doubt."""
    locales: list[str] = field(default_factory=list)
    """Languages it declares, the most telling first."""
    opening: str = ""
    """The first paragraphs of its text."""
    speaks: bool = True
    """Whether that text speaks of the day in question: a story does, of the day when a reader posts nobody knows."""

    @cached_property
    def orders(self) -> dict[str, set[Order]]:
        """The orders that the stamps are surely written in, by what parts their numbers."""
        found: dict[str, set[Order]] = {}
        for stamp in self.stamps:
            if order := order_shown(stamp, self.days):
                found.setdefault(stamp.mark, set()).add(order)
        return found


def settle(stamp: Stamp, context: Context) -> str | None:
    """Return the reading of *stamp* that the evidence in *context* leaves; None where more than one is left."""
    if stamp.value is not None:
        return stamp.value
    left = [reading for reading in stamp.alternatives if not is_future(reading, context.fetched_at)]
    if len(left) > 1:
        left = by_days(left, context)
    if len(left) > 1 and len(shown := context.orders.get(stamp.mark, ())) == 1:
        left = written(stamp, *shown)
    if len(left) > 1 and stamp.mark == "." and order_of(stamp, context) == "dmy":
        left = written(stamp, "dmy")
    if len(left) > 1:
        left = by_weekday(left, context)
    if len(left) > 1 and (order := order_of(stamp, context)):
        left = written(stamp, order)
    return left[0] if len(left) == 1 else None


def written(stamp: Stamp, order: Order) -> list[str]:
    """Return the readings of *stamp* that take its numbers in *order*."""
    return [reading for reading, taken in zip(stamp.alternatives, stamp.orders, strict=False) if taken == order]


def by_days(readings: list[str], context: Context) -> list[str]:
    """Return those of *readings* that agree with another date of the page; all where none or several do."""
    exact = [reading for reading in readings if day_of(reading) in context.days]
    if len(exact) == 1:
        return exact
    monthly = [reading for reading in readings if (day_of(reading).year, day_of(reading).month) in context.months]
    return monthly if len(monthly) == 1 else readings


def by_weekday(readings: list[str], context: Context) -> list[str]:
    """Return the one of *readings* that clearly follows the weekday its text first speaks of; else all."""
    named = first_weekday(context.opening) if context.speaks else None
    if named is None:
        return readings
    waits = sorted(((day_of(reading).weekday() - named) % 7, reading) for reading in readings)
    (wait, nearest), (other, _) = waits[0], waits[1]
    return [nearest] if wait <= SOON_AFTER and other - wait >= CLEARLY else readings


@lru_cache(maxsize=64)
def first_weekday(text: str) -> int | None:
    """Return the weekday (Monday is 0) that *text* names first; None where it names none."""
    names = full_weekdays()
    for word in WORDS.findall(text):
        if days := names.get(fold_word(word)):
            return next(iter(days))
    return None


def order_of(stamp: Stamp, context: Context) -> Order | None:
    """Return the order in which dates of the look of *stamp* are written in the region of the page."""
    if context.orders.get(stamp.mark):  # the page's other ones are written in several
        return None
    for tag in telling_tags(context):
        if order := order_in(tag, stamp.mark):
            if order == "ymd" and stamp.mark == "." and order not in stamp.orders:
                order = "dmy"  # with the year last, dots are a habit of those who put the day first
            return order if order in stamp.orders else None
    # Where nothing is declared at all: dots are a habit of countries that put the day first, English text aside.
    if stamp.mark == "." and not context.locales and not reads_english(context.opening) and "ymd" not in stamp.orders:
        return "dmy"
    return None


def telling_tags(context: Context) -> Iterator[str]:
    """Yield the languages that may tell the order: those declared, then that of the text if no form of it is.

    English is declared by many a template; over a text that surely is none it tells nothing.
    """
    found = judge(context.opening, None)
    spoken = found[0] if found else "en"
    yield from (tag for tag in context.locales if spoken == "en" or base_language(tag) != "en")
    if found and spoken not in map(base_language, context.locales):
        yield spoken


def order_shown(stamp: Stamp, known: set[date]) -> Order | None:
    """Return the order that *stamp* is surely written in, by its numbers or by the *known* dates of the page."""
    if stamp.value is not None:
        return stamp.orders[0] if stamp.orders else None
    fitting = [order for value, order in zip(stamp.alternatives, stamp.orders, strict=False) if day_of(value) in known]
    return fitting[0] if len(fitting) == 1 else None


@cache
def order_in(tag: str, mark: str) -> Order | None:
    """Return the order of numeric dates where *tag* (`en-GB`, `de`) is at home; None where that is not one order."""
    match = TAG.match(tag.strip())
    if match is None:
        return None
    language, script, region = match[1].lower(), match[2], match[3]
    name = f"{language}-{region.upper()}" if region else language
    if name in REGION_DECIDES:
        return None
    if mark == "." and language != "en":
        return "dmy" if language not in ("hu", "ko", "ja", "zh", "lt") else "ymd"
    try:
        locale = Locale.parse("_".join(filter(None, (language, script, region.upper() if region else None))))
    except (UnknownLocaleError, ValueError):
        return None
    letters = re.sub(r"[^dMy]", "", re.sub(r"'[^']*'", "", locale.date_formats["short"].pattern))
    shape = re.sub(r"(.)\1+", r"\1", letters).lower()
    return shape if shape in ("ymd", "dmy", "mdy") else None  # type: ignore[return-value]


def reads_english(text: str) -> bool:
    """Return whether *text* has the words that no English paragraph lacks."""
    return len(re.findall(r"\b(?:the|of|and|to|in)\b", text)) >= 3
