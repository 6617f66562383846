"""Document in, `published` and `modified` found: by agreement of what is declared, what is shown and the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, cast
from urllib.parse import urljoin

from lxml import etree

from pipelines.describe.bylines import is_linked_title, read_byline
from pipelines.describe.index_page import is_index, leads_elsewhere
from pipelines.describe.names import is_labelled
from pipelines.describe.orders import Context, day_of, settle
from pipelines.describe.sites import site_of
from pipelines.describe.stamps import (
    LINE,
    Role,
    begins_term,
    dates_another,
    find_stamps,
    has_digits,
    is_clock,
    is_date_line,
    is_future,
    label_alone,
    month_named,
    read_stamp,
    strip_stamps,
    tells_posting,
)
from pipelines.document import named_ancestors, shown_text
from pipelines.naming import any_word
from pipelines.phrases import pattern
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.threads.marks import dates_user, is_about_user
from pipelines.zones import is_story_prose, story_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.describe.stamps import Stamp
    from pipelines.document import Block, Document, Kind
    from schemas.content import EvidenceSource

#: Meta tags that hold the day of publication, the most telling first.
PUBLISHED_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "rnews:datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dcterms.issued",
    "dc.date.issued", "dc.date.published", "citation_online_date", "citation_publication_date", "citation_date",
    "date_published", "publish_date", "publish-date", "publishdate", "published_date", "published_time",
    "publication_date", "publication-date", "publicationdate", "pubdate", "pub_date", "pubdt", "published",
    "firstpublished", "originalpublicationdate", "release_date", "releasedate", "article.published",
    "article:post_date", "article_date_original", "displaydate", "dc.date", "dc.date.created", "dcterms.date",
    "dcterms.created", "dc.created", "article:create_at", "weibo:article:create_at", "datecreated", "created",
    "date.created", "article.created", "creation_date", "blog:published_time", "bt:pubdate", "iso-8601-publish-date",
    "date", "pdate", "posted", "timestamp", "uploaddate",
)  # fmt: skip
#: Meta tags that hold the day of the last change.
MODIFIED_META = (
    "article:modified_time", "article:modified", "article:updated_time", "og:article:modified_time",
    "og:modified_time", "og:updated_time", "datemodified", "rnews:datemodified", "dcterms.modified", "dc.date.modified",
    "dc.modified", "last-modified", "lastmod", "last_modified", "lastmodified", "article.updated", "date.updated",
    "updated", "update_time", "modified", "modificationdate", "revised", "moddate", "article_date_updated",
    "weibo:article:update_at",
)  # fmt: skip
#: Other names of a meta tag that hold the day of publication: a site's own prefix before common words.
PUBLISHED_NAME = re.compile(
    r"[-_.:](?<!last.)(?<!comment.)(?<!comments.)(?<!user.)(?<!member.)"
    r"(?:publi(?:sh|shed|cation)[-_.]?(?:date|time)|date[-_.]?published"
    r"|(?:published|posted|uploaded)(?:[-_.]?(?:at|on))?$)"
)
#: Types of a page that stand for its story where no story is declared.
PAGE_TYPES = ("WebPage", "ItemPage", "AboutPage", "MedicalWebPage", "VideoObject", "PodcastEpisode", "Product", "Book")
ROLES: tuple[Role, Role] = ("published", "modified")
#: Names of elements that hold a date of change, and of those that hold one of publication.
CHANGED = re.compile(r"updat|modif|revis|edited|changed")
FIRST = re.compile(r"publi|posted|creat|entry-date|post-date|pubdate")
#: Names around dates that belong to something else than the story, wherever they stand.
ELSEWHERE = re.compile(
    any_word(
        r"related recommend(?:ed|ations?) most[-_]?(?:read|popular) trending(?![^\W_]) carousel(?![^\W_])",
        before=r"[^\W_]",
    )
)
#: Names around dates that do so outside the lines between headline and text.
AROUND = re.compile(
    any_word(
        "sidebar teasers? comments? replies ticker widget masthead weather newsletter",
        before=r"[^\W_]",
        after=r"(?![^\W_])",
    )
    + "|"
    + any_word("aside nav menu footer latest", before=r"[\w-]", after=r"(?![\w-])")
)
#: Names around the foot of the story itself.
OWN_FOOTER = re.compile(r"(?<![\w-])footer (?:.* )?article(?![\w-])")
#: Names around the date of the story itself.
OWN_DATE = re.compile(
    any_word("publi(?:sh(?:ed)?|cation) article story post entry", "[a-z]", "[-_]?(?:date|time)(?![a-z])")
)
#: Names around what stands under a picture.
PICTURE = re.compile("caption|" + any_word("figure", r"\w", r"\b"))
OPEN_BRACKETS, CLOSE_BRACKETS = "([（［【〔", ")]）］】〕"
#: Most signs of the name of an outlet before the day of its dispatch.
OUTLET = 12
#: How many blocks before the headline, and after the story's last paragraph, may hold its date.
ABOVE, BELOW = 6, 12
#: How many of them may hold it unlabelled beside other words, or as a line by itself.
CLOSE_ABOVE, CLOSE_BELOW = 3, 4
#: How many blocks after the first paragraph (a standfirst that reads as one) may hold the date as a line by itself.
AFTER_STANDFIRST = 5
#: Where nothing is marked as the headline, how many blocks before the story's first paragraph may.
LEAD = 12
#: Longest line, in Latin letters, in which a date is a stamp and not part of a sentence.
STAMP_LETTERS = 240
#: Longest rest of a line beside an unlabelled date, in Latin letters; and shortest that can be a sentence.
BYLINE_LETTERS, SENTENCE_LETTERS = 100, 20
#: Declarations that a site's builder may renew with every build: a line under the headline that gives an earlier day
#: shows when the story was first there.
REBUILT = frozenset(["json-ld", "meta"])
#: From how many lines with different days on they are those of a list of stories.
LISTED = 1
#: First year of pages made for the web; an earlier date must be printed.
WEB = 1990
#: Seconds since 1970, or thousandths.
UNIX = re.compile(r"(1[0-9]{9}|[5-9][0-9]{8})(?:[0-9]{3})?")
#: Elements that give a moment to machines: by way of the attributes themselves, in a third of the time.
DATED_ELEMENTS = etree.XPath(
    "/descendant::time[@datetime]|/descendant::*/@itemprop[contains(., 'date')]/..|/descendant::abbr[@title]"
)
COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
URL_DAYS = (
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[/_.-]([0-9]{1,2})[/_.-]([0-9]{1,2})(?![0-9])"),
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[/-]?([0-9]{2})[/-]?([0-9]{2})(?![0-9])"),
    re.compile(r"/((?:19|20)[0-9]{2})/([a-z]{3,9})/([0-9]{1,2})(?![0-9])", re.IGNORECASE),
    # A section may stand between year and month.
    re.compile(r"/((?:19|20)[0-9]{2})(?:/[a-z][a-z.-]*){1,2}/([0-9]{2})/([0-9]{2})/", re.IGNORECASE),
)
URL_MONTH = re.compile(r"/((?:19|20)[0-9]{2})[/-](0[1-9]|1[0-2])(?![0-9])")
#: A day by itself whose year has two digits.
SHORT_YEAR = re.compile(r"^([0-9]{1,2}[./-][0-9]{1,2}[./-])([0-9]{2})$")
UTC_MARK = re.compile(r"T.*(?:Z|[+-]00:00)$")
LOCAL = re.compile(r"T.*[+-][0-9]{2}:[0-9]{2}$")
#: Where the clock of a moment hangs, at its end; a figure of how it is written.
OFFSET, DIGIT = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})$"), re.compile(r"[0-9]")
MIDNIGHT = re.compile(r"T00:00(?::00)?(?:Z|[+-][0-9]{2}:[0-9]{2})?$")
#: Steps in which the clocks of the world differ, and the greatest difference from UTC.
QUARTER, FARTHEST = timedelta(minutes=15), timedelta(hours=14)
#: By how much more a moment is earlier than one whose clock is of the wrong season.
EARLIER = timedelta(hours=1)
#: How many elements, its own first, lead from a moment for machines to the block that it stands in.
DEPTH = 4
#: How many paragraphs are searched for a weekday.
OPENING_BLOCKS = 3


class Claim(NamedTuple):
    """A moment as one piece of evidence has it."""

    value: str
    source: EvidenceSource
    raw: str


class Zones(NamedTuple):
    """Where the story's dates may stand: indexes of blocks."""

    head: range
    """From a little before the headline to a little after the first paragraph."""
    close: range
    """Right before the headline."""
    between: range
    """After the headline, up to the first paragraph."""
    foot: range
    """After the last paragraph."""
    opening: Block | None
    """The first paragraph."""

    def place_of(self, index: int) -> Place:
        """Return on which side of headline and text the block at *index* stands."""
        return "foot" if index in self.foot else "under" if index >= self.between.start else "above"


