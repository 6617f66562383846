"""Evidence in; tags and canonical address out."""

from __future__ import annotations

import re
from functools import reduce
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from pipelines.describe.descriptions import descriptions
from pipelines.describe.keywords import are_made, are_of_site, tell_of_story
from pipelines.describe.likeness import fold, squeeze
from pipelines.describe.names import is_person
from pipelines.describe.parts import CAMPAIGN, TRACKING, is_further
from pipelines.describe.sections import JOINT, label_of_section, page_word
from pipelines.describe.shown_tags import shown_tags
from pipelines.describe.sitenames import behind_headline, named_by_site
from pipelines.describe.sites import site_of
from pipelines.prose import DENSE
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Document
    from schemas.content import EvidenceSource

#: Longest run of words that is a tag rather than a sentence, and most tags a story has rather than a site.
TAG_LETTERS, MOST_TAGS = 60, 40
#: Most that it shows as links: more are a menu.
MOST_LINKED = 25
#: Words from which a tag that stands alone is a phrase, or a list without marks, and the headline no tag; tags from
#: which a headline is cut up.
PHRASE_WORDS, TITLE_WORDS = 5, 4
SEPARATOR = re.compile(r"\s*[,;、，；|]\s*")
#: A word of Han, which may have letters and digits; signs that tell Japanese.
HAN_WORD, KANA = re.compile(r"[a-zA-Z\d]*[\u4e00-\u9fff][\u4e00-\u9fffa-zA-Z\d·]*"), re.compile(r"[\u3040-\u30ff]")
#: A comma as it stands in a tag, where others of the same field have none.
ONE_COMMA = re.compile(r"[^,;、，；|]+[,，][^,;、，；|]+")
#: Topics that together are one: "Business, Finance, & Economics".
SERIES = re.compile(r"(?:[^,;、，；|]+,){1,2}\s*&[^,;、，；|]+")
#: Most values of a meta tag that are lists of their own: more are one.
MOST_LISTS = 8
#: Values from which a meta tag that stands there for each tag holds one each.
REPEATED = 3
#: Tags that sites keep for their machines: where to show the story, a number in a database, a setting and its value.
CODE = re.compile(r"[@_/]|[\w-]{3,}=\S|\d{6,}$|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}$")
SLUG = re.compile(r"[a-z\d]+(?:_[a-z\d]+)+$")
SETTING, SETTING_NAME = re.compile(r"[a-z][\w-]*: *\S"), re.compile(r"[a-z]+(?:[A-Z]\w*|-[\w-]+): *\S")
#: The same spelled for editors: "Region: Global".
FIELD = re.compile(
    r"((?:[A-Z]\w* ){0,2}(?:Section|Type|Page|Region|Brand|Channel|Format|Template|Tokens)s?"
    r"|(?:[A-Z]\w* ){1,2}Category): *\S"
)
#: Fewest settings of a site: one alone may be of "eFootball: the final".
FEW_SETTINGS = 2
#: Words for such machines, whatever the language of the site.
SWITCH = re.compile(
    r"no[-_ ]?(?:index|follow|archive|ads?|apple|auto-?link)$|(?:[a-z]+-)*exclude(?:-[a-z]+)+$|(?:front|home)[- ]page$"
    r"|post[- ]type(?: \w+)?$|byline$|comments?-(?:enabled|disabled|on|off)$|paywall-\w+$"
    r"|paywall (?:exclude|include|free|only)$|server-?side[a-z]+$",
    re.IGNORECASE,
)
#: A tag as a step of an address: "topics/harbours".
STEPS = re.compile(r"[a-z][a-z-]*/(?:[^/]+/)*(?P<name>[^/]+)")
#: Signs of a script without spaces from which all of the headline is no tag.
TITLE_SIGNS = 8
#: Meta names that carry tags: the first three one by one, the rest as lists that may be the whole site's.
TAG_META = (
    "article:tag", "og:article:tag", "video:tag", "news_keywords", "parsely-tags", "sailthru.tags", "dc.subject",
    "dcterms.subject", "citation_keywords", "keywords",
)  # fmt: skip
#: The first of them that tells less than tags that the page shows: it, and those behind it, are written for machines.
BELOW_SHOWN = "parsely-tags"
#: Most tags that may be a part of those that the page shows.
FEW_TAGS = 2
#: Query parameters and path parts that number the pages of one story.
PAGE_PARAMETERS = frozenset(["page", "p", "pg", "pagenum", "page_no", "paged", "pagina", "seite", "start", "offset"])
PAGE_PART = re.compile(r"(?:^|[/_.-])(?:page|p|seite|pagina|trang|strona)[-_/]?(\d{1,4})(?:/|\.\w+|$)", re.IGNORECASE)
#: Files that are another version of the folder they stand in, or what it shows.
FOLDERS_OWN = re.compile(r"(?:index|default|home|main|print\w*|amp)\.", re.IGNORECASE)
#: Letters of Vietnamese alone, which parts the syllables of a word.
SYLLABLES = re.compile("[ƠơƯư\u1ea0-\u1ef9]")
#: What may stand at the edges of a headline's words.
MARKS = ".,:;!?…\"'«»“”‘’()"


