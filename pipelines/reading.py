"""A tree in, the elements of its main content out, as trafilatura finds them in fast mode.

The rules are trafilatura's, and so are the functions that carry them out; only the order of the work is ours.
`bare_extraction` makes four copies of the tree, asks all its rules of every element of each (by XPath, which calls
Python for every regular expression), looks for links where there are none, and prints a text that nobody here reads.
Here a rule is asked once for what an element is called. A test holds that both find the same.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml.etree import Element, XPath, iterwalk, strip_elements, strip_tags
from trafilatura import core
from trafilatura.baseline import _BLOCK_ELEMS, baseline
from trafilatura.htmlprocessing import (
    _handle_forms,
    convert_tags,
    is_paragraph_listing,
    link_density_test_tables,
    process_node,
    prune_html,
    prune_unwanted_nodes,
    recover_math,
    tree_cleaning,
)
from trafilatura.main_extractor import CODES_QUOTES, NOT_AT_THE_END, REBUILT_BLOCKS, handle_textelem
from trafilatura.settings import (
    DEDUPE_SCAN_CAP,
    INLINE_CONSUMING,
    INLINE_FORMATTABLE,
    MANUALLY_STRIPPED,
    MIN_DUPLICATE_LENGTH,
    TAG_CATALOG,
    Extractor,
)
from trafilatura.utils import LINK_FARM_RATIO, remove_control_characters, text_chars_test, trim
from trafilatura.xml import delete_element
from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH

from pipelines.first_frame import CLEANED, first_frame, framed, has_nested, marked
from pipelines.rules import APPENDED, BASIC, CAPTION, COMMENTS, FRAMES, TEASER, UNWANTED, picked, picker, tags_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

#: Rounds in which elements full of links are taken out: the first may leave others with nothing else.
ROUNDS = 2
#: How many times the least text that counts the paragraphs of a page must hold for its `<div>` to be passed over.
PARAGRAPHS = 3
#: Share of a text that must be left of it when what is unwanted is taken out.
LEFT = 1 / 7
#: From how many parts on a `<div>` with links, shorter than so many letters, is a row of them.
CROWDED, SHORT = 3, 100
#: Trafilatura's measures of links: of a long one, of a brief one, how many are few, and their shares of a text.
LONG_LINK, BRIEF_LINK, FEW_LINKS = 100, 10, 4
LINKED, WHOLE_LINK = 0.8, 0.9
#: Length from which the text of an element that is no paragraph is long, whatever follows.
LONG = 300
#: Elements that trafilatura handles each in a way of its own.
HANDLED = frozenset(["list", "head", "p", "lb", "table", "graphic", *CODES_QUOTES, *INLINE_CONSUMING])
TABLE_TAGS = frozenset(["table", "td", "th", "tr"])
#: Elements that may be no part of the story.
BESIDE = tuple(tags_of(APPENDED, COMMENTS))
#: Roles of a table that only lays out the page.
LAYOUT_ROLES = ("presentation", "none")
#: The text of an element.
WHOLE_TEXT = XPath("string()", smart_strings=False)
RECOVERED = ".//code|.//p|.//quote|.//table|.//div[contains(@class, 'w3-code')]"
RECOVERED_MORE = f"{RECOVERED}|.//div|.//lb|.//list"


@cache
def options(focus: str) -> Extractor:
    """Return trafilatura's options for a reading with *focus*; nobody changes them."""
    return Extractor(output_format="python", fast=True, comments=False, recall=focus == "recall")


def read_main(tree: HtmlElement) -> _Element | None:
    """Return the main content of *tree*, which stays as it is; None where there is none."""
    settings = options("balanced")
    marks = marked(tree, APPENDED if core._forum_thread_page(tree) else APPENDED | COMMENTS)
    beside = {element: bits for element, found in marks.items() if (bits := found & (APPENDED | COMMENTS))}
    found = main_of_frame(tree, first_frame(tree, marks), beside, settings)
    body, text = found or main_of(lambda: prepared(pruned(tree, beside), settings), settings)
    if len(text) < settings.min_extracted_size:
        other, other_text, _ = baseline(pruned(tree, beside))
        body, text = (other, other_text) if len(other_text) > len(text) else (body, text)
    if 0 < len(text) < core.ESCALATION_MAX_LENGTH and is_little(len(text), tree, beside):
        recall = options("recall")
        more, more_text = main_of(lambda: prepared(pruned(tree, beside), recall), recall)
        if len(more_text) >= settings.min_extracted_size and len(more_text) > core.ESCALATION_ACCEPT_RATIO * len(text):
            body, text = more, more_text
    return body if len(text) >= settings.min_output_size else None


