"""A run of posts in, each one read: who wrote it and when, its own words, and what it quotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.clean.loose import FILMS
from pipelines.document import shown_text
from pipelines.prose import COLONS, bare, ends_sentence, letters
from pipelines.threads.authors import name_authors
from pipelines.threads.marks import (
    COUNTER,
    PROFILE,
    SMALL_LETTERS,
    WORD,
    gives_time,
    heads_quote,
    is_aside,
    is_button,
    is_edited,
    is_expander,
    is_file,
    is_profile,
    is_signature,
    is_small,
    is_stamp,
    quoted_name,
    tidy_name,
)
from pipelines.threads.shapes import lineage, names_quote, numberless, owner_of, path, telling, template_lines
from pipelines.threads.stamps import MINUTE, published_of
from schemas.content import Post
from schemas.fields import body_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block
    from pipelines.threads.shapes import Path, Run, Segment, Slots
    from pipelines.threads.stamps import Clock

#: Elements that show something without words.
SHOWN = ("img", "svg", "canvas", *FILMS)
#: A line from which on a post holds its poster's standing last lines.
SIGNATURE_LINE = re.compile(r"^(?:--|_{5,}|-{5,}|—{2,})\s*$")
#: Fewest posts in which a line must stand to be part of the template.
TEMPLATE_POSTS = 3
#: Share of link text from which a block is a pointer to other pages.
LINKED = 0.5
#: Shortest text, in characters without spaces and marks, that counts as another's when it stands again.
REPEATED = 40


@dataclass
class Reading:
    """A post as it was read, and the blocks it was read from."""

    segment: Segment
    text: list[Block] = field(default_factory=list)
    quoted: list[list[Block]] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    author: str | None = None
    published: str | None = None
    stamp: str = ""

    def post(self) -> Post:
        """Return the post."""
        return Post(
            author=self.author,
            published=self.published,
            text=joined(self.text),
            quotes=[text for blocks in self.quoted if (text := quoted(quote_text(blocks)))],
        )


def joined(blocks: list[Block]) -> str:
    """Return the text of *blocks*, a blank line between."""
    return body_text("\n\n".join(block.text for block in blocks))


def quoted(blocks: list[Block]) -> str:
    """Return the text of the *blocks* of a quote, without who is quoted where that opens the first of them."""
    text = joined(blocks)
    opening = announced_opening(blocks[0]) if blocks else ""
    return text.removeprefix(opening).lstrip() if opening else text


def announced_opening(block: Block) -> str:
    """Return the words in an element of their own with which *block* opens, where they say who is quoted."""
    first = (
        next(block.element.iterchildren("cite", "b", "strong", "em", "i", "span"), None)
        if block.element is not None
        else None
    )
    words = shown_text(first) if first is not None else ""
    return words if words and block.text.startswith(words) and heads_quote(words) else ""


def read_posts(run: Run, clock: Clock) -> list[Reading]:
    """Return the posts of *run* as they read, their times by *clock*."""
    clock.learn(run.segments)
    furniture = template_lines(run, TEMPLATE_POSTS)
    authors = name_authors(run)
    posters = {author for author in authors if author}
    readings = [Reading(segment, author=author) for segment, author in zip(run.segments, authors, strict=True)]
    seen: dict[str, str | None] = {}
    inside: list[list[Block]] = []
    for reading in readings:
        reading.published, reading.stamp = published_of(reading.segment, clock)
        held, reading.rest = parted(reading.segment, run)
        inside.append(held)
    told = [
        [block for block in held if not is_furniture(block, reading, furniture)]
        for reading, held in zip(readings, inside, strict=True)
    ]
    whole = post_boxes(readings, told, run)
    for reading, held, words in zip(readings, inside, told, strict=True):
        read_body(reading, held, words, whole, run)
        if reading.author and not reading.text:
            keep_short_answer(reading, held, furniture, run.slots)
        drop_copies(reading)
        drop_stamps(reading, clock)
        part_heads(reading, posters)
        part_repeats(reading, seen)
        part_announced(reading)
    drop_signatures(readings)
    return readings


def parted(segment: Segment, run: Run) -> tuple[list[Block], list[Block]]:
    """Return the blocks of *segment* that hold its text, and the others."""
    held = run.text_place
    ways = [(block, path(block.element, segment.base, run.slots)) for block in segment.blocks]
    inside = {block for block, way in ways if held.holds(way)}
    if held.named and not inside and shows_picture(segment, run):
        return [], segment.blocks
    if not (inside if held.named else any(map(telling, inside))):  # an opening post in a shape of its own
        inside = {block for block, way in ways if way[: len(held.body)] == held.body}
    if not inside and segment is not run.segments[0]:
        inside = shallower(ways, run)
    return [b for b in segment.blocks if b in inside], [b for b in segment.blocks if b not in inside]


def shows_picture(segment: Segment, run: Run) -> bool:
    """Return whether the element of *segment* that is called as what holds the words shows something else: an empty
    one leaves them elsewhere."""
    boxes = (element for element in segment.base.iter() if run.slots[element] == run.text_place.inner)
    return any(next(box.iterdescendants(*SHOWN), None) is not None for box in boxes)


def shallower(ways: list[tuple[Block, Path]], run: Run) -> set[Block]:
    """Return the blocks that stand in an element called as one around the others' text: an answer may be less deep."""
    for name in reversed(run.text_place.body):
        inside = {block for block, way in ways if "." in name and way[-1:] == (name,)}
        if inside:
            return inside
    return set()


