"""WARC files in; out, the few pages of each host by which what recurs on it is learned, and its stories of several
pages."""

from __future__ import annotations

import hashlib
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from crawler.warc.reader import Capture, Unusable, read_archive
from crawler.warc.records import ArchiveUnreadable
from crawler.warc.stories import Stories
from pipelines.memory import FEWEST, MOST_PAGES, address_of, host_of
from schemas.run import Damage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: Bytes of what an address and a payload are known by.
NAME = 8
#: Addresses of a host that are kept, for some may have one payload; and how many gather until the others go.
ADDRESSES, GATHERED = MOST_PAGES + MOST_PAGES // 2, 3 * MOST_PAGES
#: Most pages of all hosts that are counted; where there are more, fewer of each host are, down to so many.
MOST_IN_ALL, FEWEST_OF_MANY = 100_000, 8
#: Documents that are looked at in one go.
AT_ONCE = 64


class Place(NamedTuple):
    """Where a page lies among the files of a survey."""

    name: bytes
    """Of its address: pages of a host are chosen by it, and so the same ones in whatever order they come."""
    payload: bytes
    file: int
    offset: int


class Survey:
    """Which pages of each host are to be counted, and which belong together. It holds some 200 bytes a page, of at most
    GATHERED pages a host."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self.hosts: dict[str, list[Place]] = {}
        self.stories = Stories(paths)
        self.documents = 0

    def read(self) -> Iterator[int]:
        """Go through the files, and yield now and then how many documents there were; what cannot be read is passed
        over, for the run proper tells of it."""
        for number, path in enumerate(self.paths):
            captures = captures_of(path)
            while some := list(islice(captures, AT_ONCE)):
                for capture in some:
                    self.add(capture, number)
                yield self.documents
        self.stories.settle()

    def add(self, capture: Capture, file: int) -> None:
        """Take note of *capture*, which lies in the file of that number."""
        self.documents += 1
        self.stories.add(capture, file)
        if host := host_of(capture.url):
            places = self.hosts.setdefault(host, [])
            places.append(Place(*known_by(capture), file, capture.offset))
            if len(places) > GATHERED:
                places[:] = first_of_each(sorted(places), "name")[:ADDRESSES]

    def chosen(self) -> list[Place]:
        """Return the pages that are to be counted, in the order of the files."""
        found = [distinct(places) for places in self.hosts.values()]
        found = [places for places in found if len(places) >= FEWEST]
        most = MOST_PAGES
        while most > FEWEST_OF_MANY and sum(min(len(places), most) for places in found) > MOST_IN_ALL:
            most //= 2
        return sorted((place for places in found for place in places[:most]), key=lambda place: place[2:])

    def load(self, places: Iterable[Place]) -> Iterator[Capture]:
        """Yield the pages at *places*, which come in the order of the files."""
        for (file, offset), there in groupby(places, key=lambda place: (place.file, place.offset)):
            yield from captures_at(self.paths[file], offset, {place[:2] for place in there})


def distinct(places: list[Place]) -> list[Place]:
    """Return *places*, one for each address and each payload: a page under several addresses is one."""
    return first_of_each(first_of_each(sorted(places), "name")[:ADDRESSES], "payload")[:MOST_PAGES]


def first_of_each(places: Iterable[Place], what: str) -> list[Place]:
    """Return the first of *places* with each value of *what*."""
    first: dict[bytes, Place] = {}
    for place in places:
        first.setdefault(getattr(place, what), place)
    return list(first.values())


def captures_of(path: Path) -> Iterator[Capture]:
    """Yield the documents of *path* that can be read."""
    try:
        yield from (event for event in read_archive(path) if isinstance(event, Capture))
    except ArchiveUnreadable:
        return


def captures_at(path: Path, offset: int, wanted: set[tuple[bytes, bytes]]) -> Iterator[Capture]:
    """Yield those *wanted* of the documents at *offset*: one, or in a file gzipped as a whole any number."""
    try:
        for event in read_archive(path, offset):
            if isinstance(event, Capture | Unusable | Damage) and event.offset != offset:
                return
            if isinstance(event, Capture) and (found := known_by(event)) in wanted:
                wanted.discard(found)
                yield event
            if not wanted:
                return
    except ArchiveUnreadable:
        return


def known_by(capture: Capture) -> tuple[bytes, bytes]:
    """Return what address and payload of *capture* are known by."""
    return digest(address_of(capture.url).encode("utf-8", "surrogatepass")), digest(capture.payload)


def digest(data: bytes) -> bytes:
    """Return what *data* is known by."""
    return hashlib.sha256(data).digest()[:NAME]
