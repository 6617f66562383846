"""A run of posts in, the name of each poster out: read where most of the posts have a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.document import shown_text
from pipelines.prose import bare, letters
from pipelines.threads.components import posted
from pipelines.threads.marks import (
    DIGIT,
    PROFILE,
    STAMP_LETTERS,
    is_aside,
    is_name,
    is_odd_name,
    names_author,
    names_poster,
    phrase,
    quoted_name,
    stands_beside_name,
    tidy_name,
    without_stamp,
)
from pipelines.threads.shapes import lineage, path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block
    from pipelines.threads.shapes import Run, Segment

#: Kinds of evidence, the best first: microdata, a class name, a member's page, words before it, the place alone,
#: and what is left of a line when its time is taken away.
DECLARED, NAMED, LINKED, WORDED, PLACED, BESIDE = range(6)
#: How many elements, a post's outermost first, may be a component that names its poster.
COMPONENT = 2
#: Longest line that may name its poster, in characters.
LINE = 200
#: How many elements of such a line are looked at: one that is no more than a line of a big box has all of that's.
ELEMENTS = 60
#: Share of posts in which a place must hold a name to be believed.
COVERAGE = 0.6
#: Share of link text from which on a line is its link, and what it begins with where a text is signed.
SIGNED, DASHES = 0.7, ("-", "–", "—", "~")
Spot = tuple[int, tuple[str, ...]]


def name_authors(run: Run) -> list[str | None]:
    """Return the poster of each segment of *run*; None where the page does not say."""
    found: list[dict[Spot, str]] = []
    for segment in run.segments:
        spots: dict[Spot, str] = {}
        for spot, name in candidates(segment, run):
            spots.setdefault(spot, name)
        found.append(spots)
    ranked = best_spots(found)
    names = [next((spots[spot] for spot in ranked if spot in spots), None) for spots in found]
    sure = bool(ranked) and ranked[0][0] <= LINKED and sum(map(bool, names)) >= COVERAGE * len(names)
    return [name or (only_name(spots) if sure else None) for name, spots in zip(names, found, strict=True)]


def only_name(spots: dict[Spot, str]) -> str | None:
    """Return the only name that *spots* of a post hold that is said to be one: a link alone leads to whom it
    answers, or who likes it."""
    names = {name for (kind, _), name in spots.items() if kind <= NAMED and is_name(name)}
    return names.pop() if len(names) == 1 else None


def best_spots(found: list[dict[Spot, str]]) -> list[Spot]:
    """Return the spots that hold names in enough posts, the most telling kind first."""
    names: dict[Spot, Counter[str]] = defaultdict(Counter)
    order: dict[Spot, int] = {}
    for spots in found:
        for place, (spot, name) in enumerate(spots.items()):
            if spot[0] == LINKED and not is_name(name):
                continue  # odd names are believed where others are
            names[spot][DIGIT.sub("", bare(name))] += 1
            order.setdefault(spot, place)
    believed = [spot for spot, counts in names.items() if is_believed(spot, counts, len(found))]
    signed = [order[spot] for spot in believed if spot[0] <= LINKED and len(names[spot]) > 1]
    if signed:  # below the name of the posters: above it one who writes all posts is named, whom others like below
        top = min(signed)
        believed = [spot for spot in believed if order[spot] < top or not is_label(spot, names[spot], len(found))]
    return sorted(believed, key=lambda spot: (spot[0], -names[spot].total(), order[spot]))


def is_believed(spot: Spot, counts: Counter[str], posts: int) -> bool:
    """Return whether a spot with these names is where posters are named: a label stands alike in every post."""
    if spot[0] <= DECLARED:
        return True
    covered = counts.total() >= COVERAGE * posts or (spot[0] < WORDED and counts.total() >= 0.3 * posts)
    return covered and (len(counts) > 1 or spot[0] <= LINKED)


def is_label(spot: Spot, counts: Counter[str], posts: int) -> bool:
    """Return whether a spot says the same in nearly every post, though it is no microdata: a link of the template."""
    return spot[0] > DECLARED and len(counts) == 1 and counts.total() >= max(3, COVERAGE * posts)


def candidates(segment: Segment, run: Run) -> Iterator[tuple[Spot, str]]:
    """Yield the spots of *segment* that may name its poster, and the name there; of its text its first line only."""
    if said := posted(islice(lineage(segment.base), COMPONENT)):
        yield (DECLARED, ()), said.author
    held, begun = run.text_place, False
    for block in segment.blocks:
        if block is not segment.anchor and is_aside(block):
            continue
        way = path(block.element, segment.base, run.slots)
        if (held.body or held.inner) and held.holds(way) and block is not segment.anchor:
            first, begun = not begun, True
            if first and quoted_name(block.text) is not None:
                yield from carded_name(block, way)
            elif not first:
                yield from signed_name(block, way)
            if not first or not is_name(tidy_name(block.text)) or quoted_name(block.text) is not None:
                continue
        yield from in_block(block, way)
        if block is segment.anchor:
            yield from beside_stamp(block, way)


def carded_name(block: Block, way: tuple[str, ...]) -> Iterator[tuple[Spot, str]]:
    """Yield the name in a *block* that says "walnut says:", where the markup of a visiting card holds it: such a line
    else names who is quoted."""
    name = tidy_name(block.text)
    if block.element is not None and is_name(name) and any(map(is_card_name, block.element.iter("cite", "span", "b"))):
        yield (NAMED, way), name


def signed_name(block: Block, way: tuple[str, ...]) -> Iterator[tuple[Spot, str]]:
    """Yield the name where *block*, below the text, is the link to a member's page and no more: "– walnut"."""
    if block.link_share < SIGNED or len(block.links) != 1 or not block.text.startswith(DASHES):
        return
    href, text = block.links[0]
    if PROFILE.search(href) and is_name(name := tidy_name(text)):
        yield (LINKED, way), name


