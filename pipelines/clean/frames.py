"""The story of a page in, its pictures with the lines in their frames out."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property, partial
from itertools import accumulate, count, islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from pipelines.blocks import INLINE, WHOLLY
from pipelines.clean.credits import credit_of
from pipelines.clean.images import BUTTON, is_control, parted_credit
from pipelines.clean.legends import PAIR, split_credit
from pipelines.clean.named import (
    FRAME,
    LONGEST,
    MOST_HELD,
    can_be_caption,
    is_aside,
    is_line,
    is_marked_below,
    is_marked_caption,
    is_named_caption,
    is_offer,
    is_pointer,
    is_sure_caption,
)
from pipelines.clean.pictures import (
    HEADINGS,
    Scene,
    frame_of,
    is_of_story,
    is_photo,
    is_shown,
    leads_away,
    may_head,
    pictures_in,
    stands_in,
)
from pipelines.clean.sources import declared_pictures
from pipelines.describe.stamps import strip_stamps
from pipelines.document import holders_of, shown_text
from pipelines.prose import letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Elements in which little else than a credit stands.
SURE_HOLDERS = ("cite", "small")
#: Longest caption, in Latin letters, that nothing but its place beside a picture tells to be one.
ALONE = 300
#: The hour and minute of a moment.
MINUTE = slice(11, 16)


class Layout:
    """Where the pictures of a page, and the blocks of its story, stand among its elements."""

    def __init__(self, tree: HtmlElement, zone: list[Block], pictures: list[HtmlElement]) -> None:
        self.zone = zone
        self.order = dict(zip(tree.iter(), count(), strict=False))
        self.places = list(accumulate((self.order.get(block.element, 0) for block in zone), max))
        self.pictures = pictures
        self.stands = [self.order[picture] for picture in pictures]
        self.owner: dict[HtmlElement, list[Block]] = {}
        for block in zone:
            self.owner.setdefault(block.element, []).append(block)

    @cached_property
    def photos(self) -> list[int]:
        """Where photos stand."""
        return [self.order[picture] for picture in self.pictures if is_photo(picture) and is_shown(picture)]

    def is_amid(self, picture: HtmlElement, scene: Scene) -> bool:
        """Return whether *picture* stands where the story does, or is declared and stands above it."""
        stand = self.order[picture]
        return stand <= self.places[-1] + 1 and (stand >= self.places[0] or may_head(picture, scene))

    def lines_near(
        self, picture: HtmlElement, frame: HtmlElement, stands: Callable[[HtmlElement], bool]
    ) -> list[Block]:
        """Return the blocks around or after *picture*, which may be the story's as it *stands* there, that are its
        caption and credit, where its *frame* has none."""
        if frame is picture:
            others = [] if stands(picture) else self.photos  # an advertisement above a photo has no caption
            first, last = self.between(self.order[picture], others)
            below = self.zone[first : min(last, first + PAIR)]
            return lines_around(picture, self.owner) or lines_after(picture, below)
        first, last = self.between(self.order[last_in(frame)], self.stands)
        return list(takewhile(is_marked_below, together(self.zone[first:last])))

    def between(self, end: int, others: list[int]) -> tuple[int, int]:
        """Return where the blocks after the element at *end* begin, and where they end: what stands below the next of
        the *others*, pictures, is of that."""
        after = bisect_right(others, end)
        below = others[after] if after < len(others) else len(self.order)
        return bisect_right(self.places, end), bisect_right(self.places, below)


def framed_lines(document: Document, zone: list[Block], scene: Scene) -> Iterator[tuple[HtmlElement, list[Block]]]:
    """Yield each picture of the story with its caption and credit: blocks in its frame, or right after it."""
    pictures = pictures_in(document.tree) if document.tree is not None else []
    if document.tree is None or not pictures:
        return
    layout = Layout(document.tree, zone, pictures)
    moments = [str(document.value(key) or "")[MINUTE] for key in ("published", "modified")]
    stands = cache(partial(stands_in, scene=scene))
    used: set[HtmlElement] = set()
    taken: set[int] = set()
    for picture in pictures:
        frame = frame_of(picture) if layout.is_amid(picture, scene) and is_of_story(picture, scene) else None
        if frame is None or frame in used:
            continue
        used.add(frame)
        lines = lines_in(frame, layout.owner)
        if any(map(is_offer, lines)):
            continue
        lines = lines or layout.lines_near(picture, frame, stands)
        lines = [block for block in lines if block.index not in taken and not tells_when(block, moments)]
        if stands(picture) if not lines else not is_teaser(picture, lines, scene.page):
            taken.update(block.index for block in lines)
            yield picture, lines


def together(blocks: list[Block]) -> list[Block]:
    """Return those of *blocks*, below a picture, that may be its caption and credit: two, or all of a figcaption."""
    around = blocks[0].around(FRAME) if blocks else ()
    holder = next((element for element in around if element.tag == "figcaption"), None)
    held = takewhile(lambda block: holder in block.around(FRAME), blocks if holder is not None else ())
    return max(blocks[:PAIR], list(held), key=len)


def tells_when(block: Block, moments: list[str]) -> bool:
    """Return whether *block* is short and has a day and one of the *moments* of the story: its stamp, no caption."""
    if len(block.text) > BUTTON or not any(moment and moment in block.text for moment in moments):
        return False
    return strip_stamps(block.text) != block.text


def scene_of(document: Document, zone: list[Block]) -> Scene:
    """Return what stands around the pictures of *document*, whose story is in *zone*."""
    prose = list(filter(is_story_prose, zone))
    story = common_holder(prose or zone)
    around = {story, *story.iterancestors()}
    declared = declared_pictures(document.evidence)
    authors = frozenset(map(str.casefold, document.value("authors") or ()))
    held, told = holders_of(zone), holders_of(prose)
    homes = {block.home for block in prose}
    return Scene(around, homes, held, told, holders_of(prose[:1]), declared, {}, authors, document.page.url)


def lines_in(frame: HtmlElement, owner: dict[HtmlElement, list[Block]]) -> list[Block]:
    """Return the blocks in *frame*, of a picture, that are its caption and credit."""
    inside = [block for element in frame.iter() for block in owner.get(element, []) if can_be_caption(block)]
    lines = [block for block in inside if frame.tag == "figure" or is_sure_caption(block)]
    return sorted(lines, key=attrgetter("index"))


def last_in(frame: HtmlElement) -> HtmlElement:
    """Return the last element in *frame*, or itself."""
    while len(frame):
        frame = frame[-1]
    return frame


def is_teaser(picture: HtmlElement, lines: list[Block], page: str) -> bool:
    """Return whether a link from *page* to another holds *picture* and *lines*, which are no captions by name or stand
    there with a heading."""
    link = next(picture.iterancestors("a"), None)
    if link is None or not leads_away(link, page):
        return False
    if not all(block.link_share > WHOLLY for block in lines):
        return False
    return not any(map(is_marked_caption, lines)) or next(link.iter(*HEADINGS), None) is not None


def common_holder(zone: list[Block]) -> HtmlElement:
    """Return the innermost element around the first and the last block of *zone*, and the headline between."""
    first, last = (block.element for block in (zone[0], zone[-1]))
    around_last = set() if last is None else set(last.iterancestors())
    around_first = [] if first is None else [first, *first.iterancestors()]
    return next((element for element in around_first if element in around_last), around_first[-1])


def lines_around(picture: HtmlElement, owner: dict[HtmlElement, list[Block]]) -> list[Block]:
    """Return the blocks that an unframed *picture* shares its element with, where they are all that it holds."""
    holder = next((element for element in picture.iterancestors() if element.tag not in INLINE), None)
    if holder is None:
        return []
    beside = holder is picture.getparent()
    lines = [
        block
        for block in owner.get(holder, [])
        if (can_be_caption(block) and (is_named_caption(block) or (beside and not is_pointer(block))))
        or is_aside(block)
        or says_alt(block, picture)
    ]
    short = all(letters(block.text) <= ALONE for block in lines)
    return lines if 0 < len(lines) <= PAIR and short and holds_only(holder, lines) else []


def says_alt(block: Block, picture: HtmlElement) -> bool:
    """Return whether *block*, a line without a link, says word for word what those are told who cannot see
    *picture*."""
    line = is_line(block) and block.reason is None and not block.links
    return line and block.text == " ".join((picture.get("alt") or "").split())


def holds_only(holder: HtmlElement, lines: list[Block]) -> bool:
    """Return whether *holder* has no text but that of *lines*."""
    return "".join("".join(holder.itertext()).split()) == "".join("".join(block.text.split()) for block in lines)


def lines_after(picture: HtmlElement, blocks: list[Block]) -> list[Block]:
    """Return those of the two *blocks* after an unframed *picture* that are its caption and credit."""
    below = takewhile(lambda block: block.reason is not Reason.TITLE, blocks)
    blocks = [block for block in below if block.reason in (None, Reason.CAPTION) and len(block.text) <= LONGEST]
    if len(blocks) == PAIR and credit_of(blocks[1].text) and not credit_of(blocks[0].text):
        return blocks
    for block in blocks[:1]:
        told = not is_control(block.text) and (
            split_credit(block.text)[1] or parted_credit(block.text, block.element, SURE_HOLDERS)
        )
        if told or (can_be_caption(block) and (is_named_caption(block) or is_framed(picture, block))):
            return [block]
    return []


def is_framed(picture: HtmlElement, block: Block) -> bool:
    """Return whether *block*, no bare link to elsewhere, shares its frame with *picture*."""
    return not is_pointer(block) and shares_frame(picture, block)


def shares_frame(picture: HtmlElement, block: Block) -> bool:
    """Return whether *picture* and *block* stand together in an element that holds little else."""
    holder = picture.getparent()
    for _ in range(2):
        if holder is None or holder.tag in ("body", "article", "main") or holds_many(holder):
            return False
        if text := shown_text(holder):
            return text == block.text
        holder = holder.getparent()
    return False


def holds_many(element: HtmlElement) -> bool:
    """Return whether *element* has more children than one that is named for a caption; `len` counts them all."""
    return next(islice(element, MOST_HELD, None), None) is not None
