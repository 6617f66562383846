"""`scrapy crawl` as a user runs it: exit codes, what is said, what is left in the output folder."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).parent.parent
STORY = (
    "The harbour of Porto was closed on Tuesday, after the river rose by two metres within a night. "
    "Boats were brought to the upper quays, and the market moved to the old station, said the mayor. "
    "Rain is expected until the end of the week, but less of it than the forecasts of last year foresaw. "
)


def archive(path: Path, *stories: str) -> Path:
    """Write a WARC file with a plain-text document for each of *stories*, and return its path."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, story in enumerate(stories):
            payload = io.BytesIO(story.encode())
            headers = {"WARC-Date": "2026-01-02T03:04:05Z"}
            record = writer.create_warc_record(
                f"urn:story:{number}", "resource", payload, warc_content_type="text/plain", warc_headers_dict=headers
            )
            writer.write_record(record)
    return path


def crawl(output: Path, *args: str, **kwargs: Any) -> subprocess.CompletedProcess[str]:
    """Run `scrapy crawl ARGS` into *output*."""
    command = [sys.executable, "-m", "scrapy", "crawl", *args, "-s", f"OUTPUT_DIR={output}", "-s", "EXTRACT_WORKERS=1"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **kwargs)


def run_json(output: Path) -> dict[str, Any]:
    """Return what `run.json` in *output* holds."""
    found: dict[str, Any] = json.loads((output / "run.json").read_text(encoding="utf-8"))
    return found


def test_a_good_run_leaves_records_and_a_report_that_adds_up(tmp_path: Path) -> None:
    done = crawl(tmp_path / "out", "archive", "-a", f"path={archive(tmp_path / 'a.warc.gz', STORY, ' ')}")
    assert done.returncode == 0, done.stderr
    run = run_json(tmp_path / "out")
    assert (run["status"], run["exit_code"], run["messages"]) == ("complete", 0, [])
    assert run["total"]["pages"] == run["total"]["records"] + sum(run["total"]["rejected"].values()) == 2
    assert {name: file["lines"] for name, file in run["files"].items() if name != "removed.jsonl"} == {
        "articles.jsonl": run["total"]["records"],
        "rejected.jsonl": sum(run["total"]["rejected"].values()),
    }
    assert "complete" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["archive", "-a", "pth=x", "-s", "EXTRACT_WORKER=2", "-s", "EXTRACT_TIMEOUT=-1"],
            [
                "unknown setting: EXTRACT_WORKER; did you mean EXTRACT_WORKERS?",
                "EXTRACT_TIMEOUT=-1: a number of seconds above 0 is wanted",
                "unknown option of archive: pth; did you mean path?",
                "archive needs -a path=…",
            ],
        ),
        (["archiv"], ["unknown spider: archiv; did you mean archive? (there are archive, news)"]),
    ],
)
def test_what_cannot_be_done_is_said_a_line_a_fault_and_recorded(
    tmp_path: Path, args: list[str], said: list[str]
) -> None:
    done = crawl(tmp_path, *args)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"scrapy crawl: error: {line}" for line in said]
    assert (run_json(tmp_path)["status"], run_json(tmp_path)["messages"]) == ("usage", said)


def test_the_name_of_an_archive_need_not_be_utf_8(tmp_path: Path) -> None:
    path = archive(tmp_path / os.fsdecode(b"\xff.warc.gz"), STORY)
    for again in (False, True):
        done = crawl(tmp_path / "out", "archive", "-a", f"path={path}")
        assert done.returncode == 0, done.stderr
        assert run_json(tmp_path / "out")["total"]["already" if again else "records"] == 1
    (line,) = (tmp_path / "out/articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["archive"]["file"] == "\\udcff.warc.gz"


def test_a_path_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    done = crawl(tmp_path, "archive", "-a", "path=/no/such/file.warc")
    assert done.returncode == 2
    assert "/no/such/file.warc" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_output_that_cannot_be_written_is_said_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = crawl(tmp_path / "file" / "out", "archive", "-a", f"path={archive(tmp_path / 'a.warc.gz', STORY)}")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_misspelt_output_folder_leaves_the_default_one_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", "path=x", "-s", f"OUTPUT_DIRR={tmp_path / 'out'}"],
        cwd=tmp_path,
        env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_cannot_start_leaves_the_records_of_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("before\n", encoding="utf-8")
    (tmp_path / "no.warc").write_bytes(b"this is no archive\n" * 99)
    done = crawl(tmp_path, "archive", "-a", f"path={tmp_path / 'no.warc'}")
    assert done.returncode == 2, done.stderr
    assert (tmp_path / "articles.jsonl").read_text(encoding="utf-8") == "before\n"


def test_an_output_that_takes_no_more_is_no_space_and_leaves_whole_lines_only(tmp_path: Path) -> None:
    output, first = tmp_path / "out", archive(tmp_path / "first.warc.gz", STORY)
    assert crawl(output, "archive", "-a", f"path={first}").returncode == 0
    before = (output / "articles.jsonl").read_bytes()
    path = archive(tmp_path / "a.warc.gz", *(f"{STORY} Part {number}. {STORY}" for number in range(60)))

    def few_bytes_a_file() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    done = crawl(output, "archive", "-a", f"path={path}", preexec_fn=few_bytes_a_file)
    assert done.returncode == 5, done.stderr
    assert run_json(output)["status"] == "no_space"
    after = (output / "articles.jsonl").read_bytes()
    assert after.startswith(before)
    assert [json.loads(line)["url"] for line in after.splitlines()]
    assert after.endswith(b"\n")
    assert crawl(output, "archive", "-a", f"path={path}").returncode == 0
    assert len((output / "articles.jsonl").read_bytes().splitlines()) == 61


def test_a_run_closed_in_the_middle_of_an_archive_reads_no_further(tmp_path: Path) -> None:
    output = tmp_path / "out"
    path = archive(tmp_path / "a.warc.gz", *(f"{STORY} Part {number}. {STORY}" for number in range(200)))
    done = crawl(output, "archive", "-a", f"path={path}", "-s", "CLOSESPIDER_ITEMCOUNT=5")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert 5 <= run_json(output)["total"]["records"] < 50
    assert crawl(output, "archive", "-a", f"path={path}").returncode == 0
    assert run_json(output)["total"]["records"] == 200


def test_a_run_that_is_told_to_stop_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", *(f"{STORY} Part {number}. {STORY}" for number in range(3000)))
    output = tmp_path / "out"
    command = [sys.executable, "-m", "scrapy", "crawl", "archive", "-a", f"path={path}", "-s", f"OUTPUT_DIR={output}"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        articles = output / "articles.jsonl"
        while process.poll() is None and not (articles.exists() and articles.stat().st_size):
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 6, said
    assert run_json(output)["status"] == "interrupted"
    total = run_json(output)["total"]
    assert 0 < total["records"] == run_json(output)["files"]["articles.jsonl"]["lines"]
