"""`scrapy schema`: the JSON Schema of a record."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from schemas.article import schema_text

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCommand):
    """Prints what `schemas/article.schema.json` holds."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Print the JSON Schema of a record"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002  # Scrapy gives both
        if args:
            print(f"scrapy schema: error: nothing is wanted, not {' '.join(args)}", file=sys.stderr)
            self.exitcode = 2
            return
        sys.stdout.write(schema_text())
