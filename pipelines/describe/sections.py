"""Document in, its section out: from what is declared, a line above the headline, the path from home."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

from pipelines.describe.authors import json_authors
from pipelines.describe.categories import TAG_PATH, filed_under
from pipelines.describe.likeness import fold, likeness, squeeze
from pipelines.describe.names import is_person
from pipelines.describe.sitenames import host_names, host_of, is_site_name, site_names, stated_names
from pipelines.describe.sites import site_of, stays_on_site
from pipelines.describe.stamps import strip_stamps
from pipelines.document import hyphened
from pipelines.naming import any_word
from pipelines.phrases import pattern
from pipelines.phrases.opening import Opening
from pipelines.prose import DENSE, WHITE, ends_sentence
from pipelines.reasons import Reason
from pipelines.zones import prose_span
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from schemas.content import EvidenceSource

#: Meta tags that name the section, the most telling first.
SECTION_META = ("article:section", "articlesection", "section", "parsely-section", "sailthru.section",
                "cxenseparse:section", "category", "columnname")  # fmt: skip
#: Those that name less than what the page shows.
BROAD_META = ("og:article:section", "prism.section", "sections")
#: Most values of a meta tag that names sections: more are topics.
MOST_VALUES = 4
#: An address, or the path of one; what is written for machines.
ADDRESS = re.compile(r"^/\S|://|[{}=]|^\[")
#: What parts the steps of a path.
STEP = re.compile(r"\s*[>»›→＞▸▶❯⟩]+\s*|\s+(?:/|\||·|•|::|\\)\s+|\s*／\s*")
#: What shows that one step leads to the next.
ARROW = re.compile(r"[>»›→＞▸▶❯⟩]")
#: Signs before the name of what a link leads back to.
BACK = ("←", "⬅", "⟵", "↩", "❮")
#: What parts two topics that together name a section.
TOPICS = re.compile(r"\s*(?:[/&|,、，・·›>»＞／]|\s-\s|\s–\s|\sund\s|\sand\s|\set\s|\sy\s|\se\s|\sи\s)\s*")
#: What parts the names of several sections that a template joins.
GLUED_TOPICS = re.compile(r"(?<=\S),(?=\S)")
#: What parts those of a longer list.
LISTED = ", "
#: Longest word for "and", where it stands before the last of them.
JOINT = 3
#: Marks that a template draws around a name.
ORNAMENTS = f"{WHITE}▪■□●○•◆◇★☆»«›‹→|·–—-"
#: Addresses of the pages of somebody.
PERSON_PATH = re.compile(r"/(?:users?|u|members?|profiles?|authors?|autor(?:en|es)?)/[^/]+/?$|/[@~][^/]+/?$")
#: Names of elements that hold the path from home.
CRUMBS = re.compile(
    "|".join(["bread-?_?crumb", any_word("crumbs?", "[a-z]", "(?![a-z])"), any_word("nav-?path", r"\w", r"\b")])
)
#: Names of elements that hold the section.
SECTION_NAME = re.compile(
    r"(?<![a-z])(?:section|category|rubrik|ressort|rubrique|rubrica|kicker|eyebrow|overline|channel)"
    r"(?:[-_]{0,2}(?:name|label|title|link)|-thematique)?(?![a-z-])"
)
#: Names of elements that hold a menu.
MENU = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation)?|menu)(?![a-z])|\bnav(?:igation)?[-_]?(?:panel|item|menu|list|button|link)"
)
#: Names of elements around a line that hold the section and nothing else: "section" alone may hold anything.
SECTION_LABEL = re.compile(r"(?<![a-z])(?:section|category|channel)[-_]{0,2}(?:name|label|title)(?![a-z-])")
#: Longest name of a section, in characters and in words.
LONGEST, MOST_WORDS = 40, 5
#: Most steps of a path from home: more are a menu.
MOST_STEPS = 4
#: Most blocks of a path from home.
MOST_BLOCKS = 8
#: How far around a step the element may be that says it holds the path.
PATH_DEPTH = 4
#: Share of link text from which the links of a block are its steps.
LINKED = 0.5
#: Most steps in the address of a section's own page.
SECTION_STEPS = 2
#: What a step has that may be a day.
STAMPED = re.compile(r"\d")
#: Words from which a step may be the headline, and share of them that both have in common where it is.
SENTENCE_WORDS, SAME = 4, 0.7
#: How many links on either side of a link show that it is one of a menu, and how many there must be with it.
BESIDE = 2
#: How many blocks before the headline may hold a section line or the path from home.
BEFORE = 8
#: How many on either side of it may say what the section is called.
NEAR = 6


def sections(document: Document) -> None:
    """Set `section`, and mark the path from home and the section line where the page shows them."""
    path = shown_path(document)
    line = shown_line(document, path if path and path.count(" / ") < MOST_STEPS else None)
    for value, source in named(document, line, path):
        add(document, value, source)
        if "section" in document.facts:
            return


def named(document: Document, line: str | None, path: str | None) -> Iterator[tuple[Any, EvidenceSource]]:
    """Yield what the page, which shows *line* and *path*, may call its section, the most telling first."""
    story = document.evidence.story.get("articleSection")
    yield from ((value, "json-ld") for value in (story if isinstance(story, list) else [story]))
    yield from ((value, "meta") for value in declared(document, SECTION_META))
    yield from ((line, "visible"), (path, "visible"))
    yield declared_path(document), "json-ld"
    yield filed_under(document) or labelled(document), "visible"
    yield from ((value, "meta") for value in declared(document, BROAD_META))
    yield from ((value, "meta") for value in channels(document))


def labelled(document: Document) -> str | None:
    """Return what stands near the headline behind the word for a section: in a term and what it tells, or on a line
    that tells more, "Date: 1 May, Section: World"."""
    at = document.title_index
    near = document.blocks[max(0, at - NEAR) : at + NEAR + 1] if at is not None else []
    names = [other.text for block, other in pairwise(near) if is_term(block) and is_in_term(other)]
    lines = [block.text for block in near if ":" in block.text and len(block.text) <= 2 * LONGEST]
    names += [match["name"] for text in lines if (match := last_label().search(text))]
    return next(filter(can_be_section, names), None)


def is_term(block: Block) -> bool:
    """Return whether *block* is a term of a list, and says what a section is called."""
    return block.element is not None and block.element.tag == "dt" and term_of_section().match(block.text) is not None


def is_in_term(block: Block) -> bool:
    """Return whether *block* is what a list tells of a term."""
    return any(element.tag == "dd" for element in block.around(1))


@cache
def term_of_section() -> re.Pattern[str]:
    """Return the pattern of what a section is called, as a term before its name: "Category"."""
    return pattern("sections", "label", r"^(?:%s)\s*[:：]?$")


@cache
def last_label() -> re.Pattern[str]:
    """Return the pattern of a section's name at the end of a line, behind something else and what it is called."""
    return pattern("sections", "label", r"[\d\w][,;|]\s+(?:%s)\s*[:：]\s*(?P<name>[^:：,;|]+)$")


