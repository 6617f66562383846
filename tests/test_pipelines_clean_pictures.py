"""Which pictures are the story's own, at which address, and what is said of each."""

from __future__ import annotations

import pytest

from pipelines.clean.legends import split_credit
from pipelines.clean.sources import name_of
from pipelines.stages import refine
from schemas import Draft, Page

TITLE = "Council agrees to rebuild the northern pier"
PROSE = "The harbour council agreed on Friday to rebuild the pier, which a storm had broken in two last winter."
MORE = "Work is to begin in the spring and to take two years, officials of the town said after a long meeting."
LAST = "The mayor called the plan a promise kept, and asked the fishermen for patience until the cranes arrive."
CAPTION = "Fishermen look at what the storm has left of the pier."
HOST = "https://gazette.example"
DECLARED = "<meta property='og:image' content='https://cdn.example/2026/pier-after-the-storm-1200x630.jpg'>"


def page(body: str, *, head: str = "") -> Draft:
    text = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return refine(
        Page(
            url=f"{HOST}/town/1", announced_url=f"{HOST}/town/1", body=text.encode(), media_type="text/html",
            charset="utf-8", fetched_at="2026-11-01T00:00:00Z", position=(0, 0),
        )
    )  # fmt: skip


def story(amid: str, *, top: str = "", after: str = "", head: str = "") -> Draft:
    return page(f"<div><h1>{TITLE}</h1>{top}<p>{PROSE}</p>{amid}<p>{MORE}</p><p>{LAST}</p>{after}</div>", head=head)


def urls(found: Draft) -> list[str | None]:
    return [image.url and image.url.removeprefix(HOST) for image in found.images]


def parts(found: Draft) -> list[tuple[str | None, str | None]]:
    return [(image.caption, image.credit) for image in found.images]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ("width='0' height='0' sizes='100vw' srcset='/pier.jpg 900w'", True),
        ("width='0' height='0'", False),
        ("width='100' height='56.25'", True),
        ("width='100' height='56.0'", False),
        ("width='32' height='18.75'", False),
        ("width='100' height='80'", False),
    ],
)
def test_a_size_for_a_script_to_fill_in_or_a_ratio_is_no_small_one(size: str, shown: bool) -> None:
    assert bool(urls(story(f"<div><img src='/pier.jpg' {size}></div>"))) is shown


@pytest.mark.parametrize(
    ("pictures", "url"),
    [
        ("<img src='/grey-placeholder.png'><img src='/pier.jpg'>", "/pier.jpg"),
        ("<img src='/sr-loader.png'><img srcset='/small.jpg 200w, /pier.jpg 900w'>", "/pier.jpg"),
        ("<img src='/crane.jpg'><img src='/pier.jpg'>", "/crane.jpg"),
        ("<img src='/ajax-loader.gif'><img src='/pier.jpg'>", "/pier.jpg"),
        ("<img src='/front-loader.png'>", "/front-loader.png"),
        ("<img src='/ship-loading.png'>", "/ship-loading.png"),
        ("<img src='/bg3.png'>", "/bg3.png"),
        ("<img src='/front-loader.jpg'>", "/front-loader.jpg"),
    ],
)
def test_the_picture_behind_what_stands_in_for_it_has_the_address(pictures: str, url: str) -> None:
    found = story(f"<figure>{pictures}<figcaption>{CAPTION}</figcaption></figure>")
    assert urls(found) == [url]
    assert parts(found) == [(CAPTION, None)]


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<a href='/town/gallery/9'><img src='/2026/pier-after-the-storm-300x200.jpg'></a>", True),
        ("<a href='/gallery/9'><img src='/2026/pier-after-the-storm-158x118.jpg' width='158' height='118'></a>", True),
        ("<div class='header-teaser'><img src='/2026/pier-after-the-storm-300x200.jpg'></div>", True),
        ("<a href='/town/gallery/9'><img src='/2026/another-storm.jpg'></a>", False),
        ("<a href='/gallery/9'><img src='/2026/pier-after-the-storm-90x90.jpg' width='90' height='90'></a>", False),
        ("<div class='header-teaser'><img src='/2026/another-storm.jpg'></div>", False),
        ("<div class='related-teaser'><img src='/2026/pier-after-the-storm-300x200.jpg'></div>", False),
    ],
)  # fmt: skip
def test_the_declared_picture_amid_the_story_is_its_own_though_a_link_leads_away(picture: str, shown: bool) -> None:
    assert bool(urls(story(f"<section><div>{picture}</div></section>", head=DECLARED))) is shown


