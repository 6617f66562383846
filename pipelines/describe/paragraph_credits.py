"""Document in, what the paragraphs of its story credit out: datelines, whom speakers told, who signs the last."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.describe.byline_text import read_byline
from pipelines.describe.datelines import (
    SURE_NAME,
    Credit,
    looks_like_place,
    place_before,
    read_dateline,
    says_more,
    told,
    trailing_agencies,
)
from pipelines.describe.likeness import squeeze
from pipelines.describe.names import chinese_people, is_labelled
from pipelines.describe.places import can_be_town, is_known_city, is_known_country
from pipelines.describe.sitenames import site_names
from pipelines.phrases import pattern
from pipelines.prose import PARAGRAPH_LETTERS, letters
from pipelines.zones import LINKED, is_story_prose
from schemas.fields import one_line

if TYPE_CHECKING:
    from pipelines.document import Block, Document

#: How many of a story's first paragraphs are read for whom its speakers told, and for a dateline.
FIRST_PARAGRAPHS = 3
#: How many lines below the headline may be the standfirst, and its shortest length, in Latin letters' worth.
STANDFIRSTS, STANDFIRST_LETTERS = 3, 40
#: How many of a paragraph's inner elements may be the one that holds its dateline.
INNER = 8
#: What stands in brackets after the last sentence, or in a last paragraph of their own.
LAST_BRACKETS = re.compile(r"(?:^|[.!?…。][\"'»”’“]?\s*)[(（\[]([^()（）\[\]]{6,200})[)）\]][.。]?$")
#: Chinese names there, what they are and whom for beside them perhaps.
LAST_NAMES = re.compile(r"[。！？…]”?\s*[(（]([\u3400-\u9fff]{2,10}(?:[\s、/／][\u3400-\u9fff]{2,8})*)[)）]$")
#: Names of elements that hold a dateline's place, or any.
PLACED = re.compile(r"(?<![a-z])(?:(?P<sure>(?:story)?dateline)|loc(?:ation)?|place|city)(?![a-z])")
#: Where the first letter or numeral is of what follows that.
SPOKEN = re.compile(r"[^\W_]")
#: What parts an outlet's name from the dateline behind it.
SOURCED = re.compile(r"(?P<outlet>.{2,40}?)\s+(?:--|[-–—])\s+")


def dateline_credits(document: Document) -> list[tuple[str, Credit]]:
    """Return what the story's paragraphs credit: the dateline of the first, whom speakers told, the very end."""
    story = list(islice(filter(is_story_prose, document.blocks), FIRST_PARAGRAPHS))
    opening = [*lines_below_title(document), *lines_of_place(document, story), *story]
    read = ((block, dateline_of(document, block)) for block in opening if not block.hidden)
    datelines = ((block.text, found) for block, found in read if found and may_be_dateline(found))
    speakers = [(block.text, Credit(agencies)) for block in story if (agencies := told(block.text))]
    ends = [block.text for block in document.body if block.link_share < LINKED]
    long = (text for text in reversed(ends) if letters(text) >= PARAGRAPH_LETTERS)
    last_words = [(text, Credit(agencies)) for text in islice(long, 1) if (agencies := trailing_agencies(text))]
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
    if place is None and text == marked:
        return marked if is_in_country(marked) else None
    return place if place and (sure or "," in place or place.isupper() or text == marked) else None


def is_in_country(text: str) -> bool:
    """Return whether *text* is a town, of one word or known, and a known country behind its comma: some have the names
    of people ("Jane Doe, Jordan")."""
    town, comma, country = text.rpartition(", ")
    is_town = is_known_city(town) or (len(town.split()) == 1 and looks_like_place(town))
    return bool(comma) and is_town and is_known_country(country)


def lines_below_title(document: Document) -> list[Block]:
    """Return the first lines below the headline that read as a standfirst: a dateline may open it."""
    at = document.title_index
    below = [] if at is None else document.blocks[at + 1 : at + 1 + STANDFIRSTS]
    return [block for block in below if letters(block.text) >= STANDFIRST_LETTERS and can_open(block)]


def lines_of_place(document: Document, story: list[Block]) -> list[Block]:
    """Return the line right above *story* where it is a place and no more, in an element that is named for it."""
    above = document.blocks[story[0].index - 1 : story[0].index] if story and story[0].index else []
    return [block for block in above if not block.links and is_place_line(block)]


def is_place_line(block: Block) -> bool:
    """Return whether *block* is a place and the mark behind it, in an element that is named for it."""
    place = marked_place(block)
    return place is not None and squeeze(place) == squeeze(block.text)


def can_open(block: Block) -> bool:
    """Return whether *block* may be the standfirst: no link, no caption, and nothing else that is known."""
    return block.reason is None and block.kind in ("paragraph", "heading") and not block.links


def signed_off(text: str) -> list[str]:
    """Return the authors named in brackets after the last sentence of *text*: "… . (Reporting by Jane Doe)"."""
    match = LAST_BRACKETS.search(text)
    if match and is_labelled(match[1]) and (credit := read_byline(match[1])):
        return credit.authors
    signed = LAST_NAMES.search(text)
    if signed is None or other_trade().search(signed[1]):
        return []
    names = chinese_people(signed[1].replace("/", " ").replace("／", " "))
    return names if says_more(signed[1], names) or all(len(name) >= SURE_NAME for name in names) else []


@cache
def other_trade() -> re.Pattern[str]:
    """Return the pattern of what somebody named at the end of a Chinese story did who has not written it."""
    return pattern("byline", "other_trade")
