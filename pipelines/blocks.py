"""A tree or a plain text in, its visible blocks out, in page order."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice, pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from pipelines.document import Block, Group, Kind, outward
from pipelines.prose import DENSE, PARAGRAPH_LETTERS, ends_sentence, fold_case, is_prose, letters
from schemas.fields import mend_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Document

#: Elements that run on in a line of text, as do those that HTML knows nothing of.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span"
    " strike strong sub sup time tt u var wbr nobr amp-link-rewriter".split()
)
#: Those of HTML that start a block, as do those with a hyphen in their names, which are a template's own parts.
PARTING = frozenset(
    "address applet article aside blockquote body br button caption center col colgroup datalist dd details dir div dl"
    " dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main"
    " marquee menu meter nav noframes noscript ol optgroup output p plaintext pre progress search section slot summary"
    " table tbody td tfoot th thead tr ul xmp".split()
)
#: Elements whose text is a sentence or two: what a template puts into one runs on, as browsers show it.
SENTENCES = frozenset("p li dd h1 h2 h3 h4 h5 h6".split())
#: Elements whose content nobody reads as text.
UNREAD = frozenset(
    "script style template svg math iframe object embed canvas video audio select option textarea"
    " input form-control head title meta link img picture source track map area dialog rt rp".split()
)
#: Elements whose text is code, a name of which may have capitals amid it.
CODE = frozenset("code kbd samp tt var".split())
#: Elements in which templates put the lines of a code, and those around such lines; how code is called.
CODE_LINES, AROUND_LINES = frozenset("br div li p tr".split()), frozenset("ol ul table tbody td".split())
CODE_NAME = re.compile(
    r"(?<![a-z])(?:code|codehilite|highlight|prettyprint|sourcecode|syntax|language|lang|hljs)(?![a-z])"
)
#: What elements are called that number the lines of a code, which is no part of it; how many around say so.
NUMBERING = re.compile(r"(?<![a-z])(?:line-?(?:no|num|number)s?|lineno(?:div|s)?|ln-numbers?|gutter)(?![a-z])")
NUMBERING_NEAR = 3
#: Elements that stand within a word: where it may break, what a reader searched for.
WITHIN_WORDS = frozenset(["wbr", "mark"])
#: Elements that may lay stress on the rest of a word.
STRESS = frozenset("b strong i em u".split())
BOLD = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
#: Elements whose blocks belong together.
GROUPING = frozenset("nav aside header footer div section ul ol menu dl table form".split())
KINDS: dict[str, Kind] = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], "heading"),
    **dict.fromkeys(["li", "dt", "dd"], "item"),
    **dict.fromkeys(["td", "th"], "cell"),
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "pre": "code",
}
LEVELS = {f"h{level}": level for level in range(1, 7)}
#: Longest line that may be a heading, in Latin letters.
HEADING_LETTERS = 100
#: Shortest paragraph of a plain text above a heading, in Latin letters.
SHORT_PARAGRAPH = 40
#: A sentence, and a remark in brackets after it: no heading, though it does not end in a full stop.
REMARKED = re.compile(r"(?:[^\W\d_]{3,}[.…][\"'»”’“]?\s+|。[」』]?\s*)[(（\[［【][^()（）\[\]［］【】]+[)）\]］】]$")
#: Share of bold text from which a line is bold throughout.
WHOLLY = 0.95
#: What surrounds text that stands in no element: an element, the kind and level of its blocks, the index of the first.
NO_CONTEXT: tuple[HtmlElement | None, Kind, int, int] = (None, "paragraph", 0, 0)
NO_LINKS: tuple[tuple[str, str], ...] = ()
#: Most digits of a number that is no part of a paragraph's first word.
COUNTER_DIGITS = 4
#: What such a number is stuck to: a word; where it leads to a part of a page, as to the remarks on it, or nowhere, also
#: the mark before one: with another link the number is a year ("1912– the pier is built"), a size or a score.
STUCK, STUCK_TO_MARK = re.compile(r"[^\W\d_]"), re.compile(r"(?:[\"“„«]|[-–—] )[^\W\d_]")
#: Links in brackets behind a heading, and what parts them.
EDIT_LINK, BETWEEN_LINKS = re.compile(r"(?<=\S)\s*\[\s*([^\[\]]+?)\s*\]$"), re.compile(r"\s*\|\s*")
#: What elements of dates are called.
DATED = re.compile(r"(?<![a-z])(?:date-?time|time-?stamp)(?![a-z])")
#: How many small letters the end of a word has, at least: fewer may be of a name ("McDonald").
WORD_END = 3
#: Marks with which a sentence goes on beside a button.
GOING_ON = frozenset(",.;:!?)]’”»、。，；：！？）(（")
#: How many of the last parts of a line tell how it ends.
LAST_PARTS = 4
#: What an anchor has that a script follows, if it has no address.
FOLLOWED = ("href", "onclick", "role", "data-href", "data-toggle")
#: Signs as markup spells them, of ASCII the quotation marks alone, and what a text that writes of markup names.
ESCAPED = re.compile(r"&(?:#(?:x[0-9a-fA-F]{2,5}|\d{3,6}|3[49])|nbsp|quot|[nm]dash|[lr][sd]quo|hellip);")
#: What stands for a sign that there is none of: half of a pair, a number beyond all.
NO_SIGN = "\ufffd"
OF_MARKUP = re.compile(r"html|xml|entit|unicode|ascii|utf-?8|<\w", re.IGNORECASE)
#: What a script in the browser was to fill in.
PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
#: Characters from which a `<noscript>` holds the page rather than a notice.
NOSCRIPT_TEXT = 400
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def read_blocks(document: Document) -> None:
    """Set `blocks`."""
    if document.tree is None:
        document.blocks = text_blocks(document.markup)
    else:
        reader = read_tree(document.tree)
        document.blocks, document.groups = reader.blocks, reader.groups


def tree_blocks(tree: HtmlElement) -> list[Block]:
    """Return the visible blocks of *tree*."""
    return read_tree(tree).blocks


def read_tree(tree: HtmlElement) -> TreeReader:
    """Return what has read *tree*, with its visible blocks and their groups."""
    body = tree.find("body")
    reader = TreeReader()
    reader.read(tree if body is None else body)
    mark_headings(reader.blocks)
    return reader


class TreeReader:
    """Walks a tree and gathers its blocks: inline elements run on, every other one ends the line."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.groups: list[Group] = []
        self.called: dict[HtmlElement, str] = {}
        self.parts: list[str] = []
        self.bold = self.bold_depth = self.code_depth = 0
        self.open_links: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.joined = self.coded = False
        self.hidden: HtmlElement | None = None
        self.opened: list[HtmlElement | None] = [None]
        self.context = [NO_CONTEXT]
        self.in_code = False
        self.iconed = False

    def read(self, root: HtmlElement) -> None:
        """Walk *root* without recursion: pages nest deeper than Python does."""
        opened = self.opened
        walk = iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if not self.enter(element):
                    walk.skip_subtree()
                    continue
                text, begun = element.text, True
            else:
                if element is opened[-1]:
                    self.leave(element)
                text, begun = element.tail, False
            if text and (self.parts or self.in_code or not text.isspace()):  # blanks open no line
                self.add(text, element, begun=begun)

    def enter(self, element: HtmlElement) -> bool:
        """Open *element*, whose end is heeded if it changes anything; return whether its content is read."""
        tag = element.tag
        if tag in UNREAD or (tag == "noscript" and is_idle(element)):
            return False
        if self.context[-1][2] and ends_text(element) and is_hidden(element):  # behind a headline, for a feed
            return False
        if (self.in_code or tag == "pre") and is_numbering(element):
            return False
        heeded = False
        if self.in_code and self.is_of_code(tag):
            self.break_code(tag)
        elif tag in PARTING or (tag not in INLINE and "-" in tag and not self.runs_on(element)):
            if tag in ("br", "hr"):
                self.line_break()
                return False
            if tag == "button" and self.is_icon(element):
                self.iconed = True
                return False
            self.open_block(element, tag)
            heeded = True
        elif tag == "a" and not is_place(element):
            self.open_links.append(href := element.get("href") or "")
            self.links.append((href, ""))
            heeded = True
        if tag in BOLD:
            self.bold_depth += 1
            heeded = True
        elif tag in CODE:
            self.code_depth += 1
            heeded = self.coded = True
        if self.hidden is None and is_hidden(element):
            self.hidden = element
            heeded = True
        if heeded:
            self.opened.append(element)
        return True

    def leave(self, element: HtmlElement) -> None:
        """Close *element*."""
        self.opened.pop()
        tag = element.tag
        if tag == "a" and not is_place(element):
            self.open_links.pop()
        elif self.context[-1][0] is element:
            self.close_block(element, tag)
        if tag in BOLD:
            self.bold_depth -= 1
        elif tag in CODE:
            self.code_depth -= 1
        if self.hidden is element:
            self.hidden = None

    def runs_on(self, element: HtmlElement) -> bool:
        """Return whether *element*, a template's own, stands within a sentence and holds nothing that parts lines; what
        sticks to the word before it, the page's style parts: an advertisement."""
        around, after = self.context[-1][0], (element.tail or "").lstrip()
        if around is None or around.tag not in SENTENCES or not after:
            return False
        before = "".join(self.parts[-LAST_PARTS:])
        if before[-1:].islower() and (element.text or "")[:1].isupper():
            return False
        said = before.rstrip()
        within = after[0].islower() or (bool(said) and not ends_sentence(said))
        return within and not any(inner.tag in PARTING or "-" in inner.tag for inner in element.iterdescendants())

    def is_of_code(self, tag: str) -> bool:
        """Return whether an element of *tag* in preformatted text is but a line of code, or holds such lines."""
        if tag not in CODE_LINES and tag not in AROUND_LINES:
            return False
        around = self.context[-1][0]
        return self.code_depth > 0 or (around is not None and CODE_NAME.search(class_of(around)) is not None)

    def break_code(self, tag: str) -> None:
        """Begin a line of code in an element of *tag*, if that is one."""
        begun = self.parts and not self.parts[-1].endswith("\n")
        if tag == "br" or (tag in CODE_LINES and begun):
            self.parts.append("\n")

    def is_icon(self, button: HtmlElement) -> bool:
        """Return whether *button* says nothing and stands in a sentence, which may run on beside it."""
        around = self.context[-1][0]
        return around is not None and around.tag in SENTENCES and not "".join(button.itertext()).strip()

    def beside_icon(self, text: str) -> str:
        """Return *text* behind a button that says nothing: apart from a word before it, where the sentence runs on;
        else the line ends there: what begins with a capital or a number is the next verse, or what a label heads."""
        before, first = "".join(self.parts[-LAST_PARTS:]), text.lstrip()[0]
        said = before.rstrip()
        goes_on = first in GOING_ON or (first.isalpha() and fold_case(first) == first and not ends_sentence(said))
        if not said or not goes_on:
            self.end_line()
            return text
        stuck = before[-1].isalnum() and text[0].isalpha() and not DENSE.match(first)
        return f" {text}" if stuck else text

    def open_block(self, element: HtmlElement, tag: str) -> None:
        """Begin a line in *element*, of *tag*."""
        self.end_line()
        inherited = self.context[-1][1]
        kind = KINDS.get(tag) or ("paragraph" if inherited == "cell" else inherited)
        self.context.append((element, kind, LEVELS.get(tag, 0), len(self.blocks)))
        self.in_code = kind == "code"

    def close_block(self, element: HtmlElement, tag: str) -> None:
        """End the line in *element*, of *tag*."""
        self.end_line()
        first = self.context.pop()[3]
        if tag in GROUPING and first < len(self.blocks):
            self.groups.append(Group(element, first, len(self.blocks)))
        self.in_code = self.context[-1][1] == "code"

    def add(self, text: str, border: HtmlElement, *, begun: bool) -> None:
        """Go on with *text*, which the tag at *border*, an element *begun* or ended, parts from the line before it."""
        if self.iconed and not text.isspace():
            self.iconed = False
            text = self.beside_icon(text)
        if text[0].isupper() and self.parts and self.is_prose_line():
            text = f" {text}" if lacks_blank(self.parts[-1], text, border, begun=begun) else text
        elif begun and text[0].isdigit() and self.parts and self.parts[-1][-1:].strip() and is_dated(border):
            text = f" {text}"
        self.parts.append(text)
        if self.bold_depth:
            self.bold += without_blanks(text)
        if self.open_links:
            href, so_far = self.links[-1]
            self.links[-1] = (href, so_far + text)

    def is_prose_line(self) -> bool:
        """Return whether the line is neither code nor a headline, whose words `titles` tells apart."""
        return self.context[-1][2] != 1 and not (self.in_code or self.code_depth)

    def end_line(self) -> None:
        """End the line where a block begins or ends."""
        self.iconed = False
        if self.parts or self.links:
            self.flush()
        self.joined = False

    def line_break(self) -> None:
        """End the line at a `<br>`: one joins what follows to it, two part it."""
        self.iconed = False
        self.joined = self.flush()

    def flush(self) -> bool:
        """Make a block of what was gathered; return whether there was anything."""
        found, self.links = self.links, [(href, "") for href in self.open_links] if self.open_links else []
        if not self.parts:
            return False
        raw, bold = "".join(self.parts), self.bold
        coded = self.coded
        self.parts, self.bold, self.coded = [], 0, self.code_depth > 0
        element, kind, level, _ = self.context[-1]
        if "&" in raw and kind != "code" and not coded and (shown := with_signs(raw)) != raw:
            raw, found = shown, [(href, with_signs(said)) for href, said in found]
        text = mend_text(raw)
        whole = " ".join(text.split())
        if not whole:
            return False
        if kind != "code" and "{{" in whole and is_blank_form(whole):
            return False
        size = len(whole) - whole.count(" ")
        links, linked = NO_LINKS, 0
        if len(found) == 1 and found[0][1] == raw == text:  # as in most lines of menus
            links, linked = ((found[0][0], whole),), size
        elif found:
            links, linked = shown_links(found, raw, whole), sum([without_blanks(said) for _, said in found])
        text = dedent(text.strip("\n")) if kind == "code" else whole
        if links and links[0][1].isdigit() and (bare := without_counter(text, *links[0])) != text:
            text, links = bare, links[1:]
        if level and links and text[-1] == "]" and (bare := without_edit_link(text, links)) != text:
            text, links, linked = bare, NO_LINKS, 0
        if kind == "cell" and is_prose(text):  # a table that lays out the page
            kind = "paragraph"
        in_bold, in_links = min(1.0, bold / size) if bold else 0.0, min(1.0, linked / size) if linked else 0.0
        index, hidden = len(self.blocks), self.hidden is not None
        self.blocks.append(
            Block(index, kind, text, element, level, self.joined, hidden, in_bold, in_links, links, called=self.called)
        )
        return True


