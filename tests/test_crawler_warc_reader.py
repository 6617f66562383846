"""Web archives read: what is in them, in the many ways tools write them, and what is lost where they are damaged."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import zlib
from base64 import b32encode, b64encode, urlsafe_b64encode
from collections import Counter
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.warc.codings import decode_content, zstd
from crawler.warc.digests import agrees
from crawler.warc.reader import Capture, PassedOver, Unusable, normal_date, read_archive
from crawler.warc.records import MAX_BLOCK, ArchiveUnreadable, read_records
from pipelines.decode import MAX_BYTES
from pipelines.exceptions import Damaged, TooLarge
from schemas.run import Damage
from tests.warcs import DATE, http, member, record, resource, sha1

PAGE = b"<!DOCTYPE html><title>t</title><p>A page that is long enough to be cut."


def read(folder: Path, data: bytes, name: str = "x.warc.gz") -> list[Any]:
    path = folder / name
    path.write_bytes(data)
    return list(read_archive(path))


def only(folder: Path, data: bytes) -> Capture:
    (event,) = read(folder, data)
    assert isinstance(event, Capture)
    return event


def captures(events: list[Any]) -> list[Capture]:
    return [event for event in events if isinstance(event, Capture)]


def damages(events: list[Any]) -> list[Damage]:
    return [event for event in events if isinstance(event, Damage)]


def passed_over(events: list[Any]) -> Counter[str]:
    return Counter(event.kind for event in events if isinstance(event, PassedOver))


def reasons(events: list[Any]) -> list[str]:
    return [event.rejection.reason for event in events if isinstance(event, Unusable)]


# What a record holds


def test_a_response_is_read_with_all_that_is_said_of_it(tmp_path: Path) -> None:
    block = http(
        PAGE, 'ETag: "1"', "Last-Modified: Mon, 23 Nov 2026 08:00:00 GMT", content_type="Text/HTML; Charset='UTF-8'"
    )
    capture = only(tmp_path, record(block, url="http://news.example/a?b=ü#part"))
    assert capture.url == "http://news.example/a?b=ü#part"
    assert (capture.media_type, capture.charset, capture.payload) == ("text/html", "utf-8", PAGE)
    assert capture.http is not None
    assert capture.http.model_dump() == {
        "status": 200,
        "content_type": "Text/HTML; Charset='UTF-8'",
        "etag": '"1"',
        "last_modified": "Mon, 23 Nov 2026 08:00:00 GMT",
    }
    assert capture.date == DATE
    assert capture.record_id.startswith("urn:test:")


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_a_document_without_http_has_the_record_s_own_type(tmp_path: Path, kind: str) -> None:
    capture = only(tmp_path, resource(b"Text.", kind=kind))
    assert (capture.http, capture.media_type, capture.charset, capture.payload) == (
        None,
        "text/plain",
        "utf-8",
        b"Text.",
    )


def test_the_offset_is_that_of_the_gzip_member_or_of_the_plain_record(tmp_path: Path) -> None:
    records = [resource(b"one"), resource(b"two")]
    plain = read(tmp_path, b"".join(records))
    packed = read(tmp_path, b"".join(map(member, records)))
    assert [event.offset for event in plain] == [0, len(records[0])]
    assert [event.offset for event in packed] == [0, len(member(records[0]))]


def test_a_file_gzipped_as_a_whole_is_read(tmp_path: Path) -> None:
    events = read(tmp_path, member(*(resource(b"%d" % n, digests=False) for n in range(5))))
    assert [event.payload for event in events] == [b"%d" % n for n in range(5)]


def test_plain_records_and_gzip_members_may_stand_in_one_file(tmp_path: Path) -> None:
    events = read(tmp_path, member(resource(b"one")) + resource(b"two") + member(resource(b"three")))
    assert [event.payload for event in events] == [b"one", b"two", b"three"]


def test_records_about_captures_and_other_media_are_passed_over_by_kind(tmp_path: Path) -> None:
    records = [
        record(b"software: x\r\n", kind="warcinfo", url=None, content_type="application/warc-fields"),
        record(b"GET /a HTTP/1.1\r\n\r\n", kind="request", content_type="application/http; msgtype=request"),
        record(http(b""), kind="revisit"),
        record(b"outlink: x", kind="metadata", content_type="application/warc-fields"),
        record(http(b"\x89PNG\r\n", content_type="image/png")),
        record(http(b"\x89PNG\r\n", content_type="Image/PNG")),
        record(http(b"{}", content_type="application/json")),
        record(b"20261123 a.example 127.0.0.1", url="dns:a.example", content_type="text/dns"),
        record(http(b"User-agent: *", content_type="text/plain"), url="http://a.example/robots.txt"),
        record(http(b"<p>moved", "Location: /b", status="301 Moved Permanently")),
        record(http(b"part of", status="206 Partial Content")),
    ]
    events = read(tmp_path, b"".join(map(member, records)))
    once = "warcinfo request revisit metadata redirect application/json text/dns robots.txt"
    assert passed_over(events) == {**dict.fromkeys(once.split(), 1), "image/png": 2, "partial content": 1}
    assert len(events) == len(records)


def test_an_error_page_is_no_document(tmp_path: Path) -> None:
    (event,) = read(tmp_path, record(http(PAGE, status="404 Not Found")))
    assert (event.rejection.reason, str(event.rejection)) == ("HttpError", "404 Not Found")


def test_a_response_that_is_no_http_is_refused(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, record(b"<html>no head"))) == ["FetchFailed"]


def test_a_picture_that_is_called_html_is_refused(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, record(http(b"\x89PNG\r\n\x1a\n....")))) == ["WrongContentType"]


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        (b"  <!-- x --><!DOCTYPE HTML><p>x", "text/html"),
        (b"\xef\xbb\xbf<HTML lang=en>", "text/html"),
        ("<html><p>x".encode("utf-16"), "text/html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "application/xhtml+xml"),
        (b"Plain words.\nMore of them.", "text/plain"),
        ("Слова".encode("cp1251"), "text/plain"),
    ],
)
@pytest.mark.parametrize("declared", [None, "application/octet-stream", "unknown/unknown"])
def test_a_type_that_nobody_gave_is_found_in_the_payload(
    tmp_path: Path, payload: bytes, found: str, declared: str | None
) -> None:
    assert only(tmp_path, record(http(payload, content_type=declared))).media_type == found


@pytest.mark.parametrize(
    "payload",
    [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 text", b"\x00\x01\x02\x03", b"<?xml version='1.0'?><rss/>", b'{"a": 1}'],
)
def test_what_is_neither_html_nor_text_is_passed_over(tmp_path: Path, payload: bytes) -> None:
    assert passed_over(read(tmp_path, record(http(payload, content_type=None)))) == {"unknown type": 1}


def test_xhtml_served_as_xml_is_a_document_and_a_feed_is_none(tmp_path: Path) -> None:
    page = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>'
    assert only(tmp_path, record(http(page, content_type="text/xml"))).media_type == "application/xhtml+xml"
    events = read(tmp_path, record(http(b"<rss/>", content_type="application/xml")))
    assert passed_over(events) == {"application/xml": 1}


# Encodings


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;x=y\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


ENCODED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]),
    "deflate": zlib.compress(PAGE),
    "Deflate": raw_deflate(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE[:9]) + zstd.compress(PAGE[9:]),
    "deflate, gzip": gzip.compress(zlib.compress(PAGE)),
    "identity": PAGE,
    "utf-8": PAGE,
}


@pytest.mark.parametrize("coding", ENCODED)
@pytest.mark.parametrize("wrap", [bytes, chunked])
def test_content_and_transfer_encodings_are_undone(tmp_path: Path, coding: str, wrap: Any) -> None:
    headers = [f"Content-Encoding: {coding}", *(["Transfer-Encoding: chunked"] if wrap is chunked else [])]
    assert only(tmp_path, record(http(wrap(ENCODED[coding]), *headers))).payload == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_was_stored_decoded_is_taken_as_it_is(tmp_path: Path, coding: str) -> None:
    headers = [f"Content-Encoding: {coding}", "Transfer-Encoding: chunked", "Content-Length: 9999"]
    assert only(tmp_path, record(http(PAGE, *headers))).payload == PAGE


def test_a_text_that_begins_with_a_number_is_not_taken_for_chunks(tmp_path: Path) -> None:
    body = b"2026\r\nwas the year. " + b"x" * 9000
    block = http(body, "Transfer-Encoding: chunked", content_type="text/plain")
    assert only(tmp_path, record(block)).payload == body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_compressed_body_that_is_cut_short_becomes_no_document(tmp_path: Path, coding: str) -> None:
    events = read(tmp_path, record(http(ENCODED[coding][:-5], f"Content-Encoding: {coding}")))
    assert reasons(events) == ["Damaged"]
    assert len(damages(events)) == 1


@pytest.mark.parametrize("cut", [3, 30, -3, -8])
def test_chunks_that_end_early_become_no_document(tmp_path: Path, cut: int) -> None:
    events = read(tmp_path, record(http(chunked(PAGE)[:cut], "Transfer-Encoding: chunked")))
    assert captures(events) == []
    assert reasons(events) == ["Damaged"]


def test_a_body_shorter_than_its_content_length_becomes_no_document(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, record(http(PAGE, f"Content-Length: {len(PAGE) + 1}")))) == ["Damaged"]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_body_that_grows_too_large_is_refused_before_it_does(coding: str) -> None:
    zeros = b" " * 3_000_000
    packed = {
        "gzip": gzip.compress(zeros),
        "deflate": zlib.compress(zeros),
        "br": brotli.compress(zeros, quality=1),
        "zstd": zstd.compress(zeros),
        "gzip, gzip": gzip.compress(gzip.compress(zeros)),
    }[coding]
    assert decode_content(packed, coding.split(","), 3_000_000) == zeros
    with pytest.raises(TooLarge):
        decode_content(packed, coding.split(","), 2_999_999)


def test_encodings_one_over_the_other_have_an_end() -> None:
    with pytest.raises(TooLarge):
        decode_content(b"x", ["gzip"] * 6, 100)


@given(st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.binary(max_size=300))
def test_any_bytes_called_compressed_give_a_payload_or_a_rejection(coding: str, body: bytes) -> None:
    with contextlib.suppress(Damaged, TooLarge):
        assert isinstance(decode_content(body, [coding], 10_000), bytes)


# Large


def test_a_page_that_is_too_large_is_refused_without_being_held(tmp_path: Path) -> None:
    large = http(b"<p>" + b"x" * (MAX_BLOCK + 1))
    after = resource(b"next")
    for data in (record(large) + after, member(record(large)) + member(after), member(record(large), after)):
        events = read(tmp_path, data)
        assert reasons(events) == ["TooLarge"]
        assert [capture.payload for capture in captures(events)] == [b"next"]
        assert all(len(kept.block) < MAX_BYTES for kept in read_records(tmp_path / "x.warc.gz"))  # type: ignore[union-attr]


def test_a_large_video_is_passed_over_as_what_it_is(tmp_path: Path) -> None:
    block = http(b"\x00" * (MAX_BLOCK + 1), content_type="video/mp4")
    assert passed_over(read(tmp_path, record(block, digests=False))) == {"video/mp4": 1}


# Foreign archives


def test_names_of_fields_are_read_in_any_case_and_any_line_ends(tmp_path: Path) -> None:
    data = (
        record(http(PAGE)).replace(b"WARC-Target-URI", b"warc-target-uri").replace(b"Content-Length", b"CONTENT-LENGTH")
    )
    assert only(tmp_path, data).url == "http://news.example/a"
    head, _, block = record(http(PAGE).replace(b"\r\n", b"\n"), digests=False).partition(b"\r\n\r\n")
    unix = head.replace(b"\r\n", b"\n") + b"\n\n" + block.rstrip(b"\r\n") + b"\n\n"
    assert [capture.payload for capture in captures(read(tmp_path, unix + resource(b"x")))] == [PAGE, b"x"]


@pytest.mark.parametrize("version", ["1.0", "1.1", "0.18"])
def test_versions_of_the_format_are_read_alike(tmp_path: Path, version: str) -> None:
    assert only(tmp_path, record(http(PAGE), version=version)).payload == PAGE


def test_an_address_in_angle_brackets_is_read_without_them(tmp_path: Path) -> None:
    assert only(tmp_path, record(http(PAGE), url="<http://news.example/a b>")).url == "http://news.example/a b"


def test_a_document_without_an_address_or_an_id_is_still_one(tmp_path: Path) -> None:
    capture = only(tmp_path, resource(b"x", url=None, fields={"WARC-Record-ID": None}))
    assert (capture.url, capture.record_id) == ("", "")


def test_fields_that_go_on_in_the_next_line_are_joined(tmp_path: Path) -> None:
    data = record(http(PAGE), fields={"Content-Type": "application/http;\r\n  msgtype=response"})
    assert only(tmp_path, data).payload == PAGE


def test_records_without_digests_or_with_unknown_ones_are_read(tmp_path: Path) -> None:
    assert only(tmp_path, record(http(PAGE), digests=False)).payload == PAGE
    odd = {"WARC-Block-Digest": "whirlpool9:ABC", "WARC-Payload-Digest": "shake_128:00"}
    assert agrees("sh\u00e41:ABC", b"x") is None
    assert only(tmp_path, record(http(PAGE), fields={**odd})).payload == PAGE


@pytest.mark.parametrize(
    ("date", "normal"),
    [
        ("2026-11-23T08:15:00Z", DATE),
        ("2026-11-23T08:15:00.123456789Z", DATE),
        ("2026-11-23T09:15:00+01:00", DATE),
        ("2026-11-23T08:15Z", DATE),
        ("2026-11-23", "2026-11-23T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
        ("20261123081500", DATE),
        ("2026-13-23T08:15:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_come_out_in_one_form(date: str, normal: str | None) -> None:
    assert normal_date(date) == normal


def test_without_a_usable_date_the_server_s_counts(tmp_path: Path) -> None:
    block = http(PAGE, "Date: Mon, 23 Nov 2026 08:15:00 GMT")
    assert only(tmp_path, record(block, fields={"WARC-Date": None})).date == DATE
    assert reasons(read(tmp_path, record(http(PAGE), fields={"WARC-Date": "soon"}))) == ["Damaged"]


# Digests


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5", "SHA-256"])
def test_a_digest_is_read_in_base32_base64_and_hex(algorithm: str) -> None:
    digest = hashlib.new(algorithm.lower().replace("-", ""), b"x").digest()
    spellings = [
        digest.hex(),
        digest.hex().upper(),
        *(f(digest).decode() for f in (b32encode, b64encode, urlsafe_b64encode)),
    ]
    assert all(agrees(f"{algorithm}:{value}", b"x") for value in spellings)
    assert not any(agrees(f"{algorithm}:{value}", b"y") for value in spellings)


@pytest.mark.parametrize("which", ["WARC-Block-Digest", "WARC-Payload-Digest"])
@pytest.mark.parametrize("wrong", [sha1(b"other"), "sha256:" + hashlib.sha256(b"other").hexdigest(), "sha1:short"])
def test_a_wrong_digest_makes_no_document_and_costs_only_its_own(tmp_path: Path, which: str, wrong: str) -> None:
    bad = record(http(PAGE), url="http://news.example/bad", fields={which: wrong})
    for pack in (bytes, member):
        events = read(tmp_path, pack(resource(b"one")) + pack(bad) + pack(resource(b"two")))
        assert [capture.payload for capture in captures(events)] == [b"one", b"two"]
        assert [(event.url, event.rejection.reason) for event in events if isinstance(event, Unusable)] == [
            ("http://news.example/bad", "Damaged")
        ]
        assert len(damages(events)) == 1


@pytest.mark.parametrize(("was", "became"), [(b"text/html", b"text/htmm"), (b"HTTP/1.1 200", b"HTTP/1.1 300")])
def test_a_block_that_is_not_what_its_digest_says_is_not_passed_over_for_what_it_says(
    tmp_path: Path, was: bytes, became: bytes
) -> None:
    events = read(tmp_path, record(http(PAGE)).replace(was, became))
    assert reasons(events) == ["Damaged"]
    assert len(damages(events)) == 1


@pytest.mark.parametrize("form", [ENCODED["gzip"], chunked(ENCODED["gzip"]), PAGE], ids=["encoded", "chunked", "page"])
def test_a_payload_digest_may_be_of_any_form_of_the_body(tmp_path: Path, form: bytes) -> None:
    block = http(chunked(ENCODED["gzip"]), "Transfer-Encoding: chunked", "Content-Encoding: gzip")
    assert only(tmp_path, record(block, fields={"WARC-Payload-Digest": sha1(form)})).payload == PAGE


@pytest.mark.parametrize("field", [{"WARC-Truncated": "length"}, {"WARC-Truncated": ""}, {"WARC-Segment-Number": "1"}])
def test_a_capture_that_says_it_is_cut_short_becomes_no_document(tmp_path: Path, field: dict[str, str | None]) -> None:
    events = read(tmp_path, record(http(PAGE), fields=field))
    assert reasons(events) == ["Damaged"]
    assert len(damages(events)) == 1


# Damage


THREE = [resource(b"text %d " % n * 20, url=f"urn:{n}") for n in range(3)]
PAYLOADS = {f"urn:{n}": b"text %d " % n * 20 for n in range(3)}


def test_garbage_between_records_is_passed_over_and_said(tmp_path: Path) -> None:
    for pack in (bytes, member):
        good = pack(THREE[0])
        events = read(tmp_path, good + b"garbage\n\x1f\x8b\x08 more WARC/1.0" + pack(THREE[1]))
        assert [capture.url for capture in captures(events)] == ["urn:0", "urn:1"]
        (damage,) = damages(events)
        assert (damage.offset, damage.bytes_lost) == (len(good), 25)


def test_a_flipped_bit_in_a_gzip_member_costs_that_member_only(tmp_path: Path) -> None:
    members = [bytearray(member(record_)) for record_ in THREE]
    members[1][len(members[1]) // 2] ^= 0x10
    events = read(tmp_path, b"".join(members))
    assert [capture.url for capture in captures(events)] == ["urn:0", "urn:2"]
    assert [(damage.offset, damage.bytes_lost) for damage in damages(events)] == [(len(members[0]), len(members[1]))]


def test_a_flipped_bit_in_a_plain_record_costs_that_record_only(tmp_path: Path) -> None:
    data = b"".join(THREE).replace(b"text 1 text", b"text 9 text", 1)
    events = read(tmp_path, data)
    assert [capture.url for capture in captures(events)] == ["urn:0", "urn:2"]
    assert [damage.offset for damage in damages(events)] == [len(THREE[0])]


def test_a_flipped_bit_in_a_file_gzipped_as_a_whole_leaves_what_digests_vouch_for(tmp_path: Path) -> None:
    texts = [hashlib.sha256(b"%d" % n).hexdigest().encode() * 40 for n in range(20)]
    data = bytearray(member(*(resource(text, url=f"urn:{n}") for n, text in enumerate(texts))))
    data[len(data) // 2] ^= 0x10
    events = read(tmp_path, bytes(data))
    assert [capture.payload for capture in captures(events)][:8] == texts[:8]
    assert all(capture.payload in texts for capture in captures(events))
    assert len(damages(events)) == 1


@pytest.mark.parametrize("length", ["3", "99999", "9999999999999999999999", "-1", "ten", None])
def test_a_wrong_content_length_costs_that_record_only(tmp_path: Path, length: str | None) -> None:
    bad = resource(b"text that is long enough", fields={"Content-Length": length}, url="urn:bad")
    for pack in (bytes, member):
        events = read(tmp_path, pack(THREE[0]) + pack(bad) + pack(THREE[1]))
        assert [capture.url for capture in captures(events)] == ["urn:0", "urn:1"]
        assert reasons(events) == ["Damaged"]
        assert len(damages(events)) == 1


def test_a_length_that_swallows_the_next_record_gives_it_back(tmp_path: Path) -> None:
    bad = resource(b"text", fields={"Content-Length": str(len(THREE[1]) + 20)}, url="urn:bad", digests=False)
    events = read(tmp_path, THREE[0] + bad + THREE[1] + THREE[2])
    assert [capture.url for capture in captures(events)] == ["urn:0", "urn:1", "urn:2"]


def test_a_second_archive_after_one_cut_short_is_read(tmp_path: Path) -> None:
    for pack in (bytes, member):
        events = read(tmp_path, pack(THREE[0]) + pack(THREE[1])[:-30] + pack(THREE[2]))
        assert [capture.url for capture in captures(events)] == ["urn:0", "urn:2"]
        assert len(damages(events)) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"<html>not a WARC",
        b"\x00" * 3_000_000,
        gzip.compress(b"not a WARC"),
        gzip.compress(b"not a WARC")[:-9],
        b"\x1f\x8b\x08",
        member(THREE[0])[:20],
        b"PK\x03\x04 archive",
    ],
    ids=["empty", "blank", "html", "zeros", "gzip", "cut-gzip", "magic", "cut-in-head", "zip"],
)
def test_a_file_that_is_no_warc_is_said_to_be_unreadable(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ArchiveUnreadable):
        read(tmp_path, data)


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.warc", tmp_path / "missing" / "x.warc"):
        with pytest.raises(ArchiveUnreadable, match=str(path)):
            list(read_archive(path))


def check_survivors(events: list[Any], expected: set[str]) -> None:
    """Whatever was read is right, and holds at least *expected*."""
    found = {capture.url: capture.payload for capture in captures(events)}
    assert found.items() <= PAYLOADS.items()
    assert expected <= found.keys()
    assert found.keys() == PAYLOADS.keys() or damages(events)


def whole_before(packed: list[bytes], place: int) -> set[str]:
    """Return the addresses of the records that end before byte *place*."""
    ends = [sum(map(len, packed[: n + 1])) for n in range(len(packed))]
    return {f"urn:{n}" for n, end in enumerate(ends) if end <= place}


def whole_after(packed: list[bytes], place: int) -> set[str]:
    """Return the addresses of the records that begin after byte *place*."""
    starts = [sum(map(len, packed[:n])) for n in range(len(packed))]
    return {f"urn:{n}" for n, start in enumerate(starts) if start > place}


def read_or_nothing(folder: Path, data: bytes) -> list[Any] | None:
    try:
        return read(folder, data)
    except ArchiveUnreadable:
        return None


@pytest.mark.parametrize("pack", [bytes, member], ids=["plain", "gzip"])
def test_cut_at_any_byte_the_records_before_are_all_there(tmp_path: Path, pack: Any) -> None:
    packed = [pack(record_) for record_ in THREE]
    data = b"".join(packed)
    for place in range(len(data) + 1):
        events = read_or_nothing(tmp_path, data[:place])
        expected = whole_before(packed, place)
        if events is None:
            assert not expected
        elif place not in {sum(map(len, packed[:n])) for n in range(4)}:
            found = {capture.url: capture.payload for capture in captures(events)}
            assert expected <= found.keys()
            assert found.items() <= PAYLOADS.items()


@settings(max_examples=300)
@given(st.data())
def test_with_any_byte_changed_the_other_gzip_members_are_all_there(tmp_path_factory: Any, data: Any) -> None:
    folder = tmp_path_factory.mktemp("flip")
    packed = [member(record_) for record_ in THREE]
    archive = bytearray(b"".join(packed))
    place = data.draw(st.integers(0, len(archive) - 1))
    archive[place] ^= data.draw(st.integers(1, 255))
    check_survivors(read(folder, bytes(archive)), whole_before(packed, place) | whole_after(packed, place))


@settings(max_examples=300)
@given(st.data())
def test_with_any_byte_of_a_plain_record_s_block_changed_the_others_are_all_there(
    tmp_path_factory: Any, data: Any
) -> None:
    folder = tmp_path_factory.mktemp("flip")
    archive = bytearray(b"".join(THREE))
    block = sum(map(len, THREE[:1])) + THREE[1].index(b"\r\n\r\n") + 4
    place = data.draw(st.integers(block, block + len(PAYLOADS["urn:1"]) - 1))
    archive[place] ^= data.draw(st.integers(1, 255))
    check_survivors(read(folder, bytes(archive)), {"urn:0", "urn:2"})


@settings(max_examples=200)
@given(st.data())
def test_with_any_byte_of_a_plain_file_changed_no_payload_is_wrong(tmp_path_factory: Any, data: Any) -> None:
    folder = tmp_path_factory.mktemp("flip")
    archive = bytearray(b"".join(THREE))
    place = data.draw(st.integers(0, len(archive) - 1))
    archive[place] ^= data.draw(st.integers(1, 255))
    found = [capture.payload for capture in captures(read(folder, bytes(archive)))]
    assert set(found) <= set(PAYLOADS.values())
    assert len(found) >= 2


@settings(max_examples=100)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_before_an_archive_cost_none_of_it(tmp_path_factory: Any, noise: bytes, packed: bool) -> None:
    folder = tmp_path_factory.mktemp("noise")
    data = noise + b"\n" + b"".join(map(member, THREE) if packed else THREE)
    assert {capture.url for capture in captures(read(folder, data))} == PAYLOADS.keys()


def test_a_disk_of_garbage_members_is_read_in_linear_time(tmp_path: Path) -> None:
    data = b"".join(member(b"no record") for _ in range(2_000)) + member(THREE[0])
    assert [capture.url for capture in captures(read(tmp_path, data))] == ["urn:0"]


HEADERS = [
    "Content-Encoding: gzip",
    "Content-Encoding: br",
    "Transfer-Encoding: chunked",
    "Content-Length: 50",
    "Date: x",
]


@given(
    st.lists(st.sampled_from(HEADERS)), st.binary(max_size=200), st.sampled_from([None, "text/html", ";;", "text/xml"])
)
def test_any_bytes_as_a_response_are_a_document_or_refused_or_passed_over(
    tmp_path_factory: Any, headers: list[str], body: bytes, content_type: str | None
) -> None:
    folder = tmp_path_factory.mktemp("any")
    events = read(folder, record(http(body, *headers, content_type=content_type)) + THREE[0])
    assert [event.url for event in captures(events)][-1] == "urn:0"
    assert sum(not isinstance(event, Damage) for event in events) == 2


SEEDS = Path(__file__).parents[2] / "shared" / "seeds" / "seeds.warc.gz"


@pytest.mark.skipif(not SEEDS.exists(), reason="../shared is not there")
def test_the_seeds_are_read_whole() -> None:
    events = list(read_archive(SEEDS))
    assert len(captures(events)) == len(events) == 5
