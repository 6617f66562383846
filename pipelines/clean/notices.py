"""Blocks in, notices marked: what a site says around its story to readers, commenters and buyers.

Three kinds of evidence, the surest first: a block that is a known notice from end to end, or stands in the box of a
form for an e-mail address, goes wherever it stands; one that pleads with its reader (an appeal, and "you" or "we") goes
before the story's first paragraph and after its last, as do lines under a telling name, and weaker lines beside such a
plea; and whatever stands before the headline goes, if the story stands after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from pipelines.describe.sections import page_word
from pipelines.document import NAMED_ANCESTORS, names_of
from pipelines.extract import are_alike, before_links
from pipelines.phrases import either, tables
from pipelines.phrases.index import Index
from pipelines.prose import COLONS, DENSE, KEPT, ends_sentence, is_prose, letters
from pipelines.reasons import Reason
from pipelines.zones import LINKED, is_story_prose

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

    from pipelines.document import Block, Document

    Told = dict[tuple[HtmlElement, int], Reason | None]

#: The keys of `[notices]` whose entries describe a whole block, and what such a block is.
LINES = {
    "advertisement": Reason.ADVERTISEMENT,
    "comment": Reason.COMMENT_NOTICE,
    "views": Reason.VIEW_COUNTER,
    "counter": Reason.VIEW_COUNTER,
    "share": Reason.SHARE,
    "subscribe": Reason.SUBSCRIBE,
    "app": Reason.SUBSCRIBE,
    "related": Reason.RELATED,
    "trending": Reason.TRENDING,
    "top": Reason.NAVIGATION,
    "tags": Reason.NAVIGATION,
    "legal": Reason.LEGAL,
    "cookie": Reason.ADVISORY,
    "advisory": Reason.ADVISORY,
    "author_bio": Reason.AUTHOR_BIO,
    "credits": Reason.BYLINE,
}
#: What leaves a heading over it dangling.
NOTICES = frozenset([*LINES.values(), Reason.READ_MORE, Reason.COMMENT]) - {Reason.BYLINE}
#: Those that story text may resemble: they count only before the first paragraph and after the last,
EDGE_KEYS = frozenset(["counter", "legal", "author_bio", "credits", "tags", "advisory"])
#: these only after the last,
FOOT_KEYS = frozenset(["author_bio", "related", "trending"])
#: these never in a list between paragraphs, for a list of advice speaks like them,
OFFER_KEYS = frozenset(["subscribe", "app", "cookie"])
#: and these between paragraphs only where a list follows.
LABEL_KEYS = frozenset(["related", "trending"])
#: Those whose first words a story may have, too.
TOLD_KEYS = frozenset(["comment", "views", "share", "subscribe", "top"])
#: Those whose words somebody may say in a story: "With your help we go on, the candidate said".
REPORTED_KEYS = frozenset(["comment", "share", "subscribe", "app", "legal", "advertisement", "advisory"])
#: A heading of the story may read like any of the others: "Results", "Link", "Instagram".
HEADING_KEYS = frozenset(["comment", "views", "advertisement", *LABEL_KEYS])
#: What class and id words say of a block, in the forms that templates share.
NAMES = {
    word: reason
    for reason, words in {
        Reason.ADVERTISEMENT: "advert advertisement adslot sponsored",
        Reason.SUBSCRIBE: "newsletter newsletters subscribe signup donate donation",
        Reason.SHARE: "share sharing sharebar addthis sharethis social",
        Reason.COMMENT_NOTICE: "comment comments disqus respond kommentar kommentare",
        Reason.RELATED: "related recommended recommendation recommendations readmore seealso outbrain taboola recirc",
        Reason.TRENDING: "trending mostread mostpopular mostviewed",
        Reason.ADVISORY: "cookie cookies consent gdpr",
        Reason.AUTHOR_BIO: "authorbio authorbox aboutauthor saboxplugin",
        Reason.LEGAL: "copyright disclaimer colophon imprint",
        Reason.NAVIGATION: "taglist pagination breadcrumb breadcrumbs backtotop",
    }.items()
    for word in words.split()
}
#: Longest block, in Latin letters, that may be a notice line; a longer one is read for its pleading alone.
LINE_LETTERS = 320
#: Longest line between paragraphs, and longest where it ends as a sentence does.
MIDDLE_LETTERS = 200
MIDDLE_SENTENCE = 120
#: Longest pleading paragraph.
PLEA_LETTERS = 700
#: Characters from which a cell is a column of the page.
COLUMN = 400
#: How many cells of a row tell whether they are columns of the page, which has few.
FEW_CELLS = 20
#: Shortest remark, after a colon, about the words of a notice before it.
REMARK_LETTERS = 60
#: Largest share of the body that pleading, names or the place before the headline may take away: beyond it the words
#: belong to the story, or the name to the page.
LARGEST_SHARE = 0.3
#: How many notices may be more than that at an edge, as the menus around a short story are: of more, each is a line of
#: what a list tells of its entries.
FEW = 6

#: Longest line that names an author under whom the next lines tell of them, how many such lines there are, and how far
#: from the end of the body they may stand.
LABEL_LETTERS = 60
BIO_LINES = 3
BIO_PLACES = 8
#: Longest box around a form for an e-mail address, and how many elements up from the form it is looked for.
BOX_LETTERS = 400
BOX_HEIGHT = 4
#: Longest name in a menu, and the share of a menu that its links make up, the marks between them left out.
MENU_LETTERS = 30
MENU_LINKS = 0.75
#: How many links a row of them has at least.
ROW_LINKS = 2
#: Signs of a script without spaces from which a line has several words.
DENSE_WORDS = 6
#: Share of a block's sentences that must ask for something.
ASKING = 0.4
#: From how many questions with an answer on a body has them one after another, and what they end with.
QUESTIONS, ASKED = 3, re.compile(r"[?？؟]\W*$")
#: Share of link text from which a block is a link and nothing else.
WHOLE_LINK = 0.95
#: Most characters of marks and blanks around the words "read more".
MARKED = 6
#: What parts the words "read more" from a title.
MARKS, DOTS = tuple(":：|>»–—→-]】」)"), ("..", "…")

#: Elements that set a whole paragraph apart.
EMPHASIS = ("em", "i", "small", "strong", "b")
#: Somebody's account, in the brackets behind their name.
ACCOUNT = re.compile(r"\(@\w")
#: Where an entry has anything at all, or nothing.
ANYTHING = re.compile(r"\.(?:\{0,\d+\}|\*)")
NAME = re.compile(r"[a-z]+")
NUMBER = re.compile(r"\d[\d.,:'\u2019\u00a0\u202f]*(?: \d[\d.,]*)*")
#: A text from its first letter or digit to its last, with the signs of vowels and tones that scripts of India, and
#: Thai, write after or around that.
SPOKEN = re.compile(r"[^\W_](?:.*[^\W_])?[\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*", re.DOTALL)
SENTENCE = re.compile(r"(?<=[.!?…。！？؟۔।॥])[\"'»”’)」』]?\s*")
#: Whether a text may have what `SPELLED` tells of: one search spares all others the table.
ARABIC = re.compile("[\u0610-\u06d3\u200b-\u200f\u202a-\u202e]")
#: Letters that Arabic, Persian and Urdu write by several codes, or with a sign or without it, by the one they are
#: compared by; a blank for what joins no letters; nothing for vowel signs, lengthening strokes and marks of direction.
SPELLED = {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "ىی"), "ي"),
    **dict.fromkeys(map(ord, "ةۀ"), "ه"),
    **dict.fromkeys(map(ord, "ک"), "ك"),
    **dict.fromkeys((0x200B, 0x200C), " "),
    **dict.fromkeys((*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, 0x640), None),
    **dict.fromkeys((0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F)), None),
}
#: The initials with which writer and editor of an agency sign off: "lc/mam".
SIGN_OFF = re.compile(r"\W*[a-zà-ÿ]{2,4}(?:/[a-zà-ÿ]{2,4}){1,3}\W*")
QUOTED = re.compile(r"^[\"'«„“‘「『»]")
COLON = re.compile("([:：])")
#: What goes on with the last word of a name.
GOES_ON = re.compile(r"-?\w")
ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+(?:\s*\.\.\.\s*\S+)?\W*$", re.IGNORECASE)
#: What a forum leaves out of a long address.
CUT_SHORT = re.compile(r"\.\.\.|…")
OWNER = re.compile(r"^\W*(?:©|ⓒ|\(c\)\s)|©\s*(?:\d{4}|\w)", re.IGNORECASE)
E_MAIL_FIELD = re.compile(r"e-?mail", re.IGNORECASE)
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|(?<!pic\.)\btwitter\.com/\w")
#: What stands under a film ends with, behind a sentence: its day and its length.
FILMED = re.compile(
    r"(?:^|[.!?…][\"”“»]?\s*)\d{1,2}[./]\d{1,2}[./]\d{4}\s*[|·•]\s*(?:\d{1,2}:)?\d{1,2}:\d{2}\s*min\.?$", re.IGNORECASE
)
FILMED_REACH = 40
#: From what a line says something: a character, or in a dialogue that somebody is silent.
SAYING = re.compile(r"\w|^[\"“„«「『‘'](?=[\s.]*?(?:…|\.{3}))[\s.…]*[\"”“»」』’']$")
#: Scripts other than Latin: a line with a letter of one is in a language written in it.
SCRIPT = re.compile(
    "(?P<cyrillic>[\u0400-\u052f]+)|(?P<east>[\u3040-\u30ff\u3400-\u9fff]+)|(?P<hangul>[\uac00-\ud7af]+)"
    "|(?P<greek>[\u0370-\u03ff]+)|(?P<semitic>[\u0590-\u077f]+)|(?P<indic>[\u0900-\u0dff]+)|(?P<thai>[\u0e00-\u0eff]+)"
)
#: A letter of any of them: most texts have none, and one look is cheaper than seven.
OTHER_LETTER = re.compile("[\u0370-\u052f\u0590-\u077f\u0900-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Share of a language's entries, marks counted, from which it is written in another script.
FOREIGN = 0.2
#: Where a word may begin; anywhere in a script that does not part them. Tried first, it spares most of the text.
WORD_START = r"(?:(?<![^\W\d_])|(?=[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]))%s"


def notices(document: Document) -> None:
    """Mark notices and lone addresses."""
    body = document.body
    for block, after in zip(body, [*body[1:], None], strict=False):
        block.reason = middle_reason(block, after)
        if block.reason == Reason.URL and document.page_type == "thread" and not CUT_SHORT.search(block.text):
            block.reason = None  # what a poster points to is a part of the post
    drop(under_films(document.body), Reason.CAPTION)
    drop(before_headline(document), Reason.ADVISORY)
    for reason, named in named_blocks(document).items():
        drop(named, reason)
    drop(boxed(document), Reason.SUBSCRIBE)
    mark_edge(document.body, head_reason)
    if document.page_type == "thread":
        mark_edge(document.body[::-1], post_foot_reason)
    else:
        names = [name for name in document.value("authors") or [] if " " in name or DENSE.search(name)]
        drop(about_authors(document.blocks, names), Reason.AUTHOR_BIO)
        for block, reason in foot_sentences(document.body):
            block.reason = reason
        answers = answered(document.body)
        mark_edge(document.body[::-1], lambda block: foot_reason(block, names, answers))
    if document.tree is None:
        mark_joined(document.blocks)
    drop_dangling_headings(document.blocks)


def under_films(body: Sequence[Block]) -> list[Block]:
    """Return the paragraphs of *body* that stand under films, where they are a small part of it: a page of films says
    nothing else of them."""
    found = [block for block in body if block.kind == "paragraph" and tells_of_film(block.text)]
    return found if is_small_part(found, body) else []


def tells_of_film(text: str) -> bool:
    """Return whether *text* ends with the day and the length of a film."""
    return FILMED.search(text, max(0, len(text) - FILMED_REACH)) is not None


def middle_reason(block: Block, after: Block | None) -> Reason | None:
    """Return what notice *block* surely is, wherever it stands; None else."""
    if not SAYING.search(block.text):
        return Reason.NAVIGATION
    if is_cell(block) and not is_over_links(block):
        return None
    if ADDRESS.match(block.text):
        return None if block.link_share > WHOLE_LINK and not CUT_SHORT.search(block.text) else Reason.URL
    if letters(block.text) > MIDDLE_LETTERS or QUOTED.match(block.text) or block.kind == "code":
        return None
    text = fold_line(block.text)
    if points_elsewhere(block, text) and not heads(block, after):
        return Reason.READ_MORE
    if letters(block.text) > MIDDLE_SENTENCE and ends_sentence(block.text):
        return None
    key = line_key(text, anchored=True)
    if key is None or key in EDGE_KEYS or (key in LABEL_KEYS and not opens_list(after)):
        return None
    if key in TOLD_KEYS and may_be_told(block, text):
        return None
    if block.kind == "item" and key in OFFER_KEYS:
        return None
    if block.level and key not in HEADING_KEYS and not (block.element is None or has("plea", text)):
        return None
    return LINES[key]


def heads(block: Block, after: Block | None) -> bool:
    """Return whether *block* is a heading whose words the paragraph *after* it begins with: what says "see" in one
    language is a name in another."""
    return block.level > 0 and after is not None and is_prose(after.text) and after.text.startswith(f"{block.text} ")


def may_be_told(block: Block, text: str) -> bool:
    """Return whether *block*, folded *text*, may be a line of the story that begins as a notice does: "Listen to the
    sea" beside "Listen to this article". In a notice all the words are known, or some are a link or an account, or it
    pleads."""
    if block.element is None or block.links or ACCOUNT.search(text):
        return False
    return not is_known_throughout(text) and not pleads(block.text, appeals=True)


@lru_cache(maxsize=KEPT)
def is_known_throughout(text: str) -> bool:
    """Return whether an entry accounts for every word of the folded line *text*: none has anything at all in it."""
    _, index = line_index(script_of(text), anchored=True)
    return any(without_anything(entry.pattern).fullmatch(text) for entry in index.matching(text))


@cache
def without_anything(entry: str) -> re.Pattern[str]:
    """Return the pattern of *entry* less what may be anything at all in it: what this matches, *entry* does."""
    return re.compile(ANYTHING.sub("(?:)", entry))


def is_cell(block: Block) -> bool:
    """Return whether *block* is a cell beside others, or all of one; alone, or beside columns, it is layout."""
    cell = block.element if block.kind == "cell" else cell_around(block)
    row = None if cell is None else cell.getparent()
    if row is None or len(row) == 1:
        return False
    return all(len(cell.text_content()) < COLUMN for cell in islice(row, FEW_CELLS))


def is_over_links(block: Block) -> bool:
    """Return whether *block* is a paragraph in a cell, over a row with links: it may be a label of a list of those, for
    which a table lays out the page."""
    cell = cell_around(block)
    row = None if cell is None else cell.getparent()
    below = None if row is None else row.getnext()
    return below is not None and next(below.iter("a"), None) is not None


def cell_around(block: Block) -> HtmlElement | None:
    """Return the cell that has nothing in it but *block*, a paragraph."""
    home = block.home
    return home if home is not None and home.tag in ("td", "th") and len(home) == 1 else None


def opens_list(after: Block | None) -> bool:
    """Return whether what follows a label is a link; in a plain text, a line that is no prose, or nothing."""
    if after is None:
        return True
    return not is_prose(after.text) if after.element is None else after.link_share >= LINKED


def head_reason(block: Block) -> Reason | None:
    """Return what notice *block* is before the story's first paragraph; None else."""
    if is_cell(block) or letters(block.text) > PLEA_LETTERS or is_remark(block.text):
        return None
    if letters(block.text) <= LINE_LETTERS:
        if is_menu(block):
            return Reason.NAVIGATION
        if OWNER.search(block.text):
            return Reason.LEGAL
        if block.kind == "heading" and is_page_word(block.text):
            return Reason.NAVIGATION
        if key := line_key(fold_line(block.text), anchored=False):
            return (
                None if key in FOOT_KEYS or (block.kind == "heading" and not is_of_buttons(key, block)) else LINES[key]
            )
    return plea_reason(block) if pleads(block.text, appeals=False) else None


