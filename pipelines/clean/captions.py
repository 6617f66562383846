"""Document in, its pictures out: what stands under them, and who took them, leaves the body for `images`."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate, count, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from pipelines.blocks import INLINE, WHOLLY
from pipelines.clean.credits import (
    AP_PHOTO,
    COPYRIGHT,
    CREDIT_DOTS,
    LIBRARY,
    credit_label,
    credit_of,
    is_source,
    sourced,
    tells_what,
    tidy,
)
from pipelines.clean.notices import LINES, fold_line, line_key, middle_reason, sentence_key
from pipelines.clean.pictures import (
    FRAME_DEPTH,
    PICTURE_FILE,
    Scene,
    called,
    frame_of,
    is_declared,
    is_logo,
    is_of_others,
    is_of_story,
    is_small,
    leads_away,
    names_button,
    names_caption,
    names_credit,
    names_film,
    names_room,
    pictures_in,
    says_caption,
    shown_in,
    stands_in,
)
from pipelines.clean.repeats import squeeze
from pipelines.clean.sources import address, declared_pictures, without_size
from pipelines.describe.agencies import agencies_in, credited
from pipelines.describe.names import is_person
from pipelines.describe.stamps import strip_stamps
from pipelines.document import shown_text
from pipelines.phrases import either, expressions, pattern
from pipelines.prose import ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose, prose_span
from schemas.content import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Elements in which a credit stands beside its caption.
CREDIT_HOLDERS = ("span", "small", "em", "i", "cite", "b", "strong", "a")
#: Those of them that little else stands in.
SURE_HOLDERS = ("cite", "small")
#: Elements within a block that may hold its caption.
CAPTION_HOLDERS = ("span", "cite", "em", "i", "small", "font")
#: A caption and a credit.
PAIR = 2
#: How many elements around a caption may be the figure or table it is of, and elements that show films.
PLAYED = ("video", "audio", "amp-video", "amp-youtube")
FRAME, FILMS = 3, ("iframe", "object", "embed", *PLAYED)
#: Most notices of a page whose only text is what stands under a picture.
AROUND = 3
#: Most elements in one that is named for a caption.
MOST_HELD = 4
#: Longest caption, in characters.
LONGEST = 700
#: Longest caption, in Latin letters, that nothing but its place beside a picture tells to be one.
ALONE = 300
#: How many blocks before the headline, and after the last paragraph, may belong to a picture of the story.
BEFORE, AFTER = 4, 3
#: How far from its end a caption may have the colon before its credit, and how long the word before that may be.
CREDIT_REACH, LABEL_REACH = 110, 40
#: What parts the word for a picture from its credit.
BEFORE_CREDIT = re.compile(rf"[:：／＝=]|{CREDIT_DOTS}", re.IGNORECASE)
#: A credit in brackets at the end: "(AP Photo/Jane Doe)", "[Jane Doe/Reuters]", "（写真＝共同）".
BRACKETED = re.compile(r"\s*[(（\[［【]([^()（）\[\]［］【】]{2,90})[)）\]］】][.。]?\s*$")
CLOSING = tuple(bracket + stop for bracket in ")）]］】" for stop in ("", ".", "。"))
#: An agency, and after a stroke who took the picture for it, in brackets or after a sentence: "… . REUTERS/Jane Doe".
AGENCY_FIRST = re.compile(
    r"(?:[(（\[［【]|(?<=[.!?…。”\"»])\s+)(?P<agency>[^()（）\[\]/／.!?。]{2,30})[/／]\s?"
    r"(?P<name>[^()（）\[\]/／.!?。]{3,40})[)）\]］】]?$"
)
#: Behind a photographer's name and a stroke, whom they work for: "CBC", "The Saltmarsh Post".
DESK = re.compile(r"[^\W\d_a-zß-ÿ][\w.&'’-]*(?: [^\W\d_a-zß-ÿ][\w.&'’-]*){0,3}(?:/[\w. ]{2,20})?")
#: A credit after the sign of a right, to the end: "… © Harbour Photo Services | Jane Doe".
OWNED = re.compile(r"\s*(?:©|[(（][cｃ][)）]|ⓒ)\s*(?P<owner>[^©.!?]{2,80})$", re.IGNORECASE)
#: How long a video lasts.
LENGTH = re.compile(r"(?:\w+\W+)?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s*(?:min|sec|sek|std|h|m|мин|分)\w*\.?)?", re.IGNORECASE)
#: A photographer's bare name after the caption's sentence.
SIGNED = re.compile(r"(?<=[.!?…»”])(?<!\s[A-ZÀ-Þ]\.)\s+(?:/\s*)?(?P<name>[^.!?…]{4,40})$")
#: `新华社记者 林晓帆 摄`, 「石井麻衣撮影」 at the end of a caption, and `청운시 제공`.
TAKEN = ("摄", "攝", "撮影", "촬영")
TAKEN_BY = re.compile(
    rf"(?:^|(?<=[。.、，,！？!?＝=\s]))(?P<credit>[^。.、，,！？!?＝=]{{2,24}}?)\s*(?:{'|'.join(TAKEN)})$"
)
#: `新华社发` after a caption's sentence.
SENT = re.compile(r"(?<=[。！？])\s*(?P<credit>[^。！？\s]{2,12}?)(?:发|發|供图|供圖)$")
GIVEN = re.compile(r"^\S.{0,20}(?:提供|제공)$")
#: Longest text of a button or notice at a picture, in Latin letters' worth.
BUTTON = 60
#: Where a picture is from, the years at the head of a right to it, and a time of day, which no credit has.
ADDRESS = re.compile(r"\s*https?://\S+")
YEARS = re.compile(r"^(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?[\s,]+(?=\D)")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
#: The hour and minute of a moment.
MINUTE = slice(11, 16)
#: Where a caption goes on once somebody asks, and what may open behind it for a credit of its own.
MORE_TO_SHOW, OPENING = re.compile(r"\s*(?:\.{3}|…)\s*\[\+\]\s*"), " ([（［"
#: What a site, rather than who took a picture, says of its rights first.
DATED_RIGHT = re.compile(r"copyright\W+(?:\(c\)\W*)?(?:19|20)\d\d\b", re.IGNORECASE)
#: A credit after a mark: "… © AFP", "… | Jane Doe/AFP".
MARKED = re.compile(r"\s*(?:\s\||\s/|(?<=[.!?…])(?<!\b[A-ZÀ-Þ]\.)(?!\d))\s*([^©|.!?]{2,80})$", re.IGNORECASE)


def captions(document: Document) -> None:
    """Set `images`, and mark captions and credits. Captions that are all that a page tells stay its text, too."""
    told = [block for block in document.body if block.link_share < LINKED and letters(block.text) > BUTTON]
    if document.tree is None:
        document.images += list(pictures_of_text(document))
    else:
        document.images += distinct(joined(pictures_of_page(document), list(stray_credits(document))))
    taken = [block for block in told if block.reason is Reason.CAPTION]
    left = [block for block in told if block.reason is None]
    if taken and len(left) <= AROUND and all(map(is_of_page, left)):
        for block in taken:
            block.reason = None


def joined(shown: list[Image], credited: list[Image]) -> list[Image]:
    """Return the pictures *shown* and those *credited* alone: the only one, without a word, and the only credit are
    one."""
    named = [image for image in shown if image.url is None and image.caption is None and tells_who(image.credit or "")]
    whole = [image for image in shown if image.url]
    alone = [*named, *credited]
    if len(whole) == len(alone) == 1 and not (whole[0].caption or whole[0].credit or alone[0].caption):
        one = whole[0].model_copy(update={"credit": alone[0].credit})
        return [one if image is whole[0] else image for image in shown if image is not alone[0]]
    return [*shown, *credited]


def distinct(images: list[Image]) -> list[Image]:
    """Return *images* less those that say nothing new: the same again; without an address, what another says."""
    captions = {squeeze(image.caption) for image in images if image.url and image.caption}
    credits = {squeeze(image.credit) for image in images if image.credit and (image.url or image.caption)}
    kept: dict[tuple[str | None, ...], Image] = {}
    for image in images:
        caption, credit = squeeze(image.caption or ""), squeeze(image.credit or "")
        if image.url or (caption not in captions if caption else credit not in credits):
            kept.setdefault((image.url, caption, credit), image)
    return list(kept.values())


def tells_who(credit: str) -> bool:
    """Return whether *credit* can be a picture's alone, and not the story's."""
    return LIBRARY.search(credit) is not None or is_short_source(credit)


def is_of_page(block: Block) -> bool:
    """Return whether *block* is a notice of the page, from its beginning to its end."""
    text = fold_line(block.text)
    return line_key(text, anchored=False) is not None or sentence_key(text) is not None


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Return the caption and the credit in *text*, each None where it has none."""
    first, _, rest = text.partition(" | ")
    if (is_prose(rest) or tells_what(rest)) and (credit := credit_of(first)):
        return rest, credit
    if (match := credit_label().match(text)) and tells_what(text[match.end() :]):
        text = text[match.end() :]
    if credit := credit_of(text):
        return None, credit
    if (match := in_brackets(text)) and (credit := bracketed_credit(match[1])):
        return text[: match.start()].strip() or None, credit
    if (match := find_inner_credit(text)) or (match := taken_by_somebody(text)):
        return text[: match.start()].strip(" |-–—/") or None, tidy(match["credit"])
    if match := OWNED.search(text):
        return without_label(text[: match.start()]), tidy(match["owner"])
    if (match := MARKED.search(text)) and is_source(match[1]):
        return without_label(text[: match.start()]), tidy(match[1])
    if text.endswith(TAKEN) and (match := TAKEN_BY.search(text)) and match.start():
        return text[: match.start("credit")].strip(" 、，,") or None, tidy(match["credit"])
    if (match := SENT.search(text)) and credited(match["credit"]):
        return text[: match.start()].strip(), match["credit"]
    return text.strip() or None, None


