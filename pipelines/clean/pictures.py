"""A picture in a tree in, its frame, and whether it is the story's own out."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category
from urllib.parse import urljoin

from pipelines.clean.sources import name_of, outermost, sources
from pipelines.document import hyphened, shown_text
from pipelines.prose import KEPT, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

#: Names of elements that hold what stands under a picture.
CAPTION_NAME = re.compile(
    r"(?<![a-z])(?<!no-)(?<!without-)(?<!text-)(?<!sub-)(?<!typography-)(?:fig-?)?captions?"
    r"|legende?(?![a-z])|bildunterschrift|bildtext|cutline|didascalia|pie-?(?:de-)?foto"
    r"|photo[-_]?(?:text|desc\w*|lead)|image[-_]?(?:text|desc\w*|info|meta)|wp-caption|(?<![a-z])(?:pic|img)-?(?:intro|desc\w*|text|info)"
)
#: Those of them that mean nothing else.
SURE_NAME = re.compile(r"caption|bildunterschrift|bildtext|cutline|didascalia")
#: Those of them that may be a paragraph beside a picture as well.
TEXT_NAME = re.compile(r"(?<![a-z])(?:pic|img)-?text|photo[-_]?lead")
#: Names of elements that hold who took it.
CREDIT_NAME = re.compile(
    r"(?<!no-)(?<!no-photo-)(?<!has-)(?<!with-)(?<!without-)(?<!tax-)credits?(?![a-z])|copyright|photographer|fotograf"
    r"|(?:photo|image|bild|img|picture|caption)[-_]{0,2}(?:by|author|rights|source|owner|attribution)"
)
#: Names of an element that holds the author of what it stands in.
AUTHOR_NAME = re.compile(r"(?<![a-z])(?:author|autor|auteur|autore|by-?line)(?![a-z])")
BYLINE_NAME = re.compile(r"(?<![a-z])by-?line(?![a-z])")
#: Names of elements that are buttons, and of those that nothing else is: a caption may "hide-for-small".
BUTTON_NAME = re.compile(r"(?<![a-z])(?:button|btn|toggle|hide|enlarge|expand)(?![a-z])")
SURE_BUTTON = re.compile(
    r"(?<![a-z])(?:button|btn|(?:toggle|hide|enlarge|expand)[-_]+(?:caption|credit|image|photo))(?![a-z])"
)
#: A topic of an entry, as blogs put it into its class.
TERM = re.compile(r"(?<![\w-])(?:tag|category|topic)-\S+")
#: Names of elements that hold a picture and what stands under it.
FRAME_NAME = re.compile(r"figure|caption|(?<![a-z])(?:image|photo|picture|picbox|media|foto|bild|img)(?![a-z])")
#: Those of them that say that there is a picture, and those that hold a film.
ROOM_NAME = re.compile(
    r"wp-caption|(?<![a-z])(?:fig(?:ure)?|images?|photos?|pictures?|picbox|media|foto|bild|img|gallery|slide(?:r|show)?)(?![a-z])"
)
FILM_NAME = re.compile(r"(?<![a-z])(?:videos?|player)(?![a-z]|-(?:photo|image|picture))")
#: Names of elements whose pictures are not the story's; "3ad4" in an id is chance.
ELSEWHERE = re.compile(
    r"(?<![a-z\d])(?:nav|aside|footer|sidebar|related\w*|recommend\w*|promo\w*|pull-?quotes?|logos?|avatars?|(?<!file-type-)icons?|ads?|ad-?(?:slot|spot)\w*|td-a-rec|advert\w*|author\w*|byline|bio"
    r"|cta|print-header|site-photo|newsletter|comments?|emoji|gravatar|most-?read|more-?(?:news|stories)|outbrain|taboola)(?![a-z])"
)
#: Names of elements whose pictures are not, unless the page declares them to be; page builders and editors call a
#: widget whatever they place.
FURNITURE = re.compile(
    r"(?<![a-z\d])(?:banner|teasers?|share|site-header|social|(?<!elementor-)(?<!so-)(?<!ck-)(?<!wrapper_)widget)(?![a-z])"
)
#: Those of them that hold other stories, but for a picture that the page declares.
TEASER = re.compile(r"(?<![a-z\d])teasers?(?![a-z])")
#: Names of an element that holds the story's own picture, whatever else it is called: an `<aside>`, a "relatedPhoto".
OWN_NAME = re.compile(
    r"(?<![a-z])(?:article|story|lead|main|featured?|primary|hero)[-_]?(?:image|photo|picture|media)(?![a-z])"
    r"|schema\.org/image-object"
)
#: Names that themes of blogs give to the element of an entry's own picture above its headline.
HEAD_NAME = re.compile(r"(?<![a-z])(?:post|single|entry)-featured-image(?![a-z])")
#: Addresses of pictures that stand for a mark in the text, and the longest such mark.
SMILEYS = re.compile(
    r"/(?:smil(?:e|ie|ey|ies|eys)s?|emoticons?|emojis?|icons?)/|/ico(?:ns?)?[_-][^/]*\.(?:gif|png|svg)$", re.IGNORECASE
)
SMILEY_LENGTH = 4
#: Elements that may hold a caption, and most of them in a picture's frame.
LINE_HOLDERS = ("div", "p", "span", "figcaption", "small", "em", "cite", "h4", "h5", "h6", "td", "dd")
MOST_INNER = 200
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: How many elements around a picture may be the frame it shares with its caption.
FRAME_DEPTH = 5
#: How far around a logo, no photo nor in a `<figure>`, the story's paragraphs may be: farther out it is a player's.
LOGO_DEPTH = 4
#: How many elements above and below a picture are its neighbours.
NEIGHBOURS = 3
#: Smallest width or height, in pixels, that a story's picture declares.
SMALLEST, SIDES = 120, ("width", "height")
#: The sides of a picture in percent of its width, as 100 and 56.25.
RATIO = re.compile(r"100 \d+\.\d*[1-9]")
#: How many digits are no size: Python reads no number of thousands.
LONGEST_SIZE = 10
#: The address of a picture by its ending, and of one that is mostly a counter, a button or a blank.
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
PHOTO_FILE = re.compile(r"\.(?:jpe?g|webp|avif)(?![a-z])", re.IGNORECASE)
LOGO_FILE = re.compile(r"(?<![a-z])logos?(?![a-z])|/avatars/|gravatar\.com|/themes?/.*\.svg(?:$|\?)", re.IGNORECASE)
FILE_ENDING = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
#: The address of the page of an author.
AUTHOR_PATH = re.compile(r"/(?:authors?|autor(?:en|es|i|in)?|auteurs?|autore|columnists?)/", re.IGNORECASE)
#: A picture that a script is told to show.
FILE_IN_CALL = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?![a-z])", re.IGNORECASE)
GIF_FILE = re.compile(r"\.gif(?:$|\?)", re.IGNORECASE)
#: How an address begins that leads nowhere else, and how much a button says there, in Latin letters' worth.
STAYING, BUTTON_LETTERS = ("#", "javascript:"), 20


class Scene(NamedTuple):
    """What stands around the pictures of a page."""

    around: set[HtmlElement]
    """The elements around all paragraphs of the story."""
    homes: set[HtmlElement | None]
    """The elements that have a paragraph of the story for a child."""
    held: set[HtmlElement]
    """The elements that hold any block."""
    told: set[HtmlElement]
    """Those that hold a paragraph of the story."""
    first: set[HtmlElement]
    """Those that hold its first paragraph."""
    declared: dict[str, str]
    """The addresses of the pictures that the page declares, by their names."""
    known: dict[HtmlElement, bool]
    """Whether pictures are declared, as far as it was asked."""
    authors: frozenset[str]
    """The story's authors, without regard to case."""
    page: str
    """The page's address."""


