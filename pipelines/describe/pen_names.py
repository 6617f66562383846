"""Document in, the one word out by which its author goes: where markup or a line of the day says that it is theirs."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, cast

from lxml import etree

from pipelines.describe.agencies import credited
from pipelines.describe.authors import AUTHOR_PATH, OTHERS, PICTURE, may_be_byline, title_holders
from pipelines.describe.likeness import squeeze
from pipelines.describe.names import ADDRESS, PARTICLES, desk, ends_name, is_labelled, label, people, role
from pipelines.describe.places import is_known_place
from pipelines.describe.sections import is_section
from pipelines.describe.sitenames import outlet_word
from pipelines.describe.stamps import LINE, find_stamps
from pipelines.document import names_of, outward
from schemas.fields import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Links that HTML says lead to the author of the page, and the names on cards that hAtom calls an author's.
CARDS = etree.XPath(
    "/descendant::a[contains(concat(' ', @rel, ' '), ' author ')]"
    "|/descendant::*[contains(concat(' ', @class, ' '), ' vcard ')]"
    "/descendant-or-self::*[contains(concat(' ', @class, ' '), ' fn ')][not(*[normalize-space()])]"
)
#: The foot of an entry in WordPress and Blogger, which belongs to the story.
ENTRY_FOOT = re.compile(r"\b(?:entry|post|article)-footer\b")
#: A word that somebody may go by, of at least two letters, beside numerals and the marks of accounts.
PEN_NAME = re.compile(r"(?=(?:[^a-z]*[a-z]){2})[\w’'.-]{2,30}", re.IGNORECASE)
#: What the account of a desk, or of who keeps the site, has in its name.
KEEPER = re.compile(r"admin|webmaster|redak|r[ée]dac|redaz|editor|press", re.IGNORECASE)
#: What stands between a name and the day: "am", "on the", "le", or no more than a mark.
BEFORE_DAY = re.compile(r"[\s,|·–—-]*(?:[^\W\d_]{1,4}\s?){0,2}[\s,|·–—-]*")
#: A name and what leads to the hour, where the line tells no day: "Jane at 12:53".
HOUR = re.compile(r"(?P<name>\S+)\s(?:[^\W\d_]{1,3}|@)\s\d{1,2}[:.h]\d\d\b")
#: What may follow a name that stands behind the day.
NEXT_FIELD = re.compile(r"\s*(?:$|[|·•])")


def pen_name(document: Document, blocks: list[Block], own: set[str]) -> tuple[str, str] | None:
    """Return the name of the author, and the text read: on the cards of the page, all of one person, or in a line of
    *blocks* that says "By"; none of the site's *own* names."""
    said = {text for element in cards(document) if (text := one_line(element.text_content()))}
    if len(said) == 1 and (name := named((text := said.pop()), own)):
        return name, text
    for block in blocks:
        if not block.level and may_be_byline(block) and (name := named(introduced(block) or dated(block.text), own)):
            return name, block.text
    return None


def named(text: str, own: set[str]) -> str | None:
    """Return whom *text* names: one person in full, or by one word that is no role, desk, place, section or *own*
    name of the site."""
    full = people(text) if " " in text else []
    if len(full) == 1 and " " in full[0]:
        return full[0]
    return text if is_pen_name(text) and not is_account_of(text, own) else None


def is_account_of(name: str, own: set[str]) -> bool:
    """Return whether *name* is one of the site's *own*, or one less the word for an outlet behind it: "harbour", of
    "harbourmagazine"."""
    account = squeeze(name)
    rest = (site.removeprefix(account) for site in own if site.startswith(account))
    return any(not tail or outlet_word().fullmatch(tail) for tail in rest)


def is_pen_name(text: str) -> bool:
    """Return whether *text* is one word that somebody may go by, and no word of the page's own."""
    if not PEN_NAME.fullmatch(text) or ADDRESS.search(text) or KEEPER.search(text) or credited(text):
        return False
    return not (desk().match(text) or role().match(text) or ends_name(text) or is_known_place(text) or is_section(text))


def cards(document: Document) -> list[HtmlElement]:
    """Return the elements of the page that name its author by their relation, and are none of a comment, of a picture
    or of another story."""
    if document.tree is None:
        return []
    found = cast("list[HtmlElement]", CARDS(document.tree))
    holders = title_holders(document) if found else set()
    return [element for element in found if is_of_story(element, holders)]


def is_of_story(element: HtmlElement, holders: set[HtmlElement]) -> bool:
    """Return whether neither the names of *element* nor those around it, but for the *holders* of the headline, are
    those of something else than the story."""
    around = takewhile(lambda one: one not in holders, outward(element))
    names = (names_of(one) for one in around)
    return not any(OTHERS.search(name) or PICTURE.search(name) for name in names if not ENTRY_FOOT.search(name))


def introduced(block: Block) -> str:
    """Return the text of a link of *block*, a line with a day or one that begins with "By", to an author's page right
    behind such a word; "" where it has none."""
    links = block.links if is_labelled(block.text) or find_stamps(block.text) else ()
    for href, name in links:
        before = block.text.partition(name)[0].split()[-1:]
        if AUTHOR_PATH.search(href) and before and label().match(f"{before[0]} {name}"):
            return name
    return ""


def dated(line: str) -> str:
    """Return the word between "By" and the day of *line*, or behind both: "Posted by jane on 6 May", "6 May by jane";
    "" where it is no such line."""
    if len(line) > LINE:
        return ""
    stamps = find_stamps(line)
    if not stamps:
        hour = HOUR.match(line[match.end() :]) if (match := label().match(line)) else None
        return hour["name"] if hour else ""
    before, after = line[: stamps[0].whole[0]].strip(), line[stamps[-1].whole[1] :].strip()
    if match := label().match(before):
        name, _, rest = before[match.end() :].partition(" ")
        # "Von Trier, 6 May" has no more than a name.
        sure = match[0].strip().casefold() not in PARTICLES or any(map(str.isalpha, rest))
        return name.rstrip(",.") if sure and BEFORE_DAY.fullmatch(rest) else ""
    match = label().match(after) if not before else None
    name, _, rest = after[match.end() :].partition(" ") if match else ("", "", "")
    return name if NEXT_FIELD.match(rest) else ""
