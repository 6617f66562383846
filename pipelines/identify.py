"""Item pipeline, second of four: Draft -> Record, with an identity among the others."""

from __future__ import annotations

import hashlib
from typing import Any

from pipelines.describe.sites import site_of
from pipelines.memory import sample_of
from pipelines.outcomes import Record
from schemas import Article, Content, Draft
from schemas.article import SCHEMA_VERSION


def identity(draft: Draft) -> str:
    """Return the id of *draft*, 32 hex digits: a SHA-256 of its canonical address, or the address as it stands, or
    where there is neither of its text."""
    return identity_of(draft.canonical_url or draft.page.url or draft.digest)


def identity_of(name: str) -> str:
    """Return the id of what is known by *name*."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def identify(draft: Draft) -> Record:
    """Return *draft* as a record that is the first of its identity and no duplicate; the next pipeline validates it."""
    page = draft.page
    content = {name: getattr(draft, name) for name in Content.model_fields}
    article = Article.model_construct(
        schema_version=SCHEMA_VERSION,
        id=identity(draft),
        revision=1,
        url=page.url,
        canonical_url=draft.canonical_url,
        duplicate_of=None,
        digest=draft.digest,
        source=page.source,
        site=site_of(page.url),
        fetched_at=page.fetched_at,
        http=page.http,
        archive=page.archive,
        extractor=draft.extractor,
        **content,
    )
    sample = None if draft.marks is None else sample_of(page.url, draft.canonical_url, draft.marks)
    return Record(
        page.position,
        article,
        draft.cuts,
        page.key,
        draft.version,
        sample,
        parts={identity_of(address): digest for address, digest in draft.parts.items()},
        alone=None if draft.alone is None else identify(draft.alone),
    )


class IdentifyPipeline:
    """Gives each draft its identity."""

    def process_item(self, item: Any) -> Any:
        return identify(item) if isinstance(item, Draft) else item
