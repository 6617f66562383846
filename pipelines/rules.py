"""What an element is called in, which of trafilatura's rules pick it out.

The rules are XPath expressions that ask for a tag and for words in a few attributes. Asked of a whole tree, each calls
Python once for every regular expression and element; so they are asked of an element's names alone, and only where one
of the words they hold stands in them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from lxml.etree import Element, SubElement
from trafilatura.settings import BASIC_CLEAN_XPATH
from trafilatura.utils import remove_control_characters
from trafilatura.xpaths import (
    BODY_XPATH,
    DISCARD_IMAGE_ELEMENTS,
    OVERALL_DISCARD_XPATH,
    RAW_TREE_PRUNE_XPATH,
    REMOVE_COMMENTS_AND_LISTS_XPATH,
    TEASER_DISCARD_XPATH,
)

from pipelines.alternatives import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import XPath
    from lxml.html import HtmlElement

#: The rules by what they pick, each group a bit of an answer.
GROUPS: tuple[list[XPath], ...] = (
    RAW_TREE_PRUNE_XPATH,
    REMOVE_COMMENTS_AND_LISTS_XPATH,
    [BASIC_CLEAN_XPATH],
    OVERALL_DISCARD_XPATH,
    DISCARD_IMAGE_ELEMENTS,
    TEASER_DISCARD_XPATH,
    *([rule] for rule in BODY_XPATH),
)
APPENDED, COMMENTS, BASIC, UNWANTED, CAPTION, TEASER, *FRAMES = (1 << bit for bit in range(len(GROUPS)))
#: A tag that a rule speaks of, and one that is all it asks for.
TAG, TAG_ALONE = re.compile(r"(?:self::|\.//)([\w-]+)"), re.compile(r"\.//([\w-]+)\b(?!\[)")
#: What a rule asks of attributes: a regular expression, a word in them, a whole value, that they are there.
ASKED = re.compile(
    r"re:test\((?P<tested>@[\w|@-]+), '(?P<expression>[^']*)'(?P<any_case>, 'i')?\)"
    r"|(?:contains|(?P<first>starts-with))\((?P<folded>translate\()?(?P<held>@[\w|@-]+)(?:, ?'\w+', ?'\w+'\))?,"
    r" '(?P<word>[^']*)'\)"
    r"|(?P<equal>@[\w-]+)='(?P<value>[^']*)'|(?P<given>@[\w-]+)"
)
#: A rule that is one choice of what it asks, of some tags or all: of any element for which one of it is true.
CHOICE = re.compile(
    r"\s*\(?\.//\*(?:\[(?P<tags>self::[\w-]+(?: or self::[\w-]+)*)\])?"
    rf"\[\s*(?:(?:{ASKED.pattern})(?:\s+or\s+|\s*(?=\])))+\]\)?(?:\[1\])?\s*"
)
TAGS = frozenset(tag for rules in GROUPS for rule in rules for tag in TAG.findall(rule.path))


class Picker(Protocol):
    """Tells which groups of rules pick an element, or would if it had another tag."""

    def __call__(self, element: HtmlElement, tag: str | None = None) -> int: ...


def picked(groups: int, elements: Iterable[HtmlElement]) -> Iterator[tuple[HtmlElement, int]]:
    """Yield those of *elements* that a rule of *groups* picks, and of which groups."""
    picks = picker(groups)
    return ((element, bits) for element in elements if (bits := picks(element)))


@cache
def picker(groups: int) -> Picker:
    """Return a function that tells which of *groups* have a rule that picks an element."""
    alone, asked = tags_alone(groups), {name: holding(words) for name, words in hints(groups).items()}

    def picks(element: HtmlElement, tag: str | None = None) -> int:
        tag = tag or element.tag
        for name, value in element.items():
            if name in asked and asked[name](value):
                break
        else:
            if tag not in alone:
                return 0
        names = [(name, value if asked[name](value) else "") for name, value in element.items() if name in asked]
        return answer(groups, tag if tag in TAGS else "other", tuple(names))

    return picks


@lru_cache(maxsize=10_000)
def answer(groups: int, tag: str, names: tuple[tuple[str, str], ...]) -> int:
    """Return which of *groups* have a rule that picks an element called so."""
    told = {name: remove_control_characters(value) for name, value in names}
    return sum(
        group
        for group, rules in in_groups(groups)
        if may_pick(group, tag, names) and (surely_picks(group, tag, told) or does_pick(rules, tag, told))
    )


def may_pick(group: int, tag: str, names: tuple[tuple[str, str], ...]) -> bool:
    """Return whether a rule of *group* may pick an element called so: that is told sooner than which."""
    asked = hints(group)
    return tag in tags_alone(group) or any(name in asked and asked[name].search(value) for name, value in names)


def surely_picks(group: int, tag: str, told: dict[str, str]) -> bool:
    """Return whether a rule of *group* is seen to pick an element called so, with no need of XPath."""
    return any(
        (not tags or tag in tags) and any(name in told and words.search(told[name]) for name, words in asked.items())
        for tags, asked in choices(group)
    )


def does_pick(rules: list[XPath], tag: str, told: dict[str, str]) -> bool:
    """Return whether one of *rules* picks an element called so."""
    holder = Element("holder")
    SubElement(holder, tag, told)
    return any(rule(holder) for rule in rules)


def holding(words: re.Pattern[str]) -> Callable[[str], bool]:
    """Return a function that tells whether a value of an attribute holds any of the *words* that a rule asks for.

    Pages say the same of many elements, so it keeps what it told; in a cache for all patterns together, each would be
    hashed at every call, and they are long.
    """

    @lru_cache(maxsize=10_000)
    def holds(value: str) -> bool:
        return words.search(value) is not None

    return holds


def in_groups(groups: int) -> Iterator[tuple[int, list[XPath]]]:
    """Yield each of *groups* with its rules."""
    return ((1 << bit, rules) for bit, rules in enumerate(GROUPS) if groups >> bit & 1)


@cache
def tags_of(*groups: int) -> frozenset[str]:
    """Return the tags that the rules of *groups* speak of."""
    return frozenset(tag for _, rules in in_groups(sum(groups)) for rule in rules for tag in TAG.findall(rule.path))


@cache
def tags_alone(groups: int) -> frozenset[str]:
    """Return the tags that alone are enough for a rule of *groups*."""
    return frozenset(tag for _, rules in in_groups(groups) for rule in rules for tag in TAG_ALONE.findall(rule.path))


@cache
def hints(groups: int) -> dict[str, re.Pattern[str]]:
    """Return by attribute what a rule of *groups* asks for: none picks an element that has nothing of it."""
    return words_in([found for _, rules in in_groups(groups) for rule in rules for found in ASKED.finditer(rule.path)])


@cache
def choices(group: int) -> list[tuple[frozenset[str], dict[str, re.Pattern[str]]]]:
    """Return the tags that each CHOICE of *group* is for, none being all, and by attribute what is enough for it.

    What is asked of two attributes is not, for it is asked of the first of them alone, nor is what is folded.
    """
    found: list[tuple[frozenset[str], dict[str, re.Pattern[str]]]] = []
    for rule in dict(in_groups(group))[group]:
        if choice := CHOICE.fullmatch(rule.path):
            told = (asked for asked in ASKED.finditer(rule.path) if not asked["folded"])
            enough = words_in(asked for asked in told if "|" not in names_asked(asked))
            found.append((frozenset(TAG.findall(choice["tags"] or "")), enough))
    return found


def names_asked(asked: re.Match[str]) -> str:
    """Return the attributes, each after an `@`, of which something is *asked*."""
    return asked["tested"] or asked["held"] or asked["equal"] or asked["given"]


def words_in(found: Iterable[re.Match[str]]) -> dict[str, re.Pattern[str]]:
    """Return by attribute what is asked where ASKED was *found*."""
    words: dict[str, dict[str, None]] = {}
    for asked in found:
        expression = asked["expression"] or re.escape(asked["word"] or "") or "^"
        if asked["first"]:
            expression = f"^{expression}"
        if asked["any_case"] or asked["folded"]:
            expression = f"(?i:{expression})"
        if asked["value"] is not None:
            expression = rf"^{re.escape(asked['value'])}\Z"
        for name in names_asked(asked).split("|"):
            words.setdefault(name.removeprefix("@"), {})[expression] = None
    return {name: any_of(expressions) for name, expressions in words.items()}
