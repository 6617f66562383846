"""Tags that a page shows as links: those of the story, and no cloud, card or category beside it."""

import pytest

from pipelines.stages import refine
from schemas import Page
from tests.stories import STORY, page, paragraphs

TEXT = paragraphs(STORY["en"])


def tags_of(below: str, *, above: str = "") -> list[str]:
    """Return the tags of a story with *above* between its headline and its text, and *below* after that."""
    return refine(story(f"<h1>Harbour reopens</h1>{above}{TEXT}{below}")).tags


def story(main: str) -> Page:
    """Return a page whose article is *main*."""
    return page(f"<html><body><main><article>{main}</article></main></body></html>", "text/html")


@pytest.mark.parametrize(
    "shown",
    [
        "<ul><li><a href='/tags/quays'>Quays</a></li><li><a href='/tags/tides'>Tides</a></li></ul>",
        "<div><div><a href='/tag/quays/'>Quays</a></div><div><a href='/tag/tides/'>Tides</a></div></div>",
        "<div><a href='/tag/quays'>Quays</a>, <a href='/tag/tides'>Tides</a></div>",
        "<ul class='post-tags'><li><a href='/t/1'>Quays</a></li><li><a href='/t/2'>Tides</a></li></ul>",
        "<ul class='m-tagList'><li><a href='/hashtag/q'>#Quays</a></li><li><a href='/hashtag/t'>#Tides</a></li></ul>",
        "<div class='key-word'><a href='/search?q=1'>Quays</a> <a href='/search?q=2'>Tides</a></div>",
        "<p>Themenseiten zu diesem Artikel:</p>"
        "<ul><li><a href='/1'>Quays</a></li><li><a href='/s/2'>Tides</a></li></ul>",
        "<p class='tags'><a href='/tags/'>Tags</a> <a href='/tag/quays'>Quays</a> <a href='/tag/tides'>Tides</a></p>",
        "<p>Ada Holm spoke of the <a href='/tag/weather'>weather</a> and of boats, and then went home.</p>"
        "<div class='story_tags'><a href='/t/1'>Quays</a> <a href='/t/2'>Tides</a></div>",
        "<div class='keywords'><a href='/search?q=1'>Quays</a> <a href='/search?q=2'>Tides</a></div>",
        "<p>Tags: <a href='/s/1'>Quays</a>, <a href='/s/2'>Tides</a></p>",
        "<p>Метки: <a href='/s/1'>Quays</a>, <a href='/s/2'>Tides</a></p>",
        "<div><span>Etiketler</span> <a href='/s/1'>Quays</a> <a href='/s/2'>Tides</a></div>",
        "<h3>標籤</h3><ul><li><a href='/s/1'>Quays</a></li><li><a href='/s/2'>Tides</a></li></ul>",
        "<ul><li class='entry-categories'><a rel='tag' href='/c/news'>News</a></li>"
        "<li><a rel='tag' href='/q'>Quays</a></li><li><a rel='tag' href='/t'>Tides</a></li></ul>",
    ],
)
def test_tags_are_told_by_their_address_their_element_or_the_word_before_them(shown: str) -> None:
    assert tags_of(shown) == ["Quays", "Tides"]
    assert tags_of("", above=shown) == ["Quays", "Tides"]


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='card'><div class='tags'><a href='/sport'>Sport</a></div><h3><a href='/n'>Rowers</a></h3></div>",
        "<div><ul class='tags'><li><a href='/sport'>Sport</a></li></ul>"
        "<p><a href='/n'>Rowers of the town win the cup for a third year</a></p></div>",
        "<aside><div class='tags'><a href='/q'>Quays</a> <a href='/t'>Tides</a> <a href='/w'>Winds</a></div></aside>",
        "<div class='sidebar-widget'><div class='tags'><a href='/q'>Quays</a> <a href='/t'>Tides</a></div></div>",
        "<ul><li><a href='/all'>Topics</a></li><li><a href='/q'>Quays</a></li><li><a href='/t'>Tides</a></li></ul>",
        "<p class='tagline'><a href='/q'>Quays</a> <a href='/t'>Tides</a></p>",
        "<div class='vintage-tags'>A quay without any link</div>",
        "<p>Tags: are what the <a href='/q'>town</a> hangs on every boat that it lets out of the harbour.</p>",
        "<div class='tags'><a href='/n'>Rowers of the town win a cup</a> <a href='/m'>Choir sings at sea</a></div>",
        "<div class='tags-share'><a href='https://social.example/s'>Social</a> <a href='#send'>Send</a></div>",
        "<h2>Topics</h2><div><a href='/p'>Politics</a> <a href='/s'>Sport</a> <a href='/f'>Food</a></div>",
        "<h3>More about:</h3><p><a href='/m'>Mayor resigns over pier</a></p><p><a href='/n'>Choir sings at sea</a></p>",
        "<h3>话题</h3><ul><li><a href='/1'>港口重新开放后渔民纷纷表示欢迎</a></li></ul>",
        "<p>More about <a href='/author/ada-holm'>Ada Holm</a></p>",
        "<p>Filed under: <a href='/category/coast/'>Coast</a></p>",
        "<div><h5><a href='/tag/harbour-day-25'>Harbour Day 25</a></h5><p>May</p></div>",
    ],
)
def test_what_else_is_called_so_is_no_tag(beside: str) -> None:
    assert tags_of(beside) == []


