"""Tree in; where it shows no story, the story that the page's scripts hold put into it.

Sites that are drawn in the browser send their story as JSON: as `articleBody`, as HTML, as plain text, or as the tree
of an editor (a list of paragraphs, each a list of runs of text). It is believed only where the page names it: beside a
headline that is the page's own title.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from pipelines.describe.evidence import nodes_of
from pipelines.describe.likeness import fold
from pipelines.prose import DENSE, is_prose, letters
from schemas.fields import mend_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Document

#: Letters of prose from which a page shows its story, and from which a script holds one.
SHOWN, STORY = 400, 400
#: Characters of a script or attribute below which it holds no story.
SHORTEST = 600
#: How far below the object with the headline the story may lie, and how deep JSON is followed.
NEAR, DEEPEST = 4, 60
#: Values in one script that are tried, and the shortest title that tells, in letters.
TRIED, SHORTEST_TITLE = 20, 12
OPEN, CLOSE = re.compile(r"<script\b", re.IGNORECASE), re.compile("</script", re.IGNORECASE)
#: Where a value may begin in a script: after `name =`, in a call.
BEGIN = re.compile(r"=\s*(?=[{\[])|JSON\.parse\(\s*(?=\")|push\(\s*(?=[{\[])")
#: Keys under which a headline stands, and those of text.
TITLES = frozenset(["headline", "headlines", "title", "name", "basic", "seotitle", "pagetitle"])
HEADLINES = frozenset(["headline", "headlines", "title"])
TEXTS = ("text", "value", "content", "html", "body", "paragraph", "cooked", "rendered", "data")
#: What stands after the story's own name in a title: a mark and the site's name.
SITE = re.compile(r"\s+(?:[|·•»–—-]|::)\s+")
#: Keys of a standfirst, and its longest, in letters.
STANDFIRSTS, LONGEST_STANDFIRST = ("standfirst", "dek", "deck", "subheadline", "subtitle", "lead"), 400
#: The key by which a cache of queries points to an object that it holds elsewhere.
REFERENCE = "__ref"
#: Keys of what stands beside a story.
ASIDE = re.compile(
    r"relat|recommend|comment|author|byline|bio|caption|credit|teaser|promo|newsletter|legal|cookie|consent|footer|nav"
    r"|meta|seo|descri|summary|subtitle|translat|i18n|message|ads?$|image|media|video|latest|popular|trending|href|url"
    r"|privacy|policy|terms|gdpr|paywall|subscri|register|login|offer|banner|modal|popup|sidebar|setting|config|share"
    r"|next|prev|more|other|also|about|contact",
    re.IGNORECASE,
)
#: Keys of lists whose objects are parts of one story.
PARTS = re.compile(
    r"content|body|block|element|paragraph|component|section|node|child|text|story|article|post|json", re.IGNORECASE
)
MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote|section|figure)\b", re.IGNORECASE)
#: Characters at its beginning, spaces not counted, that tell a story from others.
BEGINNING = 100
SENTENCES = re.compile(r"[.!?][\"'»”’)]*\s|[。！？]")
HEADING = re.compile(r"head|^h[1-6]$", re.IGNORECASE)
#: What a cache of queries calls a paragraph, which may say no more than a run in one does.
PARAGRAPH = re.compile(r"paragraph|block|heading", re.IGNORECASE)


def scripted(document: Document) -> None:
    """Put the story that scripts hold into the tree, where that shows none."""
    tree = document.tree
    body = None if tree is None else tree.find("body")
    if tree is None or body is None or shows_story(body):
        return
    titles = titles_of(document)
    found = [candidate for candidate in candidates(document, titles) if told(candidate[1]) >= STORY]
    _, best = min(found, key=lambda candidate: (candidate[0], -told(candidate[1])), default=(0, []))
    best = parted(best, [paragraphs for _, paragraphs in found])
    if best:
        article = html.Element("article")
        for tag, text in head_of(document, titles, best[0]):
            put_line(article, tag, text)
        for paragraph in best:
            put(article, paragraph)
        body.append(article)


def head_of(document: Document, titles: frozenset[str], first: str) -> list[tuple[str, str]]:
    """Return the headline and the standfirst beside it that the page's scripts hold, each with its tag; [] where they
    hold no standfirst but the beginning of the *first* paragraph, or the page shows a headline."""
    if document.tree is None or document.tree.find(".//h1") is not None:
        return []
    for value in values_in(document):
        for node in nodes_of(value):
            if bears_title(node, titles) and (standfirst := standfirst_in(node)):
                if fold(standfirst) in fold(first[: len(standfirst) + BEGINNING]):
                    return []
                title = next((text for text in map(node.get, HEADLINES) if isinstance(text, str)), "")
                return [("h1", title), ("p", standfirst)] if title else []
    return []


def standfirst_in(node: dict[str, Any]) -> str:
    """Return the standfirst that *node* holds, of several words; "" where it holds none, but a key or an address."""
    said = (node.get(key) for key in STANDFIRSTS)
    told = [mend_text(unescape(text)) for text in said if isinstance(text, str) and "<" not in text]
    worded = (text for text in told if " " in text or DENSE.search(text))
    return next((text for text in worded if 0 < letters(text) <= LONGEST_STANDFIRST), "")


def parted(best: list[str], others: list[list[str]]) -> list[str]:
    """Return *best*, or where it is one line that runs on, the one of *others* that has it in paragraphs."""
    if len(best) != 1 or MARKUP.search(best[0]):
        return best
    begun = beginning(best)
    return next((other for other in others if len(other) > 1 and beginning(other) == begun), best)


def beginning(paragraphs: list[str]) -> str:
    """Return with what *paragraphs* begin, in whatever breaks."""
    return "".join(" ".join(paragraphs).split())[:BEGINNING]


def shows_story(body: HtmlElement) -> bool:
    """Return whether *body* shows enough prose: most do in paragraphs alone, which are soon looked at."""
    return hold_story(body.iter("p")) or hold_story(body.iter(etree.Element))


def hold_story(elements: Iterable[HtmlElement]) -> bool:
    """Return whether the text that stands right in *elements* and behind each is enough prose."""
    found = 0
    for element in elements:
        for text in (element.text, element.tail):
            if text and len(text) > 20 and is_prose(line := " ".join(text.split())):
                found += letters(line)
        if found >= SHOWN:
            return True
    return False


def titles_of(document: Document) -> frozenset[str]:
    """Return what the page calls itself, with and without a site's name behind it, folded."""
    evidence = document.evidence
    shown = [evidence.title_tag, *evidence.meta.get("og:title", []), *evidence.meta.get("twitter:title", [])]
    named = {name for title in shown if title for name in (title, *begins(title))}
    return frozenset(folded for name in named if letters(folded := fold(name)) >= SHORTEST_TITLE)


