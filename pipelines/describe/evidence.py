"""Tree in, Evidence out: what a page declares of itself (JSON-LD, meta tags, links), read once."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Document

#: schema.org types of a story, the most telling first.
STORY_TYPES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "LiveBlogPosting", "BlogPosting", "Article", "ScholarlyArticle", "TechArticle", "Report",
    "SocialMediaPosting", "DiscussionForumPosting", "QAPage", "Question", "AdvertiserContentArticle",
    "MedicalScholarlyArticle", "Recipe", "Review", "CreativeWork",
)  # fmt: skip
#: `og:type` of a story.
STORY_KINDS = frozenset(["article", "news", "blog"])
#: How schema.org types of a page end, whatever stands on it.
PAGES = ("Page", "WebSite", "Blog")
#: schema.org types of what readers say of a page.
COMMENTS = frozenset(["Comment", "UserComments", "UserReview"])
#: That of a list: of other stories, of what a page offers, of the way to it.
LIST = "ItemList"
#: Most of a page's title that is read, in characters: some are stuffed with keywords.
LONGEST_TITLE = 1_000
#: What parts the words of a meta tag's name, and may stand before them; `og:release_date` is that of a film or record.
NAME_MARKS, OPEN_GRAPH = str.maketrans("", "", "-_.:"), re.compile(r"og(?=[-_.:](?!release))")
#: A raw newline or tab inside a JSON string, which templates leave there.
CONTROL = re.compile(r"[\x00-\x1f]+")
COMMENT_MARK = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
#: A sign as JavaScript escapes it, a backslash before what JSON does not escape; two objects with nothing between.
STRAY_ESCAPE, GLUED = re.compile(r'(\\["\\/bfnrtu])|\\(?:x([0-9A-Fa-f]{2}))?'), re.compile(r"\}\s*(?=\{)")


@dataclass
class Evidence:
    """What the page declares of itself."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    """Every JSON-LD object of the page, nested ones after their parents."""
    story: dict[str, Any] = field(default_factory=dict)
    """The JSON-LD object of the story; {} where there is none."""
    meta: dict[str, list[str]] = field(default_factory=dict)
    """`<meta>` contents by name, property or itemprop, lower case, in page order, empty ones left out."""
    title_tag: str | None = None
    """Text of `<title>`, cut off where no headline is that long."""
    canonical: str | None = None
    """`<link rel="canonical">`, as written."""
    language: str | None = None
    """`lang` of `<html>`, as written."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """`<link>` addresses by relation (`next`, `amphtml`, `alternate` …)."""

    def first(self, *names: str) -> tuple[str, str] | None:
        """Return (name, content) of the first of the meta *names* that the page has."""
        for name in names:
            if name in self.meta:
                return name, self.meta[name][0]
        return None

    @property
    def says_story(self) -> bool | None:
        """Whether `og:type` is that of a story; None where there is none."""
        kind = self.first("og:type")
        return None if kind is None else kind[1].lower() in STORY_KINDS

    def of_type(self, *types: str) -> Iterator[dict[str, Any]]:
        """Yield the JSON-LD objects of one of *types*."""
        return (node for node, kinds in self.typed if not kinds.isdisjoint(types))

    @cached_property
    def typed(self) -> list[tuple[dict[str, Any], frozenset[str]]]:
        """The JSON-LD objects, each with its schema.org types."""
        return [(node, frozenset(types_of(node))) for node in self.nodes]

    @cached_property
    def unmarked(self) -> dict[str, list[list[str]]]:
        """The contents of the meta tags by their names without marks, of each name those with `og` before it last."""
        found = defaultdict[str, list[list[str]]](list)
        for name in sorted(self.meta, key=lambda name: name.startswith("og")):
            own = name[2:] if OPEN_GRAPH.match(name) else name
            found[own.translate(NAME_MARKS)].append(self.meta[name])
        return found


def gather(document: Document) -> None:
    """Set `evidence`; a plain-text document declares nothing."""
    if document.tree is not None:
        document.evidence = read_evidence(document.tree)


def read_evidence(tree: HtmlElement) -> Evidence:
    """Return what *tree* declares of itself; broken JSON-LD is passed over."""
    evidence = Evidence(language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for element in tree.iter("meta", "link", "title", "script"):
        if element.tag == "meta":
            add_meta(evidence, element)
        elif element.tag == "link":
            for relation in (element.get("rel") or "").lower().split():
                if href := (element.get("href") or "").strip():
                    evidence.links.setdefault(relation, []).append(href)
        elif element.tag == "title":
            if evidence.title_tag is None and (text := one_line(element.text_content())):
                evidence.title_tag = text[:LONGEST_TITLE]
        elif "ld+json" in (element.get("type") or "").lower():
            evidence.nodes.extend(nodes_of(parse_json(element.text or "")))
    evidence.canonical = next(iter(evidence.links.get("canonical", [])), None)
    evidence.story = story_of(evidence)
    return evidence


def add_meta(evidence: Evidence, element: HtmlElement) -> None:
    # Tools that save pages write "value" for "content".
    content = one_line(unescape(element.get("content") or element.get("value") or ""))
    if not content:
        return
    for key in ("name", "property", "itemprop", "http-equiv"):
        name = (element.get(key) or "").strip().lower()
        if not name or (key == "itemprop" and tells_of_others(element)):
            continue
        if name.endswith("ld+json"):  # a framework's way to lose the script around it
            evidence.nodes.extend(nodes_of(parse_json(content)))
        values = evidence.meta.setdefault(name, [])
        if content not in values:
            values.append(content)


def tells_of_others(element: HtmlElement) -> bool:
    """Return whether *element* says in microdata something of what a list holds, of a reader's comment, or of a review
    of what the page offers; of what it is itself, a page may be called a page around it, or a list of one."""
    if element.get("itemprop") is None:
        return False
    scopes = scopes_around(element)
    kinds = list(map(kind_of, scopes))
    entry = kinds.index(LIST) - 1 if LIST in kinds else None
    if entry is not None and (entry < 0 or not holds_headline(scopes[entry])):
        return True
    offers = any(not kind.endswith((*PAGES, LIST)) for kind in kinds[1:])
    return bool(kinds) and (kinds[0] in COMMENTS or (kinds[0] == "Review" and offers))


def holds_headline(element: HtmlElement) -> bool:
    """Return whether the page's only heading of the first level stands in *element*."""
    own = list(element.iter("h1"))
    return len(own) == 1 and list(islice(element.getroottree().iter("h1"), 2)) == own