def test_tags_end_where_something_else_begins() -> None:
    tags = "<p>Tags: <a href='/tag/quays'>Quays</a></p><p>Share it.</p><p><a href='/tag/rowing'>Rowing</a></p>"
    assert tags_of(tags) == ["Quays"]


def test_tags_far_below_a_story_are_of_others() -> None:
    others = "".join(f"<h3>Rowers win cup {number}</h3>" for number in range(14))
    assert tags_of(f"{others}<div class='tags'><a href='/q'>Quays</a> <a href='/t'>Tides</a></div>") == []


def test_of_a_row_of_tags_and_buttons_the_tags_are_tags() -> None:
    share = "<span>Share</span> <a href='https://social.example/s'>Social</a> <a href='https://[half/'>Send</a>"
    assert tags_of(f"<div class='tags'>Tags: <a href='/q'>Quays</a> <a href='/t'>Tides</a> {share}</div>") == [
        "Quays",
        "Tides",
    ]
    filed = "<p>Filed under: <a href='/category/coast'>Coast</a></p><p>Tagged: <a href='/q'>Quays</a></p>"
    assert tags_of(filed) == ["Quays"]


def test_a_post_that_is_called_after_its_tags_holds_no_tags_but_what_is_called_so_in_it_does() -> None:
    for post in ("<article class='{}'>{}</article>", "<div class='{} hentry'>{}</div>"):
        link, tags = "<p><a href='/docs'>Read the docs</a></p>", "<div class='tags'><a href='/q'>Quays</a></div>"
        for last, found in ((link, []), (tags, ["Quays"])):
            main = post.format("post-12 type-post tag-cloud", f"<h1>Harbour reopens</h1>{TEXT}{last}")
            assert refine(page(f"<html><body><main>{main}</main></body></html>", "text/html")).tags == found


def test_a_link_to_all_tags_is_none_but_a_link_whose_relation_is_that_of_a_tag_may_say_anything() -> None:
    assert tags_of("<div class='tags'><a href='/q'>Quays</a> <a href='/all'>View more</a></div>") == ["Quays"]
    assert tags_of("<p><a rel='tag' href='/q'>Quays</a> <a rel='tag' href='/m'>Menu</a></p>") == ["Quays", "Menu"]


def test_tags_below_the_linked_heading_of_another_story_are_its_own() -> None:
    row = "<p>Posted in: <a href='/tag/quays'>Quays</a>, <a href='/tag/tides'>Tides</a></p>"
    other = "<h2><a href='/rowers'>Rowers of the town win the cup for a third year</a></h2>"
    assert tags_of(f"<h2>What comes next</h2>{row}") == ["Quays", "Tides"]
    assert tags_of(f"{other}<p>They won it.</p>{row}") == []


def test_a_list_of_tags_is_read_to_its_end() -> None:
    names = "town council Monday harbour fishing boats eleven years Mayor crews catch month Residents quay".split()
    items = "".join(f"<li><a href='/s/{name}'>{name}</a></li>" for name in names)
    links = "".join(f"<p><a href='/n/{number}'>Other story {number}</a></p>" for number in range(3))
    assert tags_of(f"<ul class='tag-list'>{items}</ul>{links}") == names
