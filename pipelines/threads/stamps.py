"""A post's blocks in, the time it was posted out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from pipelines.describe.date_labels import joints
from pipelines.describe.declared_dates import ROLES, declared_claims
from pipelines.describe.moments import day_of, days_of, is_future
from pipelines.describe.orders import Context, settle
from pipelines.describe.stamps import LINE, find_stamps, read_stamp
from pipelines.describe.written_days import month_named
from pipelines.document import shown_text
from pipelines.threads.marks import dates_user, has_number, is_about_user, is_edited, is_relative, is_stamp, unedited

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lxml.html import HtmlElement

    from pipelines.describe.stamps import Stamp
    from pipelines.describe.written_days import Order
    from pipelines.document import Block, Document
    from pipelines.threads.shapes import Segment

#: How much of a moment gives it to the minute.
MINUTE = len("2024-03-05T10:15")
#: From how many dates on it is seen which number stands still, and the longest talk, in days.
SEVERAL, A_MONTH = 3, 31
#: Elements that may give a time for machines: by their name, or beside "3 days ago".
TITLED = frozenset(["span", "abbr", "a", "div"])
TIMED = ("time", "relative-time", "time-ago")
#: The longest text of a box that shows a time and no more, in characters.
SHOWN = 60
#: Elements that may have a `datetime`: by the standard, and by custom.
MAY_BE_TIMED = (*TIMED, *TITLED, "ins", "del")
#: What may be the name of a month.
NAME = r"[^\W\d_]{3,12}"
#: How many of the body's blocks tell its language.
OPENING_BLOCKS = 6
#: Elements that give a time for machines.
TIME_TAGS = ("time", "relative-time", "time-ago", "abbr", "meta", "span", "a")
TIME_KEYS = ("datetime", "content", "title", "data-time-string")


def machine_times(tree: HtmlElement, blocks: list[Block]) -> dict[HtmlElement, str]:
    """Return what elements of *tree* say of their time to machines, by the element of the block they stand in."""
    homes = {block.element for block in blocks}
    found: dict[HtmlElement, str] = {}
    for element in tree.iter(*MAY_BE_TIMED):
        said, tag = element.get("datetime") or "", element.tag
        if tag not in TIMED:
            said = said or (element.get("title") or "" if tag in TITLED else "")
            if not said or not is_stamp(said) or (tag == "div" and not shows_time(element)):
                continue  # a box may say in its title since when a member is one
        home: HtmlElement | None = element
        while home is not None and home not in homes:
            home = home.getparent()
        if home is not None:
            found.setdefault(home, said)
    return found


def shows_time(element: HtmlElement) -> bool:
    """Return whether what *element* shows is a time, and no more."""
    shown = shown_text(element)
    return len(shown) <= SHOWN and (is_relative(shown) or is_stamp(shown))


@dataclass
class Clock:
    """What it takes to read the times of a page's posts."""

    context: Context
    """What settles the order of day and month."""
    machine: dict[HtmlElement, str] = field(default_factory=dict)
    """The machine-readable times, by the element of their block."""
    told: Callable[[int], set[date]] = lambda _: set()
    """The days that the page gives for what people talk of, above the block at an index."""
    segments: list[Segment] = field(default_factory=list)
    """The posts of whose dates it has learned nothing yet."""
    story: set[date] | None = None
    """The days that the page gives for its story, once they were asked for."""

    def learn(self, segments: list[Segment]) -> None:
        """Take the dates of *segments* as examples of how this page writes them, where one is in doubt."""
        self.segments = segments

    def read(self, text: str) -> str | None:
        """Return the moment that *text* gives; None where it is in doubt."""
        if moment := read_stamp(text):
            return moment
        stamps = find_stamps(text)
        if stamps and self.segments:
            self.study(self.segments)
        values = {settle(stamp, self.context) for stamp in stamps}
        return values.pop() if len(values) == 1 else None

    def read_without_year(self, block: Block) -> str | None:
        """Return the moment that *block* gives by month, day and time: of the year in which the story was about a month
        old at most; None where the page does not say when that appeared."""
        match = yearless().search(block.text)
        if match is None or month_named(match["after"] or match["before"]) is None:
            return None
        if self.story is None:
            self.story = self.told(block.index)
        moments = {
            moment
            for year in {day.year + shift for day in self.story for shift in (0, 1)}
            if (moment := self.read(f"{block.text[: match.end()]} {year}{block.text[match.end() :]}")) and "T" in moment
        }
        late = timedelta(days=A_MONTH)
        near = [
            moment for moment in moments if any(timedelta(-1) <= day_of(moment) - day <= late for day in self.story)
        ]
        return near[0] if len(near) == 1 and not is_future(near[0], self.context.fetched_at) else None

    def study(self, segments: list[Segment]) -> None:
        """Learn from the dates of *segments*, a run of posts."""
        self.segments = []
        stamps = [stamp for segment in segments for stamp in find_stamps(segment.anchor.text)]
        doubtful = [stamp for stamp in stamps if stamp.value is None]
        written = {stamp.mark for stamp in stamps if stamp.value and stamp.orders}
        days = days_in_a_row(doubtful, written=written)
        # Where posts show how the page writes dates, nothing else is asked.
        days |= self.told(segments[0].anchor.index) if doubtful and not written else set()
        self.context = replace(self.context, stamps=stamps, days=self.context.days | days)


