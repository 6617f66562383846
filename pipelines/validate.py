"""Item pipeline, third of four: a Record that fits the schema goes on, another becomes a Refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from pipelines.exceptions import InvalidRecord
from pipelines.outcomes import Outcome, Record, refuse
from schemas import Article
from schemas.article import to_line
from schemas.faults import faults_of


def validate(record: Record) -> Outcome:
    """Return *record* as a reader of its line will find it, or its refusal where no reader would accept the line."""
    article = record.article
    alone = None if record.alone is None else validate(record.alone)
    try:
        read_back = Article.model_validate_json(to_line(article).encode(), strict=True)
    except ValidationError as error:
        faults = "; ".join(str(fault) for fault in faults_of(error))
        return alone or refuse(InvalidRecord(faults), article.url, article.source, record.position, record.key)
    except PydanticSerializationError as error:  # a lone surrogate: no UTF-8 can hold it
        return alone or refuse(
            InvalidRecord(str(error)), repr(article.url), article.source, record.position, record.key
        )
    return replace(record, article=read_back, alone=alone if isinstance(alone, Record) else None)


class ValidatePipeline:
    """Lets no record through that does not fit the schema."""

    def process_item(self, item: Any) -> Any:
        return validate(item) if isinstance(item, Record) else item