def in_brackets(text: str) -> re.Match[str] | None:
    """Return the match of `BRACKETED` in *text*; most texts do not end with a bracket."""
    return BRACKETED.search(text) if text.rstrip().endswith(CLOSING) else None


def without_label(caption: str) -> str | None:
    """Return *caption* less the word for a picture that stood between it and its credit: "… Bild © Jane Doe"."""
    return label_at_end().sub("", caption.strip()).strip(" |-–—/") or None


@cache
def label_at_end() -> re.Pattern[str]:
    """Return the pattern of the word before a credit at the end of a text."""
    return pattern("captions", "credit", r"(?:^|(?<=[\s.!?…]))(?:%s)\s*[:：]?$")


def bracketed_credit(text: str) -> str | None:
    """Return the credit that *text*, which stands in brackets, gives.

    The verb of taking goes (「佐々木涼撮影」), that of giving is part of the name ("청운시 제공").
    """
    if credit := credit_of(text):
        return credit
    if match := TAKEN_BY.fullmatch(text):
        return tidy(match["credit"])
    return tidy(text) if GIVEN.search(text) or credited(text) or is_short_source(text) else None


def is_short_source(text: str) -> bool:
    """Return whether *text*, in brackets, is a photographer and a library or desk: "Jane Doe/Reuters"."""
    name, stroke, desk = (part.strip() for part in text.partition("/"))
    if stroke and is_person(name, sure=False) and (DESK.fullmatch(desk) or agencies_in(desk)):
        return True
    if stroke and len(name.split()) <= PAIR and LIBRARY.fullmatch(desk):
        return True
    return is_source(text) and (AP_PHOTO.match(text) is not None or "/" in text or LIBRARY.fullmatch(text) is not None)