#: Before the headline, after it up to the first paragraphs, after the last paragraph.
Place = Literal["above", "under", "foot"]


class Shown(NamedTuple):
    """A stamp that stands in a block near the story."""

    stamp: Stamp
    role: Role | None
    """What its words, those before it or the name of its element say it is."""
    rank: tuple[bool, bool]
    """How far it is from a line of its own, or beside the author, between headline and text, which stands first."""
    line: bool
    """Whether it is a line of its own."""
    place: Place
    """Where it stands."""


class Setting(NamedTuple):
    """Where a block that may hold the story's date stands."""

    between: bool
    """Between headline and text."""
    named: bool
    """Below a standfirst that reads as the first paragraph, in an element named for the date."""
    told: bool
    """There, as a line of its own behind a label: in a list of what is known of the story."""
    below: int | None
    """How many blocks below the text; None above its end."""
    before: str
    """The text of the block before."""
    linked: bool
    """A line right below a heading that leads to another story."""


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


def describe(document: Document) -> None:
    """Set `published` and `modified`, and mark the lines that are dates and nothing else."""
    zones = zones_of(document)
    found = found_in(document, zones)
    published = after_steps(choose(found.declared["published"], found.others), OF_PUBLISHED, found)
    modified = after_steps(choose(found.declared["modified"], found.visible["modified"]), OF_MODIFIED, found)
    published, modified = by_the_others_clock(published, modified), by_the_others_clock(modified, published)
    if published and modified and is_before(modified.value, published.value):
        modified = None
    for role, claim in (("published", published), ("modified", modified)):
        if claim:
            document.add(role, claim.value, claim.source, claim.raw)
    mark_date_lines(document, zones.head, zones.foot)


