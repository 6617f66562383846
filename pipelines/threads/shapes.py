"""Blocks and their elements in, runs of posts out: parts of one shape in a row, each with its own stamp."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipelines.document import outward
from pipelines.prose import KEPT, letters
from pipelines.threads.marks import (
    SMALL_LETTERS,
    STAMP_LETTERS,
    is_about_user,
    is_aside,
    is_edited,
    is_profile,
    is_signature,
    is_stamp,
    names_author,
    names_words,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block

#: How far from its stamp a post's outermost element may be.
CLIMB = 40
#: Share of the stamps that must have an element of one name around them for it to be a post's.
ALIKE = 0.7
#: Share of a run's posts that stand inside those of another: others may stand inside the opening post.
INSIDE = 0.2
#: Shares of the stamps that open an element of one name, and of those alone in it, where posts stand inside posts.
NESTED, LEAVES = 0.9, 0.25
#: Share of the letters, and of the posts, that a deeper element must hold to be where the posts' text stands.
HELD_LETTERS, HELD_POSTS = 0.85, 0.75
#: Attributes that may say that an element holds the words of a post.
HOLDER_KEYS = ("class", "id", "itemprop", "data-role")
#: Share of what is told that an element must hold whose name says that it holds the words of a post.
NAMED_LETTERS = 0.7
#: From this many letters on a block tells where the posts' text stands.
TELLING = 30
#: Share of the posts in which a line must stand to be part of the template.
TEMPLATE_SHARE = 0.34
#: Longest line that may be the template's: an opening that everyone quotes is longer.
TEMPLATE_LETTERS = 250
#: Longest line that may be a count ("12 people like this"), in Latin letters.
COUNT_LETTERS = 40
#: Elements of a text, not around one.
TEXT_TAGS = frozenset("p li ul ol blockquote pre h1 h2 h3 h4 h5 h6 dd dt figure code em i b strong u".split())
#: Names of elements that hold another's words.
QUOTE_NAME = re.compile(r"quot|zitat|\bcit(?:e|ation|a)\b")
#: Class names that say which of many a post is.
TURN = re.compile(r"^(?:odd|even|alt\d*|first\w*|last\w*|op|new|unread|read|\W*)$")
NUMBERS = re.compile(r"\d+")

Slot = str
Path = tuple[Slot, ...]


@dataclass
class Segment:
    """One post: all its blocks, in page order, and the element from which their places in it are told."""

    anchor: Block
    base: HtmlElement
    blocks: list[Block]


class Slots(dict["HtmlElement", Slot]):
    """What elements are called: each is looked at when it is first asked for."""

    def __missing__(self, element: HtmlElement) -> Slot:
        name = self[element] = slot(element)
        return name


class TextPlace(NamedTuple):
    """Where the posts of a run have their text."""

    body: Path = ()
    """The way from a segment's base to the element that holds its text."""
    inner: Slot = ""
    """What the element is called that holds its text wherever it stands; "" where only the way leads to it."""
    named: bool = False
    """Whether it is `inner` by its name: it holds the text however short that is."""

    def holds(self, way: Path) -> bool:
        """Return whether what stands at *way* from a segment's base is in the element that holds its text."""
        return self.inner in way if self.inner else way[: len(self.body)] == self.body


@dataclass(eq=False)
class Run:
    """Posts of one shape, in page order."""

    segments: list[Segment]
    around: HtmlElement | None = None
    """The nearest element around all of them."""
    slots: Slots = field(default_factory=Slots, repr=False)

    @cached_property
    def text_place(self) -> TextPlace:
        """Where its text stands; most runs are told to be no posts before anybody asks."""
        said = own_words(self)
        weight, posts = weigh(self, said)
        body = descend(weight, posts)
        name = named(self, said)
        if name and name not in body[:-1]:
            return TextPlace(body, name, named=True)
        return TextPlace(body, called(weight, posts, len(body)))

    @cached_property
    def repeated(self) -> Counter[str]:
        """The lines, less their numbers, that may be the template's, and in how many posts each stands."""
        return Counter(
            text for s in self.segments for text in {numberless(b.text) for b in s.blocks if is_template_line(b)}
        )

    def without(self, withheld: set[Block]) -> Run:
        """Return the run less the blocks *withheld*; its text may stand elsewhere."""
        kept = [Segment(s.anchor, s.base, [b for b in s.blocks if b not in withheld]) for s in self.segments]
        return Run([segment for segment in kept if segment.blocks], around=self.around, slots=self.slots)


