"""Claims in, one out: the best by agreement, and the steps that replace it by a better one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from pipelines.describe.date_claims import dated_elements
from pipelines.describe.date_labels import Role
from pipelines.describe.declared_dates import Claim, claims_of
from pipelines.describe.moments import (
    DIGIT,
    LOCAL,
    OFFSET,
    UTC_MARK,
    day_before,
    day_in_utc,
    day_of,
    fineness,
    has_clock,
    is_before,
    is_clock_of_world,
    is_finer,
    is_placed,
    near,
)
from pipelines.describe.stamps import read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.document import Document

#: Declarations that a site's builder may renew with every build: a line under the headline that gives an earlier day
#: shows when the story was first there.
REBUILT = frozenset(["json-ld", "meta"])
#: By how much more a moment is earlier than one whose clock is of the wrong season; as much lies between the seasons.
EARLIER = timedelta(hours=1)
#: A zone named for standard time: EST, PST, NZST.
STANDARD = re.compile(r"(?<![A-Z])[A-Z]{1,3}ST(?![A-Z])")
#: How far apart the moments are that a clock of twelve hours tells alike.
HALF_A_DAY = timedelta(hours=12)


class Found(NamedTuple):
    """What a page says of its two moments, the most telling first in each list."""

    document: Document
    declared: dict[Role, list[Claim]]
    """What it says to machines."""
    visible: dict[Role, list[Claim]]
    """What is shown with a label."""
    headed: list[Claim]
    """What is shown as the day of publication with a label and not below the text, where another story's may be."""
    silent: list[Claim]
    """What is shown without one."""
    above: list[Claim]
    """What is shown without one and not below the text."""
    unsaid: list[Claim]
    """What elements say to machines and nothing says of which moment."""
    addressed: list[Claim]
    """The day in the address."""
    monthly: list[Claim]
    """The day of the month in the address."""
    headline: list[Claim]
    """The first date on a line of its own under the headline."""

    @property
    def others(self) -> list[Claim]:
        """What may be the day of publication beside what is declared."""
        return [*self.visible["published"], *self.silent, *self.unsaid, *self.addressed, *self.monthly]


#: What replaces a claim by a better one, if the page has one.
Step = Callable[[Claim, Found], Claim]


def after_steps(claim: Claim | None, steps: Iterable[Step], found: Found) -> Claim | None:
    """Return *claim* as *steps* leave it, one after another."""
    for step in steps:
        claim = step(claim, found) if claim else None
    return claim


def choose(declared: list[Claim], others: list[Claim]) -> Claim | None:
    """Return the best of the claims, as precise as any that agrees with it."""
    claims = [*declared, *others]
    if not claims:
        return None
    best = claims[0]
    days = {day_of(claim.value) for claim in others}
    # A day by itself hangs on no clock.
    if declared and day_of(best.value) not in (near(days) if "T" in best.value else days):
        # The declarations disagree among themselves, and what is shown or the address takes a side.
        best = next((claim for claim in declared if day_of(claim.value) in days), best)
    return refined(best, claims)


def first_shown(published: Claim, found: Found) -> Claim:
    """Return *published*, or the claim under the headline where that is earlier by more than the clocks of the world.

    A day by itself hangs on no clock (midnight may), and yields to the day before where that has a label or a clock:
    else it may be that of a printed edition, or of what is told.
    """
    if published.source not in REBUILT:
        return published
    for claim in found.headline:
        is_near = not tells_time(published) and (claim in found.visible["published"] or tells_time(claim))
        if is_before(claim.value, published.value if is_near else day_before(published.value)):
            return claim
    return published


def tells_time(claim: Claim) -> bool:
    """Return whether *claim* was written with a time of day, be it midnight or one that is left out."""
    return any("T" in written.value for written in claims_of(claim.raw, claim.source))


def unlike_change(published: Claim, found: Found) -> Claim:
    """Return *published*, or the first claim that is clearly earlier where that is the day of the last change.

    Some builders fill both days from one clock, and a theme may show the day of change where the other one belongs.
    """
    if day_of(published.value) in {day_of(claim.value) for claim in found.declared["modified"]}:
        others = [*found.visible["published"], *found.declared["published"][:1]]
        earlier = (claim for claim in others if is_before(claim.value, day_before(published.value)))
        published = next(earlier, published)
    return unlike_shown_change(published, found)


