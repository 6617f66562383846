"""A page of a story in, the address of the story's next page out: that of the first, with the next number.

`rel="next"` alone says little: most themes give it to the next story. An address that is the first one's with a mark of
pages says it; a number alone (`/2`, `-2.html`) is one only where the page shows it as a link of its pager, for the
second story of one headline has such an address too.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urldefrag, urlencode, urljoin, urlsplit

from pipelines.describe.evidence import types_of
from pipelines.describe.page_types import LIST_TYPES
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.describe.evidence import Evidence

#: Most pages of one story.
MOST_PARTS = 20
#: Links that are looked at, those of them that are said to lead to the next page, and longest address.
MOST_LINKS, MOST_NEXT, LONGEST = 10_000, 8, 2_083
WORD = "(?:page|pages|pag|pagina|pagenum|seite|strona|strana|sivu|side|sida|sayfa|trang|halaman|p)"
#: What says of an element that it leads to the next page, and the most of it before its last word.
TRACE, TRACE_REACH = re.compile(r"""rel\s{0,9}=\s{0,9}["']?[^"'<>]{0,40}\bnext\b"""), 63
#: The mark of a page at the end of a path: `/page/2`, `,seite-2.html`, `/story/2`, `/story_2.html`.
MARK = re.compile(
    rf"(?:(?P<said>[-_.,/]{WORD}[-_/=]?)|(?P<bare>[-_.,/]))(?P<number>0?[1-9][0-9]?)(?P<end>\.[a-z]{{2,5}})?/?$",
    re.IGNORECASE,
)
NUMBER = re.compile("0?[1-9][0-9]?")
#: Parameters that number pages, those of a campaign, which no site reads itself, and all that say where a visitor came
#: from.
PARAMETERS = frozenset("page pg p pag pagenum page_no pageno paged pagina seite strona strana sivu sayfa trang".split())
CAMPAIGN = re.compile(r"utm_\w+|[a-z]{0,2}clid|gclsrc|wbraid|gbraid|srsltid|mc_[ce]id|_ga|_gl|igshid", re.IGNORECASE)
TRACKING = re.compile(rf"{CAMPAIGN.pattern}|ref|ref_src|cmpid|ocid|ito", re.IGNORECASE)
#: Types of those that say they are one story, told from its beginning.
STORIES = frozenset(
    ["NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
     "ReviewNewsArticle", "BlogPosting", "Article", "ScholarlyArticle", "TechArticle", "Report"]
)  # fmt: skip
#: Types of what is told otherwise: lists, threads, live blogs.
NO_STORIES = (*LIST_TYPES, "DiscussionForumPosting", "QAPage", "Question", "Conversation", "LiveBlogPosting")
#: What the link of a pager to a page says: its number, and hardly a word.
PAGER_WORDS = 12


class Numbered(NamedTuple):
    """An address, read as that of a page of a story."""

    story: str
    """What all pages of the story have in common; no address."""
    number: int
    is_said: bool
    """Whether a word says that the number is a page's."""


def declares_next(markup: str) -> bool:
    """Return whether an element of *markup* speaks of a next page: hardly any does, and a look costs little."""
    at = markup.find("next")  # a string is found several times as fast as an expression
    while at >= 0:
        if TRACE.search(markup, max(0, at - TRACE_REACH), at + len("next") + 1):
            return True
        at = markup.find("next", at + 1)
    return False


def next_part(tree: HtmlElement, url: str, *, first: str, number: int) -> str | None:
    """Return the address of page *number* of the story that begins at *first*, as *tree*, the page before it, at *url*,
    declares it; None where it declares none, or what is no page of that story."""
    base = base_of(tree, url)
    for address in islice(next_in(tree, base, first), MOST_NEXT):
        found = as_part(address, first, number)
        if found is not None and (found.is_said or has_pager(tree, base, first, number)):
            return address
    return None


def next_in(tree: HtmlElement, base: str, first: str) -> Iterator[str]:
    """Yield the addresses that *tree* calls the next."""
    for element in islice(tree.iter("link", "a"), MOST_LINKS):
        if "next" in (element.get("rel") or "").lower().split():
            address = address_in(base, element.get("href"), first)
            if address is not None:
                yield address


def is_one_story(evidence: Evidence) -> bool:
    """Return whether a page of *evidence* says that it is one story, and nothing that is told in another way."""
    said = evidence.says_story or STORIES & set(types_of(evidence.story))
    return bool(said) and not any(evidence.of_type(*NO_STORIES))


def as_part(address: str, first: str, number: int) -> Numbered | None:
    """Return how *address* is that of page *number* of the story whose first page is at *first*; None where it is
    not."""
    stories = begun_at(first)
    readings = (found for found in readings_of(address) if found.number == number and found.story in stories)
    return next(readings, None)


def is_further(url: str, first: str) -> bool:
    """Return whether *url* is that of a further page of the story that begins at *first*."""
    stories = begun_at(first)
    return any(found.number > 1 and found.story in stories for found in readings_of(url))


def begun_at(first: str) -> set[str]:
    """Return the stories that may begin at *first*: those of which it is page 1, by no number or by one that a word
    says."""
    ones = {found.story for found in readings_of(first) if found.number == 1 and found.is_said}
    whole = story_at(first)
    return ones if whole is None else ones | {whole}


def story_at(url: str, *, path: str | None = None, without: str = "") -> str | None:
    """Return what *url* has in common with the addresses of other pages of the story that it would be of: its host, its
    *path* or another, its query less the parameter *without* and what does not count; None for a start page."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        return None
    if not host or parts.scheme not in ("http", "https"):
        return None
    place = unquote(parts.path if path is None else path).rstrip("/")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in pairs if pair[0] != without and not TRACKING.fullmatch(pair[0]))
    if not place and not kept:
        return None
    own = "" if port in (None, 80, 443) else f":{port}"
    return f"{host}{own}{place}?{urlencode(kept, errors='surrogatepass')}"


def readings_of(url: str) -> Iterator[Numbered]:
    """Yield the ways to read *url* as that of a page that has a number."""
    if len(url) > LONGEST:
        return
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    for name, value in parse_qsl(parts.query):
        is_number = name.lower() in PARAMETERS and NUMBER.fullmatch(value)
        if is_number and (story := story_at(url, without=name)):
            yield Numbered(story, int(value), is_said=True)
    if match := MARK.search(parts.path):
        yield from readings_in(url, parts.path, match)


def readings_in(url: str, path: str, match: re.Match[str]) -> Iterator[Numbered]:
    """Yield the readings of *url* by the mark *match* in its *path*; a number after a hyphen or the like is none where
    the path has no ending: so does the second of two stories of one name end."""
    end = match["end"] or ""
    may_be = match["said"] or end or match["bare"] in ("/", ",")
    if may_be and (story := story_at(url, path=path[: match.start()] + end)):
        yield Numbered(story, int(match["number"]), is_said=bool(match["said"]))


def has_pager(tree: HtmlElement, base: str, first: str, number: int) -> bool:
    """Return whether *tree* shows page *number* of the story that begins at *first* as a link that says its number."""
    for element in islice(tree.iter("a"), MOST_LINKS):
        text = one_line("".join(islice(element.itertext(), PAGER_WORDS)))[: 4 * PAGER_WORDS]
        if [int(digits) for digits in re.findall("[0-9]{1,3}", text)] == [number] and len(text) <= 2 * PAGER_WORDS:
            address = address_in(base, element.get("href"), first)
            if address is not None and as_part(address, first, number):
                return True
    return False


def address_in(base: str, href: str | None, first: str) -> str | None:
    """Return the address *href* in a page whose links are relative to *base*, by the protocol by which the *first* page
    came; None where it is none."""
    if not href or len(href) > LONGEST:
        return None
    try:
        href.encode()
        address = urldefrag(urljoin(base, href.strip())).url
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            return None
        return parts._replace(scheme=urlsplit(first).scheme).geturl()
    except ValueError:  # a lone surrogate, or an IPv6 literal that is none
        return None


def base_of(tree: HtmlElement, url: str) -> str:
    """Return the address that relative links in *tree*, the page at *url*, are relative to."""
    element = tree.find(".//base[@href]")
    try:
        return url if element is None else urljoin(url, element.get("href", "").strip())
    except ValueError:
        return url
