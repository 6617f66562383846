"""Bylines, datelines and names: who wrote it, for which agency, where; never an agency or a desk as a person."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.blocks import read_blocks
from pipelines.decode import decode
from pipelines.describe import dates
from pipelines.describe.agencies import agencies_in, credited
from pipelines.describe.author_choice import without_outlet
from pipelines.describe.authors import declared_people
from pipelines.describe.byline_text import read_byline
from pipelines.describe.bylines import bylines
from pipelines.describe.datelines import read_dateline, told, trailing_agencies
from pipelines.describe.evidence import gather
from pipelines.describe.names import people
from pipelines.describe.places import is_place
from pipelines.describe.titles import titles
from pipelines.document import Document
from pipelines.markup import parse
from pipelines.reasons import Reason
from schemas import Page

PROSE = "The harbour council agreed on Friday to rebuild the northern pier, which a storm broke in two last winter."
MORE = "Work is to begin in the spring and to take two years, officials of the town said after a meeting of six hours."


def document_of(
    body: str, *, head: str = "", media_type: str = "text/html", url: str = "https://news.example/pier"
) -> Document:
    markup = f"<html><head>{head}</head><body>{body}</body></html>" if "html" in media_type else body
    page = Page(
        url=url, announced_url=url, body=markup.encode(),
        media_type=media_type, charset="utf-8", fetched_at="2026-11-01T00:00:00Z", position=(0, 0),
    )  # fmt: skip
    document = Document(page)
    for stage in (decode, parse, gather, read_blocks, titles, dates.describe, bylines):
        stage(document)
    return document


def story(line: str, *, prose: str = PROSE, head: str = "") -> Document:
    return document_of(f"<h1>Council rebuilds the pier</h1><div>{line}</div><p>{prose}</p><p>{MORE}</p>", head=head)


def text_story(line: str, *, prose: str = PROSE, after: str = "") -> Document:
    return document_of(f"Council rebuilds the pier\n\n{line}\n\n{prose}\n\n{MORE}\n\n{after}", media_type="text/plain")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe and John O’Neil", ["Jane Doe", "John O’Neil"]),
        ("Von Jan Müller, Petra von der Heide und Kai Berg", ["Jan Müller", "Petra von der Heide", "Kai Berg"]),
        ("Par Jean-Marc Dupont et Anne Le Gall", ["Jean-Marc Dupont", "Anne Le Gall"]),
        ("Por Ana Pérez y Juan Gómez Ruiz", ["Ana Pérez", "Juan Gómez Ruiz"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Иван Петров, Анна Сидорова", ["Иван Петров", "Анна Сидорова"]),
        ("文／王小明", ["王小明"]),
        ("山田太郎 記者", ["山田太郎"]),
        ("文：山田太郎・鈴木一郎", ["山田太郎", "鈴木一郎"]),
        ("ジョン・スミス", ["ジョン・スミス"]),
        ("홍길동 기자", ["홍길동"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("Jong, Michiel de", ["Jong, Michiel de"]),
        ("van Gogh, Vincent", ["van Gogh, Vincent"]),
        ("Doe, Jane; Roe, Richard", ["Doe, Jane", "Roe, Richard"]),
        ("Madonna, João da Silva", ["Madonna", "João da Silva"]),
        ("Lola, Pepe y Ana", ["Lola", "Pepe y Ana"]),
        ("Gastbeitrag von Jan Müller und Kai Berg", ["Jan Müller", "Kai Berg"]),
        ("Jane Doe, Ph.D.", ["Jane Doe, Ph.D."]),
        ("Jane Doe, Staff reporter", ["Jane Doe"]),
        ("ByTravis Long", ["Travis Long"]),
        ("Reuters Staff", []),
        ("Redaktion", []),
        ("The Associated Press", []),
        ("@janedoe", []),
        ("jane.doe@news.example", []),
        ("https://news.example/by/jane", []),
        ("Admin", []),
    ],
)
def test_names_are_split_and_desks_are_nobody(text: str, names: list[str]) -> None:
    assert people(text) == names


@given(st.text(max_size=200))
def test_any_line_is_read_without_a_crash(line: str) -> None:
    read_byline(line)
    read_dateline(line)
    assert all(name.strip() for name in people(line))


@pytest.mark.parametrize(
    ("line", "agencies", "place"),
    [
        ("TOKYO (Kyodo) -- The council", ["Kyodo"], "TOKYO"),
        ("TOKYO, May 6 (Reuters) - The council", ["Reuters"], "TOKYO"),
        ("TOKYO/SEOUL, May 6 (Reuters) - The council", ["Reuters"], "TOKYO/SEOUL"),
        ("RAMALLAH, West Bank (AP) — The council", ["AP"], "RAMALLAH, West Bank"),
        ("SPRINGFIELD, Ill. (AP) — The council", ["AP"], "SPRINGFIELD, Ill."),
        ("BERLIN (dpa) - Der Rat", ["dpa"], "BERLIN"),
        ("Hellbach (dpa/lnw) - Der Rat", ["dpa"], "Hellbach"),
        ("(WXYZ News) SALTMARSH, N.C. -- The council", [], "SALTMARSH, N.C."),
        ("(CBS News) Madeira -- The council", [], "Madeira"),
        ("(WXYZ) SALTMARSH -- The council", [], "SALTMARSH"),
        ("(Updated) The council -- it met", [], None),
        ("(SHIPWIRE.EXAMPLE, May 6, 2016 ) Anchorage, AK -- The council", [], "Anchorage, AK"),
        ("(PG) Madeira - The council", [], None),
        ("(PG) Paris, Texas - The council", [], None),
        ("(AD) Monaco – The council", [], None),
        ("(Photo Gallery) Monaco – The council", [], None),
        ("Berlin, 6. Mai (dpa) – Der Rat", ["dpa"], "Berlin"),
        ("PARIS (AFP) – Le conseil", ["AFP"], "PARIS"),
        ("Madrid, 6 may (EFE).- El consejo", ["EFE"], "Madrid"),
        ("Lima (Perú), 6 may (EFE).- El consejo", ["EFE"], "Lima (Perú)"),
        ("El consejo (la asamblea) pidió (EFE) que", [], None),
        ("(EFE).- El consejo", ["EFE"], None),
        ("(ANSA) - ROMA, 06 MAG - Il consiglio", ["ANSA"], "ROMA"),
        ("МОСКВА, 6 мая /ТАСС/. Совет", ["TASS"], "МОСКВА"),
        ("МОСКВА, 6 мая — РИА Новости. Совет", ["RIA Novosti"], "МОСКВА"),
        ("Москва. 6 мая. INTERFAX.RU - Совет", ["Interfax"], "Москва"),
        ("ТАСС, 6 мая. Совет", ["TASS"], None),
        ("【東京=共同】港の再建", ["Kyodo"], "東京"),
        ("【ワシントン共同】港の再建", ["Kyodo"], "ワシントン"),
        ("［ワシントン ２日 ロイター］ - 港の", ["Reuters"], "ワシントン"),
        ("TOKYO -- The council", [], "TOKYO"),
        ("Berlin – Der Rat", [], "Berlin"),
        ("NEW DELHI: The council", [], "NEW DELHI"),
        ("DALLAS (WXYZ) -- The council", [], "DALLAS"),
        ("WASHINGTON (Aug. 13) -- The council", [], "WASHINGTON"),
        ("CAPE ANNE, Fla. -- The council", [], "CAPE ANNE, Fla."),
        ("CAMP ANNE, CALIF. -- The council", [], "CAMP ANNE, CALIF."),
        ("WEDNESDAY, June 5 (HealthDay News) -- The council", ["HealthDay"], None),
        ("TOKYO, Wednesday, June 5 -- The council", [], "TOKYO"),
        ("NEW YORK (Reuters Health) - The council", ["Reuters"], "NEW YORK"),
        ("دمشق، سوريا (القناة) -- قال المجلس", [], "دمشق، سوريا"),
        ("UPDATED (Video) -- The council", [], None),
        ("Casablanca (1942) -- The film", [], None),
        ("Doe (left) -- who won", [], None),
        ("Abe (AP) was there", [], None),
        ("The Associated Press (AP) said today that", [], None),
        ("Wasser – Quelle des Lebens", [], None),
        ("UPDATE - The council", [], None),
        ("Experts – and there are many", [], None),
        ("NATO — The alliance", [], None),
    ],
)
def test_a_dateline_names_its_agencies_and_its_place(line: str, agencies: list[str], place: str | None) -> None:
    found = read_dateline(line)
    assert (found.agencies, found.place) == (agencies, place)


@pytest.mark.parametrize(
    ("line", "author", "place"),
    [
        ("新华社北京5月6日电（记者 王小明）议会", "王小明", "北京"),
        ("（中央社記者王小明台北6日電）議會", "王小明", "台北"),
        ("〔記者王小明／台北報導〕議會", "王小明", "台北"),
        ("(서울=연합뉴스) 홍길동 기자 = 의회", "홍길동", "서울"),
        ("【北京＝山田太郎】議会", "山田太郎", "北京"),
    ],
)
def test_a_dateline_may_name_its_reporter(line: str, author: str, place: str) -> None:
    found = read_dateline(line)
    assert (found.authors, found.place) == ([author], place)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("… a spokesman of the ministry told AFP.", "AFP"),
        ("… sagte der Sprecher der Nachrichtenagentur AFP.", "AFP"),
        ("… wie ihr Sprecher der dpa sagte.", "dpa"),
        ("Das sagte die Vorsitzende des Verbands der Reeder, Ada Holm, am Montag der Deutschen Presse-Agentur.", "dpa"),
        ("… según informó el lunes a Europa Press el puerto.", "Europa Press"),
        ("… a déclaré à l'AFP le ministre.", "AFP"),
        ("… dijo a EFE un portavoz.", "EFE"),
        ("… ha detto all'ANSA il sindaco.", "ANSA"),
        ("… сообщил ТАСС источник.", "TASS"),
        ("… сообщила «Интерфаксу» в пятницу глава союза.", "Interfax"),
        ("共同通信の取材に対し、…", "Kyodo"),
        ("…ロイターに語った。", "Reuters"),
        ("…告诉新华社记者。", "Xinhua"),
        ("관계자는 연합뉴스에 말했다.", "Yonhap"),
    ],
)
def test_whom_the_speakers_told_is_credited(text: str, agency: str) -> None:
    assert told(text) == [agency]


@pytest.mark.parametrize(
    "text",
    [
        "according to Reuters, the council",
        "Japan's Kyodo news agency reported",
        "сообщает ТАСС со ссылкой на совет",
        "laut dpa wird der Rat",
        "He works for AFP in Paris.",
    ],
)
def test_an_agency_in_the_prose_is_not_credited(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("end", "agencies"),
    [
        ("… he said. (Reuters)", ["Reuters"]),
        ("… sagte er. /dpa", ["dpa"]),
        ("… sagte er. dpa/AFP", ["dpa", "AFP"]),
        ("… he said. — AFP", ["AFP"]),
        ("…した。（共同）", ["Kyodo"]),
        ("… to the council (the old one)", []),
    ],
)
def test_the_last_words_of_a_story_may_credit_agencies(end: str, agencies: list[str]) -> None:
    assert trailing_agencies(end) == agencies


def test_a_city_and_the_day_above_the_headline_are_the_papers_unless_marked_as_a_dateline() -> None:
    body = f"{{}}<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body.format("<p>Beirut, May 6, 2016</p>")).value("place") is None
    marked = "<p><span class='dateline'><span>Beirut,</span> May 6, 2016</span></p>"
    assert document_of(body.format(marked)).value("place") == "Beirut"


def test_a_dateline_in_an_element_named_for_it_needs_no_mark() -> None:
    assert story("", prose=f"<span class='loc'>SALTMARSH, Calif.</span> {PROSE}").value("place") == "SALTMARSH, Calif."
    assert story("", prose=f"<span class='lead'>SALTMARSH, Calif.</span> {PROSE}").value("place") is None


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("<span class='location'>Paris</span> has a new harbour since Monday.", None),
        ("<span class='location'>London</span>-based crews began on Monday.", None),
        ("<b class='place'>WASHINGTON</b>'s crews began on Monday.", None),
        ("<b class='dateline'>Washington</b>'s crews began on Monday.", None),
        ("<span itemprop='location'>Paris</span> Harbour has crews since Monday.", None),
        ("<b class='place'>WASHINGTON</b> The crews began on Monday.", "WASHINGTON"),
        ("<b class='dateline'>Washington</b> “The crews began on Monday.", "Washington"),
    ],
)
def test_a_tagged_place_in_running_text_is_no_dateline(opening: str, place: str | None) -> None:
    assert story("", prose=f"{opening} {PROSE}").value("place") == place
    assert story("", prose=f"{PROSE}</p><p>{opening} {PROSE}").value("place") == place


def test_the_sites_name_may_stand_before_the_dateline() -> None:
    head = "<meta property='og:site_name' content='Harbourworld'>"
    line = f"{{}} - SALTMARSH -- {PROSE}"
    assert story("", prose=line.format("Harbourworld"), head=head).value("place") == "SALTMARSH"
    assert story("", prose=line.format("Tomorrow"), head=head).value("place") is None


def test_a_byline_above_a_copyright_signs_the_story_though_more_follows() -> None:
    end = f"<p>{{}}</p><p>Copyright: The Harbour</p><p>{PROSE}</p>"
    assert story("", prose=f"{PROSE}</p>{end.format('Written by Ann Pier')}<p>").value("authors") == ["Ann Pier"]
    assert story("", prose=f"{PROSE}</p>{end.format('Ann Pier')}<p>").value("authors") is None


@pytest.mark.parametrize("said", ["Copyright law has been strict about plans of harbours, the crews were told.", PROSE])
def test_a_sentence_that_begins_with_by_signs_nothing(said: str) -> None:
    line = "By Wednesday, Ada Holm and the crews had lost patience with the council."
    document = story("", prose=f"{PROSE}</p><p>{line}</p><p>Copyright {said}</p><p>{PROSE}")
    assert document.value("authors") is None
    assert all(block.reason is None for block in document.blocks if block.text == line)
    assert read_byline(line) is None


def test_a_paragraph_that_begins_with_copyright_is_no_line_of_it() -> None:
    end = f"{PROSE}</p>{f'<p>{MORE}</p>' * 8}<p>By Ann Pier</p><p>Copyright {{}}</p><p>{PROSE}"
    law = "law has been strict about the plans of harbours, the crews were told."
    assert story("", prose=end.format(law)).value("authors") is None
    assert story("", prose=end.format("2016 The Harbour")).value("authors") == ["Ann Pier"]


def test_the_author_that_microdata_names_is_the_last_resort() -> None:
    hidden = "<div style='display: none'><a href='#x' itemprop='author'>{}</a></div>"
    end = f"{MORE}</p>{f'<p>{MORE}</p>' * 8}{hidden.format('Ann Pier, Harbour News')}"
    assert story("", prose=f"{end}<p>").value("authors") == ["Ann Pier"]
    assert story("", prose=f"{end}{hidden.format('Bo Quay')}<p>").value("authors") is None
    comment = f"{MORE}</p>{f'<p>{MORE}</p>' * 8}<div class='comment'>{hidden.format('Ann Pier')}</div><p>"
    assert story("", prose=comment).value("authors") is None


@pytest.mark.parametrize(
    "box",
    [
        "<aside class='recommended'><div {scope}/NewsArticle'>{name}</div></aside>",
        "<section class='related-stories'><div {scope}/NewsArticle'>{name}</div></section>",
        "<ul {scope}/ItemList'><li {scope}/NewsArticle'>{name}</li></ul>",
        "<figure><figcaption {scope}/ImageObject'>{name}</figcaption></figure>",
        "<div {scope}/VideoObject'>{name}</div>",
        "<p {scope}/Book'>Sense and Sensibility by {name}</p>",
        "<div {scope}/Recipe'>{name}</div>",
        "<div class='discussion'><div {scope}/Answer'>{name}</div></div>",
        "<div class='discussion'><div {scope}/UserComments'>{name}</div></div>",
        "<div class='discussion'><div>{name}</div></div>",
    ],
)
def test_the_author_of_anything_else_that_microdata_tells_of_has_not_written_the_story(box: str) -> None:
    shown = box.format(scope="itemscope itemtype='https://schema.org", name="<span itemprop='author'>Ann Pier</span>")
    end = f"{MORE}</p>{f'<p>{MORE}</p>' * 8}"
    assert story("", prose=f"{end}{shown}<p>").value("authors") is None
    own = "<div class='post sidebar' itemscope itemtype='https://schema.org/NewsArticle'>{}</div>"
    body = f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{end}<div><i itemprop='author'>Ann Pier</i></div>"
    assert document_of(own.format(body)).value("authors") == ["Ann Pier"]


def test_short_tokens_are_agencies_only_where_nothing_else_stands() -> None:
    assert credited("AP/dpa") == ["AP", "dpa"]
    assert credited("PA system") == []
    assert agencies_in("Apples and TTs in the SPAm folder") == []


def test_a_place_is_known_or_in_capitals() -> None:
    assert is_place("Tokyo")
    assert is_place("Москва")
    assert is_place("GREYMOUTH")
    assert not is_place("Jane Doe")
    assert not is_place("6 MAY")


def test_a_byline_block_leaves_the_body_and_a_dateline_stays() -> None:
    document = text_story("Reuters and AP, TOKYO", prose=f"LONDON (PA) - {PROSE}")
    assert document.value("agencies") == ["Reuters", "AP", "PA"]
    assert document.value("place") == "TOKYO"
    (line,) = [block for block in document.blocks if block.reason is Reason.BYLINE]
    assert line.text == "Reuters and AP, TOKYO"
    assert document.body[0].text.startswith("LONDON (PA) - ")


def test_an_agency_line_after_the_story_is_credited() -> None:
    document = text_story("6 May 2026", after="(Reuters)")
    assert document.value("agencies") == ["Reuters"]
    assert [block.text for block in document.body] == [PROSE, MORE]


def test_an_agency_in_brackets_after_the_last_full_stop_is_credited() -> None:
    document = document_of(f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE} (PAP)</p>")
    assert document.value("agencies") == ["PAP"]


@pytest.mark.parametrize("sign", ["(Reporting by Jane Roe; editing by Tom Poe)", "[Reporting by Jane Roe]"])
def test_whoever_signs_off_in_brackets_is_the_author(sign: str) -> None:
    line = document_of(f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p><p>{sign}</p>")
    assert line.value("authors") == ["Jane Roe"]
    assert [block.text for block in line.body if block.index != line.title_index] == [PROSE, MORE]
    for last in (MORE, f"{MORE}</p><p>It rained."):
        end = document_of(f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{last} {sign}</p>")
        assert end.value("authors") == ["Jane Roe"]


def test_a_byline_goes_before_who_signs_off() -> None:
    story = f"<p>By Ann Lee</p><p>{PROSE}</p><p>{MORE} (Reporting by Jane Roe)</p>"
    assert document_of(f"<h1>Council rebuilds the pier</h1>{story}").value("authors") == ["Ann Lee"]


def test_other_remarks_in_brackets_at_the_end_name_nobody() -> None:
    story = f"<p>{PROSE}</p><p>{MORE} (Jane Roe did not comment)</p>"
    assert document_of(f"<h1>Council rebuilds the pier</h1>{story}").value("authors") is None


def test_a_labelled_name_amid_a_line_below_the_standfirst_is_the_author() -> None:
    line = "28 November 2023, 13:15 · By Ada Holm · 1,204 views"
    document = document_of(f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{line}</p><p>{MORE}</p><p>{PROSE}</p>")
    assert document.value("authors") == ["Ada Holm"]


def test_json_ld_names_authors_and_agencies_apart() -> None:
    head = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Council rebuilds the pier",
        "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Reuters"},
                   {"@type": "Organization", "name": "Harbour Editors"}]}</script>"""
    document = story("6 May 2026", head=head)
    assert document.value("authors") == ["Jane Doe"]
    assert document.facts["authors"].source == "json-ld"
    assert document.value("agencies") == ["Reuters"]


