"""Why a page did not become a record. The class name is the reason in `rejected.jsonl`, the message the evidence.

* Rejection
  - NotFetched
    - HttpError
    - FetchTimeout
    - FetchFailed
    - AddressRefused
    - TooManyRedirects
    - RobotsUnreachable
    - HostResting
  - Unreadable
    - Damaged
    - WrongContentType
    - EmptyPage
    - TooLarge
    - TooDeep
  - NoStory
    - NoMainText
    - NeedsJavaScript
    - ConsentWall
    - NotAnArticle
  - NotRefined
    - ExtractTimeout
    - WorkerDied
    - RefineFailed
  - InvalidRecord
  - Duplicate
  - Unchanged
  - OtherVersion
  - PartOfStory
* Unfinished      no outcome: the run ends before there is one, and the next process of the run makes another attempt
"""

from __future__ import annotations


class Rejection(Exception):
    """A page that becomes no record."""

    @property
    def reason(self) -> str:
        """The name under which it is counted."""
        return type(self).__name__


class NotFetched(Rejection):
    """Nothing usable came over the network."""


class HttpError(NotFetched):
    """The server answered with an error status."""


class FetchTimeout(NotFetched):
    """The server did not answer in time."""


class FetchFailed(NotFetched):
    """No connection, a broken one, or an answer that is no HTTP."""


class AddressRefused(NotFetched):
    """An address that no connection is made for: not http or https, in a private network, or too long."""


class TooManyRedirects(NotFetched):
    """Redirected more often than `REDIRECT_MAX_TIMES`."""


class RobotsUnreachable(NotFetched):
    """The host's robots.txt could not be had within `ROBOTS_WAIT`; until it can, nothing of the host is fetched."""


class HostResting(NotFetched):
    """The host failed again and again, or asked for more time than a run waits."""


class Unreadable(Rejection):
    """The payload cannot be read as a document."""


class Damaged(Unreadable):
    """The capture is cut short, or is not what its digest says."""


class WrongContentType(Unreadable):
    """Neither HTML nor text."""


class EmptyPage(Unreadable):
    """No bytes, or nothing but white space."""


class TooLarge(Unreadable):
    """More bytes or more elements than a page is given."""


class TooDeep(Unreadable):
    """Elements nested deeper than the parser follows: it would drop text in silence."""


class NoStory(Rejection):
    """A document, but no story in it."""


class NoMainText(NoStory):
    """Nothing that reads as body text."""


class NeedsJavaScript(NoStory):
    """The text is put in by scripts."""


class ConsentWall(NoStory):
    """A cookie or consent dialogue stands where the text would."""


class NotAnArticle(NoStory):
    """Of a page type that `PAGE_TYPES` does not name."""


class NotRefined(Rejection):
    """The page could not be worked on; the fault may be ours."""


class ExtractTimeout(NotRefined):
    """Work on the page passed `EXTRACT_TIMEOUT`."""


class WorkerDied(NotRefined):
    """The worker process that held the page died."""


class RefineFailed(NotRefined):
    """A stage raised an error that it does not name: a bug of ours."""


class InvalidRecord(Rejection):
    """The record does not fit the schema."""


class Duplicate(Rejection):
    """The same text stands under an earlier identity, and `KEEP_DUPLICATES` is off."""


class Unchanged(Rejection):
    """The same identity with the same text stands in an earlier record."""


class OtherVersion(Rejection):
    """The AMP or print version of a page that has a record: what it says otherwise is no news."""


class PartOfStory(Rejection):
    """A further page of a story that has a record: its text stands there."""


class Unfinished(Exception):
    """The run ends before it is known what becomes of the page: it is still to be fetched, or worked out."""
