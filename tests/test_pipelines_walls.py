"""Whether a page gave the whole story: walls, and what looks like one."""

from __future__ import annotations

import pytest

from pipelines.blocks import tree_blocks
from pipelines.describe.page_types import show_wall
from pipelines.document import Document
from pipelines.markup import to_tree
from pipelines.reasons import Reason
from tests.records import page
from tests.stories import STORY, html_page, paragraphs

LONG = paragraphs([f"{number}: {text}" for number in range(8) for text in STORY["en"]])
BROKEN = f"{LONG}<p>The mayor of the town then rose from her seat, looked around and"
OTHERS = "<ul><li><a href='/a'>A storm took the northern wall of the quay</a></li></ul>"


@pytest.mark.parametrize(
    "below",
    [
        f"<h2>Continue reading</h2>{OTHERS}",
        f"<div>CONTINUE READING Show less</div>{OTHERS}",
        "<h2>Continue Reading</h2><p>© Harbour Gazette</p>",
        "<p>Already a subscriber? <a href='/in'>View your reports here</a></p>",
        "<div class='comments'><p>Subscribe to see what others say and to join them</p></div>",
        "<p>有料会員になると会員限定の有料記事もお読みいただけます。</p>",
        "<section class='paywall__comments'><p>Subscribe to read what others say and to join them.</p></section>",
    ],
)
def test_what_leads_to_other_stories_or_to_comments_is_no_wall(below: str) -> None:
    assert html_page(f"<h1>Harbour reopens</h1>{LONG}{below}").truncated is None


@pytest.mark.parametrize(
    ("text", "below"),
    [
        (paragraphs(STORY["en"]), "<p>Continue reading</p>"),
        (BROKEN, "<p>Continue reading</p>"),
        (LONG, "<div class='paywall-headline'>Jetzt weiterlesen mit Hafen+</div>"),
        (BROKEN, "<p>Already a subscriber? <a href='/in'>Log in</a></p>"),
        (LONG, "<h2>Subscribe to continue reading</h2>"),
        (LONG, "<div>Jetzt weiterlesen mit dem Hafenblatt</div>"),
        (LONG, "<p>この記事は有料会員限定です。</p>"),
        (
            LONG,
            "<p>Subscribe to continue reading</p><p><a href='/subscribe'>Start your free trial for one month</a></p>",
        ),
        (
            LONG,
            "<p>This story is for members only.</p><p><a href='/user/login?to=/a'>Sign in or open an account</a></p>",
        ),
        (LONG, "<p>Already a subscriber? <a href='/in'>Log in to continue reading</a></p>"),
        (LONG, "<p>有料会員になると、この記事もお読みいただけます。</p>"),
        (LONG, "<p>会員になると続きをお読みいただけます。</p>"),
        (LONG, "<h2>This story is only for our subscribers.</h2>"),
        (LONG, "<h2>Become a paid subscriber to unlock this story and to learn about:</h2>"),
    ],
)
def test_a_wall_says_that_the_story_goes_on(text: str, below: str) -> None:
    assert html_page(f"<h1>Harbour reopens</h1>{text}{below}").truncated is True


def test_a_story_may_speak_of_becoming_a_member() -> None:
    told = (
        "<p>Become a member of the crew to see the world, the harbour master told the children, and they laughed.</p>"
    )
    assert html_page(f"<h1>Harbour reopens</h1>{paragraphs(STORY['en'])}{told}{LONG}").truncated is None


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to continue reading",
        "Members-only content",
        "この記事は有料会員限定です。",
        "ここから先は有料会員限定です",
        "本文为付费内容",
        "登录后阅读全文",
    ],
)
def test_a_wall_of_few_words_or_without_spaces_is_one_below_a_long_beginning(wall: str) -> None:
    assert html_page(f"<h1>Harbour reopens</h1>{LONG}<div class='gate'><p>{wall}</p></div>").truncated is True


@pytest.mark.parametrize(
    ("name", "truncated"), [("noAccessBox", True), ("access-wall__box", True), ("box", None), ("casino-access", None)]
)
def test_words_that_may_lead_to_another_story_are_a_wall_in_an_element_called_one(
    name: str, truncated: bool | None
) -> None:
    words = "<p>Dostęp do treści serwisu jest limitowany.</p>"
    assert html_page(f"<h1>Harbour reopens</h1>{LONG}<div class='{name}'>{words}</div>").truncated is truncated


@pytest.mark.parametrize("name", ["commentary", "post comments-open", "single-discussion"])
def test_what_is_called_around_the_story_as_well_says_nothing_of_a_wall_in_it(name: str) -> None:
    wall = "<div class='gate'><p>Subscribe to continue reading this story today.</p></div>"
    assert html_page(f"<div class='{name}'><h1>Harbour reopens</h1>{LONG}{wall}</div>").truncated is True


@pytest.mark.parametrize(
    "last",
    [
        "Become a member of the museum to see the ships for free all year.",
        "Become a member to access the pool of the harbour club.",
    ],
)
def test_a_club_that_invites_members_is_no_wall(last: str) -> None:
    assert html_page(f"<h1>Harbour reopens</h1>{LONG}<p>{last}</p>").truncated is None


def test_a_polish_wall_says_that_what_is_read_is_limited() -> None:
    begun = f"<h1>Harbour reopens</h1><p>{STORY['en'][0]} The mayor</p>"
    assert (
        html_page(f"{begun}<p>Dostęp do treści serwisu jest limitowany. Przeczytaj ten artykuł</p>").truncated is True
    )
    assert html_page(f"{begun}<p>Zarejestruj się, aby uzyskać bezpłatny dostęp do artykułów.</p>").truncated is True
    assert html_page(f"<h1>Harbour reopens</h1>{LONG}<p>Dostęp do treści jest limitowany.</p>").truncated is None
    assert html_page(f"{begun}<p>Zarejestruj się, aby uzyskać zniżkę na bilety promowe.</p>").truncated is None


def test_a_wall_below_a_second_copy_of_the_beginning_hides_what_is_shown_above() -> None:
    wall = "<h2>Subscribe to continue reading</h2>"
    first, other = f"<p>0: {STORY['en'][0]}</p>", f"<p>7: {STORY['en'][2]}</p>"
    for copy_of, copied in ((first, True), (first, False), (other, True)):
        document = Document(page(), tree=to_tree(f"<html><body>{LONG}{copy_of}{wall}</body></html>"))
        assert document.tree is not None
        document.blocks = tree_blocks(document.tree)
        *_, copy, last = document.blocks
        last.main, copy.main, copy.reason = False, copied, Reason.REPEAT if copied else None
        assert show_wall(document) is not (copied and copy_of == first)
