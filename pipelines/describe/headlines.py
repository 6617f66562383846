"""A page of bare lines in, the line that is its headline out: by place, look, and what stands around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.clean.credits import credit_of
from pipelines.describe.byline_text import read_byline
from pipelines.describe.likeness import fold, words
from pipelines.describe.sections import home_first, is_section, is_topics
from pipelines.describe.stamps import strip_stamps
from pipelines.prose import is_prose, letters
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.document import Block, Document

#: How many blocks from the top may hold the headline.
TOP = 14
#: Shortest and longest headline, in Latin letters' worth.
SHORTEST, LONGEST = 8, 250
#: Words from which a line says enough to be a headline; fewer make it doubtful.
TELLING_WORDS = 4
#: Letters from which the line below a headline is a standfirst rather than the headline below a topic.
STANDFIRST = 50
#: Fewest words, or letters' worth of a script without spaces, of a headline above a standfirst.
HEADLINE_WORDS, DENSE_HEADLINE = 3, 24
#: What a line must weigh to be the headline: by its looks alone, or after a paragraph that is a banner's.
ENOUGH, ENOUGH_AFTER_PROSE = 2, 4
#: How many blocks before a story may say whom it is by.
CREDIT_REACH = 3
#: How many blocks below a heading may say who wrote the story, or when.
DETAILS = 3
FULL_STOP = re.compile(r"[.。…:：;,](?:[\"'»”’)\]]|\s)*$")
ADDRESS = re.compile(r"https?://|www\.|^\W*@|^\W*$")


def headline_of_text(document: Document, is_candidate: Callable[[Block], bool] | None = None) -> Block | None:
    """Return the block that is the headline of a page of bare lines; None where no candidate looks like one."""
    top = document.blocks[: document.down_from(0, TOP)] or document.blocks[:TOP]
    story = words(" ".join(block.text for block in document.blocks if is_prose(block.text)))
    best: tuple[int, Block] | None = None
    for at, block in enumerate(top):
        if not can_be_headline(top, at) or (is_candidate and not is_candidate(block)):
            continue
        weight = weigh(top, at, story)
        before = any(is_prose(earlier.text) for earlier in top[:at])
        if best is None:
            weight += 1
        if weight >= (ENOUGH_AFTER_PROSE if before else ENOUGH) and (best is None or weight > best[0]):
            best = (weight, block)
    return over_standfirst(top, best[1]) if best else None


def begun_at(blocks: list[Block]) -> int:
    """Return the index of the block at which a story without a headline has begun for sure.

    One paragraph alone may be a banner's, unless it stands below whom the story is by.
    """
    first, second, *_ = [*(block.index for block in blocks if is_story_prose(block)), len(blocks), len(blocks)]
    credited = any(
        not block.level and read_byline(block.text) for block in blocks[max(0, first - CREDIT_REACH) : first]
    )
    return first if credited else second


def over_standfirst(top: list[Block], found: Block) -> Block:
    """Return the line above *found* where that is the headline, and *found*, a sentence, the standfirst below it."""
    at = found.index - 1
    if at < 0 or letters(found.text) < STANDFIRST or not can_be_headline(top, at):
        return found
    over = top[at]
    says_enough = len(over.text.split()) >= HEADLINE_WORDS or letters(over.text) >= DENSE_HEADLINE
    return over if says_enough and letters(over.text) < letters(found.text) else found


def can_be_headline(top: list[Block], at: int) -> bool:
    """Return whether the line at *at* is short, unfinished, and no date, byline, credit, section, path or caption."""
    text = top[at].text
    follower = top[at + 1].text if at + 1 < len(top) else ""
    return (
        SHORTEST <= letters(text) <= LONGEST
        and not FULL_STOP.search(text)
        and not ADDRESS.search(text)
        and not is_detail(text)
        and not is_section(text)
        and not is_topics(text)
        and not is_path(text)
        and credit_of(follower) is None
    )


def stands_over_details(document: Document, block: Block) -> bool:
    """Return whether right below *block* stands who wrote the story, or when."""
    below = document.blocks[block.index + 1 : block.index + 1 + DETAILS]
    return any(is_detail(other.text) for other in below)


def is_detail(text: str) -> bool:
    """Return whether *text* is a date line, a byline or a credit."""
    return is_dated(text) or credit_of(text) is not None or read_byline(text) is not None


def is_dated(text: str) -> bool:
    """Return whether a date makes up a good part of a short *text*."""
    rest = strip_stamps(text)
    return rest != text and len(rest.strip()) < max(0.7 * len(text), 12) and letters(text) < 120


def is_path(text: str) -> bool:
    """Return whether *text* begins with the word for home, as a path does."""
    return home_first().match(text) is not None


def weigh(top: list[Block], at: int, story: set[str]) -> int:
    """Return how much speaks for the line at *at*."""
    text = fold(top[at].text)
    others = [fold(block.text) for block in top[:at] + top[at + 1 :]]
    weight = 4 * any(other != text and other.endswith(f" {text}") for other in others)
    weight += 2 * (text in others)
    weight += 4 * any(is_detail(block.text) for block in top[at + 1 : at + 3])
    weight += at > 0 and (is_section(top[at - 1].text) or is_path(top[at - 1].text))
    weight += any(is_prose(block.text) for block in top[at + 1 : at + 4])
    own = words(top[at].text)
    weight += 2 * len(own & story) >= len(own)
    weight += 1 if len(own) >= TELLING_WORDS else -1
    return weight - 2 * sum(is_prose(block.text) for block in top[:at])
