"""What pleads with its reader is cut; a story whose people speak of the same stays."""

from __future__ import annotations

from pipelines.clean.pleas import SENTENCE
from pipelines.reasons import Reason
from tests.stories import STORY, html_page, paragraphs, reasons


def test_sentences_of_arabic_and_urdu_end_with_marks_of_their_own() -> None:
    assert len(SENTENCE.split("میئر نے یہ کہا۔ آپ کہاں ہیں؟ ہم یہاں ہیں")) == 3


def test_a_podcast_at_the_end_of_a_story_is_an_offer() -> None:
    offer = (
        "Im Podcast sprechen wir über Häfen. Abonnieren Sie den Podcast bei Spotify, Apple Podcast oder per RSS-Feed."
    )
    draft = html_page(f"<h1>Der alte Hafen</h1>{paragraphs([*STORY['de'], *STORY['en'], offer])}")
    assert reasons(draft)[offer] == Reason.SUBSCRIBE


def test_the_answer_to_a_question_may_speak_of_offers() -> None:
    answers = [
        "No, the ferry lines charge nothing for that, and you can log in on any device you want. Some limit it.",
        "Yes. Nearly all lines let you buy passes, try free trials, and subscribe for a season at a lower price.",
        "You can subscribe to one line or to all of them at once. The passes of the islands are cheaper in winter.",
    ]
    asked = "".join(f"<h3>How does ferry number {n} work?</h3><p>{answer}</p>" for n, answer in enumerate(answers))
    draft = html_page(f"<h1>Old harbour to open</h1>{paragraphs(STORY['en'])}{asked}")
    assert [answer for answer in answers if answer not in draft.text] == []
