"""Canonical addresses and tags: what a page may claim."""

import pytest

from pipelines.describe.metadata import canonical, clean_tags, is_phrase, page_number


@pytest.mark.parametrize(
    ("declared", "url", "claimed"),
    [
        ("/a/story", "https://www.daily.example/a/story?utm_source=x", "https://www.daily.example/a/story"),
        ("https://daily.example/a#top", "https://m.daily.example/a", "https://daily.example/a"),
        ("https://other.example/a", "https://daily.example/a", None),
        ("https://daily.example/", "https://daily.example/a/story", None),
        ("https://daily.example/", "https://daily.example/", "https://daily.example/"),
        ("https://daily.example/a", "https://daily.example/a?page=2", None),
        ("https://daily.example/a/page/2", "https://daily.example/a/page/2/", "https://daily.example/a/page/2"),
        ("https://daily.example/a", "https://daily.example/a/page/3", None),
        ("https://daily.example/a/", "https://daily.example/a/2/", None),
        ("https://daily.example/a.html", "https://daily.example/a_2.html", None),
        ("https://daily.example/a/2", "https://daily.example/a/2/", "https://daily.example/a/2"),
        ("https://daily.example/a", "https://daily.example/a-2", "https://daily.example/a"),
        ("javascript:void(0)", "https://daily.example/a", None),
        ("http://[half", "https://daily.example/a", None),
    ],
)
def test_a_canonical_address_counts_only_where_it_may(declared: str, url: str, claimed: str | None) -> None:
    assert canonical(declared, url) == claimed


def test_two_sites_of_one_public_suffix_are_two_sites() -> None:
    assert canonical("https://first.co.uk/a", "https://second.co.uk/a") is None


def test_page_numbers_are_read_from_query_and_path() -> None:
    assert [page_number(*parts) for parts in [("/a", ""), ("/a", "page=4"), ("/a/page-7", ""), ("/2016/05/a", "")]] == [
        1,
        4,
        7,
        1,
    ]


def test_tags_are_split_and_none_is_repeated() -> None:
    assert clean_tags(["Fishing, Harbour; fishing", "#Tides", "<meta name="]) == ["Fishing", "Harbour", "Tides"]


def test_a_list_too_long_for_one_story_is_the_site_s() -> None:
    assert clean_tags([", ".join(f"word{number}" for number in range(80))]) == []


@pytest.mark.parametrize(
    ("tags", "phrase"),
    [
        (["pier harbour town council uncategorized"], True),
        (["Council", "agrees", "rebuild", "pier"], True),
        (["Harbour council"], False),
        (["Council", "Pier", "Harbour", "Storms"], False),
    ],
)
def test_a_phrase_and_the_words_of_a_headline_are_no_tags(tags: list[str], phrase: bool) -> None:
    assert is_phrase(tags, "Council agrees to rebuild the northern pier") is phrase


@pytest.mark.parametrize("tags", [["Storm", "Harbour", "Lund", "Malmö"], ["storm", "harbour", "lund", "malmö"]])
def test_the_names_in_a_headline_are_tags(tags: list[str]) -> None:
    assert not is_phrase(tags, "Storm closes harbour in Lund and Malmö")


def test_words_that_are_written_in_syllables_are_no_phrase() -> None:
    assert not is_phrase(["Thành phố Hồ Chí Minh"], "")


@pytest.mark.parametrize("query", ["page=%C2%B2", "page=" + "9" * 5000, "page=0", "p=x"])
def test_what_is_no_number_is_the_first_page(query: str) -> None:
    assert page_number("/a", query) == 1