def declared(document: Document, keys: Iterable[str]) -> Iterator[str]:
    """Yield the section that each meta tag of *keys* names."""
    for key in keys:
        values = document.evidence.meta.get(key, [])
        yield from values[:1] if len(values) <= MOST_VALUES else ()


def channels(document: Document) -> list[str]:
    """Return the channel that a meta tag names, where that is known as a section: it may be "web"."""
    names = (GLUED_TOPICS.split(value)[0] for value in document.evidence.meta.get("channel", [])[:1])
    return list(filter(is_section, names))


def add(document: Document, value: Any, source: EvidenceSource) -> None:
    """Set `section` to *value* where that can be the name of one: no page's, and not the site's own."""
    text = label_of_section().sub("", one_line(unescape(value))) if isinstance(value, str) else ""
    text = first_listed(GLUED_TOPICS.split(text)[0]).strip(ORNAMENTS)
    if not text:
        return
    if page_word().fullmatch(text) or home_first().fullmatch(text) or is_other_link(text):
        return
    if is_own_name(text, document) or is_author(text, document):
        return
    if len(text) <= 2 * LONGEST and not ADDRESS.search(text) and any(map(str.isalpha, text)):
        document.add("section", text, source, text)


def first_listed(text: str) -> str:
    """Return the first of the names that *text* lists, or *text*: two may be one, and so are those that "and" joins,
    a sign or a short word in small letters before the last."""
    names = text.split(LISTED)
    joined = any(len(word) <= JOINT and word == word.lower() for word in names[-1].split()[:-1])
    return names[0] if len(names) > 2 and not joined else text


