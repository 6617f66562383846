"""What stands where no picture is makes none; what belongs to one is not parted from it."""

from __future__ import annotations

from time import process_time

import pytest

from pipelines.clean.legends import split_credit
from pipelines.stages import refine
from schemas import Draft, Page
from schemas.content import Image

TITLE = "Council agrees to rebuild the northern pier"
PROSE = "The harbour council agreed on Friday to rebuild the pier, which a storm had broken in two last winter."
MORE = "Work is to begin in the spring and to take two years, officials of the town said after a long meeting."
LAST = "The mayor called the plan a promise kept, and asked the fishermen for patience until the cranes arrive."
CAPTION = "Fishermen look at what the storm has left of the pier."
PICTURE = "<img src='/pier.jpg' alt=''>"
URL = "https://gazette.example/pier.jpg"


def draft(amid: str, *, top: str = "", after: str = "") -> Draft:
    body = f"<div><h1>{TITLE}</h1>{top}<p>{PROSE}</p>{amid}<p>{MORE}</p><p>{LAST}</p>{after}</div>"
    page = f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"
    url = "https://gazette.example/town/1"
    return refine(
        Page(
            url=url, announced_url=url, body=page.encode(), media_type="text/html", charset="utf-8",
            fetched_at="2026-11-01T00:00:00Z", position=(0, 0),
        )
    )  # fmt: skip


def parts(found: Draft) -> list[tuple[str | None, str | None, str | None]]:
    return [(image.url, image.caption, image.credit) for image in found.images]


@pytest.mark.parametrize(
    "line",
    [
        "<p class='credits'>Gazette newsroom, with the Harbour News Agency</p>",
        "<div class='copyright'>© Copyright (c) The Harbour Gazette</div>",
        "<div class='copyright'><p>© The Harbour Gazette, 2026.</p>Office: Pier Road 7, Harbour. Tel. 73-45-01</div>",
        "<div class='share-wrap'><p class='cta-caption'>Thanks for reading! Feel free to share this post.</p></div>",
        "<div role='menu'><p class='text-caption'>Share what you know in one place that is easy to search.</p></div>",
        "<div class='cart'><h2 class='caption-large'>Item added to your cart</h2></div>",
    ],
)
def test_a_line_with_no_picture_near_makes_none_whatever_it_is_called(line: str) -> None:
    found = draft("", after=line)
    assert found.images == []
    assert found.text == f"{PROSE}\n\n{MORE}\n\n{LAST}"


@pytest.mark.parametrize(
    "film",
    [
        f"<figure><video src='/film.mp4'></video><figcaption>{CAPTION}</figcaption></figure>",
        f"<div class='video-resource'><div class='video-resource__caption'>{CAPTION}</div></div>",
        f"<div class='media-player'><figure><div></div><figcaption>{CAPTION}</figcaption></figure></div>",
        f"<div class='media-player'></div><p class='caption'>{CAPTION.rstrip('.')}</p>",
    ],
)
def test_what_stands_under_a_film_is_no_caption_of_a_picture(film: str) -> None:
    assert draft(film).images == []


@pytest.mark.parametrize(
    "frame",
    [
        "<figure><div class='placeholder'></div><figcaption>{}</figcaption></figure>",
        "<div class='inline-image'><div class='holder'></div><div class='image-caption'>{}</div></div>",
        "<div class='widget_wrapper'><figure><div></div><figcaption>{}</figcaption></figure></div>",
        "<div class='box'><img><p class='caption'>{}</p></div>",
        "<div><div class='hero-image' style='background: url(/pier.jpg)'></div><p class='caption'>{}</p></div>",
        "<div class='box'><p class='caption'>{} (Jane Doe/AP)</p></div>",
    ],
)
def test_a_caption_whose_picture_a_script_was_to_load_is_kept(frame: str) -> None:
    assert [(image.url, image.caption) for image in draft(frame.format(CAPTION)).images] == [(None, CAPTION)]


def test_a_word_of_the_page_after_a_credit_is_no_caption_of_it() -> None:
    found = draft("", after="<p>Main image credit: Getty</p><div class='small-title'>Share</div>")
    assert parts(found) == [(None, None, "Getty")]


