"""Blocks in, those of them that are bylines out, with what each credits; what is in doubt credits nobody."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipelines.describe.authors import AUTHOR_PATH, declared_authors, marked_texts, may_be_byline
from pipelines.describe.byline_places import AFTER, BEFORE, is_of_entry, signs_story
from pipelines.describe.byline_text import HANDLE, is_only_label, is_signature, read_byline, read_signature, says_by
from pipelines.describe.datelines import Credit
from pipelines.describe.likeness import squeeze
from pipelines.describe.names import begins_with_joint, follows_joint, is_person, people
from pipelines.describe.paragraph_credits import marked_place
from pipelines.describe.sitenames import host_names, is_site_name, own_names
from pipelines.describe.stamps import find_stamps, strip_stamps
from pipelines.document import names_of
from pipelines.naming import any_word
from pipelines.prose import PARAGRAPH_LETTERS
from pipelines.reasons import Reason
from schemas.fields import one_line

if TYPE_CHECKING:
    from pipelines.document import Block, Document

#: Names of elements that hold what is said of a picture: whom it credits took that.
CAPTIONED = re.compile(  # no letter that all these begin with is left to a group: Python skips to them
    "caption|photo[-_]?credit|image[-_]?credit|picture[-_]?credit|img[-_]?credit|media[-_]?credit|slide-?show"
    "|copyrightholder|pull-?_?quote|testimonial|" + any_word("fot", before=r"[\w-]", after=r"(?![\w-])")
)
#: How many elements inside a block's may each hold all of it.
WRAPPERS = 3
#: How many names set bold one byline may have, and how many are several.
MOST_BOLD, SEVERAL = 8, 2
#: Buttons for smaller and larger letters, and how far from one the next may stand.
SIZE_MARKS, SIZE_REACH = ("+", "-", "–", "−", "A", "A+", "A-", "A−", "a"), 2
#: A word of a script that puts spaces between words, or a numeral.
SPELLED = re.compile(r"\s*[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Line(NamedTuple):
    """A block that is a byline, and what it credits."""

    block: Block
    credit: Credit


def read_lines(document: Document, blocks: list[Block], first: int, last: int) -> list[Line]:
    """Return those of *blocks* that are bylines; after the *first* prose only such as say so."""
    found: list[Line] = []
    signed: list[Line] = []
    labelled = False
    for block in blocks:
        readable = may_be_byline(block) and not is_captioned(block) and not is_size_button(document, block)
        credit = read_byline(without_own(unglued_links(block), document), labelled=labelled) if readable else None
        if credit and credit.authors:
            credit.authors = linked_people(block, credit.authors)
        if credit is None and readable and (signature := signature_of(document, block)):
            signed.append(Line(block, signature))
        if credit and credit.authors and block.index > first and not (labelled or signs(document, block, last)):
            credit = None
        if credit and is_masthead(document, block, credit):
            credit = None
        if credit and credit.authors and is_of_entry(document, block):
            credit.authors = []
        if credit and not labelled and is_doubtful(document, block, credit):
            credit.authors = []
        if credit and block.index > first and any(line.credit.authors for line in found):
            credit.authors = []
        labelled = readable and credit is None and is_only_label(block.text)
        if credit is not None or labelled:
            found.append(Line(block, credit or Credit()))
    if not any(line.credit.authors for line in found):
        found += confirmed(document, signed)
    credit_below(document, found)
    credit_shown(found)
    return found if any(line.credit or not is_only_label(line.block.text) for line in found) else []


def is_captioned(block: Block) -> bool:
    """Return whether *block*, or the one element in it that holds all its words, is named for what is said of a
    picture. There, it may be named for the size of its letters as well, if it says "By"."""
    if block.named(CAPTIONED):
        return True
    inner = () if block.element is None else islice(block.element.iterdescendants("span", "p", "em"), WRAPPERS)
    held = any(CAPTIONED.search(names_of(one)) and one_line(one.text_content()) == block.text for one in inner)
    return held and not says_by(block.text)


def signs(document: Document, block: Block, last: int) -> bool:
    """Return whether *block* says "By", or stands after the *last* prose and signs the story by its day."""
    return says_by(block.text) or (block.index > last and signs_story(document, block))


def linked_people(block: Block, authors: list[str]) -> list[str]:
    """Return those whom *block*, a byline, links to authors' pages, where these are its first *authors* and others,
    each joined to the one before: what each of them is stands between them, too."""
    linked = [name for href, text in block.links if AUTHOR_PATH.search(href) for name in people(text)]
    pairs = zip(authors, linked, strict=False)
    if len(linked) == len(authors) and all(f"{author} ".startswith(f"{name} ") for author, name in pairs):
        return linked  # "Jane Doe Harbours": with the section behind the day
    if linked[: len(authors)] != authors or not all(follows_joint(block.text, name) for name in linked[1:]):
        return authors
    return linked


def is_size_button(document: Document, block: Block) -> bool:
    """Return whether *block* is "AA" beside the marks of buttons for smaller and larger letters: no agency."""
    if block.text.casefold() not in ("a", "aa", "aaa"):
        return False
    beside = document.blocks[max(0, block.index - SIZE_REACH) : block.index + SIZE_REACH + 1]
    return any(other.text in SIZE_MARKS for other in beside if other is not block)


def is_masthead(document: Document, block: Block, credit: Credit) -> bool:
    """Return whether *block*, above the headline and not marked as a dateline, has no more than a place and a day: the
    paper's town, and today."""
    above = document.title_index is not None and block.index < document.title_index
    return above and credit == Credit(place=credit.place) and not marked_place(block)