def post_boxes(readings: list[Reading], told: list[list[Block]], run: Run) -> set[Path]:
    """Return the ways from the posts' bases to the elements that hold all that is *told* in most of them: whatever they
    are called, they hold a post, not a quote in it."""
    ways = Counter(
        path(element, reading.segment.base, run.slots)
        for reading, words in zip(readings, told, strict=True)
        for element in elements_around(words, reading.segment.base)
    )
    return {way for way, count in ways.items() if count > len(readings) / 2}


def read_body(reading: Reading, blocks: list[Block], told: list[Block], whole: set[Path], run: Run) -> None:
    """Sort *blocks* into the reading's own words, quotes and the rest: what is not *told* in it."""
    signed = False
    quote: HtmlElement | None = None
    heads = cited_heads(reading, blocks, run)
    words = set(told).difference(heads)
    boxes = announced_boxes(told, reading.segment.base).union(heads.values())
    for block in blocks:
        holder = quote_holder(block, reading.segment.base, run.slots, boxes, whole)
        signed = signed or SIGNATURE_LINE.match(block.text) is not None
        if signed or block not in words:
            reading.rest.append(block)
        elif holder is not None or block.text.startswith((">", "＞")):
            if not reading.quoted or quote is None or holder is not quote:
                reading.quoted.append([])
            reading.quoted[-1].append(block)
        else:
            reading.text.append(block)
        quote = holder


def keep_short_answer(reading: Reading, blocks: list[Block], furniture: set[str], slots: Slots) -> None:
    """Take the last of *blocks* that only reads as a button or counter for the text of a post that has no other; where
    that quotes a post, what is called as the words of this."""
    cited = {slots[block.element] for quote in reading.quoted for block in quote if block.element is not None}
    for block in reversed(blocks):
        if block not in reading.rest or can_be_pressed(block) or is_fixture(block, reading, furniture):
            continue
        if cited and not (block.element is not None and slots[block.element] in cited and "." in slots[block.element]):
            continue
        if is_button(block.text) or COUNTER.match(block.text):
            reading.rest.remove(block)
            reading.text.append(block)
            return


def is_fixture(block: Block, reading: Reading, furniture: set[str]) -> bool:
    """Return whether *block*, whatever it says, stands around the text of every post: a stamp, a signature."""
    return block is reading.segment.anchor or numberless(block.text) in furniture or is_signature(block)


def can_be_pressed(block: Block) -> bool:
    """Return whether *block* is a button or link by its markup."""
    return bool(block.links) or any(
        element.tag == "a" or is_button_element(element) for element in lineage(block.element)
    )


def is_in_button(block: Block, base: HtmlElement) -> bool:
    """Return whether *block* stands in a button inside *base*, its post: no sentence, which the button may fold."""
    if ends_sentence(block.text):
        return False
    return any(map(is_button_element, takewhile(lambda element: element is not base, lineage(block.element))))


