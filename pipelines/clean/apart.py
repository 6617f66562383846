"""Blocks in, marked: what stands in an element that is made for no story: a form, a window, notes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.blocks import SENTENCES
from pipelines.clean.around import nearest
from pipelines.document import hyphened, shown_text
from pipelines.prose import KEPT, letters
from pipelines.reasons import Reason
from pipelines.tables import FIELDS
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.clean.around import Known
    from pipelines.document import Block, Document

#: Roles of windows that open above a page, and of the lists at its foot.
ROLES = frozenset(["dialog", "alertdialog", "doc-endnotes", "doc-bibliography"])
#: What such a window is called; a list of what a text refers to, and a disclaimer.
WINDOW = (
    r"(?!(?:has|with|no|js|open|tag|category|topic|term)[-_])(?:[a-z0-9]+[-_]+)*(?:modal|pop-?up|lightbox)"
    r"(?:[-_]+(?:body|container|content|dialog|inner|link|text|window|wrapper))?"
)
NOTES = (
    r"(?:[a-z]{2}[-_]+)?(?:(?:foot|end)notes|references|bibliography"
    r"|(?:(?:foot|end)note|ref|reference|citation)[-_]?list)"
    r"|(?!(?:tag|category|topic|term)[-_])(?:[a-z0-9]+[-_]+)*disclaimers?(?:[-_]+text)?"
)
WINDOWS, CALLED = re.compile(WINDOW), re.compile(f"{WINDOW}|{NOTES}")
#: Elements whose text is code, and those of headings.
CODE, HEADINGS = ("code", "samp", "kbd", "tt"), frozenset("h1 h2 h3 h4 h5 h6".split())
#: What all of these have in them, for a quick look.
TRACE = re.compile("modal|pop-?up|lightbox|notes|list|reference|bibliography|disclaimer", re.IGNORECASE)
#: What a script is told, not a reader: JSON, from so many letters on.
SETTINGS, SETTINGS_LETTERS = re.compile(r"\{\".*\}|\[\{\".*\}\]", re.DOTALL), 200
#: Letters of prose that must be left for the story.
STORY_LETTERS = 200


def apart(document: Document) -> None:
    """Mark the body blocks in forms, windows, notes and disclaimers, where the story is more than they are, and the
    settings of scripts; a thread stays as it is."""
    if document.tree is None or document.page_type == "thread":
        return
    headline = None if document.title_index is None else document.blocks[document.title_index]
    known: Known = {} if headline is None or headline.hidden else dict.fromkeys(headline.around())
    body = document.body
    holders = {block: holder_of(block) for block in body}
    held = {holder for holder in {*holders.values()} if nearest(holder, is_apart, known) is not None}
    found = {block for block, holder in holders.items() if holder in held or is_settings(block)}
    if not found:
        return
    told = sum(letters(block.text) for block in body if block not in found and is_story_prose(block))
    prose = sum(letters(block.text) for block in found if is_story_prose(block))
    if told >= max(prose, STORY_LETTERS):
        for block in found:
            block.reason = Reason.APART


def is_settings(block: Block) -> bool:
    """Return whether *block* is what a script is told; in a paragraph, a cell, an item, a quote or as code somebody
    shows it."""
    element = block.element
    if block.kind != "paragraph" or element is None or element.tag == "p" or block.text[-1] not in "}]":
        return False
    told = letters(block.text) >= SETTINGS_LETTERS and SETTINGS.fullmatch(block.text) is not None
    return told and next(element.iter(*CODE), None) is None


def holder_of(block: Block) -> HtmlElement | None:
    """Return the element of *block*, or that around it where its own is a mere line."""
    element = block.element
    return element if element is None or element.tag not in SENTENCES else element.getparent()


def is_apart(element: HtmlElement) -> bool:
    """Return whether *element* is made for what is no story: a `<fieldset>` is where something is to be filled in."""
    if element.get("role") in ROLES or (element.tag == "fieldset" and next(element.iter(*FIELDS), None) is not None):
        return True
    named, called = element.get("class"), element.get("id")
    return (named is not None and is_called(named)) or (
        called is not None and is_called(called) and not is_anchor(called, element)
    )


def is_anchor(called: str, element: HtmlElement) -> bool:
    """Return whether *called*, the id of *element*, is the address of a part of the story, by the heading that opens
    it; notes and disclaimers have such headings, too."""
    heading = next(iter(element), None)
    said = "" if heading is None or heading.tag not in HEADINGS else "-".join(shown_text(heading).lower().split())
    return said == called.lower() and WINDOWS.fullmatch(hyphened(called)) is not None


@lru_cache(maxsize=KEPT)
def is_called(names: str) -> bool:
    """Return whether one of *names* is that of a window, of a list of notes or of a disclaimer."""
    return TRACE.search(names) is not None and any(CALLED.fullmatch(hyphened(name)) for name in names.split())