def pictures_in(element: HtmlElement) -> list[HtmlElement]:
    """Return the pictures in *element*, in order: those that a script is to put into a `<figure>`, too."""
    shown = element.iterdescendants("img", "amp-img", "div")
    return [picture for picture in shown if picture.tag != "div" or is_to_come(picture)]


def is_to_come(element: HtmlElement) -> bool:
    """Return whether a script is to put a picture into *element*, in a `<figure>`."""
    source = element.get("data-src")
    framed = source is not None and next(element.iterancestors("figure"), None) is not None
    return framed and PICTURE_FILE.search(source) is not None


def shown_in(element: HtmlElement) -> list[HtmlElement]:
    """Return the pictures in *element* less those for readers without scripts."""
    return [picture for picture in pictures_in(element) if picture.getparent().tag != "noscript"]


def shows_one(element: HtmlElement) -> bool:
    """Return whether *element* has no second picture, those for readers without scripts aside."""
    shown = (picture for picture in element.iter("img", "amp-img", "div") if is_shown(picture))
    return next(islice(shown, 1, None), None) is None


def is_shown(element: HtmlElement) -> bool:
    """Return whether *element*, in a `<figure>` if it is a `<div>`, is a picture, not for readers without scripts."""
    if element.tag == "div":
        return PICTURE_FILE.search(element.get("data-src") or "") is not None
    return str(element.getparent().tag) != "noscript"