def test_the_sites_own_name_is_no_author() -> None:
    head = '<meta property="og:site_name" content="Pier Gazette"><meta name="author" content="Pier Gazette">'
    assert story("6 May 2026", head=head).value("authors") is None


def test_a_byline_that_names_more_than_the_markup_wins() -> None:
    head = '<meta name="author" content="Jane Doe">'
    assert story("By Jane Doe and John Roe", head=head).value("authors") == ["Jane Doe", "John Roe"]


def test_an_element_marked_as_the_authors_is_read() -> None:
    assert story('<span class="article-author">Jane Doe</span> 6 May 2026').value("authors") == ["Jane Doe"]
    assert story('<a rel="author" href="/x">Jane Doe</a> · 3 min').value("authors") == ["Jane Doe"]


def test_a_label_and_a_name_on_two_lines_are_one_byline() -> None:
    document = story("Written by<br>Jane Doe")
    assert document.value("authors") == ["Jane Doe"]
    assert [block.text for block in document.body] == [PROSE, MORE]


def test_a_full_name_beside_the_date_signs_the_story() -> None:
    assert story("<p>Jane Doe</p><p>6 May 2026, 14:30</p>").value("authors") == ["Jane Doe"]


@pytest.mark.parametrize(
    ("line", "place", "agencies"),
    [
        ("WIEN dpa/afp", "WIEN", ["dpa", "AFP"]),
        ("apa, dpa und Reuters / Graz", "Graz", ["APA", "dpa", "Reuters"]),
        ("TUNIS, AFP et Reuters", "TUNIS", ["AFP", "Reuters"]),
        ("AFP et AP, Dakar", "Dakar", ["AFP", "AP"]),
        ("QUITO / AGENCIAS", "QUITO", []),
        ("EFE y Reuters - La Paz", "La Paz", ["EFE", "Reuters"]),
        ("ТАСС и РИА Новости, ОМСК", "ОМСК", ["TASS", "RIA Novosti"]),
        ("Хельсинки — Рейтер, АФП", "Хельсинки", ["Reuters", "AFP"]),
        ("【ソウル＝ＡＦＰ、共同】", "ソウル", ["AFP", "Kyodo"]),
        ("ロイター、AFP パリ", "パリ", ["Reuters", "AFP"]),
        ("ROMA, ANSA e Reuters", "ROMA", ["ANSA", "Reuters"]),
        ("LUANDA / Lusa e AFP", "LUANDA", ["Lusa", "AFP"]),
        ("東京／法新社、路透社", "東京", ["AFP", "Reuters"]),
        ("(도쿄=연합뉴스·AFP)", "도쿄", ["Yonhap", "AFP"]),
        ("KRAKÓW, PAP i Reuters", "KRAKÓW", ["PAP", "Reuters"]),
        ("Associated Press in Boston", "Boston", ["AP"]),
        ("AFP à Marseille", "Marseille", ["AFP"]),
    ],
)
def test_a_line_of_place_and_agencies_is_read_in_any_order(line: str, place: str, agencies: list[str]) -> None:
    found = story(line)
    assert (found.value("place"), found.value("agencies") or []) == (place, agencies)
    assert [block.reason for block in found.blocks if block.text == line] == [Reason.BYLINE]