@cache
def inner_credit() -> re.Pattern[str]:
    """Return the pattern of a credit that follows a caption in one line: "… in Tokyo. Photo: AFP"."""
    words = either(expressions("captions", "credit"))
    return re.compile(
        rf"(?:(?<=[.!?。…\"”»)])|(?<=\s)|(?<=\|))\s*[(（\[]?(?:{words})\s*(?:{BEFORE_CREDIT.pattern})\s*(?P<credit>[^:：]{{2,100}})$",
        re.IGNORECASE,
    )


@cache
def name_credit() -> re.Pattern[str]:
    """Return the pattern of a credit without a colon, at the end of a caption: "… Foto di Dario Pieve"."""
    return pattern(
        "captions", "credit", rf"(?<=\s)(?:%s)\s+(?P<credit>(?:[^.:,;]|(?<=\b[^\W\d_])\.){{4,{LABEL_REACH}}})$"
    )


def taken_by_somebody(text: str) -> re.Match[str] | None:
    """Return the match of `name_credit` in *text* where it ends with somebody's name."""
    match = name_credit().search(text, max(0, len(text) - 2 * LABEL_REACH))
    return match if match and is_person(match["credit"].partition("/")[0].strip(), sure=False) else None


def find_inner_credit(text: str) -> re.Match[str] | None:
    """Return the match of `inner_credit` near the end of *text*; most texts have no colon there."""
    if not BEFORE_CREDIT.search(text, max(0, len(text) - CREDIT_REACH)):
        return None
    return inner_credit().search(text, max(0, len(text) - CREDIT_REACH - LABEL_REACH))


