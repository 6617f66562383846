"""Forms, windows, notes, disclaimers and the settings of scripts go; a story that stands in such an element stays."""

from __future__ import annotations

import json

import pytest

from pipelines.blocks import tree_blocks
from pipelines.clean.apart import apart, is_called
from pipelines.document import Document
from pipelines.markup import to_tree
from tests.records import page
from tests.stories import STORY, paragraphs

TERMS = "I agree that the publisher may store what I have entered here until I tell it that it may not."
NOTE = "Holm, A. (2019): The harbours of the north and their masters. Second edition, Bergen, pages 12 to 40."
SETTINGS = json.dumps({"layout": 2, "buttons": [{"text": f"Add to cart {place}", "shown": True} for place in range(9)]})


def left_of(body: str, title_index: int | None = None) -> list[str]:
    """Return the texts that are left of *body*, all of which was main content."""
    document = Document(page())
    document.tree = to_tree(f"<html><body>{body}</body></html>")
    document.blocks = tree_blocks(document.tree)
    document.title_index = title_index
    apart(document)
    return [block.text for block in document.body]


@pytest.mark.parametrize(
    "other",
    [
        f"<form><fieldset><legend>Write to us</legend><p>{TERMS}</p><input name=mail></fieldset></form>",
        f"<div role='dialog'><div><p>{TERMS}</p></div></div>",
        f"<div class='newsletter-modal-content open'><p>{TERMS}</p></div>",
        f"<div id='cookiePopup'><p>{TERMS}</p></div>",
        f"<section class='footnotes' role='doc-endnotes'><ol><li>{NOTE}</li></ol></section>",
        f"<ul class='ref-list'><li>{NOTE}</li></ul>",
        f"<div class='hg_references'><h3>References</h3><ol><li>{NOTE}</li></ol></div>",
        f"<div class='legal-disclaimer'><p>{TERMS}</p></div>",
        f"<div class='gallery-tool'>{SETTINGS}</div>",
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_apart_goes(other: str, language: str) -> None:
    story = STORY[language] * 2
    assert left_of(f"<div>{paragraphs(story)}</div>{other}") == story
    assert left_of(f"{other}<div>{paragraphs(story)}</div>") == story


@pytest.mark.parametrize("names", ["footnotes", "reflist", "references", "c-modal", "ct-lightbox", "popupText"])
def test_windows_and_lists_of_notes_are_told_by_name(names: str) -> None:
    assert is_called(f"box {names}")


@pytest.mark.parametrize(
    "names",
    [
        *("modal-open", "has-lightbox", "no-modal", "multimodal", "notes", "reference", "preferences", "popular"),
        *("post tag-pop-up category-culture", "category-disclaimers", "topic-modal"),
    ],
)
def test_what_is_only_called_like_one_is_none(names: str) -> None:
    assert not is_called(names)


def test_a_story_in_a_form_or_a_window_stays() -> None:
    story = STORY["en"]
    for around in ("<fieldset>{}<input></fieldset>", "<div class='lightbox'>{}</div>"):
        assert left_of(f"<p>{TERMS}</p>{around.format(paragraphs(story))}") == [TERMS, *story]


def test_what_stands_around_the_headline_is_no_window() -> None:
    body = f"<div role='dialog'><h1>The harbour</h1><p>{TERMS}</p></div><div>{paragraphs(STORY['en'])}</div>"
    assert TERMS in left_of(body, title_index=0)
    assert TERMS not in left_of(body.replace("'dialog'", "'dialog' hidden"), title_index=0)  # a copy of the headline
    assert TERMS not in left_of(body)


def test_a_box_of_the_story_that_is_a_fieldset_without_fields_stays() -> None:
    box = f"<fieldset><legend>Background</legend><p>{TERMS}</p></fieldset>"
    body = f"<div>{paragraphs(STORY['en'])}</div>{{}}"
    assert TERMS in left_of(body.format(box))
    assert TERMS not in left_of(body.format(box.replace("</p>", "</p><textarea name='say'></textarea>")))


@pytest.mark.parametrize(
    ("called", "heading"), [("modal", "Modal"), ("pop-up", "Pop up"), ("Lightbox", "<b>Lightbox</b>")]
)
def test_a_part_of_the_story_with_the_address_that_its_heading_gives_stays(called: str, heading: str) -> None:
    part = f"<section id='{called}'><h2>{heading}</h2><p>{TERMS}</p></section>"
    body = f"<div>{paragraphs(STORY['en'])}</div>{{}}"
    assert TERMS in left_of(body.format(part))
    assert TERMS not in left_of(body.format(part.replace(heading, "Write to us")))
    assert TERMS not in left_of(body.format(part.replace("id=", "class=")))
    assert NOTE not in left_of(
        body.format(f"<section id='references'><h2>References</h2><ol><li>{NOTE}</li></ol></section>")
    )


@pytest.mark.parametrize(
    "shown",
    [
        "<p>{}</p>",
        "<pre>{}</pre>",
        "<div><code>{}</code></div>",
        "<ul><li>{}</li></ul>",
        "<blockquote>{}</blockquote>",
        "<table><tr><td>{}</td></tr></table>",
    ],
)
def test_data_that_the_story_shows_stays(shown: str) -> None:
    assert SETTINGS in left_of(f"<div>{paragraphs(STORY['en'])}</div>{shown.format(SETTINGS)}")


def test_a_few_letters_in_braces_are_no_settings() -> None:
    for few in (f"{SETTINGS[:100]}}}", "{}"):
        assert few in left_of(f"<div>{paragraphs(STORY['en'])}</div><div>{few}</div>")


def test_a_list_that_stands_under_references_without_a_name_for_it_stays() -> None:
    body = f"<div>{paragraphs(STORY['en'])}<h3>References</h3><ol><li>{NOTE}</li></ol></div>"
    assert NOTE in left_of(body)
