"""A paragraph in, what its dateline says out: place, agencies, reporter; and whom a story's speakers told."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from pipelines.describe.agencies import (
    JOINT_WORD,
    agencies_in,
    agency_pattern,
    credited,
    is_joint,
    names_wire,
    wire_pattern,
)
from pipelines.describe.calendar import fold_word, full_weekdays, months
from pipelines.describe.names import (
    BLANKS,
    chinese_people,
    desk,
    ends_name,
    is_chinese_name,
    is_outlet,
    is_person,
    reporter,
    role,
)
from pipelines.describe.places import ACRONYM, is_known_city, is_known_place, is_place
from pipelines.describe.stamps import strip_stamps
from pipelines.phrases import either, expressions, pattern
from pipelines.phrases.opening import Opening
from pipelines.prose import DENSE

#: How much of a paragraph its dateline may take.
REACH = 120
#: How far before an agency's name its verb stands.
BEFORE = 110
#: How far after it.
AFTER = 30
DASH = r"(?:--+|[-–—―])"
#: `【東京=共同】`, `(서울=연합뉴스) 홍길동 기자 =`, `（中央社記者王小明台北6日電）`, `(EFE).-`, `(ANSA) - `
BRACKETS_FIRST = re.compile(
    r"^\s*[【［\[(（〔](?P<inner>[^【】［］\[\]()（）〔〕]{2,60})[】］\])）〕]\s*(?:(?P<name>[\uac00-\ud7af]{2,4})\s*(?:기자|특파원)\s*=)?"
)
#: `TOKYO (Kyodo) --`, `TOKYO, May 6 (Reuters) -`, `МОСКВА, 6 мая. /ТАСС/.`, `Lima (Perú), 6 may (EFE).-`
BRACKETS_AFTER = re.compile(
    r"^(?P<head>[^()（）\[\]]{0,70}?(?:(?<=\w )\([^()\d]{3,30}\)[^()（）\[\]]{0,20}?)?)"
    r"\s*(?:[(（\[](?P<round>[^()（）\[\]]{2,40})[)）\]]|/(?P<stroke>[^/]{2,40})/)"
    rf"(?P<end>\s*(?:\.?\s*{DASH}|[.:=])|\s)"
)
#: `МОСКВА, 6 мая - РИА Новости.`, `Москва. 6 мая. INTERFAX.RU -`
OPEN_END = re.compile(rf"\s*(?:{DASH}|[.:])\s")
#: How many signs of a Chinese name make it sure.
SURE_NAME = 3
#: How brackets end that give the year of a film or book of that name.
YEAR_LAST = re.compile(r"(?<![0-9])(?:18|19|20)[0-9]{2}$")
DASHED = re.compile(rf"\s*{DASH}")
#: `TOKYO --`, `TOKYO, May 6 –`
PLACE_DASH = re.compile(r"^(?P<head>[^\W\d_][^()\n:–—―]{1,60}?)(?:\s*(?:--+|[–—―])\s*|\s-\s|\.\s?-(?!-)\s?)(?=\S)")
#: `TOKYO:`, `Berlin.`, `MONTREAL • `
PLACE_STOP = re.compile(r"^(?P<head>[^\W\d_][^()\n:.•–—―]{1,40}?)(?P<end>[:.]|\s•)\s(?=\S)")
#: `新华社北京5月6日电`, `中新网5月6日电（记者 王小明）`
WIRE = re.compile(r"^(?:据)?\s*(?P<head>[^，。,.:：]{2,30}?)[电電訊讯](?=[\s，,:：（(]|\s*[\u3400-\u9fff])")
#: `新华社北京5月6日电 题：…`
SUBJECT = re.compile(r"\s*题[:：]")
#: `記者王小明台北報導`, `记者 王小明`, `本報記者李大華／高雄報導`
REPORTER = re.compile(
    r"(?:本报|本報|特派)?(?:记者|記者|特派員)\s*(?P<names>[\u3400-\u9fff、，,\s]{2,30}?)"
    r"(?:\s*[／/]\s*(?P<place>[\u3400-\u9fff]{2,6}?))?(?:報導|报道|電|电|訊|讯)?\s*$"
)
#: `王小明／台北報導`, `編譯王小明、李大華╱綜合報導`, in brackets
REPORTED = re.compile(
    r"(?:[編编][譯译])?\s*(?P<names>[\u3400-\u9fff]{2,4}(?:[、，,\s][\u3400-\u9fff]{2,4})*)\s*[／/╱∕]\s*"
    r"(?P<place>[\u3400-\u9fff]{2,6}?)(?:報導|报道)"
)
#: "6 May", "May 6", "6. Mai", "6 de mayo": the word decides.
DAY_MONTH = re.compile(r"\b\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s+(?:d[ei]\s+)?(?P<month>[^\W\d_]{3,12})\.?")
MONTH_DAY = re.compile(r"\b(?P<month>[^\W\d_]{3,12})\.?\s+\d{1,2}\b")
#: `5月6日`, `6日`, `５月６日`, `5월 6일`
DENSE_DAY = re.compile(r"(?:\d{1,2}\s*[月월]\s*)?\d{1,2}\s*[日일]")
#: A country in brackets after its city: "Lima (Perú)".
COUNTRY = re.compile(r"\s*\([^()]*\)$")
#: What leads from an agency to where it reports from, a known place, on a line that holds no more: "Reuters in Boston".
FROM = re.compile(r"^\s+(?:in|aus|en|à|em|da|uit|i|w|в)\s+(?=[^\W\d_a-zß-ÿ])")
#: What parts place and agencies on a line that holds no more.
PARTING = re.compile(r"^[\s,，、.;:=/|・·*•–—―-]+|[\s,，、.;:=/|・·*•–—―-]+$")
BETWEEN = re.compile(r"[\s,，.、;:=＝/／|・\-–—―*]+")
#: "SPRINGFIELD, Ill", which lost its dot.
ABBREVIATION = re.compile(r",\s[A-Z](?:[a-z]{1,4}|[A-Z]{2,4}|\.[A-Z])$")
COMMA = ", "
EDGES = " ,，.、;:=＝/／|・-–—―*•\t"


@dataclass
class Credit:
    """What a dateline or byline credits."""

    agencies: list[str] = field(default_factory=list)
    place: str | None = None
    authors: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.agencies or self.place or self.authors)


def read_dateline(text: str) -> Credit:
    """Return what the dateline that opens *text* says; an empty credit where there is none."""
    opening = text[:REACH]
    for read in (brackets_first, brackets_after, agency_at_end, agency_at_start, wire, place_first):
        if found := read(opening):
            return found
    return Credit()


def wire_line(line: str) -> Credit | None:
    """Return what a line of agencies and the place they report from credits; None where it holds anything else.

    Either comes first, with any mark between: "GENF dpa/afp", "AFP, OSLO", `ジュネーブ＝ＡＰ、ロイター`.
    """
    text = unicodedata.normalize("NFKC", line)
    if not names_wire(text):
        return None
    text = undate(text)
    found = list(wire_pattern().finditer(text))
    if not found:
        return None
    before, after = text[: found[0].start()], text[found[-1].end() :]
    between = [text[one.end() : other.start()] for one, other in pairwise(found)]
    edges = [edge for edge in (before, after) if not is_joint(edge)]
    if len(edges) > 1 or not all(map(is_joint, between)):
        return None
    agencies = agencies_in(text)
    if not edges:
        return Credit(agencies)
    named = FROM.sub("", edges[0]) if edges[0] is after and len(found) == 1 else edges[0]
    if named != edges[0] and not is_known_place(named.strip()):
        return None
    marked = "=" in named or ("," in named and named is before)
    place = named.strip(" ()[]")
    while place != (bare := PARTING.sub("", JOINT_WORD.sub("", place))):
        place = bare
    return Credit(agencies, place) if names_place(place, marked=marked) else None


def names_place(text: str, *, marked: bool) -> bool:
    """Return whether *text*, all that stands beside agencies, is a place: known, in capitals, or *marked* as one."""
    city, comma, country = text.partition(",")
    if comma and not (is_known_place(country) or len(country.split()) == 1):
        return False
    if is_known_place(city):
        return True
    if not looks_like_place(text) or not text or role().match(text) or desk().match(text):
        return False
    if any(ends_name(word) or stop_word().match(word) for word in text.split()) or source_word().match(text):
        return False
    if DENSE.search(text):
        return marked and place_like(text)
    return (text.isupper() and len(text) > ACRONYM) or (marked and text.replace("-", "").isalpha())


def brackets_first(text: str) -> Credit:
    """Read `【東京=共同】`, `(서울=연합뉴스) 홍길동 기자 =`, `(EFE).-`, `(ANSA) - ROMA, 6 MAG -`, `(WXYZ) ROME --`."""
    match = BRACKETS_FIRST.match(text)
    if match is None:
        return Credit()
    found = inside(match["inner"])
    if match["name"]:
        found.authors = [match["name"]]
    if not found.place and not found.authors:
        place = place_first(text[match.end() :].lstrip(EDGES)).place
        found.place = place if place and (found.agencies or is_shouted(place) or is_station(match["inner"])) else None
    return found


def is_shouted(place: str) -> bool:
    """Return whether *place*, or the city or the state in it, is in capitals."""
    return any(map(str.isupper, place.split(",")))


def is_station(text: str) -> bool:
    """Return whether *text* names an outlet by its letters and what it is: "WXYZ News"."""
    letters, _, kind = text.partition(" ")
    return is_outlet(letters) and ends_name(kind)


def inside(text: str) -> Credit:
    """Read what stands between brackets at the head of a paragraph: place, agency, reporter, in any order."""
    bare = undate(text)
    agencies = agencies_in(bare)
    rest = agency_pattern().sub(" ", bare).strip(EDGES)
    if named := REPORTER.search(rest):
        return with_reporter(agencies, named)
    if told := REPORTED.fullmatch(rest):
        found = with_reporter(agencies, told)
        return found if is_known_place(told["place"]) else Credit(agencies, authors=found.authors)
    parts = [part for part in BETWEEN.split(rest) if part and part not in ("日", "発", "電", "电")]
    if agencies:
        place = rest if is_place(rest) else parts[0] if parts else None
        return Credit(
            agencies, place if place and not credited(text) and len(parts) <= 2 and place_like(place) else None
        )
    if len(parts) == 2 and is_known_place(parts[0]) and is_person(parts[1]) and re.search("[=＝]", text):
        return Credit([], parts[0], [parts[1]])
    return Credit()


def place_like(text: str) -> bool:
    """Return whether *text*, beside an agency in brackets, can only be a place."""
    return is_place(text) or bool(re.fullmatch(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,10}", text))


def with_reporter(agencies: list[str], match: re.Match[str]) -> Credit:
    """Return the credit of a Chinese reporter's line, name and place told apart by what is known of places."""
    names, place = match["names"], match["place"]
    if not place:
        cut = next((at for at in (3, 2, 4) if is_known_place(names[at:])), None)
        names, place = (names[:cut], names[cut:].strip()) if cut else (names, None)
    authors = [name for name in BLANKS.split(names) if is_chinese_name(name)]
    return Credit(agencies, place, authors)