def test_a_bare_name_beside_the_date_gives_way_to_a_labelled_one() -> None:
    found = document_of(
        "<h1>Council rebuilds the pier</h1><p>Harbour Life</p><p>May 5, 2025</p><p>By Jane Doe</p>"
        f"<p>{PROSE}</p><p>{MORE}</p>"
    )
    assert found.value("authors") == ["Jane Doe"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Great Pier Editorial Team", []),
        ("By: Pier Wire", []),
        ("Ann SubbaRao", ["Ann SubbaRao"]),
        ("Ev Pier", ["Ev Pier"]),
        ("Ann Date", ["Ann Date"]),
        ("By Date", []),
        ("Howard BlumeStaff Writer", ["Howard Blume"]),
        ("Ann Pier, Florida Today", ["Ann Pier"]),
        ("HARBOUR Sports", []),
        ("Harbour World Report", []),
        ("Editor's Choice", []),
        ("Pier County", []),
    ],
)
def test_teams_are_nobody_and_glued_words_no_part_of_a_name(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_a_place_in_capitals_before_a_stop_and_a_dash_is_a_dateline() -> None:
    assert read_dateline(f"PALMA.- {PROSE}").place == "PALMA"


def test_a_word_glued_to_a_linked_name_is_none_of_it() -> None:
    byline = '<span>Posted by: <a href="/t/7">Ann Pier</a></span><span>on: May 6, 2026</span><span>In: Harbours</span>'
    assert story(f"<p>{byline}</p>").value("authors") == ["Ann Pier"]


def test_a_joint_glued_to_a_linked_name_leads_to_another() -> None:
    byline = 'By <a href="/t/7">Ann Pier</a>and <a href="/t/8">Bo Quay</a>'
    assert story(f"<p>{byline}</p>").value("authors") == ["Ann Pier", "Bo Quay"]


def test_a_section_behind_the_date_of_a_linked_name_is_none_of_it() -> None:
    byline = 'Posted by <a href="/t/7">Ann Pier</a> <time>May 6, 2016</time> <span>HARBOURS</span>'
    found = story(f"<p>{byline}</p>")
    assert (found.value("authors"), found.value("place")) == (["Ann Pier"], None)


def test_a_hidden_byline_gives_way_to_one_that_is_shown() -> None:
    hidden = "<div style='display: none'>By Bo Quay</div>"
    assert story(f"{hidden}<p>By Ann Pier</p>").value("authors") == ["Ann Pier"]
    assert story(hidden).value("authors") == ["Bo Quay"]


def test_an_element_that_holds_the_headline_too_is_no_picture() -> None:
    shown = f"<h1>Council rebuilds the pier</h1><p class='author'>Ann Pier</p>{{}}<p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(f"<div class='post image'>{shown.format('')}</div>").value("authors") == ["Ann Pier"]
    pictured = shown.replace(
        "<p class='author'>Ann Pier</p>", "<div class='image'><p class='author'>Ann Pier</p></div>"
    )
    assert document_of(pictured.format("")).value("authors") is None


def test_who_signs_a_box_beside_the_story_does_not_sign_the_story() -> None:
    prose = f"<p>{PROSE}</p><p>{MORE}</p>" * 4
    box = f"<div><p class='byline'><span class='author'>Bo Quay</span></p><p>{MORE}</p></div>"
    body = f"<h1>Council rebuilds the pier</h1><div>Harbours today{prose}{box}<p>{PROSE}</p></div>"
    assert document_of(body).value("authors") is None


def test_the_sites_name_may_stand_before_the_authors() -> None:
    line = "<p class='byline'>Harbour Recorder | Ann Pier | Friday, May 06, 2016</p>"
    body = f"<h1>Council rebuilds the pier</h1>{line}<p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body, url="https://harbourrecorder.example/1").value("authors") == ["Ann Pier"]


@pytest.mark.parametrize(
    "line",
    ["Boston Celtics @celtics · May 6, 2024", "World Cup @gazette May 6, 2024", "News | Boston Celtics | May 6, 2024"],
)
def test_a_name_beside_an_accounts_or_the_sites_is_an_author_where_anything_says_so(line: str) -> None:
    head = "<meta property='og:site_name' content='News'>"
    name = line.removeprefix("News | ").split(" @")[0].split(" | ")[0]
    assert story(f"<p>{line}</p>", head=head).value("authors") is None
    assert story(f"<p class='byline'>{line}</p>", head=head).value("authors") == [name]
    linked = line.replace(name, f"<a href='/about/editors/one/'>{name}</a>")
    assert story(f"<p>{linked}</p>", head=head).value("authors") == [name]
    declared = f"{head}<meta name='author' content='{name}'>"
    assert story(f"<p>{line}</p>", head=declared).value("authors") == [name]


def test_a_declared_author_in_the_address_gives_way_to_one_that_is_shown() -> None:
    head = "<meta name='author' content='Harbour World'>"
    line = "<p class='posted-by'><a href='/reporters/ann-pier'>Ann Pier</a></p>"
    body = f"<p>Harbour World</p><h1>Council rebuilds the pier</h1>{line}<p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body, head=head, url="https://harbourworld.example/1").value("authors") == ["Ann Pier"]


def test_marked_names_add_nothing_to_those_of_a_byline() -> None:
    head = "<meta name='author' content='Jane Doe'>"
    marked = "<div class='author'><a href='/author/rob-roe'>Rob Roe</a> <a href='/author/jane-doe'>Jane Doe</a></div>"
    assert story("By Jane Doe</div>" + marked + "<div>", head=head).value("authors") == ["Jane Doe"]
    assert story("</div>" + marked + "<div>", head=head).value("authors") == ["Rob Roe", "Jane Doe"]


def test_a_meta_tag_that_names_somebody_the_page_does_not_show_gives_way_to_the_byline() -> None:
    assert story("By Jane Doe", head="<meta name='author' content='Rob Roe'>").value("authors") == ["Jane Doe"]


def test_a_declared_name_stands_as_the_page_prints_it() -> None:
    assert story("By Jane Doe", head="<meta name='author' content='Doe, Jane'>").value("authors") == ["Jane Doe"]


def test_a_word_without_end_is_nobody_and_soon_looked_at() -> None:
    assert declared_people("a" * 100_000) == []


def test_the_names_of_libraries_tags_have_the_family_name_first() -> None:
    names = ("Roe, R.", "Jong, Michiel de", "Jane Doe, MA")
    head = "".join(f"<meta name='DC.Creator' content='{name}'>" for name in names)
    assert story("May 6, 2016", head=head).value("authors") == ["R. Roe", "Michiel de Jong", "Jane Doe, MA"]


def test_the_author_of_the_page_is_that_of_a_story_without_one() -> None:
    node = '{"@type": "WebPage", "author": {"@type": "Person", "name": "Jane Doe"}}'
    found = story("May 6, 2016", head=f"<script type='application/ld+json'>{node}</script>")
    assert found.value("authors") == ["Jane Doe"]


@pytest.mark.parametrize("path", ["/staff/2648/jane-doe/", "/blog-authors/jane-doe"])
def test_a_link_to_an_authors_page_names_one_though_a_number_or_word_stands_in_its_address(path: str) -> None:
    assert story(f"<a href='{path}'>Jane Doe</a> THE GAZETTE").value("authors") == ["Jane Doe"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe Jane Doe", ["Jane Doe"]),
        ("Jane DorranTwitter", ["Jane Dorran"]),
        ("Von DPA", []),
        ("著者", []),
        ("The Harbour Desk - News.Harbour.ca", []),
    ],
)
def test_what_templates_leave_around_a_name_is_none(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_categories_beside_a_date_sign_nothing_and_glued_names_are_two() -> None:
    assert story("Sides, Sourdough · December 9, 2021").value("authors") is None
    glued = "By Jane Doe, Rob Roe</div><div>By Jane DoeRob Roe"
    assert story(glued).value("authors") == ["Jane Doe", "Rob Roe"]


def test_a_person_whose_site_bears_the_name_is_an_author_and_an_organisation_is_none() -> None:
    name = "<meta property='og:site_name' content='Jane Doe'>"
    node = '<script type=\'application/ld+json\'>{"@type": "Organization", "name": "Jane Doe"}</script>'
    for head, found in ((name, ["Jane Doe"]), (name + node, None)):
        own = document_of(f"<h1>Rebuilding the pier</h1><div>By Jane Doe</div><p>{PROSE}</p><p>{MORE}</p>", head=head,
                          url="https://www.janedoe.example/pier")  # fmt: skip
        assert own.value("authors") == found


def test_the_word_for_nothing_is_no_value() -> None:
    found = document_of("<p>On.</p>")
    found.add("section", "undefined", "meta", "undefined")
    found.add("tags", ["null", "piers"], "meta", "null, piers")
    assert (found.value("section"), found.value("tags")) == (None, ["piers"])


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<span>2024年5月20日 6時00分</span><span>西村彩花</span>", ["西村彩花"]),
        ("<span>2024年5月20日 6時00分</span><span>山口県内</span>", None),
        ("<span>2024年5月20日 6時00分</span><span>無料公開</span>", None),
    ],
)
def test_a_name_glued_to_its_date_is_one_where_its_family_name_is_known(line: str, authors: list[str] | None) -> None:
    assert story(line).value("authors") == authors


