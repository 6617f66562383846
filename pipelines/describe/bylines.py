"""Document in, who wrote it out: authors, agencies and the place, from what is declared and what is shown."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from pipelines.clean.credits import COPYRIGHT
from pipelines.describe.agencies import agencies_in, credited
from pipelines.describe.authors import (
    AUTHOR_PATH,
    declared_agencies,
    declared_authors,
    item_authors,
    marked_names,
    marked_texts,
    may_be_byline,
)
from pipelines.describe.date_labels import dates_another
from pipelines.describe.datelines import (
    REPORTER,
    Credit,
    looks_like_place,
    place_before,
    read_dateline,
    reporters,
    told,
    trailing_agencies,
    wire_line,
    with_reporter,
)
from pipelines.describe.index_page import is_index
from pipelines.describe.likeness import squeeze
from pipelines.describe.moments import day_of
from pipelines.describe.names import (
    PARTICLES,
    TITLE_AFTER,
    begins_with_joint,
    chinese_people,
    desk,
    ends_name,
    follows_joint,
    in_order,
    is_chinese_name,
    is_full_name,
    is_labelled,
    is_person,
    label,
    label_alone,
    leading_name,
    name_and_agencies,
    people,
    role,
    split_names,
    unlabelled,
    untailed,
)
from pipelines.describe.places import can_be_town, is_known_city, is_known_place, is_place
from pipelines.describe.sections import is_section
from pipelines.describe.sitenames import host_names, is_site_name, outlet_word, own_names, site_names
from pipelines.describe.stamps import LINE, find_stamps, strip_stamps
from pipelines.phrases import pattern
from pipelines.phrases.opening import Opening
from pipelines.prose import PARAGRAPH_LETTERS, WHITE, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.threads.marks import is_comment_heading
from pipelines.zones import LINKED, is_story_prose, story_span
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.document import Block, Document

#: Names of elements that hold what is said of a picture: whom it credits took that.
CAPTIONED = re.compile(  # no letter that all these begin with is left to a group: Python skips to them
    "caption|photo[-_]?credit|image[-_]?credit|picture[-_]?credit|img[-_]?credit|media[-_]?credit|slide-?show"
    "|copyrightholder|pull-?_?quote|testimonial|(?<![\\w-])fot(?![\\w-])"
)
#: How many blocks before the headline, and after the body, may hold a byline.
BEFORE, AFTER = 4, 6
#: How many blocks before the story may hold one where no headline is shown.
HEADLESS = 25
#: How many of the body's last blocks are looked at for a byline above a copyright: notes and comments follow it.
SIGNED = 30
#: How many of a story's first paragraphs are read for whom its speakers told, and for a dateline.
FIRST_PARAGRAPHS = 3
#: How many lines below the headline may be the standfirst, and its shortest length, in Latin letters' worth.
STANDFIRSTS, STANDFIRST_LETTERS = 3, 40
#: How many of a paragraph's inner elements may be the one that holds its dateline.
INNER = 8
#: Words after "By" from which a line is no byline that runs on, but a sentence.
FEW_WORDS = 12
#: Words in small letters that make what ends as a sentence does one.
FEW_SMALL = 4
#: Shortest linked title, in Latin letters' worth: what is shorter is a tag.
LINKED_TITLE = 15
BULLETS, CLOSING_MARKS = f"{WHITE}•●▪■◆*·▲△>»|–—-", f"{WHITE}|•·–—-"
BRACKETS = re.compile(r"^[(（\[［【〔](.*)[)）\]］】〕]$")
IN_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
#: What stands in brackets after the last sentence.
LAST_BRACKETS = re.compile(r"[.!?…。][\"'»”’“]?\s*[(（\[]([^()（）\[\]]{6,200})[)）\]][.。]?$")
#: Chinese names there, what they are and whom for beside them perhaps, and how many signs make one sure.
LAST_NAMES = re.compile(r"[。！？…]”?\s*[(（]([\u3400-\u9fff]{2,10}(?:[\s、/／][\u3400-\u9fff]{2,8})*)[)）]$")
SURE_NAME = 3
#: A title before a name, which only some of a page's bylines give.
DOCTOR = re.compile(r"^(?:(?:Dr|Prof|Dipl|Mr|Mrs|Ms|Sir|Dame)\b\.?(?:-\w+\.)?\s*)+", re.IGNORECASE)
#: The name of an account beside its owner's.
HANDLE = re.compile(r"[\s,|·(]*(?<![\w.])@\w{2,30}\)?(?![\w.]*\.\w)")
MARK = re.compile(r"^(?:©|\(c\)|ⓒ|/)\s*", re.IGNORECASE)
#: What a byline without a label has: a name and a role parted by a mark, or a script that needs none.
PARTED = re.compile(r"[,|/／、，·•\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]| [-–—] ")

#: Letters of an editor's name beside an agency's: "zew, PAP".
INITIALED = re.compile(r"[^\W\d_]{2,3}")
#: Longest word in small letters, besides particles, in the name of a town.
SMALL_WORD = 3
#: What leads from an author to the section of a blog's entry, "By Jane Doe in Travel", or to where each of several was:
#: "Jane Doe in Bergen and John Roe in Oslo".
IN_SECTION = re.compile(
    r"[\s·]*\s(?:in|IN)\s(?:[^;]{2,40}?(?=(?:,|,? and)\s(?:(?!and\s)[^\W\d_][^\s,;]*\s){2,4}in\s)|[^;]*)"
)
#: A line of a city and the day there: "SALTMARSH, May 6, 2016".
CITY_AND_DAY = re.compile(r"\s*[^\W\d_][^,\d]*,\s")
#: An outlet's letters before those of an agency: "WXYZ/AP".
OUTLET = re.compile(r"^[A-Z]{2,4}/(?=[^\W\d_])")
#: Buttons for smaller and larger letters, and how far from one the next may stand.
SIZE_MARKS, SIZE_REACH = ("+", "-", "–", "−", "A", "A+", "A-", "A−", "a"), 2
#: Names of elements that hold a dateline's place, or any.
PLACED = re.compile(r"(?<![a-z])(?:(?P<sure>dateline)|loc(?:ation)?|place|city)(?![a-z])")
#: Where the first letter or numeral is of what follows that.
SPOKEN = re.compile(r"[^\W_]")
#: What parts an outlet's name from the dateline behind it.
SOURCED = re.compile(r"(?P<outlet>.{2,40}?)\s+(?:--|[-–—])\s+")
#: What parts a byline from what else its line says of the story.
MARKED_OFF = re.compile(r"\s+[·•|]\s+")
#: How many parts stand before a topic, at least: an author and a day.
BEHIND_DATE = 2
#: A dash between words.
AFTER_DASH = re.compile(r"\s+[–—]\s+")
NUMERAL = re.compile(r"\d")
#: A word of a script that puts spaces between words, or a numeral.
SPELLED = re.compile(r"\s*[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Line(NamedTuple):
    """A block that is a byline, and what it credits."""

    block: Block
    credit: Credit


def bylines(document: Document) -> None:
    """Set `authors`, `agencies` and `place`, and mark the blocks that say no more than that."""
    first, last = story_span(document)
    head = head_blocks(document, first)
    below = after_standfirst(document, first, last) if document.one_story else []
    tail = [*above_copyright(document, last), *tail_blocks(document, last)] if document.one_story else []
    lines = read_lines(document, [*head, *below, *tail], first, last)
    for block, _ in lines:
        if block.reason is None:
            block.reason = Reason.BYLINE
    if is_index(document):
        names, source, raw = declared_authors(document, own_names(document))
        document.add("authors", names, source, raw)
        return
    set_authors(document, lines, head, below)
    set_credits(document, lines)


def head_blocks(document: Document, first: int) -> list[Block]:
    """Return the blocks from a little before the headline to the *first* prose of the story."""
    title = document.title_index
    headed = title is not None and title <= first
    start = document.up_from(title, BEFORE) if title is not None and headed else document.up_from(first, HEADLESS)
    return document.blocks[start:first]


def after_standfirst(document: Document, first: int, last: int) -> list[Block]:
    """Return the short blocks right after the *first* prose: where that is a standfirst, the byline follows it."""
    found = document.blocks[first + 1 : min(first + AFTER, last)]
    return [block for block in found if len(block.text) < 2 * PARAGRAPH_LETTERS]


def tail_blocks(document: Document, last: int) -> list[Block]:
    """Return the few blocks after the *last* prose of the story that may belong to it; no comment is one."""
    below = document.blocks[last + 1 : document.down_from(last + 1, AFTER)]
    found = takewhile(lambda block: not is_comment_heading(block.text), below)
    return [
        block
        for block in found
        if block.link_share < 1 and (block.main or block.index <= last + 2 or gives_day(document, block))
    ]


def above_copyright(document: Document, last: int) -> list[Block]:
    """Return the lines amid the end of the body, up to the *last* prose, that begin with "By" and stand above a line of
    copyright: they sign the story, and what follows is more of the page. Prose may begin with that word, too."""
    above = [
        one
        for one, after in pairwise(document.body[-SIGNED:])
        if one.index <= last and COPYRIGHT.match(after.text) and not is_prose(after.text)
    ]
    return [block for block in above if is_labelled(block.text) and not ends_sentence(block.text)]


def gives_day(document: Document, block: Block) -> bool:
    """Return whether *block* is a line with the day of the story, which signs it below the text."""
    published = document.value("published")
    if not published or block.reason not in (None, Reason.DATE) or len(block.text) > LINE:
        return False
    return any(stamp.value and day_of(stamp.value) == day_of(published) for stamp in find_stamps(block.text))


def signs_story(document: Document, block: Block) -> bool:
    """Return whether *block* is a line with the day of the story, and none of an entry whose linked title it stands
    beside: that has its section and day in such a line, too."""
    beside = document.blocks[block.index - 1 : block.index] + document.blocks[block.index + 1 : block.index + 2]
    return not any(map(is_linked_title, beside)) and gives_day(document, block)


def is_linked_title(block: Block) -> bool:
    """Return whether *block* is one link, and more than a tag."""
    return len(block.links) == 1 and block.link_share >= LINKED and letters(block.text) >= LINKED_TITLE


def read_lines(document: Document, blocks: list[Block], first: int, last: int) -> list[Line]:
    """Return those of *blocks* that are bylines; after the *first* prose only such as say so."""
    found: list[Line] = []
    signed: list[Line] = []
    labelled = False
    for block in blocks:
        readable = may_be_byline(block) and not block.named(CAPTIONED) and not is_size_button(document, block)
        credit = read_byline(without_own(unglued_links(block), document), labelled=labelled) if readable else None
        if credit and credit.authors:
            credit.authors = linked_people(block, credit.authors)
        if credit is None and readable and (signature := signature_of(document, block)):
            signed.append(Line(block, signature))
        if credit and credit.authors and block.index > first and not (labelled or signs(document, block, last)):
            credit = None
        if credit and is_masthead(document, block, credit):
            credit = None
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
    return block.text


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


def set_authors(document: Document, lines: list[Line], head: list[Block], below: list[Block]) -> None:
    """Set `authors`: those declared, unless what is shown names them and others too; the last resort stands *below*."""
    own = own_names(document)
    shown = unowned([name for line in lines for name in line.credit.authors], own)
    shown = without_outlet(shown, document.page.url)
    raw = " ".join(line.block.text for line in lines if line.credit.authors)
    read = {line.block.index for line in lines}
    marked = unowned(marked_names(document, [block for block in head if block.index not in read]), own)
    marked = without_outlet(marked, document.page.url)
    names, source, declared = declared_authors(document, own)
    names = without_outlet(names, document.page.url, [*shown, *marked])
    names = [] if source == "meta" and keeps_site(document, names) else names
    printed = {name.casefold() for name in (*shown, *marked)}
    names = [turned if (turned := in_order(name)).casefold() in printed else name for name in names]
    if source == "meta" and not any(is_printed(name, head) for name in names):
        document.add("authors", shown, "visible", raw)
        document.add("authors", marked, "visible", ", ".join(marked))
    # What a byline says is enough; only where there is none do marked names add to those declared.
    for found, text in ((shown, raw), ([] if shown else marked, ", ".join(marked))):
        if names and {untitled(name) for name in names} < {untitled(name) for name in found}:
            document.add("authors", found, "visible", text)
    document.add("authors", names, source, declared)
    document.add("authors", shown, "visible", raw)
    document.add("authors", marked, "visible", ", ".join(marked))
    if "authors" not in document.facts:
        document.add("authors", found := unowned(marked_names(document, below), own), "visible", ", ".join(found))
    if "authors" not in document.facts and document.one_story:
        document.add("authors", found := unowned(item_authors(document), own), "microdata", ", ".join(found))


def keeps_site(document: Document, names: list[str]) -> bool:
    """Return whether *names*, of a meta tag, are those of who keeps the site: the page is no story for all it declares,
    and shows neither them nor a day."""
    if document.value("published") or document.evidence.story or document.evidence.says_story:
        return False
    return not any(is_printed(name, document.blocks) for name in names)


def is_printed(name: str, head: list[Block]) -> bool:
    """Return whether a block of *head* has *name*, as declared or as a part of a longer line."""
    folded = untitled(name)
    return any(folded in block.text.casefold() for block in head)


def untitled(name: str) -> str:
    """Return *name* for comparison: without a doctor's or professor's title, or case."""
    return DOCTOR.sub("", name).casefold()


def unowned(names: list[str], own: set[str]) -> list[str]:
    """Return *names* without repeats, two that markup glued together, and the site's *own*."""
    glued = {one + other for one in names for other in names}
    return [name for name in dict.fromkeys(names) if name not in glued and squeeze(name) not in own]