def class_of(element: HtmlElement) -> str:
    """Return the class of *element*, in lower case."""
    return (element.get("class") or "").lower()


def is_numbering(element: HtmlElement) -> bool:
    """Return whether *element*, in or around preformatted text, holds but the numbers of a code's lines."""
    near = islice(outward(element), NUMBERING_NEAR) if element.tag == "pre" else (element,)
    if not any(NUMBERING.search(class_of(one)) for one in near):
        return False
    return "".join("".join(element.itertext()).split()).isdecimal()


def is_dated(element: HtmlElement) -> bool:
    """Return whether *element*, or the one around it, says that it holds a date: a word before it is none."""
    around = element.getparent()
    return element.tag == "time" or any(DATED.search(class_of(one)) for one in (element, around) if one is not None)


def lacks_blank(before: str, text: str, border: HtmlElement, *, begun: bool) -> bool:
    """Return whether *text*, which begins with a capital, stands apart from the word in small letters *before* it by
    the page's style alone; not where *border*, an element *begun* or ended, is one like that before: names in a row
    need more; nor where it may stand within a word."""
    end = before[-1 - WORD_END :].rstrip("?!")[-WORD_END:]
    if len(end) < WORD_END or not (end.isalpha() and end.islower() and text[1:2].islower()):
        return False
    if border.tag in WITHIN_WORDS:
        return False
    if not begun:
        return True
    above = border.getprevious()
    if border.tag in STRESS and text_before(border):
        return False
    return above is None or above.tag != border.tag or dict(above.attrib) != dict(border.attrib)


