"""The body of a page in, the notices before its first paragraph and after its last marked."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.clean.author_notes import LABEL_LETTERS, is_bio
from pipelines.clean.cells import is_cell
from pipelines.clean.edge_lines import LINE_LETTERS, OWNER, foot_line_reason, is_menu
from pipelines.clean.marking import is_small_part
from pipelines.clean.notice_phrases import FOOT_KEYS, LINES, entry_pattern, has, line_key, sentence_key
from pipelines.clean.pleas import PLEA_LETTERS, QUOTED, plea_reason, pleads
from pipelines.clean.spelling import fold_line, script_of
from pipelines.clean.sure_notices import MIDDLE_SENTENCE
from pipelines.describe.sections import page_word
from pipelines.extract import are_alike, before_links
from pipelines.prose import COLONS, DENSE, KEPT, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from pipelines.document import Block

#: Shortest remark, after a colon, about the words of a notice before it.
REMARK_LETTERS = 60
#: How many notices may be more than that at an edge, as the menus around a short story are: of more, each is a line of
#: what a list tells of its entries.
FEW = 6
#: How many links a row of them has at least.
ROW_LINKS = 2
#: Signs of a script without spaces from which a line has several words.
DENSE_WORDS = 6
#: From how many questions with an answer on a body has them one after another, and what they end with.
QUESTIONS, ASKED = 3, re.compile(r"[?？؟]\W*$")
#: Elements that set a whole paragraph apart.
EMPHASIS = ("em", "i", "small", "strong", "b")
COLON = re.compile("([:：])")


def head_reason(block: Block) -> Reason | None:
    """Return what notice *block* is before the story's first paragraph; None else."""
    if is_cell(block) or letters(block.text) > PLEA_LETTERS or is_remark(block.text):
        return None
    if letters(block.text) <= LINE_LETTERS:
        if is_menu(block):
            return Reason.NAVIGATION
        if OWNER.search(block.text):
            return Reason.LEGAL
        if block.kind == "heading" and is_page_word(block.text):
            return Reason.NAVIGATION
        if key := line_key(fold_line(block.text), anchored=False):
            return (
                None if key in FOOT_KEYS or (block.kind == "heading" and not is_of_buttons(key, block)) else LINES[key]
            )
    return plea_reason(block) if pleads(block.text, appeals=False) else None


def is_page_word(text: str) -> bool:
    """Return whether *text* is what templates call the part of the page that holds the story: "Article"."""
    return page_word().fullmatch(text.strip()) is not None


def is_of_buttons(key: str, heading: Block) -> bool:
    """Return whether *heading* stands over buttons: words for sharing; one word alone may head a story too."""
    return key == "share" and (" " in heading.text or len(DENSE.findall(heading.text)) >= DENSE_WORDS)


def answered(body: Sequence[Block]) -> set[Block]:
    """Return the blocks of *body* right below a question, where it has several: they speak to whoever asks."""
    found = {block for above, block in pairwise(body) if is_prose(block.text) and ASKED.search(above.text)}
    return found if len(found) >= QUESTIONS else set()


def foot_reason(block: Block, names: Sequence[str], answers: Container[Block]) -> Reason | None:
    """Return what notice *block* is after the last paragraph of the story by the authors *names*; None else. What is
    among *answers* offers nothing by what it says of offers."""
    if is_cell(block) or letters(block.text) > PLEA_LETTERS or QUOTED.match(block.text) or is_remark(block.text):
        return None
    if letters(block.text) <= LINE_LETTERS and (reason := foot_line_reason(block)):
        return reason
    if block.kind != "quote" and is_bio(block.text, names):
        return Reason.AUTHOR_BIO
    return plea_reason(block) if pleads(block.text, appeals=block not in answers) else None


def post_foot_reason(block: Block) -> Reason | None:
    """Return what notice *block* is at the end of a thread's opening post, which may well tell of its poster."""
    reason = foot_reason(block, (), ())
    return None if reason == Reason.AUTHOR_BIO else reason


@lru_cache(maxsize=KEPT)
def is_disclaimer(text: str) -> bool:
    """Return whether *text* says that it is a disclaimer: its first words are the label of one, and a colon."""
    label, colon, _ = COLON.split(text, maxsplit=1) if COLON.search(text[:LABEL_LETTERS]) else (text, "", "")
    folded = fold_line(label) if colon else ""
    return bool(folded) and entry_pattern("disclaimer", script_of(folded)).fullmatch(folded) is not None


def is_remark(text: str) -> bool:
    """Return whether *text* speaks about a notice: words like one's and a colon, then a sentence that is none."""
    words, colon, remark = text.partition(": ")
    if not colon or letters(remark) < REMARK_LETTERS or not ends_sentence(remark):
        return False
    folded = fold_line(remark)
    if letters(words) >= LABEL_LETTERS or line_key(folded, anchored=False):
        return False
    return not any(has(key, folded) for key in ("plea", "address", "weak"))