def is_page_word(text: str) -> bool:
    """Return whether *text* is what templates call the part of the page that holds the story: "Article"."""
    return page_word().fullmatch(text.strip()) is not None


def is_of_buttons(key: str, heading: Block) -> bool:
    """Return whether *heading* stands over buttons: words for sharing; one word alone may head a story too."""
    return key == "share" and (" " in heading.text or len(DENSE.findall(heading.text)) >= DENSE_WORDS)


def answered(body: Sequence[Block]) -> set[Block]:
    """Return the blocks of *body* right below a question, where it has several: they speak to whoever asks."""
    found = {block for above, block in pairwise(body) if is_prose(block.text) and ASKED.search(above.text)}
    return found if len(found) >= QUESTIONS else set()


def foot_reason(block: Block, names: Sequence[str], answers: Container[Block]) -> Reason | None:
    """Return what notice *block* is after the last paragraph of the story by the authors *names*; None else. What is
    among *answers* offers nothing by what it says of offers."""
    if is_cell(block) or letters(block.text) > PLEA_LETTERS or QUOTED.match(block.text) or is_remark(block.text):
        return None
    if letters(block.text) <= LINE_LETTERS and (reason := foot_line_reason(block)):
        return reason
    if block.kind != "quote" and is_bio(block.text, names):
        return Reason.AUTHOR_BIO
    return plea_reason(block) if pleads(block.text, appeals=block not in answers) else None