def ends_text(element: HtmlElement) -> bool:
    """Return whether text stands right before *element*, and none behind it."""
    return bool(text_before(element).strip()) and not (element.tail or "").strip()


def text_before(element: HtmlElement) -> str:
    """Return the text right before *element* that stands in no element of its own."""
    above, around = element.getprevious(), element.getparent()
    before = above.tail if above is not None else around.text if around is not None else None
    return before or ""


def without_blanks(text: str) -> int:
    """Return how many characters *text* has, less white space."""
    return len(text) if text.isalnum() else len("".join(text.split()))


def with_signs(text: str) -> str:
    """Return *text* with the signs that were escaped twice, "&amp;#8217;" in the markup; one that writes of markup
    means them, as does a text that is but the name of one."""
    if OF_MARKUP.search(text) or (ESCAPED.fullmatch(text.strip()) and "nbsp" not in text):
        return text
    return ESCAPED.sub(sign_of, text)


def sign_of(found: re.Match[str]) -> str:
    """Return the sign that *found* spells, or that as it stands where there is none."""
    return found[0] if NO_SIGN in (sign := unescape(found[0])) else sign


def shown_links(found: list[tuple[str, str]], raw: str, whole: str) -> tuple[tuple[str, str], ...]:
    """Return those of the links *found* in a line that have a text, on one line; that of all, *raw*, is *whole*."""
    lines = [(href, whole if said == raw else one_line(said)) for href, said in found]
    return tuple([link for link in lines if link[1]])