def is_doubtful(document: Document, block: Block, credit: Credit) -> bool:
    """Return whether no word or element of *block*, a line with an account's or the site's name, says that those whom
    it names are authors, nor the page: a team and a topic stand beside these, too."""
    if says_by(block.text) or not (HANDLE.search(block.text) or without_lead(block.text, document) != block.text):
        return False
    declared = {squeeze(name) for name in declared_authors(document, own_names(document))[0]}
    return not marked_texts(block) and not declared >= set(map(squeeze, credit.authors))


def unglued_links(block: Block) -> str:
    """Return the text of *block* with a mark behind a name after "By" that is a link, where a word follows; a blank
    before what joins it to another name; where a date follows, no more than that."""
    for _, name in block.links[:1]:
        before, found, after = block.text.partition(name)
        if not found or not SPELLED.match(after) or not is_only_label(before):
            continue
        if (stamps := find_stamps(after)) and after.lstrip().startswith(stamps[0].raw):
            return f"{before}{name} {stamps[0].raw}"
        return f"{before}{name}{' ' if begins_with_joint(after) else ' · '}{after}"
    return block.text if block.links else unglued_names(block)


def unglued_names(block: Block) -> str:
    """Return the text of *block* with a mark behind the last of several names after "By" that are each set bold, where
    a word follows: what all of them are."""
    if block.element is None or not 0 < block.bold_share < 1 or not says_by(block.text):
        return block.text
    bold = [one_line(found.text_content()) for found in islice(block.element.iter("strong", "b"), MOST_BOLD)]
    if (
        len(bold) < SEVERAL
        or not all(map(is_signature, bold))
        or people(block.text.partition(bold[0])[0] + ", ".join(bold)) != bold
    ):
        return block.text
    before, _, after = block.text.rpartition(bold[-1])
    return f"{before}{bold[-1]} · {after.lstrip()}" if SPELLED.match(after) else block.text


def without_own(line: str, document: Document) -> str:
    """Return *line*, of an author and a date, less the site's name beside the author's: "Jane Doe, The Gazette", "The
    Gazette | Jane Doe"."""
    name, comma, rest = line.partition(", ")
    outlet = strip_stamps(rest)
    if not comma or outlet == rest or not is_person(name, sure=False):
        return without_lead(line, document)
    return f"{name} {rest.removeprefix(outlet)}" if is_site_name(outlet, names_and_hosts(document)) else line


def without_lead(line: str, document: Document) -> str:
    """Return *line*, of a name and a date, less the site's name before it."""
    lead, mark, after = line.partition(" | ")
    if not mark or not is_signature(strip_stamps(after).strip(" |")):
        return line
    return after if squeeze(lead) in names_and_hosts(document) else line


def names_and_hosts(document: Document) -> set[str]:
    """Return, squeezed, the site's own names and what its address is called by."""
    return own_names(document) | {squeeze(host) for host in host_names(document.page.url)}


def credit_below(document: Document, lines: list[Line]) -> None:
    """Take what *lines* above the headline credit without a word for it, where one below names its author with one:
    beside a date a topic looks like a name."""
    title = document.title_index
    if title is None or not any(line.block.index > title and is_said(line) for line in lines):
        return
    for line in lines:
        if line.block.index < title and not is_said(line):
            line.credit.authors = []


def credit_shown(lines: list[Line]) -> None:
    """Take what hidden *lines* credit where one that is shown names an author: they are a player's, or a menu's."""
    if any(line.credit.authors and not line.block.hidden for line in lines):
        for line in lines:
            if line.block.hidden:
                line.credit.authors = []


def is_said(line: Line) -> bool:
    """Return whether *line* names an author after "By" or the like."""
    return bool(line.credit.authors) and says_by(line.block.text)


def confirmed(document: Document, signed: list[Line]) -> list[Line]:
    """Return those of the bare names *signed* that are declared authors; the first name where none are declared."""
    if not signed:
        return []
    declared = {squeeze(name) for name in declared_authors(document, own_names(document))[0]}
    return [line for line in signed if squeeze(line.credit.authors[0]) in declared] if declared else signed[:1]


def signature_of(document: Document, block: Block) -> Credit | None:
    """Return whom *block*, below the headline and beside the date, names and no more; None where it is no such line.

    What stands above the headline as well is a section.
    """
    title = document.title_index
    if title is None or not title < block.index <= title + AFTER or block.kind != "paragraph":
        return None
    if any(other.text == block.text for other in document.blocks[document.up_from(title, BEFORE) : title]):
        return None
    around = document.blocks[max(0, block.index - 2) : block.index + 4]
    beside = [other for other in around if other is not block]
    return read_signature(block.text) if any(is_date_line(other) for other in beside) else None


def is_date_line(block: Block) -> bool:
    """Return whether *block* is a line with a date."""
    short = len(block.text) < PARAGRAPH_LETTERS
    return block.reason is Reason.DATE or (short and strip_stamps(block.text) != block.text)
