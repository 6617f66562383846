"""Blocks in, lists of other stories marked: related, trending, teasers, with a heading of their own or without."""

from __future__ import annotations

import re
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from pipelines.blocks import WHOLLY, joined_lines
from pipelines.clean.dangling import drop_dangling_headings
from pipelines.clean.interposed import interposed
from pipelines.clean.marking import drop, is_small_part
from pipelines.clean.notice_boxes import name_reason
from pipelines.clean.notice_phrases import LINES, line_key
from pipelines.clean.pointers import WHOLE_LINK
from pipelines.clean.spelling import fold_line
from pipelines.clean.sure_notices import ADDRESS
from pipelines.describe.sites import stays_on_site
from pipelines.document import named_ancestors, names_of
from pipelines.items import list_of
from pipelines.page_features import declares_story
from pipelines.prose import COLONS, DENSE, STOPLESS, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

#: Longest title of a story, in Latin letters.
TITLE_LETTERS = 160
#: Shortest title of a story: what is shorter is the name of a section or a tag.
SHORTEST_TITLE = 18
#: Shortest title that is one beyond doubt.
FULL_TITLE = 40
#: Longest teaser paragraph under a title, and how many blocks above it the title may stand.
TEASER_LETTERS, TITLE_REACH = 260, 2
#: From how many titles on a run of them is a list of other stories.
RUN = 3
#: Over how many titles a line announces them.
ANNOUNCED = 2
#: Share of a list's lines that are links.
MOSTLY_LINKED = 0.66
#: Share of the body from which on lists of other stories are what the page is about.
LISTING = 0.5
#: Share of a title's words that the story uses too, from which it may be the story's own.
OWN_WORDS = 0.5
#: What lists of the story's own begin with: a bullet, a number, a time, a name and a colon.
OWN_LIST = re.compile(r"^\s*(?:[-–—•*·▪✓✔☐]|\d|[a-zA-Z][.)]\s)")
#: Longest label of a list, in Latin letters, and how many blocks on its first line of body text may stand.
LABEL_LETTERS = 80
NEAR = 4
#: Fewest links, and least share of link text, of an index of the site, and of a story that one may stand under.
COLUMN_LINKS, COLUMN_LINKED, STORY_LETTERS = 10, 0.75, 200
#: A day or a time, in numbers.
MOMENT = re.compile(r"(?<!\d)(?:\d{1,2}[:.]\d\d(?![.\d])|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})(?!\d)")
#: How many entries a label or month has, addresses of their lists, and how many elements around an entry one may be.
COUNT = re.compile(r"\(\d[\d.,]*\)")
ARCHIVE = re.compile(
    r"/(?:labels?|tags?|categor(?:y|ies)|kategorien?|topics?|archiv\w*)/|_archive|[?&]cat=|/\d{4}(?:/\d\d)?/?(?:$|[?#])"
)
WITHIN = 4
#: An item, its list, and what holds that.
HELD = 3
#: The mark with which software of blogs cuts an entry short.
EXCERPT = re.compile(r"\s\[(?:…|\.\.\.)\]$")
#: Titles may ask or cry out.
ASKING = re.compile(r"[?!？！؟][\"'»”’)」』]*$")
WORD = re.compile(r"[^\W\d_]{4,}")
NUMERAL = re.compile(r"\d")


def lists(document: Document) -> None:
    """Mark lists of other stories; where lists are most of the body, they are what the page is about."""
    drop(link_columns(document.body), Reason.NAVIGATION)
    drop(archive(document), Reason.NAVIGATION)
    drop(excerpts(document), Reason.RELATED)
    if document.one_story:
        drop(interposed(document), Reason.RELATED)
    drop(linked_teasers(document.blocks), Reason.RELATED)
    body = document.body
    mark_lists(document)
    gone = [block for block in body if not block.in_body]
    if gone and sum(letters(block.text) for block in gone) >= LISTING * sum(letters(block.text) for block in body):
        for block in body:
            block.reason = None