@pytest.mark.parametrize(
    ("line", "authors", "place"),
    [
        ("Por Renata Figueira — Vale das Salinas", ["Renata Figueira"], "Vale das Salinas"),
        ("By Jane Doe – Saltmarsh", ["Jane Doe"], "Saltmarsh"),
        ("By Jane Doe – Staff Writer", ["Jane Doe"], None),
        ("By Jane Doe – Saltmarsh Gazette", ["Jane Doe"], None),
    ],
)
def test_behind_an_authors_dash_stands_a_place_and_no_author(line: str, authors: list[str], place: str | None) -> None:
    document = story(line)
    assert (document.value("authors"), document.value("place")) == (authors, place)


@pytest.mark.parametrize("city", ["Trieste", "Dortmund", "Пермь"])
def test_a_city_and_a_full_stop_before_a_sentence_are_a_dateline(city: str) -> None:
    assert read_dateline(f"{city}. La bora ha rovesciato tre banchi del mercato nella notte.").place == city


@pytest.mark.parametrize("line", ["<p class='lead'>{}</p>", "<h2>{}</h2>", "<p><b>{}.</b></p>"])
def test_a_dateline_may_open_the_standfirst(line: str) -> None:
    standfirst = "Berlin. Der Beauftragte für Häfen will die alten Becken öffnen"
    assert story(line.format(standfirst)).value("place") == "Berlin"


@pytest.mark.parametrize(
    ("box", "place"),
    [("lead-caption", None), ("photo-credit", None), ("slideshow", None), ("story-head", "SALTMARSH")],
)
def test_whom_a_picture_is_credited_to_has_not_written_the_story(box: str, place: str | None) -> None:
    document = story(f"<div class='{box}'><p class='copyright'>SALTMARSH/REUTERS</p></div>")
    assert document.value("place") == place
    assert document.value("agencies") == (None if place is None else ["Reuters"])


@pytest.mark.parametrize(
    ("line", "authors", "place"),
    [
        ("By ANN PIER, MARY LOU QUAY and TOM STRAND", ["ANN PIER", "MARY LOU QUAY", "TOM STRAND"], None),
        ("By ANN DeQUAY, TOM STRAND and BO PIER", ["ANN DeQUAY", "TOM STRAND", "BO PIER"], None),
        ("By Ann Pier / SALTMARSH", ["Ann Pier"], "SALTMARSH"),
        ("By Ann Pier / OLD HARBOUR DAILY NEWS", ["Ann Pier"], None),
        ("The Canadian Press - ONLINE EDITION", None, None),
    ],
)
def test_capitals_alone_make_no_place(line: str, authors: list[str] | None, place: str | None) -> None:
    document = story(f"<p>{line}</p>")
    assert (document.value("authors"), document.value("place")) == (authors, place)


@pytest.mark.parametrize("opening", ["DEAR ABBY: ", "SOURCE: ", "ATTENTION: "])
def test_a_word_in_capitals_before_a_colon_is_no_place_unless_it_is_known_as_one(opening: str) -> None:
    assert story("", prose=f"{opening}{PROSE}").value("place") is None
    assert story("", prose=f"DELHI: {PROSE}").value("place") == "DELHI"


@pytest.mark.parametrize(
    ("line", "url", "authors"),
    [
        ("By Ann Pier, Harbour Gazette", "https://www.harbourgazette.example/1", ["Ann Pier"]),
        ("By Ann Pier", "https://annpier.example/1", ["Ann Pier"]),
        ("Written by HarbourGazette", "https://harbourgazette.example/1", None),
        ("Ann Pier, Harbour Gazette 8:42 a.m. EDT October 3, 2014", "https://harbourgazette.example/1", ["Ann Pier"]),
    ],
)
def test_what_the_address_is_called_by_is_nobody_beside_a_person(
    line: str, url: str, authors: list[str] | None
) -> None:
    body = f"<h1>Council rebuilds the pier</h1><div>{line}</div><p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body, url=url).value("authors") == authors


def test_an_outlet_that_its_meta_tag_names_as_author_is_nobody() -> None:
    head = "<meta name='author' content='Example'>"
    assert story("By Ana Roe", head=head).value("authors") == ["Ana Roe"]
    assert story("6 May 2016", head=head).value("authors") is None


def test_what_stands_above_the_headline_too_is_a_section_and_signs_nothing() -> None:
    body = f"<h1>Council rebuilds the pier</h1><p>Harbour Law</p><p>6 May 2016</p><p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body).value("authors") == ["Harbour Law"]
    assert document_of(f"<p>Harbour Law</p>{body}").value("authors") is None


def test_a_particle_and_one_word_are_no_full_name() -> None:
    assert story("<p class='post-byline'>von Heiner</p>").value("authors") is None
    assert story("<p class='post-byline'>Anusha Das</p>").value("authors") == ["Anusha Das"]


@pytest.mark.parametrize("label", ["Submitted by", "Gespeichert von", "Soumis par", "Enviado por", "Ingediend door"])
def test_who_submitted_a_page_is_its_author(label: str) -> None:
    assert story(f"{label} Ana Roe").value("authors") == ["Ana Roe"]


def test_a_name_in_json_ld_may_be_written_for_html() -> None:
    node = '{"@type": "NewsArticle", "headline": "x", "author": {"@type": "Person", "name": "Mary O&#039;Hara"}}'
    assert story("", head=f'<script type="application/ld+json">{node}</script>').value("authors") == ["Mary O'Hara"]


def test_whoever_is_quoted_above_the_story_is_no_author() -> None:
    quote = "<blockquote>We will build it. <p class='author'>Ada Holm, mayor</p></blockquote>"
    assert story(quote).value("authors") is None


def test_a_faction_or_a_society_is_no_author() -> None:
    assert people("NBL - Fraktion Seestadt") == []
    assert people("Anglerverein Seestadt, Anna Berg") == ["Anglerverein Seestadt", "Anna Berg"]
    assert people("Verein Seestadt, Anna Berg") == ["Anna Berg"]


