"""A folded line in, the kind of notice whose phrases it is made of out: the table of kinds, and what each may mean."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from pipelines.clean.spelling import SCRIPT, script_of, spelled
from pipelines.phrases import either, tables
from pipelines.phrases.index import Index
from pipelines.prose import KEPT
from pipelines.reasons import Reason

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
#: Where an entry has anything at all, or nothing.
ANYTHING = re.compile(r"\.(?:\{0,\d+\}|\*)")
#: Share of a language's entries, marks counted, from which it is written in another script.
FOREIGN = 0.2
#: Where a word may begin; anywhere in a script that does not part them. Tried first, it spares most of the text.
WORD_START = r"(?:(?<![^\W\d_])|(?=[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]))%s"


@lru_cache(maxsize=KEPT)
def is_known_throughout(text: str) -> bool:
    """Return whether an entry accounts for every word of the folded line *text*: none has anything at all in it."""
    _, index = line_index(script_of(text), anchored=True)
    return any(without_anything(entry.pattern).fullmatch(text) for entry in index.matching(text))


@cache
def without_anything(entry: str) -> re.Pattern[str]:
    """Return the pattern of *entry* less what may be anything at all in it: what this matches, *entry* does."""
    return re.compile(ANYTHING.sub("(?:)", entry))


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


def has(key: str, text: str) -> bool:
    """Return whether an entry for *key* of `[notices]` is found in the folded *text*."""
    return entry_pattern(key, script_of(text), WORD_START).search(text) is not None