def frame_of(picture: HtmlElement) -> HtmlElement:
    """Return the element that a picture shares with its caption: a `<figure>`, or one that is named for one."""
    named = None
    for element in islice(outermost(picture).iterancestors(), FRAME_DEPTH):
        if element.tag in ("body", "article", "main", "html"):
            break
        if element.tag == "figure":
            return element if named is None or shows_one(element) else named
        if named is None and names_frame(called(element)) and holds_caption(element):
            named = element
    return picture if named is None else named


def called(element: HtmlElement) -> str:
    """Return the class and the id of *element*; a heading's id repeats what it says."""
    return f"{element.get('class') or ''} {'' if element.tag in HEADINGS else element.get('id') or ''}"


@lru_cache(maxsize=KEPT)
def names_frame(said: str) -> bool:
    """Return whether the class or id *said* means a picture and what stands under it."""
    return FRAME_NAME.search(parted(said)) is not None


@lru_cache(maxsize=KEPT)
def names_room(said: str) -> bool:
    """Return whether the class or id *said* means that there is a picture."""
    return ROOM_NAME.search(parted(said)) is not None


@lru_cache(maxsize=KEPT)
def names_film(said: str) -> bool:
    """Return whether the class or id *said* means that there is a film."""
    return FILM_NAME.search(parted(said)) is not None


def holds_caption(element: HtmlElement) -> bool:
    """Return whether some element in *element* is named for a caption or credit."""
    return any(
        inner.tag == "figcaption" or names_caption(called(inner))
        for inner in islice(element.iter(*LINE_HOLDERS), MOST_INNER)
    )


@lru_cache(maxsize=KEPT)
def names_caption(said: str) -> bool:
    """Return whether the class or id *said* means a caption or credit, and no button for one."""
    name = parted(said)
    return (CAPTION_NAME.search(name) is not None or names_credit(said)) and SURE_BUTTON.search(name) is None


def may_be_prose(said: str) -> bool:
    """Return whether the class or id *said*, of a caption, may be that of a paragraph beside a picture."""
    return TEXT_NAME.search(parted(said)) is not None and not says_caption(said)


def names_button(said: str) -> bool:
    """Return whether the class or id *said* means a button."""
    return BUTTON_NAME.search(parted(said)) is not None


@lru_cache(maxsize=KEPT)
def says_caption(said: str) -> bool:
    """Return whether the class *said* has the word for a caption itself."""
    return SURE_NAME.search(parted(said)) is not None


def names_credit(said: str) -> bool:
    """Return whether the class or id *said* means a credit."""
    return CREDIT_NAME.search(parted(said)) is not None


@lru_cache(maxsize=KEPT)
def names_author(said: str) -> bool:
    """Return whether the class or id *said* means an author."""
    return AUTHOR_NAME.search(parted(said)) is not None


def names_byline(said: str) -> bool:
    """Return whether the class or id *said* means a byline."""
    return BYLINE_NAME.search(parted(said)) is not None


def parted(said: str) -> str:
    """Return the class *said* in lower case, its words parted: "storyImageCredit" as "story-image-credit"; what a blog
    calls its entries by, "tag-credit-suisse", left out."""
    return hyphened(TERM.sub("", said))


def is_of_story(picture: HtmlElement, scene: Scene) -> bool:
    """Return whether *picture* can be the story's: not small, no icon, nor its author, in no list of other stories.

    What the elements around all its paragraphs are called says nothing: a whole page may be a "no-sidebar".
    """
    declared = is_declared(picture, scene)
    if is_small(picture, own=declared):
        return False
    said = FILE_ENDING.sub("", " ".join((picture.get("alt") or "").split())).casefold()
    if (said in scene.authors or is_linked_to_author(picture)) and not declared:
        return False
    element: HtmlElement | None = picture
    while element is not None and element not in scene.around and element.tag not in ("article", "main"):
        if element.tag == "h1":  # an icon beside what it says
            return False
        said = said_of(element)
        if is_elsewhere(said) and not (is_furniture(said) and declared):
            return False
        element = element.getparent()
    return True


