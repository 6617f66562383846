"""Document in; what kind of page it is, whether it is whole, or why it holds no story."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.describe.evidence import kinds_around
from pipelines.describe.index_page import is_index
from pipelines.document import named_ancestors, names_of
from pipelines.exceptions import ConsentWall, NeedsJavaScript
from pipelines.phrases import pattern
from pipelines.prose import CUT_OFF, bare, ends_sentence, is_prose, letters
from pipelines.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.document import Block, Document

#: Letters of body text below which a page is asked why it has so little.
LITTLE = 300
#: Letters from which a paragraph of the body is the page's own, whatever is said where scripts do not run.
SAYING = 100
#: Letters on a whole page below which its scripts must have been meant to fill it.
EMPTY = 120
#: Letters of body text above which a page is no consent dialogue, whatever it speaks of.
DIALOGUE = 3_500
#: Share of a dialogue's text that speaks of consent.
CONSENTING = 0.6
#: Letters of body text above which a page is no teaser, unless it shows a wall.
TEASER = 1_500
#: A wall stands within so many blocks of the last of the body.
WALL_REACH = 12
#: How many of the first blocks of the body may stand again above a wall.
BEGINNING = 5
#: How elements are called that make a wall of what may as well be a button to another story.
WALL_NAME = re.compile(
    r"(?:pay|reg|meter|access)-?_?wall|premium|subscri|restricted|metered|locked|(?<![a-z])no-?_?access"
)
#: Names of elements around what readers say, which only those who have an account may add to.
TALK = re.compile("comment(?!ary|ator)|discussion|disqus")
#: Parts of addresses at which subscriptions are sold, and subscribers let in.
SELLS = re.compile(
    r"(?:^|[/.?&=_-])(?:(?:subscri|abonn|suscri|assin|iscri)\w*|log-?in|sign-?(?:in|up)|register|registration|account|abos?"
    r"|checkout|offers?|plans?|join|membership|premium)(?:[/.?&#=]|$)"
)
#: Headlines that link elsewhere: a listing has many of them, and hardly any prose.
LISTED, TEASER_LINK = 8, 25
#: Letters of prose without a link to elsewhere between: a story has a run of them, a list of teasers has none.
TELLING = 500
#: The same of a story that says when it was changed, and nothing else of itself.
CHANGED_TELLING = 250
#: The same of no page that only explains why it asks for a human.
EXPLAINING = 1500
#: Share of link text from which a block is a link to elsewhere.
LINKED = 0.8
#: schema.org types that say a page is a list.
LIST_TYPES = ("CollectionPage", "ItemList", "SearchResultsPage")
#: `og:type` of a work, a thing or a person that the page is about and does not tell of; paragraphs of a page that
#: does.
SHOWN_TYPE = re.compile(r"(?:music|video|books?|products?|profile|game|place|restaurant)(?:[.:_]\w+)?", re.IGNORECASE)
TOLD = 3
#: Things that schema.org has types for, which a page shows and does not tell of.
THINGS = frozenset(
    "Product ProductGroup IndividualProduct Event BusinessEvent ChildrensEvent DanceEvent EducationEvent Festival"
    " ExhibitionEvent FoodEvent MusicEvent SocialEvent SportsEvent TheaterEvent"
    " JobPosting Course SoftwareApplication MobileApplication WebApplication SoftwareSourceCode".split()
)
#: Blocks from the headline to the line that says when a story changed.
UNDER_HEADLINE = 3
#: Elements in which scripts put up a whole page.
APP_ROOT = re.compile(r"^(?:root|app|app-root|__next|__nuxt|___gatsby|svelte|main-app|react-root|application)$")


def classify(document: Document) -> None:
    """Set `page_type` and `truncated`; raise NeedsJavaScript or ConsentWall where no story is to be had."""
    body = document.body
    size = sum(letters(block.text) for block in body)
    if document.tree is not None and not document.posts:
        if size < LITTLE and document.page_type != "thread":
            check_javascript(document, size)
        if size < DIALOGUE:
            check_consent(document, body, size)
    document.truncated = is_truncated(document, size)
    if document.page_type == "article" and document.tree is not None:
        if is_listing(document, body):
            document.page_type = "listing"
        elif is_index(document) or is_of_things(document, body) or not tells_story(document, body):
            document.page_type = "other"


def tells_story(document: Document, body: list[Block]) -> bool:
    """Return whether the page is declared a story, or has a paragraph of one."""
    return has_story(document) or document.page.hints is not None or any(is_prose(block.text) for block in body)


def is_of_things(document: Document, body: list[Block]) -> bool:
    """Return whether the page declares that it shows a work, a thing or a person, and somebody's story of it is not
    there; or its headline asks whether its reader is a robot, and little else is told."""
    if document.evidence.story:
        return False
    kind = document.evidence.first("og:type")
    if (kind is not None and SHOWN_TYPE.fullmatch(kind[1].strip())) or is_named_thing(document):
        said = on_page(document, "authors", "agencies", "published")
        return not said or sum(is_prose(block.text) for block in body) < TOLD
    if has_story(document) or longest_telling(body) >= EXPLAINING:
        return False
    return pattern("walls", "robot", r"^\W*%s\W*$").match(document.value("title") or "") is not None


def is_named_thing(document: Document) -> bool:
    """Return whether the headline is the name of a thing, as schema.org calls it: in microdata around it, or in JSON-LD
    that says the same."""
    title = document.title_index
    heading = None if title is None else document.blocks[title].element
    if heading is not None and any(kind in THINGS for kind in kinds_around(heading)[:1]):
        return True
    named = bare(document.value("title") or "")
    return bool(named) and any(bare(str(thing.get("name"))) == named for thing in document.evidence.of_type(*THINGS))


def check_javascript(document: Document, size: int) -> None:
    """Raise NeedsJavaScript where the page says so, or where scripts have an empty element to fill."""
    tree = document.tree
    if tree is None:
        return
    said = pattern("walls", "javascript")
    tells = any(letters(block.text) >= SAYING and not said.search(block.text) for block in document.body)
    notices = [] if tells else [element.text_content() for element in tree.iter("noscript")]
    notices += [block.text for block in document.blocks if letters(block.text) < LITTLE]
    for notice in notices:
        if match := said.search(notice):
            raise NeedsJavaScript(f"{size} letters of text, and the page says {match[0]!r}")
    for element in tree.iter("div", "main", "app-root", "section"):
        if APP_ROOT.match(element.get("id") or element.tag) and not element.text_content().strip():
            raise NeedsJavaScript(f"{size} letters of text, and <{element.tag} id={element.get('id')!r}> to be filled")
    scripts = sum(1 for _ in tree.iter("script"))
    shown = sum(letters(block.text) for block in document.shown)
    if scripts and shown < EMPTY:
        raise NeedsJavaScript(f"{shown} letters on the whole page, and {scripts} scripts to put more there")


def check_consent(document: Document, body: list[Block], size: int) -> None:
    """Raise ConsentWall where what there is of text speaks of consent and a button asks for it."""
    if has_story(document):
        return
    speaks = pattern("walls", "consent")
    words = {match.lower() for block in body for match in speaks.findall(block.text)}
    if len(words) < 2:
        return
    consenting = sum(letters(block.text) for block in body if speaks.search(block.text))
    button = pattern("walls", "accept", r"^\W*%s\W*$")
    asked = any(len(block.text) < 60 and button.match(block.text) for block in document.shown)
    if asked and consenting >= CONSENTING * max(1, size):
        raise ConsentWall(f"{size} letters of text, and they speak of {', '.join(sorted(words)[:4])}")


def is_truncated(document: Document, size: int) -> bool | None:
    """Return whether the page gave only a teaser: it shows a wall, or declares one and is short; None: unsaid."""
    free = declared_free(document)
    if show_wall(document):
        return True
    if free is False:
        return True if size < TEASER else None
    return False if free else None


def declared_free(document: Document) -> bool | None:
    """Return what the page declares by schema.org's `isAccessibleForFree`, or by `article:content_tier`."""
    value = document.evidence.story.get("isAccessibleForFree")
    if value is not None:
        return str(value).strip().lower() not in ("false", "0", "no")
    tier = document.evidence.first("article:content_tier")
    return tier[1].lower() == "free" if tier else None


