"""Records and gold in, figures out: how right body, title, authors, dates and language are.

* Body: runs of four words (scripts without spaces count by the character), as multisets. `body_f1` is the F1 of mean
  precision and mean recall over the pages, as the article-extraction-benchmark scores it; `body_perfect` the share of
  pages without a missing or a surplus run. A gold body may hold the standfirst, and of a thread every post, with or
  without quotes: the reading that fits best counts.
* Snippets: F over strings that must stand in the text (`with`) and that must not (`without`).
* Title: equal but for case, punctuation and space. Authors: F1 of such names.
* Date: the same day, as printed or in UTC. A wrong date is worse than none, so that both shares are given.

A page without a record counts as an empty one.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.corpus import Gold

SHINGLE = 4
TOKEN = re.compile(r"\w+")
#: Scripts whose words are not set apart by spaces.
DENSE = re.compile("([\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef\u0e00-\u0e7f])")
Record = dict[str, Any]
Figures = dict[str, float]
#: Each figure, and the field of a record that it judges.
JUDGES = {
    "body_f1": "text",
    "body_precision": "text",
    "body_recall": "text",
    "body_perfect": "text",
    "snippet_f": "text",
    "title": "title",
    "date_right": "published",
    "date_wrong": "published",
    "language": "language",
    "authors_f": "authors",
}


def tokens(text: str) -> list[str]:
    """Return the words of *text*, and the characters of scripts without spaces."""
    return TOKEN.findall(DENSE.sub(r" \1 ", text))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of SHINGLE tokens of *text*; of a shorter text, the one run that it is."""
    words = tokens(text)
    size = min(SHINGLE, len(words))
    return Counter(tuple(words[start : start + size]) for start in range(len(words) - size + 1)) if words else Counter()


@dataclass(frozen=True)
class Overlap:
    """What two collections share, what the found one has too much, and what it lacks."""

    shared: int
    surplus: int
    missing: int

    @property
    def precision(self) -> float | None:
        """None where nothing was found."""
        found = self.shared + self.surplus
        return self.shared / found if found else None

    @property
    def recall(self) -> float | None:
        """None where nothing was to be found."""
        wanted = self.shared + self.missing
        return self.shared / wanted if wanted else None


def overlap(wanted: Counter[Any], found: Counter[Any]) -> Overlap:
    """Return how *found* compares with *wanted*."""
    shared = (wanted & found).total()
    return Overlap(shared, found.total() - shared, wanted.total() - shared)


def f1(shared: float, surplus: float, missing: float) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * shared / (2 * shared + surplus + missing)


def readings(record: Record) -> list[str]:
    """Return the texts that a gold body of *record*'s page may have meant."""
    text = record.get("text") or ""
    if record.get("page_type") == "thread":
        posts = record.get("posts") or []
        replies = [post.get("text") or "" for post in posts]
        quoting = [part for post in posts for part in [*(post.get("quotes") or []), post.get("text") or ""]]
        return ["\n".join([text, *parts]).strip() for parts in (replies, quoting)]
    return [text, f"{record['subtitle']}\n{text}"] if record.get("subtitle") else [text]


def fold(text: str | None) -> str:
    """Return *text* without case, punctuation and width."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text or "").casefold()).strip()


def squeeze(text: str) -> str:
    """Return *text* with every run of white space as one space."""
    return re.sub(r"\s+", " ", text)


def days(published: str | None) -> set[str]:
    """Return the day as printed and, where the offset is known, the day in UTC."""
    if not published:
        return set()
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return {published[:10]}
    return {published[:10]} | ({moment.astimezone(UTC).date().isoformat()} if moment.tzinfo else set())


@dataclass
class Tally:
    """What was found on the pages so far."""

    pages: int = 0
    empty: int = 0
    bodies: list[Overlap] = field(default_factory=list)
    snippets: Counter[tuple[str, bool]] = field(default_factory=Counter)
    titles: list[bool] = field(default_factory=list)
    dates: list[bool | None] = field(default_factory=list)
    languages: list[bool] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Gold, record: Record) -> None:
        """Count one page."""
        self.pages += 1
        self._add_body(gold, readings(record))
        if gold.get("title"):
            self.titles.append(fold(record.get("title")) == fold(gold["title"]))
        if gold.get("date"):
            found = days(record.get("published"))
            self.dates.append(gold["date"] in found if found else None)
        if gold.get("lang"):
            self.languages.append((record.get("language") or "")[:2] == gold["lang"][:2])
        if gold.get("authors"):
            wanted, named = ({fold(name) for name in names or []} for names in (gold["authors"], record.get("authors")))
            self.names.update(vars(overlap(Counter(wanted), Counter(named))))

    def _add_body(self, gold: Gold, texts: list[str]) -> None:
        longest = max(texts, key=len)
        self.empty += not longest
        if gold.get("text"):
            wanted = shingles(gold["text"])
            found = [overlap(wanted, shingles(text)) for text in texts]
            self.bodies.append(min(found, key=lambda one: one.surplus + one.missing))
        for kind in ("with", "without"):
            for snippet in gold.get(kind) or []:
                self.snippets[kind, squeeze(snippet) in squeeze(longest)] += 1

    def figures(self) -> Figures:
        """Return what the pages add up to; a figure is left out where no gold speaks of it."""
        found: Figures = {"pages": self.pages, "empty": self.empty}
        if self.bodies:
            found |= self._body()
        hit, leaked, lost = (self.snippets[key] for key in (("with", True), ("without", True), ("with", False)))
        if hit + leaked + lost:
            found["snippet_f"] = f1(hit, leaked, lost)
        if self.titles:
            found["title"] = statistics.mean(self.titles)
        if self.dates:
            found["date_right"] = self.dates.count(True) / len(self.dates)
            found["date_wrong"] = self.dates.count(False) / len(self.dates)
        if self.languages:
            found["language"] = statistics.mean(self.languages)
        if self.names:
            found["authors_f"] = f1(self.names["shared"], self.names["surplus"], self.names["missing"])
        return {name: round(value, 4) for name, value in found.items()}

    def _body(self) -> Figures:
        precision = mean(body.precision for body in self.bodies)
        recall = mean(body.recall for body in self.bodies)
        return {
            "body_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            "body_precision": precision,
            "body_recall": recall,
            "body_perfect": statistics.mean(not body.surplus and not body.missing for body in self.bodies),
        }


def mean(values: Iterable[float | None]) -> float:
    """Return the mean of those *values* that are known; 0 where none is."""
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else 0.0


def score(gold: Iterable[Gold], records: Mapping[str, Record]) -> Figures:
    """Return the figures of *records*, by address, on the pages of *gold*."""
    tally = Tally()
    for line in gold:
        tally.add(line, records.get(line["url"], {}))
    return tally.figures()
