"""A line of text in, what it says of a post out: its time, its author, a button, the end of a quote's head."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipelines.describe.calendar import fold_word, months
from pipelines.naming import any_word
from pipelines.phrases import pattern
from pipelines.prose import COLONS, KEPT, ends_sentence, letters

if TYPE_CHECKING:
    from pipelines.document import Block

#: Longest line that is a post's stamp rather than its text, in Latin letters.
STAMP_LETTERS = 160
#: Longest name of a poster, in Latin letters.
NAME_LETTERS = 50
#: Longest line that is a button, a counter or a user's rank, in Latin letters.
SMALL_LETTERS = 60
#: The shape of a date or clock time in any language; `read_stamp` decides whether it really is one. All but one of
#: them begin with a number.
STAMP = re.compile(
    r"\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
    r"|(?=\d)(?:\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)\b"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    r"|\b\d\d?[-/]\d\d?\s+\d{1,2}:\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|re|\.|º|ª)?\s+(?:de\s+|of\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)?\d\d\b"
    r"|\b(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]"
    r"|\b\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?!\d))",
    re.IGNORECASE,
)
#: What every such date or time has in it, and a year after its month.
NUMBERS_IN_STAMP = re.compile(r"\d(?:[-/.:]\d|\s?[月월年년])|\s'?(?:\d\d)?\d\d\b")
#: A month and its year; whether it is a month is looked up, for many a word stands before a year.
MONTH_YEAR = re.compile(r"\b([^\W\d_]{3,9})\.?\s+(?:'\d\d|(?:19|20)\d\d)\b")
#: A month and a day at the end of a line.
MONTH_DAY = re.compile(r"\b([^\W\d_]{3,9})\.?\s+\d{1,2}$")
#: Where markup without a space glues a word to a name: "walnutJoined".
GLUED = re.compile(r"(?<=[^\W_])(?=[A-Z][a-z])")
#: `#12`, `No. 12`, `Post 12`: the number of a post.
COUNTER = re.compile(r"^\W{0,2}(?:#|№|no\.|nr\.)?\s?\d{1,6}\s?(?:楼|樓|楼主|층|F)?\W{0,2}$", re.IGNORECASE)
NUMBERED = re.compile(r"(?:^|\s)#\s?\d{1,6}\b")
WORD = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
PLAIN_NUMBER = re.compile(r"^\W*\d[\d.,]*\s?[km]?\W*$", re.IGNORECASE)
#: A number that no template counts to.
ACCOUNT = re.compile(r"^\d{7,}$")
MENTION = re.compile(r"(?:^|\s)@[\w.\-]{2,}")
#: Addresses of a member's own page.
PROFILE = re.compile(
    r"(?:^|[/?&;=._-])(?:users?|members?|profiles?|people|authors?|u|uid|user_?id|memberlist|space[-_]uid|"
    r"account|nutzer|mitglied|membres?|usuarios?|utenti|uzytkownik|uye)(?:[/=.\-_?]|$)|/@\w|/~\w",
    re.IGNORECASE,
)
#: Class names and microdata of the part that names the poster.
AUTHORISH = re.compile(
    r"author|poster|nick|member|creator|byline|fn\b|user|owner|handle|\blogin(?:[-_]?name)?(?![\w-])", re.I
)
#: Of those the parts that show something of the poster other than the name.
BESIDE_NAME = re.compile(
    any_word(
        "avatar badges? rank flair reputation role status title user-?(?:title|groups?|contacts?)", "[a-z]", "(?![a-z])"
    )
)
#: Names of what a template puts into a post, or over it: what a button does, what the board announces; and, of what is
#: hidden, of cards that open beside it.
ASIDE = re.compile(
    any_word(
        "tool-?tips? pop-?overs? notices? alerts? pagination login-?form quick-?reply"
        " attach-?box attached-?files uploaded-files? lightbox-wrapper file-?(?:text|info|name)"
        " comment-respond reply[-_]form answer[-_]form comment[-_]form login[-_]form post[-_]form"
        " comment[-_]likes",
        before="[a-z]",
        after="(?![a-z])",
    )
    # Not of a post that has files, or is one to another.
    + r"|(?<![a-z])(?<!has[-_])(?<!with[-_])(?<!no[-_])attachments?(?![a-z])|(?<![\w-])reply[-_]to(?![\w-])"
)
HOVERING = re.compile(any_word("tips? p_pop pop-?ups? pop-?overs? cards? menus?", "[a-z]", "(?![a-z])"))
#: Names of the element that holds the words of a post, in much software of forums: the only one of a page, and one in
#: every post, where a plainer name tells as well.
WORDS_NAME = re.compile(
    r"(?:post|topic|thread|question|message|reply)[-_]?(?:content|body|text)(?![a-z])|(?<![a-z])(?:postbody|kmsg|cooked)(?![a-z])"
)
POST_NAME = re.compile(
    r"(?:(?:post|topic|question|answer|message|msg|reply|comment)[-_]?(?:content|body|text|message|msg)|user[-_]?content)"
    r"(?=$|\s|[-_]?\d)"
    r"|(?<![\w-])(?:content|text|kmsg|cooked|md|markdown|markdown-body|t_f|commtext)(?=$|\s)",
    re.IGNORECASE,
)
#: Names of elements that hold a poster's standing last lines.
SIGNATURE_NAME = re.compile(r"(?:^|\s)sig(?:nature)?(?![a-z])|(?<!with[-_])(?<!has[-_])(?<!body[-_])signature")
#: The line of a file that is attached: its name, its size, and perhaps a few words: no sentence.
FILE = re.compile(
    r"^\W{0,8}\S{1,80}\.(?:jpe?g|png|gif|webp|bmp|heic|pdf|zip|rar|7z|docx?|xlsx?|txt|mp[34]|mov|avi)\W{1,4}\d[\d.,]*\s?"
    r"(?:[kmg]i?b|bytes|[km]o|[км]б)\b(?:\W{1,4}[\w.]{1,20}){0,5}\W{0,4}$",
    re.IGNORECASE,
)
BARE_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
#: ">>1": the post that is answered.
REFERENCE = re.compile(r"^(?:>>|＞＞|≫|»)\s?\d{1,5}\W*$")
#: "X said:"; scripts without spaces have none before the verb.
SAID = r"(?P<who>\S.{0,80}?)(?:\s+|(?=[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]))%s(?:[^.!?]{0,60})?[:：↑]\W*$"
#: "on", "am", "le" before a date.
LINKING = re.compile(r"\s+[^\W\d_A-Z]{1,3}$")
#: Marks between the parts of a line about a post.
PARTED = re.compile(r"\s[-–—]\s|[|,»·•：\t]")
TRIM = " \t\n:,;·•・|–—-»«↑›‹()[]★☆✭✦♦"
#: What a template counts behind a name: "(157)", "4/5".
COUNTED = re.compile(r"\s*\(\d+\)$|\s+\d+(?:[.,]\d)?/(?:5|10)?$")


@cache
def phrase(key: str, frame: str) -> re.Pattern[str]:
    """Return the pattern of *key* in *frame*, for lower-case text: folding in the pattern costs several times more."""
    return pattern("threads", key, frame, re.NOFLAG)


def has(key: str, frame: str, text: str) -> bool:
    """Return whether *key* is found in *text* as *frame* says."""
    return phrase(key, frame).search(text.lower()) is not None


def opens(key: str, frame: str, text: str) -> bool:
    """Return whether *text* begins with *key* as *frame* says: a search for `^` would try every place."""
    return phrase(key, frame).match(text.lower()) is not None


def is_stamp(text: str) -> bool:
    """Return whether *text* is a short line that says when something was posted."""
    return has_number(text) and stamps(text)


def has_number(text: str) -> bool:
    """Return whether *text* is short and has a number in it."""
    return len(text) <= STAMP_LETTERS and DIGIT.search(text) is not None


@lru_cache(maxsize=KEPT)
def stamps(text: str) -> bool:
    """Return whether *text*, short and with a number in it, says when something was posted."""
    if letters(text) > STAMP_LETTERS:
        return False
    if not gives_time(text) and (letters(text) > SMALL_LETTERS or PLAIN_NUMBER.match(text) or not is_relative(text)):
        return False
    text = unedited(text)  # of a line that gives no time it is the whole
    return not (ends_sentence(text.rstrip(".")) or is_about_user(text) or is_edited(text))


def gives_time(text: str) -> bool:
    """Return whether *text* has a date or a clock time in it."""
    if not NUMBERS_IN_STAMP.search(text):
        return False
    if STAMP.search(text):
        return True
    return any(fold_word(word) in months() for word in MONTH_YEAR.findall(text))


@lru_cache(maxsize=KEPT)
def is_relative(text: str) -> bool:
    """Return whether *text* gives a time by its distance from now."""
    return has("relative", r"(?<!\w)%s(?!\w)", text)


@lru_cache(maxsize=KEPT)
def is_about_user(text: str) -> bool:
    """Return whether *text* says something about the poster, not about the post."""
    return letters(text) <= SMALL_LETTERS and opens("user_info", r"[^\w#№]*%s(?!\w)", text)


@lru_cache(maxsize=KEPT)
def dates_user(text: str) -> bool:
    """Return whether the first date in *text* is of the poster, not of the post: "walnut Joined: 3 May 2009"."""
    dates = [found.start() for found in (STAMP.search(text), MONTH_YEAR.search(text)) if found]
    return bool(dates) and has("user_info", r"(?<!\w)%s[\s:：]*$", GLUED.sub(" ", text[: min(dates)]))


def is_profile(text: str) -> bool:
    """Return whether *text* is what is known of a poster, all in one line: "walnut Joined: 2014 Posts: 77"."""
    if letters(text) > STAMP_LETTERS or not any(mark in text for mark in ":：") or ends_sentence(text):
        return False
    return len(phrase("user_info", r"%s\s*[:：]").findall(text.lower())) > 1


@lru_cache(maxsize=KEPT)
def is_edited(text: str) -> bool:
    """Return whether *text* says that the post was changed."""
    return letters(text) <= STAMP_LETTERS and opens("edited", r"\W*%s(?!\w)", text)


@lru_cache(maxsize=KEPT)
def unedited(text: str) -> str:
    """Return *text*, a line with the time of a post, without what it says behind that of when the post was changed."""
    found = phrase("edited", r"(?<=[\s(\[])%s(?!\w)").search(text.lower()) if has_number(text) else None
    before = text[: found.start()].rstrip(" -–—([|·,") if found else ""
    return before if before and gives_time(before) else text


def is_file(text: str) -> bool:
    """Return whether *text* is the line of a file that is attached to a post."""
    return letters(text) <= STAMP_LETTERS and FILE.match(text) is not None and not ends_sentence(text)


def is_expander(text: str) -> bool:
    """Return whether *text* only offers to show more."""
    return letters(text) <= SMALL_LETTERS and opens("expand", r"\W*%s\W*$", text)


def is_button(text: str) -> bool:
    """Return whether *text* holds nothing but buttons and their counts."""
    if letters(text) > SMALL_LETTERS:
        return False
    rest, found = phrase("buttons", r"(?<!\w)%s(?!\w)").subn(" ", text.lower())
    return found > 0 and WORD.search(rest) is None


def is_comment_heading(text: str) -> bool:
    """Return whether *text* is a heading over readers' comments or answers, with or without their number."""
    return letters(text) <= SMALL_LETTERS and opens("heading", r"\W*(?:\d[\d.,]*\s*)?%s(?!\w)[^.!?]{0,20}$", text)