def is_bio(text: str, names: Sequence[str]) -> bool:
    """Return whether *text* after the last paragraph of a story by the authors *names* tells of one of them: how to
    reach them, or who they are. An address in a paragraph of a page that names none is what that says."""
    named = any(begins_with(text, name) for name in names)
    if letters(text) <= LINE_LETTERS and CONTACT.search(text):
        return named or bool(names) or not is_prose(text)
    return named and (letters(text) <= LINE_LETTERS or tells_at_length(text, names))


def tells_at_length(text: str, names: Sequence[str]) -> bool:
    """Return whether the long *text*, which begins with one of *names*, tells of them: of no longer name, as that of a
    body is, and not what somebody said."""
    rests = [text[len(name) :] for name in names if begins_with(text, name)]
    longer = any(rest[:1] == " " and rest[1:2].isupper() for rest in rests)
    return not longer and not any(map(speaks, rests)) and not has("reported", fold_line(text))


def speaks(rest: str) -> bool:
    """Return whether *rest*, what follows a name, begins with a word for saying something."""
    folded = fold_line(rest)
    return entry_pattern("speaks", script_of(folded)).match(folded) is not None


def post_foot_reason(block: Block) -> Reason | None:
    """Return what notice *block* is at the end of a thread's opening post, which may well tell of its poster."""
    reason = foot_reason(block, (), ())
    return None if reason == Reason.AUTHOR_BIO else reason