def is_card_name(element: HtmlElement) -> bool:
    """Return whether *element* is the name on a visiting card, as the microformat has it."""
    return "fn" in (element.get("class") or "").split()


def beside_stamp(anchor: Block, way: tuple[str, ...]) -> Iterator[tuple[Spot, str]]:
    """Yield the names that stand in one line with the time: set apart by an element, or by marks alone."""
    element = anchor.element
    if element is None or letters(anchor.text) > STAMP_LETTERS:
        return
    for inner in element.iter("b", "strong", "a", "em", "i", "span"):
        name = tidy_name(shown_text(inner))
        if is_name(name) and name in anchor.text:
            yield (PLACED, (*way, str(inner.tag))), name
            break
    if name := without_stamp(anchor.text):
        yield (BESIDE, way), name


def in_block(block: Block, way: tuple[str, ...]) -> Iterator[tuple[Spot, str]]:
    if len(block.text) > LINE:
        return
    yield from inline_names(block, way)
    linked = [tidy_name(text) for href, text in block.links if PROFILE.search(href)]
    if name := next(filter(is_name, linked), "") or next(filter(is_odd_name, linked), ""):
        yield (LINKED, way), name
    whole = tidy_name(block.text)
    if is_name(whole):
        if names_author(" ".join(way[-3:])) and not stands_beside_name("".join(way[-1:])):
            yield (NAMED, way), whole
        yield (PLACED, way), whole
    match = phrase(
        "posted_by", r"(?:^|[\s#\d-])%s[\s:：]+(?P<who>[^\s:：][^|:：»·•,\d(\[]{0,40}?)\s*(?=$|[|»·•,\d(\[])"
    ).search(block.text.lower())
    if match and is_name(name := tidy_name(block.text[slice(*match.span("who"))])):
        yield (WORDED, way), name


def inline_names(block: Block, way: tuple[str, ...]) -> Iterator[tuple[Spot, str]]:
    """Yield the names that inline elements of *block* are said to hold."""
    if block.element is None:
        return
    inner = block.element.iter("span", "a", "b", "strong", "cite", "em", "address", "p", "div", "h3", "h4")
    for element in islice(inner, ELEMENTS):
        declared = "author" in (element.get("itemprop") or "").split() or element.get("rel") == "author"
        named = names_poster(f"{element.get('class') or ''} {element.get('itemprop') or ''}")
        if not declared and not named:
            continue
        name = tidy_name(name_in(element))
        if is_name(name) and name in block.text:
            yield (DECLARED if declared else NAMED, (*way, str(element.tag))), name


def declared_name(blocks: Iterable[Block]) -> str | None:
    """Return the only name that microdata in *blocks* says to be an author's."""
    spots = (spot for block in blocks if len(block.text) <= LINE for spot in inline_names(block, ()))
    names = {name for (kind, _), name in spots if kind == DECLARED}
    return names.pop() if len(names) == 1 else None


def name_in(element: HtmlElement) -> str:
    """Return the name in *element*, which is said to hold one: what microdata calls it, or the only link to a member's
    page, where rank and number of points stand behind it; else all of its text."""
    for inner in element.iterdescendants():
        if "name" in (inner.get("itemprop") or "").split():
            return inner.get("content") or shown_text(inner)
    links = (link for link in element.iterdescendants("a") if PROFILE.search(link.get("href") or ""))
    names = {name for link in links if (name := shown_text(link))}
    whole = shown_text(element)
    return names.pop() if len(names) == 1 and whole.startswith(tuple(names)) else whole