def is_own_name(text: str, document: Document) -> bool:
    """Return whether *text* is the site's name, as it states it and as its address has it, and no section's; or all of
    its host."""
    if is_section(text):
        return False
    name = squeeze(text)
    hosts = list(map(squeeze, host_names(document.page.url)))
    return name in hosts and (name == hosts[0] or any(squeeze(said) == name for said in stated_names(document)))


def is_author(text: str, document: Document) -> bool:
    """Return whether *text* names somebody who is declared to have written the story: some blogs sort by that, and some
    declare a desk, by which a story is filed as well, to be a person."""
    declared = any(squeeze(name) == squeeze(text) for name in json_authors(document, persons=True))
    return declared and is_person(text, sure=False)


def shown_path(document: Document) -> str | None:
    """Return the path from home that the page shows, less home and the headline; its blocks are marked."""
    title, url = fold(document.value("title") or ""), document.page.url
    steps: list[str] = []
    path: list[Block] = []
    near = above_headline(document)
    above = near if any(path_steps(block, title, url) for block in near) else far_path(document, near)
    for block in reversed(above):
        found = path_steps(block, title, url)
        if found is None:
            if steps:
                break
            continue
        steps = [*(step for step in found if step not in steps), *steps]
        path = [block, *path] if found else path
        if block.reason is None or block.reason is Reason.TITLE:
            block.reason = Reason.BREADCRUMB
    if path and path[0] is above[0] and is_long(document, path, title):
        return None
    if len(path) == 1 and path[0].link_share == 1 and not any(stays_on_site(href, url) for href, _ in path[0].links):
        return None
    return telling(steps[1:] if path and labels_path(path) else steps, document, path)


def far_path(document: Document, near: list[Block]) -> list[Block]:
    """Return the block next above those *near* the headline that leads from home to its section by arrows."""
    before = document.blocks[: near[0].index] if near else []
    return next(([block] for block in reversed(before) if leads_from_home(block, document.page.url)), [])


def leads_from_home(block: Block, url: str) -> bool:
    """Return whether *block* is links that lead on by arrows, the first of them home, on the page at *url*; several
    others to pages right below the root are a menu."""
    others = [path_of(href) for href, _ in block.links[1:]]
    if len(others) > 1 and all(path.count("/") == 1 for path in others):
        return False
    said = label_of_path().sub("", block.text)
    texts = [text for _, text in block.links]
    is_led = 1 < len(texts) <= MOST_STEPS and ARROW.search(said) is not None and texts == STEP.split(said)
    return is_led and (home_first().match(said) is not None or starts_at_root(block, url))


def starts_at_root(block: Block, url: str) -> bool:
    """Return whether the first link of *block* begins it, leads to the root of the site of *url*, and has an arrow
    behind it."""
    if not block.links or not ARROW.search(block.text):
        return False
    href, text = block.links[0]
    lead, _, rest = block.text.partition(text)
    begins = not lead or label_of_path().fullmatch(lead) is not None
    return begins and ARROW.match(rest.lstrip()) is not None and root_host(href, url) is not None


def root_host(href: str, url: str) -> str | None:
    """Return the host to whose root *href*, on the page at *url*, leads, where that is of the same site."""
    try:
        parts = urlsplit(urljoin(url, href))
    except ValueError:  # no address at all
        return None
    is_root = parts.path in ("", "/") and not parts.query and not href.startswith("#")
    return parts.hostname if is_root and stays_on_site(href, url) else None


def is_long(document: Document, path: list[Block], title: str) -> bool:
    """Return whether what *path* ends has more steps than a path: a menu."""
    before = reversed(document.blocks[: path[0].index])
    more = takewhile(lambda block: path_steps(block, title, document.page.url), before)
    return len(path) + len(list(islice(more, MOST_BLOCKS))) > MOST_BLOCKS


def labels_path(path: list[Block]) -> bool:
    """Return whether the first block of *path* names the path itself: a heading, or the only one without a link."""
    first, *others = path
    linked = [block for block in others if block.links]
    return first.kind == "heading" or (not first.links and len(linked) == len(others) > 0)


def steps_of(text: str) -> list[str]:
    """Return what the marks of a path part *text* into."""
    return [step for step in STEP.split(text) if step]


