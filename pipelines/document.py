"""Document: a page while it is being refined. Stages read it, mark its blocks and add facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from lxml import etree

from pipelines.describe.evidence import Evidence
from schemas.content import EvidenceSource, Image, PageType, Post, Rival
from schemas.fields import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.reasons import Reason
    from schemas.draft import Version
    from schemas.page import Page

Kind = Literal["paragraph", "heading", "item", "quote", "caption", "cell", "code"]

#: How many ancestors lend their class and id to a block.
NAMED_ANCESTORS = 6
#: How many elements, the block's own first, lend it classes and ids that say what it is in a post.
NEAR = 4
#: Where a name in camel case has a new word.
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Attributes that say what an element is.
NAMING = ("class", "id", "role", "itemprop", "data-testid")
#: Every value of `itemprop`: by way of the elements, in half the time of `//@itemprop`, which looks at texts, too.
PROPERTIES = etree.XPath("/descendant::*/@itemprop", smart_strings=False)


@dataclass(eq=False)
class Block:
    """A visible run of text: a paragraph, a heading, a list item, a line before a `<br>`.

    A plain-text document has the same blocks, without an element.
    """

    index: int
    """Place in `Document.blocks`, which is page order."""
    kind: Kind
    """What the markup, or in plain text the look of the line, says it is."""
    text: str
    """Its text on one line (in `code`, on several)."""
    element: HtmlElement | None = None
    """The nearest block-level element around it."""
    level: int = 0
    """1 to 6 for `<h1>` to `<h6>`; 0 else."""
    joined: bool = False
    """Whether only a line break (a single `<br>`, a newline) parts it from the block before."""
    hidden: bool = False
    """Whether it is not shown at first: in a closed tab or accordion, behind a script, or never."""
    bold_share: float = 0.0
    """Share of its characters in `<b>`, `<strong>` or the like."""
    link_share: float = 0.0
    """Share of its characters in links."""
    links: tuple[tuple[str, str], ...] = ()
    """Its links: address as written, text."""
    main: bool = True
    """Whether it is main content: by trafilatura's vote, then as `weigh` decides."""
    reason: Reason | None = None
    """Why it is no body text; None while it is."""
    gap: int = 0
    """How many blocks stood above it that are taken out: menus."""
    called: dict[HtmlElement, str] = field(default_factory=dict, repr=False)
    """What elements are called, as far as it was asked for: the blocks of a page share it, as they share ancestors."""

    @property
    def place(self) -> int:
        """Its place among all blocks of the page, those that are taken out too."""
        return self.index + self.gap

    @property
    def in_body(self) -> bool:
        """Whether it is body text, as far as is known by now."""
        return self.main and self.reason is None

    @cached_property
    def names(self) -> str:
        """Tags, classes, ids, roles, itemprops of its element and its nearest ancestors, nearest first, lower case."""
        parts: list[str] = []
        for element in named_ancestors(self.element):
            if element not in self.called:
                self.called[element] = names_of(element)
            parts.append(self.called[element])
        return " ".join(parts)

    @cached_property
    def near_names(self) -> str:
        """Classes and ids of its element and the nearest around it, lower case."""
        around = islice(named_ancestors(self.element), NEAR)
        return " ".join(value for element in around for key in ("class", "id") if (value := element.get(key))).lower()

    @property
    def home(self) -> HtmlElement | None:
        """The element around its own."""
        return None if self.element is None else self.element.getparent()

    def around(self, most: int | None = None) -> Iterator[HtmlElement]:
        """Yield its element and those around it, the innermost first, *most* in all."""
        if self.element is not None:
            yield from islice(outward(self.element), most)

    def named(self, pattern: re.Pattern[str]) -> bool:
        """Return whether *pattern* is found in `names`."""
        return pattern.search(self.names) is not None


class Group(NamedTuple):
    """An element and its blocks: the index of the first, and that after the last."""

    element: HtmlElement
    first: int
    end: int


def named_ancestors(element: HtmlElement | None) -> Iterator[HtmlElement]:
    """Yield *element* and the nearest around it, as far as their names say what a block is."""
    for _ in range(NAMED_ANCESTORS):
        if element is None or element.tag in ("body", "html"):
            return
        yield element
        element = element.getparent()


def outward(element: HtmlElement) -> Iterator[HtmlElement]:
    """Return *element* and all around it, the innermost first."""
    return chain((element,), element.iterancestors())


def holders_of(blocks: Iterable[Block]) -> set[HtmlElement]:
    """Return the elements of *blocks*, and all around them."""
    held: set[HtmlElement] = set()
    for block in blocks:
        element = block.element
        while element is not None and element not in held:
            held.add(element)
            element = element.getparent()
    return held


def has_class(element: HtmlElement, names: frozenset[str]) -> bool:
    """Return whether one of *names* is a class of *element*."""
    return not names.isdisjoint((element.get("class") or "").split())