def without_outlet(names: list[str], url: str, others: Sequence[str] = ()) -> list[str]:
    """Return *names* less what the address *url* is called by: beside a person, also one of the *others*, it is whom
    they write for, and in one word nobody; a person's own site may bear their name."""
    hosts = {squeeze(name) for name in host_names(url)}
    people = [name for name in names if squeeze(name) not in hosts and not is_desk_of(name, hosts)]
    return people or [name for name in names if " " in name and all(name in other for other in others)]


def is_desk_of(name: str, hosts: set[str]) -> bool:
    """Return whether *name* begins, in capitals, with one of *hosts*: "WXYZ Business"; all of "JANE DOE" may be so."""
    outlet, _, rest = name.partition(" ")
    return bool(rest) and outlet.isupper() and not rest.isupper() and squeeze(outlet) in hosts


def set_credits(document: Document, lines: list[Line]) -> None:
    """Set `agencies` and `place` from bylines, dateline, "told AFP" and the last words; else from what is declared."""
    datelines = dateline_credits(document)
    credits = [(line.block.text, line.credit) for line in lines] + datelines
    agencies = list(dict.fromkeys(agency for _, credit in credits for agency in credit.agencies))
    document.add("agencies", agencies, "visible", " ".join(text for text, credit in credits if credit.agencies))
    source, declared = declared_agencies(document)
    document.add("agencies", declared, source, ", ".join(declared))
    placed = [(text, credit.place) for text, credit in credits if credit.place and can_be_town(credit.place)]
    own = own_names(document) if placed else set()
    for text, place in placed:
        if squeeze(place) not in own:
            document.add("place", place, "visible", text)
    for text, credit in datelines:
        document.add("authors", credit.authors, "visible", text)


