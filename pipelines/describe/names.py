"""A line in, the people's names in it out: split, without roles, desks and handles."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import dropwhile, pairwise

from pipelines.describe.agencies import agencies_in, agency_pattern, credited
from pipelines.describe.calendar import fold_word, months
from pipelines.describe.places import is_known_place
from pipelines.phrases import pattern
from pipelines.phrases.opening import Opening
from pipelines.prose import DENSE, KEPT, WHITE

#: Longest name, in words and in characters.
NAME_WORDS = 6
NAME_LETTERS = 60
#: Fewest words of a name that other words may follow.
FULL = 2
#: Capitals no longer than this are an outlet's name, not a person's; in ASCII a single word of any length is.
ACRONYM = 4
#: Words inside a name that begin small.
PARTICLES = frozenset(
    "de da do dos das del della delle dello di du des la le les los las van von vom zu zur den der ter ten af av al el"
    " bin ibn bint y e i und ben abu ul ur dal dalla san st st. 't op in’t ní nic mac o'".split()
)
CONJUNCTIONS = frozenset("i y e a o u".split())
#: What parts one name from the next, whatever stands around it.
AND = r"[,，]?\s+(?:and|und|et|og|och|en|ja|with|mit|avec|met|sowie|и|та|ve|και|dan|và|és|și)\s+"
JOINT = re.compile(
    r"\s*(?:;|\||、|／|/|•|·(?=\s)|(?<=[\u3400-\u9fff]{2})・(?=[\u3400-\u9fff]{2})|&|\+|\s-\s|\s–\s|\s—\s)\s*"
    rf"|\s*{AND}",
    re.IGNORECASE,
)
#: What joins two names as equals, an outlet to none.
EQUALS = re.compile(rf"\s*(?:&\s*|{AND})", re.IGNORECASE)
#: What may stand before the capital of a name in one word with it: "deAgonia", "vanDyk".
GLUED_PARTICLE = re.compile(r"(?:d[aeiou]|de[nrls]|v[ao]n|la|le|mc|mac|ter?)(?=[^\W\d_a-zß-ÿ][a-zß-ÿ])")
#: What no name of a person ends with: "Editor's", of "Editor's Choice".
POSSESSIVE = re.compile(r"\w['’]s$")
#: What parts two names, but stands inside one too: "Ortega y Gasset".
LOOSE_JOINT = re.compile(r"\s+(?:y|e|i|a)\s+")
COMMA = re.compile(r"\s*[,，]\s*")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
#: Degrees and the like, which belong to the name before the comma.
SUFFIX = re.compile(
    r"(?:Jr|Sr|II|III|IV|Esq|Ph\.?\s?D|M\.?D|D\.?O|R\.?N|R\.?D|RDN|LDN?|CPA|CFP|J\.?D|M\.?B\.?A|MPH|M\.?S|M\.?A|B\.?A|B\.?Sc|M\.?Sc"
    r"|DDS|DVM|DPT|FACP|FAAP|CSCS|LCSW|PsyD|[A-Z]\.(?:[A-Z]\.)+)\.?"
)
ADDRESS = re.compile(
    r"https?:|www\.|\w@\w|^@|[\w-]\.(?:com|org|net|info|tv|co|eu|uk|de|at|ch|fr|be|nl|it|es|pt|pl|cz|sk|hu|ro|md|bg|gr|ru|ua|by"
    r"|rs|hr|se|no|dk|fi|ee|lv|lt|ie|tr|il|ir|in|pk|id|my|vn|th|jp|kr|cn|tw|hk|ca|us|mx|ar|br|cl|au|nz|za)\b",
    re.IGNORECASE,
)
HAN_NAME = re.compile(
    r"[\u3400-\u9fff々〆ヶ]{2,5}|[\u3400-\u9fff]{1,4}[\s　][\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff々]{1,5}"
)
#: A family name in Han and a given one in hiragana, with nothing between: after one sign two more are a word, 暮らし.
KANA_GIVEN = re.compile(r"[\u3400-\u9fff々]{2,3}[\u3041-\u3096]{2,4}|[\u3400-\u9fff][\u3041-\u3096]{3,4}")
#: What may stand in a given name; what follows the name of a region, an office or a plant may not.
GIVEN_SIGN = r"(?:[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff々](?<![県市区町村都府道駅港第支総局社版面部線署内外発]))"
KANA_NAME = re.compile(r"[\u30a1-\u30faー]{1,12}(?:[・＝=\s][\u30a1-\u30faーA-Z.]{1,12}){1,3}")
HANGUL_NAME = re.compile(r"[\uac00-\ud7af]{2,4}")
THAI_NAME = re.compile(r"[\u0e01-\u0e4e]{2,20}(?: [\u0e01-\u0e4e]{2,24}){1,2}")
#: What parts Chinese names.
BLANKS = re.compile(r"[\s、，,]+")
#: A clause in brackets after a name: a place, an agency, a role.
BRACKETED = re.compile(r"\s*[(（\[［][^()（）\[\]]*[)）\]］]\s*$")
#: A role in a script without spaces, right after the name.
TITLE_AFTER = re.compile(r"(?<=[\u30a1-\u30ff\u3400-\u9fff\uac00-\ud7af])\s*(?:記者|记者|特派員|編集委員|기자|특파원)$")
#: What somebody goes by, between given and family name: Jane "Jay" Doe.
NICKNAME = re.compile(r"""(?<=\w) ["“„][^"“”„]{2,20}["”“] (?=[^\W\d_])""")
#: Where a name ends with a dot of its own.
ABBREVIATED = re.compile(r"\b(?:[^\W\d_a-zß-ÿ]|Jr|Sr|Ph\.? ?D|M\.D)\.$")
#: "ByJane Doe": markup puts the label into an element of its own.
GLUED_LABEL = re.compile(r"^(?:(?:Written |Posted )?[Bb]y|Von|Par|Por)(?=[^\W\d_a-zß-ÿ][a-zß-ÿ'’]+ )")
#: "Jane DoeStaff Writer": so does what follows a name. "MacDonald" and "FitzGerald" are whole.
GLUED_TAIL = re.compile(r"(?<=[a-zß-ÿ]{3})(?<!Mac)(?<!Fitz)[A-Z].*$")
#: "Jane Doe Jane Doe".
REPEATED = re.compile(r"^(\w.*\S) \1$")
#: Marks that templates leave around a name.
OPENING_MARKS, CLOSING_MARKS = f"{WHITE}•●▪■◆*·|/:：,.-–—", f"{WHITE}•●▪|/:：,*-–—"


