"""Document in, its posts parted from its story: the opening post is the text, the replies and comments are posts."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from pipelines.prose import bare, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.threads.boards import has_index, is_index
from pipelines.threads.components import describe_component
from pipelines.threads.kinds import (
    OWN_LETTERS,
    READERS,
    STORY_LETTERS,
    forum_evidence,
    is_by_member,
    is_commented,
    is_headed,
    is_topic_address,
    kind_of,
    may_hold_posts,
    names_around,
    reader_evidence,
    story_letters,
)
from pipelines.threads.lone import TRIED, read_lone
from pipelines.threads.marks import (
    STAMP_LETTERS,
    WORD,
    has_number,
    is_aside,
    is_button,
    is_comment_heading,
    is_stamp,
)
from pipelines.threads.openers import describe_opening
from pipelines.threads.plain import split_text
from pipelines.threads.posts import REPEATED, joined, read_posts, told
from pipelines.threads.shapes import (
    Run,
    Segment,
    common,
    groups,
    is_anchor,
    is_nested,
    lineage,
    owner_of,
    path,
    read_run,
    slot,
    telling,
)
from pipelines.threads.single import ends_story, is_told, single_run
from pipelines.threads.stamps import clock_of, machine_times
from pipelines.zones import is_story_prose

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from pipelines.threads.posts import Reading
    from pipelines.threads.stamps import Clock
    from schemas.content import Post

#: How much must speak for a forum to look for a thread's only post.
LONE_FORUM = 1.5
#: Dots after a text that is cut short.
CUT = re.compile(r"\s*(?:\.{3,}|…)$")
#: Attributes that number a post.
NUMBER_NAME = re.compile(r"data-(?:(?:post|comment|reply|message|msg)-?)?id")
#: Share of a run's posts that must say something.
TOLD = 0.6
#: By how much fewer signs of readers a heavier run may be preferred.
CLOSE = 2
#: How much must speak for readers to take most of a page's prose for their comments.
SURE = 4
#: What side bars are called, and the boxes in them: a box stands in the middle, too, if it is no `<aside>`.
ASIDE = {
    boxed: re.compile(rf"(?<![\w-])(?:{names})(?![a-z]|-(?:layout|none|off|wrap))")
    for boxed, names in ((False, "sidebar|side-bar"), (True, "sidebar|side-bar|widget"))
}
#: The number of the post that opens a thread.
FIRST = re.compile(r"(?:^|\s)(?:#|№|no\. ?|post ?#? ?)1\b(?![.,:/-]?\d)|^1\s?(?:楼|樓|#)|楼主", re.IGNORECASE)
#: Letters before the first post that are an opening of their own.
OPENING_LETTERS = 120
#: How many of the outer elements of a post may say its number.
OUTER = 4
#: How many elements around a block, its own included, may hold a heading beside it.
NEAR = 3


@dataclass
class Candidate:
    """A run that reads as posts."""

    run: Run
    kind: str
    readings: list[Reading]
    readers: float
    """How much speaks for posts by many hands."""
    weight: float
    """How much is told in it, by how many signs of readers: the heaviest run is the page's."""


def split_threads(document: Document) -> None:
    """Set `posts`, and in a thread `page_type`; mark the blocks of posts, and make the opening post the body."""
    if document.tree is None:
        split_text(document)
        return
    describe_component(document)
    times = machine_times(document.tree, document.blocks)
    clock = clock_of(document, times)
    forum = forum_evidence(document)
    anchors = anchors_of(document, times)
    runs = read_runs(document, anchors)
    listed = [run for run in runs if is_index(run, document.blocks)]
    found = find_posts(document, [run for run in runs if run not in listed], clock, forum)
    if found is None and not listed:
        found = find_single(document, anchors, clock, forum)
    if found is None:
        if forum < LONE_FORUM:
            return
        if (listed or has_index(document.blocks)) and not is_topic_address(document.page.url):
            document.page_type = "listing"
        else:
            aside = {block for run in listed for segment in run.segments for block in segment.blocks}
            if (only := read_lone(document, clock, aside)) is not None:
                document.page_type = "thread"
                keep_opening(document, only)
        return
    kind, readings = found
    if kind == "thread":
        document.page_type = "thread"
        readings = open_thread(document, readings, clock)
    for reading in readings:
        mark_reply(reading)
    readings = listed_once(readings)
    document.posts = told_once([post for reading in readings if (post := reading.post()).text or is_quote(post)])