def found_in(document: Document, zones: Zones) -> Found:
    """Return what *document* says of its two moments."""
    shown, elements = [], []
    if not is_index(document):
        opening = opening_day(zones.opening)
        shown = [*shown_in(document, zones, zones.head), *opening, *shown_in(document, zones, zones.foot)]
        elements = list(element_claims(document, zones.head))
    declared = {role: believed(declared_claims(document, role, elements), document) for role in ROLES}
    context = context_of(document, shown, [*declared["published"], *declared["modified"]])
    visible = {role: believed(labelled_claims(shown, role, context), document) for role in ROLES}
    changes = [claim for role, claim in elements if role == "modified"] if declared["published"] else []
    return Found(
        document=document,
        declared=declared,
        visible=visible,
        headed=believed(labelled_claims(above_foot(shown), "published", context), document),
        silent=less_changes(believed(unlabelled_claims(shown, context), document), changes),
        unsaid=believed((claim for role, claim in elements if role is None), document),
        # A page that only says when it was changed has an address of either day.
        addressed=[] if visible["modified"] else believed(address_claims(document.page.url), document),
        monthly=[] if shown else believed(monthly_claims(document, zones, context), document),
        headline=less_changes(believed(headline_claims(shown, context), document), changes),
    )


def after_steps(claim: Claim | None, steps: Iterable[Step], found: Found) -> Claim | None:
    """Return *claim* as *steps* leave it, one after another."""
    for step in steps:
        claim = step(claim, found) if claim else None
    return claim


# --- where dates may stand -----------------------------------------------------------------------------------------


