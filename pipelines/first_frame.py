"""A tree in, the element of it out that trafilatura would read first, found before anything is copied or taken out.

Trafilatura relieves the whole page of what never is content, then looks in the rest for the element that holds the
story, and of most pages reads that alone: a sixth of their elements. Here it is looked for in the page as it stands;
where what is around it might change which it is, or how it is read, none is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import SubElement
from trafilatura.settings import MANUALLY_CLEANED

from pipelines.rules import APPENDED, COMMENTS, FRAMES, picker, tags_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

#: Elements that never are content; a form is one where it holds little of the page.
CLEANED = [tag for tag in MANUALLY_CLEANED if tag != "form"]
#: Elements that trafilatura may take for a `<div>`: a figure or a table of layout, a form around the page.
RENAMED = ("figure", "table", "form", "details")
#: The elements that are taken out before those of a tag, whatever they hold.
EARLIER = {tag: frozenset(CLEANED[:place]).difference(RENAMED) for place, tag in enumerate(CLEANED)}
#: Elements that may be a frame, or no part of the story.
MARKED = (*tags_of(APPENDED, COMMENTS, *FRAMES), *RENAMED)
#: Elements that stay as they are around a frame.
AROUND = frozenset(["html", "body", "div", "main", "section", "article"])


def marked(tree: HtmlElement, groups: int) -> dict[HtmlElement, int]:
    """Return the elements of *tree* that a rule of *groups* or FRAMES picks, in order, and which of them do.

    One that may be taken for a `<div>` is asked as one.
    """
    picks, frames = picker(groups | sum(FRAMES)), picker(sum(FRAMES))
    elements = tree.iterdescendants(*MARKED)
    return {
        found: bits for found in elements if (bits := picks(found) or (found.tag in RENAMED and frames(found, "div")))
    }


def first_frame(tree: HtmlElement, marks: dict[HtmlElement, int]) -> HtmlElement | None:
    """Return the first element of *tree*, which has these *marks*, that the first of FRAMES picks which picks any; None
    where that is not sure."""
    found: dict[int, HtmlElement | None] = {}
    for element, bits in marks.items():
        groups = [group for group in FRAMES if bits & group and group not in found]
        if groups and (stays := is_kept(element, tree, marks)) is not False:
            found |= dict.fromkeys(groups, element if stays else None)
            if groups[0] == FRAMES[0]:
                break
    return found[min(found)] if found else None


def is_kept(element: HtmlElement, tree: HtmlElement, marks: dict[HtmlElement, int]) -> bool | None:
    """Return whether *element* is left, and as it is, where what never is content is taken out of *tree*; None where
    that cannot be told."""
    sure = element.tag not in RENAMED
    for outer in (element, *element.iterancestors()):
        bits = marks.get(outer, 0)
        if bits & COMMENTS:
            return False
        if outer.tag in CLEANED:
            return None if outer.tag in RENAMED or has_nested(tree, [outer.tag]) else False
        sure = sure and outer.tag in AROUND and not bits & APPENDED
    return True if sure else None


def has_nested(tree: HtmlElement, tags: Iterable[str]) -> bool:
    """Return whether an element of *tree* with one of *tags*, all in CLEANED, stands in another with the same.

    Trafilatura takes out neither it nor any that follows, but where what holds both goes before.
    """
    holders = (element for element in tree.iter(*tags) if len(element)) if tags else ()
    nests = [element for element in holders if next(element.iterdescendants(element.tag), None) is not None]
    earlier = [EARLIER[element.tag].intersection(outer.tag for outer in element.iterancestors()) for element in nests]
    gone = {tag for tag in frozenset().union(*earlier) if not has_nested(tree, [tag])}
    return any(gone.isdisjoint(tags) for tags in earlier)


def framed(frame: HtmlElement, *, contained: bool) -> HtmlElement:
    """Return a tree around *frame*: a `<div>` where it is *contained* in one on its page, which tells of its links."""
    tree: HtmlElement = frame.makeelement("body")
    (SubElement(tree, "div") if contained else tree).append(frame)
    return tree
