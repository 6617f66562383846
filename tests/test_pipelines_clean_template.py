"""What recurs on a host goes from its pages: which blocks do, and which stay all the same."""

from __future__ import annotations

from pipelines.memory import learn
from pipelines.stages import count, refine
from schemas import Draft, Page
from tests.stories import STORY, page, paragraphs, reasons

NOTE = "Readers who grow tomatoes on a balcony meet every second Thursday in the reading room of this paper."
OTHERS = [
    [f"The {word} ferry of the season brought {word} crates of apples, and nobody on the quay had asked for {word}."]
    for word in ("first", "second", "third")
]


def at(number: int, blocks: str) -> Page:
    """Return a page of the host with the markup *blocks* in its article."""
    html = f"<html><body><article>{blocks}</article></body></html>"
    return page(html, "text/html", f"https://vale.example/{number}")


def refined(blocks: str, recurring: str, *, url: str = "https://vale.example/story") -> Draft:
    """Return the draft of a page of *blocks* on a host on whose other pages *recurring* stands."""
    others = [at(number, paragraphs(text) + recurring) for number, text in enumerate(OTHERS)]
    html = f"<html><body><article>{blocks}</article></body></html>"
    one = page(html, "text/html", url).model_copy(update={"template": learn(map(count, others))})
    return refine(one)


def test_a_block_that_recurs_is_template() -> None:
    draft = refined(paragraphs([*STORY["en"], NOTE]), f"<p>{NOTE.upper()}</p>")
    assert reasons(draft)[NOTE] == "template"
    assert draft.text == "\n\n".join(STORY["en"])


def test_a_story_that_others_tease_in_their_margin_keeps_its_paragraph() -> None:
    teaser = f'<div class="teaser"><p>{STORY["en"][0]}</p></div>'
    assert refined(paragraphs(STORY["en"]), teaser).text == "\n\n".join(STORY["en"])


def test_the_number_in_a_class_is_of_the_page() -> None:
    story = f'{paragraphs(STORY["en"])}<p class="p-17">{NOTE}</p>'
    assert reasons(refined(story, f'<p class="p-4">{NOTE}</p>'))[NOTE] == "template"


def test_a_page_that_is_mostly_what_recurs_is_a_near_copy_and_stays() -> None:
    assert refined(paragraphs(STORY["en"]), paragraphs(STORY["en"][:2])).text == "\n\n".join(STORY["en"])


def test_the_headline_stays() -> None:
    title = "The old harbour opens again to the fishing boats"
    draft = refined(f"<h1>{title}</h1>{paragraphs(STORY['en'])}", f"<h1>{title}</h1>")
    assert draft.title == title
    assert "template" not in reasons(draft).values()


def test_a_heading_goes_only_with_what_it_heads() -> None:
    heading = "<h3>A word about tomatoes</h3>"
    recurring = f"{heading}<p>{NOTE}</p>"
    title = "<h1>The old harbour opens again</h1>"
    gone = refined(title + paragraphs(STORY["en"]) + recurring, recurring)
    assert gone.text == "\n\n".join(STORY["en"])
    first, *rest = STORY["en"]
    kept = refined(f"{title}<p>{first}</p>{heading}{paragraphs(rest)}", recurring)
    assert kept.text == "\n\n".join([first, "A word about tomatoes", *rest])


def test_a_draft_does_not_carry_what_is_known_of_its_host() -> None:
    assert refined(paragraphs(STORY["en"]), f"<p>{NOTE}</p>").page.template == b""