def test_nothing_is_told_twice() -> None:
    figure = f"<figure>{PICTURE}<figcaption>{CAPTION} Photo: Jane Doe/AP</figcaption></figure>"
    again = f"<div class='lightbox-image'><p class='caption'>{CAPTION}</p></div><p>Photo: Jane Doe/AP</p>"
    assert parts(draft(f"{figure}<p>{MORE}</p>{again}")) == [(URL, CAPTION, "Jane Doe/AP")]
    other = "<figure><img src='/crane.jpg'><figcaption>Photo: Jane Doe/AP</figcaption></figure>"
    assert [image.url for image in draft(f"{figure}<p>{MORE}</p>{other}").images] == [
        URL, "https://gazette.example/crane.jpg",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><span class='image-box'>{PICTURE}<span class='image-copyright'>Getty Images</span></span>"
        f"<figcaption><span class='caption-text'>{CAPTION}</span></figcaption></figure>",
        "<figure><span class='image-box'><div data-src='/pier.jpg' data-width='976'></div>"
        f"<span class='image-copyright'>Getty Images</span></span><figcaption>{CAPTION}</figcaption></figure>",
        f"<div class='box'><figure>{PICTURE}</figure><figcaption><span class='caption'>{CAPTION}</span>"
        "<span class='credit'> ( <div class='camera'>Image: </div>Getty Images)</span></figcaption></div>",
        f"<div class='story-img'>{PICTURE}<h4 class='credit'>Getty Images</h4><h4 class='caption'>{CAPTION}</h4></div>",
        f"<figure>{PICTURE}<button>Open the image</button><figcaption>{CAPTION} <b class='credit'>Getty Images</b>"
        "<b class='hide-caption'><b>hide caption</b></b></figcaption></figure>",
        f"<div class='photo'>{PICTURE}<div class='box'><div class='caption'><p>{CAPTION} Getty Images</p></div>"
        "<b class='toggle-caption'><b>toggle caption</b></b></div><span class='credit'>Getty Images</span></div>",
        f"<dl class='photo'><dd>{PICTURE}</dd><dt>{CAPTION} <em class='credits'>(Photo: Getty Images)</em></dt></dl>",
        f"<figure>{PICTURE}<figcaption class='image__caption-credit'><div class='image__caption'>{CAPTION}</div>"
        "<div class='image__credit'>Getty Images</div></figcaption></figure>",
        f"<figure>{PICTURE}<figcaption><h2 class='image__caption'>{CAPTION}</h2><div><span>Reuters</span></div>"
        "</figcaption></figure>".replace("Reuters", "Getty Images"),
    ],
)
def test_a_picture_its_caption_and_its_credit_are_one(figure: str) -> None:
    found = draft(figure)
    assert parts(found) == [(URL, CAPTION, "Getty Images")]
    assert found.headings == []


def test_two_pictures_of_a_figure_keep_their_own_lines() -> None:
    frame = (
        f"<figure><div class='image-box'>{PICTURE}<p class='caption'>{CAPTION}</p></div><div class='image-box'>"
        "<img src='/crane.jpg'><p class='caption'>The old crane.</p></div></figure>"
    )
    assert [image.caption for image in draft(frame).images] == [CAPTION, "The old crane."]


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<a href='/autoren/jane-doe/'><img src='/jane.jpg'></a>", False),
        ("<img src='/jane.jpg' alt='Jane Doe.jpg'>", False),
        ("<a href='/large/pier.jpg'><img src='/pier.jpg'></a>", True),
        ("<img src='/pier.jpg' alt='The pier.jpg'>", True),
    ],
)
def test_the_authors_face_has_not_the_caption_of_the_lead_picture(picture: str, shown: bool) -> None:
    found = draft(f"<div>{picture}</div>", top="<p>By Jane Doe</p>")
    assert bool(found.images) is shown