def zones_of(document: Document) -> Zones:
    """Return where the dates of *document* may stand."""
    first, last = story_span(document)
    first = behind_standfirst(document, first)
    opening = document.blocks[first] if document.blocks else None
    title = document.title_index
    if title is None or title > first:
        start = after = document.up_from(first, LEAD)
        close = range(0)
    else:
        start, after = document.up_from(title, ABOVE), title + 1
        close = range(document.up_from(title, CLOSE_ABOVE), title)
    if not document.one_story:
        return Zones(range(start, first), close, range(after, first + 1), range(0), opening)
    end = min(first + AFTER_STANDFIRST, last + 1)
    # What is told of the posting reads as the last paragraph.
    below = last if last > first and tells_posting(document.blocks[last].text) else last + 1
    return Zones(
        head=range(start, end),
        close=close,
        between=range(after, first + 1),
        foot=range(below, document.down_from(below, BELOW)),
        opening=opening,
    )


def behind_standfirst(document: Document, first: int) -> int:
    """Return *first*, the index of the story's first prose, or where that is set as a heading that of the next."""
    near = document.blocks[first : first + LEAD]
    if not near or near[0].kind != "heading":
        return first
    return next((block.index for block in near if block.kind != "heading" and is_story_prose(block)), first)


def shown_in(document: Document, zones: Zones, zone: range) -> Iterator[Shown]:
    """Yield the stamps in the blocks of *zone* that can be the story's own."""
    listed = zone if zone is zones.foot else range(zone.start, zones.between.start)
    entries = dated_entries(document.blocks[listed.start : listed.stop])
    if zone is zones.head:
        entries += days_listed(document, zones.between)
    around = set(zones.opening.around()) if zones.opening else set()
    for index in zone:
        block = document.blocks[index]
        if index != document.title_index and may_hold_stamp(block) and block not in entries:
            setting = setting_of(document, zones, zone, block)
            if may_be_own(block, setting, around):
                yield from stamps_of(document, zones, block, setting)


def setting_of(document: Document, zones: Zones, zone: range, block: Block) -> Setting:
    """Return where *block* of *zone* stands."""
    behind = zone is zones.head and block.index > zones.between.start
    before = document.blocks[block.index - 1].text if block.index else ""
    return Setting(
        between=block.index in zones.between,
        named=behind and block.named(OWN_DATE),
        told=behind and is_date_line(block.text) and label_alone(before) is not None,
        below=block.index - zone.start if zone is zones.foot else None,
        before=before,
        linked=block.index > 0 and heads_teaser(document.blocks[block.index - 1], block),
    )


def heads_teaser(heading: Block, block: Block) -> bool:
    """Return whether *heading* is one link, and *block* below it a line: what is known of the story stands in lists."""
    return heading.kind == "heading" and block.kind == "paragraph" and is_linked_title(heading)


def may_be_own(block: Block, setting: Setting, around: set[HtmlElement]) -> bool:
    """Return whether nothing at *block* says that its dates are those of other stories, of readers or of an event."""
    if setting.below is not None and (block.reason is Reason.NAVIGATION or setting.linked):  # a reader's, a teaser's
        return False
    own = setting.between or setting.named or setting.told
    if not own and stands_apart(block, around) and not block.named(OWN_FOOTER):
        return False
    about_user = is_about_user(block.text) or dates_user(f"{setting.before} {block.text}")
    return not about_user and not names_event(setting.before)


def stamps_of(document: Document, zones: Zones, block: Block, setting: Setting) -> Iterator[Shown]:
    """Yield the stamps in *block* that stand as those of a story do: with a label, or apart from its sentences."""
    between, named, label = setting.between, setting.named, label_alone(setting.before)
    line = is_date_line(block.text)
    near = between or named or block.index in zones.close
    plain = near and not in_sentence(block.text, block.kind) and not block.named(PICTURE)
    alone = line and (setting.below is None or setting.below < CLOSE_BELOW)
    alone = alone or (setting.below is not None and is_labelled(strip_stamps(block.text)))
    for stamp in find_stamps(timed(document.blocks, block.index)):
        if announces(block.text, stamp) or is_of_other(block, stamp, setting, document.page.url):
            continue
        # In a thread a bare day is as often the one on which the poster joined.
        silent = document.page_type == "thread" and "T" not in stamp.alternatives[0]
        silent = silent or (not document.one_story and is_entry(block))
        if ((plain or alone) and not silent) or stamp.role or label:
            role = stamp.role or label or role_inside(block, stamp) or role_by_name(block)
            role = role or ("published" if named and not between else None)
            beside = line or read_byline(block.text) is not None
            yield Shown(stamp, role, (not between, not beside), line, zones.place_of(block.index))