def path_steps(block: Block, title: str, url: str) -> list[str] | None:
    """Return the steps of the path in *block*, on the page at *url*, less the headline; None where it is no path."""
    named = block.element is not None and (block.named(CRUMBS) or is_in_path(block.element)) and not is_tag(block)
    folded = fold(block.text)
    ends = bool(title) and folded != title and folded.endswith(f" {title}")
    said = cut_title(block.text, title) if ends else block.text
    home, text = home_first().match(said), label_of_path().sub("", said)
    linked = sum(len(label) for _, label in block.links) > LINKED * len(text)
    steps = steps_of(text)
    bare = {*steps, *map(less_page_word, steps)}
    parts = [label for _, label in block.links if label in bare or not ARROW.search(text)] if linked else steps
    if not linked and len(parts) == 1 and home:
        parts = [said[home.end() :]]
    ends_here = ARROW.search(text) is not None and bool(steps) and page_word().fullmatch(steps[-1]) is not None
    labelled = len(text) < len(said) and len(parts) > 1
    led = starts_at_root(block, url) and 1 < len(parts) <= MOST_STEPS
    if not (
        named or labelled or ends_here or led or (home and (ends or (1 < len(parts) <= MOST_STEPS and leads_on(block))))
    ):
        return None
    return [step for part in parts if fold(step := part.strip(" >»›/|·:：-–—")) and fold(step) != title]


def is_tag(block: Block) -> bool:
    """Return whether an element around *block* says to search engines that it holds keywords."""
    return any(element.get("itemprop") == "keywords" for element in block.around(PATH_DEPTH))


def is_in_path(element: HtmlElement) -> bool:
    """Return whether an element around *element* says, to screen readers or search engines, that it holds the path."""
    around: HtmlElement | None = element
    for _ in range(PATH_DEPTH):
        if around is None:
            return False
        said = around.get("aria-label")
        if (said and path_label().search(said)) or (around.get("itemtype") or "").endswith("/BreadcrumbList"):
            return True
        around = around.getparent()
    return False


@cache
def path_label() -> re.Pattern[str]:
    """Return the pattern of what the path from home is called: "Breadcrumb", "Fil d'Ariane"."""
    return pattern("sections", "path")


@cache
def label_of_section() -> re.Pattern[str]:
    """Return the pattern of what a section is called where it stands before its name: "Category:"."""
    return pattern("sections", "label", r"^(?:%s)\s*[:：]\s*(?=\S)")


@cache
def label_of_path() -> re.Pattern[str]:
    """Return the pattern of what the path from home is called where it stands before its steps: "You are here:"."""
    return pattern("sections", "path", r"^\W*(?:%s)\s*[:：]\s*")


def leads_on(block: Block) -> bool:
    """Return whether the steps of *block* lead from one to the next: by an arrow, or each link deeper than the last.

    Links side by side are a menu; one that has no links may be either.
    """
    if not block.links or ARROW.search(block.text):
        return True
    paths = [path_of(href) for href, _ in block.links]
    return len(paths) > 1 and all(one != other and other.startswith(one) for one, other in pairwise(paths))


def path_of(href: str) -> str:
    """Return the path of *href*, less the stroke at its end; "" where it is no address."""
    try:
        return urlsplit(href).path.rstrip("/")
    except ValueError:  # such as http://[half/
        return ""


def cut_title(text: str, title: str) -> str:
    """Return *text* less the headline at its end, whose folded form is *title*."""
    at = len(text)
    while (at and not title.startswith(fold(text[at:]))) or len(fold(text[at:])) < len(title):
        if not at:
            return text
        at -= 1
    return text[:at]


@cache
def home_first() -> re.Pattern[str]:
    """Return the pattern of the word for home that begins a path."""
    return pattern("sections", "home", r"^\W*(?:(?:%s)(?:[\s>»›→＞/|:：·]+|$))+")


def telling(steps: list[str], document: Document, path: Iterable[Block] = ()) -> str | None:
    """Return *steps*, of the blocks of *path*, less home, the site's name and the headline, as one line."""
    if not steps:
        return None
    title = document.value("title") or ""
    channel, homes = roots_in(path, document.page.url)
    names = {name for name in site_names(document) if not known_name().fullmatch(name)} - {squeeze(channel)}
    steps = steps[:-1] if (page_word().fullmatch(steps[-1]) or is_headline(steps[-1], document)) else steps
    kept = [
        step
        for step in map(less_page_word, steps)
        if not home_first().fullmatch(step)
        and not is_other_link(step)
        and not (is_site_name(step, names) and step != channel)
        and step not in homes
        and not is_cut_headline(step, title)
        and any(map(str.isalpha, strip_stamps(step) if STAMPED.search(step) else step))
        and not (fold(step) and fold(title).startswith(fold(step).removesuffix(" ")) and len(step) > LONGEST / 2)
        and len(step) <= LONGEST
    ]
    if document.page_type == "thread" and len(kept) > 1 and forum_word().fullmatch(kept[0]):
        kept = kept[1:]
    return " / ".join(dict.fromkeys(kept)) or None