def is_little(size: int, tree: HtmlElement, beside: dict[HtmlElement, int]) -> bool:
    """Return whether *size* characters are little of what *tree* shows without what is *beside* its story."""
    share = core.ESCALATION_PAGE_SHARE
    if size >= share * most_shown(tree):
        return False
    if any(bits & APPENDED for bits in beside.values()):  # of which the tree must be asked: they may hold the story
        tree, beside = pruned(tree, beside), {}
    return any(size < share * told for told in shown(tree, set(beside)))


def most_shown(tree: HtmlElement) -> int:
    """Return a length that the text of *tree*, as `shown` measures it, does not exceed."""
    body = tree.find(".//body")
    body = tree if body is None else body
    return len(trim(body.text_content())) + 2 * sum(1 for _ in body.iter(*_BLOCK_ELEMS))


def shown(tree: HtmlElement, beside: set[HtmlElement]) -> Iterator[int]:
    """Yield how long the text is that *tree* shows without the elements *beside* its story, as trafilatura measures it:
    at least so far, and at the end."""
    body = tree.find(".//body")
    body = tree if body is None else body
    parts: list[str] = []
    told = 0
    picks = picker(BASIC)
    walk = iterwalk(body, events=("start", "end"))
    unread: HtmlElement | None = None
    for event, element in walk:
        if event == "start" and element is not body and (element in beside or picks(element)):
            unread = element
            walk.skip_subtree()
            continue
        text = (element.text if event == "start" else element is not body and element.tail) or ""
        if element.tag in _BLOCK_ELEMS and element is not unread:
            parts.append(" ")
            text = remove_control_characters(text)
        if text and not text.isspace():
            told += len("".join(text.split()))
            yield told
        parts.append(text)
    yield len(trim("".join(parts)))


# --- before ---------------------------------------------------------------------------------------------------------


def pruned(tree: HtmlElement, beside: dict[HtmlElement, int]) -> HtmlElement:
    """Return a copy of *tree* without the elements *beside* its story: other stories, and comments, but in a forum."""
    twin = copy(tree)
    pairs = zip(tree.iterdescendants(*BESIDE), twin.iterdescendants(*BESIDE), strict=True) if beside else ()
    found = [(other, beside[element]) for element, other in pairs if element in beside]
    if any(bits & APPENDED for _, bits in found):
        prune_unwanted_nodes(twin, RAW_TREE_PRUNE_XPATH)
    for element, bits in found:
        if bits & COMMENTS:
            delete_element(element)
    return twin


def prepared(tree: HtmlElement, settings: Extractor) -> HtmlElement:
    """Return *tree*, which is used up, relieved of what never is content, in trafilatura's own markup."""
    # A reading for recall may take the deletions back: it is a rare one, and trafilatura's own.
    clean = tree_cleaning(tree, settings) if settings.focus == "recall" else cleaned(tree)
    return convert_tags(clean, settings)


def cleaned(tree: HtmlElement) -> HtmlElement:
    """Return *tree* relieved of the elements that never are content: of those names alone that stand in it."""
    recover_math(tree)
    for element in tree.iter("figure", "table"):
        if element.find(".//table") is not None if element.tag == "figure" else element.get("role") in LAYOUT_ROLES:
            element.tag = "div"
    strip_tags(tree, *MANUALLY_STRIPPED)
    there = {element.tag for element in tree.iter(*CLEANED)}
    for tag in CLEANED:
        if tag in there:
            for element in tree.iter(tag):
                delete_element(element)
    _handle_forms(tree)
    return prune_html(tree)