def stands_apart(block: Block, around: set[HtmlElement]) -> bool:
    """Return whether a name at *block* says that its dates belong elsewhere: none of an element *around* the story."""
    return block.named(AROUND) and any(
        AROUND.search(block.called[element]) for element in named_ancestors(block.element) if element not in around
    )


def is_of_other(block: Block, stamp: Stamp, setting: Setting, url: str) -> bool:
    """Return whether *stamp* in *block* stands in a link from the page at *url* to another that says more than when and
    by whom: to the original, to a related story; below the text a name may be that of a reader."""
    foot = setting.below is not None
    return any(
        stamp.raw in text
        and not is_date_line(text)
        and (foot or read_byline(text) is None)
        and leads_elsewhere(url, address)
        and (foot or letters(strip_stamps(text)) >= SENTENCE_LETTERS or site_of(urljoin(url, address)) != site_of(url))
        for address, text in block.links
    )


def opening_day(opening: Block | None) -> Iterator[Shown]:
    """Yield the date in brackets with which *opening*, the story's first paragraph, begins: "(6 May 2016) The council
    …"; one before the web is that of what is told."""
    text = opening.text if opening else ""
    for stamp in find_stamps(text[:LINE]) if text.startswith(tuple(OPEN_BRACKETS)) else ():
        since_web = int(stamp.alternatives[0][:4]) >= WEB
        alone = stamp.whole[0] == 1 and text[stamp.whole[1] :].startswith(tuple(CLOSE_BRACKETS))
        if since_web and (alone or is_dispatch(text, stamp)):
            yield Shown(stamp, stamp.role, (False, True), line=False, place="under")
        return


def is_dispatch(text: str, stamp: Stamp) -> bool:
    """Return whether *stamp* in the brackets that open *text* is that of a dispatch: 【海港報2016年5月6日訊】."""
    outlet = text[1 : stamp.span[0]]
    in_brackets = len(outlet) <= OUTLET and not set(outlet) & set(CLOSE_BRACKETS)
    return in_brackets and dispatch_end().match(text, stamp.span[1]) is not None


@cache
def dispatch_end() -> re.Pattern[str]:
    """Return the pattern of what follows the day of a dispatch, up to the end of the brackets."""
    return pattern("dates", "dispatch", rf"\s?(?:%s)[{re.escape(CLOSE_BRACKETS)}]")


def is_entry(block: Block) -> bool:
    """Return whether *block* stands in a row of a table, after a cell with something else: what is on that day."""
    cell = next((outer for outer in named_ancestors(block.element) if outer.tag == "td"), None)
    before = None if cell is None else cell.getprevious()
    return before is not None and any(text.strip() for text in before.itertext())


def announces(text: str, stamp: Stamp) -> bool:
    """Return whether *text* says before *stamp* that something is on that day, or begins or ends then."""
    return begins_term(text, stamp) or names_event(text[: stamp.span[0]])


def names_event(label: str) -> bool:
    """Return whether *label* says that what a page announces is on the day after it, or whose day that is."""
    return event_label().match(label) is not None or dates_another(label)


@cache
def event_label() -> re.Pattern[str]:
    """Return the pattern of a label over the day of what a page announces: "Begins:"."""
    return pattern("dates", "event", r"^\W*(?:%s)\s*[:：]\W*$")


def timed(blocks: Sequence[Block], index: int) -> str:
    """Return the text of the block at *index*, with the time of day in the element right behind its own."""
    block = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    beside = after is not None and is_clock(after.text) and is_date_line(block.text) and is_one_stamp(block, after)
    return f"{block.text} {after.text}" if after and beside else block.text