def pictures_of_page(document: Document) -> list[Image]:
    """Return the pictures of an HTML page's story, in order; their captions and credits are marked."""
    zone = [block for block in story_zone(document) if block.element is not None]
    if not zone:
        return []
    found: dict[str, Image] = {}
    scene = scene_of(document, zone)
    for picture, lines in framed_lines(document, zone, scene):
        url = address(picture, document.page.url, scene.declared)
        key = without_size(url) if url else f"{len(found)}"
        if is_open(found, key) and (key not in found or any(map(is_marked_caption, lines))):
            add(found, key, image_of(lines, url))
    told = {image.caption or "" for image in found.values()}
    for lines in loose_captions(zone):
        picture = picture_beside(lines[0])
        url = address(picture, document.page.url, scene.declared) if picture is not None else None
        key = without_size(url) if url else ""
        room = has_room(lines, scene)
        image = image_of(lines, url if is_open(found, key) else None)
        if image is None or not (image.url or room):
            continue
        if not is_told(image.caption, told) if image.caption else image.credit:
            told.add(image.caption or "")
            add(found, key if image.url else f"{len(found)}", image)
    return list(found.values())


def is_open(found: dict[str, Image], key: str) -> bool:
    """Return whether the picture *key* is not yet among those *found*, or without a word."""
    return key not in found or not (found[key].caption or found[key].credit)


def add(found: dict[str, Image], key: str, image: Image | None) -> None:
    """Add *image* to those *found*, at the place and with the address of the same picture without a word."""
    if image is not None:
        found[key] = image.model_copy(update={"url": found[key].url}) if key in found else image


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


def is_told(caption: str, captions: Iterable[str]) -> bool:
    """Return whether *captions* have *caption*, perhaps cut: "The council meets in …"."""
    said = caption.rstrip(" .…")
    return any(other.startswith(said) for other in captions)


def story_zone(document: Document) -> list[Block]:
    """Return the blocks from a little before the headline to a little after the last prose."""
    first, last = prose_span(document)
    title = document.title_index
    start = min(first, title) if title is not None else first
    return document.blocks[document.up_from(start, BEFORE) : document.down_from(last + 1, AFTER)]


def framed_lines(document: Document, zone: list[Block], scene: Scene) -> Iterator[tuple[HtmlElement, list[Block]]]:
    """Yield each picture of the story with its caption and credit: blocks in its frame, or right after it."""
    pictures = pictures_in(document.tree) if document.tree is not None else []
    if document.tree is None or not pictures:
        return
    order = dict(zip(document.tree.iter(), count(), strict=False))
    places = list(accumulate((order.get(block.element, 0) for block in zone), max))
    owner: dict[HtmlElement, list[Block]] = {}
    for block in zone:
        owner.setdefault(block.element, []).append(block)
    moments = [str(document.value(key) or "")[MINUTE] for key in ("published", "modified")]
    used: set[HtmlElement] = set()
    taken: set[int] = set()
    stands = [order[picture] for picture in pictures]
    for picture in pictures:
        if order[picture] > places[-1] + 1 or (order[picture] < places[0] and not is_declared(picture, scene)):
            continue
        if not is_of_story(picture, scene):
            continue
        frame = frame_of(picture)
        if frame in used:
            continue
        used.add(frame)
        lines = lines_in(frame, owner)
        if any(map(is_offer, lines)):
            continue
        if not lines and frame is picture:
            at = bisect_right(places, order[picture])
            lines = lines_around(picture, owner) or lines_after(picture, zone[at : at + 2])
        elif not lines:  # what follows the next picture is of that
            end = order[last_in(frame)]
            after = bisect_right(stands, end)
            below = stands[after] if after < len(stands) else len(order)
            following = zone[bisect_right(places, end) : bisect_right(places, below)]
            lines = list(takewhile(is_marked_below, together(following)))
        lines = [block for block in lines if block.index not in taken and not tells_when(block, moments)]
        if stands_in(picture, scene) if not lines else not is_teaser(picture, lines, scene.page):
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
    blocks: dict[HtmlElement | None, list[Block]] = {}
    for block in zone:
        blocks.setdefault(block.home, []).append(block)
    prose = list(filter(is_story_prose, zone))
    story = common_holder(prose or zone)
    around = {story, *story.iterancestors()}
    declared = declared_pictures(document.evidence)
    authors = frozenset(map(str.casefold, document.value("authors") or ()))
    held, told = holders_of(zone), holders_of(prose)
    return Scene(around, blocks, held, told, declared, authors, document.page.url)


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
    """Return whether a link from *page* to another holds *picture*, and *lines* are linked, too, and no captions by
    name."""
    link = next(picture.iterancestors("a"), None)
    if link is None or not leads_away(link, page):
        return False
    return all(block.link_share > WHOLLY and not is_marked_caption(block) for block in lines)


