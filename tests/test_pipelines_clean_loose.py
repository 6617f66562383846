"""What stands where no picture is makes none; what belongs to one is not parted from it."""

from __future__ import annotations

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
