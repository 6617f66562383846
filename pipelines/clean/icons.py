"""Tree in, the same tree out without the names of its icons, which a font shows as pictures: "arrow_forward"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.document import Document

#: What nearly all pages with such a font have in them; to look for more would cost each page as much again.
FONT = "material-"
#: Names of elements, or classes, whose text such a font shows.
ICON = re.compile(
    r"(?<![\w-])(?:material-(?:icons?|symbols)(?:-(?:outlined?|round(?:ed)?|sharp|two-?tone|fill(?:ed)?|extended))?|mat-icon"
    r"|google-symbols)(?![\w-])"
)
#: The name of an icon.
NAME = re.compile(r"\s*[a-z0-9]+(?:_[a-z0-9]+)*\s*")


def icons(document: Document) -> None:
    """Take the names of icons out of the tree."""
    if document.tree is None or FONT not in document.markup:
        return
    for element in document.elements:
        is_word = element.text and len(element) == 0 and NAME.fullmatch(element.text)
        if is_word and ICON.search(f"{element.tag} {element.get('class')}"):
            element.text = None
