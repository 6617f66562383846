"""Captures in, one after another; out, which are the first pages of stories of several, and where the further ones lie.

In a file that is gzipped as a whole nothing can be read but from its beginning: its stories stay what their pages are.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crawler.discovery.parts import ALL_PARTS_BYTES, PART_BYTES, next_address
from crawler.warc.reader import Capture, read_archive
from crawler.warc.records import ArchiveUnreadable
from pipelines.describe.parts import MOST_PARTS, as_part, readings_of
from schemas import Part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Bytes of what a story is known by.
NAME = 8
#: Records, of which one is the capture, that may lie at one place: a request goes with it.
RECORDS_AT_A_PLACE = 4
#: Most captures with a page's number in their address that are noted, in some 300 bytes each; what comes later is
#: joined in none.
MOST_NOTED = 500_000
#: The same of one story.
MOST_OF_A_STORY = 200


class Place(NamedTuple):
    """Where a capture lies among the files."""

    file: int
    offset: int


class Stories:
    """The stories of several pages in some archives."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self.noted = 0
        self.last: Place | None = None
        self.whole: set[int] = set()
        """Files of which several captures have one place."""
        self.firsts: dict[bytes, list[Place]] = {}
        self.further: dict[bytes, list[tuple[Place, int]]] = {}
        """Captures that may be further pages, in order, and their numbers, by story."""
        self.first_at: dict[Place, bytes] = {}
        self.further_at: dict[Place, bytes] = {}

    def add(self, capture: Capture, file: int) -> None:
        """Take note of *capture*, which lies in the file of that number."""
        place = Place(file, capture.offset)
        if place == self.last:
            self.whole.add(file)
        self.last = place
        for story in {found.story: found for found in readings_of(capture.url)}.values():
            if 1 < story.number <= MOST_PARTS and self.noted < MOST_NOTED:
                places = self.further.setdefault(digest(story.story), [])
                if len(places) < MOST_OF_A_STORY:
                    self.noted += 1
                    places.append((place, story.number))
        second = next_address(capture.payload, capture.url, capture.charset, first=capture.url, number=2)
        if second is not None and (found := as_part(second, capture.url, 2)):
            self.firsts.setdefault(digest(found.story), []).append(place)

    def settle(self) -> None:
        """Forget what is no story of several pages: all is read."""
        for story, firsts in self.firsts.items():
            places = [place for place in firsts if place.file not in self.whole]
            further = [found for found in self.further.get(story, ()) if found[0].file not in self.whole]
            if places and any(number == 2 for _, number in further):
                self.first_at |= dict.fromkeys(places, story)
                self.further_at |= {place: story for place, _ in further}
        kept = {*self.first_at.values()}
        self.firsts = {story: places for story, places in self.firsts.items() if story in kept}
        self.further = {story: found for story, found in self.further.items() if story in kept}

    def first_after(self, place: Place) -> Place | None:
        """Return where the first page lies of the story that the capture at *place* may be a further page of, where the
        first capture of it comes later; None otherwise."""
        story = self.further_at.get(place)
        if story is None:
            return None
        first = next(found for found in self.firsts[story] if found in self.first_at)
        return first if first > place else None

    def load(self, place: Place) -> Capture | None:
        """Return the capture at *place*; None where it can no longer be read."""
        try:
            events = islice(read_archive(self.paths[place.file], place.offset), RECORDS_AT_A_PLACE)
            captures = (event for event in events if isinstance(event, Capture) and event.offset == place.offset)
            return next(captures, None)
        except ArchiveUnreadable:
            return None

    def parts_of(self, capture: Capture, place: Place) -> list[Part]:
        """Return the further pages of the story that begins with *capture*, at *place*; [] where it is none."""
        story, parts, last, left = self.first_at.get(place), list[Part](), capture, ALL_PARTS_BYTES
        while story is not None:
            number = len(parts) + 2
            address = next_address(last.payload, last.url, last.charset, first=capture.url, number=number)
            found = None if address is None else self.nearest(story, number, place)
            page = None if found is None else self.load(found)
            if page is None or as_part(page.url, capture.url, number) is None:
                break
            left -= len(page.payload)
            if len(page.payload) > PART_BYTES or left < 0:
                break
            parts.append(Part(url=page.url, body=page.payload, media_type=page.media_type, charset=page.charset))
            last = page
        return parts

    def nearest(self, story: bytes, number: int, place: Place) -> Place | None:
        """Return where page *number* of *story* was captured next after *place*, or last before it; None: nowhere."""
        places = [found for found, of in self.further[story] if of == number and found in self.further_at]
        return next((found for found in places if found > place), places[-1] if places else None)


def digest(story: str) -> bytes:
    """Return what *story* is known by."""
    return hashlib.sha256(story.encode("utf-8", "surrogatepass")).digest()[:NAME]
