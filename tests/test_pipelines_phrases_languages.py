"""What pages say around their stories, by language: a file in `languages/` for each, and a story in it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.clean.notice_phrases import line_key, sentence_key
from pipelines.clean.spelling import fold_line
from pipelines.prose import ends_sentence
from tests.stories import STORY, html_page, paragraphs

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))
#: A pointer to another story: its words, and the title that is its link.
LINK = re.compile(r"(.*?)\s*\{(.*)\}")
#: How pages mark one up.
POINTERS = [
    "<p>{words} <a href='/other'>{title}</a></p>",
    "<p>{words} <a href='/other'>{title}?</a></p>",
    "<p><strong>{words} <a href='/other'>{title}</a></strong></p>",
    "<p><a href='/other'>{words} {title}</a></p>",
    "<p>[{words} <a href='/other'>{title}</a>]</p>",
    "<p>&gt;&gt; {words} <a href='/other'>{title}</a></p>",
    "<p>{words}<br><a href='/other'>{title}</a></p>",
    "<p>{words} {title}</p>",
    "<div><span>{bare}</span> <a href='/other'>{title}</a></div>",
    "<div><p>{bare}</p><p><a href='/other'>{title}</a></p></div>",
    "<h3>{bare}</h3><ul><li><a href='/other'>{title}</a></li><li><a href='/more'>{title} 2</a></li></ul>",
    "<aside><h4>{bare}</h4><a href='/other'>{title}</a></aside>",
]

#: What stories may well say, in words that begin, or go on, as the page's own sentences do.
SAID_IN_STORIES = [
    "No part of this site may be used for housing until the soil has been cleaned.",
    "Posts are not checked by the company before they appear.",
    "Reproduction of these images is forbidden in the kingdom.",
    "The comments do not reflect the views of the government.",
    "Alle Preise gelten für einen Tag und für zwei Erwachsene.",
    "Die dargestellte Ansicht stammt aus dem Jahr 1890 und zeigt den Hafen.",
    "De standpunten zijn niet dichter bij elkaar gekomen na drie dagen onderhandelen.",
    "Les propos tenus par les supporters sont inacceptables et feront l'objet d'une enquête.",
    "Los usuarios son responsables de lo que publican.",
    "Este proyecto se financia con aportaciones de la Unión Europea y del ayuntamiento.",
    "Se prohíbe la difusión de noticias falsas durante la campaña.",
    "È vietato l'uso di articoli pirotecnici nel centro storico.",
    "Detta material är starkare än stål och lättare än trä.",
    "Innholdet skal ikke brukes i rettssaken.",
    "Sisältöä ei saa jakaa lapsille.",
    "Администрация не отвечает на запросы журналистов.",
    "Просим соблюдать осторожность и не выходить на лёд.",
    "Za příspěvky odpovídá ministerstvo financí.",
    "Je zakázáno užívat alkohol na veřejném prostranství.",
    "Utilizarea telefoanelor este interzisă în școli.",
    "Wykorzystanie dronów nad stadionem jest zabronione.",
    "Kérjük, hogy a lakók tartózkodjanak otthon.",
    "Παρακαλείστε να μείνετε στα σπίτια σας.",
    "Моля, спазвайте правилата за движение в града.",
    "Bu haber mahkemede delil olarak kullanılamaz.",
    "Không được sử dụng điện thoại trong phòng thi.",
]


@cache
def told(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def keys(table: str) -> list[tuple[str, str]]:
    return [(name, key) for name in LANGUAGES for key in told(name).get(table, {})]


@pytest.mark.parametrize(("language", "key"), keys("lines"))
def test_lines_are_the_notices_they_are(language: str, key: str) -> None:
    found = {line: line_key(fold_line(line), anchored=False) for line in told(language)["lines"][key]}
    assert found == dict.fromkeys(found, key)


@pytest.mark.parametrize(("language", "key"), keys("sentences"))
def test_sentences_are_what_the_page_says(language: str, key: str) -> None:
    found = {line: sentence_key(fold_line(line)) for line in told(language)["sentences"][key]}
    assert found == dict.fromkeys(found, key)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if "sentences" in told(name)])
@pytest.mark.parametrize("frame", ["<p><em>{}</em></p>", "<div class='note'>{}</div>"])
def test_sentences_of_the_page_that_are_set_apart_at_its_foot_go(frame: str, language: str) -> None:
    page = told(language)
    story = "".join(f"<p>{paragraph}</p>" for paragraph in page["story"])
    for said in page["sentences"].values():
        found = html_page(f"<h1>{page['title']}</h1>{story}{frame.format(said[0])}")
        assert found.text.split("\n\n") == page["story"]


@pytest.mark.parametrize("said", SAID_IN_STORIES)
@pytest.mark.parametrize("place", [2, 4])
def test_what_a_story_says_in_nearly_the_same_words_stays(place: int, said: str) -> None:
    story = [*STORY["en"], *STORY["de"]]
    story.insert(place + 2 * (place == 4), said)
    assert html_page(f"<h1>Harbour opens</h1>{paragraphs(story)}").text.split("\n\n") == story


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_story_says_is_no_notice(language: str) -> None:
    said = [*told(language)["story"], *told(language)["labels"]]
    assert {text: key for text in said if (key := line_key(fold_line(text), anchored=False))} == {}


def page_of(language: str, pointer: str) -> str:
    """Return the page of *language*, its pointers to other stories in the markup *pointer*."""
    page = told(language)
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in page["story"]]
    for at, line in enumerate(page["between"], 1):
        words, title = LINK.fullmatch(line).groups()  # type: ignore[union-attr] # each has a link
        paragraphs.insert(2 * at, pointer.format(words=words, bare=words.rstrip(" :："), title=title))
    head = f"<h1>{page['title']}</h1><div>{page['byline']}</div><div>{page['day']}</div>"
    after = "".join(f"<div>{line}</div>" for line in page["after"])
    return f"<article>{head}{''.join(paragraphs)}{after}</article>"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pointer", POINTERS)
def test_all_of_the_story_stays_and_nothing_else(pointer: str, language: str) -> None:
    page = told(language)
    found = html_page(page_of(language, pointer))
    assert found.text.split("\n\n") == page["story"]
    assert (found.title, found.authors, found.published) == (page["title"], page["authors"], page["published"])
    assert found.language == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pointer", POINTERS)
def test_the_last_paragraph_stays_behind_a_pointer(pointer: str, language: str) -> None:
    page = told(language)
    words, title = LINK.fullmatch(page["between"][0]).groups()  # type: ignore[union-attr] # it has a link
    *story, last = (f"<p>{paragraph}</p>" for paragraph in page["story"])
    said = pointer.format(words=words, bare=words.rstrip(" :："), title=title)
    found = html_page(f"<article><h1>{page['title']}</h1>{''.join(story)}{said}{last}</article>")
    assert found.text.split("\n\n") == page["story"]


def test_short_thai_paragraphs_stay_behind_a_pointer() -> None:
    page = told("th")
    short = ["นายกเทศมนตรีกล่าวว่าเรือประมงจะกลับมาได้ในเดือนนี้", "ชาวบ้านขอให้ซ่อมกำแพงด้านเหนือมาหลายปีแล้ว"]
    story = [f"<p>{paragraph}</p>" for paragraph in page["story"]]
    pointer = "<p>อ่านเพิ่มเติม</p><p><a href='/other'>เรือประมงกลับเข้าท่าหลังพายุใหญ่</a></p>"
    rest = [f"<p>{paragraph}</p>" for paragraph in short]
    found = html_page(f"<h1>{page['title']}</h1>{''.join(story)}{pointer}{''.join(rest)}")
    assert found.text.split("\n\n") == [*page["story"], *short]


def test_a_stroke_typed_for_a_danda_ends_a_sentence() -> None:
    page = told("hi")
    story = [paragraph.replace("।", "|") for paragraph in page["story"]]
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in story)
    pointer = "<p>यह भी पढ़ें:</p><p><a href='/other'>नावें लौट आईं और मछुआरे खुश हैं</a></p>"
    assert html_page(f"<h1>{page['title']}</h1>{first}{pointer}{''.join(rest)}").text.split("\n\n") == story


def test_strokes_that_part_links_end_no_sentence() -> None:
    assert not ends_sentence("होम | देश | विदेश | खेल |")
    assert not ends_sentence("Home and all the world outside of it |")