SIGNED = "<h1>Council rebuilds the pier</h1><p class='date'>6 May 2016</p>" + f"<p>{PROSE}</p><p>{MORE}</p>"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ada Holm | 6 May 2016</p>",
        "<p><a href='/t/1'>Piers</a> <a href='/t/2'>Storms of the north</a></p><p>Ada Holm | 6 May 2016</p>",
        "<div>Posted on May 6, 2016 <span>Author </span><a href='/a'>Ada Holm</a>Categories</div>",
        "<div>Posted on <a href='/1'>May 6, 2016</a> <span>Author </span><a href='/a'>Ada Holm</a></div>",
    ],
)
def test_a_line_below_the_text_that_gives_the_storys_day_signs_it(line: str) -> None:
    assert document_of(f"{SIGNED}<p>Tags: pier</p><p>Photo album</p>{line}").value("authors") == ["Ada Holm"]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ada Holm | 7 May 2016</p>",
        "<h3>2 comments</h3><p>Ada Holm | 6 May 2016</p>",
        "<h3><a href='/2'>Ferries sail again</a></h3><p>Harbour Life | 6 May 2016</p>",
    ],
)
def test_neither_a_line_of_another_day_nor_of_a_comment_or_teaser_signs_it(line: str) -> None:
    assert document_of(f"{SIGNED}<p>Tags: pier</p>{line}").value("authors") is None


@pytest.mark.parametrize(
    ("line", "more", "authors"),
    [
        ("", "", None),
        ("Harbour plans, 6 May 2016", "", ["Ada Holm"]),
        ("", "<meta property='og:type' content='article'>", ["Ada Holm"]),
        ("Ask Ada Holm", "", ["Ada Holm"]),
    ],
)
def test_whoever_keeps_a_site_is_no_author_of_a_page_that_is_no_story(
    line: str, more: str, authors: list[str] | None
) -> None:
    assert story(line, head=f"<meta name='author' content='Ada Holm'>{more}").value("authors") == authors


def test_a_declared_author_in_the_address_is_nobody_in_one_word() -> None:
    head = "<meta name='author' content='PierLoop'>"
    body = f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body, head=head, url="https://www.pierloop.example/1").value("authors") is None


@pytest.mark.parametrize(("below", "authors"), [("<p>By Jane Doe</p>", ["Jane Doe"]), ("", ["Case Study"])])
def test_a_topic_beside_the_date_above_the_headline_gives_way_to_a_byline_below(below: str, authors: list[str]) -> None:
    body = f"<p>Case Study August 12, 2010</p><h1>Council rebuilds the pier</h1>{below}<p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body).value("authors") == authors


@pytest.mark.parametrize(
    ("line", "authors", "place"),
    [
        ("<p>Ana Pérez | Palma de Mallorca | 8 May 2014</p>", ["Ana Pérez"], "Palma de Mallorca"),
        ("<p>Ana Pérez | Madrid</p><p>8 May 2014</p>", ["Ana Pérez"], "Madrid"),
        ("<p>Harbour Life | Storms</p><p>8 May 2014</p>", None, None),
        ("<p>Harbour Change | Brazil</p><p>8 May 2014</p>", None, None),
    ],
)
def test_a_known_city_may_follow_a_name_beside_the_date(
    line: str, authors: list[str] | None, place: str | None
) -> None:
    found = story(line)
    assert (found.value("authors"), found.value("place")) == (authors, place)


def test_a_cell_that_heads_a_row_announces_no_author() -> None:
    row = "<table><tr><th>Written by</th><td>Jane Doe</td></tr></table>"
    assert story(row).value("authors") is None


def test_the_byline_below_the_headline_is_read_though_a_notice_above_it_is_a_sentence() -> None:
    notice = "To find out more about how readers may comment on our stories, please read the rules of conversation."
    before = f"<p>{notice}</p>{'<p>Share</p>' * 6}"
    body = f"{before}<h1>Council rebuilds the pier</h1><p>By Jane Doe</p><p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body).value("authors") == ["Jane Doe"]


HAN = "港口委员会星期五决定重建去年冬天被风暴折断的北码头，工程将于春季开始，预计历时两年，费用由国家承担一半。"
HAN_MORE = "镇上的官员在六小时的会议之后表示，渔船在此期间停泊在南码头，渡轮照常运行，商人们对此表示欢迎。"


def han_story(line: str = "", *, prose: str = HAN, after: str = "") -> Document:
    return document_of(f"<h1>北码头将重建</h1><p>{line}</p><p>{prose}</p><p>{HAN_MORE}{HAN}</p>{after}")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("海港新闻记者 王小明 欧阳华", ["王小明", "欧阳华"]),
        ("海港晚报记者王小明", ["王小明"]),
        ("采写：海港见习记者 王小明 通讯员李华", ["王小明", "李华"]),
        ("【文/海港网专栏作者 王小明】", ["王小明"]),
        ("文/图 王小明 李华英", ["王小明", "李华英"]),
        ("执笔/港湾姐、王小明", ["港湾姐", "王小明"]),
        ("2026-05-06 12:11来源：海港报网作者：王小明 编辑：李华英", ["王小明"]),
        ("发表于2026-05-06 21:30| 1164次阅读| 来源海港| 0 条评论| 作者王小明", ["王小明"]),
        ("王小明/海港青年报", ["王小明"]),
        ("海港新闻记者探访北码头", None),
        ("记者：方便吗", None),
        ("记者调查", None),
        ("作者最新文章", None),
        ("来源：本站 作者：码头管理党支部", None),
        ("王小明 李华英", None),
    ],
)
def test_a_chinese_line_names_reporters_behind_what_says_that_they_are(line: str, authors: list[str] | None) -> None:
    document = han_story(line)
    assert document.value("authors") == authors
    assert (line in [block.text for block in document.body]) == (authors is None)


@pytest.mark.parametrize(
    ("dateline", "authors"),
    [
        ("海港报讯（记者 王小明 李华）", ["王小明", "李华"]),
        ("本站5月6日讯（码头通讯员李华 整合）", ["李华"]),
        ("本报讯（记者了解到的情况）", None),
    ],
)
def test_a_reporter_is_named_in_the_dateline_of_an_outlet(dateline: str, authors: list[str] | None) -> None:
    assert han_story(prose=dateline + HAN).value("authors") == authors


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("（王小明）", ["王小明"]),
        ("(文/图 王小明 李华英)", ["王小明", "李华英"]),
        ("（海港局）", None),
        ("（江苏省）", None),
        ("（马尼拉）", None),
        ("（高清图）", None),
        ("（全文完）", None),
        ("(记者王小明)", ["王小明"]),
        ("（海港网 王小）", ["王小"]),
        ("(王小明/编译)", ["王小明"]),
        ("（王小）", None),
        ("（责编 王小明）", None),
        ("（摄影 王小明）", None),
    ],
)
def test_a_chinese_name_in_brackets_after_the_last_full_stop_is_the_author(end: str, authors: list[str] | None) -> None:
    document = document_of(f"<h1>北码头将重建</h1><p>{HAN_MORE}</p><p>{HAN}{end}</p>")
    assert document.value("authors") == authors


def test_a_reporter_after_the_story_leaves_the_text() -> None:
    document = han_story(after="<p>海港报记者 王小明</p>")
    assert document.value("authors") == ["王小明"]
    assert document.body[-1].text == HAN_MORE + HAN


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("홍길동 음악 평론가", ["홍길동"]),
        ("홍길동 대학교 총장", []),
        ("海港消息", []),
        ("海港科技", []),
        ("关注", []),
    ],
)
def test_a_calling_is_no_part_of_a_korean_name_and_an_outlet_is_nobody(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_a_declared_name_that_ends_as_an_agency_is_whole() -> None:
    assert people("Juan Carlos Efe") == ["Juan Carlos Efe"]
    assert people("Ayu Dewi Antara") == ["Ayu Dewi Antara"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe, Harbourism", ["Jane Doe"]),
        ("Ada & Greta", ["Ada", "Greta"]),
        ("HARBOUR - Quay", []),
        ("Jane Doe - The Gazette", ["Jane Doe"]),
        ("港口网_提供新闻、港口、船舶信息服务", []),
        ("王小明、李大华", ["王小明", "李大华"]),
        ("QuayNet sp. z o.o.", []),
        ("Jane DorranStaff Writer", ["Jane Dorran"]),
        ("Global DeskLast", []),
        ("Jane Doe, Master Horticulturist & Garden Educator", ["Jane Doe"]),
        ("Jane MacDonald", ["Jane MacDonald"]),
    ],
)
def test_outlets_callings_and_companies_beside_names_are_nobody(text: str, names: list[str]) -> None:
    assert declared_people(text) == names


@pytest.mark.parametrize(
    ("label", "names"),
    [("Written by", ["Jane Doe"]), ("Est. reading time", []), ("Von", ["Jane Doe"]), ("Filed under", [])],
)
def test_a_meta_tag_that_another_labels_names_the_author(label: str, names: list[str]) -> None:
    head = f"<meta name='twitter:label1' content='{label}'><meta name='twitter:data1' content='Jane Doe'>"
    assert (story("May 6, 2016", head=head).value("authors") or []) == names


def test_the_authors_that_a_library_lists_come_with_the_family_name_first() -> None:
    head = "".join(f"<meta name='citation_authors' content='{name}'>" for name in ("Doe, Jane", "Roe, Richard"))
    assert story("May 6, 2016", head=head).value("authors") == ["Jane Doe", "Richard Roe"]


@pytest.mark.parametrize(
    ("between", "names"),
    [
        (", Home and Harbour Expert &amp; ", ["Jane Doe", "Rob Roe"]),
        (", Harbour Expert for the Quays, edited by ", ["Jane Doe"]),
    ],
)
def test_all_who_are_linked_in_a_byline_and_joined_wrote_the_story(between: str, names: list[str]) -> None:
    linked = [f"<a href='/author/{name}'>{name}</a>" for name in ("Jane Doe", "Rob Roe")]
    assert story(f"By {between.join(linked)}, Quay Expert").value("authors") == names


@pytest.mark.parametrize(
    ("box", "names"),
    [
        ("fot", []),
        ("pull-quote", []),
        ("testimonial", []),
        ("fotografia-mundo", ["Jane Doe"]),
        ("quote-page", ["Jane Doe"]),
    ],
)
def test_who_took_a_picture_or_is_quoted_is_no_author(box: str, names: list[str]) -> None:
    line = f"<div class='{box}'><div class='author'>By: Jane Doe</div></div>"
    assert (story(line).value("authors") or []) == names