def test_a_posters_face_is_no_picture_of_the_story_though_the_page_declares_it() -> None:
    head = "<meta property='og:image' content='/media/avatars/size200/jane-doe-1576.png'>"
    face = "<a href='/users/1576'><img src='/media/avatars/size144/jane-doe-1576.png' width='144' height='144'></a>"
    assert urls(story(f"<ul><li>{face}</li></ul>", head=head)) == []


def test_a_long_number_is_the_name_of_one_picture_and_a_day_is_not() -> None:
    assert name_of("/id/1437291_20120104142642.gif") == name_of("/id/large/1437291_20120104142642.gif")
    assert name_of("/town/20120104.jpg") != name_of("/sports/20120104.jpg")


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<a href='/big/pier.jpg'><img src='/thumbs/pier.jpg' width='110' height='150'></a>", True),
        ("<a href='/big/pier.jpg'><img src='/thumbs/pier.jpg' width='60' height='60'></a>", False),
        ("<a href='/big/pier.jpg'><img src='/design/zoom.png' width='110' height='150'></a>", False),
        ("<a href='/town/2'><img src='/thumbs/pier.jpg' width='110' height='150'></a>", False),
        ("<a href='/share?media=/big/pier.jpg'><img src='/pin-it.jpg' width='110' height='150'></a>", False),
    ],
)
def test_a_photo_that_links_to_itself_in_full_is_the_storys(picture: str, shown: bool) -> None:
    assert bool(urls(story(f"<section><div><div>{picture}</div></div></section>"))) is shown


def test_a_link_to_the_page_itself_leads_nowhere_else_whatever_its_scheme() -> None:
    assert urls(story("<div><a href='http://gazette.example/town/1'><img src='/pier.jpg'></a></div>")) == ["/pier.jpg"]
    assert urls(story("<div><a href='http://gazette.example/town/2'><img src='/pier.jpg'></a></div>")) == []


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        ("<div><div><img src='/pier.jpg'></div></div>", True),
        ("<div><div><img src='/mail.png'></div></div>", False),
        ("<div><div><img src='/gazette-logo.jpg'></div></div>", False),
        ("<div><a href='/offers'><img src='/pier.jpg'></a></div>", False),
        ("<div class='byline'><img src='/jane.jpg'></div>", False),
        ("<div><img src='/pier.jpg'><img src='/next.png' width='21' height='21'></div>", True),
        ("<div><img src='/jane.jpg'></div><div>By Jane Doe</div>", False),
        ("<div><img src='/mail.webp'><img src='/print.webp'></div>", False),
        ("<div><a href='javascript:void(0)'><img src='/share.webp'></a></div>", False),
    ],
)
def test_a_photo_right_above_the_first_paragraph_heads_the_story(lead: str, shown: bool) -> None:
    told = f"<div><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></div>"
    assert bool(urls(page(f"<div><h1>{TITLE}</h1><p>12 May 2026</p>{lead}{told}</div>"))) is shown


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<p><img src='/harbour-line-logo.png'></p>", True),
        ("<div><div><div><div><img src='/player-logo.png'></div></div></div></div>", False),
        ("<p><a href='javascript:;'><img src='/close.gif' alt='X'></a></p>", False),
        ("<p><a href='#1'><img src='/mail.gif' alt='Tell a friend'></a></p>", False),
        ("<p><a href='#1'><img src='/pier.gif' width='400' height='300' alt='The pier'></a></p>", True),
        ("<p><a href='javascript:;'><img src='/pier.jpg' alt='The pier'></a></p>", True),
        ("<p><a href='javascript:print()'><img src='/print.gif' alt='Print this page'></a></p>", False),
        ("<p><a href='#big'><img src='/map.gif' alt='Map of the harbour and the northern pier'></a></p>", True),
        ("<p><a href=\"javascript:show('/big.gif')\"><img src='/map.gif' alt='The harbour'></a></p>", True),
        ("<figure><a href='#'><img src='/map.gif' alt='The harbour'></a></figure>", True),
        ("<div><figure><div><img src='/new-logo-of-the-club.png'></div></figure></div>", True),
        ("<div><div><div><div><img src='/logo-on-the-tower.jpg'></div></div></div></div>", True),
        (f"<div class='articlePullQuote'><div><img src='/marks.jpg'></div><div>{CAPTION}</div></div>", False),
    ],
)
def test_players_buttons_and_the_marks_of_quotes_are_no_pictures(picture: str, shown: bool) -> None:
    assert bool(urls(story(picture))) is shown