# --- the main content ---------------------------------------------------------------------------------------------


def main_of(prepare: Callable[[], HtmlElement], settings: Extractor) -> tuple[_Element, str]:
    """Return the main content of the tree that *prepare* makes, the same at every call, and its text."""
    tree = prepare()
    frames = first_frames(tree)
    order = list(tree.iter()) if frames else []
    body, wanted = main_elements(tree, frames, settings)
    text = spaced(body)
    if len(text) < settings.min_extracted_size:
        whole = prepare() if frames else tree  # of which nothing was used
        twins = zip(order, whole.iter(), strict=True) if frames else ()
        used = {twin for element, twin in twins if element.tag == "done"}
        recover(whole, body, wanted, used, settings)
        text = spaced(body)
    return tidied(body), text


def tidied(body: _Element) -> _Element:
    """Return *body* without copies of elements, and without what only held others."""
    drop_copies(body)
    strip_elements(body, "done")
    strip_tags(body, "div")
    return body


def main_of_frame(
    tree: HtmlElement, frame: HtmlElement | None, beside: dict[HtmlElement, int], settings: Extractor
) -> tuple[_Element, str] | None:
    """Return the main content of *tree* and its text, found in its first *frame* alone; None where it may be another
    if all of the tree is looked at."""
    if frame is None or not is_told(frame, settings):
        return None
    contained, frame = next(frame.iterancestors("div"), None) is not None, pruned(frame, beside)
    if has_nested(tree, {element.tag for element in frame.iter(*CLEANED)}):
        return None
    forms = list(frame.iter("form"))
    prepared(framed(frame, contained=contained), settings)
    prune(frame, settings, teasers=False)
    if (
        frame.getparent() is None  # it was taken out
        or any(form.tag == "div" for form in forms)  # what holds most of the frame may hold little of the page
        or length_of(frame.text_content(), LONG) < LONG
        or not is_told(frame, settings)
    ):
        return None
    body = Element("body")
    enough = take_frame(frame, body, set(TAG_CATALOG | TABLE_TAGS), settings)
    text = spaced(body)
    return (tidied(body), text) if enough and len(text) >= settings.min_extracted_size else None


def spaced(body: _Element) -> str:
    """Return the text of *body*, a blank between its runs."""
    return " ".join(map(str, body.itertext())).strip()


def main_elements(
    tree: HtmlElement, frames: dict[int, HtmlElement] | None, settings: Extractor
) -> tuple[_Element, set[str]]:
    """Return the main elements of *tree*, whose first *frames* are given, in a body of their own, and the kinds of
    element that were wanted."""
    body, wanted = Element("body"), set(TAG_CATALOG | TABLE_TAGS)
    for group in FRAMES:
        frames = first_frames(tree) if frames is None else frames
        frame = frames.get(group)
        if frame is None:
            continue
        prune(frame, settings, teasers=False)
        frames = None  # from here on the tree is another
        if len(frame) and not is_told(tree, settings):
            wanted.add("div")
        if len(frame) and take_frame(frame, body, wanted, settings):
            break
    return body, wanted


def first_frames(tree: HtmlElement) -> dict[int, HtmlElement]:
    """Return the first element of *tree* that each of FRAMES picks; where the first of them does, that alone."""
    found: dict[int, HtmlElement] = {}
    for element, bits in picked(sum(FRAMES), tree.iterdescendants(*tags_of(*FRAMES))):
        for group in FRAMES:
            if bits & group:
                found.setdefault(group, element)
        if bits & FRAMES[0]:
            break
    return found


def take_frame(frame: HtmlElement, body: _Element, wanted: set[str], settings: Extractor) -> bool:
    """Move what is wanted of *frame* to *body*; return whether that is enough."""
    elements, start = list(frame.iterdescendants()), len(body)
    tags = {element.tag for element in elements}
    alone = tags == {"lb"} or (frame.tag == "div" and "div" in wanted and tags <= INLINE_FORMATTABLE | {"lb"})
    lead = None if alone else paragraph(frame.text, settings)
    take([frame] if alone else elements, body, wanted, settings)
    while len(body) and body[-1].tag in NOT_AT_THE_END:
        delete_element(body[-1], keep_tail=False)
    enough = len(body) > 1
    if enough and lead is not None:
        body.insert(start, lead)
    return enough


