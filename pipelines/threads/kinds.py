"""A page and its run of posts in, what they are out: a thread, the comments under a story, or neither."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree

from pipelines.clean.notice_phrases import LABEL_KEYS, line_key
from pipelines.clean.spelling import fold_line
from pipelines.describe.sites import stays_on_site
from pipelines.phrases import either
from pipelines.prose import KEPT, is_prose, letters
from pipelines.threads.marks import (
    BARE_ADDRESS,
    MENTION,
    NUMBERED,
    PROFILE,
    REFERENCE,
    STAMP_LETTERS,
    is_about_user,
    is_button,
    is_comment_heading,
    is_small,
    opens,
    phrase,
    quoted_name,
)
from pipelines.threads.shapes import path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document
    from pipelines.threads.posts import Reading
    from pipelines.threads.shapes import Run, Segment

RunKind = Literal["thread", "comments"]

#: Forum software that names itself.
ENGINES = (
    r"vbulletin|xenforo|phpbb|discourse|\bsmf\b|simple machines|invision|\bip\.?board|mybb|discuz|vanilla|flarum|"
    r"nodebb|fluxbb|punbb|ubb\.?threads|kunena|bbpress|woltlab|burning board|misago|phorum|yabb|esotalk|wpforo|"
    r"talkyard|askbot|question2answer"
).split("|")
ENGINE = re.compile(either(ENGINES), re.IGNORECASE)
#: Every value of `itemtype`, and the first `<title>`: `iter` looks for the second, too, before it gives the first.
ITEM_TYPES = etree.XPath("/descendant::*/@itemtype", smart_strings=False)
TITLE = etree.XPath("/descendant::title[1]")
FORUM_TYPES = frozenset(["DiscussionForumPosting", "QAPage", "Question", "Conversation"])
STORY_TYPES = frozenset(["NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle",
                         "BackgroundNewsArticle", "BlogPosting"])  # fmt: skip
#: Words of addresses and class names by which forums call themselves, and of those the ones that are sections of
#: newspapers, too.
FORUM_WORD = re.compile(
    r"(?:^|[\s/.?&=])(?:forums?|foren|foro|foros|foris|threads?|(topics(?!/\d)|community|boards?|discuss(?:ions?)?|temas?)|"
    r"topics?|view-?topic|show-?thread|view-?thread|bbs|questions?|qa|tieba|sujet)"
    r"(?:[\s/.?&=#]|[-_]?\d|[-_](?:page|view|show)|$)"
)
#: Addresses of threads in forum software of today: `/t/some-words/123`, `/d/123-some-words`.
THREAD_PATH = re.compile(r"/t/[^/?#]+/\d+|/d/\d+(?:-|$)")
#: Addresses of one thread in other software.
TOPIC_ADDRESS = re.compile(r"(?:show|view)-?(?:thread|topic)(?![a-z])|/(?:threads?|topics?)/[^/?#]*\d", re.IGNORECASE)
#: What themes of blogs call the page of one entry.
BLOG_ENTRY = re.compile(r"(?<![\w-])(?:single-post|postid-\d+)(?![\w-])")
#: The last blocks of a page, where its software is named.
FOOT_BLOCKS = 12
#: Words by which comments are called, and readers' posts of any kind: stories, too, are opinions, reviews and answers.
COMMENTING = (
    r"comment(?!ary|ator)|komment?ar|comentario|commentaire|kommentar|repl(?:y|ies)|feedback|reacti[eo]|pinglun|liuyan|"
    r"huifu|otvet|koment"
)
COMMENTS = re.compile(rf"(?<![a-z])(?:user)?(?:{COMMENTING})")
READERS = re.compile(rf"(?<![a-z])(?:user)?(?:comment|{COMMENTING}|answer|response|review|discuss|opinion)")
POSTS = re.compile(r"(?<![a-z])(?:post|message|msg|thread|topic|forum)")
TURNS = re.compile(r"(?<![a-z])(?:repl(?:y|ies)|answer|thread|topic|forum|message)")
RECOMMENDED = re.compile(r"(?<![a-z])recommend")
LIVE = re.compile(r"(?<![a-z])live[-_ ]?(?:blog|ticker|updates?|feed|post|event)|liveblog|ticker")
#: The number of a post: "#12", "12 :", "12楼".
NUMBER = re.compile(r"(?:^|\s)(?:#|№)\s?(\d{1,6})\b|^(\d{1,5})\s?(?:[:：)]|[楼樓]|\.\s)")
#: Share of the steps from post to post that must be steps of one for the posts to be numbered.
COUNTED = 0.8
#: What the element of a topic's headline, or one around it, is called.
TOPIC_NAME = re.compile(
    r"(?<![a-z])(?:topic|thread|question|forum|bbs)[-_]?(?:post[-_]?)?(?:title|header|headline|subject)(?![a-z])"
    r"|(?<![a-z])(?:title|post|type|header)[-_](?:topics?|threads?|questions?|forum|discussion[-_]topics?)(?![a-z])"
)
#: Marks between the parts of a page's `<title>`, and the longest of them that may be the site's name.
TITLE_PARTS = re.compile(r"\s+(?:[-–—|·•»«/]|::?)\s+|::|\|")
SITE_LETTERS = 60
#: Share of posts from which on pointers to other pages make a list of those.
CARDS = 0.3
#: How far before the first post the heading of the comments may stand.
HEADED_BLOCKS = 5
#: How sure a run must be to be read as posts.
ENOUGH = 2.5
#: What a story that the page declares says of a forum.
TOLD_STORY = -2
#: Share of the posts whose posters have a page on the site where it is one of members.
MEMBERS = 0.5
#: How many blocks around the headline may name who wrote what is below it.
HEAD_BLOCKS = 8
#: Letters of prose from which on a page has a story of its own beside the posts.
OWN_LETTERS = 200
#: Letters of prose that make a story before its comments.
STORY_LETTERS = 900


def forum_evidence(document: Document) -> float:
    """Return how much speaks for a forum, apart from the posts: 2 is convincing."""
    evidence = document.evidence
    types = frozenset[str]().union(*(kinds for _, kinds in evidence.typed))
    found = 0.0
    if any(ENGINE.search(value) for value in evidence.meta.get("generator", ())):
        found += 2.5
    if "FAQPage" not in types and (types & FORUM_TYPES or has_forum_microdata(document)):
        found += 2.5
    found += address_evidence(document.page.url)
    foot = document.blocks[-FOOT_BLOCKS:] + document.menus[-FOOT_BLOCKS:]
    if any(ENGINE.search(block.text) for block in foot if len(block.text) <= SITE_LETTERS):
        found += 1
    if document.tree is not None and FORUM_WORD.search(body_names(document.tree)):
        found += 0.5
    if is_forum_title(document) or heads_topic(document):
        found += 1
    if "LiveBlogPosting" in types:
        found -= 3
    if types & STORY_TYPES and not types & FORUM_TYPES:
        found += TOLD_STORY
    return found


def address_evidence(url: str) -> float:
    """Return how much the words of *url* speak for a forum."""
    words = [match[1] for match in FORUM_WORD.finditer(words_of_address(url))]
    if None in words or THREAD_PATH.search(url):
        return 1.5
    return 1.0 if words else 0.0


def is_topic_address(url: str) -> bool:
    """Return whether *url* is that of one thread, as its words say."""
    return TOPIC_ADDRESS.search(url) is not None or THREAD_PATH.search(url) is not None


def is_forum_title(document: Document) -> bool:
    """Return whether the site's name in `<title>` says that it is a forum."""
    found = [] if document.tree is None else cast("list[HtmlElement]", TITLE(document.tree))
    parts = TITLE_PARTS.split(found[0].text or "" if found else "")
    ends = (parts[0], parts[-1]) if len(parts) > 1 else ()
    word = phrase("forum", r"(?<!\w)%s(?!\w)")
    return any(letters(part) <= SITE_LETTERS and word.search(part.lower()) for part in ends)


