"""What an archive keeps."""

from __future__ import annotations

import pytest

from crawler.warc.keep import DAY, ArchiveFile, Keep, outdated

FILES = [ArchiveFile(f"{number}.warc.gz", 400_000, number * DAY) for number in range(5)]
NOW = 5 * DAY


@pytest.mark.parametrize(
    ("words", "keep"),
    [("30d", Keep(seconds=30 * DAY)), ("500 MB", Keep(size=500_000_000)), ("2TB", Keep(size=2 * 10**12))],
)
def test_days_and_sizes_are_read(words: str, keep: Keep) -> None:
    assert Keep.from_words(words) == keep


@pytest.mark.parametrize("words", ["", "30", "0d", "-1d", "30 days", "1KB", "1.5GB"])
def test_other_words_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="30d"):
        Keep.from_words(words)


@pytest.mark.parametrize(
    ("keep", "gone"),
    [
        (Keep(), 0),
        (Keep(seconds=3.5 * DAY), 2),
        (Keep(size=1_200_000), 2),
        (Keep(size=1_999_999), 1),
        (Keep(size=2_000_000), 0),
    ],
)
def test_the_oldest_files_go_until_what_is_left_fits(keep: Keep, gone: int) -> None:
    assert outdated(FILES, keep, NOW) == [file.name for file in FILES[:gone]]


def test_the_file_that_is_being_written_stays() -> None:
    assert outdated(FILES, Keep(size=1), NOW) == [file.name for file in FILES[:-1]]
    assert outdated(FILES[-1:], Keep(seconds=1.0), NOW) == []