def is_linked_to_author(picture: HtmlElement) -> bool:
    """Return whether *picture* stands in a link to the page of an author."""
    link = link_around(picture)
    href = "" if link is None else link.get("href") or ""
    return AUTHOR_PATH.search(href) is not None and PICTURE_FILE.search(href) is None


def said_of(element: HtmlElement) -> str:
    """Return what *element* is: its tag, class, id and type."""
    return f"{element.tag} {called(element)} {element.get('itemtype') or ''}"


def is_declared(picture: HtmlElement, scene: Scene) -> bool:
    """Return whether the page declares *picture*, and it is no logo, nor a poster's; each is looked up once."""
    if not scene.declared:
        return False
    if picture not in scene.known:
        named = any(name_of(source) in scene.declared for source in sources(picture))
        scene.known[picture] = named and not is_logo(picture)
    return scene.known[picture]


def is_logo(picture: HtmlElement) -> bool:
    """Return whether *picture* is a logo, a poster's face, or a drawing of the page's design, by its address."""
    return any(map(LOGO_FILE.search, sources(picture)))


def is_small(picture: HtmlElement, *, own: bool = False) -> bool:
    """Return whether *picture* is small by what it declares, or stands for a mark in the text, or for nothing; of the
    story's *own*, and of what a link shows in full, one side may be short."""
    sizes = sizes_of(picture)
    known = list(filter(None, sizes)) or sizes  # 0 and 800: nobody knew the one; 0 and 0: a counter
    short = [size < SMALLEST for size in known]
    small = all(short) if own or is_preview(picture) else any(short)
    return (bool(short) and small) or is_smiley(picture) or (not sizes and is_mute_gif(picture))


def sizes_of(picture: HtmlElement) -> list[int]:
    """Return the width and height of *picture*, in pixels, as far as it declares them; what says 100 and 56.25, or 0
    and 0 for a script to fill in, declares none."""
    said = "data-" if picture.tag == "div" else ""  # of others it may be a ratio: 16 and 9
    sides = [(picture.get(said + side) or "").removesuffix("px") for side in SIDES]
    if RATIO.fullmatch(" ".join(sides)):
        return []
    sizes = [int(size) for size in sides if size.isdecimal() and len(size) < LONGEST_SIZE]
    return sizes if any(sizes) or not picture.get("sizes") else []


def is_preview(picture: HtmlElement) -> bool:
    """Return whether *picture*, a photo, is all that a link to a picture shows: the same in full."""
    link = link_around(picture)
    href = "" if link is None else (link.get("href") or "").partition("?")[0]
    shows = PICTURE_FILE.search(href) is not None and is_photo(picture)
    return shows and link is not None and shows_one(link) and not shown_text(link)


def link_around(picture: HtmlElement) -> HtmlElement | None:
    """Return the link that *picture* stands in; None where it stands in none."""
    return next((element for element in islice(picture.iterancestors(), FRAME_DEPTH) if element.tag == "a"), None)


def is_mute_gif(picture: HtmlElement) -> bool:
    """Return whether *picture* is a GIF of which nothing is said, or that does something: a counter, a button, a
    blank."""
    if GIF_FILE.search(next(sources(picture), "")) is None:
        return False
    said = (picture.get("alt") or "").strip()
    return not said or (letters(said) <= BUTTON_LETTERS and does_something(picture))


def does_something(picture: HtmlElement) -> bool:
    """Return whether *picture*, in no `<figure>`, stands in a link that leads nowhere, nor to a larger picture."""
    link = link_around(picture)
    href = "" if link is None else link.get("href") or ""
    framed = any(element.tag == "figure" for element in islice(picture.iterancestors(), FRAME_DEPTH))
    return href.startswith(STAYING) and not framed and FILE_IN_CALL.search(href) is None


def is_smiley(picture: HtmlElement) -> bool:
    """Return whether *picture* stands for a few marks in the text, such as `:)`; one mark alone, as "-", or the same
    again, says that there is nothing to say of it."""
    said = (picture.get("alt") or "").strip()
    marks = 0 < len(said) <= SMILEY_LENGTH and not any(map(str.isalnum, said))
    face = marks and (len(set(said)) > 1 or category(said[0]) == "So")
    return face or SMILEYS.search(picture.get("src") or "") is not None


@lru_cache(maxsize=KEPT)
def is_elsewhere(said: str) -> bool:
    """Return whether an element is *said* to hold pictures that are not the story's."""
    name = parted(said)
    return (ELSEWHERE.search(name) or FURNITURE.search(name)) is not None and not names_own(said)


