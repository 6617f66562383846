"""Blocks in, lines found that stand between two paragraphs of the story and lead to others of the site: "PHOTOS: …"."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pipelines.describe.sites import stays_on_site
from pipelines.prose import ends_sentence, letters
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from pipelines.document import Block, Document

#: Longest such line, and shortest title in one, in Latin letters.
LINE_LETTERS, TITLE_LETTERS = 160, 18
#: What stands before the title: a label in capitals, or a dash or an arrow.
LABEL, DASH = re.compile(r"[^:：|]+[:：|]\s*"), re.compile(r"[-–—→»>]+\s*")
#: What no arrow opens: a quote, as German and Danish set it.
TURNED_QUOTE = re.compile(r"[»>][^«]*«")
#: What stands around one that asks to see another story.
BRACKETED = re.compile(r"[\[(（【].*[\])）】]")
WORD = re.compile(r"\w")


def interposed(document: Document) -> list[Block]:
    """Return the lines between two sentences of the story, in their element, that lead to another page of the site."""
    url, body = document.page.url, document.body
    runs = [(leads, list(run)) for leads, run in groupby(body, lambda block: leads_away(block, url))]
    return [
        block
        for (_, above), (leads, run), (_, below) in zip(runs, runs[1:], runs[2:], strict=False)
        if leads and is_told(above[-1], run[0]) and is_told(below[0], run[-1])
        for block in run
    ]


def is_told(block: Block, line: Block) -> bool:
    """Return whether *block*, beside *line*, is of the story: a sentence in the same element."""
    return block.home is line.home and block.kind == line.kind and ends_sentence(block.text)


def leads_away(block: Block, url: str) -> bool:
    """Return whether *block* is a short line with one link, to another page of the site of the page at *url*, and a
    label, dash, brackets or capitals, which a title that heads a part of the story has not."""
    if block.kind != "paragraph" or block.link_share < LINKED or letters(block.text) > LINE_LETTERS:
        return False
    linked = [(href, text) for href, text in block.links if text]
    if len(linked) != 1 or "#" in linked[0][0] or letters(linked[0][1]) < TITLE_LETTERS:
        return False
    before, _, after = block.text.rpartition(linked[0][1])
    if WORD.search(after) or not stays_on_site(linked[0][0], url):
        return False
    if BRACKETED.fullmatch(block.text) or is_labelled(block.text, before):
        return True
    return (is_dashed(before, linked[0][1]) or block.text.isupper()) and not ends_sentence(block.text.rstrip("?!？！؟"))


def is_dashed(before: str, title: str) -> bool:
    """Return whether a dash or an arrow stands *before* *title*, or at the head of it."""
    return DASH.fullmatch(before) is not None or (DASH.match(title) is not None and not TURNED_QUOTE.match(title))


def is_labelled(text: str, before: str) -> bool:
    """Return whether *text*, *before* its link or in it, begins with a label in capitals: "PHOTOS: "."""
    label = LABEL.match(text)
    return label is not None and label[0].isupper() and len(before) <= label.end()