def heads_topic(document: Document) -> bool:
    """Return whether the headline is named as that of a topic, a question, a post of a board."""
    title = document.title_index
    return title is not None and TOPIC_NAME.search(document.blocks[title].names) is not None


def words_of_address(url: str) -> str:
    """Return host and path of *url* in lower case, with the names of the query, split at underscores."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}/{parts.path.rpartition('/')[2][:24]}?{parts.query}".lower()


def body_names(tree: HtmlElement) -> str:
    """Return classes and ids of `<html>` and `<body>` in lower case."""
    body = tree.find("body")
    values = [e.get(key) or "" for e in (tree, body) if e is not None for key in ("class", "id")]
    return " ".join(values).lower().replace("_", "-")


def has_forum_microdata(document: Document) -> bool:
    """Return whether an element of the page declares itself a forum's post or a question."""
    types = [] if document.tree is None else cast("list[str]", ITEM_TYPES(document.tree))
    names = {name for _, slash, name in (value.rpartition("/") for value in types) if slash}
    return bool(names & FORUM_TYPES) and "FAQPage" not in names


def reader_evidence(run: Run, readings: list[Reading]) -> float:
    """Return how much speaks for posts by many hands; 2.5 is enough."""
    found = 0.0
    names = run_names(run)
    if READERS.search(names):
        found += 1.5
    elif POSTS.search(names):
        found += 0.5
    found += has_hands(readings)
    found += 1.5 * (share(readings, has_button) >= 0.5)
    found += share(readings, has_number) >= 0.5 or is_counted(readings)
    found += is_counted(readings)
    found += share(readings, has_user_info) >= 0.5
    found += 0.5 * (share(readings, has_profile) >= 0.5)
    found += 0.5 * any(reading.quoted for reading in readings)
    found += 2 * answer_each_other(readings)
    found += 0.5 * any(MENTION.search(block.text) for reading in readings for block in reading.text[:1])
    found += is_conversation(readings)
    found -= 3 * (share(readings, is_card) >= CARDS)
    found -= 3 * (LIVE.search(names) is not None)
    found -= 3 * (RECOMMENDED.search(names) is not None and not READERS.search(names))
    return found


