"""The story of a page in, its captions without a picture out, and whether there is room for one."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.clean.credits import COPYRIGHT
from pipelines.clean.legends import split_credit
from pipelines.clean.named import FRAME, LONGEST, MOST_HELD, is_named_caption, is_offer, names_itself
from pipelines.clean.pictures import (
    FRAME_DEPTH,
    Scene,
    called,
    is_flanked,
    is_logo,
    is_of_others,
    is_small,
    names_film,
    names_room,
    pictures_in,
    shown_in,
    shows_one,
)
from pipelines.document import shown_text
from pipelines.prose import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Elements that play a film or a sound, and those that may.
PLAYED = ("video", "audio", "amp-video", "amp-youtube")
FILMS = ("iframe", "object", "embed", *PLAYED)
#: What a caption may be of besides a picture; lists may be rows of buttons.
LISTS = ("ul", "ol")
OTHERS = ("table", "blockquote", "pre", *LISTS)
#: What a site, rather than who took a picture, says of its rights first.
DATED_RIGHT = re.compile(r"copyright\W+(?:\(c\)\W*)?(?:19|20)\d\d\b", re.IGNORECASE)


def picture_beside(caption: Block) -> HtmlElement | None:
    """Return what the nearest element around *caption* with any picture has for its only one, if no small one, nor a
    logo; None where much else stands in it, or a film, of which the caption may be."""
    for element in caption.around(FRAME + 1):
        if len(element) > MOST_HELD or element.tag in ("body", "article", "main") or len(shown_text(element)) > LONGEST:
            return None
        if next(element.iter(*FILMS), None) is not None:
            return None
        if pictures := shown_in(element):
            sole = len(pictures) == 1 and not is_small(pictures[0]) and not is_logo(pictures[0])
            return pictures[0] if sole else None
    return None


def loose_captions(zone: list[Block]) -> Iterator[list[Block]]:
    """Yield the captions of the zone whose picture is not in the page, by the element around them.

    A linked heading with the name of one is an entry of a list, in the type of captions.
    """
    group: list[Block] = []
    known: dict[HtmlElement, bool] = {}
    for block in zone:
        if block.reason is not None or len(block.text) > LONGEST or (block.kind == "heading" and block.links):
            continue
        named = block.kind == "caption" or ((block.main or names_itself(block)) and is_named_caption(block))
        if not named or is_offer(block) or DATED_RIGHT.match(block.text) or is_of_other(block, known):
            continue
        if group and not are_of_one(group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def are_of_one(block: Block, other: Block) -> bool:
    """Return whether *block* and the *other*, a caption below it, are of one picture: in one `<figure>` or
    `<figcaption>` of no more pictures, else next to each other in an element."""
    frame = figure_of(block)
    if frame is not None and frame is figure_of(other) and shows_one(frame):
        return True
    return block.home is other.home and block.index + 1 == other.index


def figure_of(block: Block) -> HtmlElement | None:
    """Return the `<figure>` or `<figcaption>` around *block*, the outer; None where there is none."""
    found = [element for element in block.around(FRAME_DEPTH) if element.tag in ("figure", "figcaption")]
    return found[-1] if found else None


def has_room(lines: list[Block], scene: Scene) -> bool:
    """Return whether *lines*, captions without a picture, credit one, are a sentence between paragraphs of the story,
    or stand in an element that is made for a picture and for nothing else."""
    if any(split_credit(block.text)[1] and not COPYRIGHT.match(block.text) for block in lines):
        return True
    around = list(takewhile(lambda element: element not in scene.around, lines[0].around()))
    if any(is_of_site(element) or shows_film(element) for element in around):
        return False
    told = bool(around) and any(ends_sentence(block.text) for block in lines) and is_flanked(around[-1], scene)
    return told or follows_room(lines[0].element) or any(map(makes_room, around[: FRAME + 2]))


def follows_room(element: HtmlElement | None) -> bool:
    """Return whether what stands right above *element* is empty and named for a picture: a style or script fills it."""
    above = None if element is None else element.getprevious()
    if above is None or not names_room(called(above)) or names_film(called(above)):
        return False
    return next(above.iter(*FILMS), None) is None and not shown_text(above)


def is_of_site(element: HtmlElement) -> bool:
    """Return whether *element*, around a caption, is the site's or of other stories by its tag or name."""
    said = called(element)
    return element.tag in ("nav", "footer") or (is_of_others(said) and not names_room(said))


def makes_room(element: HtmlElement) -> bool:
    """Return whether *element* is a figure, named for a picture, or holds one, though empty, and little else."""
    if element.tag == "figure" or names_room(called(element)):
        return True
    return len(element) <= MOST_HELD and bool(pictures_in(element)) and len(shown_text(element)) <= LONGEST


def shows_film(element: HtmlElement) -> bool:
    """Return whether *element*, around a caption, is named for a film or a player, or holds one and little else; what
    a frame shows may be a chart."""
    if names_film(called(element)):
        return True
    return next(element.iter(*PLAYED), None) is not None and len(shown_text(element)) <= LONGEST


def is_of_other(block: Block, known: dict[HtmlElement, bool]) -> bool:
    """Return whether *block*, named for a caption, stands with a table, a quote or a list, not with a picture; of which
    elements that is *known* is added to those."""
    frame = next((element for element in block.around(FRAME) if element.tag in ("table", "figure", "blockquote")), None)
    if frame is None:
        line = next((element for element in block.around(FRAME) if element.tag == "figcaption"), block.element)
        frame = None if line is None else line.getnext()
        if frame is None or frame.tag not in OTHERS:
            return False
    if frame not in known:
        known[frame] = next(frame.iter("img"), None) is None and any(map(tells_something, frame.iter(*OTHERS)))
    return known[frame]


def tells_something(other: HtmlElement) -> bool:
    """Return whether *other* is a table, or has words, a list more than its links and buttons say: they may be those
    of a gallery, or of its picture."""
    if other.tag == "table":
        return True
    buttons = other.iter("a", "button") if other.tag in LISTS else ()
    return len(shown_text(other)) > sum(len(shown_text(button)) + 1 for button in buttons)