def show_wall(document: Document) -> bool:
    """Return whether a wall stands where the body breaks off, and mark it; declared free text has none."""
    body = document.body
    if not body or declared_free(document):
        return False
    found = False
    last, whole = body[-1].index, is_whole(body)
    near = document.blocks[max(0, last - 3) : document.down_from(last, WALL_REACH)]
    begins = [bare(block.text) for block in body[:BEGINNING]]
    for block, below in zip(near, [*near[1:], None], strict=True):
        if whole and block.reason is Reason.REPEAT and any(bare(block.text) in text for text in begins):
            break  # a wall hides what is shown above from those who see but its beginning, which stands here again
        if is_wall(block) and not (whole and is_offer(block, below)) and not is_of_talk(block, body[0]):
            found = True
            if block.in_body:
                block.reason = Reason.SUBSCRIBE
    return found


def is_whole(body: Sequence[Block]) -> bool:
    """Return whether *body* is no teaser: long, and its last sentence has an end."""
    told = [block.text for block in body if block.kind != "heading"]
    return sum(map(letters, told)) >= TEASER and ends_sentence(told[-1]) and not told[-1].endswith(CUT_OFF)


def is_wall(block: Block) -> bool:
    """Return whether *block* says that the rest is for subscribers."""
    return letters(block.text) <= LITTLE and block.link_share < 1 and says_wall(block.text)


