"""A recorded crawl found again: by address, the last capture, as it was received."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from crawler.exceptions import UsageError
from crawler.warc.index import ArchiveIndex, open_index
from crawler.warc.paths import find_archives
from crawler.warc.writer import Request, WarcWriter
from pipelines.memory import URI, Memory
from tests.warcs import http, member, record, resource

if TYPE_CHECKING:
    from pathlib import Path

GET = Request("GET", [])
URL = "http://news.example/a"
DATES = [f"2026-11-23T08:15:0{n}Z" for n in range(5)]


def test_what_was_written_is_loaded_as_it_was_received(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    headers = [
        (b"Content-Type", b"text/html"),
        (b"Content-Encoding", b"gzip"),
        (b"Set-Cookie", b"a"),
        (b"Set-Cookie", b"b"),
    ]
    body = gzip.compress(b"<p>text")
    location = writer.write_response(URL, GET, 200, headers, body, DATES[0])
    writer.close()
    stored = open_index(str(tmp_path)).load(URL)
    assert stored is not None
    assert (stored.status, stored.body, stored.date, stored.archive) == (200, body, DATES[0], location)
    assert stored.headers == [*headers, (b"Content-Length", b"%d" % len(body))]
    assert stored.position == (0, location.offset)


def test_the_last_capture_of_an_address_counts_across_files(tmp_path: Path) -> None:
    for n, status in enumerate([503, 301, 200]):
        writer = WarcWriter(tmp_path)
        writer.write_response(URL, GET, status, [], b"%d" % n, DATES[n])
        writer.write_response(f"{URL}{n}", GET, 404, [], b"", DATES[n])
        writer.close()
    index = open_index(str(tmp_path))
    stored = index.load(URL)
    assert stored is not None
    assert (stored.status, stored.body, stored.position[0]) == (200, b"2", 2)
    assert list(index.places) == [f"{URL}0", f"{URL}1", URL, f"{URL}2"]
    assert URL in index
    assert len(index) == 4


def test_an_address_that_was_not_captured_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(record(http(b"x")))
    index = open_index(str(tmp_path))
    assert "http://news.example/b" not in index
    assert index.load("http://news.example/b") is None


def test_records_of_one_gzip_member_are_told_apart(tmp_path: Path) -> None:
    urls = [f"http://news.example/{n}" for n in range(3)]
    (tmp_path / "x.warc.gz").write_bytes(member(*(record(http(url.encode()), url=url) for url in urls)))
    index = open_index(str(tmp_path))
    loaded = [index.load(url) for url in urls]
    assert [stored.body for stored in loaded if stored] == [url.encode() for url in urls]


def test_a_damaged_capture_does_not_hide_an_earlier_whole_one(tmp_path: Path) -> None:
    bad = record(http(b"bad"), fields={"WARC-Block-Digest": "sha1:WRONG"})
    (tmp_path / "x.warc.gz").write_bytes(
        member(record(http(b"good"))) + member(bad) + member(record(http(b"cut")))[:-40]
    )
    index = open_index(str(tmp_path))
    stored = index.load(URL)
    assert stored is not None
    assert stored.body == b"good"
    assert len(index.damage) == 2


@pytest.mark.parametrize("data", [b"", b"no archive", resource(b"no response")])
def test_an_archive_without_a_capture_is_a_usage_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=str(path)):
        open_index(str(path))


def test_one_missing_file_among_several_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(record(http(b"x")))
    with pytest.raises(UsageError, match="missing"):
        open_index(f"{tmp_path}/x.warc,{tmp_path}/missing.warc")


# Paths


def names(given: str) -> list[str]:
    return [path.name for path in find_archives(given)[0]]


def test_a_path_is_a_file_a_folder_a_glob_or_several(tmp_path: Path) -> None:
    (tmp_path / "in" / "ner").mkdir(parents=True)
    for name in (
        "b.warc.gz",
        "a.warc",
        "notes.txt",
        "b.warc.gz.md5",
        "in/c.warc.gz",
        "in/ner/d.warc.wet.gz",
        "e,f.warc",
    ):
        (tmp_path / name).touch()
    assert names(f"{tmp_path}/notes.txt") == ["notes.txt"]
    assert names(f"{tmp_path}") == ["a.warc", "b.warc.gz", "e,f.warc", "c.warc.gz", "d.warc.wet.gz"]
    assert names(f"{tmp_path}/*.gz") == ["b.warc.gz"]
    assert names(f"{tmp_path}/**/*.gz") == ["b.warc.gz", "c.warc.gz", "d.warc.wet.gz"]
    assert names(f"{tmp_path}/b.warc.gz, {tmp_path}/*.warc*") == ["b.warc.gz", "a.warc", "b.warc.gz.md5", "e,f.warc"]
    assert names(f"{tmp_path}/e,f.warc") == ["e,f.warc"]


def test_a_name_with_glob_characters_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "[x].warc").touch()
    assert names(f"{tmp_path}/[x].warc") == ["[x].warc"]


def test_parts_that_name_nothing_are_told_and_nothing_at_all_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.warc").touch()
    assert find_archives(f"{tmp_path}/a.warc,{tmp_path}/b.warc")[1] == [f"{tmp_path}/b.warc"]
    for given in ("", ",", f"{tmp_path}/b.warc", f"{tmp_path}/*.gz", "x" * 5000 + ",y", "\x00"):
        with pytest.raises(UsageError):
            find_archives(given)


def capture_after(writer: WarcWriter, url: str, *hosts: str) -> None:
    """Write what is known of *hosts*, and after it a capture of *url*."""
    known = Memory(dict.fromkeys(hosts, b"12345678"))
    writer.write_metadata(URI, "application/json", known.to_bytes(), DATES[0])
    writer.write_response(url, GET, 200, [], b"<p>text", DATES[0])


def test_what_was_known_of_hosts_holds_for_the_captures_that_follow_in_its_file(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    writer.write_response(f"{URL}/before", GET, 200, [], b"<p>text", DATES[0])
    capture_after(writer, f"{URL}/first", "a.example", "b.example")
    capture_after(writer, f"{URL}/second", "b.example")
    capture_after(writer, f"{URL}/nothing")
    writer.begin_file(DATES[1])
    writer.write_response(f"{URL}/other-file", GET, 200, [], b"<p>text", DATES[1])
    capture_after(writer, f"{URL}/last", "c.example")
    writer.close()
    index = open_index(str(tmp_path))
    known = {url.rpartition("/")[2]: set(index.memory_at(at(index, url)).hosts) for url in index.places}
    assert known == {
        "before": set(),
        "first": {"a.example", "b.example"},
        "second": {"b.example"},
        "nothing": set(),
        "other-file": set(),
        "last": {"c.example"},
    }
    assert index.memory_digest == index.memory_at(at(index, f"{URL}/last")).digest


def at(index: ArchiveIndex, url: str) -> tuple[int, int]:
    """Return the position of the last capture of *url*."""
    place = index.places[url]
    return place.file, place.offset


def test_what_another_version_knew_of_hosts_is_refused_by_name(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    writer.write_response(URL, GET, 200, [], b"<p>text", DATES[0])
    writer.write_metadata(URI, "application/json", b'{"hosts":{},"version":99}', DATES[0])
    writer.close()
    with pytest.raises(UsageError, match="version 99"):
        open_index(str(tmp_path))


def test_what_was_known_of_hosts_is_not_believed_where_it_is_damaged(tmp_path: Path) -> None:
    known = Memory({"news.example": b"12345678"}).to_bytes()
    wrong = {"WARC-Block-Digest": "sha1:WRONG"}
    kept = record(known, kind="metadata", url=URI, content_type="application/json", fields=wrong)
    (tmp_path / "x.warc").write_bytes(kept + record(http(b"<p>text")))
    index = open_index(str(tmp_path))
    assert index.memory_at(at(index, URL)).hosts == {}
    assert ["digest" in damage.why for damage in index.damage] == [True]
