"""Document in, the headline to believe out: of those shown, the one that a declared one repeats, in whole or nearly."""

from __future__ import annotations

import re
from functools import partial
from itertools import accumulate, islice, takewhile
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from pipelines.clean.spoken import is_hiding_name
from pipelines.describe.evidence import types_of
from pipelines.describe.headlines import headline_of_text
from pipelines.describe.index_page import is_root
from pipelines.describe.likeness import fold, likeness, shared_words, squeeze, words
from pipelines.describe.sections import cut_title, is_section, stop_word
from pipelines.describe.sitenames import headlines_as_names, is_site_name, names_outlet, site_names, split_title
from pipelines.describe.title_claims import (
    LONGEST,
    Claim,
    bare_headline,
    declared_headlines,
    heading_story,
    of_first_level,
    rejoined,
    unbadged,
    visible_headlines,
)
from pipelines.page_features import declares_story
from pipelines.prose import DENSE, letters
from pipelines.zones import prose_span
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Share of words that a heading must have in common with a declared headline to be a variant of it.
VARIANT = 0.5
#: Share of words that both have in common from which two headlines are one, but for a slip.
SLIP = 0.7
#: Words from which an address may spell a headline out, and the share of the headline's that it must have.
ADDRESS_WORDS, SPELLED = 4, 0.85
#: Shortest heading that is believed where nothing else in the page repeats it.
TELLING_LETTERS = 25
#: What may part the ends of a title from each other; in Chinese a blank or a hyphen, too.
MARK = re.compile(
    r"\s[-~/]\s|\s[(（\[]|[:：|｜·•»«–—?？!！.。,、…]+|\s{2,}|_|-(?=[^\s-]+$)"
    r"|(?<=[\u3400-\u9fff])\s(?=[\u3400-\u9fff])|-(?=(?:[^-]{1,23}-){0,2}[^-]{0,23}[\u3400-\u9fff]$)"
)
#: Those of them after which keywords and the site's name stand.
TRAILER_MARK = re.compile(r"\s[-–—~/|]\s|[|｜_]|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])")
#: What parts keywords, and how often it does in a list of them.
LIST_MARK, LIST_MARKS = re.compile(r"[,;，、；]"), 3
#: The end of a headline that was cut to some length.
SHORTENED = re.compile(r"\s*(?:\.\.\.|…)$")
#: A sign of a number.
NUMERAL = re.compile(r"[\d.,:/-]")
#: Share of a declared headline that a plain line must have to be it.
GREATER = 0.5
#: Shortest headline, in characters: of a script without spaces.
SHORTEST = 6
#: Longest topic, in characters, that a script without spaces may have glued to its headline.
KICKER = 4
#: Longest abbreviation, in characters: a longer word in capitals is set apart.
ABBREVIATION = 6
#: How many elements inside a headline may hold its topic.
MOST_PARTS = 32
#: Tag, size and style of what is set in large type.
LARGE = re.compile(
    r"^(?:big|font (?:\+[1-4]|[4-7]))\b"
    r"|font-size:\s*(?:[2-9]\d(?:\.\d+)?p[tx]|(?:x+-)?large|1[3-9]\d%|[2-9]\d\d%|(?:1\.[3-9]|[2-9])\d*r?em)"
)


def headline_of_page(document: Document) -> Claim | None:
    """Return the headline of an HTML page; None where it has none."""
    if home := of_home(document):
        return home
    names = site_names(document)
    if not (shown := visible_headlines(document, names)):
        names -= headlines_as_names(document)
    declared = list(declared_headlines(document, names))
    shown = rejoined(document, declared, shown)
    shown = unbadged(document, declared, shown)
    found = (
        agreed(declared, shown, names) or heading_title(document, declared, shown) or plain(document, declared, names)
    )
    found = whole(found, declared, shown) if found else variant(document, declared, shown)
    if found := found or as_declared(document, declared):
        return unshortened(found, declared)
    if declared and not declares_story(document.evidence):
        shown = of_first_level(document, shown)  # lower ones head the parts of a page, not the page
    shown = heading_story(
        document, [claim for claim in shown if claim.element is None or not is_for_ears(claim.element)]
    )
    if not declared and (product := as_titled(document, shown, names)):
        return product
    found = alone(declared, shown) or unconfirmed(document, declared, shown)
    return unshortened(found, declared) if found else None


