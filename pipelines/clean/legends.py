"""A line in, its caption and its credit out."""

from __future__ import annotations

import re
from functools import cache

from pipelines.clean.credits import (
    AP_PHOTO,
    COPYRIGHT,
    CREDIT_DOTS,
    LIBRARY,
    SITE,
    credit_label,
    credit_of,
    is_source,
    tells_what,
    tidy,
)
from pipelines.describe.agencies import agencies_in, credited
from pipelines.describe.names import is_person
from pipelines.phrases import either, expressions, pattern
from pipelines.prose import is_prose

#: What parts a caption from its credit.
PARTING = " |-–—/,;·"
#: A caption and a credit.
PAIR = 2
#: How far from its end a caption may have the colon before its credit, and how long the word before that may be.
CREDIT_REACH, LABEL_REACH = 110, 40
#: What parts the word for a picture from its credit.
BEFORE_CREDIT = re.compile(rf"[:：／＝=]|{CREDIT_DOTS}", re.IGNORECASE)
#: The same with less care, found several times as fast.
MAY_PART = re.compile(r"[:：／＝=.](?:(?<!\.)|\.\.)")
#: A credit in brackets at the end: "(AP Photo/Jane Doe)", "[Jane Doe/Reuters]", "（写真＝共同）".
BRACKETED = re.compile(r"\s*[(（\[［【]([^()（）\[\]［］【】]{2,90})[)）\]］】][.。]?\s*$")
CLOSING = tuple(bracket + stop for bracket in ")）]］】" for stop in ("", ".", "。"))
#: An agency, and after a stroke who took the picture for it, in brackets or after a sentence: "… . REUTERS/Jane Doe".
AGENCY_FIRST = re.compile(
    r"(?:[(（\[［【]|(?<=[.!?…。”\"»])\s+)(?P<agency>[^()（）\[\]/／.!?。]{2,30})[/／]\s?"
    r"(?P<name>[^()（）\[\]/／.!?。]{3,40})[)）\]］】]?$"
)
#: Behind a photographer's name and a stroke, whom they work for: "CBC", "The Saltmarsh Post".
DESK = re.compile(r"[^\W\d_a-zß-ÿ][\w.&'’-]*(?: [^\W\d_a-zß-ÿ][\w.&'’-]*){0,3}(?:/[\w. ]{2,20})?")
#: A credit after the sign of a right, to the end: "… © Harbour Photo Services | Jane Doe"; "501(c)(3)" is a law's.
OWNED = re.compile(
    r"\s*(?P<sign>©|(?<!\d)[(（][cｃ][)）]|ⓒ)\s*(?P<owner>(?:[^©.!?]|(?<=\b[^\W\d_])\.|\.(?=[a-z]{2})){2,110})\.?$",
    re.IGNORECASE,
)
#: `新华社记者 林晓帆 摄`, 「石井麻衣撮影」 at the end of a caption, and `청운시 제공`.
TAKEN = ("摄", "攝", "撮影", "촬영")
TAKEN_BY = re.compile(
    rf"(?:^|(?<=[。.、，,！？!?＝=\s]))(?P<credit>[^。.、，,！？!?＝=]{{2,24}}?)\s*(?:{'|'.join(TAKEN)})$"
)
#: `新华社发` after a caption's sentence.
SENT = re.compile(r"(?<=[。！？])\s*(?P<credit>[^。！？\s]{2,12}?)(?:发|發|供图|供圖)$")
GIVEN = re.compile(r"^\S.{0,20}(?:提供|제공)$")
#: 「メッシ（左）とスアレス＝ロイター」.
EQUALLED = re.compile(r"[＝=]\s*(?P<credit>[^＝=。、，]{2,16})$")
#: A credit after a mark: "… © AFP", "… | Jane Doe/AFP".
MARKED = re.compile(r"\s*(?:\s\||\s/|(?<=[.!?…])(?<!\b[A-ZÀ-Þ]\.)(?!\d))\s*([^©|.!?]{2,80})$", re.IGNORECASE)


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Return the caption and the credit in *text*, each None where it has none."""
    first, _, rest = text.partition(" | ")
    if (is_prose(rest) or tells_what(rest)) and (credit := credit_of(first)):
        return rest, credit
    if (match := credit_label().match(text)) and tells_what(text[match.end() :]):
        text = text[match.end() :]
    if credit := credit_of(text):
        return None, credit
    if (match := in_brackets(text)) and (credit := bracketed_credit(match[1])):
        return text[: match.start()].strip() or None, credit
    if (match := find_inner_credit(text)) or (match := taken_by_somebody(text)):
        return text[: match.start()].strip(PARTING) or None, tidy(match["credit"])
    if text.count("©") <= 1 and (match := OWNED.search(text)) and claims(match["sign"], match["owner"]):
        return without_label(text[: match.start()]), tidy(match["owner"])
    if (match := EQUALLED.search(text)) and credited(match["credit"]):
        return text[: match.start()].strip() or None, match["credit"]
    if (match := MARKED.search(text)) and is_source(match[1]):
        return without_label(text[: match.start()]), tidy(match[1])
    if text.endswith(TAKEN) and (match := TAKEN_BY.search(text)) and match.start():
        return text[: match.start("credit")].strip(" 、，,") or None, tidy(match["credit"])
    if (match := SENT.search(text)) and credited(match["credit"]):
        return text[: match.start()].strip(), match["credit"]
    return text.strip() or None, None


def claims(sign: str, owner: str) -> bool:
    """Return whether *sign* claims a right for its *owner*: "(c)" before a small letter is one of a list's or a law's,
    but before an agency or the address of a site."""
    first = owner.strip().partition(" ")[0]
    if not first:
        return False
    return sign in "©ⓒ" or not first[0].islower() or bool(agencies_in(first)) or SITE.fullmatch(owner) is not None


def in_brackets(text: str) -> re.Match[str] | None:
    """Return the match of `BRACKETED` in *text*; most texts do not end with a bracket."""
    return BRACKETED.search(text) if text.rstrip().endswith(CLOSING) else None


def without_label(caption: str) -> str | None:
    """Return *caption* less the word for a picture that stood between it and its credit: "… Bild © Jane Doe"."""
    return label_at_end().sub("", caption.strip(PARTING)).strip(PARTING) or None


@cache
def label_at_end() -> re.Pattern[str]:
    """Return the pattern of the word before a credit at the end of a text."""
    return pattern("captions", "credit", r"(?:^|(?<=[\s.!?…]))(?:%s)\s*[:：]?$")


def bracketed_credit(text: str) -> str | None:
    """Return the credit that *text*, which stands in brackets, gives.

    The verb of taking goes (「佐々木涼撮影」), that of giving is part of the name ("청운시 제공").
    """
    if credit := credit_of(text):
        return credit
    if match := TAKEN_BY.fullmatch(text):
        return tidy(match["credit"])
    return tidy(text) if GIVEN.search(text) or credited(text) or is_short_source(text) else None


def is_short_source(text: str) -> bool:
    """Return whether *text*, in brackets, is a photographer and a library or desk: "Jane Doe/Reuters"."""
    name, stroke, desk = (part.strip() for part in text.partition("/"))
    if stroke and is_person(name, sure=False) and (DESK.fullmatch(desk) or agencies_in(desk)):
        return True
    if stroke and len(name.split()) <= PAIR and LIBRARY.fullmatch(desk):
        return True
    return is_source(text) and (AP_PHOTO.match(text) is not None or "/" in text or LIBRARY.fullmatch(text) is not None)


@cache
def inner_credit() -> re.Pattern[str]:
    """Return the pattern of a credit that follows a caption in one line: "… in Tokyo. Photo: AFP"."""
    words = either(expressions("captions", "credit"))
    return re.compile(
        rf"(?:(?<=[.!?。…\"”»)])|(?<=\s)|(?<=\|))\s*[(（\[]?(?:{words})\s*(?:{BEFORE_CREDIT.pattern})\s*(?P<credit>[^:：]{{2,100}})$",
        re.IGNORECASE,
    )


@cache
def name_credit() -> re.Pattern[str]:
    """Return the pattern of a credit without a colon, at the end of a caption: "… Foto di Dario Pieve"."""
    return pattern(
        "captions", "credit", rf"(?<=\s)(?:%s)\s+(?P<credit>(?:[^.:,;]|(?<=\b[^\W\d_])\.){{4,{LABEL_REACH}}})$"
    )


def taken_by_somebody(text: str) -> re.Match[str] | None:
    """Return the match of `name_credit` in *text* where it ends with somebody's name."""
    if COPYRIGHT.match(text):  # "© Harbour Office / Photo A. Pier" is a credit throughout
        return None
    match = name_credit().search(text, max(0, len(text) - 2 * LABEL_REACH))
    return match if match and is_person(match["credit"].partition("/")[0].strip(), sure=False) else None


def find_inner_credit(text: str) -> re.Match[str] | None:
    """Return the match of `inner_credit` near the end of *text*; most texts have no colon there."""
    end = max(0, len(text) - CREDIT_REACH)
    if not (MAY_PART.search(text, end) and BEFORE_CREDIT.search(text, end)):
        return None
    return inner_credit().search(text, max(0, len(text) - CREDIT_REACH - LABEL_REACH))


def ends_in_credit(text: str) -> bool:
    """Return whether *text* is a caption with a credit that says so: "… (AP Photo/Jane Doe)", "… Foto: dpa"."""
    match = in_brackets(text)
    return (match is not None and credit_of(match[1]) is not None) or find_inner_credit(text) is not None


def ends_agency_first(text: str) -> bool:
    """Return whether *text* is a caption whose credit begins with an agency: "… (Xinhua/Liu Jie)"."""
    match = AGENCY_FIRST.search(text) if "/" in text or "／" in text else None
    return match is not None and bool(credited(match["agency"])) and is_person(match["name"].strip(), sure=False)
