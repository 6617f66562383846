"""An address found on a page in; out, why it leads nowhere, or the address without its session.

Only for links that are followed from section pages: what a feed or a sitemap lists, its publisher means.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

#: A part of a path that comes oftener than this is a crawler's own echo (`/a/b/a/b/a/b`).
MOST_REPEATS = 2
#: More parts than a publisher's path has, more parameters than a story needs.
MOST_SEGMENTS = 16
MOST_PARAMETERS = 8
#: Words that templates give calendars, each as a whole part of path or query.
CALENDAR = re.compile(
    r"(?<![a-z])(?:calendar|calendars|kalender|calendrier|calendario|kalendarz|kalendar|kalenteri|takvim"
    r"|eventcalendar|month_?view|week_?view|day_?view)(?![a-z])",
    re.IGNORECASE,
)
#: A day or a month to show, as the parameters of calendars and archives have them.
DAY_CHOSEN = re.compile(r"[?&;](?:date|day|week|month|year|yr|mon|ical|tribe-bar-date)=[^&;]*\d", re.IGNORECASE)
DAY_IN_PATH = re.compile(r"/\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?/?$")
#: A visitor's session in path (`;jsessionid=…`) or query: long, of letters and digits both.
SESSION_VALUE = r"(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{16,}(?:[.!][\w.!-]+)?"
SESSION_NAME = r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|sess_?id|sid|cfid|cftoken)"
SESSION_IN_PATH = re.compile(rf";{SESSION_NAME}={SESSION_VALUE}", re.IGNORECASE)
SESSION_IN_QUERY = re.compile(rf"(?<=[?&]){SESSION_NAME}={SESSION_VALUE}(?:&|$)", re.IGNORECASE)
#: ASP.NET's session in the path: `/(S(3u1vo5j2cblyh5j2wzhg2l55))/`.
SESSION_SEGMENT = re.compile(r"/\([A-Z]\([a-z0-9]{20,}\)\)(?=/)", re.IGNORECASE)


def without_session(url: str) -> str:
    """Return *url* without a visitor's session, which would make a new address of every visit."""
    bare = SESSION_SEGMENT.sub("", SESSION_IN_PATH.sub("", url))
    without = SESSION_IN_QUERY.sub("", bare)
    return without.rstrip("?&") if without != bare else bare


def trap_in(url: str) -> str | None:
    """Return what makes *url* look like a crawl trap: `repeats`, `calendar`, `segments` or `parameters`; None where
    nothing does."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return "segments"
    if segments and max(Counter(segments).values()) > MOST_REPEATS:
        return "repeats"
    if len(re.findall("[&;]", parts.query)) >= MOST_PARAMETERS:
        return "parameters"
    chosen = DAY_CHOSEN.search(f"?{parts.query}") or DAY_IN_PATH.search(parts.path)
    return "calendar" if chosen and CALENDAR.search(f"{parts.path}?{parts.query}") else None
