"""Stamps: every date expression of a line, in any language, exactly as precise as written, and never a guess."""

from __future__ import annotations

from datetime import datetime

import pytest
from babel.dates import format_date, format_datetime
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.describe.date_labels import label_alone
from pipelines.describe.stamps import (
    begins_term,
    find_stamps,
    is_clock,
    is_date_line,
    read_stamp,
    spans_hours,
    strip_stamps,
    tells_posting,
)
from pipelines.phrases import tables
from schemas.fields import check_partial_datetime

LOCALES = sorted({"nb" if language == "no" else language for language in tables()} | {"en_GB", "de_AT", "zh_Hant"})
#: Languages whose full style puts the name of the zone between day and time, where it is passed over with the time.
ZONE_BETWEEN = {"vi", "zh"}

WRITTEN = [
    ("12.04.2016, 16:20 Uhr", None),
    ("Mittwoch, 13.04.2016 um 16.20 Uhr", "2016-04-13T16:20"),
    ("6 mai 2016 à 16h20", "2016-05-06T16:20"),
    ("6 de mayo de 2016", "2016-05-06"),
    ("6 mayo 2016 4:20 de la tarde", "2016-05-06T16:20"),
    ("Friday, May 6th, 2016", "2016-05-06"),
    ("Sept. 3, 2016, 4 p.m.", "2016-09-03"),
    ("May 6, 2016 at 12:20 a.m. EDT", "2016-05-06T00:20-04:00"),
    ("4:20 PM ET, Fri May 6, 2016", "2016-05-06T16:20"),
    ("May 6, 2016 4:20 PM BST", "2016-05-06T16:20"),
    ("06 May 2016 16:20 GMT+2", "2016-05-06T16:20+02:00"),
    ("12 апреля 2016 г. в 16:20 (МСК)", "2016-04-12T16:20+03:00"),
    ("6. toukokuuta 2016 klo 16.20.05", "2016-05-06T16:20:05"),
    ("2016. május 6., péntek 16:20", "2016-05-06T16:20"),
    ("12. listopada 2016.", "2016-10-12"),
    ("12. listopad 2016.", "2016-10-12"),
    ("12 listopada 2016", "2016-11-12"),
    ("12. listopadu 2016", "2016-11-12"),
    ("6. maja 2016. 14:30h", "2016-05-06T14:30"),
    ("12 अक्तूबर 2016", "2016-10-12"),
    ("০৬ মে ২০১৬, ১২: ৩০", "2016-05-06T12:30"),
    ("২৫ জানুয়ারি ২০১৬", "2016-01-25"),
    ("6 KASIM 2016 Pazar", "2016-11-06"),
    ("ΠΑΡΑΣΚΕΥΗ 6 ΜΑΪΟΥ 2016", "2016-05-06"),
    ("16:20 Thứ Sáu, 6 tháng 5, 2016", "2016-05-06T16:20"),
    ("٦ مايو ٢٠١٦ - ٤:٢٠ م", "2016-05-06T16:20"),
    ("6 พฤษภาคม พ.ศ. 2559 เวลา 16.20 น.", "2016-05-06T16:20"),
    ("6 พ.ค. 59 16:20 น.", "2016-05-06T16:20"),
    ("16/05/2559 16:20", "2016-05-16T16:20"),
    ("๑๖ พฤษภาคม ๒๕๕๙", "2016-05-16"),
    ("16 พฤษภาคม ค.ศ. 2016", "2016-05-16"),
    ("2016年4月12日 16時20分", "2016-04-12T16:20"),
    ("２０１６年４月１２日（火）午後４時２０分", "2016-04-12T16:20"),
    ("平成28年4月12日", "2016-04-12"),
    ("令和元年5月1日", "2019-05-01"),
    ("2016/4/12 下午4:20", "2016-04-12T16:20"),
    ("2016. 4. 12. 오후 4:20", "2016-04-12T16:20"),
    ("2016-04-12T16:20:00+08:00", "2016-04-12T16:20:00+08:00"),
    ("2016-04-12T16:20:00.123Z", "2016-04-12T16:20:00Z"),
    ("Fri, 06 May 2016 14:20:00 +0000", "2016-05-06T14:20:00+00:00"),
    ("12/Apr/2016", "2016-04-12"),
    ("Fri 06/05/2016", "2016-05-06"),
    ("25/12/2016", "2016-12-25"),
    ("06/05/2016", None),
    ("Fri May 06 16:20:05 PDT 2016", "2016-05-06T16:20:05-07:00"),
    ("Fri May 06 16:20:05 UTC 2016", "2016-05-06T16:20:05Z"),
    ("Fri May  6 16:20:05 +0200 2016", "2016-05-06T16:20:05+02:00"),
    ("Fri May 06 16:20:05 IST 2016", "2016-05-06T16:20:05"),
    ("1620 GMT May 6, 2016", "2016-05-06T16:20Z"),
    ("May 6, 2016 1620 GMT", "2016-05-06T16:20Z"),
    ("06 May 2016 Time: 4:20 PM ET", "2016-05-06T16:20"),
    ("2016-04-1216:20", "2016-04-12T16:20"),
]


