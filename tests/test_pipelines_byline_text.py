"""A line is a byline, with all whom and what it credits, or it is none."""

from __future__ import annotations

import pytest

from pipelines.describe.byline_text import read_byline


@pytest.mark.parametrize(
    ("line", "agencies", "authors", "place"),
    [
        ("Reuters and AP, TOKYO", ["Reuters", "AP"], [], "TOKYO"),
        ("• Kyodo", ["Kyodo"], [], None),
        ("(Xinhua) Updated: 2016-04-12 16:20", ["Xinhua"], [], None),
        ("Jane Doe, AFP, Paris", ["AFP"], ["Jane Doe"], "Paris"),
        ("Staff writer, with CNA", ["CNA"], [], None),
        ("Von Anna Berg und Jörg Klein, dpa", ["dpa"], ["Anna Berg", "Jörg Klein"], None),
        ("Von dpa", ["dpa"], [], None),
        ("Par Jean Dupont (avec AFP)", ["AFP"], ["Jean Dupont"], None),
        ("Agencia EFE, Madrid", ["EFE"], [], "Madrid"),
        ("Por María López Corresponsal en París", [], ["María López"], None),
        ("Автор: Иван Петров", [], ["Иван Петров"], None),
        ("6 мая 2024, 13:15 · Автор: Иван Петров · 1 204 просмотра", [], ["Иван Петров"], None),
        ("Politik | Von Anna Berg | 5 Min.", [], ["Anna Berg"], None),
        ("برلين - رويترز", ["Reuters"], [], "برلين"),
        ("(記者 王小明)", [], ["王小明"], None),
        ("Quelle: dpa", ["dpa"], [], None),
        ("Reporting by Jane Roe and Al Fry; editing by Tom Poe and Bo Li", [], ["Jane Roe", "Al Fry"], None),
        ("© AFP", ["AFP"], [], None),
        ("Mit Material von dpa", ["dpa"], [], None),
        ("By Jane Doe Reuters", ["Reuters"], ["Jane Doe"], None),
        ("By JANE DOE Associated Press", ["AP"], ["JANE DOE"], None),
        ("By Michael R. Bloomberg", [], ["Michael R. Bloomberg"], None),
        ("新华社记者 王小明 李华", ["Xinhua"], ["王小明", "李华"], None),
        ("来源：新华社 作者：王小明 编辑：李华", ["Xinhua"], ["王小明"], None),
        ("VON Anna Berg IN Reisen | 0 KOMMENTARE", [], ["Anna Berg"], None),
        ("By Jung In Kim in Travel", [], ["Jung In Kim"], None),
        ("Posted on May 6, 2016May 6, 2016Author Ada HolmCategories", [], ["Ada Holm"], None),
        ("By Ann Pier WXYZ News, Saltmarsh", [], ["Ann Pier"], None),
        ("By Ann Pier Harbour correspondent", [], ["Ann Pier"], None),
        ("ANN PIER AP Sports Writer Published: May 6, 2016", ["AP"], ["ANN PIER"], None),
        ("By Ann Pier Associated Press Writer", ["AP"], ["Ann Pier"], None),
        ("By Ann deQuay and Bo vanPier", [], ["Ann deQuay", "Bo vanPier"], None),
        ("Posted by Pier County Harbour Department, Community Contributor", [], [], None),
        ("Ann Pier @annpier , THE HARBOUR 7:41 p.m. May 6, 2016", [], ["Ann Pier"], None),
        ("Ann Pier @ann and Bo Quay @bo, Harbour Gazette", [], ["Ann Pier", "Bo Quay"], None),
        ("Ann Pier (Blog) - May 6, 2016", [], ["Ann Pier"], None),
        (
            "Reporting by Ann Pier in Bergen and Bo Quay in Oslo; Writing by Max Strand; Editing by Tom Poe",
            [],
            ["Ann Pier", "Bo Quay", "Max Strand"],
            None,
        ),
        ("By Ann Pier in Arts and Culture", [], ["Ann Pier"], None),
        ("By Martin King III Staff Reporter", [], ["Martin King III"], None),
        ("By Pope John Paul II News", [], ["Pope John Paul II"], None),
        ("By Ann Pier, Staff Writer.", [], ["Ann Pier"], None),
        ("With reporting by AFP, AP, and Reuters", ["AFP", "AP", "Reuters"], [], None),
        ("WXYZ/AP/ May 6, 2016, 10:59 AM", ["AP"], [], None),
        ("BEIRUT, May 6, 2016", [], [], "BEIRUT"),
        ("por Ann Pier | 4 de junio de 2024 | Sociedad | 0 comentarios", [], ["Ann Pier"], None),
        ("Von Ann Pier | 4. Juni 2024 | Wirtschaft, Hafen | 0 Kommentare", [], ["Ann Pier"], None),
        ("By Ann Pier|June 4, 2024|Business|Tags: quays, tides|0 Comments", [], ["Ann Pier"], None),
        ("By Ann Pier | June 4, 2024 | Reuters", ["Reuters"], ["Ann Pier"], None),
        ("By Ann Pier June 4, 2024 and Bo Quay", [], ["Ann Pier", "Bo Quay"], None),
        ("By Ann Pier June 4, 2024 Associated Press", ["AP"], ["Ann Pier"], None),
        ("Yazan: Ann Pier Yayınlanma: 04.06.2024 - 08:15 Güncelleme: 05.06.2024 Google News", [], ["Ann Pier"], None),
        ("Опубликовано Анна Пирогова - Вт, 04/06/2024 - 08:15", [], ["Анна Пирогова"], None),
        ("Diposting oleh Ann Pier di 08.15", [], ["Ann Pier"], None),
        ("Interview by Ann Pier", [], ["Ann Pier"], None),
        ("Hosted by Ann Pier and Bo Quay", [], ["Ann Pier", "Bo Quay"], None),
        ("By Ann Pier|Bo Quay|June 4, 2024", [], ["Ann Pier", "Bo Quay"], None),
    ],
)
def test_a_byline_is_read_whole(line: str, agencies: list[str], authors: list[str], place: str | None) -> None:
    found = read_byline(line)
    assert found is not None
    assert (found.agencies, found.authors) == (agencies, authors)
    assert place is None or found.place == place


