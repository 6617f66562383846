"""langdetect's answers, from our arrangement of its loops."""

import pytest
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from pipelines.describe.detector import SEED, detect

TEXTS = (
    "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke über den Fluss zu sperren und neu zu bauen.",
    "The harbour board voted on Tuesday to close the old ferry landing before the WINTER STORMS arrive",
    "Le conseil a voté mardi la fermeture de l’embarcadère (voir https://example.org/vote ou a.b@example.org).",
    "Совет гавани во вторник проголосовал за закрытие старого причала, сообщает Reuters.",
    "東京で首相と会談しました。ロイター通信が伝えた。",
    "Hội đồng đã bỏ phiếu hôm thứ Ba để đóng bến phà cũ.",
    "   two  blanks   between   words  ",
    "2016 - 2017: 1,234,567",
    "",
)


@pytest.fixture(scope="module")
def original() -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(SEED)
    return factory


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_gets_langdetects_own_answer(original: DetectorFactory, text: str) -> None:
    detector = original.create()
    detector.append(text)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        assert detect(text) == (None, 0.0)
    else:
        assert detect(text) == (best.lang, pytest.approx(best.prob))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("expected", ["de", "en", "ja", "tlh"])
def test_what_is_expected_changes_no_answer(text: str, expected: str) -> None:
    language, probability = detect(text)
    sure, least = detect(text, expected)
    assert sure == language
    assert least == probability or (language == expected and 0.5 < least < probability)
