"""One expression for many finds what each of them finds."""

import re

import pytest

from pipelines.alternatives import any_of

EXPRESSIONS = (
    "nav|menu",
    r"\bads?\b|tabs?\b",
    "^comment(?!ary)|(?:post|entry)-body",
    "(?i:main-content|Teaser)",
    "x?yz",
    "(?:blog|page)-content",
    "^(?:[Dd]isqus(?!ion)|dsq-(?:box|bar))",
)
TEXTS = ("subnav", "my-menu", "ads", "ad", "adverb", "tab", "comment-list", "commentary", "the-post-body",
         "Main-Content",
         "teaser", "TEASER", "yz", "xyz", "zy", "", "-", "entry-bod", "my-page-content", "blog-", "disqus_thread",
         "Disqusion", "the-disqus", "dsq-bar", "dsq-")  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_found_that_any_of_them_finds(text: str) -> None:
    each = any(re.search(expression, text) for expression in EXPRESSIONS)
    assert (any_of(EXPRESSIONS).search(text) is not None) == each
