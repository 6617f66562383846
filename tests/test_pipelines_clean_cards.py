"""Cards that lead to other stories go; what looks like cards and is of the story stays."""

from __future__ import annotations

from time import process_time

import pytest

from pipelines.blocks import tree_blocks
from pipelines.clean.cards import cards
from pipelines.document import Document
from pipelines.markup import to_tree
from tests.records import page
from tests.stories import STORY, paragraphs

OTHERS = {
    "en": [
        ("Frost takes the harvest of three valleys", "Nobody had foreseen the night, and the growers ask for help."),
        ("A ferry will sail to the islands from May", "If the ice on the sound allows it, the harbour says."),
        ("Singer cancels her tour of the north", "Doctors have told her to rest until the end of spring."),
    ],
    "ru": [
        ("Мороз погубил урожай в трёх долинах", "Никто не ожидал такой ночи, и фермеры просят помощи."),
        ("Паром пойдёт на острова с первого мая", "Если позволит лёд в проливе, сообщает порт."),
        ("Певица отменила поездку на север", "Врачи велели ей отдыхать до конца весны."),
    ],
}
LONG = "The north has more to tell than any guide could hold, the keeper says, and so he tells all of it himself. " * 6
TOLD = STORY["en"] * 2


def card(title: str, teaser: str, href: str) -> str:
    return f"<div class='card'><h3><a href='{href}'>{title}</a></h3><p>{teaser}</p></div>"


def row(others: list[tuple[str, str]], href: str = "/story/{}") -> str:
    return "".join(card(title, teaser, href.format(number)) for number, (title, teaser) in enumerate(others))


def left_of(body: str, url: str = "https://example.org/rain") -> list[str]:
    """Return the texts that are left of *body*, that of the page at *url*, all of which was main content."""
    document = Document(page().model_copy(update={"url": url}))
    document.tree = to_tree(f"<html><body>{body}</body></html>")
    document.blocks = tree_blocks(document.tree)
    cards(document)
    return [block.text for block in document.body]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_cards_below_the_story_and_above_it_go(language: str) -> None:
    story, others = STORY[language] * 2, f"<div class='row'>{row(OTHERS[language])}</div>"
    assert left_of(f"<div class='text'>{paragraphs(story)}</div>{others}") == story
    assert left_of(f"{others}<div class='text'>{paragraphs(story)}</div>") == story


def test_cards_of_which_trafilatura_took_the_teasers_alone_go_too() -> None:
    document = Document(page())
    document.tree = to_tree(f"<body><div>{paragraphs(TOLD)}</div><div>{row(OTHERS['en'])}</div></body>")
    document.blocks = tree_blocks(document.tree)
    for block in document.blocks:
        block.main = block.kind != "heading"
    cards(document)
    assert [block.text for block in document.body] == TOLD


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(row(OTHERS["en"][:2]), id="two are no row"),
        pytest.param(row(OTHERS["en"], "https://shop.example.net/{}"), id="they lead to other sites"),
        pytest.param(row(OTHERS["en"], "#part-{}"), id="they lead to parts of the page"),
        pytest.param(row([(title, LONG) for title, _ in OTHERS["en"]]), id="each tells a story of its own"),
        pytest.param(row([("Buy", teaser) for _, teaser in OTHERS["en"]]), id="they have no title"),
        pytest.param(
            "".join(f"<div class='part'><h3>{title}</h3><p>{teaser}</p></div>" for title, teaser in OTHERS["en"]),
            id="their headings lead nowhere",
        ),
        pytest.param(
            f"<ul>{''.join(f'<li><a href=/at/{title}>{title}</a></li>' for title, _ in OTHERS['en'])}</ul>",
            id="a list of links alone, of which other rules judge",
        ),
    ],
)
def test_what_is_no_row_of_cards_stays(others: str) -> None:
    body = f"<div class='text'>{paragraphs(TOLD)}</div><div>{others}</div>"
    told = [block.text for block in tree_blocks(to_tree(f"<body>{body}</body>"))]
    assert left_of(body) == told


def test_cards_amid_the_story_and_in_its_element_are_its_own() -> None:
    first, *rest = TOLD
    places = row(OTHERS["en"])
    amid = f"<div>{paragraphs([first])}</div><div>{places}</div><div>{paragraphs(rest)}</div>"
    within = f"<div>{paragraphs(TOLD)}{places}</div>"
    for body in (amid, within):
        assert len(left_of(body)) == len(TOLD) + 2 * len(OTHERS["en"])


