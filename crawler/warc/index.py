"""A recorded crawl in; out, for each address its last capture, which can be loaded."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.warc.messages import Message, parse_response
from crawler.warc.paths import find_archives
from crawler.warc.reader import bare, capture_date, check_digest, check_whole, target
from crawler.warc.records import ArchiveUnreadable, Record, read_records
from crawler.warc.writer import PART_OF
from pipelines.decode import MAX_BYTES
from pipelines.exceptions import FetchFailed, Rejection, TooLarge
from pipelines.memory import URI, Memory, MemoryUnreadable
from schemas import ArchiveLocation
from schemas.run import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


#: The type of the records that say what was known of hosts.
MEMORY = "metadata"


@dataclass(frozen=True)
class Place:
    """Where a capture lies among the files of an index."""

    file: int
    """Number of the file."""
    offset: int
    record_id: str


@dataclass(frozen=True)
class StoredResponse:
    """A captured HTTP response."""

    url: str
    status: int
    headers: list[tuple[bytes, bytes]]
    """As received, in order."""
    body: bytes = field(repr=False)
    """Without transfer encoding; a content encoding is left on."""
    date: str
    """When it was captured: `YYYY-MM-DDThh:mm:ssZ`."""
    position: tuple[int, int]
    """Place in the order of capture: number of the WARC file, offset in it."""
    archive: ArchiveLocation
    """Where it lies."""


class ArchiveIndex:
    """The last whole capture of every address in some WARC files."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        self.places: dict[str, Place] = {}
        """By address, in the order of last capture."""
        self.parts: dict[tuple[str, str], Place] = {}
        """Those that were fetched as further pages of stories, by their address and that of the first page."""
        self.memories: list[tuple[int, int]] = []
        """File and offset of what was known of hosts, each for the captures that follow in its file."""
        self.damage: list[Damage] = []
        """What could not be read."""
        self.loaded: tuple[tuple[int, int], Memory] | None = None

    def __contains__(self, url: str) -> bool:
        return url in self.places

    def __len__(self) -> int:
        return len(self.places)

    def read(self) -> None:
        """Go through the files and note where each capture lies, and what was known of hosts. Raises
        ArchiveUnreadable."""
        for number, path in enumerate(self.paths):
            for record in whole_records(path, self.damage):
                if record.kind == MEMORY:
                    self.memories.append((number, record.offset))
                    self.memory_in(self.memories[-1])
                    continue
                url, first = target(record), record.fields.get(PART_OF.lower())
                place = Place(number, record.offset, bare(record.fields.get("warc-record-id", "")))
                if first is None:
                    self.places.pop(url, None)
                    self.places[url] = place
                else:
                    self.parts[url, first] = place

    def memory_at(self, position: tuple[int, int]) -> Memory:
        """Return what was known of hosts when the capture at *position* was made."""
        place = self.memories[bisect_left(self.memories, position) - 1] if self.memories else (-1, 0)
        return self.memory_in(place) if place[0] == position[0] and place < position else Memory()

    def memory_in(self, place: tuple[int, int]) -> Memory:
        """Return what the record at *place* says is known of hosts. Raises ArchiveUnreadable."""
        if self.loaded is None or self.loaded[0] != place:
            self.loaded = place, read_memory(self.paths[place[0]], place[1])
        return self.loaded[1]

    @property
    def memory_digest(self) -> str | None:
        """Digest of what was known of hosts last; None where that was nothing."""
        return self.memory_in(self.memories[-1]).digest if self.memories else None

    def load(self, url: str) -> StoredResponse | None:
        """Return the last capture of *url*; None where there is none, or it can no longer be read."""
        place = self.places.get(url)
        return None if place is None else self.load_at(place, url)

    def load_part(self, url: str, of: str, after: tuple[int, int]) -> StoredResponse | None:
        """Return the last capture of *url* as a further page of the story that begins at *of*; None where there is none
        *after* the capture of that, or it can no longer be read."""
        place = self.parts.get((url, of))
        return None if place is None or (place.file, place.offset) < after else self.load_at(place, url)

    def load_at(self, place: Place, url: str) -> StoredResponse | None:
        """Return the capture of *url* at *place*; None where it can no longer be read."""
        path = self.paths[place.file]
        for record in read_records(path, place.offset):
            if isinstance(record, Damage) or record.offset != place.offset:
                return None
            if bare(record.fields.get("warc-record-id", "")) == place.record_id and target(record) == url:
                return stored_response(record, place, path)
        return None


def open_index(given: str) -> ArchiveIndex:
    """Return the index of the files that *given* names (see `paths.find_archives`).

    Raises UsageError where one of its parts names no file, ArchiveUnreadable (a UsageError) where a file cannot be
    read or no file holds a capture.
    """
    paths, missing = find_archives(given)
    if missing:
        raise ArchiveUnreadable(", ".join(missing), "no such WARC file")
    index = ArchiveIndex(paths)
    index.read()
    if not index.places:
        raise ArchiveUnreadable(given, "holds no capture of an HTTP response")
    return index


def read_memory(path: Path, offset: int) -> Memory:
    """Return what is known of hosts by the record at *offset* of *path*. Raises ArchiveUnreadable."""
    for record in read_records(path, offset):
        if isinstance(record, Record) and is_memory(record):
            try:
                return Memory.from_bytes(record.block)
            except MemoryUnreadable as error:
                raise ArchiveUnreadable(path, f"{error} (at byte {offset})") from error
    raise ArchiveUnreadable(path, f"no host memory at byte {offset}")


def whole_records(path: Path, damage: list[Damage]) -> Iterator[Record]:
    """Yield the whole HTTP responses of *path*, and what was known of hosts; add what could not be read to *damage*."""
    for record in read_records(path):
        if isinstance(record, Damage):
            damage.append(record)
        elif record.fault is None and (record.kind == "response" or is_memory(record)):
            why = unusable(record)
            if why is None:
                yield record
            else:
                damage.append(Damage(file=str(path), offset=record.offset, why=why, bytes_lost=record.length))


def is_memory(record: Record) -> bool:
    """Return whether *record* says what was known of hosts."""
    return record.kind == MEMORY and target(record) == URI


def unusable(record: Record) -> str | None:
    """Return why *record* cannot be replayed; None where it can."""
    try:
        check_whole(record)
        check_digest(record)
        if record.kind == MEMORY:
            return None
        message = whole_message(record)
        message.body()
        capture_date(record, message)
    except Rejection as rejection:
        return f"{target(record)}: {rejection}"
    return None


def whole_message(record: Record) -> Message:
    """Return the HTTP response in *record*; raise a Rejection where there is none, or only its head was read."""
    if record.length > len(record.block):
        raise TooLarge(f"{record.length:,} bytes; a page is given {MAX_BYTES:,}")
    message = parse_response(record.block)
    if message is None:
        raise FetchFailed("an answer that is no HTTP")
    return message


def stored_response(record: Record, place: Place, path: Path) -> StoredResponse:
    """Return *record* as the response that was captured."""
    message = whole_message(record)
    return StoredResponse(
        url=target(record),
        status=message.status,
        headers=message.headers,
        body=message.body(),
        date=capture_date(record, message),
        position=(place.file, place.offset),
        archive=ArchiveLocation(file=path.name, offset=place.offset, record_id=place.record_id),
    )