def unlike_shown_change(published: Claim, found: Found) -> Claim:
    """Return *published*, or where that is the very minute shown as the last change's, an earlier one by that clock:
    shown with a label, or declared and shown without."""
    if not has_clock(published.value) or minute_of(published) not in map(minute_of, found.visible["modified"]):
        return published
    shown = {minute_of(claim) for claim in found.silent if has_clock(claim.value)}
    labelled = found.headed or lone_of_day(found.visible["published"], day_of(published.value))
    told = [*labelled, *(claim for claim in found.declared["published"] if minute_of(claim) in shown)]
    earlier = (claim for claim in told if has_clock(claim.value) and minute_of(claim) < minute_of(published))
    claim = next(earlier, published)
    clock = "" if OFFSET.search(claim.value) else "".join(OFFSET.findall(published.value))
    return claim._replace(value=claim.value + clock)


def minute_of(claim: Claim) -> str:
    """Return the minute of *claim* by its own clock."""
    return claim.value[:16]


def lone_of_day(claims: list[Claim], day: date) -> list[Claim]:
    """Return *claims* if there is one, and of *day*: below the text several are those of other stories."""
    return claims if len(claims) == 1 and day_of(claims[0].value) == day else []


def unlike_divided(published: Claim, found: Found) -> Claim:
    """Return *published*, or the first shown with a label where the meta tags, some of which are of a template, give
    days far from each other and none near one that is shown or in the address.

    What stands below the text is the story's where its change is told, too.
    """
    declared = {day_of(claim.value) for claim in found.declared["published"]}
    shown = found.visible["published"] if found.visible["modified"] else found.headed
    if published.source != "meta" or not shown or max(declared) - min(declared) <= timedelta(days=1):
        return published
    return published if near(declared) & {day_of(claim.value) for claim in found.others} else shown[0]


def told_earlier(published: Claim, found: Found) -> Claim:
    """Return *published*, or a moment of about that day, earlier by `EARLIER`, that the page shows as that of
    publication, where both tell their clock: "First published at …"."""
    days = near({day_of(published.value)})
    for claim in found.headed if OFFSET.search(published.value) else ():
        if (
            OFFSET.search(claim.value)
            and day_of(claim.value) in days
            and datetime.fromisoformat(published.value) - datetime.fromisoformat(claim.value) > EARLIER
        ):
            return claim
    return published


def refined(best: Claim, claims: list[Claim]) -> Claim:
    """Return *best* with a real time where another claim for its day has one, and no midnight that says nothing.

    Of two claims for one moment, that which tells where its clock hangs says more, and most so where that is the place.
    """
    if has_clock(best.value):
        better = [claim for tells in (is_placed, is_finer) for claim in claims if tells(claim.value, best.value)]
        return better[0] if better else best
    for days in (day_of, day_in_utc):
        for claim in claims:
            if has_clock(claim.value) and days(claim.value) == day_of(best.value):
                return claim
    return best._replace(value=best.value[:10])


def published_by_shown_clock(published: Claim, found: Found) -> Claim:
    """Return *published* by the clock that the page shows: the minute of a change may fall on that of one, too."""
    told = (*found.declared["published"], *found.others)
    changes = {minute_of(claim) for claim in found.declared["modified"] if UTC_MARK.search(claim.value)}
    return by_shown_clock(published, [claim for claim in told if minute_of(claim) not in changes])


def modified_by_shown_clock(modified: Claim, found: Found) -> Claim:
    """Return *modified* by the clock that the page shows."""
    return by_shown_clock(modified, [*found.declared["modified"], *found.visible["modified"]])


def by_shown_clock(best: Claim, told: list[Claim]) -> Claim:
    """Return *best*, a moment in UTC, by the clock of the place where one of those *told* is the same minute of it.

    On the same day the moment stays as it is declared, and where readers are told that minute, too.
    """
    shown = [claim for claim in told if has_clock(claim.value) and not OFFSET.search(claim.value)]
    if not UTC_MARK.search(best.value) or minute_of(best) in map(minute_of, shown):
        return best
    moment = datetime.fromisoformat(best.value)
    for claim in shown:
        ahead = datetime.fromisoformat(minute_of(claim)) - moment.replace(second=0, tzinfo=None)
        if day_of(claim.value) != day_of(best.value) and is_clock_of_world(ahead):
            there = moment.astimezone(timezone(ahead))
            return best._replace(value=there.isoformat(timespec=fineness(best.value)))
    return best