def dateline_credits(document: Document) -> list[tuple[str, Credit]]:
    """Return what the story's paragraphs credit: the dateline of the first, whom speakers told, the very end."""
    story = list(islice(filter(is_story_prose, document.blocks), FIRST_PARAGRAPHS))
    opening = [*lines_below_title(document), *lines_of_place(document, story), *story]
    read = ((block, dateline_of(document, block)) for block in opening if not block.hidden)
    datelines = ((block.text, found) for block, found in read if found and may_be_dateline(found))
    speakers = [(block.text, Credit(agencies)) for block in story if (agencies := told(block.text))]
    ends = [block.text for block in document.body if block.link_share < LINKED]
    long = [text for text in ends if letters(text) >= PARAGRAPH_LETTERS]
    last_words = [(text, Credit(agencies)) for text in long[-1:] if (agencies := trailing_agencies(text))]
    signed = [(text, Credit(authors=authors)) for text in ends[-1:] if (authors := signed_off(text))]
    return [*islice(datelines, 1), *speakers, *last_words, *signed]


def may_be_dateline(found: Credit) -> bool:
    """Return whether *found* is no line for editors, whose word before a dash is no town: "BC-EU--Harbours"."""
    return found.place is None or bool(found.agencies) or can_be_town(found.place)


def dateline_of(document: Document, block: Block) -> Credit:
    """Return what the dateline of *block* says: at its head, behind the site's name, or in an element named for it."""
    if found := read_dateline(block.text):
        return found
    sourced = SOURCED.match(block.text)
    found = read_dateline(block.text[sourced.end() :]) if sourced else Credit()
    if sourced and found and squeeze(sourced["outlet"]) in site_names(document):
        return found
    return Credit(place=marked_place(block))


