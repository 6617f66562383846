"""Answers without measure: bombs, endless heads and bodies, drops of bytes, circles, jars of cookies."""

from __future__ import annotations

import gzip
import resource
import time
import zlib
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest

from crawler.warc.codings import zstd
from tests.siege.evil import Crawl, Evil, answer, crawl, feed, moved, serve, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedIOBase

#: More than a page is given, once it is decompressed.
LONG = b"<p>" + b"word " * 8_000_000
MIB = 1024 * 1024
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
WHOLE = story("whole").partition(b"\r\n\r\n")[2]


def coded(body: bytes, *codings: str) -> bytes:
    return answer(body, f"Content-Encoding: {', '.join(codings)}")


def stream(parts: Iterable[bytes], pause: float = 0.0) -> Callable[[BufferedIOBase], None]:
    """Return what sends *parts* one by one."""

    def play(wire: BufferedIOBase) -> None:
        for part in parts:
            wire.write(part)
            wire.flush()
            time.sleep(pause)

    return play


def repeated(first: bytes, then: bytes) -> Iterator[bytes]:
    yield first
    while True:
        yield then


def gzipped(body: bytes, times: int) -> bytes:
    for _ in range(times):
        body = gzip.compress(body, 6)
    return body


#: What the site answers, and what becomes of the page.
ANSWERS: dict[str, tuple[object, str]] = {
    "gzip": (coded(gzip.compress(LONG), "gzip"), "TooLarge"),
    "deflate": (coded(zlib.compress(LONG), "deflate"), "TooLarge"),
    "br": (coded(brotli.compress(LONG, quality=5), "br"), "TooLarge"),
    "zstd": (coded(zstd.compress(LONG), "zstd"), "TooLarge"),
    "gzip-in-gzip": (coded(gzipped(LONG, 2), "gzip", "gzip"), "TooLarge"),
    "twenty-encodings": (coded(gzipped(WHOLE, 20), *["gzip"] * 20), "TooLarge"),
    "cut-short": (coded(gzip.compress(WHOLE)[:-20], "gzip"), "Damaged"),
    "no-gzip-at-all": (coded(b"\x1f\x8b\x08 but not really", "gzip"), "Damaged"),
    "endless-body": (stream(repeated(HEAD + b"\r\n", b"<p>word</p>" * 1000)), "TooLarge"),
    "a-terabyte-announced": (HEAD + b"Content-Length: 1000000000000\r\n\r\n", "TooLarge"),
    "endless-headers": (stream(repeated(HEAD, b"X-More: " + b"x" * 1000 + b"\r\n")), "TooLarge"),
    "endless-header": (stream(repeated(HEAD + b"X-Long: ", b"x" * 1000)), "TooLarge"),
    "folded-header": (stream(repeated(HEAD + b"X-Long: x\r\n", b" " + b"x" * 1000 + b"\r\n")), "TooLarge"),
    "endless-continue": (stream(repeated(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)), "TooLarge"),
    "body-in-drops": (stream(repeated(HEAD + b"\r\n<p>", b"x"), 0.05), "FetchTimeout"),
    "head-in-drops": (stream(repeated(HEAD + b"X-Slow: ", b"x"), 0.05), "FetchTimeout"),
    "chunks-in-drops": (
        stream(repeated(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), 0.05),
        "FetchTimeout",
    ),
    "long-address?" + "x" * 3000: (story("a long address"), "AddressRefused"),
}
#: So many redirects that never come back to where they were.
HOPS = {f"/hop-{number}": moved(f"/hop-{number + 1}") for number in range(30)}


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Evil, Crawl]]:
    jar = [f"Set-Cookie: c{number}={'x' * 300}; Path=/" for number in range(150)]
    jar.append(f"Set-Cookie: long={'x' * 8000}; Path=/")
    answers: dict[str, object] = {f"/{path}": said for path, (said, _) in ANSWERS.items()}
    answers |= {**HOPS, "/whole": coded(gzip.compress(WHOLE), "gzip"), "/last": story("last")}
    answers["/jar"] = moved("/last", "302 Found\r\n" + "\r\n".join(jar))
    answers["/moved-to-length"] = moved("/?" + "x" * 3000)
    answers["/feed"] = feed(*[f"/{path}" for path in ANSWERS], "/hop-0", "/whole", "/moved-to-length", "/jar")
    with serve(answers) as site:  # type: ignore[arg-type]
        run = crawl(
            tmp_path_factory.mktemp("limits"),
            f"{site.base}/feed",
            settings=("DOWNLOAD_TIMEOUT=10", "CONCURRENT_REQUESTS=100", "HOST_FAILURES=99"),
        )
        yield site, run


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_without_measure_is_refused_by_name(path: str, siege: tuple[Evil, Crawl]) -> None:
    site, run = siege
    assert run.refusals()[f"{site.base}/{path}"] == ANSWERS[path][1]


def test_redirects_end(siege: tuple[Evil, Crawl]) -> None:
    site, run = siege
    assert run.refusals()[f"{site.base}/hop-0"] == "TooManyRedirects"
    assert len([path for path in site.paths() if path.startswith("/hop-")]) == 11
    assert run.refusals()[f"{site.base}/moved-to-length"] == "AddressRefused"


def test_few_cookies_are_kept_and_none_that_is_long(siege: tuple[Evil, Crawl]) -> None:
    site, _ = siege
    sent = site.cookies["/last"]
    assert sent.count("=") == 50
    assert "c149=" in sent
    assert "long=" not in sent


def test_the_rest_of_the_crawl_is_whole(siege: tuple[Evil, Crawl]) -> None:
    _, run = siege
    assert "/whole" in run.places()
    assert run.run["total"]["pending"] == 0
    assert run.code == 0, run.told
    assert "Traceback" not in run.told


def test_no_process_of_the_crawl_grew_beyond_measure(siege: tuple[Evil, Crawl]) -> None:
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 600 * MIB