def answer_each_other(readings: list[Reading]) -> bool:
    """Return whether a post names the poster of an earlier one as whom it quotes, or points to its number."""
    before: set[str] = set()
    for number, reading in enumerate(readings):
        lines = [block.text for block in reading.segment.blocks if is_small(block)]
        if number and any(quoted_name(line) in before or REFERENCE.match(line) for line in lines):
            return True
        before.add(reading.author or "")
    return False


def is_conversation(readings: list[Reading]) -> bool:
    """Return whether the posts are several people's words and nothing else: no headings, no pointers to other pages."""
    return (
        len(readings) > 2
        and has_hands(readings)
        and share(readings, is_card) == 0
        and share(readings, has_heading) < 0.2
        and share(readings, is_linked) < 0.2
    )


def has_heading(reading: Reading) -> bool:
    return any(block.kind == "heading" for block in reading.text)


def is_linked(reading: Reading) -> bool:
    return bool(reading.text) and all(block.link_share >= 0.5 for block in reading.text)


def heads_comments(document: Document, segment: Segment) -> bool:
    """Return whether a line shortly before *segment* says that comments follow."""
    first = segment.blocks[0].index
    before = document.blocks[max(0, first - HEADED_BLOCKS) : first]
    return any(is_comment_heading(block.text) for block in before)


def share(readings: list[Reading], holds: Callable[[Reading], bool]) -> float:
    """Return the share of *readings* of which *holds* is true."""
    return sum(map(holds, readings)) / len(readings)


def is_counted(readings: list[Reading]) -> bool:
    """Return whether the posts are numbered in a row."""
    numbers = [number_of(reading) for reading in readings]
    steps = [after - before for before, after in pairwise(numbers) if before is not None and after is not None]
    return len(readings) > 2 and steps.count(1) >= COUNTED * (len(readings) - 1)


def number_of(reading: Reading) -> int | None:
    """Return the number that the post has in its thread."""
    for block in reading.rest:
        found = NUMBER.search(block.text) if letters(block.text) <= STAMP_LETTERS else None
        if found:
            return int(next(filter(None, found.groups())))
    return None


def run_names(run: Run) -> str:
    """Return the classes and ids on the way to the text of *run*, and those of a middle post, lower case."""
    return f"{' '.join(run.text_place.body).lower()} {names_around(middle_of(run))}"