def quoted_name(text: str) -> str | None:
    """Return who is quoted by the line *text* ("X said:", "Originally posted by X"), "" where unnamed; None else."""
    if letters(text) > STAMP_LETTERS:
        return None
    after = phrase("said", SAID).match(text.lower())
    found = after or phrase("quoting", r"\W*%s(?P<who>[^.!?]{0,80}?)\s*[:：↑]?\W*$").match(text.lower())
    return text[slice(*found.span("who"))].strip(TRIM) if found else None


def heads_quote(text: str) -> bool:
    """Return whether the line *text* says who is quoted, and perhaps, behind a colon, when that was posted."""
    if quoted_name(text) is not None:
        return True
    head, colon, when = text.partition(":")
    return bool(colon) and is_stamp(when.strip(TRIM)) and quoted_name(head + colon) is not None


@lru_cache(maxsize=KEPT)
def names_author(names: str) -> bool:
    """Return whether *names*, of an element, say that it holds who posted."""
    return AUTHORISH.search(names) is not None


@lru_cache(maxsize=KEPT)
def stands_beside_name(names: str) -> bool:
    """Return whether *names*, of an element, say that it shows something else of who posted: a rank, a badge."""
    return BESIDE_NAME.search(names.lower()) is not None


@lru_cache(maxsize=KEPT)
def names_poster(names: str) -> bool:
    """Return whether one of *names*, of an element, says that it holds who posted, and nothing else of them."""
    return any(names_author(name) and not stands_beside_name(name) for name in names.split())