def roots_in(path: Iterable[Block], url: str) -> tuple[str, set[str]]:
    """Return the step of *path* that is the channel with a host of its own, that of the page at *url*, "" where there
    is none; and those that lead to the root of the site's main host, which are home then."""
    roots = [(root_host(href, url), text) for block in path for href, text in block.links]
    main = {site_of(url), f"www.{site_of(url)}"} - {host_of(url)}
    homes = {text.strip(ORNAMENTS) for host, text in roots if host in main}
    channel = next((text.strip(ORNAMENTS) for host, text in roots if homes and host == host_of(url)), "")
    return channel, homes


def less_page_word(step: str) -> str:
    """Return *step* less the word for the page itself behind it, of a script without spaces: "World 正文"."""
    name, _, last = step.rpartition(" ")
    return name if name and DENSE.match(last) and page_word().fullmatch(last) else step


@cache
def forum_word() -> re.Pattern[str]:
    """Return the pattern of what all of a board is called: "Forums"."""
    return pattern("threads", "forum")


def is_headline(step: str, document: Document) -> bool:
    """Return whether *step* is the headline in other words, or as the page declares it."""
    declared = [document.evidence.story.get("headline"), *document.evidence.meta.get("og:title", [])]
    same = fold(step) in {fold(text) for text in declared if isinstance(text, str)}
    return len(step.split()) >= SENTENCE_WORDS and (same or likeness(step, document.value("title") or "") >= SAME)


def is_cut_headline(step: str, title: str) -> bool:
    """Return whether *step* is the beginning of the headline *title*, and dots for the rest of it."""
    return step.endswith(("...", "…")) and fold(title).startswith(fold(step))


def is_other_link(text: str) -> bool:
    """Return whether *text* is what links beside a section's say: "Search", "Back to all stories"."""
    return other_link().fullmatch(text.strip("<>«»‹›←→ ")) is not None


@cache
def other_link() -> re.Pattern[str]:
    """Return the pattern of such words."""
    return pattern("sections", "not_name")


@cache
def page_word() -> re.Pattern[str]:
    """Return the pattern of the word for the page itself, which ends some paths: "Article", 記事."""
    return pattern("sections", "page")


def shown_line(document: Document, path: str | None) -> str | None:
    """Return the section line right above the headline, and below all other text; it is marked. Below *path*, from
    home, it takes more than the word for a section: that may say what kind of text it is ("Opinion")."""
    for block in reversed(above_headline(document)):
        if is_other_text(document, block) or (path and block.reason is Reason.BREADCRUMB):
            break
        if (block.reason is not None and block.reason is not Reason.SECTION) or block.hidden:
            continue
        if is_in_menu(document, block) or is_other_link(block.text) or leads_below(document, block):
            continue
        if block.text.startswith(BACK) or leads_to_person(block) or is_tab(document, block) or is_tag_link(block):
            continue
        bare = is_bare_line(document, block) or is_link_to_section(document, block)
        told = names_section(block) or bare
        if (is_section(block.text) and not path) or (
            told and (can_be_section(block.text) or are_sections(block, path))
        ):
            if advertises().fullmatch(block.text):
                continue
            block.reason = Reason.SECTION
            return " / ".join(names_in(block))
        if document.tree is None:
            break
    return None


def names_in(block: Block) -> list[str]:
    """Return the names in *block*, a section line: those of its links where there is no more than a mark between them,
    the steps that arrows part, else all of it."""
    names = list(dict.fromkeys(name.strip(ORNAMENTS) for _, name in block.links))
    if len(block.links) > 1 and len(names) <= MOST_STEPS and not any(map(str.isalnum, less_names(block.text, names))):
        return names
    steps = steps_of(block.text)
    return steps if ARROW.search(block.text.strip(ORNAMENTS)) and len(steps) > 1 else [block.text]