@pytest.mark.parametrize("towns", ["Paris and Nicosia", "Paris, Rome", "Paris"])
def test_where_each_of_several_authors_was_is_no_place_of_the_story(towns: str) -> None:
    found = read_byline(f"By Ann Pier in {towns} and Bo Quay in Oslo")
    assert found is not None
    assert (found.authors, found.place) == (["Ann Pier", "Bo Quay"], None)


@pytest.mark.parametrize("line", ["Reuters in Pictures", "AFP en Español", "AP in Brief"])
def test_a_heading_with_an_agency_in_it_names_no_place(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize("line", ["Friday, May 6, 2016", "Brazil, May 6, 2016", "Berlin, 23.2.2016, : Uhr"])
def test_a_weekday_or_a_country_beside_the_date_is_no_dateline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize("line", ["World", "Jane Doe", "Jane Doe/Reuters", "Jane Doe, President", "Von Trapp", ""])
def test_what_could_be_anything_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Reuters says it will cut jobs in London",
        "AP and Reuters in London",
        "[Drum Solo]",
        "Harbour Weekly :",
        "Moss Licence,",
        "November 28, 2025/Slow Living/Gardens",
        "LIVE ON BLOOMBERG",
        "Live Markets Reuters",
    ],
)
def test_other_short_lines_credit_nobody(line: str) -> None:
    assert read_byline(line) is None


def test_a_place_before_a_name_and_an_agency_is_no_person() -> None:
    found = read_byline("NEW YORK, Jane Doe, AP")
    assert found is not None
    assert (found.place, found.authors, found.agencies) == ("NEW YORK", ["Jane Doe"], ["AP"])


def test_a_name_beside_its_account_or_a_date_is_the_author() -> None:
    assert [
        getattr(read_byline(line), "authors", None) for line in ("Jane Doe, @janedoe", "Jane Doe, May 5, 2025")
    ] == [["Jane Doe"]] * 2


def test_the_first_word_of_a_calling_is_none_of_a_name() -> None:
    found = read_byline("By Ann Pier Science reporter, World Service")
    assert found is not None
    assert found.authors == ["Ann Pier"]


