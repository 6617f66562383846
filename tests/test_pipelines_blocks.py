"""Blocks: what a reader sees as one run of text, in markup and in plain text."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.assemble import headings, join_blocks
from pipelines.blocks import text_blocks, tree_blocks
from pipelines.document import Block
from pipelines.markup import to_tree
from pipelines.stages import refine
from schemas import Page
from schemas.fields import body_text
from tests.stories import STORY, html_page, paragraphs

PROSE = "The harbour board voted on Tuesday to close the old ferry landing before the winter storms arrive. "


def blocks_of(body: str) -> list[Block]:
    return tree_blocks(to_tree(f"<html><body>{body}</body></html>"))


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_inline_elements_run_on_and_others_part() -> None:
    assert texts(blocks_of("<div>One <b>two</b> <a href='/x'>three</a><p>four</p>five</div>")) == [
        "One two three",
        "four",
        "five",
    ]


def test_an_element_that_html_does_not_know_runs_on_unless_it_is_a_templates_own() -> None:
    blocks = blocks_of(
        "<h1><site_headline>Ferry closes</site_headline></h1><p>In <st1:place>Lund</st1:place> the <storyid/>ferry</p>"
        "<news-card>One</news-card><news-card>Two</news-card>"
    )
    assert [(block.text, block.level) for block in blocks] == [
        ("Ferry closes", 1),
        ("In Lund the ferry", 0),
        ("One", 0),
        ("Two", 0),
    ]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("<span class=kind>Ferries</span><span>Harbour</span>", "Ferries Harbour"),
        ("<a href='/f'><i>Old boats</i><b>New quay</b></a>", "Old boats New quay"),
        ("<b>Did it sail?</b><span>Then it lands.</span>", "Did it sail? Then it lands."),
        ("<b class=name>Ada Holm</b><b class=name>Bo Lund</b>", "Ada HolmBo Lund"),
        ("<i>Гавань</i><b>Открыта</b>", "Гавань Открыта"),
        ("<i>Mc</i>Donald, <b>e</b>Bay, <b>B</b>oats", "McDonald, eBay, Boats"),
        ("<b>harbour</b>s and <i>boat</i>-<i>House</i>", "harbours and boat-House"),
        ("<i>CO</i>Board", "COBoard"),
        ("get<wbr>Element<wbr>By<wbr>Name", "getElementByName"),
        ("<code>get<span>Element</span></code> and <samp><i>set</i><b>Element</b></samp>", "getElement and setElement"),
        (
            "java<b>Script</b>, java<mark>Script</mark> and <mark>java</mark>Script",
            "javaScript, javaScript and javaScript",
        ),
        ("<b>harbour</b>Ferry and <code>boat</code><i>House</i>", "harbour Ferry and boat House"),
    ],
)
def test_a_capital_behind_a_word_in_small_letters_stands_apart_where_another_element_begins(
    line: str, shown: str
) -> None:
    (block,) = blocks_of(f"<p>{line}</p>")
    assert block.text == shown
    assert [text for _, text in block.links] in ([], [shown])


def test_the_words_of_code_and_of_a_headline_stay_as_they_are() -> None:
    assert texts(blocks_of("<h1><span>Harbour</span>Ferry closes</h1>")) == ["HarbourFerry closes"]
    assert texts(blocks_of("<pre><b>get</b><i>Value</i>()</pre>")) == ["getValue()"]


@pytest.mark.parametrize(
    ("paragraph", "lines"),
    [
        ("<p>The boats (<side-note><a href='/n'>12</a></side-note>) left.</p>", ["The boats (12) left."]),
        ("<h2>Letters from <side-note>Lund</side-note>, again</h2>", ["Letters from Lund, again"]),
        ("<p><side-note>Ada Holm</side-note> said so.</p>", ["Ada Holm said so."]),
        ("<p>The boats left.<ad-slot>Advertisement</ad-slot>Crews cheered.</p>", None),
        ("<p>The boats of the town<ad-slot>Advertisement</ad-slot>left.</p>", None),
        ("<p>Share: <go-to>Mail</go-to> <go-to>Print</go-to></p>", None),
        ("<p>The boats <news-card><div>Card</div></news-card> left</p>", None),
        ("<div>The boats <news-card>Card</news-card> left</div>", None),
    ],
)
def test_a_templates_own_element_runs_on_within_a_sentence_alone(paragraph: str, lines: list[str] | None) -> None:
    found = texts(blocks_of(paragraph))
    assert found == lines if lines else len(found) == 3


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>The quay<span><button><i></i></button></span>, new ones too</p>", ["The quay, new ones too"]),
        ("<p>The quay<button></button>rose again</p>", ["The quay rose again"]),
        ("<p>The <b>quay</b><button></button>\n<a href='/b'>rose</a> again</p>", ["The quay rose again"]),
        ("<p>旧港<button></button>已经开放</p>", ["旧港已经开放"]),
        ("<p>The boats came.<button></button>All were glad.</p>", ["The boats came.", "All were glad."]),
        ("<p>1 All was still.<button></button>2 And boats came.</p>", ["1 All was still.", "2 And boats came."]),
        ("<p>6 May<button></button><i></i>The vote</p>", ["6 May", "The vote"]),
        ("<p><button></button>The quay</p><p>lies still</p>", ["The quay", "lies still"]),
        ("<p>The quay<button></button></p><p>lies still</p>", ["The quay", "lies still"]),
        ("<p>The quay<button></button><br>lies still</p>", ["The quay", "lies still"]),
        ("<p>Shares<button>Add</button>of the quay</p>", ["Shares", "Add", "of the quay"]),
        ("<div>Share<button></button>Print</div>", ["Share", "Print"]),
    ],
)
def test_a_button_without_words_parts_no_sentence(markup: str, lines: list[str]) -> None:
    assert texts(blocks_of(markup)) == lines


def test_an_anchor_that_names_a_place_is_no_link_and_one_that_a_script_opens_is() -> None:
    named, *scripts = blocks_of(
        "<h2><a name='keys'>The keys</a></h2><p><a class='count'>Show all</a></p>"
        "<p><a name='all' onclick='show()'>Show all</a></p><p><a name='all' data-toggle='modal'>Show all</a></p>"
    )
    assert (named.links, named.link_share) == ((), 0)
    assert all((script.links, script.link_share) == ((("", "Show all"),), 1) for script in scripts)


def test_time_is_linear_in_the_elements_of_a_template_within_a_sentence() -> None:
    def seconds(number: int) -> float:
        tree = to_tree(f"<body><p>The boats {'<x-y>a</x-y> boat ' * number}</p></body>")
        begun = process_time()
        tree_blocks(tree)
        return process_time() - begun

    assert seconds(40_000) < 40 * max(0.001, min(seconds(4_000), seconds(4_000)))


def test_a_number_that_a_link_sticks_to_a_first_word_is_no_part_of_it() -> None:
    blocks = blocks_of(
        "<p><a name='p1'></a><a class='count'>0</a>The ferry left.</p><p><a href='#note-12'>12</a>Board minutes.</p>"
        "<p><a href='/x'>12</a> ferries left.</p><p>3D maps</p><p><a href='/y'>20251</a>B</p>"
    )
    assert texts(blocks) == ["The ferry left.", "Board minutes.", "12 ferries left.", "3D maps", "20251B"]


def test_one_line_break_joins_and_two_part() -> None:
    blocks = blocks_of("<p>First line<br>second line<br><br>third line</p>")
    assert [(block.text, block.joined) for block in blocks] == [
        ("First line", False),
        ("second line", True),
        ("third line", False),
    ]


def test_links_keep_their_address_across_blocks() -> None:
    title, teaser = blocks_of('<a href="/story"><h3>Ferry closes</h3><p>The board voted.</p></a>')
    assert title.links == (("/story", "Ferry closes"),)
    assert teaser.links == (("/story", "The board voted."),)
    assert (title.link_share, teaser.link_share) == (1.0, 1.0)


def test_scripts_and_forms_are_not_read_but_hidden_tabs_are() -> None:
    blocks = blocks_of(
        "<script>var a</script><select><option>Norway</option></select><div hidden>In the second tab.</div>"
    )
    assert [(block.text, block.hidden) for block in blocks] == [("In the second tab.", True)]


def test_a_noscript_is_read_only_where_it_holds_the_page() -> None:
    assert blocks_of("<noscript>Please enable JavaScript.</noscript>") == []
    assert len(blocks_of(f"<noscript><p>{PROSE * 6}</p></noscript>")) == 1


def test_a_cell_with_prose_is_a_paragraph_of_a_page_laid_out_by_tables() -> None:
    kinds = [block.kind for block in blocks_of(f"<table><tr><td>Menu</td><td>{PROSE}</td></tr></table>")]
    assert kinds == ["cell", "paragraph"]


def test_a_page_whose_first_tags_are_closed_at_once_is_read() -> None:
    markup = f"<html lang='de' /><head><title>Pier</title></head><BODY class='page' /><p>{PROSE}</p><br/></body></html>"
    tree = to_tree(markup)
    assert [block.text for block in tree_blocks(tree)] == [PROSE.strip()]
    assert tree.get("lang") == "de"


def test_nesting_deeper_than_python_recurses_is_read() -> None:
    assert texts(blocks_of("<div>" * 1500 + "deep" + "</div>" * 1500)) == ["deep"]


def test_lines_of_a_plain_text_are_blocks() -> None:
    assert texts(text_blocks("Headline\n\nFirst.\nSecond.\r\nThird.")) == ["Headline", "First.", "Second.", "Third."]


def test_lines_wrapped_by_hand_are_joined() -> None:
    wrapped = (
        "The harbour board voted on Tuesday to close the old ferry\nlanding before the winter storms arrive, and to"
        " move\nits two boats to the new quay, which has stood unused for\nmost of the year because nobody had signed"
        " for the"
        "\nkeys that the builder left behind.\n\nThe vote was unanimous."
    )
    assert len(text_blocks(wrapped)) == 2


def test_a_short_unfinished_line_between_paragraphs_is_a_heading_with_or_without_blank_lines() -> None:
    for gap in ("\n", "\n\n"):
        blocks = text_blocks(gap.join([PROSE, "A quay without keys", PROSE]))
        assert [block.kind for block in blocks] == ["paragraph", "heading", "paragraph"]


def test_in_a_plain_text_a_heading_may_follow_a_short_paragraph() -> None:
    blocks = text_blocks(
        "\n\n".join([PROSE, "The ferry itself leaves again in November.", "A quay without keys", PROSE])
    )
    assert [block.kind for block in blocks] == ["paragraph", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The ferry sails at noon. (Times may change)", "paragraph"),
        ("船は正午に出る。（写真は昨年）", "paragraph"),
        ("What the ferry carries (and what it leaves)", "heading"),
        ("Who sails next? (Part 2)", "heading"),
    ],
)
def test_a_sentence_with_a_remark_in_brackets_is_no_heading(line: str, kind: str) -> None:
    assert text_blocks("\n\n".join([PROSE, line, PROSE]))[1].kind == kind
    story = f"<h1>Keys</h1><p>{PROSE}</p><p>{PROSE}Nobody spoke.</p><p>{line}</p><p>{PROSE}So be it.</p>"
    page = Page(
        url="https://gazette.example/town/1", announced_url="https://gazette.example/town/1",
        body=f"<article>{story}</article>".encode(),
        media_type="text/html", charset="utf-8", fetched_at="2026-11-01T00:00:00Z", position=(0, 0),
    )  # fmt: skip
    found = refine(page)
    assert line in found.text
    assert found.headings == ([line] if kind == "heading" else [])


def test_verses_stay_together_and_paragraphs_apart() -> None:
    verses = blocks_of("<p>The ferry comes,<br>the ferry goes,<br>the gulls forget its name.</p><p>She smiled.</p>")
    assert join_blocks(verses) == "The ferry comes,\nthe ferry goes,\nthe gulls forget its name.\n\nShe smiled."
    assert join_blocks(text_blocks(f"{PROSE}\n{PROSE}")).count("\n\n") == 1


def test_the_word_for_nothing_and_the_head_of_a_table_are_no_headings() -> None:
    table = "<table><tr><th>Pier</th><th>Boats</th></tr><tr><td>East</td><td>12</td></tr></table>"
    blocks = tree_blocks(to_tree(f"<p>{PROSE}</p><h2>N/A</h2><p>{PROSE}</p>{table}<h2>The vote</h2><p>{PROSE}</p>"))
    assert headings(blocks) == ["The vote"]


@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</BODY></HTML >"])
def test_what_follows_an_early_end_of_the_document_is_read(end: str) -> None:
    tree = to_tree(f"<html><body><p>Menu</p>{end}<!-- the header ends --><div><p>{PROSE}</p></div></body></html>")
    assert texts(tree_blocks(tree)) == ["Menu", PROSE.strip()]


@given(st.text(alphabet="aé日ж \n.:-", max_size=300))
def test_no_letter_of_a_plain_text_is_lost(text: str) -> None:
    read = "".join(block.text for block in text_blocks(text))
    assert [mark for mark in read if mark.isalnum()] == [mark for mark in text if mark.isalnum()]


def test_links_in_brackets_behind_a_heading_are_no_part_of_it() -> None:
    blocks = blocks_of(
        "<h2><span>Ferries</span><span>[<a href='/e'>edit</a> | <a href='/s'>edit source</a>]</span></h2>"
        "<h2>Ferries <a href='#n'>[1]</a></h2><p>Ferries[<a href='/e'>edit</a>]</p>"
    )
    assert texts(blocks) == ["Ferries", "Ferries [1]", "Ferries[edit]"]
    assert blocks[0].link_share == 0


def test_what_a_script_was_to_fill_in_is_no_text() -> None:
    blocks = blocks_of(
        "<p>{{ user.name }} - {{ time * 1000 | date : 'dd/MM/yyyy' }}</p><p>Write {{ name }} for it.</p>"
        "<pre>{{ x }}</pre>"
    )
    assert texts(blocks) == ["Write {{ name }} for it.", "{{ x }}"]


@pytest.mark.parametrize(
    "character", ["\x01", "&#1;", "&#x1F;", "&#11", "\ufffe", "&#xFFFE;", "&#65535;", "\x0b", "&#0;", "\f"]
)
def test_what_stands_beside_a_character_that_xml_has_not_can_be_taken_out(character: str) -> None:
    tree = to_tree(f"<body><div><nav>Menu</nav>The ferry{character}left. &#65;&#x2013;&#1234;</div></body>")
    tree.find(".//nav").drop_tree()
    assert re.sub("[ \ufffd]", "", tree.text_content()) == "Theferryleft.A–Ӓ"


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("What the council wants", True),
        ("Step 2: Mend the northern wall", True),
        ("Zeit: 14 bis 16 Uhr im Hafen", True),
        ("„Der alte Hafen“ und sein Meister", True),
        ("The making of “Old Harbour”", True),
        ("新作映画「港の物語」", True),
        ("Le livre « Vieux port »", True),
        ("John 3:16", True),
        ("Hafen gegen Insel 3:1", True),
        ('Asked on the quay, she said "I am not even in fishing anymore"', False),
        ("“I am not even in fishing anymore”", False),
        ("(SOUNDBITE OF A FERRY)", False),
        ("（略）", False),
        ("Price range: $19.50-$398", False),
    ],
)
def test_an_unfinished_line_between_paragraphs_is_a_heading_unless_it_is_quoted_or_a_number(
    line: str, *, heads: bool
) -> None:
    draft = html_page(f"<h1>Old harbour</h1>{paragraphs([*STORY['en'], line, *STORY['de']])}")
    assert draft.text.split("\n\n") == [*STORY["en"], line, *STORY["de"]]
    assert (draft.headings == [line]) is heads


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>The ferry&amp;#8217;s last trip &amp;ndash; at ten</p>", "The ferry\u2019s last trip \u2013 at ten"),
        ("<p>At ten&amp;nbsp;o'clock, Q&amp;A</p>", "At ten o'clock, Q&A"),
        ("<p>Write &amp;ndash; where HTML is to show a dash</p>", "Write &ndash; where HTML is to show a dash"),
        ("<pre>At ten&amp;nbsp;o'clock</pre>", "At ten&nbsp;o'clock"),
        ("<p>Put <code>&amp;nbsp;</code> between them, or &amp;ndash;</p>", "Put &nbsp; between them, or &ndash;"),
        ("<table><tr><td>&amp;mdash;</td></tr></table>", "&mdash;"),
        ("<p>The ferry&amp;#39;s crew said &amp;quot;no&amp;quot;</p>", 'The ferry\'s crew said "no"'),
        ("<p>They sent &amp;#55357;&amp;#56832; and &amp;#x1F600;</p>", "They sent &#55357;&#56832; and \U0001f600"),
    ],
)
def test_signs_that_were_escaped_twice_are_shown_but_where_a_text_writes_of_them(markup: str, text: str) -> None:
    assert texts(blocks_of(markup)) == [text]


CODE = "def tide(day):\n    if day:\n        return 3"


@pytest.mark.parametrize(
    "markup",
    [
        "<pre>def tide(day):\n    if day:\n        return 3</pre>",
        "<pre>\n  def tide(day):\n      if day:\n          return 3\n</pre>",
        "<pre><code>def tide(day):<br>&nbsp;   if day:<br>        return 3</code></pre>",
        "<pre><code><div>def tide(day):</div><div>    if day:</div><div>        return 3</div></code></pre>",
        '<pre class="prettyprint"><ol class="linenums"><li>def tide(day):</li><li>    if day:</li>'
        "<li>        return 3</li></ol></pre>",
        '<pre><span class="line"><span class="line-num">1</span>def tide(day):</span>\n<span class="line">'
        '<span class="line-num">2</span>    if day:</span>\n<span class="line"><span class="line-num">3</span>'
        "        return 3</span></pre>",
        '<table class="highlight"><tr><td class="gutter"><pre>1\n2\n3</pre></td><td class="code"><pre><code>'
        "def tide(day):\n    if day:\n        return 3</code></pre></td></tr></table>",
        '<table><tr><td class="linenos"><div class="linenodiv"><pre><span></span>1\n2\n3</pre></div></td><td '
        'class="code"><div><pre>def tide(day):\n    if day:\n        return 3</pre></div></td></tr></table>',
        '<pre><code><table class="hljs-ln"><tbody><tr><td class="hljs-ln-line hljs-ln-numbers">1</td><td>'
        'def tide(day):</td></tr><tr><td class="hljs-ln-numbers">2</td><td>    if day:'
        '</td></tr><tr><td class="hljs-ln-numbers">3</td>'
        "<td>        return 3</td></tr></tbody></table></code></pre>",
    ],
)
def test_code_keeps_its_lines_and_their_blanks_without_their_numbers(markup: str) -> None:
    assert body_text(join_blocks(blocks_of(markup))) == CODE


def test_a_text_that_is_preformatted_has_the_paragraphs_and_numbers_that_it_shows() -> None:
    told = blocks_of(f"<pre><p>{PROSE}</p><p>{PROSE}<br>{PROSE}</p></pre><pre>1\n2\n3</pre>")
    assert [block.text.strip() for block in told] == [*[PROSE.strip()] * 3, "1\n2\n3"]
    counted = blocks_of('<pre><span class="line-number">12 boats</span></pre>')
    assert texts(counted) == ["12 boats"]


def test_signs_are_shown_below_code_and_in_links() -> None:
    told = blocks_of("<p><code>x</code></p><p>The <a href='/l'>board&amp;#8217;s letter</a></p><p>&amp;nbsp;</p>")
    assert texts(told) == ["x", "The board\u2019s letter"]
    assert told[1].links == (("/l", "board\u2019s letter"),)


def test_a_paragraph_in_the_type_of_a_heading_is_none_nor_is_a_row_of_marks() -> None:
    question = f"Does that mean, she was asked, that {PROSE[:1].lower()}{PROSE[1:-2]} and the ice comes from the north?"
    told = f"{PROSE}It is to open again in spring, if there is no more ice by then than there was last year."
    for text, kept in (("What it costs.", True), (question, True), (told, False), ("* * *", False)):
        blocks = blocks_of(f"<p>{PROSE}</p><h3>{text}</h3><p>{PROSE}</p>")
        assert headings(blocks) == ([text] if kept else [])


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a href='#c'>0</a>Ferries go on", "Ferries go on"),
        ("<a href='#c'>0</a>“Ferries go on”", "“Ferries go on”"),
        ("<a href='#c'>0</a>- <a href='/f'>Ferries go on</a>", "- Ferries go on"),
        ("<a id='comments'>0</a>“Ferries go on”", "“Ferries go on”"),
        ("<a href='/five'>5</a>-year-old ferries", "5-year-old ferries"),
        ("<a href='/five'>5</a> ferries", "5 ferries"),
        ("<a href='/five'>5</a>” of snow", "5” of snow"),
        ("<a href='/1912'>1912</a>– The pier is built", "1912– The pier is built"),
        ("<a href='/tv'>55</a>“Curved” screens", "55“Curved” screens"),
        ("<a href='#c'>3</a>- 1 at half time", "3- 1 at half time"),
    ],
)
def test_the_number_of_comments_at_the_head_of_a_paragraph_is_no_part_of_it(markup: str, text: str) -> None:
    (block,) = blocks_of(f"<p>{markup}</p>")
    assert block.text == text
    assert ("#c", "0") not in block.links


def test_a_date_in_an_element_of_its_own_is_no_part_of_the_name_before_it() -> None:
    line = "<div><cite>gleis7</cite><span class='datetime'><a href='#c'>5. Juni 2024</a></span></div>"
    assert texts(blocks_of(line)) == ["gleis7 5. Juni 2024"]
    assert texts(blocks_of("<p>H<sub>2</sub>O and CO<span class='n'>2</span></p>")) == ["H2O and CO2"]


@pytest.mark.parametrize("before", ["", "<b>Told</b> "])
def test_a_blank_line_before_a_wide_indent_parts_paragraphs(before: str) -> None:
    told = blocks_of(
        f"<p>{before}廃校が天文台になった。\n\n\n\u3000住民が作った。\n\n\u3000初日は七十人が並んだ。\n</p>"
    )
    assert [block.text for block in told][1:] == ["住民が作った。", "初日は七十人が並んだ。"]
    assert not any(block.joined for block in told)


def test_other_line_feeds_in_markup_part_nothing() -> None:
    assert len(blocks_of("<p>One line\n\nand the same line\n\u3000to its end</p>")) == 1


def test_a_blank_line_parts_no_headline() -> None:
    assert len(blocks_of("<h1><span>旧港、\n\n\u3000再開</span></h1>")) == 1


def test_lines_behind_breaks_keep_their_order() -> None:
    said = "旧港が再開した。<b>注</b>\n\n\u3000町長が述べた。\n\n\u3000船が戻った。<i>完</i>\n\n\u3000以上。"
    assert [block.text for block in blocks_of(f"<div>{said}</div>")] == [
        "旧港が再開した。注",
        "町長が述べた。",
        "船が戻った。完",
        "以上。",
    ]
