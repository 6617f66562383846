"""Blocks in, a live blog whole: of the updates that the page declares no heading and no paragraph is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.describe.likeness import squeeze

if TYPE_CHECKING:
    from pipelines.document import Document


def keep_updates(document: Document) -> None:
    """Mark the lines that the updates of the live blog are declared to say, each in its order below its heading, and
    this; a heading with none of them below is an entry of a table."""
    declared = updates_of(document.evidence.story.get("liveBlogUpdate"))
    body, at, heading = "", 0, None
    for block in document.blocks if declared else ():
        said = squeeze(block.text)
        if block.hidden or not said:
            continue
        if block.kind == "heading" and said in declared:
            body, at, heading = declared[said], 0, block
        elif body.startswith(said, at):
            at += len(said)
            block.main = True
            if heading is not None:
                heading.main = True


def updates_of(declared: Any) -> dict[str, str]:
    """Return the body of each update *declared* by its headline, letters and digits alone."""
    updates = declared if isinstance(declared, list) else [declared]
    said = ((update.get("headline"), update.get("articleBody")) for update in updates if isinstance(update, dict))
    return {squeeze(head): squeeze(body) for head, body in said if isinstance(head, str) and isinstance(body, str)}