def describe(document: Document) -> None:
    """Add `tags` and `canonical_url`."""
    document.tagged = list(tag_lists(document))
    for source, raw, tags in document.tagged:
        if tags:
            better = fuller(document, tags) if source != "visible" and is_poor(tags) else []
            document.add("tags", better or tags, "visible" if better else source, "; ".join(better) or raw)
            break
    declare_canonical(document)


def is_poor(tags: list[str]) -> bool:
    """Return whether *tags*, which are declared, may say less than those that the page shows: they are few, or written
    without a capital."""
    return len(tags) <= FEW_TAGS or all(tag.islower() for tag in tags)


def fuller(document: Document, declared: list[str]) -> list[str]:
    """Return the tags that the page shows, where all the *declared* are among them and they are more, or the same and
    written with capitals; else none."""
    shown = less_own(document, clean_tags(shown_tags(document)))
    known, said = {squeeze(tag) for tag in declared}, {squeeze(tag) for tag in shown}
    if known == said:
        return shown if any(tag != tag.lower() and not tag.isupper() for tag in shown) else []
    return shown if known < said and tell_of_story(shown, document) else []


def tag_lists(document: Document) -> Iterator[tuple[EvidenceSource, str, list[str]]]:
    """Yield (source, raw text, tags) of every place that may name the page's tags, the most telling first."""
    behind = behind_headline(document)
    for source, values, tags in listings(document):
        kept = less_own(document, tags)
        if source == "meta":
            none = behind if all(squeeze(tag) in behind for tag in kept) else behind[-1:]
            kept = [tag for tag in kept if squeeze(tag) not in none]
        yield source, "; ".join(values), kept


def less_own(document: Document, tags: list[str]) -> list[str]:
    """Return *tags* without what is none, the site's name, and who wrote the story."""
    own, writers = named_by_site(document), writers_of(document)
    kept = topics(tags, document.value("title") or "")
    return [tag for tag in kept if squeeze(tag) not in own and not names_writers(tag, writers)]


def writers_of(document: Document) -> list[str]:
    """Return the folded names of those who wrote the story, less what may be a topic as well: no person, one word."""
    names = document.value("authors") or []
    return [fold(name) for name in names if is_person(name, sure=DENSE.search(name) is not None)]


def names_writers(tag: str, writers: list[str]) -> bool:
    """Return whether *tag* is one of the *writers*, or several of them and a word for "and"."""
    said = fold(tag)
    rest = reduce(lambda text, name: text.replace(name, " "), writers, said)
    return rest != said and all(len(word) <= JOINT for word in rest.split())


def listings(document: Document) -> Iterator[tuple[EvidenceSource, list[str], list[str]]]:
    """Yield the source, the values and the tags of every place that may name tags, the most telling first."""
    evidence, hints = document.evidence, document.page.hints
    for name in TAG_META[:3]:
        if values := evidence.meta.get(name):
            yield "meta", values, clean_tags(values, apart=len(values) >= REPEATED)
    if keywords := evidence.story.get("keywords"):
        values = [text for entry in listed(keywords) if (text := named(entry))]
        yield "json-ld", values, keywords_of(document, values)
    shown = shown_tags(document)
    for name in TAG_META[3:]:
        if name == BELOW_SHOWN and len(shown) > 1 and tell_of_story(shown, document):
            yield "visible", shown, clean_tags(shown)
        if values := evidence.meta.get(name):
            yield "meta", values, keywords_of(document, of_story(document, values) if name == "keywords" else values)
    if document.tree is not None:
        tags = clean_tags(shown)
        yield "visible", shown, tags if len(tags) <= MOST_LINKED else []
    if hints and hints.tags:
        yield "feed", list(hints.tags), clean_tags(hints.tags)


