"""Document in, its standfirst found: the line or two between headline and body that sum the story up."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from pipelines.clean.cells import is_cell
from pipelines.clean.notice_phrases import line_key
from pipelines.clean.pleas import pleads
from pipelines.clean.spelling import fold_line
from pipelines.describe.datelines import read_dateline, tells_subject
from pipelines.describe.headlines import is_dated, stands_over_details
from pipelines.describe.likeness import fold, squeeze
from pipelines.describe.names import is_person, split_names
from pipelines.describe.sitenames import ARTICLE, is_site_name, site_names
from pipelines.describe.stamps import strip_stamps
from pipelines.describe.title_choice import says_enough
from pipelines.describe.title_claims import is_crumb
from pipelines.document import hyphened, named_ancestors
from pipelines.extract import are_alike
from pipelines.phrases import pattern
from pipelines.prose import COLONS, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Names of lines below a headline, as languages other than English have them.
SUB_TITLES = (
    r"(?<![a-z])(?:sub-?_?(?:line|titulo|titol)|sous-?_?titre|unter-?_?(?:titel|zeile)|onder-?_?titel"
    r"|under-?_?tittel)(?![a-z])"
)
#: Names of elements that hold a standfirst.
STANDFIRST = re.compile(
    rf"{SUB_TITLES}|stand-?first|sub-?_?(?:title|hea?d(?:line|ing)?|deck)"
    r"|(?:(?<![a-z])|(?<=article)|(?<=story))(?:dek|deck|lede?|lead(?:-?text|-?in)?|intro(?:duction|text)?|summary"
    r"|excerpt|abstract|chapo|chapeau|sottotitolo|sommario|entradilla|bajada|copete|vorspann|anriss|ingress|underrubrik"
    r"|manchet|perex|zajawka|spot|description|tagline|strapline)(?![a-z])"
)
#: Those of them that name the beginning of a story as often.
BEGINNING = frozenset(["intro", "introduction", "description", "summary"])
#: Where an element says so, and how many elements may.
STANDFIRST_KEYS, STANDFIRST_DEPTH = ("class", "id", "itemprop", "data-testid"), 2
#: Elements that hold a whole story.
WHOLE = ("article", "main")
#: Names of elements whose text is of something else than the story: an author, a video, a picture.
AUTHOR_OR_MEDIA = re.compile(
    r"(?<![a-z])(?<!has-)(?<!with-)(?:authors?|bio|profile|videos?|player|(?:image|photo|picture)[-_]?(?:alt|desc|description|text|title))"
    r"(?![a-z])"
)
#: Names of elements that tell of an author.
AUTHOR = re.compile(r"(?<![a-z])(?:authors?|bio)(?![a-z])")
#: Names of elements that stand beside a standfirst, or around one that is called so.
BYLINE_OR_CAPTION = re.compile(
    r"(?<![a-z])(?<!has-)(?<!with-)(?:by-?line|vcard|captions?|credits?|fact-?(?:box|file)|info-?box)(?![a-z])"
)
#: Those that name nothing else.
BELOW_HEADLINE = re.compile(
    rf"{SUB_TITLES}|stand-?first|(?<!site-)sub-?_?(?:hea?d(?:line|ing|er)?|deck)(?![a-z])|(?<![a-z])(?<!site-)sub-?_?title(?![a-z])"
)
#: Names of elements that ask readers to do something, or name who paid.
ASKING = re.compile(
    r"(?<![a-z])(?<!has-)(?<!with-)(?<!no-)(?:modal|follow|pop-?up|sign-?up|subscri(?:be|ption)|newsletter|alert|sponsors?)(?![a-z])"
)
#: Names of what closes a box that lies over the page, and how many of its elements may be that.
CLOSING = re.compile(r"(?<![a-z])(?:close(?!-?up)|dismiss)(?![a-z])")
CLOSING_KEYS, MOST_INSIDE = ("class", "id", "aria-label"), 64
#: Names of elements beside a story.
SIDE_BAR = re.compile(r"(?<![a-z])(?<!has-)(?<!with-)(?<!no-)side-?bar(?![a-z])")
#: Fewest names in a line of nothing else, and most words in each: "Arts and Crafts" is none.
FEW_NAMES, FULL_NAME = 3, 3
#: How the heading of one of several parts begins.
NUMBERED = re.compile(r"\d{1,2}[.)]\s")
#: How many times as long as a heading what stands over the whole story is, at least.
ALIKE = 2
#: Fewest words of a headline that say it without its topic.
HEADLINE_WORDS = 4
#: What parts a date from who wrote a story, and from where.
BEFORE_DATE = re.compile(r"\s*[,|·–—-]")
#: Shortest and longest standfirst, in Latin letters' worth; shortest that only its name tells, and fewest words of it.
SHORTEST, LONGEST = 30, 600
SHORTEST_NAMED, NAMED_WORDS = 16, 4
#: Fewest letters' worth of a heading that is a sentence, and how such a one ends.
STATEMENT, FULL_STOP = 60, re.compile(r"[.。।۔]$")
#: Longest line that signs a story, in Latin letters' worth.
SIGNATURE = 90
#: How many blocks after the headline may hold one.
REACH = 14
#: How far above what is said of an author the name may stand.
BIO_REACH = 2
#: Share of bold text from which a paragraph is set apart from those after it.
BOLD = 0.9
#: Most other paragraphs of the story in an element that is called as a standfirst is: with more it holds the story.
MOST_BESIDE = 2
#: What stands between a headline and the body besides the standfirst.
DETAILS = (Reason.BYLINE, Reason.DATE)
DESCRIPTIONS = ("description", "og:description", "twitter:description", "dc.description")


def subtitles(document: Document) -> None:
    """Set `subtitle`, and mark its block; a story of one paragraph keeps it."""
    story = [block for block in document.blocks if is_story_prose(block)]
    at = headline_place(document, story)
    if at is None or not story or document.page_type == "thread":
        return
    if (named := below_repeated_headline(document, at, story)) is not None:
        mark_standfirst(document, named, story)
        return
    for block in document.blocks[at + 1 : at + 1 + REACH]:
        if block.reason is None and is_signature(document, block.text):
            block.reason = Reason.BYLINE
        if block.reason is None and is_standfirst(document, block, at, story):
            mark_standfirst(document, block, story)
            return
        if block is story[0] or (block.reason is None and is_prose(block.text) and not is_of_author(block)):
            return


def is_of_author(block: Block) -> bool:
    """Return whether *block* stands in what is called as an author, and is none of the story."""
    around = block.around(STANDFIRST_DEPTH)
    return not block.main and any(AUTHOR.search(called_as(element)) for element in around)


def below_repeated_headline(document: Document, at: int, story: list[Block]) -> Block | None:
    """Return the heading right above *story* and below another heading of the first level than that at *at*, if it is
    called a standfirst, and none below the first: a bar at the top of the page has the headline, and the story one in
    other words."""
    lower = [block.index for block in document.blocks[at + 1 : story[0].index] if block.level == 1 and not block.reason]
    if not lower or any(is_named(block, story) for block in document.blocks[at + 1 : lower[0]]):
        return None
    below = document.blocks[lower[-1] + 1]
    if below.reason or below.level < 2 or not is_named(below, story):
        return None
    return below if is_standfirst(document, below, lower[-1], story) else None


def is_standfirst(document: Document, block: Block, at: int, story: list[Block]) -> bool:
    """Return whether *block*, below the headline at *at*, sums up *story* rather than being its first paragraph."""
    can_be = can_be_standfirst(document, block) and is_set_apart(document, block, at, story)
    return can_be and not is_notice(block.text)  # dear to tell: last


def begins_story(block: Block, story: list[Block]) -> bool:
    """Return whether *block* is the beginning of *story* once more, which a template takes for a summary; the first
    paragraph, whole, editors do."""
    own, told = squeeze(block.text), ""
    paragraphs = [squeeze(paragraph.text) for paragraph in story if paragraph is not block]
    for paragraph in paragraphs:
        told += paragraph if len(told) < len(own) else ""
    return own not in paragraphs[:1] and told.startswith(own)


def mark_standfirst(document: Document, block: Block, story: list[Block]) -> None:
    """Set `subtitle` to *block*, and the further lines of its element where that is called a standfirst; mark them. The
    beginning of *story* once more is none."""
    if begins_story(block, story):
        block.reason = Reason.REPEAT
        return
    lines = [block]
    if is_named(block, [other for other in story if other is not block]):
        lines += further_lines(document, block)
    for line in lines:
        line.reason = Reason.SUBTITLE
    text = " ".join(line.text if line is lines[-1] else closed(line) for line in lines)
    document.add("subtitle", less_label(text), "visible", text)


def closed(line: Block) -> str:
    """Return the text of *line*, parted from the next where that is another heading or item."""
    return line.text if line.kind == "paragraph" or ends_sentence(line.text) else f"{line.text};"


def further_lines(document: Document, block: Block) -> list[Block]:
    """Return the lines below *block* in its element, or beside and like it where it is a heading or an item; none where
    they are paragraphs of the story, or too long."""
    beside = block.kind in ("heading", "item") and is_below_headline(block)
    lines = []
    for line in document.blocks[block.index + 1 :]:
        within = line.joined and line.element is block.element
        if line.reason or not (within or (beside and not line.links and are_alike(block, line))):
            break
        lines.append(line)
    is_short = letters(block.text) + sum(letters(line.text) for line in lines) <= LONGEST
    return lines if is_short and not any(is_prose(line.text) for line in lines) else []


def less_label(text: str) -> str:
    """Return *text* less the word before it that says what it is: "Summary:"."""
    label, colon, rest = text.partition(": ")
    return rest.strip() if colon and summary_word().fullmatch(label.strip()) else text


@cache
def summary_word() -> re.Pattern[str]:
    """Return the pattern of the word for a summary, which stands before some: "Abstract", "Zusammenfassung"."""
    return pattern("sections", "summary")


def headline_place(document: Document, story: list[Block]) -> int | None:
    """Return where the headline stands; where the page shows another than it declares, the heading of the first level
    that is next above *story*, or the one below the path that ends with what it declares."""
    at = document.title_index
    if at is not None or not story:
        return at if at is None or not story else below_path(document, at, story)
    above = [block.index for block in document.blocks[: story[0].index] if block.level == 1]
    return above[-1] if above else None


def below_path(document: Document, at: int, story: list[Block]) -> int:
    """Return where the heading is that shows the headline in other words, above who wrote the story or when, where that
    at *at* is the end of a path; it is marked. One that is called a standfirst, or declared to be, shows none, nor does
    one that heads the first of several parts."""
    if not is_crumb(document.blocks[at]):
        return at
    heads = [block for block in document.blocks[at + 1 : story[0].index] if block.level == 2 and not block.reason]
    for head in heads[:1]:
        if not says_enough(head.text) or has_peers(document, head) or not stands_over_details(document, head):
            return at
        if not (is_named(head) or is_summary(document, head)):
            head.reason = Reason.TITLE
            return head.index
    return at


def is_signature(document: Document, text: str) -> bool:
    """Return whether *text* begins with who wrote the story, and is no sentence: "Jane Doe, Staff Writer"."""
    return letters(text) <= SIGNATURE and begins_with_author(document, text) and not ends_sentence(text)


def tells_of_author(document: Document, block: Block) -> bool:
    """Return whether *block* begins with the name of the story's first author, which stands alone a little above."""
    above = document.blocks[max(0, block.index - BIO_REACH) : block.index]
    named = any(squeeze(other.text) == squeeze(name) for other in above for name in document.value("authors") or [])
    return named and begins_with_author(document, block.text)


