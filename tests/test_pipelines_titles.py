"""Headline, section and standfirst: found by agreement, by place and look; null where the page shows none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.blocks import tree_blocks
from pipelines.describe.likeness import fold, shared_words
from pipelines.describe.sections import is_section
from pipelines.describe.sitenames import without_site
from pipelines.describe.subtitles import subtitles
from pipelines.document import Document
from pipelines.markup import to_tree
from pipelines.reasons import Reason
from pipelines.stages import STAGES, refine
from schemas import Draft, Page

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"
TITLE = "Council agrees to rebuild the northern pier"
PROSE = "The harbour council agreed on Friday to rebuild the pier, which a storm had broken in two last winter."
MORE = "Work is to begin in the spring and to take two years, officials of the town said after a long meeting."
LAST = "The mayor called the plan a promise kept, and asked the fishermen for patience until the cranes arrive."


def page_of(
    body: str, *, head: str = "", media_type: str = "text/html", url: str = "https://gazette.example/1"
) -> Page:
    markup = f"<html><head>{head}</head><body>{body}</body></html>" if "html" in media_type else body
    return Page(
        url=url, announced_url=url, body=markup.encode(), media_type=media_type, charset="utf-8",
        fetched_at="2026-11-01T00:00:00Z", position=(0, 0),
    )  # fmt: skip


def draft(body: str, *, head: str = "", url: str = "https://gazette.example/1") -> Draft:
    return refine(page_of(f"{body}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>", head=head, url=url))


def text_draft(*lines: str) -> Draft:
    return refine(page_of("\n\n".join([*lines, PROSE, MORE, LAST]), media_type="text/plain"))


def document_of(page: Page) -> Document:
    document = Document(page)
    for stage in STAGES:
        stage(document)
    return document


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (f"{TITLE} | The Pier Gazette", TITLE),
        (f"{TITLE} - The Pier Gazette", TITLE),
        (f"{TITLE} – News – The Pier Gazette", f"{TITLE} – News"),
        (f"The Pier Gazette: {TITLE}", f"The Pier Gazette: {TITLE}"),
        (f"The Pier Gazette » {TITLE}", TITLE),
        (f"{TITLE} « Pier Gazette", TITLE),
        (f"{TITLE} · piergazette.example", TITLE),
        ("Wind - und was er kostet", "Wind - und was er kostet"),
        (f"Tide Tables » Blog Archive » {TITLE}", TITLE),
    ],
)
def test_the_sites_name_is_no_part_of_a_headline(raw: str, title: str) -> None:
    assert without_site(raw, {"piergazette", "piergazetteexample"}) == title


def test_the_headline_shown_and_declared_is_the_title() -> None:
    head = f'<title>{TITLE} | Pier Gazette</title><meta property="og:title" content="{TITLE}">'
    found = draft(f"<h1>{TITLE}</h1>", head=head)
    assert found.title == TITLE
    assert TITLE not in found.text


def test_a_heading_that_is_the_sites_name_is_not_the_title() -> None:
    head = f'<title>{TITLE} - Pier Gazette</title><meta property="og:site_name" content="Pier Gazette">'
    assert draft(f"<h1>Pier Gazette</h1><h2>{TITLE}</h2>", head=head).title == TITLE


def test_a_heading_in_the_path_from_home_yields_to_the_headline_below() -> None:
    node = {"@type": "NewsArticle", "headline": TITLE}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script><title>Pier: council agrees</title>"
    body = f"<ul><li><a href='/'>Home</a></li><li><h1>Pier: council agrees</h1></li></ul><h2>{TITLE}</h2>"
    assert draft(body, head=head).title == TITLE


def test_a_plain_line_that_the_page_title_repeats_is_the_headline() -> None:
    found = document_of(page_of(f"<div>{TITLE}</div><p>{PROSE}</p><p>{MORE}</p>", head=f"<title>{TITLE}-Pier</title>"))
    assert found.value("title") == TITLE
    assert found.blocks[0].reason is Reason.TITLE


def test_a_page_title_that_is_only_the_masthead_is_no_headline() -> None:
    body = f"<div><a href='/'>The Pier Gazette</a></div><p>{PROSE}</p><p>{MORE}</p>"
    assert refine(page_of(body, head="<title>The Pier Gazette</title>")).title is None


def test_a_text_begins_with_its_headline() -> None:
    assert text_draft(TITLE).title == TITLE


def test_a_text_that_begins_with_prose_has_no_title() -> None:
    assert text_draft().title is None
    assert text_draft("• Kyodo").title is None


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["World / Asia-Pacific"], ["(Xinhua) Updated: 2016-04-12 16:20"]),
        (["Tue, Mar 21, 2017 - Page 6"], ["Reuters and AP, TOKYO"]),
        (["Politik"], ["Von Anna Berg", "06.05.2016, 14:30 Uhr"]),
        (["Advice for sailors", "Are you at sea and in need of a pilot? Find the pilots of your port in our list."],
         ["Published on 06/05/2016"]),
        ([f"Accueil Monde {TITLE}"], []),
    ],
)  # fmt: skip
def test_neither_section_nor_date_nor_banner_is_the_headline(above: list[str], below: list[str]) -> None:
    assert text_draft(*above, TITLE, *below).title == TITLE


def test_the_section_is_the_path_less_home_and_headline() -> None:
    assert text_draft(f"Home News {TITLE}", TITLE).section == "News"
    assert text_draft(f"Startseite > Politik > {TITLE}", TITLE).section == "Politik"
    found = draft(f"<div><a href='/'>Inicio</a> » <a href='/m'>Mundo</a> » {TITLE}</div><h1>{TITLE}</h1>")
    assert found.section == "Mundo"
    assert "Inicio" not in found.text


def test_a_menu_is_no_path() -> None:
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "World", "Sport", "Culture", "Money"))
    assert draft(f"<ul>{menu}</ul><h1>{TITLE}</h1>").section is None


def test_what_a_path_is_called_is_no_step_of_it() -> None:
    links = "<a href='/'>The Pier Gazette</a> » <a href='/harbours'>Harbours</a> » <a href='/1'>Story</a>"
    assert draft(f"<div class='crumbs'>You are here: {links}</div><h1>{TITLE}</h1>").section == "Harbours"
    assert text_draft(f"You are here: Home > Harbours > {TITLE}", TITLE).section == "Harbours"


@pytest.mark.parametrize(("box", "section"), [("nav-item", None), ("story-head", "Weather")])
def test_an_entry_of_a_menu_is_no_section(box: str, section: str | None) -> None:
    assert draft(f"<div class='{box}'><button>Weather</button></div><h1>{TITLE}</h1>").section == section


def test_a_blog_whose_name_is_the_first_heading_is_no_headline() -> None:
    head = f"<title>Tide Tables » Blog Archive » {TITLE}</title>"
    assert draft(f"<h1>Tide Tables</h1><h2>{TITLE}</h2>", head=head).title == TITLE


@pytest.mark.parametrize("more", ["", "<h1>Harbour Wiki</h1>"])
def test_the_only_heading_with_which_the_page_title_begins_is_the_headline_however_short(more: str) -> None:
    title = "Tides - Harbour Wiki, all that sailors know"
    found = draft(f"<h1>Tides</h1>{more}", head=f"<title>{title}</title>").title
    assert found == (title if more else "Tides")


def test_a_headline_shown_and_declared_in_full_is_not_cut_to_a_shorter_declaration() -> None:
    long = f"{TITLE} — and how the town is to pay for it"
    head = f"<meta property='og:title' content='{long}'><title>{TITLE} - The Pier Gazette</title>"
    assert draft(f"<h1>{long}</h1>", head=head).title == long


@pytest.mark.parametrize("declared", ["", "<meta property='og:title' content='{0} - Pier Post'>"])
def test_a_headline_declared_alone_is_shown_with_the_name_of_a_site_unknown(declared: str) -> None:
    node = json.dumps({"@type": "NewsArticle", "headline": TITLE})
    head = f"<script type='application/ld+json'>{node}</script><title>{TITLE} - Pier Post</title>"
    assert draft(f"<h1>{TITLE} - Pier Post</h1>", head=head + declared.format(TITLE)).title == TITLE


def test_a_short_heading_above_another_is_no_headline_for_the_page_title() -> None:
    head = "<title>Politics - Council news and opinions from the coast</title>"
    found = draft(f"<h1>Politics</h1><h2>{TITLE}</h2>", head=head)
    assert (found.title != "Politics", found.section) == (True, "Politics")


@pytest.mark.parametrize(
    ("href", "section"), [("/harbours#top", "Harbours"), ("#comments", None), ("https://gazette.example/1#c", None)]
)
def test_a_link_to_a_part_of_the_page_is_no_section(href: str, section: str | None) -> None:
    assert draft(f"<div><a href='{href}'>Harbours</a></div><h1>{TITLE}</h1>").section == section


def test_a_link_that_leads_nowhere_may_name_the_section() -> None:
    assert draft(f"<div><a href='#'>Politics</a></div><h1>{TITLE}</h1>").section == "Politics"


def test_an_address_is_no_section() -> None:
    head = "<meta property='article:section' content='/world/harbours'>"
    assert draft(f"<div>World / Harbours</div><h1>{TITLE}</h1>", head=head).section == "World / Harbours"


@pytest.mark.parametrize("value", ["Article", "Follow Jane"])
def test_what_a_page_is_and_what_it_asks_for_is_no_section(value: str) -> None:
    head = f"<meta property='article:section' content='{value}'>"
    assert draft(f"<h1>{TITLE}</h1>", head=head).section is None


def test_a_stroke_before_a_section_makes_it_no_address() -> None:
    head = "<meta property='article:section' content='/ Kultur'>"
    assert draft(f"<h1>{TITLE}</h1>", head=head).section == "/ Kultur"


def test_what_a_page_offers_beside_the_path_is_no_step_of_it() -> None:
    links = "".join(
        f"<a href='/{at}'>{text}</a> » " for at, text in enumerate(("Harbours", "Email a Friend", "Print Article"))
    )
    assert draft(f"<div class='breadcrumb'><a href='/'>Home</a> » {links}</div><h1>{TITLE}</h1>").section == "Harbours"


def test_the_section_line_above_the_headline_is_kept_whole() -> None:
    assert text_draft("World / Asia-Pacific", TITLE, "6 May 2026").section == "World / Asia-Pacific"
    assert text_draft("Tue, Mar 21, 2017 - Page 6 News List", TITLE).section is None


def test_declared_sections_come_first() -> None:
    node = {"@type": "NewsArticle", "headline": TITLE, "articleSection": ["Harbours", "Town"]}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    assert draft(f"<div>Politics</div><h1>{TITLE}</h1>", head=head).section == "Harbours"


def test_a_path_in_json_ld_counts() -> None:
    steps = [{"@type": "ListItem", "position": at, "name": name} for at, name in enumerate(("Home", "Town", TITLE))]
    node = {"@type": "BreadcrumbList", "itemListElement": steps}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    assert draft(f"<h1>{TITLE}</h1>", head=head).section == "Town"


def test_sections_are_told_from_other_short_lines() -> None:
    assert is_section("World")
    assert is_section("Politik & Wirtschaft")
    assert is_section("国際")
    assert not is_section("Page 6")
    assert not is_section("Council agrees")


CAPTION = "Boats lay at the old quay on Monday, below the cranes that the council wants to have pulled down."
STANDFIRST = "Two winters of work: what the pier will cost, and who is to pay for it"


@pytest.mark.parametrize(
    "line",
    [
        f"<p class='standfirst'>{STANDFIRST}.</p>",
        f"<h2>{STANDFIRST}</h2>",
        f"<p><b>{STANDFIRST}.</b></p>",
        f"<div>{STANDFIRST}.</div><div>By Jane Doe</div>",
    ],
)
def test_the_standfirst_stands_apart_from_the_body(line: str) -> None:
    found = draft(f"<h1>{TITLE}</h1>{line}")
    assert found.subtitle is not None
    assert found.subtitle.startswith(STANDFIRST)
    assert STANDFIRST not in found.text


def test_a_text_has_its_standfirst_before_the_byline() -> None:
    found = text_draft(TITLE, STANDFIRST, "Reuters, LONDON")
    assert found.subtitle == STANDFIRST


def test_the_first_paragraph_is_no_standfirst() -> None:
    found = draft(f"<h1>{TITLE}</h1>", head=f'<meta name="description" content="{PROSE}">')
    assert found.subtitle is None
    assert found.text.startswith(PROSE)
    assert text_draft(TITLE, "6 May 2026").text.startswith(PROSE)


def test_a_declared_paragraph_with_a_dateline_opens_the_story() -> None:
    lead = f"MENLO PARK, Calif. -- {PROSE}"
    body = f"<h1>{TITLE}</h1><p>{lead}</p><div class='wall'><p>{MORE}</p><p>{PROSE}</p></div>"
    found = refine(page_of(body, head=f'<meta name="description" content="{lead}">'))
    assert (found.subtitle, found.place) == (None, "MENLO PARK, Calif.")
    assert found.text.startswith(lead)


def test_what_is_not_shown_is_no_standfirst() -> None:
    hidden = "<div style='display: none'>Staff Reports The Pier Gazette of the Old Harbour</div>"
    assert draft(f"<h1>{TITLE}</h1>{hidden}<div>By Jane Doe</div>").subtitle is None


def test_a_heading_of_the_body_is_no_standfirst() -> None:
    found = draft(f"<h1>{TITLE}</h1><h2>What the council plans for the spring</h2><p>{PROSE}</p><h2>Who pays</h2>")
    assert found.subtitle is None


@pytest.mark.parametrize("name", ["subtitle", "sub-headline", "content-subhed"])
def test_a_heading_that_is_named_a_standfirst_is_one_above_headings_of_its_level(name: str) -> None:
    found = draft(f"<h1>{TITLE}</h1><h2 class='{name}'>{STANDFIRST}</h2><p>{PROSE}</p><h2>Who pays</h2><p>{PROSE}</p>")
    assert found.subtitle == STANDFIRST
    assert found.headings == ["Who pays"]


def test_headings_outside_the_body_make_no_standfirst_a_part_of_the_story() -> None:
    story = f"<main><h1>{TITLE}</h1><h2>{STANDFIRST}</h2><p>{PROSE}</p><p>{MORE}</p></main>"
    found = refine(page_of(f"{story}<footer><h2>Our papers</h2><a href='/a'>Gazette</a></footer>"))
    assert found.subtitle == STANDFIRST


def test_headings_of_parts_may_be_named_like_a_standfirst() -> None:
    parts = "".join(
        f"<h2 class='sub-heading'>{part}</h2><p>{PROSE}</p>" for part in ("What the harbour has lost", "Who pays")
    )
    assert draft(f"<h1>{TITLE}</h1>{parts}").subtitle is None


@pytest.mark.parametrize(
    "notice", ["This article is more than 3 months old", "Get the latest harbour news delivered to your inbox"]
)
def test_a_notice_is_no_standfirst(notice: str) -> None:
    found = draft(f"<h1>{TITLE}</h1><p class='deck'>{notice}</p><p class='deck'>{STANDFIRST}.</p><p>By Jane Doe</p>")
    assert found.subtitle == f"{STANDFIRST}."


def test_where_no_line_is_the_headline_the_standfirst_stands_below_the_first_heading() -> None:
    tree = to_tree(f"<body><h1>Quays</h1><p class='subhed'>{STANDFIRST}</p><p>{PROSE}</p><p>{MORE}</p></body>")
    document = Document(page_of(""), tree=tree, blocks=tree_blocks(tree))
    subtitles(document)
    assert document.value("subtitle") == STANDFIRST


@pytest.mark.parametrize("box", ["author-box", "video-player"])
def test_the_description_of_an_author_or_a_video_is_no_standfirst(box: str) -> None:
    said = f"<div class='{box}'><div class='description'><p>{STANDFIRST}</p></div></div>"
    assert draft(f"<h1>{TITLE}</h1>{said}<p>{PROSE}</p>").subtitle is None
    assert draft(f"<h1>{TITLE}</h1>{said.replace(box, 'box')}<p>{PROSE}</p>").subtitle == STANDFIRST


OTHER_LINE = "Fishermen moor at the northern wall until spring"


@pytest.mark.parametrize("name", ["subtitulo", "sous-titre", "Untertitel", "block__subline", "articleabstract"])
def test_a_standfirst_is_called_so_in_several_languages(name: str) -> None:
    for called, subtitle in ((name, f"{STANDFIRST}."), (f"x{name}x", None)):
        story = f"<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
        found = refine(page_of(f"<h1>{TITLE}</h1><div class='{called}'>{STANDFIRST}.</div><div>{story}</div>"))
        assert found.subtitle == subtitle


@pytest.mark.parametrize(
    "lines",
    [
        f"<ul><li>{STANDFIRST}</li><li>{OTHER_LINE}</li></ul>",
        f"<h2>{STANDFIRST}</h2><h2>{OTHER_LINE}</h2>",
    ],
)
def test_all_lines_of_an_element_called_a_standfirst_are_one(lines: str) -> None:
    found = draft(f"<h1>{TITLE}</h1><div class='subtitulo'>{lines}</div><p>{PROSE}</p><h2>Who pays</h2><p>{MORE}</p>")
    assert found.subtitle == f"{STANDFIRST}; {OTHER_LINE}"
    assert found.headings == ["Who pays"]
    assert draft(f"<h1>{TITLE}</h1><div class='box'>{lines}</div><p>{PROSE}</p><h2>Who pays</h2>").subtitle is None


def test_a_heading_beside_a_standfirst_that_leads_to_another_story_is_none_of_it() -> None:
    lines = f"<h2>{STANDFIRST}</h2><h2><a href='/other'>{OTHER_LINE}</a></h2>"
    found = draft(f"<h1>{TITLE}</h1><div class='subtitulo'>{lines}</div>")
    assert found.subtitle == STANDFIRST


@pytest.mark.parametrize(("summary", "subtitle"), [(f"{STANDFIRST}.", f"{STANDFIRST}."), (MORE, None)])
def test_the_second_line_of_a_headline_is_a_standfirst_where_it_is_declared(summary: str, subtitle: str | None) -> None:
    head = f"<meta property='og:title' content='{TITLE}'><meta property='og:description' content='{summary}'>"
    found = refine(page_of(f"<h1><b>{TITLE}</b><br>{STANDFIRST}.</h1><p>{PROSE}</p><p>{MORE}</p>", head=head))
    assert found.subtitle == subtitle


def test_what_is_told_of_an_author_parts_no_standfirst_from_the_headline() -> None:
    author = (
        "<div class='article-author'><p>Jane Doe has written on quays for twenty years, and lives in Lund.</p></div>"
    )
    lead = f"<div class='abstract'>{STANDFIRST}.</div>"
    assert draft(f"<h1>{TITLE}</h1>{author}{lead}").subtitle == f"{STANDFIRST}."


def test_what_asks_to_follow_a_topic_is_no_standfirst() -> None:
    said = f"<div class='follow-modal'><p>{STANDFIRST}</p></div><div>By Jane Doe</div>"
    assert draft(f"<h1>{TITLE}</h1>{said}").subtitle is None


def test_a_story_in_what_opens_windows_has_a_standfirst() -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in (PROSE, MORE, LAST))
    said = f"<h1>{TITLE}</h1><p class='standfirst'>{STANDFIRST}</p>{story}"
    assert refine(page_of(f"<div class='js-modal'>{said}</div>")).subtitle == STANDFIRST


def test_what_holds_the_whole_story_may_be_called_a_description() -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in (PROSE, MORE, LAST))
    found = refine(page_of(f"<h1>{TITLE}</h1><div class='article_description'>{story}</div>"))
    assert found.subtitle is None
    assert found.text == "\n\n".join((PROSE, MORE, LAST))


@pytest.mark.parametrize(("opening", "is_standfirst"), [("", True), ("SPRINGFIELD (AP) -- ", False)])
def test_a_bold_paragraph_with_a_dateline_opens_the_story(opening: str, is_standfirst: bool) -> None:
    found = draft(f"<h1>{TITLE}</h1><p><b>{opening}{STANDFIRST}, after a storm had broken it in two.</b></p>")
    assert (found.subtitle is not None) == is_standfirst
    assert found.text.startswith(opening or PROSE)


def test_a_story_called_a_video_or_a_profile_has_a_standfirst() -> None:
    said = (
        f"<article class='video-story'><h1>{TITLE}</h1><p class='description'>{STANDFIRST}</p><p>{PROSE}</p></article>"
    )
    assert draft(said).subtitle == STANDFIRST


def test_a_day_in_a_table_of_facts_sets_no_line_apart_above_it() -> None:
    facts = "<table><tr><th>Opened</th><td>May 6, 2016</td></tr></table>"
    line = "<div>From the open book of all harbours and quays</div>"
    assert draft(f"<h1>{TITLE}</h1>{line}{facts}<p>{PROSE}</p>").subtitle is None


def test_captions_above_the_standfirst_do_not_hide_it() -> None:
    figure = f"<figure><img src='/a.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    found = draft(f"<h1>{TITLE}</h1>{figure}<p class='standfirst'>{STANDFIRST}.</p>")
    assert found.subtitle == f"{STANDFIRST}."


def test_a_heading_in_the_story_may_say_what_the_headline_does() -> None:
    part = f"<p>{PROSE}</p><h2>{TITLE}</h2>"
    assert draft(f"<h1>{TITLE}</h1>{part}").headings == [TITLE]
    assert draft(f"<h1>{TITLE}</h1><h2>{TITLE}</h2>").headings == []


def test_the_headline_with_its_topic_is_no_standfirst() -> None:
    assert draft(f"<h1>{TITLE}</h1><h2>Harbour: {TITLE}</h2><p>{PROSE}</p>").subtitle is None


def test_likeness_ignores_case_and_marks() -> None:
    assert fold("«Der Rat», sagt er") == fold("der RAT sagt er")
    assert shared_words("Council agrees", "council AGREES at last") == 1.0
    assert shared_words("", "council") == 0.0


@pytest.mark.skipif(not SEEDS.exists(), reason="../shared/seeds is missing")
def test_the_heads_of_the_seeds_are_read() -> None:
    golds = {gold["uri"]: gold for gold in map(json.loads, (SEEDS / "gold.jsonl").read_text("utf-8").splitlines())}
    with (SEEDS / "seeds.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream):
            uri = record.rec_headers.get_header("WARC-Target-URI")
            body = record.content_stream().read().decode()
            found = refine(page_of(body, media_type="text/plain", url=uri))
            gold = golds[uri]
            assert {
                key: getattr(found, key) for key in ("title", "subtitle", "section", "agencies", "place", "authors")
            } == {key: gold[key] for key in ("title", "subtitle", "section", "agencies", "place", "authors")}
            image = found.images[0] if found.images else None
            assert (image and image.caption, image and image.credit) == (gold["caption"], gold["credit"])


@pytest.mark.parametrize(
    "title",
    [
        "Der Richter und seine »Freunde«",
        "Суд оправдал «Речную газету»",
        "L’affaire « Pontet » relancée",
        "Le maire et ses « amis »",
    ],
)
def test_words_in_quotation_marks_are_no_site_name(title: str) -> None:
    assert without_site(title, set()) == title


@pytest.mark.parametrize(
    "name", ["Газета «Заречье»", "Hafener Anzeiger - Archiv", "港湾日報 バックナンバー", "La Gaceta del Muelle"]
)
def test_the_name_of_the_outlet_is_no_headline(name: str) -> None:
    assert draft("", head=f"<title>{name}</title>").title is None
    assert draft(f"<h2>{TITLE}</h2>", head=f"<title>{name}</title>").title == TITLE


def test_a_line_in_large_type_is_the_headline_where_nothing_else_is() -> None:
    body = f"<div><font size='5'><b>{TITLE}</b></font><br>Storm damage is to be mended within two years</div>"
    assert draft(body).title == TITLE


@pytest.mark.parametrize(
    ("headline", "standfirst"),
    [
        ("Krabben kehren zurück", "Nach zwanzig Jahren fangen die Kutter an der Küste wieder mehr als erwartet"),
        ("Le phare rallumé", "Deux communes s'entendent enfin sur la facture après dix ans de querelle au tribunal"),
        ("El muelle reabre hoy", "Las obras terminan dos años antes de lo previsto y cuestan la mitad de lo temido"),
        ("Крабов поделили поровну", "Рыбаки двух берегов впервые за двадцать лет договорились о совместном промысле"),
        ("干潟のカニ、20年ぶり増加", "沿岸の漁協が禁漁期間を延長、水質改善も追い風に。専門家「回復は本物」"),
        ("갯벌 게 20년 만에 늘었다", "연안 어민들 금어기 연장에 합의…수질 개선도 한몫했다는 분석 나와"),
    ],
)
def test_of_two_lines_the_shorter_above_is_the_headline(headline: str, standfirst: str) -> None:
    found = text_draft(headline, standfirst, "HAMBURG, dpa/afp")
    assert (found.title, found.subtitle) == (headline, standfirst)


@pytest.mark.parametrize("mark", [" · ", " | ", " ", "｜"])
def test_links_side_by_side_are_a_menu(mark: str) -> None:
    menu = mark.join(f'<a href="/{name.lower()}">{name}</a>' for name in ("Home", "Culture", "Contact"))
    assert draft(f"<div>{menu}</div><h1>{TITLE}</h1>").section is None


def test_links_each_deeper_than_the_last_are_a_path() -> None:
    path = '<a href="/">Home</a> <a href="/world">World</a> <a href="/world/asia">Asia</a>'
    assert draft(f"<div>{path}</div><h1>{TITLE}</h1>").section == "World / Asia"


def test_a_date_line_is_no_standfirst() -> None:
    assert text_draft(TITLE, "posted by Gannet on the 22 May 2023 23:16 h").subtitle is None


def test_a_headline_loses_what_follows_a_separator_where_the_declared_one_has_it_not() -> None:
    head = f'<meta property="og:title" content="{TITLE}"><title>{TITLE}</title>'
    assert draft(f"<h1>{TITLE} | Harbour Guide</h1>", head=head).title == TITLE


def test_the_address_tells_which_headline_is_meant() -> None:
    head = '<meta property="og:title" content="How to mend a pier in winter">'
    body = "<h2>Mend your pier in one winter today, by phone</h2>"
    assert draft(body, head=head, url="https://gazette.example/how-to-mend-a-pier-in-winter").title == (
        "How to mend a pier in winter"
    )


def test_two_headlines_with_one_end_after_topics_of_their_own_are_that_end() -> None:
    head = f"<title>Storm damage: {TITLE}</title><meta property='og:title' content='Storm damage: {TITLE}'>"
    assert draft(f"<h1>After the storm - {TITLE}</h1>", head=head).title == TITLE


def test_a_part_of_the_headline_in_a_menu_does_not_stand_for_it() -> None:
    long = "How Long Does a Pier Last? The Years Counted"
    head = f"<title>{long}</title><meta property='og:title' content='{long}'>"
    body = "<ul><li>How Long Does a Pier Last</li></ul><h1>How Long Do Piers Last? The Years Counted</h1>"
    assert draft(body, head=head).title == long


def test_a_headline_that_a_template_states_as_the_sites_name_is_one_all_the_same() -> None:
    long = "Council of the harbour agrees to rebuild the northern pier"
    head = f"<title>{long}</title><meta name='application-name' content='{long}'>"
    assert draft("<h2>Read on today</h2>", head=head).title == long


def test_links_to_pages_of_tags_are_the_tags_where_none_are_declared() -> None:
    links = "<p>Tags: <a href='/tag/piers'>piers</a>, <a href='/tag/storms'>storms</a></p>"
    assert refine(page_of(f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p>{links}")).tags == ["piers", "storms"]


@pytest.mark.parametrize(
    ("name", "tags"), [("article:tag", ["Department of Piers and Harbour Services"]), ("keywords", [])]
)
def test_a_long_tag_that_is_declared_as_one_is_no_phrase(name: str, tags: list[str]) -> None:
    head = f"<meta property='{name}' content='Department of Piers and Harbour Services'>"
    assert draft("", head=head).tags == tags


@pytest.mark.parametrize("heading", ["<h3>{}</h3>", "<br><b>{}</b><br>", "</div><div><h4>{}</h4>"])
@pytest.mark.parametrize("text", ["The price of rope", "The price of rope keeps on climbing along this coast"])
def test_where_no_headline_stands_the_heading_of_a_second_story_is_none(heading: str, text: str) -> None:
    body = f"<div><p>• AFP</p><p>{PROSE}</p>{heading.format(text)}<p>{MORE}</p><p>{LAST}</p></div>"
    found = refine(page_of(body))
    assert (found.title, found.headings) == (None, [text])


def test_below_a_banner_a_heading_is_the_headline_all_the_same() -> None:
    banner = "Are you in the harbour and in need of help from us? Your consulate answers around the clock, every day."
    assert draft(f"<p>{banner}</p><h2>{TITLE}</h2>").title == TITLE


JAPANESE = "\n".join([
    "【北浦共同】北浦町議会は五日、十一年にわたり閉鎖していた旧港を再び漁船に開放する議案を賛成多数で可決した。",
    "町長は記者会見で、最初の乗組員が月末までに水揚げできるようになるとの見通しを示し、予算の執行を急ぐと述べた。",
])  # fmt: skip


def test_a_japanese_headline_is_one_though_a_single_line_break_parts_it_from_the_story() -> None:
    headline = "北浦の旧港、来月から再開放へ 漁船の水揚げ可能に"
    assert refine(page_of(f"{headline}\n{JAPANESE}", media_type="text/plain")).title == headline


def test_topics_parted_by_a_stroke_are_the_section_though_one_of_them_is_unknown() -> None:
    headline = "北浦の旧港を再開放へ 町議会が可決"
    found = refine(page_of(f"国際 / 北の海\n\n{headline}\n\n2019-11-15 10:40\n\n{JAPANESE}", media_type="text/plain"))
    assert (found.title, found.section) == (headline, "国際 / 北の海")


def test_a_label_before_the_headline_goes_where_the_page_title_has_it_without() -> None:
    found = draft(
        "<h1>Topic: Ropes that creak after rain</h1>", head="<title>Ropes that creak after rain - Riggers</title>"
    )
    assert found.title == "Ropes that creak after rain"


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("<div><a href='/'>トップ</a> &gt; <a href='/area'>地域</a> &gt; 記事</div>", "地域"),
        ("<div class='crumbs'><h2>Kudy</h2><ul><li><a href='/b'>Byznys</a></li></ul></div>", "Byznys"),
        ("<div class='crumbs'><p>Hier bist du</p><ul><li><a href='/b'>Häfen</a></li></ul></div>", "Häfen"),
        ("<nav aria-label='Fil d’Ariane'><ol><li><a href='/e'>Économie</a></li></ol></nav>", "Économie"),
        ("<ol itemtype='https://schema.org/BreadcrumbList'><li><a href='/m/1/2'>Musik</a></li></ol>", "Musik"),
        ("<a class='k7' href='/stadtleben'>Stadtleben</a>", "Stadtleben"),
        ("<p><a href='/orte/stadtleben/'>Stadtleben</a></p>", "Stadtleben"),
        ("<p><a href='/stadtleben/2024/hafen-offen'>Stadtleben</a></p>", None),
        ("<p><a href='/'>Stadtleben</a></p>", None),
    ],
)
def test_the_section_is_neither_what_the_path_is_called_nor_the_word_for_the_page(path: str, section: str) -> None:
    assert draft(f"{path}<h1>{TITLE}</h1>").section == section


SHOP = "<h2>We and our partners process data for these purposes</h2><h2>Boats for every harbour and every purse</h2>"
ANSWERED = {
    "@type": "FAQPage",
    "mainEntity": [{"@type": "Question", "name": "What does it cost to rent a boat for a day?", "text": "It depends."}],
}


def test_a_heading_over_a_part_of_a_page_that_is_no_story_is_no_title() -> None:
    head = '<title>Boat rental | Pier Boats</title><meta property="og:site_name" content="Pier Boats">'
    assert draft(SHOP, head=head).title == "Boat rental"
    story = '<meta property="og:type" content="article"><meta name="author" content="Ann Pier">'
    assert draft("<h2>Boats for every harbour and every purse</h2>", head=head + story).title != "Boat rental"


def test_a_question_that_a_page_answers_beside_other_things_is_no_title() -> None:
    answers = f'<script type="application/ld+json">{json.dumps(ANSWERED)}</script>'
    shown = "<h3>What does it cost to rent a boat for a day?</h3>"
    head = '<title>Boat rental | Pier Boats</title><meta property="og:site_name" content="Pier Boats">'
    assert draft(SHOP + shown, head=head + answers).title == "Boat rental"
    asked = answers.replace("FAQPage", "QAPage")
    assert draft(SHOP + shown, head=head + asked).title == "What does it cost to rent a boat for a day?"


@pytest.mark.parametrize(
    ("line", "subtitle"),
    [
        ("Ann Pier and Tom Quay, Harbour Gazette Staff Writers", None),
        (
            "Ann Pier told the council that the harbour would not wait.",
            "Ann Pier told the council that the harbour would not wait.",
        ),
        ("Get the latest harbour news delivered to your inbox.", None),
    ],
)
def test_a_signature_or_a_notice_is_no_standfirst(line: str, subtitle: str | None) -> None:
    head = '<meta name="author" content="Ann Pier"><meta property="og:type" content="article">'
    found = draft(f"<h1>{TITLE}</h1><p class='standfirst'>{line}</p>", head=head)
    assert found.subtitle == subtitle
    assert found.authors == ["Ann Pier"]


def test_the_dateline_of_a_chinese_wire_story_is_no_standfirst() -> None:
    line = "新华社上海5月6日电 题：港口委员会决定重建去年冬天被风暴折断的北码头"
    prose = (
        "港口委员会星期五决定重建去年冬天被风暴折断的北码头，工程将于春季开始，预计历时两年，费用由国家承担一半。" * 3
    )
    found = draft(f"<h1>{TITLE}</h1><p>{line}</p><p>新华社记者 王小明</p><p>{prose}</p>")
    assert (found.subtitle, found.authors, found.agencies) == (None, ["王小明"], ["Xinhua"])
    assert found.text.startswith(line)


@pytest.mark.parametrize("line", ["Search", "Learn more", "< Back to all stories", "Suche"])
def test_what_a_link_above_the_headline_does_is_no_section(line: str) -> None:
    assert draft(f"<div class='section-name'>{line}</div><h1>{TITLE}</h1>").section is None
    assert draft(f"<div class='section-name'>Harbours</div><h1>{TITLE}</h1>").section == "Harbours"


def test_a_badge_at_the_end_of_a_headline_is_no_part_of_it() -> None:
    head = f"<meta property='og:title' content='{TITLE} | News | The Pier Gazette'>"
    badged = draft(f"<h1>{TITLE} <span class='label'>Subscribers</span></h1>", head=head)
    assert badged.title == TITLE
    assert "Subscribers" not in badged.text
    assert draft(f"<h1>{TITLE} <em>again</em></h1>").title == f"{TITLE} again"


def test_the_words_of_an_address_are_no_headline() -> None:
    found = draft(f"<h1>{TITLE}</h1>", head="<meta property='og:title' content='pier-test-autumn-2018'>")
    assert found.title == TITLE


def test_neither_the_sites_tagline_nor_the_form_for_comments_heads_a_story() -> None:
    head = "<title>Pier Walks Spring 2012 | Pier Walks</title><meta property='og:site_name' content='Pier Walks'>"
    tagline = "<h1 id='site-title'>Pier Walks</h1><h2 id='site-description'>All who walk along the old piers</h2>"
    form = "<div id='respond'><h3>Write a comment Cancel the answer</h3></div>"
    body = f"{tagline}<h1>Pier Walks Spring 2012</h1><ul><li>{PROSE}</li><li>{MORE}</li></ul>{form}"
    assert refine(page_of(body, head=head)).title == "Pier Walks Spring 2012"


def test_the_headline_is_found_above_the_story_with_its_topic_though_a_list_below_has_it_bare() -> None:
    node = json.dumps({"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-10-01"})
    head = f"<script type='application/ld+json'>{node}</script><meta property='og:title' content='Harbours: {TITLE}'>"
    body = (
        f"<h2>Harbours : {TITLE}</h2><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p><ul><li><a href='/1'>{TITLE}</a></li></ul>"
    )
    document = document_of(page_of(body, head=head))
    assert document.value("title") == TITLE
    assert document.title_index == 0
    assert document.blocks[0].reason == Reason.TITLE


@pytest.mark.parametrize(
    ("last", "section"),
    [
        ("Pier to be rebuilt at last", "News / Harbours"),
        ("Piers", "News / Harbours / Piers"),
        ("06/2019", "News / Harbours"),
    ],
)
def test_neither_the_headline_in_other_words_nor_a_number_is_a_step_of_the_path(last: str, section: str) -> None:
    steps = "".join(f"<li>{step}</li>" for step in ("<a href='/'>Home</a>", "<a href='/n'>News</a>",
                                                    "<a href='/n/h'>Harbours</a>", last))  # fmt: skip
    head = "<meta property='og:title' content='Pier to be rebuilt at last'>"
    assert draft(f"<ul class='breadcrumb'>{steps}</ul><h1>{TITLE}</h1>", head=head).section == section


def test_a_step_of_the_path_counts_once_and_links_to_print_are_none() -> None:
    steps = "<a href='/'>首页</a> > <a href='/k'>快讯</a> > <a href='/g'>公司</a> > <a href='/g/2'>公司</a>"
    tools = "<div class='tools'>字号：默认 大 超大 | 打印 |</div>"
    assert draft(f"<div class='breadcrumb'><p>{steps}</p>{tools}</div><h1>{TITLE}</h1>").section == "快讯 / 公司"


def test_the_word_for_home_may_name_the_site_as_well() -> None:
    path = "<a href='/index.php'>Accueil du site</a> > <a href='/rubrique1'>Emissions</a> > " + TITLE
    assert draft(f"<div id='hierarchie'>{path}</div><h1>{TITLE}</h1>").section == "Emissions"


@pytest.mark.parametrize(
    ("above", "section"),
    [
        (
            "<table class='module'><tr><td><a href='https://maker.example/counter'>Visit counter</a></td></tr></table>",
            None,
        ),
        ("<div class='crumbs'><a href='https://finder.example/'>Finder</a></div>", None),
        ("<p><a href='/tag/tidal-union'>Tidal Union</a></p>", None),
        ("<p><a href='/tag/tidal-union'>#Tidal Union</a></p>", None),
        ("<p class='category'><a href='/tag/harbours'>Harbours</a></p>", "Harbours"),
        ("<p><a href='/tag/politics'>Politics</a></p>", "Politics"),
        ("<div class='channel_2'>广告</div>", None),
        ("<div class='channel_2'>港口</div>", "港口"),
    ],
)
def test_a_tag_a_link_to_another_site_and_the_word_for_advertisements_are_no_section(
    above: str, section: str | None
) -> None:
    assert draft(f"{above}<h1>{TITLE}</h1><p>{PROSE}</p>").section == section


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("<p class='location'>뉴스 > 경제 > 기업·항구</p>", "뉴스 / 경제 / 기업·항구"),
        ("<p class='where'>Harbours > Quays</p>", None),
        ("<p class='more'>Politics ></p>", "Politics >"),
        ("<p class='article-category'><a href='/c/1'>Harbours</a>, <a href='/c/2'>Old quays of the town</a></p>",
         "Harbours / Old quays of the town"),
        ("<p class='article-category'><a href='/c/1'>Harbours</a> told by <a href='/c/2'>Quays</a></p>",
         "Harbours told by Quays"),
        ("<div class='rubrique-thematique'><a href='h'>Ports</a> · <a href='q'>Quais et digues</a></div>",
         "Ports / Quais et digues"),
    ],
)  # fmt: skip
def test_a_line_of_several_sections_parts_them_by_strokes(line: str, section: str | None) -> None:
    assert draft(f"{line}<h1>{TITLE}</h1><p>{PROSE}</p>").section == section


@pytest.mark.parametrize(("box", "section"), [("<h2>{}</h2>", "Boats and Quays"), ("<p>{}</p>", None)])
def test_a_linked_heading_above_the_headline_is_none_of_the_menu_before_it(box: str, section: str | None) -> None:
    link = box.format("<a href='/boats/'>Boats and Quays</a>")
    menu = "<ul><li><a href='/jobs/'>Jobs</a></li></ul>"
    assert draft(f"<header>{menu}{link}</header><h1>{TITLE}</h1><p>{PROSE}</p>").section == section


@pytest.mark.parametrize(
    ("below", "section"),
    [
        ("<dl><dt>Datum</dt><dd>3. Mai 2016</dd><dt>Kategorie</dt><dd>Häfen</dd></dl>", "Häfen"),
        ("<dl><dt>Kategorie</dt><dt>Datum</dt><dd>Häfen</dd></dl>", None),
        ("<h3>Datum: 22.12.2012, Rubrik: Häfen</h3>", "Häfen"),
        ("<p>She was asked about it, section: her answer was that the pier of the town is 200 years old.</p>", None),
    ],
)
def test_a_section_may_stand_behind_the_word_for_one(below: str, section: str | None) -> None:
    assert draft(f"<h1>{TITLE}</h1>{below}<p>{PROSE}</p><p>{MORE}</p>").section == section


def test_the_column_that_chinese_authorities_declare_is_the_section() -> None:
    head = "<meta name='ColumnName' content='投资运行'>"
    assert draft(f"<h1>{TITLE}</h1>", head=head).section == "投资运行"


def test_a_menu_that_is_named_as_a_path_is_no_section() -> None:
    links = "".join(f"<li><a href='/{number}'>Part {'ABCDEFGHIJKLMN'[number]}</a></li>" for number in range(14))
    document = document_of(page_of(f"<div class='breadcrumb-wrap'>{links}</div><h1>{TITLE}</h1><p>{PROSE}</p>"))
    assert document.value("section") is None


def test_of_sections_that_a_template_joins_the_first_counts_and_is_no_markup() -> None:
    for said in ("Food &amp; Drink,Travel", "Food & Drink"):
        node = json.dumps({"@type": "Article", "headline": TITLE, "articleSection": said})
        assert (
            draft(f"<h1>{TITLE}</h1>", head=f"<script type='application/ld+json'>{node}</script>").section
            == "Food & Drink"
        )


def test_a_sentence_about_who_contributes_is_a_standfirst_and_no_credit() -> None:
    said = "More walkers on the pier means more hands contributing to its repair, and that is good for everybody."
    assert draft(f"<h1>{TITLE}</h1><p class='excerpt'>{said}</p>").subtitle == said


def test_what_is_said_of_the_author_below_the_name_is_no_standfirst() -> None:
    bio = "<p class='description'>Ada Holm fell into the harbour at the age of nine and has written of it since.</p>"
    head = "<meta name='author' content='Ada Holm'>"
    assert draft(f"<h1>{TITLE}</h1><p>Ada Holm</p><p>+ Follow</p>{bio}", head=head).subtitle is None


def test_a_path_may_end_with_the_word_for_the_page_and_begin_with_the_site() -> None:
    found = draft(f"<div>海港网首页 &gt; 财经频道 &gt; 正文</div><h1>{TITLE}</h1>")
    assert found.section == "财经频道"
    links = "<a href='/'>首页</a> &gt;&gt; <a href='/h'>海港新闻频道</a> &gt;&gt; 正文 <a href='/join'>申请入驻</a>"
    assert draft(f"<div>{links}</div><h1>{TITLE}</h1>").section == "海港新闻频道"
    assert draft(f"<div>看港口 &gt; 听渔歌</div><h1>{TITLE}</h1>").section is None


CHINESE = "港口委员会决定重建去年冬天被风暴折断的北码头"


CHINESE_PROSE = "<p>港口委员会星期五决定重建北码头，工程将于春季开始，预计历时两年，费用由国家承担一半。</p>" * 4


@pytest.mark.parametrize(
    ("title", "line"),
    [
        (f"{CHINESE} 码头办事处_海港", f"<div>{CHINESE}</div>"),
        (f"{CHINESE}-PIER 海港技术网", f"<h4>{CHINESE}</h4>"),
        (CHINESE, f"<h2><span>原创</span>{CHINESE}</h2>"),
        ("新闻动态--海港学会官网", f"<h3>首页 - 新闻动态</h3><h5>{CHINESE}！</h5><p>发布时间：2026-05-06</p>"),
    ],
)
def test_a_chinese_headline_is_parted_from_what_templates_add(title: str, line: str) -> None:
    found = refine(page_of(f"{line}{CHINESE_PROSE}", head=f"<title>{title}</title>"))
    assert found.title is not None
    assert found.title.rstrip("！") == CHINESE


def test_other_short_headings_do_not_bring_the_site_back_into_a_chinese_title() -> None:
    head = f"<title>{CHINESE}_海港.COM</title>"
    found = refine(page_of(f"<h1>{CHINESE}</h1>{CHINESE_PROSE}<h3>财讯</h3>", head=head))
    assert found.title == CHINESE


def test_a_bold_opening_is_no_standfirst_where_other_paragraphs_are_bold() -> None:
    opening = f"<p><b>{PROSE}</b></p>"
    assert draft(f"<h1>{TITLE}</h1>{opening}<p>{MORE}</p><p>{LAST}</p>").subtitle == PROSE
    assert draft(f"<h1>{TITLE}</h1>{opening}<p>{MORE}</p><p><b>{LAST}</b></p>").subtitle is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Home – a novel of loss", "Home – a novel of loss"),
        ("Home – Politics", None),
        ("Home » Piers and quays", None),
        ("Home / Piers / Quays", None),
    ],
)
def test_a_heading_that_begins_with_the_word_for_home_is_a_path_where_steps_follow(
    line: str, title: str | None
) -> None:
    assert refine(page_of(f"<h1>{line}</h1><p>{PROSE}</p><p>{MORE}</p>")).title == title


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (f"Northern {TITLE}", f"Northern {TITLE}"),
        (f"Harbour: {TITLE}", TITLE),
        (f"<span>Harbour</span> {TITLE}", TITLE),
        (f"Harbour <em>{TITLE}</em>", TITLE),
        (f"<a href='/'>Harbours</a> <i></i> <a href='/p'>Piers</a> <i></i> {TITLE}", TITLE),
        (f"No <b>Council</b>{TITLE.removeprefix('Council')}", f"No {TITLE}"),
        (f"Why <i>Council</i>{TITLE.removeprefix('Council')}", f"Why {TITLE}"),
        (f"The <a href='/c'>Council</a>{TITLE.removeprefix('Council')}", f"The {TITLE}"),
        (f"The {TITLE} of <em>the</em> town", f"The {TITLE} of the town"),
        (f"No <wbr>{TITLE}", f"No {TITLE}"),
        (f"No <!-- ad -->{TITLE}", f"No {TITLE}"),
    ],
)
def test_words_that_nothing_parts_from_the_headline_are_no_topic_before_it(shown: str, title: str) -> None:
    head = f"<title>{TITLE} - Pier Gazette</title><meta property='og:title' content='{TITLE}'>"
    assert draft(f"<h1>{shown}</h1>", head=head).title == title


@pytest.mark.parametrize(
    ("lead", "is_topic"),
    [
        ("Pier News", True),
        ("HARBOURS", True),
        ("Exclusive", True),
        ("Live", True),
        ("Kommentar", True),
        ("World", True),
        ("UNESCO", False),
        ("Town", False),
    ],
)
def test_a_topic_before_the_headline_may_be_told_by_its_words_alone(lead: str, is_topic: bool) -> None:
    head = f"<meta property='og:site_name' content='Pier News'><meta property='og:title' content='{TITLE}'>"
    assert draft(f"<h1>{lead} {TITLE}</h1>", head=head).title == (TITLE if is_topic else f"{lead} {TITLE}")


def test_a_word_within_the_sentence_of_a_headline_is_no_topic_before_it() -> None:
    head = "<meta property='og:title' content='council agrees to rebuild the pier'>"
    shown = "New council agrees to rebuild the pier"
    assert draft(f"<h1>{shown}</h1>", head=head).title == shown


@pytest.mark.parametrize(
    ("shown", "declared", "title"),
    [
        ("The pier: it will be rebuilt", "The pier - it will be rebuilt", "The pier: it will be rebuilt"),
        ("The pier:it will be rebuilt", "The pier: it will be rebuilt", "The pier: it will be rebuilt"),
        ("The pier's end is in sight at last", r"The pier\'s end is in sight at last",
         "The pier's end is in sight at last"),
    ],
)  # fmt: skip
def test_a_headline_is_spelled_as_it_is_shown(shown: str, declared: str, title: str) -> None:
    head = f'<meta property="og:title" content="{declared}">'
    assert draft(f"<h1>{shown}</h1>", head=head).title == title


def test_of_several_headlines_declared_the_one_that_a_line_shows_is_not_stale() -> None:
    head = (
        f"<title>{TITLE} - Pier Gazette</title><meta property='og:title' content='Storm breaks the pier in two parts'>"
    )
    links = "<ul><li><a href='/2'>Storm breaks the pier in two parts</a></li></ul>"
    assert draft(f"{links}<div>{TITLE}</div>", head=head).title == TITLE


def test_the_headline_is_where_readers_see_it() -> None:
    body = f"<div style='display:none'>{TITLE}</div><div>{TITLE}</div><p>{PROSE}</p><p>{MORE}</p>"
    found = document_of(page_of(body, head=f"<title>{TITLE}</title>"))
    assert found.title_index is not None
    assert not found.blocks[found.title_index].hidden


SUMMARY = "A storm had broken it in two last winter; work is to begin in the spring."


@pytest.mark.parametrize("name", ["headingIntro", "article-subHeadline", "ArticleSummary"])
def test_a_standfirst_may_be_named_in_camel_case(name: str) -> None:
    assert draft(f"<h1>{TITLE}</h1><div><p class='{name}'>{SUMMARY}</p></div>").subtitle == SUMMARY


def test_an_introduction_beside_the_paragraphs_of_the_story_is_part_of_it() -> None:
    found = draft(f"<h1>{TITLE}</h1><p class='introduction'>{SUMMARY}</p>")
    assert (found.subtitle, SUMMARY in found.text) == (None, True)
    assert draft(f"<header><h1>{TITLE}</h1><p class='intro'>{SUMMARY}</p></header>").subtitle == SUMMARY
    assert draft(f"<h1>{TITLE}</h1><p class='standfirst'>{SUMMARY}</p>").subtitle == SUMMARY


def test_the_word_for_a_summary_is_no_part_of_it() -> None:
    line = f"<p class='summary'><span>Summary:</span> {SUMMARY}</p>"
    assert draft(f"<header><h1>{TITLE}</h1>{line}</header>").subtitle == SUMMARY


@pytest.mark.parametrize("word", ["Lead", "Spot", "Description"])
def test_a_word_of_the_story_before_a_colon_is_part_of_the_standfirst(word: str) -> None:
    line = f"{word}: every third pipe of the town is made of it, and nobody counted."
    assert draft(f"<header><h1>{TITLE}</h1><p class='summary'>{line}</p></header>").subtitle == line


def test_a_standfirst_of_two_lines_is_whole() -> None:
    lines = f"<p class='standfirst'>{SUMMARY}<br>Fishermen ask for patience</p>"
    assert draft(f"<header><h1>{TITLE}</h1>{lines}</header>").subtitle == f"{SUMMARY} Fishermen ask for patience"


def test_paragraphs_in_one_element_with_the_first_are_no_standfirst() -> None:
    found = draft(f"<h1>{TITLE}</h1><div class='article-lead'>{SUMMARY}<br>{PROSE} Yes.<br>{MORE} Yes.</div>")
    assert found.subtitle == SUMMARY
    assert f"{PROSE} Yes." in found.text
    assert f"{MORE} Yes." in found.text


def test_lines_that_are_too_long_together_are_no_standfirst() -> None:
    lines = "<br>".join(["Fishermen ask for patience until the cranes arrive"] * 16)
    found = draft(f"<header><h1>{TITLE}</h1><div class='article-lead'>{SUMMARY}<br>{lines}</div></header>")
    assert found.subtitle == SUMMARY


@pytest.mark.parametrize(
    "name",
    [
        "article-header has-author", "with-video", "video-story", "profile-header", "breaking-alert-header",
        "newsletter-story", "article-subscription", "title-author", "headline-byline",
    ],
)  # fmt: skip
def test_what_holds_headline_and_standfirst_may_be_called_as_anything(name: str) -> None:
    assert draft(f"<header class='{name}'><h1>{TITLE}</h1><h2>{SUMMARY}</h2></header>").subtitle == SUMMARY
    line = f"<p class='standfirst'>{SUMMARY}</p>"
    assert draft(f"<div class='{name}'><h1>{TITLE}</h1>{line}</div>").subtitle == SUMMARY


def test_a_standfirst_may_be_said_to_have_an_author_or_a_newsletter() -> None:
    line = f"<p class='standfirst has-author with-newsletter'>{SUMMARY}</p>"
    assert draft(f"<header><h1>{TITLE}</h1></header>{line}").subtitle == SUMMARY


@pytest.mark.parametrize(
    "line",
    [
        "<div class='byline'>By harbourwatch, a reader who contributes to us</div>",
        "<div class='photo_credit_box'><p>The pier as it stood before the storm of last winter broke it.</p></div>",
        "<div class='captionWrap'><p>The pier as it stood before the storm of last winter broke it.</p></div>",
        "<p class='video-desc'>The pier as it stood before the storm of last winter broke it.</p>",
        "<form><label>Add a message of your own (80 characters)</label></form>",
        "<div>Our correspondents, The Pier Gazette, Holm, June 5, 2026</div>",
    ],
)
def test_neither_byline_nor_caption_nor_form_above_the_date_is_a_standfirst(line: str) -> None:
    assert draft(f"<h1>{TITLE}</h1>{line}<p class='date'>Published: June 6, 2026</p>").subtitle is None


def test_a_standfirst_may_stand_among_bylines() -> None:
    line = f"<div class='byline-social'><p class='strapline'>{SUMMARY}</p><p>By Ada Holm</p></div>"
    assert draft(f"<header><h1>{TITLE}</h1>{line}</header>").subtitle == SUMMARY


CRUMBS = "<div class='crumb_trail'><a href='/'>Home</a> &gt; <a href='/harbours'>Harbours</a></div>"


def test_a_path_right_above_the_headline_tells_more_than_a_word_for_a_section() -> None:
    assert draft(f"<div>Opinion</div>{CRUMBS}<h1>{TITLE}</h1>").section == "Harbours"
    assert draft(f"{CRUMBS}<div>Opinion</div><h1>{TITLE}</h1>").section == "Harbours"
    assert draft(f"{CRUMBS}<div class='articleSection'>Piers</div><h1>{TITLE}</h1>").section == "Piers"


def test_a_line_above_something_else_than_the_headline_is_no_section() -> None:
    teaser = "<div><a href='/2'>Storm breaks the northern pier in two parts</a></div>"
    assert draft(f"<div>World news</div>{teaser}<h1>{TITLE}</h1>").section is None
    assert draft(f"<div style='display:none'>World news</div><h1>{TITLE}</h1>").section is None
    assert draft(f"<div>World news</div><h1>{TITLE}</h1>").section == "World news"


def test_strokes_between_links_make_them_no_less_a_menu() -> None:
    menu = "<li>|</li>".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("World", "Money", "Sport"))
    assert draft(f"<ul>{menu}</ul><h1>{TITLE}</h1>").section is None


def test_keywords_are_no_path() -> None:
    tags = "".join(f"<li><a href='/tag/{name}'>{name}</a></li>" for name in ("piers", "storms"))
    assert draft(f"<ul class='breadcrumbs' itemprop='keywords'>{tags}</ul><h1>{TITLE}</h1>").section is None


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("<div class='sectiontitle'><h2>Piers</h2></div>", "Piers"),
        ("<div class='section'><h2>Piers</h2></div>", None),
        ("<div class='nav_section_title'>Piers</div>", None),
        ("<div class='category'><a href='/a'>Latest</a>| <a href='/b'>Films</a></div>", None),
    ],
)
def test_the_section_is_named_by_its_label_and_by_no_menu(line: str, section: str | None) -> None:
    assert draft(f"{line}<h1>{TITLE}</h1>").section == section


def test_a_link_in_one_element_with_the_headline_is_the_section_whatever_link_is_above() -> None:
    share, link = "<div><a href='/share'>Tell</a></div>", "<div><a href='/town/piers/'>Piers</a></div>"
    assert draft(f"{share}<div>{link}<h1>{TITLE}</h1></div>").section == "Piers"
    assert draft(f"{share}{link}<div><h1>{TITLE}</h1></div>").section is None


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ("<meta property='og:article:section' content='Harbours'>", "Harbours"),
        ("<meta name='section' content='Article'><meta name='channel' content='Politics'>", "Politics"),
        ("<meta name='channel' content='Lifestyle,Boats'>", "Lifestyle"),
        ("<meta name='channel' content='web'>", None),
        ("<meta name='channel' content='@gazette'>", None),
        ("<meta name='prism.section' content='harbours'>", "harbours"),
        ("<meta name='sections' content='Harbours,Ships'>", "Harbours"),
        ("<meta property='og:site_name' content='Gazette'><meta name='section' content='Gazette'>", None),
        ("<meta property='og:site_name' content='News'><meta name='section' content='News'>", "News"),
        ("<meta name='section' content='Opinion [Premium]'>", "Opinion [Premium]"),
        ("<meta name='section' content='[Premium]'>", None),
        ("<meta name='section' content='{&quot;name&quot;:&quot;pier&quot;}'>", None),
        (
            "".join(f"<meta property='article:section' content='{name}'>" for name in ("A", "Bc", "Cd", "De", "Ef")),
            None,
        ),
    ],
)
def test_meta_tags_name_the_section_in_many_ways(head: str, section: str | None) -> None:
    assert draft(f"<h1>{TITLE}</h1>", head=head).section == section


def test_a_section_may_be_called_as_the_site_is() -> None:
    head = "<meta property='og:site_name' content='Golf'><meta property='article:section' content='Golf'>"
    assert draft(f"<h1>{TITLE}</h1>", head=head, url="https://golf.example/1").section == "Golf"


@pytest.mark.parametrize(
    ("value", "section"),
    [
        ("tags", None),
        ("All", None),
        ("Uncategorized", None),
        ("Ohne Kategorie", None),
        ("Без рубрики", None),
        ("未分類", None),
        ("Category: Harbours & Quays", "Harbours & Quays"),
        ("カテゴリー：港", "港"),
        ("Category Theory", "Category Theory"),
        ("All Things Harbour", "All Things Harbour"),
        ("Thema", "Thema"),
    ],
)
def test_words_that_file_a_story_nowhere_are_no_section(value: str, section: str | None) -> None:
    assert draft(f"<h1>{TITLE}</h1>", head=f"<meta property='article:section' content='{value}'>").section == section


def test_another_section_stands_in_for_the_word_of_a_template() -> None:
    head = "<meta property='article:section' content='tags'>"
    line = "<div class='rubric'><a class='section-name' href='/harbours'>Harbours</a></div>"
    assert draft(f"{line}<h1>{TITLE}</h1>", head=head).section == "Harbours"


@pytest.mark.parametrize(("author", "section"), [("Ada Holm", "Harbours"), ("Jane Doe", "Ada Holm")])
def test_a_story_is_not_filed_under_its_author(author: str, section: str) -> None:
    node: dict[str, object] = {"@type": "NewsArticle", "headline": TITLE, "articleSection": ["Ada Holm", "Harbours"]}
    node["author"] = {"@type": "Person", "name": author}
    assert (
        draft(f"<h1>{TITLE}</h1>", head=f"<script type='application/ld+json'>{json.dumps(node)}</script>").section
        == section
    )


@pytest.mark.parametrize(("line", "section"), [("← All Harbours", None), ("Harbours", "Harbours")])
def test_a_way_back_is_no_section(line: str, section: str | None) -> None:
    assert draft(f"<div class='category'><a href='/all'>{line}</a></div><h1>{TITLE}</h1>").section == section


@pytest.mark.parametrize(
    ("last", "section"),
    [
        ({"name": "Pier-plan", "item": "https://gazette.example/1"}, "Town"),
        ({"item": {"@id": "https://gazette.example/1/", "name": "Pier-plan"}}, "Town"),
        ({"name": "Council agrees..."}, "Town"),
        ({"name": "Harbours", "item": "https://gazette.example/harbours"}, "Town / Harbours"),
        ({"name": "Harbour Dues..."}, "Town / Harbour Dues..."),
    ],
)
def test_the_page_itself_is_no_step_to_it(last: dict[str, object], section: str) -> None:
    first = {"@type": "ListItem", "position": 1, "name": "Town", "item": "https://gazette.example/town"}
    node = {"@type": "BreadcrumbList", "itemListElement": [first, {"@type": "ListItem", "position": 2, **last}]}
    assert (
        draft(f"<h1>{TITLE}</h1>", head=f"<script type='application/ld+json'>{json.dumps(node)}</script>").section
        == section
    )


@pytest.mark.parametrize(
    "opening",
    [
        "<p>This post may contain affiliate links.</p>",
        "<h3>This story is part four of our series on the pier:</h3>",
        "<p>Ada Holm, Jane B. Doe, Max Roe-Lind</p>",
        "<div class='sidebar-box'><p class='intro'>Have questions? Come to the quay at noon today!</p></div>",
    ],
)
def test_notices_lead_ins_names_and_offers_are_no_standfirst(opening: str) -> None:
    line = opening.replace("<p>", "<p class='excerpt'>")
    assert draft(f"<header><h1>{TITLE}</h1></header>{line}<div>By Tom Roe</div>").subtitle is None


@pytest.mark.parametrize(
    "line",
    [
        "Arts and Crafts, Fish and Chips on the quay",
        "The fishermen of the town are told to wait",
        "Oil, gas and coal are to come next",
    ],
)
def test_a_standfirst_without_a_stop_may_list_things(line: str) -> None:
    assert draft(f"<header><h1>{TITLE}</h1><p class='standfirst'>{line}</p></header>").subtitle == line


def test_a_layout_with_a_side_bar_may_hold_a_standfirst() -> None:
    said = f"<div class='has-sidebar'><p class='standfirst'>{SUMMARY}</p></div>"
    assert draft(f"<header><h1>{TITLE}</h1></header>{said}").subtitle == SUMMARY


@pytest.mark.parametrize(
    ("opening", "other", "subtitle"),
    [
        ("1. Keep the northern crane where it is", "<p><b>2. Pay the fishermen</b></p>", None),
        ("1. Keep the northern crane where it is", "", None),
        ("Fishermen are told to wait for cranes", "", "Fishermen are told to wait for cranes"),
        (f"{SUMMARY}.", "<p><b>2. Pay the fishermen</b></p>", f"{SUMMARY}."),
    ],
)
def test_a_bold_line_among_others_heads_a_part_of_the_story(opening: str, other: str, subtitle: str | None) -> None:
    body = f"<p><b>{opening}</b></p><p>{PROSE}</p><p>{MORE}</p>{other}<p>{LAST}</p><p>{PROSE} And so on.</p>"
    assert refine(page_of(f"<h1>{TITLE}</h1><div>{body}</div>")).subtitle == subtitle


@pytest.mark.parametrize(
    ("box", "line", "subtitle"),
    [
        ("header", "Key points: what was agreed on Friday", None),
        ("header", "What was agreed on Friday, in short.", "What was agreed on Friday, in short."),
        ("", "What the fishermen were told on Friday", "What the fishermen were told on Friday"),
    ],
)
def test_a_heading_in_the_body_heads_a_part_of_it(box: str, line: str, subtitle: str | None) -> None:
    body = f"<p>{PROSE}</p><p>{MORE}</p><h2>Who is to pay</h2><p>{LAST}</p>"
    head = f"<{box}><h1>{TITLE}</h1></{box}><div><h3>{line}</h3>{body}</div>" if box else ""
    assert refine(page_of(head or f"<div><h1>{TITLE}</h1><h3>{line}</h3>{body}</div>")).subtitle == subtitle


@pytest.mark.parametrize("desk", ["Sports", "Opinion"])
def test_a_desk_that_is_declared_to_be_a_person_names_the_section(desk: str) -> None:
    node: dict[str, object] = {"@type": "NewsArticle", "headline": TITLE, "articleSection": desk}
    node["author"] = {"@type": "Person", "name": desk}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    assert draft(f"<h1>{TITLE}</h1>", head=head).section == desk


@pytest.mark.parametrize("address", ["https://[site]/#page", "http://[harbour#x"])
def test_a_step_whose_address_is_broken_is_a_step(address: str) -> None:
    steps = [{"name": "Town", "item": "https://gazette.example/town"}, {"name": "Harbours", "item": address}]
    node = {"@type": "BreadcrumbList", "itemListElement": steps}
    head = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    assert draft(f"<h1>{TITLE}</h1>", head=head).section == "Town / Harbours"


OPENING = "Fishermen are told to wait for cranes as the town pays"


@pytest.mark.parametrize(
    "body",
    [
        f"<header><h1>{TITLE}</h1></header><div><h2>{OPENING}</h2><p>{PROSE}</p><p>{MORE}</p><h3>Costs</h3><p>{LAST}</p></div>",
        f"<h1>{TITLE}</h1><div><b>{OPENING}</b></div><div><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></div>",
        f"<h1>{TITLE}</h1><p><b>{OPENING}</b></p><p>{PROSE}</p><p>{MORE}</p><h3><b>Costs</b></h3><p>{LAST}</p>",
        f"<h1>{TITLE}</h1><p><b>{OPENING}</b></p><p>{PROSE}</p><p>{MORE}</p><p><b>Costs</b></p><p>{LAST}</p>",
        f"<h1>{TITLE}</h1><p class='standfirst'>{OPENING}:</p><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>",
    ],
)
def test_a_standfirst_without_a_stop_stands_above_headings_of_less(body: str) -> None:
    assert (refine(page_of(f"<div>{body}</div>")).subtitle or "").rstrip(":") == OPENING


@pytest.mark.parametrize("declared", [True, False])
def test_names_that_the_page_declares_to_sum_up_the_story_do(declared: bool) -> None:
    names = "Harry Kane, Ada Holm and Jude Bellingham"
    head = f"<meta name='description' content='{names}'>" if declared else ""
    found = draft(f"<header><h1>{TITLE}</h1><p class='standfirst'>{names}</p></header>", head=head)
    assert found.subtitle == (names if declared else None)


@pytest.mark.parametrize(
    ("lines", "declared", "title"),
    [
        ("Council agrees to rebuild<br>the northern pier", TITLE, TITLE),
        ("Council agrees to rebuild<br>the northern pier", "Pier Gazette", TITLE),
        (f"{TITLE}<br>And pays for it", f"{TITLE} And pays for it", f"{TITLE} And pays for it"),
        (f"{TITLE}<br>And pays for it", TITLE, TITLE),
        (f"{TITLE}<br>What it will cost", "Pier Gazette", TITLE),
        (f"{TITLE}<br>by Ada Holm", "Pier Gazette", TITLE),
        (f"{TITLE}<br>foto: Ada Holm", "Pier Gazette", TITLE),
        (f"{TITLE}<br>ada@gazette.example", "Pier Gazette", TITLE),
        (f"Harbours<br>{TITLE[0].lower()}{TITLE[1:]}", "Pier Gazette", f"{TITLE[0].lower()}{TITLE[1:]}"),
        (f"{TITLE}<br>updated 6 May 2026", "Pier Gazette", TITLE),
        (f"{TITLE}<br><small>a word on its costs</small>", "Pier Gazette", TITLE),
        (f"{TITLE}<br><a href='#c'>comments</a>", "Pier Gazette", TITLE),
        (f"{TITLE}{'<br>and its cost' * 10}", "Pier Gazette", TITLE),
    ],
)
def test_a_headline_of_several_lines_is_one(lines: str, declared: str, title: str) -> None:
    found = draft(f"<h1>{lines}</h1>", head=f"<title>{declared}</title>")
    assert found.title == title
    assert found.text.endswith(f"{MORE}\n\n{LAST}")
    assert title == TITLE or not found.headings


def test_a_line_end_that_a_declaration_spells_out_parts_words() -> None:
    head = f"<meta property='og:title' content='{TITLE.replace(' the', '&amp;lt;br/&amp;gt;the')}'>"
    assert draft(f"<h1>{TITLE.replace(' the', '<br>the')}</h1>", head=head).title == TITLE


@pytest.mark.parametrize(
    ("box", "title"), [("cookie-banner", TITLE), ("category-cookies", "The best oat cookies of the coast")]
)
def test_what_a_site_asks_of_cookies_is_no_headline(box: str, title: str) -> None:
    asked = f"<div class='{box}'><h1>The best oat cookies of the coast</h1></div>"
    assert draft(f"{asked}<h2>{TITLE}</h2>").title == title


@pytest.mark.parametrize("questions", [1, 2])
def test_one_of_the_questions_that_a_page_answers_is_no_headline(questions: int) -> None:
    asked = "How long is it to take?"
    nodes = [{"@type": "Question", "name": f"{'And h' * at or 'H'}{asked[1:]}"} for at in range(questions)]
    head = f"<script type='application/ld+json'>{json.dumps(nodes)}</script><title>{TITLE}</title>"
    shown = f"<h1>Your boats. Your quay.</h1><h2>{asked}</h2>"
    assert draft(shown, head=head).title == (asked if questions == 1 else TITLE)


def test_what_a_site_offers_may_have_its_name() -> None:
    below = "<h2>Many a boat has a place in the harbour now</h2>"
    head = "<title>Gazette Pier – Gazette</title>"
    assert draft(f"<h1>Gazette Pier</h1>{below}", head=head).title == "Gazette Pier"
    assert draft(f"<h1><a href='/'>Gazette Pier</a></h1>{below}", head=head).title != "Gazette Pier"


def test_the_name_of_a_blog_is_no_headline_of_an_entry() -> None:
    name = "<header><h1>The Gazette Blog</h1></header>"
    assert draft(f"{name}<h2>{TITLE}</h2>", head="<title>The Gazette Blog</title>").title == TITLE


@pytest.mark.parametrize(
    ("value", "section"),
    [
        ("Harbours, Quays, Tides", "Harbours"),
        ("Harbours, Quays", "Harbours, Quays"),
        ("Food, Drink and Travel", "Food, Drink and Travel"),
        ("Food, Drink, and Travel", "Food, Drink, and Travel"),
        ("Film, Teater, Musik och Konst", "Film, Teater, Musik och Konst"),
        ("Post New Article", None),
        ("Create a new business", "Create a new business"),
        ("▪ Harbours ▪", "Harbours"),
        ("gazette.example", None),
        ("post", None),
        ("front-page", None),
        ("Featured Stories", None),
        ("À la une", None),
    ],
)
def test_a_section_is_one_without_ornaments_and_no_place_on_the_front_page(value: str, section: str | None) -> None:
    head = f"<meta property='article:section' content='{value}'>"
    assert draft(f"<h1>{TITLE}</h1>", head=head).section == section


@pytest.mark.parametrize(
    ("before", "section"), [("<div>正文</div>", None), ("<div>港口网</div>", "评论"), ("", "评论")]
)
def test_a_tab_of_the_page_is_no_section(before: str, section: str | None) -> None:
    assert draft(f"{before}<div>评论</div><h1>{TITLE}</h1>").section == section


@pytest.mark.parametrize("name", ["<div class='category'>Quays</div>", "<p>Politics</p>", "<p>Opinion</p>"])
def test_behind_the_word_for_what_it_is_a_section_is_one(name: str) -> None:
    assert draft(f"<div>Article</div>{name}<h1>{TITLE}</h1>").section == re.sub(r"<.*?>", "", name)


def test_who_posted_it_is_no_section() -> None:
    assert draft(f"<div><a href='/user/jane-doe'>Jane Doe</a></div><h1>{TITLE}</h1>").section is None
    assert draft(f"<div><a href='/harbours'>Harbours</a></div><h1>{TITLE}</h1>").section == "Harbours"
    label = "<div class='category'><a href='/profile/interviews'>Interviews</a></div>"
    assert draft(f"{label}<h1>{TITLE}</h1>").section == "Interviews"


def test_names_that_are_links_are_parted() -> None:
    links = "<a href='/politics'>Politics</a> <a href='/politics/east'>Eastern Coast</a>"
    assert draft(f"<div class='kicker'>{links}</div><h1>{TITLE}</h1>").section == "Politics / Eastern Coast"
    again = "<a href='/politics'>Politics</a> <a href='/p'>Politics</a>"
    assert draft(f"<div class='kicker'>{again}</div><h1>{TITLE}</h1>").section == "Politics"


@pytest.mark.parametrize(("said", "section"), [("Ste tu", "Quays / Piers"), ("Comparte este tuit", None)])
def test_words_for_the_path_begin_and_end_as_words(said: str, section: str | None) -> None:
    links = "<a href='/q'>Quays</a> <a href='/p'>Piers</a>"
    assert draft(f"<div aria-label='{said}'>{links}</div><h1>{TITLE}</h1>").section == section


def test_a_day_and_what_leads_to_all_of_a_board_are_no_steps_of_a_path() -> None:
    steps = ("Board index", "Quays", "6 May 2026")
    path = "".join(f"<li><a href='/{at}'>{step}</a></li>" for at, step in enumerate(steps))
    assert draft(f"<ul class='breadcrumb'>{path}</ul><h1>{TITLE}</h1>").section == "Quays"


@pytest.mark.parametrize(
    "line",
    [
        "<div class='sponsor'>In partnership with the Harbour Bank of Saltmarsh</div>",
        f"<div class='layer'><div>{STANDFIRST}</div><span class='close'>×</span></div>",
        "<h2>Saltmarsh — Gazette Update</h2>",
    ],
)
def test_what_stands_between_headline_and_story_may_be_no_standfirst(line: str) -> None:
    assert draft(f"<h1>{TITLE}</h1>{line}<div>6 May 2026</div>").subtitle is None


def test_a_standfirst_in_what_cannot_be_closed_stays() -> None:
    said = f"<div class='layer'><div>{STANDFIRST}</div><span class='disclosed'>×</span></div>"
    assert draft(f"<h1>{TITLE}</h1>{said}<div>6 May 2026</div>").subtitle == STANDFIRST


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='share'><a href='/s'>Share</a><div class='popup'><button class='close'>×</button></div></div>",
        "<figure><img src='/a.jpg'><button aria-label='Close image'>×</button></figure>",
        "<span class='close-up'>Photo</span>",
    ],
)
def test_a_standfirst_beside_what_can_be_closed_stays(beside: str) -> None:
    head = f"<div class='head'><p class='standfirst'>{STANDFIRST}</p>{beside}</div>"
    assert draft(f"<h1>{TITLE}</h1>{head}<div>6 May 2026</div>").subtitle == STANDFIRST


@pytest.mark.parametrize("name", ["sponsored", "no-sponsor"])
def test_the_standfirst_of_what_is_sponsored_is_one(name: str) -> None:
    head = f"<div class='{name}'><p class='standfirst'>{STANDFIRST}</p></div>"
    assert draft(f"<h1>{TITLE}</h1>{head}<div>6 May 2026</div>").subtitle == STANDFIRST


def test_the_headline_without_its_topic_is_no_standfirst() -> None:
    assert draft(f"<h1>Saltmarsh: {TITLE}</h1><h2>{TITLE}</h2>").subtitle is None
    assert draft(f"<h1>Saltmarsh: {TITLE}</h1><h2>{STANDFIRST}</h2>").subtitle == STANDFIRST


def test_the_names_of_the_section_are_no_standfirst() -> None:
    path = "<div class='breadcrumb'><a href='/'>Home</a> › <a href='/h'>Harbours of the coast</a> › "
    path += "<a href='/h/q'>Quays and their keepers</a></div>"
    line = "<div>Harbours of the coast Quays and their keepers</div><div>6 May 2026</div>"
    assert draft(f"{path}<h1>{TITLE}</h1>{line}").subtitle is None


def test_below_a_bar_with_the_headline_the_standfirst_stands_under_the_storys_own() -> None:
    bar = f"<h1>{TITLE}</h1><div>What the towns of the coast did all day</div><div>6 May 2026</div>"
    assert (
        draft(f"{bar}<h1>Broken pledge</h1><h2 class='dek'>{STANDFIRST}</h2>", head=f"<title>{TITLE}</title>").subtitle
        == STANDFIRST
    )
    other = draft(f"{bar}<h1>Broken pledge</h1><h2>{STANDFIRST}</h2>", head=f"<title>{TITLE}</title>")
    assert other.subtitle == "What the towns of the coast did all day"
    told = f"<h1>{TITLE}</h1><p class='standfirst'>{STANDFIRST}</p><h1>Part one</h1><h2 class='dek'>How it began</h2>"
    assert draft(told).subtitle == STANDFIRST


def test_a_headline_that_a_template_states_as_the_sites_name_is_one() -> None:
    stated = "What the town agreed on Friday"
    head = f"<meta property='og:site_name' content='{stated}'><meta property='og:title' content='{stated}'>"
    assert draft("", head=head).title == stated
    assert draft(f"<a href='/'>{stated}</a>", head=head).title is None
    assert draft(f"<h1>{TITLE}</h1>", head=head).title == TITLE
    assert draft("", head=head.replace("the town agreed on Friday", "kids like to read, sing")).title is None


def test_what_says_that_it_is_the_path_is_one() -> None:
    line = "<div>Tutaj jesteś: <a href='/f'>Porty</a> | <a href='/f/l'>Statki</a></div>"
    assert draft(f"{line}<h1>{TITLE}</h1>").section == "Porty / Statki"
    assert draft(f"{line.replace('Tutaj jesteś:', 'Tutaj')}<h1>{TITLE}</h1>").section != "Porty / Statki"


def test_the_word_for_the_page_behind_the_last_step_is_none_of_it() -> None:
    path = "<div>您当前的位置 ：<a href='/'>首页</a> > <a href='/d'>每日港口</a> > <a href='/d/l'>伦德市</a> 正文</div>"
    assert draft(f"{path}<h1>{TITLE}</h1>").section == "每日港口 / 伦德市"


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("江西：伦敦奥运会确保再夺金牌-奥运-江西新闻网", "江西：伦敦奥运会确保再夺金牌"),
        (
            "[公司]绿景控股料2011年扭亏 净利1900万-2900万-财经频道-千华网",
            "[公司]绿景控股料2011年扭亏 净利1900万-2900万",
        ),
        (f"{TITLE} | harbour, storms, cranes, council of the northern coast, fishing boats, repairs | Coast", TITLE),
        (f"{TITLE}_harbour, storms, cranes, council of the northern coast, fishing boats, repairs_Coast", TITLE),
    ],
)
def test_a_line_above_the_story_is_the_headline_before_keywords_and_the_channel(title: str, line: str) -> None:
    assert (
        draft(f"<div><a href='/1'>{line}</a></div><div>2026-01-15 15:30</div>", head=f"<title>{title}</title>").title
        == line
    )


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Live updates | What the harbour council decided on Friday about the northern pier", "Live updates"),
        ("JVN-2018-013542 | What the harbour council decided on Friday about the northern pier", "JVN-2018-013542"),
    ],
)
def test_a_topic_or_a_number_before_a_mark_is_no_headline(title: str, line: str) -> None:
    assert draft(f"<div>{line}</div>", head=f"<title>{title}</title>").title != line


@pytest.mark.parametrize(
    ("lead", "headline", "mark"),
    [
        ("Election results 2024", "What the council decided about the northern pier", " - "),
        ("War in Ukraine", "What the harbour council decided about the northern pier on Friday", " | "),
        ("Krieg in der Ukraine", "Was der Rat am Freitag über die nördliche Mole beschlossen hat", " – "),
        ("Boats and harbours", "Which paint for a wooden hull in salt water, spring or summer", " / "),
        ("The Coast Daily", "Council agrees to rebuild the northern pier after eleven long years", " - "),
        ("新闻中心综合频道国内新闻滚动播报专栏", "旧港口时隔十一年重新向渔船开放镇议会周一投票通过", "_"),
    ],
)
def test_a_topic_or_a_site_of_several_words_before_the_headline_is_none(lead: str, headline: str, mark: str) -> None:
    title = f"<title>{lead}{mark}{headline}{mark}Gazette</title>"
    for line in (lead, f"<a href='/topic'>{lead}</a>"):
        assert draft(f"<div>{line}</div><div>Friday, 5 June 2026</div>", head=title).title != lead


def test_a_slogan_at_the_end_of_the_pages_title_makes_the_headline_no_longer() -> None:
    slogan = "News of the harbour council and the northern coast"
    head = f"<title>{TITLE} | Coast Daily - {slogan}</title><meta property='og:title' content='{TITLE}'>"
    assert draft(f"<h1>{slogan}</h1><h1>{TITLE}</h1>", head=head).title == TITLE


@pytest.mark.parametrize("hidden", ["<span style='display:none'>. </span>", "<i hidden> (12)</i>"])
def test_what_is_hidden_behind_the_words_of_a_heading_is_no_part_of_it(hidden: str) -> None:
    assert draft(f"<h1>{TITLE}{hidden}</h1>").title == TITLE


def test_a_word_within_a_heading_that_a_script_shows_later_is_of_it() -> None:
    shown = TITLE.replace("rebuild", "<span style='visibility:hidden'>rebuild</span>")
    assert draft(f"<h1>{shown}</h1>").title == TITLE


def test_a_heading_that_a_script_shows_word_by_word_is_whole() -> None:
    words = " ".join(f"<span style='visibility:hidden'>{word}</span>" for word in TITLE.split())
    assert draft(f"<h1>{words}</h1>").title == TITLE


OTHER_WORDS = "Eleven years after the storm, boats are to land their catch again"
DECLARED = f"<title>{TITLE}</title><meta property='og:title' content='{TITLE}'>"


@pytest.mark.parametrize("below", ["<p>By Ada Holm</p>", "<p>Friday, 5 June 2026</p>"])
def test_the_heading_above_byline_or_date_is_no_text_where_another_headline_is_declared(below: str) -> None:
    found = draft(f"<h1>{OTHER_WORDS}</h1>{below}", head=DECLARED)
    assert (found.title, found.headings, OTHER_WORDS in found.text) == (TITLE, [], False)


@pytest.mark.parametrize(
    "above",
    [f"<h1>{OTHER_WORDS}</h1>", f"<h1>{OTHER_WORDS}</h1><p>By Ada Holm</p><h1>What else the council decided</h1>"],
)
def test_a_slogan_or_one_of_several_headings_is_no_second_headline(above: str) -> None:
    found = refine(page_of(f"<article>{above}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></article>", head=DECLARED))
    assert OTHER_WORDS in found.text


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("<a href='http://www.gazette.example/'>Gazette</a> &gt; <a href='http://sea.gazette.example/'>Sea</a> &gt; "
         "<a href='/piers'>Piers</a>", "Sea / Piers"),
        ("<a href='http://www.gazette.example/'>首页</a> &gt; <a href='http://sea.gazette.example'>娱乐</a> &gt; 正文",
         "娱乐"),
        ("<a href='http://www.gazette.example/'>Gazette</a>&gt;<a href='/ports'>Ports</a>&gt;"
         "<a href='/piers'>Piers</a>&gt;正文 <a href='/app'>订阅手机报</a>", "Ports / Piers"),
        ("<a href='http://sea.gazette.example/'>The Pier Gazette</a> &gt; <a href='/piers'>Piers</a>", "Piers"),
        ("<a href='/a/old'>Storm breaks pier</a> &gt; <a href='/a/older'>Boats stay out</a>", None),
        ("<a href='/'>Gazette</a> | <a href='/sea'>Sea</a> | <a href='/land'>Land</a>", None),
    ],
)  # fmt: skip
def test_links_that_lead_on_from_the_root_of_the_site_are_its_path(path: str, section: str | None) -> None:
    found = draft(f"<div>{path}</div><h1>{TITLE}</h1>", url="http://sea.gazette.example/piers/1")
    assert found.section == section


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("<a href='/'>Home</a> → <a href='/sea'>Sea</a> → <a href='/sea/piers'>Piers</a>", "Sea / Piers"),
        ("<a href='/'>Home</a> <a href='/sea'>Sea</a> <a href='/sea/piers'>Piers</a>", None),
        ("<a href='/sea'>Sea</a> → <a href='/sea/piers'>Piers</a>", None),
        ("<a href='/'>Home</a> → <a href='/sea'>Sea</a> → <a href='/food'>Food</a> → <a href='/art'>Art</a>", None),
    ],
)
def test_the_path_may_stand_far_above_the_headline(path: str, section: str | None) -> None:
    between = "".join(f"<div><b>{said}</b></div>" for said in ("Search", "Weather", "Tides", "Large", "Small", "Print",
                                                               "Save", "Send", "Share", "Listen"))  # fmt: skip
    assert draft(f"<div>{path}</div>{between}<h1>{TITLE}</h1>").section == section


def test_a_menus_news_that_leads_home_is_no_name_within_a_sections() -> None:
    path = "<a href='/'>Home</a> &gt; <a href='/national-news/'>National News</a>"
    menu = "<ul><li><a href='/'>News</a></li><li><a href='/sport'>Sport</a></li></ul>"
    assert draft(f"{menu}<div class='breadcrumbs'>{path}</div><h1>{TITLE}</h1>").section == "National News"


SUMMED = "Boats are to land their catch again before the end of the month, the mayor says"


def test_a_declared_standfirst_is_one_beside_other_headings_of_its_level() -> None:
    parts = f"<h2>What it costs</h2><p>{MORE}</p><h2>Who pays</h2><p>{LAST}</p>"
    markup = f"<h1>{TITLE}</h1><h2>{SUMMED}</h2><p>{PROSE}</p>{parts}"
    head = f"<meta name='description' content='{SUMMED}'>"
    assert refine(page_of(markup, head=head)).subtitle == SUMMED
    assert refine(page_of(markup)).subtitle is None


@pytest.mark.parametrize(
    ("name", "line", "subtitle"),
    [
        ("subheadline", "Boats return in spring", "Boats return in spring"),
        ("story-subheader", "Boats return in spring", "Boats return in spring"),
        ("subtitle", "Harbours", None),
        ("text", "Boats return in spring", None),
        ("site-subhead", "News of the coast", None),
    ],
)
def test_a_short_standfirst_is_told_by_its_name_alone(name: str, line: str, subtitle: str | None) -> None:
    assert draft(f"<h1>{TITLE}</h1><div class='{name}'>{line}</div>").subtitle == subtitle


@pytest.mark.parametrize("line", ["<p class='subheading'>{}</p>", "<div class='subheading'><p>{}</p></div>"])
def test_of_several_short_lines_that_are_called_so_each_heads_a_part(line: str) -> None:
    first, second = line.format("What the council decided"), line.format("What the fishermen say")
    markup = f"<h1>{TITLE}</h1>{first}<p>{PROSE}</p>{second}<p>{MORE}</p><p>{LAST}</p>"
    assert refine(page_of(f"<article>{markup}</article>")).subtitle is None
    alone = f"<h1>{TITLE}</h1>{first}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    assert refine(page_of(f"<article>{alone}</article>")).subtitle == "What the council decided"


@pytest.mark.parametrize("summary", [f"{PROSE} {MORE}", f"{PROSE} {MORE[:44]}…", PROSE[:70]])
def test_the_beginning_of_the_story_once_more_is_no_standfirst_and_the_story_stays_whole(summary: str) -> None:
    found = draft(f"<h1>{TITLE}</h1><h2 class='standfirst'>{summary}</h2>")
    assert (found.subtitle, found.text) == (None, f"{PROSE}\n\n{MORE}\n\n{LAST}")


CRUMB = (
    f"<ol class='breadcrumb'><li><a href='/'>Home</a></li><li><a href='/sea'>Sea</a></li><li><h1>{TITLE}</h1></li></ol>"
)


def test_below_a_path_that_ends_with_the_headline_the_next_heading_says_it_in_other_words() -> None:
    found = draft(
        f"{CRUMB}<h2>Boats back, cranes out</h2><p>By Ada Holm</p><p>{SUMMED}.</p><p>5 June 2026</p>", head=DECLARED
    )
    assert (found.title, found.subtitle) == (TITLE, f"{SUMMED}.")
    assert "cranes out" not in found.text


@pytest.mark.parametrize("head", ["Overview", "What it costs and who is to pay"])
@pytest.mark.parametrize("below", ["", "<p>5 June 2026</p>"])
def test_below_such_a_path_the_heading_of_a_part_stays(head: str, below: str) -> None:
    parts = f"<h2>{head}</h2>{below}<p>{PROSE}</p><h2>Who is first in line</h2><p>{MORE}</p><p>{LAST}</p>"
    found = refine(page_of(f"{CRUMB}<article>{parts}</article>", head=DECLARED))
    assert (found.title, found.headings) == (TITLE, [head, "Who is first in line"])


def test_below_such_a_path_the_heading_over_all_of_the_story_stays_where_nobody_signs_it() -> None:
    article = f"<h2>What the council decided</h2><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    found = refine(page_of(f"{CRUMB}<article>{article}</article>", head=DECLARED))
    assert found.headings == ["What the council decided"]


def test_below_such_a_path_a_declared_standfirst_is_one() -> None:
    head = f"{DECLARED}<meta name='description' content='{SUMMED}'>"
    assert draft(f"{CRUMB}<h2>{SUMMED}</h2><p>By Ada Holm</p>", head=head).subtitle == SUMMED


@pytest.mark.parametrize(
    ("shown", "section"),
    [
        ("<p>By Ada Holm | <a rel='category tag' href='/c/a'>Quays</a></p>", "Quays"),
        ("<p class='post-categories'><a rel='tag' href='/c/a'>Quays</a></p>", "Quays"),
        ("<div class='item-category'><a href='/c/a'>Quays</a></div>", "Quays"),
        ("<p class='post-tags'><a rel='tag' href='/t/a'>Quays</a></p>", None),
        ("<p><a rel='category tag' href='/c/a'>Quays</a>, <a rel='category tag' href='/c/b'>Tides</a></p>", None),
        ("<p class='category-quays'><a href='/c/a'>Ada Holm's page</a></p>", None),
        ("<p><a rel='category tag' href='/c/a'>Uncategorized</a></p>", None),
    ],
)
def test_a_story_is_filed_under_the_only_category_that_it_links(shown: str, section: str | None) -> None:
    assert draft(f"<article><h1>{TITLE}</h1>{shown}").section == section
    below = page_of(f"<article><h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>{shown}</article>")
    assert refine(below).section == section


def test_the_category_of_another_story_is_not_that_of_the_page() -> None:
    card = "<h3><a href='/n'>Rowers win the cup</a></h3><div class='category'><a href='/c/a'>Rowing</a></div>"
    page = page_of(f"<article><h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>{card}</article>")
    assert refine(page).section is None


@pytest.mark.parametrize(
    ("above", "below", "section"),
    [
        ("", "<div class='related'><div><a rel='category tag' href='/s'>Sport</a></div></div>", None),
        ("", "<div class='next'><div class='category'><a href='/s'>Sport</a></div>"
             "<div><a href='/n'>Rowers of the town win the cup</a></div></div>", None),
        ("<div class='card'><div class='category'><a href='/s'>Sport</a></div></div>", "", None),
        ("", "<div class='categories'><a href='/all'>All categories</a></div>", None),
        ("", "<div class='category'><a href='/s'>Sport</a></div><h3>More</h3>", "Sport"),
        ("<header class='entry-header'><p><a rel='category tag' href='/s'>Sport</a></p></header>", "", "Sport"),
    ],
)  # fmt: skip
def test_the_category_of_another_story_is_none_of_this(above: str, below: str, section: str | None) -> None:
    story = f"<h1>{TITLE}</h1>{above}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    assert refine(page_of(f"<main><article>{story}</article>{below}</main>")).section == section


@pytest.mark.parametrize("href", ["https://[site]/", "http://[half"])
def test_a_path_may_lead_to_what_is_no_address(href: str) -> None:
    path = f"<div><a href='/'>Home</a> | <a href='{href}'>Piers</a></div>"
    assert draft(f"{path}<h1>{TITLE}</h1>").title == TITLE


LEAD = "The pier is to be rebuilt with stone from the old quarry, and to be open again before the summer of next year."


def test_a_long_sentence_as_a_heading_below_the_headline_is_a_standfirst_beside_other_headings() -> None:
    body = f"<p>{PROSE}</p><h2>Who is to pay</h2><p>{MORE}</p><h2>When it opens</h2><p>{LAST}</p>"
    assert draft(f"<div><h1>{TITLE}</h1><h2>{LEAD}</h2>{body}</div>").subtitle == LEAD
    listed = body.replace("Who is to pay", "2. Who is to pay")
    assert draft(f"<div><h1>{TITLE}</h1><h2>1. {LEAD}</h2>{listed}</div>").subtitle is None
    others = body.replace("Who is to pay", LEAD.replace("pier", "quay"))
    assert draft(f"<div><h1>{TITLE}</h1><h2>{LEAD}</h2>{others}</div>").subtitle is None


@pytest.mark.parametrize("name", ["sr-only", "visually-hidden", "screen-reader-text", "unsichtbar"])
def test_a_heading_for_ears_alone_is_no_title(name: str) -> None:
    page = draft(f'<h1 class="{name}">Menu of the services of the town</h1>')
    assert page.title != "Menu of the services of the town"


def test_a_heading_for_ears_is_the_title_where_that_is_declared() -> None:
    assert draft(f'<h1 class="sr-only">{TITLE}</h1>', head=f"<title>{TITLE}</title>").title == TITLE


def test_a_headline_that_was_cut_short_is_told_in_full_by_another() -> None:
    said = json.dumps({"@type": "NewsArticle", "headline": f"{TITLE[:30]}..."})
    head = f'<title>{TITLE} | The Pier Gazette</title><script type="application/ld+json">{said}</script>'
    assert draft("", head=head).title == TITLE


@pytest.mark.parametrize("outlet", [" | The Pier Gazette", " - Tide Forum"])
def test_a_headline_may_end_with_dots_of_its_own(outlet: str) -> None:
    head = f"<title>And then came the flood...{outlet}</title>"
    assert draft("<h1>And then came the flood...</h1>", head=head).title == "And then came the flood..."


def test_a_heading_is_the_title_where_the_second_tag_of_a_kind_says_so() -> None:
    other = "Pier rebuilt: all about costs and plans"
    head = "".join(f'<meta name="{name}" content="{said}">' for name, said in (
        ("og:title", other), ("twitter:title", other), ("twitter:title", TITLE)
    ))  # fmt: skip
    assert draft(f"<h1>{TITLE}</h1>", head=f"<title>{other}</title>{head}").title == TITLE


@pytest.mark.parametrize(
    ("url", "site", "title"),
    [
        ("https://gazette.example/", "Pier Gazette", "Pier Gazette"),
        ("https://gazette.example/", "Pier", TITLE),
        ("https://gazette.example/?p=7", "Pier Gazette", TITLE),
        ("https://gazette.example/7", "Pier Gazette", TITLE),
    ],
)
def test_the_home_of_a_site_that_is_declared_to_be_called_like_it_has_its_name(url: str, site: str, title: str) -> None:
    metas = f'<meta property="og:title" content="Pier Gazette"><meta property="og:site_name" content="{site}">'
    assert draft(f"<h1>{TITLE}</h1>", head=metas, url=url).title == title
