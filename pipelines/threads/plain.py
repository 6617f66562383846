"""A plain-text capture in, its posts parted from its story: by heads that name posters, or a passage quoted whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.describe.stamps import read_stamp
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.threads.kinds import STORY_LETTERS
from pipelines.threads.marks import (
    BARE_ADDRESS,
    MENTION,
    REFERENCE,
    STAMP,
    is_button,
    is_expander,
    is_name,
    is_stamp,
    phrase,
    quoted_name,
    tidy_name,
    without_stamp,
)
from pipelines.threads.posts import REPEATED, joined, squeezed
from schemas.content import Post

if TYPE_CHECKING:
    from pipelines.document import Block, Document

#: "On 3 May, X wrote:": in mail the head of a quote, not of a post.
STAMP_FIRST = re.compile(rf"^\W*(?:[^\W\d]+\W+){{0,2}}(?:{STAMP.pattern}).*[:：]\s*$", re.IGNORECASE)
#: Longest line that is the head of a post, in Latin letters.
HEAD_LETTERS = 120
#: Fewest heads of the kind that has no word for "wrote".
BARE_HEADS = 3
#: An address that the software of a forum cut short.
SHORTENED = re.compile(r"^(?:https?://|www\.)\S+\.\.\.\S+$", re.IGNORECASE)
#: Fewest letters that must stand again for a passage to be a quote of it.
PASSAGE_LETTERS = 300
#: Longest remark on a passage, in blocks.
REMARK_BLOCKS = 12


@dataclass
class Turn:
    """One post of a text: its head, and the blocks up to the next one."""

    head: Block
    author: str
    stamp: Block
    """The line that says when: the head, or the line below it."""
    blocks: list[Block] = field(default_factory=list)


def split_text(document: Document) -> None:
    """Set `posts`, and in a thread `page_type`; mark the blocks of posts."""
    turns = read_turns(document.blocks)
    if turns:
        split_turns(document, turns)
    else:
        split_repeated(document)


def read_turns(blocks: list[Block]) -> list[Turn]:
    """Return the posts of *blocks* that have a head of their own; [] where these are no posts."""
    turns: list[Turn] = []
    worded = 0
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        quoting = after is None or (is_quoted(after) and STAMP_FIRST.match(block.text))
        found = None if quoting or is_quoted(block) else head_of(block.text)
        if found:
            turns.append(Turn(block, found[0], block))
            worded += found[1]
        elif after is not None and is_name_above(block, after):
            turns.append(Turn(block, tidy_name(block.text), after))
        elif turns and block is not turns[-1].stamp:
            turns[-1].blocks.append(block)
    told = [turn for turn in turns if any(ends_sentence(block.text) for block in turn.blocks)]
    many = len({turn.author for turn in turns}) > 1 and len(told) >= 0.7 * len(turns)
    return turns if many and (worded >= 2 or len(turns) >= BARE_HEADS) else []


def head_of(text: str) -> tuple[str, bool] | None:
    """Return the poster that the head line *text* names, and whether a word says "wrote"; None where it is no head."""
    if letters(text) > HEAD_LETTERS:
        return None
    stamped = STAMP.search(text) is not None
    name = quoted_name(STAMP.sub("", text))
    if name and stamped:
        name = without_stamp(name)
        return (name, True) if is_name(name) else None
    if not is_stamp(text):
        return None
    worded = phrase("posted_by", r"^\W*%s[\s:：]").search(text.lower()) is not None
    name = without_stamp(text)
    return (name, worded) if is_name(name) and len(name.split()) <= 3 else None


def is_name_above(block: Block, after: Block) -> bool:
    """Return whether *block* is a name and no more, and the line right *after* it a time and no more."""
    alone = after.joined and not block.joined and is_stamp(after.text) and not without_stamp(after.text)
    return alone and is_name(tidy_name(block.text)) and len(block.text.split()) <= 3


def is_quoted(block: Block) -> bool:
    """Return whether *block* is marked as another's words, as in mail."""
    return block.text.startswith((">", "＞"))


def split_turns(document: Document, turns: list[Turn]) -> None:
    """Make posts of *turns*; the first opens the thread where no story stands before it."""
    before = document.blocks[: turns[0].head.index]
    story = sum(letters(block.text) for block in before if block.in_body and is_prose(block.text))
    if story < STORY_LETTERS:
        document.page_type = "thread"
    if not story:
        opening = turns.pop(0)
        mark(opening.head, Reason.BYLINE)
        mark(opening.stamp, Reason.DATE)
        document.add("authors", [opening.author], "visible", opening.head.text)
        document.add("published", read_stamp(opening.stamp.text), "visible", opening.stamp.text)
    seen = {squeezed(block) for block in document.blocks[: turns[0].head.index]}
    for turn in turns:
        document.posts.append(read_turn(turn, seen))


