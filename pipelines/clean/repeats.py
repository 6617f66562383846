"""Blocks in, repeats marked: of a passage that stands twice in one page, one is kept.

What stands more often, or alone in a list of other items, is repeated on purpose: a plan, a form of words.
"""

from __future__ import annotations

import re
from collections import Counter
from math import inf
from typing import TYPE_CHECKING

from pipelines.items import letters_of
from pipelines.prose import ASKS, CUT_OFF, bare, ends_sentence, is_prose, letters, plain
from pipelines.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

    Shingle = tuple[str, ...]

#: Shortest passage, in Latin letters, of which a second copy is an accident of the page: shorter ones are refrains,
#: answers, table cells.
PASSAGE = 60
#: How often a passage stands where that is an accident, and the shortest pull quote.
TWICE = 2
PULL_QUOTE = 30
#: How many blocks beside a pull quote may belong to it, and how many letters they have in all.
SHELL, SHELL_LETTERS = 4, 160
#: How many elements around what stands in a cell may be the head or foot of its table.
CELL_DEPTH = 4
#: How many blocks from one that is cut off on may be it and what it is the beginning of.
BEGINNING = 8
#: Share of all that a body says from which on what stands more often is the story.
MOST = 0.5
#: Length of the shingles, in words, by which near copies are found, and the share of them that makes a copy.
SHINGLE = 5
NEAR = 0.9
#: Shortest passage that may be a near copy.
NEAR_WORDS = 14
#: Shortest block, in characters, that may be the story in one piece; how many parts make it, and how long each is.
STORY_LETTERS, SEVERAL, PART = 600, 3, 20
#: Its least share of the body, in which the parts may stand, too.
WHOLE = 0.25
#: What a pull quote is called, and what parts its sentences.
PULLED, SENTENCE = re.compile("pull-?_?quote", re.IGNORECASE), re.compile(r"(?<=[.!?…。！？])\s+")
QUOTATION = re.compile('["“„«「『»](.{40,}?)["”“»」』«]')
NUMBER = re.compile(r"\d")
#: ASCII as bytes, with a blank for what parts words, in lower case.
IN_WORDS = bytes(ord(chr(code).lower() if re.match(r"\w", chr(code)) else " ") for code in range(128)).ljust(256)
#: Words where spaces part them; and where some text has none, each sign of it.
SPACED_WORD, WORD = re.compile(r"\w+"), re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\\w+")


def repeats(document: Document) -> None:
    """Mark the second and every further copy of a passage, and a pull quote beside the paragraph it is taken from."""
    subtitle = [block.text for block in document.blocks if block.reason is Reason.SUBTITLE]
    body = document.body
    folded = {block.index: squeeze(block.text) for block in body}
    passages = set(filter(may_repeat, body))
    times = Counter(folded[block.index] for block in passages)
    told = document.page_type != "thread"  # what posts quote is no pull quote
    mark_copies(body, folded, passages, times, {squeeze(text) for text in subtitle}, told=told)
    mark_story_again(document.blocks)
    mark_near_copies(document.body, passages - refrains(folded, passages, times))
    mark_excerpts(document.body, folded, passages)
    mark_feet(document.body)
    if told:
        mark_shells(document.blocks)


def squeeze(text: str) -> str:
    """Return the letters and digits of *text*, case folded."""
    return bare(plain(text)).casefold()


def may_repeat(block: Block) -> bool:
    """Return whether a second copy of *block* would be an accident: it is a passage, and no verse, question or cell."""
    return (
        block.kind in ("paragraph", "item", "quote")
        and letters(block.text) >= PULL_QUOTE
        and not block.text.endswith(ASKS)
        and ((letters(block.text) >= PASSAGE and is_passage(block.text)) or is_pulled(block))
    )


def is_passage(text: str) -> bool:
    """Return whether *text* is no verse or title: it ends as a sentence does or is cut off, or is long."""
    return letters(text) >= 2 * PASSAGE or ends_sentence(text) or is_cut_off(text)


def is_cut_off(text: str) -> bool:
    """Return whether *text* ends before its end."""
    return text.rstrip().endswith(CUT_OFF)


def mark_copies(
    body: Sequence[Block],
    folded: dict[int, str],
    passages: Container[Block],
    times: Mapping[str, int],
    standfirst: set[str],
    *,
    told: bool,
) -> None:
    """Mark the *passages* whose words are a *standfirst* or stand in the body before; *times*: how often they do. Where
    a story is *told*, of a quote and a paragraph the paragraph stays, and of two paragraphs that among the others."""
    if len({*folded.values()}) == len(body) and standfirst.isdisjoint(folded.values()):
        return
    own = main_home(body, folded, times) if told else None
    first: dict[str, int] = {}
    copies = [False] * len(body)
    for place, block in enumerate(body):
        words = folded[block.index]
        at = first.setdefault(words, place)
        quote = body[at].kind == "quote"
        again = at != place and times[words] <= TWICE and not (quote and block.kind == "quote")
        if block in passages and (again or words in standfirst):
            apart = words not in standfirst and own is not None and block.home is own and body[at].home is not own
            copies[at if again and told and (quote or apart) else place] = True
    for place, block in enumerate(body):
        beside = copies[max(0, place - 1) : place] + copies[place + 1 : place + 2]
        if copies[place] and (block.kind != "item" or any(beside)):
            block.reason = Reason.REPEAT


