"""The lines at a picture in, its caption and its credit out, without the buttons there."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.clean.credits import (
    COPYRIGHT,
    LONGEST,
    credit_label,
    credit_of,
    is_few_names,
    is_source,
    sourced,
    thanks,
    tidy,
)
from pipelines.clean.legends import PAIR, in_brackets, is_short_source, split_credit, without_label
from pipelines.clean.named import is_called_credit, is_named_credit
from pipelines.clean.notice_phrases import LINES, line_key
from pipelines.clean.pictures import called, names_author, names_button, names_byline, pictures_in
from pipelines.clean.spelling import fold_line
from pipelines.describe.agencies import agencies_in, credited
from pipelines.describe.names import is_person
from pipelines.describe.stamps import strip_stamps
from pipelines.document import shown_text
from pipelines.phrases import pattern
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from schemas.content import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Elements in which a credit stands beside its caption.
CREDIT_HOLDERS = ("span", "small", "em", "i", "cite", "b", "strong", "a")
#: How long a video lasts.
LENGTH = re.compile(r"(?:\w+\W+)?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s*(?:min|sec|sek|std|h|m|мин|分)\w*\.?)?", re.IGNORECASE)
#: Which of a gallery's pictures is shown: "Picture 1 / 4", and "1 of 4" in any language: "Apollo 11 and 12" is none.
COUNT = re.compile(r"(?:[^\W\d_]{1,10}\s?)?\d{1,3}\s?/\s?\d{1,3}|\d{1,3}\s[^\W\d_]{1,4}\s\d{1,3}")
#: A photographer's bare name after the caption's sentence.
SIGNED = re.compile(r"(?<=[.!?…»”])(?<!\s[A-ZÀ-Þ]\.)\s+(?:/\s*)?(?P<name>[^.!?…]{4,40})$")
#: What may stand between a caption and a button.
AROUND = " |-–—/"
#: Longest text of a button or notice at a picture, in Latin letters' worth.
BUTTON = 60
#: Where a picture is from, the years at the head of a right to it, and a time of day, which no credit has.
ADDRESS = re.compile(r"\s*https?://\S+")
YEARS = re.compile(r"^(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?[\s,]+(?=\D)")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
#: Where a caption goes on once somebody asks, and what may open behind it for a credit of its own.
MORE_TO_SHOW, OPENING = re.compile(r"\s*(?:\.{3}|…)\s*\[\+\]\s*"), " ([（［"


def is_told(caption: str, told: Sequence[str]) -> bool:
    """Return whether the captions *told*, which are sorted, have *caption*, perhaps cut: "The council meets in …"."""
    said = caption.rstrip(" .…")
    at = bisect_left(told, said)
    return at < len(told) and told[at].startswith(said)


def is_label(text: str) -> bool:
    """Return whether *text* is but the word for a picture before its credit: "Photo:", "(Image:"."""
    label = credit_label().match(text)
    return label is not None and label.end() == len(text.rstrip(" )）]"))


def is_owner(text: str) -> bool:
    """Return whether *text*, below the word for a picture, can be whose it is, and not what it shows."""
    return len(text) <= LONGEST and not is_prose(text) and (is_few_names(text) or thanks().match(text) is not None)


def is_length(text: str) -> bool:
    """Return whether *text* is the length of a video, perhaps after its date."""
    return (
        is_dated_length(text)
        or LENGTH.fullmatch(text) is not None
        or LENGTH.fullmatch(strip_stamps(text).strip(" |·•,–-")) is not None
    )


def is_dated_length(text: str) -> bool:
    """Return whether *text* is the date and length of a video: "26.10.2025 | 2:43 min"."""
    date, _, length = text.rpartition("|")
    return bool(date.strip()) and not strip_stamps(date).strip() and LENGTH.fullmatch(length.strip()) is not None


def image_of(lines: Iterable[Block], url: str | None) -> Image | None:
    """Return the picture with what *lines*, which are marked, give as caption and credit; None where nothing is."""
    captions: list[str] = []
    told: list[str] = []
    credits: list[str] = []
    labelled = False
    for block in lines:
        if is_length(block.text) or COUNT.fullmatch(block.text):
            block.reason = block.reason or Reason.VIEW_COUNTER
            continue
        if is_label(block.text):
            labelled, block.reason = True, block.reason or Reason.CREDIT
            continue
        if is_control(block.text) or is_on_button(block):
            block.reason = block.reason or Reason.NAVIGATION
            continue
        text = without_controls(block.text, block)
        caption, credit = parts_of(text, block.element)
        if labelled and is_owner(text):
            caption, credit = None, tidy(text)
        labelled = False
        if credit and (bracket := in_brackets(caption or "")) and not bracket.start() and credit_of(bracket[1]):
            caption, credit = None, f"{credit}, {credit_of(bracket[1])}"
        if credit is None and (signed := SIGNED.search(text)) and is_person(signed["name"], sure=False):
            caption, credit = text[: signed.start()].strip(), tidy(signed["name"])
        if credit is None and is_called_credit(block):
            caption, credit = None, tidy(text)
        said = without_controls(caption or "", block)
        again = bool(captions) and captions[-1].endswith(said)
        if said and not again and not is_told(said, told) and tells(said):
            captions.append(said)
            insort(told, said)
        if credit and credit not in credits:
            credits.append(credit)
        if block.reason is None:
            block.reason = Reason.CAPTION if caption else Reason.CREDIT
    credits = list(filter(None, map(bare_owner, credits)))
    caption = less_credits(MORE_TO_SHOW.sub(" ", " ".join(captions)), credits)
    credit = ", ".join(credits)
    return Image(url=url, caption=caption or None, credit=credit or None) if url or caption or credit else None


def less_credits(caption: str, credits: Iterable[str]) -> str:
    """Return *caption* less those of *credits*, which stand elsewhere, too, and the bracket that it ends with."""
    for credit in credits:
        if caption != credit and is_source(credit):
            rest = caption.removesuffix(credit)
            caption = caption if rest.rstrip()[-1:].isalnum() else rest  # "the office of Reuters"
    return caption.rstrip(OPENING)


def is_on_button(block: Block) -> bool:
    """Return whether *block* is what a button, with no picture on it, says."""
    button = next((element for element in block.around(2) if element.tag == "button"), None)
    return button is not None and not pictures_in(button)


def tells(caption: str) -> bool:
    """Return whether *caption* says more than a button or a notice at a picture does."""
    line = fold_line(caption)
    if ADDRESS.fullmatch(caption):
        return False
    if letters(line) > BUTTON:
        return True
    key = line_key(line, anchored=True)
    return letters(line) > 1 and not is_control(caption) and (key is None or LINES[key] is Reason.BYLINE)


def is_control(text: str) -> bool:
    """Return whether *text* is what a button at a picture says."""
    return len(text) <= BUTTON and control().fullmatch(fold_line(text)) is not None


def without_controls(caption: str, block: Block) -> str:
    """Return *caption*, of *block*, less the buttons at its ends: "The council meets. View full size"."""
    for said in reversed([said for _, said in block.links]):
        rest = caption.removesuffix(said)
        if is_control(said) and (" " in said or not rest.rstrip()[-1:].isalnum()):  # "the band Faith No More"
            caption = rest.rstrip(AROUND)
    for said, sure in reversed(list(said_on_buttons(block))):
        rest = caption.removesuffix(said).rstrip(AROUND)
        if sure:
            caption = rest.removeprefix(said).lstrip()
        elif ends_sentence(rest) or split_credit(rest)[1]:
            caption = rest
    return caption


def said_on_buttons(block: Block) -> Iterator[tuple[str, bool]]:
    """Yield what the buttons in *block*, and the elements that are named for one, say, and the date and length of its
    film, each with whether that is sure by its words: a term that is explained may be declared a button."""
    if block.element is not None and len(block.element):
        for element in block.element.iterdescendants("button", "span", "b", "small"):
            said = shown_text(element)
            declared = element.get("role") == "button"
            named = declared or element.tag == "button" or names_button(called(element))
            if (named and is_control(said)) or is_dated_length(said):
                yield said, True
            elif declared and 0 < len(said) <= BUTTON // 2:
                yield said, False


@cache
def control() -> re.Pattern[str]:
    """Return the pattern of what buttons at pictures say: "Enlarge this image", "View # images"."""
    return pattern("captions", "control")


def bare_owner(credit: str) -> str:
    """Return *credit* less addresses, the years of a right to the picture, and what is said of rights behind an agency
    or a library; "" where it is a site's notice or a stamp."""
    if CLOCK.search(credit):
        return ""
    if notice := rights().search(credit):
        owner = tidy(credit[: notice.start()].rstrip(" .,"))
        owner = credit_of(owner) or owner
        return owner if is_source(owner) or credited(owner) else ""
    return YEARS.sub("", ADDRESS.sub("", credit))


