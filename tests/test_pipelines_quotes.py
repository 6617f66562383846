"""Quotes that the story shows are whole; links to elsewhere, and pages set in a quote, are not the story's for it."""

from __future__ import annotations

from pipelines.blocks import tree_blocks
from pipelines.markup import to_tree
from pipelines.quotes import keep_quotes

SAID = "The board voted on Tuesday to close the old ferry landing before the winter storms arrive."
SIGNED = "<p>— Harbour board (@harbour) <a href='https://example.org/1'>May 6, 2016</a></p>"


def kept(quote: str, *main: str) -> list[str]:
    """Return what is main in *quote* if *main* was before."""
    blocks = tree_blocks(to_tree(f"<body><p>{SAID}</p><blockquote>{quote}</blockquote></body>"))[1:]
    for block in blocks:
        block.main = block.text.startswith(main)
    keep_quotes(blocks)
    return [block.text for block in blocks if block.main]


def test_a_post_in_the_story_loses_no_line() -> None:
    lines = [
        "We close the landing.",
        "The lamps stay, and so do the benches.",
        "— Harbour board (@harbour) May 6, 2016",
    ]
    quote = f"<p>{lines[0]}</p><p>{lines[1]}</p>{SIGNED}"
    assert kept(quote, "We close", "—") == lines


def test_a_quote_that_is_mostly_no_story_stays_as_it_is() -> None:
    quote = f"<p>{SAID}</p><p>More news</p>{SIGNED}"
    assert kept(quote, "—") == ["— Harbour board (@harbour) May 6, 2016"]


def test_a_post_of_one_line_is_signed() -> None:
    assert kept(f"<p>{SAID}</p>{SIGNED}", SAID) == [SAID, "— Harbour board (@harbour) May 6, 2016"]


def test_links_in_a_quote_are_not_kept_for_it() -> None:
    quote = "<p>We close it.</p><p>For good.</p><p><a href='/b'>Buy our poster of the landing</a></p>"
    assert kept(quote, "We close", "For good") == ["We close it.", "For good."]


def test_a_page_that_is_set_in_a_quote_stays_as_it_is() -> None:
    quote = f"<p>{SAID}</p><h2>The vote</h2><p>All were for it.</p><p>Printed 12 times</p>"
    assert kept(quote, SAID, "All were") == [SAID, "All were for it."]
