"""The summary: of what the page declares the first that is of the story, whole, and no headline."""

from __future__ import annotations

import pytest

from pipelines.stages import refine
from tests.test_pipelines_titles import LAST, MORE, PROSE, TITLE, page_of

LEAD = "The harbour council agreed on Friday to rebuild the pier that a storm had broken in two."


def description(*declared: str, title: str = f"{TITLE} | Pier Gazette", names: str = "Pier Gazette") -> str | None:
    keys = ("name='description'", "property='og:description'", "name='twitter:description'")
    metas = "".join(f'<meta {key} content="{text}">' for key, text in zip(keys, declared, strict=False) if text)
    head = f"<title>{title}</title><meta property='og:site_name' content='{names}'>{metas}"
    return refine(page_of(f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>", head=head)).description


@pytest.mark.parametrize("cut", ["The harbour council agreed on Friday to", "The harbour council agreed on Friday to…",
                                 "The harbour council agreed on Friday to reb..."])  # fmt: skip
def test_a_summary_that_is_cut_off_gives_way_to_the_whole(cut: str) -> None:
    assert description(cut, LEAD) == LEAD


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("The harbour council agreed on Friday.", LEAD),
        ("The harbour council agreed on Friday.", "The harbour council agreed on Friday. #Piers"),
        ("The harbour council met on Friday to", LEAD),
        (LEAD[:39], LEAD + " The cranes arrive in spring." * 30),
        ("Harbour council to rebuild pier", "Harbour council to rebuild pier Share this: Mail Print and more like it"),
    ],
)
def test_a_summary_that_is_whole_or_another_stays(first: str, other: str) -> None:
    assert description(first, other) == first


@pytest.mark.parametrize(
    "first", [f"All news of the coast by the Pier Gazette. {TITLE}", f"{TITLE} - Gazette - {LEAD[:50]}", TITLE]
)
def test_a_summary_that_says_the_headline_gives_way_to_one_that_does_not(first: str) -> None:
    assert description(first, LEAD) == LEAD


def test_a_headline_stays_the_summary_where_the_other_says_it_too_or_nothing_of_the_story() -> None:
    assert description(f"{TITLE} - Gazette.", f"Pier: {TITLE}.") == f"{TITLE} - Gazette."
    assert description(TITLE, "742 views, 3 comments, Anna Holm, Bertil Lund, Cecilia Falk and Dan Eriksson") == TITLE


def test_what_sums_up_the_site_is_no_summary_of_the_story() -> None:
    site = "Pier Gazette brings you breaking headlines, sports, weather, classifieds, obituaries and entertainment."
    assert description(site) is None
    assert description(site, LEAD) == LEAD


def test_what_readers_say_below_a_story_is_not_what_it_tells() -> None:
    site = "Pier Gazette brings you breaking headlines, sports, weather, classifieds, obituaries and entertainment."
    said = "I come for breaking headlines, sports, weather, classifieds, obituaries and entertainment."
    comments = "".join(
        f"<li class='comment'><cite class='fn'>{name}</cite><time datetime='2026-06-0{at}T10:00'>{at} June</time>"
        f"<p>{said} {name} said so.</p></li>"
        for at, name in enumerate(("Ada Holm", "Bo Lund", "Cia Falk"), 1)
    )
    head = f"<title>{TITLE} | Pier Gazette</title><meta property='og:site_name' content='Pier Gazette'>"
    story = f"<article><h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></article>"
    found = refine(
        page_of(
            f"{story}<section id='comments'><h2>3 comments</h2><ol class='comment-list'>{comments}</ol></section>",
            head=f"{head}<meta name='description' content='{site}'>",
        )
    )
    assert (len(found.posts), found.description) == (3, None)


def test_a_summary_in_other_words_than_the_story_stays() -> None:
    teaser = "Fishermen waited years, through protests, petitions, elections and lawsuits. Patience finally paid."
    assert description(teaser) == teaser
    own = "Pier Gazette asked why the harbour council agreed to rebuild the pier that the storm had broken."
    assert description(own) == own


def test_the_name_of_a_site_is_told_from_the_word_that_it_is() -> None:
    teaser = "Which restaurants cook fresh seafood, and why tourists sail weeks along any {} without seeing whales."
    assert description(teaser.format("coast"), names="Coast") == teaser.format("coast")
    assert description(teaser.format("coastline"), names="Coast") == teaser.format("coastline")
    assert description(teaser.format("Coast"), names="Coast") is None
    assert description(teaser.format("gazette.example"), names="Coast") is None


def test_a_page_of_a_site_keeps_what_sums_up_the_site() -> None:
    site = "Pier Gazette brings you breaking headlines, sports, weather, classifieds, obituaries and entertainment."
    links = "".join(f"<li><a href='/{at}'>Story number {at} of the northern coast</a></li>" for at in range(40))
    head = f"<title>Pier Gazette</title><meta name='description' content='{site}'>"
    assert refine(page_of(f"<ul>{links}</ul>", head=head, url="https://gazette.example/")).description == site
