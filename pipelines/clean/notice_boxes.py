"""Document in, the blocks in elements that say what they are out: by class and id, or a form for an e-mail address."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import dropwhile, groupby, takewhile
from typing import TYPE_CHECKING

from pipelines.clean.marking import is_small_part
from pipelines.document import NAMED_ANCESTORS, names_of
from pipelines.prose import KEPT, ends_sentence, letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

    Told = dict[tuple[HtmlElement, int], Reason | None]

#: What class and id words say of a block, in the forms that templates share.
NAMES = {
    word: reason
    for reason, words in {
        Reason.ADVERTISEMENT: "advert advertisement adslot sponsored",
        Reason.SUBSCRIBE: "newsletter newsletters subscribe signup donate donation",
        Reason.SHARE: "share sharing sharebar addthis sharethis social",
        Reason.COMMENT_NOTICE: "comment comments disqus respond kommentar kommentare",
        Reason.RELATED: "related recommended recommendation recommendations readmore seealso outbrain taboola recirc",
        Reason.TRENDING: "trending mostread mostpopular mostviewed",
        Reason.ADVISORY: "cookie cookies consent gdpr",
        Reason.AUTHOR_BIO: "authorbio authorbox aboutauthor saboxplugin",
        Reason.LEGAL: "copyright disclaimer colophon imprint",
        Reason.NAVIGATION: "taglist pagination breadcrumb breadcrumbs backtotop",
    }.items()
    for word in words.split()
}
#: Longest box around a form for an e-mail address, and how many elements up from the form it is looked for.
BOX_LETTERS = 400
BOX_HEIGHT = 4
NAME = re.compile(r"[a-z]+")
#: Elements that hold a box.
BOXES = ("div", "section", "aside", "form")
#: Classes of a link that calls on readers to act; others that look like buttons lead to what the story tells of.
CALL = re.compile(r"(?<![a-z])cta(?![a-z])")
E_MAIL_FIELD = re.compile(r"e-?mail", re.IGNORECASE)


def boxed(document: Document) -> list[Block]:
    """Return the body blocks in a box around a form that asks for an e-mail address."""
    if document.tree is None:
        return []
    fields = [field for field in document.tree.iter("input") if is_e_mail_field(field)]
    boxes = {box for field in fields for box in boxes_around(field)}
    if not boxes:
        return []
    found = [block for block in document.body if boxes.intersection(block.around(BOX_HEIGHT + 1))]
    return found if is_small_part(found, document.body) else []


def below_offers(document: Document) -> list[Block]:
    """Return the lines right below the first heading of an offer to subscribe in each element, where that holds but
    the offer."""
    if not any(map(is_offer, document.blocks)):
        return []
    found: list[Block] = []
    for home, group in groupby(document.blocks, lambda block: block.home):
        box = list(dropwhile(lambda block: not is_offer(block), group))
        short = sum(letters(block.text) for block in box[1:]) <= BOX_LETTERS
        if box and home is not None and home.tag in BOXES and short and holds_no_other(box, document.blocks):
            found += [block for block in box[1:] if block.in_body]
    return found if is_small_part(found, document.body) else []


def is_offer(block: Block) -> bool:
    """Return whether *block* is the heading of an offer to subscribe."""
    return block.reason is Reason.SUBSCRIBE and block.kind == "heading"


def holds_no_other(box: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Return whether neither the block before those of *box* nor the one behind them stands in the same element."""
    start, end = box[0].index, box[-1].index
    around = [*blocks[max(0, start - 1) : start], *blocks[end + 1 : end + 2]]
    return all(box[0].home not in block.around() for block in around)


def calls(body: Sequence[Block]) -> list[Block]:
    """Return the paragraphs of *body* that are one link, and that a call to act by its class."""
    found = [block for block in body if block.kind == "paragraph" and is_call(block)]
    return found if is_small_part(found, body) else []


def is_call(block: Block) -> bool:
    """Return whether *block* is one link whose class says that it calls on readers to act."""
    if len(block.links) != 1 or block.link_share < 1 or block.element is None or ends_sentence(block.text):
        return False
    link = next(block.element.iter("a"), None)
    return link is not None and CALL.search((link.get("class") or "").lower()) is not None


def is_e_mail_field(field: HtmlElement) -> bool:
    """Return whether the input *field* is for an e-mail address."""
    return E_MAIL_FIELD.search(" ".join(field.get(name) or "" for name in ("type", "name", "placeholder"))) is not None


def boxes_around(field: HtmlElement) -> list[HtmlElement]:
    """Return the elements around *field* that hold little more text than its form."""
    found: list[HtmlElement] = []
    element = field.getparent()
    while element is not None and len(found) < BOX_HEIGHT and element.tag not in ("body", "article", "main"):
        if letters(" ".join(element.text_content().split())) > BOX_LETTERS:
            break
        found.append(element)
        element = element.getparent()
    return found


def named_blocks(document: Document) -> dict[Reason, list[Block]]:
    """Return the body lines whose element says what they are, by the kind it names; at the end, paragraphs about the
    author, too."""
    body = document.body
    found: dict[Reason, list[Block]] = {}
    known: Told = {}
    for block in body:
        if reason := nearest_reason(block.element, NAMED_ANCESTORS, known):
            found.setdefault(reason, []).append(block)
    bios = set(found.get(Reason.AUTHOR_BIO, ()))
    at_foot = set(takewhile(bios.__contains__, reversed(body)))
    return {
        reason: [block for block in blocks if block in at_foot or not (is_story_prose(block) or keeps(block, reason))]
        for reason, blocks in found.items()
        if is_small_part(blocks, body)
    }


def nearest_reason(element: HtmlElement | None, most: int, known: Told) -> Reason | None:
    """Return the kind that *element*, or the nearest around it, *most* in all, tells of; *known* remembers it."""
    if element is None or not most or element.tag in ("body", "html"):
        return None
    if (element, most) not in known:
        own = name_reason(names_of(element))
        known[element, most] = own or nearest_reason(element.getparent(), most - 1, known)
    return known[element, most]


def keeps(block: Block, reason: Reason) -> bool:
    """Return whether *block* stays whatever is named around it: a heading, or a post of a social network, quoted."""
    return block.kind == "heading" or (block.kind == "quote" and reason == Reason.SHARE)


@lru_cache(maxsize=KEPT)
def name_reason(names: str) -> Reason | None:
    """Return the kind that a word in the *names* of an element tells of; None else."""
    return next((NAMES[word] for word in NAME.findall(names) if word in NAMES), None)