def without_counter(text: str, href: str, number: str) -> str:
    """Return *text* less the *number* of its first link, to *href*, where that is stuck to its first word, or to the
    mark before it: how often readers have spoken of the paragraph, or which note it is."""
    rest = text.removeprefix(number)
    stuck = STUCK.match(rest) or ((not href or "#" in href) and STUCK_TO_MARK.match(rest))
    return rest if rest != text and stuck and len(number) <= COUNTER_DIGITS else text


def without_edit_link(text: str, links: tuple[tuple[str, str], ...]) -> str:
    """Return *text*, a heading, less the *links* in brackets behind it, where it has no others: a wiki's "[edit]"."""
    found = EDIT_LINK.search(text)
    said = BETWEEN_LINKS.split(found[1]) if found else []
    return text[: found.start()] if found and said == [label for _, label in links] else text


def is_blank_form(text: str) -> bool:
    """Return whether *text* is nothing but what a script was to fill in: "{{ author.name }}"."""
    return not any(map(str.isalnum, PLACEHOLDER.sub("", text)))


def is_idle(element: HtmlElement) -> bool:
    """Return whether *element*, a `<noscript>`, has but a notice or a picture; some hold the whole page instead."""
    return len(element.text_content()) < NOSCRIPT_TEXT


def is_place(anchor: HtmlElement) -> bool:
    """Return whether *anchor* leads nowhere and but names a place in the page, as hand-made pages do for a heading."""
    return anchor.get("name") is not None and all(anchor.get(key) is None for key in FOLLOWED)