def is_button_element(element: HtmlElement) -> bool:
    """Return whether *element* is a button, or is one to screen readers."""
    return "button" in (element.tag, element.get("role"))


def is_furniture(block: Block, reading: Reading, furniture: set[str]) -> bool:
    """Return whether *block* is about the post, or a button under it, rather than its text."""
    text = block.text
    if is_fixture(block, reading, furniture) or is_aside(block):
        return True
    if letters(text) > SMALL_LETTERS:
        return is_edited(text) or is_profile(text) or is_file(text)
    linked = block.link_share > 0.5
    return bool(
        tidy_name(text) == reading.author
        or COUNTER.match(text)
        or is_edited(text)
        or is_expander(text)
        or is_button(text)
        or is_profile(text)
        or is_file(text)
        or (linked and is_stamp(text))
        or is_in_button(block, reading.segment.base)
    )


def announced_boxes(blocks: list[Block], base: HtmlElement) -> set[HtmlElement]:
    """Return the elements that hold a line that says who is quoted, what is quoted, and nothing else of the post."""
    found: set[HtmlElement] = set()
    for place, block in enumerate(blocks):
        if is_small(block) and quoted_name(block.text) is not None:
            box = announced_box(blocks, place, base)
            if box is not None:
                found.add(box)
    return found


def cited_heads(reading: Reading, blocks: list[Block], run: Run) -> dict[Block, HtmlElement]:
    """Return the lines that name another member, each over what that one posted, which stands whole in the post that
    answers it, and the element of both: of *blocks*, in the elements that hold the words of posts, these come first,
    and the post's own last."""
    segment = reading.segment
    if not run.text_place.inner:
        return {}
    found: dict[Block, HtmlElement] = {}
    for place, block in enumerate(segment.blocks):
        if place and block.links and names_member(block, reading.author):
            box = announced_box(segment.blocks, place, segment.base)
            if box is not None:
                found[block] = box
    inside: dict[HtmlElement, Block | None] = {box: head for head, box in found.items()}
    owners = [owner_of(block.element, inside) for block in blocks if block not in found] if inside else []
    return found if owners and owners[0] is not None and owners[-1] is None else {}


def names_member(block: Block, author: str | None) -> bool:
    """Return whether *block* begins with a link to a member's page, not to that of *author*, and says little else."""
    href, name = block.links[0]
    return name != author and block.text.startswith(name) and is_small(block) and PROFILE.search(href) is not None


def announced_box(blocks: list[Block], place: int, base: HtmlElement) -> HtmlElement | None:
    """Return the outermost element that begins with the block at *place* and holds more, but not the whole post."""
    found = None
    element = blocks[place].element
    while element is not None and element is not base:
        inside = {element: blocks[place]}
        held = [owner_of(block.element, dict(inside)) is not None for block in blocks]
        if held.index(True) < place or all(held):
            break
        if sum(held) > 1:
            found = element
        element = element.getparent()
    return found


def elements_around(blocks: list[Block], base: HtmlElement) -> set[HtmlElement]:
    """Return the elements inside *base* that are around all of *blocks*."""
    chains = [set(takewhile(lambda element: element is not base, lineage(block.element))) for block in blocks]
    return set.intersection(*chains) if chains else set()


def quote_holder(
    block: Block,
    base: HtmlElement,
    slots: Slots,
    boxes: set[HtmlElement],
    whole: set[Path],
) -> HtmlElement | None:
    """Return the outermost element inside *base*, but none at a way to a *whole* post, that holds a quote with *block*.

    It is one of *boxes*, or named so.
    """
    found = None
    element = block.element
    while element is not None and element is not base:
        name = slots[element]
        if element.tag == "blockquote" or element in boxes or names_quote(name):
            if path(element, base, slots) in whole:
                break
            found = element
        element = element.getparent()
    return found


def quote_text(blocks: list[Block]) -> list[Block]:
    """Return *blocks* of a quote without the line that names who is quoted and the offer to expand it."""
    kept = [block for block in blocks if not is_expander(block.text) and not is_button(block.text)]
    while len(kept) > 1 and (heads_quote(kept[0].text) or is_stamp(kept[0].text)):
        kept = kept[1:]
    return kept


