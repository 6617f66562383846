"""One small story in eight languages, and the pages that tests of the clean-up set it in."""

from __future__ import annotations

from pipelines.stages import refine
from schemas import Draft, Page

STORY = {
    "en": [
        "The town council voted on Monday to reopen the old harbour to fishing boats after eleven years.",
        "Mayor Ada Holm said the first crews would be able to land their catch before the end of the month.",
        "Residents had asked for the quay to be repaired since a storm tore away its northern wall.",
    ],
    "de": [
        "Der Stadtrat hat am Montag beschlossen, den alten Hafen nach elf Jahren wieder für Kutter zu öffnen.",
        "Bürgermeisterin Ada Holm erklärte, die ersten Mannschaften könnten noch in diesem Monat anlanden.",
        "Anwohner hatten seit einem Sturm verlangt, dass die zerstörte Nordmauer des Kais ersetzt wird.",
    ],
    "fr": [
        "Le conseil municipal a voté lundi la réouverture du vieux port aux bateaux de pêche après onze ans.",
        "La maire Ada Holm a déclaré que les premiers équipages débarqueraient avant la fin du mois.",
        "Les habitants demandaient la réparation du quai depuis qu'une tempête en avait emporté le mur nord.",
    ],
    "es": [
        "El ayuntamiento votó el lunes reabrir el viejo puerto a los barcos de pesca después de once años.",
        "La alcaldesa Ada Holm dijo que las primeras tripulaciones desembarcarían antes de fin de mes.",
        "Los vecinos pedían la reparación del muelle desde que un temporal arrancó el muro norte.",
    ],
    "it": [
        "Il consiglio comunale ha votato lunedì la riapertura del vecchio porto ai pescherecci dopo undici anni.",
        "La sindaca Ada Holm ha detto che i primi equipaggi sbarcheranno prima della fine del mese.",
        "Gli abitanti chiedevano la riparazione del molo da quando una tempesta ne aveva divelto il muro nord.",
    ],
    "ru": [
        "Городской совет в понедельник решил вновь открыть старую гавань для рыбацких судов спустя одиннадцать лет.",
        "Мэр Ада Хольм сообщила, что первые экипажи смогут выгрузить улов до конца месяца.",
        "Жители добивались ремонта причала с тех пор, как шторм разрушил его северную стену.",
    ],
    "ja": [
        "町議会は月曜日、十一年にわたり閉鎖されていた旧港を漁船に再び開放することを賛成多数で可決した。",
        "ホルム町長は、最初の乗組員が月末までに水揚げできるようになるとの見通しを記者団に示した。",
        "嵐で北側の壁が崩れて以来、住民は岸壁の修理を繰り返し求めてきたが、予算が付かなかった。",
    ],
    "zh": [
        "镇议会周一投票决定，在关闭十一年之后重新向渔船开放旧港口，预计最快本月底前即可恢复作业。",
        "镇长霍尔姆表示，首批船员将在月底之前卸下渔获，相关部门正在对航道进行最后的安全检查工作。",
        "自从一场风暴冲毁北侧防波堤以来，居民们一直要求修复码头，但由于资金不足计划一再被推迟。",
    ],
}


def page(body: str, media_type: str, url: str = "https://example.org/harbour") -> Page:
    """Return a page of *body*."""
    return Page(
        url=url,
        announced_url=url,
        body=body.encode(),
        media_type=media_type,
        charset="utf-8",
        fetched_at="2024-06-01T00:00:00Z",
        position=(0, 0),
    )


def text_page(*blocks: str) -> Draft:
    """Return the draft of a plain text: *blocks*, a blank line between."""
    return refine(page("\n\n".join(blocks), "text/plain"))


def html_page(main: str) -> Draft:
    """Return the draft of a page whose article is the markup *main*."""
    return refine(page(f"<html><body><article>{main}</article></body></html>", "text/html"))


def paragraphs(blocks: list[str]) -> str:
    """Return *blocks* as markup."""
    return "".join(f"<p>{block}</p>" for block in blocks)


def reasons(draft: Draft) -> dict[str, str]:
    """Return why each block was cut from *draft*."""
    return dict(draft.cuts)