def test_cards_in_a_list_or_a_group_within_the_storys_element_are_its_own() -> None:
    for around in ("<ul>{}</ul>", "<div class='group'><div>{}</div></div>"):
        assert len(left_of(f"<div>{paragraphs(TOLD)}{around.format(row(OTHERS['en']))}</div>")) == len(TOLD) + 6


@pytest.mark.parametrize(("tag", "number", "left"), [("article", 12, 24), ("article", 3, 0), ("div", 12, 0)])
def test_cards_in_the_article_of_the_story_are_its_own_where_they_are_more_than_it(
    tag: str, number: int, left: int
) -> None:
    places = row((OTHERS["en"] * 4)[:number])
    body = f"<{tag}><div class='text'>{paragraphs(TOLD)}</div><div class='more'>{places}</div></{tag}>"
    assert len(left_of(body)) == len(TOLD) + left


@pytest.mark.parametrize("first", [1, 9])
def test_cards_that_are_counted_are_the_storys_own(first: int) -> None:
    step = 1 if first == 1 else -1
    numbered = [(f"{first + step * place}. {title}", teaser) for place, (title, teaser) in enumerate(OTHERS["en"])]
    body = f"<div class='text'>{paragraphs(TOLD)}</div><div>{{}}</div>"
    assert len(left_of(body.format(row(numbered)))) == len(TOLD) + 6
    assert len(left_of(body.format(row([numbered[0], *OTHERS["en"][1:]])))) == len(TOLD)


@pytest.mark.parametrize(
    ("url", "href", "own"),
    [
        ("https://example.org/live/storm", "/live/storm/entry-{}", True),
        ("https://example.org/live/storm/", "?entry={}", True),
        ("https://example.org/live/storm", "/live/storms-{}", False),
        ("https://example.org/read.php?id=70", "read.php?id=70&entry={}", True),
        ("https://example.org/read.php?id=70", "read.php?id=7{}", False),
        ("https://example.org/?p=70", "/?p=7{}", False),
    ],
)
def test_cards_that_lead_to_parts_of_the_page_are_its_own(url: str, href: str, own: bool) -> None:
    others = row(OTHERS["en"], href.replace("{}", "1{}"))
    assert (len(left_of(f"<div class='text'>{paragraphs(TOLD)}</div><div>{others}</div>", url)) > len(TOLD)) is own


def test_a_row_of_a_table_of_data_is_no_card() -> None:
    body = "<div class='text'>{}</div><table>{}</table>"
    data = "".join(
        f"<tr><td><a href='/at/{title}'>{title}</a></td><td>{said}</td></tr>" for title, said in OTHERS["en"]
    )
    assert len(left_of(body.format(paragraphs(TOLD), data))) == len(TOLD) + 6
    layout = data.replace("</td><td>", "<br>").replace("<tr>", "<tr><td><img src='/at.jpg'></td>")
    assert left_of(body.format(paragraphs(TOLD), layout)) == TOLD


@pytest.mark.parametrize("href", ["https://[site]/{}", "http://[half/{}", "mailto:a@b.example", "javascript:void(0)"])
def test_what_has_no_address_leads_nowhere(href: str) -> None:
    assert len(left_of(f"<div>{paragraphs(TOLD)}</div><div>{row(OTHERS['en'], href)}</div>")) == len(TOLD) + 6


def test_a_paragraph_in_an_element_like_others_near_a_link_is_no_card() -> None:
    last = "The council will meet again in June, and the quay may be open by then."
    links = "<div><a href='/story/1'>Frost takes the harvest of three valleys</a></div><div>Print</div><div>Share</div>"
    body = f"<div class='text'>{paragraphs(TOLD)}</div><div><div>{last}</div>{links}</div>"
    assert last in left_of(body)


def test_time_is_linear_in_the_rows_of_cards() -> None:
    other = "<div class='c{0}'><h3><a href='/story/{0}'>The ferry of the north, part {0}</a></h3><p>So it is.</p></div>"
    rows = "".join(other.format(number) * 3 for number in range(600))
    begun = process_time()
    left_of(f"<div>{paragraphs(TOLD)}</div><div>{rows}</div>")
    assert process_time() - begun < 4


def test_a_list_of_cards_with_a_short_introduction_stays() -> None:
    body = f"<div>{paragraphs(STORY['en'][:1])}</div><div>{row(OTHERS['en'] * 3)}</div>"
    assert len(left_of(body)) == 1 + 2 * 3 * len(OTHERS["en"])
