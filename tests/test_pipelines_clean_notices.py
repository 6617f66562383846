"""What a site says around its story is cut, each with its reason; what the story says of such things stays."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from pipelines.blocks import read_blocks
from pipelines.clean.edge_notices import is_of_buttons
from pipelines.clean.notice_boxes import below_offers
from pipelines.clean.notice_phrases import line_key
from pipelines.clean.notices import notices
from pipelines.clean.pleas import SAYING
from pipelines.clean.spelling import fold_line
from pipelines.decode import decode
from pipelines.document import Block
from pipelines.markup import parse
from pipelines.phrases import expressions
from pipelines.reasons import Reason
from pipelines.stages import read, refine
from tests.stories import STORY, html_page, page, paragraphs, reasons, text_page

FOOT = {
    "en": [
        "This article has been read 1,204 times.",
        "Readers' posts are moderated; insulting or off-topic remarks will be deleted.",
        "Honest local journalism costs money and needs readers like you. Become a member today.",
        "Back to top",
    ],
    "de": [
        "3.417 Aufrufe",
        "Bitte beachten Sie beim Kommentieren unsere Netiquette.",
        "Unabhängiger Journalismus kostet Geld. Unterstützen Sie uns mit einem Abo.",
        "Nach oben",
    ],
    "fr": [
        "Temps de lecture : 3 min",
        "Les commentaires sont modérés avant publication.",
        "Une information indépendante a un coût. Abonnez-vous dès aujourd'hui pour nous soutenir.",
        "Retour en haut",
    ],
    "es": [
        "Leído 512 veces",
        "Inicia sesión para dejar un comentario en esta noticia",
        "El periodismo independiente necesita tu apoyo. Suscríbete hoy.",
        "Volver arriba",
    ],
    "it": [
        "Tempo di lettura: 2 minuti",
        "Devi effettuare l'accesso per lasciare un commento",
        "Il giornalismo indipendente ha bisogno di lettori come te. Abbonati ora.",
        "Torna su",
    ],
    "ru": [
        "Просмотров: 512",
        "Авторизуйтесь, чтобы оставить комментарий.",
        "Независимая журналистика нужна как никогда. Оформите подписку и поддержите нашу редакцию.",
        "Наверх",
    ],
    "ja": [
        "閲覧数：2,459",
        "コメントは承認制です。誹謗中傷にあたる投稿は削除します。",
        "質の高い報道がかつてなく必要とされています。ご購読いただくことで私たちを支えてください。",
        "ページの先頭へ戻る",
    ],
    "zh": [
        "阅读量：2459",
        "网友评论仅代表个人观点，请遵守法律文明发言。",
        "优质新闻需要您的支持，立即订阅，让我们把故事讲好。",
        "返回顶部",
    ],
}


@pytest.mark.parametrize("language", STORY)
def test_what_stands_under_a_plain_text_story_is_cut_and_the_story_is_not(language: str) -> None:
    draft = text_page(*STORY[language], *FOOT[language])
    assert draft.text.split("\n\n") == STORY[language]


@pytest.mark.parametrize("language", STORY)
def test_the_same_under_neutral_class_names(language: str) -> None:
    draft = html_page(
        f'<div class="x1">{paragraphs(STORY[language])}</div><div class="x2">{paragraphs(FOOT[language])}</div>'
    )
    assert draft.text.split("\n\n") == STORY[language]


def test_each_notice_has_a_reason_of_its_own() -> None:
    found = reasons(text_page(*STORY["en"], *FOOT["en"]))
    assert [found[text] for text in FOOT["en"]] == [
        Reason.VIEW_COUNTER,
        Reason.COMMENT_NOTICE,
        Reason.SUBSCRIBE,
        Reason.NAVIGATION,
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", Reason.ADVERTISEMENT),
        ("Anzeige", Reason.ADVERTISEMENT),
        ("Publicité", Reason.ADVERTISEMENT),
        ("Реклама", Reason.ADVERTISEMENT),
        ("Read more: Harbour master resigns over missing money", Reason.READ_MORE),
        ("Lesen Sie auch: Hafenmeister tritt zurück", Reason.READ_MORE),
        ("À lire aussi : Le capitaine du port démissionne", Reason.READ_MORE),
        ("Читайте также: Начальник порта ушёл в отставку", Reason.READ_MORE),
        ("関連記事：港長が辞任を表明", Reason.READ_MORE),
        ("Share this article on Facebook", Reason.SHARE),
        ("A post shared by Ana Roe (@ana.roe_1) on Jun 17, 2019 at 12:17pm PDT", Reason.SHARE),
        ("Ein Beitrag geteilt von Ana Roe (@ana.roe_1) am Jun 17, 2019 um 12:17 PDT", Reason.SHARE),
        ("Une publication partagée par Ana Roe (@ana.roe_1)", Reason.SHARE),
        ("https://example.org/a...rest-of-a-shortened-address", Reason.URL),
        ("http://example.org/ab...-cd-ef", Reason.URL),
    ],
)
def test_a_sure_notice_goes_from_between_paragraphs(line: str, reason: Reason) -> None:
    draft = text_page(*STORY["en"][:2], line, STORY["en"][2])
    assert draft.text.split("\n\n") == STORY["en"]
    assert reasons(draft)[line] == reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("This is your last article that you can read this month before you need to register.", Reason.SUBSCRIBE),
        ("You have read 4 of 5 free articles this month.", Reason.SUBSCRIBE),
        ("For more on news and current affairs from around the world please visit Harbour News.", Reason.RELATED),
        ("Sponsored by: Rope and Tar — Harbour Supplies.", Reason.ADVERTISEMENT),
    ],
)
def test_an_offer_goes_from_the_foot(line: str, reason: Reason) -> None:
    draft = html_page(f"<h1>Harbour opens again</h1>{paragraphs([*STORY['en'], line])}")
    assert draft.text.split("\n\n") == STORY["en"]
    assert reasons(draft)[line] == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "The paper said it had sold 40,000 subscriptions since it began to send its newsletter to readers in May.",
        "“Subscribe today and you will get our newsletter for free,” the flyer promised, according to the police.",
        "The video has been viewed two million times, and the comments below it fill some four hundred pages.",
        "Officials will share the report with neighbouring towns and print a summary for every household there.",
        "The cookies were sold at the bakery next door, where the queue reached the corner by nine o'clock.",
        "A post shared by the mayor on Friday shows the new berth, and drew four hundred comments within an hour.",
        "Related to this dispute is a claim by the ferry company, which wants the northern berth for itself.",
        "For more information about the works, visit the office at the quay, which is open until noon on weekdays.",
        "For more than two years news crews tried to visit the site, which the port authority had closed to them.",
        "This is your last story to tell, and it will be free of any month of waiting, the old man said to her.",
        "Three hundred people have contributed to the fund, the mayor said.",
        "Sponsored by Senator Ann Lee of Ohio, the bill passed the House on Tuesday by three votes.",
        "The material for the wall was posted by a member of the crew who had quit in the spring of that year.",
        "You have 3 stories to tell in the end, the mayor said to the crews, and only one of them is about the sea.",
    ],
)
def test_a_sentence_about_such_things_stays_in_the_middle_and_at_the_end(sentence: str) -> None:
    assert sentence in text_page(*STORY["en"][:2], sentence, STORY["en"][2]).text
    assert sentence in text_page(*STORY["en"], sentence).text


def test_an_address_that_readers_can_follow_stays() -> None:
    address = "https://example.org/plans/quay.pdf"
    link = f'<p><a href="{address}">{address}</a></p>'
    assert address in html_page(f"{paragraphs(STORY['en'])}{link}{paragraphs(STORY['de'])}").text
    assert address not in html_page(f"{paragraphs(STORY['en'])}<p>{address}</p>{paragraphs(STORY['de'])}").text


def test_what_a_line_break_alone_parts_from_an_appeal_belongs_to_it() -> None:
    appeal = "Our town has one paper, and it is this one.\nSubscribe to support our reporters."
    assert text_page(*STORY["en"], appeal).text.split("\n\n") == STORY["en"]
    apart = appeal.split("\n")
    assert text_page(*STORY["en"], *apart).text.split("\n\n") == [*STORY["en"], apart[0]]


def test_steps_of_advice_stay() -> None:
    steps = ["Share your plan with a friend before you leave the harbour", "Save the number of the coast guard"]
    items = "".join(f"<li>{step}</li>" for step in steps)
    draft = html_page(f"{paragraphs(STORY['en'])}<ul>{items}</ul>{paragraphs(STORY['de'])}")
    assert all(step in draft.text for step in steps)


def test_a_banner_before_the_headline_is_advice_and_no_story() -> None:
    banner = [
        "Travelling to Norway",
        "Are you in Norway and need your consulate? Look up its number on our list of embassies.",
    ]
    marked = f"<h3>{banner[0]}</h3><p>{banner[1]}</p><h1>Old harbour opens again after eleven years</h1>"
    draft = html_page(f"{marked}{paragraphs(STORY['en'])}{paragraphs(STORY['de'])}")
    assert draft.text.split("\n\n") == [*STORY["en"], *STORY["de"]]


def test_paragraphs_before_what_looks_like_the_headline_stay() -> None:
    draft = html_page(f"{paragraphs(STORY['de'])}<h1>Old harbour opens again</h1>{paragraphs(STORY['en'])}")
    assert all(text in draft.text for text in STORY["de"])


def test_a_heading_over_a_notice_goes_with_it() -> None:
    draft = html_page(
        f"{paragraphs(STORY['en'])}<h3>Before you go</h3><p>Sign up for our newsletter and get it in your inbox.</p>"
    )
    assert "Before you go" not in draft.text


def test_a_heading_over_a_notice_and_a_paragraph_stays() -> None:
    notice = "<p>Sign up for our newsletter and get it in your inbox.</p>"
    marked = f"<h1>Old harbour opens again</h1>{paragraphs(STORY['en'])}<h3>After the storm</h3>{notice}"
    draft = html_page(f"{marked}{paragraphs(STORY['de'])}")
    assert draft.text.split("\n\n") == [*STORY["en"], "After the storm", *STORY["de"]]


def test_an_empty_line_and_a_single_word_are_no_notice() -> None:
    assert line_key(fold_line("Harbour"), anchored=False) is None


@pytest.mark.parametrize("key", ["comment", "views", "share", "subscribe", "read_more", "related", "trending", "plea"])
def test_every_kind_of_notice_is_known_in_many_words(key: str) -> None:
    assert len(expressions("notices", key)) >= 16


SEEDS = Path(__file__).parents[2] / "shared" / "seeds" / "documents"


@pytest.mark.skipif(not SEEDS.exists(), reason="../shared/seeds is missing")
@pytest.mark.parametrize("number", ["002", "003", "004"])
def test_no_seed_ends_in_a_notice(number: str) -> None:
    document = next(SEEDS.glob(f"{number}_*")).read_text(encoding="utf-8")
    assert text_page(document).text.endswith(".")


@pytest.mark.parametrize("heading", ["Social Sharing", "Article", "Článek", "Share this story"])
def test_a_heading_of_the_template_before_the_first_paragraph_is_cut(heading: str) -> None:
    draft = html_page(f"<h1>Old harbour to open</h1><h2>{heading}</h2>{paragraphs(STORY['en'])}")
    assert draft.text == "\n\n".join(STORY["en"])


@pytest.mark.parametrize("heading", ["Links", "Articles of faith"])
def test_a_heading_of_one_word_that_a_story_may_have_stays(heading: str) -> None:
    draft = html_page(f"<h1>Old harbour to open</h1><h2>{heading}</h2>{paragraphs(STORY['en'])}")
    assert draft.headings == [heading]


@pytest.mark.parametrize("initials", ["lc/mam", "jrh/abc/lml", "(pm/dl)"])
def test_the_initials_of_those_who_sign_off_are_no_paragraph(initials: str) -> None:
    draft = text_page("El viejo puerto reabre a los barcos", *STORY["es"], initials)
    assert draft.text == "\n\n".join(STORY["es"])
    assert reasons(draft)[initials] == Reason.BYLINE


def test_initials_amid_a_story_stay() -> None:
    first, *rest = STORY["es"]
    assert "lc/mam" in text_page("Reabre el puerto", first, "lc/mam", *rest).text


def test_comments_of_readers_by_a_longer_word_are_no_less_moderated() -> None:
    rules = "Leserkommentare werden vor der Veröffentlichung geprüft. Beleidigungen werden gelöscht."
    draft = text_page("Der alte Hafen öffnet wieder", *STORY["de"], rules)
    assert reasons(draft)[rules] == Reason.COMMENT_NOTICE


@pytest.mark.parametrize(
    "line",
    [
        "We are a participant in the Amazon Services LLC Associates Program, an affiliate advertising program.",
        "As an Amazon Associate I earn from qualifying purchases.",
        "Diese Seite ist Teilnehmer des Partnerprogramms von Amazon EU.",
        "Als Amazon-Partner verdiene ich an qualifizierten Verkäufen.",
    ],
)
def test_whom_a_site_sells_for_is_no_part_of_its_stories(line: str) -> None:
    draft = html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], line])}")
    assert reasons(draft)[line] == Reason.LEGAL


@pytest.mark.parametrize(
    "told",
    [
        "Amazon is a member of the board of the harbour, and its participants in the vote were three of its clerks.",
        "Brazil is a member of the Amazon Cooperation Treaty Organization, which meets in the old harbour in May.",
        "DHL ist Partner von Amazon und liefert seit dem Frühjahr auch Lebensmittel in den alten Hafen.",
    ],
)
def test_a_story_of_who_sells_for_whom_stays(told: str) -> None:
    assert told in html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], told])}").text


@pytest.mark.parametrize(("text", "counts"), [("このニュースをシェア", True), ("共有", False)])
def test_a_heading_over_buttons_for_sharing_may_have_no_spaces_between_its_words(text: str, counts: bool) -> None:
    heading = Block(0, "heading", text, level=2)
    assert line_key(fold_line(text), anchored=False) == "share"
    assert is_of_buttons("share", heading) == counts


def test_what_an_agency_puts_below_its_last_paragraph_is_no_part_of_it() -> None:
    assert html_page(f"{paragraphs(STORY['en'])}<p>(END)</p>").text.split("\n\n") == STORY["en"]
    ended = [*STORY["en"], "(END)", *(line.replace("town", "city") for line in STORY["en"])]
    assert "(END)" in html_page(paragraphs(ended)).text


@pytest.mark.parametrize(
    "line",
    [
        "【免责声明】本文仅代表作者本人观点，与海港网无关。海港网不对所包含内容的准确性提供任何保证，请读者仅作参考。",
        "本文为机构在海港新闻上传并发布，仅代表该机构观点，不代表海港新闻的立场，海港新闻仅提供信息发布平台。",
        "特别声明：以上内容(如有图片或视频亦包括在内)为用户上传并发布，本平台仅提供信息存储服务。",
        "Notice: The content above (with its pictures, if any) is uploaded and posted by a user of Harbour Talk.",
        "图片来自网络，如有侵权，请联系删除。",
        "（资料来源：海港消息、码头网等）",
        "(综合整理自海港新闻、码头周报等)",
        "（原题为《北码头要不要重建》）",
        "码头党支部供稿 摄影/王小明 编辑/李华",
        "相关资讯请关注:北码头专区",
        "文中图片来自网络，版权归原作者所有。",
        "扫描下方二维码，关注海港新闻公众号",
    ],
)
def test_whose_words_and_pictures_they_are_goes_from_the_foot_of_a_chinese_story(line: str) -> None:
    assert text_page(*STORY["zh"], line).text.split("\n\n") == STORY["zh"]


@pytest.mark.parametrize(
    "line",
    [
        "以上数据说明，北码头的渔船比去年多了一百艘。",
        "扫二维码点餐侵犯消费者隐私，专家呼吁立法。",
        "侵犯他人隐私的企业应当通知当事人。",
        "图片来自卫星，显示港口北侧已被淹没",
        "图片和信件来自王小明的祖父，他在信中写道，码头是全镇人的家，谁也不能把它拆掉，镇长也不能。",
    ],
)
def test_a_sentence_about_figures_and_pictures_stays_at_the_foot_of_a_chinese_story(line: str) -> None:
    assert text_page(*STORY["zh"], line).text.split("\n\n") == [*STORY["zh"], line]


def test_what_a_chinese_reporter_asks_is_no_credit_and_who_reported_is() -> None:
    asked, reported = "记者：您对北码头的重建计划有什么看法，渔民们支持吗？", "记者：王小明 编辑：李华"
    first, *rest = STORY["zh"]
    assert asked in text_page(first, asked, *rest).text
    assert reported not in text_page(*STORY["zh"], reported).text


@pytest.mark.parametrize(
    "line",
    [
        "Listen to the people",
        "Member states agree on budget",
        "Responder a la crisis",
        "Tester les limites",
        "Accedi al fondo",
        "Entrar em campo",
        "Reageren op de crisis",
        "Wykup mieszkań",
        "Regler för sommaren",
        "Подписка на места у причала",
    ],
)
def test_a_line_of_the_story_may_begin_as_a_notice_does(line: str) -> None:
    story = STORY["en"]
    body = paragraphs([story[0], f"<b>{line}</b>", story[1], story[2]])
    assert line in html_page(body).text.split("\n\n")
    linked = body.replace(line, f"<a href='/x'>{line}</a>")
    assert line not in html_page(linked).text


@pytest.mark.parametrize("line", ["Listen to this article", "A post shared by Ada Holm (@adaholm) on Dec 5, 2016"])
def test_a_notice_of_known_words_goes_without_a_link(line: str) -> None:
    story = STORY["en"]
    assert html_page(paragraphs([story[0], line, *story[1:]])).text.split("\n\n") == story


@pytest.mark.parametrize(
    "last",
    [
        "Booking.com is not liable for the rooms that were lost, a court ruled on Monday, as hotels had closed.",
        "この作品は任天堂のライセンスに基づいて提供される。",
    ],
)
def test_a_story_may_end_with_what_a_company_is_liable_for_or_licenses(last: str) -> None:
    assert html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], *STORY['de'], last])}").text.endswith(
        last
    )


@pytest.mark.parametrize(
    "line",
    [
        "Harbour.com is not responsible for the content of external sites.",
        "Harbour-News.co.uk does not necessarily endorse the views that are said here.",
        "Harbour.com accepts no liability for errors or omissions.",
        "この記事は、クリエイティブ・コモンズ・表示 4.0 ライセンスのもとで提供されています。",
    ],
)
def test_what_a_site_declines_and_how_it_licenses_goes(line: str) -> None:
    draft = html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], *STORY['de'], line])}")
    assert draft.text.split("\n\n") == [*STORY["en"], *STORY["de"]]


@pytest.mark.parametrize(
    "line",
    [
        "Disclaimer: We are no lawyers, and nothing that we say here is advice to you or to anybody else.",
        "Disclaimer: This article does not necessarily reflect the views of the Harbour Gazette or its staff.",
        "Disclaimer: The views and investment tips expressed by experts here are their own, not those of the paper.",
        "免责声明：本文仅代表作者个人观点，与码头日报无关。其原创性以及文中陈述文字和内容未经本站证实，请读者仅作参考。",
    ],
)
def test_what_calls_itself_a_disclaimer_goes_from_the_foot_of_a_short_story_too(line: str) -> None:
    draft = html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'][:2], line])}")
    assert draft.text.split("\n\n") == STORY["en"][:2]
    assert reasons(draft)[line] == Reason.LEGAL


@pytest.mark.parametrize(
    "line",
    [
        "A disclaimer was added to the plan: the quay may flood, and whoever builds on it does so at their own risk.",
        "Disclaimer: The views and tips of those who speak here are their own, as the mayor had written on the wall.",
        "Copyright: the question that the council did not want to hear is back, and it will not go away this year.",
    ],
)
def test_a_story_about_a_disclaimer_stays(line: str) -> None:
    draft = html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], line])}")
    assert draft.text.split("\n\n") == [*STORY["en"], line]


@pytest.mark.parametrize(
    "line",
    ["Avoiding reading comments", "Small", "Large", "Thank you for your interest in the sea and its creatures!"],
)
def test_a_line_that_is_but_like_a_button_stays(line: str) -> None:
    story = [*STORY["en"], line, *STORY["de"]]
    assert html_page(f"<h1>Old harbour to open</h1>{paragraphs(story)}").text.split("\n\n") == story


@pytest.mark.parametrize(
    "line",
    [
        "12 comments",
        "View all comments",
        "Go to comments",
        "Loading comments",
        "Two comments",
        "Scroll to comments",
        "This slideshow requires JavaScript.",
        "Tweet may have been deleted",
        "Facebook comments",
        "small large",
        "print",
        "A A A",
    ],
)
def test_buttons_and_counters_of_known_words_go(line: str) -> None:
    draft = html_page(f"<h1>Old harbour to open</h1>{paragraphs([*STORY['en'], line, *STORY['de']])}")
    assert draft.text.split("\n\n") == [*STORY["en"], *STORY["de"]]


def test_a_heading_that_the_paragraph_below_takes_up_is_a_name() -> None:
    told = "Veja sails for the islands in the morning, and comes back with the tide before the end of the day."
    draft = html_page(f"<h1>Old harbour to open</h1>{paragraphs(STORY['en'])}<h2>Veja</h2><p>{told}</p>")
    assert draft.headings == ["Veja"]


def test_a_heading_that_points_elsewhere_goes() -> None:
    draft = html_page(f"<h1>Old harbour</h1>{paragraphs(STORY['es'])}<h2>Veja</h2>{paragraphs(STORY['en'])}")
    assert "Veja" not in draft.text


def test_a_row_of_links_stays_between_rows_like_it_that_say_more() -> None:
    places = [f"<a href='/{name}'>{name}</a>" for name in ("Lund", "Holm", "Vik", "Saltmarsh")]
    more = f"<p>North of the harbour, where the storm broke two piers: {', '.join(places[:2])}</p>"
    row = f"<p>{', '.join(places)}</p>"
    told = f"<h1>Harbour reopens</h1>{paragraphs(STORY['en'])}"
    assert "Lund, Holm, Vik" in html_page(f"{told}{more}{row}{more.replace('North', 'South')}").text
    assert "Lund, Holm, Vik" not in html_page(f"{told}{more}{row}").text
    labelled = row.replace("<p>", "<p>Towns of the north: ")
    listed = f"<p>Length: 40 metres of stone</p>{labelled}<p>Built: in the year 1911</p>"
    assert "Lund, Holm, Vik" in html_page(f"{told}{listed}").text
    menu = "<p><a href='/'>Home</a> | <a href='/news'>News</a> | <a href='/archive'>Archive</a></p>"
    assert "Archive" not in html_page(f"<p>From our paper</p>{menu}<p>Lund on Monday</p>{told}").text


@pytest.mark.parametrize(
    ("line", "kept"), [('"… … …"', True), ("「……」", True), ('"..."', True), ("* * *", False), ("…", False)]
)
def test_silence_is_quoted_and_a_row_of_marks_is_not(line: str, kept: bool) -> None:
    text = html_page(f"<h1>Harbour reopens</h1>{paragraphs([*STORY['en'][:2], line, *STORY['en'][2:]])}").text
    assert (line in text) is kept


def test_what_ends_with_the_day_and_the_length_of_a_film_stands_under_one() -> None:
    films = "The harbour council agreed on sharper rules for the ferries of the town. 18.04.2024 | {}"
    for length, kept in (("0:21 min", False), ("1:02:30 Min.", False), ("4 pages", True)):
        line = films.format(length)
        text = html_page(f"<h1>Harbour reopens</h1>{paragraphs([*STORY['en'], line, *STORY['de'], *STORY['fr']])}").text
        assert (line in text) is kept


def test_a_result_and_what_a_page_of_films_says_of_them_stay() -> None:
    result = "800 m: Ada Holm, Lund, 18.04.2024 | 1:58 min"
    assert result in html_page(f"<h1>Results</h1>{paragraphs([*STORY['en'][:2], result, *STORY['en'][2:]])}").text
    films = [f"{text} 18.04.2024 | 2{number}:10 min" for number, text in enumerate(STORY["en"])]
    assert html_page(f"<h1>Films of the harbour</h1>{paragraphs(films)}").text.split("\n\n") == films


def test_time_is_linear_in_the_dots_of_a_line() -> None:
    begun = process_time()
    for dots in ("." * 50_000, "…" * 50_000, ". " * 50_000):
        assert SAYING.search(f'"{dots}') is None
    assert process_time() - begun < 1


@pytest.mark.parametrize("line", ["Staff Reports", "— Staff Reports", "STAFF REPORTS"])
def test_a_line_at_an_edge_that_is_but_the_declared_author_is_a_byline(line: str) -> None:
    meta = "<meta name='author' content='Staff Reports'>"
    for story in ([line, *STORY["en"]], [*STORY["en"], line]):
        draft = refine(
            page(
                f"<html><head>{meta}</head><body><h1>Old harbour to open</h1>{paragraphs(story)}</body></html>",
                "text/html",
            )
        )
        assert draft.text.split("\n\n") == STORY["en"]


def test_what_the_author_is_said_to_do_and_a_name_amid_the_story_stay() -> None:
    meta = "<meta name='author' content='Staff Reports'>"
    for story in (
        [*STORY["en"], "Staff reports of the storm are due on Monday."],
        [*STORY["en"], "Staff Reports", *STORY["de"]],
    ):
        draft = refine(
            page(
                f"<html><head>{meta}</head><body><h1>Old harbour to open</h1>{paragraphs(story)}</body></html>",
                "text/html",
            )
        )
        assert draft.text.split("\n\n") == story


def body_by(author: str, markup: str) -> list[str]:
    """Return the body of a story of *markup* that declares its *author*, its blocks in order of the page."""
    document = read(page(f"<html><body>{markup}</body></html>", "text/html"), (decode, parse, read_blocks))
    document.evidence.meta["author"] = [author]
    notices(document)
    return [block.text for block in document.body]


def test_the_declared_author_who_speaks_or_is_listed_stays() -> None:
    for told in (["Ada Holm", STORY["en"][0], "Bo Lind", STORY["en"][1], "Ada Holm", STORY["en"][2]], ["Ada Holm"]):
        assert body_by("Ada Holm", paragraphs(told)) == told
    crew = "<ul><li>Bo Lind</li><li>Ada Holm</li></ul>"
    assert body_by("Ada Holm", paragraphs(STORY["en"]) + crew) == [*STORY["en"], "Bo Lind", "Ada Holm"]
    assert body_by("Ada Holm", f"{paragraphs(STORY['en'])}<ul><li>Ada Holm</li></ul>") == STORY["en"]


@pytest.mark.parametrize("line", ["See the race's Facebook page", "See you on the next page", "See the front page"])
def test_a_line_that_points_to_no_number_of_a_page_stays(line: str) -> None:
    story = [STORY["en"][0], line, *STORY["en"][1:]]
    assert html_page(paragraphs(story)).text.split("\n\n") == story


@pytest.mark.parametrize(
    "line",
    [
        "The thoughts and tips in this post come from twenty years of sailing, and I hope that they help you.",
        "The views and recommendations contained in the report of the county were read out on Monday night.",
        "The opinions and advice expressed by those who came were written down, and the mayor read them out.",
    ],
)
def test_advice_at_the_edge_of_which_nobody_says_whose_it_is_stays(line: str) -> None:
    for story in ([*STORY["en"], line], [line, *STORY["en"]]):
        assert html_page(paragraphs(story)).text.split("\n\n") == story


def test_a_line_may_begin_as_a_notice_does_and_go_on_in_its_words() -> None:
    line = f"регистрация{' через почту' * 60} и далее до конца лета"
    assert line_key(fold_line(line), anchored=False) is None


def test_a_link_that_calls_on_readers_to_act_is_no_paragraph_of_the_story() -> None:
    button = "<p><span><a class='cta_button' href='/guide'>Download the free guide to the harbour</a></span></p>"
    plain = "<p><a class='btn' href='/report'>The report of the harbour board on the old quay</a></p>"
    first, *rest = STORY["en"]
    found = html_page(f"<h1>The harbour</h1>{paragraphs([first])}{button}{plain}{paragraphs(rest)}").text
    assert "free guide" not in found
    assert "The report of the harbour board" in found
    assert first in found


def test_what_an_offer_says_below_its_heading_goes_with_it() -> None:
    box = "<div class='nl'><h4>Subscribe to our newsletter</h4><p>All news of the harbour, each morning.</p></div>"
    found = html_page(f"<h1>The harbour</h1>{paragraphs(STORY['en'])}{box}").text
    assert found == "\n\n".join(STORY["en"])


def test_what_stands_below_such_a_heading_within_the_story_stays() -> None:
    heading = "<h4>Subscribe to our newsletter</h4>"
    first, *rest = STORY["en"]
    found = html_page(f"<h1>The harbour</h1>{paragraphs([first])}{heading}{paragraphs(rest)}").text
    assert found == "\n\n".join(STORY["en"])


def test_offers_are_gone_through_once() -> None:
    heads = "<h4>Subscribe to our newsletter</h4>" * 20_000
    document = read(page(f"<h1>The harbour</h1>{paragraphs(STORY['en'])}<div>{heads}</div>", "text/html"))
    before = process_time()
    assert below_offers(document) == []
    assert process_time() - before < 1


def test_a_jest_about_rights_is_no_line_of_the_owner() -> None:
    jest = "The mayor calls it her masterplan™© and has asked the whole town to have a look at it by the spring."
    found = html_page(paragraphs([*STORY["en"], jest]))
    assert found.text.endswith(jest)
    owner = "The Pier Gazette™ ©2019 Harbour Media"
    assert owner not in html_page(paragraphs([*STORY["en"], owner])).text
