"""A document in, a matrix out: for each of its blocks, what speaks for and against its being part of the story."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from pipelines.alternatives import any_of
from pipelines.phrases.heads import heads, one_of
from pipelines.phrases.index import file, under_shortest
from pipelines.prose import MARKS_BEYOND, PARTED, bare, ends_sentence, letters, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement
    from numpy.typing import NDArray

    from pipelines.describe.evidence import Evidence
    from pipelines.document import Block, Document

    Matrix = NDArray[np.float32]

#: General words in classes, ids, roles and itemprops, by what they tell of a block.
NAMES = {
    "comment": r"comment|disqus|discuss|repl(?:y|ies)|respond|feedback|kommentar",
    "nav": r"\bnav|menu|breadcrumb|pagination|pager|toolbar|skip|sitemap|tabs?\b",
    "foot": r"foot|bottom|copyright|legal|disclaimer",
    "head": r"header|masthead|topbar|banner",
    "side": r"side|aside|rail|column-?(?:right|left)|widget|right-col|secondary",
    "related": r"relat|recommend|more-?(?:stories|from|news|on)|read-?(?:more|next|also)|teaser|trending|popular|most-"
    r"|latest|similar|suggest|promo|also-|cross-?link|recirc|card|carousel|slider|listing|feed|archive",
    "share": r"share|social|follow|sticky|tools|print|bookmark",
    "ad": r"\bads?\b|\bad-|advert|sponsor|promot|dfp|commerc|affiliate|shop|product|price|buy",
    "meta": r"meta|byline|author|date|time|info|credit|source|publish|posted|category|kicker|eyebrow|label",
    "caption": r"caption|figure|photo|image|gallery|media|video|credit|legend|thumb|slide",
    "tags": r"\btags?\b|topics?|keyword|categor|label",
    "subscribe": r"newsletter|subscri|paywall|signup|sign-up|regwall|login|donat|member|cta|optin|form|register|cookie"
    r"|consent|gdpr|modal|popup|overlay|alert|notice",
    "title": r"title|headline|heading|\bh1\b",
    "lead": r"lead|lede|standfirst|summary|subtitle|sub-?head|deck|dek|intro|excerpt|abstract|description",
    "body": r"article-?_?(?:body|content|text|main)|story|post-?_?(?:body|content|entry)|entry-?_?content|articlebody"
    r"|main-?_?content|rich-?text|\bprose\b|text-?body|\bbody\b|content__|copy|paragraph|wysiwyg|markdown",
    "content": r"content|article|post|entry|main|text",
    "quote": r"quote|pull|tweet|embed",
    "bio": r"\bbio|about-?author|author-?(?:box|info|bio|card)|profile|contributor",
    "faq": r"faq|accordion|question|answer|collapse|toggle|tabpanel",
    "contents": r"\btoc\b|table-of-contents|jump|contents|outline|key-?points|takeaway|highlight|summary",
    "note": r"footnote|reference|citation|source|endnote|bibliograph",
    "unseen": r"hidden|sr-only|screen-reader|visually|invisible|offscreen|print-only|noscript",
}
#: Words in a short text that tell of it, in the languages the model was trained on: anywhere, or as an expression.
HELD = {
    "rights": "©|copyright|all rights|reserved|版权|prawa zastrze|права защищ|cookie|privacy|terms",
    "subscribe": "subscri|newsletter|sign up|signup|log in|login|register|e-mail|email|donate|support us|follow us"
    "|whatsapp|telegram|facebook|twitter|instagram",
    "comment": "comment|коммент|koment|评论|σχόλι|reply|replies",
    "photo": "photo|image|getty|reuters|credit|foto|фото|courtesy|picture|图|źródło|fot.",
    "url": "http://|https://|www.",
}
SAID = {
    "read": r"(?:read|see|watch|listen|learn|click|more|also|related|lire|lesen|leer|читайте|czytaj|zobacz|相关|関連"
    r"|更多|διαβάστε)",
    "by": r"(?:by|von|par|por|autor|author|written|posted|published|updated|автор|źródło|来源|作者|责任编辑|editor)\b",
}
WORDS = ("read", "rights", "subscribe", "comment", "photo", "by", "date", "url")
#: Elements that tell of what they hold.
TAGS = ("article", "main", "aside", "footer", "nav", "header", "form", "table", "figure", "li", "blockquote", "section")
TAG_BITS = {tag: 1 << bit for bit, tag in enumerate(TAGS)}
KINDS = ("paragraph", "heading", "item", "quote", "caption", "cell", "code")
#: Characters of a block that are counted, and of a short one that words are looked for in.
COUNTED, SHORT = 300, 300

#: The attributes that name an element.
NAMED = frozenset(["class", "id", "role", "itemprop"])
HELD_WORDS = tuple((1 << WORDS.index(name), word) for name, words in HELD.items() for word in words.split("|"))
#: A year of a century, by its digits, which the search leaps to; whether a word begins there is asked last.
YEAR = r"{}\d\d(?<=\b\d{{4}})\b"
SAID_PATTERNS = (
    *((1 << WORDS.index(name), re.compile(PARTED + words)) for name, words in SAID.items()),
    *((1 << WORDS.index("date"), re.compile(YEAR.format(century))) for century in (19, 20)),
)
WORD = re.compile(r"\w+")
#: What parts words, of ASCII, as bytes; and the bytes with a blank for each but what parts texts.
PARTING = bytes(code for code in range(128) if not WORD.match(chr(code)))
BLANKED = bytes(ord(" ") if code and code in PARTING else code for code in range(256))
#: Characters that are counted: blanks, marks, digits, capitals; and the bits that a count of up to COUNTED takes.
SIGNS = (" ", "[,;:，；：、]", r"\d", "[A-ZА-ЯΑ-Ω]")
COUNT_BITS = COUNTED.bit_length()
#: The planes of Unicode that have any of them.
PLANES = 0x20000

#: How many of what a block is by itself stand before the vote.
PLACED = 12
#: The columns of the matrix.
COLUMNS = (
    *("log_blocks", "place", "log_letters", "log_words", "ends", "marks", "digits", "upper", "links", "bold", "hidden"),
    *("joined", "level", "depth", "log_repeats", "in_title", "in_description", "in_body", "has_body", "vote"),
    *(f"kind_{kind}" for kind in KINDS),
    *(f"own_{name}" for name in NAMES),
    *(f"around_{name}" for name in NAMES),
    *(f"word_{name}" for name in WORDS),
    *(f"tag_{tag}" for tag in TAGS),
    *("vote_1_up", "vote_2_up", "vote_1_down", "vote_2_down", "votes_5", "votes_10", "in_span", "to_first", "to_last"),
    *("span", "letters_up", "letters_down", "links_up", "links_down", "heading_up", "heading_down", "ends_up"),
    *(
        f"{group}_{what}"
        for group in ("parent", "grandparent", "shape")
        for what in ("vote", "log_letters", "log_size")
    ),
    *("parent_share", "voted", "after_h1"),
)


@lru_cache(maxsize=20_000)
def names_in(value: str) -> int:
    """Return which of NAMES are in *value*, a class or the like, as bits: those are looked for that begin anywhere."""
    text, (begun, places, patterns) = value.lower(), name_patterns()
    likely = {place for beginning in begun.findall(text) for place in places[beginning]}
    return sum(1 << place for place in likely if patterns[place].search(text))


@cache
def name_patterns() -> tuple[re.Pattern[str], dict[str, list[int]], list[re.Pattern[str]]]:
    """Return a pattern for where one of NAMES may begin, the places of those that begin so, and a pattern for each."""
    begun: dict[str, list[int]] = {}
    for place, words in enumerate(NAMES.values()):
        file(begun, place, heads(words))
    begun = under_shortest(begun)
    return re.compile(f"(?=({one_of(begun)}))"), begun, [any_of([words]) for words in NAMES.values()]


@cache
def signs() -> NDArray[np.int64]:
    """Return which of SIGNS each character is, 1 in the bits of each: what is added up counts all of them at once."""
    found = np.zeros(PLANES, dtype=np.int64)
    everything = "".join(map(chr, range(PLANES)))
    for place, expression in enumerate(SIGNS):
        found[[match.start() for match in re.finditer(expression, everything)]] |= 1 << COUNT_BITS * place
    return found


class Surroundings:
    """What elements are called and stand in: each element is looked at once."""

    def __init__(self) -> None:
        self.seen: dict[HtmlElement, tuple[int, int, int, int]] = {}

    def of(self, element: HtmlElement) -> tuple[int, int, int, int]:
        """Return NAMES that *element* bears, NAMES and TAGS around it, its own tag among them, as bits; its depth."""
        path: list[HtmlElement] = []
        outer: HtmlElement | None = element
        while outer is not None and outer not in self.seen:
            path.append(outer)
            outer = outer.getparent()
        own, around, tags, depth = self.seen[outer] if outer is not None else (0, 0, 0, 0)
        for inner in reversed(path):
            if outer is not None and outer.tag not in ("body", "html"):  # what the page is called tells of no part
                around |= own
            own, outer = names_of(inner), inner
            self.seen[inner] = (own, around, tags := tags | TAG_BITS.get(inner.tag, 0), depth := depth + 1)
        return self.seen[element]


def names_of(element: HtmlElement) -> int:
    """Return which of NAMES *element* itself bears, as bits."""
    found = 0
    for key, value in element.items():
        if key in NAMED:
            found |= names_in(value)
    return found


def features(document: Document) -> Matrix:
    """Return the matrix of *document*: a row a block, COLUMNS wide; `block.main` is trafilatura's vote."""
    blocks = document.blocks
    size = np.array([letters(block.text) for block in blocks], dtype=np.float64)
    votes = np.array([block.main for block in blocks], dtype=np.float64)
    # What ends in a letter or digit ends no sentence, which is told sooner of most blocks.
    ends = np.array(
        [not block.text[-1:].isalnum() and ends_sentence(block.text[-12:]) for block in blocks], dtype=np.float64
    )
    alone = own_columns(document, size, ends)
    near = near_columns(blocks, size, votes, ends)
    groups = group_columns(blocks, size, votes)
    # What is asked of all blocks lies side by side in memory: the trees read it so.
    return np.vstack([*alone[:PLACED], votes, *alone[PLACED:], *near, *groups], dtype=np.float32, casting="same_kind").T


