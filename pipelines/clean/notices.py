"""Blocks in, notices marked: what a site says around its story to readers, commenters and buyers.

Three kinds of evidence, the surest first: a block that is a known notice from end to end goes wherever it stands; one
that pleads with its reader (an appeal, and "you" or "we") goes before the story's first paragraph and after its last,
as do lines under a telling name; and whatever stands before the headline goes, if the story stands after it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.phrases import expressions, pattern
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipelines.document import Block, Document

#: The keys of `[notices]` whose entries describe a whole block, and what such a block is.
LINES = {
    "advertisement": Reason.ADVERTISEMENT,
    "comment": Reason.COMMENT_NOTICE,
    "views": Reason.VIEW_COUNTER,
    "share": Reason.SHARE,
    "subscribe": Reason.SUBSCRIBE,
    "app": Reason.SUBSCRIBE,
    "related": Reason.RELATED,
    "trending": Reason.TRENDING,
    "top": Reason.NAVIGATION,
    "tags": Reason.NAVIGATION,
    "legal": Reason.LEGAL,
    "cookie": Reason.ADVISORY,
    "advisory": Reason.ADVISORY,
    "author_bio": Reason.AUTHOR_BIO,
    "credits": Reason.BYLINE,
}
#: What leaves a heading over it dangling.
NOTICES = frozenset([*LINES.values(), Reason.READ_MORE, Reason.COMMENT]) - {Reason.BYLINE}
#: Those that story text may resemble: they count only before the first paragraph and after the last,
EDGE_KEYS = frozenset(["legal", "author_bio", "credits", "tags", "advisory"])
#: these only after the last,
FOOT_KEYS = frozenset(["author_bio", "related", "trending"])
#: these never in a list between paragraphs, for a list of advice speaks like them,
OFFER_KEYS = frozenset(["subscribe", "app", "cookie"])
#: and these between paragraphs only where a list follows.
LABEL_KEYS = frozenset(["related", "trending"])
#: What class and id words say of a block, in the forms that templates share.
NAMES = {
    word: reason
    for reason, words in {
        Reason.ADVERTISEMENT: "advert advertisement adslot sponsored",
        Reason.SUBSCRIBE: "newsletter newsletters subscribe signup donate donation",
        Reason.SHARE: "share sharing sharebar addthis sharethis social",
        Reason.COMMENT_NOTICE: "comment comments disqus respond kommentar kommentare",
        Reason.RELATED: "related recommended recommendation recommendations readmore seealso outbrain taboola recirc",
        Reason.TRENDING: "trending mostread mostpopular mostviewed",
        Reason.ADVISORY: "cookie cookies consent gdpr",
        Reason.AUTHOR_BIO: "authorbio authorbox aboutauthor",
        Reason.LEGAL: "copyright disclaimer colophon imprint",
        Reason.NAVIGATION: "taglist pagination breadcrumb breadcrumbs backtotop",
    }.items()
    for word in words.split()
}
#: Longest block, in Latin letters, that may be a notice line; a longer one is read for its pleading alone.
LINE_LETTERS = 320
#: Longest line between paragraphs, and longest where it ends as a sentence does.
MIDDLE_LETTERS = 200
MIDDLE_SENTENCE = 120
#: Longest pleading paragraph.
PLEA_LETTERS = 700
#: Largest share of the body that pleading, names or the place before the headline may take away: beyond it the words
#: belong to the story, or the name to the page.
LARGEST_SHARE = 0.3

#: Share of a block's sentences that must ask for something.
ASKING = 0.4
#: Share of link text from which a block is a link and nothing else.
WHOLE_LINK = 0.95
#: What parts the words "read more" from a title.
MARKS = tuple(":：|>»–—→-]】」)")

NAME = re.compile(r"[a-z]+")
NUMBER = re.compile(r"\d[\d.,:'\u2019\u00a0\u202f]*(?: \d[\d.,]*)*")
EDGES = re.compile(r"^[\W_]+|[\W_]+$")
SENTENCE = re.compile(r"(?<=[.!?…。！？])[\"'»”’)」』]?\s*")
QUOTED = re.compile(r"^[\"'«„“‘「『»]")
ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+(?:\s*\.\.\.\s*\S+)?\W*$", re.IGNORECASE)
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|(?<!pic\.)\btwitter\.com/\w")
#: Characters from which a line says something.
SAYING = re.compile(r"\w")
#: Text is lower-cased before it is matched: without IGNORECASE, branches that begin with another letter cost nothing.
EXACT = re.NOFLAG
#: Where a word may begin; anywhere in a script that does not part them. Tried first, it spares most of the text.
WORD_START = r"(?:(?<![^\W\d_])|(?=[\u3040-\u9fff\uac00-\ud7af]))%s"


def notices(document: Document) -> None:
    """Mark notices and lone addresses."""
    body = document.body
    for place, block in enumerate(body):
        block.reason = middle_reason(block, body[place + 1 :])
    drop(before_headline(document), Reason.ADVISORY)
    for reason, named in named_blocks(document).items():
        drop(named, reason)
    mark_edge(document.body, head_reason)
    mark_edge(document.body[::-1], foot_reason)
    drop_dangling_headings(document.blocks)


def middle_reason(block: Block, after: Sequence[Block]) -> Reason | None:
    """Return what notice *block* surely is, wherever it stands; None else."""
    if not SAYING.search(block.text):
        return Reason.NAVIGATION
    if ADDRESS.match(block.text):
        return Reason.URL
    if letters(block.text) > MIDDLE_LETTERS or QUOTED.match(block.text) or block.kind in ("code", "cell"):
        return None
    text = fold_line(block.text)
    if points_elsewhere(block, text):
        return Reason.READ_MORE
    if letters(block.text) > MIDDLE_SENTENCE and ends_sentence(block.text):
        return None
    key = line_key(text, anchored=True)
    if key is None or key in EDGE_KEYS or (key in LABEL_KEYS and not opens_list(after)):
        return None
    if block.kind == "item" and key in OFFER_KEYS:
        return None
    return LINES[key]


def opens_list(after: Sequence[Block]) -> bool:
    """Return whether what follows a label is a link; in a plain text, a line that is no prose, or nothing."""
    if not after:
        return True
    return not is_prose(after[0].text) if after[0].element is None else after[0].link_share >= LINKED


def head_reason(block: Block) -> Reason | None:
    """Return what notice *block* is before the story's first paragraph; None else."""
    if block.kind == "cell" or letters(block.text) > PLEA_LETTERS:
        return None
    if letters(block.text) <= LINE_LETTERS and (key := line_key(fold_line(block.text), anchored=False)):
        return None if key in FOOT_KEYS or block.kind == "heading" else LINES[key]
    return plea_reason(block) if pleads(block.text, appeals=False) else None