def foot_sentences(body: Sequence[Block]) -> list[tuple[Block, Reason]]:
    """Return the sentences of the page after the story's last paragraph, and what they are, where something tells them
    from the story's own: another element or look than that paragraph has, or that there are several."""
    found: list[tuple[Block, Reason]] = []
    for block in reversed(body):
        if key := said_by_page(block):
            found.append((block, LINES[key]))
        elif is_story_prose(block):
            apart = [(other, reason) for other, reason in found if len(found) > 1 or is_apart(other, block)]
            return apart if is_small_part([other for other, _ in apart], body) else []
    return []


def said_by_page(block: Block) -> str | None:
    """Return the key of `[sentences]` for what *block* says of the page; None where it is none of them."""
    if letters(block.text) > PLEA_LETTERS or QUOTED.match(block.text) or is_cell(block):
        return None
    return sentence_key(fold_line(block.text))


def is_apart(block: Block, paragraph: Block) -> bool:
    """Return whether *block* stands in another element than the story's *paragraph* does, or in one of another kind, or
    looks otherwise throughout."""
    element = block.element
    if element is None or paragraph.element is None:
        return False
    held = element[0] if len(element) == 1 and not (element.text or "").strip() else None
    emphasised = held is not None and held.tag in EMPHASIS and not (held.tail or "").strip()
    return emphasised or not are_alike(block, paragraph)


def mark_edge(body: Sequence[Block], reason_of: Callable[[Block], Reason | None]) -> None:
    """Mark the notices with which *body* begins, up to the first paragraph of the story.

    They may be no large part of it, but for what calls itself a disclaimer, which a short story has as well. Beside one
    that asks for support, what speaks of journalism and money alone is part of the same appeal.
    """
    found: list[tuple[Block, Reason]] = []
    edge: list[Block] = []
    told = False
    for block in body:
        reason = reason_of(block)
        if reason is None and found and found[-1][1] == Reason.SUBSCRIBE and found[-1][0] is edge[-1]:
            reason = Reason.SUBSCRIBE if has("weak", fold_line(block.text)) else None
        if reason:
            found.append((block, reason))
        elif told := is_story_prose(block):
            break
        edge.append(block)
    found = without_rows(found, edge)
    noted = [block for block, _ in found]
    few = len(noted) <= FEW or is_small_part(noted, body)
    unsure = [block for block in noted if is_prose(block.text) and not (told and is_disclaimer(block.text))]
    if few and is_small_part(unsure, body):
        for block, reason in found:
            block.reason = reason
        mark_weak(edge)


def without_rows(found: list[tuple[Block, Reason]], edge: Sequence[Block]) -> list[tuple[Block, Reason]]:
    """Return the notices *found* in *edge* less the headings and rows of links, taken for menus, that stand between two
    blocks like them which are no notices: of a list of such rows, some with more text. A row without a label of its own
    stands between rows alone."""
    if all(reason != Reason.NAVIGATION for _, reason in found):
        return found
    noted = {block for block, _ in found}
    lines: dict[object, list[int]] = {}
    rows: dict[object, list[int]] = {}
    for block in edge:
        if block not in noted:
            for kept in (lines, rows) if is_row(block) else (lines,):
                kept.setdefault(kin(block), []).append(block.index)
    return [
        (block, reason)
        for block, reason in found
        if reason != Reason.NAVIGATION
        or not (block.level or is_row(block))
        or not is_amid(block, lines if block.level or before_links(block).endswith(COLONS) else rows)
    ]


def is_row(block: Block) -> bool:
    """Return whether *block* has several links."""
    return len(block.links) >= ROW_LINKS


def kin(block: Block) -> object:
    """Return what *block* has in common with those like it beside it: the element around it, tag, class."""
    element = block.element
    return None if element is None else (block.home, element.tag, element.get("class"))


def is_amid(block: Block, left: Mapping[object, list[int]]) -> bool:
    """Return whether *block* stands between two like it, of those *left*: the places of each kin, in order or back."""
    places = left.get(kin(block), [block.index])
    return min(places[0], places[-1]) < block.index < max(places[0], places[-1])


def mark_weak(edge: Sequence[Block]) -> None:
    """Mark the blocks that are a weak plea and stand next to a sure one."""
    for before, block in pairwise(edge):
        for sure, other in ((before, block), (block, before)):
            if sure.reason == Reason.SUBSCRIBE and other.in_body and has("weak", fold_line(other.text)):
                other.reason = Reason.SUBSCRIBE


def mark_joined(blocks: Sequence[Block]) -> None:
    """Mark the line that only a line break parts from the plea at the foot of a text whose paragraphs stand apart."""
    for before, block in pairwise(blocks):
        opens = before.in_body and not before.joined and letters(before.text) <= MIDDLE_SENTENCE
        if opens and block.joined and block.reason == Reason.SUBSCRIBE:
            before.reason = Reason.SUBSCRIBE
