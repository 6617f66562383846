"""Document in, its headline found: by agreement of what is declared and what is shown, in a text by place and look."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from html import unescape
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from pipelines.clean.notice_phrases import line_key
from pipelines.clean.spelling import fold_line
from pipelines.describe.evidence import types_of
from pipelines.describe.heading_lines import go_on, heading_lines
from pipelines.describe.headlines import begun_at, headline_of_text
from pipelines.describe.likeness import fold, likeness, shared_words, squeeze, words
from pipelines.describe.sections import ARROW, cut_title, home_first, is_section, stop_word
from pipelines.describe.sitenames import (
    headlines_as_names,
    is_site_name,
    names_outlet,
    site_names,
    split_title,
    without_site,
)
from pipelines.naming import any_word
from pipelines.page_features import declares_story
from pipelines.phrases import pattern
from pipelines.prose import DENSE, KEPT, letters
from pipelines.reasons import Reason
from pipelines.zones import is_story_prose, prose_span
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from schemas.content import EvidenceSource

#: Meta tags that hold the headline, the most telling first.
TITLE_META = ("og:title", "headline", "twitter:title", "dc.title", "dcterms.title", "sailthru.title",
              "parsely-title", "title")  # fmt: skip
#: Names of elements that hold the headline of a page.
HEADLINE_NAME = re.compile(
    "headline|" + any_word("entry article post story page news content main detail", r"\w", r"[-_]*(?:title|header)\b")
)
#: Names of elements whose headings are not the page's own.
ELSEWHERE = re.compile(
    any_word(
        r"nav aside footer s(?<!no-s)(?<!without-s)idebar related recommend\w* teasers? logo"
        r" site-?(?:title|name|description|tagline) widget respond reply-title",
        before=r"\w",
        after=r"\b",
    )
)
#: Names of elements in which a site asks what it may store.
CONSENT = re.compile(
    r"(?<![a-z])(?:consent|gdpr|ccc|onetrust|cookie-?bot|cookie[-_]?(?:banner|bar|notice|pop-?up|modal|overlay|dialog))(?![a-z])"
)
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
    r"|(?<=[\u3400-\u9fff])\s(?=[\u3400-\u9fff])|-(?=[^-]{0,23}[\u3400-\u9fff]$)"
)
#: Names of the path from the home page.
CRUMBS = re.compile("bread-?_?crumb|" + any_word("crumb", r"\w"))
#: What stands between a headline and the site's name after it.
TRAILING_MARKS = " -–—|·•:/»<>_"
#: What a headline is left with when its topic stands in an element of its own.
LEADING_MARK = re.compile(r"[\s:|/·•–—-]+(?=\S)")
#: Levels of headings that a headline with its topic before it may have.
HEADLINE_LEVELS = (1, 2)
#: Share of a declared headline that a plain line must have to be it.
GREATER = 0.5
#: The words of an address, which some editors declare for a headline.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}")
#: Shortest headline, in characters: of a script without spaces.
SHORTEST = 6
#: Longest topic, in characters, that a script without spaces may have glued to its headline.
KICKER = 4
#: Longest abbreviation, in characters: a longer word in capitals is set apart.
ABBREVIATION = 6
#: How many elements inside a headline may hold its topic.
MOST_PARTS = 32
#: Longest headline, in characters.
LONGEST = 300
#: Tag, size and style of what is set in large type.
LARGE = re.compile(
    r"^(?:big|font (?:\+[1-4]|[4-7]))\b"
    r"|font-size:\s*(?:[2-9]\d(?:\.\d+)?p[tx]|(?:x+-)?large|1[3-9]\d%|[2-9]\d\d%|(?:1\.[3-9]|[2-9])\d*r?em)"
)


#: What a declaration has that no reader sees: tags, and the backslash that a script puts before a quotation mark.
UNSEEN = re.compile(r"<[^<>]*>|\\(?=[\"'])")
#: The tag among them that parts words.
LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)


class Claim(NamedTuple):
    """A headline as one piece of evidence has it."""

    text: str
    source: EvidenceSource
    raw: str
    element: HtmlElement | None = None
    """What shows it."""


def titles(document: Document) -> None:
    """Set `title` and `title_index`, and mark the headline wherever it stands."""
    if document.tree is None:
        block = headline_of_text(document)
        claim = Claim(block.text, "visible", block.text) if block else None
    else:
        claim = headline_of_page(document)
    if claim is not None:
        document.add("title", claim.text, claim.source, claim.raw)
        mark_headline(document, claim)


def headline_of_page(document: Document) -> Claim | None:
    """Return the headline of an HTML page; None where it has none."""
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
        return found
    if declared and not declares_story(document.evidence):
        shown = of_first_level(document, shown)  # lower ones head the parts of a page, not the page
    shown = heading_story(document, shown)
    if not declared and (product := as_titled(document, shown, names)):
        return product
    return alone(declared, shown) or unconfirmed(document, declared, shown)


def of_first_level(document: Document, shown: list[Claim]) -> list[Claim]:
    """Return those of *shown* that are headings of the first level."""
    heads = {block.text for block in document.blocks if block.level == 1}
    return [claim for claim in shown if claim.raw in heads]


def heading_story(document: Document, shown: list[Claim]) -> list[Claim]:
    """Return those of *shown* that can head the story: of the first level, or not below its beginning; no label over
    lists, or over the form for comments."""
    told = [block.index for block in document.blocks if block.main]
    start = min(begun_at(document.blocks), *told[-1:], len(document.blocks))
    heads = {block.text for block in document.blocks if block.level == 1 or block.index < start}
    return [claim for claim in shown if claim.raw in heads and line_key(fold_line(claim.raw), anchored=True) is None]


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
    if block.link_share >= GREATER:
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


def declared_headlines(document: Document, names: set[str]) -> Iterator[Claim]:
    """Yield the headline of each declaration, the site's name stripped, the most telling first."""
    evidence, hints = document.evidence, document.page.hints
    for key in ("headline", "name"):
        if isinstance(text := evidence.story.get(key), str):
            yield from claims(text, "json-ld", names)
    for key in TITLE_META:
        for text in evidence.meta.get(key, [])[:1]:
            yield from claims(text, "meta", names)
    yield from claims(evidence.title_tag, "meta", names)
    yield from claims(hints.title if hints else None, "feed", names)