def holders_of(blocks: Iterable[Block]) -> set[HtmlElement]:
    """Return the elements that hold any of *blocks*."""
    held: set[HtmlElement] = set()
    for block in blocks:
        element = block.element
        while element is not None and element not in held:
            held.add(element)
            element = element.getparent()
    return held


def common_holder(zone: list[Block]) -> HtmlElement:
    """Return the innermost element around the first and the last block of *zone*, and the headline between."""
    first, last = (block.element for block in (zone[0], zone[-1]))
    around_last = set() if last is None else set(last.iterancestors())
    around_first = [] if first is None else [first, *first.iterancestors()]
    return next((element for element in around_first if element in around_last), around_first[-1])


def is_offer(block: Block) -> bool:
    """Return whether *block* is an offer to subscribe: what it stands under is no picture of the story."""
    return middle_reason(block, None) is Reason.SUBSCRIBE


def is_length(text: str) -> bool:
    """Return whether *text* is the length of a video, perhaps after its date: "26.10.2025 | 2:43 min"."""
    return LENGTH.fullmatch(strip_stamps(text).strip(" |·•,–-")) is not None or LENGTH.fullmatch(text) is not None


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
    ]
    short = all(letters(block.text) <= ALONE for block in lines)
    return lines if 0 < len(lines) <= PAIR and short and holds_only(holder, lines) else []


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


def is_marked_below(block: Block) -> bool:
    """Return whether *block*, right below a picture's frame, is called a caption or credit."""
    return block.kind != "heading" and can_be_caption(block) and (block.kind == "caption" or is_named_caption(block))


def is_pointer(block: Block) -> bool:
    """Return whether *block* is but a link to another page, and none of the story's lines."""
    return (
        not block.main and block.link_share > WHOLLY and not any(PICTURE_FILE.search(href) for href, _ in block.links)
    )


def is_framed(picture: HtmlElement, block: Block) -> bool:
    """Return whether *block*, no bare link to elsewhere, shares its frame with *picture*."""
    return not is_pointer(block) and shares_frame(picture, block)


def shares_frame(picture: HtmlElement, block: Block) -> bool:
    """Return whether *picture* and *block* stand together in an element that holds little else."""
    holder = picture.getparent()
    for _ in range(2):
        if holder is None or holder.tag in ("body", "article", "main") or len(holder) > MOST_HELD:
            return False
        if text := shown_text(holder):
            return text == block.text
        holder = holder.getparent()
    return False


def can_be_caption(block: Block) -> bool:
    """Return whether *block*, in a picture's frame, can be its caption or credit, and is no prose of the story."""
    return (
        block.reason in (None, Reason.CAPTION, Reason.CREDIT)
        and len(block.text) <= LONGEST
        and (is_line(block) or names_itself(block) or is_named_credit(block.element, block.text))
        and (block.kind == "caption" or is_named_caption(block) or not is_story_prose(block))
    )


def is_line(block: Block) -> bool:
    """Return whether *block* is a line by its markup: no heading, nor an item of any list but one of terms."""
    return block.kind in ("paragraph", "caption") or (block.element is not None and block.element.tag in ("dt", "dd"))


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
    if names_caption(said) or (block.kind != "heading" and is_caption_holder(element.getparent(), block)):
        return True
    return len(element) > 0 and any(
        names_caption(called(inner)) and block.text in shown_text(inner)
        for inner in element.iterdescendants(*CAPTION_HOLDERS)
    )


def is_caption_holder(element: HtmlElement | None, block: Block) -> bool:
    """Return whether the class of *element* means a caption, without a doubt where *block* in it is prose of the story;
    and whether it is short, and holds no picture."""
    return (
        element is not None
        and len(element) <= MOST_HELD
        and (said := element.get("class")) is not None
        and (names_caption(said) if not is_story_prose(block) else says_caption(said))
        and next(element.iter("img", "amp-img"), None) is None
        and len(shown_text(element)) <= LONGEST
    )