def says_wall(text: str) -> bool:
    """Return whether *text* is the words of a wall, and nothing else."""
    return pattern("walls", "paywall", r"^\W*%s\W*$").match(text) is not None


def is_offer(block: Block, below: Block | None) -> bool:
    """Return whether *block*, which *below* follows, may stand under a story that is whole: words that lead to another
    as well, "Continue reading", in no element called a wall, a title that it is over, a question with a link."""
    onward = pattern("walls", "onward", r"^\W*%s\W*$")
    alone = onward.match(block.text) is not None and not block.named(WALL_NAME)
    return alone or (below is not None and is_teaser(below)) or asks_subscribers(block)


def is_teaser(block: Block) -> bool:
    """Return whether *block* is a link to another story, and not the button of a wall."""
    linked = block.link_share > LINKED and letters(block.text) >= TEASER_LINK
    return linked and not any(SELLS.search(address.lower()) for address, _ in block.links)


def asks_subscribers(block: Block) -> bool:
    """Return whether *block* asks who reads it, and its link leads elsewhere: a wall asks and says that all goes on."""
    _, asked, rest = block.text.rpartition("?")
    return bool(asked and block.links) and not says_wall(rest)


def is_of_talk(block: Block, story: Block) -> bool:
    """Return whether *block* stands among what readers say: in an element that is called so, and not around *story*."""
    around = set(story.around())
    beside = takewhile(lambda element: element not in around, named_ancestors(block.element))
    return any(TALK.search(names_of(element)) for element in beside)


def has_story(document: Document) -> bool:
    """Return whether the page declares itself a story."""
    evidence = document.evidence
    declared = evidence.story or evidence.says_story
    return bool(declared or on_page(document, "published", "authors", "agencies"))


def on_page(document: Document, *names: str) -> bool:
    """Return whether the page itself gives one of the fields *names*.

    What a feed or an address says of a story holds for a consent dialogue that is served in its place too.
    """
    facts = (document.facts.get(name) for name in names)
    return any(fact is not None and fact.source not in ("feed", "url", "seed") for fact in facts)


def is_listing(document: Document, body: list[Block]) -> bool:
    """Return whether the page is a list of links to stories rather than a story."""
    of_story = document.evidence.story or on_page(document, "authors", "agencies", "published")
    telling = longest_telling(body)
    changed = telling >= CHANGED_TELLING and says_change(document)
    if (of_story or changed or is_one_link(body)) and not is_index(document):
        return False
    links = sum(
        block.link_share > LINKED and any(letters(text) >= TEASER_LINK for _, text in block.links)
        for block in document.blocks
    )
    declared = any(document.evidence.of_type(*LIST_TYPES))
    return links >= LISTED and telling < (2 * TELLING if declared else TELLING)


def says_change(document: Document) -> bool:
    """Return whether a line right under the headline says when the story was last changed."""
    changed, title = document.facts.get("modified"), document.title_index
    if changed is None or changed.source != "visible" or title is None:
        return False
    under = document.blocks[title + 1 : title + 1 + UNDER_HEADLINE]
    return any(block.reason is Reason.DATE and changed.raw in block.text for block in under)


def is_one_link(body: Sequence[Block]) -> bool:
    """Return whether all prose in *body* stands in one link, which markup left open."""
    told = [block for block in body if is_prose(block.text)]
    linked = {block.links[0][0] if block.links and block.link_share > LINKED else None for block in told}
    told_enough = len(told) >= TOLD and sum(letters(block.text) for block in told) >= TELLING
    return told_enough and len(linked) == 1 and None not in linked


def longest_telling(body: Sequence[Block]) -> int:
    """Return the letters of the longest run of prose in *body* that no link to elsewhere breaks: a list has none."""
    longest = run = 0
    for block in body:
        if block.link_share > LINKED:
            run = 0
        elif is_prose(block.text):
            run += letters(block.text)
            longest = max(longest, run)
    return longest
