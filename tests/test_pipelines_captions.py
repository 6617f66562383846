"""Captions and credits leave the body for `images`; what the story says stays."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.blocks import read_blocks
from pipelines.clean.captions import captions
from pipelines.clean.credits import credit_of
from pipelines.clean.legends import split_credit
from pipelines.clean.named import is_named_caption
from pipelines.clean.sources import COMMON_NAME, name_of
from pipelines.decode import decode
from pipelines.document import Document
from pipelines.markup import parse
from pipelines.stages import refine
from schemas import Draft, Page
from schemas.content import Image

TITLE = "Council agrees to rebuild the northern pier"
PROSE = "The harbour council agreed on Friday to rebuild the pier, which a storm had broken in two last winter."
MORE = "Work is to begin in the spring and to take two years, officials of the town said after a long meeting."
LAST = "The mayor called the plan a promise kept, and asked the fishermen for patience until the cranes arrive."
CAPTION = "Fishermen look at what the storm has left of the pier."


def page_of(body: str, media_type: str) -> Page:
    return Page(
        url="https://gazette.example/town/1", announced_url="https://gazette.example/town/1", body=body.encode(),
        media_type=media_type, charset="utf-8", fetched_at="2026-11-01T00:00:00Z", position=(0, 0),
    )  # fmt: skip


def draft(picture: str, *, after: str = "") -> Draft:
    body = f"<h1>{TITLE}</h1>{picture}<p>{PROSE}</p>{after}<p>{MORE}</p><p>{LAST}</p>"
    return refine(
        page_of(f"<html><head><title>{TITLE}</title></head><body><div>{body}</div></body></html>", "text/html")
    )


def text_draft(*lines: str) -> Draft:
    return refine(page_of("\n\n".join([TITLE, *lines, PROSE, MORE, LAST]), "text/plain"))


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Photo: AFP / Pool", None, "AFP / Pool"),
        ("Photo by Jane Doe", None, "Jane Doe"),
        ("Foto: Kay Nord/dpa", None, "Kay Nord/dpa"),
        ("Crédit photo : AFP", None, "AFP"),
        ("Фото: РИА Новости", None, "РИА Новости"),
        ("写真：共同通信", None, "共同通信"),
        ("© Jane Doe/Getty Images", None, "Jane Doe/Getty Images"),
        ("Image source, Getty Images", None, "Getty Images"),
        ("The council meets. (AP Photo/Jane Doe)", "The council meets.", "AP Photo/Jane Doe"),
        ("The council meets (Reuters)", "The council meets", "Reuters"),
        ("A ship at sea [Jane Doe/Reuters]", "A ship at sea", "Jane Doe/Reuters"),
        ("Der Rat tagt. Foto: Kay Nord/dpa", "Der Rat tagt.", "Kay Nord/dpa"),
        ("La piazza di notte Foto di Dario Pieve", "La piazza di notte", "Dario Pieve"),
        ("Fot. Piotr Kos", None, "Piotr Kos"),
        ("Photo Opportunity Missed Again by All", "Photo Opportunity Missed Again by All", None),
        ("Foto - Lola Paz / AFP", None, "Lola Paz / AFP"),
        ("Rada miasta / fot. Jan Nowak / PAP", "Rada miasta", "Jan Nowak / PAP"),
        ("El consejo. EFE/Lola Paz", "El consejo.", "EFE/Lola Paz"),
        ("市議会（写真＝共同）", "市議会", "共同"),
        ("岸壁の船（撮影・佐々木涼）", "岸壁の船", "佐々木涼"),
        ("船到码头。新华社记者 林晓帆 摄", "船到码头。", "新华社记者 林晓帆"),
        ("A plain caption of the council", "A plain caption of the council", None),
    ],
)
def test_a_credit_is_told_from_its_caption(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "Fotos von der Feier gibt es morgen.",
        "She said the photo was taken at noon, and that nobody had asked her about it before that day.",
        "© 2026 Pier Gazette. All rights reserved.",
        "Syncing services like Google Photos & Flickr",
        "AP Photographer documents debris in the outskirts",
        "صورة قاتمة للاقتصاد المصري.",
        "ছবি আঁকতে ভালোবাসে মেয়েটি।",
        "तस्वीर साफ नहीं है",
    ],
)
def test_prose_about_pictures_is_no_credit(text: str) -> None:
    assert credit_of(text) is None


@given(st.text(max_size=200))
def test_any_caption_is_split_without_a_crash(text: str) -> None:
    caption, credit = split_credit(text)
    assert caption is None or caption.strip() == caption
    assert credit is None or len(credit) <= len(text)


@pytest.mark.parametrize(
    "picture",
    [
        f"<figure><img src='/p.jpg'><figcaption>{CAPTION} Photo: Jane Doe</figcaption></figure>",
        f"<figure><img data-src='/p.jpg'><figcaption>{CAPTION} <cite>Photo: Jane Doe</cite></figcaption></figure>",
        f"<div class='q'><img src='/p.jpg'></div><div class='r'>{CAPTION}</div><div class='s'>Photo: Jane Doe</div>",
        f"<div class='q'><img src='/p.jpg'><br>{CAPTION} Photo: Jane Doe</div>",
        f"<table><tr><td><img src='/p.jpg'><tr><td>{CAPTION}</td></tr><tr><td>Photo: Jane Doe</td></tr></table>",
    ],
)
def test_a_picture_has_its_address_caption_and_credit_whatever_the_markup(picture: str) -> None:
    found = draft(picture)
    assert found.images == [Image(url="https://gazette.example/p.jpg", caption=CAPTION, credit="Jane Doe")]
    assert CAPTION not in found.text
    assert found.text.startswith(PROSE)


def test_logos_and_teasers_are_no_pictures_of_the_story() -> None:
    logo = "<img src='/logo.png' width='60' height='20'>"
    teaser = "<div class='related-stories'><a href='/2'><img src='/t.jpg'></a></div>"
    assert draft(logo, after=teaser).images == []


def test_a_text_has_its_caption_before_its_credit() -> None:
    found = text_draft("Reuters, LONDON", CAPTION, "Photo: AFP / Pool")
    assert found.images == [Image(url=None, caption=CAPTION, credit="AFP / Pool")]
    assert found.text.startswith(PROSE)


@pytest.mark.parametrize("credit", ["(AP Photo/Jane Doe)", "Photo: Jane Doe"])
def test_a_caption_amid_a_text_is_no_heading(credit: str) -> None:
    found = refine(page_of("\n\n".join([TITLE, PROSE, f"{CAPTION} {credit}", MORE, LAST]), "text/plain"))
    assert (found.text, found.headings) == ("\n\n".join([PROSE, MORE, LAST]), [])
    assert [(image.caption, image.credit) for image in found.images] == [
        (CAPTION, credit.removeprefix("Photo:").strip(" ()"))
    ]


@pytest.mark.parametrize("credit", ["(Xinhua/Liu Jie)", "REUTERS/Jane Doe", "[AFP/Jane Doe]"])
def test_a_caption_whose_credit_begins_with_the_agency_is_a_pictures(credit: str) -> None:
    of_text = refine(page_of("\n\n".join([TITLE, PROSE, f"{CAPTION} {credit}", MORE, LAST]), "text/plain"))
    for found in (of_text, draft("", after=f"<p>{CAPTION} {credit}</p>")):
        assert (found.text, found.headings) == ("\n\n".join([PROSE, MORE, LAST]), [])
        assert [(image.caption, image.credit) for image in found.images] == [(CAPTION, credit.strip("()[]"))]


def test_an_agency_and_a_name_after_the_last_sentence_are_no_picture() -> None:
    found = refine(page_of("\n\n".join([TITLE, PROSE, MORE, f"{LAST} (Xinhua/Liu Jie)"]), "text/plain"))
    assert found.text.startswith(f"{PROSE}\n\n{MORE}\n\n{LAST}")
    assert found.images == []


def test_a_credit_amid_the_story_takes_no_paragraph_with_it() -> None:
    found = refine(page_of("\n\n".join([TITLE, PROSE, MORE, "Photo: AFP / Pool", LAST]), "text/plain"))
    assert found.text == f"{PROSE}\n\n{MORE}\n\n{LAST}"
    assert [image.credit for image in found.images] == ["AFP / Pool"]


def test_an_agency_in_a_credit_is_not_the_storys() -> None:
    assert text_draft(CAPTION, "Photo: AFP / Pool").agencies == []


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The pier at dawn (Mohamed Sahli/XBC)", "The pier at dawn", "Mohamed Sahli/XBC"),
        ("<p>The pier at dawn.</p><p>(Ada Holm/The Pier Post)</p>", "The pier at dawn.", "Ada Holm/The Pier Post"),
        ("The pier at dawn (left/right)", "The pier at dawn (left/right)", None),
        ("Quelle: Infografik HAFEN", None, "Infografik HAFEN"),
        ("Source: the council has counted every plank. It took a week.",
         "Source: the council has counted every plank. It took a week.", None),
        ("Der alte Pier. © HAFEN Foto Services | Rita Kern", "Der alte Pier.", "HAFEN Foto Services | Rita Kern"),
        ("<span>Quelle: dpa</span> <span>Der Bürgermeister blickt auf den Pier.</span>",
         "Der Bürgermeister blickt auf den Pier.", "dpa"),
        ("<div>Quelle: dpa</div><div>Der Bürgermeister blickt auf den Pier.</div>",
         "Der Bürgermeister blickt auf den Pier.", "dpa"),
        ("<p>Der alte Pier</p><p>Bild © Nora Kühn</p>", "Der alte Pier", "Nora Kühn"),
        ("Der alte Pier Bild © Nora Kühn", "Der alte Pier", "Nora Kühn"),
    ],
)  # fmt: skip
def test_a_credit_has_neither_brackets_nor_label_wherever_it_stands(
    line: str, caption: str | None, credit: str | None
) -> None:
    (image,) = draft(f"<figure><img src='/p.jpg'><figcaption>{line}</figcaption></figure>").images
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize("line", ["01:43 min", "26.10.2025 | 2:43 min", "Video 1:02:43"])
def test_the_length_of_a_video_is_no_caption(line: str) -> None:
    found = draft(f"<figure><img src='/p.jpg'><figcaption>{line}</figcaption></figure>")
    assert [image.caption for image in found.images] == [None]
    assert line not in found.text


def test_what_offers_a_newsletter_is_no_picture_of_the_story() -> None:
    box = "<figure><img src='/n.jpg'><figcaption>Newsletter abonnieren</figcaption></figure>"
    found = draft("", after=box)
    assert found.images == []
    assert "Newsletter" not in found.text


def test_two_lines_of_an_element_are_a_caption_and_its_credit() -> None:
    found = draft(f"<img src='p.jpg'><br><font size=1>{CAPTION}<br>Foto: Marcela Quiroga</font><br><br>")
    assert [(image.caption, image.credit) for image in found.images if image.credit] == [(CAPTION, "Marcela Quiroga")]
    assert CAPTION not in found.text


def test_the_last_line_of_a_story_is_no_caption_of_the_credit_below_it() -> None:
    found = draft("", after=f"<p>{CAPTION}<br>{MORE}<br>Foto: Marcela Quiroga</p>")
    assert MORE in found.text


@pytest.mark.parametrize(
    "line", ["Enlarge this image", "View 3 images", "Advertisement", "ADVERTISEMENT >>", "Share", "…", "7", "查看大图"]
)
def test_what_a_button_at_a_picture_says_is_no_caption(line: str) -> None:
    images = draft(f"<figure><img src='/pier.jpg'><figcaption>{line}</figcaption></figure>").images
    assert [(image.url, image.caption) for image in images] == [("https://gazette.example/pier.jpg", None)]


@pytest.mark.parametrize(
    ("credit", "kept"),
    [
        ("2019 Ann Pier", "Ann Pier"),
        ("© 2019 Gazette Inc. All Rights Reserved.", None),
        ("21:17 18.11.2019 Get short URL", None),
    ],
)
def test_a_credit_is_whoever_took_the_picture_without_a_year_or_the_sites_notice(credit: str, kept: str | None) -> None:
    figure = f"<figure><img src='/pier.jpg'><figcaption>{CAPTION}</figcaption><p class='credit'>{credit}</p></figure>"
    assert [(image.caption, image.credit) for image in draft(figure).images] == [(CAPTION, kept)]


def test_names_in_camel_case_are_read_word_by_word() -> None:
    credit = "<div class='siteImageCreditSingle'>Ann Pier/Gazette</div>"
    line = f"{credit}<p class='sitePictureCaption'>{CAPTION}</p>"
    found = draft(f"<div class='picture'><img src='/pier.jpg'>{line}</div>")
    assert [(image.caption, image.credit) for image in found.images] == [(CAPTION, "Ann Pier/Gazette")]


def test_a_caption_that_is_all_that_a_page_tells_is_its_text_too() -> None:
    picture = f"<img src='/pier.jpg'><p class='caption'>{PROSE}</p>"
    footer = "<p>No part of this site may be reproduced without written permission.</p>"
    document = Document(page_of(f"<html><body><div>{picture}{footer}</div></body></html>", "text/html"))
    for stage in (decode, parse, read_blocks, captions):
        stage(document)
    assert document.body[0].text == PROSE
    assert [image.caption for image in document.images] == [PROSE]


@pytest.mark.parametrize(
    "smiley",
    [
        '<img src="/smilies/7.gif" alt="happy">',
        '<img src="/pictures/7.gif" alt=":)">',
        '<img src="/pictures/7.gif" alt="🙂">',
    ],
)
def test_a_smiley_behind_a_line_makes_no_caption_of_it(smiley: str) -> None:
    line = "Any tips for the old crane would be great"
    found = draft("", after=f"<div>{line} {smiley}</div>")
    assert line in found.text
    assert not found.images


def test_what_is_longer_than_a_caption_is_the_storys_beside_a_picture_too() -> None:
    line = f"{PROSE} {MORE} {LAST} And so on, and so forth, with all the tips that anybody at the pier has got"
    assert line in draft("", after=f'<div>{line} <img src="/crane.jpg"></div>').text


@pytest.mark.parametrize("alt", ["-", "...", "…", "*"])
def test_a_picture_of_which_a_mark_alone_says_nothing_is_one(alt: str) -> None:
    found = draft(f'<figure><img src="/pier.jpg" alt="{alt}"><figcaption>{CAPTION}</figcaption></figure>')
    assert [(image.url, image.caption) for image in found.images] == [("https://gazette.example/pier.jpg", CAPTION)]


URL = "https://gazette.example/pier.jpg"
PLAIN = "<img src='/pier.jpg' alt=''>"
#: A caption that reads as a paragraph of the story would.
LONG = "Fishermen look on Friday at what the great storm of last winter has left of the northern pier and its crane."


@pytest.mark.parametrize(
    "picture",
    [
        f"<div class='galleryPhotoHolder'>{PLAIN}<cite id='galleryCaption1'>{LONG}</cite><script>go()</script></div>",
        f"{PLAIN}<div id='lgPhotoCaption'>{LONG}</div>",
        f"<div class='inlinePhoto photo_block'>{PLAIN}<div class='photo_caption_box'><p>{LONG}</p></div></div>",
        f"<div class='right'><a href='/pier.jpg'>{PLAIN}</a><br><br><i>{LONG}</i></div>",
        f"<p><span class='embedded-image'>{PLAIN}</span> <span class='embedded-image-caption'>{LONG}</span></p>",
        f"<div class='top'>{PLAIN}</div><p class='caption'>{LONG}</p>",
        f"<aside itemtype='http://schema.org/ImageObject' class='single-photo'><div class='image-wrap'>{PLAIN}</div>"
        f"<p class='image-credit-wrap'><span class='cutline'>{LONG}</span></p></aside>",
        f"<div class='relatedPhoto' id='articleImage'>{PLAIN}<div class='captionText'><p>{LONG}</p></div></div>",
    ],
)
def test_a_caption_that_reads_as_prose_is_told_by_what_its_elements_are_called(picture: str) -> None:
    found = draft("", after=picture)
    assert [(image.url, image.caption) for image in found.images] == [(URL, LONG)]
    assert LONG not in found.text


@pytest.mark.parametrize(
    "line",
    [
        f"<div class='photo-caption'><span class='photo-source'>Gazette</span> {CAPTION}</div>",
        f"<p class='caption'><span class='photo-credit'>Gazette - </span>{CAPTION}</p>",
        f"<p class='caption'>Photo credit: Gazette | {CAPTION}</p>",
        f"<p class='image-caption'>{CAPTION}</p><span>/</span> <span class='image-credit'>Gazette</span>",
        f"<h6 class='credit'>Gazette</h6><p class='caption'>{CAPTION}</p>",
        f"<p class='caption'>{CAPTION} <span class='credit'>(Gazette / May 14, 2013)</span></p>",
        f"<p class='caption has-credit'>{CAPTION}</p><p class='credit'>Gazette https://gazette.example/photos</p>",
        f"<p class='caption'>{CAPTION} <a href='#'>View full size</a></p><p class='credit'>Gazette</p>",
        f"<p class='caption'>{CAPTION}</p><p class='credit'>Gazette</p><p><a href='#'>Fullscreen</a></p>",
    ],
)
def test_an_element_that_is_called_a_credit_holds_it(line: str) -> None:
    found = draft(f"<div class='photo'>{PLAIN}{line}</div>")
    assert [(image.url, image.caption, image.credit) for image in found.images] == [(URL, CAPTION, "Gazette")]


def test_a_credit_in_the_caption_is_whole_where_an_element_holds_its_end() -> None:
    line = f"{CAPTION} Photo by JANE DOE /<span>AFP via Getty Images</span>"
    found = draft(f"<figure>{PLAIN}<figcaption>{line}</figcaption></figure>")
    assert [image.credit for image in found.images] == ["JANE DOE /AFP via Getty Images"]


def test_a_sentence_after_the_word_for_a_picture_is_a_caption() -> None:
    said = "The mayor has agreed to rebuild the northern pier of the old town"
    found = draft(f"<figure>{PLAIN}<figcaption><span>Image:</span> {said}</figcaption></figure>")
    assert [(image.caption, image.credit) for image in found.images] == [(said, None)]
    assert split_credit(f"IMAGE: {said} (Jane Doe, Wikimedia Commons)") == (said, "Jane Doe, Wikimedia Commons")


@pytest.mark.parametrize(
    "picture",
    [
        "<noscript><img src='/meter.gif' alt=''></noscript>",
        "<p><img src='/tools_mail.gif'> Mail</p>",
        "<p><img src='/images/icons/print.png' alt='Print'> Print</p>",
        "<p><a href='/2'><img src='/two.jpg' alt=''></a></p>",
        "<div><a href='/2'><div><img src='/two.jpg'></div><div>Fifty photos of piers</div></a></div>",
        "<p class='copyright'>Copyright © 2013, Harbour Times</p>",
        "<div class='caption'>What's This?</div>",
        "<p><b>PHOTOS: The pier through the years</b></p>",
    ],
)
def test_counters_tools_teasers_and_notices_are_no_pictures(picture: str) -> None:
    assert draft("", after=picture).images == []


def test_a_bold_credit_that_names_somebody_is_no_heading_of_a_gallery() -> None:
    found = draft("", after="<h2><b>Photograph by: </b>Adrian Pier, gazette.example</h2>")
    assert [image.credit for image in found.images] == ["Adrian Pier, gazette.example"]


def test_a_badge_above_the_headline_has_not_the_caption_below_it() -> None:
    picture = f"<div class='photo'>{PLAIN}<div class='caption'>{CAPTION} (Jane Doe/AP)</div></div>"
    body = f"<a href='/'><img src='/badge.png'></a><h1>{TITLE}</h1>{picture}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    found = refine(
        page_of(f"<html><head><title>{TITLE}</title></head><body><div>{body}</div></body></html>", "text/html")
    )
    assert [(image.url, image.credit) for image in found.images] == [(URL, "Jane Doe/AP")]


def test_what_is_around_the_whole_story_may_be_called_what_it_likes() -> None:
    body = f"<h1>{TITLE}</h1><div class='no-sidebar'><p>{PROSE}</p><p>{PLAIN}</p><p>{MORE}</p><p>{LAST}</p></div>"
    found = refine(
        page_of(f"<html><head><title>{TITLE}</title></head><body><div>{body}</div></body></html>", "text/html")
    )
    assert [image.url for image in found.images] == [URL]


def test_a_heading_whose_id_speaks_of_credits_is_no_caption() -> None:
    found = draft("", after=f"<h3 id='the-child-tax-credits'>The child tax credits</h3><p>{PROSE}</p>")
    assert "The child tax credits" in found.text


@pytest.mark.parametrize(
    "line",
    ["<p><a href='/pier.jpg'><img src='/pier.jpg'></a>Their main duties:</p>", "<p>So:</p><p><img src='/a'></p>"],
)
def test_a_line_beside_a_picture_in_a_paragraph_is_the_storys(line: str) -> None:
    assert any(said in draft("", after=line).text for said in ("Their main duties:", "So:"))


@pytest.mark.parametrize(
    "source",
    [
        "src='/img/1x1.trans.gif' srcset='/small.jpg 300w, /pier.jpg 900w'",
        "src='/img/blank.gif' data-retina-src='/pier.jpg' width='960' height='430'",
        "src='data:image/gif;base64,R0' data-normal='/pier.jpg'",
        "src='/lazy_placeholder.gif' alt='The pier'><noscript><img src='/pier.jpg'></noscript><br",
    ],
)
def test_what_stands_in_for_a_picture_is_not_its_address(source: str) -> None:
    found = draft(f"<figure><img {source}><figcaption>{CAPTION}</figcaption></figure>")
    assert [(image.url, image.caption) for image in found.images] == [(URL, CAPTION)]


def test_blanks_in_an_address_are_quoted() -> None:
    found = draft(f"<figure><img src='/the old pier.jpg'><figcaption>{CAPTION}</figcaption></figure>")
    assert [image.url for image in found.images] == ["https://gazette.example/the%20old%20pier.jpg"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='copyright-law'><p>{}</p></div>",
        "<section id='the-photographer'><p>{}</p></section>",
        "<p id='tax-credits'>{}</p>",
        "<p class='tag-john-legend'>{}</p>",
        "<p><img src='/pier.jpg'><em>{}</em></p>",
    ],
)
def test_a_paragraph_in_what_is_called_nearly_so_is_no_caption(markup: str) -> None:
    told = "The engineers measured the sea bed in March, and found the channel deep enough for the new ferry."
    assert told in draft("", after=markup.format(told)).text


def test_a_list_of_captions_is_read_in_time() -> None:
    lines = "".join(f"<p>Crane {place}</p>" for place in range(2000))
    document = Document(page_of(f"<html><body><div class='caption-list'>{lines}</div></body></html>", "text/html"))
    for stage in (decode, parse, read_blocks):
        stage(document)
    assert not any(map(is_named_caption, document.blocks))


@pytest.mark.parametrize("credit", ["courtesy of the archive of the town", "cortesía de la oficina de prensa"])
def test_thanks_to_the_owner_are_a_credit_however_long(credit: str) -> None:
    assert credit_of(f"Photo: {credit}") == credit


def test_addresses_of_a_set_may_have_commas() -> None:
    sets = "https://gazette.example/f_auto,w_400/a.jpg 400w, https://gazette.example/f_auto,w_800/a.jpg 800w"
    found = draft(f"<figure><img srcset='{sets}'><figcaption>{CAPTION}</figcaption></figure>")
    assert [image.url for image in found.images] == ["https://gazette.example/f_auto,w_800/a.jpg"]


#: Three wrappers and the four sources before it keep a picture far from what it shares with its caption.
SOURCES = "".join(
    f"<source srcset='/pier-{width}.webp {width}w' type='image/webp'>" for width in (400, 800, 1200, 1600)
)


def told_page(body: str, *, head: str = "") -> Draft:
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return refine(page_of(page, "text/html"))


@pytest.mark.parametrize(
    "picture",
    [
        f"<figure><div><picture>{SOURCES}{PLAIN}</picture></div><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><img src='/pier.jpg' width='800' height='0'><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><img src='data:image/svg+xml,' wind-lazy-src='/pier.jpg'><figcaption>{CAPTION}</figcaption></figure>",
        "<figure><picture><source srcset='/pier-small.jpg 400w, /pier.jpg 900w'><img src='/placeholder.png'></picture>"
        f"<figcaption>{CAPTION}</figcaption></figure>",
        f"<figure>{PLAIN}</figure><div class='caption'>{CAPTION}</div>",
        f"<figure><figure>{PLAIN}</figure></figure><figcaption>{CAPTION}</figcaption>",
    ],
)
def test_a_picture_is_found_with_its_caption_however_its_markup_hides_it(picture: str) -> None:
    assert [(image.url, image.caption) for image in draft("", after=picture).images] == [(URL, CAPTION)]


@pytest.mark.parametrize(
    "counter",
    [
        "<img src='/count' width='0' height='0' alt=''>",
        "<img src='/count' width='1' height='0' alt=''>",
        "<img src='/count' width='0' height='1' alt=''>",
    ],
)
def test_a_counter_between_paragraphs_is_no_picture(counter: str) -> None:
    assert draft("", after=f"<p>{counter}</p>").images == []


def test_the_caption_of_the_next_picture_is_not_that_of_a_figure_without_one() -> None:
    found = draft(
        "", after=f"<figure><img src='/crane.jpg'></figure><figure>{PLAIN}<figcaption>{CAPTION}</figcaption></figure>"
    )
    assert [(image.url, image.caption) for image in found.images] == [
        ("https://gazette.example/crane.jpg", None),
        (URL, CAPTION),
    ]


def test_a_heading_below_a_figure_is_no_caption_whatever_stands_in_its_brackets() -> None:
    heading = "2. The northern pier (Jane Doe / Harbour Desk)"
    found = draft("", after=f"<figure>{PLAIN}</figure><h2>{heading}</h2><p>{PROSE}</p>")
    assert heading in found.text


@pytest.mark.parametrize(
    ("picture", "urls"),
    [
        ("<section><div><div class='pic'><img src='/pier.jpg'></div></div></section>", [URL]),
        ("<section><div class='elementor-widget-container'><img src='/pier.jpg'></div></section>", [URL]),
        ("<section><div class='widget'><img src='/pier.jpg'></div></section>", []),
        ("<section><div class='cta'><img src='/pier.jpg'></div></section>", []),
        ("<section><a href='/offers'><div><div><img src='/pier.jpg'></div></div></a></section>", []),
        ("<section><a onclick='call()'><img src='/pier.jpg'></a></section>", []),
        ("<section><a href='/town/1'><img src='/pier.jpg'></a></section>", [URL]),
        ("<section><div id='w-f3ad4c'><img src='/pier.jpg'></div></section>", [URL]),
        ("<section><div id='ad4'><img src='/pier.jpg'></div></section>", []),
        ("<section><div><img src='/partners/pier-logo.png'><img src='/logos/crane.png'></div></section>", []),
        ("<section><div><img src='/jane.jpg' alt='Jane Doe'></div></section>", []),
    ],
)
def test_a_picture_between_paragraphs_that_stand_in_elements_of_their_own_is_the_storys(
    picture: str, urls: list[str]
) -> None:
    told = [f"<section><div><p>{text}</p></div></section>" for text in (PROSE, MORE, LAST)]
    body = f"<h1>{TITLE}</h1><p class='byline'>By Jane Doe</p>{told[0]}{picture}{told[1]}{told[2]}"
    assert [image.url for image in told_page(f"<div>{body}</div>").images] == urls


DECLARED = "<meta property='og:image' content='https://cdn.example/2026/pier-after-the-storm-1200x630.jpg'>"


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        ("<div class='top-banner'><img src='/2026/pier-after-the-storm-800x400.jpg'></div>", True),
        ("<div class='thumb'><img src='/resize?url=https%3A%2F%2Fcdn.example%2Fpier-after-the-storm.jpg'></div>", True),
        ("<div class='thumb'><img src='/2026/another-storm.jpg'></div>", False),
        ("<div class='related'><img src='/2026/pier-after-the-storm-300x200.jpg'></div>", False),
        ("<div><a href='/town/2'><img src='/2026/pier-after-the-storm-300x200.jpg'></a></div>", False),
        ("<div class='thumb'><img src='/2026/pier-after-the-storm.jpg' width='90'></div>", False),
        ("<footer><img src='/2026/pier-after-the-storm.jpg'></footer>", False),
    ],
)
def test_the_picture_that_the_page_declares_is_the_storys_where_it_is_no_teaser(lead: str, shown: bool) -> None:
    body = f"<div><header>{lead}</header><h1>{TITLE}</h1></div><main><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></main>"
    assert bool(told_page(body, head=DECLARED).images) is shown


def test_a_declared_logo_is_no_picture_of_the_story() -> None:
    head = "<meta property='og:image' content='/img/gazette-logo-large.png'>"
    body = f"<div><img src='/img/gazette-logo-large.png'></div><h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    assert told_page(body, head=head).images == []


def test_addresses_of_a_script_that_serves_all_pictures_are_not_the_declared_one() -> None:
    head = "<meta property='og:image' content='/images/dims?of=pier'>"
    body = f"<div><img src='/images/dims?of=other'></div><h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    assert told_page(body, head=head).images == []


def test_a_picture_that_is_shown_twice_in_two_sizes_is_one_with_its_caption() -> None:
    lead = "<div class='featured-image'><img src='/pier-view-1024x576.jpg'></div>"
    again = f"<figure><img src='/pier-view-640x360.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    found = draft(lead, after=again)
    assert [(image.url, image.caption) for image in found.images] == [
        ("https://gazette.example/pier-view-1024x576.jpg", CAPTION)
    ]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("<figcaption>Ann Pier/Tide Magazine</figcaption>", None, "Ann Pier/Tide Magazine"),
        ("<figcaption>Salt and Pepper/Sugar</figcaption>", "Salt and Pepper/Sugar", None),
        ("<figcaption><span class='caption__source'>Tide Works</span></figcaption>", None, "Tide Works"),
        (f"<figcaption>{CAPTION}<span>Credit...</span><span>Ann Pier</span></figcaption>", CAPTION, "Ann Pier"),
        ("<figcaption>In this photo... and elsewhere</figcaption>", "In this photo... and elsewhere", None),
        ("<figcaption>Main image credit: Tide Works</figcaption>", None, "Tide Works"),
        ("<figcaption>Press enter or click to view image in full size</figcaption>", None, None),
        ("<figcaption>https://gazette.example/town/1</figcaption>", None, None),
    ],
)
def test_a_line_that_is_but_a_credit_a_button_or_an_address_is_no_caption(
    line: str, caption: str | None, credit: str | None
) -> None:
    found = draft("", after=f"<figure>{PLAIN}{line}</figure>")
    assert [(image.url, image.caption, image.credit) for image in found.images] == [(URL, caption, credit)]


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        ("<table><caption>{}</caption><tr><td>Piers</td><td>7</td></tr><tr><td>Cranes</td><td>2</td></tr></table>", 0),
        ("<figure><table><tr><td>Piers</td><td>7</td></tr></table><figcaption>{}</figcaption></figure>", 0),
        ("<figure><table><tr><td><img src='/pier.jpg'></td></tr></table><figcaption>{}</figcaption></figure>", 1),
        ("<figure><iframe src='/film'></iframe><figcaption>{}</figcaption></figure>", 1),
    ],
)
def test_what_stands_over_a_table_is_no_caption_of_a_picture(frame: str, shown: int) -> None:
    assert len(draft("", after=frame.format("Piers and cranes by the year")).images) == shown


def test_the_only_credit_of_a_page_is_that_of_its_only_picture() -> None:
    lead = "<div class='featured-image'><img src='/pier.jpg'></div>"
    found = told_page(
        f"<div><h1>{TITLE}</h1>{lead}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p><p>Photo: Jane Doe</p></div>"
    )
    assert found.images == [Image(url=URL, caption=None, credit="Jane Doe")]
    both = draft(f"<figure>{PLAIN}<figcaption>Photo: Ann Pier</figcaption></figure>", after="<p>Photo: Jane Doe</p>")
    assert [(image.url, image.credit) for image in both.images] == [(URL, "Ann Pier"), (None, "Jane Doe")]


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Harbour, 12 January 2026 18:17", True),
        ("2026年01月12日 18:17 来源：海港新闻网 参与互动", True),
        ("The clock of the pier at 18:17", False),
        ("The pier on 3 January 2026, 09:30", False),
    ],
)
def test_the_stamp_of_a_story_is_no_caption_of_the_picture_beside_it(line: str, stamp: bool) -> None:
    head = "<meta property='article:published_time' content='2026-01-12T18:17:00Z'>"
    body = f"<div><h1>{TITLE}</h1><p>{PROSE}</p><div><img src='/pier.png'> {line}</div><p>{MORE}</p><p>{LAST}</p></div>"
    assert [image.caption for image in told_page(body, head=head).images] == ([None] if stamp else [line])


@pytest.mark.parametrize(
    ("held", "url"),
    [
        (PLAIN, URL),
        (f"{PLAIN}<noscript>{PLAIN}</noscript>", URL),
        ("<img src='/icons/pier.png'>", None),
        ("<img src='/img/harbour-logo.png'>", None),
        ("<img src='/pier.jpg' width='80'>", None),
        (f"{PLAIN}<img src='/crane.jpg'>", None),
    ],
)
def test_a_caption_has_the_address_of_the_only_picture_beside_it(held: str, url: str | None) -> None:
    found = draft("", after=f"<aside><figure>{held}<figcaption>{CAPTION}</figcaption></figure></aside>")
    assert [(image.url, image.caption) for image in found.images] == [(url, CAPTION)]


def test_a_line_that_is_but_a_link_below_a_picture_is_no_caption() -> None:
    found = draft("", after=f"<div>{PLAIN} <a href='/forum/7'>Take part (0)</a></div>")
    assert [(image.url, image.caption) for image in found.images] == [(URL, None)]
    larger = draft("", after=f"<div>{PLAIN} <a href='/large/pier.jpg'>{CAPTION}</a></div>")
    assert [(image.url, image.caption) for image in larger.images] == [(URL, CAPTION)]


@pytest.mark.parametrize("address", ["https://[cdn]/pier-after-the-storm.jpg", "http://[cdn/pier"])
def test_a_declared_picture_with_a_broken_address_costs_no_page(address: str) -> None:
    found = told_page(
        f"<div><h1>{TITLE}</h1>{PLAIN}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></div>",
        head=f"<meta property='og:image' content='{address}'>",
    )
    assert [image.url for image in found.images] == [URL]


@pytest.mark.parametrize(
    ("folder", "name", "shown"),
    [
        ("2025/05", "1.jpg", False),
        ("2026/05", "1.jpg", True),
        ("815/large", "original.jpg", False),
        ("815/large", "featured-image.jpg", False),
        ("815/large", "maxresdefault.jpg", False),
        ("2025/05", "pier-after-the-storm.jpg", True),
    ],
)
def test_names_that_a_template_gives_to_all_pictures_are_told_apart_by_their_folders(
    folder: str, name: str, shown: bool
) -> None:
    head = f"<meta property='og:image' content='https://cdn.example/2026/05/{name}'>"
    top = f"<header><div><img src='https://cdn.example/{folder}/{name}'></div></header>"
    found = told_page(f"{top}<main><h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></main>", head=head)
    assert bool(found.images) is shown


@pytest.mark.parametrize(
    ("film", "urls"), [("<iframe src='/film'></iframe>", [None]), ("<video src='/film.mp4'></video>", [])]
)
def test_the_caption_of_a_film_has_no_picture_beside_that(film: str, urls: list[None]) -> None:
    beside = (
        f"<div class='media'><figure>{film}<figcaption>{CAPTION}</figcaption></figure><figure>{PLAIN}</figure></div>"
    )
    assert [image.url for image in draft(beside).images if image.caption] == urls


def test_two_people_under_a_picture_are_whom_it_shows() -> None:
    found = draft("", after=f"<figure>{PLAIN}<figcaption>Jane Doe/John Roe</figcaption></figure>")
    assert [(image.caption, image.credit) for image in found.images] == [("Jane Doe/John Roe", None)]


@pytest.mark.parametrize(
    "caption",
    ["What a picture...The mayor smiles at the pier", "Мост на этом фото...как видно всем, ещё стоит"],
)
def test_three_dots_behind_another_word_than_credit_are_said(caption: str) -> None:
    found = draft("", after=f"<figure>{PLAIN}<figcaption>{caption}</figcaption></figure>")
    assert [(image.caption, image.credit) for image in found.images] == [(caption, None)]


@pytest.mark.parametrize("box", ["featured-image", "thumb"])
def test_a_declared_picture_in_the_head_of_the_site_is_the_storys_where_the_headline_stands_there_too(box: str) -> None:
    lead = f"<div class='{box}'><img src='/2026/pier-after-the-storm.jpg'></div>"
    head = f"<header class='site-header'><h1>{TITLE}</h1>{lead}</header>"
    found = told_page(f"{head}<main><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></main>", head=DECLARED)
    assert len(found.images) == 1


def test_a_picture_is_the_same_in_another_format() -> None:
    assert name_of("/a/pier-after-the-storm.webp") == name_of("/b/pier-after-the-storm.jpg")


def test_an_address_without_end_is_read_in_time() -> None:
    started = perf_counter()
    assert name_of("/" + "a" * 30_000) == ""
    assert name_of("/" + "-100x100" * 3_000 + "!.jpg") != ""
    assert COMMON_NAME.fullmatch("1" * 3_000 + "!") is None
    assert perf_counter() - started < 2