def is_quote(post: Post) -> bool:
    """Return whether *post*, without words of its own, quotes others': by whom nobody says is a copy of a post."""
    return bool(post.quotes) and post.author is not None


def listed_once(readings: list[Reading]) -> list[Reading]:
    """Return *readings* less those that are there already by the number that the page gives them, with the same words:
    the best of them stand in a list of their own."""
    known: set[tuple[str, str | None, str]] = set()
    kept = []
    for reading in readings:
        number = number_of(reading.segment.base)
        entry = (number, reading.author, joined(reading.text))
        if not number or entry not in known:
            kept.append(reading)
        known.add(entry)
    return kept


def number_of(base: HtmlElement) -> str:
    """Return the number by which scripts know the post in *base*; "" where it has none."""
    return next((base.get(name) or "" for name in base.keys() if NUMBER_NAME.fullmatch(name)), "")  # noqa: SIM118  # no dict


def told_once(posts: list[Post]) -> list[Post]:
    """Return *posts* less those that are there already, by the same poster: whole, or begun and cut short by dots, as
    boxes of the latest posts have them. Two short ones are two."""
    said: dict[str | None, list[str]] = defaultdict(list)
    known: set[tuple[str | None, str, str | None, tuple[str, ...]]] = set()
    kept = []
    for post in posts:
        if len(bare(post.text)) >= REPEATED:
            quotes, mine = tuple(post.quotes), said[post.author]
            if (post.author, post.text, post.published, quotes) in known or (not quotes and is_begun(post.text, mine)):
                continue
            insort(mine, post.text)
            known.update(
                (post.author, post.text, when, what)
                for when, what in product((post.published, None), (quotes, ()))  # each may be left out the second time
            )
        kept.append(post)
    return kept


def is_begun(text: str, said: list[str]) -> bool:
    """Return whether *text*, cut short by dots, begins one of the texts *said*, which are sorted."""
    begun = CUT.sub("", text)
    place = bisect_left(said, begun)
    return begun != text and place < len(said) and said[place].startswith(begun)


def anchors_of(document: Document, timed: Container[HtmlElement | None]) -> list[Block]:
    """Return the blocks that say when something was posted, *timed* for machines or not."""
    marked = (block for block in document.blocks if block.element in timed or has_number(block.text))
    return [block for block in marked if is_anchor(block, timed)]


def read_runs(document: Document, anchors: list[Block]) -> list[Run]:
    """Return the runs of entries of which each has one of *anchors*, but those that stand aside."""
    runs = (read_run(alike, document.blocks) for alike in groups(anchors)[:TRIED])
    return [run for run in runs if run is not None and not stands_aside(document, run)]


def find_posts(document: Document, runs: list[Run], clock: Clock, forum: float) -> tuple[str, list[Reading]] | None:
    """Return the kind and the posts of the best of *runs*; None where none holds any."""
    judged = (judge(document, run, clock, forum) for run in runs if may_hold_posts(document, run, forum))
    found = [candidate for candidate in judged if candidate is not None]
    if not found:
        return None
    surest = max(candidate.readers for candidate in found)
    best = max((c for c in found if c.readers >= surest - CLOSE), key=lambda candidate: candidate.weight)
    outer = [c for c in found if c is not best and is_nested(best.run, c.run)]
    if outer:
        best = max(outer, key=lambda candidate: candidate.weight)
    inner = inner_posts([c for c in found if c is not best and is_nested(c.run, best.run)])
    if not inner:
        return best.kind, best.readings
    withheld = {block for reading in inner for block in reading.segment.blocks}
    best = judge(document, best.run.without(withheld), clock, forum) or best
    kept = [reading for reading in best.readings if reading.segment.blocks[0] not in withheld]
    return best.kind, sorted([*kept, *inner], key=lambda reading: reading.segment.blocks[0].index)


