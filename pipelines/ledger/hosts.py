"""What is remembered of hosts across runs: read when the ledger is opened, written with the next commit."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import delete, select, tuple_

from pipelines.ledger.tables import hosts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

T = TypeVar("T")
#: Kind and host.
Key = tuple[str, str]


#: Characters that lie in memory at most: a robots.txt may have half a million, and a site as many hosts as it likes.
ROOM = 64 * 1024 * 1024


class Hosts:
    """What is remembered, as JSON, with the moment until which it is worth remembering (seconds since 1970).

    Where there is no *room* for all, what was said longest ago is forgotten until the next run, and asked for anew.
    """

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.known: dict[Key, str] = {}
        self.changed: dict[Key, tuple[str, float] | None] = {}

    def load(self, connection: Connection, now: float) -> None:
        """Read what is worth remembering *now*, and let go of the rest."""
        connection.execute(delete(hosts).where(hosts.c.expires < now))
        for row in connection.execute(select(hosts).order_by(hosts.c.expires)):
            self.keep((row.kind, row.host), row.value)

    def remember(self, key: Key, value: str, until: float) -> None:
        """Remember *value* *until* then; what is past when it is said is not kept for another run."""
        self.keep(key, value)
        self.changed[key] = (value, until)

    def keep(self, key: Key, value: str) -> None:
        """Have *value* in memory, as the last that was said."""
        self.room += len(self.known.pop(key, ""))
        self.known[key] = value
        self.room -= len(value)
        while self.room < 0 and len(self.known) > 1:
            self.room += len(self.known.pop(next(iter(self.known))))

    def forget(self, key: Key) -> None:
        """Remember nothing under *key*. Raises KeyError where nothing is."""
        self.room += len(self.known.pop(key))
        self.changed[key] = None

    def take(self) -> dict[Key, tuple[str, float] | None]:
        """Return what has changed since the last time."""
        changed, self.changed = self.changed, {}
        return changed


def write_hosts(connection: Connection, changed: dict[Key, tuple[str, float] | None]) -> None:
    """Write down what has *changed*."""
    if not changed:
        return
    connection.execute(delete(hosts).where(tuple_(hosts.c.kind, hosts.c.host).in_(list(changed))))
    rows = [
        {"kind": kind, "host": host, "value": value[0], "expires": value[1]}
        for (kind, host), value in changed.items()
        if value is not None
    ]
    if rows:
        connection.execute(hosts.insert(), rows)


class HostMemory(MutableMapping[str, T]):
    """What is remembered of hosts of one *kind*: values of the dataclass *made*, each worth it *until* then."""

    def __init__(
        self, hosts: Callable[[], Hosts], kind: str, made: Callable[..., T], until: Callable[[T], float]
    ) -> None:
        self.hosts = hosts
        self.kind = kind
        self.made = made
        self.until = until

    def __getitem__(self, host: str) -> T:
        said: dict[str, Any] = json.loads(self.hosts().known[self.kind, host])
        return self.made(**said)

    def __setitem__(self, host: str, value: T) -> None:
        said = json.dumps(asdict(value), ensure_ascii=False)  # type: ignore[call-overload]  # a dataclass, by contract
        self.hosts().remember((self.kind, host), said, self.until(value))

    def __delitem__(self, host: str) -> None:
        self.hosts().forget((self.kind, host))

    def __iter__(self) -> Iterator[str]:
        return (host for kind, host in self.hosts().known if kind == self.kind)

    def __len__(self) -> int:
        return sum(1 for _ in self)