def brackets_after(text: str) -> Credit:
    """Read `TOKYO (Kyodo) --`, `BERLIN (dpa) -`, `МОСКВА, 6 мая. /ТАСС/.`; before a dash `DALLAS (WXYZ) --` too."""
    match = BRACKETS_AFTER.match(text)
    if match is None:
        return Credit()
    agencies = credited(match["round"] or match["stroke"])
    head = undated(match["head"])
    if agencies_in(head):
        return Credit()
    if not agencies:
        if YEAR_LAST.search(undate(match["round"] or "")):  # "Casablanca (1942) – …"
            return Credit()
        return Credit([], place_before(head) if head and DASHED.fullmatch(match["end"]) else None)
    loose = not match["end"].strip()
    city = COUNTRY.sub("", head)
    fits = is_place(city) if loose else looks_like_place(city)
    return Credit(agencies, head or None) if fits else Credit()


def agency_at_end(text: str) -> Credit:
    """Read `МОСКВА, 6 мая - РИА Новости. …`: a place and a date, then the agency in the open."""
    match = agency_pattern().search(text[:80])
    if match is None or not OPEN_END.match(text, match.end()):
        return Credit()
    head = text[: match.start()]
    place = undated(head)
    if (
        place
        and head.rstrip()[-1:] in ".,-–—―:"
        and (place != head.strip(EDGES) or is_known_place(place))
        and looks_like_place(place)
    ):
        return Credit(agencies_in(match[0]), place)
    return Credit()


