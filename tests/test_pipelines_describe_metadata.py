"""Canonical addresses and tags: what a page may claim."""

import json
import time

import pytest

from pipelines.describe.metadata import canonical, clean_tags, is_phrase, page_number, topics
from pipelines.stages import refine
from tests.stories import STORY, page, paragraphs


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
        ("/a?utm_source=x&utm_campaign=the town", "https://daily.example/a", "https://daily.example/a"),
        ("/a?id=5&fbclid=x y", "https://daily.example/a", "https://daily.example/a?id=5"),
        ("/a b?ref=5&q=", "https://daily.example/a", "https://daily.example/a%20b?ref=5&q="),
        ("/a?utm_source=x&utm_campaign=The quay opens&gclid=1", "https://daily.example/a", "https://daily.example/a"),
        ("/a?id=4&fbclid=x&ref=7", "https://daily.example/a?id=4", "https://daily.example/a?id=4&ref=7"),
        ("/the quay.html", "https://daily.example/the%20quay.html", "https://daily.example/the%20quay.html"),
        ("/?utm_source=feed", "https://daily.example/a", None),
        ("/", "https://daily.example/?utm_source=feed", "https://daily.example/"),
        ("javascript:void(0)", "https://daily.example/a", None),
        ("http://[half", "https://daily.example/a", None),
    ],
)
def test_a_canonical_address_counts_only_where_it_may(declared: str, url: str, claimed: str | None) -> None:
    assert canonical(declared, url) == claimed


@pytest.mark.parametrize(
    ("head", "url", "claimed"),
    [
        ("<meta property='og:url' content='/news/'>", "https://daily.example/news/story.php?id=9", None),
        (
            "<link rel='canonical' href='/pier/'>",
            "https://daily.example/pier/story.html",
            "https://daily.example/pier/",
        ),
        (
            "<meta property='og:url' content='/pier/'>",
            "https://daily.example/pier/index.html",
            "https://daily.example/pier/",
        ),
        ("<meta property='og:url' content='/pier/'>", "https://daily.example/pier/amp", "https://daily.example/pier/"),
        ("<meta property='og:url' content='/news/'>", "https://daily.example/news/index.php?id=9", None),
        (
            "<meta property='og:url' content='/pier/'>",
            "https://daily.example/pier/index.html?utm_source=x",
            "https://daily.example/pier/",
        ),
    ],
)
def test_the_folder_of_a_file_is_not_its_canonical_address(head: str, url: str, claimed: str | None) -> None:
    draft = refine(page(f"<html><head>{head}</head><body>{paragraphs(STORY['en'])}</body></html>", "text/html", url))
    assert draft.canonical_url == claimed


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


@pytest.mark.parametrize(
    ("values", "tags"),
    [
        (["Holm, Ada", "Harbours", "Storms"], ["Holm, Ada", "Harbours", "Storms"]),
        (["Harbours, Storms", "Tides, Quays"], ["Harbours", "Storms", "Tides", "Quays"]),
        (["Holm; Ada", "Harbours", "Storms"], ["Holm", "Ada", "Harbours", "Storms"]),
    ],
)
def test_a_comma_in_one_of_several_tags_parts_nothing(values: list[str], tags: list[str]) -> None:
    assert clean_tags(values) == tags


@pytest.mark.parametrize(
    "codes",
    [
        ["@harbour-river"],
        ["_no-app"],
        ["type_news"],
        ["18153161"],
        ["8f507083-bac4-423a-9015-2eb31e1bce50"],
        ["pageType: plain story", "locale: US"],
        ["content-type: Story", "site: Quay"],
    ],
)
def test_what_a_site_keeps_for_its_machines_is_no_tag(codes: list[str]) -> None:
    assert topics(["Harbours", *codes, "Storms of 2016"], "Harbour reopens") == ["Harbours", "Storms of 2016"]


@pytest.mark.parametrize(
    "tags",
    [
        ["Harbours: A History", "Quays: Old and New", "quay: north"],
        ["old_harbour", "new_quay", "storms"],
        ["2016", "911"],
        ["the old harbour", "fishing boats"],
        ["eFootball: Harbour Cup", "Avatar: The Way of Water"],
        ["iPad: prices", "quays"],
    ],
)
def test_other_tags_stay(tags: list[str]) -> None:
    assert topics(tags, "Council reopens the old harbour to fishing boats") == tags