def is_aside(block: Block) -> bool:
    """Return whether *block* is no part of a post by its name: a tooltip, a notice of the board, a hidden card."""
    names = block.near_names
    return names_aside(names) or (block.hidden and HOVERING.search(names) is not None)


@lru_cache(maxsize=KEPT)
def names_aside(names: str) -> bool:
    """Return whether *names*, of the elements around a line, say that it is no part of a post."""
    return ASIDE.search(names) is not None


def is_signature(block: Block) -> bool:
    """Return whether *block* is named as what its poster leaves under every post."""
    return names_signature(block.near_names)


@lru_cache(maxsize=KEPT)
def holds_words(names: str) -> bool:
    """Return whether an element of the classes *names* is said to hold the words of a post."""
    return WORDS_NAME.search(names.lower()) is not None


@lru_cache(maxsize=KEPT)
def names_words(names: str) -> bool:
    """Return whether *names*, of one element in each post, say that it holds the words of these."""
    return POST_NAME.search(names) is not None


@lru_cache(maxsize=KEPT)
def names_signature(names: str) -> bool:
    """Return whether *names*, of the elements around a line, say that it is a poster's standing last."""
    return SIGNATURE_NAME.search(names) is not None


def is_small(block: Block) -> bool:
    """Return whether *block* is too short to be a post's text by itself."""
    return letters(block.text) < SMALL_LETTERS