def marked_place(block: Block) -> str | None:
    """Return the place with which *block* begins, in an element that is named for it and needs no mark behind it."""
    if block.element is None:
        return None
    for found in (block.element, *islice(block.element.iter("span", "b", "strong"), INNER)):
        if named := PLACED.search(f"{found.get('class')} {found.get('itemprop')}".lower()):
            text = one_line(found.text_content())
            return opening_place(block.text, text, sure=named["sure"] is not None)
    return None


def opening_place(text: str, marked: str, *, sure: bool) -> str | None:
    """Return the place that *marked*, the head of *text*, names: a new sentence follows; where nothing makes it *sure*
    that it is a dateline, it has its state behind it or capitals, or is all of the line. "London-based crews" begin
    with a place, too."""
    after = SPOKEN.search(text, len(marked))
    place = place_before(marked) if text.startswith(marked) and not (after and after[0].islower()) else None
    return place if place and (sure or "," in place or place.isupper() or text == marked) else None


def lines_below_title(document: Document) -> list[Block]:
    """Return the first lines below the headline that read as a standfirst: a dateline may open it."""
    at = document.title_index
    below = [] if at is None else document.blocks[at + 1 : at + 1 + STANDFIRSTS]
    return [block for block in below if letters(block.text) >= STANDFIRST_LETTERS and can_open(block)]