def test_the_author_of_a_story_on_a_page_of_pictures_is_no_photographer() -> None:
    found = document_of(
        f"<div class='foto'><h1>Council rebuilds</h1><p class='author'>Jane Doe</p><p>{PROSE}</p></div>"
    )
    assert found.value("authors") == ["Jane Doe"]


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("<span>AA</span><button>+</button><b>Text Size</b>", []),
        ("<i>A-</i><div>AA</div><div>A+</div>", []),
        ("<div>AA</div>", ["Anadolu"]),
    ],
)
def test_a_button_for_larger_letters_is_no_agency(line: str, agencies: list[str]) -> None:
    assert (story(line).value("agencies") or []) == agencies


@pytest.mark.parametrize(
    ("line", "place"),
    [("SOURCE: News agencies", None), ("QUELLE: Agenturen", None), ("SALTMARSH: News agencies", "SALTMARSH")],
)
def test_the_word_before_an_agency_is_no_place(line: str, place: str | None) -> None:
    assert story(line).value("place") == place


@pytest.mark.parametrize("name", ["WXYZ Business", "WXYZ"])
def test_an_outlet_as_its_address_has_it_is_nobody_beside_its_author(name: str) -> None:
    head = f"<meta name='author' content='Jane Doe, {name}'>"
    found = document_of(f"<h1>A pier</h1><i>May 6, 2016</i><p>{PROSE}</p>", head=head, url="https://wxyz.example/pier")
    assert found.value("authors") == ["Jane Doe"]


@pytest.mark.parametrize(
    ("text", "authors", "place"),
    [
        ("【王小明╱台北報導】", ["王小明"], "台北"),
        ("〔編譯王小明／綜合報導〕", ["王小明"], None),
        ("【王小明、李大華／台北報導】", ["王小明", "李大華"], "台北"),
        ("【港口／碼頭】", [], None),
    ],
)
def test_a_reporter_in_brackets_stands_before_a_stroke_and_the_place(
    text: str, authors: list[str], place: str | None
) -> None:
    found = read_dateline(f"{text}市議會週五決定重建北面碼頭。")
    assert (found.authors, found.place) == (authors, place)


@pytest.mark.parametrize(("line", "authors"), [("by Ada", ["Ada"]), ("A tale of the quay", ["Rob Roe"])])
def test_a_label_in_the_story_names_an_author_only_where_none_stands_above_it(line: str, authors: list[str]) -> None:
    facts = "<p>Author: Rob Roe</p><p>Released: a year ago</p>"
    found = document_of(f"<h1>Books of the quay</h1><p>{line} · May 6, 2016</p><p>{PROSE}</p>{facts}<p>{MORE}</p>")
    assert found.value("authors") == authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe and Banksy", ["Jane Doe", "Banksy"]),
        ("Budi Santoso dan Ihsanuddin", ["Budi Santoso", "Ihsanuddin"]),
        ("Madonna & Jane Doe", ["Madonna", "Jane Doe"]),
        ("Jane Doe - Gazette", ["Jane Doe"]),
    ],
)
def test_a_single_word_that_an_and_joins_to_a_full_name_is_a_name_too(text: str, names: list[str]) -> None:
    assert declared_people(text) == names


def test_a_name_in_capitals_is_no_desk_of_the_site_that_is_called_as_it_begins() -> None:
    assert without_outlet(["JANE DOE", "ROB ROE"], "https://jane.example/1") == ["JANE DOE", "ROB ROE"]
    assert without_outlet(["JANE Business", "ROB ROE"], "https://jane.example/1") == ["ROB ROE"]


def test_a_japanese_given_name_in_hiragana_needs_no_blank_where_authors_are_named() -> None:
    assert people("小暮ひさのり") == ["小暮ひさのり"]
    assert people("最新まとめ") == people("公開しました") == people("小暮ひさのり", sure=False) == []


@pytest.mark.parametrize("name", ["小林まこと", "小林 まこと", "中村ひより", "鈴木ちから", "森さやか", "今井たける"])
def test_a_given_name_may_end_as_sentences_do(name: str) -> None:
    assert people(name) == [name]


@pytest.mark.parametrize("word", ["暮らし", "住まい", "食べる", "保育ひろば", "公開すること"])
def test_a_word_that_begins_with_han_is_no_name(word: str) -> None:
    assert people(word) == []


def test_one_sign_begins_a_byline_only_where_a_name_follows() -> None:
    assert people("文王小明") == people("文● 王小明") == ["王小明"]
    assert story("文娱榜").value("authors") is None


@pytest.mark.parametrize("behind", ["", " 2026-05-06 14:27:02", "2026-05-06 14:27:02"])
def test_a_day_behind_a_marked_name_is_no_part_of_it(behind: str) -> None:
    assert story(f"<p class='author'>王小明{behind}</p>").value("authors") == ["王小明"]


def test_a_town_beside_a_marked_name_is_no_author() -> None:
    found = story("<p class='postedBy'>Ada Holm, May 6, New Delhi</p>")
    assert found.value("authors") == ["Ada Holm"]


def test_a_section_behind_the_day_is_no_part_of_a_linked_name() -> None:
    names = "By <a href='/author/ada-holm'>Ada Holm</a>, <a href='/author/jan-berg'>Jan Berg</a>"
    found = story(f"{names} <time>2026-05-06T22:05:36Z</time> <a href='/c/tides'>Tidesflow</a>")
    assert found.value("authors") == ["Ada Holm", "Jan Berg"]


@pytest.mark.parametrize("name", ["Harbour Web Solutions", "Soluciones Puerto", "Wydawnictwo Port"])
def test_who_built_the_site_is_no_author(name: str) -> None:
    assert story("6 May 2026", head=f"<meta name='author' content='{name}'>").value("authors") is None


def test_a_hidden_line_for_editors_has_no_dateline() -> None:
    slug = "<p hidden>BC-EU--Harbours, 1st Ld-Writethru, of the pier and of all that it has cost the town so far</p>"
    assert story(slug, prose=f"LONDON (AP) — {PROSE}").value("place") == "LONDON"


@pytest.mark.parametrize("line", ["Un texte de Ada Holm", "Un reportage de Ada Holm", "Autorin/Autor Ada Holm"])
def test_a_byline_may_say_what_it_is_of(line: str) -> None:
    assert story(line).value("authors") == ["Ada Holm"]


@pytest.mark.parametrize(("name", "place"), [("rel-location", "Athens"), ("relation", None)])
def test_a_line_above_the_story_that_is_named_for_a_place_names_it(name: str, place: str | None) -> None:
    assert story(f"6 May 2026</div><div class='{name}'>Athens").value("place") == place


def test_a_name_of_which_only_the_beginning_is_a_link_stays_whole() -> None:
    assert story("By <a href='/author/ada-holm'>Ada Holm</a>-Berg").value("authors") == ["Ada Holm-Berg"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Event Date: May 6, 2016", []),
        ("Geburtsdatum: 6. Mai 1983", []),
        ("Ada Holm Date: 6 May 2016", ["Ada Holm"]),
        ("Autor: Jan Novák Datum: 6. 5. 2016", ["Jan Novák"]),
        ("Иван Петров Дата: 06.05.2016", ["Иван Петров"]),
    ],
)
def test_the_word_for_a_day_is_no_part_of_a_name(line: str, authors: list[str]) -> None:
    assert (story(line).value("authors") or []) == authors


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Об этом сообщает РИА «Приморье».", []),
        ("РИА Воронеж", []),
        ("РИА", ["RIA Novosti"]),
        ("/РИА, ТАСС/", ["RIA Novosti", "TASS"]),
        ("РИА Новости", ["RIA Novosti"]),
        ("RIA Novosti", ["RIA Novosti"]),
        ("Newsroom Κ/ ΑΜΠΕ", ["AMNA"]),
    ],
)
def test_the_first_word_of_many_agencies_names_is_one_of_them_by_itself_alone(text: str, agencies: list[str]) -> None:
    assert agencies_in(text) == agencies


@pytest.mark.parametrize(
    ("line", "agencies"), [("zew, pap", ["PAP"]), ("pap, ps", ["PAP"]), ("IAR | 2011-12-28 (16:57)", ["IAR"])]
)
def test_a_polish_story_is_signed_in_small_letters(line: str, agencies: list[str]) -> None:
    credit = read_byline(line)
    assert credit is not None
    assert (credit.agencies, credit.authors) == (agencies, [])


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe, John Roe and Ana Poe, Gazette", ["Jane Doe", "John Roe", "Ana Poe"]),
        ("By Jane Doe and John Roe / Eastmere Shimbun Staff Writers", ["Jane Doe", "John Roe"]),
        ("By Jane Doe, Gazette, and John Roe, Tribune", ["Jane Doe", "John Roe"]),
        ("By Jane Doe | Health & Medicine", ["Jane Doe"]),
        ("By Jane Doe, Home- and Digital-Security Expert & John Roe, Home Security Expert", ["Jane Doe", "John Roe"]),
        ("By Jane Doe And John Roe, Portmedia News May 6, 2016 2:23 AM", ["Jane Doe", "John Roe"]),
        # One word more in an open list is one author more.
        ("By Jane Doe, Wahyu and John Roe", ["Jane Doe", "Wahyu", "John Roe"]),
        ("Oleh Budi Santoso, Wahyu", ["Budi Santoso", "Wahyu"]),
        ("By Jane Doe and John Roe, Ana Poe", ["Jane Doe", "John Roe", "Ana Poe"]),
        ("(Reporting by Jane Doe, Ana Roe, with reporting by John Poe, editing by Kai Moe.)", ["Jane Doe", "Ana Roe"]),
    ],
)
def test_what_follows_the_last_name_is_none(line: str, authors: list[str]) -> None:
    credit = read_byline(line)
    assert credit is not None
    assert (credit.authors, credit.place) == (authors, None)