def of_story(document: Document, values: list[str]) -> list[str]:
    """Return those of *values*, of a field that many templates fill, whose tags are the story's."""
    summed_up = [text for _, text in descriptions(document)]
    lists = [[value] for value in values] if len(values) <= MOST_LISTS else [values]
    kept = [(one, clean_tags(one)) for one in lists]
    kept = [(one, tags) for one, tags in kept if not (are_made(tags) or are_of_site(tags, document, summed_up))]
    return [value for one, _ in kept for value in one]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def named(entry: Any) -> str | None:
    """Return the text of a JSON-LD keyword: a string, or a DefinedTerm with a name."""
    name = entry.get("name") if isinstance(entry, dict) else entry
    return unescape(name) if isinstance(name, str) else None


def clean_tags(values: Iterable[str], *, apart: bool = False) -> list[str]:
    """Return the tags in *values*, lists split, none repeated; [] where they are too many to be one story's. *apart*
    says that each of them may be a tag, with a comma in its name perhaps."""
    tags: dict[str, str] = {}
    values = list(values)
    singly = apart or 2 * sum(SEPARATOR.search(value) is not None for value in values) < len(values)
    for value in values:
        is_one = (singly and ONE_COMMA.fullmatch(value)) or SERIES.fullmatch(value)
        for part in [value] if is_one else SEPARATOR.split(value):
            tag = one_line(part).strip("#\"' ")
            if 1 < len(tag) <= TAG_LETTERS and not tag.startswith(("http:", "https:", "<")):
                tags.setdefault(tag.casefold(), tag)
    return list(tags.values()) if len(tags) <= MOST_TAGS else []


def topics(tags: list[str], title: str) -> list[str]:
    """Return *tags* without what is none: codes of the site's own, and the headline, whole or in parts."""
    none = [CODE, SWITCH]
    settings = sum(map(bool, map(SETTING.match, tags)))
    none += [SETTING] if settings >= FEW_SETTINGS and any(map(SETTING_NAME.match, tags)) else []
    fields = {match[1] for tag in tags if (match := FIELD.match(tag))}
    none += [FIELD] if len(fields) >= FEW_SETTINGS else []
    none += [SLUG] if 2 * sum(map(bool, map(SLUG.match, tags))) <= len(tags) else []
    headline = parts_of_title(tags, title)
    kept = [tag for tag in tags if tag not in headline and not any(pattern.match(tag) for pattern in none)]
    found: dict[str, str] = {}
    for tag in less_labels(kept):  # each once: where it stands last, as it is spelled first
        folded = tag.casefold()
        found[folded] = found.pop(folded, tag)
    return list(found.values())


def less_labels(tags: list[str]) -> Iterator[str]:
    """Yield *tags*, less what says before their names that they are some: "Topic: Harbours", and "topics/harbours"
    where most are such, and one of them says so; none that is a word for the page."""
    steps = [STEPS.fullmatch(tag) for tag in tags]
    most = sum(map(bool, steps)) >= FEW_SETTINGS and len(tags) <= 2 * sum(map(bool, steps))
    stepped = most and any(label_of_section().match(tag.replace("/", ":", 1)) for tag in tags)
    for tag, step in zip(tags, steps, strict=True):
        name = step["name"] if step and stepped else label_of_section().sub("", tag)
        if name == tag or not page_word().fullmatch(name):
            yield name


def parts_of_title(tags: list[str], title: str) -> list[str]:
    """Return the run of *tags* that together are all of the headline *title*."""
    whole = squeeze(title)
    if len(title.split()) < PHRASE_WORDS and not (DENSE.search(title) and len(whole) >= TITLE_SIGNS):
        return []
    said = [squeeze(tag) for tag in tags]
    for first, start in enumerate(said):
        joined, end = start, first + 1
        while whole.startswith(joined) and len(joined) < len(whole) and end < len(said):
            joined, end = joined + said[end], end + 1
        if joined == whole:
            return tags[first:end]
    return []