@cache
def rights() -> re.Pattern[str]:
    """Return the pattern of what a site says of its rights, and nobody of a picture."""
    return pattern("captions", "rights", r"(?<!\w)(?:%s)")


def parts_of(text: str, element: HtmlElement | None) -> tuple[str | None, str | None]:
    """Return the caption and the credit in *text*, a line in a picture's frame, which *element* holds."""
    caption, credit = split_credit(text)
    parted = parted_credit(text, element)
    if parted and not (caption and credit and parted[1] in credit):
        return parted
    if credit is None and (credit := sourced(text)):
        return None, credit
    if caption and credit is None and (match := source_at_end().search(caption)):
        return caption[: match.start()], tidy(match["credit"])
    line = tidy(COPYRIGHT.sub("", text))
    alone = credit is None and (is_short_source(line) or is_agency(line)) and not are_people(line)
    return (None, line) if alone else (caption, credit)


def is_agency(text: str) -> bool:
    """Return whether *text* is the name of an agency, and no more."""
    return len(text.split()) <= PAIR and is_source(text) and text.casefold() in map(str.casefold, credited(text))


@cache
def source_at_end() -> re.Pattern[str]:
    """Return the pattern of whom a caption gives after "Source:" at its end."""
    return pattern("byline", "source", r"(?<=[.!?…”»)。])\s*(?:%s)\s*[:：]\s*(?P<credit>[^:：.!?。]{2,60})[.。]?$")


