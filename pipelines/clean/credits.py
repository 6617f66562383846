"""A line in, the picture credit it is out."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.describe.agencies import agencies_in
from pipelines.describe.names import is_person
from pipelines.phrases import either
from pipelines.phrases.opening import Opening
from pipelines.prose import DENSE, KEPT

#: Longest credit line, in characters.
LONGEST = 120
#: Picture desks and libraries that no story is written by: where one is named, the line credits a picture.
LIBRARIES = (
    r"getty(?: ?images)?|shutterstock|istock(?:photo)?|alamy|imago(?: ?images)?|picture[- ]alliance|zuma(?: ?press)?"
    r"|corbis|epa(?:-efe)?|keystone|action images|wireimage|filmmagic|nurphoto|sipa(?: ?usa)?|hans lucas|maxppp"
    r"|abaca(?:press)?|unsplash|pexels|pixabay|flickr|wikimedia(?: commons)?|creative commons|cc[- ]by[\w. -]*"
    r"|adobe ?stock|stock\.adobe\.com|dreamstime|depositphotos|ap photo|ap images|rex features|handout"
    r"|pool(?: photo)?|ullstein ?bild|akg[- ]images|bridgeman|scanpix|lehtikuva|bildbyrån|east news|photonews"
    r"|belga ?image"
).split("|")
#: The address of a site, as a line gives it; "DSC1234.jpg" is the name of a file.
SITE = re.compile(r"(?:[A-Za-z\d-]+\.){1,3}(?!(?:jpe?g|png|webp|gif|avif|tiff?)$)[a-z]{2,6}")
#: What claims a right to a picture.
COPYRIGHT = re.compile(r"^\s*(?:©|\(c\)|ⓒ|copyright\b)\s*[:/,]?\s*", re.IGNORECASE)
#: "AP Photo/Jane Doe": an agency's own credit.
AP_PHOTO = re.compile(
    r"^(?:AP|AFP|EPA|dpa|Reuters|PTI|TASS|ТАСС)\s+(?:File )?(?:Photo|Foto|Фото)\b\s*(?:[/:]\s*)?", re.IGNORECASE
)
LIBRARY = re.compile(rf"(?<!\w)(?:{either(LIBRARIES)})(?!\w)", re.IGNORECASE)
#: Marks around a credit.
MARKS = " \t|;,:-–—•·/"
#: "by" before a name, where the word for a picture stood without it.
LEADING_BY = re.compile(r"^(?:by|di|par|por|av|af|door)\s+(?=[^\W\d_a-z])")
#: Largest share of words with a small letter in a line of names ("Jane Doe via Getty Images").
LOWER = 0.25
#: How many words after "Image:" may tell what it shows; what stands in brackets at their end.
WORDY, BRACKETS = 7, re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\W*$")
#: What parts the clauses of a sentence in a script without blanks, and how many of its signs may name somebody.
CLAUSE, FEW_SIGNS = re.compile(r"[。！？，]"), 8
#: How many signs a name has in such a script.
NAME_SIGNS = 4
#: The end of a sentence inside a line: names have none.
SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]\s")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


#: What stands for the colon behind "Credit" where readers hear that; "this picture...The mayor" is said.
CREDIT_DOTS = r"(?:(?<=credit)|(?<=credits))\.{3}(?=(?-i:[^\W\d_a-zß-ÿ]))"


@cache
def credit_label() -> Opening:
    """Return the pattern of what introduces a picture's credit: "Photo:", "Foto:", "写真：" …"""
    return Opening(
        "captions",
        "credit",
        rf"(?:%s)(?:\s*[:：／/=＝・]\s*|{CREDIT_DOTS}|\s+by:?\s+)",
        lead=r"[\s(（\[|▲△■●*]*",
    )


@cache
def bare_label() -> Opening:
    """Return the pattern of such a word without a colon, before a name or a library."""
    return Opening("captions", "credit", r"(?:%s)[\s,]+(?=\S)", lead=r"[\s(（\[]*")