def part_heads(reading: Reading, posters: set[str]) -> None:
    """Take the line that is one of *posters* and a colon out of the quotes that it heads, and quotes of but a head."""
    for quote in list(reading.quoted):
        if all(is_head(block) or not WORD.search(block.text) for block in quote):
            reading.quoted.remove(quote)
            reading.rest += quote
        if len(quote) > 1 and quote[0].text.rstrip().endswith(COLONS) and tidy_name(quote[0].text) in posters:
            reading.rest.append(quote.pop(0))


def part_announced(reading: Reading) -> None:
    """Take a line that only names who is quoted out of the text where a quote is there."""
    if not reading.quoted:
        return
    heads = [block for block in reading.text if quoted_name(block.text) and is_short_head(block.text)]
    for block in heads:
        if any(stands_above(block, quote[0], reading) for quote in reading.quoted):
            reading.text.remove(block)
            reading.rest.append(block)


def is_short_head(text: str) -> bool:
    """Return whether *text* is no longer than who is quoted, with when: "On 3 May 2024 at 9:07, walnut wrote:"."""
    return letters(text) <= SMALL_LETTERS or (text.rstrip().endswith(COLONS) and gives_time(text))


def is_head(block: Block) -> bool:
    """Return whether *block* only says who is quoted, and nothing of what."""
    return heads_quote(block.text) and announced_opening(block) in ("", block.text)


def stands_above(head: Block, quote: Block, reading: Reading) -> bool:
    """Return whether *quote* begins below *head*, and none of the words of *reading* stand between."""
    return head.index < quote.index and not any(head.index < block.index < quote.index for block in reading.text)


def part_repeats(reading: Reading, seen: dict[str, str | None]) -> None:
    """Take out of the text what stands in an earlier post, as *seen*: a quote in a markup that does not say so.

    What the poster says again is the poster's own, and so is all of a post that has no other quote: many wish luck.
    """
    own = {block: words for block in reading.text if len(words := squeezed(block)) >= REPEATED}
    again = [block for block, words in own.items() if words in seen and (seen[words] or "") != reading.author]
    if again and (reading.quoted or len(again) < len(reading.text)):
        reading.quoted.append(again)
        reading.text = [block for block in reading.text if block not in again]
    for words in own.values():
        seen.setdefault(words, reading.author)


def drop_copies(reading: Reading) -> None:
    """Take out the hidden quotes that hold the post itself: what a button would put into an answer."""
    own = list(map(squeezed, reading.text))
    for quote in [quote for quote in reading.quoted if own and all(block.hidden for block in quote)]:
        copied = set(map(squeezed, quote))
        if sum(words in copied for words in own) > len(own) / 2:
            reading.quoted.remove(quote)
            reading.rest += quote


def drop_stamps(reading: Reading, clock: Clock) -> None:
    """Take the lines out of the text that only say again when the post was written."""
    if reading.published is None:
        return
    for block in [block for block in reading.text if is_small(block) and is_stamp(block.text)]:
        moment = clock.read(block.text)
        if moment and len(moment) >= MINUTE and reading.published.startswith(moment[:MINUTE]):
            reading.text.remove(block)
            reading.rest.append(block)


def squeezed(block: Block) -> str:
    return bare(block.text)


def drop_signatures(readings: list[Reading]) -> None:
    """Take out the last lines that a poster leaves under every post."""
    by_author: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.author:
            by_author[reading.author].append(reading)
    for mine in by_author.values():
        while len(mine) > 2 and all(len(reading.text) > 1 for reading in mine):
            if len({reading.text[-1].text for reading in mine}) > 1:
                break
            for reading in mine:
                reading.rest.append(reading.text.pop())


def told(reading: Reading) -> int:
    """Return how many letters the post says, less the links to other pages."""
    return sum(letters(block.text) for block in reading.text if block.link_share < LINKED)


def told_in_body(reading: Reading) -> int:
    """Return how many letters of the post trafilatura found to be main content."""
    return sum(letters(block.text) for block in reading.text if block.in_body)