def begins_with_author(document: Document, text: str) -> bool:
    """Return whether *text* begins with the name of the story's first author."""
    first = next(iter(document.value("authors") or []), "")
    return bool(first) and squeeze(text).startswith(squeeze(first))


def can_be_standfirst(document: Document, block: Block) -> bool:
    """Return whether *block* has the length and the kind of a standfirst."""
    return (
        has_length(document, block)
        and (block.kind in ("paragraph", "heading", "cell") or (block.kind == "item" and is_below_headline(block)))
        and (block.level != 1 or is_second_line(document, block))
        and not block.hidden
        and block.link_share < 0.5
        and not is_dated(block.text)
        and not ends_dated(block.text)
        and not tells_subject(block.text)
        and not says_headline(document, block)
        and not says_section(document, block)
        and not is_of_paper(document, block)
        and not tells_of_author(document, block)
        and not repeats_caption(document, block)
        and not (block.kind == "heading" and has_peers(document, block) and not is_declared(document, block))
    )


def has_length(document: Document, block: Block) -> bool:
    """Return whether *block* is as long as a standfirst, or as a short one that is called so, and no other line is:
    those head parts."""
    length = letters(block.text)
    if SHORTEST <= length <= LONGEST:
        return True
    if not (SHORTEST_NAMED <= length < SHORTEST and len(block.text.split()) >= NAMED_WORDS):
        return False
    return is_below_headline(block) and not any(
        is_below_headline(other) for other in document.body if other is not block
    )


