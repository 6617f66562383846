"""A line at an edge of the story in, what notice it surely is there out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.clean.notice_phrases import EDGE_KEYS, LINES, has, line_key
from pipelines.clean.spelling import fold_line
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason

if TYPE_CHECKING:
    from pipelines.document import Block

#: Longest block, in Latin letters, that may be a notice line; a longer one is read for its pleading alone.
LINE_LETTERS = 320
#: Longest name in a menu, and the share of a menu that its links make up, the marks between them left out.
MENU_LETTERS = 30
MENU_LINKS = 0.75
#: The initials with which writer and editor of an agency sign off: "lc/mam".
SIGN_OFF = re.compile(r"\W*[a-zà-ÿ]{2,4}(?:/[a-zà-ÿ]{2,4}){1,3}\W*")
OWNER = re.compile(r"^\W*(?:©|ⓒ|\(c\)\s)|©\s*\d{4}|(?<![™®])©\s*\w", re.IGNORECASE)


def foot_line_reason(block: Block) -> Reason | None:
    """Return what the line *block* surely is after the story's last paragraph; None where it may be anything."""
    if is_menu(block):
        return Reason.NAVIGATION
    if OWNER.search(block.text):
        return Reason.LEGAL
    if SIGN_OFF.fullmatch(block.text):
        return Reason.BYLINE
    text = fold_line(block.text)
    key = line_key(text, anchored=is_prose(block.text) and not has("address", text))
    return LINES[key] if key and not (block.kind == "heading" and key in EDGE_KEYS) else None


def is_menu(block: Block) -> bool:
    """Return whether *block* is a row of links to parts of the site, with marks or nothing between them."""
    names = [text for _, text in block.links if text]
    linked = sum(map(len, names))
    return (
        len(names) > 1
        and all(letters(name) <= MENU_LETTERS for name in names)
        and linked >= MENU_LINKS * len("".join(block.text.split()))
        and not ends_sentence(block.text)
    )