def claims(text: str | None, source: EvidenceSource, names: set[str]) -> Iterator[Claim]:
    """Yield *text* as a headline without the site's name, unless nothing is left of it, or the words of an address."""
    line = one_line(UNSEEN.sub("", LINE_END.sub(" ", unescape(text or ""))))
    title = without_site(line, names)
    if title and not SLUG.fullmatch(title) and fold(title) and len(title) <= LONGEST and not is_site_name(title, names):
        yield Claim(title, source, line)


def visible_headlines(document: Document, names: set[str]) -> list[Claim]:
    """Return the headings that could be the page's headline, those of the first level first, crumbs of a path last."""
    found = [block for block in document.blocks if len(block.text) <= LONGEST and is_candidate(block)]
    found = [block for block in found if not begins_at_home(block.text)]
    found.sort(key=lambda block: (is_crumb(block), block.level != 1, block.level == 0))
    return [
        Claim(title, "visible", block.text, block.element)
        for block in found
        if fold(title := bare_headline(block.text, names)) and squeeze(title) not in names
    ]


def unbadged(document: Document, declared: list[Claim], shown: list[Claim]) -> list[Claim]:
    """Return *shown*, those that are declared but for an element at their end ("Subscribers", "New") less that."""
    said = {fold(claim.text) for claim in declared}
    if not said or any(fold(claim.text) in said for claim in shown):
        return shown
    badges = {block.text: badge_of(block) for block in document.blocks if block.level == 1}
    less = [claim.text.removesuffix(badges.get(claim.raw, "")).rstrip() for claim in shown]
    return [claim._replace(text=text) if fold(text) in said else claim for claim, text in zip(shown, less, strict=True)]


