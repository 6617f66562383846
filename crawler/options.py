"""Our own settings, as one table: what each takes and means. It is checked, and docs/settings.md is made of it."""

from __future__ import annotations

import difflib
import inspect
import ipaddress
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from scrapy.settings import default_settings

from crawler import settings as ours
from crawler.warc.keep import Keep
from schemas.content import PageType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from scrapy import Spider

SETTING_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
TRUTH = {"true": True, "1": True, "false": False, "0": False}


def truth(value: Any) -> bool:
    """Return *value* as a boolean, the way Scrapy reads one; ValueError otherwise."""
    try:
        return TRUTH[str(value).lower()]
    except KeyError:
        raise ValueError("True or False") from None


def whole_number(value: Any) -> int:
    """Return *value* as a whole number from 1; ValueError otherwise."""
    if not re.fullmatch(r"\+?[0-9]{1,12}", str(value), re.ASCII) or int(value) < 1:
        raise ValueError("a whole number, 1 or more")
    return int(value)


def seconds(value: Any) -> float:
    """Return *value* as a number of seconds above 0; ValueError otherwise."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not 0 < number < math.inf:
        raise ValueError("a number of seconds above 0")
    return number


def text(value: Any) -> str:
    """Return *value*, which is not empty; ValueError otherwise."""
    if not str(value).strip() or "\x00" in str(value):
        raise ValueError("a value that is not empty")
    return str(value)


def text_or_nothing(value: Any) -> str:
    """Return *value*; nothing at all is good, too."""
    return str(value)


def how_much(value: Any) -> str:
    """Return *value*, which says how much of an archive is kept; ValueError otherwise."""
    Keep.from_words(str(value))
    return str(value)


def page_types(value: Any) -> tuple[str, ...]:
    """Return *value*, names with commas between or a list, as page types; ValueError otherwise."""
    names = tuple(name.strip() for name in (value.split(",") if isinstance(value, str) else value))
    if not names or not set(names) <= set(get_args(PageType)):
        raise ValueError(f"one or more of {', '.join(get_args(PageType))}, with commas between")
    return names


def networks(value: Any) -> bool | tuple[str, ...]:
    """Return *value* as a boolean or as networks; ValueError otherwise."""
    if str(value).lower() in TRUTH:
        return truth(value)
    names = tuple(name.strip() for name in (value.split(",") if isinstance(value, str) else value))
    try:
        return tuple(str(ipaddress.ip_network(name)) for name in names)
    except ValueError:
        raise ValueError("True, False, or networks such as 127.0.0.1/32, with commas between") from None


@dataclass(frozen=True)
class Option:
    """A setting of ours."""

    name: str
    read: Callable[[Any], Any]
    """Turns what was given into a value; its ValueError says what is wanted."""
    kind: str
    """What it takes, in words."""
    meaning: str
    """One line for the user."""
    default: str = ""
    """What it is when it is not given, in words; empty: the value in `crawler/settings.py` says it."""

    @property
    def default_words(self) -> str:
        """What it is when it is not given."""
        return self.default or f"`{getattr(ours, self.name)}`"


OPTIONS: tuple[Option, ...] = (
    Option(
        "REPLAY", text, "file or folder", "Read pages from this recorded crawl, and never from the network.", "unset"
    ),
    Option(
        "ALLOW_PRIVATE_HOSTS",
        networks,
        "`True`, `False` or networks",
        "Addresses that may be contacted though they are not public, for tests and intranets.",
    ),
    Option("URL_MAX_LENGTH", whole_number, "characters", "Longest address that is fetched; others: `AddressRefused`."),
    Option(
        "SOURCE_MAX_PAGES",
        whole_number,
        "whole number",
        "Most pages taken of a source in a run where its `max_pages` says nothing.",
    ),
    Option("SOURCE_MAX_SITEMAPS", whole_number, "whole number", "Most sitemaps read of a source in a run."),
    Option(
        "SKIP_TRAPS",
        truth,
        "`True` or `False`",
        "Pass over links of section pages that look like crawl traps, and take sessions out of them.",
    ),
    Option(
        "ROBOTS_WAIT",
        seconds,
        "seconds",
        "How long a host's robots.txt is asked for again while it cannot be had; then: `RobotsUnreachable`.",
    ),
    Option("CRAWL_DELAY_MAX", seconds, "seconds", "Most that is waited between two requests where robots.txt asks."),
    Option("HOST_FAILURES", whole_number, "whole number", "Failures in a row from which on a host rests."),
    Option("HOST_REST_MAX", seconds, "seconds", "Longest rest of a host, also where its `Retry-After` asks for more."),
    Option(
        "HOST_REST_WAIT",
        seconds,
        "seconds",
        "Longest rest that a run waits for; pages of hosts that rest longer: `HostResting`.",
    ),
    Option(
        "DOWNLOAD_TIMEOUT",
        seconds,
        "seconds",
        "Time for an exchange, from the connection to the last byte; then it is a `FetchTimeout`.",
    ),
    Option(
        "DOWNLOAD_MAXSIZE",
        whole_number,
        "bytes",
        "Longest body, as it comes and after each content encoding that is undone; longer: `TooLarge`.",
    ),
    Option("HEADERS_MAX_BYTES", whole_number, "bytes", "Longest head of a response; longer: `TooLarge`."),
    Option("COOKIES_MAX", whole_number, "whole number", "Cookies that are kept of a site; the oldest give way."),
    Option(
        "REDIRECT_MAX_TIMES", whole_number, "whole number", "Redirects that are followed; more: `TooManyRedirects`."
    ),
    Option("CONTACT", text, "address", "Web or mail address of whoever runs the crawl; stands in the user agent."),
    Option("OUTPUT_DIR", text, "folder", "Where the files of a run go; made when it is missing."),
    Option(
        "ARCHIVE_DIR",
        text_or_nothing,
        "folder, or nothing",
        "Where a live crawl keeps what it fetched, as WARC files; nothing: it keeps no archive.",
        "`<OUTPUT_DIR>/archive`",
    ),
    Option("ARCHIVE_FILE_BYTES", whole_number, "bytes", "Length from which on another WARC file is begun."),
    Option(
        "ARCHIVE_KEEP",
        how_much,
        "days or a size",
        "How much of the archive is kept, such as `30d` or `20GB`: the oldest files go once another is begun.",
        "all of it",
    ),
    Option(
        "HOST_MEMORY",
        truth,
        "`True` or `False`",
        "Take out what recurs on the pages of a host: counted over an archive, or learned in earlier runs.",
    ),
    Option("EXTRACT_WORKERS", whole_number, "whole number", "Processes that work on pages.", "the number of cores"),
    Option(
        "EXTRACT_TIMEOUT", seconds, "seconds", "Time that work on one page may take; then it is an `ExtractTimeout`."
    ),
    Option(
        "PAGE_TYPES",
        page_types,
        "names",
        "Kinds of page that become records; others: `NotAnArticle`. `crawl archive` takes all.",
    ),
    Option(
        "KEEP_DUPLICATES",
        truth,
        "`True` or `False`",
        "Keep a record whose text stands under an earlier identity, with `duplicate_of`; else it is a `Duplicate`.",
    ),
    Option("KEEP_REMOVED", truth, "`True` or `False`", "Write what was taken out of pages to `removed.jsonl`."),
    Option(
        "LEDGER_URL",
        text,
        "database URL",
        "Where the crawl's state is kept: SQLite, or `postgresql+psycopg://…`.",
        "`sqlite:///<OUTPUT_DIR>/ledger.db`",
    ),
    Option(
        "LEDGER_WAIT",
        seconds,
        "seconds",
        "How long a PostgreSQL server that went away is waited for; then the run ends with exit code 5.",
    ),
)

#: Readers for the kinds of Scrapy's own settings that can be mistyped.
SCRAPY_READERS: dict[type, tuple[Callable[[Any], Any], str]] = {
    bool: (truth, "True or False"),
    int: (int, "a whole number"),
    float: (float, "a number"),
}


def known_settings() -> set[str]:
    """Return the name of every setting that means something: Scrapy's, and those in `crawler/settings.py`."""
    return {name for module in (default_settings, ours) for name in dir(module) if SETTING_NAME.fullmatch(name)}