def of_home(document: Document) -> Claim | None:
    """Return the name of the site where the page is its home: the address says so, and what is declared as the headline
    is declared as that name as well. The headings there are of stories."""
    url = document.page.url
    if not is_root(url) or urldefrag(url).fragment:
        return None
    meta = document.evidence.meta
    name = next(iter(meta.get("og:site_name", [])), "")
    said = (text for text in meta.get("og:title", [])[:1] if fold(text) and fold(text) == fold(name))
    return next((Claim(one_line(text), "meta", text) for text in said), None)


def unshortened(found: Claim, declared: list[Claim]) -> Claim:
    """Return the one of *declared* that goes on where *found* ends with dots for want of room; else *found*."""
    begun = SHORTENED.sub("", found.text)
    if begun == found.text or not says_enough(begun):
        return found
    goes_on = re.compile(rf"{re.escape(begun)}\s*\w")  # "Help me ... - The Gazette" does not
    return next((claim for claim in declared if goes_on.match(claim.text) and not SHORTENED.search(claim.text)), found)


def is_for_ears(element: HtmlElement) -> bool:
    """Return whether *element*, a heading, is named for what only ears are to hear: what a part of the page is for."""
    return is_hiding_name(element.get("class") or "")


def as_titled(document: Document, shown: list[Claim], names: set[str]) -> Claim | None:
    """Return the only heading of the first level, no link, where the page's title has it beside the name of the site:
    what that offers may be called like it."""
    heads = [block for block in document.blocks if block.level == 1 and block.link_share < GREATER]
    titled = [fold(part) for _, part in split_title(document.evidence.title_tag or "")]
    others = [part for part in titled if len(heads) == 1 and part != fold(heads[0].text)]
    is_said = 0 < len(others) < len(titled) and any(is_site_name(part, names) for part in others)
    return next((claim for claim in shown if is_said and claim.raw == heads[0].text), None)


def unconfirmed(document: Document, declared: list[Claim], shown: list[Claim]) -> Claim | None:
    """Return what nothing else on the page confirms: a declared headline that is not the outlet's name, a heading above
    the story, a line there that is set larger or bolder than the rest."""
    told = [claim for claim in declared if not (is_section(claim.text) or names_outlet(claim.raw, document))]
    if told or (shown and not declared):
        return (told or shown)[0]
    above = {block.text for block in document.blocks[: prose_span(document)[0]]}
    if headed := [claim for claim in shown if claim.raw in above]:
        return headed[0]
    block = headline_of_text(document, is_candidate=is_set_off)
    return Claim(block.text, "visible", block.text) if block else None


def is_set_off(block: Block) -> bool:
    """Return whether *block* looks like a headline to readers, though no heading to the markup."""
    if block.link_share >= GREATER or (block.element is not None and is_for_ears(block.element)):
        return False
    return (
        block.kind == "heading"
        or block.bold_share > GREATER
        or (block.element is not None and is_large(block.element, block.text))
    )


def is_large(element: HtmlElement, text: str) -> bool:
    """Return whether *element*, or the one inside it that holds *text* alone, is set in large type."""
    return any(
        LARGE.search(f"{found.tag} {found.get('size') or ''} {found.get('style') or ''}")
        for found in element.iter("font", "big", "span", "div", "p", "td")
        if one_line(found.text_content()) == text
    )