def is_one_stamp(block: Block, after: Block) -> bool:
    """Return whether *block*, a day, and *after*, a time, stand side by side as items of a list, or named for what they
    date: under another day a time may be when something begins."""
    if block.element is None or after.element is None or after.element.getprevious() is not block.element:
        return False
    role = role_by_name(block)
    return block.kind == after.kind == "item" or (role is not None and role == role_by_name(after))


def dated_items(blocks: Iterable[Block]) -> list[Block]:
    """Return the items among *blocks* that are a date and no more."""
    return [block for block in blocks if block.kind == "item" and has_digits(block.text) and is_date_line(block.text)]


def dated_entries(blocks: Iterable[Block]) -> list[Block]:
    """Return the `dated_items` among *blocks* of which several say the same of the date: other stories."""
    found = dated_items(blocks)
    roles = [find_stamps(block.text)[0].role for block in found]
    return [block for block, role in zip(found, roles, strict=True) if roles.count(role) > 1]


def days_listed(document: Document, zone: range) -> list[Block]:
    """Return the `dated_items` in *zone*, under the headline, that say nothing of the date, where their days differ."""
    found = [(block, find_stamps(block.text)[0]) for block in dated_items(document.blocks[zone.start : zone.stop])]
    silent = [
        (block, stamp.alternatives)
        for block, stamp in found
        if not (stamp.role or label_alone(document.blocks[block.index - 1].text))
    ]
    return [block for block, _ in silent] if len({days for _, days in silent}) > LISTED else []


def in_sentence(text: str, kind: Kind) -> bool:
    """Return whether the dates in *text* stand in a sentence, as under a picture; that of an item, of which no date is
    the beginning, needs no full stop."""
    rest = strip_stamps(text)
    is_sentence = ends_sentence(text) or (kind == "item" and not opens_with_stamp(text))
    return letters(rest) > (SENTENCE_LETTERS if is_sentence else BYLINE_LETTERS)


def opens_with_stamp(text: str) -> bool:
    """Return whether *text* begins with a date."""
    return any(stamp.span[0] == 0 for stamp in find_stamps(text))


def may_hold_stamp(block: Block) -> bool:
    """Return whether a date in *block* can be the story's: the block is short, and no sentence, notice or list."""
    return (
        has_digits(block.text)
        and (
            (letters(block.text) <= STAMP_LETTERS and (not is_prose(block.text) or is_date_line(block.text)))
            or tells_posting(block.text)
        )
        and block.kind != "caption"
        and not COPYRIGHT.search(block.text)
        and not block.named(ELSEWHERE)
    )


def role_by_name(block: Block) -> Role | None:
    """Return the role that the names of the block's own element give its date."""
    if block.element is None:
        return None
    own = " ".join(filter(None, (block.element.get("class"), block.element.get("id"), block.element.get("itemprop"))))
    return role_of_name(own)


def role_inside(block: Block, stamp: Stamp) -> Role | None:
    """Return the role that the element inside *block* that holds *stamp*, one of several there, gives it."""
    if block.element is None or len(find_stamps(block.text)) < 2:
        return None
    held = (element for element in block.element.iter("span", "time", "abbr") if element.text == stamp.raw)
    return next((role for element in held if (role := role_of_name(element.get("class") or ""))), None)


def role_of_name(name: str) -> Role | None:
    """Return the role that *name*, of an element or key, gives a date; one that says both says published."""
    lower = name.lower()
    return "published" if FIRST.search(lower) else "modified" if CHANGED.search(lower) else None


# --- what is declared --------------------------------------------------------------------------------------------


def declared_claims(document: Document, role: Role, elements: list[tuple[Role | None, Claim]]) -> Iterator[Claim]:
    """Yield what the page declares for machines, and its feed, the most telling first."""
    evidence = document.evidence
    keys = ("datePublished", "dateCreated", "uploadDate") if role == "published" else ("dateModified", "dateUpdated")
    for key in keys[:1]:
        yield from node_claims([evidence.story], key)
    for name in PUBLISHED_META if role == "published" else MODIFIED_META:
        if name in evidence.meta:
            yield from meta_claims(evidence.meta[name])
    if role == "published":
        for name in filter(PUBLISHED_NAME.search, evidence.meta):
            yield from meta_claims(evidence.meta[name])
    yield from node_claims(evidence.of_type(*PAGE_TYPES), keys[0])
    yield from (claim for told, claim in elements if told == role)
    for key in keys[1:]:
        yield from node_claims([evidence.story], key)
    hints = document.page.hints
    hint = getattr(hints, role) if hints else None
    if hint:
        yield from claims_of(hint, "feed")


