"""Names of icons that a font shows as pictures are no words of the page; what else such an element holds is."""

from __future__ import annotations

import pytest

from tests.stories import STORY, html_page, paragraphs

FIRST, *REST = STORY["en"]


def told(icon: str) -> str:
    """Return the body of a story in whose first sentence *icon* stands."""
    return html_page(f"<p>{FIRST[:-1]}{icon}.</p>{paragraphs(REST)}").text


@pytest.mark.parametrize(
    "icon",
    [
        '<i class="material-icons">open_in_new</i>',
        '<span class="icon material-symbols-rounded"> share </span>',
        '<mat-icon class="mat-icon material-icons-outlined">expand_more</mat-icon>',
    ],
)
def test_the_name_of_an_icon_is_no_word(icon: str) -> None:
    assert told(icon).split("\n\n") == [FIRST, *REST]


@pytest.mark.parametrize(
    "icon",
    [
        '<i class="material">share</i>',
        '<i class="material-icons">Share it</i>',
        '<b class="material-icon-label">share</b>',
        '<span class="mat-icon-button material-theme">share</span>',
    ],
)
def test_other_words_stay(icon: str) -> None:
    assert "hare" in told(icon).split("\n\n")[0][len(FIRST) - 2 :]