def main_home(body: Iterable[Block], folded: Mapping[int, str], times: Mapping[str, int]) -> HtmlElement | None:
    """Return the element that holds most of the prose of *body*, of which a box of highlights says some again; None
    where none holds most of it, so that it may itself be a box that sums up, or where most of that stands twice."""
    told: dict[HtmlElement | None, list[Block]] = {}
    for block in body:
        if block.kind == "paragraph" and is_prose(block.text):
            told.setdefault(block.home, []).append(block)
    home, said = max(told.items(), key=lambda item: letters_of(item[1]), default=(None, []))
    again = [block for block in said if times[folded[block.index]] > 1]
    everything = sum(map(letters_of, told.values()))
    return home if letters_of(again) <= MOST * letters_of(said) and letters_of(said) > MOST * everything else None


def mark_feet(body: Iterable[Block]) -> None:
    """Mark the foot of each table that says what its head says: scripts show it below long ones."""
    parts: dict[tuple[HtmlElement | None, object], list[Block]] = {}
    for cell in body:
        if cell.kind == "cell":
            for part in cell.around(CELL_DEPTH):
                if part.tag in ("thead", "tfoot"):
                    parts.setdefault((part.getparent(), part.tag), []).append(cell)
                    break
    for (table, tag), foot in parts.items():
        if tag == "tfoot" and [cell.text for cell in foot] == [cell.text for cell in parts.get((table, "thead"), ())]:
            for cell in foot:
                cell.reason = Reason.REPEAT


def refrains(folded: dict[int, str], passages: set[Block], times: Mapping[str, int]) -> set[Block]:
    """Return the *passages* whose words stand in the body, *folded*, too often to be there by accident; where they are
    most of what it says, the story itself stands there three times."""
    often = {words for words, number in times.items() if number > TWICE}
    said = sum(map(len, set(folded.values())))
    if sum(map(len, often)) > MOST * said:
        return set()
    return {block for block in passages if folded[block.index] in often}


def mark_story_again(blocks: Sequence[Block]) -> None:
    """Mark the blocks that say in one piece what several before them say, whatever became of those: a page holds its
    story once for readers, and once for machines."""
    long = [block for block in blocks if block.in_body and len(block.text) >= STORY_LETTERS]
    if not long:
        return
    whole = sum(len(block.text) for block in blocks if block.in_body)
    found = [block for block in long if len(block.text) >= WHOLE * whole]
    parts = dict.fromkeys(squeeze(block.text) for block in blocks[: long[-1].index]) if found else {}
    for block in found:
        if is_made_of(squeeze(block.text), parts):
            block.reason = Reason.REPEAT


def is_made_of(words: str, parts: Iterable[str]) -> bool:
    """Return whether several of *parts*, each less than all of it, make up nearly all of *words*."""
    rest, held = words, 0
    for part in sorted(parts, key=len, reverse=True):
        if PART <= len(part) < len(words) and part in rest:
            rest = rest.replace(part, "\n", 1)  # what stands on both sides of it makes no new part
            held += 1
    return held >= SEVERAL and len(rest) - held <= (1 - NEAR) * len(words)


def mark_excerpts(body: Sequence[Block], folded: dict[int, str], passages: Container[Block]) -> None:
    """Mark the *passages* whose words, or the words they quote or are cut off after, are part of a longer block; but no
    paragraph in the midst of the story because a later one says it again, and more."""
    everything = "\n".join(folded[block.index] for block in body)
    opening = next((block.index for block in body if is_prose(block.text)), inf)
    for place, block in enumerate(body):
        if is_cut_off(block.text) and begins_anew(folded[block.index], body[place + 1 : place + BEGINNING], folded):
            block.reason = Reason.REPEAT
    body = [block for block in body if block.in_body]
    for block in filter(passages.__contains__, body):
        pulled, cut = is_pulled(block), is_cut_off(block.text)
        if block.kind == "item" and not (pulled or cut):
            continue
        words = list(map(squeeze, quoted(block))) if pulled else [folded[block.index]]
        longest = max(words, key=len)
        if len(longest) >= PULL_QUOTE // 2 and everything.count(longest) == TWICE:
            others = [other for other in body if pulled or cut or block.index <= opening or other.index < block.index]
            block.reason = Reason.REPEAT if is_excerpt(words, block, others, folded) else None


