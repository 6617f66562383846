"""A formula stands in the line once, as its author wrote it, however often the page draws it; no other picture does."""

from __future__ import annotations

import pytest

from tests.stories import STORY, html_page, paragraphs

FIRST, *REST = STORY["en"]
DRAWN = "<math><semantics><msup><mi>x</mi><mn>2</mn></msup>{note}</semantics></math>"
NOTED = DRAWN.format(note='<annotation encoding="application/x-tex">{\\displaystyle x^{2}}</annotation>')
MATHJAX = '<span class="MathJax_Preview"></span><span class="MathJax"><nobr>x2</nobr><span>{math}</span></span>'


def told(formula: str) -> str:
    """Return the paragraph of a story in which *formula* stands."""
    story = html_page(f"<p>{FIRST}</p><p>The gap is {formula}, they said of the old harbour.</p>{paragraphs(REST)}")
    return next(line for line in story.text.split("\n\n") if line.startswith("The gap"))


@pytest.mark.parametrize(
    "formula",
    [
        f'<span class="mwe-math-element"><span style="display: none">{NOTED}</span>'
        '<img class="mwe-math-fallback-image-inline" src="/svg/1" alt="{\\displaystyle x^{2}}"></span>',
        f'<span class="katex"><span class="katex-mathml">{NOTED}</span>'
        '<span class="katex-html" aria-hidden="true"><span>x</span><span>2</span></span></span>',
        NOTED,
        '<math alttext="x^{2}"><msup><mi>x</mi><mn>2</mn></msup></math>',
        '<img class="latex" src="https://s0.example.org/latex.php?latex=x%5E%7B2%7D" alt="x^{2}">',
        '<span class="mwe-math-element"><img class="mwe-math-fallback-image-inline" src="/svg/1" alt="x^{2}"></span>',
        '<script type="math/tex">% <![CDATA[\nx^{2} %]]></script>',
        MATHJAX.format(math=DRAWN.format(note="")) + '<script type="math/tex">x^{2}</script>',
        MATHJAX.format(math="<math><mi>x</mi></math>") + '<script type="math/tex">x^{2}</script>',
    ],
)
def test_a_formula_stands_in_the_line_once(formula: str) -> None:
    assert told(formula) == "The gap is x^{2}, they said of the old harbour."


def test_signs_in_a_row_are_a_formula_without_tex() -> None:
    assert told("<math><mi>x</mi> <mo>=</mo> <mn>2</mn></math>").startswith("The gap is x=2, they")


@pytest.mark.parametrize(
    "drawn",
    [
        DRAWN.format(note=""),  # "x2" would be another formula
        "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
        '<img src="/latex.php.png" alt="A rubber glove" width="9" height="9">',
        '<script type="text/javascript">"math/tex"</script>',
        '<script type="math/tex">\\begingroup</script>',  # which keeps the commands of one post from the next
        '<script type="math/tex">\\newcommand{\\R}{\\mathbb{R}}</script>',
    ],
)
def test_what_no_line_can_say_and_what_is_no_formula_stays_out(drawn: str) -> None:
    assert told(f"wide{drawn}") == "The gap is wide, they said of the old harbour."


def test_the_picture_of_a_formula_is_none_of_the_story() -> None:
    shown = '<img class="latex" src="https://s0.example.org/latex.php?latex=x" alt="x_{i}" width="300" height="200">'
    story = html_page(f"<p>{FIRST}</p><p>{shown}</p>{paragraphs(REST)}")
    assert not story.images
    assert "x_{i}" in story.text