def slot(element: HtmlElement) -> Slot:
    """Return what *element* is called: its tag, a cell's column, and its first class without numbers."""
    name = first_name(element.get("class") or "") or words_name(element)
    if element.tag == "td":
        name = f"{sum(1 for _ in element.itersiblings(preceding=True))}.{name}"
    return f"{element.tag}.{name}" if name else str(element.tag)


def words_name(element: HtmlElement) -> str:
    """Return the id of *element*, without numbers, where that says that it holds a post's words."""
    name = element.get("id") or ""
    return first_name(name) if name and names_words(name) else ""


@lru_cache(maxsize=KEPT)
def first_name(names: str) -> str:
    """Return the first of *names*, the value of a class, that says more than which of many it is; without numbers."""
    return next((bare for entry in names.split() if not TURN.match(bare := NUMBERS.sub("", entry))), "")


def lineage(element: HtmlElement | None) -> list[HtmlElement]:
    """Return *element* and its ancestors below the body, nearest first, as far as a post reaches."""
    return list(climb(element))


def climb(element: HtmlElement | None) -> Iterator[HtmlElement]:
    """Yield what :func:`lineage` returns, for who may need no more than the nearest."""
    for outer in islice(outward(element), CLIMB) if element is not None else ():
        if outer.tag in ("body", "html"):
            return
        yield outer


def path(element: HtmlElement | None, base: HtmlElement, slots: Slots) -> Path:
    """Return the way from *base* down to *element*, by the *slots* of the elements on it."""
    steps: list[Slot] = []
    while element is not None and element is not base:
        steps.append(slots[element])
        element = element.getparent()
    return tuple(reversed(steps))


def is_anchor(block: Block, timed: Container[HtmlElement | None]) -> bool:
    """Return whether *block* says when something was posted."""
    if block.element in timed and letters(block.text) <= 200:
        found = not (is_edited(block.text) or is_about_user(block.text))
    else:
        found = len(block.text) <= STAMP_LETTERS and is_stamp(block.text)
    return found and not is_in_quote(block.element)


def is_in_quote(element: HtmlElement | None) -> bool:
    """Return whether *element* stands in a quote, whose stamp is another post's."""
    return any(holds_quote(str(outer.tag), outer.get("class") or "") for outer in climb(element))


@lru_cache(maxsize=KEPT)
def holds_quote(tag: str, names: str) -> bool:
    """Return whether an element of *tag*, of the classes *names*, holds another's words."""
    return tag == "blockquote" or names_quote(f"{tag}.{first_name(names)}")


@lru_cache(maxsize=KEPT)
def names_quote(name: Slot) -> bool:
    """Return whether an element called *name* holds another's words."""
    return QUOTE_NAME.search(name.lower()) is not None


def is_nested(inner: Run, outer: Run) -> bool:
    """Return whether posts of *inner* stand inside posts of *outer*: comments on answers, and on the question."""
    bases = {segment.base for segment in outer.segments}
    inside = sum(any(element in bases for element in lineage(s.base)[1:]) for s in inner.segments)
    if inside < INSIDE * len(inner.segments):
        return False
    if inner.around is not outer.around:
        return True
    last = outer.segments[-1].base
    return last is not outer.around and slot(inner.segments[-1].base) != slot(last)


def groups(anchors: Iterable[Block]) -> list[list[Block]]:
    """Return those of *anchors* that stand in places of one shape, two at least, largest first: one for an element,
    its first, or the first that reads as a stamp, where text stands before it."""
    found: dict[tuple[str, ...], dict[HtmlElement, Block]] = defaultdict(dict)
    for block in anchors:
        if block.element is not None:
            group = found[place(block.element)]
            if block.element not in group or (is_stamp(block.text) and not is_stamp(group[block.element].text)):
                group[block.element] = block
    alike = [list(group.values()) for group in found.values() if len(group) > 1]
    return sorted(alike, key=len, reverse=True)


def place(element: HtmlElement) -> tuple[str, ...]:
    """Return the shape of the place of *element*: its name and the tags above it."""
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    return slot(element), *(str(outer.tag) for outer in (parent, above) if outer is not None)


