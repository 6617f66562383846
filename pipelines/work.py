"""What worker processes make of a page. The stages are imported where that is done: the process that crawls, and asks
for it, is spared half a second and the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.memory import Sample
    from schemas import Draft, Page

#: What the process that workers are forked from imports for it.
PRELOAD = (__name__, "pipelines.warm")


def refine(page: Page) -> Draft:
    """Return the draft made of *page* and its further pages, or raise a :exc:`pipelines.exceptions.Rejection`."""
    from pipelines import stages

    return stages.refine(page)


def count(page: Page) -> Sample:
    """Return what *page* contributes to the memory of its host, or raise a Rejection."""
    from pipelines import stages

    return stages.count(page)