def is_below_headline(block: Block) -> bool:
    """Return whether an element around *block* is called as nothing else than a standfirst is."""
    return any(BELOW_HEADLINE.search(called_as(element)) for element in block.around(depth_of(block)))


def is_second_line(document: Document, block: Block) -> bool:
    """Return whether *block* is a further line in the element of the headline, and declared to be the summary."""
    at = document.title_index
    within = at is not None and block.joined and block.element is document.blocks[at].element
    return within and is_declared(document, block)


def depth_of(block: Block) -> int:
    """Return how many elements around *block* may be called a standfirst: what holds its list, too."""
    return STANDFIRST_DEPTH + (block.kind == "item")


def says_headline(document: Document, block: Block) -> bool:
    """Return whether *block* is the headline with a topic before it, say, or without the topic that it has."""
    headline, own = fold(document.value("title") or ""), fold(block.text)
    is_rest = len(own.split()) >= HEADLINE_WORDS and headline.endswith(f" {own}")
    return is_rest or (bool(headline) and own.endswith(headline))


def says_section(document: Document, block: Block) -> bool:
    """Return whether *block* is the names of the story's section."""
    return squeeze(block.text) == squeeze(document.value("section") or "")


def is_of_paper(document: Document, block: Block) -> bool:
    """Return whether *block* is where a story comes from, and which paper it is of: "Saltmarsh — Gazette Update"."""
    if ends_sentence(block.text) or not (dateline := read_dateline(block.text)) or not dateline.place:
        return False
    bare = {name[match.end() :] for name in site_names(document) if (match := ARTICLE.match(name))}
    return is_site_name(block.text[len(dateline.place) :], site_names(document) | bare)