def read_run(anchors: list[Block], blocks: list[Block]) -> Run | None:
    """Return the run of posts of which each has one of *anchors*; None where they are not of one shape."""
    chains = {anchor: lineage(anchor.element) for anchor in anchors}
    holds = Counter(element for chain in chains.values() for element in chain)
    alone = {anchor: [e for e in chain if holds[e] == 1] for anchor, chain in chains.items()}
    opened = opened_chains(chains, headlines(blocks))
    slots = Slots()
    nested = nested_slot(list(alone.values()), list(opened.values()), slots)
    outer = outer_slot(list(alone.values()), slots) or nested
    if outer is None:
        return None
    bases = bases_of(alone, opened, outer, slots)
    if len(bases) < 2:
        return None
    around = common(list(bases.values()))
    owned = owned_blocks(bases, blocks)
    if nested and nested != outer and is_flat(owned, bases, slots):
        within = bases_of(alone, opened, nested, slots)
        if not is_flat(whole := owned_blocks(within, blocks), within, slots):
            bases, owned, around = within, whole, common(list(within.values()))
    if len(bases) < len(anchors) or is_flat(owned, bases, slots):
        beside = side_by_side(alone, slots)
        if beside and not is_flat(whole := owned_blocks(beside, blocks), beside, slots):
            bases, owned = beside, above_stamps(whole)
            around = common(list(bases.values()))
    if is_flat(owned, bases, slots):
        owned = stretched(owned, blocks, around)
        segments = [Segment(anchor, around, found) for anchor, found in owned.items()] if around is not None else []
    else:
        segments = [Segment(anchor, bases[anchor], found) for anchor, found in owned.items()]
    segments = [segment for segment in segments if segment.blocks]
    if len(segments) < 2:
        return None
    return Run(segments, around=around, slots=slots)


def bases_of(
    alone: dict[Block, list[HtmlElement]], opened: dict[Block, list[HtmlElement]], name: Slot, slots: Slots
) -> dict[Block, HtmlElement]:
    """Return the outermost element of that *name* around each stamp *alone*, or else of those that it opens."""
    found = ((anchor, outermost(alone[anchor], name, slots)) for anchor in alone)
    bases = {anchor: outermost(opened[anchor], name, slots) if base is None else base for anchor, base in found}
    return {anchor: base for anchor, base in bases.items() if base is not None}


def outer_slot(chains: list[list[HtmlElement]], slots: Slots) -> Slot | None:
    """Return the name of the outermost element that stands in (nearly) all of *chains*, each nearest first."""
    heights: dict[Slot, list[int]] = defaultdict(list)
    for chain in chains:
        highest = {slots[element]: height for height, element in enumerate(chain)}
        for name, height in highest.items():
            heights[name].append(height)
    need = max(2, ALIKE * len(chains))
    shared = [(sum(found) / len(found), name) for name, found in heights.items() if len(found) >= need]
    return max(shared)[1] if shared else None


def headlines(blocks: list[Block]) -> set[HtmlElement]:
    """Return the elements around the top headings of *blocks*: no post of many."""
    return {element for block in blocks if block.level == 1 for element in lineage(block.element)}


def opened_chains(chains: dict[Block, list[HtmlElement]], without: set[HtmlElement]) -> dict[Block, list[HtmlElement]]:
    """Return of each of *chains* the elements in which its stamp is the first, less some: a post around its answers.

    The chains stand in page order.
    """
    seen = set(without)
    found: dict[Block, list[HtmlElement]] = {}
    for anchor, chain in chains.items():
        found[anchor] = [element for element in chain if element not in seen]
        seen.update(chain)
    return found


def nested_slot(alone: list[list[HtmlElement]], opened: list[list[HtmlElement]], slots: Slots) -> Slot | None:
    """Return the name of the posts' element where many posts stand inside those that they answer."""
    counts = Counter(name for chain in opened for name in {slots[element] for element in chain})
    leaves = Counter(name for chain in alone for name in {slots[element] for element in chain})
    shared = [name for name in counts if counts[name] >= NESTED * len(opened) and leaves[name] >= LEAVES * len(alone)]
    heights = {slots[element]: height for chain in alone for height, element in enumerate(chain)}
    return max(shared, key=lambda name: heights[name], default=None)


def outermost(chain: list[HtmlElement], name: Slot, slots: Slots) -> HtmlElement | None:
    """Return the outermost element of *chain*, nearest first, of that *name*."""
    return next((element for element in reversed(chain) if slots[element] == name), None)


def side_by_side(alone: dict[Block, list[HtmlElement]], slots: Slots) -> dict[Block, HtmlElement]:
    """Return the outermost of the elements around each stamp *alone*, whatever they are called, where they stand side
    by side and every stamp stands in the same place of its own: it may stand below what was posted; {} else."""
    outer = {anchor: chain[-1] for anchor, chain in alone.items() if chain}
    places = {path(anchor.element, element, slots) for anchor, element in outer.items()}
    parents = {element.getparent() for element in outer.values()}
    return outer if len(outer) == len(alone) and len(places) == len(parents) == 1 and any(places) else {}


