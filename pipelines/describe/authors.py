"""Document in, the authors it declares out: JSON-LD, meta tags, marked elements."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from pipelines.clean.credits import credit_of
from pipelines.describe.agencies import credited
from pipelines.describe.evidence import kinds_around, tells_of_others, types_of
from pipelines.describe.likeness import squeeze
from pipelines.describe.names import (
    ADDRESS,
    EQUALS,
    HAN_NAME,
    HANGUL_NAME,
    KANA_GIVEN,
    PARTICLES,
    desk,
    in_order,
    label_alone,
    people,
    split_names,
    unlabelled,
)
from pipelines.describe.places import is_known_place
from pipelines.describe.stamps import strip_stamps
from pipelines.document import named_ancestors, names_of, outward
from pipelines.naming import any_word
from pipelines.prose import DENSE, KEPT
from pipelines.reasons import Reason
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from schemas.content import EvidenceSource

#: More names than this are a list of people, not of authors.
MOST_MARKED = 12
#: Longest byline, in characters.
LONGEST = 200
#: Meta tags that name authors, the most telling first.
AUTHOR_META = ("citation_author", "citation_authors", "author", "authors", "article:author", "article:author_name",
               "parsely-author", "sailthru.author", "byl", "byline", "dc.creator", "dcterms.creator",
               "cxenseparse:author")  # fmt: skip
#: Those of libraries, which put the family name first.
LAST_FIRST = frozenset(["citation_author", "citation_authors", "dc.creator", "dcterms.creator"])
#: Meta tags that say what another holds, and that.
LABELLED_META = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
#: What a line with a day in it has.
STAMPED = re.compile(r"\d")
#: What parts an outlet from a section of it, where no part is a person.
DASH = re.compile(r"\s[-–—]\s")
#: From how many links to something else on a line above the headline is a bar of topics.
TOPICS = 4
#: Names of elements that hold an author.
AUTHOR_NAME = re.compile(
    any_word(
        "authors? by-?_?lines? posted-?by writers? autor(?:en|es)? auteurs? reporters? journalists? contributors?"
        " vcard",
        before="[a-z]",
        after="(?:[-_]{0,2}(?:names?|links?|list|text|byline|title))?(?![a-z])",
    )
)
#: Names that hAtom gives to the outlet, as whose card it stands.
ORGANISATION = re.compile(r"(?<![\w-])(?:source-)?org(?![\w-])")
#: Names of elements around a picture, or words that are quoted, whose author is no writer.
PICTURE = re.compile(
    r"figure|figcaption|caption|credit|photo|image|picture|gallery|\bmedia\b|copyright|pull-?_?quote|testimonial"
    r"|(?<![\w-])(?:foto?|bild)(?![\w-])"
)
#: Elements that name an author to machines, how the microdata types of a story end, and names of elements that hold
#: what readers say, or another story.
ITEM_AUTHORS = etree.XPath("/descendant::*/@itemprop[.='author']/..")
STORIES = ("Article", "BlogPosting", "Report")
OTHERS = re.compile(
    r"comment|review|discussion|repl(?:y|ies)|related|recommend|teaser|promo|trending|sidebar|widget|carousel"
    r"|(?<![a-z])(?:aside|nav|footer|most-?(?:read|popular)|more-?(?:news|stories))(?![a-z])"
)
#: A name in hiragana alone.
PEN_NAME = re.compile(r"[\u3041-\u3096][\u3041-\u3096ー]{1,7}")
#: Addresses of authors' own pages.
AUTHOR_PATH = re.compile(
    r"/(?:(?:[a-z]+[-_])?authors?|autor(?:en|es|i)?|auteurs?|by|contributors?|journalists?|journalistes?|writers?|reporters?|people|"
    r"profiles?|staff|editors|columnists?|redakteure?|redaktion|firmas|autore)/(?:[0-9]+/)?[^/?#]+/?(?:[?#]|$)",
    re.IGNORECASE,
)


def declared_authors(document: Document, own: set[str]) -> tuple[list[str], EvidenceSource, str]:
    """Return the people declared as authors, by which evidence, and the text read; none of the site's *own* names."""
    for source, texts, last_first in declarations(document):
        read = [declared_people(text) or (pen_names(text) if source == "json-ld" else []) for text in texts]
        found = [name for names in read for name in names if squeeze(name) not in own]
        found = list(map(in_order, found)) if last_first else found
        if found:
            return unrepeated(found), source, "; ".join(texts)
    return [], "meta", ""