def find_single(
    document: Document, anchors: list[Block], clock: Clock, forum: float
) -> tuple[str, list[Reading]] | None:
    """Return the kind of the only reply or comment of the page, and that; None where there is none."""
    run = single_run(document, anchors)
    if run is None or has_index(document.blocks):
        return None
    readings = read_posts(run, clock)
    if not is_told(readings[0]) or stands_aside(document, run):
        return None
    short = forum >= 0 and story_letters(document, readings) < STORY_LETTERS
    if forum >= LONE_FORUM or (short and is_by_member(document, readings)):
        return ("thread", readings) if opening_before(document, readings[0], clock.machine) else None
    comments = keeps_story(document, readings, sure=True) and ends_story(document, readings[0])
    return ("comments", readings) if comments else None


def inner_posts(found: list[Candidate]) -> list[Reading]:
    """Return the posts of the heaviest of the runs *found*, and of those that have none of its blocks.

    What one paragraph holds, with its source and day, is cited by the post in which it stands.
    """
    held: set[Block] = set()
    inner: list[Reading] = []
    for candidate in sorted(found, key=lambda candidate: -candidate.weight):
        blocks = {block for segment in candidate.run.segments for block in segment.blocks}
        if not blocks & held and candidate.run.segments[0].base.tag != "p":
            held |= blocks
            inner += candidate.readings
    return inner


def stands_aside(document: Document, run: Run) -> bool:
    """Return whether *run* stands in a side bar, or in boxes of one: topics of late, not posts of this one. What holds
    the headline, or the paragraph with which a story above begins, is none."""
    heads = document.blocks[document.title_index or 0 :][:1]
    above = islice(document.blocks, run.segments[0].blocks[0].index)
    headed = {
        around for block in [*heads, *islice(filter(is_story_prose, above), 1)] for around in lineage(block.element)
    }
    around = [element for element in lineage(run.segments[-1].base) if element not in headed]
    return any(ASIDE[element.tag == "aside"].search((element.get("class") or "").lower()) for element in around)


def judge(document: Document, run: Run, clock: Clock, forum: float) -> Candidate | None:
    """Return *run* read; None where it holds no posts."""
    if not tells(sum(any(block is not s.anchor for block in s.blocks) for s in run.segments), run):
        return None  # a list of titles, each with its date
    readings = [reading for reading in read_posts(run, clock) if reading.text or reading.quoted]
    if not tells(len(readings), run):
        return None
    if forum < 1:
        readings = readings[opens_apart(run, readings) :]
        readings = [
            reading for place, reading in enumerate(readings) if not holds_story(document, reading, opens=place == 0)
        ]
        if len(readings) < 2:
            return None
    readers = reader_evidence(run, readings)
    kind = kind_of(document, run, readings, readers, forum)
    sure = readers >= SURE or is_commented(document, run) or is_headed(document, run)
    if kind is None or (kind == "comments" and not keeps_story(document, readings, sure=sure)):
        return None
    return Candidate(run, kind, readings, readers, weight=sum(map(told, readings)) * readers)


def tells(said: int, run: Run) -> bool:
    """Return whether posts of *run* that say something, so many, are enough of them."""
    return said >= max(2, TOLD * len(run.segments))


def opens_apart(run: Run, readings: list[Reading]) -> bool:
    """Return whether the first of *readings*, posts of *run*, is the first there and called otherwise than all others,
    which are called the same: what they answer."""
    first, *others = (slot(segment.base) for segment in run.segments)
    return (
        readings[0].segment is run.segments[0] and len(others) > 1 and set(others) != {first} and len(set(others)) == 1
    )


