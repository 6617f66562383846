"""Capture a golden case, refresh what cases expect, or list what does not hold.

python -m tests.golden add NAME FILE --url URL    from a page, or from the record of URL in a .warc or .warc.gz
python -m tests.golden refresh [NAME ...]         write what the program now says, and print what that changes
python -m tests.golden report [NAME ...]          print what does not hold, and change nothing

A captured case expects what the program says today. Read it line by line, and correct it by what the page says.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from pipelines.exceptions import Rejection
from tests.golden.cases import FOLDER, Case, differences, load_cases, observe, outcome, to_json

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: What a captured case names.
FIELDS = (
    "title", "subtitle", "text", "headings", "posts", "images", "authors", "agencies", "place", "published",
    "published_precision", "modified", "section", "tags", "language", "page_type", "truncated",
)  # fmt: skip


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Do what *arguments* say to the cases in *folder*; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.golden", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("name", help="the defect it shows, in words-with-dashes")
    adding.add_argument("file", type=Path)
    adding.add_argument("--url", required=True)
    adding.add_argument("--media-type")
    adding.add_argument("--charset")
    adding.add_argument("--fetched-at")
    for name in ("refresh", "report"):
        commands.add_parser(name).add_argument("names", nargs="*")
    options = parser.parse_args(arguments)
    if options.command == "add":
        if fault := add_fault(options, folder):
            parser.error(fault)
        return add(options, folder / options.name)
    cases = [case for case in load_cases(folder) if not options.names or case.name in options.names]
    if unknown := set(options.names) - {case.name for case in cases}:
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    if options.command == "refresh":
        print(f"{sum(map(refresh, cases))} fields changed")
        return 0
    wrong = sum(map(report, cases))
    print(f"{wrong} of {sum(len(case.expected) for case in cases)} fields do not hold")
    return int(wrong > 0)


def add_fault(options: argparse.Namespace, folder: Path) -> str | None:
    """Return why no case can be added to *folder*; None where it can."""
    if not NAME.fullmatch(options.name):
        return f"a name is words-with-dashes, not {options.name}"
    if (folder / options.name).exists():
        return f"there is a case {options.name} already"
    return None if options.file.is_file() else f"no such file: {options.file}"


def add(options: argparse.Namespace, folder: Path) -> int:
    """Write a new case into *folder*; return the exit code."""
    body, meta = (
        read_warc(options.file, options.url) if ".warc" in options.file.name else (options.file.read_bytes(), {})
    )
    meta |= {key: value for key in ("media_type", "charset", "fetched_at") if (value := getattr(options, key))}
    meta.setdefault("media_type", "text/plain" if options.file.suffix == ".txt" else "text/html")
    folder.mkdir()
    (folder / ("page.html" if "html" in meta["media_type"] else "page.txt")).write_bytes(body)
    (folder / "meta.json").write_text(to_json({"url": options.url, **meta}), "utf-8")
    case = Case(folder)
    result = outcome(case)
    fields = ("rejected",) if isinstance(result, Rejection) else FIELDS
    (folder / "article.json").write_text(to_json({field: observe(result, field, []) for field in fields}), "utf-8")
    print(f"{folder}: now correct article.json by what the page says")
    return 0


def read_warc(path: Path, url: str) -> tuple[bytes, dict[str, Any]]:
    """Return the payload of the last record of *url* in the archive *path*, and what `meta.json` says of it."""
    found: tuple[bytes, dict[str, Any]] | None = None
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_headers.get_header("WARC-Target-URI") != url or record.rec_type == "request":
                continue
            declared = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
            media_type, _, charset = declared.partition("charset=")
            meta = {
                "media_type": media_type.partition(";")[0].strip().lower(),
                "charset": charset.strip("\"' ;") or None,
                "fetched_at": record.rec_headers.get_header("WARC-Date"),
            }
            found = record.content_stream().read(), meta
    if found is None:
        raise SystemExit(f"{path}: no record of {url}")
    return found


def refresh(case: Case) -> int:
    """Write what the program now says into *case*, print the difference; return how many fields changed."""
    changed = {field: found for field, (_, found) in differences(case).items()}
    if changed:
        after = {**case.expected, **changed}
        print_diff(case, to_json(case.expected), to_json(after))
        (case.folder / "article.json").write_text(to_json(after), "utf-8")
    return len(changed)


def report(case: Case) -> int:
    """Print what does not hold in *case*; return how many fields."""
    wrong = differences(case)
    if wrong:
        expected = {field: pair[0] for field, pair in wrong.items()}
        found = {field: pair[1] for field, pair in wrong.items()}
        print_diff(case, to_json(expected), to_json(found))
    return len(wrong)


def print_diff(case: Case, before: str, after: str) -> None:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{case.name}: expected", f"{case.name}: found", n=0, lineterm=""
    )
    print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