def middle_of(run: Run) -> Segment:
    """Return the post in the middle of *run*: the first and the last may be something else."""
    return run.segments[len(run.segments) // 2]


def names_around(segment: Segment) -> str:
    """Return the classes and ids of the outermost element of a post and of what is around it, lower case."""
    parts: list[str] = []
    element: HtmlElement | None = segment.base
    for _ in range(4):
        if element is None or element.tag in ("body", "html"):
            break
        parts.extend(element.get(key) or "" for key in ("class", "id", "itemprop", "itemtype", "data-testid"))
        parts.append(str(element.tag))
        element = element.getparent()
    return " ".join(parts).lower()


def has_button(reading: Reading) -> bool:
    return any(is_button(block.text) for block in reading.rest)


def has_number(reading: Reading) -> bool:
    return any(NUMBERED.search(block.text) for block in reading.rest if len(block.text) < 80)


def has_user_info(reading: Reading) -> bool:
    return any(is_about_user(block.text) for block in reading.rest)


def has_profile(reading: Reading) -> bool:
    return any(PROFILE.search(href) for block in reading.rest for href, _ in block.links)


def is_card(reading: Reading) -> bool:
    """Return whether the post is a pointer to another page: a linked heading, and hardly more."""
    blocks = reading.segment.blocks
    heads = [b for b in blocks if b.link_share > 0.8 and letters(b.text) > 25 and points_elsewhere(b)]
    heads = [b for b in heads if not reading.author or reading.author not in b.text]
    heads = [b for b in heads if not BARE_ADDRESS.match(b.text)]  # where a pasted text comes from
    said = chain(reading.text, *reading.quoted)  # no pointer quotes anybody
    body = sum(letters(block.text) for block in said if block.link_share < 0.5)
    headed = any(b.kind == "heading" or letters(b.text) > 40 for b in heads)
    return (headed and body < 400) or (bool(heads) and body < 60)


def points_elsewhere(block: Block) -> bool:
    """Return whether *block* links to another page rather than to a place in this thread or to a member."""
    return any(href and "#" not in href and not PROFILE.search(href) for href, _ in block.links)


def may_hold_posts(document: Document, run: Run, forum: float) -> bool:
    """Return whether *run* is worth reading: something says that readers wrote it, and it is no list of headlines."""
    if forum >= 1:
        return True
    linked = sum(any(map(is_linked_heading, segment.blocks)) for segment in run.segments)
    if linked >= 0.5 * len(run.segments):
        return False
    middle = middle_of(run)
    if names_posts(names_around(middle)) or heads_comments(document, run.segments[0]):
        return True
    if any(is_small(b) and (quoted_name(b.text) or REFERENCE.match(b.text)) for b in run.segments[-1].blocks):
        return True
    if any(is_button(b.text) or any(PROFILE.search(href) for href, _ in b.links) for b in middle.blocks):
        return True
    return leads_to_posts(run)


def leads_to_posts(run: Run) -> bool:
    """Return whether an element on the way to the text of *run* is called readers' posts: where none inside it is, it
    is not asked where the text stands."""
    ways = (path(block.element, segment.base, run.slots) for segment in run.segments for block in segment.blocks)
    return any(map(names_posts, set(chain.from_iterable(ways)))) and any(map(names_posts, run.text_place.body))


@lru_cache(maxsize=KEPT)
def names_posts(names: str) -> bool:
    """Return whether *names*, of elements, say that they hold readers' posts."""
    names = names.lower()
    return READERS.search(names) is not None or POSTS.search(names) is not None


def is_linked_heading(block: Block) -> bool:
    """Return whether *block* is a headline that leads to another page."""
    return block.kind == "heading" and block.link_share > 0.8 and letters(block.text) > 25 and points_elsewhere(block)


def kind_of(document: Document, run: Run, readings: list[Reading], readers: float, forum: float) -> RunKind | None:
    """Return what the posts are; None where they are no posts. *forum* is how much speaks for one on the page."""
    readers += heads_comments(document, readings[0].segment)
    beside = 0 if TOLD_STORY <= forum < 0 and are_called_comments(document, run) else min(forum, 1)
    if readers < 1.5 or readers + beside < ENOUGH:
        return None
    if forum < 2 and len(readings) > 2 and has_hands(readings):
        names = run_names(run)
        forum += TURNS.search(names) is not None and "comment" not in names
        forum += 2 * (is_by_member(document, readings) and forum >= 0)
    story = story_letters(document, readings)
    told = sum(letters(block.text) for reading in readings for block in reading.text)
    forum += 2 * (forum >= 0 and story < OWN_LETTERS and answer_each_other(readings))
    if forum >= 2 or (forum >= 1 and story < STORY_LETTERS):
        return "thread"
    many = len(readings) > 2 and has_hands(readings) and has_opening(document, readings)
    sure = readers >= ENOUGH + 0.5 * (forum < 1)
    short = story < 2 * STORY_LETTERS and told > 3 * story and not is_parted(document, readings)
    short = short and not is_edited_story(document, readings)
    if forum >= 0 and sure and short and many and not (story >= OWN_LETTERS and is_commented(document, run)):
        return "thread"
    if story < OWN_LETTERS and not READERS.search(run_names(run)):
        return None
    return "comments"


def are_called_comments(document: Document, run: Run) -> bool:
    """Return whether *run* is called comments, or stands under a line that says so: a declared story may have some, and
    boxes of the latest stories, and messages that it shows, each with who and when."""
    return COMMENTS.search(run_names(run)) is not None or heads_comments(document, run.segments[0])


def is_parted(document: Document, readings: list[Reading]) -> bool:
    """Return whether a list of other stories, labelled so, stands between the text and the first post: the posts are
    the comments of a story."""
    first = readings[0].segment.blocks[0].index
    told = [block.index for block in document.blocks[:first] if block.in_body and is_prose(block.text)]
    between = document.blocks[told[0] + 1 : first] if told else []
    return any(is_linked_heading(below) and heads_stories(label.text) for label, below in pairwise(between))


def is_edited_story(document: Document, readings: list[Reading]) -> bool:
    """Return whether a line between the headline and the first post names the editor: what is below it are comments."""
    first = readings[0].segment.blocks[0].index
    return any(
        is_small(block) and opens("editor", r"\W*%s\s*[:：]", block.text)
        for block in document.blocks[document.title_index or 0 : first]
    )


def heads_stories(text: str) -> bool:
    """Return whether *text* is a label over other stories ("Read also"), and not over other posts."""
    return line_key(fold_line(text), anchored=True) in LABEL_KEYS and not POSTS.search(text.lower())


def is_commented(document: Document, run: Run) -> bool:
    """Return whether the page declares itself an entry of a blog, and calls *run* its comments."""
    if document.tree is None or not BLOG_ENTRY.search(body_names(document.tree)):
        return False
    declared = document.evidence.first("og:type")
    return declared is not None and declared[1].lower() == "article" and "comment" in run_names(run)


def is_headed(document: Document, run: Run) -> bool:
    """Return whether *run* is called readers' posts, and a line before it says that those follow."""
    return READERS.search(run_names(run)) is not None and heads_comments(document, run.segments[0])


def has_hands(readings: list[Reading]) -> bool:
    """Return whether most posts have a poster, and not all the same."""
    authors = [reading.author for reading in readings if reading.author]
    return len(authors) >= 0.6 * len(readings) and len(set(authors)) > 1


def is_by_member(document: Document, readings: list[Reading]) -> bool:
    """Return whether what stands before the posts is by one whose page is of the same kind as most of the posters', and
    on the same site: who writes a blog answers its readers, and may have an account elsewhere as they have."""
    first = readings[0].segment.blocks[0].index
    start = max(0, min(first, document.title_index or 0) - HEAD_BLOCKS)
    posters = [set(members_in(reading.rest, document)) for reading in readings]
    kinds = Counter(kind for found in posters for kind in found)
    if not kinds:
        return False
    kind, count = kinds.most_common(1)[0]
    head = document.blocks[start : min(first, start + 3 * HEAD_BLOCKS)]
    return count >= MEMBERS * len(readings) and kind in members_in(head, document)


def members_in(blocks: list[Block], document: Document) -> Iterator[str]:
    """Yield of what kinds the members' pages on the site of *document* are to which *blocks* link."""
    return (member_pages(href) for href, _ in member_links(blocks, document))


def member_links(blocks: list[Block], document: Document) -> Iterator[tuple[str, str]]:
    """Yield address and text of the links of *blocks* to members' pages on the site of *document*."""
    own = document.page.url
    for block in blocks:
        for href, text in block.links:
            if (
                PROFILE.search(href)
                and stays_on_site(href, own)
                and urlsplit(urljoin(own, href)).path != urlsplit(own).path
            ):
                yield href, text


def member_pages(href: str) -> str:
    """Return the address of a member's page less the member."""
    bare = href.partition("#")[0].partition("?")[0].rstrip("/")
    return urlsplit(bare).path.rpartition("/")[0]


def has_opening(document: Document, readings: list[Reading]) -> bool:
    """Return whether the posts are most of what there is to read on the page."""
    own = sum(letters(block.text) for reading in readings for block in reading.text)
    held = {block for reading in readings for block in reading.segment.blocks}
    others = sum(letters(b.text) for b in document.blocks if b not in held and is_prose(b.text) and b.link_share < 0.5)
    return own > 2 * others


def story_letters(document: Document, readings: list[Reading]) -> int:
    """Return how many letters of main prose stand before the first post."""
    first = readings[0].segment.blocks[0].index
    return sum(letters(block.text) for block in document.blocks[:first] if block.in_body and is_prose(block.text))
