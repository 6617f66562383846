"""A fact in, how often such a fact was right out: by the kind of evidence it stands on, where enough of it was seen.

`confidence.toml` has what was seen, by field and kind; `python -m benchmarks.calibrate` makes it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.page_features import declares_story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.document import Document
    from schemas.content import EvidenceSource

SEEN = Path(__file__).with_suffix(".toml")
#: Fields whose confidence is known.
FIELDS = ("title", "published", "authors")
#: Evidence that values were seen to come from: a feed, an address or a seeds file never had the last word there.
DECLARED = frozenset(["json-ld", "microdata", "meta"])
MEASURED = DECLARED | {"visible"}
#: Pages whose days and authors are known: nobody says when a list was written, or by whom.
WRITTEN = ("article", "thread")
#: Fewest values of a kind that say how good it is.
FEW = 30


def confidence(document: Document, name: str) -> float | None:
    """Return how often a value such as that of field *name* is right; None where that is not known."""
    kind = kind_in(document, name)
    return None if kind is None else shares()[name].get(kind)


def kind_in(document: Document, name: str) -> str | None:
    """Return the kind of evidence that the value of field *name* stands on; None where no such was ever measured."""
    fact = document.facts.get(name)
    if name not in FIELDS or fact is None or fact.value is None or document.tree is None:
        return None
    if fact.source not in MEASURED or (name != "title" and document.page_type not in WRITTEN):
        return None
    story = declares_story(document.evidence)
    return kind_of(name, fact.source, story=story, repeated=fact.repeated, disputed=fact.disputed)


def kind_of(name: str, source: EvidenceSource, *, story: bool, repeated: bool, disputed: bool) -> str:
    """Return the kind of a value of field *name*, by what has been found to tell right ones from wrong.

    *story* is whether the page declares one, *repeated* and *disputed* are what else it says beside the value.
    """
    page, by = "story" if story else "page", "declared" if source in DECLARED else "shown"
    if name == "title":
        return f"{page}, alone" if not repeated else f"{page}, disputed" if disputed else f"{page}, repeated"
    if name == "published":
        return "repeated" if repeated else f"{page}, {by}"
    return f"{by}, disputed" if disputed else by


@cache
def shares() -> dict[str, dict[str, float]]:
    """Return the confidence of each kind, by field."""
    seen = tomllib.loads(SEEN.read_text(encoding="utf-8"))
    return {name: shares_of(seen.get(name, {})) for name in FIELDS}


def shares_of(seen: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """Return the share right of each kind *seen* often enough.

    One right and one wrong are added to what was seen: forty right of forty are no certainty.
    """
    return {
        kind: round((count["right"] + 1) / (count["seen"] + 2), 3)
        for kind, count in seen.items()
        if count["seen"] >= FEW
    }
