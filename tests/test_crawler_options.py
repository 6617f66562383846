"""Our settings: misspelt and mistyped ones are told, and documented ones are right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.utils.project import get_project_settings

from crawler import settings as ours
from crawler.options import OPTIONS, option_fault, own_settings, setting_faults, settings_page, spider_faults

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"


class Fetcher(scrapy.Spider):
    """A spider with an option that must be given and one that may be."""

    name = "fetcher"

    def __init__(self, path: str, only: str = "", **options: Any) -> None:
        super().__init__(**options)


def faults(**given: str) -> list[str]:
    """Return the faults of the project's settings with *given* on the command line."""
    settings = get_project_settings()
    settings.setdict(given, priority="cmdline")
    return setting_faults(given, settings)


def test_the_settings_page_is_the_one_that_the_table_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page(), "python -m crawler.options > docs/settings.md"


def test_every_default_is_a_sound_value() -> None:
    assert faults() == []
    assert own_settings(get_project_settings()).keys() == {option.name for option in OPTIONS}


def test_every_setting_of_ours_stands_in_the_settings_module() -> None:
    assert [option.name for option in OPTIONS if not hasattr(ours, option.name)] == []


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("EXTRACT_WORKER", "EXTRACT_WORKERS"),
        ("OUTPUT", "OUTPUT_DIR"),
        ("output_dir", "OUTPUT_DIR"),
        ("KEEP_DUPLICATE", "KEEP_DUPLICATES"),
        ("DOWNLOAD_DELY", "DOWNLOAD_DELAY"),
        ("LOGLEVEL", "LOG_LEVEL"),
    ],
)
def test_a_misspelt_setting_is_told_with_the_one_that_was_meant(misspelt: str, meant: str) -> None:
    assert faults(**{misspelt: "1"}) == [f"unknown setting: {misspelt}; did you mean {meant}?"]


def test_a_setting_like_none_other_is_told() -> None:
    assert faults(XYZZY="1") == ["unknown setting: XYZZY"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXTRACT_WORKERS", "two"),
        ("EXTRACT_WORKERS", "0"),
        ("EXTRACT_WORKERS", "-1"),
        ("EXTRACT_WORKERS", "1.5"),
        ("EXTRACT_TIMEOUT", "-3"),
        ("EXTRACT_TIMEOUT", "nan"),
        ("EXTRACT_TIMEOUT", "inf"),
        ("EXTRACT_TIMEOUT", "soon"),
        ("KEEP_REMOVED", "perhaps"),
        ("KEEP_DUPLICATES", ""),
        ("OUTPUT_DIR", ""),
        ("REPLAY", ""),
        ("PAGE_TYPES", "article,story"),
        ("PAGE_TYPES", ""),
        ("ALLOW_PRIVATE_HOSTS", "localhost"),
        ("DOWNLOAD_DELAY", "slow"),
        ("COOKIES_ENABLED", "perhaps"),
        ("CONCURRENT_REQUESTS", "many"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_what_is_wanted(name: str, value: str) -> None:
    (fault,) = faults(**{name: value})
    assert fault.startswith(f"{name}={value}: ")
    assert fault.endswith(" is wanted")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXTRACT_WORKERS", "4"),
        ("EXTRACT_TIMEOUT", "0.5"),
        ("KEEP_REMOVED", "False"),
        ("ARCHIVE_DIR", ""),
        ("PAGE_TYPES", "article, listing"),
        ("ALLOW_PRIVATE_HOSTS", "True"),
        ("ALLOW_PRIVATE_HOSTS", "127.0.0.1/32,10.0.0.0/8"),
        ("DOWNLOAD_DELAY", "0"),
        ("DOWNLOAD_DELAY", "0.5"),
        ("CLOSESPIDER_PAGECOUNT", "3"),
    ],
)
def test_a_good_value_is_taken(name: str, value: str) -> None:
    assert faults(**{name: value}) == []


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(EXTRACT_WORKER="1", EXTRACT_TIMEOUT="soon", DOWNLOAD_DELAY="slow")) == 3


def test_a_value_that_was_changed_in_the_settings_module_is_checked_too() -> None:
    settings = get_project_settings()
    settings.set("EXTRACT_TIMEOUT", -1, priority="project")
    assert setting_faults({}, settings) == ["EXTRACT_TIMEOUT=-1: a number of seconds above 0 is wanted"]


def test_a_setting_of_none_stands_for_its_default() -> None:
    assert [option.name for option in OPTIONS if option_fault(option, None)] == []


def test_a_misspelt_option_of_a_spider_is_told_with_the_one_that_was_meant() -> None:
    assert spider_faults(Fetcher, {"path": "x", "onli": "y"}) == ["unknown option of fetcher: onli; did you mean only?"]


def test_a_missing_option_is_told() -> None:
    assert spider_faults(Fetcher, {"only": "y"}) == ["fetcher needs -a path=…"]
    assert spider_faults(Fetcher, {"path": ""}) == ["fetcher needs -a path=…"]