def mark_lists(document: Document) -> None:
    """Mark what reads as a list of other stories."""
    for block, reason in labelled(document.blocks):
        drop([block], reason)
    for run in linked_runs(document.body):
        drop(run, Reason.RELATED)
    if document.tree is None:
        drop(beside_labels(document.blocks), Reason.RELATED)
        drop(trailing_titles(document.body), Reason.RELATED)
    else:
        drop(trailing_links(document.body), Reason.RELATED)
        drop(trailing_teasers(document.blocks), Reason.RELATED)
        drop(dated_links(document.body), Reason.RELATED)
        for block, reason in lone_labels(document.blocks):
            drop([block], reason)
    if document.one_story:
        drop(announcements(document.blocks), Reason.RELATED)
    drop_dangling_headings(document.blocks)


def labelled(blocks: Sequence[Block]) -> Iterator[tuple[Block, Reason]]:
    """Yield the titles and teasers that stand under a label such as "Related" or "Most read", and which it is."""
    under: Reason | None = None
    linked_before = False
    titles: list[Block] = []
    last = next((block.index for block in reversed(blocks) if is_story_prose(block)), len(blocks))
    for place, block in enumerate(blocks):
        if reason := label_reason(block, blocks):
            under, linked_before, titles = reason, False, []
        elif under and block.in_body:
            foot = block.index > last
            if goes_on_after(titles, block, blocks) or not belongs_to_list(
                block, blocks[place + 1 :], linked_before=linked_before, foot=foot
            ):
                under = None
                continue
            yield block, under
        elif under and is_prose(block.text) and block.link_share < LINKED:
            under = None
        if block.link_share >= LINKED:
            titles.append(block)
            linked_before = True
        elif block.in_body:
            linked_before = False


def goes_on_after(titles: Sequence[Block], block: Block, blocks: Sequence[Block]) -> bool:
    """Return whether the story goes on with *block* after the *titles* of a list: a paragraph in the element that holds
    those before the list, in which there was one title, or none in that element."""
    before = next((other for other in reversed(blocks[: block.index]) if is_story_prose(other)), None)
    if before is None or block.home is not before.home:
        return False
    told = ends_sentence(block.text) or STOPLESS.search(block.text) is not None
    if not is_story_prose(block) and (block.links or not told):
        return False
    return len(titles) == 1 or (bool(titles) and all(title.home is not block.home for title in titles))


def label_reason(block: Block, blocks: Sequence[Block]) -> Reason | None:
    """Return what list *block* of *blocks* is the label of, with body text near after it; None where it is no label."""
    if block.in_body or block.links or letters(block.text) > LABEL_LETTERS:
        return None
    if block.reason == Reason.READ_MORE:
        return Reason.RELATED
    if block.reason not in (Reason.RELATED, Reason.TRENDING) and (block.main or block.hidden):
        return None
    if not any(other.in_body for other in blocks[block.index + 1 : block.index + 1 + NEAR]):
        return None
    return said_by(block)


def said_by(label: Block) -> Reason | None:
    """Return which list of other stories *label* says that it heads; None: none."""
    key = line_key(fold_line(label.text), anchored=True)
    reason = LINES[key] if key else None
    return reason if reason in (Reason.RELATED, Reason.TRENDING) else None


def lone_labels(blocks: Sequence[Block]) -> Iterator[tuple[Block, Reason]]:
    """Yield the headings in the body that say that they head a list which is in it no more, and which it is."""
    for block, below in pairwise(blocks):
        gone = block.kind == "heading" and not below.in_body and below.link_share >= LINKED
        if gone and block.in_body and (reason := said_by(block)):
            yield block, reason


