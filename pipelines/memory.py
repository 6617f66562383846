"""Samples of a host's pages in, what recurs on them out: the memory of which blocks of a host are template."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

#: Version of what is remembered: of the marks, and of the rule by which a block is template.
VERSION = 1
#: Bytes of a mark, and most marks that a page contributes: those with the least value, so that pages agree on them.
MARK, MOST_MARKS = 8, 512
#: Most pages of a host that are counted. A block that stands on a tenth of them is found on a quarter of so many by
#: accident once in forty times.
MOST_PAGES = 32
#: How many pages, and which share of those counted, a block stands on to be template: a paragraph of a story that
#: others quote stands on fewer.
FEWEST, SHARE = 3, 0.25


#: Most bytes of a memory: an archive's record of more cannot be read back whole.
MOST_BYTES = 12 * 1024 * 1024
#: What a memory is called in an archive.
URI = "urn:plainwire:host-memory"


class MemoryUnreadable(Exception):
    """What should be a memory is of another version, or none."""


@dataclass(frozen=True)
class Sample:
    """What one page contributes to the memory of its host."""

    host: str
    name: bytes
    """What makes it one page, whatever its addresses: the digest of its canonical address, or of its own."""
    marks: bytes = field(repr=False)
    """The marks of its blocks, each once, in order."""


def sample_of(url: str, canonical: str | None, marks: bytes) -> Sample:
    """Return the page at *url*, which may claim the address *canonical*, as a sample with the *marks* of its blocks."""
    name = (canonical or address_of(url)).encode("utf-8", "surrogatepass")
    return Sample(host_of(url), hashlib.blake2b(name, digest_size=16).digest(), marks)


def address_of(url: str) -> str:
    """Return *url* without its fragment."""
    return url.partition("#")[0]


def host_of(url: str) -> str:
    """Return the host of *url*; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def joined(marks: Collection[bytes]) -> bytes:
    """Return *marks*, none of which is there twice, as what a page contributes."""
    return b"".join(sorted(marks)[:MOST_MARKS])


def split(marks: bytes) -> list[bytes]:
    """Return *marks* one by one."""
    return [marks[start : start + MARK] for start in range(0, len(marks), MARK)]


def learn(samples: Iterable[Sample]) -> bytes:
    """Return the marks of the blocks that are template on the host of all *samples*, in order.

    Pages with one name, or with the same blocks, count once: a story under several addresses is no template.
    """
    pages: dict[bytes, bytes] = {}
    for sample in samples:
        pages[sample.name] = min(sample.marks, pages.get(sample.name, sample.marks))
    different = set(pages.values())
    least = max(FEWEST, math.ceil(SHARE * len(different)))
    times = Counter(mark for marks in different for mark in split(marks))
    return b"".join(sorted(mark for mark, number in times.items() if number >= least))


@dataclass(frozen=True)
class Memory:
    """What is known of hosts: an input of a run like any other."""

    hosts: Mapping[str, bytes] = field(default_factory=dict)
    """The marks of the blocks that are template, by host; none is empty."""

    @classmethod
    def from_bytes(cls, text: bytes) -> Self:
        """Return the memory that :meth:`to_bytes` made *text* of. Raises MemoryUnreadable."""
        try:
            said = json.loads(text)
            version, hosts = said["version"], said["hosts"]
            if version == VERSION:
                return cls({host: bytes.fromhex(marks) for host, marks in hosts.items()})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise MemoryUnreadable("no host memory") from error
        raise MemoryUnreadable(f"a host memory of version {version}, and this Plainwire reads {VERSION}")

    @classmethod
    def of_hosts(cls, learned: Iterable[tuple[str, bytes]]) -> Self:
        """Return the memory of hosts and their marks, of the first of them where all are too much."""
        hosts: dict[str, bytes] = {}
        left = MOST_BYTES
        for host, marks in learned:
            if not marks:
                continue
            left -= len(host) + 2 * len(marks) + 10
            if left > 0:
                hosts[host] = marks
        return cls(hosts)

    def to_bytes(self) -> bytes:
        """Return it as JSON, the same bytes for the same memory."""
        said = {"version": VERSION, "hosts": {host: marks.hex() for host, marks in self.hosts.items()}}
        return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()

    @cached_property
    def digest(self) -> str | None:
        """SHA-256 of its bytes, in hex; None where nothing is known."""
        return hashlib.sha256(self.to_bytes()).hexdigest() if self.hosts else None

    def of(self, url: str) -> bytes:
        """Return the marks of what is template on the host of *url*."""
        return self.hosts.get(host_of(url), b"")