def meta_claims(contents: list[str]) -> Iterator[Claim]:
    """Yield the moment that the first of a meta tag's *contents* gives."""
    for content in contents[:1]:
        yield from claims_of(content, "meta")


def node_claims(nodes: Iterable[dict[str, object]], key: str) -> Iterator[Claim]:
    """Yield what JSON-LD *nodes* say under *key*."""
    for node in nodes:
        value = node.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                item = item.get("@value")
            if isinstance(item, str | int) and not isinstance(item, bool):
                yield from claims_of(str(item), "json-ld")


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


def claims_of(raw: str, source: EvidenceSource) -> Iterator[Claim]:
    """Yield the moment in *raw*, if it is one."""
    if UNIX.fullmatch(raw):
        moment = datetime.fromtimestamp(int(raw) / (1000 if len(raw) > 10 else 1), UTC)
        yield Claim(moment.isoformat(timespec="seconds").replace("+00:00", "Z"), source, raw)
    elif value := read_stamp(raw):
        yield Claim(value, source, raw)


# --- what is shown -----------------------------------------------------------------------------------------------


def labelled_claims(shown: list[Shown], role: Role, context: Context) -> Iterator[Claim]:
    """Yield the stamps that say that they are *role*."""
    for found in shown:
        if found.role == role and (value := settle(found.stamp, context)):
            yield Claim(value, "visible", found.stamp.raw)


def above_foot(shown: list[Shown]) -> list[Shown]:
    """Return those of *shown* that do not stand below the text."""
    return [found for found in shown if found.place != "foot"]


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


def context_of(document: Document, shown: list[Shown], declared: list[Claim]) -> Context:
    """Return what may settle the order of day and month of the page's dates."""
    evidence, page = document.evidence, document.page
    stamps = [found.stamp for found in shown]
    if any(stamp.value is None for stamp in stamps):
        stamps += far_stamps(document, {stamp.mark for stamp in stamps})
    days = {day_of(claim.value) for claim in [*declared, *address_claims(page.url)]}
    days |= {day_of(stamp.value) for stamp in stamps if stamp.value}
    locales = [*evidence.meta.get("og:locale", []), evidence.language, *evidence.meta.get("content-language", []),
               page.hints.language if page.hints else None, page.language]  # fmt: skip
    body = islice((block.text for block in document.body if is_prose(block.text)), OPENING_BLOCKS)
    return Context(
        fetched_at=page.fetched_at,
        days=days,
        months={(int(match[1]), int(match[2])) for match in URL_MONTH.finditer(page.url)},
        stamps=stamps,
        locales=[tag for tag in locales if tag],
        opening=" ".join(body),
    )


def far_stamps(document: Document, marks: set[str]) -> Iterator[Stamp]:
    """Yield the dates of the page's short lines, wherever they stand, whose numbers are parted by one of *marks*."""
    for block in document.blocks:
        if len(block.text) <= LINE and any(mark and mark in block.text for mark in marks):
            yield from (stamp for stamp in find_stamps(block.text) if stamp.mark in marks)


# --- which to believe --------------------------------------------------------------------------------------------


def believed(claims: Iterable[Claim], document: Document) -> list[Claim]:
    """Return those of *claims* that are possible: not after the capture, not before the web unless printed."""
    return [
        claim
        for claim in claims
        if not is_future(claim.value, document.page.fetched_at)
        and (int(claim.value[:4]) >= WEB or claim.source == "visible")
    ]


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


def minute_of(claim: Claim) -> str:
    """Return the minute of *claim* by its own clock."""
    return claim.value[:16]


def less_changes(claims: list[Claim], changes: list[Claim]) -> list[Claim]:
    """Return *claims*, those of a minute that is one of *changes* as the day alone."""
    minutes = {claim.value[:16] for claim in changes if has_clock(claim.value)}
    return [claim._replace(value=claim.value[:10]) if claim.value[:16] in minutes else claim for claim in claims]