def are_sections(block: Block, path: str | None) -> bool:
    """Return whether *block* is several names of sections, where no *path* from home says which of them leads here."""
    names = names_in(block)
    return len(names) > 1 and not path and all(map(can_be_section, names))


def less_names(text: str, names: Iterable[str]) -> str:
    """Return *text* without *names*, the longest taken first: one may be a part of another."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


@cache
def advertises() -> re.Pattern[str]:
    """Return the pattern of what stands above advertisements: "Advertisement"."""
    return pattern("notices", "advertisement")


def leads_to_person(block: Block) -> bool:
    """Return whether *block* is a link to somebody's page, and not called a section: who posted it stands above the
    headline of a post."""
    is_led = block.link_share == 1 and all(PERSON_PATH.search(href) for href, _ in block.links)
    return is_led and not names_section(block) and not is_section(block.text)


def is_tag_link(block: Block) -> bool:
    """Return whether *block* is a link that is marked as one to a tag: by its sign, or by its address where nothing
    calls it a section."""
    if block.link_share < 1:
        return False
    is_led = all(TAG_PATH.search(href) for href, _ in block.links)
    return block.text.startswith("#") or (is_led and not names_section(block) and not is_section(block.text))


def is_tab(document: Document, block: Block) -> bool:
    """Return whether *block*, no link, says "Comments" behind the word for the page itself: it is a tab of that."""
    if block.links or not block.index or names_section(block) or not comments_word().fullmatch(block.text):
        return False
    before = document.blocks[block.index - 1]
    return not before.links and page_word().fullmatch(before.text) is not None


@cache
def comments_word() -> re.Pattern[str]:
    """Return the pattern of the word for comments, which heads a section of opinions as well: 评论."""
    return pattern("notices", "commenting")


def is_other_text(document: Document, block: Block) -> bool:
    """Return whether *block*, above the headline, says something else, and at some length: it is a sentence, or a link
    to another story, and no heading that leads up to the headline."""
    if document.title_index is None or block.reason is not None or block.level or len(block.text) <= LONGEST:
        return False
    return ends_sentence(block.text) or (len(block.links) == 1 and block.link_share == 1)


def names_section(block: Block) -> bool:
    """Return whether the element of *block* is called as a section is, and no menu, or the one around it as its label;
    several links side by side are a menu."""
    own, *around = [hyphened(element.get("class") or "") for element in block.around(2)] or [""]
    if MENU.search(own) or ("|" in block.text and len(block.links) > 1):
        return False
    return SECTION_NAME.search(own) is not None or any(map(SECTION_LABEL.search, around))


def leads_below(document: Document, block: Block) -> bool:
    """Return whether *block* is a link to a part of the page that it stands on: to its comments, say. One that leads
    nowhere, "#", is a script's, and may say anything."""
    parts = [href.partition("#") for href, _ in block.links]
    own = ("", urldefrag(document.page.url).url)
    return block.link_share == 1 and all(part and page in own for page, _, part in parts)


def is_in_menu(document: Document, block: Block) -> bool:
    """Return whether *block* is a link among links, or a link or button in what is named a menu."""
    near = document.blocks[max(0, block.index - 2 * BESIDE) : block.index + 2 * BESIDE + 1]
    worded = [other for other in near if other is block or any(map(str.isalnum, other.text))]  # no mark between links
    at = worded.index(block)
    among = sum(is_beside(other, block) for other in worded[max(0, at - BESIDE) : at + BESIDE + 1]) > BESIDE
    is_linked = block.link_share == 1 or (block.element is not None and block.element.tag == "button")
    return is_linked and (among or block.named(MENU))


def is_beside(other: Block, block: Block) -> bool:
    """Return whether *other* is a link in the same list as *block*."""
    if other.element is None or block.element is None or other.link_share < 1:
        return False
    return other.element.getparent() is block.element.getparent() or other.kind == block.kind == "item"


def is_right_above_headline(document: Document, block: Block) -> bool:
    """Return whether nothing stands between *block* and the headline, no menu either."""
    title = document.title_index
    return title is not None and block.place + 1 == document.blocks[title].place


def is_bare_line(document: Document, block: Block) -> bool:
    """Return whether *block*, right above the headline, is topics parted by strokes, or in a text document one word."""
    if not is_right_above_headline(document, block) or stop_word().match(block.text):
        return False
    return is_topics(block.text) or (document.tree is None and len(block.text.split()) == 1)