@pytest.mark.parametrize(
    ("text", "authors", "place"),
    [
        ("中新社长沙1月17日电 (傅煜 吕高安 江钻)一年一度的春运", ["傅煜", "吕高安", "江钻"], "长沙"),
        ("港口网北京1月17日电 (王小明) 市政府宣布", ["王小明"], None),
        ("中新社长沙1月17日电 (记者 王小明)一年一度的春运", ["王小明"], "长沙"),
        ("中新社长沙1月17日电 (完)一年一度的春运", [], "长沙"),
        ("中新社长沙1月17日电 (上海)一年一度的春运", [], "长沙"),
    ],
)
def test_brackets_behind_a_chinese_dateline_hold_bare_names(text: str, authors: list[str], place: str | None) -> None:
    credit = read_dateline(text)
    assert (credit.authors, credit.place) == (authors, place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MONTREAL • An editorial in a journal urged doctors on Monday to say nothing of it.", "MONTREAL"),
        ("HIGHLIGHTS • The council met on Monday and voted for the bridge after nine hours.", None),
        ("Reporting • The council met on Monday and voted for the bridge after nine hours.", None),
    ],
)
def test_a_bullet_follows_the_city_of_a_dateline(text: str, place: str | None) -> None:
    assert read_dateline(text).place == place


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("<div class='storyDateline'>CHICAGO—</div>", "CHICAGO"),
        ("<span class='dateline'>AUBURN, Wash. —</span>", "AUBURN, Wash."),
        ("<div class='rel-location'><strong>Eastmere, Australia</strong></div>", "Eastmere, Australia"),
        ("<div class='location'>Eastmere, Portside</div>", None),
        ("<div class='location'>Eastmere</div>", None),
        ("<div class='location'>Buenos Aires, Argentina</div>", "Buenos Aires, Argentina"),
        ("<p class='location'>Jane Doe, Jordan</p>", None),
        ("<p class='place'>Third place, Chad</p>", None),
        ("<p class='city'>Live from Rome, Italy</p>", None),
        ("<div>Eastmere, Australia</div>", None),
        ("<div class='location'>What they say abroad, Australia</div>", None),
    ],
)
def test_an_element_named_for_the_place_holds_it_above_the_story(line: str, place: str | None) -> None:
    assert story(line).value("place") == place


def test_columnists_in_a_bar_of_topics_have_not_written_the_story() -> None:
    people = [f"<a href='/author/{name.lower()}/'>{name} Doe</a>" for name in ("Ana", "Jan")]
    topics = [
        f"<a href='/tag/{topic.lower()}/'>{topic}</a>" for topic in ("Harbours", "Tipping", "Primaries", "Storms")
    ]
    line = "<p>{}</p>"
    bar = line.format(" | ".join([topics[0], people[0], *topics[1:3], people[1], topics[3]]))
    page = f"{{}}<h1>Council rebuilds the pier</h1>{{}}<p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(page.format(bar, "")).value("authors") is None
    assert document_of(page.format(line.format(people[0]), "")).value("authors") == ["Ana Doe"]
    filed = line.format(" | ".join([people[0], *topics]))
    assert document_of(page.format("", filed)).value("authors") == ["Ana Doe"]


def test_whose_card_hatom_calls_an_organisation_is_no_author() -> None:
    line = "<p><span class='{}'>Eastmere Harbour Courier</span></p>"
    assert story(line.format("source-org vcard")).value("authors") is None
    assert story("<p><span class='author vcard'>Jane Doe</span></p>").value("authors") == ["Jane Doe"]


def test_whom_a_picture_credits_inside_a_line_is_no_author() -> None:
    line = "<div><span class='teaser-caption'>Ana Roe, ASSOCIATED PRESS</span></div>"
    assert story(f"<p>By JANE DOE and JOHN ROE</p>{line}").value("authors") == ["JANE DOE", "JOHN ROE"]
    assert story(f"<div>{line.replace('teaser-caption', 'line')}</div>").value("authors") == ["Ana Roe"]


def test_a_link_right_below_the_story_may_lead_to_its_author() -> None:
    below = "<div class='author_fio'><a href='/by_author/47/'>Jane Doe</a></div><h4><a href='/tag/1/'>Harbours</a></h4>"
    page = f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p>{{}}"
    assert document_of(page.format(below)).value("authors") == ["Jane Doe"]
    other = "<h4><a href='/story/2'>The mayor of the town sails around the world</a></h4>"
    assert document_of(page.format(other + below)).value("authors") is None


def test_reporters_in_brackets_of_their_own_have_written_the_story() -> None:
    last = "(Reporting by Jane Doe, Ana Roe, Kai Poe, with reporting by John Poe and Max Moe, editing by Jan Noe.)"
    page = f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p><p>{last}</p>"
    assert document_of(page).value("authors") == ["Jane Doe", "Ana Roe", "Kai Poe"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Gespeichert von Jane Doe am Di., 06.10.2026 - 08:15", ["Jane Doe"]),
        ("Geplaatst door Jane Doe op di, 06/10/2026 - 08:15", ["Jane Doe"]),
        ("Submitted by Jane Doe on Tue, 06/10/2026 - 08:15", ["Jane Doe"]),
        ("De: Ioana Rusu Publicat: 06.10.2026 - 08:15", ["Ioana Rusu"]),
    ],
)
def test_the_weekday_before_a_date_is_no_part_of_a_name(line: str, names: list[str]) -> None:
    assert story(line).value("authors") == names


def person(name: str, kind: str = "Person") -> str:
    node = {"@type": "BlogPosting", "headline": "Council rebuilds the pier", "author": {"@type": kind, "name": name}}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def test_a_blogger_may_go_by_a_name_in_hiragana() -> None:
    assert story("", head=person("ことり")).value("authors") == ["ことり"]
    assert story("<span class='vcard author'>ことり</span>").value("authors") == ["ことり"]


@pytest.mark.parametrize("head", [person("ことり", "Organization"), person("ニュース"), person("とても長い名前のひと")])
def test_an_outlet_or_a_phrase_is_no_pen_name(head: str) -> None:
    assert story("", head=head).value("authors") is None


@pytest.mark.parametrize("said", ["おしらせ", "へんしゅうぶ", "くわしくはこちら", "すたっふ"])
def test_a_notice_or_a_desk_in_hiragana_is_no_pen_name(said: str) -> None:
    assert story("", head=person(said)).value("authors") is None
    assert story(f"<span class='vcard author'>{said}</span>").value("authors") is None


def below(line: str, last: str = MORE) -> object:
    body = f"<h1>Council rebuilds the pier</h1><article><p>{PROSE}</p><p>{last}</p>{line}</article>"
    document = document_of(body)
    return document.value("authors")


@pytest.mark.parametrize("line", ["<p style='text-align:right;'>Ana Roe</p>", "<p><strong>Nguyễn Thu Hà</strong></p>"])
def test_a_bare_name_that_ends_the_story_set_apart_signs_it(line: str) -> None:
    assert below(line) in (["Ana Roe"], ["Nguyễn Thu Hà"])


@pytest.mark.parametrize(
    "line",
    [
        "<p>Ana Roe</p>",
        "<p><strong>Ana Roe</strong></p><p>Head of the harbour board</p>",
        "<p><strong>Buenos Aires</strong></p>",
        "<p><a href='/x'><strong>Ana Roe</strong></a></p>",
    ],
)
def test_a_name_that_is_not_set_apart_or_heads_something_signs_nothing(line: str) -> None:
    assert below(line) is None


@pytest.mark.parametrize(
    ("line", "last"),
    [
        (
            "<p style='text-align:right'>Ana Roe</p>",
            "“The world breaks everyone, and some of us are strong in spite of it.”",
        ),
        ("<p style='text-align:right'>Ana Roe</p>", f"{MORE} The crew of Ana Roe had seen the pier fall."),
        ("<p><strong>Happy Easter</strong></p>", MORE),
        ("<p><strong>Opening Hours</strong></p>", MORE),
        ("<p><strong>Technische Daten</strong></p>", MORE),
        ("<p style='text-align:right'>Yours Faithfully</p>", MORE),
        ("<p style='text-align:right'>Ihr Redaktionsteam</p>", MORE),
        ("<p><strong>Part Two</strong></p>", MORE),
    ],
)
def test_whose_words_are_quoted_and_of_whom_the_story_tells_signs_nothing(line: str, last: str) -> None:
    assert below(line, last) is None


def test_two_authors_may_stand_on_both_sides_of_a_dash() -> None:
    line = "<p><a href='/author/jane'>Jane Doe</a> – <a href='/author/tom'>Tom Brown</a></p>"
    assert story(line, head=person("Jane Doe")).value("authors") == ["Jane Doe", "Tom Brown"]
    line = "<p>By Jane Doe and Tom Brown</p><p>Photo - Tom Brown</p>"
    assert story(line, head=person("Jane Doe")).value("authors") == ["Jane Doe", "Tom Brown"]


def test_whom_an_author_writes_for_stands_behind_a_dash() -> None:
    author = "<meta name='author' content='Rina Kusuma'>"
    assert story("<div class='author'>Rina Kusuma - Kabar Pesisir</div>", head=author).value("authors") == [
        "Rina Kusuma"
    ]
    two = story("<div class='author'>Rina Kusuma and Ana Roe</div>", head=author).value("authors")
    assert two == ["Rina Kusuma", "Ana Roe"]


def test_a_second_author_may_be_named_below_a_standfirst_that_reads_as_prose() -> None:
    line = (
        f"<p>{PROSE}</p><h4 class='author-name'><a href='/author/1'>Jane Doe</a>, <a href='/author/2'>John Roe</a></h4>"
    )
    assert story(line, head=person("Jane Doe")).value("authors") == ["Jane Doe", "John Roe"]