@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        (["Council reopens the old harbour", "Lund"], ["Lund"]),
        (["Lund", "Council reopens", "the old harbour"], ["Lund"]),
        (["Council reopens", "Lund", "the old harbour"], ["Council reopens", "Lund", "the old harbour"]),
    ],
)
def test_the_headline_is_no_tag(tags: list[str], kept: list[str]) -> None:
    assert topics(tags, "Council reopens the old harbour") == kept


def test_a_short_headline_may_be_a_tag_and_one_without_spaces_is_counted_by_its_signs() -> None:
    assert topics(["Harbour history"], "Harbour history") == ["Harbour history"]
    assert topics(["旧港を漁船に再び開放", "港"], "旧港を漁船に再び開放") == ["港"]


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("Lundsk Tidning, ljetovanje, zabava", ["Tides"]),
        ("Lundsk Tidning, residential, zabava", ["Lundsk Tidning", "residential", "zabava"]),
        ("zabava", ["zabava"]),
    ],
)
def test_keywords_of_which_no_word_stands_in_the_story_are_the_sites(keywords: str, tags: list[str]) -> None:
    head = f"<head><meta name='keywords' content='{keywords}'></head>"
    story = f"<article><h1>Harbour reopens</h1>{paragraphs(STORY['en'])}<a rel='tag' href='/tag/t'>Tides</a></article>"
    assert refine(page(f"<html>{head}<body>{story}</body></html>", "text/html")).tags == tags


@pytest.mark.parametrize(
    ("content", "description"),
    [
        ("What the town agreed on, and what not, from \\", "What the town agreed on, and what not, from"),
        ("Lundsk Tidning", None),
        (":", None),
        ("Lundsk Tidning on the harbour", "Lundsk Tidning on the harbour"),
    ],
)
def test_a_description_says_more_than_the_name_of_the_site(content: str, description: str | None) -> None:
    head = f"<meta property='og:site_name' content='Lundsk Tidning'><meta name='description' content='{content}'>"
    story = f"<article><h1>Harbour reopens</h1>{paragraphs(STORY['en'])}</article>"
    found = refine(page(f"<html><head>{head}</head><body>{story}</body></html>", "text/html"))
    assert found.description == description


@pytest.mark.parametrize(
    ("language", "keywords"),
    [
        ("en", ["HM", "Politics", "Elsewhere"]),
        ("ja", ["Fisheries", "Quays", "Holm"]),
    ],
)
def test_keywords_in_capitals_or_in_another_script_may_be_the_storys(language: str, keywords: list[str]) -> None:
    head = f"<head><meta name='keywords' content='{', '.join(keywords)}'></head>"
    told = paragraphs(
        [
            *STORY[language],
            "The HM Coastguard, which had closed the quay, said on Monday that it would not object to that.",
        ]
    )
    article = f"<article><h1>{STORY[language][0][:20]}</h1>{told}</article>"
    assert refine(page(f"<html>{head}<body>{article}</body></html>", "text/html")).tags == keywords


def tags_of(keywords: str, *, head: str = "", title: str = "Harbour reopens") -> list[str]:
    """Return the tags of a story that declares *keywords*."""
    head += f"<meta name='keywords' content='{keywords}'>"
    article = f"<article><h1>{title}</h1>{paragraphs(STORY['en'])}</article>"
    return refine(page(f"<html><head>{head}</head><body>{article}</body></html>", "text/html")).tags


MENU = "politics, business, sports, travel, obala, ljetovanje, harbour, weather"


@pytest.mark.parametrize(
    ("keywords", "is_kept"),
    [
        ("zabava, ljetovanje, obala, more, brodovi, harbour", False),  # one of six stands in the story
        ("zabava, ljetovanje, obala, harbour, boats", True),  # a short list
        ("zabava, ljetovanje, obala, council, boats, harbour", True),
        (MENU, False),
        ("politics, business, boats, ljetovanje, harbour, weather", True),
    ],
)
def test_a_long_list_of_which_hardly_a_word_stands_in_the_story_is_the_sites(keywords: str, *, is_kept: bool) -> None:
    assert tags_of(keywords) == (keywords.split(", ") if is_kept else [])


