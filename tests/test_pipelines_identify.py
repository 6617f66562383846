"""Which record is which."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.identify import identify, site_of
from schemas import Content, Draft
from tests.records import article, page


def draft(url: str = "https://example.org/rain", **changes: Any) -> Draft:
    """Return the draft of the page at *url*."""
    sound = article()
    values = {name: getattr(sound, name) for name in (*Content.model_fields, "digest", "extractor", "canonical_url")}
    return Draft(**{**values, "page": page().model_copy(update={"url": url}), "cuts": [], **changes})


def test_a_page_found_under_two_addresses_is_one_record_where_it_names_its_canonical_one() -> None:
    one = identify(draft("https://example.org/rain?from=feed", canonical_url="https://example.org/rain"))
    other = identify(draft("https://m.example.org/rain", canonical_url="https://example.org/rain"))
    assert one.article.id == other.article.id
    assert one.article.url != other.article.url


def test_without_a_canonical_address_the_address_as_it_stands_counts() -> None:
    assert identify(draft("urn:seed:one")).article.id != identify(draft("urn:seed:two")).article.id
    assert identify(draft("https://example.org/a#1")).article.id != identify(draft("https://example.org/a")).article.id


def test_without_any_address_the_text_counts() -> None:
    assert identify(draft("", digest="0a" * 32)).article.id != identify(draft("", digest="0b" * 32)).article.id


def test_an_identity_never_changes_from_one_version_to_the_next() -> None:
    assert identify(draft("https://example.org/rain")).article.id == "008e4c062edc6d11d3286007ce763636"


def test_the_address_stays_byte_for_byte() -> None:
    assert identify(draft("HTTPS://Example.org:443/%7erain#top")).article.url == "HTTPS://Example.org:443/%7erain#top"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("https://example.org", "example.org"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://localhost/a", "localhost"),
        ("http://co.uk/a", "co.uk"),
        ("urn:seed:one", None),
        ("", None),
    ],
)
def test_the_site_is_the_registered_domain(url: str, site: str | None) -> None:
    assert site_of(url) == site
