"""Tree in, the same tree out without what only screen readers say inside its links and pictures, and without the signs
by which headings offer a link to themselves.

Such words stand in the middle of sentences ("opens in a new tab"), so they go before anything is read. What labels a
name or a date ("By", "Photo:") stays, shown or not: it is evidence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.describe.names import label_alone
from pipelines.document import shown_text
from pipelines.phrases import pattern
from pipelines.prose import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Document

#: What elements are named whose text is for ears alone.
NAME = re.compile(
    r"(?<![a-z])(?:sr-?only|sr-?text|visually-?hidden|hidden-?visually|screen-?reader|a11y|assistive|off-?screen"
    r"|element-invisible|(?:unsichtbar|aural)(?![a-z-])|show-for-sr|hide-visually|for-screenreaders?)"
)
#: Styles that put text where no eye finds it.
STYLE = re.compile(
    r"clip\s*:\s*rect\(|clip-path\s*:\s*inset\((?:50|100)%|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|(?m:^)(?=.*(?<![a-z-])width\s*:\s*1px).*(?<![a-z-])height\s*:\s*1px"
)
#: Elements that may hold it, and those around it in which it is looked for.
HOLDERS = ("span", "small", "em", "i", "b", "strong", "div", "p", "h2", "h3", "h4", "h5", "h6")
HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
AROUND = frozenset(["a", "button", "figure", "figcaption"])
#: How many elements around it one of those may be.
DEPTH = 3
#: What a link shows that leads to the heading it stands in.
PERMALINK = frozenset("¶#§∞🔗⚓")
BRACKET = re.compile(r"[(（\[]")
#: Longest such text, in characters: longer ones are content for somebody.
LONGEST = 120


def spoken(document: Document) -> None:
    """Take out of the tree what only screen readers say."""
    if document.tree is None:
        return
    links: list[HtmlElement] = []
    unseen: list[HtmlElement] = []
    for element in document.tree.iter("a", *HOLDERS):
        if element.tag == "a":
            if element.get("target") is not None:
                links.append(element)
            if element.text in PERMALINK and is_permalink(element):
                unseen.append(element)
            continue
        name, style = element.get("class"), element.get("style")
        hides = (name is not None and is_hiding_name(name)) or (style is not None and is_hiding_style(style))
        if hides and is_for_ears(element):
            unseen.append(element)
    for element in unseen:
        element.drop_tree()
    for link in links:
        unsay(link)


def is_permalink(link: HtmlElement) -> bool:
    """Return whether *link*, whose text is a sign, has no more, leads to a part of a page, and stands in a heading or
    right behind one."""
    if len(link) or "#" not in link.get("href", ""):
        return False
    beside = (link.getprevious(), *islice(link.iterancestors(), DEPTH))
    return any(element is not None and (element.tag == "h1" or element.tag in HEADINGS) for element in beside)


@lru_cache(maxsize=KEPT)
def is_hiding_name(name: str) -> bool:
    """Return whether *name*, a class, is one of what only ears are to hear; pages give many elements the same."""
    return NAME.search(name.lower()) is not None


@lru_cache(maxsize=KEPT)
def is_hiding_style(style: str) -> bool:
    """Return whether *style* puts text where no eye finds it."""
    return STYLE.search(style.lower()) is not None


def is_for_ears(element: HtmlElement) -> bool:
    """Return whether *element*, which is hidden from eyes, is a heading, or stands in a link or picture as no label."""
    text = shown_text(element)
    if len(text) > LONGEST or is_label(text) or element.find(".//h1") is not None:
        return False
    if element.tag in HEADINGS:
        return True
    around = next((found for found in elements_around(element) if found.tag in AROUND), None)
    # A link with an icon and no other word is named by it.
    return around is not None and text != shown_text(around)


def elements_around(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the nearest elements around *element*."""
    around = element.getparent()
    for _ in range(DEPTH):
        if around is None:
            return
        yield around
        around = around.getparent()


def is_label(text: str) -> bool:
    """Return whether *text* says what stands beside it: an author, a date, a picture's credit."""
    return any(found.match(text) for found in (label_alone(), credit_word(), date_word()))


@cache
def credit_word() -> re.Pattern[str]:
    """Return the pattern of the word before a picture's credit, alone."""
    return pattern("captions", "credit", r"^(?:%s)\W*$")


@cache
def date_word() -> re.Pattern[str]:
    """Return the pattern of the words before a date, alone."""
    others = "|".join(pattern("dates", key).pattern for key in ("updated", "day_word"))
    return pattern("dates", "published", rf"^(?:%s|{others})\W*$")


def unsay(link: HtmlElement) -> None:
    """Take out of *link* the words that tell where it opens, which some templates show to everybody."""
    for element in list(link.iterdescendants()):
        if len(element) == 0 and element.text and opening().fullmatch(element.text.strip(" ()[]（）\n\t")):
            element.drop_tree()
    if link.text and BRACKET.search(link.text):
        link.text = bracketed_opening().sub("", link.text)
    for child in link:
        if child.tail and BRACKET.search(child.tail):
            child.tail = bracketed_opening().sub("", child.tail)


@cache
def opening() -> re.Pattern[str]:
    """Return the pattern of "opens in a new tab"."""
    return pattern("spoken", "opens")


@cache
def bracketed_opening() -> re.Pattern[str]:
    """Return the pattern of such words in brackets."""
    return pattern("spoken", "opens", r"\s*[(（\[](?:%s)[)）\]]")