def loose_captions(zone: list[Block]) -> Iterator[list[Block]]:
    """Yield the captions of the zone whose picture is not in the page, by the element around them.

    A linked heading with the name of one is an entry of a list, in the type of captions.
    """
    group: list[Block] = []
    for block in zone:
        if block.reason is not None or len(block.text) > LONGEST or (block.kind == "heading" and block.links):
            continue
        named = block.kind == "caption" or (is_named_caption(block) and (block.main or names_itself(block)))
        if not named or is_offer(block) or DATED_RIGHT.match(block.text) or is_of_table(block):
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
    if frame is not None and frame is figure_of(other) and len(shown_in(frame)) <= 1:
        return True
    return block.home is other.home and block.index + 1 == other.index


def figure_of(block: Block) -> HtmlElement | None:
    """Return the `<figure>` or `<figcaption>` around *block*, the outer; None where there is none."""
    found = [element for element in block.around(FRAME_DEPTH) if element.tag in ("figure", "figcaption")]
    return found[-1] if found else None


def has_room(lines: list[Block], scene: Scene) -> bool:
    """Return whether *lines*, captions without a picture, credit one, or an element around them is made for a picture
    and for nothing else."""
    if any(split_credit(block.text)[1] and not COPYRIGHT.match(block.text) for block in lines):
        return True
    around = list(takewhile(lambda element: element not in scene.around, lines[0].around()))
    if any(is_of_site(element) or shows_film(element) for element in around):
        return False
    return any(map(makes_room, around[1 : FRAME + 2]))


def is_of_site(element: HtmlElement) -> bool:
    """Return whether *element*, around a caption, is the site's or of other stories by its tag or name."""
    return element.tag in ("nav", "footer") or is_of_others(called(element))


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


def is_of_table(block: Block) -> bool:
    """Return whether *block*, named for a caption, stands with a table, not with a picture."""
    frame = next((element for element in block.around(FRAME) if element.tag in ("table", "figure")), None)
    return frame is not None and next(frame.iter("img"), None) is None and next(frame.iter("table"), None) is not None


def image_of(lines: Iterable[Block], url: str | None) -> Image | None:
    """Return the picture with what *lines*, which are marked, give as caption and credit; None where nothing is."""
    captions: list[str] = []
    credits: list[str] = []
    for block in lines:
        if is_length(block.text):
            block.reason = block.reason or Reason.VIEW_COUNTER
            continue
        if is_control(block.text) or is_on_button(block):
            block.reason = block.reason or Reason.NAVIGATION
            continue
        text = without_controls(block.text, block)
        caption, credit = parts_of(text, block.element)
        if credit is None and (signed := SIGNED.search(text)) and is_person(signed["name"], sure=False):
            caption, credit = text[: signed.start()].strip(), tidy(signed["name"])
        if credit is None and is_called_credit(block):
            caption, credit = None, tidy(text)
        said = without_controls(caption or "", block)
        if said and not is_told(said, captions) and tells(said):
            captions.append(said)
        if credit and credit not in credits:
            credits.append(credit)
        if block.reason is None:
            block.reason = Reason.CAPTION if caption else Reason.CREDIT
    credits = list(filter(None, map(bare_owner, credits)))
    caption = less_credits(MORE_TO_SHOW.sub(" ", " ".join(captions)), credits)
    credit = ", ".join(credits)
    return Image(url=url, caption=caption or None, credit=credit or None) if url or caption or credit else None


def less_credits(caption: str, credits: Iterable[str]) -> str:
    """Return *caption* less those of *credits*, which stand elsewhere, too, and the bracket that it ends with."""
    for credit in credits:
        if caption != credit and is_source(credit):
            caption = caption.removesuffix(credit)
    return caption.rstrip(OPENING)


def is_called_credit(block: Block) -> bool:
    """Return whether the element of *block* is called a credit, or that around it where its own is called nothing."""
    own, *around = block.around(2)
    if is_named_credit(own, block.text):
        return True
    return not names_caption(called(own)) and any(is_named_credit(element, block.text) for element in around)


def is_on_button(block: Block) -> bool:
    """Return whether *block* is what a button, with no picture on it, says."""
    button = next((element for element in block.around(2) if element.tag == "button"), None)
    return button is not None and not pictures_in(button)


def tells(caption: str) -> bool:
    """Return whether *caption* says more than a button or a notice at a picture does."""
    line = fold_line(caption)
    if ADDRESS.fullmatch(caption):
        return False
    if letters(line) > BUTTON:
        return True
    key = line_key(line, anchored=True)
    return letters(line) > 1 and not is_control(caption) and (key is None or LINES[key] is Reason.BYLINE)