def begins_anew(words: str, below: Iterable[Block], folded: Mapping[int, str]) -> bool:
    """Return whether the *words* of a block that is cut off are those with which several of the blocks *below* begin: a
    template shows above an entry how that begins. Those of one alone may be a refrain."""
    said, told = "", 0
    for block in below:
        if len(said) >= len(words):
            break
        if not words.startswith(said):
            return False
        said += folded[block.index]
        told += 1
    return told > 1 and PASSAGE <= len(words) <= len(said) and said.startswith(words)


def is_excerpt(words: Sequence[str], block: Block, others: Iterable[Block], folded: dict[int, str]) -> bool:
    """Return whether all *words* of *block* stand in one of *others* that is longer, and no quote if *block* is one."""
    return any(
        stand_in(words, folded[other.index]) and sum(map(len, words)) < len(folded[other.index])
        for other in others
        if other is not block and not (block.kind == other.kind == "quote")
    )


def stand_in(words: Sequence[str], text: str) -> bool:
    """Return whether all *words* stand in *text*, in their order and with less between them than they are long: "she
    said", say."""
    first = at = text.find(words[0])
    for said in words:
        at = text.find(said, at)
        if at < 0:
            return False
        at += len(said)
    return at - first <= 2 * sum(map(len, words))


def is_pulled(block: Block) -> bool:
    """Return whether *block* is a quote by its markup, or called a pull quote."""
    named = block.element is not None and PULLED.search(block.element.get("class") or "") is not None
    return named or block.kind == "quote"


def quoted(quote: Block) -> list[str]:
    """Return the sentences between the quotation marks of *quote*, without the name under it; of all of it if there are
    no marks. In the story "she said" may stand between them."""
    found = QUOTATION.search(quote.text)
    return [sentence for sentence in SENTENCE.split(found[1] if found else quote.text) if sentence]


def mark_shells(blocks: Sequence[Block]) -> None:
    """Mark what little stands beside a pull quote that is gone, in the element around it: marks, the speaker's name."""
    for quote in [block for block in blocks if block.reason is Reason.REPEAT and is_pulled(block)]:
        holder = next((element.getparent() for element in quote.around() if element.tag == "blockquote"), quote.home)
        near = blocks[max(0, quote.index - SHELL - 1) : quote.index + SHELL + 2]
        shell = [block for block in near if block.in_body and holder in block.around()]
        if len(shell) <= SHELL and sum(letters(block.text) for block in shell) <= SHELL_LETTERS:
            for block in shell:
                block.reason = Reason.REPEAT


def mark_near_copies(body: Sequence[Block], passages: Container[Block]) -> None:
    """Mark the *passages* nearly all of whose shingles stand in the body before, across its paragraphs too."""
    known: set[str] = set()
    said = ""
    told: list[list[str]] = [[]]
    for block in body:
        words, before = words_of(block.text), len(known)
        known.update(words)
        may = may_be_near(words, len(known) - before) and block in passages and block.kind != "item"
        if may:
            said += "".join(map(line_of, told, told[1:]))
            told = told[-1:]
        if may and is_near(words, said):
            block.reason = Reason.REPEAT
        elif not is_cut_off(block.text):  # the whole of it is still to come
            told.append(words)


def words_of(text: str) -> list[str]:
    """Return the words of *text*, case folded."""
    text = plain(text)
    if text.isascii():
        return text.encode().translate(IN_WORDS).decode().split()
    return (SPACED_WORD if letters(text) == len(text) else WORD).findall(text.casefold())


def may_be_near(words: Sequence[str], new: int) -> bool:
    """Return whether a passage of *words* can be a near copy: each of the *new* ones makes a shingle new."""
    return len(words) >= NEAR_WORDS and new <= (1 - NEAR) * len(words)


def line_of(above: Sequence[str], words: Sequence[str]) -> str:
    """Return a line of *words*, parted by blanks, after those of the block *above* that shingles begin with."""
    return f"\n {' '.join([*above[1 - SHINGLE :], *words])} "


def is_near(words: Sequence[str], said: str) -> bool:
    """Return whether nearly all shingles of *words* are in a line of what was *said*, and the others hold no number:
    numbers matter. Of most passages the first few are new, which is enough to tell."""
    new: set[Shingle] = set()
    for shingle in shingles_of(words):
        if f" {' '.join(shingle)} " not in said:
            new.add(shingle)
            if len(new) > (1 - NEAR) * len(words):
                return False
    few = len(new) <= (1 - NEAR) * len(set(shingles_of(words)))
    return few and not any(NUMBER.search(word) for shingle in new for word in shingle)


def shingles_of(words: Sequence[str]) -> Iterator[Shingle]:
    """Return every run of SHINGLE words."""
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)