def lines_of_place(document: Document, story: list[Block]) -> list[Block]:
    """Return the line right above *story* where it is a place and no more, in an element that is named for it."""
    above = document.blocks[story[0].index - 1 : story[0].index] if story and story[0].index else []
    return [block for block in above if not block.links and marked_place(block) == block.text]


def can_open(block: Block) -> bool:
    """Return whether *block* may be the standfirst: no link, no caption, and nothing else that is known."""
    return block.reason is None and block.kind in ("paragraph", "heading") and not block.links


def read_byline(line: str, *, labelled: bool = False) -> Credit | None:
    """Return what *line* credits, perhaps nobody by name; None where it is no byline.

    *labelled* says that the line before ended with "By".
    """
    bare = HANDLE.sub("", strip_stamps(without_topic(line))).lstrip(BULLETS).rstrip(CLOSING_MARKS)
    bare = unbracketed(bare.strip(" ,;:"))
    if not bare or (dates_another(bare) and not is_labelled(bare)):
        return None
    if (told_whole := reporters_or_wire(bare)) is not None:
        return told_whole
    bare = other_hands().sub("", signing_parts(bare))
    labelled = labelled or is_labelled(bare)
    rest = IN_SECTION.sub("", "; ".join(map(unlabelled, bare.split("; ")))) if labelled else unlabelled(bare)
    if not labelled and says_when_or_where(line):
        if is_known_city(bare) and looks_like_place(bare) and CITY_AND_DAY.match(line):
            return Credit(place=bare)
        if agencies := credited(OUTLET.sub("", bare)):
            return Credit(agencies)
        if signed := before_handles(line) or read_signature(bare):
            return signed
        if is_full_name(bare):
            return Credit(authors=[bare])
    if labelled and (named := labelled_whole(rest)) is not None:
        return named
    if not labelled and not PARTED.search(bare) and not agencies_in(bare):
        return None
    if labelled and ends_sentence(bare) and tells(rest):
        return None
    if (credit := read_parts(rest, labelled=labelled)) is not None:
        return credit
    name = leading_name(rest) if labelled and (bare != line or len(rest.split()) <= FEW_WORDS) else ""
    return Credit(authors=[name]) if name and not ends_sentence(bare) else None


def without_topic(line: str) -> str:
    """Return *line* without what stands behind the date of a byline, if it is no place or agency: what the story is
    of."""
    parts = MARKED_OFF.split(line)
    if (
        len(parts) <= BEHIND_DATE
        or not is_labelled(line)
        or strip_stamps(parts[-2]).strip()
        or NUMERAL.search(parts[-1])
    ):
        return line
    if is_known_place(parts[-1]) or agencies_in(parts[-1]):
        return line
    return line.removesuffix(parts[-1]).rstrip(CLOSING_MARKS)


