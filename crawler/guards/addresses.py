"""An address in, whether it may be contacted out; and the guard through which every connection goes.

What is checked is the address that is connected to, at the moment of connecting: however it was spelt, wherever it came
from (seeds, links, redirects), and whatever the name it belongs to stood for a moment before.
"""

from __future__ import annotations

import ipaddress
import socket
import unicodedata
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.resolver import CachingThreadedResolver

from crawler.exceptions import UsageError
from crawler.options import networks
from pipelines.exceptions import AddressRefused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from ipaddress import IPv4Address, IPv6Address

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

#: Addresses of IPv6 that the world routes to; all others are local, reserved or wrap one of IPv4.
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
#: Through these, an address of IPv4 is reached (RFC 6052, 2.1).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: What the self-test asks for, the first that is not allowed; nothing listens on port 9.
UNREACHABLE = ("127.77.77.77", "169.254.77.77", "192.0.2.77")
#: Seconds in which the self-test must be refused.
TEST_TIMEOUT = 3


class AddressPolicy:
    """Says which addresses may be contacted: public ones, and those of *allowed* networks; all where it is True."""

    def __init__(self, allowed: bool | tuple[str, ...]) -> None:
        self.everything = allowed is True
        self.allowed = [] if isinstance(allowed, bool) else [ipaddress.ip_network(name) for name in allowed]

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(networks(settings["ALLOW_PRIVATE_HOSTS"]))

    def check(self, host: str) -> None:
        """Raise AddressRefused where *host* is an address, however spelt, that may not be contacted; names pass."""
        address = literal(host)
        if address is not None and not self.allows(address):
            raise AddressRefused(f"{address} is no public address, and ALLOW_PRIVATE_HOSTS does not name it")

    def allows(self, address: IPv4Address | IPv6Address) -> bool:
        """Return whether *address* may be contacted."""
        inner = innermost(address)
        return self.everything or is_public(inner) or any(inner in network for network in self.allowed)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that *host* spells, as the C library reads it: `127.1`, `0x7f.1`, `2130706433` …; None for a
    name."""
    plain = unicodedata.normalize("NFKC", host).replace("。", ".").strip("[]").rstrip(".").partition("%")[0]
    try:
        return ipaddress.ip_address(plain)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(plain))
    except (OSError, ValueError):
        return None


def innermost(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the address of IPv4 that *address* leads to where it wraps one; *address* itself otherwise."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether *address* belongs to one host of the public internet."""
    if isinstance(address, ipaddress.IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast


def check_url(url: str, policy: AddressPolicy, longest: int) -> None:
    """Raise AddressRefused where *url* is not to be fetched, as far as it says so itself; *longest* in characters."""
    if len(url) > longest:
        raise AddressRefused(f"an address of {len(url):,} characters; URL_MAX_LENGTH is {longest:,}")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise AddressRefused(f"{parts.scheme}: only http and https are fetched")
    policy.check(parts.hostname or "")


class AddressGuard:
    """Downloader middleware: refuses what no connection is to be tried for; a redirect is such a request, too."""

    def __init__(self, policy: AddressPolicy, longest: int) -> None:
        self.policy = policy
        self.longest = longest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        if settings["REPLAY"]:
            return cls(AddressPolicy(allowed=True), settings.getint("URL_MAX_LENGTH"))
        return cls(AddressPolicy.from_settings(settings), settings.getint("URL_MAX_LENGTH"))

    def process_request(self, request: Request) -> None:
        """Raise AddressRefused where *request* is not to be made."""
        check_url(request.url, self.policy, self.longest)


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver; with it, `TWISTED_DNS_RESOLVER` puts the guard on the reactor's connections.

    It is the one component that Scrapy gives the reactor before anything is connected. Names are looked up as ever: it
    is the outcome, on its way into a connection, that is checked.
    """

    policy: AddressPolicy

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        resolver: Self = super().from_crawler(crawler, reactor)
        resolver.policy = AddressPolicy.from_settings(crawler.settings)
        return resolver

    def install_on_reactor(self) -> None:
        """Look names up for the reactor, and check whatever it connects to."""
        super().install_on_reactor()
        reactor: Any = self.reactor
        connect, policy = reactor.connectTCP, self.policy

        def guarded(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
            if literal(host) is None and not policy.everything:
                raise AddressRefused(f"{host}: a connection to a name, not to an address that was looked up")
            policy.check(host)
            return connect(host, port, *args, **kwargs)

        reactor.connectTCP = guarded


class GuardTest:
    """Spider middleware: before the first request, the guard must refuse what it is there to refuse."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield what *start* does; raise UsageError before where the guard is not in place."""
        if not self.crawler.settings["REPLAY"]:
            await self.test()
        async for item in start:
            yield item

    async def test(self) -> None:
        """Raise UsageError where a connection to a private address would be made."""
        policy = AddressPolicy.from_settings(self.crawler.settings)
        if policy.everything:
            return
        if self.crawler.settings.getbool("HTTPPROXY_ENABLED") and getproxies():
            raise UsageError(
                "HTTPPROXY_ENABLED: what a proxy contacts cannot be checked; ALLOW_PRIVATE_HOSTS=True trusts it"
            )
        refused = next((host for host in UNREACHABLE if not policy.allows(ipaddress.ip_address(host))), None)
        if refused is None:
            return
        for scheme in ("http", "https"):
            request = Request(f"{scheme}://{refused}:9/", meta={"download_timeout": TEST_TIMEOUT})
            try:
                await self.crawler.engine.downloader.handlers.download_request_async(request)
            except AddressRefused:
                continue
            except Exception as error:
                raise UsageError(f"{NOT_GUARDED} ({type(error).__name__} instead of a refusal)") from error
            raise UsageError(NOT_GUARDED)


NOT_GUARDED = (
    "the guard of private addresses is not in place: TWISTED_DNS_RESOLVER and DOWNLOAD_HANDLERS must be those of "
    "crawler/settings.py"
)