def is_control(text: str) -> bool:
    """Return whether *text* is what a button at a picture says."""
    return len(text) <= BUTTON and control().fullmatch(fold_line(text)) is not None


def without_controls(caption: str, block: Block) -> str:
    """Return *caption*, of *block*, less the buttons at its ends: "The council meets. View full size"."""
    for said in reversed(list(said_on_buttons(block))):
        if is_control(said):
            caption = caption.removesuffix(said).rstrip(" |-–—/").removeprefix(said).lstrip()
    return caption


def said_on_buttons(block: Block) -> Iterator[str]:
    """Yield what the links, buttons and elements in *block* that are named for one say."""
    yield from (said for _, said in block.links)
    if block.element is not None and len(block.element):
        for element in block.element.iterdescendants("button", "span", "b"):
            if element.tag == "button" or names_button(called(element)):
                yield shown_text(element)


@cache
def control() -> re.Pattern[str]:
    """Return the pattern of what buttons at pictures say: "Enlarge this image", "View # images"."""
    return pattern("captions", "control")


def bare_owner(credit: str) -> str:
    """Return *credit* less addresses and the years of a right to the picture; "" where it is a site's notice or a
    stamp."""
    if CLOCK.search(credit) or rights().search(credit):
        return ""
    return YEARS.sub("", ADDRESS.sub("", credit))


@cache
def rights() -> re.Pattern[str]:
    """Return the pattern of what a site says of its rights, and nobody of a picture."""
    return pattern("captions", "rights", r"(?<!\w)(?:%s)")


def parts_of(text: str, element: HtmlElement | None) -> tuple[str | None, str | None]:
    """Return the caption and the credit in *text*, a line in a picture's frame, which *element* holds."""
    caption, credit = split_credit(text)
    parted = parted_credit(text, element)
    if parted and not (caption and credit and parted[1] in credit):
        return parted
    if credit is None and (credit := sourced(text)):
        return None, credit
    if caption and credit is None and (match := source_at_end().search(caption)):
        return caption[: match.start()], tidy(match["credit"])
    line = tidy(text)
    alone = credit is None and (is_short_source(line) or is_agency(line)) and not are_people(line)
    return (None, line) if alone else (caption, credit)


def is_agency(text: str) -> bool:
    """Return whether *text* is the name of an agency, and no more."""
    return len(text.split()) <= PAIR and is_source(text) and text.casefold() in map(str.casefold, credited(text))


@cache
def source_at_end() -> re.Pattern[str]:
    """Return the pattern of whom a caption gives after "Source:" at its end."""
    return pattern("byline", "source", r"(?<=[.!?…”»)。])\s*(?:%s)\s*[:：]\s*(?P<credit>[^:：.!?。]{2,60})[.。]?$")


def are_people(text: str) -> bool:
    """Return whether *text* names people alone, and so whom a picture shows: "Jane Doe/John Roe"."""
    return all(" " in name.strip() and is_person(name.strip(), sure=False) for name in text.split("/"))


def parted_credit(
    text: str, line: HtmlElement | None, holders: Iterable[str] = CREDIT_HOLDERS
) -> tuple[str | None, str] | None:
    """Return the caption and the credit in *text*, of the element *line*, where an element at its beginning or end, one
    of *holders*, holds the credit alone."""
    for element in () if line is None else line.iterdescendants(*holders):
        part = shown_text(element)
        if credit := credit_in(element, part) if part else None:
            rest = text.removesuffix(part) if text.endswith(part) else text.removeprefix(part)
            if rest != text:
                caption = without_label(rest)
                return (caption if caption and strip_stamps(caption) else None), credit
    return None


def credit_in(element: HtmlElement, text: str) -> str | None:
    """Return the credit that *text*, all that *element* holds, gives; None where it gives none."""
    if credit := credit_of(text) or sourced(text):
        return credit
    if agencies_in(text) and is_short_source(text):
        return tidy(text)
    if not is_named_credit(element, text):
        return None
    return split_credit(text)[1] or tidy(strip_stamps(COPYRIGHT.sub("", text))) or None


def is_named_credit(element: HtmlElement | None, text: str) -> bool:
    """Return whether *element*, whose *text* is no sentence, address or mere word for a credit, is named for one."""
    if element is None or not names_credit(called(element)) or "@" in text or not any(map(str.isalpha, text)):
        return False
    return not is_prose(text) and without_label(text) is not None