def declared_people(text: str) -> list[str]:
    """Return the people that a declaration names; one in small letters throughout is somebody's account name. A single
    word beside full names, and by no "and" one of them, is whom they write for; what is more often none than one in Han
    names nobody."""
    if ADDRESS.search(text):
        return []
    if text.islower() and len(text.split()) == 2:
        return [name.lower() for name in people(text.title())]
    names = [name for name in people(text) if not is_known_place(name)]
    if DENSE.search(text):
        return names if 2 * len(names) >= len(split_names(text)) else []
    if not any(" " in name for name in names):
        return [] if DASH.search(text) else names
    equals = EQUALS.split(text)
    return [name for name in names if " " in name or name in equals]


def pen_names(text: str) -> list[str]:
    """Return *text* where it is what somebody calls themselves in hiragana alone, as bloggers do."""
    return [text] if PEN_NAME.fullmatch(text) and not desk().match(text) else []


def declarations(document: Document) -> Iterator[tuple[EvidenceSource, list[str], bool]]:
    """Yield each kind of evidence with the author texts it has, and whether these have the family name first."""
    evidence, hints = document.evidence, document.page.hints
    yield "json-ld", list(json_authors(document, persons=True)), False
    for key in AUTHOR_META:
        yield "meta", [unlabelled(text) for text in evidence.meta.get(key, [])], key in LAST_FIRST
    for key, value in LABELLED_META:
        labels = evidence.meta.get(key, [])
        yield "meta", evidence.meta.get(value, []) if labels and label_alone().match(labels[0]) else [], False
    yield "feed", list(hints.authors) if hints else [], False


def declared_agencies(document: Document) -> tuple[EvidenceSource, list[str]]:
    """Return the agencies that JSON-LD, else a meta tag, names as author, and which of the two."""
    declared: list[tuple[EvidenceSource, list[str]]] = [
        ("json-ld", list(json_authors(document, persons=False))),
        ("meta", document.evidence.meta.get("author", [])),
    ]
    for source, texts in declared:
        parts = [part for text in texts for part in re.split(r"[,;]", text)]
        if found := list(dict.fromkeys(agency for part in parts for agency in credited(part))):
            return source, found
    return "meta", []


def json_authors(document: Document, *, persons: bool) -> Iterator[str]:
    """Yield the names of the story's JSON-LD authors; those declared to be organisations only where not *persons*."""
    for value in map(parsed, flat(json_author(document))):
        if isinstance(value, str):
            yield one_line(unescape(value))
        elif isinstance(value, dict):
            node = value if "name" in value else referred(document, value.get("@id"))
            types = types_of(node)
            # Who keeps a site of their own may be declared as both.
            organisation = "Person" not in types and any("Organization" in name for name in types)
            for name in flat(node.get("name")):
                if isinstance(name, str) and not (persons and organisation):
                    yield one_line(unescape(name))


def json_author(document: Document) -> Any:
    """Return what JSON-LD says of the author of the story, or of the page where it says nothing of a story's."""
    for node in (document.evidence.story, *document.evidence.of_type("WebPage")):
        if said := node.get("author") or node.get("creator"):
            return said
    return None


