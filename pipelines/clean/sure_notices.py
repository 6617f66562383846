"""A block in, what notice it surely is out, wherever it stands: known from end to end, or a lone address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.clean.cells import is_cell, is_over_links
from pipelines.clean.notice_phrases import (
    EDGE_KEYS,
    HEADING_KEYS,
    LABEL_KEYS,
    LINES,
    OFFER_KEYS,
    TOLD_KEYS,
    has,
    is_known_throughout,
    line_key,
)
from pipelines.clean.pleas import QUOTED, SAYING, pleads
from pipelines.clean.pointers import WHOLE_LINK, points_elsewhere
from pipelines.clean.spelling import fold_line
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from pipelines.document import Block

#: Longest line between paragraphs, and longest where it ends as a sentence does.
MIDDLE_LETTERS = 200
MIDDLE_SENTENCE = 120
#: Somebody's account, in the brackets behind their name.
ACCOUNT = re.compile(r"\(@\w")
ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+(?:\s*\.\.\.\s*\S+)?\W*$", re.IGNORECASE)
#: What a forum leaves out of a long address.
CUT_SHORT = re.compile(r"\.\.\.|…")


def middle_reason(block: Block, after: Block | None) -> Reason | None:
    """Return what notice *block* surely is, wherever it stands; None else."""
    if not SAYING.search(block.text):
        return Reason.NAVIGATION
    address = ADDRESS.match(block.text)
    if not address and (letters(block.text) > MIDDLE_LETTERS or QUOTED.match(block.text) or block.kind == "code"):
        return None
    if is_cell(block) and not is_over_links(block):
        return None
    if address:
        return None if block.link_share > WHOLE_LINK and not CUT_SHORT.search(block.text) else Reason.URL
    text = fold_line(block.text)
    if points_elsewhere(block, text) and not heads(block, after):
        return Reason.READ_MORE
    if letters(block.text) > MIDDLE_SENTENCE and ends_sentence(block.text):
        return None
    key = line_key(text, anchored=True)
    if key is None or key in EDGE_KEYS or (key in LABEL_KEYS and not opens_list(after)):
        return None
    if key in TOLD_KEYS and may_be_told(block, text):
        return None
    if block.kind == "item" and key in OFFER_KEYS:
        return None
    if block.level and key not in HEADING_KEYS and not (block.element is None or has("plea", text)):
        return None
    return LINES[key]


def heads(block: Block, after: Block | None) -> bool:
    """Return whether *block* is a heading whose words the paragraph *after* it begins with: what says "see" in one
    language is a name in another."""
    return block.level > 0 and after is not None and is_prose(after.text) and after.text.startswith(f"{block.text} ")


def may_be_told(block: Block, text: str) -> bool:
    """Return whether *block*, folded *text*, may be a line of the story that begins as a notice does: "Listen to the
    sea" beside "Listen to this article". In a notice all the words are known, or some are a link or an account, or it
    pleads."""
    if block.element is None or block.links or ACCOUNT.search(text):
        return False
    return not is_known_throughout(text) and not pleads(block.text, appeals=True)


def opens_list(after: Block | None) -> bool:
    """Return whether what follows a label is a link; in a plain text, a line that is no prose, or nothing."""
    if after is None:
        return True
    return not is_prose(after.text) if after.element is None else after.link_share >= LINKED
