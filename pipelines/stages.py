"""The flow inside refine, as one table: Page in, Draft out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipelines.assemble import assemble, provenance
from pipelines.blocks import read_blocks
from pipelines.clean.apart import apart
from pipelines.clean.captions import captions
from pipelines.clean.cards import cards
from pipelines.clean.columns import columns
from pipelines.clean.comments import comments
from pipelines.clean.contents import contents
from pipelines.clean.dangling import dangling
from pipelines.clean.following import following
from pipelines.clean.formulas import formulas
from pipelines.clean.hovering import hovering
from pipelines.clean.icons import icons
from pipelines.clean.lists import lists
from pipelines.clean.menus import menus
from pipelines.clean.notices import notices
from pipelines.clean.repeats import repeats
from pipelines.clean.replay_bar import replay_bar
from pipelines.clean.spoken import spoken
from pipelines.clean.template import marks_of, template
from pipelines.decode import decode
from pipelines.describe import dates, language, metadata, page_types, versions
from pipelines.describe.bylines import bylines
from pipelines.describe.descriptions import description
from pipelines.describe.evidence import gather
from pipelines.describe.rivals import rivals
from pipelines.describe.sections import sections
from pipelines.describe.subtitles import subtitles
from pipelines.describe.titles import titles
from pipelines.document import Document
from pipelines.extract import extract
from pipelines.markup import parse
from pipelines.memory import Sample, sample_of
from pipelines.parts import is_continued, join
from pipelines.scripted import scripted
from pipelines.threads import date_opening, disbelieve_activity, split_threads
from pipelines.weigh import weigh
from schemas import Draft, Page

Stage = Callable[[Document], None]

#: Each reads the document and adds to it, or raises a Rejection. The order is the flow.
STAGES: tuple[Stage, ...] = (
    decode,
    parse,
    replay_bar,
    icons,
    formulas,
    spoken,
    hovering,
    gather,
    scripted,
    read_blocks,
    menus,
    extract,
    weigh,
    titles,
    split_threads,
    following,
    sections,
    dates.describe,
    date_opening,
    disbelieve_activity,
    bylines,
    captions,
    columns,
    apart,
    cards,
    comments,
    subtitles,
    notices,
    contents,
    lists,
    repeats,
    template,
    dangling,
    metadata.describe,
    versions.describe,
    language.describe,
    page_types.classify,
    description,
    rivals,
)
#: Those after which a page can be counted for the memory of its host.
COUNTING: tuple[Stage, ...] = (*STAGES[: STAGES.index(read_blocks) + 1], metadata.declare_canonical)


def refine(page: Page) -> Draft:
    """Return the draft made of *page* and its further pages, or raise a :exc:`pipelines.exceptions.Rejection`."""
    document = read(page)
    truncated = document.truncated
    if is_continued(document):
        document.truncated = truncated or None
    alone = assemble(document)
    document.truncated = truncated
    parts = join(document, read)
    if not parts:
        return alone.model_copy(update={"provenance": provenance(document)}) if page.parts else alone
    return assemble(document).model_copy(update={"parts": parts, "alone": alone, "marks": alone.marks})


def read(page: Page, stages: Iterable[Stage] = STAGES) -> Document:
    """Return what *stages* find in *page*, or raise a Rejection."""
    document = Document(page)
    for stage in stages:
        stage(document)
    return document


def count(page: Page) -> Sample:
    """Return what *page* contributes to the memory of its host, or raise a Rejection."""
    document = read(page, COUNTING)
    return sample_of(page.url, document.value("canonical_url"), marks_of(document.blocks))