def is_furniture(said: str) -> bool:
    """Return whether an element that is *said* to hold no pictures of the story may hold one that the page declares."""
    return ELSEWHERE.search(parted(said)) is None


def is_of_others(said: str) -> bool:
    """Return whether an element is *said* to hold pictures of other stories, the author or the site, and no other."""
    return is_elsewhere(said) and (not is_furniture(said) or TEASER.search(parted(said)) is not None)


def stands_in(picture: HtmlElement, scene: Scene) -> bool:
    """Return whether *picture* stands among the paragraphs of the story, is named for its own, or declared to be."""
    if is_declared(picture, scene) or is_preview(picture):
        return True
    around = around_of(picture)
    if any(element.tag == "a" and leads_away(element, scene.page) for element in around):
        return False
    if any(names_own(called(element)) for element in around):
        return True
    far = is_photo(picture) or any(element.tag == "figure" for element in around) or not is_logo(picture)
    near = around if far else around[:LOGO_DEPTH]
    return any(is_among(element, scene) for element in near) or is_between(picture, scene)


def around_of(picture: HtmlElement) -> list[HtmlElement]:
    """Return *picture* and what it may share with a paragraph of the story, the inner first."""
    outer = outermost(picture)
    return [picture, outer, *islice(outer.iterancestors(), FRAME_DEPTH - 1)]


def may_head(picture: HtmlElement, scene: Scene) -> bool:
    """Return whether *picture*, above the story, is declared to be its own, or called so, and in no link to another
    page."""
    around = around_of(picture)
    own = is_declared(picture, scene) or any(HEAD_NAME.search(parted(called(element))) for element in around)
    return own and not any(leads_away(link, scene.page) for link in around if link.tag == "a")


def is_among(element: HtmlElement, scene: Scene) -> bool:
    """Return whether a paragraph of the story stands beside *element*."""
    holder = element.getparent()
    return holder is not None and holder in scene.homes


def is_between(picture: HtmlElement, scene: Scene) -> bool:
    """Return whether what holds *picture*, no logo, and no word has a paragraph of the story above and below, each
    perhaps in an element of its own, too; what holds one photo alone, the first one right below: that heads it."""
    alone = picture
    for element in takewhile(lambda element: element not in scene.held, picture.iterancestors()):
        if element.tag == "a" and leads_away(element, scene.page):
            return False
        alone = element
    return (heads_story(picture, alone, scene) or is_flanked(alone, scene)) and not is_logo(picture)


def heads_story(picture: HtmlElement, alone: HtmlElement, scene: Scene) -> bool:
    """Return whether *picture* is the one photo in *alone*, and between that and the story's first paragraph stands
    no word: a row of them is of buttons, and the face above a name is its author's."""
    near = any(sibling in scene.first for sibling in beside(alone, above=False))
    if not (near and is_photo(picture)) or does_something(picture):
        return False
    photos = (shown for shown in alone.iter("img", "amp-img") if is_photo(shown) and is_shown(shown))
    if next(islice(photos, 1, None), None) is not None:
        return False
    return next(filter(shown_text, beside(alone, above=False)), None) in scene.first


def is_photo(picture: HtmlElement) -> bool:
    """Return whether *picture* is a photo by its ending, as no icon is."""
    return PHOTO_FILE.search(next(sources(picture), "")) is not None


def is_flanked(element: HtmlElement, scene: Scene) -> bool:
    """Return whether a paragraph of the story stands right above *element* and one right below it."""
    return all(any(sibling in scene.told for sibling in beside(element, above=above)) for above in (True, False))


def beside(element: HtmlElement, *, above: bool) -> Iterator[HtmlElement]:
    """Yield the neighbours of *element* that stand *above*, or below it."""
    return islice(element.itersiblings(preceding=above), NEIGHBOURS)


@lru_cache(maxsize=KEPT)
def names_own(said: str) -> bool:
    """Return whether the class or id *said* means the story's own picture."""
    return OWN_NAME.search(parted(said)) is not None


def leads_away(link: HtmlElement, page: str) -> bool:
    """Return whether *link*, of *page*, leads to another page rather than to a larger picture."""
    href = link.get("href") or ""
    if href.startswith(STAYING) or PICTURE_FILE.search(href):
        return False
    try:
        return bool(not href or less_scheme(urljoin(page, href)) != less_scheme(page))
    except ValueError:
        return True


def less_scheme(address: str) -> str:
    """Return *address* less "http:" or "https:": a site that has come to the one writes the other for long."""
    return address.partition(":")[2]
