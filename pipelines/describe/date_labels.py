"""The text around a date in, what its words say of it out: published, updated, the day of something else."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pipelines.phrases import either, expressions, pattern
from pipelines.phrases.opening import Opening
from pipelines.prose import KEPT

Role = Literal["published", "modified"]
#: Marks that stand between the parts of a stamp.
GAP = r"[\s,،、.;|·•–—\-@/()\[\]（）:：]"
#: How far beside a date its time, weekday and words are looked for.
REACH = 64
#: How far behind what says that a page was posted its date is looked for; the longest text that says so, and the
#: longest that goes on to what may be followed of it, which is called the same in all languages.
POSTED_REACH, POSTED, FOLLOWED = 16, 240, 480
FEED = re.compile(r"(?<!\w)(?:RSS|trackbacks?)(?!\w)", re.IGNORECASE)
#: What may stand between a date and a label after it; and after a label, where it is that of what follows it:
#: "6 May 2016 Updated: 4:50 PM".
BEFORE_LABEL, OF_THE_NEXT = re.compile(r"[\s(（\[,に]*"), re.compile(r"\s*(?:[:：]|\S{0,4}\s?\d)")
#: A sign of the scripts of East Asia within a pattern that minds no capitals.
SIGN = r"(?-i:[\u3040-\u9fff\uac00-\ud7af])"


def joints() -> str:
    """Return an expression for the words between a date and what belongs to it."""
    return f"(?:{either(expressions('dates', 'joint'))})"


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
    # Some weekdays are cut short to what is such a word elsewhere: "am Di.," and "op di,", with a comma behind.
    weekday = rf"(?<![\w'’-]){joints()}\s+{joints()}\.?,\s*$"
    return re.compile(rf"{weekday}|(?:(?<![\w'’-]){joints()}[\s:]*){{1,2}}$", re.IGNORECASE)


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


def label_after(plain: str, end: int, ceiling: int) -> tuple[Role, int] | None:
    """Return the role that the words right after *end* give a date, and where they end."""
    gap = BEFORE_LABEL.match(plain, end, ceiling)
    match = label_pattern().match(plain, gap.end() if gap else end, ceiling)
    if match is None or OF_THE_NEXT.match(plain, match.end()):
        return None
    return ("modified" if match["modified"] else "published"), match.end()


@cache
def term_end() -> re.Pattern[str]:
    """Return the pattern of a text that ends with "from", "until" or the like."""
    return pattern("dates", "term", r"(?<!\w)%s\s*$")


@cache
def until() -> re.Pattern[str]:
    """Return the pattern of what stands between the hour at which something begins and that at which it ends."""
    return pattern("dates", "until", r"\s*(?:[-–—~〜～]|%s)\s*")


@lru_cache(maxsize=KEPT)
def label_alone(text: str) -> Role | None:
    """Return the role that *text*, a label by itself ("Updated:"), gives the date after it."""
    found = label_before(text, 0, len(text)) if len(text) <= REACH else None
    return found[0] if found and not text[: found[1]].strip() else None