def ends_dated(text: str) -> bool:
    """Return whether *text*, no sentence, ends with a date and a mark before it: "Our correspondents, Lund, May 2"."""
    rest = strip_stamps(text)
    dated = text.startswith(rest) and BEFORE_DATE.match(text, len(rest)) is not None
    return dated and not ends_sentence(text)


def repeats_caption(document: Document, block: Block) -> bool:
    """Return whether *block* says what a caption a little above it says: of the same picture, enlarged."""
    above = document.blocks[max(0, block.index - REACH) : block.index]
    return any(other.reason is Reason.CAPTION and other.text == block.text for other in above)


def is_notice(text: str) -> bool:
    """Return whether *text* speaks to the readers of the site, not of the story."""
    return line_key(fold_line(text), anchored=False) is not None or pleads(text, appeals=False)


def is_set_apart(document: Document, block: Block, at: int, story: list[Block]) -> bool:
    """Return whether something sets *block* apart from the paragraphs of *story*: its name, its look, or its place."""
    body = [paragraph for paragraph in story if paragraph is not block]
    beside = list(short_of_headline(document.blocks[at], block, body))
    if not body or asks(block, beside) or can_be_closed(beside) or is_of_others(document, block, beside):
        return False
    if is_list_of_people(block.text) and not is_declared(document, block):
        return False
    if leads_in(block.text) and not (is_named(block, body) or is_declared(document, block)):
        return False
    below = document.blocks[block.index + 1 : body[0].index]
    details_follow = any(other.reason in DETAILS and not is_cell(other) for other in below)
    if block.element is None:
        return details_follow or not ends_sentence(block.text)
    return (
        is_named(block, body)
        or details_follow
        or (is_heading_or_bold(document, block, body, at) and not heads_part(document, block, at))
        or (is_declared(document, block) and stands_apart(block, body) and not read_dateline(block.text))
    )


