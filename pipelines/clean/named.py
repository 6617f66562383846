"""A block in, whether its markup or its words make it a caption or credit out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipelines.blocks import WHOLLY
from pipelines.clean.legends import PAIR, split_credit, without_label
from pipelines.clean.pictures import (
    PICTURE_FILE,
    called,
    may_be_prose,
    names_caption,
    names_credit,
    pictures_in,
    says_caption,
)
from pipelines.clean.sure_notices import middle_reason
from pipelines.document import shown_text
from pipelines.prose import is_prose
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Elements within a block that may hold its caption.
CAPTION_HOLDERS = ("span", "cite", "em", "i", "small", "font")
#: How many elements around a caption may be the figure or table it is of.
FRAME = 3
#: Most elements in one that is named for a caption.
MOST_HELD = 4
#: Longest caption, in characters.
LONGEST = 700


def is_offer(block: Block) -> bool:
    """Return whether *block* is an offer to subscribe: what it stands under is no picture of the story."""
    return middle_reason(block, None) is Reason.SUBSCRIBE


def is_marked_below(block: Block) -> bool:
    """Return whether *block*, right below a picture's frame, is called a caption or credit."""
    return block.kind != "heading" and can_be_caption(block) and (block.kind == "caption" or is_named_caption(block))


def is_pointer(block: Block) -> bool:
    """Return whether *block* is but a link to another page, and none of the story's lines."""
    return (
        not block.main and block.link_share > WHOLLY and not any(PICTURE_FILE.search(href) for href, _ in block.links)
    )


def can_be_caption(block: Block) -> bool:
    """Return whether *block*, in a picture's frame, can be its caption or credit, and is no prose of the story."""
    return (
        block.reason in (None, Reason.CAPTION, Reason.CREDIT)
        and len(block.text) <= LONGEST
        and (
            is_line(block)
            or names_itself(block)
            or is_named_credit(block.element, block.text)
            or is_gallery_item(block)
        )
        and (block.kind == "caption" or is_named_caption(block) or not is_story_prose(block))
    )


def is_line(block: Block) -> bool:
    """Return whether *block* is a line by its markup: no heading, nor an item of any list but a picture's own."""
    return block.kind in ("paragraph", "caption") or is_term_of_picture(block.element)


def is_gallery_item(block: Block) -> bool:
    """Return whether *block* is an item of a gallery: a picture, and what is named for its caption."""
    element = block.element
    shown = element is not None and element.tag == "li" and next(element.iter("img"), None) is not None
    return shown and is_named_caption(block)


def is_term_of_picture(element: HtmlElement | None) -> bool:
    """Return whether *element* is one of the two of a `<dl>` that holds a picture."""
    if element is None or element.tag not in ("dt", "dd"):
        return False
    holder = element.getparent()
    few = holder is not None and next(islice(holder, PAIR, None), None) is None
    return few and bool(pictures_in(holder))


def is_aside(block: Block) -> bool:
    """Return whether *block*, no paragraph of the story by its markup, is slanted or small throughout, with no picture
    in it."""
    if block.element is None or block.kind != "paragraph" or block.reason is not None:
        return False
    if block.element.tag == "p" and is_story_prose(block):
        return False
    held = block.element.iterdescendants("i", "em", "small", "cite")
    return any(shown_text(element) == block.text and next(element.iter("img"), None) is None for element in held)


def is_sure_caption(block: Block) -> bool:
    """Return whether *block* is a caption or credit by its markup or words, or at least nothing the extractor kept."""
    return not block.main or is_marked_caption(block)


def is_marked_caption(block: Block) -> bool:
    """Return whether *block* is a caption or credit by its markup or words."""
    return block.kind == "caption" or is_named_caption(block) or split_credit(block.text)[1] is not None


def names_itself(block: Block) -> bool:
    """Return whether the element of *block* is called a caption or credit by its class."""
    return block.element is not None and names_caption(block.element.get("class") or "")


def is_named_caption(block: Block) -> bool:
    """Return whether an element of which *block* is the text is named for a caption or credit: its own, one in that, or
    the one around it, where this holds no picture and little else."""
    element = block.element
    if element is None:
        return False
    said = called(element) if element.tag != "p" else element.get("class") or ""  # a paragraph's id is a link's end
    if means_caption(said, block) or (block.kind != "heading" and is_caption_holder(element.getparent(), block)):
        return True
    return len(element) > 0 and any(
        means_caption(called(inner), block) and block.text in shown_text(inner)
        for inner in element.iterdescendants(*CAPTION_HOLDERS)
    )


def means_caption(said: str, block: Block) -> bool:
    """Return whether the class or id *said* means that *block* is a caption or credit."""
    return names_caption(said) and not (may_be_prose(said) and is_story_prose(block))


def is_caption_holder(element: HtmlElement | None, block: Block) -> bool:
    """Return whether the class of *element* means a caption, without a doubt where *block* in it is prose of the story;
    and whether it is short, and holds no picture."""
    return (
        element is not None
        and (said := element.get("class")) is not None
        and (names_caption(said) if not is_story_prose(block) else says_caption(said))
        and len(element) <= MOST_HELD
        and next(element.iter("img", "amp-img"), None) is None
        and len(shown_text(element)) <= LONGEST
    )


def is_called_credit(block: Block) -> bool:
    """Return whether the element of *block* is called a credit, or that around it where its own is called nothing."""
    own, *around = block.around(2)
    if is_named_credit(own, block.text):
        return True
    return not names_caption(called(own)) and any(is_named_credit(element, block.text) for element in around)


def is_named_credit(element: HtmlElement | None, text: str) -> bool:
    """Return whether *element*, whose *text* is no sentence, address or mere word for a credit, is named for one."""
    if element is None or not names_credit(called(element)) or "@" in text or not any(map(str.isalpha, text)):
        return False
    return not is_prose(text) and without_label(text) is not None
