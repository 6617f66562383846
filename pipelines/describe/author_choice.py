"""Bylines in, authors out: which to believe of those shown, those marked as such, and those declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.describe.authors import AUTHOR_PATH, declared_authors, item_authors, marked_names
from pipelines.describe.likeness import squeeze
from pipelines.describe.names import in_order
from pipelines.describe.sitenames import host_names, own_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.describe.byline_lines import Line
    from pipelines.document import Block, Document

#: A title before a name, which only some of a page's bylines give.
DOCTOR = re.compile(r"^(?:(?:Dr|Prof|Dipl|Mr|Mrs|Ms|Sir|Dame)\b\.?(?:-\w+\.)?\s*)+", re.IGNORECASE)


def set_authors(document: Document, lines: list[Line], head: list[Block], below: list[Block]) -> None:
    """Set `authors`: those declared, unless what is shown names them and others too; the last resort stands *below*."""
    own = own_names(document)
    shown = unowned([name for line in lines for name in line.credit.authors], own)
    shown = without_outlet(shown, document.page.url)
    raw = " ".join(line.block.text for line in lines if line.credit.authors)
    read = {line.block.index for line in lines}
    marked = unowned(marked_names(document, [block for block in head if block.index not in read]), own)
    marked = without_outlet(marked, document.page.url)
    names, source, declared = declared_authors(document, own)
    names = without_outlet(names, document.page.url, [*shown, *marked])
    names = [] if source == "meta" and keeps_site(document, names) else names
    printed = {name.casefold() for name in (*shown, *marked)}
    names = [turned if (turned := in_order(name)).casefold() in printed else name for name in names]
    if source == "meta" and not any(is_printed(name, head) for name in names):
        document.add("authors", shown, "visible", raw)
        document.add("authors", marked, "visible", ", ".join(marked))
    # What a byline says is enough; only where there is none do marked names add to those declared.
    lower = [] if shown or marked or len(names) != 1 else unowned(marked_names(document, below), own)
    others = ([] if shown else marked, ", ".join(marked)), (lower, ", ".join(lower))
    for found, text in ((shown, raw), *others):
        more = names and {untitled(name) for name in names} < {untitled(name) for name in found}
        if more and not are_behind_dash(found, names, head):
            document.add("authors", found, "visible", text)
    document.add("authors", names, source, declared)
    document.add("authors", shown, "visible", raw)
    document.add("authors", marked, "visible", ", ".join(marked))
    if "authors" not in document.facts:
        document.add("authors", found := unowned(marked_names(document, below), own), "visible", ", ".join(found))
    if "authors" not in document.facts and document.one_story:
        document.add("authors", found := unowned(item_authors(document), own), "microdata", ", ".join(found))


def are_behind_dash(found: list[str], names: list[str], head: list[Block]) -> bool:
    """Return whether those *found* beside the declared *names* stand right behind a dash behind one of these in *head*:
    whom they write for. Who has a page of an author is one."""
    own = {untitled(name) for name in names}
    near = " ".join(block.text for block in head)
    linked = {text for block in head for href, text in block.links if AUTHOR_PATH.search(href)}
    others = [name for name in found if untitled(name) not in own]
    if linked.intersection(others):
        return False
    either = "|".join(map(re.escape, names))
    return all(re.search(rf"(?:{either})\s+[-–—]\s+{re.escape(name)}", near) for name in others)


def keeps_site(document: Document, names: list[str]) -> bool:
    """Return whether *names*, of a meta tag, are those of who keeps the site: the page is no story for all it declares,
    and shows neither them nor a day."""
    if document.value("published") or document.evidence.story or document.evidence.says_story:
        return False
    return not any(is_printed(name, document.blocks) for name in names)


def is_printed(name: str, head: list[Block]) -> bool:
    """Return whether a block of *head* has *name*, as declared or as a part of a longer line."""
    folded = untitled(name)
    return any(folded in block.text.casefold() for block in head)


def untitled(name: str) -> str:
    """Return *name* for comparison: without a doctor's or professor's title, or case."""
    return DOCTOR.sub("", name).casefold()


def unowned(names: list[str], own: set[str]) -> list[str]:
    """Return *names* without repeats, two that markup glued together, and the site's *own*."""
    glued = {one + other for one in names for other in names}
    return [name for name in dict.fromkeys(names) if name not in glued and squeeze(name) not in own]


def without_outlet(names: list[str], url: str, others: Sequence[str] = ()) -> list[str]:
    """Return *names* less what the address *url* is called by: beside a person, also one of the *others*, it is whom
    they write for, and in one word nobody; a person's own site may bear their name."""
    hosts = {squeeze(name) for name in host_names(url)}
    people = [name for name in names if squeeze(name) not in hosts and not is_desk_of(name, hosts)]
    return people or [name for name in names if " " in name and all(name in other for other in others)]


def is_desk_of(name: str, hosts: set[str]) -> bool:
    """Return whether *name* begins, in capitals, with one of *hosts*: "WXYZ Business"; all of "JANE DOE" may be so."""
    outlet, _, rest = name.partition(" ")
    return bool(rest) and outlet.isupper() and not rest.isupper() and squeeze(outlet) in hosts
