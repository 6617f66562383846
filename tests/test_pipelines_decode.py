"""An undeclared charset is told from the bytes: what was written is what is read."""

from __future__ import annotations

import pytest

from pipelines.decode import to_text

WRITTEN = {
    "fr": "La régie rouvrira à l'été : « Personne ne verra la différence, sauf sur la facture », a promis l'élue.",
    "es": "El año pasado la peña celebró su centenario con música, según contó el señor Ibáñez a los niños.",
    "pt": "A câmara oferecerá uma oliveira a cada criança nascida no concelho, até ao verão, anunciou o vereador.",
    "sv": "Nämnden beslutade på torsdagen att bygga om den gamla silon, trots protester från grannar på båda sidor.",
    "de": "Die Brücke über die Selme wurde früher für Fußgänger geöffnet, ließ die Behörde am Nachmittag erklären.",
    "pl": "Rada gminy zgodziła się na budowę wiatraka, który zasili szkołę, przychodnię i oczyszczalnię ścieków. "
    "Za uchwałą głosowało dziewięciu radnych. Mieszkańcy przysiółka obawiają się hałasu, bo dom stoi bardzo blisko. "
    "Prace mają ruszyć wiosną, a inwestycja zwróci się po jedenastu latach, choć przeciwnicy i tak się nie zgadzają.",
    "tr": "Yalı kasabasında elli sekiz yıldır nal çakan usta, dükkânının anahtarını on dokuz yaşındaki çırağına verdi. "
    "Usta, mesleğe babasının yanında başladığını, ilk nalı ise bir posta atına çaktığını anlattı. "
    "Ailesi önce karşı çıkmış, sonra dükkânı birlikte boyamış. Şimdi her sabah yine gelip yalnızca çay içecek.",
    "ru": "Жители города с понедельника смогут бесплатно ездить на трамвае, сообщила пресс-служба администрации.",
    "ja": "市長は十日、老朽化した市営の渡し船を来年三月末で廃止すると発表した。利用者はこの十年で減っていた。",
    "ko": "시의회는 옛 비누 공장을 시민 도서관으로 바꾸는 예산안을 찬성 열일곱 표로 통과시켰다.",
}
CHARSETS = {
    "cp1252": ["fr", "es", "pt", "sv", "de"],
    "cp1250": ["pl"],
    "iso8859_2": ["pl"],
    "cp1254": ["tr"],
    "cp1251": ["ru"],
    "koi8_r": ["ru"],
    "shift_jis": ["ja"],
    "euc_jp": ["ja"],
    "euc_kr": ["ko"],
}
PAIRS = [(charset, language) for charset, languages in CHARSETS.items() for language in languages]


@pytest.mark.parametrize(("charset", "language"), PAIRS)
def test_an_undeclared_charset_is_told_from_the_bytes(charset: str, language: str) -> None:
    page = f"<html><body><p>{WRITTEN[language]}</p></body></html>"
    sent = page.encode(charset, "xmlcharrefreplace")
    assert to_text(sent, None) == sent.decode(charset)


def test_valid_utf_8_is_believed_whatever_is_declared() -> None:
    assert to_text("<p>Ålhamra</p>".encode(), "iso-8859-1") == "<p>Ålhamra</p>"


def test_a_declared_charset_that_does_not_fit_is_not_believed() -> None:
    written = WRITTEN["ru"]
    assert to_text(written.encode("cp1251"), "utf-8") == written


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(charset: str) -> None:
    assert to_text("<p>Ålhamra</p>".encode(charset), "iso-8859-1") == "<p>Ålhamra</p>"


@pytest.mark.parametrize("charset", ["klingon", "hex", "punycode", "idna", "undefined", "rot13", ""])
def test_a_declared_charset_in_which_no_page_can_be_written_is_not_believed(charset: str) -> None:
    assert to_text(WRITTEN["fr"].encode("cp1252"), charset) == WRITTEN["fr"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1252"])
def test_a_nul_is_left_out_whatever_the_charset(charset: str) -> None:
    assert to_text("<p>Ål\x00hamra</p>".encode(charset), charset) == "<p>Ålhamra</p>"


@pytest.mark.parametrize("text", WRITTEN.values())
@pytest.mark.parametrize("taken_for", ["latin-1", "cp1252"])
def test_what_was_encoded_twice_is_decoded_twice(text: str, taken_for: str) -> None:
    once = f"<p>{text} — “so”…</p>".encode()
    shown = "".join(bytes([byte]).decode(taken_for, "ignore") or chr(byte) for byte in once)
    assert to_text(shown.encode(), None) == once.decode()


@pytest.mark.parametrize(
    "text", ["Ã©, sagt die Seite, heißt é.", "LIÇÃO Nº 4", "Â Ð Î sont des lettres", "£20 – Ãlvaro’s"]
)
def test_what_only_looks_so_in_places_is_left(text: str) -> None:
    assert to_text(text.encode(), None) == text
