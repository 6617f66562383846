"""A page's list of keywords in, whether it is of the story out: some are the whole site's, some made by a program."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from pipelines.clean.spelling import script_of
from pipelines.describe.likeness import squeeze
from pipelines.describe.sections import is_section
from pipelines.describe.sitenames import behind_headline, named_by_site
from pipelines.prose import DENSE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.document import Document

#: Words of a tag that tell, and how much of one stays when it is bent: of a short one in a script without
#: spaces, two signs.
WORD, STEM = re.compile(r"[^\W\d_]{4,}|[\u3040-\u9fff\uac00-\ud7af]{2}"), 4
#: A blank for each byte of ASCII that is no letter.
LETTERS_ALONE = bytes(code if code > 127 or chr(code).isalpha() else 0x20 for code in range(256))
#: Any word, or numeral.
ANY_WORD = re.compile(r"[^\W_]+")
#: Letters that stand for words, which are too short to be looked for within others.
INITIALS = re.compile(r"\b(?=[A-Z\d]*[A-Z])[A-Z\d]{2,3}\b")
#: Fewest tags of the site, none of which says anything of the story.
SITE_TAGS = 3
#: Fewest tags of a list that is the site's though words of some stand in the story, and how many it has for each tag
#: that does: fewer where it names the site, or a few of its sections.
LIST_TAGS, ONE_IN, ONE_IN_MENU, MENU_SECTIONS = 6, 5, 3, 4
#: Most tags that a page shows beside its story, and what share of them stands in that at least.
MOST_SHOWN, SHOWN_SHARE = 20, 0.4
#: Fewest tags that are two others side by side: a program cuts a text so.
SIDE_BY_SIDE = 3


def are_of_site(tags: list[str], document: Document, summed_up: Iterable[str]) -> bool:
    """Return whether *tags* are what every page of the site has: no word of several stands in the story or in the texts
    that have *summed_up* that, however it ends there, or those of a long list hardly do."""
    if len(tags) < SITE_TAGS:
        return False
    told = [document.value("title") or "", *summed_up, *(block.text for block in document.body)]
    script = script_of(" ".join(tags))
    if all(script_of(text) != script for text in told):
        return False
    if say_nothing(tags, told):
        return True
    return len(tags) >= LIST_TAGS and hardly_tell(tags, document, Told("\n".join(told)))


def say_nothing(tags: list[str], told: list[str]) -> bool:
    """Return whether no word of *tags* stands in the texts *told*."""
    own = stems("\n".join(tags))
    initials = {word for tag in tags for word in INITIALS.findall(tag)}
    if initials and any(not initials.isdisjoint(INITIALS.findall(text)) for text in told):
        return False
    return bool(own) and not any(stem in said for said in map(unaccented, told) for stem in own)


def stems(text: str) -> set[str]:
    """Return how the telling words of *text* begin, without case and accents."""
    starts: set[str] = set()
    for run in set(letters_alone(text).split()):
        if not run.isascii():
            starts.update(word[:STEM] for word in WORD.findall(run))
        elif len(run) >= STEM:
            starts.add(run[:STEM])
    folded = unaccented("\n".join(starts))
    return {start[:STEM] for start in folded.split("\n") if start}


def letters_alone(text: str) -> str:
    """Return *text* with a blank for what is no letter in ASCII."""
    return text.encode("utf-8", "surrogatepass").translate(LETTERS_ALONE).decode("utf-8", "surrogatepass")


def hardly_tell(tags: list[str], document: Document, told: Told) -> bool:
    """Return whether few of *tags*, a long list, stand in what is *told*: the names of the site and its sections among
    them tell nothing of the story, and words in Latin letters seldom stand in one in another script."""
    own = named_by_site(document).union(behind_headline(document)[-1:])
    names = [tag for tag in tags if squeeze(tag) in own]
    sections = [tag for tag in tags if is_section(tag)]
    is_menu = bool(names) or len(sections) >= MENU_SECTIONS
    asked = [tag for tag in tags if tag not in names and tag not in sections] if is_menu else tags
    if script_of(document.value("title") or "") != "latin":
        asked = [tag for tag in asked if not tag.isascii()]
    if len(asked) < (SITE_TAGS if is_menu else LIST_TAGS):
        return False
    return (ONE_IN_MENU if is_menu else ONE_IN) * sum(map(told.has, asked)) <= len(asked)


class Told:
    """A text in which tags are looked for."""

    def __init__(self, text: str) -> None:
        self.text = unaccented(text)

    @cached_property
    def words(self) -> set[str]:
        """Its words and numerals: only short ones need them."""
        return set(ANY_WORD.findall(self.text))

    def has(self, tag: str) -> bool:
        """Return whether *tag*, or each of its words however it ends, stands in the text."""
        bare = unaccented(tag)
        if DENSE.search(tag):
            return bare in self.text
        words = ANY_WORD.findall(bare)
        return all(word[:STEM] in self.text if len(word) >= STEM else word in self.words for word in words)


def tell_of_story(tags: list[str], document: Document) -> bool:
    """Return whether *tags*, which the page shows, are few, and enough of them stand in the story."""
    if len(tags) > MOST_SHOWN:
        return False
    told = Told("\n".join([document.value("title") or "", *(block.text for block in document.body)]))
    return sum(map(told.has, tags)) >= SHOWN_SHARE * len(tags)


def are_made(tags: list[str]) -> bool:
    """Return whether a program cut *tags* out of a text: several are two of the others side by side, and one goes on
    where another of two words ends; editors write "climate, crisis, climate crisis", too."""
    ends = {tag: tag.rpartition(" ")[::2] for tag in (tag.casefold() for tag in tags)}
    pairs = sum(before in ends and last in ends for before, last in ends.values())
    return pairs >= SIDE_BY_SIDE and any(" " in before and before in ends for before, _ in ends.values())


def unaccented(text: str) -> str:
    """Return *text* without case and accents."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).casefold()
    accents = {ord(sign): None for sign in set(folded) if unicodedata.combining(sign)}
    return folded.translate(accents) if accents else folded