def foot_line_reason(block: Block) -> Reason | None:
    """Return what the line *block* surely is after the story's last paragraph; None where it may be anything."""
    if is_menu(block):
        return Reason.NAVIGATION
    if OWNER.search(block.text):
        return Reason.LEGAL
    if SIGN_OFF.fullmatch(block.text):
        return Reason.BYLINE
    text = fold_line(block.text)
    key = line_key(text, anchored=is_prose(block.text) and not has("address", text))
    return LINES[key] if key and not (block.kind == "heading" and key in EDGE_KEYS) else None


@lru_cache(maxsize=KEPT)
def is_disclaimer(text: str) -> bool:
    """Return whether *text* says that it is a disclaimer: its first words are the label of one, and a colon."""
    label, colon, _ = COLON.split(text, maxsplit=1) if COLON.search(text[:LABEL_LETTERS]) else (text, "", "")
    folded = fold_line(label) if colon else ""
    return bool(folded) and entry_pattern("disclaimer", script_of(folded)).fullmatch(folded) is not None


def is_remark(text: str) -> bool:
    """Return whether *text* speaks about a notice: words like one's and a colon, then a sentence that is none."""
    words, colon, remark = text.partition(": ")
    if not colon or letters(remark) < REMARK_LETTERS or not ends_sentence(remark):
        return False
    folded = fold_line(remark)
    if letters(words) >= LABEL_LETTERS or line_key(folded, anchored=True):
        return False
    return not any(has(key, folded) for key in ("plea", "address", "weak"))


