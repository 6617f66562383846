"""Document in: the stamps near the story that can be its own, and where each stands."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urljoin

from pipelines.describe.byline_places import is_linked_title
from pipelines.describe.byline_text import read_byline
from pipelines.describe.date_labels import Role, dates_another, label_alone, label_pattern
from pipelines.describe.index_page import leads_elsewhere
from pipelines.describe.names import desk, is_labelled
from pipelines.describe.sites import site_of
from pipelines.describe.stamps import (
    LINE,
    begins_term,
    find_stamps,
    has_digits,
    is_clock,
    is_date_line,
    spans_hours,
    strip_stamps,
    tells_posting,
)
from pipelines.document import named_ancestors
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
#: From how many lines with different days on they are those of a list of stories.
LISTED = 1
#: From how many lines on with different days and one name they are those of the entries of a page without a headline.
ENTRIES = 3
#: First year of pages made for the web; an earlier date must be printed.
WEB = 1990
#: When the file itself was changed, as its version control writes it.
OF_FILE = re.compile(r"\$(?:LastChanged)?Date:")
COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
#: What a line of the day's weather has: no "N° 7", no first of the month ("1° maggio"), no outlet ("360°").
DEGREES = re.compile(r"(?<![0-9])[0-9]{1,2}\s?(?:[℃℉]|°(?:\s?[CFС](?![^\W\d_])|\s*(?:$|[|/·•]|[0-9]{1,2}\s?°)))")
#: Fields of a form that ask for no words.
BUTTONS = frozenset(["hidden", "submit", "button", "image", "reset", "checkbox", "radio"])


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
    bar: bool
    """Above the headline, in an element apart from it that has a form beside it: when the site changed may stand
    there."""


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
        entries += [] if document.one_story or document.title_index is not None else days_alike(document)
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
        bar=document.title_index is not None and is_in_bar(block, document.blocks[document.title_index]),
    )


def is_in_bar(block: Block, title: Block) -> bool:
    """Return whether *block* stands above *title* in an element apart from it that has a form to fill, too, and in none
    itself: some builders set whole pages in one."""
    if block.index > title.index:
        return False
    around = set(title.around())
    apart = list(takewhile(lambda element: element not in around, block.around()))
    if any(element.tag == "form" for element in apart):
        return False
    return any(map(asks_for_words, apart[-1].iter("form"))) if apart else False


def asks_for_words(form: HtmlElement) -> bool:
    """Return whether *form* has a field to write in: a search, and no button to keep or to print the story."""
    return any(field.get("type", "text").lower() not in BUTTONS for field in form.iter("input"))


def heads_teaser(heading: Block, block: Block) -> bool:
    """Return whether *heading* is one link, and *block* below it a line: what is known of the story stands in lists."""
    return heading.kind == "heading" and block.kind == "paragraph" and is_linked_title(heading)


def may_be_own(block: Block, setting: Setting, around: set[HtmlElement]) -> bool:
    """Return whether nothing at *block* says that its dates are those of other stories, of readers or of an event."""
    if setting.below is not None and (block.reason is Reason.NAVIGATION or setting.linked):  # a reader's, a teaser's
        return False
    own = setting.between or setting.named or setting.told or OF_FILE.search(block.text)
    if not own and stands_apart(block, around) and not block.named(OWN_FOOTER):
        return False
    about_user = is_about_user(block.text) or dates_user(f"{setting.before} {block.text}")
    return not about_user and not names_event(setting.before)


def stamps_of(document: Document, zones: Zones, block: Block, setting: Setting) -> Iterator[Shown]:
    """Yield the stamps in *block* that stand as those of a story do: with a label, or apart from its sentences."""
    between, named, label = setting.between, setting.named, label_alone(setting.before)
    line = is_date_line(block.text)
    near = between or named or block.index in zones.close
    plain = near and not in_sentence(block.text, kind_of_line(block)) and not block.named(PICTURE)
    alone = line and (setting.below is None or setting.below < CLOSE_BELOW)
    alone = alone or (setting.below is not None and signs_below(block))
    for stamp in find_stamps(timed(document.blocks, block.index)):
        if announces(block.text, stamp) or is_of_other(block, stamp, setting, document.page.url):
            continue
        # In a thread a bare day is as often the one on which the poster joined.
        silent = document.page_type == "thread" and "T" not in stamp.alternatives[0]
        silent = silent or (not document.one_story and is_entry(block))
        if ((plain or alone) and not silent) or stamp.role or label:
            role = stamp.role or label or role_inside(block, stamp) or role_said_first(block) or role_by_name(block)
            role = role or ("published" if named and not between else None)
            if setting.bar and role == "modified":
                continue
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


def pair_apart(document: Document) -> list[Shown]:
    """Return the days of publication and of change that two lines of the page tell one after the other, far from the
    story, as above its buttons; none where several do so, as in a list."""
    lines = [block for block in document.blocks if is_dated(block)]
    pairs = [
        [Shown(stamp, stamp.role, (True, False), line=True, place="foot") for stamp in stamps]
        for block, after in pairwise(lines)
        if after.index == block.index + 1
        and (stamps := (*find_stamps(block.text), *find_stamps(after.text)))
        and [stamp.role for stamp in stamps] == ["published", "modified"]
        and not (block.named(ELSEWHERE) or heads_teaser(document.blocks[block.index - 1], block))
    ]
    return pairs[0] if len(pairs) == 1 else []


def is_dated(block: Block) -> bool:
    """Return whether *block* is a date and no more."""
    return has_digits(block.text) and is_date_line(block.text)


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
    """Return whether *text* says beside *stamp* that something is on that day, or begins or ends then."""
    return begins_term(text, stamp) or spans_hours(text, stamp) or names_event(text[: stamp.span[0]])


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
    return [block for block in blocks if block.kind == "item" and is_dated(block)]


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


def days_alike(document: Document) -> list[Block]:
    """Return the lines of the page that are a date and no more, in elements of one name, where there are several with
    days of their own: each is that of the entry below it."""
    alike: dict[tuple[str, str], list[Block]] = {}
    for block in filter(is_dated, document.blocks):
        if block.element is not None:
            alike.setdefault((block.element.tag, block.element.get("class") or ""), []).append(block)
    several = [
        blocks
        for blocks in alike.values()
        if len({stamp.alternatives for block in blocks for stamp in find_stamps(block.text)[:1]}) >= ENTRIES
    ]
    return [block for blocks in several for block in blocks]


def in_sentence(text: str, kind: Kind) -> bool:
    """Return whether the dates in *text* stand in a sentence, as under a picture; that of an item, of which no date is
    the beginning, needs no full stop. A byline may end with one: "at 4:20 p.m."."""
    if is_labelled(text) and read_byline(text) is not None:
        return False
    rest = strip_stamps(text)
    is_sentence = ends_sentence(text) or (kind == "item" and not opens_with_stamp(text))
    return letters(rest) > (SENTENCE_LETTERS if is_sentence else BYLINE_LETTERS)


def kind_of_line(block: Block) -> Kind:
    """Return the kind of *block*; the only entry of a list is a line like others."""
    item = block.element
    around = item.getparent() if item is not None and item.tag == "li" else None
    return "paragraph" if around is not None and len(around) == 1 else block.kind


def signs_below(block: Block) -> bool:
    """Return whether *block*, below the text, says by whom the story is, be it in an element that is named for the date
    of a story and by an account of the editors: "admin, 6 May 2016"."""
    rest = strip_stamps(block.text)
    return is_labelled(rest) or (block.named(OWN_DATE) and desk().match(rest) is not None)


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
        and not DEGREES.search(block.text)
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


def role_said_first(block: Block) -> Role | None:
    """Return the role that *block* gives its date with its first words: "Created by Jane Doe on"."""
    said = list(label_pattern().finditer(block.text))
    if len(said) != 1 or said[0].start():
        return None
    return "modified" if said[0]["modified"] else "published"


def role_of_name(name: str) -> Role | None:
    """Return the role that *name*, of an element or key, gives a date; one that says both says published."""
    lower = name.lower()
    return "published" if FIRST.search(lower) else "modified" if CHANGED.search(lower) else None


def above_foot(shown: list[Shown]) -> list[Shown]:
    """Return those of *shown* that do not stand below the text."""
    return [found for found in shown if found.place != "foot"]
