"""Tree in, the same tree out with each formula as text, once, where a browser draws it: "p_{ij}".

Formulas are written in TeX, which pages keep beside what they draw of it: within MathML, as a picture's other text, in
a script. MathML alone says what a line of text can, if its signs stand in one row.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.blocks import UNREAD
from pipelines.document import has_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.document import Document

#: What a page with formulas has in its markup.
SIGNS = ("<math", "math/tex", "latex.php", "mwe-math")
#: What MediaWiki, KaTeX and MathJax call the element of a formula, in which it may stand two or three times.
HOLDERS = frozenset(["mwe-math-element", "katex", "MathJax"])
#: How many elements around its MathML that is at most.
DEPTH = 3
#: What pictures of formulas are called, by WordPress and by MediaWiki.
PICTURES = frozenset(["latex", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display"])
#: Elements of MathML whose signs stand in one row.
ROW = frozenset("math semantics mrow mstyle mpadded mi mn mo ms mtext mspace".split())
#: What tells how large a formula is drawn, and what hides it from those who read a script as XML.
STYLED = re.compile(r"\{\\(?:display|text|script)style\s*(.*)\}", re.DOTALL)
#: What a script tells MathJax that draws nothing, as around each post of a forum.
SETUP = re.compile(r"\\(?:begingroup|endgroup|(?:re)?newcommand|def|let|require|Declare[A-Za-z]+)(?![A-Za-z])")
CDATA = re.compile(r"%\s*(?:<!\[CDATA\[|\]\]>)")


def formulas(document: Document) -> None:
    """Put the text of formulas in the place of all that the page has for them."""
    if document.tree is None or not any(sign in document.markup for sign in SIGNS):
        return
    for element in list(document.tree.iter("math", "script", "img")):
        tex = tex_of(element)
        if tex and element.getparent() is not None:
            write(tex, holder_of(element))


def tex_of(element: HtmlElement) -> str:
    """Return the formula that *element* is, as text; nothing if it is none, or its signs stand in no row."""
    if element.tag == "img":
        return bare_tex(element.get("alt") or "") if has_class(element, PICTURES) else ""
    if element.tag == "script":
        written = (element.get("type") or "").startswith("math/tex")
        tex = bare_tex(CDATA.sub("", element.text or "")) if written else ""
        return "" if SETUP.match(tex) else tex
    notes = (note.text for note in element.iter("annotation") if note.get("encoding") == "application/x-tex")
    return bare_tex(next(notes, None) or element.get("alttext") or row_of(element))


def bare_tex(tex: str) -> str:
    """Return *tex* on one line, less what tells how large it is drawn."""
    line = " ".join(tex.split())
    styled = STYLED.fullmatch(line)
    return styled[1].strip() if styled else line


def row_of(math: HtmlElement) -> str:
    """Return the signs of *math* if all stand in one row, none above or below another."""
    return "".join(math.text_content().split()) if all(inner.tag in ROW for inner in math.iter()) else ""


def holder_of(formula: HtmlElement) -> HtmlElement:
    """Return the element of all that the page has for *formula*: that, or one around it."""
    if formula.tag == "script":
        drop_drawn(formula)
    around = islice(formula.iterancestors(), DEPTH)
    held = [element for element in around if has_class(element, HOLDERS)]
    return held[-1] if held else formula


def drop_drawn(script: HtmlElement) -> None:
    """Drop what MathJax has drawn before its *script*."""
    drawn = script.getprevious()
    while drawn is not None and (drawn.get("class") or "").startswith("MathJax") and not (drawn.tail or "").strip():
        above = drawn.getprevious()
        drawn.drop_tree()
        drawn = above


def write(tex: str, holder: HtmlElement) -> None:
    """Make *tex* all that *holder* has."""
    for child in list(holder):
        holder.remove(child)
    holder.text = tex
    if holder.tag in UNREAD:
        holder.tag = "span"