@cache
def label() -> Opening:
    """Return the pattern of what introduces an author: "By", "Von", "文／" …"""
    return Opening("byline", "label", r"(?:%s)(?:\s*[:：／/|＝=・●]\s*|\s+|(?=(?-i:[\u3400-\u9fff]{2,4})$))")


@cache
def label_alone() -> Opening:
    """Return the pattern of a text that is "By" or the like and no more."""
    return Opening("byline", "label", r"(?:%s)\s*[:：]?$")


@cache
def role() -> Opening:
    """Return the pattern of a part of a byline that says what somebody is."""
    return Opening("byline", "role", r"(?:%s)$")


@cache
def desk() -> Opening:
    """Return the pattern of an author that is no person."""
    return Opening("byline", "desk", r"(?:%s)$")


@cache
def no_name() -> Opening:
    """Return the pattern of a word that stands in no person's name."""
    return Opening("byline", "no_name", r"(?:%s)$")


@cache
def company() -> Opening:
    """Return the pattern of the last word of an organisation's name."""
    return Opening("byline", "company", r"(?:%s)$")


def people(text: str, *, sure: bool = True) -> list[str]:
    """Return the names of people in *text*, in order; *sure* says that its source is known to name authors."""
    text = unlabelled(text)
    names = [name for part in split_names(text) if (name := bare_name(part)) and is_person(name, sure=sure)]
    return list(dict.fromkeys(names))


@lru_cache(maxsize=KEPT)
def unlabelled(text: str) -> str:
    """Return *text* without "By", "Von" or the like: a bare particle before a single word is part of a name."""
    text = GLUED_LABEL.sub("", unmarked(text))
    match = label().match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    if match.end() == 1 and not (is_chinese_name(rest) or is_full_name(rest)):
        return text  # a word that begins so: 文化
    telling = match[0].strip().casefold() not in PARTICLES or " " in rest or bool(credited(rest))
    return unmarked(rest) if telling else text


def unmarked(text: str) -> str:
    """Return *text* without the marks that templates leave around a name."""
    return text.lstrip(OPENING_MARKS).rstrip(CLOSING_MARKS)


@lru_cache(maxsize=KEPT)
def is_labelled(text: str) -> bool:
    """Return whether *text* begins with "By", "Von" or the like."""
    return unlabelled(text) != unmarked(text)


def bare_name(text: str) -> str:
    """Return *text* without a label, a role or a clause in brackets."""
    text = unlabelled(text)
    if desk().match(text):
        return ""
    text = without_calling(unrepeated(text))
    text = unglued(TITLE_AFTER.sub("", BRACKETED.sub("", text))).strip(" ,;:|/•·")
    return text if ABBREVIATED.search(text) else text.rstrip(".")


def unrepeated(text: str) -> str:
    """Return *text*, that neither begins nor ends with a blank, once where it says the same twice: a portrait's text
    beside the name."""
    half = len(text) // 2
    return REPEATED.sub(r"\1", text) if text[:half] == text[half + 1 :] else text