def setting_faults(given: Mapping[str, str], settings: Mapping[str, Any]) -> list[str]:
    """Return every fault of the settings, one line each: unknown names among those *given* by the user, wrong values of
    ours in *settings*, wrong values of Scrapy's among those given."""
    known = known_settings()
    faults = [unknown("setting", name, known) for name in given if name not in known]
    faults += [fault for option in OPTIONS if (fault := option_fault(option, settings[option.name]))]
    own = {option.name for option in OPTIONS}
    return faults + [fault for name in given if name in known - own and (fault := scrapy_fault(name, given[name]))]


def own_settings(settings: Mapping[str, Any]) -> dict[str, str | int | float | bool | None]:
    """Return our own settings as they hold, each as its kind; a list as one text, a wrong value as it stands."""
    return {option.name: as_read(option, settings[option.name]) for option in OPTIONS}


def as_read(option: Option, value: Any) -> str | int | float | bool | None:
    """Return *value* as *option* reads it."""
    if value is None or option_fault(option, value):
        return value if value is None else str(value)
    read = option.read(value)
    return ",".join(read) if isinstance(read, tuple) else read


def option_fault(option: Option, value: Any) -> str | None:
    """Return what is wrong with *value* for *option*; None if nothing is. None as a value stands for the default."""
    if value is None:
        return None
    try:
        option.read(value)
    except (ValueError, TypeError) as error:
        return f"{option.name}={value}: {error} is wanted"
    return None


