"""The text beside a date in, the time of day and the offset from UTC there out."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.describe.calendar import half_expressions, weekday_expression
from pipelines.describe.date_labels import GAP, joints
from pipelines.phrases import either, expressions

if TYPE_CHECKING:
    from collections.abc import Iterable

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
#: Zone names that are read as America's, by the countries where they are those of the place itself.
AT_HOME = {
    country: re.compile(rf"(?<![A-Z]){names}(?![A-Z])")
    for country, names in {"au": "E[SD]T", "ph": "PST", "pk": "PST", "cn": "CDT", "tw": "CDT", "cu": "CDT"}.items()
}
#: Shortest zone name that says by itself that four digits are a time of day: "1500 CT scans", "2010 PT Cruiser".
ZONE_LETTERS = 3


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
    glued = one_of(name for name in (*ZONES, *VAGUE_ZONES) if len(name) >= ZONE_LETTERS)
    offset = r"(?:GMT|UTC|UT)\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2})?|[+-][0-9]{2}:?[0-9]{2}(?![0-9])"
    # Where markup alone parts two words, the text has them as one: "EDTTags".
    return rf"[(\[]?(?P<{name}>{offset}|(?-i:(?:{names}|UT)(?!\w)|(?:{glued})(?=[A-Z][a-z])))[)\]]?"


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


def names_home_zone(raw: str, url: str) -> bool:
    """Return whether the zone named in *raw*, a moment on the page at *url*, is another one in the country of its host:
    EST is Australia's, too."""
    zones = AT_HOME.get((urlsplit(url).hostname or "").rpartition(".")[2])
    return zones is not None and zones.search(raw) is not None


def offset_of(minutes: int) -> str:
    """Return *minutes* from UTC as `±hh:mm`."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def moment(day: date, clock: str, offset: str) -> str:
    """Return *day* with its time and offset as one value."""
    return f"{day.isoformat()}T{clock}{offset}" if clock else day.isoformat()