def rejoined(document: Document, declared: list[Claim], shown: list[Claim]) -> list[Claim]:
    """Return *shown*, a heading of several lines whole where a declaration has them all, or the second goes on with a
    small letter."""
    lines = {run[0].text: run for run in heading_lines(document)}
    if not lines:
        return shown
    said = {fold(part) for claim in declared for part in (claim.text, claim.raw)}
    return [whole_heading(claim, lines.get(claim.raw, []), said) for claim in shown]


def whole_heading(claim: Claim, lines: list[Block], said: set[str]) -> Claim:
    """Return *claim*, the first of the *lines* of a heading, with the rest where these are *said* with it or go on."""
    text = " ".join(line.text for line in lines)
    is_whole = 0 < len(text) <= LONGEST and (fold(text) in said or go_on(lines))
    return claim._replace(text=text) if is_whole else claim


def badge_of(block: Block) -> str:
    """Return the text of the element with which *block* ends; "" where it ends with a text of its own."""
    last = block.element[-1] if block.element is not None and len(block.element) else None
    return one_line(last.text_content()) if last is not None and not (last.tail or "").strip() else ""


def begins_at_home(text: str) -> bool:
    """Return whether *text* is a path: the word for home, and behind it an arrow, a section, or several steps."""
    (_, first), *steps = split_title(text)
    if not steps or home_first().fullmatch(first) is None:
        return False
    return len(steps) > 1 or ARROW.search(steps[0][0]) is not None or is_section(steps[0][1])


def bare_headline(text: str, names: set[str]) -> str:
    """Return a visible headline less what templates leave on it: a mark before it, the site's own name after it."""
    if squeeze(text).endswith(tuple(names)):
        *lead, (_, last) = split_title(text)
        if lead and squeeze(last) in names:
            text = text[: text.rindex(last)].rstrip().rstrip(TRAILING_MARKS)
    mark = LEADING_MARK.match(text)
    return (text[mark.end() :] if mark else text).strip()


def is_candidate(block: Block) -> bool:
    """Return whether *block* could show the headline: a heading, or in an element named for one."""
    if block.kind == "heading" and block.level <= 3:
        if consent_word().search(block.text) and block.named(CONSENT):
            return False
        return block.level == 1 or not is_elsewhere(block.names)
    return (
        block.link_share < 1
        and block.kind == "paragraph"
        and block.element is not None
        and names_headline(f"{block.element.get('class')} {block.element.get('itemprop')}")
    )


@cache
def consent_word() -> re.Pattern[str]:
    """Return the pattern of a word for what it asks there."""
    return pattern("walls", "consent")


@lru_cache(maxsize=KEPT)
def is_elsewhere(names: str) -> bool:
    """Return whether *names*, around a heading, say that it is not the page's own."""
    return ELSEWHERE.search(names) is not None


@lru_cache(maxsize=KEPT)
def names_headline(names: str) -> bool:
    """Return whether *names*, of an element, say that it holds the headline."""
    return HEADLINE_NAME.search(names.lower()) is not None


def is_crumb(block: Block) -> bool:
    """Return whether a heading is the last step of a path: some templates put the level-one heading there."""
    parent = None if block.element is None else block.element.getparent()
    return (parent is not None and parent.tag == "li") or block.named(CRUMBS)


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
    """Return the longest line, no heading to the markup, that is most of the one headline declared."""
    if len({fold(claim.text) for claim in declared}) != 1:
        return None  # several declarations know better than a line
    raw = {fold(claim.raw): claim for claim in declared}
    parts = {part for whole in raw.values() for part in ends(whole.raw) if len(part) >= GREATER * len(fold(whole.raw))}
    found: list[Claim] = []
    for block in document.blocks:
        line = fold(block.text) if SHORTEST <= len(block.text) <= LONGEST else ""
        if line in raw:
            found.append(Claim(raw[line].text, "visible", block.text))
        elif line in parts:
            found.append(Claim(bare_headline(block.text, names), "visible", block.text))
    return max(found, key=lambda claim: len(claim.text), default=None)