def read_turn(turn: Turn, seen: set[str]) -> Post:
    """Return the post of *turn*, its blocks marked; *seen* are the texts that stand before it."""
    own: list[Block] = []
    quotes: list[list[Block]] = []
    mark(turn.head, Reason.COMMENT)
    mark(turn.stamp, Reason.COMMENT)
    for block in turn.blocks:
        words = squeezed(block)
        if is_quoted(block) or (len(words) >= REPEATED and words in seen):
            if not quotes or quotes[-1][-1].index != block.index - 1:
                quotes.append([])
            quotes[-1].append(block)
            mark(block, Reason.QUOTE)
        elif is_button(block.text) or (quoted_name(block.text) is not None and letters(block.text) <= HEAD_LETTERS):
            mark(block, Reason.NAVIGATION)
        else:
            own.append(block)
            mark(block, Reason.COMMENT)
        seen.add(words)
    return Post(
        author=turn.author,
        published=read_stamp(turn.stamp.text),
        text=joined(own),
        quotes=[joined(quote) for quote in quotes],
    )


def split_repeated(document: Document) -> None:
    """Read a story that is pasted and talked about: quoted whole by a poster, or with its shortened address below."""
    blocks = document.blocks
    found = repeated_passage(blocks)
    if found is None:
        read_below_address(document)
        return
    first, again, length = found
    between, after = blocks[first + length : again], blocks[again + length :]
    if not between or len(between) > REMARK_BLOCKS or not is_talk(between + after):
        return
    read_remarks(document, blocks[first + length :], {squeezed(block) for block in blocks[first : first + length]})


def read_below_address(document: Document) -> None:
    """Read what stands below the address of a pasted story as posts, if a forum shortened it and posters say little."""
    blocks = document.blocks
    place = next((place for place, block in enumerate(blocks) if SHORTENED.match(block.text)), None)
    if place is None or len(blocks) - place > REMARK_BLOCKS or blocks[place + 1 :] == []:
        return
    story, said = blocks[:place], blocks[place + 1 :]
    if prose_letters(story) >= PASSAGE_LETTERS and prose_letters(story) > prose_letters(said):
        read_remarks(document, blocks[place:], {squeezed(block) for block in story})


def prose_letters(blocks: list[Block]) -> int:
    """Return how many letters of prose are in *blocks*."""
    return sum(letters(block.text) for block in blocks if is_prose(block.text))


def read_remarks(document: Document, blocks: list[Block], seen: set[str]) -> None:
    """Make posts of *blocks*: a remark ends where another is quoted or addressed; *seen* is what was said before."""
    document.page_type = "thread"
    remarks: list[list[Block]] = [[]]
    for block in blocks:
        reason = reason_in_remark(block, seen)
        mark(block, reason)
        if reason is not Reason.COMMENT or MENTION.match(block.text):
            remarks.append([])
        if reason is Reason.COMMENT:
            remarks[-1].append(block)
        seen.add(squeezed(block))
    for remark in filter(None, remarks):
        document.posts.append(Post(author=None, published=None, text=joined(remark), quotes=[]))


def reason_in_remark(block: Block, seen: set[str]) -> Reason:
    """Return why *block* of a remark is no body text: what was *seen* is a quote."""
    if BARE_ADDRESS.match(block.text):
        return Reason.URL
    if squeezed(block) in seen:
        return Reason.QUOTE
    about = REFERENCE.match(block.text) or quoted_name(block.text) is not None or is_expander(block.text)
    return Reason.NAVIGATION if about or is_button(block.text) else Reason.COMMENT


def repeated_passage(blocks: list[Block]) -> tuple[int, int, int] | None:
    """Return where the first long passage of *blocks* that stands twice begins, begins again, and its length."""
    words = [squeezed(block) for block in blocks]
    places: dict[str, int] = {}
    for again, text in enumerate(words):
        first = places.setdefault(text, again)
        if first == again or len(text) < REPEATED:
            continue
        length = 0
        while again + length < len(words) and first + length < again and words[first + length] == words[again + length]:
            length += 1
        passage = blocks[first : first + length]
        if length > 1 and sum(letters(block.text) for block in passage) >= PASSAGE_LETTERS:
            return first, again, trimmed(passage)
        break
    return None


def trimmed(passage: list[Block]) -> int:
    """Return the length of *passage* up to the remark and the address that were quoted with it."""
    for length, block in enumerate(passage):
        if length and (BARE_ADDRESS.match(block.text) or MENTION.search(block.text[:40])):
            return length
    return len(passage)


def is_talk(blocks: list[Block]) -> bool:
    """Return whether *blocks* are what posters say under a pasted story rather than a story's next part."""
    return any(
        BARE_ADDRESS.match(block.text) or MENTION.search(block.text) or quoted_name(block.text) is not None
        for block in blocks
    )


def mark(block: Block, reason: Reason) -> None:
    """Take *block* out of the body for *reason*, unless it is out already."""
    if block.reason is None:
        block.reason = reason
