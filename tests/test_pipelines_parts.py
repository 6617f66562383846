"""The further pages of a story: what they add to it, and where the joining ends."""

from __future__ import annotations

import pytest

from pipelines.describe.parts import MOST_PARTS
from pipelines.stages import refine
from schemas import Draft, Page, Part

URL = "https://news.example/2024/05/ferry"
OPENING = "The ferry left the harbour at seven in the morning with forty passengers and a good deal of mail on board."


def paragraphs(place: str, number: int = 4) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth")[:number]
    return "".join(
        f"<p>The {word} meeting about {place} went on until late in the evening, and those who had come to {place} "
        f"heard that {word} plans would be ready before the end of the winter.</p>"
        for word in words
    )


def page(
    text: str, number: int, of: int, *, title: str = "Ferry to the islands", head: str = "", day: str = "2024-05-06"
) -> bytes:
    after = f'<link rel="next" href="{URL}?page={number + 1}">' if number < of else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | The Herald</title><meta property="og:type" '
        f'content="article"><meta property="article:published_time" content="{day}">{after}{head}</head><body><main>'
        f"<article><h1>{title}</h1>{text}</article></main></body></html>"
    ).encode()


def part(body: bytes, number: int, url: str | None = None, charset: str | None = "utf-8") -> Part:
    return Part(url=url or f"{URL}?page={number}", body=body, media_type="text/html", charset=charset)


def joined(first: bytes, *parts: Part) -> Draft:
    return refine(
        Page(
            url=URL,
            announced_url=URL,
            body=first,
            media_type="text/html",
            charset="utf-8",
            fetched_at="2026-11-25T08:00:00Z",
            position=(0, 0),
            parts=parts,
        )
    )


def test_what_the_pages_say_is_one_text_in_their_order() -> None:
    draft = joined(
        page(paragraphs("the harbour"), 1, 3),
        part(page("<h2>At the bridge</h2>" + paragraphs("the bridge"), 2, 3), 2),
        part(page(paragraphs("the tower"), 3, 3), 3),
    )
    places = [draft.text.index(place) for place in ("the harbour", "At the bridge", "the bridge", "the tower")]
    assert places == sorted(places)
    assert draft.text.count("Ferry to the islands") == 0
    assert draft.headings == ["At the bridge"]
    assert list(draft.parts) == [f"{URL}?page=2", f"{URL}?page=3"]
    assert draft.provenance["text"].raw == f"{URL}?page=2\n{URL}?page=3"
    assert draft.truncated is None
    assert draft.alone is not None
    assert "the bridge" not in draft.alone.text
    assert draft.page.parts == ()


def test_what_stands_on_every_page_stands_once() -> None:
    draft = joined(
        page(f"<p>{OPENING}</p>" + paragraphs("the harbour"), 1, 2),
        part(page(f"<p>{OPENING}</p>" + paragraphs("the bridge"), 2, 2), 2),
    )
    assert draft.text.count(OPENING) == 1
    assert "the bridge" in draft.text
    assert (OPENING, "repeat") in draft.cuts


def test_a_page_that_says_the_same_again_is_none() -> None:
    draft = joined(
        page(paragraphs("the harbour"), 1, 2), part(page(paragraphs("the harbour") + "<p>More of it.</p>", 2, 2), 2)
    )
    assert not draft.parts
    assert draft.text.count("The first meeting") == 1
    assert "says the same" in draft.provenance["text"].rivals[0].raw


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (page(paragraphs("the bridge"), 2, 2, title="A new bridge over the river"), "another headline"),
        (page(paragraphs("the bridge"), 2, 2, day="2024-05-07"), "another day"),
        (page(paragraphs("the bridge"), 2, 2, head='<link rel="canonical" href="/2024/05/bridge">'), "canonical"),
        (page("", 2, 2), "NoMainText"),
        (b"", "EmptyPage"),
        (b"<div>" * 3000 + b"x", "TooDeep"),
    ],
    ids=["headline", "day", "canonical", "no text", "empty", "too deep"],
)
def test_the_story_ends_before_what_is_no_page_of_it(second: bytes, why: str) -> None:
    first = page(paragraphs("the harbour"), 1, 3)
    draft = joined(first, part(second, 2), part(page(paragraphs("the tower"), 3, 3), 3))
    assert not draft.parts
    assert draft.text == joined(first).text
    assert draft.alone is None
    if why != "NoMainText":
        assert why in draft.provenance["text"].rivals[0].raw


def test_each_page_has_a_charset_of_its_own() -> None:
    second = page(paragraphs("the caf\u00e9"), 2, 2).decode().encode("latin-1")
    draft = joined(page(paragraphs("the stra\u00dfe"), 1, 2), part(second, 2, charset="iso-8859-1"))
    assert "the caf\u00e9" in draft.text
    assert "the stra\u00dfe" in draft.text


@pytest.mark.parametrize("canonical", [URL, f"{URL}?page=2", f"{URL}?page=all"])
def test_a_page_may_name_the_first_itself_or_what_the_first_names_as_canonical(canonical: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    first = page(paragraphs("the harbour"), 1, 2, head=head if "page=2" not in canonical else "")
    draft = joined(first, part(page(paragraphs("the bridge"), 2, 2, head=head), 2))
    assert draft.parts


def test_a_story_of_which_a_page_is_missing_is_not_called_whole() -> None:
    free = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry to the islands", "isAccessibleForFree": true}</script>'  # noqa: E501
    first, second = (page(paragraphs(place), n, 3, head=free) for n, place in ((1, "the harbour"), (2, "the bridge")))
    assert joined(first).truncated is None
    assert joined(first, part(second, 2)).truncated is True
    whole = joined(first, part(second, 2), part(page(paragraphs("the tower"), 3, 3), 3))
    assert whole.truncated is False
    assert whole.alone is not None
    assert whole.alone.truncated is None


def test_a_story_of_more_pages_than_are_joined_is_not_called_whole() -> None:
    def told(of: int) -> Draft:
        bodies = [page(paragraphs(f"the house number {n}"), n, of) for n in range(1, MOST_PARTS + 1)]
        return joined(bodies[0], *(part(body, n) for n, body in enumerate(bodies[1:], 2)))

    assert told(MOST_PARTS).truncated is None
    assert told(MOST_PARTS + 1).truncated is True


def test_a_wall_on_a_further_page_ends_the_story_and_cuts_it_short() -> None:
    wall = paragraphs("the tower", 1) + "<p>Subscribe to continue reading</p>"
    draft = joined(
        page(paragraphs("the harbour"), 1, 3),
        part(page(paragraphs("the bridge"), 2, 3), 2),
        part(page(wall, 3, 3), 3),
    )
    assert list(draft.parts) == [f"{URL}?page=2"]
    assert draft.truncated is True


def test_the_pages_of_a_thread_or_a_list_are_not_joined() -> None:
    entries = "".join(f'<p><a href="/2024/05/{n}">A headline of some length, number {n}</a></p>' for n in range(12))
    first = page(entries, 1, 2).replace(b"article:published_time", b"x")
    assert joined(first, part(page(paragraphs("the bridge"), 2, 2), 2)).parts == {}


def test_a_story_without_further_pages_is_what_it_was() -> None:
    first = page(paragraphs("the harbour"), 1, 1)
    assert joined(first) == joined(first, part(page(paragraphs("the bridge"), 2, 2), 2))
