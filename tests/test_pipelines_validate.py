"""No record goes on that its readers would refuse."""

from __future__ import annotations

from dataclasses import replace

from pipelines.outcomes import Record, Refusal
from pipelines.validate import ValidatePipeline, validate
from tests.records import record, refusal


def test_a_sound_record_goes_on_unchanged() -> None:
    assert validate(record(1)) == record(1)


def test_a_record_that_does_not_fit_the_schema_is_refused_with_every_fault() -> None:
    sound = record(1)
    faulty = replace(sound, article=sound.article.model_copy(update={"revision": 0, "published": "yesterday"}))
    refused = validate(faulty)
    assert isinstance(refused, Refusal)
    assert refused.rejected.reason == "InvalidRecord"
    assert "$.revision" in refused.rejected.detail
    assert "$.published" in refused.rejected.detail
    assert refused.position == sound.position


def test_a_lone_surrogate_in_an_address_is_refused_and_breaks_nothing() -> None:
    sound = record(1)
    refused = validate(replace(sound, article=sound.article.model_copy(update={"url": "https://example.org/\ud800"})))
    assert isinstance(refused, Refusal)
    refused.rejected.model_dump_json()


def test_other_outcomes_pass() -> None:
    assert ValidatePipeline().process_item(refusal(1)) == refusal(1)
    assert isinstance(ValidatePipeline().process_item(record(1)), Record)
