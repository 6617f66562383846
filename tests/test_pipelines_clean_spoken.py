"""What only screen readers say is no body text; what labels a name, a date or a credit is evidence all the same."""

from __future__ import annotations

import pytest

from tests.stories import STORY, html_page, paragraphs

FIRST, *REST = STORY["en"]


def told(words: str) -> str:
    """Return the body of a story whose first paragraph has a link with *words* at its end."""
    link = f'<a href="/quay" target="_blank">old harbour{words}</a>'
    return html_page(f"<p>{FIRST.replace('old harbour', link)}</p>{paragraphs(REST)}").text


@pytest.mark.parametrize(
    "words",
    [
        '<span class="sr-only"> (leads away)</span>',
        '<span class="x-visually-hidden"> leads away</span>',
        '<em class="visuallyHidden_4f2"> leads away</em>',
        '<span class="screen-reader-text"> leads away</span>',
        '<span class="q7" style="position:absolute; clip: rect(0 0 0 0)"> leads away</span>',
        '<span style="position:absolute;height:1px;overflow:hidden;width:1px"> leads away</span>',
        '<span style="left:-9999px"> leads away</span>',
        "<span> (opens in a new tab)</span>",
        " (öffnet im neuen Fenster)",
        "<i></i> (s’ouvre dans un nouvel onglet)",
        "（新しいウィンドウで開きます）",
    ],
)
def test_words_for_screen_readers_in_a_link_are_no_body_text(words: str) -> None:
    assert told(words).split("\n\n") == [FIRST, *REST]


def test_what_is_shown_in_a_link_stays() -> None:
    assert "old harbour (1911)" in told('<span class="year"> (1911)</span>')


@pytest.mark.parametrize("sign", ["¶", "#", "🔗"])
def test_the_sign_by_which_a_heading_links_to_itself_is_none_of_it(sign: str) -> None:
    heading = f'<h2 id="quay">The old quay<a class="headerlink" href="#quay">{sign}</a></h2>'
    found = html_page(f"<h1>Old harbour to open</h1>{paragraphs(STORY['en'])}{heading}{paragraphs(STORY['de'])}")
    assert found.headings == ["The old quay"]


def test_a_sign_that_is_a_link_in_a_sentence_stays() -> None:
    law = "The court cited <a href='https://laws.example/quays#p5'>§</a> 5 of the act on quays and harbours."
    found = html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], law])}")
    assert found.text.endswith("The court cited § 5 of the act on quays and harbours.")


def test_a_hidden_heading_is_no_body_text() -> None:
    found = html_page(f'<h1>Old harbour to open</h1><h2 class="sr-only">The story</h2>{paragraphs(STORY["en"])}')
    assert found.text == "\n\n".join(STORY["en"])


def test_a_hidden_label_of_a_credit_is_heard() -> None:
    caption = '<figcaption><span class="visually-hidden">Image source, </span>Getty Images</figcaption>'
    found = html_page(f'<h1>Old harbour to open</h1><figure><img src="/q.jpg">{caption}</figure>{paragraphs(REST)}')
    assert [(image.caption, image.credit) for image in found.images] == [(None, "Getty Images")]


def test_a_hidden_label_of_a_caption_is_none_of_it() -> None:
    caption = '<figcaption><span class="visually-hidden">Zoom in:</span> The quay in spring</figcaption>'
    found = html_page(f'<h1>Old harbour to open</h1><figure><img src="/q.jpg">{caption}</figure>{paragraphs(REST)}')
    assert [image.caption for image in found.images] == ["The quay in spring"]
