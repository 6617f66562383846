"""Blocks in, quotes whole: of one that is mostly the story's no line is lost, be it a post of a social network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.items import letters_of
from pipelines.zones import LINKED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Block

#: How many elements around its lines a quote is looked for.
DEPTH = 4


def keep_quotes(blocks: list[Block]) -> None:
    """Mark the lines of each quote that is mostly main, by lines or by letters, as far as they are shown and no
    links."""
    for lines in quotes_of(blocks):
        main = [line for line in lines if line.main]
        if 2 * len(main) > len(lines) or 2 * letters_of(main) > letters_of(lines):
            for line in lines:
                line.main = line.main or not (line.hidden or line.link_share >= LINKED)


def keep_quoted_lines(blocks: list[Block], taken: list[Block]) -> None:
    """Mark those of *taken*, trafilatura's choice, that are a `<q>` and nothing else, right between two blocks of the
    story: they are quotes."""
    for block in taken:
        if 0 < block.index < len(blocks) - 1 and not block.hidden and is_quoted_line(block):
            block.kind = "quote"
            block.main = block.main or (blocks[block.index - 1].main and blocks[block.index + 1].main)


def is_quoted_line(block: Block) -> bool:
    """Return whether *block* is a `<q>` and nothing else."""
    element = block.element
    only = element is not None and len(element) == 1 and element[0].tag == "q"
    return only and element is not None and not ((element.text or "") + (element[0].tail or "")).strip()


def quotes_of(blocks: list[Block]) -> list[list[Block]]:
    """Return the lines of each quote that holds nothing else: a page may be set in one."""
    quotes: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        found = quote_around(block) if block.kind == "quote" else None
        if found is not None:
            quotes.setdefault(found, []).append(block)
    return [lines for lines in quotes.values() if lines[-1].index - lines[0].index < len(lines)]


def quote_around(line: Block) -> HtmlElement | None:
    """Return the innermost quote around *line*."""
    return next((element for element in line.around(DEPTH) if element.tag == "blockquote"), None)