def agency_at_start(text: str) -> Credit:
    """Read `ТАСС, 6 мая. …` and `MILANO - (ANSA) …`'s like: the agency and a date open the paragraph."""
    match = agency_pattern().match(text)
    if match is None:
        return Credit()
    head, mark, _ = text[match.end() :].partition(". ")
    if mark and head[:1] == "," and len(head) < 30 and not undated(head):
        return Credit(agencies_in(match[0]))
    return Credit()


def wire(text: str) -> Credit:
    """Read `新华社北京5月6日电（记者 王小明）`, and of an outlet that is no agency its reporter."""
    match = WIRE.match(text)
    if match is None:
        return Credit()
    agencies = agencies_in(match["head"])
    rest = agency_pattern().sub("", undate(match["head"])).strip(EDGES)
    after = BRACKETS_FIRST.match(text[match.end() :])
    if not agencies:
        return Credit(authors=in_brackets(after))
    if len(rest) > 12:
        return Credit()
    found = inside(f"{rest}電") if "記者" in rest or "记者" in rest else Credit([], rest if place_like(rest) else None)
    return Credit(agencies, found.place, in_brackets(after) or found.authors)


def in_brackets(behind: re.Match[str] | None) -> list[str]:
    """Return the reporters in the brackets *behind* a Chinese dateline, with a word for it or bare: one of two signs by
    itself may be a subject ("金融")."""
    if behind is None:
        return []
    named = REPORTER.search(behind["inner"])
    if named:
        return with_reporter([], named).authors
    names = chinese_people(behind["inner"])
    sure = len(names) > 1 or any(len(name) >= SURE_NAME for name in names) or says_more(behind["inner"], names)
    return names if sure else []