def holds_story(document: Document, reading: Reading, *, opens: bool) -> bool:
    """Return whether what reads as a post is the page's story, in the shape of its comments; a long one that does not
    open them is none where a headline stands before them."""
    blocks = reading.segment.blocks
    title = document.title_index
    if title is not None and document.blocks[title] in blocks:
        return True
    if title is not None and title < blocks[0].index and not opens:
        return False
    own = prose_letters(blocks)
    return own >= STORY_LETTERS and own > 0.5 * prose_letters(document.blocks)


def keeps_story(document: Document, readings: list[Reading], *, sure: bool) -> bool:
    """Return whether the page keeps its story without *readings*: most of its prose, or some where they are *sure* to
    be readers'."""
    taken = sum(prose_letters(reading.segment.blocks) for reading in readings)
    kept = prose_letters(document.blocks) - taken
    return not taken or kept >= taken or (kept >= OWN_LETTERS and sure)


def prose_letters(blocks: list[Block]) -> int:
    """Return how many letters of prose are in the body of *blocks*."""
    return sum(letters(block.text) for block in blocks if block.in_body and is_prose(block.text))


def open_thread(document: Document, readings: list[Reading], clock: Clock) -> list[Reading]:
    """Make the opening post the body and return the replies; nothing else of the page stays in the body."""
    before = opening_before(document, readings[0], clock.machine)
    if before:
        clear(document.blocks, keep=before)
        make_main(before)
        describe_opening(document, before, readings, clock)
        return readings
    drop_answers(readings[0], readings[1:])
    keep_opening(document, readings[0])
    return readings[1:]


def drop_answers(opening: Reading, replies: list[Reading]) -> None:
    """Take the quotes of whole *replies*, with a line above or none, out of the *opening* post: the software shows the
    accepted one below it."""
    said = {bare(joined(reading.text)) for reading in replies if reading.text}
    for quote in [q for q in opening.quoted if bare(joined(q)) in said or bare(joined(q[1:])) in said]:
        opening.quoted.remove(quote)
        opening.rest += quote


def keep_opening(document: Document, opening: Reading) -> None:
    """Make *opening* the body, with all that it quotes; nothing else of the page stays in it."""
    keep = [*opening.text, *(block for quote in opening.quoted for block in quote)]
    clear(document.blocks, keep=keep)
    make_main(keep)
    for block in opening.rest:
        if block.reason is None and block.main:
            block.reason = Reason.NAVIGATION
    add_facts(document, opening)


def opening_before(document: Document, first: Reading, timed: Container[HtmlElement | None]) -> list[Block]:
    """Return the blocks of an opening post in another shape than the replies, less its stamps, *timed* for machines or
    not; [] where the first of them opens."""
    end, title = first.segment.blocks[0].index, document.title_index
    start = 0 if title is None else title + 1
    if start > end:
        return []
    found = [
        block
        for block in document.blocks[start:end]
        if block.in_body and not (is_stamp(block.text) or is_aside(block) or is_timed(block, timed))
    ]
    near = found if title is None or is_opening(found) else beside_title(document, title, first)
    declared = is_declared_first(first) and not heads_replies(document, near, first)
    if declared or (is_number_one(first) and told(first) > sum(letters(b.text) for b in near)):
        return []  # what stands before it is a notice
    return narrowed(near) if is_opening(near) else short_opening(document, found, first)


def is_timed(block: Block, timed: Container[HtmlElement | None]) -> bool:
    """Return whether *block* is a line, no sentence, that is *timed* for machines."""
    return block.element in timed and is_anchor(block, timed) and not ends_sentence(block.text)


