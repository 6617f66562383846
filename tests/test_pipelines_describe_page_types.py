"""What kind of page it is: a short story among links is one; a thing that is shown, a wall against robots are none."""

from __future__ import annotations

import pytest

from pipelines.stages import refine
from tests.stories import STORY, page, paragraphs

LINKS = "".join(
    f"<li><a href='/{n}'>Ferry number {n} has been sold to the town of Eastmere</a></li>" for n in range(12)
)
SHORT = paragraphs(STORY["en"])
UPDATED = "<p>Updated at 7:07 pm on 6 May 2024</p>"


#: Paragraphs, none like another.
LONG = "".join(
    f"<p>On day {n} the {what} of Eastmere would not be ready before the boats had been seen to, which those who live "
    f"along the {what} found too late for what they need.</p>"
    for n, what in enumerate(
        [
            "quay",
            "river",
            "bridge",
            "market",
            "school",
            "road",
            "mill",
            "ford",
            "tower",
            "park",
            "gate",
            "mole",
            "slip",
            "dock",
        ]
    )
)


def kind_of(body: str, head: str = "") -> str:
    return refine(
        page(f"<html><head>{head}</head><body><article>{body}</article></body></html>", "text/html")
    ).page_type


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<h1>Harbour reopens</h1>{UPDATED}{SHORT}<ul>{LINKS}</ul>", "article"),
        (f"<h1>Harbour reopens</h1>{SHORT}<ul>{LINKS}</ul>", "listing"),
        (f"<h1>News</h1>{UPDATED}<p>{STORY['en'][0]}</p><ul>{LINKS}</ul>", "listing"),
        (f"<h1>News</h1>{SHORT}<ul>{LINKS}</ul>{UPDATED}", "listing"),
    ],
)
def test_a_short_story_may_say_no_more_of_itself_than_when_it_changed(body: str, kind: str) -> None:
    assert kind_of(body) == kind


def test_a_link_that_markup_left_open_makes_no_list_of_a_story() -> None:
    told = "".join(f"<p><a href='/pier'>{n}: {text}</a></p>" for n, text in enumerate(STORY["en"] * 3))
    assert kind_of(f"<h1>Harbour reopens</h1>{told}<ul>{LINKS}</ul>") == "article"
    featured = f"<a href='/pier'>{paragraphs(STORY['en'])}</a>"
    assert kind_of(f"<h1>Harbour news</h1>{featured}<ul>{LINKS}</ul>") == "listing"
    others = "".join(f"<p><a href='/pier/{n}'>{n}: {text}</a></p>" for n, text in enumerate(STORY["en"] * 3))
    assert kind_of(f"<h1>Harbour news</h1>{others}<ul>{LINKS}</ul>") == "listing"


@pytest.mark.parametrize(
    ("declared", "byline", "kind"),
    [
        ("music.song", "", "other"),
        ("product", "", "other"),
        ("video.other", "<p class='byline'>By Ann Pier</p>", "article"),
        ("videography", "", "article"),
        ("website", "", "article"),
        ("video.other", "<p>Published: 6 May 2016</p>", "article"),
        ("profile", "<p>Published: 6 May 2016</p>", "article"),
    ],
)
def test_what_is_declared_a_thing_is_no_story_unless_somebody_tells_one(declared: str, byline: str, kind: str) -> None:
    head = f"<meta property='og:type' content='{declared}'>"
    assert kind_of(f"<h1>Harbour reopens</h1>{byline}{SHORT}", head) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Making sure you're not a bot!", "other"),
        ("Es wird überprüft, dass Sie kein Bot sind!", "other"),
        ("正在确认您不是机器人", "other"),
        ("Robot of the harbour proves that you are not a bot of its kind", "article"),
    ],
)
def test_a_page_that_asks_for_a_human_is_no_story(title: str, kind: str) -> None:
    assert kind_of(f"<h1>{title}</h1>{SHORT}") == kind


@pytest.mark.parametrize("body", [f"<p class='byline'>By Ann Pier</p>{SHORT}", LONG])
def test_a_story_about_robots_has_an_author_or_much_to_tell(body: str) -> None:
    assert kind_of(f"<h1>Are you a robot?</h1>{body}") == "article"


THING = "<h1 itemprop='name'>The harbour lamp</h1>"


@pytest.mark.parametrize(
    ("body", "head", "kind"),
    [
        (f"<div itemscope itemtype='https://schema.org/Product'>{THING}{SHORT}</div>", "", "other"),
        (f"<div itemscope itemtype='https://schema.org/NewsArticle'>{THING}{SHORT}</div>", "", "article"),
        (f"{THING}{SHORT}<div itemscope itemtype='https://schema.org/Product'><b>A lamp</b></div>", "", "article"),
        (
            f"<div itemscope itemtype='https://schema.org/Event'>{THING}<p class='byline'>By Ann Pier</p>{SHORT}</div>",
            "",
            "article",
        ),
        (
            f"{THING}{SHORT}",
            '<script type="application/ld+json">{"@type": "SportsEvent", "name": "The harbour lamp"}</script>',
            "other",
        ),
        (
            f"{THING}{SHORT}",
            '<script type="application/ld+json">{"@type": "SportsEvent", "name": "Regatta of Eastmere"}</script>',
            "article",
        ),
    ],
)
def test_a_headline_that_is_the_name_of_a_thing_heads_no_story(body: str, head: str, kind: str) -> None:
    assert kind_of(body, head) == kind