def tells(text: str) -> bool:
    """Return whether *text*, after "By", has as many words in small letters as a sentence."""
    return sum(word.islower() and word not in PARTICLES for word in text.split()) >= FEW_SMALL


def before_handles(line: str) -> Credit | None:
    """Return whom *line* names, each before the name of an account: "Jane Doe @janedoe, The Gazette"."""
    *named, _ = HANDLE.split(line)
    names = people(",".join(named), sure=False)
    return Credit(authors=names) if names and all(map(is_signature, names)) else None


def reporters_or_wire(bare: str) -> Credit | None:
    """Return what *bare*, a line of reporters, of fields or of an agency, credits; None where it is none of these."""
    if names := reporters(bare) or named_field(bare):
        return Credit(agencies_in(bare), authors=names)
    if (reporter := REPORTER.fullmatch(bare)) and (found := with_reporter([], reporter)):
        return found
    for start in (source_label(), label()):
        if agencies := credited(MARK.sub("", start.cut(bare))):
            return Credit(agencies)
    return wire_line(bare)


def labelled_whole(rest: str) -> Credit | None:
    """Return what *rest*, behind "By", credits as a whole: an author and a town, a desk, Chinese names; else None."""
    if parted := author_and_town(rest):
        return parted
    if desk().match(rest):
        return Credit()
    names = chinese_people(rest)
    return Credit(authors=names) if names else None


def named_field(line: str) -> list[str]:
    """Return the people that the author's field names in a *line* of several: `来源：港口网 作者：王小明`."""
    match = author_field().search(line)
    return (chinese_people(match["names"]) or people(match["names"])) if match else []


def unbracketed(text: str) -> str:
    """Return *text* without the brackets that stand around the whole of it."""
    bracketed = BRACKETS.match(text)
    return bracketed[1].strip() if bracketed else text


def signed_off(text: str) -> list[str]:
    """Return the authors named in brackets after the last sentence of *text*: "… . (Reporting by Jane Doe)"."""
    match = LAST_BRACKETS.search(text)
    if match and is_labelled(match[1]) and (credit := read_byline(match[1])):
        return credit.authors
    signed = LAST_NAMES.search(text)
    if signed is None or other_trade().search(signed[1]):
        return []
    names = chinese_people(signed[1].replace("/", " ").replace("／", " "))
    beside = len("".join(names)) < len(re.sub(r"\W", "", signed[1]))
    return names if beside or all(len(name) >= SURE_NAME for name in names) else []


@cache
def other_trade() -> re.Pattern[str]:
    """Return the pattern of what somebody named at the end of a Chinese story did who has not written it."""
    return pattern("byline", "other_trade")


def author_and_town(text: str) -> Credit | None:
    """Return what "Jane Doe — Saltmarsh", after "By", credits: a dash leads to a place, never to one more author."""
    names, *towns = AFTER_DASH.split(text)
    if len(towns) != 1 or not (authors := people(names)) or outlet_word().search(towns[0]):
        return None
    town = towns[0].strip(" .")
    told = credited(town) or role().match(town) or desk().match(town) or ends_name(town.split()[-1])
    if told or not looks_like_place(town):
        return None
    # "— Leave a reply"; a town has small words that are short: Frankfurt am Main.
    said = any(word[0].islower() and len(word) > SMALL_WORD and word not in PARTICLES for word in town.split())
    return Credit(place=None if said else town, authors=authors)


def signing_parts(line: str) -> str:
    """Return *line* from the part that begins with "By" on, less the parts with numbers: counters, reading times."""
    parts = MARKED_OFF.split(line)
    if len(parts) == 1:
        return line
    start = next((place for place, part in enumerate(parts) if is_labelled(part)), 0)
    return " · ".join(part for part in parts[start:] if not NUMERAL.search(part))


def says_by(line: str) -> bool:
    """Return whether *line*, or a part of it between marks, begins with "By"."""
    parts = MARKED_OFF.split(line) if len(line) < PARAGRAPH_LETTERS + FEW_WORDS else []
    return is_labelled(bare := unbracketed(line)) or bool(reporters(bare)) or any(map(is_labelled, parts[1:]))


