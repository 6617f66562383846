"""Document and stamps in: what the page claims of its two moments, in its elements, to readers and in its address."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, cast

from lxml import etree

from pipelines.describe.clocks import names_home_zone
from pipelines.describe.date_labels import Role, label_before
from pipelines.describe.date_places import (
    ELSEWHERE,
    LISTED,
    WEB,
    Shown,
    Zones,
    announces,
    in_sentence,
    may_hold_stamp,
    role_of_name,
)
from pipelines.describe.datelines import read_dateline
from pipelines.describe.declared_dates import ACTIVITY_META, Claim, claims_of, dated_meta, meta_claims
from pipelines.describe.evidence import scopes_around
from pipelines.describe.moments import OFFSET, day_of, has_clock, is_before, is_future, near
from pipelines.describe.orders import Context, settle
from pipelines.describe.stamps import LINE, find_stamps, has_digits, read_stamp
from pipelines.describe.written_days import month_named
from pipelines.document import shown_text
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.describe.stamps import Stamp
    from pipelines.document import Block, Document

#: Elements that give a moment to machines: by way of the attributes themselves, in a third of the time.
DATED_ELEMENTS = etree.XPath(
    "/descendant::time[@datetime]|/descendant::*/@itemprop[contains(., 'date')]/..|/descendant::abbr[@title]"
)
URL_DAYS = (
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[/_.-]([0-9]{1,2})[/_.-]([0-9]{1,2})(?![0-9])"),
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[/-]?([0-9]{2})[/-]?([0-9]{2})(?![0-9])"),
    re.compile(r"/((?:19|20)[0-9]{2})/([a-z]{3,9})/([0-9]{1,2})(?![0-9])", re.IGNORECASE),
    # A section may stand between year and month.
    re.compile(r"/((?:19|20)[0-9]{2})(?:/[a-z][a-z.-]*){1,2}/([0-9]{2})/([0-9]{2})/", re.IGNORECASE),
)
URL_MONTH = re.compile(r"/((?:19|20)[0-9]{2})[/-](0[1-9]|1[0-2])(?![0-9])")
#: What stands behind the day of a dateline, and how many paragraphs may begin with one.
DATELINE_END, OPENING = re.compile(r"\s*[-–—/():：]"), 3
#: A day by itself whose year has two digits.
SHORT_YEAR = re.compile(r"^([0-9]{1,2}[./-][0-9]{1,2}[./-])([0-9]{2})$")
#: How many elements, its own first, lead from a moment for machines to the block that it stands in.
DEPTH = 4


def element_claims(document: Document, head: range) -> Iterator[tuple[Role | None, Claim]]:
    """Yield what the elements at the head of the story say to machines (microdata, `<time datetime>`), and its role."""
    homes = {document.blocks[index].element: document.blocks[index] for index in head}
    for element in dated_elements(document):
        raw = element.get("datetime") or element.get("content") or element.get("title")
        home = home_of(element, homes)
        if not raw or home is None or home.named(ELSEWHERE):
            continue
        item = element.get("itemprop") or ""
        stamps = find_stamps(shown_text(element))
        printed = near({day_of(value) for stamp in stamps for value in stamp.alternatives})
        told = role_of_name(f"{item} {element.get('class') or ''} {'pubdate' if 'pubdate' in element.attrib else ''}")
        role = said_in(home, element) or told
        for claim in claims_of(raw, "microdata" if item else "visible"):
            if not printed or day_of(claim.value) in printed:
                yield role, with_printed_clock(claim, role, stamps)


def signed_claims(document: Document, foot: range) -> Iterator[Claim]:
    """Yield what microdata in *foot*, below the text, says to machines of the moment of publication of what has the
    page's headline, too; what is shown there may be the time of day alone."""
    title = document.title_index
    headed = set() if title is None else set(document.blocks[title].around())
    homes = {document.blocks[index].element: document.blocks[index] for index in foot}
    for element in dated_elements(document) if headed and "datePublished" in document.properties else ():
        raw = element.get("datetime") or element.get("content") or element.get("title")
        published = element.get("itemprop") == "datePublished" and home_of(element, homes) is not None
        if raw and published and next(iter(scopes_around(element)), None) in headed:
            yield from claims_of(raw, "microdata")


def with_printed_clock(claim: Claim, role: Role | None, stamps: Sequence[Stamp]) -> Claim:
    """Return *claim*, that of an element with *stamps*; a day for machines yields to its time for readers, where the
    element has no other and does not say that this is of another *role*."""
    if has_clock(claim.value) or len(stamps) != 1 or stamps[0].role not in (None, role):
        return claim
    values = (value for value in stamps[0].alternatives if has_clock(value) and day_of(value) == day_of(claim.value))
    return next((Claim(value, "visible", stamps[0].raw) for value in values), claim)


def dated_elements(document: Document) -> Iterable[HtmlElement]:
    """Return the elements that may give a moment to machines, in page order."""
    if document.tree is None:
        return []
    # Most pages have no microdata of dates, and to look for elements that have is slow.
    if not any(value.startswith("date") for value in document.properties):
        return cast("Iterable[HtmlElement]", document.tree.iter("time", "abbr"))
    return cast("list[HtmlElement]", DATED_ELEMENTS(document.tree))


def said_in(block: Block, element: HtmlElement) -> Role | None:
    """Return the role that the words before *element* in *block* give its date."""
    text = shown_text(element)
    for stamp in find_stamps(block.text):
        if text and (stamp.raw in text or text in stamp.raw):
            return stamp.role
    return None


def home_of(element: HtmlElement, homes: dict[HtmlElement | None, Block]) -> Block | None:
    """Return the block in *homes* in which *element* stands, or right beside which it does."""
    place: HtmlElement | None = element
    for _ in range(DEPTH):
        if place is None:
            return None
        if place in homes:
            return homes[place]
        place = place.getparent()
    return None