def test_a_logo_with_a_line_of_rights_below_it_is_no_picture() -> None:
    rights = "<div><img src='/partners/agency-logo.png'></div><div>© All rights reserved</div>"
    assert urls(story("", after=rights)) == []


def test_an_advertisement_above_a_photo_has_not_its_caption() -> None:
    ad = "<noscript><a href='https://ads.example/go'><img src='https://ads.example/get?size=1'></a></noscript>"
    photo = "<div class='image-frame'><img src='/pier.jpg'></div>"
    found = story(f"{ad}<div>{photo}<p class='caption'>{CAPTION}</p></div>")
    assert [(image.url, image.caption) for image in found.images] == [(f"{HOST}/pier.jpg", CAPTION)]


@pytest.mark.parametrize(
    ("card", "shown"),
    [
        ("<a href='/letters'><img src='/pier.jpg'><figcaption><h3>Our letter</h3><p>{}</p></figcaption></a>", False),
        ("<a href='/gallery/1'><img src='/pier.jpg'></a><figcaption><p>{}</p></figcaption>", True),
        ("<a href='/gallery/1'><img src='/pier.jpg'><h4>Gallery</h4></a><figcaption>{}</figcaption>", True),
    ],
)
def test_a_linked_picture_with_a_heading_is_a_teaser(card: str, shown: bool) -> None:
    assert bool(urls(story(f"<figure>{card.format(CAPTION)}</figure>"))) is shown


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ("<figure><blockquote><p>We shall rebuild it.</p></blockquote><figcaption>{}</figcaption></figure>", 0),
        ("<blockquote><p>We shall rebuild it.</p><figcaption><cite>{}</cite></figcaption></blockquote>", 0),
        ("<div class='figure'><figcaption>{}</figcaption><table><tr><td>12</td></tr></table></div>", 0),
        ("<div class='slide'><span class='caption'>{}</span><ul><li>Cheap</li><li>Strong</li></ul></div>", 0),
        ("<figure><div class='lazy'></div><figcaption>{}</figcaption></figure>", 1),
        ("<figure><div></div><figcaption>{}</figcaption><ul><li><a href='/x'>Share</a></li></ul></figure>", 1),
        ("<figure><div></div><figcaption>{}</figcaption><table></table></figure>", 0),
        ("<div class='teaser'><figure><div></div><figcaption>{}</figcaption></figure></div>", 0),
        ("<blockquote><img src='/pier.jpg'><p class='caption'>{}</p></blockquote>", 1),
    ],
)
def test_the_caption_of_a_quote_a_table_or_a_list_makes_no_picture(held: str, shown: int) -> None:
    assert len(story(held.format("Jane Doe, mayor of the town")).images) == shown


