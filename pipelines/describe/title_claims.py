"""Document in, the headlines it claims out: those declared, and headings shown, without the site's name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from pipelines.clean.notice_phrases import line_key
from pipelines.clean.spelling import fold_line
from pipelines.describe.heading_lines import go_on, heading_lines
from pipelines.describe.headlines import begun_at
from pipelines.describe.likeness import fold, squeeze
from pipelines.describe.sections import ARROW, home_first, is_section
from pipelines.describe.sitenames import is_site_name, split_title, without_site
from pipelines.naming import any_word
from pipelines.phrases import pattern
from pipelines.prose import KEPT
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    any_word(
        "consent gdpr ccc onetrust cookie-?bot cookie[-_]?(?:banner|bar|notice|pop-?up|modal|overlay|dialog)",
        before="[a-z]",
        after="(?![a-z])",
    )
)
#: Names of the path from the home page.
CRUMBS = re.compile("bread-?_?crumb|" + any_word("crumb", r"\w"))
#: What stands between a headline and the site's name after it.
TRAILING_MARKS = " -–—|·•:/»<>_"
#: What a headline is left with when its topic stands in an element of its own.
LEADING_MARK = re.compile(r"[\s:|/·・•–—-]+(?=\S)")
#: The words of an address, which some editors declare for a headline.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}")
#: Longest headline, in characters.
LONGEST = 300
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
    second = evidence.meta.get("twitter:title", [])[1:2]  # the theme's, behind that of a plug-in for search engines
    for text in second:
        yield from claims(text, "meta", names)
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
        if asks_consent(block.names) and consent_word().search(block.text):
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
def asks_consent(names: str) -> bool:
    """Return whether *names*, around a heading, say that the site asks there what it may store."""
    return CONSENT.search(names) is not None


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
    return (parent is not None and parent.tag == "li") or ("crumb" in block.names and block.named(CRUMBS))
