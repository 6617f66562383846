"""The end of a story and its authors in, the blocks that tell of them out: who they are, how to reach them."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.clean.edge_lines import LINE_LETTERS, foot_line_reason
from pipelines.clean.marking import is_small_part
from pipelines.clean.notice_phrases import entry_pattern, has, line_key
from pipelines.clean.pleas import pleads
from pipelines.clean.repeats import squeeze
from pipelines.clean.spelling import fold_line, script_of
from pipelines.prose import COLONS, DENSE, ends_sentence, is_prose, letters
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from pipelines.document import Block

#: Longest line that names an author under whom the next lines tell of them, how many such lines there are, and how far
#: from the end of the body they may stand.
LABEL_LETTERS = 60
BIO_LINES = 3
BIO_PLACES = 8
#: Kinds of blocks of which several in a row are a list.
LISTED = ("item", "cell")
#: What goes on with the last word of a name.
GOES_ON = re.compile(r"-?\w")
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|(?<!pic\.)\btwitter\.com/\w")


def is_bio(text: str, names: Sequence[str]) -> bool:
    """Return whether *text* after the last paragraph of a story by the authors *names* tells of one of them: how to
    reach them, or who they are. An address in a paragraph of a page that names none is what that says."""
    named = any(begins_with(text, name) for name in names)
    if letters(text) <= LINE_LETTERS and CONTACT.search(text):
        return named or bool(names) or not is_prose(text)
    return named and (letters(text) <= LINE_LETTERS or tells_at_length(text, names))


def tells_at_length(text: str, names: Sequence[str]) -> bool:
    """Return whether the long *text*, which begins with one of *names*, tells of them: of no longer name, as that of a
    body is, and not what somebody said."""
    rests = [text[len(name) :] for name in names if begins_with(text, name)]
    longer = any(rest[:1] == " " and rest[1:2].isupper() for rest in rests)
    return not longer and not any(map(speaks, rests)) and not has("reported", fold_line(text))


def speaks(rest: str) -> bool:
    """Return whether *rest*, what follows a name, begins with a word for saying something."""
    folded = fold_line(rest)
    return entry_pattern("speaks", script_of(folded)).match(folded) is not None


def signatures(body: Sequence[Block], names: Iterable[str]) -> list[Block]:
    """Return the lines with which *body* begins and ends that are but one of *names*, those of who wrote it, perhaps
    behind a dash; none where such a line stands elsewhere, too, as that of a speaker does."""
    signed = set(filter(None, map(squeeze, names)))
    if not signed:
        return []
    lines = [block for block in body if squeeze(block.text) in signed]
    found = [block for ends in (body, body[::-1]) for block in edge_of(ends, lines)]
    return found if len(found) == len(lines) < len(body) else []


def edge_of(body: Sequence[Block], lines: Container[Block]) -> list[Block]:
    """Return those of *lines* with which *body* begins, but no item or cell beside others: who is listed there."""
    found = list(takewhile(lines.__contains__, body))
    beyond = body[len(found) : len(found) + 1]
    listed = found and beyond and found[-1].kind == beyond[0].kind in LISTED
    return [] if listed else found


def about_authors(blocks: Sequence[Block], names: Sequence[str]) -> list[Block]:
    """Return the lines near the end of the body under a label such as "About the author", one above it is a byline, and
    those that go on by the first name under one that begins with all of a name of *names*, the authors."""
    found: dict[Block, None] = {}
    places = [place for place, block in enumerate(blocks) if block.in_body]
    last = places[-BIO_PLACES:]
    above = {place: range(max(places[0], place - BIO_LINES), place) for place in last}
    labels = {first for first in set().union(*above.values()) if tells_of_author(blocks[first])}
    for place in last:
        for first in above[place]:
            if first in labels:
                found[blocks[place]] = None
            elif tells_on(blocks[first], blocks[place], names) and first > last_told(blocks, last, names):
                found.update(dict.fromkeys(block for block in blocks[first : place + 1] if block.in_body))
    return list(found) if is_small_part(found, [blocks[place] for place in places]) else []


def last_told(blocks: Sequence[Block], places: Sequence[int], names: Sequence[str]) -> int:
    """Return the index of the last paragraph of *blocks*, at one of *places*, that tells of something else than the
    authors *names*, and is no appeal; -1 where none does."""
    called = {*names, *(name.split()[0] for name in names)}
    for block in (blocks[place] for place in reversed(places)):
        told = is_story_prose(block) and not any(begins_with(block.text, name) for name in called)
        if told and not pleads(block.text, appeals=True) and not foot_line_reason(block):
            return block.index
    return -1


def tells_of_author(label: Block) -> bool:
    """Return whether *label* announces lines about the author."""
    short = letters(label.text) <= LABEL_LETTERS and not ends_sentence(label.text)
    return short and line_key(fold_line(label.text), anchored=True) == "author_bio"


def tells_on(above: Block, block: Block, names: Sequence[str]) -> bool:
    """Return whether *block* goes on by the first name with what *above* tells of one of *names*."""
    return any(begins_with(above.text, name) and begins_with(block.text, name.split()[0]) for name in names)


def begins_with(text: str, name: str) -> bool:
    """Return whether *text* tells of somebody called *name*: it begins with that. In a paragraph neither does the name
    go on there, where its script parts words, nor is it of who speaks ("Ada Holm: Good evening")."""
    if not text.startswith(name):
        return False
    rest = text[len(name) :]
    goes_on = DENSE.search(name[-1]) is None and GOES_ON.match(rest) is not None
    return not is_prose(text) or not (goes_on or rest.startswith(COLONS))