def foot_reason(block: Block) -> Reason | None:
    """Return what notice *block* is after the story's last paragraph; None else."""
    if block.kind == "cell" or letters(block.text) > PLEA_LETTERS or QUOTED.match(block.text):
        return None
    if letters(block.text) <= LINE_LETTERS:
        text = fold_line(block.text)
        if key := line_key(text, anchored=is_prose(block.text) and not has("address", text)):
            return None if block.kind == "heading" and key in EDGE_KEYS else LINES[key]
        if block.kind != "quote" and CONTACT.search(block.text):
            return Reason.AUTHOR_BIO
    return plea_reason(block) if pleads(block.text, appeals=True) else None


def mark_edge(body: Sequence[Block], reason_of: Callable[[Block], Reason | None]) -> None:
    """Mark the notices with which *body* begins, up to the first paragraph of the story."""
    found: list[tuple[Block, Reason]] = []
    for block in body:
        if reason := reason_of(block):
            found.append((block, reason))
        elif is_story_prose(block):
            break
    if is_small_part([block for block, _ in found], body):
        for block, reason in found:
            block.reason = reason


def line_key(text: str, *, anchored: bool) -> str | None:
    """Return the key of `[notices]` that accounts for the whole of a folded line *text*, or None.

    An entry that begins with anything at all (`.{0,60}`) is weaker, and dear to match: *anchored* leaves it out.
    """
    found = line_pattern(anchored=anchored).fullmatch(text)
    return found.lastgroup if found else None


