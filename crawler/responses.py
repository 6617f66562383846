"""A response, or why there is none, in; out, what it means for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError as HttpStatus

from crawler.discovery.links import Link
from crawler.warc.media import is_document
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

if TYPE_CHECKING:
    from scrapy.http import Response

#: What Scrapy's middlewares say when they raise IgnoreRequest.
TOO_LARGE = "DOWNLOAD_MAXSIZE"
TOO_MANY_REDIRECTS = "max redirections reached"


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
