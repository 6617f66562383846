"""Document in, the blocks among which its bylines may stand out: about the headline, and below the story."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipelines.clean.credits import COPYRIGHT
from pipelines.describe.authors import AUTHOR_PATH, OTHERS, PICTURE, is_marked
from pipelines.describe.moments import day_of
from pipelines.describe.names import is_labelled
from pipelines.describe.stamps import LINE, find_stamps
from pipelines.document import names_of
from pipelines.prose import PARAGRAPH_LETTERS, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.threads.marks import is_comment_heading
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from pipelines.document import Block, Document

#: How many blocks before the headline, and after the body, may hold a byline.
BEFORE, AFTER = 4, 6
#: How many blocks right after it, the first of which leads to an author, may be the card of another story.
CARD = 3
#: How many blocks before the story may hold one where no headline is shown.
HEADLESS = 25
#: How many of the body's last blocks are looked at for a byline above a copyright: notes and comments follow it.
SIGNED = 30
#: What style sets a line at the right, and share of bold text from which one is bold.
AT_RIGHT, BOLD = re.compile(r"text-align\s*:\s*(?:right|end)"), 0.9
#: Shortest linked title, in Latin letters' worth: what is shorter is a tag.
LINKED_TITLE = 15


def head_blocks(document: Document, first: int) -> list[Block]:
    """Return the blocks from a little before the headline to the *first* prose of the story."""
    title = document.title_index
    headed = title is not None and title <= first
    start = document.up_from(title, BEFORE) if title is not None and headed else document.up_from(first, HEADLESS)
    return document.blocks[start:first]


def after_standfirst(document: Document, first: int, last: int) -> list[Block]:
    """Return the short blocks right after the *first* prose: where that is a standfirst, the byline follows it."""
    found = document.blocks[first + 1 : min(first + AFTER, last)]
    return [block for block in found if len(block.text) < 2 * PARAGRAPH_LETTERS]


def tail_blocks(document: Document, last: int) -> list[Block]:
    """Return the few blocks after the *last* prose of the story that may belong to it; no comment is one."""
    below = document.blocks[last + 1 : document.down_from(last + 1, AFTER)]
    found = takewhile(lambda block: not is_comment_heading(block.text), below)
    return [
        block
        for block in found
        if block.link_share < 1 and (block.main or block.index <= last + 2 or gives_day(document, block))
    ]


def linked_below(document: Document, last: int) -> list[Block]:
    """Return the link right below the *last* prose of the story that leads to its author: below a line ("Read also",
    "Edited by") it is of others, more of them are a list, and a linked title beside it is of another story."""
    below = document.blocks[last + 1 : document.down_from(last + 1, CARD)]
    found = [block for block in below if leads_to_author(block)]
    return found if found == below[:1] and not any(map(is_linked_title, below[1:])) else []


def leads_to_author(block: Block) -> bool:
    """Return whether *block* is a link to an author's page that it or an element in it marks as the author's, and none
    as a picture's or a reader's."""
    if block.element is None or block.link_share < 1 or block.named(OTHERS) or block.named(PICTURE):
        return False
    links = [link for link in block.element.iter("a") if not PICTURE.search(names_of(link))]
    if any(link.get("rel") == "author" for link in links):
        return True
    marked = is_marked(block.element) or any(map(is_marked, links))
    return marked and any(AUTHOR_PATH.search(link.get("href", "")) for link in links)


def signature_below(document: Document, last: int) -> Block | None:
    """Return the line right below the *last* prose of the story that ends the element that holds that, set at the right
    or, of three words with marks as Vietnamese names are, in bold, unlike it: where newspapers sign. Two words in bold,
    such as "Opening Hours" or "Technische Daten", are a heading."""
    block = next(iter(document.blocks[last + 1 : last + 2]), None)
    end = document.blocks[last] if block is not None else None
    if block is None or end is None or block.element is None or block.home is not end.home or block.links:
        return None
    ends = block.kind == end.kind == "paragraph" and block.element.getnext() is None
    right = AT_RIGHT.search(block.element.get("style") or "") is not None
    several = len(block.text.split()) > 2 and not block.text.isascii()
    set_apart = right or (several and block.bold_share >= BOLD and end.bold_share < BOLD)
    return block if ends and set_apart and not block.hidden else None


def above_copyright(document: Document, last: int) -> list[Block]:
    """Return the lines amid the end of the body, up to the *last* prose, that begin with "By" and stand above a line of
    copyright: they sign the story, and what follows is more of the page. Prose may begin with that word, too."""
    above = [
        one
        for one, after in pairwise(document.body[-SIGNED:])
        if one.index <= last and COPYRIGHT.match(after.text) and not is_prose(after.text)
    ]
    return [block for block in above if is_labelled(block.text) and not ends_sentence(block.text)]


def gives_day(document: Document, block: Block) -> bool:
    """Return whether *block* is a line with the day of the story, which signs it below the text."""
    published = document.value("published")
    if not published or block.reason not in (None, Reason.DATE) or len(block.text) > LINE:
        return False
    return any(stamp.value and day_of(stamp.value) == day_of(published) for stamp in find_stamps(block.text))


def signs_story(document: Document, block: Block) -> bool:
    """Return whether *block* is a line with the day of the story, and none of an entry whose linked title it stands
    beside: that has its section and day in such a line, too."""
    beside = document.blocks[block.index - 1 : block.index] + document.blocks[block.index + 1 : block.index + 2]
    return not any(map(is_linked_title, beside)) and gives_day(document, block)


def is_of_entry(document: Document, block: Block) -> bool:
    """Return whether *block* stands right below the linked title of another story, in one entry of a list with it."""
    above = document.blocks[block.index - 1] if block.index else None
    if above is None or not is_linked_title(above):
        return False
    entry = next((one for one in block.around() if one.tag == "li"), None)
    return entry is not None and entry in above.around()


def is_linked_title(block: Block) -> bool:
    """Return whether *block* is one link, and more than a tag."""
    return len(block.links) == 1 and block.link_share >= LINKED and letters(block.text) >= LINKED_TITLE