def says_more(text: str, names: list[str]) -> bool:
    """Return whether *text* has words beside its Chinese *names*: what they are, and whom for."""
    return len("".join(names)) < len(re.sub(r"\W", "", text))


def tells_subject(text: str) -> bool:
    """Return whether *text* is the dateline of a Chinese wire story with its headline behind it."""
    match = WIRE.match(text)
    return match is not None and SUBJECT.match(text, match.end()) is not None


def reporters(line: str) -> list[str]:
    """Return the people that *line* names after what says that they are reporters, and nothing else."""
    return chinese_people(line) if reporter().match(line) else []


def place_first(text: str) -> Credit:
    """Read `TOKYO -- …`, `Berlin – …`, `NEW DELHI: …`, `Berlin. …`: a place, perhaps a date, and a mark."""
    match = PLACE_DASH.match(text)
    if match and (place := place_before(match["head"])) and opens_sentence(text[match.end()], place):
        return Credit([], place)
    match = PLACE_STOP.match(text)
    if match and text[match.end()].isupper():
        place, dated = undated(match["head"]), undated(match["head"]) != match["head"].strip()
        if (
            is_place(place)
            if dated
            else is_known_place(place)
            if match["end"] == ":" and place.isupper()
            else match["end"] != ":" and is_known_city(place)
        ):
            return Credit([], place)
    return Credit()


def place_before(head: str) -> str | None:
    """Return the place that *head*, before a dash, names."""
    place = undated(head)
    if not place or agencies_in(head) or stop_word().match(place):
        return None
    dated = place != head.strip(EDGES)
    return (
        place
        if (
            looks_like_place(place)
            if dated
            else (place.isupper() and is_place(place)) or is_known_city(place) or is_capital_first(place)
        )
        else None
    )


