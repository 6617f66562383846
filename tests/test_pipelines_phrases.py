"""Of hundreds of expressions those that can match a text are tried, found by how they begin; none is lost."""

from __future__ import annotations

import re

import pytest

from pipelines.clean.notice_phrases import line_index
from pipelines.phrases import accents_optional, either, pattern, tables
from pipelines.phrases.heads import heads
from pipelines.phrases.index import Index
from pipelines.phrases.opening import Opening


@pytest.mark.parametrize(
    ("expression", "beginnings"),
    [
        ("shares", {"share"}),
        ("x", {"x"}),
        ("(?:please )?(?:share|print) it", {"pleas", "share", "print"}),
        ("subscri(?:be|ption)|donate", {"subsc", "donat"}),
        ("e-?mail us", {"e-mai", "email"}),
        ("abc?d|ef{2}g", {"abcd", "abd", "ef"}),
        ("(?:the |our )*news", {"the ", "our ", "news"}),
        ("(?:ab|c)(?:d|ef)g", {"abdg", "abefg", "cdg", "cefg"}),
        ("(?:a|)bc", {"abc", "bc"}),
        ("[óo]la", {"óla", "ola"}),
        ("a{0,2}bc", {"a", "bc"}),
        ("a+bc", {"a"}),
        (r"\bby \w+", {"by "}),
        (r"(?!never)(?:one|two) of", {"one o", "two o"}),
        (r"\.{3} more", {"."}),
        (r"[a-z]+ views", {""}),
        (r"no [^a] (?:b|c)|d", {"no ", "d"}),
        (".{0,9}news", {"", "news"}),
    ],
)
def test_how_whatever_an_expression_matches_may_begin(expression: str, beginnings: set[str]) -> None:
    assert heads(expression) == beginnings


@pytest.mark.parametrize(
    ("expression", "either_way"),
    [
        ("σχόλι[αο]", "σχ[όο]λι[αο]"),
        ("λεπτ[άό] # λ", "λεπτ[άαόο] # λ"),
        ("πρωΐ", "πρω[ΐϊι]"),
        ("día|comentários", "día|comentários"),
    ],
)
def test_greek_is_known_without_its_accents_too_as_in_capitals(expression: str, either_way: str) -> None:
    assert accents_optional(expression) == either_way


@pytest.mark.parametrize("said", ["Δημοσίευση: 7 Μαΐου", "ΔΗΜΟΣΙΕΥΣΗ: 7 ΜΑΪΟΥ"])
def test_a_greek_label_is_known_in_capitals(said: str) -> None:
    assert pattern("dates", "published").match(said) is not None


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (r"(?:\w+ ){0,4}# views", "so far # views"),
        (r"(?:\w+ ){0,4}# (?:\w+ ){0,2}views", "so far # page views"),
        (r"[\w .-]{2,40} is (?:a )?partner", "the saltmarsh post is partner"),
        (r"[^ ]{2,9} told", "page told"),
        (r"(?:[\w.]+ ){0,4}views: #", "views: #"),
        (r"(?:\w+\W+){1,6}is a reporter.*", "jane q. doe - is a reporter"),
        (r".{0,40}not be published.{0,9}", "it may not be published"),
        (r"(?:the )?.{2,30}\bagreed(?: to)?", "the town has agreed"),
        (r"(?:more|all) news|top", "top"),
    ],
)
def test_an_expression_whose_own_words_come_later_is_found_by_them(expression: str, text: str) -> None:
    index = Index(["other words", expression])
    assert [entry.pattern for entry in index.matching(text)] == [expression]
    assert index.matching("a line of the story") == []


@pytest.mark.parametrize(
    "line",
    ["подпишитесь на нашу рассылку", "читайте также", "просмотров: #", "все права защищены", "# просмотров сегодня",
     "комментарии отключены", "иван петров — журналист и редактор", "о чем говорят в городе", ""],
)  # fmt: skip
def test_the_entries_that_match_a_line_are_among_those_tried(line: str) -> None:
    _, index = line_index("cyrillic", anchored=False)
    told = [entry for entry in index.expressions if re.fullmatch(entry, line)]
    assert told == [entry.pattern for entry in index.matching(line) if entry.fullmatch(line)]


@pytest.mark.parametrize(
    "text",
    [
        "By Jane Doe",
        "BY JANE DOE",
        "by: jane",
        "Von Mira Olsen",
        "ΑΠΟ",
        "文／林晓帆",
        "İstanbul",
        "ſtaff",
        "",
        "Nobody",
    ],
)
def test_what_a_text_begins_with_is_matched_as_by_the_alternatives_together(text: str) -> None:
    frame = r"(?:%s)(?:\s*[:：／]\s*|\s+|$)"
    apart, together = Opening("byline", "label", frame).match(text), pattern("byline", "label", frame).match(text)
    assert (apart and apart.span()) == (together and together.span())


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        (["share this", "share", "s"], "Share it"),
        (["share", "share this"], "share this"),
        ([r"\d+ views", "views?", r"\w+ shares"], "7 Views"),
        ([r"\d+ views", "views?", r"\w+ shares"], "viewed"),
        (["[óo]la", "(?:e-)?mail", "a?b"], "ÓLA"),
        (["[óo]la", "(?:e-)?mail", "a?b"], "e-mail"),
        (["[óo]la", "(?:e-)?mail", "a?b"], "xb"),
        ([r"\.{3} more", "(?:x|)"], "… more"),
        (["straße"], "STRAẞE"),
        ([], "anything"),
    ],
)
def test_alternatives_are_tried_in_their_order_and_none_is_lost(entries: list[str], text: str) -> None:
    in_turn = "|".join(f"(?:{entry})" for entry in entries) or "(?!)"
    found, expected = (re.search(one, text, re.IGNORECASE) for one in (either(entries), in_turn))
    assert (found and found.span()) == (expected and expected.span())


def test_before_what_a_text_begins_with_a_lead_may_stand() -> None:
    opening = Opening("captions", "credit", r"(?:%s)\s*:\s*", lead=r"[\s(]*")
    assert opening.cut(" (Photo: Jane Doe") == "Jane Doe"
    assert opening.cut(" (Jane Doe") == " (Jane Doe"


def test_every_phrase_is_an_expression_by_itself() -> None:
    by_key = [by_key for by_table in tables().values() for by_key in by_table.values()]
    phrases = {phrase for found in by_key for key in found for phrase in found[key]}
    assert all(re.compile(phrase) for phrase in phrases)