def is_menu(block: Block) -> bool:
    """Return whether *block* is a row of links to parts of the site, with marks or nothing between them."""
    names = [text for _, text in block.links if text]
    linked = sum(map(len, names))
    return (
        len(names) > 1
        and all(letters(name) <= MENU_LETTERS for name in names)
        and linked >= MENU_LINKS * len("".join(block.text.split()))
        and not ends_sentence(block.text)
    )


def foot_sentences(body: Sequence[Block]) -> list[tuple[Block, Reason]]:
    """Return the sentences of the page after the story's last paragraph, and what they are, where something tells them
    from the story's own: another element or look than that paragraph has, or that there are several."""
    found: list[tuple[Block, Reason]] = []
    for block in reversed(body):
        if key := said_by_page(block):
            found.append((block, LINES[key]))
        elif is_story_prose(block):
            apart = [(other, reason) for other, reason in found if len(found) > 1 or is_apart(other, block)]
            return apart if is_small_part([other for other, _ in apart], body) else []
    return []


def said_by_page(block: Block) -> str | None:
    """Return the key of `[sentences]` for what *block* says of the page; None where it is none of them."""
    if letters(block.text) > PLEA_LETTERS or QUOTED.match(block.text) or is_cell(block):
        return None
    return sentence_key(fold_line(block.text))


def is_apart(block: Block, paragraph: Block) -> bool:
    """Return whether *block* stands in another element than the story's *paragraph* does, or in one of another kind, or
    looks otherwise throughout."""
    element = block.element
    if element is None or paragraph.element is None:
        return False
    held = element[0] if len(element) == 1 and not (element.text or "").strip() else None
    emphasised = held is not None and held.tag in EMPHASIS and not (held.tail or "").strip()
    return emphasised or not are_alike(block, paragraph)


def mark_edge(body: Sequence[Block], reason_of: Callable[[Block], Reason | None]) -> None:
    """Mark the notices with which *body* begins, up to the first paragraph of the story.

    They may be no large part of it, but for what calls itself a disclaimer, which a short story has as well. Beside one
    that asks for support, what speaks of journalism and money alone is part of the same appeal.
    """
    found: list[tuple[Block, Reason]] = []
    edge: list[Block] = []
    told = False
    for block in body:
        reason = reason_of(block)
        if reason is None and found and found[-1][1] == Reason.SUBSCRIBE and found[-1][0] is edge[-1]:
            reason = Reason.SUBSCRIBE if has("weak", fold_line(block.text)) else None
        if reason:
            found.append((block, reason))
        elif told := is_story_prose(block):
            break
        edge.append(block)
    found = without_rows(found, edge)
    noted = [block for block, _ in found]
    few = len(noted) <= FEW or is_small_part(noted, body)
    unsure = [block for block in noted if is_prose(block.text) and not (told and is_disclaimer(block.text))]
    if few and is_small_part(unsure, body):
        for block, reason in found:
            block.reason = reason
        mark_weak(edge)


def without_rows(found: list[tuple[Block, Reason]], edge: Sequence[Block]) -> list[tuple[Block, Reason]]:
    """Return the notices *found* in *edge* less the headings and rows of links, taken for menus, that stand between two
    blocks like them which are no notices: of a list of such rows, some with more text. A row without a label of its own
    stands between rows alone."""
    if all(reason != Reason.NAVIGATION for _, reason in found):
        return found
    noted = {block for block, _ in found}
    lines: dict[object, list[int]] = {}
    rows: dict[object, list[int]] = {}
    for block in edge:
        if block not in noted:
            for kept in (lines, rows) if is_row(block) else (lines,):
                kept.setdefault(kin(block), []).append(block.index)
    return [
        (block, reason)
        for block, reason in found
        if reason != Reason.NAVIGATION
        or not (block.level or is_row(block))
        or not is_amid(block, lines if block.level or before_links(block).endswith(COLONS) else rows)
    ]


def is_row(block: Block) -> bool:
    """Return whether *block* has several links."""
    return len(block.links) >= ROW_LINKS


def kin(block: Block) -> object:
    """Return what *block* has in common with those like it beside it: the element around it, tag, class."""
    element = block.element
    return None if element is None else (block.home, element.tag, element.get("class"))