@pytest.mark.parametrize(
    ("lines", "caption", "credit"),
    [
        (f"<p>{CAPTION}</p><span class='credit'>Foto: <p>Jane Doe / AP</p></span>", CAPTION, "Jane Doe / AP"),
        (f"{CAPTION} (<div>Image:</div>Jane Doe/Harbour Live)", CAPTION, "Jane Doe/Harbour Live"),
        (f"{CAPTION} Foto: Jane Doe <span role='button'>Vis mer</span>", CAPTION, "Jane Doe"),
        (f"{CAPTION} <small>26.10.2025 | 2:43 min</small>", CAPTION, None),
        (f"{CAPTION} <small>2:43 was the time of the blow.</small>", f"{CAPTION} 2:43 was the time of the blow.", None),
        (f"<span>{CAPTION}</span><strong class='author'>Lent by the harbour's union</strong>",
         CAPTION, "Lent by the harbour's union"),
        (f"{CAPTION} <a href='/full'>View this figure</a>", CAPTION, None),
        (f"<p>Picture 1 / 4</p><p>{CAPTION}</p>", CAPTION, None),
        (f"<p>Foto:</p><p>{CAPTION}</p>", CAPTION, None),
        ("<p>Image:</p><p>Boats wait for the tide</p><p>Credit: Jane Doe</p>", "Boats wait for the tide", "Jane Doe"),
        ("<p>Photo:</p><p>Courtesy of the harbour's museum</p>", None, "Courtesy of the harbour's museum"),
        ("The train to the pier leaves at <b>12:30</b>", "The train to the pier leaves at 12:30", None),
        ("<b>31:28</b>, and the Rovers win", "31:28, and the Rovers win", None),
        ("It is called <span role='button'>ebb</span>", "It is called ebb", None),
        ("<span role='button'>Ebb</span> comes after the flood", "Ebb comes after the flood", None),
        (f"{CAPTION} <span role='button'>Vis mer</span>", CAPTION, None),
        ("<span class='author'>Jane Doe</span>, mayor", "Jane Doe, mayor", None),
        ("The pier, <em class='author'>Jane Doe</em>", "The pier, Jane Doe", None),
        ("Photo DSC1234.jpg", "Photo DSC1234.jpg", None),
        ("Bild St.Gallen", "Bild St.Gallen", None),
        (f"<p>Boats 1 / 4 of the fleet</p><p>{CAPTION}</p>", f"Boats 1 / 4 of the fleet {CAPTION}", None),
        ("<b>Image credit: Harbour Radio</b> <span class='credit'>(Image credit: Reuters)</span>",
         None, "Harbour Radio, Reuters"),
        ("© dpa/Zuma Wire/K.C. Alfred", None, "dpa/Zuma Wire/K.C. Alfred"),
        ("Photo harbour-photos.example.com", None, "harbour-photos.example.com"),
    ],
)  # fmt: skip
def test_what_stands_under_a_picture_is_told_apart(lines: str, caption: str | None, credit: str | None) -> None:
    found = story(f"<figure><img src='/pier.jpg'><figcaption>{lines}</figcaption></figure>")
    assert parts(found) == [(caption, credit)]


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Am Pier wird nicht mehr gebaut, Foto: Kay Nord", "Am Pier wird nicht mehr gebaut", "Kay Nord"),
        ("Der Pier. (Symbolfoto: picture alliance/dpa | Kay Nord)", "Der Pier.", "picture alliance/dpa | Kay Nord"),
        ("The pier. © harbour.example I Gazette/Jane Doe", "The pier.", "harbour.example I Gazette/Jane Doe"),
        ("Print, 61 cm. © Jane Doe; courtesy Pier Gallery, Harbour.",
         "Print, 61 cm.", "Jane Doe; courtesy Pier Gallery, Harbour"),
        ("Left, © The Doe Trust, right, © Pier Gallery", "Left, © The Doe Trust, right, © Pier Gallery", None),
        ("The scorers (Jane Doe / Pier Rovers / England)", "The scorers (Jane Doe / Pier Rovers / England)", None),
        ("The pier (c) Jane Doe", "The pier", "Jane Doe"),
        ("The pier ©   ", "The pier ©", None),
        ("Der Pier (c) dpa", "Der Pier", "dpa"),
        ("Der Pier (c) harbour.example.com", "Der Pier", "harbour.example.com"),
        ("The plan: (a) the pier, (b) the crane, (c) the boats", "The plan: (a) the pier, (b) the crane, (c) the boats",
         None),
        ("The donors are a 501(c)(3) nonprofit organization.", "The donors are a 501(c)(3) nonprofit organization.",
         None),
        ("It acted under section 12(c) of the Harbour Act.", "It acted under section 12(c) of the Harbour Act.", None),
        ("The players (Jane Doe / Pier Queen / 1994)", "The players (Jane Doe / Pier Queen / 1994)", None),
    ],
)  # fmt: skip
def test_a_credit_ends_its_caption(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


def test_a_line_that_says_what_the_picture_is_shown_with_is_its_caption_and_a_heading_is_not() -> None:
    line = "The crane that has stood on the old pier since it was opened in 1912, and that the storm has spared, too."
    found = story(f"<div class='wrapper'><img src='/crane.jpg' alt='{line}'>{line}</div>")
    assert parts(found) == [(line, None)]
    assert line not in found.text
    headed = story(f"<h3><img src='/crane.jpg' alt='The crane'>The crane</h3><p>{PROSE[::-1]}</p>")
    assert "The crane" in headed.headings


def test_a_gallerys_item_holds_a_picture_and_its_caption() -> None:
    shown = "<div class='wrapImg'><img src='/pier.jpg'></div>"
    item = f"<ul><li class='img gallery-item'>{shown}<span class='img-info'>{CAPTION} Bild: Jane Doe</span></li></ul>"
    found = page(f"<header><h1>{TITLE}</h1>{item}</header><div><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></div>")
    assert urls(found) == ["/pier.jpg"]
    assert parts(found) == [(CAPTION, "Jane Doe")]
    listed = story("<ul><li><img src='/pier.jpg'> Mend the pier.</li><li>Mend the crane.</li></ul>")
    assert all(caption is None for caption, _ in parts(listed))


def test_a_credit_below_a_caption_said_again_is_that_of_its_picture() -> None:
    again = f"<p class='image-description'>{CAPTION}</p><p class='image-copyright'>Jane Doe/AFP</p>"
    found = story(f"<figure><img src='/pier.jpg'><figcaption>{CAPTION}</figcaption></figure><div>{again}</div>")
    assert parts(found) == [(CAPTION, "Jane Doe/AFP")]


def test_the_same_picture_at_another_size_without_a_word_says_nothing_new() -> None:
    shown = f"<figure><img src='/640/320/pier-after-the-storm.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    again = "<p><img src='/931/524/pier-after-the-storm.jpg'></p>"
    assert parts(story(shown + again)) == [(CAPTION, None)]
    for other in ("pier-before-the-storm.jpg", "pier-after-the-storm.png", "pier%20after-the-storm.jpg"):
        assert len(story(shown + f"<p><img src='/931/524/{other}'></p>").images) == 2
    assert parts(story(shown + again.replace(".jpg", ".jpg?v=17722"))) == [(CAPTION, None)]


@pytest.mark.parametrize("size", ["w=900&q=80", "resize=808%2C1270", "fm=webp&h=300"])
def test_a_size_that_is_asked_of_the_same_address_makes_no_other_picture(size: str) -> None:
    shown = f"<figure><img src='/a/pier.webp'><figcaption>{CAPTION}</figcaption></figure>"
    assert parts(story(f"{shown}<p><img src='/a/pier.webp?{size}'></p>")) == [(CAPTION, None)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a/1/image-large.jpg", "/b/2/image-large.jpg"),
        ("/day-1/DSC_00001234.jpg", "/day-2/DSC_00001234.jpg"),
        ("/img/8812/screenshot.png", "/img/8813/screenshot.png"),
        ("/show-one-picture.php?id=1", "/show-one-picture.php?id=2"),
        ("/photo-download.jpg?id=1", "/photo-download.jpg?id=2"),
        ("/timthumb.php?src=/a.jpg&w=500", "/timthumb.php?src=/b.jpg&w=500"),
    ],
)
def test_pictures_of_a_script_a_camera_or_a_common_name_are_two(one: str, other: str) -> None:
    assert urls(story(f"<p><img src='{one}'></p><p><img src='{other}'></p>")) == [one, other]


