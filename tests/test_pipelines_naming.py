"""Words that names of elements are searched for: what an expression of them finds, and what it passes over."""

import re

import pytest

from pipelines.naming import any_word

SIDE = re.compile(any_word("side(?:bar)? teasers?", before="[a-z]", after="(?![a-z])"))


@pytest.mark.parametrize("names", ["side", "div side", "main-sidebar", "1teasers", "xside teaser"])
def test_a_word_is_found_where_a_name_begins(names: str) -> None:
    assert SIDE.search(names)


@pytest.mark.parametrize("names", ["", "inside", "sidebars", "xteaser", "tease"])
def test_a_word_inside_another_is_none(names: str) -> None:
    assert not SIDE.search(names)