@pytest.mark.parametrize("line", ["John Smith", "By John Smith"])
def test_a_name_in_another_script_than_the_headlines_takes_no_declared_authors_place(line: str) -> None:
    node = '{"@type": "NewsArticle", "headline": "x", "author": {"name": "Мария Иванова"}}'
    page = f"<h1>Гавань откроют вновь</h1><div>{line}</div><p>{PROSE}</p><p>{MORE}</p>"
    head = f'<script type="application/ld+json">{node}</script>'
    assert document_of(page, head=head).value("authors") == ["Мария Иванова"]


@pytest.mark.parametrize("line", ["{} by {}", "{1} | May 6, 2016 | {0}"])
def test_a_line_above_the_headline_that_files_the_story_is_no_bar_of_topics(line: str) -> None:
    topics = " ".join(f"<a href='/category/{name}/'>{name}</a>" for name in ("News", "Town", "Harbour", "Politics"))
    filed = line.format(topics, "<a href='/author/jane-doe/'>Jane Doe</a>")
    document = document_of(f"<p>{filed}</p><h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p>")
    assert document.value("authors") == ["Jane Doe"]


def test_letters_of_the_size_of_a_caption_may_say_who_wrote_the_story() -> None:
    line = "<div><span class='typography-caption'>{}</span></div>"
    assert story(line.format("By Jane Doe, May 6, 2016")).value("authors") == ["Jane Doe"]
    assert story(line.format("Ana Roe, ASSOCIATED PRESS")).value("authors") is None


def test_a_link_below_the_story_may_be_marked_by_its_relation() -> None:
    below = "<p><a rel='author' href='/u/1'>Johanna Featherstone</a></p>"
    document = document_of(f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p>{below}")
    assert document.value("authors") == ["Johanna Featherstone"]


@pytest.mark.parametrize(
    "below",
    [
        "<p><a href='/people/ada-holm/'>Ada Holm</a></p>",
        "<div class='user'><a href='/profile/john-roe'>John Roe</a></div><p>Good news for all of us!</p>",
        "<div class='comment'><b class='author'><a href='/profile/john-roe'>John Roe</a></b></div>",
        "<p>Read also</p><p class='author'><a href='/author/john-roe/'>John Roe</a></p>",
        "<p>Edited by</p><p class='author'><a href='/author/john-roe/'>John Roe</a></p>",
        "<p><a class='photo-author' href='/authors/john-roe/'>John Roe</a></p>",
        "<div><span class='author'><a href='/user/1'>John Roe</a></span></div><div>Good news for all of us.</div>",
        "<div><a href='/b'>Piers</a></div><div class='author'><a href='/b/author/roe'>John Roe</a></div>",
        "<div class='author'><a href='/author/john-roe/'>John Roe</a></div><div>Opinion</div>"
        "<h3><a href='/2'>The mayor of the town sails around the world</a></h3>",
        "<p class='author'><a href='/author/ana-poe/'>Ana Poe</a></p>"
        "<p class='author'><a href='/author/kai-moe/'>Kai Moe</a></p>",
    ],
)
def test_whom_a_link_below_the_story_names_for_another_reason_has_not_written_it(below: str) -> None:
    page = f"<h1>Council rebuilds the pier</h1><p>{PROSE}</p><p>{MORE}</p>{below}"
    assert document_of(page).value("authors") is None


@pytest.mark.parametrize(
    ("inner", "authors"),
    [("金融", []), ("李明", []), ("文化", []), ("王小明", ["王小明"]), ("张浩 李明", ["张浩", "李明"])],
)
def test_two_signs_alone_behind_a_chinese_dateline_may_be_its_subject(inner: str, authors: list[str]) -> None:
    assert read_dateline(f"中新社长沙1月17日电 ({inner})一年一度的春运").authors == authors


@pytest.mark.parametrize("name", ["RIA Nowosti", "RIA Nóvosti"])
def test_an_agencys_name_is_spelled_by_the_language(name: str) -> None:
    assert agencies_in(name) == ["RIA Novosti"]


def pen_named(line: str, *, below: bool = False) -> object:
    body = f"<p>{PROSE}</p><p>{MORE}</p>"
    lines = f"{body}<div>{line}</div>" if below else f"<div>{line}</div>{body}"
    return document_of(f"<h1>Council rebuilds the pier</h1>{lines}").value("authors")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('<span class="author vcard"><a class="url fn n" href="#" rel="author">Wavewatcher</a></span>', "Wavewatcher"),
        ('<a rel="author" href="/u/7">tide_07</a> 6 May 2013', "tide_07"),
        ('<p class="author vcard"><a href="/team/j"><b class="fn">Jane Doe</b></a> <span>Correspondent</span></p>',
         "Jane Doe"),
        ("6.5.2013, 10:22 von wellenreiter", "wellenreiter"),
        ("Von Ingrid am 06.05.2013, 11:51 | 0 Meinungen", "Ingrid"),
        ("Gespeichert von wellenreiter am 6. Mai 2013 - 18:55", "wellenreiter"),
        ("Von Ingrid am 6. Mai 2013", "Ingrid"),
        ("Von Trier, 6. Mai 2013", "Von Trier"),
        ("Posted by Roe at 12:53", "Roe"),
        ('Filed on 6 May 2013 by <a href="/author/jane">Jane</a> under Harbours', "Jane"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("below", [False, True])
def test_an_author_may_go_by_one_word_where_the_page_says_that_it_is_theirs(line: str, name: str, below: bool) -> None:
    assert pen_named(line, below=below) == [name]


@pytest.mark.parametrize(
    "line",
    [
        '<a rel="author" href="/u/1">admin</a>',
        '<a rel="author" href="/u/1">pier-admin</a>',
        '<a rel="author" href="/u/1">Redaktion</a>',
        '<a rel="author" href="/u/1">News</a>',
        '<a rel="author" href="/u/1">Tim</a> <a rel="author" href="/u/2">Tom</a>',
        '<ul class="related"><li><a rel="author" href="/u/1">Tim</a></li></ul>',
        '<div class="comment-author vcard"><b class="fn">Tim</b></div>',
        "Author: Reuters | 6 May 2013",
        "Posted by staff on 6 May 2013",
        "6 May 2013 by boat from Bergen",
        'Drawn by <a href="/author/tim">Tim</a>',
    ],
)
def test_one_word_that_is_a_desk_an_agency_or_anothers_name_is_no_author(line: str) -> None:
    assert not pen_named(line)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Par <b>JEANNE PORT</b>, <b>LISE QUAI</b> Envoyés spéciaux à Bergen", ["JEANNE PORT", "LISE QUAI"]),
        ("By <strong>Ann Pier</strong> and <strong>Bo Quay</strong> in Bergen", ["Ann Pier", "Bo Quay"]),
        ("By <b>Ann Pier</b>, <b>Harbour</b> correspondent", ["Ann Pier"]),
        ("By <b>Ann Pier</b>, Bergen Harbour reporter", ["Ann Pier"]),
    ],
)
def test_names_set_bold_end_where_the_bold_does(line: str, authors: list[str]) -> None:
    body = f"<h1>Council rebuilds the pier</h1><p>{line}</p><p>{PROSE}</p><p>{MORE}</p>"
    assert document_of(body).value("authors") == authors


@pytest.mark.parametrize(("account", "authors"), [("harbour", None), ("harb", ["harb"]), ("jane", ["jane"])])
def test_an_account_called_like_the_outlet_less_the_word_for_one_is_no_author(
    account: str, authors: list[str] | None
) -> None:
    body = f'<h1>Council rebuilds the pier</h1><a rel="author" href="/u/1">{account}</a><p>{PROSE}</p><p>{MORE}</p>'
    assert document_of(body, url="https://harbourmagazine.example/1").value("authors") == authors
    assert document_of(body, url="https://harbourlights.example/1").value("authors") == [account]


def test_a_declared_author_may_be_written_as_an_object_or_be_their_own_organisation() -> None:
    title = "Council rebuilds the pier"
    said = {"@type": "NewsArticle", "headline": title, "author": '{"@type": "Person", "name": "Jane Doe"}'}
    node = {"@type": ["Person", "Organization"], "@id": "#jane", "name": "Jane Doe"}
    for written in (said, {"@graph": [{"@type": "Article", "headline": title, "author": {"@id": "#jane"}}, node]}):
        head = f'<script type="application/ld+json">{json.dumps(written)}</script>'
        assert story("", head=head).value("authors") == ["Jane Doe"]


@pytest.mark.parametrize("said", ['{"@type": "Person", "name": ', '{"@type": "Organization", "name": "Jane Doe"}'])
def test_an_author_written_as_an_object_that_is_broken_or_no_person_is_nobody(said: str) -> None:
    written = {"@type": "NewsArticle", "headline": "Council rebuilds the pier", "author": said}
    head = f'<script type="application/ld+json">{json.dumps(written)}</script>'
    assert not story("", head=head).value("authors")


@pytest.mark.parametrize(
    "name", ["Hafenministerium der Republik Bergen", "Ministère de la Pêche", "Ministerio de Puertos"]
)
def test_a_ministry_is_no_author(name: str) -> None:
    assert declared_people(name) == []


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        ('<ul><li><a href="/7"><h2>Another storm broke the lighthouse</h2></a>'
         '<span class="author">By<span class="authorname"> John Roe</span></span></li></ul>', None),
        ('<p><a href="/7">Another storm broke the lighthouse</a></p><p class="author">By John Roe</p>', ["John Roe"]),
    ],
)  # fmt: skip
def test_who_wrote_another_story_is_named_in_its_entry_of_a_list(body: str, authors: list[str] | None) -> None:
    assert story(body).value("authors") == authors
