"""A picture in a tree in, its address out: the real one rather than what stands there until a script runs."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from pipelines.prose import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

    from pipelines.describe.evidence import Evidence

#: Where an address may hide until a script shows the picture.
SOURCES, SETS = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "src"), ("srcset", "data-srcset")
#: What parts the addresses of a srcset: they may have commas inside. A theme may have put it into `src`, quoted.
NEXT_SOURCE = re.compile(r"(?<=\d[wx]),\s*|,\s+")
QUOTED_SET = re.compile(r"%20\d+[wx],%20", re.IGNORECASE)
#: How large the picture at an address of a srcset is.
EXTENT = re.compile(r"\s(\d+(?:\.\d+)?)[wx](?:\s+\d+h)?$")
#: What stands at an address until then.
PLACEHOLDER = re.compile(
    r"/(?:[\w-]*placeholder[\w-]*|(?:1x1|blank|spacer|trans(?:parent)?|clear|empty|leer|pixel|(?:(?:\w{1,3}|ajax|banner|gif|image|lazy|page)[-_])?(?:pre)?load(?:er|ing))(?:[-_.]?(?:1x1|trans|pixel))*)"
    r"\.(?:gif|png|svg)(?:$|\?)",
    re.IGNORECASE,
)
#: What an address says of a picture of a few pixels, or a blurred one, that stands there until then.
STAND_IN = re.compile(
    r"[?&,/](?:w|width|imwidth)[=_]\d{1,2}(?![\d.%])|/max/\d{1,2}/|/resize:\w{3,4}:\d{1,2}/|[,/]blur_\d|[?&]blur=\d"
    r"|[?&]dpr=0\.0",
    re.IGNORECASE,
)
#: What a script is told of a picture, in JSON or with a gap to fill, and the address in that; a GUID has such brackets.
TOLD = re.compile(r"""["<>]|^[{\[]|\{[a-z_]*\}""", re.IGNORECASE)
TOLD_ADDRESS = re.compile(r'"(?:src|url)"\s*:\s*"((?:https?:)?(?:\\?/){2}[^"]+)"')
WHOLE_ADDRESS = re.compile(r'[^\s{}",]+\.(?:jpe?g|png|webp|gif|avif)(?:\?[^\s,]*)?', re.IGNORECASE)
BROKEN = re.compile(r"[\s,]")
#: What a counter says of its size, and most `<source>`s of a picture that are looked at.
PIXEL, MOST_OFFERED = ("0", "1"), 20
#: A picture's own name in its address, and the size behind it.
FILE_NAME = re.compile(r"([^/?&=,;\s]{1,200}?)\.(?:jpe?g|png|webp|gif|avif)(?![a-z])", re.IGNORECASE)
FILE_SIZE = re.compile(r"(?=[-_])(?:-scaled|[-_]\d{2,4}x\d{2,4}){1,3}(?=\.\w{3,4}(?!\w))", re.IGNORECASE)
#: The ending of a picture, as no counter has it.
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif)(?![a-z])", re.IGNORECASE)
#: What a script is asked of a picture's size.
SIZE = re.compile(r"(?:w|width|h|height|q|quality|dpr|fit|crop|auto|format|fm|resize)=")
#: The words of a name, and how many no other picture has.
WORD, WORDS = re.compile(r"[^\W\d_]{2,}"), 3
#: Shortest name that no other picture has, with an ending and without, and names that a template gives to all; they
#: are told apart by so many folders above them.
SHORT, LONG, FOLDERS = 8, 12, 2
COMMON_NAME = re.compile(
    r"(?:(?>article|big|card|cover|crop|default|featured?|full|header|hero|image|img|landscape|large|lead|main|master"
    r"|max|medium|news|og|original|photo|picture|pic|poster|post|preview|hq|res|share|sd|small|social|square|story"
    r"|thumbnail|thumb|web|wide|\d{1,8}(?!\d))[-_. ]*+)++"
)


def address(picture: HtmlElement, base: str, declared: Mapping[str, str]) -> str | None:
    """Return the absolute http(s) address of *picture*, else of the one beside it for readers without scripts; None
    where there is none.

    What stands in for it until a script runs is the last choice, after the picture of that name that the page
    declares, one of those *declared* by their names.
    """
    own = list(sources(picture))
    found = own + [
        source for shown in beside(picture) for source in sources(shown) if not own or PICTURE.search(source)
    ]
    real = [source for source in found if not STAND_IN.search(source)]
    named = [] if real else [declared[name] for source in found if (name := name_of(source)) in declared]
    return next(filter(None, (whole(source, base) for source in chain(real, named, found))), None)


def whole(source: str, base: str) -> str | None:
    """Return the absolute http(s) address that *source* is on the page *base*; None where it is none."""
    try:
        url = urljoin(base, source)
        return url if url.startswith(("http://", "https://")) and urlsplit(url).hostname else None
    except ValueError:
        return None