def stray_credits(document: Document) -> Iterator[Image]:
    """Yield the pictures of which a page shows a credit line outside any frame, with the caption before it."""
    yield from (image for _, image in credited_lines(document, story_zone(document)))


def pictures_of_text(document: Document) -> Iterator[Image]:
    """Yield the pictures of which a text document has caption and credit; both are marked."""
    yield from (image for _, image in credited_lines(document, document.blocks))


def credited_lines(document: Document, blocks: list[Block]) -> Iterator[tuple[Block, Image]]:
    """Yield each line among *blocks* that is a picture's credit, or a caption that ends with one, and the picture."""
    first, last = prose_span(document)
    for block in blocks:
        if block.reason is not None or block.link_share > 0.5 or block.kind not in ("paragraph", "caption", "heading"):
            continue
        if (credit := credit_of(block.text)) and not is_gallery_heading(block, credit):
            caption = caption_beside(document, block, first)
            block.reason = Reason.CREDIT
            if caption is not None:
                caption.reason = Reason.CAPTION
            yield block, Image(url=None, caption=caption.text if caption else None, credit=credit)
        elif is_credited_caption(block, last):
            block.reason = Reason.CAPTION
            text, credit = split_credit(block.text)
            if text and len(text) <= BUTTON and CLOCK.search(text):
                text = None
            yield block, Image(url=None, caption=text, credit=credit)


def is_gallery_heading(block: Block, credit: str) -> bool:
    """Return whether *block* is bold and *credit* no name: the heading of a gallery, "PHOTOS: The harbour at night"."""
    named = is_source(credit) or is_person(credit.partition(",")[0], sure=False)
    return block.bold_share > WHOLLY and any(map(str.islower, credit.split())) and not named


def is_credited_caption(block: Block, last: int) -> bool:
    """Return whether *block* ends in a picture's credit, and markup does not say that it is a heading.

    After the *last* prose an agency and a name sign the story itself.
    """
    if len(block.text) > LONGEST or (block.kind == "heading" and block.element is not None):
        return False
    return ends_in_credit(block.text) or (block.index < last and ends_agency_first(block.text))


def ends_in_credit(text: str) -> bool:
    """Return whether *text* is a caption with a credit that says so: "… (AP Photo/Jane Doe)", "… Foto: dpa"."""
    match = in_brackets(text)
    return (match is not None and credit_of(match[1]) is not None) or find_inner_credit(text) is not None


def ends_agency_first(text: str) -> bool:
    """Return whether *text* is a caption whose credit begins with an agency: "… (Xinhua/Liu Jie)"."""
    match = AGENCY_FIRST.search(text) if "/" in text or "／" in text else None
    return match is not None and bool(credited(match["agency"])) and is_person(match["name"].strip(), sure=False)


def caption_beside(document: Document, credit: Block, first: int) -> Block | None:
    """Return the caption that belongs to the line *credit*: the line before it, else the one after it.

    Before any other prose of the story the line before is the caption, whatever it looks like; amid the story only one
    that is no sentence, or says that it is a caption.
    """
    before = document.blocks[credit.index - 1] if credit.index else None
    after = document.blocks[credit.index + 1] if credit.index + 1 < len(document.blocks) else None
    for block in (before, after):
        if block is None or block.reason is not None or len(block.text) > LONGEST or block.link_share > LINKED:
            continue
        if block.element is not None and not tells(block.text):
            continue
        if (
            block.element is not None
            and (block.main or block.kind == "heading")
            and not is_pair(document, block, credit)
        ):
            continue  # what the extractor takes for body text is no caption without a frame
        opening = block is before and block.index <= first
        if opening or not ends_sentence(block.text) or caption_word().search(block.text):
            return block
    return None


def is_pair(document: Document, block: Block, credit: Block) -> bool:
    """Return whether *block* and the line *credit* are all the lines of an element: a caption and its credit."""
    after = document.blocks[credit.index + 1 : credit.index + 2]
    alone = not block.joined and not any(other.joined for other in after)
    return block.index == credit.index - 1 and credit.joined and alone and block.kind != "heading"


@cache
def caption_word() -> re.Pattern[str]:
    """Return the pattern of what a caption says of itself: "File photo", "Archivbild", 資料写真 …"""
    return pattern("captions", "label", r"^[(\[（【]?(?:%s)\b|[(\[（【](?:%s)[)\]）】]")
