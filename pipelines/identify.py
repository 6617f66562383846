"""Item pipeline, second of four: Draft -> Record, with an identity among the others."""

from __future__ import annotations

import hashlib
from typing import Any

from tldextract import TLDExtract

from pipelines.outcomes import Record
from schemas import Article, Draft

#: The snapshot of the public suffix list that comes with the library: no network.
registered_domain = TLDExtract(suffix_list_urls=(), cache_dir=None)


def site_of(url: str) -> str | None:
    """Return the registered domain of *url*; the host itself where it has none; None without a host."""
    parts = registered_domain(url)
    return parts.top_domain_under_public_suffix or (parts.domain or None if "://" in url else None)


def identity(draft: Draft) -> str:
    """Return the id of *draft*: 32 hex digits of a SHA-256 of its canonical address, or the address as it stands."""
    return hashlib.sha256((draft.canonical_url or draft.page.url).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def identify(draft: Draft) -> Record:
    """Return *draft* as a record that is the first of its identity and no duplicate."""
    page = draft.page
    content = {name: getattr(draft, name) for name in type(draft).__base__.model_fields}  # type: ignore[union-attr]
    article = Article(
        id=identity(draft),
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
    return Record(position=page.position, article=article, cuts=draft.cuts)


class IdentifyPipeline:
    """Gives each draft its identity."""

    def process_item(self, item: Any) -> Any:
        return identify(item) if isinstance(item, Draft) else item