def test_a_folder_of_the_name_of_a_film_holds_no_faces() -> None:
    head = "<meta property='og:image' content='/film/avatar/pier-still.jpg'>"
    lead = f"<div class='hero'><img src='/film/avatar/pier-still.jpg'></div><h1>{TITLE}</h1>"
    assert urls(page(f"<article>{lead}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></article>", head=head)) == [
        "/film/avatar/pier-still.jpg"
    ]


def test_a_paragraph_of_the_story_is_no_caption_though_it_stands_below_a_photo_or_is_called_a_lead() -> None:
    law = "The council acted under section 12(c) of the Harbour Act."
    assert law in story(f"<img src='/pier.jpg'><p>{law}</p>").text
    lead = f"{PROSE[:-1]}, and the town was glad."
    assert lead in story(f"<p class='photo-lead'>{lead}</p>").text

    assert len(story("<p><img src='/a/1/image-large.jpg'></p><p><img src='/b/2/image-large.jpg'></p>").images) == 2


@pytest.mark.parametrize("name", ["td-a-rec", "top-adspot", "adslot-1"])
def test_a_picture_in_a_slot_for_advertisements_is_none_of_the_story(name: str) -> None:
    assert urls(story(f"<div class='{name}'><img src='/boots.jpg'></div>")) == []


