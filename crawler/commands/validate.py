"""`scrapy validate FILE.jsonl`: every fault of every line, with its line number and its place in the record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from schemas.faults import faults_in

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCommand):
    """Reads a file line by line; exit code 1 if any is faulty, 2 if it cannot be read."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "FILE.jsonl"

    def short_desc(self) -> str:
        return "Check every line of a file of records against the schema"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002  # Scrapy gives both
        if len(args) != 1:
            print("scrapy validate: error: one file is wanted", file=sys.stderr)
            self.exitcode = 2
            return
        try:
            self.exitcode = validate(args[0])
        except OSError as error:
            print(f"scrapy validate: error: {args[0]}: {error.strerror or error}", file=sys.stderr)
            self.exitcode = 2


def validate(path: str) -> int:
    """Print every fault of the file at *path*, and how many there are; return the exit code. OSError if it cannot be
    read."""
    faults = lines = 0
    with Path(path).open("rb") as file:
        for lines, found in faults_in(file):
            faults += len(found)
            for fault in found:
                print(f"{path}:{lines}: {printable(str(fault))}")
    print(f"{path}: {lines} lines, {faults} faults", file=sys.stderr)
    return 1 if faults else 0


def printable(text: str) -> str:
    """Return *text* with every character that could play with a terminal escaped."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