def is_amid(block: Block, left: Mapping[object, list[int]]) -> bool:
    """Return whether *block* stands between two like it, of those *left*: the places of each kin, in order or back."""
    places = left.get(kin(block), [block.index])
    return min(places[0], places[-1]) < block.index < max(places[0], places[-1])


def mark_weak(edge: Sequence[Block]) -> None:
    """Mark the blocks that are a weak plea and stand next to a sure one."""
    for before, block in pairwise(edge):
        for sure, other in ((before, block), (block, before)):
            if sure.reason == Reason.SUBSCRIBE and other.in_body and has("weak", fold_line(other.text)):
                other.reason = Reason.SUBSCRIBE


def mark_joined(blocks: Sequence[Block]) -> None:
    """Mark the line that only a line break parts from the plea at the foot of a text whose paragraphs stand apart."""
    for before, block in pairwise(blocks):
        opens = before.in_body and not before.joined and letters(before.text) <= MIDDLE_SENTENCE
        if opens and block.joined and block.reason == Reason.SUBSCRIBE:
            before.reason = Reason.SUBSCRIBE


def about_authors(blocks: Sequence[Block], names: Sequence[str]) -> list[Block]:
    """Return the lines near the end of the body under a label such as "About the author", one above it is a byline, and
    those that go on by the first name under one that begins with all of a name of *names*, the authors."""
    found: dict[Block, None] = {}
    places = [place for place, block in enumerate(blocks) if block.in_body]
    last = places[-BIO_PLACES:]
    above = {place: range(max(places[0], place - BIO_LINES), place) for place in last}
    labels = {first for first in set().union(*above.values()) if tells_of_author(blocks[first])}
    for place in last:
        for first in above[place]:
            if first in labels:
                found[blocks[place]] = None
            elif tells_on(blocks[first], blocks[place], names) and first > last_told(blocks, last, names):
                found.update(dict.fromkeys(block for block in blocks[first : place + 1] if block.in_body))
    return list(found) if is_small_part(found, [blocks[place] for place in places]) else []


def last_told(blocks: Sequence[Block], places: Sequence[int], names: Sequence[str]) -> int:
    """Return the index of the last paragraph of *blocks*, at one of *places*, that tells of something else than the
    authors *names*, and is no appeal; -1 where none does."""
    called = {*names, *(name.split()[0] for name in names)}
    for block in (blocks[place] for place in reversed(places)):
        told = is_story_prose(block) and not any(begins_with(block.text, name) for name in called)
        if told and not pleads(block.text, appeals=True) and not foot_line_reason(block):
            return block.index
    return -1


def tells_of_author(label: Block) -> bool:
    """Return whether *label* announces lines about the author."""
    short = letters(label.text) <= LABEL_LETTERS and not ends_sentence(label.text)
    return short and line_key(fold_line(label.text), anchored=True) == "author_bio"


def tells_on(above: Block, block: Block, names: Sequence[str]) -> bool:
    """Return whether *block* goes on by the first name with what *above* tells of one of *names*."""
    return any(begins_with(above.text, name) and begins_with(block.text, name.split()[0]) for name in names)


def begins_with(text: str, name: str) -> bool:
    """Return whether *text* tells of somebody called *name*: it begins with that. In a paragraph neither does the name
    go on there, where its script parts words, nor is it of who speaks ("Ada Holm: Good evening")."""
    if not text.startswith(name):
        return False
    rest = text[len(name) :]
    goes_on = DENSE.search(name[-1]) is None and GOES_ON.match(rest) is not None
    return not is_prose(text) or not (goes_on or rest.startswith(COLONS))


def boxed(document: Document) -> list[Block]:
    """Return the body blocks in a box around a form that asks for an e-mail address."""
    if document.tree is None:
        return []
    fields = [field for field in document.tree.iter("input") if is_e_mail_field(field)]
    boxes = {box for field in fields for box in boxes_around(field)}
    if not boxes:
        return []
    found = [block for block in document.body if boxes.intersection(block.around(BOX_HEIGHT + 1))]
    return found if is_small_part(found, document.body) else []


def is_e_mail_field(field: HtmlElement) -> bool:
    """Return whether the input *field* is for an e-mail address."""
    return E_MAIL_FIELD.search(" ".join(field.get(name) or "" for name in ("type", "name", "placeholder"))) is not None


def boxes_around(field: HtmlElement) -> list[HtmlElement]:
    """Return the elements around *field* that hold little more text than its form."""
    found: list[HtmlElement] = []
    element = field.getparent()
    while element is not None and len(found) < BOX_HEIGHT and element.tag not in ("body", "article", "main"):
        if letters(" ".join(element.text_content().split())) > BOX_LETTERS:
            break
        found.append(element)
        element = element.getparent()
    return found


@lru_cache(maxsize=KEPT)
def line_key(text: str, *, anchored: bool) -> str | None:
    """Return the key of `[notices]` that accounts for the whole of a folded line *text*, or None.

    An entry that begins with anything at all (`.{0,60}`) is weaker, and dear to match: *anchored* leaves it out.
    """
    return key_in(line_index(script_of(text), anchored=anchored), text)