def test_a_city_is_known_with_and_without_the_vowel_signs_of_arabic() -> None:
    credit = read_byline("عمان - رويترز")
    assert credit is not None
    assert (credit.agencies, credit.place) == (["Reuters"], "عمان")


@pytest.mark.parametrize("town", ["Saltmarsh", "Saltmarsh am Main", "Foz do Marsh"])
def test_behind_an_authors_dash_stands_a_town(town: str) -> None:
    found = read_byline(f"By Jane Doe — {town}")
    assert found is not None
    assert (found.authors, found.place) == (["Jane Doe"], town)


@pytest.mark.parametrize("invitation", ["Leave a reply", "Hinterlasse eine Antwort"])
def test_an_invitation_behind_an_authors_dash_is_no_place(invitation: str) -> None:
    found = read_byline(f"Posted on May 6, 2016 by Jane Doe — {invitation}")
    assert found is not None
    assert (found.authors, found.place) == (["Jane Doe"], None)


@pytest.mark.parametrize(
    ("line", "authors"),
    [('By Jane "Jay Jay" Doe', ['Jane "Jay Jay" Doe']), ('By "The Pier"', None)],
)
def test_a_nickname_stands_in_quotation_marks_inside_a_name(line: str, authors: list[str] | None) -> None:
    assert getattr(read_byline(line), "authors", None) == authors


def test_a_japanese_name_with_a_blank_stays_one() -> None:
    found = read_byline("文／石田 文子")
    assert found is not None
    assert found.authors == ["石田 文子"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Written by Tall Masts Marketing", []),
        ("Written by Jane Doe Marketing manager", ["Jane Doe"]),
        ("By Jane Doe | May 6, 2016 | Harbour Plants", ["Jane Doe"]),
        ("By Jane Doe | Rob Roe | May 6, 2016", ["Jane Doe", "Rob Roe"]),
        ("By Jane Doe | May 6, 2016 | London", ["Jane Doe"]),
    ],
)
def test_companies_and_topics_in_a_byline_are_nobody(line: str, names: list[str]) -> None:
    credit = read_byline(line)
    assert (credit.authors if credit else []) == names


def test_a_place_behind_the_day_of_a_byline_is_its_place() -> None:
    credit = read_byline("By Jane Doe | May 6, 2016 | London")
    assert credit is not None
    assert credit.place == "London"


@pytest.mark.parametrize(
    ("line", "authors", "agencies"),
    [
        ("Written by Jane Doe, MS, RD on November 14, 2019", ["Jane Doe, MS, RD"], []),
        ("Von Jan Müller am 6. Mai 2016", ["Jan Müller"], []),
        ("By Press Association Reporter", [], ["PA"]),
        ("Par Anne Le Gall", ["Anne Le Gall"], []),
    ],
)
def test_the_word_before_a_day_is_no_part_of_a_byline(line: str, authors: list[str], agencies: list[str]) -> None:
    credit = read_byline(line)
    assert credit is not None
    assert (credit.authors, credit.agencies) == (authors, agencies)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Jane Doe | May 6, 2016 | Reuters", "Reuters"),
        ("By Jane Doe | May 6, 2016 | The Associated Press", "AP"),
        ("Von Jane Doe | 6. Mai 2016 | dpa", "dpa"),
    ],
)
def test_an_agency_behind_the_day_of_a_byline_is_no_topic(line: str, agency: str) -> None:
    credit = read_byline(line)
    assert credit is not None
    assert (credit.authors, credit.agencies) == (["Jane Doe"], [agency])


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("zew, PAP", ["PAP"]),
        ("PAP, eb", ["PAP"]),
        ("По сообщениям РИА Новости и ИТАР-ТАСС.", ["RIA Novosti", "TASS"]),
        ("zew, ab", None),
        ("По данным полиции, погибли трое", None),
    ],
)
def test_an_agency_at_the_foot_stands_beside_an_editors_letters_or_behind_a_word_for_sources(
    line: str, agencies: list[str] | None
) -> None:
    found = read_byline(line)
    assert (found.agencies if found else None) == agencies


def test_a_sponsor_is_no_author() -> None:
    credit = read_byline("Presented by Pier Savings")
    assert credit is None or not credit.authors