@pytest.mark.parametrize(("line", "value"), WRITTEN)
def test_a_date_is_read_as_precisely_as_it_is_written(line: str, value: str | None) -> None:
    (stamp,) = find_stamps(line)
    assert stamp.value == value
    assert stamp.raw == line
    assert is_date_line(line)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("May 6, 2016 @ 4:20pm EDTTags: rivers", "2016-05-06T16:20-04:00"),
        ("May 6, 2016 4:20 pm ESTher Roe", "2016-05-06T16:20"),
    ],
)
def test_a_zone_is_read_where_markup_alone_parts_it_from_the_next_word(line: str, value: str) -> None:
    assert [stamp.value for stamp in find_stamps(line)] == [value]


@pytest.mark.parametrize(
    "line",
    ["", "2 hours ago", "yesterday at 16:20", "May 2016", "6 May", "12 апреля", "Copyright 2016 Example",
     "2016-13-45", "30 February 2016", "call 06-12-34", "version 1.2.2016.4", "10.1.2016-12.1.2016", "6 May 16",
     "heute, 16:20 Uhr", "4月12日", "2016年4月", "6 May 2559", "May 6, 2559", "6 พ.ค. 16 16:20 น."],
)  # fmt: skip
def test_what_is_no_whole_date_is_none(line: str) -> None:
    assert not find_stamps(line)
    assert strip_stamps(line) == line
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Published 6 May 2016 16:20 | Updated 7 May 2016 17:00", ["published", "modified"]),
        ("Stand: 13.04.2016", ["modified"]),
        ("Veröffentlicht am 13.04.2016, aktualisiert am 14.04.2016", ["published", "modified"]),
        ("Publié le 6 mai 2016 - Mis à jour le 7 mai 2016 à 9h05", ["published", "modified"]),
        ("Actualizado: 13/04/2016", ["modified"]),
        ("Ultimo aggiornamento: 13 aprile 2016", ["modified"]),
        ("Опубликовано 12 апреля 2016", ["published"]),
        ("Обновлено: 12.04.2016 16:20", ["modified"]),
        ("公開日 2016年4月12日 最終更新日：2016年4月13日", ["published", "modified"]),
        ("2016年4月12日 更新", ["modified"]),
        ("입력 2016-04-12 16:20 | 수정 2016-04-13 09:00", ["published", "modified"]),
        ("2016-04-12 16:20 发布", ["published"]),
        ("6 May 2016 Updated: 7 May 2016", [None, "modified"]),
        ("6 May 2016", [None]),
        ("Datum: 6.5.2016", ["published"]),
        ("发稿时间：2016-05-06 16:20", ["published"]),
        ("Updated as of May 6, 2016", ["modified"]),
        ("Letzter Stand: 13.04.2016", ["modified"]),
    ],
)
def test_the_words_beside_a_date_say_what_it_is(line: str, roles: list[str | None]) -> None:
    assert [stamp.role for stamp in find_stamps(line)] == roles
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "发售日期：2016年5月6日",
        "Birth date: 6 May 2016",
        "जन्म तारीख: 6 मई 2016",
        "Price as of May 6, 2016",
        "Kurse Stand: 6.5.2016",
    ],
)
def test_the_word_for_a_day_says_nothing_of_the_page_where_another_says_whose_it_is(line: str) -> None:
    assert [stamp.role for stamp in find_stamps(line)] == [None]


