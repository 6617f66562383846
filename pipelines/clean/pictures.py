"""A picture in a tree in, its frame, its address, and whether it is the story's own out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category
from urllib.parse import urljoin

from pipelines.prose import KEPT
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block

#: Names of elements that hold what stands under a picture.
CAPTION_NAME = re.compile(
    r"(?<![a-z])(?:fig-?)?captions?|legende?(?![a-z])|bildunterschrift|bildtext|cutline|didascalia|pie-?(?:de-)?foto|photo-?(?:text|desc\w*)"
    r"|image-?(?:text|desc\w*|info|meta)|wp-caption"
)
#: Names of elements that hold who took it.
CREDIT_NAME = re.compile(
    r"credits?(?![a-z])|copyright|photographer|fotograf|image-?source|photo-?source|(?:photo|image|bild|img)[-_]?(?:by|author|rights)"
)
#: Where the next word of a name in camel case begins.
INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Names of elements that hold a picture and what stands under it.
FRAME_NAME = re.compile(r"figure|caption|(?<![a-z])(?:image|photo|picture|picbox|media|foto|bild|img)(?![a-z])")
#: Names of elements whose pictures are not the story's.
ELSEWHERE = re.compile(
    r"(?<![a-z])(?:nav|aside|footer|sidebar|related\w*|recommend\w*|teasers?|promo\w*|logos?|avatars?|icons?|ads?|advert\w*|banner|author\w*|byline|bio"
    r"|share|social|newsletter|comments?|widget|emoji|gravatar|most-?read|more-?(?:news|stories)|outbrain|taboola)(?![a-z])"
)
#: Addresses of pictures that stand for a mark in the text, and the longest such mark.
SMILEYS = re.compile(r"/(?:smil(?:e|ie|ey|ies|eys)s?|emoticons?|emojis?)/", re.IGNORECASE)
SMILEY_LENGTH = 4
#: How many elements around a picture may be the frame it shares with its caption.
FRAME_DEPTH = 5
#: Smallest width or height, in pixels, that a story's picture declares.
SMALLEST = 120
#: Where an address may hide until a script shows the picture.
SOURCES = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "src")


def frame_of(picture: HtmlElement) -> HtmlElement:
    """Return the element that a picture shares with its caption: a `<figure>`, or one that is named for one."""
    element = picture
    for _ in range(FRAME_DEPTH):
        parent = element.getparent()
        if parent is None or parent.tag in ("body", "article", "main", "html"):
            break
        element = parent
        if element.tag == "figure":
            return element
        if FRAME_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}".lower()) and holds_caption(
            element
        ):
            return element
    return picture


def holds_caption(element: HtmlElement) -> bool:
    """Return whether some element in *element* is named for a caption or credit."""
    return any(
        inner.tag == "figcaption" or names_caption(inner.get("class") or "")
        for inner in element.iter("div", "p", "span", "figcaption", "small", "em", "td", "dd")
    )


@lru_cache(maxsize=KEPT)
def names_caption(said: str) -> bool:
    """Return whether the class *said* means a caption or credit."""
    return CAPTION_NAME.search(parted(said)) is not None or names_credit(said)


def names_credit(said: str) -> bool:
    """Return whether the class *said* means a credit."""
    return CREDIT_NAME.search(parted(said)) is not None


def parted(said: str) -> str:
    """Return the class *said* in lower case, its words parted: "storyImageCredit" as "story-image-credit"."""
    return INNER_CAPITAL.sub("-", said).lower()


def is_of_story(picture: HtmlElement) -> bool:
    """Return whether *picture* can be the story's: not small, no icon, in no list of other stories."""
    for side in ("width", "height"):
        if (size := (picture.get(side) or "").removesuffix("px")).isdigit() and int(size) < SMALLEST:
            return False
    if is_smiley(picture):
        return False
    element: HtmlElement | None = picture
    while element is not None and element.tag not in ("body", "html", "article", "main"):
        if is_elsewhere(f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}"):
            return False
        element = element.getparent()
    return True


def is_smiley(picture: HtmlElement) -> bool:
    """Return whether *picture* stands for a few marks in the text, such as `:)`; one mark alone, as "-", or the same
    again, says that there is nothing to say of it."""
    said = (picture.get("alt") or "").strip()
    marks = 0 < len(said) <= SMILEY_LENGTH and not any(map(str.isalnum, said))
    face = marks and (len(set(said)) > 1 or category(said[0]) == "So")
    return face or SMILEYS.search(picture.get("src") or "") is not None


@lru_cache(maxsize=KEPT)
def is_elsewhere(said: str) -> bool:
    """Return whether an element is *said* to hold pictures that are not the story's."""
    return ELSEWHERE.search(said.lower()) is not None


def stands_in(picture: HtmlElement, blocks: dict[HtmlElement, list[Block]]) -> bool:
    """Return whether *picture* stands among the paragraphs of the story."""
    element: HtmlElement | None = picture
    for _ in range(FRAME_DEPTH):
        parent = None if element is None else element.getparent()
        if parent is None or (element is not None and element.tag == "a" and not is_picture_link(element)):
            return False
        if any(sibling in blocks and any(is_story_prose(block) for block in blocks[sibling]) for sibling in parent):
            return True
        element = parent
    return False


def is_picture_link(element: HtmlElement) -> bool:
    """Return whether a link leads to a larger picture rather than to another page."""
    return re.search(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", element.get("href") or "", re.IGNORECASE) is not None


def address(picture: HtmlElement, base: str) -> str | None:
    """Return the absolute http(s) address of *picture*; None where it has none."""
    candidates: list[str] = [picture.get(key) or "" for key in SOURCES]
    for key in ("srcset", "data-srcset"):
        largest = (picture.get(key) or "").strip().split(",")[-1].split()
        candidates += largest[:1]
    for candidate in candidates:
        try:
            url = urljoin(base, candidate.strip())
        except ValueError:
            continue
        if candidate.strip() and url.startswith(("http://", "https://")) and " " not in url:
            return url
    return None
