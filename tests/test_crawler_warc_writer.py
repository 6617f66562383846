"""Captures written as WARC: readable by another reader, exact, and in files that sort in the order of capture."""

from __future__ import annotations

import gzip
import subprocess
import sys
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.warc.writer import Request, WarcWriter, next_name

if TYPE_CHECKING:
    from pathlib import Path

DATE = "2026-11-23T08:15:00Z"
URL = "https://news.example/a?b=c#part"
GET = Request("GET", [(b"User-Agent", b"plainwire")])
HEADERS = [(b"Content-Type", b"text/html"), (b"Set-Cookie", b"a=1"), (b"X-Odd", b"\xe9"), (b"Set-Cookie", b"b=2")]


def numbered_ids() -> Any:
    numbers = count()
    return lambda: UUID(int=next(numbers))


def read_back(path: Path) -> list[tuple[dict[str, str], bytes]]:
    """Return head and block of each record as warcio reads them; it raises on a wrong digest."""
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.raw_stream.read()
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        return [(dict(record.rec_headers.headers), record.raw_stream.read()) for record in records]


def write_one(folder: Path, **changes: Any) -> tuple[Any, list[tuple[dict[str, str], bytes]]]:
    exchange = {"url": URL, "request": GET, "status": 200, "headers": HEADERS, "body": b"<p>x", "date": DATE}
    writer = WarcWriter(folder, new_id=numbered_ids())
    location = writer.write_response(**{**exchange, **changes})
    writer.close()
    return location, read_back(folder / location.file)


def test_a_capture_is_a_response_and_its_request_after_a_warcinfo(tmp_path: Path) -> None:
    location, records = write_one(tmp_path)
    heads = [head for head, _ in records]
    assert [head["WARC-Type"] for head in heads] == ["warcinfo", "response", "request"]
    assert {head.get("WARC-Target-URI") for head in heads[1:]} == {URL}
    assert heads[1]["WARC-Record-ID"] == heads[2]["WARC-Concurrent-To"] == f"<{location.record_id}>"
    assert heads[1]["WARC-Date"] == DATE


def test_the_location_points_at_the_gzip_member(tmp_path: Path) -> None:
    location, _ = write_one(tmp_path)
    data = (tmp_path / location.file).read_bytes()
    assert b"WARC-Type: response" in gzip.decompress(data[location.offset :]).partition(b"\r\n\r\n")[0]


def test_http_headers_are_stored_as_received_in_order_with_duplicates(tmp_path: Path) -> None:
    _, records = write_one(tmp_path)
    head = b"Content-Type: text/html\r\nSet-Cookie: a=1\r\nX-Odd: \xe9\r\nSet-Cookie: b=2\r\n"
    assert records[1][1] == b"HTTP/1.1 200 OK\r\n" + head + b"Content-Length: 4\r\n\r\n<p>x"
    assert records[2][1] == b"GET /a?b=c HTTP/1.1\r\nHost: news.example\r\nUser-Agent: plainwire\r\n\r\n"


def test_a_content_encoding_stays_on_and_counts_in_the_length(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>text")
    headers = [(b"content-length", b"%d" % len(packed)), (b"Content-Encoding", b"gzip")]
    _, records = write_one(tmp_path, headers=headers, body=packed)
    assert records[1][1].endswith(b"\r\n\r\n" + packed)
    assert records[1][1].count(b"ength:") == 1


def test_framing_that_no_longer_fits_the_body_is_set_aside(tmp_path: Path) -> None:
    headers = [(b"Transfer-Encoding", b"chunked"), (b"Content-Length", b"999")]
    _, records = write_one(tmp_path, headers=headers)
    assert records[1][1] == (
        b"HTTP/1.1 200 OK\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n"
        b"X-Archive-Orig-Content-Length: 999\r\nContent-Length: 4\r\n\r\n<p>x"
    )


def test_an_empty_body_and_an_unknown_status_are_stored(tmp_path: Path) -> None:
    _, records = write_one(tmp_path, status=599, headers=[], body=b"")
    assert records[1][1] == b"HTTP/1.1 599\r\nContent-Length: 0\r\n\r\n"


def test_line_breaks_in_an_address_or_a_header_start_no_new_line(tmp_path: Path) -> None:
    _, records = write_one(tmp_path, url="http://a.example/x\r\nEvil: 1", headers=[(b"A", b"1\r\nEvil: 1")])
    head, block = records[1]
    assert head["WARC-Target-URI"] == "http://a.example/x%0D%0AEvil:%201"
    assert b"\r\nEvil" not in block


def test_the_same_captures_make_the_same_bytes(tmp_path: Path) -> None:
    first, _ = write_one(tmp_path / "first")
    second, _ = write_one(tmp_path / "second")
    assert first == second
    assert (tmp_path / "first" / first.file).read_bytes() == (tmp_path / "second" / second.file).read_bytes()


def test_files_rotate_and_each_begins_with_warcinfo(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, max_bytes=1)
    places = [writer.write_response(URL, GET, 200, [], b"%d" % n, DATE) for n in range(3)]
    writer.close()
    names = [place.file for place in places]
    assert names == sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"plainwire-20261123081500-0000{n}.warc.gz" for n in range(3)]
    assert all(read_back(tmp_path / name)[0][0]["WARC-Type"] == "warcinfo" for name in names)


def test_a_new_run_adds_a_file_that_sorts_after_the_old_ones_and_leaves_them_alone(tmp_path: Path) -> None:
    old, _ = write_one(tmp_path)
    before = (tmp_path / old.file).read_bytes()
    new, _ = write_one(tmp_path)
    assert old.file < new.file
    assert (tmp_path / old.file).read_bytes() == before


@pytest.mark.parametrize(
    ("date", "present", "name"),
    [
        (DATE, [], "plainwire-20261123081500-00000.warc.gz"),
        (DATE, ["plainwire-20261123081459-00007.warc.gz"], "plainwire-20261123081500-00000.warc.gz"),
        (DATE, ["plainwire-20261123081500-00007.warc.gz"], "plainwire-20261123081500-00008.warc.gz"),
        (DATE, ["plainwire-20261123091500-00007.warc.gz"], "plainwire-20261123091500-00008.warc.gz"),
        (DATE, ["other-20991123091500-00007.warc.gz"], "plainwire-20261123081500-00000.warc.gz"),
    ],
)
def test_names_sort_after_what_is_there_even_when_the_clock_went_back(date: str, present: list[str], name: str) -> None:
    assert next_name(date, present) == name


def test_a_full_disk_leaves_whole_captures_and_says_so(tmp_path: Path) -> None:
    script = f"""
import resource, signal
from pathlib import Path
from crawler.warc.writer import Request, WarcWriter
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
writer = WarcWriter(Path({str(tmp_path)!r}))
try:
    for number in range(100):
        writer.write_response("http://a.example/", Request("GET", []), 200, [], b"x", {DATE!r})
except OSError:
    raise SystemExit(7)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 7
    (path,) = tmp_path.iterdir()
    kinds = [head["WARC-Type"] for head, _ in read_back(path)]
    assert kinds == ["warcinfo", *["response", "request"] * (len(kinds) // 2)]
    assert len(kinds) > 1


def test_nothing_is_made_where_nothing_was_captured(tmp_path: Path) -> None:
    WarcWriter(tmp_path / "archive").close()
    assert not (tmp_path / "archive").exists()