def test_a_labelled_time_takes_the_day_of_the_date_before_it() -> None:
    stamps = find_stamps("April 8, 2026 2:15 PM GMT+2 Updated 4:50 PM GMT+2")
    assert [(stamp.value, stamp.role) for stamp in stamps] == [
        ("2026-04-08T14:15+02:00", None),
        ("2026-04-08T16:50+02:00", "modified"),
    ]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("6 May 2016, updated 4:50 PM", ["modified", "modified"]),
        ("6 May 2016 (updated: 4:50 PM)", [None, "modified"]),
        ("الأربعاء، 28 آب/اغسطس 2013، آخر تحديث 14:00 (GMT+0400)", ["modified", "modified"]),
    ],
)
def test_a_bare_day_before_the_time_of_a_change_is_that_of_the_change(line: str, roles: list[str | None]) -> None:
    assert [stamp.role for stamp in find_stamps(line)] == roles


def test_a_month_may_have_two_names_but_not_be_two_months() -> None:
    assert [stamp.value for stamp in find_stamps("28 آب/أغسطس 2013")] == ["2013-08-28"]
    assert not find_stamps("28 آب/أيلول 2013")


def test_two_digits_are_a_year_only_beside_a_time_or_a_label() -> None:
    assert not find_stamps("Round 25/12/16 of the cup")
    assert [stamp.value for stamp in find_stamps("25/12/16 at 16:20")] == ["2016-12-25T16:20"]
    assert [stamp.value for stamp in find_stamps("Published: 25/12/16")] == ["2016-12-25"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("12/25/16", ["2016-12-25"]),  # a line of padded numbers and nothing else
        ("25/12/16", []),  # in East Asia that is December 2025
        ("25.12.16", [None]),
        ("By Ana Roe, 25/12/16", ["2016-12-25"]),
        ("1.2.10", []),  # a version
        ("Release 4.0, 25/12/16", []),
    ],
)
def test_two_digits_are_a_year_at_the_end_of_a_byline_and_alone_in_a_line(line: str, found: list[str]) -> None:
    assert [stamp.value for stamp in find_stamps(line)] == found


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Mondays, from 6 May 2016", True),
        ("Sonntag, ab 05.06.2016", True),
        ("Gültig bis 6. Mai 2016", True),
        ("This story is from May 6, 2016", False),
        ("Published on 6 May 2016", False),
        ("Online seit 6. Mai 2016", False),
        ("En ligne depuis le 6 mai 2016", False),
        ("The ferry sails as usual; the regatta begins on 6 May 2016", True),
    ],
)
def test_what_begins_or_ends_on_a_day_is_told_by_the_words_before_it(line: str, begins: bool) -> None:
    assert [begins_term(line, stamp) for stamp in find_stamps(line)] == [begins]


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("Friday, 6 May 2016, 2:30 pm – 4:15 pm, Eastmere", True),
        ("Freitag, 6. Mai 2016, 14:30 Uhr bis 16:15 Uhr, Ostmühl", True),
        ("vendredi 6 mai 2016, 14h30 à 16h15", True),
        ("2016年5月6日14:30至16:15", True),
        ("2016年5月6日 14時30分から16時15分", True),
        ("6 May 2016, 14:30 - 3:15", False),
        ("6 May 2016 - 14:30", False),
        ("6 May 2016, 14:30 | Updated 16:15", False),
        ("6 May 2016, 14:30 - 16 comments", False),
        ("Published 6 May 2016, 14:30 - 16:15", False),
    ],
)
def test_two_hours_of_a_day_are_when_something_is_on(line: str, *, spans: bool) -> None:
    assert spans_hours(line, find_stamps(line)[0]) is spans


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ("This entry was posted on Friday, May 6th, 2016 at 4:20 pm and is filed under Rivers.", True),
        ("Dieser Artikel wurde am 6. Mai 2016 um 16:20 von Ana geschrieben und als Brücke abgelegt.", True),
        ("This article was published in the Eastmere Herald on May 6, 2016, and moved a town.", False),
        (
            f"Dieser Beitrag wurde vor am Freitag, 6. Mai 2016 um %H:%M Uhr veröffentlicht und unter {'Brücke, ' * 15}"
            "Fähren gespeichert. Sie können Antworten über den RSS-2.0-Feed verfolgen und einen Trackback senden.",
            True,
        ),
        ("This entry was posted by Ana and is filed under Rivers.", False),
        ("This story was written by a soldier in the attic of his daughter on May 6, 1945, and found there.", False),
        ("Dieser Text ist von einem Soldaten am 6. Mai 1945 geschrieben worden, und niemand las ihn.", False),
        (f"This article was published on May 6, 2016. {'The bridge has been closed since then. ' * 6}", False),
    ],
)
def test_a_sentence_tells_when_its_page_was_posted(line: str, tells: bool) -> None:
    assert tells_posting(line) is tells


