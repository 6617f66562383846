"""Document in, the names of its site out; and a title without them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.describe.evidence import types_of
from pipelines.describe.likeness import fold, squeeze, words
from pipelines.phrases import pattern
from pipelines.prose import DENSE, KEPT, letters
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.document import Document

SITE_META = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "dc.publisher",
             "cre", "copyright", "publisher", "article:publisher")  # fmt: skip
#: Types of what is the site, or brings it out.
SITE_TYPES = ("WebSite", "NewsMediaOrganization")
#: What parts a headline from the site's name, wherever it stands: a mark between blanks, or one that no headline uses.
SEPARATOR = re.compile(
    r"\s+(?:[-–—―|·•:/~«»‹›<>＜＞→_]|\|\|+|::|--)+\s+|\s*[|»«›‹｜←＜＞]+\s*|\s+_+\s*|_{1,}(?=\w+$)|(?<=\w)--(?=\w)|\s*[–—－](?=[^\s]+$)"
)
#: Words in quotation marks that look like separators; the German way round without a blank inside.
QUOTED = re.compile(r"«[^«»]*»|‹[^‹›]*›|»(?=\S)[^«»]*(?<=\S)«|›(?=\S)[^‹›]*(?<=\S)‹")
#: Separators that hardly ever stand inside a headline.
HARD = frozenset("|»«›‹｜＜＞<>_")
#: How the name of a Chinese site ends that says so.
SITE_WORD = re.compile(r"(?:官方|门户|門戶|政府|新闻|新聞)(?:网站?|網站?)$|官[网網]$|[网網]站$")
#: Most words of a trailing part that only a hard separator makes a site's name or a section.
TRAILER_WORDS = 4
#: What old WordPress puts between the name of the blog and the title of an entry.
BLOG_ARCHIVE = "blog archive"
#: Shortest name of a site that is looked for inside a part of a title.
NAME_LETTERS = 4
#: Longest name of a site in its masthead.
NAME_LIMIT = 40
#: Most words, and letters, of an outlet's name.
OUTLET_WORDS, OUTLET_LETTERS = 6, 60
#: Most words of what a meta tag states to be the site's name: some templates put the headline there.
STATED_WORDS = 8
#: Words from which what is stated as the name of a site is longer than most, and signs of a script without spaces.
NAME_WORDS, NAME_SIGNS = 5, 12
#: How the name of a paper begins, in an address.
ARTICLE = re.compile(r"(?:the|le|la|les|der|die|das|el|los|il)(?=\w{4})")
HOST_PREFIXES = frozenset(["www", "m", "amp", "mobile", "news", "web", "edition", "en", "de", "fr", "es", "blog"])


def site_names(document: Document) -> set[str]:
    """Return what the site of *document* calls itself, squeezed: declared names, its publisher's, its host's labels."""
    if document.site_names is None:
        document.site_names = frozenset(name for text in declared_names(document) if len(name := squeeze(text)) > 1)
    return set(document.site_names)


def declared_names(document: Document) -> Iterator[str]:
    """Yield the names of the site as they are written."""
    yield from stated_names(document)
    yield from masthead_names(document)
    yield from host_names(document.page.url)


def named_by_site(document: Document) -> set[str]:
    """Return, squeezed, what the site states to be its name, and its host; a single word that is no part of that may be
    the section's, and an organisation one that the story is about."""
    host = squeeze(host_of(document.page.url) or "")
    own = {squeeze(name) for name in islice(host_names(document.page.url), 1)}
    of_host = {name for name in map(squeeze, stated_names(document)) if name and name in host}
    named = (text for text in stated_names(document, SITE_TYPES) if len(text.split()) > 1 or not text.isascii())
    return {*own, *of_host, *map(squeeze, named)}


def behind_headline(document: Document) -> list[str]:
    """Return, squeezed, what the page's title has behind the headline: sections, and last the name of the site."""
    titled, headline = document.evidence.title_tag or "", squeeze(document.value("title") or "")
    parts = [part for _, part in split_title(titled)][1:]
    parts += titled.split("-")[1:] if DENSE.search(titled) else []
    return [name for part in parts if (name := squeeze(part)) and name not in headline]


def stated_names(document: Document, types: tuple[str, ...] = (*SITE_TYPES, "Organization")) -> Iterator[str]:
    """Yield the names of the site that its meta tags and JSON-LD state, there those of *types* and the publisher's: a
    story may be about an organisation."""
    evidence = document.evidence
    if is_of_blog(parts := split_title(evidence.title_tag or "")):
        yield parts[0][1]
    for key in SITE_META:
        found = evidence.meta.get(key, [])
        yield from (value.lstrip("@") for value in found if "/" not in value and len(value.split()) <= STATED_WORDS)
    for node in [evidence.story, *evidence.of_type(*types)]:
        for holder in (node.get("publisher") or node.get("isPartOf"), node if node is not evidence.story else None):
            if isinstance(holder, dict) and "Person" not in types_of(holder):
                yield from (name for key in ("name", "alternateName") if isinstance(name := holder.get(key), str))


def masthead_names(document: Document) -> Iterator[str]:
    """Yield the texts of the links to the site's root: its name, or the word for home."""
    host = (host_of(document.page.url) or "").removeprefix("www.")
    roots = {
        scheme + root
        for scheme in ("", "https:", "http:")
        for root in ("/", f"//{host}", f"//{host}/", f"//www.{host}", f"//www.{host}/")
    }
    for block in document.shown:
        for href, text in block.links:
            if href in roots and len(text) <= NAME_LIMIT:
                yield text