def scrapy_fault(name: str, value: str) -> str | None:
    """Return what is wrong with *value* for Scrapy's setting *name*, going by the type of its default; by ours where
    we have one, for Scrapy writes some of its numbers of seconds as whole ones."""
    reader = SCRAPY_READERS.get(type(getattr(ours, name, getattr(default_settings, name, None))))
    if reader is None:
        return None
    read, wanted = reader
    try:
        read(value)
    except ValueError:
        return f"{name}={value}: {wanted} is wanted"
    return None


def spider_faults(spider: type[Spider], given: Mapping[str, str]) -> list[str]:
    """Return every fault of the `-a` options *given* to *spider*, one line each.

    A spider's options are the named parameters of its `__init__`; those without a default must be given.
    """
    parameters = {
        name: parameter
        for name, parameter in inspect.signature(spider).parameters.items()
        if parameter.kind not in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL) and name != "name"
    }
    faults = [unknown(f"option of {spider.name}", name, parameters) for name in given if name not in parameters]
    return faults + [
        f"{spider.name} needs -a {name}=…"
        for name, parameter in parameters.items()
        if parameter.default is inspect.Parameter.empty and not given.get(name)
    ]


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return the fault of an unknown *name*, with the name that was probably meant."""
    near = nearest(name, known)
    return f"unknown {what}: {name}" + (f"; did you mean {near}?" if near else "")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that *name* is probably a misspelling of; ours go before Scrapy's."""
    by_fold = {candidate.upper(): candidate for candidate in known}
    own = [option.name for option in OPTIONS if option.name in by_fold]
    for candidates in (own, list(by_fold)):
        close = difflib.get_close_matches(name.upper(), candidates, n=1, cutoff=0.75)
        if close:
            return by_fold[close[0]]
    return None


def settings_page() -> str:
    """Return docs/settings.md."""
    rows = "\n".join(
        f"| `{option.name}` | {option.kind} | {option.default_words} | {option.meaning} |" for option in OPTIONS
    )
    return SETTINGS_PAGE.format(rows=rows)


SETTINGS_PAGE = """# Settings

Each can be given with `-s NAME=value`, or changed in `crawler/settings.py`. A misspelt name or a value of the wrong
kind ends the run with exit code 2 before anything is fetched. Every setting of
[Scrapy](https://docs.scrapy.org/en/latest/topics/settings.html) works, too.

This page is made of `crawler/options.py`: `.venv/bin/python -m crawler.options > docs/settings.md`

| setting | takes | default | meaning |
|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    print(settings_page(), end="")
