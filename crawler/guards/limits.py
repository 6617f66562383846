"""A response in, bounded: its head, its cookies, its body once decompressed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, Self
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.exceptions import DownloadFailedError
from scrapy.http import TextResponse
from scrapy.responsetypes import responsetypes

from crawler.warc.codings import DECODERS, decode_content
from pipelines.describe.sites import is_public_suffix, site_of
from pipelines.exceptions import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from http.cookiejar import Cookie

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.http.cookies import CookieJar
    from twisted.web._newclient import HTTP11ClientProtocol

ACCEPT_ENCODING = b"gzip, deflate, br, zstd"
#: Longest cookie that is kept, name and value (RFC 6265, 6.1).
MAX_COOKIE = 4096
#: Sites whose cookies are kept: those that were asked last.
MOST_JARS = 1_000


class BoundedParser(_LenientHTTPClientParser):
    """Scrapy's parser of responses; it gives up a head that is too long, `100 Continue` and the like counted in."""

    left: int
    """Bytes that the head may still have."""

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        """Read one line of the head; raise TooLarge."""
        self.left -= len(line) + 1
        if self.left < 0:
            raise TooLarge("more headers than HEADERS_MAX_BYTES")
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> NoReturn:  # noqa: ARG002, N802
        """Give up a line that is longer than Twisted takes."""
        raise TooLarge(f"a header of more than {self.MAX_LENGTH:,} bytes")


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's connection to a server, with that parser."""

    max_head: int

    def request(self, request: Any) -> Any:
        """Send *request*, and read the answer with the bounded parser (as Scrapy's protocol puts in its own)."""
        answer = super().request(request)
        parser: Any = self._parser
        parser.__class__ = BoundedParser
        parser.left = self.max_head
        return answer


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes such connections."""

    def __init__(self, max_head: int, *args: Any) -> None:
        super().__init__(*args)  # type: ignore[no-untyped-call]
        self.max_head = max_head

    def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:  # noqa: ARG002, N802
        """Return a connection that reads heads of limited length."""
        protocol = BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
        protocol.max_head = self.max_head
        return protocol


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler, with such connections; its own limits are `DOWNLOAD_MAXSIZE` for the body and
    `DOWNLOAD_TIMEOUT` for all of the exchange, from the connection to the last byte."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        pool: Any = self._pool
        pool._factory = partial(BoundedFactory, crawler.settings.getint("HEADERS_MAX_BYTES"))

    async def download_request(self, request: Request) -> Response:
        """Return the response to *request*; raise TooLarge where its head is."""
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            for reason in getattr(error.__cause__, "reasons", []):
                if isinstance(reason.value, TooLarge):
                    raise reason.value from error
            raise


class Decompress:
    """Downloader middleware in the place of Scrapy's, which gives on what came of a body that is cut short, and undoes
    any number of encodings: undoes them as the archive reader does, so that a replay judges alike."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say what is understood."""
        request.headers.setdefault("Accept-Encoding", ACCEPT_ENCODING)

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002
        """Return *response* decompressed; raise TooLarge, or Damaged where it is cut short or corrupt.

        At once and not in a thread: responses go on in the order in which they came.
        """
        declared = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        codings = [coding.strip().lower() for coding in declared.split(",") if coding.strip()]
        if not any(coding in DECODERS for coding in codings):
            return response
        body = decode_content(response.body, codings, self.limit)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        encoding = {"encoding": None} if issubclass(kind, TextResponse) else {}
        return response.replace(cls=kind, headers=headers, body=body, **encoding)


class BoundedCookies(CookiesMiddleware):
    """Scrapy's cookies, in a jar for each site, with room for few."""

    most: int

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware: Self = super().from_crawler(crawler)
        middleware.most = crawler.settings.getint("COOKIES_MAX")
        return middleware

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Add the cookies of the site that *request* goes to."""
        site = request.meta["cookiejar"] = site_of(request.url)
        if site in self.jars:
            self.jars[site] = self.jars.pop(site)  # the last to go
        super().process_request(request)
        if len(self.jars) > MOST_JARS:
            del self.jars[next(iter(self.jars))]

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Response | Request:
        """Keep the cookies of *response*, as far as there is room: the last ones set, none too long."""
        result = super().process_response(request, response)
        jar = self.jars[request.meta["cookiejar"]].jar
        cookies = list(jar)
        short = [cookie for cookie in cookies if len(cookie.name) + len(cookie.value or "") <= MAX_COOKIE]
        kept = {id(cookie) for cookie in short[-self.most :]}
        for cookie in cookies:
            if id(cookie) not in kept:
                jar.clear(cookie.domain, cookie.path, cookie.name)
        return result

    def _process_cookies(self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request) -> None:
        """Put *cookies* into *jar*, as Scrapy does; its own look at the public suffixes fetches their list."""
        host = (urlsplit(request.url).hostname or "").lower()
        for cookie in cookies:
            domain = cookie.domain.removeprefix(".")
            if domain and is_public_suffix(domain):
                if domain != host:
                    continue
                cookie.domain = host
            jar.set_cookie_if_ok(cookie, request)