@pytest.mark.parametrize(("tag", "listed"), [("li", False), ("td", False), ("p", True)])
def test_an_item_beside_its_icon_is_no_caption(tag: str, listed: bool) -> None:
    holder = {"li": "<ul>{}</ul>", "td": "<table><tr>{}</tr></table>", "p": "<div>{}</div>"}[tag]
    found = draft(holder.format(f"<{tag}><img src='/green.svg'> 38 easy trails</{tag}>"))
    assert "38 easy trails" not in {image.caption for image in found.images} or listed


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("资料图：市民在码头散步，海风很大。新华社发", "市民在码头散步，海风很大。", "新华社"),
        ("图：市民在码头散步。王一 摄", "市民在码头散步。", "王一"),
        ("十年来PM2.5年均浓度呈下降趋势。中新社记者 张浩 摄", "十年来PM2.5年均浓度呈下降趋势。", "中新社记者 张浩"),
        ("资料图片：路透社", None, "路透社"),
        ("ゴールを喜ぶ選手（左）＝ロイター", "ゴールを喜ぶ選手（左）", "ロイター"),
        ("Vegan sushi in Japan = happiness", "Vegan sushi in Japan = happiness", None),
        ("写真：共同通信社、ロイター", None, "共同通信社、ロイター"),
        ("図の説明（Ｃ）共同通信社", "図の説明", "共同通信社"),
        ("부두에 선 시장. [사진 출처 = 연합뉴스]", "부두에 선 시장.", "연합뉴스"),
        ("The pier at dawn. Photo by Kevin S. Holm /AP", "The pier at dawn.", "Kevin S. Holm /AP"),
        ("The pier on Friday. J. Ann Pier / AP file", "The pier on Friday. J. Ann Pier / AP file", None),
        ("nikkyhere/Getty Images", "nikkyhere/Getty Images", None),
        ("Source: Wikimedia Commons", None, "Wikimedia Commons"),
    ],
)
def test_a_credit_is_told_from_its_caption_in_scripts_without_blanks_too(
    text: str, caption: str | None, credit: str | None
) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The pier after the storm. Source: Harbour Office", "The pier after the storm.", "Harbour Office"),
        ("<span>The pier on Friday, July 25.</span><span>J. Ann Pier / AP file</span>",
         "The pier on Friday, July 25.", "J. Ann Pier / AP file"),
        ("nikkyhere/Getty Images", None, "nikkyhere/Getty Images"),
        ("The mayor speaks. / Ann Pier", "The mayor speaks.", "Ann Pier"),
        ("The pier can be had in one <span>... [+]</span><span>of three colours.</span>",
         "The pier can be had in one of three colours.", None),
        ("The mayor's car was parked at the Reuters building", "The mayor's car was parked at the Reuters building",
         None),
        ("AP", None, "AP"),
    ],
)  # fmt: skip
def test_a_line_in_a_figure_is_a_credit_by_its_words(line: str, caption: str | None, credit: str | None) -> None:
    assert parts(draft(f"<figure>{PICTURE}<figcaption>{line}</figcaption></figure>")) == [(URL, caption, credit)]


def test_a_credit_with_a_stamp_before_it_is_that_of_the_only_picture() -> None:
    stamp = "<div>Harbour, 06.01.2026 12:13 <span>Photo: harbour.example</span></div>"
    found = draft(f"<div class='article-image'>{PICTURE}</div>", top=stamp)
    assert found.images == [Image(url=URL, caption=None, credit="harbour.example")]


def test_the_only_caption_with_a_credit_is_that_of_the_only_picture() -> None:
    lead = f"<div class='featured-image'>{PICTURE}</div>"
    shown = f"<div>{CAPTION}<br>Photo: Jane Doe</div>"
    assert parts(draft(lead, top=shown)) == [(URL, CAPTION, "Jane Doe")]
    other = f"<figure><div></div><figcaption>{CAPTION}</figcaption></figure>"
    assert parts(draft(lead, top=other)) == [(URL, None, None), (None, CAPTION, None)]


def test_what_stands_in_another_part_of_the_page_is_no_caption_of_the_credit_above_it() -> None:
    found = draft(
        "", after="<p>[Featured Image by Jane Doe/Getty Images]</p></div><aside><header>Author</header></aside>"
    )
    assert parts(found) == [(None, None, "Jane Doe/Getty Images")]


STORY = "The old crane had stood on the quay since the year the railway came to the town, and nobody wanted it gone."


def test_a_caption_between_paragraphs_of_the_story_is_kept_without_its_picture_but_not_one_below_them() -> None:
    line = f"<p class='caption'>{CAPTION}</p>"
    assert parts(draft(line)) == [(None, CAPTION, None)]
    assert parts(draft("", after=line)) == []
    assert parts(draft("<p class='caption'>Source: Harbour Statistics</p>")) == []


@pytest.mark.parametrize("name", ["img-text", "picText"])
def test_a_paragraph_beside_a_picture_is_no_caption(name: str) -> None:
    beside = f"<div class='row'><div class='col'>{PICTURE}</div><div class='{name}'>{STORY}</div></div>"
    assert STORY in draft(beside).text
    shown = draft(f"<p>{PICTURE}</p><p class='{name}'>The old crane</p>")
    assert parts(shown) == [(URL, "The old crane", None)]


