"""Blocks in, questions and answers whole: where a page answers many alike, all of them share the fate of the first."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.blocks import WHOLLY
from pipelines.extract import look
from pipelines.prose import ASKS, ends_sentence, letters
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from collections.abc import Container

    from pipelines.document import Block

    Look = tuple[object, bool]

#: Most letters of a question.
QUESTION_LETTERS = 160
#: From how many questions on of one look, each with an answer, a page answers questions.
SEVERAL = 3
#: Most blocks of an answer.
LONGEST = 12
#: Addresses of a link that opens an answer.
OPENERS = ("#", "javascript:")


def keep_answers(blocks: list[Block]) -> None:
    """Mark all questions of one look that are answered, and their answers, where some of them are main."""
    asked: dict[Look, list[Block]] = {}
    for block in blocks:
        if is_question(block):
            asked.setdefault(look_of(block), []).append(block)
    for own, questions in asked.items():
        if len(questions) >= SEVERAL:
            keep_pairs(questions, answers_to(questions, own, blocks))


def keep_pairs(questions: list[Block], answers: list[list[Block]]) -> None:
    """Mark each of *questions* that has any *answers*, and those, where one of them is main."""
    pairs = [(question, found) for question, found in zip(questions, answers, strict=True) if found]
    if len(pairs) >= SEVERAL and any(question.main or found[0].main for question, found in pairs):
        for question, found in pairs:
            known = found[0].main  # then it is more likely a credit than an answer's item that is not
            for block in found:
                block.main = block.main or not known or ends_sentence(block.text)
            question.main = True


def answers_to(questions: list[Block], own: Look, blocks: list[Block]) -> list[list[Block]]:
    """Return the blocks right below each of *questions*, of a look of their *own*, that look as answers do: as the
    sentence below most of them, or as what is main between two. The last has no more than those in the element
    that holds it: the page's foot may look so, too."""
    ends = [question.index for question in questions[1:]] + [len(blocks)]
    below = [
        blocks[question.index + 1 : min(end, question.index + 1 + LONGEST)]
        for question, end in zip(questions, ends, strict=True)
    ]
    first = Counter(look_of(found[0]) for found in below if found and ends_sentence(found[0].text)).most_common(1)
    if not first or first[0][1] * 2 <= len(questions) or first[0][0] == own:
        return [[] for _ in questions]
    looks = {first[0][0], *(look_of(block) for found in below[:-1] for block in found if block.main)}
    *answers, last = [list(takewhile(lambda block: is_answer(block, looks), found)) for found in below]
    beside = [len(found) for found in answers if found and last and found[0].home is last[0].home]
    return [*answers, last[: max(beside, default=LONGEST)]]


def is_answer(block: Block, looks: Container[Look]) -> bool:
    """Return whether *block* is shown, no caption, little linked and of one of *looks*."""
    shown = not block.hidden and block.link_share < LINKED and block.kind != "caption"
    return shown and look_of(block) in looks


def look_of(block: Block) -> Look:
    """Return the look of *block*, and whether it is bold throughout, as questions are where answers have their tag."""
    return look(block), block.bold_share > WHOLLY


def is_question(block: Block) -> bool:
    """Return whether *block* is a shown question that leads to no other page."""
    asks = block.text.endswith(ASKS) and letters(block.text) <= QUESTION_LETTERS and not block.hidden
    return (
        asks
        and any(map(str.isalpha, block.text))
        and all(not href or href.startswith(OPENERS) for href, _ in block.links)
    )
