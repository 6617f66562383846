"""Markup in, tree out: nothing the parser would drop in silence is dropped in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from pipelines.exceptions import EmptyPage, TooDeep, TooLarge

if TYPE_CHECKING:
    from pipelines.document import Document

#: Most elements in a page.
MAX_ELEMENTS = 100_000
#: Most tags that may make so many.
MAX_TAGS = 4 * MAX_ELEMENTS
#: `<?xml … encoding="…"?>`: lxml refuses it in text that is decoded already.
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
#: `<html … />`, `<body … />`: browsers open them, libxml2 ends the page there.
CLOSED_AT_ONCE = re.compile(rb"<(html|body)\b([^<>]*)/>", re.IGNORECASE)
#: Where a document ends, as templates put together from several may say early: what follows is shown all the same
#: (HTML, 13.2.6.4.19 and 22), and libxml2 drops it, or puts it beside the body. Patterns that heed no case are slower.
END = re.compile(rb"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\s*>")
#: Bytes of characters that XML has not, but the form feed, which is a blank of HTML.
CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r"))
FORM_FEED = bytes.maketrans(b"\f", b" ")
#: The same as references.
NO_CHARACTER = re.compile(
    rb"&#(?:0*(?:[1-8]|1[145-9]|2[0-9]|3[01]|127|6553[45])(?:;|(?![0-9]))"
    rb"|[xX]0*(?:[1-8bBeEfF]|1[0-9a-fA-F]|7[fF]|[fF]{3}[eEfF])(?:;|(?![0-9a-fA-F])))"
)
#: What Unicode calls no characters, and XML has not either.
NONCHARACTERS = ("\ufffe", "\uffff")
#: A paragraph's tags, one that opens it or closes it; and, in one pass, what may be one.
PARAGRAPH_TAG, LIKE_PARAGRAPH = re.compile(rb"<(/?)p(?=[\s>])[^>]*>", re.IGNORECASE), re.compile(rb"<(?:/p>|p)")
#: A blank line before an indent of the width of a sign, and several of them.
BLANK_LINE, BLANK_LINES = "\n\n\u3000", re.compile(r"\n\n+(?=\u3000)")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: One class for every element: lxml.html asks Python for the class of each by its tag, a tenth of all work on a tree.
ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)


def parse(document: Document) -> None:
    """Set `tree` and `elements`, unless the document is plain text; raise EmptyPage, TooLarge or TooDeep."""
    if "html" in document.page.media_type:
        document.tree = to_tree(document.markup)
        document.elements = list(document.tree.iter())


def to_tree(markup: str) -> html.HtmlElement:
    """Return the tree of *markup*; raise EmptyPage, TooLarge or TooDeep."""
    if len(markup) > MAX_TAGS and markup.count("<") > MAX_TAGS:
        raise TooLarge(f"{markup.count('<'):,} tags; a page is given {MAX_ELEMENTS:,} elements")
    source = printable(XML_DECLARATION.sub("", markup, count=1))  # bytes are read faster than a str
    source = open_paragraphs(END.sub(b"", source))
    tree = read(source)
    if tree.find("body/*") is None and CLOSED_AT_ONCE.search(source):
        tree = read(CLOSED_AT_ONCE.sub(rb"<\1\2>", source))
    lighten(tree)
    if BLANK_LINE in markup:
        part_at_blank_lines(tree)
    return tree


def part_at_blank_lines(tree: html.HtmlElement) -> None:
    """Break the lines of *tree* at each blank line before an indent of the width of a sign, which Japanese pages show
    as such by their style; not within a headline, which is one line."""
    for element in list(tree.iter("p", "div", "span")):
        parted = [child for child in element if BLANK_LINE in (child.tail or "")]
        opens = BLANK_LINE in (element.text or "")
        if not (parted or opens) or next(element.iterancestors(*HEADINGS), None) is not None:
            continue
        for child in parted:
            first, breaks = broken(child.tail)
            child.tail = None
            for line_break in reversed(breaks):
                child.addnext(line_break)
            child.tail = first
        if opens:
            element.text, breaks = broken(element.text)
            element[:0] = breaks


def broken(text: str) -> tuple[str, list[html.HtmlElement]]:
    """Return what *text* says before its first blank line, and two breaks for each, the rest behind them."""
    first, *rest = BLANK_LINES.split(text)
    breaks: list[html.HtmlElement] = []
    for said in rest:
        for tail in ("", said):
            line_break = html.Element("br")
            line_break.tail = tail
            breaks.append(line_break)
    return first, breaks


def printable(markup: str) -> bytes:
    """Return *markup*, in UTF-8, without the characters that no XML may have, written out or as references: HTML lets
    them pass, but no element takes a text with one when what stands beside it moves."""
    for sign in NONCHARACTERS:
        if sign in markup:  # which is told ten times as fast as nothing is replaced
            markup = markup.replace(sign, "")
    source = markup.encode("utf-8", "replace").translate(FORM_FEED, CONTROLS)
    return NO_CHARACTER.sub(b"", source)


def open_paragraphs(source: bytes) -> bytes:
    """Return *source* with an empty paragraph for each that is closed and was never opened (HTML, 13.2.6.4.7): libxml2
    drops such a tag, which on some pages is all that parts paragraphs."""
    tags = LIKE_PARAGRAPH.findall(source)
    if tags.count(b"</p>") <= tags.count(b"<p"):  # loosely: each page pays, few have it, none in capitals
        return source
    parts: list[bytes] = []
    end, closed = 0, True
    for tag in PARAGRAPH_TAG.finditer(source):
        if closed and tag[1]:
            parts += source[end : tag.start()], b"<p>"
            end = tag.start()
        closed = bool(tag[1])
    return b"".join([*parts, source[end:]])


def read(source: bytes) -> html.HtmlElement:
    """Return the tree of *source*, in UTF-8; raise EmptyPage or TooDeep."""
    # Nobody asks for an element by its id: a table of them costs the parse, every copy and the end of the tree.
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8"
    )
    parser.set_element_class_lookup(ONE_CLASS)
    try:
        tree = html.document_fromstring(source, parser=parser)
    except etree.ParserError as error:
        raise EmptyPage(str(error)) from error
    for entry in parser.error_log:
        if "depth" in entry.message.lower():
            raise TooDeep(f"line {entry.line}: elements nested deeper than the parser goes")
    return tree


def lighten(tree: html.HtmlElement) -> None:
    """Empty the scripts, styles and drawings of *tree*, which nobody reads and every copy of it would carry along: all
    but data and formulas."""
    for element in list(tree.iter("script", "style", "svg")):
        if element.tag == "svg":
            del element[:]
        kind = (element.get("type") or "").lower()
        if "ld+json" not in kind and not kind.startswith("math/tex"):
            element.text = None