def test_a_list_with_the_sites_name_is_asked_for_more() -> None:
    keywords = "Lundsk Tidning, zabava, ljetovanje, obala, more, harbour"
    name = "<meta property='og:site_name' content='Lundsk Tidning'>"
    assert tags_of(keywords, head=name) == []
    assert tags_of(keywords.replace("obala, more", "boats, council"), head=name) == [
        "zabava",
        "ljetovanje",
        "boats",
        "council",
        "harbour",
    ]


def test_latin_words_need_not_stand_in_a_story_in_another_script() -> None:
    keywords = "Fisheries, Quays, Moorings, Fleets, Tides, 漁港"
    assert tags_of(keywords, title="旧港を再び開放、漁船が戻る") == keywords.split(", ")


def test_each_list_of_keywords_is_asked_by_itself() -> None:
    site = f"<meta name='keywords' content='{MENU}'>"
    assert tags_of("boats, Harbour council", head=site) == ["boats", "Harbour council"]


@pytest.mark.parametrize(
    ("keywords", "is_kept"),
    [
        ("harbour, boats, council, harbour boats, boats council, harbour boats council", False),
        ("harbour, boats, harbour boats, fishing boats", True),
        ("harbour, boats, harbour boats, council, council boats, fishing, fishing boats", True),
    ],
)
def test_words_of_a_text_side_by_side_are_a_programs(keywords: str, *, is_kept: bool) -> None:
    assert tags_of(keywords) == (keywords.split(", ") if is_kept else [])


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Lundsk Tidning", ["Tides"]), ("Example", ["Tides"]), ("Security", ["Security", "Tides"])],
)
def test_the_sites_name_is_no_tag_and_a_word_of_it_may_be_one(name: str, kept: list[str]) -> None:
    head = f"<meta property='og:site_name' content='{name}'><meta property='article:tag' content='{name}'>"
    assert tags_of("", head=f"{head}<meta property='article:tag' content='Tides'>") == kept


@pytest.mark.parametrize(
    ("values", "tags"),
    [
        (["Holm, Ada (1977- )", "Berg, Jan", "Elections"], ["Holm, Ada (1977- )", "Berg, Jan", "Elections"]),
        (["Holm, Ada, Tides"] * 3, ["Holm", "Ada", "Tides"]),
    ],
)
def test_a_tag_in_an_element_of_its_own_may_have_a_comma(values: list[str], tags: list[str]) -> None:
    assert clean_tags(values, apart=True) == tags


def test_topics_that_are_one_are_not_parted() -> None:
    assert clean_tags(["Business, Finance, & Economics"]) == ["Business, Finance, & Economics"]
    assert clean_tags(["Business, Finance, Tides & Quays"]) == ["Business", "Finance", "Tides & Quays"]


@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        (["Category: Tides", "Topic: Old & New", "Thema: Häfen"], ["Tides", "Old & New", "Häfen"]),
        (["section: Article", "Tides"], ["Tides"]),
        (["topics/tides", "people/ada-holm", "Quays"], ["tides", "ada-holm", "Quays"]),
        (["tcp/ip", "Quays", "Tides"], ["tcp/ip", "Quays", "Tides"]),
        (["pop/rock", "soul/funk", "Tides"], ["pop/rock", "soul/funk", "Tides"]),
        (["paywall-metered", "paywall exclude", "Paywall journalism"], ["Paywall journalism"]),
        (["/article", "width=device-width", "no-index", "front-page", "exclude-from-home", "Tides"], ["Tides"]),
        (["E=mc2", "No Time to Die", "Front line"], ["E=mc2", "No Time to Die", "Front line"]),
        (["Region: Global", "Page: archived", "Secondary Brand: tides", "Quays"], ["Quays"]),
        (["Region: a history", "Quays"], ["Region: a history", "Quays"]),
        (["Region: Europe", "Region: Asia"], ["Region: Europe", "Region: Asia"]),
    ],
)
def test_a_tag_is_what_stands_behind_the_word_for_one(tags: list[str], kept: list[str]) -> None:
    assert topics(tags, "Harbour reopens") == kept


