"""A section page in, the links that look like articles out, by evidence in address, link text and place.

A feed that the page declares (`<link rel="alternate">`) is not followed: a seeds file names it where it is wanted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree, html

from crawler.discovery.links import Link, NotReadable, absolute
from pipelines.decode import to_text
from pipelines.describe.sites import site_of
from schemas.fields import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Points from which a link counts as one to an article; an address and a link text can each give about five.
ARTICLE = 4
#: So many links are looked at, and so many elements in and around each: a page can nest them without end.
MAX_ANCHORS = 10_000
MAX_PARTS = 64
#: Path segments and file names of what sites have besides stories, in the words of the web's template makers.
NAVIGATION = re.compile(
    r"about|about-us|accessibility|account|advertise|advertising|agb|all|app|apps|archive|archives|"
    r"author|authors|autor|basket|careers|cart|cat|categoria|categorie|categories|category|checkout|"
    r"comments|contact|contact-us|contacto|contacts|contato|cookie|cookies|copyright|datenschutz|donate|"
    r"editorial-policy|faq|feed|feeds|forgot-password|help|hilfe|home|impressum|imprint|index|jobs|"
    r"kategorie|keyword|keywords|kontakt|legal|login|logout|mentions-legales|newsletter|newsletter-"
    r"signup|newsletters|page|pages|password|people|person|podcasts|policy|privacidad|privacy|privacy-"
    r"policy|profile|rechercher|register|registrieren|rss|schlagwort|search|share|shop|sign-in|sign-up|"
    r"signin|signup|site-map|sitemap|staff|subscribe|subscription|subscriptions|suche|tag|tags|team|"
    r"terms|terms-of-service|terms-of-use|thema|theme|themen|themes|topic|topics|user|users|wp-admin|"
    r"wp-login"
)
NOT_HTML = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|zip|gz|mp[34]|m4[av]|mov|avi|webm|"
    r"ogg|wav|apk|exe|dmg)$",
    re.IGNORECASE,
)
PAGE_SUFFIX = re.compile(r"\.(?:[sx]?html?|php|aspx?|jsp|cms|amp)$", re.IGNORECASE)
DATE_IN_PATH = re.compile(r"/(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/_-]?(?:0?[1-9]|[12]\d|3[01]))?(?=\D|$)")
LONG_NUMBER = re.compile(r"\d{5,}")
SHORT_NUMBER = re.compile(r"\d{3,4}$")
#: What parts the words of a slug.
SLUG_BREAK = re.compile(r"[-_+.~ ]+")
FURNITURE = re.compile(
    r"\b(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|cookie|social|share|sharing|pager|pagination)\b"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Writing without blanks, in which a character says as much as a short word.
DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass
class Anchor:
    """All that a page shows of one address."""

    text: str = ""
    """The longest of its link texts."""
    in_heading: bool = False
    in_story: bool = False
    """Whether any stands in `<main>` or `<article>`."""
    only_furniture: bool = True
    """Whether all stand in navigation, header or footer."""
    elements: list[HtmlElement] = field(default_factory=list)


def read_section(body: bytes, url: str, charset: str | None = None) -> list[Link]:
    """Return the links of the page *body*, fetched from *url*, that look like articles of the same site, in page order.

    *charset* is what the server declared. Raises NotReadable where it is no HTML.
    """
    return article_links(to_tree(body, charset), url)


def to_tree(body: bytes, charset: str | None) -> HtmlElement:
    """Return the parsed page *body*; raise NotReadable where there is nothing to parse."""
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", to_text(body, charset))
    try:
        return html.document_fromstring(markup, parser=html.HTMLParser(remove_comments=True, huge_tree=True))
    except (etree.ParserError, ValueError) as error:
        raise NotReadable(f"no HTML: {error}") from error


def article_links(tree: HtmlElement, url: str) -> list[Link]:
    """Return the links of *tree*, the page at *url*, that look like articles."""
    anchors = gather_anchors(tree, url)
    return [Link(address) for address, anchor in anchors.items() if looks_like_article(address, anchor)]


def gather_anchors(tree: HtmlElement, url: str) -> dict[str, Anchor]:
    """Return what the page shows of each http address on its own registered domain but itself, in page order."""
    base = base_of(tree, url)
    site, anchors = site_of(url), dict[str, Anchor]()
    itself = absolute(base, url)
    for element in islice(tree.iter("a"), MAX_ANCHORS):
        address = absolute(base, element.get("href") or "")
        if address is None or address == itself or not address.startswith(("http://", "https://")):
            continue
        if address not in anchors and site_of(address) != site:
            continue
        note(anchors.setdefault(address, Anchor()), element)
    return anchors


def base_of(tree: HtmlElement, url: str) -> str:
    """Return the address that relative links in *tree*, the page at *url*, are relative to."""
    element = tree.find(".//base[@href]")
    return url if element is None else absolute(url, element.get("href", "")) or url


def note(anchor: Anchor, element: HtmlElement) -> None:
    """Add what one link *element* shows."""
    text = one_line("".join(islice(element.itertext(), MAX_PARTS)))
    anchor.text = max(anchor.text, text, key=len)
    anchor.elements.append(element)
    ancestors = list(islice(element.iterancestors(), MAX_PARTS))
    tags = {parent.tag for parent in ancestors}
    anchor.in_heading |= not tags.isdisjoint(HEADINGS) or any(
        child.tag in HEADINGS for child in islice(element.iter(), MAX_PARTS)
    )
    anchor.in_story |= not tags.isdisjoint(("main", "article"))
    anchor.only_furniture &= any(is_furniture(parent) for parent in ancestors)


def is_furniture(element: HtmlElement) -> bool:
    """Return whether *element* says that it holds navigation, not stories."""
    if element.tag in ("nav", "footer"):
        return True
    if element.tag == "header":
        return element.getparent() is not None and element.getparent().tag == "body"
    if element.tag in ("body", "html", "main", "article"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}".lower()
    return FURNITURE.search(re.sub(r"[_-]", " ", names)) is not None


def looks_like_article(address: str, anchor: Anchor) -> bool:
    """Return whether the evidence for an article reaches ARTICLE points."""
    from_address = address_points(address)
    return from_address is not None and from_address + anchor_points(anchor) >= ARTICLE


def address_points(address: str) -> int | None:
    """Return how much *address* looks like that of an article; None where it cannot be one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = unquote(parts.path)
    segments = [segment for segment in path.lower().split("/") if segment]
    if NOT_HTML.search(path) or not (segments or parts.query):
        return None
    last = PAGE_SUFFIX.sub("", segments[-1]) if segments else ""
    if any(map(NAVIGATION.fullmatch, [*segments[:-1], last])):
        return None
    points = int(len(segments) >= 2)
    points += 2 * bool(PAGE_SUFFIX.search(path))
    points += 3 * bool(DATE_IN_PATH.search(path.lower()))
    points += slug_points(last)
    if any(LONG_NUMBER.search(value) for _, value in parse_qsl(parts.query)):
        points += 2
    return points


def slug_points(slug: str) -> int:
    """Return how much the last segment of a path looks like the name of a story: words of a headline, or a number."""
    words = [word for word in SLUG_BREAK.split(slug) if any(map(str.isalpha, word))]
    dense = len(DENSE.findall(slug))
    points = 3 if len(words) >= 4 or dense >= 8 else 1 if len(words) == 3 else 0
    if LONG_NUMBER.search(slug):
        points += 2
    elif SHORT_NUMBER.search(slug) or re.search(r"[0-9a-f]{8,}", slug):
        points += 1
    return points


def anchor_points(anchor: Anchor) -> int:
    """Return how much what the page shows of an address looks like a headline."""
    words = len(anchor.text.split())
    dense = len(DENSE.findall(anchor.text))
    points = 2 if words >= 5 or dense >= 10 else 1 if words >= 3 or dense >= 6 else 0
    points += 2 * anchor.in_heading
    points += anchor.in_story
    return points - 3 * anchor.only_furniture
