"""Address in, registered domain out."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from tldextract import TLDExtract

#: The snapshot of the public suffix list that comes with the library: no network, no cache on disk.
extract_domain = TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=10_000)
def site_of(url: str) -> str | None:
    """Return the registered domain of *url*; the host as it stands where it has none (`localhost`, an IP address).

    A top-level domain that the list does not know is a public suffix itself, by the list's own rule `*`.
    """
    if "://" not in url:
        return None
    parts = extract_domain(url)
    if parts.top_domain_under_public_suffix:
        return parts.top_domain_under_public_suffix
    if parts.ipv4 or parts.ipv6 or parts.suffix or not parts.subdomain:
        return ".".join(filter(None, (parts.domain, parts.suffix))) or None
    return f"{parts.subdomain.rpartition('.')[2]}.{parts.domain}"


def stays_on_site(href: str, url: str) -> bool:
    """Return whether *href*, as written on the page at *url*, leads to a page of the same site."""
    try:
        address = urljoin(url, href)
        return urlsplit(address).netloc == urlsplit(url).netloc or site_of(address) == site_of(url)
    except ValueError:  # such as http://[half/
        return False


def is_public_suffix(domain: str) -> bool:
    """Tell whether everybody can have a name under *domain*, as under `co.uk` or `github.io`."""
    return not extract_domain(domain, include_psl_private_domains=True).domain