def are_people(text: str) -> bool:
    """Return whether *text* names people alone, and so whom a picture shows: "Jane Doe/John Roe"."""
    return all(" " in name.strip() and is_person(name.strip(), sure=False) for name in text.split("/"))


def parted_credit(
    text: str, line: HtmlElement | None, holders: Iterable[str] = CREDIT_HOLDERS
) -> tuple[str | None, str] | None:
    """Return the caption and the credit in *text*, of the element *line*, where an element at its beginning or end, one
    of *holders*, holds the credit alone."""
    for element in () if line is None else line.iterdescendants(*holders):
        part = shown_text(element)
        rest = text.removesuffix(part) if text.endswith(part) else text.removeprefix(part)
        if part and rest != text and (credit := credit_in(element, part) or signed_in(element, part, rest)):
            caption = without_label(rest)
            return (caption if caption and strip_stamps(caption) else None), credit
    return None


def signed_in(element: HtmlElement, text: str, rest: str) -> str | None:
    """Return *text*, all that *element* holds, where that is named for the author of a picture and stands behind the
    *rest* of its caption, a sentence: who is shown, and who painted that, is told within one; a name in a
    byline may have a line of its own. None else."""
    alone = not rest.strip() and names_byline(called(element)) and is_person(text, sure=False)
    signed = ends_sentence(rest) or alone
    if not names_author(called(element)) or not signed or is_prose(text):
        return None
    captioned = any(holder.tag == "figcaption" for holder in islice(element.iterancestors(), PAIR))
    return tidy(text) or None if captioned else None


def credit_in(element: HtmlElement, text: str) -> str | None:
    """Return the credit that *text*, all that *element* holds, gives; None where it gives none."""
    if credit := credit_of(text) or sourced(text):
        return credit
    if agencies_in(text) and is_short_source(text):
        return tidy(text)
    if not is_named_credit(element, text):
        return None
    return split_credit(text)[1] or tidy(strip_stamps(COPYRIGHT.sub("", text))) or None
