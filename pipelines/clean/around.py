"""An element in, the nearest one around it of a kind out: each that is asked of is looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.html import HtmlElement

    from pipelines.document import Block

    Known = dict[HtmlElement, HtmlElement | None]


def nearest_of(
    blocks: Iterable[Block], is_one: Callable[[HtmlElement], bool], known: Known | None = None
) -> dict[Block, HtmlElement]:
    """Return the element of each of *blocks*, or the nearest around it, that *is_one*, where there is one; *known* as
    in `nearest`."""
    known = {} if known is None else known
    return {block: one for block in blocks if (one := nearest(block.element, is_one, known)) is not None}


def nearest(element: HtmlElement | None, is_one: Callable[[HtmlElement], bool], known: Known) -> HtmlElement | None:
    """Return *element*, or the nearest around it, that *is_one*; *known* holds what is known of others, and learns."""
    way: list[HtmlElement] = []
    found: HtmlElement | None = None
    while element is not None and found is None and element not in known:
        way.append(element)
        found = element if is_one(element) else None
        element = element.getparent()
    if found is None and element is not None:
        found = known[element]
    known.update(dict.fromkeys(way, found))
    return found