def class_and_id(element: HtmlElement) -> str:
    """Return the class and the id of *element*."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def hyphened(name: str) -> str:
    """Return *name*, of an element, in lower case, a hyphen between the words that camel case puts together."""
    lower = name.lower()
    return lower if lower == name else HUMP.sub("-", name).lower()


def shown_text(element: HtmlElement) -> str:
    """Return what readers may read in *element*, on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def names_of(element: HtmlElement) -> str:
    """Return tag, class, id, role and itemprop of *element*, lower case."""
    names = str(element.tag)
    if given := element.keys():  # most have none: one question for five
        for key in NAMING:
            if key in given and (value := element.get(key)):
                names += f" {value}"
    return names.lower()


@dataclass(frozen=True)
class Fact:
    """The value of a metadata field, and where it came from."""

    value: Any
    source: EvidenceSource
    raw: str
    rivals: list[Rival] = field(default_factory=list)
    """What else the page says of the field."""
    repeated: bool = False
    """Whether the page says the same by another kind of evidence."""
    disputed: bool = False
    """Whether the page says anything of the field that is neither in the value nor around it."""


@dataclass
class Document:
    """A page and all that the stages have found in it so far."""

    page: Page
    markup: str = ""
    """The decoded payload."""
    tree: HtmlElement | None = None
    """The parsed markup; None for a plain-text document. Scripts are still in it."""
    elements: list[HtmlElement] = field(default_factory=list, repr=False)
    """The elements of the tree as it was parsed. They are but held: else lxml makes each anew for every walk."""
    blocks: list[Block] = field(default_factory=list)
    """Every visible block of the page but those of menus, in order."""
    groups: list[Group] = field(default_factory=list)
    """The elements that hold blocks, inner ones before outer ones, as they were read: what menus are found by."""
    menus: list[Block] = field(default_factory=list)
    """The blocks of the menus that were taken out of the tree; their indexes are places among all blocks."""
    evidence: Evidence = field(default_factory=Evidence)
    """What the page declares of itself."""
    site_names: frozenset[str] | None = None
    """What its site calls itself, squeezed; None until somebody asks for it."""
    facts: dict[str, Fact] = field(default_factory=dict)
    """Metadata found, by the name of the field in `Content`."""
    tagged: list[tuple[EvidenceSource, str, list[str]]] = field(default_factory=list)
    """Every place that may name its tags, the most telling first: the kind of evidence, the raw text, the tags."""
    opened: tuple[str, str] | None = None
    """When the opening post of a thread was written, as a stamp beside it says, and the text that says so."""
    one_story: bool = True
    """Whether its body is one text; where that is not sure it may be a list, whose entries have days and authors of
    their own."""
    title_index: int | None = None
    """The block that is the headline; None where the page shows none."""
    page_type: PageType = "article"
    posts: list[Post] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    truncated: bool | None = None
    version: Version | None = None
    """Which other version of the page at the canonical address it is."""

    def add(self, name: str, value: Any, source: EvidenceSource, raw: str) -> None:
        """Set field *name*, unless it has a value already or *value* is nothing, or but the word for it."""
        if isinstance(value, list):
            value = [item for item in value if not says_nothing(item)]
        elif isinstance(value, str) and says_nothing(value):
            return
        if value and name not in self.facts:
            self.facts[name] = Fact(value, source, raw)

    def disbelieve(self, name: str, source: EvidenceSource, raw: str) -> None:
        """Keep what the page says of field *name* in the provenance alone: the value may not be believed."""
        self.facts.setdefault(name, Fact(None, source, raw))

    def value(self, name: str) -> Any:
        """Return the value of field *name*, or None."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    def up_from(self, index: int, count: int) -> int:
        """Return the index of the first of the *count* blocks above that at *index*; those that are taken out count."""
        place = self.blocks[index].place if index < len(self.blocks) else self.place_after(index)
        return next((at for at in range(max(0, index - count), index) if self.blocks[at].place >= place - count), index)

    def down_from(self, index: int, count: int) -> int:
        """Return the index after the last of *count* blocks from *index* on, those that are taken out above it too."""
        place, end = self.place_after(index) + count, min(index + count, len(self.blocks))
        return next((at for at in range(end, index, -1) if self.blocks[at - 1].place < place), index)

    def place_after(self, index: int) -> int:
        """Return the place that follows that of the block above *index*."""
        return self.blocks[index - 1].place + 1 if 0 < index <= len(self.blocks) else 0

    @cached_property
    def properties(self) -> frozenset[str]:
        """The values of `itemprop` in the tree, less its menus, which leave it before anybody asks."""
        return frozenset() if self.tree is None else frozenset(cast("list[str]", PROPERTIES(self.tree)))

    @cached_property
    def holders(self) -> set[HtmlElement]:
        """The elements of the blocks that are main content, and all around them: nobody asks before `weigh` decides."""
        return holders_of(block for block in self.blocks if block.main)

    @property
    def shown(self) -> list[Block]:
        """Every visible block, those of menus last."""
        return [*self.blocks, *self.menus]

    @property
    def body(self) -> list[Block]:
        """The blocks that are body text, as far as is known by now."""
        return [block for block in self.blocks if block.main and block.reason is None]