def as_declared(document: Document, declared: list[Claim]) -> Claim | None:
    """Return the line above the story that says word for word one of the headlines declared: no other is stale then."""
    said = {fold(claim.text) for claim in declared if says_enough(claim.text)}
    above = document.blocks[: prose_span(document)[0]] if said else []
    found = next((block for block in above if block.link_share < GREATER and fold(block.text) in said), None)
    return Claim(found.text, "visible", found.text) if found else None


def whole(found: Claim, declared: list[Claim], shown: list[Claim]) -> Claim:
    """Return the declaration that begins with *found*, where the page's first heading is a variant of it.

    Pages repeat the beginning of their headline in menus and over lists.
    """
    own = fold(found.text)
    if not shown or own in fold(shown[0].text) or likest(declared, shown[:1], VARIANT) is None:
        return found
    return next((claim for claim in declared if fold(claim.text).startswith(f"{own} ")), found)


def ends(title: str) -> Iterator[str]:
    """Yield, folded, what stands before and after each mark of *title*."""
    for mark in MARK.finditer(title):
        yield from (part for part in (fold(title[: mark.start()]), fold(title[mark.end() :])) if part)


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


def mark_headline(document: Document, claim: Claim) -> None:
    """Mark each block that is the headline and no more; the first is where the page shows it.

    A heading that says the same below the story's beginning heads a part of it.
    """
    wanted = {fold(claim.text), fold(claim.raw)}
    shortest, firsts = min(map(len, wanted)), {text[:1] for text in wanted}
    for block in document.blocks:
        if len(block.text) > LONGEST or (block.text.isascii() and not may_fold_to(block.text, shortest, firsts)):
            continue
        if fold(block.text) in wanted:
            if document.title_index is None or prominence(block) > prominence(document.blocks[document.title_index]):
                document.title_index = block.index
            if block.reason is None and not heads_part(document, block):
                block.reason = Reason.TITLE
    mark_lines(document, wanted)
    begun = next((block.index for block in document.blocks if is_story_prose(block)), len(document.blocks))
    if document.title_index is None or document.title_index > begun:
        mark_topped(document.blocks[:begun], claim, document)


def mark_lines(document: Document, wanted: Container[str]) -> None:
    """Mark the lines of each heading that together say what is *wanted*."""
    for lines in heading_lines(document):
        if fold(" ".join(line.text for line in lines)) in wanted:
            document.title_index = lines[0].index if document.title_index is None else document.title_index
            for line in lines:
                line.reason = line.reason or Reason.TITLE


def prominence(block: Block) -> tuple[bool, bool]:
    """Return how well *block* shows the headline: as a heading of the first level, and to readers."""
    return block.level == 1, not block.hidden


def mark_topped(above: list[Block], claim: Claim, document: Document) -> None:
    """Mark the first heading *above* the story that is the headline with a topic before it."""
    for block in above:
        if block.level in HEADLINE_LEVELS and is_kicker(Claim(block.text, "visible", block.text), claim):
            document.title_index, block.reason = block.index, block.reason or Reason.TITLE
            return


def heads_part(document: Document, block: Block) -> bool:
    """Return whether *block*, which reads like the headline, is a heading in the story: lower than the headline, which
    stands above the prose above it."""
    at = document.title_index
    if at is None or at >= block.index or block.level < 2 or not block.main:
        return False
    return any(is_story_prose(above) for above in document.blocks[at + 1 : block.index])


def may_fold_to(text: str, shortest: int, firsts: Container[str]) -> bool:
    """Return whether *text*, in ASCII, may be as long as *shortest* and begin with one of *firsts* when it is folded:
    that makes it no longer, and leaves a letter or digit at its beginning there."""
    return len(text) >= shortest and (not text[:1].isalnum() or text[0].lower() in firsts)
