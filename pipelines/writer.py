"""Outcomes in, JSON Lines out: `articles.jsonl`, `rejected.jsonl`, `removed.jsonl`, in the order of capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.outcomes import Record, Refusal
from schemas import Removed
from schemas.article import to_line

if TYPE_CHECKING:
    from pathlib import Path


class PlainWriter:
    """Replaces the files of a run."""

    def __init__(self, folder: Path, *, keep_removed: bool) -> None:
        self.folder = folder
        self.keep_removed = keep_removed
        self.outcomes: list[Record | Refusal] = []

    def add(self, outcome: Record | Refusal) -> None:
        """Keep *outcome* for its turn."""
        self.outcomes.append(outcome)

    def close(self) -> None:
        """Write all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.outcomes.sort(key=lambda outcome: outcome.position)
        with (
            (self.folder / "articles.jsonl").open("w", encoding="utf-8") as articles,
            (self.folder / "rejected.jsonl").open("w", encoding="utf-8") as rejected,
            (self.folder / "removed.jsonl").open("w", encoding="utf-8") as removed,
        ):
            for outcome in self.outcomes:
                if isinstance(outcome, Refusal):
                    rejected.write(to_line(outcome.rejected))
                    continue
                articles.write(to_line(outcome.article))
                for cut in outcome.cuts if self.keep_removed else ():
                    removed.write(to_line(Removed(id=outcome.article.id, text=cut.text, reason=cut.reason)))
