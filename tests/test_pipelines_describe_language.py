"""Language: null rather than a guess."""

import pytest

from pipelines.describe.language import base_language, judge
from tests.stories import html_page

GERMAN = "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke über den Fluss zu sperren und neu zu bauen. " * 3
NORWEGIAN = "Kommunestyret vedtok tirsdag å stenge den gamle broen over elven og bygge en ny neste år. " * 3
#: Two that langdetect does not know, and takes for the nearest that it knows.
ICELANDIC = "Bæjarstjórnin samþykkti á þriðjudag að loka gömlu brúnni yfir ána og byggja nýja á næsta ári. " * 3
XHOSA = "Ibhunga ledolophu livumelene ngoLwesibini ukuvala ibhulorho endala ewela umlambo lize lakhe entsha. " * 3
#: Runs of characters that no English word has.
NAMES = (
    "Smith beat Jones 2-1; Kowalski drew with Nguyen, and Szczepański of Wrocław lost to Rakotomalala of Antananarivo "
    "in the third round. Ouagadougou won. "
) * 4
SWAHILI = "Baraza la mji liliamua siku ya Jumanne kufunga daraja la zamani la mto na kujenga jipya mwaka ujao. " * 3


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (GERMAN, None, "de"),
        (GERMAN, "en", "de"),
        (GERMAN[:100], None, None),
        (GERMAN[:100], "de", "de"),
        (NORWEGIAN, "no", "no"),
        (GERMAN.upper(), None, "de"),
        (NAMES, None, "en"),
        (ICELANDIC, "is", "is"),
        (ICELANDIC.upper(), None, None),
        (ICELANDIC, "en", None),
        (ICELANDIC, None, None),
        (NORWEGIAN, "is", "no"),
        (GERMAN, "lb", "de"),
        (XHOSA, "en", None),
        (XHOSA, "xh", "xh"),
        (XHOSA, "und", None),
        (SWAHILI, "en", "sw"),
        ("東京で首相と会談しました。", None, "ja"),
        ("东京会谈星期五上午结束，双方表示将继续谈判。", None, "zh"),
        ("서울에서 회담이 열렸다고 정부가 밝혔다. 내일도 계속된다.", None, "ko"),
        ("Live updates", None, None),
        ("Live updates", "fr", None),
        ("2016 - 2017: 1,234,567", "en", None),
        ("", None, None),
    ],
)
def test_the_language_is_told_or_left_open(text: str, declared: str | None, language: str | None) -> None:
    found = judge(text, declared)
    assert (found[0] if found else None) == language


def test_one_text_has_one_answer() -> None:
    assert len({judge(GERMAN[:250], None) for _ in range(10)}) == 1


@pytest.mark.parametrize(
    ("tag", "language"),
    [("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("nb-NO", "no"), ("iw", "he"), ("EN", "en"), ("english", None), ("", None)],
)
def test_language_tags_are_read_in_the_spellings_pages_use(tag: str, language: str | None) -> None:
    assert base_language(tag) == language


def test_programs_do_not_tell_the_language_of_what_is_said_of_them() -> None:
    said = "<p>这个函数从队列中读取数据，并把它写入数据库，无论是否出错都会执行清理。</p>" * 2
    program = (
        "<pre>" + "with stack as opened:\n    data = client.read('harbour')\n    opened.write(data)\n" * 12 + "</pre>"
    )
    assert html_page(said + program + said).language == "zh"