def begins(title: str) -> list[str]:
    """Return what stands before each mark in *title* that may part it from a site's name."""
    return [title[: mark.start()] for mark in SITE.finditer(title)]


def candidates(document: Document, titles: frozenset[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the stories that scripts may hold: how far each lies below the object that has the page's title, and its
    paragraphs, lines of text or markup."""
    declared = document.evidence.story.get("articleBody")
    if isinstance(declared, str):
        yield 0, paragraphs_of(declared)
    for value in values_in(document):
        yield from bodies(referred(value), titles)


def values_in(document: Document) -> Iterator[Any]:
    """Yield the values of JSON in the page's scripts and attributes."""
    for attributes, text in scripts_of(document.markup):
        if len(text) >= SHORTEST and "ld+json" not in attributes.lower():
            yield from values_of_script(text)
    for element in [] if document.tree is None else document.tree.iter("div", "main", "section", "article"):
        for name, text in element.items():
            if name.startswith("data-") and len(text) >= SHORTEST and text.lstrip().startswith(("{", "[")):
                yield from decoded(text.lstrip(), 0)


def scripts_of(markup: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and the text of each script in *markup*; from one that is not closed on, none."""
    at = 0
    while opened := OPEN.search(markup, at):
        begun = markup.find(">", opened.end())
        closed = CLOSE.search(markup, begun) if begun >= 0 else None
        if closed is None:
            return
        yield markup[opened.end() : begun], markup[begun + 1 : closed.start()]
        at = closed.end()


def values_of_script(text: str) -> Iterator[Any]:
    """Yield the values of JSON in a script: all of it, or what is assigned in it or given to a call."""
    bare = text.strip()
    if bare.startswith(("{", "[")):
        yield from decoded(bare, 0)
        return
    for number, found in enumerate(BEGIN.finditer(text)):
        if number == TRIED:
            return
        yield from decoded(text, found.end())


def decoded(text: str, start: int) -> Iterator[Any]:
    """Yield the value of JSON that begins in *text* at *start*; nothing where there is none."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
        yield json.loads(value, strict=False) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return


def bodies(value: Any, titles: frozenset[str], near: int = 0, depth: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield the texts in *value* that lie at most *near* levels below an object, or below one that bears one of
    *titles*, each with how far it lies."""
    if depth == DEEPEST:
        return
    if near > 0 and not isinstance(value, dict):
        yield NEAR - near, paragraphs_of(value)
    if isinstance(value, str) and len(value) >= SHORTEST and value.startswith(("{", "[")):
        for inner in decoded(value, 0):  # JSON in JSON
            yield from bodies(inner, titles, near, depth + 1)
    elif isinstance(value, dict):
        near = NEAR if bears_title(value, titles) else near - 1
        for name, child in value.items():
            key = name.partition("(")[0]  # a cache of queries names what was asked for: `body({"format":"JSON"})`
            if not ASIDE.search(key) and (PARTS.search(key) or not is_list_of_objects(child)):
                yield from bodies(child, titles, near, depth + 1)
    elif isinstance(value, list):
        for child in value:
            yield from bodies(child, titles, near - 1, depth + 1)


def referred(value: Any) -> Any:
    """Return *value*, a cache of queries, with the objects to which lists in its objects point in their place, and no
    further: those may point back."""
    if not isinstance(value, dict):
        return value
    return {key: with_objects(child, value) if isinstance(child, dict) else child for key, child in value.items()}


def with_objects(node: dict[str, Any], cache: dict[str, Any]) -> dict[str, Any]:
    """Return *node* with the objects in *cache* to which its lists point."""
    return {key: [objects_of(entry, cache) for entry in child] if is_list_of_objects(child) else child
            for key, child in node.items()}  # fmt: skip


def objects_of(entry: Any, cache: dict[str, Any]) -> Any:
    """Return the object in *cache* to which *entry* points, or itself."""
    name = entry.get(REFERENCE) if isinstance(entry, dict) else None
    return cache.get(name, entry) if isinstance(name, str) else entry


def is_list_of_objects(value: Any) -> bool:
    """Return whether *value* is a list with objects in it."""
    return isinstance(value, list) and any(isinstance(child, dict) for child in value)


def bears_title(value: dict[str, Any], titles: frozenset[str]) -> bool:
    """Return whether *value* has one of *titles* as its headline."""
    named = [child for key, child in value.items() if key.lower() in TITLES]
    named += [inner for child in named if isinstance(child, dict) for inner in child.values()]
    return any(fold(name) in titles for name in named if isinstance(name, str))


def paragraphs_of(value: Any, depth: int = 0) -> list[str]:
    """Return the paragraphs that *value* tells in the order in which they stand: markup, or lines of text."""
    if depth == DEEPEST:
        return []
    if isinstance(value, str):
        return [value] if MARKUP.search(value) else [line for line in value.split("\n") if line.strip()]
    if isinstance(value, list):
        if any(map(is_run, value)):
            return ["".join(runs_of(value))]
        return [paragraph for child in value for paragraph in paragraphs_of(child, depth + 1)]
    if isinstance(value, dict):
        return paragraphs_of_block(value, depth)
    return []


def paragraphs_of_block(block: dict[str, Any], depth: int) -> list[str]:
    """Return the paragraphs of a *block* of an editor: its text, and the blocks in it; nothing of what has a headline
    of its own."""
    if HEADLINES & {key.lower() for key in block}:
        return []
    found = [
        paragraph
        for key, child in block.items()
        if key.lower() in TEXTS or isinstance(child, list)
        if not ASIDE.search(key)
        for paragraph in paragraphs_of(child, depth + 1)
    ]
    kind = block.get("type") or block.get("nodeType") or block.get("style") or block.get("__typename")
    if isinstance(kind, str) and HEADING.search(kind) and len(found) == 1 and not MARKUP.search(found[0]):
        return [f"<h2>{found[0]}</h2>"]
    return found


def is_run(value: Any) -> bool:
    """Return whether *value* is a run of text in a paragraph, and nothing else."""
    if not isinstance(value, dict) or any(isinstance(child, list) and child for child in runs_below(value)):
        return False
    text = text_of(value)
    kind = value.get("type") or value.get("nodeType") or value.get("_type")
    stands_apart = isinstance(name := value.get("__typename"), str) and PARAGRAPH.search(name) is not None
    return isinstance(text, str) and kind in (None, "text", "span") and not (stands_apart or MARKUP.search(text))


def text_of(run: dict[str, Any]) -> Any:
    """Return the text of *run*, whatever an editor or a parser of markup calls it."""
    return run.get("text", run.get("value", run.get("data")))


def runs_below(value: dict[str, Any]) -> Iterable[Any]:
    """Return what *value*, if it is a link or the like, holds runs in."""
    return (value.get(key) for key in ("children", "content"))


def runs_of(value: Any) -> Iterator[str]:
    """Yield the runs of text in a paragraph: those of links and the like lie deeper."""
    for child in value if isinstance(value, list) else ():
        if isinstance(child, dict):
            text = text_of(child)
            if isinstance(text, str):
                yield text
            for below in runs_below(child):
                yield from runs_of(below)


def told(paragraphs: list[str]) -> int:
    """Return how much prose *paragraphs* hold."""
    return sum(letters(text) for text in paragraphs if is_prose(text) or MARKUP.search(text) or runs_on(text))


def runs_on(text: str) -> bool:
    """Return whether *text* is several sentences, of which the last need not be one: a story without its breaks."""
    return letters(text) >= STORY and SENTENCES.search(text) is not None


def put_line(article: HtmlElement, tag: str, text: str) -> None:
    """Append *text* to *article*, in an element of *tag* that says what it is."""
    line = html.Element(tag, {"class": "headline" if tag == "h1" else "standfirst"})
    line.text = mend_text(text)
    article.append(line)


def put(article: HtmlElement, paragraph: str) -> None:
    """Append *paragraph* to *article*: as the markup that it is, or as a paragraph."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    around = "div" if MARKUP.search(paragraph) else "p"
    text = mend_text(paragraph)
    with suppress(etree.ParserError):
        article.append(html.fragment_fromstring(text if "<" in text else escape(text), around, parser=parser))
