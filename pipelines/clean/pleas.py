"""A text in, whether it pleads with its reader out, and for what: money, subscribers, comments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.clean.notice_phrases import has
from pipelines.clean.spelling import fold_line
from pipelines.prose import KEPT
from pipelines.reasons import Reason

if TYPE_CHECKING:
    from pipelines.document import Block

#: Longest pleading paragraph.
PLEA_LETTERS = 700
#: Share of a block's sentences that must ask for something.
ASKING = 0.4
SENTENCE = re.compile(r"(?<=[.!?…。！？؟۔।॥])[\"'»”’)」』]?\s*")
QUOTED = re.compile(r"^[\"'«„“‘「『»]")
#: From what a line says something: a character, or in a dialogue that somebody is silent.
SAYING = re.compile(r"\w|^[\"“„«「『‘'](?=[\s.]*?(?:…|\.{3}))[\s.…]*[\"”“»」』’']$")


@lru_cache(maxsize=KEPT)
def pleads(text: str, *, appeals: bool) -> bool:
    """Return whether *text* asks something of its reader, in a good part of its sentences.

    Such are the words of a plea and, where *appeals* count, those of an appeal beside a "you" or "we".
    """
    if QUOTED.match(text):
        return False
    sentences = [fold_line(sentence) for sentence in SENTENCE.split(text) if SAYING.search(sentence)]
    asking = sum(asks(sentence, appeals=appeals) for sentence in sentences)
    return asking > 0 and asking >= ASKING * len(sentences)


def asks(sentence: str, *, appeals: bool) -> bool:
    """Return whether one folded *sentence* asks something of its reader."""
    if has("plea", sentence):
        return True
    return appeals and has("appeal", sentence) and has("address", sentence)


def plea_reason(block: Block) -> Reason:
    """Return what a pleading *block* is about."""
    return Reason.COMMENT_NOTICE if has("commenting", fold_line(block.text)) else Reason.SUBSCRIBE