def day_before(value: str) -> str:
    """Return the day before *value*: as early as the same moment may be printed elsewhere."""
    return (day_of(value) - timedelta(days=1)).isoformat()


def near(days: set[date]) -> set[date]:
    """Return *days* with the days before and after: a moment's day depends on where the clock hangs."""
    return {day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)}


def refined(best: Claim, claims: list[Claim]) -> Claim:
    """Return *best* with a real time where another claim for its day has one, and no midnight that says nothing.

    Of two claims for one moment, that which tells where its clock hangs says more, and most so where that is the place.
    """
    if has_clock(best.value):
        better = [claim for tells in (is_placed, is_finer) for claim in claims if tells(claim.value, best.value)]
        return better[0] if better else with_place(best, claims)
    for days in (day_of, day_in_utc):
        for claim in claims:
            if has_clock(claim.value) and days(claim.value) == day_of(best.value):
                return claim
    return best._replace(value=best.value[:10])


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


def with_place(best: Claim, claims: list[Claim]) -> Claim:
    """Return *best*, a moment in UTC, by the clock of the place where another claim has the same minute of that clock.

    On the same day the moment stays as it is declared.
    """
    if not UTC_MARK.search(best.value):
        return best
    moment = datetime.fromisoformat(best.value)
    for claim in claims:
        if not has_clock(claim.value) or LOCAL.search(claim.value) or UTC_MARK.search(claim.value):
            continue
        ahead = datetime.fromisoformat(claim.value[:16]) - moment.replace(second=0, tzinfo=None)
        if day_of(claim.value) != day_of(best.value) and abs(ahead) <= FARTHEST and ahead % QUARTER == timedelta(0):
            there = moment.astimezone(timezone(ahead))
            return best._replace(value=there.isoformat(timespec=fineness(best.value)))
    return best


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


#: What is done with the moment that was chosen, in this order.
OF_PUBLISHED: tuple[Step, ...] = (
    with_offset,
    unlike_change,
    unlike_divided,
    told_earlier,
    first_shown,
    by_the_pages_clock,
)
OF_MODIFIED: tuple[Step, ...] = (with_offset,)


def by_the_others_clock(claim: Claim | None, other: Claim | None) -> Claim | None:
    """Return *claim* with the offset found for *other*, where it has none, is of the same day and is written alike."""
    if claim is None or other is None or not has_clock(claim.value) or OFFSET.search(claim.value):
        return claim
    alike = DIGIT.sub("0", claim.raw) == DIGIT.sub("0", other.raw) and day_of(claim.value) == day_of(other.value)
    return claim._replace(value=claim.value + "".join(OFFSET.findall(other.value))) if alike else claim


def fineness(value: str) -> str:
    """Return how finely *value* tells the time, as `isoformat` names it."""
    return "seconds" if value.count(":") - bool(LOCAL.search(value)) > 1 else "minutes"


def has_clock(value: str) -> bool:
    """Return whether *value* has a time of day, midnight (which templates fill in) aside."""
    return "T" in value and not MIDNIGHT.search(value)


def is_before(value: str, other: str) -> bool:
    """Return whether *value* is surely before *other*, at the coarser one's precision."""
    if "T" in value and "T" in other:
        first, second = datetime.fromisoformat(value), datetime.fromisoformat(other)
        if (first.tzinfo is None) == (second.tzinfo is None):
            return first.replace(second=0) < second.replace(second=0)
    return day_of(value) < day_of(other)


# --- marking -----------------------------------------------------------------------------------------------------


def mark_date_lines(document: Document, *zones: range) -> None:
    """Mark the lines of *zones* that are dates and nothing else, and the labels by themselves before them."""
    for zone in zones:
        for index in zone:
            block = document.blocks[index]
            if block.reason is None and (is_date_line(block.text) or tells_posting(block.text)):
                block.reason = Reason.DATE
                before = document.blocks[index - 1] if index else None
                if before and before.reason is None and label_alone(before.text) and not find_stamps(before.text):
                    before.reason = Reason.DATE