def is_capital_first(place: str) -> bool:
    """Return whether *place* is a city in capitals with its country after a comma."""
    city, comma, _ = place.partition(",")
    return bool(comma) and city.isupper() and is_place(place) and looks_like_place(place)


def opens_sentence(character: str, place: str) -> bool:
    """Return whether *character* can begin the sentence after the dateline of *place*."""
    return (
        character.isupper()
        or character in "\"“„«'‘¡¿["
        or character.isdigit()
        or place.isupper()
        or not character.isascii()
    )


@cache
def stop_word() -> Opening:
    """Return the pattern of a word in capitals before a dash that is no place: "UPDATE", "EXCLUSIVE", "LIVE"."""
    return Opening("byline", "not_place", r"(?:%s)$")


@cache
def source_word() -> Opening:
    """Return the pattern of the word before an agency that is no place either: "SOURCE:"."""
    return Opening("byline", "source", r"(?:%s)\s*[:：]?$")


def undate(text: str) -> str:
    """Return *text* without its dates; a dateline's have no year as a rule."""
    text = DENSE_DAY.sub(" ", strip_stamps(text))
    return MONTH_DAY.sub(month_or_not, DAY_MONTH.sub(month_or_not, text))


def month_or_not(match: re.Match[str]) -> str:
    """Return a blank for a day and a month, and what stands there for anything else."""
    return " " if fold_word(match["month"]) in months() else match[0]


def undated(text: str) -> str:
    """Return *text* without its date, the day of the week too, and the marks at its ends."""
    bare = re.sub(r"\s+([,.])", r"\1", " ".join(undate(text).split())).partition(",,")[0].strip(EDGES)
    bare = COMMA.join(part for part in bare.split(COMMA) if fold_word(part) not in full_weekdays())
    return f"{bare}." if ABBREVIATION.search(bare) and f"{bare}." in text else bare


def looks_like_place(text: str) -> bool:
    """Return whether *text*, before a date or an agency, can be a place: nothing, or few words with capitals."""
    words = text.split()
    return not words or (
        len(words) <= 6
        and len(text) <= 50
        and not re.search(r"[\d:;!?()«»\"“”]|\s/|/\s", text)
        and words[0][:1].isalpha()
        and (words[0][0].isupper() or words[0][0].lower() == words[0][0].upper())
        and sum(word[0].islower() for word in words) <= 2
    )


def told(text: str) -> list[str]:
    """Return the agencies that somebody in *text* is said to have told what it reports."""
    found = []
    for match in agency_pattern().finditer(text):
        before = text[max(0, match.start() - BEFORE) : match.start()]
        after = text[match.end() : match.end() + AFTER]
        if told_before().search(before) or told_around().search(f"{before}@{after}"):
            found += agencies_in(match[0])
    return list(dict.fromkeys(found))


@cache
def told_before() -> re.Pattern[str]:
    """Return the pattern of what stands before an agency's name in "told AFP"."""
    return pattern("byline", "told", r"(?<![^\W_])(?:%s)\s*(?:the\s+)?[«“\"]?$")


@cache
def told_around() -> re.Pattern[str]:
    """Return the pattern of what stands after, or around, an agency's name, `@`: 「@に語った」, "der @ sagte"."""
    after = either(expressions("byline", "tells"))
    around = either(expressions("byline", "around"))
    return re.compile(f"@(?:{after})|(?<![^\\W_])(?:{around})", re.IGNORECASE)


TRAILING = re.compile(
    rf"(?:[(（\[](?P<round>[^()（）\[\]]{{2,40}})[)）\]]|(?:[.!?…”“\"»]\s+|\s{DASH}\s*|\s/|\s©\s*|。\s*)"
    r"(?P<open>[^()\s.。][^().。]{0,40}))[.。]?\s*$"
)


def trailing_agencies(text: str) -> list[str]:
    """Return the agencies credited at the very end of a story's last paragraph: "… . (Reuters)", "… . /dpa"."""
    match = TRAILING.search(text[-60:])
    return credited(match["round"] or match["open"]) if match else []
