"""Cards over a word: gone, with the word and the sentence left whole."""

from __future__ import annotations

import pytest

from tests.stories import html_page

BEFORE, AFTER = (
    "The bridge was closed on Tuesday by ",
    ", who had inspected its piers for two days and found them hollow.",
)
CARD = "<b>Vera Lindt</b> Engineer of the county since 2009. <a href='/t/1'>Older bridges to be looked at again</a>"
OTHER = "<p>Traffic is led over the weir until the autumn, and lorries have to take the ferry at the old mill.</p>" * 2


def told(inside: str) -> str:
    return html_page(f"<h1>Bridge closed</h1><p>{BEFORE}{inside}{AFTER}</p>{OTHER}").text


@pytest.mark.parametrize(
    "card",
    [
        f"<span class='tooltip-content'>{CARD}</span>",
        f"<span class='Term_tooltipBubble__x1'>{CARD}</span>",
        f"<span class='rollover-people-block'>{CARD}</span>",
        f"<span role='tooltip'>{CARD}</span>",
        f"<span class='hover-card'><span class='hover-card__body'>{CARD}</span></span>",
    ],
)
def test_a_card_over_a_word_goes_and_the_word_stays(card: str) -> None:
    text = told(f"<span class='person'><a href='/lindt'>Vera Lindt</a>{card}</span>")
    assert text.startswith(f"{BEFORE}Vera Lindt{AFTER}")
    assert "Engineer of the county" not in text


@pytest.mark.parametrize(
    "name",
    [
        *("tooltip", "rollover-people", "has-tooltip", "scripted-content", "popover-trigger"),
        *("tooltip-trigger-text", "popover-link-text", "has-tooltip-text", "tooltip-anchor-box"),
    ],
)
def test_the_words_under_a_card_stay_whatever_they_are_called(name: str) -> None:
    words = "the engineer of the county and two of her colleagues"
    assert told(f"<span class='{name}'>{words}</span>").startswith(f"{BEFORE}{words}{AFTER}")


def test_a_few_words_are_no_card() -> None:
    assert told("<span class='tooltip-content'>Vera Lindt</span>").startswith(f"{BEFORE}Vera Lindt{AFTER}")


def test_a_paragraph_that_is_called_a_card_stays() -> None:
    text = html_page(f"<h1>Bridge closed</h1><div class='tooltip-text'>{OTHER}</div>").text
    assert text.startswith("Traffic is led over the weir")
