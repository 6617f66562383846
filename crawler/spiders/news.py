"""`scrapy crawl news [-a seeds=FILE] [-a only=NAME,NAME]`: the sources of a seeds file in, their pages out."""

from __future__ import annotations

import difflib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import scrapy
from scrapy import Request, signals
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.spidermiddlewares.httperror import HttpError as HttpStatus

from crawler.discovery import READERS
from crawler.discovery.detect import kind_of
from crawler.discovery.links import Link, NotReadable, passes
from crawler.exceptions import UsageError
from crawler.handlers.capture import CAPTURE, Unfinished
from crawler.handlers.replay import NotArchived
from crawler.seeds import load_seeds
from crawler.warc.media import charset_of, is_document, media_type_of
from crawler.warc.reader import document_type
from pipelines.exceptions import (
    AddressRefused,
    FetchFailed,
    FetchTimeout,
    HttpError,
    Rejection,
    TooLarge,
    TooManyRedirects,
    WrongContentType,
)
from pipelines.outcomes import Refusal
from pipelines.tally import Tally
from schemas import ArchiveLocation, Http, Page, Rejected, Seed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

#: Sitemaps of sitemaps of … are read this deep; the protocol allows one step.
SITEMAP_DEPTH = 5
#: What Scrapy's middlewares say when they raise IgnoreRequest.
ROBOTS_SAYS_NO = "Forbidden by robots.txt"
TOO_LARGE = "DOWNLOAD_MAXSIZE"
TOO_MANY_REDIRECTS = "max redirections reached"


class NewsSpider(scrapy.Spider):
    """Reads feeds, sitemaps and section pages for links, and yields what they lead to as pages.

    What is known of a request travels in its `meta`, in JSON-able form: `source`, `kind`, `announced_url`, `hints`,
    `level` (of a sitemap) and, once it is answered, its capture.
    """

    name = "news"

    def __init__(self, seeds: str = "seeds/news.toml", only: str = "", name: str | None = None) -> None:
        super().__init__(name)
        found, faults = load_seeds(Path(seeds))
        if not found:
            raise UsageError("\n".join(map(str, faults)))
        self.faults = [str(fault) for fault in faults]
        self.seeds = {seed.name: seed for seed in choose(found, only)}
        self.announced: set[bytes] = set()
        self.taken: Counter[str] = Counter()
        self.last_position = (0, 0)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider: Self = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.dropped, signal=signals.request_dropped)
        return spider

    @property
    def tally(self) -> Tally:
        return Tally(self.crawler.stats)

    async def start(self) -> AsyncIterator[Request]:
        for fault in self.faults:
            self.tally.fault(fault)
        for seed in self.seeds.values():
            self.tally.source(seed.name)
            request = self.request(Link(seed.url), seed, kind=seed.kind)
            if self.announce(request):
                yield request

    def request(self, link: Link, seed: Seed, *, kind: str | None, level: int = 0) -> Request:
        """Return the request for *link* of the source *seed*."""
        meta = {
            "source": seed.name,
            "kind": kind,
            "announced_url": link.url,
            "hints": link.hints.model_dump() if link.hints else None,
            "level": level,
        }
        return Request(link.url, callback=self.parse, errback=self.failed, meta=meta)

    def announce(self, request: Request) -> bool:
        """Count *request* as announced, unless its address was before; return whether it is to be fetched."""
        if self.is_known(request):
            return False
        self.announced.add(self.crawler.request_fingerprinter.fingerprint(request))
        self.tally.announced(request.meta["source"])
        return True

    def is_known(self, request: Request) -> bool:
        """Return whether the address of *request* was announced before, by whatever source."""
        return self.crawler.request_fingerprinter.fingerprint(request) in self.announced

    def parse(self, response: Response) -> list[Any]:
        """Return the page that *response* is, or the requests for what it announces.

        A list, not a generator: which source an address belongs to is settled in the order in which responses come.
        """
        self.note_position(response.meta)
        declared = header(response, "Content-Type")
        media_type, charset = media_type_of(declared), charset_of(declared)
        kind = kind_of(response.body, response.url, media_type, charset, response.meta["kind"])
        if kind == "page":
            return [self.page(response, media_type, charset)]
        try:
            links = READERS[kind](response.body, response.url, charset)
        except NotReadable as error:
            return self.undiscovered(response.meta, f"{response.url}: {error}")
        if kind == "section" and not links:
            return self.undiscovered(response.meta, f"{response.url}: no link on it looks like that of an article")
        self.tally.set_aside(response.meta["source"], "followed")
        return list(self.follow(links, response.meta))

    def follow(self, links: list[Link], meta: dict[str, Any]) -> Iterator[Request]:
        """Yield a request for each of *links* that is new and that the source's limits let pass."""
        seed = self.seeds[meta["source"]]
        for link in links:
            if not link.fetchable:
                self.pass_over(seed, "scheme")
            elif link.kind == "sitemap":
                yield from self.follow_sitemap(link, seed, meta["level"] + 1)
            elif not passes(link.url, seed.allow, seed.deny):
                self.pass_over(seed, "pattern")
            else:
                yield from self.follow_page(link, seed)

    def follow_sitemap(self, link: Link, seed: Seed, level: int) -> Iterator[Request]:
        request = self.request(link, seed, kind="sitemap", level=level)
        if level > SITEMAP_DEPTH:
            self.pass_over(seed, "depth")
        elif self.announce(request):
            yield request

    def follow_page(self, link: Link, seed: Seed) -> Iterator[Request]:
        request = self.request(link, seed, kind="page")
        full = seed.max_pages is not None and self.taken[seed.name] >= seed.max_pages
        if full and not self.is_known(request):
            self.pass_over(seed, "max_pages")
        elif self.announce(request):
            self.taken[seed.name] += 1
            yield request

    def pass_over(self, seed: Seed, why: str) -> None:
        self.tally.announced(seed.name)
        self.tally.set_aside(seed.name, "out_of_scope", why)

    def page(self, response: Response, media_type: str, charset: str | None) -> Page | Refusal:
        """Return *response* as a page, or its refusal where it is no document."""
        meta = response.meta
        try:
            media_type = page_type(media_type, response.body)
        except WrongContentType as rejection:
            return self.refusal(meta, response.url, rejection)
        capture = meta[CAPTURE]
        return Page(
            url=response.url,
            announced_url=meta["announced_url"],
            body=response.body,
            media_type=media_type,
            charset=charset,
            fetched_at=capture["fetched_at"],
            position=capture["position"],
            source=meta["source"],
            language=self.seeds[meta["source"]].language,
            hints=meta["hints"],
            http=Http(
                status=response.status,
                content_type=header(response, "Content-Type"),
                etag=header(response, "ETag"),
                last_modified=header(response, "Last-Modified"),
            ),
            archive=ArchiveLocation(**capture["archive"]) if capture["archive"] else None,
        )

    def failed(self, failure: Failure) -> list[Refusal]:
        """Return the refusal of a request that came to nothing; set it aside where no rule lets it be fetched."""
        meta = failure.request.meta  # type: ignore[attr-defined] # Scrapy puts it there
        self.note_position(meta)
        match failure.value:
            case Unfinished():
                return []
            case NotArchived():
                self.tally.set_aside(meta["source"], "out_of_scope", "not_archived")
                return []
            case IgnoreRequest() as ignored if str(ignored) == ROBOTS_SAYS_NO:
                self.tally.set_aside(meta["source"], "robots")
                return []
        rejection = rejection_of(failure.value)
        if meta["kind"] == "page":
            return [self.refusal(meta, meta["announced_url"], rejection)]
        return self.undiscovered(meta, f"{meta['announced_url']}: {rejection.reason}: {rejection}")

    def undiscovered(self, meta: dict[str, Any], why: str) -> list[Refusal]:
        """Say that what was to be read for links could not be."""
        self.tally.set_aside(meta["source"], "failed")
        self.tally.source_failed(meta["source"], why)
        self.logger.warning("%s: %s", meta["source"], why)
        return []

    def refusal(self, meta: dict[str, Any], url: str, rejection: Rejection) -> Refusal:
        line = Rejected(url=url, source=meta["source"], reason=rejection.reason, detail=str(rejection))
        return Refusal(position=self.last_position, rejected=line)

    def note_position(self, meta: dict[str, Any]) -> None:
        """Keep how far the captures have come: that is the place of what has no capture."""
        if CAPTURE in meta:
            self.last_position = max(self.last_position, tuple(meta[CAPTURE]["position"]))

    def dropped(self, request: Request) -> None:
        """Follow a redirect in a circle (a cookie may end it); count one that leads where another request went."""
        history = [Request(url) for url in request.meta.get("redirect_urls", [])]
        fingerprint = self.crawler.request_fingerprinter.fingerprint
        if fingerprint(request) in map(fingerprint, history):
            self.crawler.engine.crawl(request.replace(dont_filter=True))
        else:
            self.tally.set_aside(request.meta["source"], "out_of_scope", "same_page")