@cache
def yearless() -> re.Pattern[str]:
    """Return the pattern of a month and a day with a time right behind them: "Sep 21, 3:29 PM", "21. Sept., 15:29"."""
    return re.compile(
        rf"(?<!\w)(?:(?P<before>{NAME})\.? [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}\.? (?P<after>{NAME})\.?)"
        rf"(?=,? (?:{joints()} )?[0-9]{{1,2}}[:.h][0-9]{{2}}(?![0-9]))",
        re.IGNORECASE,
    )


def days_in_a_row(stamps: list[Stamp], written: set[str]) -> set[date]:
    """Return the days of *stamps*, all of them in doubt, if under one order of day and month, and no other, they
    follow each other: in a talk the number that stands still is the month.

    Where dates with the same marks are *written* without doubt they tell more.
    """
    told: dict[Order, list[date]] = defaultdict(list)
    for stamp in stamps:
        if stamp.mark not in written:
            for value, order in zip(stamp.alternatives, stamp.orders, strict=False):
                told[order].append(day_of(value))
    if len(told) < 2 or len(stamps) < SEVERAL:
        return set()
    near = [set(days) for days in told.values() if is_close(set(days))]
    far = [set(days) for days in told.values() if len({day.day for day in days}) < len(set(days))]
    return near[0] if len(near) == 1 and len(far) == len(told) - 1 and near[0] not in far else set()


def is_close(days: set[date]) -> bool:
    """Return whether people who write on *days* are in one talk: several, in a month, or two in a row."""
    span = (max(days) - min(days)).days
    return 0 < span <= (A_MONTH if len(days) > 2 else 2)


def clock_of(document: Document, machine: dict[HtmlElement, str]) -> Clock:
    """Return the clock of *document*, with its *machine*-readable times."""
    page, meta = document.page, document.evidence.meta
    locales = [*meta.get("og:locale", ()), document.evidence.language, *meta.get("content-language", ()), page.language]
    found = (moment for raw in machine.values() if (moment := read_stamp(raw)))
    opening = " ".join(block.text for block in document.body[:OPENING_BLOCKS])
    told = [tag for tag in locales if tag]
    context = Context(page.fetched_at, days_of(found), locales=told, opening=opening, speaks=False)
    return Clock(context, machine, partial(days_told, document))


def days_told(document: Document, index: int) -> set[date]:
    """Return the days on which the story of *document* appeared and changed: declared, or shown with a label above the
    block at *index*. Most people talk of it at once."""
    lines = [block.text for block in document.blocks[:index] if len(block.text) <= LINE]
    shown = [stamp.value for line in lines for stamp in find_stamps(line) if stamp.role and stamp.value]
    declared = [claim.value for role in ROLES for claim in declared_claims(document, role, [])]
    return days_of([*shown, *declared])


def published_of(segment: Segment, clock: Clock) -> tuple[str | None, str]:
    """Return when *segment* was posted and the text that says so; (None, "") where it does not say."""
    anchor = timed_block(segment, clock)
    for raw in (clock.machine.get(anchor.element, ""), declared_time(anchor), anchor.text):
        shown = raw is anchor.text
        if raw and not (shown and (is_relative(raw) or dates_user(raw))) and (moment := clock.read(unedited(raw))):
            return with_shown_time(moment, raw, anchor, clock)
    for block in segment.blocks:
        if is_of_post(block):
            moment = None if is_relative(block.text) else clock.read(unedited(block.text))
            moment = moment or clock.read_without_year(block)
            return (moment, block.text) if moment else (None, "")
    return None, ""


def with_shown_time(moment: str, raw: str, anchor: Block, clock: Clock) -> tuple[str, str]:
    """Return *moment* and the *raw* text of it, or where that is a day alone what *anchor* shows of it with a time."""
    if "T" in moment or raw is anchor.text or not has_number(anchor.text):
        return moment, raw
    shown = None if is_edited(anchor.text) or dates_user(anchor.text) else clock.read(anchor.text)
    return (shown, anchor.text) if shown and shown.startswith(f"{moment}T") else (moment, raw)


def is_of_post(block: Block) -> bool:
    """Return whether *block* says when its post was written, not when its poster joined, nor when it was changed."""
    text = block.text
    return is_stamp(text) and not (is_about_user(text) or is_edited(text) or dates_user(text))


def timed_block(segment: Segment, clock: Clock) -> Block:
    """Return the first stamp of *segment* that has a machine-readable time, its anchor where that or none has.

    The day on which a poster joined stands above the time of the post, and is for people alone.
    """
    if segment.anchor.element in clock.machine:
        return segment.anchor
    timed = (block for block in segment.blocks if block.element in clock.machine)
    return next((block for block in timed if is_stamp(block.text)), segment.anchor)


def declared_time(anchor: Block) -> str:
    """Return the time that an attribute inside the anchor's element gives."""
    if anchor.element is None:
        return ""
    for element in anchor.element.iter(*TIME_TAGS):
        for key in TIME_KEYS:
            value: str | None = element.get(key)
            if value and is_stamp(value):
                return value
    return ""
