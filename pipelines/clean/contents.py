"""Blocks in, tables of contents marked: links to the parts of the page itself, whose headings say the same."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pipelines.blocks import is_heading
from pipelines.clean.around import nearest_of
from pipelines.clean.marking import drop, is_small_part
from pipelines.describe.likeness import fold
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: From how many links on a run of them is a table of contents, and the share of them that a heading must say again.
RUN = 3
SAID_AGAIN = 0.5
#: The number of a part.
NUMBER = re.compile(r"^[\d. ]+(?=\w)")


def contents(document: Document) -> None:
    """Mark tables of contents, and the heading right above one where no text of its own follows."""
    drop(navigation(document), Reason.NAVIGATION)
    blocks, body = document.blocks, document.body
    for run in runs(blocks, document.page.url):
        kept = [block for block in run if block.in_body]
        if is_said_again(run, blocks) and is_small_part(kept, body):
            drop([*kept, *headings_over(run, blocks)], Reason.NAVIGATION)


def navigation(document: Document) -> list[Block]:
    """Return the lines of the body in elements of HTML for ways through the site or the story; none of one that holds
    prose, as templates have it that put the story there."""
    if not any(map(is_navigation, document.holders)):
        return []
    around = nearest_of(document.body, is_navigation)
    telling = {element for block, element in around.items() if is_story_prose(block)}
    found = [block for block, element in around.items() if element not in telling]
    return found if is_small_part(found, document.body) else []


def is_navigation(element: HtmlElement) -> bool:
    """Return whether *element* is one for ways through the site or the story."""
    return bool(element.tag == "nav")


def runs(blocks: Sequence[Block], url: str) -> Iterator[list[Block]]:
    """Yield each run of lines among *blocks* that link to parts of the page at *url*."""
    for linked, group in groupby(blocks, lambda block: leads_down(block, url)):
        run = list(group)
        if linked and len(run) >= RUN:
            yield run


def headings_over(run: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Return the heading right above *run*, unless text of its own follows below."""
    above = blocks[max(0, run[0].index - 1)]
    below = next((block for block in blocks[run[-1].index + 1 :] if block.in_body), None)
    return [above] if above.kind == "heading" and (below is None or below.kind == "heading") else []


def leads_down(block: Block, url: str) -> bool:
    """Return whether *block* is little but links to parts of the page at *url*; a heading may link to itself, a cell of
    a table to what it sums up."""
    if block.kind in ("heading", "cell") or block.link_share < LINKED or not block.links:
        return False
    return all(leads_into(href, url) for href, _ in block.links)


def leads_into(href: str, url: str) -> bool:
    """Return whether *href* is the address of a part of the page at *url*, its query aside."""
    if "#" not in href:
        return False
    if href.startswith("#"):
        return True
    try:
        there, here = urlsplit(urljoin(url, href)), urlsplit(url)
    except ValueError:
        return False
    return (there.netloc, there.path) == (here.netloc, here.path)


def is_said_again(run: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Return whether headings among *blocks* say what most lines of *run* do."""
    said = {name_of(block) for block in blocks if block.in_body and is_heading(block) and block not in run}
    return sum(name_of(block) in said for block in run) >= SAID_AGAIN * len(run)


def name_of(part: Block) -> str:
    """Return the words of *part* without its number."""
    return NUMBER.sub("", fold(part.text))