def parsed(value: Any) -> Any:
    """Return *value*, or what it says where it is an object written as a string."""
    if not (isinstance(value, str) and value.lstrip().startswith("{")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def flat(value: Any) -> Iterator[Any]:
    """Yield *value*, or each of its items where it is a list."""
    yield from value if isinstance(value, list) else [value]


def referred(document: Document, identifier: Any) -> dict[str, Any]:
    """Return the JSON-LD object called *identifier* that has a name; {} where there is none."""
    if not isinstance(identifier, str):
        return {}
    return next((node for node in document.evidence.nodes if node.get("@id") == identifier and "name" in node), {})


def marked_names(document: Document, blocks: list[Block]) -> list[str]:
    """Return the people named in elements of *blocks* that are marked as the author's, or link to an author's page."""
    holders = title_holders(document)
    found = [
        name
        for block in blocks
        if may_be_byline(block) and not is_bar(document, block)
        for text in marked_texts(block)
        if not is_pictured(block, holders)
        for name in people(strip_stamps(text) if STAMPED.search(text) else text) or pen_names(text)
        if not is_known_place(name)
        and (
            sum(word not in PARTICLES for word in name.split()) > 1
            or any(signs.fullmatch(name) for signs in (HAN_NAME, KANA_GIVEN, HANGUL_NAME, PEN_NAME))
        )
    ]
    found = unrepeated(found)
    return found if len(found) <= MOST_MARKED else []


def is_bar(document: Document, block: Block) -> bool:
    """Return whether *block* stands above the headline and links to topics, among which columnists may be: no line that
    files the story, with its day or a word for the author."""
    above = document.title_index is not None and block.index < document.title_index
    topics = sum(AUTHOR_PATH.search(href) is None for href, _ in block.links) if above else 0
    return topics >= TOPICS and strip_stamps(block.text) == block.text and not is_introduced(block)


def is_introduced(block: Block) -> bool:
    """Return whether "By" or the like stands right before a link of *block* to an author."""
    names = (text for href, text in block.links if AUTHOR_PATH.search(href))
    heads = (block.text.partition(name)[0].split()[-1:] for name in names)
    return any(label_alone().match(word) for words in heads for word in words)


def item_authors(document: Document) -> list[str]:
    """Return the people that microdata names in full as author, hidden perhaps; none where it names now one, now
    another."""
    if document.tree is None or "author" not in document.properties:
        return []
    found = cast("list[HtmlElement]", ITEM_AUTHORS(document.tree))
    holders = title_holders(document)
    texts = {element.get("content") or one_line(element.text_content()) for element in found if signs(element, holders)}
    return [name for name in declared_people(texts.pop()) if " " in name] if len(texts) == 1 else []


def signs(element: HtmlElement, holders: set[HtmlElement]) -> bool:
    """Return whether *element* names in microdata the author of a story, and neither its names nor those around it,
    but for the *holders* of the headline, say that this is another, a comment or a picture."""
    kinds = kinds_around(element)
    if (kinds and not kinds[0].endswith(STORIES)) or tells_of_others(element):
        return False
    around = takewhile(lambda one: one not in holders, outward(element))
    return not any(pattern.search(names_of(one)) for one in around for pattern in (OTHERS, PICTURE))


def title_holders(document: Document) -> set[HtmlElement]:
    """Return the elements that hold the headline."""
    return set() if document.title_index is None else set(document.blocks[document.title_index].around())


def is_pictured(block: Block, holders: set[HtmlElement]) -> bool:
    """Return whether *block* belongs to a picture, as its elements are named; none of *holders* is one, which hold the
    headline as well."""
    if not block.named(PICTURE):
        return False
    return any(PICTURE.search(block.called[found]) for found in named_ancestors(block.element) if found not in holders)


def marked_texts(block: Block) -> list[str]:
    """Return the texts of *block* that its markup gives to an author: the innermost, else the block's."""
    element = block.element
    linked = [text for href, text in block.links if AUTHOR_PATH.search(href)]
    if element is None or linked:
        return linked
    marked = filter(is_marked, element.iter("a", "span", "strong", "em", "b"))
    # The element of a line of bare text holds other blocks as well.
    if inner := [text for found in marked if (text := one_line(found.text_content())) in block.text]:
        return inner
    holders = (element, element.getparent())
    return [block.text] if any(holder is not None and is_marked(holder) for holder in holders) else []


def may_be_byline(block: Block) -> bool:
    """Return whether *block* is short enough, no quote or head of cells, and not marked as something else than a date
    line or credit."""
    return (
        len(block.text) <= LONGEST
        and block.kind not in ("caption", "quote")
        and not (block.element is not None and block.element.tag == "th")
        and block.reason in (None, Reason.DATE, Reason.BYLINE)
        and credit_of(block.text) is None
    )


def is_marked(element: HtmlElement) -> bool:
    """Return whether the tag, class, id, itemprop or rel of *element* says that it holds an author."""
    said = [value for key in ("class", "id", "itemprop", "rel") if (value := element.get(key))]
    return element.tag == "address" or (bool(said) and names_author(" ".join(said)))


@lru_cache(maxsize=KEPT)
def names_author(said: str) -> bool:
    """Return whether *said*, the names of an element, say that it holds an author, and not an outlet."""
    lower = said.lower()
    return AUTHOR_NAME.search(lower) is not None and not ORGANISATION.search(lower)


def unrepeated(names: list[str]) -> list[str]:
    """Return *names* without repeats, case aside."""
    return list({name.casefold(): name for name in reversed(names)}.values())[::-1]