def choose(seeds: list[Seed], only: str) -> list[Seed]:
    """Return those of *seeds* that *only* names, parted by commas; all where it is empty. Raises UsageError."""
    wanted = [name.strip() for name in only.split(",") if name.strip()]
    names = [seed.name for seed in seeds]
    for name in wanted:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
            raise UsageError(f"only={only}: no source is named {name!r}; {hint}")
    return [seed for seed in seeds if not wanted or seed.name in wanted]


def rejection_of(error: BaseException | None) -> Rejection:
    """Return what *error* of the downloader means for the page."""
    message = " ".join(str(error).split()) or type(error).__name__
    match error:
        case Rejection():
            return error
        case HttpStatus() if leads_elsewhere(error.response):
            return AddressRefused(f"{error.response.status} to {header(error.response, 'Location')}")
        case HttpStatus():
            return HttpError(str(error.response.status))
        case DownloadTimeoutError():
            return FetchTimeout(message)
        case DownloadCancelledError():
            return TooLarge(message)
        case IgnoreRequest() if TOO_LARGE in message:
            return TooLarge(message)
        case IgnoreRequest() if message == TOO_MANY_REDIRECTS:
            return TooManyRedirects(message)
    return FetchFailed(message)


def leads_elsewhere(response: Response) -> bool:
    """Return whether *response* is a redirect to what is neither http nor https, and so was not followed."""
    target = urljoin(response.url, header(response, "Location") or "")
    return 300 <= response.status < 400 and not Link(target).fetchable


def page_type(media_type: str, body: bytes) -> str:
    """Return the type of document that *body* is, declared as *media_type*; raise WrongContentType where it is none."""
    found = document_type(media_type, body) if is_document(media_type) else None
    if found is None:
        raise WrongContentType(media_type or f"none declared, and it begins with {body[:8]!r}")
    return found


def header(response: Response, name: str) -> str | None:
    """Return the header *name* of *response* as text; None where it was not sent."""
    value = response.headers.get(name)
    return value.decode("utf-8", "replace").strip() if value is not None else None