@pytest.mark.parametrize(("key", "kept"), [("about", ["Tidal Union", "Tides"]), ("publisher", ["Tides"])])
def test_an_organisation_that_the_story_is_about_may_be_a_tag(key: str, kept: list[str]) -> None:
    node = {"@type": "NewsArticle", "headline": "Harbour reopens", "keywords": "Tidal Union, Tides"}
    node |= {key: {"@type": "Organization", "name": "Tidal Union"}}
    assert tags_of("", head=f"<script type='application/ld+json'>{json.dumps(node)}</script>") == kept


def test_a_tag_of_blanks_costs_no_time() -> None:
    begun = time.process_time()
    assert clean_tags([f"a,{' ' * 100_000}b,{' ' * 100_000}c"]) == []
    assert time.process_time() - begun < 1


def test_many_fields_of_keywords_are_one_list() -> None:
    site = [f"<meta name='keywords' content='{word}'>" for word in MENU.split(", ")]
    assert tags_of("brodovi", head="".join(site)) == []
    assert tags_of("brodovi", head="".join(site[5:])) == ["ljetovanje", "harbour", "weather", "brodovi"]


CLOUD = "fishing boats crews Alps Bread Cars Dogs Eggs Film Golf Hats"


def tags_beside(below: str, head: str = "") -> list[str]:
    """Return the tags of a story with *below* under it."""
    body = f"<h1>Old harbour reopens to fishing boats</h1>{paragraphs(STORY['en'])}{below}"
    return refine(page(f"<html><head>{head}</head><body>{body}</body></html>", "text/html")).tags


@pytest.mark.parametrize(
    ("below", "tags"),
    [
        ("<p>Tags: <a href='/t/1'>Fishing</a>, <a href='/t/2'>Harbour</a></p>", ["Fishing", "Harbour"]),
        ("<h3>Przeczytaj więcej o: <a href='/1'>quay</a>, <a href='/2'>Ada Holm</a></h3>", ["quay", "Ada Holm"]),
        ("<div>ΛΕΞΕΙΣ ΚΛΕΙΔΙΑ</div><div><a href='/1'>quay</a>, <a href='/2'>boats</a></div>", ["quay", "boats"]),
        ("<div>Keywords</div><div><a href='/t/1'>harbour</a></div>", []),
        ("<div>Теги</div><ul><li><a href='/1'>Fishing</a></li><li>/</li><li><a href='/2'>quay</a></li></ul>",
         ["Fishing", "quay"]),
        ("<div class='story-tags'><a href='/t/1'>Fishing</a> <a href='/t/2'>storm</a></div>", ["Fishing", "storm"]),
        ("<ul class='tags'><li><a href='/1'>storm</a><li><a href='/2'>quay</a><li><a href='/a'>All</a></ul>",
         ["storm", "quay"]),
    ],
)  # fmt: skip
def test_tags_that_the_page_shows_beat_keywords(below: str, tags: list[str]) -> None:
    assert tags_beside(below, "<meta name='keywords' content='council, boats'>") == (tags or ["council", "boats"])


@pytest.mark.parametrize(
    "below",
    [
        "<p>Tags: <a href='/t/1'>Celebrities</a>, <a href='/t/2'>Recipes</a>, <a href='/t/3'>Gardens</a></p>",
        "<p>Topics: the council has many, and <a href='/1'>fishing</a> and <a href='/2'>harbour</a> are two.</p>",
        "<h3>More on</h3><ul><li><a href='/1'>How the harbour came to be closed to all boats</a></li></ul>",
        "<ul class='tags'><li><a href='/1'>storm</a><li><a href='/2'>Food</a><li><a href='/3'>Film</a></ul>",
        "<ul><li><a href='/1'>Terms</a></li><li><a href='/2'>Privacy</a></li><li><a href='/3'>boats</a></li></ul>",
        "<p>Tags:</p>" + "".join(f"<a href='/{at}'>{word}</a> " for at, word in enumerate(CLOUD.split())),
    ],
)  # fmt: skip
def test_links_that_are_the_sites_or_no_tags_beat_nothing(below: str) -> None:
    assert tags_beside(below, "<meta name='keywords' content='council, boats'>") == ["council", "boats"]


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("Sea life, quay, Coast Daily", ["Sea life", "quay"]),
        ("Sea life, Coast Daily", []),
        ("Sea life", []),
    ],
)
def test_the_site_that_the_pages_title_names_is_no_tag_nor_is_the_section_alone(keywords: str, tags: list[str]) -> None:
    head = "<title>Old harbour reopens to fishing boats - Sea life - Coast Daily</title>"
    assert tags_beside("", f"{head}<meta name='keywords' content='{keywords}'>") == tags


