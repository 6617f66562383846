"""Blocks in, a live blog whole: of the updates that the page declares no heading and no paragraph is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.describe.likeness import squeeze

if TYPE_CHECKING:
    from pipelines.document import Document


def keep_updates(document: Document) -> None:
    """Mark the headings of the updates of the live blog that the page declares, and the lines below them that an update
    is declared to say, in its order."""
    declared = updates_of(document.evidence.story.get("liveBlogUpdate"))
    body, at = "", 0
    for block in document.blocks if declared else ():
        said = squeeze(block.text)
        if block.hidden or not said:
            continue
        if block.kind == "heading" and said in declared:
            body, at = declared[said], 0
            block.main = True
        elif body.startswith(said, at):
            at += len(said)
            block.main = True


def updates_of(declared: Any) -> dict[str, str]:
    """Return the body of each update *declared* by its headline, letters and digits alone."""
    updates = declared if isinstance(declared, list) else [declared]
    said = ((update.get("headline"), update.get("articleBody")) for update in updates if isinstance(update, dict))
    return {squeeze(head): squeeze(body) for head, body in said if isinstance(head, str) and isinstance(body, str)}
