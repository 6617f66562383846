"""What recurs on a host, learned from samples of its pages; the memory as bytes."""

from __future__ import annotations

import json
import random

import pytest

from pipelines.memory import MARK, MOST_MARKS, Memory, MemoryUnreadable, Sample, joined, learn, sample_of, split


def marks(*numbers: int) -> list[bytes]:
    """Return a mark for each of *numbers*."""
    return [number.to_bytes(MARK, "big") for number in numbers]


def page(name: str, *numbers: int, canonical: str | None = None) -> Sample:
    """Return the page *name*, whose blocks have the marks *numbers*."""
    return sample_of(f"http://vale.example/{name}", canonical, joined(marks(*numbers)))


def test_a_block_on_three_pages_recurs_and_one_on_two_does_not() -> None:
    assert split(learn([page("a", 1, 2, 3), page("b", 1, 2, 4), page("c", 1, 5)])) == marks(1)


def test_of_two_pages_nothing_is_learned() -> None:
    assert learn([page("a", 1, 2), page("b", 1, 3)]) == b""


@pytest.mark.parametrize(("on", "learned"), [(4, False), (5, True)])
def test_a_block_that_recurs_stands_on_a_quarter_of_the_pages(on: int, learned: bool) -> None:
    pages = [page(str(number), number + 10, *([1] if number < on else [])) for number in range(20)]
    assert (marks(1)[0] in split(learn(pages))) is learned


def test_the_order_in_which_pages_come_is_all_the_same() -> None:
    pages = [page(str(number), 1, 2 + number % 3, number + 10) for number in range(12)]
    shuffled = random.Random(3).sample(pages, len(pages))
    assert learn(shuffled) == learn(pages) != b""
    twice = [page("a", 1, 10), page("b", 1, 11), page("c", 1, 12), page("c", 0, 13)]
    assert learn(twice) == learn(twice[::-1])


def test_pages_with_one_canonical_address_or_the_same_blocks_count_once() -> None:
    canonical = "http://vale.example/sheep"
    copies = [page(f"sheep?{number}", 1, 2, number + 10, canonical=canonical) for number in range(5)]
    twins = [page(f"sheep#{number}", 1, 2, number + 20) for number in range(5)]
    same = [page(f"print/{number}", 1, 2) for number in range(5)]
    assert learn([*copies, *same]) == learn([*twins, *same]) == b""


def test_a_page_of_very_many_blocks_contributes_a_bounded_number() -> None:
    assert len(page("a", *range(5_000)).marks) == MOST_MARKS * MARK
    assert page("a", *range(5_000)).marks == page("a", *range(5_000, -1, -1)).marks


@pytest.mark.parametrize("url", ["urn:vale:1", "", "http://[half/"])
def test_a_page_without_a_host_has_no_template(url: str) -> None:
    assert sample_of(url, None, b"").host == ""
    assert Memory({"vale.example": b"12345678"}).of(url) == b""


def test_a_memory_is_the_same_bytes_whatever_the_order_of_its_hosts() -> None:
    one = Memory({"vale.example": b"12345678", "hill.example": b"abcdefgh"})
    other = Memory(dict(reversed(one.hosts.items())))
    assert one.to_bytes() == other.to_bytes()
    assert one.digest == other.digest is not None
    assert Memory.from_bytes(one.to_bytes()) == one
    assert Memory.from_bytes(one.to_bytes()).of("http://vale.example/a") == b"12345678"


def test_a_memory_of_nothing_has_no_digest() -> None:
    assert Memory().digest is None


def test_a_memory_of_another_version_is_refused_by_name() -> None:
    said = {**json.loads(Memory().to_bytes()), "version": 99}
    with pytest.raises(MemoryUnreadable, match="version 99"):
        Memory.from_bytes(json.dumps(said).encode())


@pytest.mark.parametrize("text", [b"", b"[]", b'{"version":1}', b'{"version":1,"hosts":{"a":"x"}}'])
def test_what_is_no_memory_is_refused(text: bytes) -> None:
    with pytest.raises(MemoryUnreadable, match="no host memory"):
        Memory.from_bytes(text)