def host_of(url: str) -> str | None:
    """Return the host of *url*; None where it has none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def host_names(url: str) -> Iterator[str]:
    """Yield the host of *url*, and each of its labels that could be a name."""
    host = host_of(url) or ""
    labels = [label for label in host.split(".") if label not in HOST_PREFIXES]
    yield ".".join(labels)
    yield from (label for label in labels[:-1] if len(label) > 2)


def is_site_name(text: str, names: set[str]) -> bool:
    """Return whether *text* is one of *names*, or one with a little around it ("The", ".com", a city)."""
    name = squeeze(text)
    if not name:
        return False
    return name in names or any(
        len(known) >= NAME_LETTERS
        and ((known in name and len(name) <= 2 * len(known) + 4) or (name in known and 2 * len(name) >= len(known)))
        for known in names
    )


@cache
def outlet_word() -> re.Pattern[str]:
    """Return the pattern of a word that papers and their archives have in their names: "Gazette", "Archiv", 日報."""
    return pattern(
        "sections", "outlets", r"(?<![^\W_])(?:%s)(?![^\W_])|(?:[日晚早朝夕時时][報报]|新聞|新闻|신문|일보|뉴스)$"
    )


def names_outlet(title: str, document: Document) -> bool:
    """Return whether *title*, that nothing on the page repeats, names an outlet: short, and no words of the story."""
    own = telling_words(title)
    if len(title.split()) > OUTLET_WORDS or letters(title) > OUTLET_LETTERS:
        return False
    story = telling_words(" ".join(block.text for block in document.blocks if is_story_prose(block)))
    shared = len(own & story)
    return bool(story) and (not shared or (outlet_word().search(title) is not None and 2 * shared <= len(own)))


def headlines_as_names(document: Document) -> set[str]:
    """Return, squeezed, the headline that a template states as the name of the site as well, where no heading shows
    another: of some length, with words of the story, and neither the address nor a link to the site's root."""
    stated = document.evidence.meta.get("og:site_name", [])
    told = [text for text in stated if is_telling(text) and text in document.evidence.meta.get("og:title", [])]
    said = {*map(squeeze, masthead_names(document)), *map(squeeze, host_names(document.page.url))} if told else set()
    return {name for text in told if (name := squeeze(text)) not in said and not names_outlet(text, document)}


def is_telling(text: str) -> bool:
    """Return whether *text* is longer than the names of sites, by its words or by its letters."""
    return len(text.split()) >= NAME_WORDS or (DENSE.search(text) is not None and len(squeeze(text)) >= NAME_SIGNS)


def telling_words(text: str) -> set[str]:
    """Return the words of *text* that are no articles and the like; of a script without spaces all its pairs."""
    return {word for word in words(text) if len(word) >= NAME_LETTERS or not word.isascii()}


def own_names(document: Document) -> set[str]:
    """Return, squeezed, what as an author means the site itself.

    That a person's own site bears the name, in its address or elsewhere, makes nobody less of an author; what the
    page declares as the name of its site or publisher, and an address with an article before it, does.
    """
    said = {squeeze(name) for name in stated_names(document)}
    hosts = {squeeze(name) for name in host_names(document.page.url)}
    return (said - (hosts - organisations(document))) | {host for host in hosts if ARTICLE.match(host)}


def organisations(document: Document) -> set[str]:
    """Return, squeezed, the names that JSON-LD gives to organisations and to nobody else."""
    nodes = document.evidence.of_type("Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness")
    named = (node.get("name") for node in nodes if "Person" not in types_of(node))
    return {squeeze(name) for name in named if isinstance(name, str)}


def without_site(title: str, names: set[str]) -> str:
    """Return *title* less the site's name and section at either end."""
    parts = split_title(title)
    if is_of_blog(parts):
        parts = parts[2:]
    while len(parts) > 1:
        lead, (mark, last) = parts[0][1], parts[-1]
        if is_site_name(last, names) or SITE_WORD.search(last) or is_trailer(mark, last, parts):
            parts.pop()
        elif is_site_name(lead, names) and len(fold(lead).split()) <= TRAILER_WORDS:
            parts.pop(0)
        else:
            break
    head, *rest = parts
    return (head[1] + "".join(mark + text for mark, text in rest)).strip()


def is_of_blog(parts: Sequence[tuple[str, str]]) -> bool:
    """Return whether *parts* are of the title that old WordPress gives an entry: "Site » Blog Archive » Entry"."""
    return len(parts) > 2 and fold(parts[1][1]) == BLOG_ARCHIVE


def split_title(title: str) -> list[tuple[str, str]]:
    """Return the parts of *title*, each with the separator before it."""
    return list(parts_of(title))


@lru_cache(maxsize=KEPT)
def parts_of(title: str) -> tuple[tuple[str, str], ...]:
    """Return the same, to be shared."""
    parts: list[tuple[str, str]] = []
    mark, start = "", 0
    masked = QUOTED.sub(lambda match: "x" * len(match[0]), title)
    for match in SEPARATOR.finditer(masked):
        if title[start : match.start()].strip():
            parts.append((mark, title[start : match.start()]))
            mark = match[0]
        start = match.end()
    if title[start:].strip() or not parts:
        parts.append((mark, title[start:]))
    return tuple(parts)


def is_trailer(mark: str, text: str, parts: list[tuple[str, str]]) -> bool:
    """Return whether a last part *text* is no part of the headline: short, after a hard *mark* and a longer part."""
    if not set(mark) & HARD:
        return False
    length = len("".join(part for _, part in parts[:-1]))
    return len(text.split()) <= TRAILER_WORDS and len(text) <= 40 and length > 1.2 * len(text)