def labelled_claims(shown: list[Shown], role: Role, context: Context) -> Iterator[Claim]:
    """Yield the stamps that say that they are *role*."""
    for found in shown:
        if found.role == role and (value := settle(found.stamp, context)):
            yield Claim(value, "visible", found.stamp.raw)


def unlabelled_claims(shown: list[Shown], context: Context) -> Iterator[Claim]:
    """Yield the stamps that say nothing, those under the headline first; none of a list of several days."""
    silent = sorted((found for found in shown if found.role is None), key=lambda found: found.rank)
    values = [(found, value) for found in silent if (value := settle(found.stamp, context))]
    head = {day_of(value) for found, value in values if found.line and found.place != "foot"}
    foot = {day_of(value) for found, value in values if found.place == "foot"}
    if len(head) > LISTED:
        return
    today = day_of(context.fetched_at)
    for found, value in values:
        if found.place == "foot" and len(head | foot) > LISTED:
            continue
        # What stands above the headline is the day of the visit as often as that of the story.
        if not (found.rank[0] and abs((day_of(value) - today).days) <= 1):
            yield Claim(value, "visible", found.stamp.raw)


def headline_claims(shown: list[Shown], context: Context) -> Iterator[Claim]:
    """Yield the first date on a line of its own under the headline; none that is of change, or in a list of days."""
    lines = [found for found in shown if found.place == "under" and found.line]
    silent = {settle(found.stamp, context) for found in lines if found.role is None}
    for found in lines[:1]:
        listed = found.role is None and len(silent) > LISTED
        if found.role != "modified" and not listed and (value := settle(found.stamp, context)):
            yield Claim(value, "visible", found.stamp.raw)


def address_claims(url: str) -> list[Claim]:
    """Return the day in the address, if it holds one."""
    for shape in URL_DAYS:
        for match in shape.finditer(url):
            year, month, day = match.groups()
            number = int(month) if month.isdigit() else month_named(month)
            if number and (value := read_stamp(f"{year}-{number:02}-{int(day):02}")):
                return [Claim(value, "url", match[0])]
    return []


def monthly_claims(document: Document, zones: Zones, context: Context) -> list[Claim]:
    """Return the first day of the month in the address that lines around the story give, whatever else they say but in
    a sentence, unless an earlier one follows: comments are later."""
    found: list[Claim] = []
    for index in [*zones.head, *zones.foot] if context.months else ():
        block = document.blocks[index]
        if block.reason is None and may_hold_stamp(block) and not in_sentence(block.text, block.kind):
            text = SHORT_YEAR.sub(r"\g<1>20\2", block.text)
            for stamp in (stamp for stamp in find_stamps(text) if not announces(text, stamp)):
                value = settle(stamp, context)
                if value and (day_of(value).year, day_of(value).month) in context.months:
                    found.append(Claim(value, "visible", stamp.raw))
    return found[:1] if found and not any(is_before(claim.value, found[0].value) for claim in found) else []


def dateline_claims(document: Document, head: range) -> Iterator[Claim]:
    """Yield the day of the dateline with which one of the first paragraphs in *head* begins: "OSLO, May 6, 2016 —"."""
    opening = (block for block in document.blocks[head.start : head.stop] if is_story_prose(block))
    for block in islice(opening, OPENING):
        text = block.text[:LINE]
        stamp = next(iter(find_stamps(text)), None)
        if (
            stamp
            and stamp.value
            and int(stamp.value[:4]) >= WEB
            and DATELINE_END.match(text, stamp.span[1])
            and read_dateline(text)
        ):
            yield Claim(stamp.value, "visible", stamp.raw)
            return


def claims_without_year(document: Document, zone: range, changes: list[Claim]) -> Iterator[Claim]:
    """Yield those of *changes*, and of what is declared of the last activity, whose minute a line in *zone* gives as
    that of publication without its year: "Published: 05-06 16:20"."""
    active = (claim for contents in dated_meta(document.evidence, ACTIVITY_META) for claim in meta_claims(contents))
    texts = (block.text for block in document.blocks[zone.start : zone.stop])
    lines = [text for text in texts if len(text) <= LINE and has_digits(text)]
    for claim in (*changes, *active) if lines else ():
        if has_clock(claim.value) and any(publishes(line, claim.value) for line in lines):
            yield claim


def publishes(line: str, value: str) -> bool:
    """Return whether *line* gives month, day and minute of *value* behind a label of publication."""
    month, day, clock = value[5:7], value[8:10], value[11:16]
    match = re.search(rf"(?<![0-9]){month}[-/.月]{day}日?\s?{clock}(?![0-9])", line)
    label = label_before(line, 0, match.start()) if match else None
    return label is not None and label[0] == "published"


def believed(claims: Iterable[Claim], document: Document) -> list[Claim]:
    """Return those of *claims* that are possible: not after the capture, not before the web unless printed; without an
    offset where the zone may be another one in the country of the page."""
    url = document.page.url
    return [
        claim._replace(value=OFFSET.sub("", claim.value)) if names_home_zone(claim.raw, url) else claim
        for claim in claims
        if not is_future(claim.value, document.page.fetched_at)
        and (int(claim.value[:4]) >= WEB or claim.source == "visible")
    ]


def less_changes(claims: list[Claim], changes: list[Claim]) -> list[Claim]:
    """Return *claims*, those of a minute that is one of *changes* as the day alone."""
    minutes = {claim.value[:16] for claim in changes if has_clock(claim.value)}
    return [claim._replace(value=claim.value[:10]) if claim.value[:16] in minutes else claim for claim in claims]