@pytest.mark.parametrize("name", ["caption hide-for-small-only", "caption toggle-on", "image-caption expand"])
def test_a_caption_that_is_hidden_on_small_screens_is_no_button(name: str) -> None:
    assert parts(draft(f"<p>{PICTURE}</p><p class='{name}'>{CAPTION}</p>")) == [(URL, CAPTION, None)]


@pytest.mark.parametrize(("width", "height"), [("16", "9"), ("100", "56")])
def test_a_ratio_is_no_size(width: str, height: str) -> None:
    sized = "<figure><img src='/pier.jpg' {}width='{}' {}height='{}'></figure>"
    assert [image.url for image in draft(sized.format("data-", width, "data-", height)).images] == [URL]
    assert draft(sized.format("", width, "", height)).images == []


def test_what_a_script_is_told_of_the_size_of_a_line_that_it_draws_is_its_size() -> None:
    line = "<figure><div data-src='/line.png' data-width='464' data-height='{}'></div></figure>"
    assert draft(line.format(2)).images == []
    assert len(draft(line.format(300)).images) == 1


def test_terms_of_a_list_are_no_captions_but_those_of_a_picture_alone() -> None:
    terms = f"<dt>Crane</dt><dd>{PICTURE} Built in 1912, of iron</dd><dt>Pier</dt><dd>Built in 1900, of wood</dd>"
    assert {image.caption for image in draft(f"<dl>{terms}</dl>").images} == {None}
    assert parts(draft(f"<figure>{PICTURE}<dl><dt>Height</dt><dd>40 metres</dd></dl></figure>"))[0][1] is None
    shown = f"<dl class='gallery-item'><dt>{PICTURE}</dt><dd class='wp-caption-text'>{CAPTION}</dd></dl>"
    assert parts(draft(shown)) == [(URL, CAPTION, None)]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("<p>A crowd outside the office of Reuters</p><span class='credit'>Reuters</span>",
         "A crowd outside the office of Reuters", "Reuters"),
        ("<p>A crowd on the pier. Reuters</p><span class='credit'>Reuters</span>", "A crowd on the pier.", "Reuters"),
        ("The band Faith No <a href='/more'>More</a>", "The band Faith No More", None),
        ("<a href='/live'>Live</a> music at the pier", "Live music at the pier", None),
        ("Music at the pier. <a href='/more'>More</a>", "Music at the pier.", None),
        ("The pier. <span class='credit'>Foto: dpa, alle Rechte vorbehalten</span>", "The pier.", "dpa"),
        ("The pier. <span class='credit'>Jane Doe/Getty Images. All rights reserved</span>",
         "The pier.", "Jane Doe/Getty Images"),
        ("The pier. <span class='credit'>The Harbour Gazette. All rights reserved</span>", "The pier.", None),
        ("图片来源：新华社，路透社，法新社", None, "新华社，路透社，法新社"),
        ("摄影：欧阳明，司马光，诸葛亮", None, "欧阳明，司马光，诸葛亮"),
    ],
)  # fmt: skip
def test_a_caption_keeps_the_words_that_are_its_own(line: str, caption: str | None, credit: str | None) -> None:
    assert parts(draft(f"<figure>{PICTURE}<figcaption>{line}</figcaption></figure>")) == [(URL, caption, credit)]


def test_a_link_to_a_picture_that_an_author_uploaded_is_none_to_the_author() -> None:
    assert parts(draft(f"<div><a href='/author/jane/pier.jpg'>{PICTURE}</a></div>")) == [(URL, None, None)]


@pytest.mark.parametrize(
    "unit",
    [
        "<div class='image'><img src='/p{0}.jpg'><p class='caption'>Pier {0} at dawn.</p></div>",
        "<figcaption>Pier {0} at dawn.</figcaption>",
        "<source srcset='/p{0}.jpg 10w'><img src='/p{0}.jpg?w=10'>",
    ],
)
def test_a_figure_of_thousands_takes_no_more_than_seconds(unit: str) -> None:
    many = "".join(map(unit.format, range(1500)))
    began = process_time()
    draft(f"<figure><picture>{many}</picture></figure>")
    assert process_time() - began < 6


@pytest.mark.parametrize("size", ["²", "9" * 5000, "-1", "auto", "１２００"])
def test_a_size_that_is_no_number_tells_nothing(size: str) -> None:
    assert len(draft(f"<figure><img src='/pier.jpg' width='{size}'></figure>").images) == 1