def test_what_the_title_has_behind_the_headline_stays_a_tag_that_is_shown() -> None:
    head = "<title>Old harbour reopens to fishing boats - Sea life - Coast Daily</title>"
    named = f"{head}<meta name='keywords' content='Sea life, quay'>"
    assert tags_beside("<p>Tags: <a href='/t/1'>Sea life</a>, <a href='/t/2'>quay</a></p>", named) == [
        "Sea life",
        "quay",
    ]


def test_the_words_of_the_summary_one_by_one_are_no_tags() -> None:
    head = "<meta name='description' content='The council voted to reopen the harbour closed since that storm.'>"
    keywords = "<meta name='keywords' content='council, voted, reopen, harbour, closed, storm'>"
    assert tags_beside("", head + keywords) == []
    assert tags_beside("", keywords) == ["council", "voted", "reopen", "harbour", "closed", "storm"]


@pytest.mark.parametrize(
    ("author", "keywords", "tags"),
    [
        ("Eva Lund", "harbour, Eva Lund, Eva Lund Prize, Nils Berg", ["harbour", "Eva Lund Prize", "Nils Berg"]),
        ("Eva Lund and Nils Berg", "harbour, Eva Lund and Nils Berg, boats", ["harbour", "boats"]),
        ("Harbour", "harbour, boats", ["harbour", "boats"]),
    ],
)
def test_who_wrote_a_story_is_no_tag(author: str, keywords: str, tags: list[str]) -> None:
    head = f"<meta name='keywords' content='{keywords}'>"
    body = f"<h1>Old harbour reopens to fishing boats</h1><p class='byline'>By {author}</p>{paragraphs(STORY['en'])}"
    assert refine(page(f"<html><head>{head}</head><body>{body}</body></html>", "text/html")).tags == tags


@pytest.mark.parametrize(
    ("declared", "tags"),
    [
        ("<meta name='sailthru.tags' content='general,front'>", ["Fishing", "Harbour"]),
        ("<meta name='dc.subject' content='Trade:Boats;Trade:Quays'>", ["Fishing", "Harbour"]),
        ("<meta property='article:tag' content='harbour'>", ["Fishing", "Harbour"]),
        ("<meta name='news_keywords' content='fishing, harbour'>", ["Fishing", "Harbour"]),
        ("<meta name='news_keywords' content='boats, mayor, quay'>", ["boats", "mayor", "quay"]),
        ("<meta property='article:tag' content='Quay'>", ["Quay"]),
    ],
)
def test_tags_that_the_page_shows_beat_what_is_written_for_machines_and_what_is_a_part_of_them(
    declared: str, tags: list[str]
) -> None:
    below = "<p>Tags: <a href='/t/1'>Fishing</a>, <a href='/t/2'>Harbour</a></p>"
    assert tags_beside(below, declared) == tags


def test_a_shown_list_in_capitals_spells_nothing_better() -> None:
    below = "<p>Tags: <a href='/t/1'>FISHING</a>, <a href='/t/2'>HARBOUR</a></p>"
    head = "<meta name='news_keywords' content='fishing, harbour'>"
    assert tags_beside(below, head) == ["fishing", "harbour"]


@pytest.mark.parametrize(
    ("title", "keywords", "tags"),
    [
        ("旧港口重新向渔船开放", "镇议会 渔船 港口", ["镇议会", "渔船", "港口"]),
        ("旧港口重新向渔船开放", "Old harbour 港口", ["Old harbour 港口"]),
        ("旧港が再び漁船に開放される", "山田 太郎", ["山田 太郎"]),
    ],
)
def test_words_of_chinese_that_blanks_part_are_tags(title: str, keywords: str, tags: list[str]) -> None:
    head = f"<meta name='keywords' content='{keywords}'>"
    body = f"<h1>{title}</h1>{paragraphs(STORY['zh'])}"
    assert refine(page(f"<html><head>{head}</head><body>{body}</body></html>", "text/html")).tags == tags