def test_a_preposition_that_is_a_weekday_elsewhere_settles_nothing() -> None:
    # "on" is short for Wednesday in Danish, and 1 June 2016 was one.
    (stamp,) = find_stamps("Published on 06/01/2016")
    assert stamp.value is None
    assert set(stamp.alternatives) == {"2016-01-06", "2016-06-01"}


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("(Xinhua) Updated: 2016-04-12 16:20", "(Xinhua)"),
        ("By Ana Roe, May 6, 2016 12:30pm", "By Ana Roe"),
        ("Von Ina Rot | Stand: 12.04.2016, 16:20 Uhr", "Von Ina Rot"),
        ("2016年4月12日 16:20 更新 山田花子", "山田花子"),
        ("Ana Roe (6 May 2016)", "Ana Roe"),
        ("Von Ina Rot am 6. Mai 2016 um 9.05 Uhr", "Von Ina Rot"),
        ("No date here", "No date here"),
    ],
)
def test_stripping_leaves_the_line_without_dates_and_their_labels(line: str, rest: str) -> None:
    assert strip_stamps(line) == rest


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tue, Mar 21, 2017 - Page 6 News List", True),
        ("May 6, 2016 · 3 min read", True),
        ("06.01.2026, Lesezeit 5 Min.", True),
        ("On 8 Oct 2022", True),
        ("6 May 2016 16:20 — Last updated 1 hour ago", True),
        ("(Xinhua) Updated: 2016-04-12 16:20", False),
        ("The talks of May 6, 2016 failed.", False),
    ],
)
def test_a_date_line_holds_nothing_else_than_page_and_reading_time(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


@pytest.mark.parametrize(
    "line", ["6 مايو، 2016", "۶ می ۲۰۱۶", "شائع 06 مئ 2016", "06 مئی ، 2016", "جمعہ 6 مئی 2016ء", "06 מאי 2016"]
)
def test_a_date_of_arabic_persian_urdu_or_hebrew_is_read_as_their_outlets_write_it(line: str) -> None:
    assert [stamp.value for stamp in find_stamps(line)] == ["2016-05-06"]


def test_a_label_by_itself_is_known() -> None:
    assert label_alone("Last updated:") == "modified"
    assert label_alone("Veröffentlicht am") == "published"
    assert label_alone("What we know of the update") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2016-05-06T14:20:05Z", "2016-05-06T14:20:05Z"),
        ("2016-05-06T14:20:05.000+0200", "2016-05-06T14:20:05+02:00"),
        ("20160506T142005Z", "2016-05-06T14:20:05Z"),
        ("2016-05-06 14:20", "2016-05-06T14:20"),
        ("2016-05-06-14:20:05", "2016-05-06T14:20:05"),
        ("2016-05-06-05:00", None),
        ("Fri, 06 May 2016 14:20:05 GMT", "2016-05-06T14:20:05Z"),
        ("posted 6 May 2016, 16:20", "2016-05-06T16:20"),
        ("06/05/2016", None),
        ("3 hours ago", None),
        ("6 May 2016, edited 7 May 2016", None),
        ("", None),
    ],
)
def test_a_stamp_for_machines_or_people_is_read_or_given_up(text: str, value: str | None) -> None:
    assert read_stamp(text) == value