def kinds_around(element: HtmlElement) -> list[str]:
    """Return the types that microdata gives to what *element* stands in, the innermost first."""
    return list(map(kind_of, scopes_around(element)))


def scopes_around(element: HtmlElement) -> list[HtmlElement]:
    """Return what *element* stands in that microdata gives a type to, the innermost first."""
    return [around for around in element.iterancestors() if "itemscope" in around.attrib]


def kind_of(scope: HtmlElement) -> str:
    """Return the type that microdata gives to *scope*, without its vocabulary."""
    _, _, kind = (scope.get("itemtype") or "").rpartition("/")
    return str(kind)


def parse_json(text: str) -> Any:
    """Return the JSON in a script element, common faults of templates mended; None where it is no JSON."""
    text = COMMENT_MARK.sub("", text).strip().strip("\ufeff").rstrip(";")
    for mend in (str, mended, lambda text: f"[{GLUED.sub('},', mended(text))}]"):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def mended(text: str) -> str:
    """Return *text*, no JSON as it stands, without what templates put into it: commas before an end, backslashes that
    escape nothing, JavaScript's escapes, quotation marks as entities throughout."""
    text = text if '"' in text else unescape(text)
    return TRAILING_COMMA.sub(r"\1", STRAY_ESCAPE.sub(escaped, CONTROL.sub(" ", text)))


def escaped(match: re.Match[str]) -> str:
    """Return the escape of *match* as JSON has it; nothing for a backslash alone."""
    return match[1] or (f"\\u00{match[2]}" if match[2] else "")


def nodes_of(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in *value*, parents first; a list of our own, for pages nest deeper than Python recurses."""
    queue = [value]
    for found in queue:
        if isinstance(found, list):
            queue.extend(found)
        elif isinstance(found, dict):
            yield found
            queue.extend(child for child in found.values() if isinstance(child, dict | list))


def types_of(node: dict[str, Any]) -> list[str]:
    """Return the schema.org types of *node*, without the vocabulary's address."""
    declared = node.get("@type")
    values = declared if isinstance(declared, list) else [declared]
    return [value.rpartition("/")[2].rpartition(":")[2] for value in values if isinstance(value, str)]


def story_of(evidence: Evidence) -> dict[str, Any]:
    """Return the first object of the most telling story type that has a headline, a body or a date."""
    telling = ("headline", "articleBody", "datePublished", "name", "text")
    asked = 0 if next(evidence.of_type("QAPage"), None) else len(list(islice(evidence.of_type("Question"), 2)))
    answered = asked > 1 or next(evidence.of_type("FAQPage"), None) is not None
    for wanted in STORY_TYPES if evidence.nodes else ():
        if wanted == "Question" and answered:  # one of many that a page on another matter answers
            continue
        for node in evidence.of_type(wanted):
            if any(node.get(key) for key in telling):
                return node
    return {}