def is_heading_or_bold(document: Document, block: Block, body: list[Block], at: int) -> bool:
    """Return whether *block* looks like no paragraph of the story, *body*: in bold, or the heading right below the
    headline, which is block *at*."""
    if NUMBERED.match(block.text) and not ends_sentence(block.text):
        return False
    if is_alone_in_bold(document, block, body):
        return True
    return block.kind == "heading" and follows_headline(document, block, at)


def short_of_headline(headline: Block, block: Block, body: Sequence[Block]) -> Iterator[HtmlElement]:
    """Return the element of *block* and those around it, up to what holds *headline* or the story of the paragraphs
    *body* as well: that may be called as whom or what the story is of, or for its scripts."""
    holders = set(headline.around())
    return takewhile(lambda element: element not in holders, short_of_story(block, body))


def asks(block: Block, around: Sequence[HtmlElement]) -> bool:
    """Return whether *block* stands in what asks readers to do something: an element of *around*."""
    return block.named(ASKING) and any(ASKING.search(block.called[element]) for element in around)


def can_be_closed(around: Sequence[HtmlElement]) -> bool:
    """Return whether readers can close an element of *around*, a box over the page; what closes a picture or a menu
    stands in that."""
    inside = (found for element in around for found in element.iterchildren("a", "button", "div", "span"))
    said = (" ".join(found.get(key) or "" for key in CLOSING_KEYS) for found in islice(inside, MOST_INSIDE))
    return any(CLOSING.search(hyphened(names)) for names in said)


def leads_in(text: str) -> bool:
    """Return whether *text* leads to what stands below it."""
    return text.endswith(COLONS)


def is_list_of_people(text: str) -> bool:
    """Return whether *text* is the full names of several people."""
    names = split_names(text)
    return len(names) >= FEW_NAMES and all(
        len(name.split()) <= FULL_NAME and is_person(name, sure=False) for name in names
    )


def heads_part(document: Document, heading: Block, at: int) -> bool:
    """Return whether *heading*, where it is one, heads the first part of the story: with others of no lower rank, it
    stands beside its paragraphs, and the headline, which is block *at*, does not. No sentence does, nor what the page
    declares."""
    home = heading.home
    if heading.kind != "heading" or ends_sentence(heading.text) or home in (None, document.blocks[at].home):
        return False
    beside = [other for other in document.body if other.home is home and other is not heading]
    told = sum(other.kind == "paragraph" for other in beside) > MOST_BESIDE
    peers = any(other.kind == "heading" and other.level <= heading.level for other in beside)
    return told and peers and not is_declared(document, heading) and not is_named(heading)


def is_of_others(document: Document, block: Block, around: Sequence[HtmlElement]) -> bool:
    """Return whether *block* stands in a form, or in what is called as an author, a video or a picture; or as a byline
    or a caption, and nothing says that it is a standfirst: neither a name inside that nor the page. It looks at the
    innermost elements of *around*."""
    near = around[: STANDFIRST_DEPTH + 1]
    called = [called_as(element) for element in near]
    if any(element.tag == "form" for element in near) or any(map(AUTHOR_OR_MEDIA.search, called)):
        return True
    if block.named(SIDE_BAR) and any(SIDE_BAR.search(block.called[element]) for element in around):
        return True
    inside = takewhile(lambda names: not STANDFIRST.search(names), called)
    return any(map(BYLINE_OR_CAPTION.search, inside)) and not is_declared(document, block)


def stands_apart(block: Block, body: Sequence[Block]) -> bool:
    """Return whether *block* stands in another element than the first paragraph of *body* below it."""
    below = next((other for other in body if other.index > block.index), None)
    return below is not None and below.home is not block.home


