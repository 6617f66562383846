"""Dates: published and modified by agreement of evidence, exactly as precise as the page says, or null."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.blocks import read_blocks
from pipelines.decode import decode
from pipelines.describe.date_places import shown_in, zones_of
from pipelines.describe.dates import describe
from pipelines.describe.evidence import gather
from pipelines.describe.titles import titles
from pipelines.document import Document
from pipelines.markup import parse
from pipelines.reasons import Reason
from schemas import Hints, Page

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"
PROSE = (
    "<p>The council of Eastmere voted on the new bridge after a debate of nine hours, officials of the town said.</p>"
    "<p>Work is to begin when the river is low, and will take two winters if the weather holds, the engineers said.</p>"
)


def document_of(
    body: str,
    *,
    head: str = "",
    lang: str = "",
    url: str = "https://news.example/bridge",
    fetched_at: str = "2026-11-01T00:00:00Z",
    hints: Hints | None = None,
    media_type: str = "text/html",
) -> Document:
    markup = f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>" if "html" in media_type else body
    page = Page(
        url=url, announced_url=url, body=markup.encode(), media_type=media_type, charset="utf-8",
        fetched_at=fetched_at, position=(0, 0), hints=hints,
    )  # fmt: skip
    document = Document(page)
    for stage in (decode, parse, gather, read_blocks, titles, describe):
        stage(document)
    return document


def story(line: str, after: str = "") -> str:
    return f"<h1>Eastmere votes for its second bridge</h1><div>{line}</div>{PROSE}{after}"


def json_ld(**fields: str) -> str:
    node = {"@type": "NewsArticle", "headline": "Eastmere votes for its second bridge", **fields}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def test_json_ld_keeps_its_seconds_and_its_offset() -> None:
    document = document_of(story("6 May 2016"), head=json_ld(datePublished="2016-05-06T14:20:05+02:00"))
    assert document.value("published") == "2016-05-06T14:20:05+02:00"
    assert document.facts["published"].source == "json-ld"
    assert document.facts["published"].raw == "2016-05-06T14:20:05+02:00"


def test_a_midnight_that_a_template_filled_in_is_a_day() -> None:
    document = document_of(story("May 6, 2016"), head=json_ld(datePublished="2016-05-06T00:00:00Z"))
    assert document.value("published") == "2016-05-06"


def test_a_day_is_made_precise_by_another_claim_for_it() -> None:
    document = document_of(story("May 6, 2016, 4:20 p.m."), head=json_ld(datePublished="2016-05-06T00:00:00Z"))
    assert document.value("published") == "2016-05-06T16:20"


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2016-05-06T14:20:05Z'>",
        "<meta name='dc.date.issued' content='2016-05-06T14:20:05Z'>",
        "<meta itemprop='datePublished' content='2016-05-06T14:20:05Z'>",
    ],
)
def test_meta_tags_date_a_story(head: str) -> None:
    document = document_of(story("By Ana Roe"), head=head)
    assert document.value("published") == "2016-05-06T14:20:05Z"
    assert document.facts["published"].source == "meta"


@pytest.mark.parametrize(
    ("head", "published", "modified"),
    [
        ("<meta name='firstpublishedtime' content='2016-05-06-14:20:05'>", "2016-05-06T14:20:05", None),
        ("<meta name='first-published-date' content='2016-05-06'>", "2016-05-06", None),
        ("<meta name='lastmodifiedtime' content='2016-05-07-09:05:00'>", None, "2016-05-07T09:05:00"),
        ("<meta itemprop='dateUpdate' content='2016-05-07 09:05:00'>", None, None),
    ],
)
def test_meta_tags_tell_the_first_publication_and_the_last_change(
    head: str, published: str | None, modified: str | None
) -> None:
    document = document_of(story("By Ana Roe"), head=head)
    assert (document.value("published"), document.value("modified")) == (published, modified)


def test_the_last_second_of_a_day_is_a_template_s_as_is_the_first() -> None:
    head = "<meta name='firstpublishedtime' content='2016-05-06-23:59:59'>"
    assert document_of(story("By Ana Roe"), head=head).value("published") == "2016-05-06"


@pytest.mark.parametrize(
    ("declared", "shown", "published"),
    [
        ("Fri, 06 May 2016 16:20:05 EST", "5/6/16 4:20 PM EDT", "2016-05-06T16:20:05-04:00"),
        ("Fri, 06 May 2016 16:20:05 EST", "5/6/16 4:20 PM", "2016-05-06T16:20:05-05:00"),
        ("Fri, 06 May 2016 16:20:05 EST", "5/6/16 5:20 PM EDT", "2016-05-06T16:20:05-05:00"),
        ("Fri, 06 May 2016 16:20:05 EST", "5/6/16 4:20 PM CEST", "2016-05-06T16:20:05-05:00"),
        ("2016-05-06T16:20:05-04:00", "5/6/16 4:20 PM EST", "2016-05-06T16:20:05-04:00"),
    ],
)
def test_the_season_of_the_clock_is_that_which_readers_are_told(declared: str, shown: str, published: str) -> None:
    head = f"<meta name='publish_date' content='{declared}'>"
    assert document_of(story(shown), head=head, lang="en-US").value("published") == published


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://news.example.com.au/bridge", "2016-05-06T16:20:05"),
        ("https://news.example.co.uk/bridge", "2016-05-06T16:20:05-05:00"),
        ("https://news.example/bridge", "2016-05-06T16:20:05-05:00"),
    ],
)
def test_the_name_of_a_zone_that_is_another_one_where_the_page_is_at_home_is_no_offset(
    url: str, published: str
) -> None:
    head = "<meta name='publish_date' content='Fri May 06 16:20:05 EST 2016'>"
    assert document_of(story("By Ana Roe"), head=head, url=url).value("published") == published


def test_a_time_element_under_the_headline_dates_a_story() -> None:
    document = document_of(story("<time datetime='2016-05-06T14:20Z'>a while ago</time>"))
    assert document.value("published") == "2016-05-06T14:20Z"


def test_a_feed_dates_a_story_whose_page_does_not() -> None:
    document = document_of(story("By Ana Roe"), hints=Hints(published="Fri, 06 May 2016 14:20:00 GMT"))
    assert document.value("published") == "2016-05-06T14:20:00Z"
    assert document.facts["published"].source == "feed"


def test_the_address_dates_a_story_to_the_day_when_nothing_else_does() -> None:
    document = document_of(story("By Ana Roe"), url="https://news.example/2016/05/06/bridge")
    assert document.value("published") == "2016-05-06"
    assert document.facts["published"].source == "url"


def test_a_number_in_the_address_is_no_date() -> None:
    assert document_of(story("By Ana Roe"), url="https://news.example/bridge/2039026").value("published") is None


@pytest.mark.parametrize(
    ("declared", "line", "modified"),
    [
        ("2016-05-06", "6 May 2016, 4:20 pm", None),
        ("2016-05-07", "6 May 2016, 4:20 pm", "2016-05-07"),
        ("2016-05-06", "6 May 2016", "2016-05-06"),
    ],
)
def test_a_declared_day_of_change_that_is_coarser_than_the_publication_on_it_tells_nothing(
    declared: str, line: str, modified: str | None
) -> None:
    head = f"<meta name='last-modified' content='{declared}'>"
    assert document_of(story(line), head=head).value("modified") == modified


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布时间：05-06 16:20", "2016-05-06T16:20:57"),
        ("发布时间：05-0616:20优质创作者", "2016-05-06T16:20:57"),
        ("Published: 05/06 16:20", "2016-05-06T16:20:57"),
        ("发布时间：05-06 16:21", None),
        ("更新时间：05-06 16:20", None),
        ("05-06 16:20", None),
    ],
)
def test_a_publication_without_its_year_is_of_that_of_the_same_minute_declared_of_a_change(
    line: str, published: str | None
) -> None:
    head = "<meta itemprop='dateUpdate' content='2016-05-06 16:20:57'>"
    assert document_of(story(line), head=head).value("published") == published


def test_the_days_over_the_entries_of_a_page_without_a_headline_are_theirs() -> None:
    def entry(day: int) -> str:
        return f"<p class='day'>[Friday, {day} May 2016]</p><h2><a href='/{day}'>The ferry sails again</a></h2>{PROSE}"

    listed = document_of("".join(map(entry, (20, 13, 6))), url="https://news.example/blog")
    listed.one_story, listed.title_index = False, None
    zones = zones_of(listed)
    assert list(shown_in(listed, zones, zones.head)) == []
    alone = document_of(entry(20), url="https://news.example/blog")
    assert alone.value("published") == "2016-05-20"


def test_a_stamp_that_says_updated_is_modified_only() -> None:
    document = document_of(story("(Xinhua) Updated: 2016-04-12 16:20"), url="https://news.example/2016/04/12/x")
    assert document.value("published") is None
    assert document.value("modified") == "2016-04-12T16:20"


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        ("DUBLIN, May 6, 2016 — The port of Dublin has signed for", "2016-05-06"),
        ("NEW YORK, May 6, 2016 /PRNewswire/ -- The port has signed for", "2016-05-06"),
        ("MADRID, 6 mayo 2016 (EFE) - El puerto firmó por", "2016-05-06"),
        ("DUBLIN, May 6, 1945 — The port of Dublin has signed for", None),
        ("The port, which on May 6, 2016 — a Friday — was closed, has signed for", None),
        ("On May 6, 2016, the port of Dublin has signed for", None),
    ],
)
def test_a_dateline_dates_a_story_where_the_page_says_nothing_else(opening: str, published: str | None) -> None:
    text = f"<p>{opening} a second crane, which is to stand at the mouth of the river next year.</p>{PROSE}"
    markup = f"<h1>Port signs for its second crane</h1>{text}"
    assert document_of(markup).value("published") == published
    head = "<meta property='article:published_time' content='2016-05-07T09:05:00Z'>"
    assert document_of(markup, head=head).value("published") == "2016-05-07T09:05:00Z"


@pytest.mark.parametrize(
    ("box", "moments"),
    [
        (
            "<div>Publié le 06/05/2016<br><em>Mis à jour le 07/05/2016 à 9h05</em></div>",
            ("2016-05-06", "2016-05-07T09:05"),
        ),
        ("<div>Publié le 06/05/2016</div>", (None, None)),
        ("<div>Mis à jour le 07/05/2016 à 9h05</div>", (None, None)),
        ("<div>Publié le 06/05/2016<br>Mis à jour le 07/05/2016</div>" * 2, (None, None)),
        (
            "<h3><a href='/gare'>La gare de Valmer est vendue</a></h3><p>Publié le 06/05/2016</p>"
            "<p>Mis à jour le 07/05/2016</p>",
            (None, None),
        ),
    ],
)
def test_both_days_side_by_side_far_from_the_story_are_its_own_where_it_has_none(
    box: str, moments: tuple[str | None, str | None]
) -> None:
    notes = "".join(f"<p>Avis numéro {number}</p>" for number in range(20))
    document = document_of(story("Ana Roe", after=f"<aside>{notes}</aside>{box}"), lang="fr")
    assert (document.value("published"), document.value("modified")) == moments


def test_both_stamps_of_a_line_are_told_apart() -> None:
    document = document_of(story("Publié le 6 mai 2016 à 16h20 - Mis à jour le 7 mai 2016 à 9h05"), lang="fr")
    assert document.value("published") == "2016-05-06T16:20"
    assert document.value("modified") == "2016-05-07T09:05"


def test_a_label_in_a_line_of_its_own_counts() -> None:
    document = document_of(story("Last updated</div><div>6 May 2016"))
    assert (document.value("published"), document.value("modified")) == (None, "2016-05-06")
    assert [block.text for block in document.blocks if block.reason is Reason.DATE] == ["Last updated", "6 May 2016"]


def test_a_change_before_the_publication_is_not_believed() -> None:
    head = json_ld(datePublished="2016-05-06T14:20:00Z", dateModified="2016-05-01T09:00:00Z")
    document = document_of(story("By Ana Roe"), head=head)
    assert document.value("published") == "2016-05-06T14:20:00Z"
    assert document.value("modified") is None


def test_a_date_after_the_capture_is_not_believed() -> None:
    document = document_of(
        story("By Ana Roe"), head=json_ld(datePublished="2016-05-09"), fetched_at="2016-05-06T12:00:00Z"
    )
    assert document.value("published") is None


def test_a_declared_day_before_the_web_is_not_believed_but_a_printed_one_is() -> None:
    assert (
        document_of(story("By Ana Roe"), head=json_ld(datePublished="1970-01-01T00:00:00Z")).value("published") is None
    )
    assert document_of(story("May 6, 1954")).value("published") == "1954-05-06"


def test_an_earlier_line_under_the_headline_outranks_a_declaration_that_every_build_renews() -> None:
    document = document_of(story("November 2, 2022"), head=json_ld(datePublished="Jun 12, 2025"))
    assert document.value("published") == "2022-11-02"


@pytest.mark.parametrize(
    "after",
    [
        "<div>© 2016 Eastmere Echo, 6 May 2016</div>",
        "<div class='related'><a href='/a'>Ferry sold</a> <span>6 May 2016</span></div>",
        "<div class='comments'><div>Bob</div><div>6 May 2016 at 16:20</div><div>Good.</div></div>",
        "<ul><li>Ferry sold</li><li>6 May 2016</li><li>Ferry found</li><li>4 May 2016</li></ul>",
        "<p>The old bridge was closed on 6 May 2016, after the second flood of that spring had moved its piers.</p>",
    ],
)
def test_dates_of_other_things_are_not_the_storys(after: str) -> None:
    assert document_of(story("By Ana Roe", after)).value("published") is None


def test_a_list_of_dated_stories_has_no_date_of_its_own() -> None:
    items = "".join(f"<div><a href='/{day}'>Ferry {day} sold</a></div><div>{day} May 2016</div>" for day in (4, 5, 6))
    assert document_of(f"<h1>Latest from Eastmere</h1>{items}").value("published") is None


NUMERIC = [
    ({"lang": "en-GB"}, "2016-05-06"),
    ({"lang": "en-US"}, "2016-06-05"),
    ({"lang": "de"}, "2016-05-06"),
    ({"lang": "en"}, None),
    ({}, None),
    ({"lang": "en", "head": "<meta property='og:locale' content='en_GB'>"}, "2016-05-06"),
    ({"lang": "en", "url": "https://news.example/2016/05/bridge"}, "2016-05-06"),
    ({"lang": "en", "fetched_at": "2016-05-20T00:00:00Z"}, "2016-05-06"),
    ({"lang": "en-US", "head": json_ld(dateCreated="2016-05-06T10:00:00Z")}, "2016-05-06T10:00:00Z"),
]


@pytest.mark.parametrize(("page", "published"), NUMERIC)
def test_day_and_month_are_settled_by_evidence_or_given_up(page: dict[str, str], published: str | None) -> None:
    assert document_of(story("06/05/2016"), **page).value("published") == published


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor on Friday hailed",
        "Le maire a salué vendredi",
        "Bürgermeister Roth hat am Freitag",
        "Мэр в пятницу назвал",
    ],
)
def test_the_weekday_of_the_first_paragraph_settles_the_order(sentence: str) -> None:
    # 6 May 2016 was a Friday, 5 June a Sunday.
    opening = f"<p>{sentence} Eastmere Eastmere Eastmere Eastmere Eastmere Eastmere Eastmere Eastmere Eastmere.</p>"
    document = document_of(f"<h1>Eastmere votes for its second bridge</h1><div>06/05/2016</div>{opening}{PROSE}")
    assert document.value("published") == "2016-05-06"


def test_a_weekday_that_fits_both_readings_settles_nothing() -> None:
    # 1 and 2 days after a Sunday: Monday 7 November 2016 and Monday 11 July 2016.
    opening = PROSE.replace("after a debate", "on Sunday after a debate")
    document = document_of(f"<h1>Eastmere votes for its second bridge</h1><div>07/11/2016</div>{opening}")
    assert document.value("published") is None


def test_another_date_of_the_page_shows_the_order() -> None:
    document = document_of(story("Published 06/05/2016 | Updated 13/05/2016"), lang="en")
    assert (document.value("published"), document.value("modified")) == ("2016-05-06", "2016-05-13")


def test_dotted_dates_put_the_day_first_but_not_in_english_text() -> None:
    assert document_of(story("06.05.2016"), lang="ru").value("published") == "2016-05-06"
    assert document_of(story("06.05.2016"), lang="en").value("published") is None


def test_a_date_line_is_marked_and_a_byline_with_a_date_is_left() -> None:
    document = document_of(story("6 May 2016, 16:20</div><div>By Ana Roe | 6 May 2016"))
    reasons = {block.text: block.reason for block in document.blocks}
    assert reasons["6 May 2016, 16:20"] is Reason.DATE
    assert reasons["By Ana Roe | 6 May 2016"] is None


def test_the_day_on_which_a_poster_joined_is_not_the_storys() -> None:
    assert document_of(story("Ana Roe</div><div>Joined: 6 May 2009</div><div>")).value("published") is None


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed documents are not on this machine")
def test_the_seeds_have_the_dates_of_their_gold() -> None:
    for line in (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        name = gold["uri"].removeprefix("urn:seed:")
        (path,) = (SEEDS / "documents").glob(f"{name}*")
        document = document_of(path.read_text(encoding="utf-8"), url=gold["uri"], media_type="text/plain")
        assert document.value("published") == gold["published"], name
        assert document.value("modified") == gold["modified"], name


def test_a_meta_tag_with_the_sites_own_prefix_dates_a_story_but_not_its_last_publication() -> None:
    assert value_of(head="<meta name='w-published-date' content='2016-05-06T14:20:05Z'>") == "2016-05-06T14:20:05Z"
    assert value_of(head="<meta name='x-last-published-date' content='2016-05-06T14:20:05Z'>") is None


def test_an_element_named_for_publication_whose_words_say_updated_is_modified_only() -> None:
    line = "<time class='published-date' datetime='2016-05-06T14:20Z'>Updated May 6, 2016</time>"
    document = document_of(story(line))
    assert document.value("published") is None
    assert document.value("modified") == "2016-05-06T14:20Z"


def test_a_declared_day_that_is_also_that_of_the_change_gives_way_to_an_earlier_one_that_says_published() -> None:
    both = json_ld(datePublished="2016-11-29T12:28:31-05:00", dateModified="2016-11-29T12:28:31-05:00")
    foot = "<div>Published August 13, 2016</div>"
    assert value_of("By Ana Roe", head=both, after=foot) == "2016-08-13"


def test_the_day_of_the_change_shown_under_the_headline_does_not_replace_the_first_declared_one() -> None:
    head = (
        "<meta property='article:published_time' content='2010-03-10T15:30:00+00:00'>"
        "<meta property='article:modified_time' content='2015-02-12T13:28:34+00:00'>"
    )
    line = "<time class='entry-date published updated' datetime='2015-02-12T13:28:34+05:30'>12 February 2015</time>"
    assert value_of(line, head=head) == "2010-03-10T15:30:00+00:00"


def test_a_declared_day_that_no_earlier_one_contradicts_stays_though_the_story_changed_on_it() -> None:
    both = json_ld(datePublished="2016-05-06T14:20:05Z", dateModified="2016-05-06T18:00:00Z")
    assert value_of("Published May 6, 2016", head=both) == "2016-05-06T14:20:05Z"


def test_of_two_claims_for_one_moment_the_one_with_the_clock_of_the_place_counts() -> None:
    head = "<meta property='article:published_time' content='2016-05-07T03:05:00+00:00'>"
    line = "<time datetime='2016-05-06T19:05:00-08:00'>May 6, 2016</time>"
    assert value_of(line, head=head) == "2016-05-06T19:05:00-08:00"


def test_a_time_without_offset_takes_that_of_a_claim_for_the_same_time() -> None:
    line = "2016年5月6日（金） 08時15分<time datetime='2016-05-06T08:15:11+09:00'></time>"
    assert value_of(line) == "2016-05-06T08:15:11+09:00"


@pytest.mark.parametrize("other", ["2016-05-06T09:15:11+09:00", "2016-05-06T08:15:11Z"])
def test_a_time_without_offset_takes_none_from_another_time_or_from_utc(other: str) -> None:
    assert value_of(f"May 6, 2016 08:15 <time datetime='{other}'></time>") == "2016-05-06T08:15"


def test_the_dates_of_a_list_below_the_story_say_nothing_against_the_one_above_its_headline() -> None:
    cards = "".join(f"<div>Another story of the town</div><div>May {day}, 2016</div>" for day in (1, 2, 3))
    body = f"<div>April 6, 2016</div><h1>Eastmere votes for its second bridge</h1>{PROSE}{cards}"
    assert document_of(body).value("published") == "2016-04-06"


def test_the_dates_of_a_list_below_the_story_date_nothing_by_themselves() -> None:
    cards = "".join(f"<div>Another story of the town</div><div>May {day}, 2016</div>" for day in (1, 2, 3))
    assert value_of("By Ana Roe", after=cards) is None


def value_of(line: str = "By Ana Roe", *, head: str = "", after: str = "") -> str | None:
    return document_of(story(line, after), head=head).value("published")


def test_a_moment_in_utc_takes_the_clock_of_the_place_where_the_page_shows_the_same_minute() -> None:
    head = "<meta property='article:published_time' content='2016-05-07T00:08:44+00:00'>"
    assert value_of("May 6, 2016 | 7:08pm", head=head) == "2016-05-06T19:08:44-05:00"
    assert value_of("May 6, 2016 | 7:09pm", head=head) == "2016-05-07T00:08:44+00:00"
    assert value_of("May 7, 2016 | 2:08am", head=head) == "2016-05-07T00:08:44+00:00"


def test_a_moment_in_utc_takes_the_one_other_clock_of_the_page_where_that_gives_the_day_shown() -> None:
    head = "<meta property='article:published_time' content='2016-05-07T02:41:41+00:00'>"
    comments = "<div>Rob <time datetime='2016-05-06T21:46:01{}'>9:46 pm</time></div>"
    shown = value_of("Posted on May 6, 2016", head=head, after=12 * "<p>On.</p>" + comments.format("-05:00"))
    assert shown == "2016-05-06T21:41:41-05:00"
    two = comments.format("-05:00") + comments.format("-04:00")
    assert value_of("Posted on May 6, 2016", head=head, after=two) == "2016-05-07T02:41:41+00:00"


def test_a_date_beside_the_byline_in_the_storys_own_footer_dates_it() -> None:
    foot = "<article>{}<footer><div><div>August 12, 2016 By Ana Roe</div></div></footer></article>"
    assert value_of("A debate of hours", after=foot.format("")) == "2016-08-12"
    assert value_of("A debate of hours", after="<footer><div>August 12, 2016 By Ana Roe</div></footer>") is None


def test_the_numbers_of_another_date_anywhere_on_the_page_settle_the_order_of_day_and_month() -> None:
    far = 12 * "<p>On.</p>" + "<div class='related'>3/28/2016</div>"
    assert value_of("3/4/2016", after=far) == "2016-03-04"
    assert value_of("3/4/2016") is None


def test_json_ld_inside_a_meta_tag_and_text_under_value_are_read() -> None:
    node = '{"@type": "Article", "headline": "Eastmere votes", "datePublished": "2016-05-06T09:00:00-05:00"}'
    assert value_of(head=f"<meta name='script:ld+json' content='{node}'>") == "2016-05-06T09:00:00-05:00"
    assert value_of(head="<meta name='article:published_time' value='2016-05-06T14:20:05Z'>") == "2016-05-06T14:20:05Z"


def test_a_clock_that_markup_glued_to_the_next_word_is_read() -> None:
    assert value_of("May 6, 2016 2:00 PMTags") == "2016-05-06T14:00"


FRENCH = (
    "Le conseil du village a voté la construction du pont après un débat de neuf heures, selon la mairie.\n\n"
    "Les travaux commenceront lorsque la rivière sera basse et dureront deux hivers si le temps le permet.\n\n"
    "La mairie demande aux riverains de garder leurs bêtes loin du chantier pendant toute cette période."
)
ENGLISH = (
    "The council of the village voted for the bridge after a debate of nine hours, officials of the town said.\n\n"
    "Work is to begin when the river is low and will take two winters if the weather holds, the engineers said.\n\n"
    "The town asks all who live on the river to keep their animals away from the site for as long as it lasts."
)


@pytest.mark.parametrize(("text", "published"), [(FRENCH, "2018-11-07"), (ENGLISH, None)])
def test_the_language_of_the_text_settles_day_and_month_unless_it_is_english(text: str, published: str | None) -> None:
    document = document_of(f"Un pont de plus\n\n07/11/2018\n\n{text}", media_type="text/plain")
    assert document.value("published") == published


def test_what_a_page_declares_of_its_country_outweighs_the_language_of_its_text() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in FRENCH.split("\n\n"))
    document = document_of(f"<h1>Un pont de plus</h1><div>07/11/2018</div>{paragraphs}", lang="fr-CA")
    assert document.value("published") is None


def test_the_line_that_names_the_source_tells_when_it_was_published() -> None:
    document = document_of(story("来源：新华社　2014-06-12 16:40"))
    assert document.value("published") == "2014-06-12T16:40"


def test_names_that_stand_around_the_story_too_say_nothing_of_its_date() -> None:
    line = "<p>The second bridge of the town is to cost as much as ten of the first one did.</p><h5>6 May 2016</h5>"
    dated = f"<div class='teaser'>{story(line)}</div>"
    assert document_of(dated).value("published") == "2016-05-06"


def test_a_date_in_what_is_named_a_teaser_is_that_of_another_story() -> None:
    line = (
        "<p>The second bridge of the town is to cost as much as ten of the first one did.</p>"
        "<div class='teaser'>6 May 2016</div>"
    )
    assert document_of(story(line)).value("published") is None


def test_a_label_alone_dates_a_story_in_the_list_beside_it() -> None:
    line = (
        "<p>The second bridge of the town is to cost as much as ten of the first one did.</p>"
        "<aside><dl><dt>Date</dt><dd>13.06.2016</dd><dt>Topic</dt><dd>Rivers</dd></dl></aside>"
    )
    assert document_of(story(line)).value("published") == "2016-06-13"


def test_dates_of_a_list_of_stories_above_the_headline_are_not_its_own() -> None:
    slides = "<ul><li><div>Ferries</div><div>13/06/2016</div></li><li><div>Tides</div><div>14/06/2016</div></li></ul>"
    assert document_of(slides + story("")).value("published") is None
    assert document_of(slides + "<div>6 May 2016 by Ana Roe</div>" + story("")).value("published") == "2016-05-06"


def test_the_day_that_readers_read_outweighs_that_of_its_element() -> None:
    line = "<time datetime='2016-06-03T10:18:46Z'>Published 6 May 2016</time>"
    assert document_of(story(line)).value("published") == "2016-05-06"


@pytest.mark.parametrize(
    "line", ["The ferry sails from 6 May 2016", "When: Friday, 6 May 2016", "Friday, 6 May 2016, 2:30 pm – 4:15 pm"]
)
def test_the_day_on_which_something_begins_is_not_that_of_publication(line: str) -> None:
    for url in ("https://news.example/bridge", "https://news.example/2016/05/bridge"):
        assert document_of(story(line), url=url).value("published") is None


@pytest.mark.parametrize("name", ["Date", "LastChangedDate"])
def test_what_version_control_writes_into_a_file_is_when_it_was_changed(name: str) -> None:
    markup = story("By Ana Roe", after=f"<div id='footer'><p>Updated: ${name}: 2016/05/07 09:05:00 $</p></div>")
    assert document_of(markup).value("modified") == "2016-05-07T09:05:00"
    unknown = document_of(story("By Ana Roe", after="<div id='footer'><p>Updated: 2016/05/07 09:05:00</p></div>"))
    assert (unknown.value("published"), unknown.value("modified")) == (None, None)


def test_what_is_said_to_be_online_since_a_day_appeared_on_it() -> None:
    assert document_of(story("Online seit 6. Mai 2016"), lang="de").value("published") == "2016-05-06"


def test_a_day_in_a_table_is_that_of_its_row_where_the_page_may_be_a_list() -> None:
    document = document_of(story("<table><tr><td>Regatta</td><td>6 May 2016</td></tr></table>"))
    assert document.value("published") == "2016-05-06"
    document.one_story, document.facts = False, {}
    describe(document)
    assert document.value("published") is None


def test_a_day_in_brackets_that_opens_the_story_is_its_own() -> None:
    markup = story("").replace("<p>The council", "<p>(06.05.2016) The council")
    assert document_of(markup, lang="de").value("published") == "2016-05-06"
    for other in ("(Since 06.05.2016)", "(06.05.1916)"):
        assert document_of(markup.replace("(06.05.2016)", other), lang="de").value("published") is None


def test_a_sentence_at_the_foot_tells_when_the_page_was_posted() -> None:
    foot = "<p>This entry was posted on Friday, May 6th, 2016 at 4:20 pm and is filed under Rivers, Towns.</p>"
    document = document_of(story("", after=foot))
    assert document.value("published") == "2016-05-06T16:20"
    assert document.blocks[-1].reason is Reason.DATE


def test_other_dates_of_the_page_tell_the_order_of_day_and_month_before_a_weekday_does() -> None:
    markup = story("Published: 05.03.2017, edited: 29.03.2017").replace("The council", "On Wednesday the council")
    assert document_of(markup).value("published") == "2017-03-05"


def test_a_meta_tag_of_the_sites_own_says_when_a_picture_was_uploaded() -> None:
    head = "<meta property='eastmere_pictures:uploaded' content='2016-05-06T04:36:36-05:00'>"
    assert document_of(story(""), head=head).value("published") == "2016-05-06T04:36:36-05:00"


@pytest.mark.parametrize("name", ["comment_posted_at", "user.posted", "last-posted"])
def test_a_meta_tag_of_what_readers_posted_dates_no_story(name: str) -> None:
    head = f"<meta property='{name}' content='2016-05-06T04:36:36-05:00'>"
    assert document_of(story(""), head=head).value("published") is None


def test_of_two_days_in_one_line_each_is_what_its_element_says() -> None:
    line = "Ana Roe<span class='updated hidden'>2017-02-01T10:00:00+02:00</span><span>May 6th, 2016</span>|News"
    document = document_of(story(line))
    assert (document.value("published"), document.value("modified")) == ("2016-05-06", "2017-02-01T10:00:00+02:00")


def test_the_one_day_of_a_line_is_that_of_the_story_though_its_element_says_updated() -> None:
    assert value_of("Ana Roe, <span class='updated'>May 6, 2016</span>") == "2016-05-06"


def test_a_moment_for_machines_may_stand_in_a_link_in_a_line() -> None:
    time = "<time class='entry-date published' datetime='2016-05-06T08:40:32+01:00'>6 mai 2016</time>"
    line = (
        f"Ana Roe Ponts <span class='posted-on'><a href='/1'>{time}<time class='updated'>6 mai 2016</time></a></span>"
    )
    assert value_of(line) == "2016-05-06T08:40:32+01:00"


@pytest.mark.parametrize("line", ["17.7.11", "Juli 17, 2011 / Ana / 2 Meinungen /"])
def test_a_day_of_the_month_in_the_address_dates_a_story_whatever_its_line_says(line: str) -> None:
    around = "<p>Brücken Flüsse</p>" * 5
    for body in (story(line), story("", f"{around}<p>{line}</p>{around}<p>Bo Mi, 21. Juli 2011, ganz richtig</p>")):
        document = document_of(body, lang="de", url="https://blog.example/2011/07/bridge.html")
        assert document.value("published") == "2011-07-17"


def test_a_short_year_or_a_line_at_the_foot_is_no_day_of_another_month() -> None:
    body = story("17.8.11", "<p>Brücken Flüsse</p><p>August 17, 2011 / Ana / 2 Meinungen /</p>")
    assert document_of(body, lang="de", url="https://blog.example/2011/07/bridge.html").value("published") is None


def test_the_day_of_another_paper_below_the_story_is_not_its_own() -> None:
    after = "<h3>Mehr</h3><li>Gutachten</li><p>Auskunft des Flussamts Eastmere vom 02.01.2016</p>"
    assert document_of(story("Von Ana Roe", after), lang="de").value("published") is None


def test_who_stored_a_page_says_when_it_was_published() -> None:
    after = "<p>Brücken</p><p>Gespeichert von ana am 6. Mai 2016 - 18:55</p>"
    assert document_of(story("", after), lang="de").value("published") == "2016-05-06T18:55"


def test_the_day_that_a_page_announces_is_not_that_of_its_publication() -> None:
    details = "<dl><dt>Beginn:</dt><dd>13. Mai 2016 11:00</dd><dt>Aktualisiert:</dt><dd>15. Februar 2016</dd></dl>"
    document = document_of(story(details), lang="de")
    assert (document.value("published"), document.value("modified")) == (None, "2016-02-15")


@pytest.mark.parametrize(
    ("around", "published"),
    [
        ("itemscope itemtype='https://schema.org/Product'", None),
        ("itemscope itemtype='https://schema.org/WebPage'", "2016-05-06"),
        ("", "2016-05-06"),
    ],
)
def test_the_day_of_a_review_of_what_a_page_offers_is_not_its_own(around: str, published: str | None) -> None:
    review = (
        "<div itemscope itemtype='https://schema.org/Review'><meta itemprop='datePublished' content='2016-05-06'></div>"
    )
    assert document_of(f"<div {around}>{story('')}<p>Reviews</p>{review}</div>").value("published") == published


def test_a_day_that_a_line_of_highlights_speaks_of_is_not_the_storys() -> None:
    highlights = "<ul><li>The first bridge was opened to carts on August 14, 1935</li><li>Two towns pay</li></ul>"
    assert document_of(story(highlights)).value("published") is None


def test_a_day_beside_a_name_in_a_list_of_details_is_the_storys() -> None:
    assert document_of(story("<ul><li>Jane Doe | 6 May 2016</li></ul>")).value("published") == "2016-05-06"


def test_the_days_of_a_list_under_the_headline_do_not_replace_the_declared_one() -> None:
    lines = "<p>Roads 6 May 2026</p><h5>The ferry</h5><p>November 16, 2016</p><h5>The ford</h5><p>August 18, 2005</p>"
    document = document_of(story(lines), head=json_ld(datePublished="2026-05-06T14:20:05Z"))
    assert document.value("published") == "2026-05-06T14:20:05Z"


def test_a_declared_day_in_utc_takes_the_moment_that_falls_on_it() -> None:
    line = "<time datetime='2016-05-05T20:08:00-04:00'>May 5, 2016 08:08 pm</time>"
    document = document_of(story(line), head="<meta name='sailthru.date' content='2016-05-06'>")
    assert document.value("published") == "2016-05-05T20:08:00-04:00"


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("/2010/POLITICS/08/13/bridge/index.html", "2010-08-13"),
        ("/2010/WORLD/europe/08/13/bridge/", "2010-08-13"),
        ("/2010/bridge/8/13/", None),
    ],
)
def test_a_section_may_stand_in_the_day_of_an_address(path: str, published: str | None) -> None:
    assert document_of(story(""), url=f"https://news.example{path}").value("published") == published


def test_the_day_beside_the_author_goes_before_a_line_further_down() -> None:
    document = document_of(story("<p>Jane Doe | 8 January 2014</p><h4>The river in flood</h4><h5>27 June 2012</h5>"))
    assert document.value("published") == "2014-01-08"


def test_an_item_that_begins_with_its_date_is_no_line_of_highlights() -> None:
    line = "<ul><li><div>2016-05-06 19:32:27 Letters: A- A A+ From: the Harbour News Agency of the town</div></li></ul>"
    assert document_of(story(line)).value("published") == "2016-05-06T19:32:27"


def test_the_days_that_microdata_gives_a_list_of_other_stories_are_not_the_pages() -> None:
    entry = (
        "<li itemprop='itemListElement'><a href='/ferry'>Ferry</a><meta itemprop='datePublished' content='2015-01-02'>"
    )
    others = f"<ul itemscope itemtype='http://schema.org/ItemList'>{entry}</ul>"
    assert document_of(story("6 May 2016", others)).value("published") == "2016-05-06"
    assert document_of(story("", others)).value("published") is None


RELATED = "<ul><li>Ferry sold<div>Thu, Apr 14 2016</div></li><li>Ford closed<div>Mon, Apr 4 2016</div></li></ul>"


@pytest.mark.parametrize(
    "others",
    [
        RELATED,
        "<div class='relatedNews'><p>Ferry sold</p><p>Thu, Apr 14 2016</p></div>",
        "<div class='most_popular'><p>Ferry sold</p><p>Thu, Apr 14 2016</p></div>",
    ],
)
def test_the_days_of_related_stories_say_nothing_against_the_line_right_above_the_text(others: str) -> None:
    line = f"{others}<p>By Jane Doe</p><p>EASTMERE | Fri May 6, 2016 8:17pm EDT</p>"
    assert document_of(story(line)).value("published") == "2016-05-06T20:17-04:00"


def test_labelled_days_in_a_list_under_the_headline_are_not_those_of_other_stories() -> None:
    details = "<ul><li>Posted</li><li>6 May 2016</li><li>Updated</li><li>9 May 2016</li></ul>"
    document = document_of(story(details))
    assert (document.value("published"), document.value("modified")) == ("2016-05-06", "2016-05-09")


@pytest.mark.parametrize(
    ("declared", "line", "published"),
    [
        ("2016-05-06T16:20:05.0000000", "4:20 p.m. EDT May 6, 2016", "2016-05-06T16:20:05-04:00"),
        ("2016-05-06T16:20:05", "6 May 2016 16:20 GMT", "2016-05-06T16:20:05Z"),
        ("2016-05-06T16:20:05", "6 May 2016 14:20 GMT", "2016-05-06T16:20:05"),
        ("2016-05-06T16:20:05+00:00", "May 6, 2016 at 4:20pm EDT", "2016-05-06T16:20:05-04:00"),
        ("2016-05-06T16:20:05+00:00", "May 6, 2016 at 12:20pm EDT", "2016-05-06T16:20:05+00:00"),
        ("2016-05-06T16:20:05+02:00", "6 May 2016 16:20 GMT", "2016-05-06T16:20:05+02:00"),
    ],
)
def test_a_declared_second_hangs_on_the_clock_that_readers_are_told(declared: str, line: str, published: str) -> None:
    head = f"<meta property='article:published_time' content='{declared}'>"
    assert document_of(story(line), head=head).value("published") == published


@pytest.mark.parametrize(
    ("modified", "published"),
    [("2016-05-06T16:20:05+00:00", "2016-05-06T16:20:05+00:00"), ("2016-05-06T16:20:59+00:00", "2016-05-06T16:20:05")],
)
def test_a_second_without_an_offset_is_utc_where_the_page_declares_the_same_one_so(
    modified: str, published: str
) -> None:
    head = f"<meta name='publish-date' content='2016/05/06 16:20:05'><meta name='dc.modified' content='{modified}'>"
    assert document_of(story(""), head=head).value("published") == published


def test_two_moments_of_a_day_that_are_written_alike_hang_on_one_clock() -> None:
    head = json_ld(datePublished="2016-05-06T14:20:05", dateModified="2016-05-06T16:40:00")
    document = document_of(story("Updated 4:40 p.m. EDT May 6, 2016"), head=head)
    assert document.value("published") == "2016-05-06T14:20:05-04:00"
    assert document.value("modified") == "2016-05-06T16:40:00-04:00"


def test_an_element_that_gives_machines_the_day_alone_tells_readers_more() -> None:
    line = f"{PROSE[: PROSE.index('</p>')]}</p><p>By Jane Doe for the Bridge Report | {{}}</p>"
    moment = "<time datetime='2016-05-06'>May 6, 2016 -- 13:03 GMT (06:03 PDT)</time>"
    assert document_of(story(line.format(moment))).value("published") == "2016-05-06T13:03Z"


def test_the_time_of_day_may_follow_its_date_in_an_element_of_its_own() -> None:
    assert document_of(story("<ul><li>6 May 2016</li><li>1:00 PM</li></ul>")).value("published") == "2016-05-06T13:00"
    assert document_of(story("<p>6 May 2016</p><p>1:00</p>")).value("published") == "2016-05-06"
    named = "<div class='datePublished-day'>6 May 2016</div><div class='datePublished-time'>1:00 PM</div>"
    assert document_of(story(named)).value("published") == "2016-05-06T13:00"


def test_the_date_may_follow_a_standfirst_that_is_set_as_a_heading() -> None:
    standfirst = (
        "<h2>The council of Eastmere wants two winters of work on the bridge, and the town is to pay for it.</h2>"
    )
    share = "<ul><li>Comments</li><li>5</li><li>Print</li></ul>"
    line = f"{standfirst}{share}<p>Jane Doe | May 6, 2016 11:55 AM</p>"
    assert document_of(story(line)).value("published") == "2016-05-06T11:55"


def test_whence_a_story_comes_is_nothing_about_who_posted_it() -> None:
    line = "<ul><li>by: Jane Doe</li><li>From: The Eastmere Courier</li><li>May 6, 2016 12:00AM</li></ul>"
    assert document_of(story(line)).value("published") == "2016-05-06"


def test_a_box_of_the_market_right_above_the_headline_tells_no_change() -> None:
    box = "<div class='widget_prices'><p>Gold = $ 1403</p><p>Last update:</p><p>17:04 09 May 2016</p></div>"
    document = document_of(box + story("Fri, 6 May 2016 8:00 AM"))
    assert (document.value("published"), document.value("modified")) == ("2016-05-06T08:00", None)


@pytest.mark.parametrize("day", ["2016-05-06", "2016-05-07"])
def test_the_clock_of_a_change_is_none_of_the_publication(day: str) -> None:
    line = "<p><abbr class='updated' title='2016-05-06T17:00:02-0400'>May 6, 2016 05:00 PM EDT</abbr></p>"
    document = document_of(story(line), head=f"<meta name='dc.date.issued' content='{day}'>")
    assert document.value("published") == "2016-05-06"
    assert document.value("modified") == "2016-05-06T17:00:02-04:00"


def test_of_two_declared_days_next_to_each_other_the_printed_one_is_right() -> None:
    head = "<meta name='dc.date.issued' content='2016-05-07'><meta name='date' content='2016-05-06'>"
    assert document_of(story("May 6, 2016"), head=head).value("published") == "2016-05-06"


def test_open_graph_may_hold_the_articles_own_names() -> None:
    head = (
        "<meta property='og:article:published_time' content='2016-05-06T14:20:05Z'>"
        "<meta property='og:article:modified_time' content='2016-05-07T09:00:00Z'>"
    )
    assert document_of(story(""), head=head).value("modified") == "2016-05-07T09:00:00Z"


@pytest.mark.parametrize(
    ("others", "published"),
    [("", "2016-05-06"), ("<article itemprop='itemListElement'><h1>Ferry sold</h1></article>", None)],
)
def test_a_story_with_the_pages_only_headline_is_its_own_though_a_list_holds_it(
    others: str, published: str | None
) -> None:
    declared = "<meta itemprop='datePublished' content='2016-05-06'>"
    entry = f"<article itemprop='itemListElement' itemscope itemtype='https://schema.org/NewsArticle'>{declared}"
    listed = f"<main itemscope itemtype='https://schema.org/ItemList'>{entry}{story('')}</article>{others}</main>"
    assert document_of(listed).value("published") == published


@pytest.mark.parametrize(
    "element",
    [
        "<div itemprop='datePublished' content='2016-05-06'>{}</div>",
        "<time itemprop='datePublished' datetime='2016-05-06'>{}</time>",
    ],
)
@pytest.mark.parametrize(
    "printed", ["Published May 6, 2016 | Updated May 6, 2016 6:30 pm", "May 6, 2016. Updated: May 6, 2016 18:30"]
)
def test_an_element_that_tells_readers_of_a_change_too_lends_publication_no_clock(element: str, printed: str) -> None:
    assert document_of(story(element.format(printed))).value("published") == "2016-05-06"


@pytest.mark.parametrize(
    "lines",
    [
        "<p>6 mai 2016</p><p>1h30</p>",
        "<ul><li>6 mai 2016</li><li>1h 30min</li></ul>",
        "<p>6 May 2016</p><p>7.30 pm</p>",
        "<ul><li>6 May 2016</li></ul><ul><li>7.30 pm</li></ul>",
    ],
)
def test_a_length_or_a_time_outside_the_dates_own_list_is_none_of_the_publication(lines: str) -> None:
    assert document_of(story(lines)).value("published") == "2016-05-06"


@pytest.mark.parametrize(
    ("declared", "line", "published"),
    [
        ("20160506T002000Z", "Thursday, May 5, 2016", "2016-05-06T00:20:00Z"),
        ("2016-05-06", "Thursday, May 5, 2016", "2016-05-06"),
        ("2016-05-06", "Published: Thursday, May 5, 2016", "2016-05-05"),
    ],
)
def test_a_line_of_the_day_before_says_nothing_against_what_is_declared_unless_it_has_a_label(
    declared: str, line: str, published: str
) -> None:
    head = f"<meta property='article:published_time' content='{declared}'>"
    assert document_of(story(line), head=head).value("published") == published


@pytest.mark.parametrize(
    ("above", "published"),
    [
        ("<h3><a href='/b'>Boats collide below the old bridge</a></h3>", None),
        ("<h3>The day of the vote</h3>", "2016-05-06"),
        ("<p><a href='/b'>Boats collide below the old bridge</a></p>", "2016-05-06"),
    ],
)
def test_a_day_below_a_heading_that_leads_elsewhere_is_that_storys(above: str, published: str | None) -> None:
    assert document_of(story("", after=f"{above}<p>6 May 2016</p>")).value("published") == published
    assert document_of(story("", after=f"{above}<ul><li>6 May 2016</li></ul>")).value("published") == "2016-05-06"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("出生日期：1983年11月11日", None),
        ("截稿时间：2016年5月6日", None),
        ("Event date: 6 May 2016", None),
        ("Geburtsdatum: 6. Mai 1983", None),
        ("<dl><dt>Birth date:</dt><dd>6 May 1983</dd></dl>", None),
        ("日期：2016年5月6日", "2016-05-06"),
        ("Date: 6 May 2016", "2016-05-06"),
        ("Story date: 6 May 2016", "2016-05-06"),
        ("<dl><dt>Publication date:</dt><dd>6 May 2016</dd></dl>", "2016-05-06"),
        ("Release Date: May 6, 2016", "2016-05-06"),
        ("<dl><dt>RELEASE DATE:</dt><dd>May 6, 2016</dd></dl>", "2016-05-06"),
        ("Original publication date: May 6, 2016", "2016-05-06"),
        ("Views 120 Date: May 6, 2016", "2016-05-06"),
        ("Einstelldatum: 6. Mai 2016", "2016-05-06"),
        ("公告日期：2016-05-06", "2016-05-06"),
        ("北京时间：2016年5月6日10:20", "2016-05-06T10:20"),
        ("姓名：张三 出生日期：1983年5月6日", None),
        ("Lieferdatum: 06.05.2016", None),
        ("Geboortedatum: 6 mei 1983", None),
    ],
)
def test_whose_day_it_is_may_be_said_before_the_word_for_it(line: str, published: str | None) -> None:
    assert document_of(story(line)).value("published") == published


def test_what_a_box_below_the_story_dates_does_not_outweigh_the_line_under_the_headline() -> None:
    document = document_of(story("2016年5月6日 16:20", after="<ul><li>上市时间：2011年10月14日</li></ul>"))
    assert document.value("published") == "2016-05-06T16:20"


@pytest.mark.parametrize(("line", "modified"), [("Price as of 9 May 2016", None), ("As of 9 May 2016", "2016-05-09")])
def test_as_of_a_day_is_a_change_of_the_page_where_no_word_says_of_what(line: str, modified: str | None) -> None:
    document = document_of(story("6 May 2016", after=f"<div>{line}</div>"))
    assert (document.value("published"), document.value("modified")) == ("2016-05-06", modified)


GREEK = (
    "Το συμβούλιο του χωριού ψήφισε την κατασκευή της γέφυρας μετά από συζήτηση εννέα ωρών, είπε ο δήμαρχος.",
    "Οι εργασίες θα αρχίσουν όταν χαμηλώσει το ποτάμι και θα διαρκέσουν δύο χειμώνες, αν το επιτρέψει ο καιρός.",
)


@pytest.mark.parametrize(
    ("day", "lang", "published"),
    [
        ("05.01.2012", "en-US", "2012-01-05"),
        ("05/01/2012", "en", "2012-01-05"),
        ("05/01/2012", "de-DE", "2012-01-05"),
    ],
)
def test_english_declared_over_a_text_that_is_none_says_nothing_of_day_and_month(
    day: str, lang: str, published: str
) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in GREEK)
    document = document_of(f"<h1>Μια γέφυρα ακόμη</h1><div>{day}</div>{paragraphs}", lang=lang)
    assert document.value("published") == published


CHANGED = "<meta name='publish-date' content='2016-05-06 17:28:10'>"


@pytest.mark.parametrize(
    ("head", "line", "published"),
    [
        (CHANGED, "Posted: 05/06/2016 11:17 AM | Last Modified: 05/06/2016 5:28 PM", "2016-05-06T11:17"),
        (CHANGED, "Posted: 05/06/2016 11:17 AM | Last Modified: 05/06/2016 6:40 PM", "2016-05-06T17:28:10"),
        (CHANGED, "Last Modified: 05/06/2016 5:28 PM", "2016-05-06T17:28:10"),
        (
            json_ld(datePublished="2016-05-06T17:28:10+05:30", dateModified="2016-05-06T17:28:10+05:30"),
            "Posted: 6 May 2016 11:17 AM | Last Modified: 6 May 2016 5:28 PM",
            "2016-05-06T11:17+05:30",
        ),
        (
            "<meta property='article:published_time' content='2016-05-06T18:06:00Z'>"
            "<meta itemprop='datePublished' content='2016-05-06T12:31:48Z'>",
            "<time itemprop='datePublished' datetime='2016-05-06T12:31:48Z'>May 6, 2016, 12:31 PM UTC</time></div>"
            "<div>Updated May 6, 2016, 6:06 PM UTC",
            "2016-05-06T12:31:48Z",
        ),
    ],
)
def test_the_minute_shown_as_that_of_the_change_gives_way_to_the_one_of_publication(
    head: str, line: str, published: str
) -> None:
    assert document_of(story(line), head=head).value("published") == published


def test_a_declared_moment_in_utc_takes_the_clock_of_an_element_that_shows_the_same_minute() -> None:
    head = "<meta property='article:published_time' content='2016-05-06T20:00:00.000Z'>"
    line = "<time datetime='2016-05-06T20:00:00+09:00'>2016.05.06 20:00</time>"
    assert document_of(story(line), head=head).value("published") == "2016-05-06T20:00:00+09:00"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<a href='https://elsewhere.example/the-bridge'>The story in English (posted: 2016/05/06)</a>", None),
        ("<a href='/tariff'>2016-05-06 Why the ferry of Eastmere costs more than a bridge would</a>", None),
        ("<a href='/authors/ana-roe'>By Ana Roe, 6 May 2016</a>", "2016-05-06"),
        ("<a href='/bridge#top'>Posted in the morning of a long day: 6 May 2016</a>", "2016-05-06"),
        ("<a href='/archive/2016'>6 May 2016</a>", "2016-05-06"),
        ("<a href='/issues/2016-05-06'>From the issue of 6 May 2016</a>", "2016-05-06"),
        ("<a href='/bridge/comments'>6 May 2016 | 3 comments</a>", "2016-05-06"),
        ("<a href='javascript:print()'>Print this story of the council, 6 May 2016</a>", "2016-05-06"),
        ("<a href='https://elsewhere.example/x'>The English version (6 May 2016)</a>", None),
    ],
)
def test_the_day_in_a_link_to_another_page_is_that_pages(line: str, published: str | None) -> None:
    assert document_of(story(f"<p>{line}</p>")).value("published") == published


def test_below_the_story_what_a_name_in_a_link_says_with_a_day_is_a_readers() -> None:
    said = "<p><a href='/tariff#4'>Author: Denis. 9.04.2013 16:42</a></p>"
    assert document_of(story("", after=said)).value("published") is None
    assert document_of(story("", after="<p>Author: Ana Roe. 6 May 2016 16:42</p>")).value("published") is not None


def test_the_days_of_several_authors_below_the_story_are_those_of_a_list() -> None:
    after = "<p>Author: Ana Roe. 6 May 2016</p><p>The ford</p><p>Author: Bo Lund. 8 May 2016</p>"
    assert document_of(story("", after=after)).value("published") is None


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        ("【海港報2016年5月6日訊】", "2016-05-06"),
        ("（海港社东镇2016年5月6日电）", "2016-05-06"),
        ("【2016年5月6日】", "2016-05-06"),
        ("【海港節2016年5月6日起】", None),
        ("【東鎮】2016年5月6日訊】", None),
        ("【海港報1916年5月6日訊】", None),
    ],
)
def test_the_day_of_a_dispatch_in_brackets_opens_the_story(opening: str, published: str | None) -> None:
    markup = story("").replace("<p>The council", f"<p>{opening}The council")
    assert document_of(markup).value("published") == published


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("First published on 6 May 2016 07:46 EST", "2016-05-06T07:46-05:00"),
        ("First published on 6 May 2016 15:26 EST", "2016-05-06T20:26:06Z"),
        ("First published on 6 May 2016 07:46", "2016-05-06T20:26:06Z"),
        ("Updated 6 May 2016 07:46 EST", "2016-05-06T20:26:06Z"),
        ("First published on 6 May 2016 20:26 BST", "2016-05-06T20:26:06Z"),
    ],
)
def test_an_earlier_moment_shown_as_that_of_publication_with_its_clock_is_believed(line: str, published: str) -> None:
    head = "<meta property='article:published_time' content='2016-05-06T20:26:06Z'>"
    assert document_of(story(line), head=head).value("published") == published


@pytest.mark.parametrize(
    ("created", "line", "published"),
    [
        ("2007-11-16", "Created: 17/05/2016 | Last updated: 17/05/2016", "2016-05-17"),
        ("2007-11-16", "Last updated: 17/05/2016", "2011-06-01"),
        ("2007-11-16", "Created: 16/11/2007", "2007-11-16"),
        ("2011-06-01", "Created: 17/05/2016", "2011-06-01"),
    ],
)
def test_declared_days_that_are_years_apart_give_way_to_the_one_that_readers_are_told(
    created: str, line: str, published: str
) -> None:
    head = f"<meta name='dc.date' content='2011-06-01'><meta name='dc.created' content='{created}'>"
    assert document_of(story("", after=f"<div>{line}</div>"), head=head).value("published") == published


@pytest.mark.parametrize(
    ("head", "line", "after"),
    [
        (json_ld(datePublished="2016-05-06", dateCreated="2016-04-12"), "Published: 8 May 2016", ""),
        ("<meta name='pubdate' content='2016-05-06'><meta name='date' content='2016-04-12'>", "6 May 2016", "3 March"),
        ("<meta name='pubdate' content='2016-05-06'><meta name='date' content='2016-04-12'>", "", "3 March"),
    ],
)
def test_declared_days_do_not_give_way_to_that_of_another_story_or_against_what_is_shown(
    head: str, line: str, after: str
) -> None:
    teaser = f"<p>The ferry is sold</p><p>Posted: {after} 2016</p>" if after else ""
    assert document_of(story(line, teaser), head=head).value("published") == "2016-05-06"


def test_a_moment_below_the_text_is_that_of_the_first_publication_of_that_day() -> None:
    head = "<meta name='publish-date' content='2016-05-06T09:01:42'>"
    after = "<div>First Published: Friday, May 6, 2016 08:38 AM</div>"
    document = document_of(story("Updated: 6 May 2016, 09:01 AM", after), head=head)
    assert document.value("published") == "2016-05-06T08:38"


@pytest.mark.parametrize(
    ("declared", "line", "teaser"),
    [
        ("2016-05-06T17:28:10", "Last Modified: 05/06/2016 5:28 PM", "Posted: 05/05/2016 11:17 AM"),
        ("2016-05-06T20:26:06Z", "6 May 2016", "Published: 6 May 2016 07:46 EST"),
    ],
)
def test_a_moment_of_another_story_below_the_text_is_not_the_publications(
    declared: str, line: str, teaser: str
) -> None:
    head = f"<meta name='publish-date' content='{declared}'>"
    document = document_of(story(line, f"<p>The ferry is sold</p><p>{teaser}</p>"), head=head)
    assert document.value("published") == declared


@pytest.mark.parametrize(
    ("line", "published"),
    [
        # By a clock of the place, on another day than in UTC.
        ("7 May 2016 7:55", "2016-05-07T07:55:00+08:00"),
        # Nowhere does a clock hang seven hours and a half ahead.
        ("7 May 2016 7:25", "2016-05-06T23:55:00+00:00"),
        ("7 May 2016 5:25", "2016-05-07T05:25:00+05:30"),
        # The minute of the change, after a word that no language here has for it.
        ("7 May 2016 8:55", "2016-05-06T23:55:00+00:00"),
        # Readers are told it in UTC, and something else.
        ("6 May 2016 23:55 | 7 May 2016 7:55", "2016-05-06T23:55:00+00:00"),
    ],
)
def test_a_moment_in_utc_takes_the_clock_of_the_place_where_one_shows_it(line: str, published: str) -> None:
    head = json_ld(datePublished="2016-05-06T23:55:00+0000", dateModified="2016-05-07T08:55:30Z")
    assert document_of(story(line), head=head).value("published") == published


def test_a_change_takes_the_clock_of_the_place_too() -> None:
    head = json_ld(datePublished="2016-05-05T23:55:00Z", dateModified="2016-05-06T23:55:30Z")
    assert document_of(story("Updated 7 May 2016 7:55"), head=head).value("modified") == "2016-05-07T07:55:30+08:00"
    same = json_ld(datePublished="2016-05-06T23:55:30Z", dateModified="2016-05-06T23:55:30Z")
    assert document_of(story("7 May 2016 7:55"), head=same).value("published") == "2016-05-07T07:55:30+08:00"


@pytest.mark.parametrize(
    ("declared", "line", "published"),
    [
        ("2016-05-06 05:15:09 EST", "May 6, 2016 5:15PM EST", "2016-05-06T17:15:09-05:00"),
        ("2016-05-06 05:15:00 EST", "May 6, 2016 5:15PM", "2016-05-06T17:15:00-05:00"),
        ("2016-05-06 05:15:00 EST", "May 6, 2016 5:15AM EST", "2016-05-06T05:15:00-05:00"),
        # In Auckland, twelve hours ahead, both are right.
        ("2016-05-06T05:15:00Z", "May 6, 2016 5:15PM", "2016-05-06T05:15:00Z"),
        ("2016-05-06T17:15:00-05:00", "May 6, 2016, 5:15", "2016-05-06T17:15:00-05:00"),
        ("2016-05-06 05:15:00 EST", "May 6, 2016 6:15PM EST", "2016-05-06T05:15:00-05:00"),
    ],
)
def test_a_declared_clock_that_lost_its_half_of_the_day_gives_way_to_the_one_shown(
    declared: str, line: str, published: str
) -> None:
    head = f"<meta name='publish-date' content='{declared}'>"
    assert document_of(story(f"Posted {line}"), head=head).value("published") == published


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        ("article:published:time", "article:modified:time"),
        ("og:publish_date", "og:last_modified"),
        ("date-published", "last-updated"),
        ("PubDate", "date_modified"),
    ],
)
def test_templates_part_the_words_of_a_meta_tags_name_in_many_ways(published: str, modified: str) -> None:
    tag = "<meta property='{}' content='2016-05-0{}T14:20:05Z'>"
    document = document_of(story("6 May 2016, 2:20"), head=tag.format(published, 6) + tag.format(modified, 7))
    assert document.value("published") == "2016-05-06T14:20:05Z"
    assert document.value("modified") == "2016-05-07T14:20:05Z"


@pytest.mark.parametrize(
    ("others", "modified"),
    [
        (["2016-05-06T16:40:00Z", "2016-05-06T16:40:09Z"], "2016-05-06T16:40:00Z"),
        (["2016-05-06T16:40:00Z"], "2016-05-06T14:20:05Z"),
        (["2016-05-06T16:40:00Z", "2016-05-06T18:00:00Z"], "2016-05-06T14:20:05Z"),
        (["2016-05-05T16:40:00Z", "2016-05-05T16:40:00Z"], "2016-05-06T14:20:05Z"),
    ],
)
def test_a_change_filled_in_from_the_publication_gives_way_to_a_later_one_that_is_told_twice(
    others: list[str], modified: str
) -> None:
    names = ("article:modified_time", "last-modified")
    metas = [f"<meta name='{name}' content='{other}'>" for name, other in zip(names, others, strict=False)]
    declared = json_ld(datePublished="2016-05-06T14:20:05Z", dateModified="2016-05-06T14:20:05Z")
    assert document_of(story(""), head=declared + "".join(metas)).value("modified") == modified


def test_the_day_beside_the_weather_is_not_the_storys() -> None:
    weather = "<div class='top'>Friday, May 6 2016 6PM 5°C 9PM 6°C</div>"
    assert document_of(weather + story("By Ana Roe")).value("published") is None
    assert document_of(weather.replace(" 6PM 5°C 9PM 6°C", "") + story("By Ana Roe")).value("published") == "2016-05-06"


def test_the_bar_of_a_site_tells_no_change_of_a_story() -> None:
    bar = "<div><p>Last Updated: May 9, 2016</p><form action='/search'>Search for: <input name='q'></form></div>"
    assert document_of(bar + story("May 6, 2016 12:49PM")).value("modified") is None
    assert document_of(bar.replace("Last Updated: ", "") + story("")).value("published") == "2016-05-09"
    own = bar.replace("<form action='/search'>", "").replace("</form>", "")
    assert document_of(own + story("May 6, 2016 12:49PM")).value("modified") == "2016-05-09"
    around = f"<form action='/print'><p>Last Updated: May 9, 2016</p>{story('May 6, 2016 12:49PM')}</form>"
    assert document_of(around).value("modified") == "2016-05-09"


def test_a_change_filled_in_from_the_publication_gives_way_where_readers_are_told_of_one() -> None:
    declared = json_ld(datePublished="2016-05-06T14:20:05Z", dateModified="2016-05-06T14:20:05Z")
    meta = "<meta property='article:modified_time' content='2016-05-06T16:40:00Z'>"
    document = document_of(story("Updated 6 May 2016 18:40"), head=declared + meta)
    assert document.value("modified") == "2016-05-06T16:40:00Z"


def test_a_change_that_lost_its_half_of_the_day_gives_way_to_the_one_shown() -> None:
    declared = json_ld(datePublished="2016-05-06T13:05:00+05:30", dateModified="2016-05-06T01:41:20+05:30")
    document = document_of(story("Last updated: May 6, 2016 01:41 PM"), head=declared)
    assert document.value("modified") == "2016-05-06T13:41:20+05:30"


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("May 6, 2016, 10:31 pm", "2016-05-06T22:31:13-06:00", "2016-05-06T22:55:44-06:00"),
        (
            "<time datetime='2016-05-06T22:31:13-06:00'>May 6</time>",
            "2016-05-06T22:31:13-06:00",
            "2016-05-06T22:55:44-06:00",
        ),
        ("May 7, 2016, 4:31 am", "2016-05-07T04:31:13-06:00", "2016-05-07T04:55:44-06:00"),
        ("May 6, 2016, 10:13 pm", "2016-05-07T04:31:13-06:00", "2016-05-07T04:55:44-06:00"),
        # What a template calls UTC may be the clock of the place.
        (
            "<time datetime='2016-05-07T04:31:13Z'>May 7</time>",
            "2016-05-07T04:31:13-06:00",
            "2016-05-07T04:55:44-06:00",
        ),
    ],
)
def test_a_clock_in_utc_that_a_builder_hung_elsewhere_is_set_by_the_one_shown(
    line: str, published: str, modified: str
) -> None:
    head = json_ld(datePublished="2016-05-07T04:31:13-06:00", dateModified="2016-05-07T04:55:44-06:00")
    document = document_of(story(line), head=head)
    assert (document.value("published"), document.value("modified")) == (published, modified)


def test_a_byline_that_ends_with_an_abbreviation_is_no_sentence() -> None:
    line = "By Jane Doe, John Roe on Friday, May 6th, 2016 at 11:08 a.m."
    assert document_of(story(line)).value("published") == "2016-05-06T11:08"
    told = "The council of the town met for the first time on May 6th, 2016 at 11:08 a.m."
    assert document_of(story(told)).value("published") is None


def test_greek_labels_in_capitals_have_no_accents() -> None:
    document = document_of(story("ΔΗΜΟΣΙΕΥΣΗ: 07/12/2011, 07:09 | ΤΕΛΕΥΤΑΙΑ ΕΝΗΜΕΡΩΣΗ: 08/12/2011, 09:10"), lang="el")
    assert document.value("published") == "2011-12-07T07:09"
    assert document.value("modified") == "2011-12-08T09:10"


SIGNED = (
    "<div class='post' itemscope itemtype='https://schema.org/BlogPosting'><h2>Wednesday, 6 May 2026</h2>"
    "<h3 itemprop='name'>Bridge vote</h3>{prose}<div class='post-footer'>Posted by Jane Doe at {stamp}</div></div>"
)


def signed(stamp: str, markup: str = SIGNED) -> object:
    return document_of(markup.format(prose=PROSE, stamp=stamp), head="<title>Bridge vote</title>").value("published")


def test_microdata_below_the_text_gives_the_minute_of_the_day_above_it() -> None:
    stamp = "<abbr class='published' itemprop='datePublished' title='2026-05-06T08:15:00+02:00'>8:15 AM</abbr>"
    assert signed(stamp) == "2026-05-06T08:15:00+02:00"


def test_microdata_of_another_story_below_the_text_gives_nothing() -> None:
    when = "<abbr itemprop='datePublished' title='2026-05-06T09:00:00+02:00'>9</abbr>"
    other = f"<div itemscope><a href='/x'>Whale</a> {when}</div>"
    assert signed(f"8:15</div>{other}<div>") == "2026-05-06"


@pytest.mark.parametrize("lang", ["hu", "uk", "de"])
def test_a_year_behind_dots_stands_behind_the_month(lang: str) -> None:
    body = f"<h1>Bridge vote</h1><p>Published: 04.06.2026 - 08:15</p>{PROSE.replace('after', 'on Monday after')}"
    assert document_of(body, lang=lang).value("published") == "2026-06-04T08:15"


def test_the_only_entry_of_a_list_is_a_line_like_others() -> None:
    line = "<ul><li class='modification-info'>Created by Jane Doe, of the staff, on May 06, 2026</li></ul>"
    found = document_of(f"<h1>Bridge vote</h1>{line}{PROSE}")
    assert (found.value("published"), found.value("modified")) == ("2026-05-06", None)


def test_an_entry_of_several_that_is_a_sentence_dates_nothing() -> None:
    line = "<ul><li>The first bridge was carried away by the river on May 06, 2016</li><li>It was of wood</li></ul>"
    assert document_of(f"<h1>Bridge vote</h1>{line}{PROSE}").value("published") is None


@pytest.mark.parametrize(("name", "day"), [("story_date", "2026-05-06T08:15"), ("reader_note", None)])
def test_an_account_of_the_editors_signs_below_the_text_in_an_element_for_the_date(name: str, day: str | None) -> None:
    foot = f"<p>Rate it</p><p>Share</p><p>Print</p><p>Save</p><p>Mail</p><p class='{name}'>admin, 6 May 2026, 08:15</p>"
    assert document_of(f"<h1>Bridge vote</h1>{PROSE}{foot}").value("published") == day


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Publié le 6 mai 2016 | N° 1234", "2016-05-06"),
        ("1° maggio 2016", "2016-05-01"),
        ("Redazione 360° - 6 maggio 2016", "2016-05-06"),
        ("Eastmere 21° | 6 maggio 2016", None),
        ("6 maggio 2016 12 °C", None),
        ("6 maggio 2016 12° 18°", None),
        ("6 maggio 2016, 42° 30' N", "2016-05-06"),
        ("6 maggio 2016, 12°", None),
    ],
)
def test_not_every_ring_is_of_degrees(line: str, published: str | None) -> None:
    assert document_of(story(line), lang="it").value("published") == published


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        # Readers are told the declared minute itself; the other one is that of an event.
        ("Posted May 6, 2016 7:00 AM</p><p>May 6, 2016 7:00 PM", "2016-05-06T07:00:00-05:00", None),
        # What is shown without a label may be the minute of the change.
        ("May 6, 2016 7:00 PM", "2016-05-06T07:00:00-05:00", "2016-05-06T19:00:00-05:00"),
        ("May 6, 2016 12:00", "2016-05-06T10:00:00+02:00", "2016-05-06T12:00:00+02:00"),
        ("May 6, 2016 12:00 | May 6, 2016 13:00", "2016-05-06T12:00:00+01:00", None),
        # A bare clock one hour on is of summer, where the declared one is of winter.
        ("July 6, 2016 13:00", "2016-07-06T12:00:00+01:00", None),
    ],
)
def test_a_declared_clock_stays_where_what_is_shown_has_another_reason(
    line: str, published: str, modified: str | None
) -> None:
    change = {"dateModified": modified} if modified else {}
    document = document_of(story(line), head=json_ld(datePublished=published, **change))
    assert (document.value("published"), document.value("modified")) == (published, modified)


def test_a_change_before_the_publication_is_none_and_tells_what_was_meant() -> None:
    head = json_ld(datePublished="2016-05-06T19:11:05-04:00", dateModified="2016-05-06T15:11:05-04:00")
    assert document_of(story("May 6, 2016 3:11 PM"), head=head).value("published") == "2016-05-06T15:11:05-04:00"
    line = "By Ana Roe, May 6, 2016 3:11 PM"
    assert document_of(story(line), head=head).value("published") == "2016-05-06T15:11:05-04:00"


@pytest.mark.parametrize(
    "markup",
    [
        story("<p class='event'>Starts: <time datetime='2016-05-06T20:00:00-05:00'>May 6, 8 PM</time></p>"),
        story("", "<div><a href='/2'>The ferry is sold to a friend of the mayor</a><p>May 6, 2016 8:00 PM</p></div>"),
    ],
)
def test_half_a_day_later_may_be_an_event_or_another_story(markup: str) -> None:
    document = document_of(markup, head=json_ld(datePublished="2016-05-06T08:00:00-05:00"))
    assert document.value("published") == "2016-05-06T08:00:00-05:00"


def test_of_two_spellings_of_a_meta_tag_the_plain_one_goes_first() -> None:
    tag = "<meta property='{}article:published_time' content='2016-05-0{}T10:00:00Z'>"
    document = document_of(story(""), head=tag.format("og:", 6) + tag.format("", 7))
    assert document.value("published") == "2016-05-07T10:00:00Z"


def test_a_bare_hour_of_difference_is_of_utc_where_an_element_names_the_clock() -> None:
    line = "<time datetime='2016-07-06T13:00:00+01:00'>July 6</time>"
    document = document_of(story(line), head=json_ld(datePublished="2016-07-06T12:00:00+01:00"))
    assert document.value("published") == "2016-07-06T13:00:00+01:00"


def test_a_meta_tag_that_is_renewed_years_later_is_not_the_change_that_readers_are_told() -> None:
    declared = json_ld(datePublished="2016-05-06T14:20:05Z", dateModified="2016-05-06T14:20:05Z")
    meta = "<meta property='og:updated_time' content='2021-01-09T03:00:00Z'>"
    document = document_of(story("Updated 6 May 2016 18:40"), head=declared + meta)
    assert document.value("modified") == "2016-05-06T14:20:05Z"


@pytest.mark.parametrize(
    "above",
    [
        "<div><p>Last updated: May 9, 2016</p><form action='/save'><input type='submit'></form></div>",
        "<div><form action='/page'><p>Last updated: May 9, 2016</p><input name='q'></form></div>",
    ],
)
def test_a_button_beside_the_change_and_a_form_around_it_make_no_bar_of_the_site(above: str) -> None:
    assert document_of(above + story("May 6, 2016 12:49PM")).value("modified") == "2016-05-09"


def test_of_two_spellings_of_a_meta_tag_the_one_that_gives_a_day_counts() -> None:
    head = "<meta name='publish_date' content='{{date}}'><meta name='publishdate' content='2016-05-07'>"
    assert document_of(story(""), head=head).value("published") == "2016-05-07"


def test_the_day_of_a_records_release_is_not_that_of_the_page() -> None:
    tag = "<meta property='{}release_date' content='1999-10-31'>"
    assert document_of(story(""), head=tag.format("og:")).value("published") is None
    assert document_of(story(""), head=tag.format("")).value("published") == "1999-10-31"
