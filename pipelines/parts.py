"""A story and its further pages in, one document out: what each page adds stands behind what the pages before it say.

Nothing is joined where it is in doubt: another headline, day or canonical address, a list, a wall, little that is new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipelines.assemble import digest_of, text_of
from pipelines.clean.repeats import squeeze
from pipelines.clean.template import KEPT_KINDS, SHORT
from pipelines.describe.likeness import words
from pipelines.describe.parts import as_part, begun_at, declares_next, is_one_story, next_part, story_at
from pipelines.document import Fact
from pipelines.exceptions import Rejection
from pipelines.prose import is_prose, letters
from pipelines.reasons import Reason
from schemas.content import Rival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.document import Document
    from schemas import Page
    from schemas.page import Part

#: Share of the words of a headline that stand in that of a further page.
SAME_HEADLINE = 0.8
#: Share of a further page's text from which on it is no page of its own, but says again what stands before it.
SAID_AGAIN = 0.5
#: What is said of a further page that shows a wall, and so is not to be had.
WALL = "a wall"


def is_continued(document: Document) -> bool:
    """Return whether *document*, a story's first page, declares another."""
    is_story = document.page_type == "article" and is_one_story(document.evidence)
    return is_story and has_next(document, document.page.url, 2)


def has_next(document: Document, first: str, number: int) -> bool:
    """Return whether *document* declares page *number* of the story that begins at *first*."""
    return (
        document.tree is not None
        and declares_next(document.markup)
        and next_part(document.tree, document.page.url, first=first, number=number) is not None
    )


def join(story: Document, read: Callable[[Page], Document]) -> dict[str, str]:
    """Add the further pages of *story* to it, each made a document by *read*; return the digests that those that were
    added would have as records of their own, by the addresses by which these would be known."""
    if not story.page.parts or story.truncated or not is_continued(story):
        return {}
    pages, digests, refused = [story], dict[str, str](), ""
    said = dict.fromkeys(passages(story))
    for number, part in enumerate(story.page.parts, 2):
        why, page = further(story, part, number, read)
        digest = "" if page is None else digest_of(text_of(page), page)
        if page is not None and not why:
            why = cut_repeats(page, said)
        if why or page is None:
            refused = f"{part.url}: {why}"
            break
        append(story, page)
        pages.append(page)
        digests[page.value("canonical_url") or page.page.url] = digest
    note(story, pages, refused)
    return digests


def further(story: Document, part: Part, number: int, read: Callable[[Page], Document]) -> tuple[str, Document | None]:
    """Return *part* of *story* as a document, and why it is no page of it; "" where it is."""
    told = {"url": part.url, "announced_url": part.url, "body": part.body, "media_type": part.media_type}
    alone = {"charset": part.charset, "hints": None, "counted": False, "parts": ()}
    try:
        page = read(story.page.model_copy(update={**told, **alone}))
    except Rejection as rejection:
        return rejection.reason, None
    return why_none(story, page, number), page


def why_none(story: Document, page: Document, number: int) -> str:
    """Return why *page* is not page *number* of *story*; "" where it is."""
    if not as_part(page.page.url, story.page.url, number):
        return "another address"
    if page.page_type != "article":
        return f"a page of type {page.page_type}"
    if page.truncated:
        return WALL
    if not has_headline_of(story, page):
        return "another headline"
    days = {day[:10] for document in (story, page) if (day := document.value("published"))}
    if len(days) > 1:
        return "published on another day"
    return "" if may_claim(story, page, number) else "another canonical address"


def has_headline_of(story: Document, page: Document) -> bool:
    """Return whether *page* is headed as *story* is, whatever is added."""
    headline = words(story.value("title") or "")
    least = SAME_HEADLINE * len(headline)
    return bool(headline) and any(len(headline & words(other)) >= least for other in headlines(page))


def headlines(page: Document) -> Iterator[str]:
    """Yield whatever *page* may call its story."""
    evidence = page.evidence
    declared = evidence.first("og:title", "twitter:title")
    said = (page.value("title"), evidence.story.get("headline"), declared and declared[1], evidence.title_tag)
    yield from (text for text in said if isinstance(text, str))
    yield from (block.text for block in page.blocks if block.level == 1)


def may_claim(story: Document, page: Document, number: int) -> bool:
    """Return whether the canonical address that *page* declares, if any, is its own or that of *story*."""
    address = declared_canonical(page)
    firsts = [first for first in (story.page.url, declared_canonical(story)) if first]
    return (
        address is None
        or address in firsts
        or any(story_at(address) in begun_at(first) or as_part(address, first, number) for first in firsts)
    )


def declared_canonical(document: Document) -> str | None:
    """Return the canonical address that *document* declares, believed or not; None where it declares none, or what is
    no address."""
    if document.evidence.canonical is None:
        return None
    try:
        return urljoin(document.page.url, document.evidence.canonical.strip())
    except ValueError:
        return document.evidence.canonical


def passages(document: Document) -> Iterator[str]:
    """Yield the letters of what *document* says and of what was taken out of it for a reason: neither is said anew by a
    page that follows."""
    for block in document.blocks:
        if block.in_body or (block.reason is not None and not block.hidden):
            yield squeeze(block.text)


def cut_repeats(page: Document, said: dict[str, None]) -> str:
    """Mark what *page* repeats of what was *said* before it, and add to that; return why nothing of it is new, ""
    where it is."""
    body = page.body
    again = [block for block in body if may_be_said_again(block.text, block.kind) and squeeze(block.text) in said]
    if sum(letters(block.text) for block in again) > SAID_AGAIN * sum(letters(block.text) for block in body):
        return "it says the same again"
    for block in again:
        block.reason = Reason.REPEAT
    if not any(is_prose(block.text) for block in page.body):
        return "no text of its own"
    said.update(dict.fromkeys(passages(page)))
    return ""


def may_be_said_again(text: str, kind: str) -> bool:
    """Return whether a second *text* of that *kind* on another page is an accident: short lines and cells recur."""
    return kind not in KEPT_KINDS and letters(text) > SHORT


def append(story: Document, page: Document) -> None:
    """Add blocks, pictures and comments of *page* to *story*, those that are there already left out."""
    start, place = len(story.blocks), len(story.shown)
    for block in page.blocks[:1]:
        block.joined = False
    for block in page.blocks:
        block.index += start
        block.gap += place - start
    for block in page.menus:
        block.index += place
    story.blocks += page.blocks
    story.menus += page.menus
    pictures = {(image.url, image.caption) for image in story.images}
    story.images += [image for image in page.images if (image.url, image.caption) not in pictures]
    posts = {(post.author, post.text) for post in story.posts}
    story.posts += [post for post in page.posts if (post.author, post.text) not in posts]


def note(story: Document, pages: list[Document], refused: str) -> None:
    """Note in *story* of which *pages* it is made, which was *refused*, and whether it is whole."""
    addresses = [page.page.url for page in pages[1:]]
    rivals = [Rival(source="url", raw=refused[:300])] if refused else []
    if addresses or rivals:
        story.facts["text"] = Fact(None, "url", "\n".join(addresses), rivals)
    is_missing = not refused and has_next(pages[-1], story.page.url, len(pages) + 1)
    if addresses and (is_missing or refused.endswith(WALL)):
        story.truncated = True