def agreed(declared: list[Claim], shown: list[Claim], names: set[str]) -> Claim | None:
    """Return the first shown headline that a declaration repeats word for word, a topic before it aside; else the
    longest that is the greater part of a declaration. One declared beside the site's name may be short for want of
    room."""
    said = {fold(claim.text) for claim in declared}
    bare = [claim for claim in declared if claim.text == claim.raw]
    below_topic = partial(is_below_topic, names=names)
    for claim in shown:
        for is_same, known in ((below_topic, declared), (is_run_on, declared), (is_trailed, bare)):
            if other := next((other for other in known if is_same(claim, other)), None):
                return other
        if fold(claim.text) in said:
            return claim
        if other := next((other for other in declared if is_trailed(claim, other)), None):
            return other
    raw = {fold(claim.raw) for claim in declared}
    if found := next((claim for claim in shown if fold(claim.text) in raw), None):
        return found
    parts = {
        fold(part)
        for claim in declared
        for at, (_, part) in enumerate(split_title(claim.text))
        if len(part) >= (0.5 if at else 0.4) * len(claim.text)
    }
    repeated = [claim for claim in shown if fold(claim.text) in parts and says_enough(claim.text)]
    repeated = repeated or [claim for claim in map(after_label, shown) if claim and fold(claim.text) in parts]
    return max(repeated, key=lambda claim: len(claim.text), default=None) or other_topic(declared, shown)


def after_label(claim: Claim) -> Claim | None:
    """Return *claim* less the word and colon before it ("Topic: "); None where it has none, or says little after it."""
    _, colon, tail = claim.text.partition(": ")
    return claim._replace(text=tail.strip()) if colon and says_enough(tail) else None


def other_topic(declared: list[Claim], shown: list[Claim]) -> Claim | None:
    """Return the end of the first shown headline that a declaration ends with too, each after a topic of its own."""
    for claim in shown[:1]:
        *topics, (_, last) = split_title(claim.text)
        tail = f" {fold(last)}"
        if topics and says_enough(last) and any(fold(other.text).endswith(tail) for other in declared):
            return claim._replace(text=last.strip())
    return None


def heading_title(document: Document, declared: list[Claim], shown: list[Claim]) -> Claim | None:
    """Return the only heading of the first level where the title of the page, which alone declares a headline, begins
    with it, and no other heading stands between it and the story: "Tides", of "Tides - Harbour Wiki, what sailors
    know"."""
    heads = of_first_level(document, shown)
    if len(heads) != 1 or len({fold(claim.text) for claim in declared}) != 1:
        return None
    at = next(block.index for block in document.blocks if block.level == 1 and block.text == heads[0].raw)
    below = {block.text for block in document.blocks[at + 1 : prose_span(document)[0]]}
    if any(claim.raw in below for claim in shown):
        return None
    (_, lead), *rest = split_title(declared[0].text)
    return heads[0] if rest and fold(lead) == fold(heads[0].text) else None


def plain(document: Document, declared: list[Claim], names: set[str]) -> Claim | None:
    """Return the longest line, no heading to the markup, that is most of the one headline declared, or above the story
    all that stands before its keywords."""
    if len({fold(claim.text) for claim in declared}) != 1:
        return None  # several declarations know better than a line
    raw = {fold(claim.raw): claim for claim in declared}
    parts = {part for whole in raw.values() for part in ends(whole.raw) if len(part) >= GREATER * len(fold(whole.raw))}
    leads = {fold(lead) for whole in raw.values() for lead in leading(whole.raw)}
    start = prose_span(document)[0]
    found: list[Claim] = []
    for block in document.blocks:
        line = fold(block.text) if SHORTEST <= len(block.text) <= LONGEST else ""
        if line in raw:
            found.append(Claim(raw[line].text, "visible", block.text))
        elif line in parts or (line in leads and block.index < start):
            found.append(Claim(bare_headline(block.text, names), "visible", block.text))
    return max(found, key=lambda claim: len(claim.text), default=None)