def take(elements: Iterable[HtmlElement], body: _Element, wanted: set[str], settings: Extractor) -> None:
    """Append those of *elements* that are wanted to *body*, with the text that follows a rebuilt block."""
    moved: set[_Element] = set()
    for element in elements:
        if element in moved or not may_be_taken(element, wanted):
            continue
        tag, tail = element.tag, element.tail  # a handler may rename it
        found = handle_textelem(element, wanted, settings)
        if found is not None:
            body.append(found)
            if element is found or element.getparent() is found:
                moved.update(element.iterdescendants())
            else:
                element.tag = "done"
        if tag in REBUILT_BLOCKS and (found is None or found.tail is None):
            after = paragraph(tail, settings)
            if after is not None:
                body.append(after)


def may_be_taken(element: HtmlElement, wanted: set[str]) -> bool:
    """Return whether trafilatura has a way to handle *element*: the rest it is told of in vain."""
    tag = element.tag
    return tag in HANDLED or (tag == "div" and ("div" in wanted or "w3-code" in element.get("class", "")))


def paragraph(text: str | None, settings: Extractor) -> _Element | None:
    """Return *text* as a paragraph; None where it says nothing."""
    if not text_chars_test(text):
        return None
    element = Element("p")
    element.text = text
    return process_node(element, settings)


def is_told(tree: HtmlElement, settings: Extractor) -> bool:
    """Return whether the paragraphs of *tree* hold so much text that its `<div>` need not be read."""
    outer = (element for element in tree.iter("p") if next(element.iterancestors("p"), None) is None)
    lengths = accumulate((len(element.text_content()) for element in outer), initial=0)
    return any(told >= PARAGRAPHS * settings.min_extracted_size for told in lengths)


def drop_copies(body: _Element) -> None:
    """Drop each long element of *body* that repeats the one before it."""
    before = ""
    for element in list(body):
        text = text_of(element)
        if text == before and len(text) > MIN_DUPLICATE_LENGTH:
            delete_element(element, keep_tail=False)
        else:
            before = text


def text_of(element: _Element) -> str:
    """Return the text of *element* on one line."""
    return trim(str(WHOLE_TEXT(element)) if len(element) else element.text or "")


# --- what is taken out --------------------------------------------------------------------------------------------


def prune(tree: HtmlElement, settings: Extractor, *, teasers: bool) -> None:
    """Take out of *tree* what is named as no content, and what is links and little else; *teasers* may stay."""
    found = list(picked(UNWANTED | CAPTION | TEASER, tree.iterdescendants()))
    drop_unwanted(tree, {element for element, bits in found if bits & UNWANTED})
    for element, bits in found:
        if bits & CAPTION or (bits & TEASER and not teasers and settings.focus != "recall"):
            delete_element(element)
    drop_links(tree)
    for table in [table for table in tree.iter("table") if link_density_test_tables(table)]:
        delete_element(table, keep_tail=False)
    strip_tags(tree, "span", "ref")


def around(tag: str, tree: HtmlElement) -> set[HtmlElement]:
    """Return the elements that hold one of *tree* with a *tag*."""
    found: set[HtmlElement] = set()
    for element in tree.iter(tag):
        for outer in element.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found


def drop_unwanted(tree: HtmlElement, unwanted: set[HtmlElement]) -> None:
    """Drop the *unwanted* elements of *tree*, unless hardly anything would be left."""
    if not unwanted:
        return
    outer = [element for element in unwanted if unwanted.isdisjoint(element.iterancestors())]
    whole = len(tree.text_content())
    if whole - sum(len(element.text_content()) for element in outer) > LEFT * whole:
        for element in outer:
            delete_element(element)