def is_alone_in_bold(document: Document, block: Block, body: list[Block]) -> bool:
    """Return whether *block* is bold throughout, and no other paragraph of *body* beside it is. With a dateline it
    opens the story; with no stop it is a heading where lines about as long are as bold."""
    if block.bold_share < BOLD or read_dateline(block.text):
        return False
    beside = [other for other in body if other is not block and other.home is block.home]
    if any(other.bold_share >= BOLD for other in beside):
        return False
    lines = (other for other in document.body if other.home is block.home and other.kind != "heading")
    alike = (other for other in lines if other is not block and other.bold_share >= BOLD)
    return ends_sentence(block.text) or all(ALIKE * letters(other.text) < letters(block.text) for other in alike)


def is_named(block: Block, body: Sequence[Block] = ()) -> bool:
    """Return whether the element of *block*, or the one around it, is called as a standfirst is: what holds the story,
    of the paragraphs *body*, may be called so. The first of them is an introduction, and part of the story."""
    around = islice(short_of_story(block, body), depth_of(block))
    said = {match[0] for element in around for match in STANDFIRST.finditer(called_as(element))}
    return not said <= BEGINNING or (bool(said) and not begins(block, body))


def called_as(element: HtmlElement) -> str:
    """Return what *element* says it holds, lower case, a hyphen between the words of a name in camel case."""
    return hyphened(" ".join(element.get(key) or "" for key in STANDFIRST_KEYS))


def begins(block: Block, body: Sequence[Block]) -> bool:
    """Return whether *block* is a paragraph beside the first ones of the story, *body*."""
    beside = [other for other in body[:MOST_BESIDE] if other.home is block.home]
    return block.kind == "paragraph" and len(beside) == MOST_BESIDE


def short_of_story(block: Block, body: Sequence[Block]) -> Iterator[HtmlElement]:
    """Return the element of *block* and those around it, up to what holds the story of the paragraphs *body*."""
    return takewhile(lambda element: not holds_story(element, body), named_ancestors(block.element))


def holds_story(element: HtmlElement, body: Sequence[Block]) -> bool:
    """Return whether *element* holds a whole story, that of the paragraphs *body* or another."""
    if element.tag in WHOLE:
        return True
    held = sum(element in (block.element, *named_ancestors(block.element)) for block in body[: MOST_BESIDE + 1])
    return held > MOST_BESIDE or 0 < held == len(body)


def has_peers(document: Document, heading: Block) -> bool:
    """Return whether the body has other headings of the level of *heading*, and if its name means a standfirst of that
    name as well: then it heads a part of the story. Where it is a long sentence, only others are like it."""
    own = (class_of(heading), is_below_headline(heading)) if is_named(heading) else None
    states = is_statement(heading)
    below = (block for block in document.blocks[heading.index + 1 :] if block.in_body and is_statement(block) >= states)
    peers = (block for block in below if block.level == heading.level)
    return any(own is None or own == (class_of(block), is_below_headline(block)) for block in peers)


def is_statement(block: Block) -> bool:
    """Return whether *block* is a long sentence that ends in a full stop, as headings seldom are, and has no number."""
    ends = FULL_STOP.search(block.text) is not None and NUMBERED.match(block.text) is None
    return letters(block.text) >= STATEMENT and ends


def class_of(block: Block) -> str:
    """Return the class of the element of *block*."""
    return "" if block.element is None else block.element.get("class") or ""


def follows_headline(document: Document, block: Block, at: int) -> bool:
    """Return whether nothing but marked blocks stands between the headline, which is block *at*, and *block*."""
    between = document.blocks[at + 1 : block.index]
    return all(other.reason is not None or not other.main for other in between)


def is_declared(document: Document, block: Block) -> bool:
    """Return whether the page declares *block* to be its summary, or what stands below its headline."""
    other = document.evidence.story.get("alternativeHeadline")
    return is_summary(document, block) or (isinstance(other, str) and fold(other) == fold(block.text))


def is_summary(document: Document, block: Block) -> bool:
    """Return whether the page declares *block* to be its summary."""
    said = [document.evidence.story.get("description")]
    said += [text for key in DESCRIPTIONS for text in document.evidence.meta.get(key, [])]
    own = fold(block.text)
    return any(isinstance(text, str) and fold(text) == own for text in said)