@lru_cache(maxsize=KEPT)
def sentence_key(text: str) -> str | None:
    """Return the key of `[sentences]` that accounts for the whole of a folded *text*, or None."""
    return key_in(sentence_index(script_of(text)), text)


def key_in(entries: tuple[dict[str, str], Index], text: str) -> str | None:
    """Return the first key that has one of *entries* for the whole of a folded *text*: what somebody is said to have
    said is no notice."""
    keys, index = entries
    found = {keys[entry.pattern] for entry in index.matching(text) if entry.fullmatch(text)}
    if not found:
        return None
    key = next(key for key in LINES if key in found)
    return None if key in REPORTED_KEYS and has("reported", text) else key


@lru_cache(maxsize=KEPT)
def fold_line(text: str) -> str:
    """Return *text* as entries spell it: composed, `spelled`, lower case, each number a "#", no numbers or marks
    around."""
    folded = text.lower() if text.isascii() else fold_beyond(text)
    found = SPOKEN.search(NUMBER.sub("#", folded))
    return found[0] if found else ""


def fold_beyond(text: str) -> str:
    """Return a text that is not all in ASCII composed, `spelled`, in lower case."""
    return spelled(unicodedata.normalize("NFC", text)).lower().replace("i\u0307", "i").replace("\u2019", "'")


def spelled(text: str) -> str:
    """Return *text*, a line or an entry, with one code for each letter of the Arabic script."""
    return text.translate(SPELLED) if ARABIC.search(text) else text


def script_of(text: str) -> str:
    """Return the script that tells the languages of *text* apart: the first that is not Latin, or "latin"."""
    other = None if text.isascii() else OTHER_LETTER.search(text)
    found = SCRIPT.match(text, other.start()) if other else None
    return (found.lastgroup if found else None) or "latin"


@cache
def languages_in(script: str) -> tuple[str, ...]:
    """Return the languages whose notices are mostly in *script*: the others need not be tried on a line in it."""
    return tuple(language for language in tables() if usual_script(language) == script)


@cache
def usual_script(language: str) -> str:
    """Return the script in which the notices of *language* are."""
    entries = "".join(entry for entries in tables()[language].get("notices", {}).values() for entry in entries)
    counts: Counter[str | None] = Counter()
    for match in SCRIPT.finditer(entries):
        counts[match.lastgroup] += len(match[0])
    script, count = counts.most_common(1)[0] if counts else (None, 0)
    return script if script and count > FOREIGN * len(entries) else "latin"


@cache
def entries_for(key: str, script: str, table: str = "notices") -> tuple[str, ...]:
    """Return the entries for *key* of *table* in the languages of *script*, the longest first."""
    known = [entry for name in languages_in(script) for entry in tables()[name].get(table, {}).get(key, [])]
    found = set(map(spelled, known))
    return tuple(sorted(found, key=lambda entry: (-len(entry), entry)))


@cache
def line_index(script: str, *, anchored: bool) -> tuple[dict[str, str], Index]:
    """Return the whole-block entries of the languages of *script*, each with the first key that has it."""
    keys = {entry: key for key in reversed(LINES) for entry in entries_for(key, script)}
    return keys, Index(entry for entry in keys if not (anchored and entry.startswith(".{")))


@cache
def sentence_index(script: str) -> tuple[dict[str, str], Index]:
    """Return the sentences of pages in the languages of *script*, each with the first key that has it."""
    keys = {entry: key for key in reversed(LINES) for entry in entries_for(key, script, "sentences")}
    return keys, Index(keys)


@cache
def entry_pattern(key: str, script: str, frame: str = "%s") -> re.Pattern[str]:
    """Return one pattern for the entries for *key* in the languages of *script*, put into *frame* at `%s`."""
    return re.compile(frame.replace("%s", f"(?:{either(entries_for(key, script))})"))


def points_elsewhere(block: Block, text: str) -> bool:
    """Return whether *block*, folded *text*, points to another story: the words for it, and a link or a title."""
    words = pointing_words(text)
    if not words:
        return False
    rest = text.removeprefix(words)
    if block.kind == "item":
        return block.link_share > WHOLE_LINK
    several = " " in words or DENSE.search(words) is not None
    dotted = several and (rest.startswith(DOTS) or words.endswith(DOTS))
    if dotted or rest.lstrip().startswith(MARKS):
        return not ends_sentence(block.text) or is_linked_to_its_end(block, words)
    return not rest or (block.link_share >= LINKED and several)


def is_linked_to_its_end(block: Block, words: str) -> bool:
    """Return whether all that stands in *block* after its *words* and a mark is one link: a title that may ask."""
    linked = [text for _, text in block.links if text]
    if len(linked) != 1 or not block.text.endswith(linked[0]):
        return False
    return len(block.text) - len(linked[0]) <= len(words) + MARKED


def pointing_words(text: str) -> str:
    """Return the words for "read more" with which a folded *text* begins, as many as belong to them; "" where it does
    with none."""
    known = pointers(script_of(text)).matching(text)
    found = [match[0] for entry in known if (match := entry.match(text))]
    return max(found, key=len) if found else ""