def own_columns(document: Document, size: NDArray[np.float64], ends: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return what each block is by itself and by its place."""
    blocks, total = document.blocks, len(document.blocks)
    texts = [block.text[:COUNTED] for block in blocks]
    counts = np.array([len(text) or 1 for text in texts], dtype=np.float64)
    blanks, marks, figures, capitals = counted(texts)
    repeats = Counter(block.text for block in blocks)
    names, around, tags, depth = named(blocks)
    lower = [text.lower() for text in texts]
    kinds = np.array([KINDS.index(block.kind) for block in blocks])
    looks = [(block.link_share, block.bold_share, block.hidden, block.joined, block.level) for block in blocks]
    return [
        np.full(total, np.log1p(total)),
        np.arange(total) / total,
        np.log1p(size),
        np.log1p(blanks + 1),
        ends,
        20 * marks / counts,
        figures / counts,
        capitals / counts,
        np.array(looks, dtype=np.float64).T,
        depth,
        np.log1p([repeats[block.text] for block in blocks]),
        shared_columns(document.evidence, texts, lower, size),
        kinds == np.arange(len(KINDS))[:, None],
        bits(names, len(NAMES)),
        bits(around, len(NAMES)),
        bits(said(lower, size), len(WORDS)),
        bits(tags, len(TAGS)),
    ]


def counted(texts: list[str]) -> NDArray[np.int64]:
    """Return how many of each of SIGNS, a row each, are in each of *texts*: the whole page at once, as numbers."""
    codes = np.frombuffer(PARTED.join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    counts = np.add.reduceat(signs().take(codes, mode="clip"), starts)
    return (counts >> COUNT_BITS * np.arange(len(SIGNS))[:, None]) & ((1 << COUNT_BITS) - 1)


def named(blocks: list[Block]) -> NDArray[np.int64]:
    """Return, a row each: NAMES of each block's element, NAMES and TAGS around it, as bits, and its depth."""
    surroundings = Surroundings()
    found = [(0, 0, 0, 0)] * len(blocks)
    for at, block in enumerate(blocks):
        if block.element is not None:
            found[at] = surroundings.of(block.element)
    return np.array(found, dtype=np.int64).T


def said(lower: list[str], size: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return which of WORDS each of the texts *lower* holds, as bits; a long one is not asked."""
    texts = [text if short else "" for text, short in zip(lower, (size <= SHORT).tolist(), strict=True)]
    everything = PARTED.join(["", *texts, ""])
    starts = list(accumulate((len(text) + 1 for text in texts), initial=1))
    found = [0] * len(texts)
    for bit, word in HELD_WORDS:  # looked for on the whole page at once: most pages have few of them
        at = everything.find(word)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            found[place] |= bit
            at = everything.find(word, starts[place + 1])
    for bit, pattern in SAID_PATTERNS:
        for match in pattern.finditer(everything):
            found[bisect_right(starts, match.end()) - 1] |= bit
    return np.array(found, dtype=np.int64)


def bits(masks: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Return the lowest *width* bits of *masks*, a row each."""
    return (masks >> np.arange(width)[:, None]) & 1


def shared_columns(
    evidence: Evidence, texts: list[str], lower: list[str], size: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what share of each text's words stand in the page's titles and descriptions, and whether it stands in the
    declared body, and there is one."""
    title, description, body = compared(evidence)
    columns = np.zeros((4, len(texts)))
    told = title | description
    short = (size <= SHORT).tolist()
    for at, words in enumerate(words_in(lower)) if told else ():
        shared = list(filter(told.__contains__, words)) if short[at] or description else []
        if shared:
            columns[0, at] = how_many(shared, title) / len(words) if short[at] else 0.0
            columns[1, at] = how_many(shared, description) / len(words)
    if body:
        columns[2] = [len(text) >= 12 and squeezed(text) in body for text in texts]
        columns[3] = 1.0
    return columns


def compared(evidence: Evidence) -> tuple[set[str], set[str], str]:
    """Return the words of the page's titles and of its descriptions, and its declared body squeezed."""
    story = evidence.story
    titles = [evidence.title_tag, story.get("headline"), *evidence.meta.get("og:title", [])[:1]]
    described = [story.get("description"), *evidence.meta.get("description", [])[:1]]
    body = story.get("articleBody")
    declared = squeezed(body) if isinstance(body, str) and len(body) > COUNTED else ""
    return words_of(titles), words_of(described), declared


def words_in(texts: list[str]) -> list[list[str]]:
    """Return the words of each of *texts*, as WORD finds them: those of the whole page at once."""
    spaced = [text if text.isascii() else MARKS_BEYOND.sub(" ", text) for text in map(plain, texts)]
    everything = PARTED.join(spaced).encode("utf-8", "surrogatepass").translate(BLANKED)
    return [text.split() for text in everything.decode("utf-8", "surrogatepass").split(PARTED)]


def words_of(texts: Iterable[object]) -> set[str]:
    return {word for text in texts if isinstance(text, str) for word in WORD.findall(text.lower())}


def how_many(words: list[str], other: set[str]) -> int:
    return sum(map(other.__contains__, words))


def squeezed(text: str) -> str:
    """Return *text* without what parts its words."""
    return bare(text, PARTING)


def near_columns(
    blocks: list[Block], size: NDArray[np.float64], votes: NDArray[np.float64], ends: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """Return what stands around each block in page order."""
    total = len(blocks)
    links = np.array([block.link_share for block in blocks])
    heading = np.array([block.kind == "heading" for block in blocks], dtype=np.float64)
    logs = np.log1p(size)
    place = np.arange(total)
    told = np.flatnonzero((votes > 0) & (size > 60))
    told = told if len(told) else np.flatnonzero(votes)
    first, last = (told[0], told[-1]) if len(told) else (0, total - 1)
    return [
        *(moved(votes, by) for by in (1, 2, -1, -2)),
        *(windowed(votes, width) for width in (5, 10)),
        (place >= first) & (place <= last),
        np.clip(place - first, -30, 30),
        np.clip(place - last, -30, 30),
        np.full(total, (last - first + 1) / total),
        *(moved(logs, 1), moved(logs, -1), moved(links, 1), moved(links, -1)),
        *(moved(heading, 1), moved(heading, -1), moved(ends, 1)),
    ]


def moved(values: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """Return *values* moved down *by* places (up, where it is negative), with 0 where nothing comes from."""
    result = np.zeros_like(values)
    if by > 0:
        result[by:] = values[:-by]
    else:
        result[:by] = values[-by:]
    return result


def windowed(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the mean of *values* over *width* places to either side."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    place = np.arange(len(values))
    low, high = np.maximum(0, place - width), np.minimum(len(values), place + width + 1)
    means: NDArray[np.float64] = (sums[high] - sums[low]) / (high - low)
    return means


def group_columns(
    blocks: list[Block], size: NDArray[np.float64], votes: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """Return what the blocks of one parent, one grandparent and one shape have in common."""
    columns: list[NDArray[np.float64]] = []
    for values in zip(*map(group_keys, blocks), strict=True):
        numbers: dict[object, int] = {}
        group = np.array([numbers.setdefault(value, len(numbers)) for value in values])
        text = np.bincount(group, size)[group]
        voted = np.bincount(group, size * votes)[group]
        columns += [voted / np.maximum(1, text), np.log1p(text), np.log1p(np.bincount(group)[group])]
    total = max(1.0, float(size.sum()))
    h1 = next((block.index for block in blocks if block.level == 1), None)
    after = np.zeros(len(blocks)) if h1 is None else np.where(np.arange(len(blocks)) > h1, 1.0, -1.0)
    parents = np.expm1(columns[1])
    voted = np.full(len(blocks), float((size * votes).sum()) / total)
    return [*columns, size / np.maximum(1, parents), voted, after]


def group_keys(block: Block) -> tuple[object, object, object]:
    """Return what the parent, the grandparent and the shape of *block* are known by."""
    element = block.element
    if element is None:
        return None, None, None
    parent = element.getparent()
    if parent is None:
        return None, None, (element.tag, element.get("class"), None)
    return parent, parent.getparent(), (element.tag, element.get("class"), (parent.tag, parent.get("class")))