def says_when_or_where(line: str) -> bool:
    """Return whether *line* holds a date or an account's name, which stand beside authors."""
    return HANDLE.search(line) is not None or strip_stamps(line) != line


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


def read_signature(bare: str) -> Credit | None:
    """Return whom *bare*, all that a date line holds besides the date, names in full; a known city may follow:
    "Jane Doe | Madrid". Behind a country stands a topic: "Climate Change | Brazil"."""
    name, *places = MARKED_OFF.split(IN_BRACKETS.sub("", bare))
    if not is_signature(name) or len(places) > 1 or not all(map(is_known_city, places)):
        return None
    return Credit(authors=[name], place="".join(places) or None)


def is_signature(bare: str) -> bool:
    """Return whether *bare* is somebody's full name."""
    return (
        2 <= len(bare.split()) <= 3
        and not re.search(r"[/,，]", bare)
        and is_person(bare, sure=False)
        and not is_known_place(bare)
        and not is_section(bare)
    )


@cache
def other_hands() -> re.Pattern[str]:
    """Return the pattern of what names, behind the authors, who else had a hand in the story: "; editing by …"."""
    return pattern("byline", "others", r"\s*[;.,]\s*(?:%s)\s.*$")


@cache
def author_field() -> re.Pattern[str]:
    """Return the pattern of the field of a line that names authors, up to the next one."""
    end = r"\s*(?=$|[|｜]|[^\s:：|｜]{2,5}\s*[:：])"
    return pattern("byline", "field", rf"(?:%s)(?:\s*[:：]\s*|(?<=[|｜\s]..))(?P<names>[^:：|｜]{{2,30}}?){end}")


@cache
def source_label() -> Opening:
    """Return the pattern of "Source:", "Quelle:" and the like."""
    return Opening("byline", "source", r"(?:%s)(?:\s*[:：]\s*|\s+)")


def is_only_label(text: str) -> bool:
    """Return whether *text* announces an author and names none."""
    return len(text) < PARAGRAPH_LETTERS and label_alone().match(text.strip()) is not None


def agencies_between(text: str) -> list[str]:
    """Return the agencies that stand in brackets in *text*."""
    return [agency for match in IN_BRACKETS.finditer(text) for agency in credited(match[0])]


def leads_place(part: str, credit: Credit, roles: int, *, labelled: bool) -> bool:
    """Return whether *part* of a byline is its place: after somebody credited any, before them a known one.

    After names in capitals capitals tell nothing: one more name is one more author.
    """
    if not (credit or roles):
        return not labelled and is_known_place(part)
    shouted = bool(credit.authors) and all(map(is_shouted, credit.authors))
    return is_place(part) and (is_known_place(part) or not (shouted and is_person(part)))


def is_shouted(name: str) -> bool:
    """Return whether *name* is written in capitals, but for a particle in it: "JANE DeVRIES"."""
    return 2 * sum(map(str.isupper, name)) > sum(map(str.isalpha, name))


def read_parts(text: str, *, labelled: bool) -> Credit | None:
    """Return what the parts of a byline credit; None where a part is none of a person, role, desk, agency or place."""
    credit, roles = Credit(agencies_between(text)), 0
    for part in split_names(IN_BRACKETS.sub(" ", text)):
        part, titled = TITLE_AFTER.subn("", part.strip(" .()（）"))
        roles += titled
        agencies = credited(part)
        name = "" if agencies else part
        if not agencies:
            name, agencies = name_and_agencies(part, called=not labelled)
        if name and (role().match(name) or desk().match(name)):
            roles += 1
        elif credit.place is None and name and not agencies and leads_place(name, credit, roles, labelled=labelled):
            credit.place = name
        elif is_person(name := untailed(name), sure=labelled or titled > 0) or is_chinese_name(name):
            credit.authors.append(name)
        elif name and not (INITIALED.fullmatch(name) and agencies_in(text)):
            return None
        credit.agencies += [agency for agency in agencies if agency not in credit.agencies]
    photographer = credit.authors and "/" in text and not labelled
    sure = labelled or (credit.agencies and not photographer) or (credit.authors and roles)
    return credit if sure and (credit or roles) else None
