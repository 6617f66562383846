"""A line of text in, whom and what it credits as a byline out; None where it is no byline."""

from __future__ import annotations

import re
from functools import cache

from pipelines.describe.agencies import agencies_in, credited
from pipelines.describe.date_labels import dates_another
from pipelines.describe.datelines import REPORTER, Credit, looks_like_place, reporters, wire_line, with_reporter
from pipelines.describe.names import (
    PARTICLES,
    TITLE_AFTER,
    begins_with_joint,
    chinese_people,
    desk,
    ends_name,
    is_chinese_name,
    is_full_name,
    is_labelled,
    is_person,
    label,
    label_alone,
    leading_name,
    looks_like_name,
    name_and_agencies,
    people,
    role,
    split_names,
    unlabelled,
    untailed,
)
from pipelines.describe.pen_names import dated, is_pen_name
from pipelines.describe.places import is_known_city, is_known_place, is_place
from pipelines.describe.sections import is_section
from pipelines.describe.sitenames import outlet_word
from pipelines.describe.stamps import find_stamps, strip_stamps
from pipelines.phrases import pattern
from pipelines.phrases.opening import Opening
from pipelines.prose import PARAGRAPH_LETTERS, WHITE, ends_sentence

#: Words after "By" from which a line is no byline that runs on, but a sentence.
FEW_WORDS = 12
#: Words in small letters that make what ends as a sentence does one.
FEW_SMALL = 4
BULLETS, CLOSING_MARKS = f"{WHITE}•●▪■◆*·▲△>»|–—-", f"{WHITE}|•·–—-"
BRACKETS = re.compile(r"^[(（\[［【〔](.*)[)）\]］】〕]$")
IN_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
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
#: What parts a byline from what else its line says of the story.
MARKED_OFF = re.compile(r"\s+[·•|]\s+")
#: How many parts stand before a topic, at least: an author and a day.
BEHIND_DATE = 2
#: What may stand around the words behind a date.
TAILS = " ,;:|·•–—-"
#: A dash between words.
AFTER_DASH = re.compile(r"\s+[–—]\s+")
NUMERAL = re.compile(r"\d")


def read_byline(line: str, *, labelled: bool = False) -> Credit | None:
    """Return what *line* credits, perhaps nobody by name; None where it is no byline.

    *labelled* says that the line before ended with "By".
    """
    line = " | ".join(map(str.strip, line.split("|")))  # a template may put no blanks around what parts fields
    line = without_topic(without_tail(line))
    bare = HANDLE.sub("", strip_stamps(line)).lstrip(BULLETS).rstrip(CLOSING_MARKS)
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
            return Credit(authors=names) if (names := after_particle(line)) else signed
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
    of, and counts."""
    parts = MARKED_OFF.split(line)
    if len(parts) <= BEHIND_DATE or not is_labelled(line):
        return line
    dated = (
        place for place, part in enumerate(parts) if place and find_stamps(part) and not strip_stamps(part).strip()
    )
    end = next(dated, len(parts)) + 1
    kept = [part for part in parts[end:] if is_known_place(part) or agencies_in(part)]
    return " | ".join(parts[:end] + kept) if len(kept) < len(parts[end:]) else line


def without_tail(line: str) -> str:
    """Return *line*, of "By", a full name and a date, without the words behind that: a button, what the author is."""
    stamps = find_stamps(line)
    if not stamps or not is_labelled(line):
        return line
    name, after = unlabelled(line[: stamps[0].whole[0]].strip(TAILS)), line[stamps[-1].whole[1] :].lstrip(TAILS)
    told = begins_with_joint(after) or agencies_in(after) or is_known_place(after)
    return line if told or not after[:1].isalpha() or not is_signature(name) else line[: stamps[-1].whole[1]]


def tells(text: str) -> bool:
    """Return whether *text*, after "By", has as many words in small letters as a sentence."""
    return sum(word.islower() and word not in PARTICLES for word in text.split()) >= FEW_SMALL


def before_handles(line: str) -> Credit | None:
    """Return whom *line* names, each before the name of an account: "Jane Doe @janedoe, The Gazette"."""
    *named, _ = HANDLE.split(line)
    names = people(",".join(named), sure=False)
    return Credit(authors=names) if names and all(map(is_signature, names)) else None


def after_particle(line: str) -> list[str]:
    """Return whom *line* names behind a particle that says "By", as a word leads from the one name to the day: "Von
    Petra am 6. Mai". Else it belongs to the name: "Van Damme, 6 May"."""
    name = dated(line) if line.split()[0].casefold() in PARTICLES else ""
    return [name] if is_pen_name(name) else []


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


def is_outlet_of(name: str) -> bool:
    """Return whether *name*, behind an author's, is that of whom they write for, or of their field: it ends with what
    ends no person's."""
    return looks_like_name(name) and (name.endswith("-") or ends_name(name.split()[-1]))


def read_parts(text: str, *, labelled: bool) -> Credit | None:
    """Return what the parts of a byline credit; None where a part is none of a person, role, desk, agency or place."""
    credit, roles = Credit(agencies_between(text)), 0
    filed = False
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
        elif credit.authors and labelled and is_outlet_of(name):
            roles, filed = roles + 1, True
        elif is_person(name := untailed(name), sure=(labelled or titled > 0) and not filed) or is_chinese_name(name):
            credit.authors.append(name)
        elif name and not (INITIALED.fullmatch(name) and agencies_in(text)):
            return None
        credit.agencies += [agency for agency in agencies if agency not in credit.agencies]
    photographer = credit.authors and "/" in text and not labelled
    sure = labelled or (credit.agencies and not photographer) or (credit.authors and roles)
    return credit if sure and (credit or roles) else None