def beside(picture: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the picture that follows *picture*, which stands in for it, and those for readers without scripts that
    follow *picture* or an element that holds it alone, perhaps after the one that scripts fill."""
    holder = picture.getparent()
    alone = holder is not None and picture.getprevious() is None and picture.getnext() is None
    for element in (picture, holder) if alone else (picture,):
        after = element.getnext()
        if after is not None and after.tag == "img":
            if next(sources(after), None) is not None:
                if next(sources(picture), None) is None:
                    yield after
                continue
            after = after.getnext()
        if after is not None and after.tag == "noscript":
            yield from (image for image in after.iter("img") if not is_pixel(image))


def is_pixel(picture: HtmlElement) -> bool:
    """Return whether *picture* counts who reads a page, by its size."""
    return picture.get("width") in PIXEL or picture.get("height") in PIXEL


def sources(picture: HtmlElement) -> Iterator[str]:
    """Yield what may be the address of *picture*, the likeliest first."""
    said = chain(map(quoted, said_in(picture, SOURCES)), largest(picture), others(picture), offered(picture))
    for source in said:
        if len(source) > 1 and not PLACEHOLDER.search(source):
            yield source


def said_in(picture: HtmlElement, keys: Iterable[str]) -> Iterator[str]:
    """Yield what the attributes *keys* of *picture* say."""
    return (said for key in keys if (said := picture.get(key)))


def largest(picture: HtmlElement) -> Iterator[str]:
    """Yield the address of the largest picture of each set of them that *picture* has."""
    return (largest_of(said) for said in said_in(picture, SETS) if "/" in said)


def largest_of(sources: str) -> str:
    """Return the address of the largest picture of the srcset *sources*; of the last of those that are as large."""
    offers = [offer for offer in map(str.strip, NEXT_SOURCE.split(sources.strip(" ,"))) if offer]
    return max(reversed(offers), key=extent).split()[0] if offers else ""


def extent(offer: str) -> float:
    """Return how wide or dense the picture is that *offer*, of a srcset, is the address of; 0 where it is not said."""
    said = EXTENT.search(offer)
    return float(said[1]) if said else 0.0


def others(picture: HtmlElement) -> Iterator[str]:
    """Yield the addresses of pictures in any attribute of *picture* for scripts."""
    data = (said for name, said in picture.items() if name.startswith("data-") or name.endswith("-src"))
    return filter(is_whole, (said for said in data if "/" in said))


def is_whole(said: str) -> bool:
    """Return whether *said* is one address of a picture; what has a blank or a comma is none, and slow to match."""
    return BROKEN.search(said) is None and WHOLE_ADDRESS.fullmatch(said) is not None


def offered(picture: HtmlElement) -> Iterator[str]:
    """Yield the addresses of the `<source>`s of the `<picture>` that *picture* stands in."""
    for source in islice(outermost(picture).iter("source"), MOST_OFFERED):
        yield from largest(source)


def outermost(picture: HtmlElement) -> HtmlElement:
    """Return the `<picture>` that *picture* is shown for, or itself; libxml2 puts each `<source>` into that before."""
    holder = next((element for element in picture.iterancestors() if element.tag != "source"), None)
    return picture if holder is None or holder.tag != "picture" else holder


def quoted(source: str) -> str:
    """Return the address *source* with its blanks as browsers write them; "" where it is several addresses, but for a
    srcset, of which it is the largest."""
    said = source.strip(' \t\r\n"')
    if said[:1] == said[-1:] == "'":
        said = said[1:-1].strip()
    if TOLD.search(said):
        told = TOLD_ADDRESS.search(said)
        return told[1].replace("\\", "") if told else ""
    if QUOTED_SET.search(said):
        return largest_of(said.replace("%20", " "))
    address = said.replace(" ", "%20")
    return address if address == said or is_whole(address) else ""


def declared_pictures(evidence: Evidence) -> dict[str, str]:
    """Return the addresses of the pictures by which a page with this *evidence* is shown elsewhere, by their names."""
    said = [value for key in ("og:image", "twitter:image") for value in evidence.meta.get(key, ())]
    addresses = [*said, *addresses_in(evidence.story.get("image"))]
    return {name: address for address in reversed(addresses) if (name := name_of(address))}


def addresses_in(image: Any) -> Iterator[str]:
    """Yield the addresses that *image*, of JSON-LD, gives."""
    for part in image if isinstance(image, list) else [image]:
        found = part.get("url") if isinstance(part, dict) else part
        if isinstance(found, str):
            yield found


@lru_cache(maxsize=KEPT)
def name_of(address: str) -> str:
    """Return the name of the picture at *address*, whatever its size, with what it stands in where others may have the
    name, too; a script and what it is asked for, where that serves them all, and "" where it is asked for nothing."""
    if address.startswith("data:"):  # as long as the picture is large
        return ""
    whole = unquote(without_size(address)).lower()
    if files := list(FILE_NAME.finditer(whole)):
        name = files[-1][1]
        if len(name) >= SHORT and not COMMON_NAME.fullmatch(name):
            return name
        folders = whole[: files[-1].start()].rstrip("/").split("/")
        return "/".join([*folders[-FOLDERS:], name])
    path, _, query = whole.partition("?")
    name = path.rstrip("/").rpartition("/")[2]
    if is_own(name):
        return name
    asked = "&".join(sorted(asked for asked in query.split("&") if not SIZE.match(asked)))
    return f"{name}?{asked}" if is_own(asked) else ""


def file_of(address: str) -> str:
    """Return the name of the picture's file at *address*, with its ending, less its size; with its folders and
    what is asked there where others may have it, too: a camera's number, a word or two, a script."""
    path, _, query = without_size(address).partition("?")
    name = path.rpartition("/")[2].lower()
    asked = "&".join(asked for asked in query.split("&") if not SIZE.match(asked))
    stem = name.rpartition(".")[0]
    own = len(WORD.findall(stem)) >= WORDS and PICTURE.search(name) and not COMMON_NAME.fullmatch(stem)
    return name if own else f"{path}?{asked}"


def is_own(name: str) -> bool:
    """Return whether *name*, without an ending, is that of one picture alone."""
    return len(name) >= LONG and any(map(str.isdigit, name))


def without_size(address: str) -> str:
    """Return *address*, of a picture, without the size that a site has put behind the picture's name."""
    return FILE_SIZE.sub("", address)
