"""Document in, `published` and `modified` found: by agreement of what is declared, what is shown and the address."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipelines.describe.date_choice import OF_MODIFIED, OF_PUBLISHED, Found, after_steps, by_the_others_clock, choose
from pipelines.describe.date_claims import (
    URL_MONTH,
    address_claims,
    believed,
    claims_without_year,
    dateline_claims,
    element_claims,
    headline_claims,
    labelled_claims,
    less_changes,
    monthly_claims,
    signed_claims,
    unlabelled_claims,
)
from pipelines.describe.date_labels import label_alone
from pipelines.describe.date_places import Shown, Zones, above_foot, opening_day, pair_apart, shown_in, zones_of
from pipelines.describe.declared_dates import ROLES, declared_claims
from pipelines.describe.index_page import is_index
from pipelines.describe.moments import day_of, is_before
from pipelines.describe.orders import Context
from pipelines.describe.stamps import LINE, find_stamps, is_date_line, tells_posting
from pipelines.prose import is_prose
from pipelines.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.describe.declared_dates import Claim
    from pipelines.describe.stamps import Stamp
    from pipelines.document import Document

#: How many paragraphs are searched for a weekday.
OPENING_BLOCKS = 3


def describe(document: Document) -> None:
    """Set `published` and `modified`, and mark the lines that are dates and nothing else."""
    zones = zones_of(document)
    found = found_in(document, zones)
    published = after_steps(choose(found.declared["published"], found.others), OF_PUBLISHED, found)
    published = published or last_claim(document, zones, found)
    modified = after_steps(choose(found.declared["modified"], found.visible["modified"]), OF_MODIFIED, found)
    published, modified = by_the_others_clock(published, modified), by_the_others_clock(modified, published)
    if published and modified and (is_before(modified.value, published.value) or is_day_of(modified, published)):
        modified = None
    for role, claim in (("published", published), ("modified", modified)):
        if claim:
            document.add(role, claim.value, claim.source, claim.raw)
    mark_date_lines(document, zones.head, zones.foot)


def last_claim(document: Document, zones: Zones, found: Found) -> Claim | None:
    """Return the moment of publication that *document* gives beside its story where nothing else tells it: without the
    year, in the dateline."""
    if is_index(document):
        return None
    changes = [*found.declared["modified"], *found.visible["modified"]]
    last = (*claims_without_year(document, zones.between, changes), *dateline_claims(document, zones.head))
    return next(iter(believed(last, document)), None)


def is_day_of(modified: Claim, published: Claim) -> bool:
    """Return whether *modified*, filled in by a template, is no more than the day of *published*, which has a clock."""
    day = modified.source != "visible" and "T" not in modified.value
    return day and "T" in published.value and day_of(modified.value) == day_of(published.value)


def found_in(document: Document, zones: Zones) -> Found:
    """Return what *document* says of its two moments."""
    shown, elements, signed = [], [], []
    if not is_index(document):
        opening = opening_day(zones.opening)
        shown = [*shown_in(document, zones, zones.head), *opening, *shown_in(document, zones, zones.foot)]
        shown = shown or pair_apart(document)
        elements = list(element_claims(document, zones.head))
        signed = list(signed_claims(document, zones.foot))
    declared = {role: believed(declared_claims(document, role, elements), document) for role in ROLES}
    context = context_of(document, shown, [*declared["published"], *declared["modified"]])
    visible = {role: believed(labelled_claims(shown, role, context), document) for role in ROLES}
    changes = [claim for role, claim in elements if role == "modified"] if declared["published"] else []
    return Found(
        document=document,
        declared=declared,
        visible=visible,
        headed=believed(labelled_claims(above_foot(shown), "published", context), document),
        silent=less_changes(believed(unlabelled_claims(shown, context), document), changes),
        above=less_changes(believed(unlabelled_claims(above_foot(shown), context), document), changes),
        unsaid=believed([*(claim for role, claim in elements if role is None), *signed], document),
        # A page that only says when it was changed has an address of either day.
        addressed=[] if visible["modified"] else believed(address_claims(document.page.url), document),
        monthly=[] if shown else believed(monthly_claims(document, zones, context), document),
        headline=less_changes(believed(headline_claims(shown, context), document), changes),
    )


def context_of(document: Document, shown: list[Shown], declared: list[Claim]) -> Context:
    """Return what may settle the order of day and month of the page's dates."""
    evidence, page = document.evidence, document.page
    stamps = [found.stamp for found in shown]
    if any(stamp.value is None for stamp in stamps):
        stamps += far_stamps(document, {stamp.mark for stamp in stamps})
    days = {day_of(claim.value) for claim in [*declared, *address_claims(page.url)]}
    days |= {day_of(stamp.value) for stamp in stamps if stamp.value}
    locales = [*evidence.meta.get("og:locale", []), evidence.language, *evidence.meta.get("content-language", []),
               page.hints.language if page.hints else None, page.language]  # fmt: skip
    body = islice((block.text for block in document.body if is_prose(block.text)), OPENING_BLOCKS)
    return Context(
        fetched_at=page.fetched_at,
        days=days,
        months={(int(match[1]), int(match[2])) for match in URL_MONTH.finditer(page.url)},
        stamps=stamps,
        locales=[tag for tag in locales if tag],
        opening=" ".join(body),
    )


def far_stamps(document: Document, marks: set[str]) -> Iterator[Stamp]:
    """Yield the dates of the page's short lines, wherever they stand, whose numbers are parted by one of *marks*."""
    for block in document.blocks:
        if len(block.text) <= LINE and any(mark and mark in block.text for mark in marks):
            yield from (stamp for stamp in find_stamps(block.text) if stamp.mark in marks)


def mark_date_lines(document: Document, *zones: range) -> None:
    """Mark the lines of *zones* that are dates and nothing else, and the labels by themselves before them."""
    for zone in zones:
        for index in zone:
            block = document.blocks[index]
            if block.reason is None and (is_date_line(block.text) or tells_posting(block.text)):
                block.reason = Reason.DATE
                before = document.blocks[index - 1] if index else None
                if before and before.reason is None and label_alone(before.text) and not find_stamps(before.text):
                    before.reason = Reason.DATE