def above_stamps(owned: dict[Block, list[Block]]) -> dict[Block, list[Block]]:
    """Return the blocks of each post as far as its stamp, where most of the text stands above the stamps: what follows
    is said about the post, by others; all of them else."""
    above = {anchor: [b for b in found if b.index <= anchor.index] for anchor, found in owned.items()}
    told = {
        place: sum(letters(b.text) for found in blocks.values() for b in found if telling(b))
        for place, blocks in (("above", above), ("all", owned))
    }
    return above if told["above"] > 0.5 * told["all"] else owned


def common(elements: list[HtmlElement]) -> HtmlElement | None:
    """Return the nearest element around most of *elements*."""
    counts = Counter(e for element in elements for e in lineage(element.getparent()))
    need = ALIKE * len(elements)
    for element in lineage(elements[len(elements) // 2].getparent()):
        if counts[element] >= need:
            return element
    return None


def owned_blocks(bases: dict[Block, HtmlElement], blocks: list[Block]) -> dict[Block, list[Block]]:
    """Return the blocks inside each of *bases*, by its anchor."""
    owners: dict[HtmlElement, Block | None] = {base: anchor for anchor, base in bases.items()}
    found: dict[Block, list[Block]] = {anchor: [] for anchor in bases}
    for block in blocks:
        owner = owner_of(block.element, owners)
        if owner is not None:
            found[owner].append(block)
    return found


def owner_of(element: HtmlElement | None, owners: dict[HtmlElement, Block | None]) -> Block | None:
    """Return the owner of *element* or of its nearest owned ancestor; *owners* learns those on the way."""
    way: list[HtmlElement] = []
    while element is not None and element not in owners:
        way.append(element)
        element = element.getparent()
    owner = owners[element] if element is not None else None
    owners.update(dict.fromkeys(way, owner))
    return owner


def is_flat(owned: dict[Block, list[Block]], bases: dict[Block, HtmlElement], slots: Slots) -> bool:
    """Return whether the posts' text stands beside, not inside, the *bases* that hold the stamps."""
    empty = sum(
        not any(
            telling(block) or holders(block.element, bases[anchor], slots) for block in found if block is not anchor
        )
        for anchor, found in owned.items()
    )
    written = sum(sum(letters(b.text) for b in found if b is not anchor) > TELLING for anchor, found in owned.items())
    return empty > 0.8 * len(owned) and written < 0.5 * len(owned)


def is_held(block: Block) -> bool:
    """Return whether *block* stands in an element that is named as what holds the words of a post."""
    return names_words(block.near_names)


def telling(block: Block) -> bool:
    """Return whether *block* is long and free of links, as posts' text is."""
    told = letters(block.text) >= TELLING and block.link_share < 0.5
    return told and not (
        is_stamp(block.text) or is_profile(block.text) or is_aside(block) or is_signature(block) or is_card(block)
    )


def is_card(block: Block) -> bool:
    """Return whether *block* is a short line in an element that is named as the poster's, and outside of the words."""
    called = (block.element.get("class") or "") if block.element is not None else ""
    return bool(called) and letters(block.text) <= SMALL_LETTERS and names_author(called) and not is_held(block)


def stretched(
    owned: dict[Block, list[Block]], blocks: list[Block], around: HtmlElement | None
) -> dict[Block, list[Block]]:
    """Return the blocks from each stamp's element to the next one's, inside *around*."""
    if around is None:
        return {}
    inside: dict[HtmlElement, Block | None] = {around: blocks[0]}
    starts = [(found[0].index if found else anchor.index, anchor) for anchor, found in owned.items()]
    starts.sort(key=lambda pair: pair[0])
    result: dict[Block, list[Block]] = {}
    for (start, anchor), (end, _) in zip(starts, [*starts[1:], (len(blocks), None)], strict=True):
        result[anchor] = [b for b in blocks[start:end] if owner_of(b.element, inside) is not None]
    return result


def own_words(run: Run) -> set[Block]:
    """Return the telling blocks of *run* that are none of the template's."""
    template = template_lines(run, 2)
    blocks = (block for segment in run.segments for block in segment.blocks)
    return {block for block in blocks if telling(block) and numberless(block.text) not in template}


def weigh(run: Run, said: set[Block]) -> tuple[Counter[Path], dict[Path, set[int]]]:
    """Return how many letters of what is *said* stand at each way from the posts' bases, and in which posts."""
    weight: Counter[Path] = Counter()
    posts: dict[Path, set[int]] = defaultdict(set)
    for number, segment in enumerate(run.segments):
        for block in segment.blocks:
            if block in said:
                way = path(block.element, segment.base, run.slots)
                for depth in range(len(way) + 1):
                    weight[way[:depth]] += min(letters(block.text), 1500)
                    posts[way[:depth]].add(number)
    return weight, posts


def called(weight: Counter[Path], posts: dict[Path, set[int]], depth: int) -> Slot:
    """Return the name of the deepest element, deeper than *depth*, that holds the text at several ways, or ""."""
    letters_in: Counter[Slot] = Counter()
    posts_in: dict[Slot, set[int]] = defaultdict(set)
    depths: dict[Slot, int] = {}
    for way, found in weight.items():
        name = way[-1] if way else ""
        if (
            "." in name
            and not name.startswith("td")
            and name.partition(".")[0] not in TEXT_TAGS
            and name not in way[:-1]
        ):
            letters_in[name] += found
            posts_in[name] |= posts[way]
            depths[name] = max(depths.get(name, 0), len(way))
    held = [
        name
        for name, found in letters_in.items()
        if found >= HELD_LETTERS * weight[()] and len(posts_in[name]) >= HELD_POSTS * len(posts[()])
    ]
    best = max(held, key=lambda name: depths[name], default="")
    return best if best and depths[best] > depth else ""


def named(run: Run, said: set[Block]) -> Slot:
    """Return what the innermost element is called that is named as what holds the words of a post, if nearly every post
    of *run* has one, and most of what is *said* at length stands in these; "" else."""
    posts: Counter[Slot] = Counter()
    told: Counter[Slot] = Counter()
    depths: dict[Slot, int] = {}
    every = 0
    for segment in run.segments:
        found: dict[Slot, set[HtmlElement]] = defaultdict(set)
        for block in segment.blocks:
            length = letters(block.text) if block in said and block is not segment.anchor else 0
            every += length if length > SMALL_LETTERS else 0
            for depth, element in enumerate(holders(block.element, segment.base, run.slots)):
                name = run.slots[element]
                if length or element not in found[name]:
                    told[name] += length
                found[name].add(element)
                depths[name] = max(depths.get(name, 0), depth)
        posts.update(name for name, elements in found.items() if len(elements) == 1 and "." in name)
    need, least = HELD_POSTS * len(run.segments), NAMED_LETTERS * every
    return max((n for n in posts if posts[n] >= need and told[n] >= least), key=lambda n: depths[n], default="")


def holders(element: HtmlElement | None, base: HtmlElement, slots: Slots) -> list[HtmlElement]:
    """Return the elements around *element*, inside *base*, that are named as what holds the words of a post, the
    outermost first: none inside a quote."""
    found: list[HtmlElement] = []
    while element is not None and element is not base:
        if is_holder(element):
            found.append(element)
        elif element.tag == "blockquote" or names_quote(slots[element]):
            found.clear()
        element = element.getparent()
    return found[::-1]


def is_holder(element: HtmlElement) -> bool:
    """Return whether *element* is named as what holds the words of a post."""
    for key in HOLDER_KEYS:
        value = element.get(key)
        if value and names_words(value):
            return True
    return False


def template_lines(run: Run, least: int) -> set[str]:
    """Return the lines, less their numbers, of so many posts, *least* or more, that they are the template's."""
    need = max(least, TEMPLATE_SHARE * len(run.segments))
    return {text for text, count in run.repeated.items() if count >= need}


def is_template_line(block: Block) -> bool:
    """Return whether *block* may be the template's: no quote, which others may repeat, and not long."""
    if block.kind == "quote" or letters(block.text) > TEMPLATE_LETTERS:
        return False
    return letters(block.text) < TELLING or not is_in_quote(block.element)


def numberless(text: str) -> str:
    """Return a short *text* with every number the same: counts differ from post to post; a sentence as it is."""
    return NUMBERS.sub("0", text) if letters(text) <= COUNT_LETTERS else text


def descend(weight: Counter[Path], posts: dict[Path, set[int]]) -> Path:
    """Return the deepest path that holds nearly all of the *weight* and nearly all of the *posts*."""
    children: dict[Path, list[Path]] = defaultdict(list)
    for way in weight:
        if way:
            children[way[:-1]].append(way)
    here: Path = ()
    while children[here]:
        best = max(children[here], key=lambda way: weight[way])
        if (
            best[-1].partition(".")[0] in TEXT_TAGS
            or weight[best] < HELD_LETTERS * weight[()]
            or len(posts[best]) < HELD_POSTS * len(posts[()])
        ):
            break
        here = best
    return here