def name_and_agencies(text: str, *, called: bool) -> tuple[str, list[str]]:
    """Return *text* less the agency that markup put right behind a full name, and that: "Jane Doe Reuters", "Jane Doe
    AP Sports Writer"; *called* says that it must be followed by a calling."""
    for found in agency_pattern().finditer(text):
        name, rest = text[: found.start()].strip(), text[found.end() :].strip()
        if (role().match(rest) if rest else not called) and " " in name and name[-1] != ".":
            return name, agencies_in(found[0])
    return text, []


def without_calling(text: str) -> str:
    """Return *text* without the calling after a Korean name: "홍길동 음악 평론가"."""
    name, *calling = text.split(" ")
    called = 1 <= len(calling) <= 2 and HANGUL_NAME.fullmatch(name) and role().match(calling[-1])
    return name if called else text


def unglued(text: str) -> str:
    """Return *text* less what markup glued to its end: words that stand in no name, or more than one."""
    glued = GLUED_TAIL.search(text)
    name = text[: glued.start()] if glued else text
    return name if glued and ((" " in glued[0] and " " in name) or is_no_tail(glued[0])) else text


def untailed(text: str) -> str:
    """Return *text*, of several words, less the one that markup glued to its end, where that stands in no name."""
    glued = GLUED_TAIL.search(text)
    return text[: glued.start()] if glued and " " in text[: glued.start()] and is_no_tail(glued[0]) else text


def is_no_tail(word: str) -> bool:
    """Return whether *word*, glued to a name, is none of its own: a role, a month, a word of the page."""
    return ends_name(word) or fold_word(word) in months()


def split_names(text: str) -> list[str]:
    """Return *text* cut between its names; "Doe, Jane" stays one, and so does each of several like it."""
    parts: list[str] = []
    chunks = JOINT.split(text)
    listed = [[piece for piece in COMMA.split(chunk) if piece.strip()] for chunk in chunks]
    if all(map(is_last_first, listed)):
        return chunks
    for pieces in listed:
        for piece in pieces:
            if parts and SUFFIX.fullmatch(piece) and " " in parts[-1] and not credited(piece):
                parts[-1] += f", {piece}"
            else:
                parts.extend(split_loosely(piece))
    return parts


def begins_with_joint(text: str) -> bool:
    """Return whether *text* begins with a word that joins two names."""
    return any(joint.match(f" {text}") for joint in (JOINT, LOOSE_JOINT))


def follows_joint(text: str, name: str) -> bool:
    """Return whether *name* stands in *text* right behind what joins two names."""
    before, found, _ = text.partition(name)
    return bool(found) and any(match.end() == len(before) for match in JOINT.finditer(before))


def split_loosely(text: str) -> list[str]:
    """Return *text* cut at a joint that names have inside too, where both sides are whole names."""
    parts = LOOSE_JOINT.split(text)
    return parts if all(len(part.split()) > 1 for part in parts) else [text]


def is_last_first(pieces: list[str]) -> bool:
    """Return whether *pieces* are one family name and the given name after its comma: "Doe, Jane", "Jong, Jan de"."""
    if (
        len(pieces) != 2
        or SUFFIX.fullmatch(pieces[1])
        or any(credited(piece) or role().match(piece) or desk().match(piece) for piece in pieces)
    ):
        return False
    last = list(dropwhile(PARTICLES.__contains__, pieces[0].split()))
    first = list(dropwhile(PARTICLES.__contains__, reversed(pieces[1].split())))
    return (
        len(last) == 1
        and 1 <= len(first) <= 2
        and all(WORD.fullmatch(word) and word[0].isupper() for word in last + first)
        and not is_known_place(pieces[1])
    )


def in_order(name: str) -> str:
    """Return "Doe, Jane" as "Jane Doe"."""
    pieces = COMMA.split(name)
    return f"{pieces[1]} {pieces[0]}" if is_last_first(pieces) else name


@lru_cache(maxsize=KEPT)
def is_person(text: str, *, sure: bool = True) -> bool:
    """Return whether *text* is the name of one person; one of a single word, or of Han, only where it is *sure*."""
    if (
        not text
        or len(text) > NAME_LETTERS
        or label_alone().match(text)
        or ADDRESS.search(text)
        or desk().match(text)
        or role().match(text)
    ):
        return False
    if (glued := GLUED_TAIL.search(text)) and desk().match(text[: glued.start()]):
        return False
    if credited(text) or any(ends_name(word) or POSSESSIVE.search(word) for word in text.split()):
        return False
    if KANA_NAME.fullmatch(text):
        return True
    if DENSE.search(text):
        return sure and any(names.fullmatch(text) for names in (HAN_NAME, KANA_GIVEN, HANGUL_NAME, THAI_NAME))
    if text.isupper() and text.isalpha() and (len(text) <= ACRONYM or text.isascii()):
        return False
    if text.split()[0] in CONJUNCTIONS or text.count("(") != text.count(")"):
        return False
    return looks_like_name(text) and (sure or len(text.split()) > 1)