def short_opening(document: Document, found: list[Block], first: Reading) -> list[Block]:
    """Return the words among the blocks *found* before the *first* reply, where the replies are called so, and have a
    heading that parts them from what they answer: it may be short, or a link."""
    said = [block for block in found if block.in_body and WORD.search(block.text) and not is_button(block.text)]
    if not any(block.links or ends_sentence(block.text) for block in said):
        return []  # labels alone
    called = READERS.search(names_around(first.segment)) is not None
    return said if called and heads_replies(document, said, first) else []


def heads_replies(document: Document, before: list[Block], first: Reading) -> bool:
    """Return whether a heading over replies stands between the blocks *before* the *first* of them and it."""
    start = before[-1].index + 1 if before else first.segment.blocks[0].index
    return any(is_comment_heading(block.text) for block in document.blocks[start : first.segment.blocks[0].index])


def is_number_one(reading: Reading) -> bool:
    """Return whether the post is numbered, and the first."""
    return any(FIRST.search(block.text) for block in reading.rest if letters(block.text) <= STAMP_LETTERS)


def is_declared_first(reading: Reading) -> bool:
    """Return whether the markup numbers the post as the first of its thread."""
    outer = islice(reading.segment.base.iter(), OUTER)
    return any(e.get("data-post-number") == "1" or e.get("id") in ("post_1", "post-1") for e in outer)


def beside_title(document: Document, title: int, first: Reading) -> list[Block]:
    """Return the telling blocks between the headline and the *first* reply, in the nearest element around both."""
    blocks = document.blocks[title + 1 : first.segment.blocks[0].index]
    replies = set(lineage(first.segment.base))
    for element in lineage(document.blocks[title].element)[1:]:
        if element in replies:
            break
        inside: dict[HtmlElement, Block | None] = {element: document.blocks[title]}
        found = [b for b in blocks if b.reason is None and telling(b) and owner_of(b.element, inside) is not None]
        if is_opening(found):
            return found
    return []


def narrowed(blocks: list[Block]) -> list[Block]:
    """Return those of *blocks* that stand where nearly all of their letters stand, and the headings beside these."""
    around = common([block.element for block in blocks if block.element is not None])
    if around is None:
        return blocks
    run = Run([Segment(blocks[0], around, blocks)])
    kept = {block for block in blocks if run.text_place.holds(path(block.element, around, run.slots))}
    beside = {element for block in kept for element in block.around(NEAR)}
    return [block for block in blocks if block in kept or (block.kind == "heading" and block.home in beside)]


def is_opening(blocks: list[Block]) -> bool:
    """Return whether *blocks* hold enough to be a post of their own."""
    return sum(letters(block.text) for block in blocks if block.link_share < 0.5) >= OPENING_LETTERS


def make_main(blocks: list[Block]) -> None:
    """Put *blocks* into the body, trafilatura's vote notwithstanding."""
    for block in blocks:
        if block.reason in (None, Reason.NAVIGATION):
            block.main, block.reason = True, None


def add_facts(document: Document, opening: Reading) -> None:
    """Add who opened the thread, and when."""
    if opening.author:
        document.add("authors", [opening.author], "visible", opening.author)
    if opening.published:
        document.add("published", opening.published, "visible", opening.stamp)


def clear(blocks: list[Block], keep: Iterable[Block]) -> None:
    """Take all of *blocks* out of the body but those to *keep*."""
    kept = set(keep)
    for block in blocks:
        if block.in_body and block not in kept:
            block.reason = Reason.NAVIGATION


def mark_reply(reading: Reading) -> None:
    """Mark the blocks of a post: its words, its quotes, and what is around them."""
    for block in reading.text:
        mark(block, Reason.COMMENT)
    for quote in reading.quoted:
        for block in quote:
            mark(block, Reason.QUOTE)
    for block in reading.rest:
        mark(block, Reason.NAVIGATION)


def mark(block: Block, reason: Reason) -> None:
    if block.reason in (None, Reason.NAVIGATION):
        block.reason = reason