def keywords_of(document: Document, values: Iterable[str]) -> list[str]:
    """Return the tags in *values*, a field that anything is written into: none where they are a phrase."""
    tags = clean_tags(value for text in values for value in parted_by_blanks(text, document.value("title") or ""))
    said = [document.value("title") or "", *(text for _, text in descriptions(document))]
    return [] if any(is_phrase(tags, text) for text in said) else tags


def parted_by_blanks(value: str, title: str) -> list[str]:
    """Return the words of *value* where they are Han and nothing else parts them, beside a *title* that is not
    Japanese: Chinese has no blanks within a name, and editors part by them what others part by commas."""
    words = value.split()
    han = len(words) > 1 and all(HAN_WORD.fullmatch(word) for word in words) and not KANA.search(title)
    return words if han else [value]


def is_phrase(tags: list[str], text: str) -> bool:
    """Return whether *tags* are one phrase, or the words of *text*, a headline or a summary, one by one."""
    if len(tags) == 1:
        return len(tags[0].split()) >= PHRASE_WORDS and not SYLLABLES.search(tags[0])
    return is_cut_up(tags, text)


def is_cut_up(tags: list[str], text: str) -> bool:
    """Return whether *tags* are words of *text* in its order, and most of them none that it writes with a capital: the
    names in a headline are good tags."""
    words = [word.strip(MARKS) for word in text.split()]
    ahead = iter([word.casefold() for word in words])
    small = [tag for tag in tags if tag.islower() and tag in words]
    return len(tags) >= TITLE_WORDS and 2 * len(small) > len(tags) and all(tag.casefold() in ahead for tag in tags)


def declare_canonical(document: Document) -> None:
    """Add `canonical_url` where the declared one may be believed, and where not keep it in its provenance alone."""
    evidence = document.evidence
    meta = evidence.first("og:url")
    raw = evidence.canonical or (meta[1] if meta else None)
    if raw is None:
        return
    source: EvidenceSource = "meta"
    address = canonical(raw, document.page.url)
    if address and (evidence.canonical or not is_folder_of(address, document.page.url)):
        document.add("canonical_url", address, source, raw)
    else:
        document.disbelieve("canonical_url", source, raw)


def canonical(raw: str, url: str) -> str | None:
    """Return the canonical address that *raw*, declared by the page at *url*, may claim; None where it may not.

    It must be http(s), on the same registered domain, not the site's root for a deeper page, not page 1 for page n.
    """
    try:
        address = urljoin(url, raw.strip())
        claimed, own = urlsplit(address), urlsplit(url)
        if claimed.scheme not in ("http", "https") or not claimed.hostname:
            return None
    except ValueError:  # an address that is none, such as http://[half/
        return None
    if own.hostname and site_of(address) != site_of(url):
        return None
    query = without_campaign(claimed.query)
    if claimed.path in ("", "/") and not query and (own.path not in ("", "/") or without_campaign(own.query)):
        return None
    if page_number(own.path, own.query) != page_number(claimed.path, claimed.query) or is_further(url, address):
        return None
    return claimed._replace(fragment="", query=query, netloc=claimed.netloc.lower()).geturl().replace(" ", "%20")


def without_campaign(query: str) -> str:
    """Return *query* less what says where a visitor came from and no site reads itself."""
    return "&".join(pair for pair in query.split("&") if not CAMPAIGN.fullmatch(pair.partition("=")[0]))


def is_folder_of(address: str, url: str) -> bool:
    """Return whether *address* is the folder of the file at *url*: some templates give it for every file in it."""
    claimed, own = urlsplit(address), urlsplit(url)
    folder, _, file = own.path.rpartition("/")
    if claimed.path != f"{folder}/" or claimed.query or "." not in file:
        return False
    asked = any(TRACKING.fullmatch(name) is None for name, _ in parse_qsl(own.query))
    return asked or FOLDERS_OWN.match(file) is None


def page_number(path: str, query: str) -> int:
    """Return which page of several an address names; 1 where it names none."""
    for name, value in parse_qsl(query):
        if name.lower() in PAGE_PARAMETERS and value.isdecimal() and len(value) <= 4:
            return max(1, int(value))
    match = PAGE_PART.search(path)
    return max(1, int(match[1])) if match else 1