def chinese_people(text: str) -> list[str]:
    """Return the people in *text*, Chinese names parted by blanks, less roles and outlets before and between them; none
    where it has any other word."""
    if is_full_name(text):
        return []  # a Japanese family name, a blank, the given name
    words = [word for word in BLANKS.split(reporter().sub(" ", text)) if word and not ends_name(word)]
    return list(dict.fromkeys(words)) if all(map(is_chinese_name, words)) else []


def is_chinese_name(text: str) -> bool:
    """Return whether *text*, no known place, is a known Chinese family name and a given name of one or two signs."""
    return chinese_name().fullmatch(text) is not None and is_person(text) and not is_known_place(text)


@cache
def chinese_name() -> re.Pattern[str]:
    """Return the pattern of a Chinese family name and a given name."""
    return pattern("byline", "family", r"(?:%s)[\u3400-\u9fff]{1,2}")


@cache
def reporter() -> re.Pattern[str]:
    """Return the pattern of what stands right before the names of Chinese reporters: 澎湃新闻记者, 实习生."""
    return pattern("byline", "reporter", r"(?:[\w《》]{1,10}?)??(?:%s)(?!站)\s*")


def is_full_name(text: str) -> bool:
    """Return whether *text*, written without a space, is a known family name and a given one: 西村彩花."""
    return full_name().fullmatch(text) is not None and is_person(text)


@cache
def full_name() -> re.Pattern[str]:
    """Return the pattern of a family name that is known, and a given name of one to three signs after it."""
    return pattern("byline", "surnames", rf"(?:%s)\s?{GIVEN_SIGN}{{1,3}}")


@lru_cache(maxsize=KEPT)
def ends_name(word: str) -> bool:
    """Return whether *word* stands in no name: a role, or a word of the page's own furniture."""
    word = word.strip(".:,")
    if word.casefold() in PARTICLES:
        return False
    return no_name().match(word) is not None or role().match(word) is not None


def looks_like_name(text: str) -> bool:
    """Return whether *text* is spelled as names are: few words, each with a capital, no digits; a nickname in quotation
    marks may stand inside."""
    text = NICKNAME.sub(" ", text)
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= NAME_WORDS or any(character.isdigit() for character in text):
        return False
    if re.search(r"[!?#%$€=<>{}\[\]\"“”„«»:;…_*]", text):
        return False
    telling = [word for word in words if word.casefold().strip("’'") not in PARTICLES]
    return bool(telling) and all(is_name_word(word) for word in telling)


def leading_name(text: str) -> str:
    """Return the name that *text* begins with before other words ("Jane Doe in Politics"); "" where there is none."""
    words: list[str] = []
    word = ""
    for word, after in pairwise([*text.split(), ""]):
        if after[:1].isdigit() and fold_word(word) in months():
            break
        if (glued := GLUED_TAIL.search(word)) and is_no_tail(glued[0]):
            words.append(word[: glued.start()])
            break
        if not after and company().match(word.strip(".")):
            return ""
        if not (is_name_word(word) or word.casefold() in PARTICLES) or ends_name(word) or credited(word):
            break
        words.append(word)
        if word[-1] in ",;:" or (word[-1] == "." and len(word) > ACRONYM):
            break
    if len(words) > FULL and ends_name(word) and role().match(f"{words[-1]} {word.strip('.,:')}"):
        words.pop()  # "Science", of "Science reporter"
    if len(words) > FULL and ends_name(word) and is_outlet(words[-1]) and not all(map(str.isupper, words)):
        words.pop()  # "WXYZ", of "WXYZ News"
    while words and words[-1].casefold() in PARTICLES:
        words.pop()
    name = " ".join(words).strip(" ,;:")
    name = name if ABBREVIATED.search(name) else name.rstrip(".")
    return name if FULL <= len(words) <= 4 and is_person(name) else ""


def is_outlet(word: str) -> bool:
    """Return whether *word* is a few capitals and no more, and no degree or the like: an outlet's name."""
    return word.isalpha() and word.isupper() and FULL <= len(word) <= ACRONYM and not SUFFIX.fullmatch(word)


def is_name_word(word: str) -> bool:
    """Return whether *word* begins with a capital, perhaps behind a particle, or belongs to a script that has none."""
    core = word.lstrip("(‘'\"“").removeprefix("d’").removeprefix("d'").removeprefix("al-").removeprefix("el-")
    core = core[match.end() :] if (match := GLUED_PARTICLE.match(core)) else core
    return bool(core) and core[0].isalpha() and (core[0].isupper() or core[0].lower() == core[0].upper())