@cache
def pointers(script: str) -> Index:
    """Return the entries for "read more" in the languages of *script*."""
    return Index(entries_for("read_more", script))


@lru_cache(maxsize=KEPT)
def pleads(text: str, *, appeals: bool) -> bool:
    """Return whether *text* asks something of its reader, in a good part of its sentences.

    Such are the words of a plea and, where *appeals* count, those of an appeal beside a "you" or "we".
    """
    if QUOTED.match(text):
        return False
    sentences = [fold_line(sentence) for sentence in SENTENCE.split(text) if SAYING.search(sentence)]
    asking = sum(asks(sentence, appeals=appeals) for sentence in sentences)
    return asking > 0 and asking >= ASKING * len(sentences)


def asks(sentence: str, *, appeals: bool) -> bool:
    """Return whether one folded *sentence* asks something of its reader."""
    if has("plea", sentence):
        return True
    return appeals and has("appeal", sentence) and has("address", sentence)


def has(key: str, text: str) -> bool:
    """Return whether an entry for *key* of `[notices]` is found in the folded *text*."""
    return entry_pattern(key, script_of(text), WORD_START).search(text) is not None


def plea_reason(block: Block) -> Reason:
    """Return what a pleading *block* is about."""
    return Reason.COMMENT_NOTICE if has("commenting", fold_line(block.text)) else Reason.SUBSCRIBE


def before_headline(document: Document) -> list[Block]:
    """Return the body blocks before the headline: lines and at most one paragraph, next to the whole story after it.

    Where more stands there, what was taken for the headline is a heading inside the story.
    """
    title = document.title_index
    found = [] if title is None else [block for block in document.body if block.index < title]
    told = sum(is_story_prose(block) for block in found)
    return found if told <= 1 and is_small_part(found, document.body) else []


def named_blocks(document: Document) -> dict[Reason, list[Block]]:
    """Return the body lines whose element says what they are, by the kind it names; at the end, paragraphs about the
    author, too."""
    body = document.body
    found: dict[Reason, list[Block]] = {}
    known: Told = {}
    for block in body:
        if reason := nearest_reason(block.element, NAMED_ANCESTORS, known):
            found.setdefault(reason, []).append(block)
    bios = set(found.get(Reason.AUTHOR_BIO, ()))
    at_foot = set(takewhile(bios.__contains__, reversed(body)))
    return {
        reason: [block for block in blocks if block in at_foot or not (is_story_prose(block) or keeps(block, reason))]
        for reason, blocks in found.items()
        if is_small_part(blocks, body)
    }


def nearest_reason(element: HtmlElement | None, most: int, known: Told) -> Reason | None:
    """Return the kind that *element*, or the nearest around it, *most* in all, tells of; *known* remembers it."""
    if element is None or not most or element.tag in ("body", "html"):
        return None
    if (element, most) not in known:
        own = name_reason(names_of(element))
        known[element, most] = own or nearest_reason(element.getparent(), most - 1, known)
    return known[element, most]


def keeps(block: Block, reason: Reason) -> bool:
    """Return whether *block* stays whatever is named around it: a heading, or a post of a social network, quoted."""
    return block.kind == "heading" or (block.kind == "quote" and reason == Reason.SHARE)


@lru_cache(maxsize=KEPT)
def name_reason(names: str) -> Reason | None:
    """Return the kind that a word in the *names* of an element tells of; None else."""
    return next((NAMES[word] for word in NAME.findall(names) if word in NAMES), None)


def is_small_part(blocks: Iterable[Block], body: Iterable[Block]) -> bool:
    """Return whether *blocks* are so little of *body* that they may be around the story."""
    taken = sum(letters(block.text) for block in blocks)
    return not taken or taken <= LARGEST_SHARE * sum(letters(block.text) for block in body)


def drop(blocks: Iterable[Block], reason: Reason) -> None:
    """Mark those of *blocks* that are body text."""
    for block in blocks:
        if block.in_body:
            block.reason = reason


def opens_part(above: Counter[int], heading: Block) -> bool:
    """Return whether *heading* may have parts of its own, below headings of the levels that are counted *above*."""
    return above[heading.level] > 0 or not any(count for level, count in above.items() if level > heading.level)


def drop_dangling_headings(blocks: Sequence[Block]) -> None:
    """Mark each heading under which, up to the next heading or the end, nothing is left because it was a notice; one
    that heads a part of its own has that. A box amid parts, alone with its level, heads none of them."""
    above = Counter(block.level for block in blocks if block.kind == "heading" and block.in_body)
    under: Reason | None = None
    anything_left = False
    part = 0
    for block in reversed(blocks):
        if block.kind == "heading" and block.in_body:
            above[block.level] -= 1
            if under is not None and not anything_left and not (0 < block.level < part and opens_part(above, block)):
                block.reason = under
            under, anything_left, part = None, False, block.level
        elif block.in_body:
            anything_left = True
        elif block.main:
            under = block.reason if block.reason in NOTICES else under
        elif not anything_left:
            anything_left = is_prose(block.text)