def as_declared(document: Document, declared: list[Claim]) -> Claim | None:
    """Return the line above the story that says word for word one of the headlines declared: no other is stale then."""
    said = {fold(claim.text) for claim in declared if says_enough(claim.text)}
    above = document.blocks[: prose_span(document)[0]] if said else []
    found = next((block for block in above if block.link_share < GREATER and fold(block.text) in said), None)
    return Claim(found.text, "visible", found.text) if found else None


def whole(found: Claim, declared: list[Claim], shown: list[Claim]) -> Claim:
    """Return the declaration that begins with *found*, where the page's first heading is a variant of it, not its end.

    Pages repeat the beginning of their headline in menus and over lists.
    """
    own = fold(found.text)
    if not shown or own in fold(shown[0].text) or likest(declared, shown[:1], VARIANT) is None:
        return found
    slogan = f" {fold(shown[0].text)}"
    begins = (claim for claim in declared if fold(claim.text).startswith(f"{own} "))
    return next((claim for claim in begins if not fold(claim.text).endswith(slogan)), found)


def ends(title: str) -> Iterator[str]:
    """Yield, folded, what stands before and after each mark of *title*."""
    for mark in MARK.finditer(title):
        yield from (part for part in (fold(title[: mark.start()]), fold(title[mark.end() :])) if part)


def leading(title: str) -> Iterator[str]:
    """Yield what stands before each mark of *title* that may part it from keywords, or from the site's name: behind it
    is nothing as long as it but lists, else it is the topic, or the site, before the headline. A number is not
    enough."""
    parts = TRAILER_MARK.split(title)
    shorter = [len(part) if len(LIST_MARK.findall(part)) < LIST_MARKS else 0 for part in parts]
    longest = list(accumulate(reversed(shorter), max))[::-1]
    marks = takewhile(lambda mark: mark.start() <= LONGEST, TRAILER_MARK.finditer(title))
    leads = (title[: mark.start()] for at, mark in enumerate(marks, 1) if longest[at] < mark.start())
    yield from (lead for lead in leads if says_enough(lead) and len(NUMERAL.findall(lead)) < len(lead) / 2)


def says_enough(text: str) -> bool:
    """Return whether *text* is more than a name or a topic, in a script with spaces or without."""
    return len(fold(text).split()) > 2 or letters(text) >= 2 * TELLING_LETTERS


def is_trailed(shown: Claim, declared: Claim) -> bool:
    """Return whether *shown* is *declared* with something after a separator."""
    lead, *rest = split_title(shown.text)
    return bool(rest) and says_enough(declared.text) and fold(lead[1]) == fold(declared.text)


def is_kicker(shown: Claim, declared: Claim) -> bool:
    """Return whether *shown* is *declared* with a topic before it."""
    tail = fold(declared.text)
    if len(tail.split()) > 3:
        return fold(shown.text).endswith(f" {tail}")
    if not (DENSE.match(tail) and says_enough(declared.text)):
        return False
    own, whole = squeeze(declared.text), squeeze(shown.text)
    return whole.endswith(own) and 0 < len(whole) - len(own) <= KICKER


def is_below_topic(shown: Claim, declared: Claim, names: set[str]) -> bool:
    """Return whether *shown* is *declared* with a topic before it: a mark or an element parts them, or its words say
    that it is one. Else the declaration leaves out words."""
    tail = fold(declared.text)
    if not is_kicker(shown, declared) or DENSE.match(tail):
        return is_kicker(shown, declared)
    lead = cut_title(shown.text, tail)
    if tail in ends(shown.text) or is_topic(lead.strip(), shown.text[len(lead) :], names):
        return True
    return shown.element is not None and parts_topic(shown.element, fold(lead), tail)


