"""Document in, its pictures out: what stands under them, and who took them, leaves the body for `images`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipelines.clean.credits import AP_PHOTO, LIBRARY, credit_of, is_source, tidy
from pipelines.describe.agencies import credited
from pipelines.phrases import expressions, pattern
from pipelines.prose import ends_sentence
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose, prose_span
from schemas.content import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Names of elements that hold what stands under a picture.
CAPTION_NAME = re.compile(
    r"(?<![a-z])(?:fig-?)?captions?|legende?(?![a-z])|bildunterschrift|bildtext|cutline|didascalia|pie-?(?:de-)?foto|photo-?(?:text|desc\w*)"
    r"|image-?(?:text|desc\w*|info|meta)|wp-caption"
)
#: Names of elements that hold who took it.
CREDIT_NAME = re.compile(
    r"credits?(?![a-z])|copyright|photographer|fotograf|image-?source|photo-?source|(?:photo|image|bild|img)[-_]?(?:by|author|rights)"
)
#: Names of elements whose pictures are not the story's.
ELSEWHERE = re.compile(
    r"(?<![a-z])(?:nav|aside|footer|sidebar|related\w*|recommend\w*|teasers?|promo\w*|logos?|avatars?|icons?|ads?|advert\w*|banner|author\w*|byline|bio"
    r"|share|social|newsletter|comments?|widget|emoji|gravatar|most-?read|more-?(?:news|stories)|outbrain|taboola)(?![a-z])"
)
#: How many elements around a picture may be the frame it shares with its caption.
FRAME_DEPTH = 5
#: Longest caption, in characters.
LONGEST = 700
#: Smallest width or height, in pixels, that a story's picture declares.
SMALLEST = 120
#: How many blocks before the headline, and after the last paragraph, may belong to a picture of the story.
BEFORE, AFTER = 4, 3
#: Where an address may hide until a script shows the picture.
SOURCES = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "src")
#: A credit in brackets at the end: "(AP Photo/Jane Doe)", "[Jane Doe/Reuters]", "（写真＝共同）".
BRACKETED = re.compile(r"\s*[(（\[［【]([^()（）\[\]［］【】]{2,90})[)）\]］】][.。]?\s*$")
#: A credit after a mark: "… © AFP", "… | Jane Doe/AFP".
MARKED = re.compile(r"\s*(?:©|\(c\)|ⓒ|\s\||\s/|(?<=[.!?…]))\s*([^©|.!?]{2,80})$", re.IGNORECASE)


def captions(document: Document) -> None:
    """Set `images`, and mark captions and credits."""
    if document.tree is None:
        document.images += list(pictures_of_text(document))
    else:
        document.images += list(pictures_of_page(document, document.tree))
        document.images += list(stray_credits(document))


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Return the caption and the credit in *text*, each None where it has none."""
    if credit := credit_of(text):
        return None, credit
    if match := BRACKETED.search(text):
        credit = credit_of(match[1]) or (tidy(match[1]) if credited(match[1]) or is_short_source(match[1]) else None)
        if credit:
            return text[: match.start()].strip() or None, credit
    if match := inner_credit().search(text):
        return text[: match.start()].strip(" |-–—/") or None, tidy(match["credit"])
    if (match := MARKED.search(text)) and (is_source(match[1]) or "©" in match[0]):
        return text[: match.start()].strip() or None, tidy(match[1])
    return text.strip() or None, None


def is_short_source(text: str) -> bool:
    """Return whether *text*, in brackets, is a photographer and a library: "Jane Doe/Reuters"."""
    return is_source(text) and (AP_PHOTO.match(text) is not None or "/" in text or LIBRARY.fullmatch(text) is not None)


@cache
def inner_credit() -> re.Pattern[str]:
    """Return the pattern of a credit that follows a caption in one line: "… in Tokyo. Photo: AFP"."""
    words = "|".join(f"(?:{entry})" for entry in expressions("captions", "credit"))
    return re.compile(
        rf"(?:(?<=[.!?。…\"”»)])|(?<=\s)|(?<=\|))\s*[(（\[]?(?:{words})\s*[:：／＝=]\s*(?P<credit>[^:：]{{2,100}})$",
        re.IGNORECASE,
    )


def pictures_of_page(document: Document, tree: HtmlElement) -> Iterator[Image]:
    """Yield the pictures of the story in *tree*, in order; their captions and credits are marked."""
    zone = story_zone(document)
    blocks: dict[HtmlElement, list[Block]] = {}
    for block in zone:
        if block.element is not None:
            blocks.setdefault(block.element, []).append(block)
    seen: set[str | None] = set()
    frames: set[HtmlElement] = set()
    for picture in tree.iter("img", "amp-img"):
        frame = frame_of(picture)
        if not is_of_story(picture) or frame in frames:
            continue
        lines = [block for element in frame.iter() for block in blocks.get(element, [])] if frame is not picture else []
        lines = [block for block in lines if can_be_caption(block)]
        if not lines and not stands_in(picture, blocks):
            continue
        frames.add(frame)
        image = image_of(lines, address(picture, document.page.url))
        if image and image.url not in seen:
            seen.add(image.url)
            yield image
    for frame, lines in loose_captions(zone, frames):
        frames.add(frame)
        if image := image_of(lines, None):
            yield image


