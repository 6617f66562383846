"""Resolvers that play a hostile DNS, for `-s TWISTED_DNS_RESOLVER=`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, succeed

from crawler.guards.addresses import GuardedResolver, literal
from tests.siege.evil import OPEN, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rebinding(GuardedResolver):
    """Answers with an open address when a name is asked for first, and with a private one from then on."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        if literal(name) is not None:
            return super().getHostByName(name, timeout)
        self.asked: set[str] = getattr(self, "asked", set())
        first = name not in self.asked
        self.asked.add(name)
        return succeed(PRIVATE if "inside" in name or not first else OPEN)


class Unguarded(CachingThreadedResolver):
    """Scrapy's own, without the guard."""