def told_of(published: Claim, found: Found) -> list[Claim]:
    """Return the moments that may be meant by *published*, as the page declares them and shows them above the story: no
    minute that is declared of a later change, which a line without a label may tell."""
    told = (*found.declared["published"], *found.headed, *found.above)
    later = (claim for claim in found.declared["modified"] if not is_before(claim.value, published.value))
    changes = {minute_of(claim) for claim in later}
    return [claim for claim in told if minute_of(claim) not in changes]


def is_shown_as_declared(best: Claim, found: Found) -> bool:
    """Return whether readers are told the very minute of *best*: no builder has spoilt it."""
    shown = (*found.visible["published"], *found.visible["modified"], *found.silent)
    return any(has_clock(claim.value) and minute_of(claim) == minute_of(best) for claim in shown)


def published_after_noon(published: Claim, found: Found) -> Claim:
    """Return *published*, or twelve hours later where the page gives that elsewhere and not what is declared."""
    return published if is_shown_as_declared(published, found) else after_noon(published, told_of(published, found))


def modified_after_noon(modified: Claim, found: Found) -> Claim:
    """Return *modified*, or twelve hours later where the page gives that elsewhere and not what is declared."""
    told = [*found.declared["modified"], *found.visible["modified"]]
    return modified if is_shown_as_declared(modified, found) else after_noon(modified, told)


def after_noon(best: Claim, told: list[Claim]) -> Claim:
    """Return *best*, declared before noon, or the moment twelve hours later that is *told* by the same clock: a builder
    may lose the half of the day. In UTC the other may hang where that is the difference."""
    if best.source not in REBUILT or not has_clock(best.value) or UTC_MARK.search(best.value):
        return best
    later = (datetime.fromisoformat(best.value) + HALF_A_DAY).isoformat(timespec=fineness(best.value))
    same_day = day_of(later) == day_of(best.value)
    return best._replace(value=later) if same_day and is_told(later, told) else best


def is_told(value: str, claims: Iterable[Claim]) -> bool:
    """Return whether one of *claims* has the minute of *value*, by its clock or by one that it does not name."""
    clocks = {"", *OFFSET.findall(value)}
    return any(minute_of(claim) == value[:16] and "".join(OFFSET.findall(claim.value)) in clocks for claim in claims)


def published_from_utc(published: Claim, found: Found) -> Claim:
    """Return *published*, or the moment that a builder meant who wrote the time in UTC and the offset of the place."""
    return published._replace(value=meant_in_utc(published.value)) if wrote_utc(published, found) else published


def modified_from_utc(modified: Claim, found: Found) -> Claim:
    """Return *modified*, or the moment that was meant where the same builder wrote the publication in UTC."""
    first = next((claim for claim in found.declared["published"] if claim.source == modified.source), None)
    if first is None or OFFSET.findall(first.value) != OFFSET.findall(modified.value) or not wrote_utc(first, found):
        return modified
    return modified._replace(value=meant_in_utc(modified.value))


def wrote_utc(claim: Claim, found: Found) -> bool:
    """Return whether the page gives elsewhere what *claim* would be, had it the clock of UTC and the place's offset."""
    if claim.source not in REBUILT or not LOCAL.search(claim.value) or UTC_MARK.search(claim.value):
        return False
    told = [*told_of(claim, found), *found.unsaid]
    if ahead_of_utc(claim.value) == EARLIER:  # A bare clock may be of summer, and the declared one of winter.
        told = [other for other in told if OFFSET.search(other.value)]
    return not is_shown_as_declared(claim, found) and is_told(meant_in_utc(claim.value), told)


def ahead_of_utc(value: str) -> timedelta:
    """Return how far the clock that *value* names is ahead of UTC."""
    return datetime.fromisoformat(value).utcoffset() or timedelta()


def meant_in_utc(value: str) -> str:
    """Return *value*, its clock taken for that of UTC, by the clock that it names."""
    moment = datetime.fromisoformat(value)
    there = moment.replace(tzinfo=UTC).astimezone(moment.tzinfo)
    return there.isoformat(timespec=fineness(value))


def by_the_pages_clock(published: Claim, found: Found) -> Claim:
    """Return *published*, a moment in UTC, by the page's one other clock where what is shown or the address gives that
    day."""
    days = {day_of(claim.value) for claim in (*found.visible["published"], *found.silent, *found.addressed)}
    if not days or day_of(published.value) in days or not UTC_MARK.search(published.value):
        return published
    raws = [element.get("datetime") or "" for element in dated_elements(found.document)]
    offsets = {value[-6:] for raw in raws if LOCAL.search(raw) and (value := read_stamp(raw))} - {"+00:00"}
    if len(offsets) != 1:
        return published
    clock = datetime.fromisoformat(f"2000-01-01T00:00{offsets.pop()}").tzinfo
    there = datetime.fromisoformat(published.value).astimezone(clock).isoformat(timespec=fineness(published.value))
    return published._replace(value=there) if day_of(there) in days else published