def test_an_entry_may_have_its_own_picture_above_the_headline() -> None:
    own = "<figure class='wp-block-post-featured-image'><img src='/pier.jpg' width='1200' height='600'></figure>"
    body = f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    assert urls(page(own + body)) == ["/pier.jpg"]
    assert urls(page(own.replace("post-featured-image", "site-image") + body)) == []
    assert urls(page(f"<a href='/other'>{own}</a>{body}")) == []


def test_a_counter_before_a_caption_is_no_part_of_it() -> None:
    frame = "<figure><img src='/pier.jpg'><div class='counter'>{}</div><figcaption>{}</figcaption></figure>"
    for count in ("1 of 3", "2 von 12", "1/3"):
        assert parts(story(frame.format(count, CAPTION))) == [(CAPTION, None)]


@pytest.mark.parametrize("caption", ["Apollo 11 and 12", "May 5 and 6", "Chapter 2 to 3"])
def test_two_numbers_behind_a_word_are_a_caption(caption: str) -> None:
    assert parts(story(f"<figure><img src='/pier.jpg'><figcaption>{caption}</figcaption></figure>")) == [
        (caption, None)
    ]


def test_a_byline_alone_in_a_caption_is_a_credit_only_where_it_is_a_name() -> None:
    figure = "<figure><img src='/pier.jpg'><figcaption><span class='byline'>{}</span></figcaption></figure>"
    assert parts(story(figure.format("Ada Pier"))) == [(None, "Ada Pier")]
    assert parts(story(figure.format("The boats at dawn"))) == [("The boats at dawn", None)]


def test_a_sentence_behind_the_word_for_a_picture_is_its_caption() -> None:
    figure = "<figure><img src='/pier.jpg'><figcaption><p>Image:</p><p>{}</p></figcaption></figure>"
    assert parts(story(figure.format(CAPTION))) == [(CAPTION, None)]
    assert parts(story(figure.format("Ada Pier"))) == [(None, "Ada Pier")]


def test_a_byline_in_a_caption_is_whose_picture_it_is() -> None:
    byline = "<span class='byline'>Ada Pier</span>"
    figure = f"<figure><img src='/pier.jpg'><figcaption><span>{CAPTION}</span> {byline}</figcaption></figure>"
    assert parts(story(figure)) == [(CAPTION, "Ada Pier")]
    apart = figure.replace("<span>", "<p>", 1).replace("</span>", "</p>", 1)
    assert parts(story(apart)) == [(CAPTION, "Ada Pier")]
    assert parts(story(apart.replace("byline", "author"))) == [(f"{CAPTION} Ada Pier", None)]
