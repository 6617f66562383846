"""Document in, the headings that `<br>` parts into lines out; and whether such lines are one headline."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.blocks import joined_lines
from pipelines.describe.names import label
from pipelines.describe.sections import is_section
from pipelines.describe.stamps import strip_stamps
from schemas.fields import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.document import Block, Document

#: How a line begins that goes on with no headline: with the word for what follows it ("photo: "), or an address.
APART = re.compile(r"[^\W\d_]+\s*[:：]|\S+[@.]\w")
#: Most lines of a heading.
MOST_LINES = 6
#: Most elements within a heading that are looked at.
MOST_PARTS = 64


def heading_lines(document: Document) -> Iterator[list[Block]]:
    """Yield the lines of each heading that has several, and is no text."""
    for lines in joined_lines(block for block in document.blocks if block.level):
        if 1 < len(lines) <= MOST_LINES and all(line.element is lines[0].element for line in lines):
            yield lines


def go_on(lines: list[Block]) -> bool:
    """Return whether each of *lines* but the first goes on with what stands above it: a word alone there is a topic."""
    return " " in lines[0].text and not is_section(lines[0].text) and all(map(goes_on, lines[1:]))


def goes_on(line: Block) -> bool:
    """Return whether *line* goes on with what stands above it in its heading: it begins with a small letter, says
    neither who wrote the story nor when, is no link, and in no element of its own."""
    if not line.text[:1].islower() or line.links or label().match(line.text) or APART.match(line.text):
        return False
    if any(map(str.isdigit, line.text)) and strip_stamps(line.text) != line.text:
        return False
    parts = islice(line.element.iterdescendants("*"), MOST_PARTS) if line.element is not None else ()
    return all(one_line(part.text_content()) != line.text for part in parts)