def with_offset(best: Claim, found: Found) -> Claim:
    """Return *best* with the offset that the page gives its minute, where it has none, or UTC and readers see another.

    UTC, which templates fill in, counts where it is printed, or declared of the same second.
    """
    if not has_clock(best.value):
        return best
    declared = [*found.declared["published"], *found.declared["modified"]]
    printed = [*found.visible["published"], *found.visible["modified"], *found.silent]
    bare = OFFSET.sub("", best.value)
    naive = bare == best.value
    if not naive and not UTC_MARK.search(best.value):
        return best
    told = (*declared, *printed, *found.unsaid)
    alike = [claim for claim in told if claim.value[:16] == bare[:16] and OFFSET.search(claim.value)]
    local = [claim for claim in alike if not UTC_MARK.search(claim.value) and (naive or claim.source == "visible")]
    same = [claim for claim in alike if naive and (claim in printed or (claim.value[:19] == bare and len(bare) > 16))]
    offsets = {offset for claim in local for offset in OFFSET.findall(claim.value)}
    offsets = offsets or {offset for claim in same[:1] for offset in OFFSET.findall(claim.value)}
    return best._replace(value=bare + offsets.pop()) if len(offsets) == 1 else best


def published_in_season(published: Claim, found: Found) -> Claim:
    """Return *published* by the clock of the season that the page prints of its minute."""
    return in_season(published, [*found.visible["published"], *found.silent])


def modified_in_season(modified: Claim, found: Found) -> Claim:
    """Return *modified* by the clock of the season that the page prints of its minute."""
    return in_season(modified, found.visible["modified"])


def in_season(best: Claim, printed: list[Claim]) -> Claim:
    """Return *best*, or where that names standard time, as builders do all year, the same minute an hour ahead if one
    *printed* has that."""
    if not STANDARD.search(best.raw) or not LOCAL.search(best.value):
        return best
    for claim in printed:
        if LOCAL.search(claim.value) and minute_of(claim) == minute_of(best):
            ahead = ahead_of_utc(claim.value) - ahead_of_utc(best.value)
            return best._replace(value=OFFSET.sub(claim.value[-6:], best.value)) if ahead == EARLIER else best
    return best


def unlike_publication(modified: Claim, found: Found) -> Claim:
    """Return *modified*, or where JSON-LD fills that in from the publication a later moment that two meta tags give, or
    one on about a day that a line gives as the change's."""
    same = {minute_of(claim) for claim in found.declared["published"][:1]}
    if modified.source != "json-ld" or minute_of(modified) not in same:
        return modified
    metas = [claim for claim in found.declared["modified"] if claim.source == "meta"]
    minutes = list(map(minute_of, metas))
    shown = near({day_of(claim.value) for claim in found.visible["modified"]})
    sure = [claim for claim in metas if day_of(claim.value) in shown or minutes.count(minute_of(claim)) > 1]
    return next((claim for claim in sure if is_before(modified.value, claim.value)), modified)


#: What is done with the moment that was chosen, in this order.
OF_PUBLISHED: tuple[Step, ...] = (
    published_by_shown_clock,
    with_offset,
    published_in_season,
    published_from_utc,
    published_after_noon,
    unlike_change,
    unlike_divided,
    told_earlier,
    first_shown,
    by_the_pages_clock,
)
OF_MODIFIED: tuple[Step, ...] = (
    unlike_publication,
    modified_by_shown_clock,
    with_offset,
    modified_in_season,
    modified_from_utc,
    modified_after_noon,
)


def by_the_others_clock(claim: Claim | None, other: Claim | None) -> Claim | None:
    """Return *claim* with the offset found for *other*, where it has none, is of the same day and is written alike."""
    if claim is None or other is None or not has_clock(claim.value) or OFFSET.search(claim.value):
        return claim
    alike = DIGIT.sub("0", claim.raw) == DIGIT.sub("0", other.raw) and day_of(claim.value) == day_of(other.value)
    return claim._replace(value=claim.value + "".join(OFFSET.findall(other.value))) if alike else claim