def is_link_to_section(document: Document, block: Block) -> bool:
    """Return whether *block*, right above the headline, is one link, to a page near the site's root; in one element
    with it, the link above may be of anything."""
    if not is_right_above_headline(document, block) or block.link_share < 1 or len(block.links) != 1:
        return False
    if not stays_on_site(block.links[0][0], document.page.url):
        return False
    boxed = block.home is not None and block.home is document.blocks[block.index + 1].home
    if block.index and is_plain_link(document.blocks[block.index - 1]) and not (boxed or block.level):
        return False
    href, text = block.links[0]
    steps = [step for step in path_of(href).split("/") if step]
    home = home_first().fullmatch(text) or is_site_name(text, site_names(document)) or stop_word().match(text)
    return not home and 0 < len(steps) <= SECTION_STEPS + boxed and not any(map(str.isdigit, href.rpartition("//")[2]))


def is_plain_link(block: Block) -> bool:
    """Return whether *block* is a link and no path: the last of a menu, as a rule."""
    return block.link_share == 1 and block.reason is not Reason.BREADCRUMB


def is_topics(text: str) -> bool:
    """Return whether *text* is topics parted by strokes or arrows, a known section among them:
    "World / Asia-Pacific"."""
    if ARROW.search(text.strip(ORNAMENTS)):
        steps = steps_of(text)
        return 1 < len(steps) <= MOST_STEPS and all(map(can_be_section, steps)) and any(map(is_section, steps))
    topics = "/" in text.split() or "／" in text
    return topics and can_be_section(text) and any(known_name().fullmatch(part) for part in TOPICS.split(text))


@cache
def stop_word() -> Opening:
    """Return the pattern of a word that stands above headlines and names no section: "Exclusive", "Live"."""
    return Opening("byline", "not_place", r"(?:%s)$")


def above_headline(document: Document) -> list[Block]:
    """Return the blocks a little above the headline, or above the first prose where there is none."""
    at = document.title_index
    if at is None:
        at = prose_span(document)[0]
    return document.blocks[document.up_from(at, BEFORE) : at]


def is_section(text: str) -> bool:
    """Return whether *text* is the name of a section, or several: "World", "World / Asia-Pacific"."""
    parts = [part for part in TOPICS.split(text.strip(" :|>»›/")) if part]
    return can_be_section(text) and bool(parts) and all(known_name().fullmatch(part) for part in parts)


def can_be_section(text: str) -> bool:
    """Return whether *text* is short, and without digits or the end of a sentence."""
    return (
        len(text) <= LONGEST
        and len(text.split()) <= MOST_WORDS + text.count("/")
        and not re.search(r"[\d.!?:;,。！？…@©]", text)
        and any(map(str.isalpha, text))
    )


@cache
def known_name() -> re.Pattern[str]:
    """Return the pattern of a section's name as sites have them."""
    return pattern("sections", "names")


def declared_path(document: Document) -> str | None:
    """Return the path from home that JSON-LD gives, less home and the headline."""
    for node in document.evidence.of_type("BreadcrumbList"):
        steps = list(path_names(node, document.page.url))
        if found := telling(steps[:-1] if len(steps) > MOST_WORDS else steps, document):
            return found
    return None


def path_names(node: dict[str, Any], url: str) -> Iterator[str]:
    """Yield the names of the steps in a BreadcrumbList, in their order, but for the page at *url* itself."""
    items = node.get("itemListElement")
    steps = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    steps.sort(key=lambda item: str(item.get("position") or "").zfill(3))
    for step in steps:
        holder = step.get("item")
        name = step.get("name") or (holder.get("name") if isinstance(holder, dict) else None)
        address = (holder.get("@id") or holder.get("url")) if isinstance(holder, dict) else holder
        own = step is steps[-1] and isinstance(address, str) and is_same_page(address, url)
        if isinstance(name, str) and not own:
            yield one_line(name)


def is_same_page(address: str, url: str) -> bool:
    """Return whether *address* is that of the page at *url*, with or without its query, scheme and last stroke."""
    said, own = (place.partition("#")[0].partition("://")[2] for place in (address, url))
    return said.rstrip("/") in (own.rstrip("/"), own.partition("?")[0].rstrip("/"))
