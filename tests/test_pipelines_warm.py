"""What workers begin with: everything that the stages make at first use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.stages import refine
from pipelines.warm import sample, tell_failure

ROOT = Path(__file__).parent.parent
#: A process of its own: the one that workers are forked from lives as long as the process that asks for it.
ASK = """
import asyncio
from pipelines.pool import RefinePool
from tests.records import page
from tests.test_pipelines_pool import misbehave

async def ask():
    pool = RefinePool(misbehave, 1, 30.0, preload=["pipelines.warm"])
    print(await pool.refine(page("frozen")))
    await pool.close()

asyncio.run(ask())
"""


def test_the_page_that_workers_are_warmed_with_has_something_for_every_stage() -> None:
    draft = refine(sample())
    assert draft.title == "New bridge opens to walkers"
    assert draft.subtitle
    assert draft.headings
    assert len(draft.posts) == 2
    assert draft.images[0].credit
    assert (draft.authors, draft.agencies, draft.place) == (["Ada Berg"], ["Reuters"], "LINDEN")
    assert draft.published
    assert draft.modified
    assert draft.language == "en"
    assert {"outside_main_content", "caption"} < {reason for _, reason in draft.cuts}


def test_workers_hold_from_the_start_what_the_garbage_collector_need_not_look_through() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 100_000


@pytest.mark.parametrize(
    ("error", "is_told"),
    [
        (FileNotFoundError(2, "No such file or directory"), False),
        (FileNotFoundError(2, "No such file or directory", "phrases/en.toml"), True),
        (EOFError("Ran out of input"), False),
        (ConnectionResetError(104, "Connection reset by peer"), False),
        (ImportError("no module"), True),
    ],
)
def test_a_worker_that_comes_up_when_its_pool_is_gone_is_silent(
    error: Exception, is_told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_failure(type(error), error, None)
    assert (type(error).__name__ in capsys.readouterr().err) == is_told