moments = st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2068, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)


@settings(max_examples=150)
@given(moments, st.sampled_from(LOCALES), st.sampled_from(["long", "full", "medium"]))
def test_a_date_of_any_locale_is_read_back_or_left_undecided(moment: datetime, locale: str, style: str) -> None:
    (stamp,) = find_stamps(format_date(moment, style, locale=locale))
    day = moment.date().isoformat()
    assert stamp.value == day or (stamp.value is None and day in stamp.alternatives)


@settings(max_examples=150)
@given(moments, st.sampled_from(LOCALES), st.sampled_from(["long", "full", "medium"]))
def test_a_moment_of_any_locale_is_read_back_or_left_undecided(moment: datetime, locale: str, style: str) -> None:
    (stamp,) = find_stamps(format_datetime(moment, style, locale=locale))
    right = {moment.isoformat(), moment.isoformat() + "Z"}
    if style == "full" and locale in ZONE_BETWEEN:
        right.add(moment.date().isoformat())
    assert stamp.value in right or (stamp.value is None and right & set(stamp.alternatives))


@settings(max_examples=200)
@given(st.text(alphabet="0123456789./-:, TZ年月日MayUpdted+£é", max_size=60))
def test_any_text_gives_real_moments_that_stand_in_it(text: str) -> None:
    for stamp in find_stamps(text):
        assert text[slice(*stamp.span)] == stamp.raw
        for value in stamp.alternatives:
            assert check_partial_datetime(value) == value


@pytest.mark.parametrize("line", ["Mental HealthMay 6, 2016", "HealthMAY 6, 2016Updated: June 2, 2016"])
def test_a_month_that_only_markup_parted_from_the_word_before_it_is_read(line: str) -> None:
    assert find_stamps(line)[0].value == "2016-05-06"


def test_a_month_within_a_word_is_none() -> None:
    assert not find_stamps("Dismay 6, 2016")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("发布时间：19-09-30", "2019-09-30"),
        ("发布时间：18-03-0823:16", "2018-03-08T23:16"),
        ("입력 22.09.06 03:00", "2022-09-06T03:00"),
        ("Posted 25-03-08 23:16", "2008-03-25T23:16"),
    ],
)
def test_where_east_asia_writes_a_year_of_two_digits_it_stands_first(line: str, value: str) -> None:
    (stamp,) = find_stamps(line)
    assert (stamp.value, stamp.role) == (value, "published")


def test_four_digits_are_a_time_of_day_before_a_zone_alone() -> None:
    assert [stamp.value for stamp in find_stamps("May 6, 2016 1620 votes")] == ["2016-05-06"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("May 6, 2016 2010 PT Cruiser", "2016-05-06"),
        ("May 6, 2016: 1500 CT scans", "2016-05-06"),
        ("May 6, 2016 1500 EST scans", "2016-05-06"),
        ("2016 IST May 6, 2017", "2017-05-06"),
        ("Founded 1945 GMT May 6, 2016", "2016-05-06"),
        ("May 6, 2016: 1500 CT", "2016-05-06"),
        ("May 6, 2016 1945 GMT", "2016-05-06T19:45Z"),
        ("May 6, 2016 1837 PKT", "2016-05-06T18:37"),
    ],
)
def test_four_digits_are_no_time_of_day_before_what_only_looks_like_a_zone_or_where_they_are_a_year(
    line: str, value: str
) -> None:
    assert [stamp.value for stamp in find_stamps(line)] == [value]


@pytest.mark.parametrize(
    ("text", "clock"),
    [("1:00 PM", True), ("16:20 CET", True), ("1h30", False), ("2h 30", False), ("1h 30min", False), ("1:30 h", False)],
)
def test_a_length_is_no_time_of_day(text: str, clock: bool) -> None:
    assert is_clock(text) is clock
