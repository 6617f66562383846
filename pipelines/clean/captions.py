"""Document in, its pictures out: what stands under them, and who took them, leaves the body for `images`."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from pipelines.clean.credits import LIBRARY
from pipelines.clean.frames import framed_lines, is_teaser, scene_of
from pipelines.clean.images import BUTTON, image_of, is_told
from pipelines.clean.legends import is_short_source
from pipelines.clean.loose import has_room, loose_captions, picture_beside
from pipelines.clean.named import is_marked_caption
from pipelines.clean.notice_phrases import line_key, sentence_key
from pipelines.clean.pictures import is_logo
from pipelines.clean.repeats import squeeze
from pipelines.clean.sources import address, file_of, without_size
from pipelines.clean.spelling import fold_line
from pipelines.clean.strays import pictures_of_text, stray_credits
from pipelines.prose import letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, story_zone
from schemas.content import Image

if TYPE_CHECKING:
    from pipelines.document import Block, Document

#: Most notices of a page whose only text is what stands under a picture.
AROUND = 3


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
    """Return the pictures *shown* and those *credited* alone: the only one, without a word, and the only credit, with
    its caption or without, are one."""
    named = [image for image in shown if image.url is None and is_line_alone(image)]
    whole = [image for image in shown if image.url]
    alone = [*named, *credited]
    if len(whole) == len(alone) == 1 and not (whole[0].caption or whole[0].credit):
        one = alone[0].model_copy(update={"url": whole[0].url})
        return [one if image is whole[0] else image for image in shown if image is not alone[0]]
    return [*shown, *credited]


def is_line_alone(image: Image) -> bool:
    """Return whether *image* has a credit that can be a picture's alone, and not the story's."""
    return image.credit is not None and (image.caption is not None or tells_who(image.credit))


def distinct(images: list[Image]) -> list[Image]:
    """Return *images* less those that say nothing new: the same again; without an address, what another says."""
    captions = {squeeze(image.caption) for image in images if image.url and image.caption}
    credits = {squeeze(image.credit) for image in images if image.credit and (image.url or image.caption)}
    kept: dict[tuple[str | None, ...], Image] = {}
    for image in less_sizes(images):
        caption, credit = squeeze(image.caption or ""), squeeze(image.credit or "")
        if image.url or (caption not in captions if caption else credit not in credits):
            kept.setdefault((image.url, caption, credit), image)
    return list(kept.values())


def less_sizes(images: list[Image]) -> list[Image]:
    """Return *images* less those without a word that show another at another size."""
    names = [file_of(image.url) if image.url else None for image in images]
    known = {name for name, image in zip(names, images, strict=True) if image.caption or image.credit}
    kept: list[Image] = []
    for name, image in zip(names, images, strict=True):
        if name is None or image.caption or image.credit or name not in known:
            kept.append(image)
        known.add(name)
    return kept


def tells_who(credit: str) -> bool:
    """Return whether *credit* can be a picture's alone, and not the story's."""
    return LIBRARY.search(credit) is not None or is_short_source(credit)


def is_of_page(block: Block) -> bool:
    """Return whether *block* is a notice of the page, from its beginning to its end."""
    text = fold_line(block.text)
    return line_key(text, anchored=False) is not None or sentence_key(text) is not None


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
            image = image_of(lines, url)
            silent = lines and image is not None and not (image.caption or image.credit)
            if not (silent and is_logo(picture)):
                add(found, key, image)
    told = sorted(image.caption or "" for image in found.values())
    lacking = {image.caption: key for key, image in found.items() if image.caption and not image.credit}
    for lines in loose_captions(zone):
        picture = picture_beside(lines[0])
        if picture is not None and is_teaser(picture, lines, scene.page):
            continue
        url = address(picture, document.page.url, scene.declared) if picture is not None else None
        key = without_size(url) if url else ""
        room = has_room(lines, scene)
        image = image_of(lines, url if is_open(found, key) else None)
        if image is None or not (image.url or room):
            continue
        if image.credit and image.caption in lacking:
            shown = lacking.pop(image.caption)
            found[shown] = found[shown].model_copy(update={"credit": image.credit})
        elif not is_told(image.caption, told) if image.caption else image.credit:
            insort(told, image.caption or "")
            add(found, key if image.url else f"{len(found)}", image)
    return list(found.values())


def is_open(found: dict[str, Image], key: str) -> bool:
    """Return whether the picture *key* is not yet among those *found*, or without a word."""
    return key not in found or not (found[key].caption or found[key].credit)


def add(found: dict[str, Image], key: str, image: Image | None) -> None:
    """Add *image* to those *found*, at the place and with the address of the same picture without a word."""
    if image is not None:
        found[key] = image.model_copy(update={"url": found[key].url}) if key in found else image