def is_hidden(element: HtmlElement) -> bool:
    """Return whether *element* says that it is not shown yet: a tab, an accordion, or what nobody is to see."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and HIDDEN_STYLE.search(fold_case(style)) is not None


def text_blocks(text: str) -> list[Block]:
    """Return the blocks of a plain text: its lines, or where lines are wrapped by hand its paragraphs."""
    lines = [one_line(line) for line in mend_text(text).split("\n")]
    unwrap = is_wrapped(lines)
    blocks: list[Block] = []
    for joined, line in paragraphs(lines, unwrap=unwrap):
        blocks.append(Block(index=len(blocks), kind="paragraph", text=line, joined=joined))
    mark_headings(blocks)
    return blocks


def paragraphs(lines: list[str], *, unwrap: bool) -> Iterator[tuple[bool, str]]:
    """Yield each paragraph of *lines*, and whether only a newline parts it from the one before."""
    joined = False
    gathered: list[str] = []
    for line in [*lines, ""]:
        if line and (unwrap or not gathered):
            gathered.append(line)
            if unwrap:
                continue
        if gathered:
            yield joined, " ".join(gathered)
            gathered = []
            joined = True
        if not line:
            joined = False


def is_wrapped(lines: list[str]) -> bool:
    """Return whether *lines* are wrapped at a column: most end in mid-sentence, near one width."""
    inner = [first for first, second in pairwise(lines) if first and second]
    if len(inner) < 4:
        return False
    widest = max(map(len, inner))
    near = sum(len(line) > 0.7 * widest for line in inner)
    broken = sum(not ends_sentence(line) for line in inner)
    return 40 <= widest <= 120 and near >= 0.7 * len(inner) and broken >= 0.6 * len(inner)


def joined_lines(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield *blocks* in runs that only single line breaks part: verses, addresses."""
    run: list[Block] = []
    for block in blocks:
        if run and not block.joined:
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def mark_headings(blocks: list[Block]) -> None:
    """Mark lines that look like headings inside a story: short and unfinished, with prose right above and right below.

    Markup says what is a heading, so in a tree only lines that `<br>` parts are looked at.
    """
    for above, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False):
        lines = block.element is None or (block.kind == "paragraph" and above.element is block.element is below.element)
        if lines and is_heading_line(block.text) and is_paragraph_above(above) and is_prose(below.text):
            block.kind = "heading"
            block.level = 2


def is_paragraph_above(block: Block) -> bool:
    """Return whether *block* may be the paragraph that a heading follows: in a plain text it may be a short one."""
    shortest = SHORT_PARAGRAPH if block.element is None else PARAGRAPH_LETTERS
    return letters(block.text) >= shortest and ends_sentence(block.text)


def is_heading(block: Block) -> bool:
    """Return whether *block* is a heading by its markup, or a line of its own that is bold throughout."""
    bold = block.bold_share > WHOLLY and block.kind in ("paragraph", "cell") and not block.joined
    return block.kind == "heading" or (bold and is_heading_line(block.text))


def is_heading_line(text: str) -> bool:
    """Return whether *text* could be a heading: it is short and does not end as a sentence does."""
    return (
        2 <= letters(text) <= HEADING_LETTERS
        and not ends_sentence(text)
        and not text.endswith((":", "：", ","))
        and "://" not in text
        and not text.startswith("@")
        and not REMARKED.search(text)
    )
