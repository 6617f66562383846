"""A page and the replies on it in, who opened the thread and when out, where its first post has a shape of its own."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.describe.stamps import find_stamps
from pipelines.document import shown_text
from pipelines.threads.authors import ELEMENTS, LINE, declared_name
from pipelines.threads.boards import tells_last
from pipelines.threads.kinds import HEAD_BLOCKS, MEMBERS, member_links
from pipelines.threads.marks import (
    PROFILE,
    WORD,
    gives_time,
    is_edited,
    is_name,
    is_odd_name,
    phrase,
    tidy_name,
)
from pipelines.threads.shapes import Segment, is_anchor, lineage
from pipelines.threads.stamps import published_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.document import Block, Document
    from pipelines.threads.posts import Reading
    from pipelines.threads.stamps import Clock


def describe_opening(document: Document, said: list[Block], readings: list[Reading], clock: Clock) -> None:
    """Add who wrote the opening post, of which *said* is the text and *readings* are the replies; keep when."""
    head = head_of(document, said, readings)
    declared = declared_name(document.blocks[said[0].index : readings[0].segment.blocks[0].index])
    if name := declared or linked_name(document, head, readings) or called_name(head, readings):
        document.add("authors", [name], "visible", name)
    moments = [found for block in head if (found := moment_of(block, clock))]
    longest = max(moments, key=lambda found: len(found[0]), default=None)
    if longest and all(longest[0].startswith(moment) for moment, _ in moments):
        document.opened = longest


def date_opening(document: Document) -> None:
    """Add when the opening post was written, as a stamp beside it says, where the page says nothing better."""
    if document.opened:
        document.add("published", document.opened[0], "visible", document.opened[1])


def head_of(document: Document, said: list[Block], readings: list[Reading]) -> list[Block]:
    """Return the blocks around the headline and the opening post that say something about that: none of its text, and
    none that says who was the last to reply; above the headline only what stands in one element with both, without the
    replies: else it is the site's. Where no headline is found, a few blocks above the words."""
    first, title = readings[0].segment.blocks[0].index, document.title_index
    words = set(said)
    headed = title is not None and title < first
    top = title if title is not None and headed else said[0].index
    own = set(lineage(said[0].element)) - set(lineage(readings[0].segment.base))
    if headed:
        own &= set(lineage(document.blocks[top].element))
    above = document.blocks[max(0, top - HEAD_BLOCKS) : top]
    near = [block for block in above if not headed or own.intersection(lineage(block.element))]
    near += document.blocks[top + headed : first]
    return [block for block in near if block not in words and not tells_last(block)]


def linked_name(document: Document, head: list[Block], readings: list[Reading]) -> str | None:
    """Return the only one named in *head* whose page on the site is of the kind of the posters' pages."""
    linked = ({kind_of_page(href) for href, _ in member_links(reading.rest, document)} for reading in readings)
    kinds = Counter(kind for found in linked for kind in found)
    kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
    if count < MEMBERS * len(readings):
        return None
    return only_name(
        text
        for block in head
        for href, text in member_links([block], document)
        if kind_of_page(href) == kind and leads_on(href, kind) and is_signed(block.text, text)
    )


def leads_on(href: str, kind: str) -> bool:
    """Return whether *href* leads to one page of that *kind*, not to all of them: "Members" of a menu."""
    parts = urlsplit(href)
    return f"{parts.path}?{parts.query}".rstrip("/?") != kind.rstrip("/?")


def is_signed(text: str, name: str) -> bool:
    """Return whether the line *text* begins with *name*, or with words before that of whose post; "Solved by" and
    "Moderator" are another's."""
    before = text.partition(name)[0].lower()
    return WORD.search(before) is None or bool(
        phrase("posted_by", r"^\W*%s\W*$").match(before)
        or (gives_time(before) and not is_edited(text) and phrase("posted_by", r"(?<!\w)%s\W*$").search(before))
    )


def kind_of_page(href: str) -> str:
    """Return the address of a member's page, less the host, up to the word that says that it is one: behind it some
    have a number and the name."""
    parts = urlsplit(href)
    address = f"{parts.path}?{parts.query}"
    found = PROFILE.search(address)
    if found is None:
        return ""
    return address[: found.start() + 2 if found[0][-1].isalnum() else found.end()]  # "/@" and "/~" stand before a name


def called_name(head: list[Block], readings: list[Reading]) -> str | None:
    """Return the only name in *head* that stands in an element of the classes of those that name the posters."""
    called = Counter(
        names
        for reading in readings
        for names in {names for names, text in called_texts(reading.rest) if tidy_name(text) == reading.author}
    )
    common = {names for names, count in called.items() if count >= MEMBERS * len(readings)}
    return only_name(text for names, text in called_texts(head) if names in common)


def called_texts(blocks: list[Block]) -> Iterator[tuple[str, str]]:
    """Yield classes and text of the elements of *blocks*, lines with a name, that have any."""
    for block in blocks:
        if block.element is not None and len(block.text) <= LINE:
            for element in islice(block.element.iter(), ELEMENTS):
                if names := element.get("class"):
                    yield names, shown_text(element)


def only_name(texts: Iterable[str]) -> str | None:
    """Return the only name among *texts*."""
    tidied = map(tidy_name, texts)
    names = {name for name in tidied if is_name(name) or is_odd_name(name)}
    return names.pop() if len(names) == 1 else None


def moment_of(block: Block, clock: Clock) -> tuple[str, str] | None:
    """Return the moment that *block* gives as that of a post, and the text that says so."""
    if block.element is None or not is_anchor(block, clock.machine):
        return None
    if any(stamp.role == "modified" for stamp in find_stamps(block.text)):
        return None
    moment, raw = published_of(Segment(block, block.element, [block]), clock)
    return (moment, raw) if moment else None