@lru_cache(maxsize=KEPT)
def credit_of(text: str) -> str | None:
    """Return the credit that the whole line *text* gives, without "Photo:"; None where it is no credit line."""
    if len(text) > LONGEST:
        return None
    if AP_PHOTO.match(bare := text.strip(" ()（）[]")):
        return bare
    if (match := credit_label().match(text)) and tells_what(text[match.end() :]):
        return None
    if match and (rest := tidy(text[match.end() :])):
        return rest
    if (match := COPYRIGHT.match(text)) and is_source(rest := tidy(text[match.end() :])):
        return rest
    match = bare_label().match(text)
    if match and not LIBRARY.match(text) and is_somebody(rest := text[match.end() :]):
        return tidy(rest)
    if len(text) > LONGEST // 2 or not is_few_names(text) or not LIBRARY.search(text):
        return None
    return sourced(text) or tidy(COPYRIGHT.sub("", text))


def tells_what(text: str) -> bool:
    """Return whether *text*, after "Image:", tells what the picture shows: many words, most of them no names."""
    if DENSE.search(text) and len(text) > FEW_SIGNS and CLAUSE.search(text):
        return not all(map(names_somebody, filter(None, CLAUSE.split(text))))
    words = BRACKETS.sub("", text).split()
    return len(words) >= WORDY and 2 * sum(map(str.islower, words)) > len(words) and not thanks().match(text.strip())


def names_somebody(clause: str) -> bool:
    """Return whether *clause*, in a script without blanks, can be who took a picture: an agency, or a few signs."""
    return len(clause) <= NAME_SIGNS or (len(clause) <= FEW_SIGNS and bool(agencies_in(clause)))


@cache
def thanks() -> Opening:
    """Return the pattern of the words that thank the owner of a picture: "courtesy of", "cortesía de"."""
    return Opening("captions", "thanks", r"(?:%s)\b")


def is_somebody(text: str) -> bool:
    """Return whether *text*, after the word for a picture, is whose it is: names, or the address of a site."""
    return is_source(text) or is_name(tidy(text)) or SITE.fullmatch(text.strip()) is not None


def is_name(text: str) -> bool:
    """Return whether *text* is somebody's name: a few words in a script whose letters have no case may say anything."""
    return (text != text.lower() or DENSE.search(text) is not None) and is_person(text, sure=False)


def sourced(text: str) -> str | None:
    """Return whom the line *text*, which stands under a picture, gives after "Source:"; None where it gives nobody."""
    match = source_label().match(text) if len(text) <= LONGEST // 2 else None
    return tidy(text[match.end() :]) or None if match and not SENTENCE.search(f"{text} ") else None


@cache
def source_label() -> Opening:
    """Return the pattern of "Source:", "Quelle:" and the like."""
    return Opening("byline", "source", r"(?:%s)\s*[:：]\s*", lead=r"[\s(（\[]*")


def is_source(text: str) -> bool:
    """Return whether *text* is a few names, among them an agency or a picture library; no site's copyright notice."""
    return is_few_names(text) and bool(LIBRARY.search(text) or agencies_in(text))


def is_few_names(text: str) -> bool:
    """Return whether *text* may be a few names: most words with a capital, no year, nothing that ends a sentence."""
    words = text.split()
    return (
        len(words) <= 10
        and sum(word[0].islower() for word in words) <= LOWER * len(words)
        and not text.rstrip(" )）]").endswith(("!", "?"))
        and not YEAR.search(text)
        and not SENTENCE.search(text)
    )


def tidy(text: str) -> str:
    """Return a credit without the brackets and marks around it."""
    text = text.strip(MARKS)
    while text[:1] in "(（[［" and text[-1:] in ")）]］" and len(text) > 1:
        text = text[1:-1].strip()
    if text[-1:] in ")）]］" and not any(mark in text for mark in "(（[［"):
        text = text[:-1]
    return LEADING_BY.sub("", text.strip(MARKS))