def fold_line(text: str) -> str:
    """Return *text* as entries spell it: lower case, each number a "#", no numbers or marks around."""
    folded = NUMBER.sub("#", text.lower().replace("i\u0307", "i").replace("\u2019", "'"))
    return EDGES.sub("", folded)


@cache
def line_pattern(*, anchored: bool) -> re.Pattern[str]:
    """Return one pattern for the whole-block entries of every language, a group a key."""
    groups = []
    for key in LINES:
        entries = [entry for entry in expressions("notices", key) if not (anchored and entry.startswith(".{"))]
        groups.append(f"(?P<{key}>{'|'.join(entries) or '(?!)'})")
    return re.compile("|".join(groups))


def points_elsewhere(block: Block, text: str) -> bool:
    """Return whether *block*, folded *text*, points to another story: the words for it, and a link or a title."""
    found = pattern("notices", "read_more", flags=EXACT).match(text)
    if not found:
        return False
    rest = text[found.end() :]
    if block.kind == "item":
        return block.link_share > WHOLE_LINK
    return not rest or block.link_share >= LINKED or (rest.lstrip()[:1] in MARKS and not ends_sentence(block.text))


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


def has(key: str, text: str) -> bool:
    """Return whether an entry for *key* of `[notices]` is found in the folded *text*."""
    return pattern("notices", key, WORD_START, flags=EXACT).search(text) is not None


def plea_reason(block: Block) -> Reason:
    """Return what a pleading *block* is about."""
    return Reason.COMMENT_NOTICE if has("commenting", fold_line(block.text)) else Reason.SUBSCRIBE


def before_headline(document: Document) -> list[Block]:
    """Return the body blocks before the headline: lines and at most one paragraph, next to the whole story after it.

    Where more stands there, what was taken for the headline is a heading inside the story.
    """
    title = document.title_index
    found = [] if title is None else [block for block in document.body if block.index < title]
    told = sum(is_story_prose(block) for block in found)
    return found if told <= 1 and is_small_part(found, document.body) else []


def named_blocks(document: Document) -> dict[Reason, list[Block]]:
    """Return the body lines whose element says what they are, by the kind it names."""
    body = document.body
    found: dict[Reason, list[Block]] = {}
    for block in body:
        if block.element is not None and (reason := name_reason(block.names)):
            found.setdefault(reason, []).append(block)
    return {
        reason: [block for block in blocks if not is_story_prose(block) and block.kind != "heading"]
        for reason, blocks in found.items()
        if is_small_part(blocks, body)
    }


def name_reason(names: str) -> Reason | None:
    """Return the kind that class and id words in *names*, the nearest first, tell of; None else."""
    return next((NAMES[word] for word in NAME.findall(names) if word in NAMES), None)


def is_small_part(blocks: Iterable[Block], body: Iterable[Block]) -> bool:
    """Return whether *blocks* are so little of *body* that they may be around the story."""
    taken, whole = (sum(letters(block.text) for block in some) for some in (blocks, body))
    return taken <= LARGEST_SHARE * whole


def drop(blocks: Iterable[Block], reason: Reason) -> None:
    """Mark those of *blocks* that are body text."""
    for block in blocks:
        if block.in_body:
            block.reason = reason


def drop_dangling_headings(blocks: Sequence[Block]) -> None:
    """Mark each heading under which, up to the next heading or the end, nothing is left because it was a notice."""
    under: Reason | None = None
    anything_left = False
    for block in reversed(blocks):
        if block.in_body and block.kind == "heading":
            if under is not None and not anything_left:
                block.reason = under
            under, anything_left = None, False
        elif block.in_body or (not block.main and is_prose(block.text)):
            anything_left = True
        elif block.main and block.reason in NOTICES:
            under = block.reason