def announcements(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines in the body, in boxes called related, right above linked titles that are not in it; and the
    heading above one in a box in which nothing else of the story follows."""
    told: Block | None = None
    for above, block, *below in zip(*(blocks[start:] for start in range(2 + ANNOUNCED)), strict=False):
        told = above if is_story_prose(above) else told
        listed = block.in_body and all(not other.in_body and is_lone_link(other) for other in below)
        if listed and announces_related(block, told):
            yield from heading_of_box(above, block, blocks)
            yield block


def announces_related(block: Block, told: Block | None) -> bool:
    """Return whether *block*, of the body, is a line in a box called related: of the story, it would stand elsewhere,
    as does *told*, the paragraph above; what holds that as well is a part of the story that has a related one."""
    if block.kind == "heading" or letters(block.text) > TITLE_LETTERS:
        return False
    named = next((element for element in named_ancestors(block.element) if name_reason(names_of(element))), None)
    related = named is not None and name_reason(names_of(named)) is Reason.RELATED
    return related and (told is None or named not in told.around())


def heading_of_box(above: Block, block: Block, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the heading *above* *block* among *blocks*, where what the body goes on with is not in its element."""
    after = next((other for other in blocks[block.index + 1 :] if other.in_body), None)
    if above.kind == "heading" and above.home is not None and (after is None or above.home not in after.around()):
        yield above


def belongs_to_list(block: Block, after: Sequence[Block], *, linked_before: bool, foot: bool) -> bool:
    """Return whether *block*, in a list of stories so far, still is in it; at the *foot* of a page more may be."""
    if block.links and all(href.startswith("#") for href, _ in block.links):
        return False
    if block.link_share >= LINKED:
        return True
    if is_story_prose(block):
        following = next((other for other in after if other.in_body), None)
        goes_on = following is None or following.link_share >= LINKED
        return linked_before and goes_on and letters(block.text) <= TEASER_LETTERS
    if foot and letters(block.text) <= TITLE_LETTERS and (not ends_sentence(block.text) or ASKING.search(block.text)):
        return True
    if block.element is not None:
        return linked_before and letters(block.text) <= TITLE_LETTERS and block.kind != "heading"
    return is_title(block) and not leads_to_prose(after)


def leads_to_prose(after: Sequence[Block]) -> bool:
    """Return whether the next block of the body is a paragraph of the story."""
    following = next((block for block in after if block.in_body), None)
    return following is not None and is_story_prose(following)


def linked_runs(body: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield each run of lines that are nothing but a link to a story, unless the line before announces it, or other
    items of the list that holds it are none: a course, of which this page is a lesson."""
    before: Block | None = None
    unlinked = {list_of(block) for block in body if may_be_lesson(block)} - {None}
    for linked, group in groupby(body, is_lone_link):
        run = list(group)
        announced = before is not None and before.text.endswith(COLONS)
        own = not unlinked.isdisjoint(map(list_of, run)) if linked else False
        if linked and not (announced or own) and len(run) >= RUN and is_small_part(run, body):
            yield run
        before = run[-1]


def may_be_lesson(block: Block) -> bool:
    """Return whether *block* is an item that has no link, and may be the title of this page: no label of a list."""
    if block.kind != "item" or block.links or block.bold_share > WHOLLY:
        return False
    return SHORTEST_TITLE <= letters(block.text) <= TITLE_LETTERS


def is_lone_link(block: Block) -> bool:
    """Return whether *block* is one link to another page from end to end, and reads as a title."""
    return (
        block.link_share > WHOLE_LINK
        and len(hrefs := [href for href, text in block.links if text]) == 1
        and "#" not in hrefs[0]
        and (block.kind != "cell" or holds_several(block))
        and SHORTEST_TITLE <= letters(block.text) <= TITLE_LETTERS
        and not ADDRESS.match(block.text)
    )


def holds_several(cell: Block) -> bool:
    """Return whether the table cell around *cell* holds a list of links: it lays out the page, and no data."""
    return cell.element is not None and sum(1 for _ in cell.element.iter("a")) >= RUN


def after_prose(body: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks after the last paragraph of the story."""
    start = next((place for place in range(len(body), 0, -1) if is_story_prose(body[place - 1])), len(body))
    return body[start:]


def trailing_links(body: Sequence[Block]) -> list[Block]:
    """Return the linked titles with which the page ends, after the story's last paragraph."""
    run = list(takewhile(is_lone_link, reversed(after_prose(body))))
    return run if len(run) > 1 or any(letters(block.text) >= FULL_TITLE for block in run) else []


def trailing_teasers(blocks: Sequence[Block]) -> list[Block]:
    """Return the paragraphs with which the page ends that each stand under a linked title of no story of its own, in
    other elements than the story's: titles may stand between its paragraphs, too."""
    body = [block for block in blocks if block.in_body]
    run = list(takewhile(lambda block: is_teaser(block, blocks), reversed(body)))
    if len(run) <= 1:
        return []
    told = homes(body[: len(body) - len(run)])
    apart = all(block.element is not None and block.home not in told for block in run)
    return run if apart and is_small_part(run, body) else []


def homes(blocks: Iterable[Block]) -> set[HtmlElement | None]:
    """Return the elements that hold the paragraphs of the story among *blocks*."""
    return {block.home for block in blocks if block.element is not None and is_story_prose(block)}


def is_teaser(block: Block, blocks: Sequence[Block]) -> bool:
    """Return whether *block* is a short text whose title, right above it among *blocks*, is a link and no body text."""
    if block.kind == "heading" or letters(block.text) > TEASER_LETTERS:
        return False
    above = takewhile(
        lambda other: not other.in_body, reversed(blocks[max(0, block.index - TITLE_REACH) : block.index])
    )
    return any(map(is_lone_link, above))


def link_columns(body: Sequence[Block]) -> list[Block]:
    """Return the blocks after the story's last paragraph that are many links in a row: an index of the site."""
    found = [block for block in after_prose(body) if is_link_column(block)]
    told = sum(letters(block.text) for block in body if is_story_prose(block)) if found else 0
    return found if told >= STORY_LETTERS else []


def is_link_column(block: Block) -> bool:
    """Return whether *block* is many links with hardly more than marks and times between them."""
    return len(block.links) >= COLUMN_LINKS and block.link_share >= COLUMN_LINKED and not ends_sentence(block.text)


def excerpts(document: Document) -> list[Block]:
    """Return the beginnings of other stories of the site, cut short with a mark in brackets, each below a linked
    heading; where the heading leads elsewhere, the story quotes."""
    if not declares_story(document.evidence):
        return []
    url = document.page.url
    return [
        block
        for above, block in pairwise(document.blocks)
        if block.in_body
        and above.kind == "heading"
        and above.link_share >= LINKED
        and EXCERPT.search(block.text)
        and all(stays_on_site(href, url) for href, _ in above.links)
    ]


def linked_teasers(blocks: Sequence[Block]) -> list[Block]:
    """Return the texts that end with a link to where the heading right above leads, in other elements than the story's:
    they tell how another story begins. Where they are most of a page, it is about them."""
    found = [block for above, block in pairwise(blocks) if block.in_body and leads_on(above, block)]
    if not found:
        return []
    body = [block for block in blocks if block.in_body]
    taken = set(map(id, found))
    told = homes(block for block in body if id(block) not in taken)
    apart = [block for block in found if block.element is not None and block.home not in told]
    return apart if told and is_small_part(apart, body) else []


def leads_on(above: Block, block: Block) -> bool:
    """Return whether *block* is a short text that ends with a link to the page that *above*, a link, leads to."""
    teases = above.link_share >= LINKED and 0 < block.link_share < LINKED
    if not teases or not block.links or letters(block.text) > TEASER_LETTERS:  # a link may show nothing
        return False
    href, text = block.links[-1]
    return bool(text) and block.text.endswith(text) and "#" not in href and href in dict(above.links)


def archive(document: Document) -> list[Block]:
    """Return what stands in a list of labels or months with the number of their entries, and what such items hold; one
    in the element of the story's paragraphs is the story's: its numbers are ages, or medals."""
    counted = {block.element for block in document.blocks if is_counted_link(block)}
    if len(counted) < RUN:
        return []
    told = homes(document.blocks)
    found = [block for block in document.body if counted.intersection(block.around(WITHIN))]
    return [block for block in found if not told.intersection(block.around(HELD))]


def is_counted_link(block: Block) -> bool:
    """Return whether *block* is an item that links to the entries of a label or month and, outside the link, gives but
    their number in brackets."""
    if block.kind != "item" or not block.links or not block.text.endswith(")"):
        return False
    *before, count = outside_links(block)
    said = COUNT.fullmatch(count.strip()) and not any(map(WORD.search, before))
    return bool(said) and any(ARCHIVE.search(href) for href, _ in block.links)


def dated_links(body: Sequence[Block]) -> list[Block]:
    """Return the links to other stories, each with its day or time, in a run after the story's last paragraph."""
    runs = (list(run) for dated, run in groupby(after_prose(body), is_dated_link) if dated)
    return [block for run in runs if len(run) >= RUN for block in run]


def is_dated_link(block: Block) -> bool:
    """Return whether *block* is a link to a story and, outside it, a day or a time."""
    linked = block.link_share >= LINKED and SHORTEST_TITLE <= letters(block.text) <= TITLE_LETTERS
    return linked and any(MOMENT.search(part) for part in outside_links(block))


def outside_links(block: Block) -> Iterator[str]:
    """Yield what stands in *block* between its links."""
    rest = block.text
    for _, text in block.links:
        before, found, after = rest.partition(text)
        if text and found:
            yield before
            rest = after
    yield rest


def beside_labels(blocks: Sequence[Block]) -> list[Block]:
    """Return the unfinished lines at the foot of a plain text that no blank line parts from a label: "Related"."""
    told = [place for place, block in enumerate(blocks) if is_story_prose(block)]
    runs = joined_lines(blocks[told[-1] + 1 :] if told else ())
    return [
        line
        for run in runs
        if any(block.reason in (Reason.RELATED, Reason.TRENDING) for block in run) and not run[0].joined
        for line in run
        if not ends_sentence(line.text) or ASKING.search(line.text)
    ]


def trailing_titles(body: Sequence[Block]) -> list[Block]:
    """Return the run of titles of other stories that follows the last paragraph of a plain text."""
    lines = [block for block in after_prose(body) if not ends_sentence(block.text)]
    story = body[: len(body) - len(after_prose(body))]
    if len(lines) < RUN or not story or story[-1].text.endswith(COLONS):
        return []
    titles = [block for block in lines if is_title(block)]
    if len(titles) < MOSTLY_LINKED * len(lines) or len(titles) < RUN or not is_small_part(lines, body):
        return []
    told = words_of(" ".join(block.text for block in story))
    shared = [len(words & told) / len(words) for block in titles if (words := words_of(block.text))]
    return lines if shared and sum(shared) <= OWN_WORDS * len(shared) else []


def is_title(block: Block) -> bool:
    """Return whether *block* reads as the title of another story: a few words, unfinished, no list's line."""
    return (
        SHORTEST_TITLE <= letters(block.text) <= TITLE_LETTERS
        and not ends_sentence(block.text)
        and not OWN_LIST.match(block.text)
        and len(NUMERAL.findall(block.text)) <= 4
        and not block.text.endswith((":", "：", ",", "、"))
    )


def words_of(text: str) -> set[str]:
    """Return the words of *text*; where none are written apart, its pairs of characters."""
    folded = text.casefold()
    found = {word for word in WORD.findall(folded) if not DENSE.search(word)}
    return found | {"".join(pair) for run in DENSE_RUN.findall(folded) for pair in pairwise(run)}


DENSE_RUN = re.compile(f"{DENSE.pattern}+")
