"""`scrapy crawl news [-a seeds=FILE] [-a only=NAME,NAME]`: the sources of a seeds file in, their pages out."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import scrapy
from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest

from crawler.discovery import READERS
from crawler.discovery.detect import kind_of
from crawler.discovery.links import Link, NotReadable, passes
from crawler.discovery.parts import may_declare
from crawler.exceptions import UsageError
from crawler.guards.robots import FORBIDDEN
from crawler.guards.traps import trap_in, without_session
from crawler.handlers.replay import NotArchived, Recording
from crawler.parts import FurtherPages
from crawler.requests import fingerprint_of, to_link
from crawler.responses import header, page_type, rejection_of
from crawler.seeds import load_seeds
from crawler.warc.media import charset_of, media_type_of
from pipelines.exceptions import Rejection, RobotsUnreachable, Unfinished, WrongContentType
from pipelines.ledger.keeper import CAPTURE, KEY, LedgerKeeper
from pipelines.outcomes import Aside, Refusal, refuse
from pipelines.outcomes import Link as Announced
from pipelines.tally import Tally
from schemas import ArchiveLocation, Http, Page, Seed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from pipelines.ledger.frontier import Known
    from pipelines.outcomes import AsideState

#: Sitemaps of sitemaps of … are read this deep; the protocol allows one step.
SITEMAP_DEPTH = 5
#: How a source ends whose robots.txt cannot be had.
ROBOTS_UNREACHABLE = "robots_unreachable"


class NewsSpider(scrapy.Spider):
    """Reads feeds, sitemaps and section pages for links, and yields what they lead to as pages.

    What is known of a request travels in its `meta`, in JSON-able form: `source`, `kind`, `announced_url`, `hints`,
    `level` (of a sitemap), `key` (in the ledger) and, once it is answered, its capture.
    """

    name = "news"

    def __init__(self, seeds: str = "seeds/news.toml", only: str = "", name: str | None = None) -> None:
        super().__init__(name)
        found, faults = load_seeds(Path(seeds))
        if not found:
            raise UsageError("\n".join(map(str, faults)))
        self.options = {"seeds": seeds, "only": only}
        self.faults = [str(fault) for fault in faults]
        self.seeds = {seed.name: seed for seed in choose(found, only)}
        self.taken: Counter[str] = Counter()
        self.sitemaps: Counter[str] = Counter()
        self.further: Counter[str] = Counter()
        self.last_position = (0, 0)

    @property
    def tally(self) -> Tally:
        return Tally(self.crawler.stats)

    @property
    def known(self) -> Known:
        return LedgerKeeper.of(self.crawler).ledger.known

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.count_on, signal=signals.spider_opened)
        return spider

    def count_on(self) -> None:
        """Take over what an earlier process of the run has counted: not in `start()`, for what that process left may be
        fetched before."""
        self.sitemaps.update(self.known.sitemaps)
        self.taken.update({name: counts.to_be_pages for name, counts in self.tally.sources().items()})

    async def start(self) -> AsyncIterator[Request]:
        for fault in self.faults:
            self.tally.fault(fault)
        for seed in self.seeds.values():
            self.tally.source(seed.name)
            yield self.request(Link(seed.url), seed, kind=seed.kind)

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

    def parse(self, response: Response) -> list[Any] | Coroutine[Any, Any, list[Any]]:
        """Return the page that *response* is, or what became of it and the links that it announces.

        A list, not a generator: which source an address belongs to is settled in the order in which responses come. A
        page with further ones comes later, and announces nothing.
        """
        self.note_position(response.meta)
        if response.meta["source"] not in self.seeds:  # the run goes on with another seeds file
            return [self.aside(response.meta, "out_of_scope", "source_gone")]
        declared = header(response, "Content-Type")
        media_type, charset = media_type_of(declared), charset_of(declared)
        kind = kind_of(response.body, response.url, media_type, charset, response.meta["kind"])
        if kind == "page":
            page = self.page(response, media_type, charset)
            return self.whole(page) if isinstance(page, Page) and may_declare(page.body, 2) else [page]
        try:
            links = READERS[kind](response.body, response.url, charset)
            found = kind == "section" and self.settings.getbool("SKIP_TRAPS")
            links = [replace(link, url=without_session(link.url)) for link in links] if found else links
        except NotReadable as error:
            return self.undiscovered(response.meta, "NotReadable", f"{response.url}: {error}")
        if kind == "section" and not links:
            return self.undiscovered(
                response.meta, "NoLinks", f"{response.url}: no link on it looks like that of an article"
            )
        announced = tuple(self.follow(links, response.meta, found=found))
        return [self.aside(response.meta, "followed", links=announced)]

    async def whole(self, page: Page) -> list[Page]:
        """Return *page* with the further pages of its story; nothing where the run ends before they have come."""
        seed = self.seeds[page.source or ""]
        try:
            return [await FurtherPages(self.crawler, seed, self.further).join(page)]
        except Unfinished:
            return []

    def aside(
        self, meta: dict[str, Any], state: AsideState, reason: str | None = None, links: tuple[Announced, ...] = ()
    ) -> Aside:
        """Return what became of an address that is no page."""
        position = self.position(meta)
        return Aside(position, meta[KEY], meta["announced_url"], meta["source"], state, reason, links)

    def follow(self, links: list[Link], meta: dict[str, Any], *, found: bool) -> Iterator[Announced]:
        """Yield each of *links* that is new, to be fetched where the source's limits let it pass.

        *found*: they are read off a page, where no publisher vouches for them.
        """
        seed = self.seeds[meta["source"]]
        for link in links:
            if not link.fetchable:
                yield left_out(link, seed, "scheme")
            elif link.kind == "sitemap":
                yield from self.follow_sitemap(link, seed, meta["level"] + 1)
            elif not passes(link.url, seed.allow, seed.deny):
                yield left_out(link, seed, "pattern", self.key_of(link))
            elif found and (trap := trap_in(link.url)):
                yield left_out(link, seed, f"trap_{trap}", self.key_of(link))
            else:
                yield from self.follow_page(link, seed)

    def follow_sitemap(self, link: Link, seed: Seed, level: int) -> Iterator[Announced]:
        if level > SITEMAP_DEPTH:
            yield left_out(link, seed, "depth", self.key_of(link))
        elif self.sitemaps[seed.name] >= self.settings.getint("SOURCE_MAX_SITEMAPS"):
            yield left_out(link, seed, "max_sitemaps", self.key_of(link))
        else:
            for announced in self.announce(self.request(link, seed, kind="sitemap", level=level)):
                self.sitemaps[seed.name] += 1
                yield announced

    def follow_page(self, link: Link, seed: Seed) -> Iterator[Announced]:
        most = seed.max_pages or self.settings.getint("SOURCE_MAX_PAGES")
        if self.taken[seed.name] >= most:
            yield left_out(link, seed, "max_pages", self.key_of(link))
            return
        for announced in self.announce(self.request(link, seed, kind="page")):
            self.taken[seed.name] += bytes.fromhex(announced.key) not in self.known.settled
            yield announced

    def announce(self, request: Request) -> Iterator[Announced]:
        """Yield *request* as an address that is announced, unless it was before, by whatever source."""
        link = to_link(request, self)
        key = bytes.fromhex(link.key)
        if key not in self.known.announced:
            self.known.announced.add(key)
            yield link

    def key_of(self, link: Link) -> str:
        return fingerprint_of(Request(link.url), self)

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
            template=self.template(response.url, tuple(capture["position"])),
            counted=LedgerKeeper.of(self.crawler).ledger.learns,
            key=meta[KEY],
        )

    def template(self, url: str, position: tuple[int, int]) -> bytes:
        """Return what was known of the host of *url* when the capture at *position* was made."""
        if not self.settings.getbool("HOST_MEMORY"):
            return b""
        recording = self.crawler.get_extension(Recording)
        if recording is not None:
            return recording.index.memory_at(position).of(url)
        return LedgerKeeper.of(self.crawler).ledger.memory.of(url)

    def failed(self, failure: Failure) -> list[Refusal | Aside]:
        """Return the refusal of a request that came to nothing, or why no rule lets it be fetched."""
        meta = failure.request.meta  # type: ignore[attr-defined] # Scrapy puts it there
        self.note_position(meta)
        match failure.value:
            case Unfinished():
                return []
            case NotArchived():
                return [self.aside(meta, "out_of_scope", "not_archived")]
            case IgnoreRequest() as ignored if str(ignored) == FORBIDDEN:
                return [self.aside(meta, "robots")]
        rejection = rejection_of(failure.value)
        if meta["kind"] == "page":
            return [self.refusal(meta, meta["announced_url"], rejection)]
        reason = ROBOTS_UNREACHABLE if isinstance(rejection, RobotsUnreachable) else rejection.reason
        return self.undiscovered(meta, reason, f"{meta['announced_url']}: {reason}: {rejection}")

    def undiscovered(self, meta: dict[str, Any], reason: str, why: str) -> list[Refusal | Aside]:
        """Say that what was to be read for links could not be."""
        self.tally.source_failed(meta["source"], why)
        self.logger.warning("%s: %s", meta["source"], why)
        return [self.aside(meta, "failed", reason)]

    def refusal(self, meta: dict[str, Any], url: str, rejection: Rejection) -> Refusal:
        return refuse(rejection, url, meta["source"], self.position(meta), meta[KEY])

    def position(self, meta: dict[str, Any]) -> tuple[int, int]:
        """Return the place of a capture; of what has none, that of the last before it."""
        return tuple(meta[CAPTURE]["position"]) if CAPTURE in meta else self.last_position

    def note_position(self, meta: dict[str, Any]) -> None:
        """Keep how far the captures have come."""
        self.last_position = max(self.last_position, self.position(meta))


def left_out(link: Link, seed: Seed, why: str, key: str | None = None) -> Announced:
    """Return *link* as an address that is not to be fetched; one that no request can be made of is its own *key*."""
    key = key or hashlib.sha1(link.url.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return Announced(key, link.url, seed.name, "", None, "out_of_scope", why)


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