def is_topic(lead: str, rest: str, names: set[str]) -> bool:
    """Return whether *lead*, before the headline *rest*, is one of the site's *names*, a badge ("Exclusive"), a
    section, or alone in capitals."""
    if rest[:1].islower():
        return False
    in_capitals = lead.isupper() and not rest.isupper() and len(lead) > ABBREVIATION
    return in_capitals or squeeze(lead) in names or stop_word().match(lead) is not None or is_section(lead)


def parts_topic(element: HtmlElement, lead: str, tail: str) -> bool:
    """Return whether an element inside *element* holds the whole of *lead*, or several do, which are a path; or one
    holds all that follows, *tail*. What is said again there may be in an element for the stress on it."""
    inside = [part for part in islice(element.iterdescendants("*"), MOST_PARTS) if part.tag != "wbr"]
    held = {fold(part.text_content()) for part in inside}
    steps = accumulate(f"{part.text_content()} " for part in inside if part.getparent() is element)
    return tail in held or (lead in {*held, *map(fold, steps)} and f" {lead} " not in f" {tail} ")


def is_run_on(shown: Claim, declared: Claim) -> bool:
    """Return whether *shown* is *declared* less the blanks and marks that markup put between its parts; with another
    mark there it is a spelling of its own."""
    if len(declared.text) <= len(shown.text) or squeeze(declared.text) != squeeze(shown.text):
        return False
    own, other = "".join(shown.text.split()), "".join(declared.text.split())
    return own == other or len(own) < len(other) or fold(shown.text) != fold(declared.text)


def variant(document: Document, declared: list[Claim], shown: list[Claim]) -> Claim | None:
    """Return the shown headline that a declaration repeats in other words.

    Where JSON-LD and a meta tag agree, they have it: of a news story always, else where it is but a slip away.
    """
    best = likest(declared, shown[:1], VARIANT / 2) or likest(declared, shown, VARIANT)
    settled = settled_upon(declared)
    if best is not None and settled is None and likest(declared, [best], VARIANT) is None:
        return told_by_address(document.page.url, best, declared) or best
    if best is None or settled is None:
        return best
    slip = likeness(best.text, settled.text) >= SLIP or fold(best.text) in fold(settled.text)
    return settled if slip or any("News" in name for name in types_of(document.evidence.story)) else best


def told_by_address(url: str, shown: Claim, declared: list[Claim]) -> Claim | None:
    """Return the one of *declared* that the words of the page's address spell out, where they do not spell *shown*."""
    address = " ".join(re.split(r"[-_/.]+", unquote(urlsplit(url).path)))
    if len(words(address)) < ADDRESS_WORDS or shared(shown.text, address) >= SPELLED:
        return None
    return next((claim for claim in declared if shared(claim.text, address) >= SPELLED), None)


def shared(text: str, address: str) -> float:
    """Return how many of the words of *text* stand in *address*, 0 to 1."""
    own = words(text)
    return len(own & words(address)) / len(own) if own else 0.0


def likest(declared: list[Claim], shown: list[Claim], least: float) -> Claim | None:
    """Return the one of *shown* that has most words in common with a declaration; None where none has enough."""
    pairs = [(likeness(claim.text, other.text), claim, other) for claim in shown for other in declared]
    pairs = [pair for pair in pairs if pair[0] >= least and shared_words(pair[1].text, pair[2].text) >= VARIANT]
    return max(pairs, key=lambda pair: pair[0])[1] if pairs else None


def settled_upon(declared: list[Claim]) -> Claim | None:
    """Return the headline that JSON-LD and a meta tag agree upon."""
    meta = {fold(claim.text) for claim in declared if claim.source == "meta"}
    return next((claim for claim in declared if claim.source == "json-ld" and fold(claim.text) in meta), None)


def alone(declared: list[Claim], shown: list[Claim]) -> Claim | None:
    """Return the first long heading where nothing but `<title>` could contradict it."""
    if len(declared) > 1:
        return None
    return next((claim for claim in shown if len(claim.text) >= TELLING_LETTERS), None)