def drop_links(tree: HtmlElement) -> None:
    """Drop the elements of *tree* that are links and little else, and hold no picture."""
    asked = around("ref", tree) - around("graphic", tree)
    lengths: dict[HtmlElement, int] = {}
    for _ in range(ROUNDS):
        changed: set[HtmlElement | None] = set()
        for tag in ("div", "list", "p"):
            for element in [found for found in tree.iter(tag) if found in asked and is_linked(found, lengths)]:
                changed.update(element.iterancestors(), [element.getprevious()])
                for outer in element.iterancestors("ref"):
                    lengths.pop(outer, None)
                delete_element(element)
        asked &= changed  # for the others the answer is the same: it hangs on what an element holds and what follows it
        if not asked:
            break


def is_linked(element: HtmlElement, lengths: dict[HtmlElement, int]) -> bool:
    """Return whether *element* is links and little else, and no line of a list or table; *lengths* keeps the links'.

    As trafilatura's `link_density_test` has it; but of a long text no more is read than it takes to tell.
    """
    links = list(element.iter("ref"))
    if not links:
        return False
    for link in links:
        if link not in lengths:
            lengths[link] = len(trim(link.text_content() if len(link) else link.text or ""))
    shown = [length for link in links if (length := lengths[link])]
    linked, limit, text = sum(shown), limit_of(element), element.text_content()
    many = len(links) > FEW_LINKS
    # In a text as long as that they are no farm; of fewer links it is enough to know whether it is long.
    told = length_of(text, max(limit, int(linked / LINK_FARM_RATIO) + 2) if many else limit)
    long = told >= limit
    if len(links) == 1 and linked > LONG_LINK and linked > WHOLE_LINK * len(trim(text)):
        wholly = True
    elif not long:
        brief = sum(length < BRIEF_LINK for length in shown)
        wholly = not shown or linked > LINKED * told or (len(shown) > 1 and brief > LINKED * len(shown))
    else:
        farm = many and LINK_FARM_RATIO * told < linked < LONG_LINK * len(shown)
        wholly = farm and not is_paragraph_listing(links)
    if element.tag == "p":
        parent = element.getparent()
        return wholly and (parent is None or parent.tag not in ("item", "td", "th"))
    return wholly or (element.tag == "div" and len(element) >= CROWDED and told < min(limit, SHORT))


def length_of(text: str, enough: int) -> int:
    """Return how long *text* is on one line, or a length of *enough* or more that it does not fall short of."""
    told = len(trim(text[: 2 * enough]))
    return told if told >= enough or len(text) <= 2 * enough else len(trim(text))


def limit_of(element: HtmlElement) -> int:
    """Return the length from which the text of *element* is long: the last of its parent may hold more links."""
    last = element.getnext() is None
    if element.tag == "p":
        return 60 if last else 30
    return LONG if last else 100


# --- where too little was found -----------------------------------------------------------------------------------


def recover(tree: HtmlElement, body: _Element, wanted: set[str], used: set[_Element], settings: Extractor) -> None:
    """Append what else *tree* holds, wherever it stands, to *body*; but what was *used*, or stands there already."""
    wanted = wanted | ({"div", "lb"} if settings.focus == "recall" else set())
    prune(tree, settings, teasers=True)
    texts = [text_of(element) for element in body]
    known, everything = set(texts), "\n".join(filter(None, texts))
    handled: set[_Element] = set()
    for element in tree.xpath(RECOVERED_MORE if settings.focus == "recall" else RECOVERED):
        if element in used or not handled.isdisjoint(element.iterancestors()):
            continue
        found = handle_textelem(element, wanted, settings)
        if found is None:
            continue
        if found is element:
            handled.add(element)
        text = text_of(found)
        fragment = trim(text + (found.tail or "")) if text_chars_test(found.tail) else ""
        if text in known or is_part(text, fragment, everything):
            continue
        body.append(found)
        if len(everything) <= DEDUPE_SCAN_CAP:
            everything += "\n" + (fragment or text)
        known.add(text)


def is_part(text: str, fragment: str, everything: str) -> bool:
    """Return whether a long *text*, or the *fragment* it begins, stands in *everything*."""
    if len(everything) > DEDUPE_SCAN_CAP:
        return False
    return (len(text) > MIN_DUPLICATE_LENGTH and text in everything) or (fragment != "" and fragment in everything)