def story_zone(document: Document) -> list[Block]:
    """Return the blocks from a little before the headline to a little after the last prose."""
    first, last = prose_span(document)
    title = document.title_index
    start = min(first, title) if title is not None else first
    return document.blocks[max(0, start - BEFORE) : last + 1 + AFTER]


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


FRAME_NAME = re.compile(r"figure|caption|(?<![a-z])(?:image|photo|picture|picbox|media|foto|bild|img)(?![a-z])")


def holds_caption(element: HtmlElement) -> bool:
    """Return whether some element in *element* is named for a caption or credit."""
    return any(
        inner.tag == "figcaption" or CAPTION_NAME.search(said) or CREDIT_NAME.search(said)
        for inner in element.iter("div", "p", "span", "figcaption", "small", "em", "td", "dd")
        if (said := (inner.get("class") or "").lower()) or inner.tag == "figcaption"
    )


def is_of_story(picture: HtmlElement) -> bool:
    """Return whether *picture* can be the story's: not small, no icon, in no list of other stories."""
    for side in ("width", "height"):
        if (size := (picture.get(side) or "").removesuffix("px")).isdigit() and int(size) < SMALLEST:
            return False
    element: HtmlElement | None = picture
    while element is not None and element.tag not in ("body", "html", "article", "main"):
        said = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}".lower()
        if ELSEWHERE.search(said):
            return False
        element = element.getparent()
    return True


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


def can_be_caption(block: Block) -> bool:
    """Return whether *block*, in a picture's frame, is its caption or credit."""
    return block.reason in (None, Reason.CAPTION, Reason.CREDIT) and len(block.text) <= LONGEST and block.level != 1


def loose_captions(zone: list[Block], frames: set[HtmlElement]) -> Iterator[tuple[HtmlElement, list[Block]]]:
    """Yield the captions of the zone whose picture is not in the page, by the element around them."""
    groups: dict[HtmlElement, list[Block]] = {}
    for block in zone:
        if block.reason is None and block.element is not None and len(block.text) <= LONGEST:
            said = (block.element.get("class") or "").lower()
            if block.kind == "caption" or CAPTION_NAME.search(said):
                groups.setdefault(block.element.getparent(), []).append(block)
    yield from ((frame, lines) for frame, lines in groups.items() if frame is not None and frame not in frames)


def image_of(lines: Iterable[Block], url: str | None) -> Image | None:
    """Return the picture with what *lines*, which are marked, give as caption and credit; None where nothing is."""
    captions: list[str] = []
    credits: list[str] = []
    for block in lines:
        caption, credit = split_credit(block.text)
        if (
            credit is None
            and block.element is not None
            and CREDIT_NAME.search((block.element.get("class") or "").lower())
        ):
            caption, credit = None, tidy(block.text)
        if caption and caption not in captions:
            captions.append(caption)
        if credit and credit not in credits:
            credits.append(credit)
        if block.reason is None:
            block.reason = Reason.CAPTION if caption else Reason.CREDIT
    if not (url or captions or credits):
        return None
    return Image(url=url, caption=" ".join(captions) or None, credit=", ".join(credits) or None)


def stray_credits(document: Document) -> Iterator[Image]:
    """Yield the pictures of which a page shows a credit line outside any frame, with the caption before it."""
    yield from credited_lines(document, story_zone(document))


def pictures_of_text(document: Document) -> Iterator[Image]:
    """Yield the pictures of which a text document has caption and credit; both are marked."""
    yield from credited_lines(document, document.blocks)


def credited_lines(document: Document, blocks: list[Block]) -> Iterator[Image]:
    """Yield a picture for each credit among *blocks*: on a line of its own, or at the end of its caption."""
    first, _ = prose_span(document)
    for block in blocks:
        if block.reason is not None or not block.main or block.link_share > 0.5:
            continue
        if credit := credit_of(block.text):
            caption = caption_beside(document, block, first)
            block.reason = Reason.CREDIT
            if caption is not None:
                caption.reason = Reason.CAPTION
            yield Image(url=None, caption=caption.text if caption else None, credit=credit)
        elif len(block.text) <= LONGEST and (match := BRACKETED.search(block.text)) and credit_of(match[1]):
            block.reason = Reason.CAPTION
            text, credit = split_credit(block.text)
            yield Image(url=None, caption=text, credit=credit)


def caption_beside(document: Document, credit: Block, first: int) -> Block | None:
    """Return the caption that belongs to the line *credit*: the line before it, else the one after it.

    Before any other prose of the story the line before is the caption, whatever it looks like; amid the story only one
    that is no sentence, or says that it is a caption.
    """
    before = document.blocks[credit.index - 1] if credit.index else None
    after = document.blocks[credit.index + 1] if credit.index + 1 < len(document.blocks) else None
    for block in (before, after):
        if block is None or block.reason is not None or block.kind == "heading" or len(block.text) > LONGEST:
            continue
        opening = block is before and block.index <= first
        if opening or not ends_sentence(block.text) or caption_word().search(block.text):
            return block
    return None


@cache
def caption_word() -> re.Pattern[str]:
    """Return the pattern of what a caption says of itself: "File photo", "Archivbild", 資料写真 …"""
    return pattern("captions", "label", r"^[(\[（【]?(?:%s)\b|[(\[（【](?:%s)[)\]）】]")