@lru_cache(maxsize=KEPT)
def is_name(text: str) -> bool:
    """Return whether *text* may be the name of a poster."""
    return (
        1 < letters(text) <= NAME_LETTERS
        and WORD.search(text) is not None
        and len(text.split()) <= 5
        and not ends_sentence(text.rstrip("."))
        and not NUMBERED.search(text)
        and not is_stamp(text)
        and not is_button(text)
        and not is_about_user(text)
        and not is_edited(text)
        and not ends_on_day(text)
        and not BARE_ADDRESS.match(text)
    )


def is_odd_name(text: str) -> bool:
    """Return whether *text* may be the name of a poster where others are named: a number as of an account, a picture
    sign, one letter."""
    if not text or letters(text) > NAME_LETTERS or (PLAIN_NUMBER.match(text) and not ACCOUNT.match(text)):
        return False
    return not (is_stamp(text) or is_button(text) or is_about_user(text) or is_edited(text) or ends_sentence(text))


def ends_on_day(text: str) -> bool:
    """Return whether *text* ends with a day of this year: "answered Feb 22"."""
    found = MONTH_DAY.search(text)
    return found is not None and fold_word(found[1]) in months()


@lru_cache(maxsize=KEPT)
def tidy_name(text: str) -> str:
    """Return *text* without the words before a name, "says" after it, and the marks and counts around it."""
    text = (quoted_name(text) if text.rstrip().endswith(COLONS) else "") or unsaid(trimmed(text))
    match = phrase("posted_by", r"^%s(?:[\s:：]+|$)").match(text.lower())
    return trimmed(text[match.end() :] if match else text)


def trimmed(text: str) -> str:
    """Return *text* without the marks and counts around a name; a clause in brackets at its end stays whole."""
    text = COUNTED.sub("", text.strip())
    name = text.strip(TRIM)
    closed = f"{name})"
    return closed if name.count("(") > name.count(")") and closed in text else name


def unsaid(text: str) -> str:
    """Return *text*, a name with a capital, without "says" in small letters behind it: of "omar said" it is a part."""
    name, _, verb = text.rpartition(" ")
    return name if name[:1].isupper() and verb.islower() and phrase("said", "%s").fullmatch(verb) else text


def without_stamp(text: str) -> str:
    """Return the name in *text*: what is left of a head when its time is taken away."""
    parts = PARTED.split(STAMP.sub("|", text))
    names = (tidy_name(LINKING.sub("", part.strip(TRIM))) for part in parts)
    found = next((name for name in names if is_name(name) or is_initial(name)), "")
    return "" if is_initial(found) else found


def is_initial(text: str) -> bool:
    """Return whether *text* is one letter: behind it stands where its owner lives."""
    return len(text) == 1 and WORD.match(text) is not None
