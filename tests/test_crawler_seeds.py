"""The seeds file: each fault has its line, and costs only its own source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.seeds import load_seeds, read_seeds

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '[[source]]\nname = "Good"\nurl = "https://good.example/feed"\n'


def faults_of(text: str) -> list[str]:
    return [str(fault) for fault in read_seeds(text, "s.toml")[1]]


def names_of(text: str) -> list[str]:
    return [seed.name for seed in read_seeds(text, "s.toml")[0]]


def test_a_source_is_read_with_all_its_keys() -> None:
    text = """# sources
[[source]]
name = "Example"   # the name
url = "https://example.org/feed.xml"
kind = "feed"
every = "30m"
max_pages = 20
language = "pt-BR"
allow = [
  "/news/",
]
deny = ['\\.pdf$']
"""
    seeds, faults = read_seeds(text, "s.toml")
    assert faults == []
    assert seeds[0].model_dump() == {
        "name": "Example",
        "url": "https://example.org/feed.xml",
        "kind": "feed",
        "every": "30m",
        "max_pages": 20,
        "language": "pt-BR",
        "allow": ["/news/"],
        "deny": [r"\.pdf$"],
    }


@pytest.mark.parametrize(
    ("table", "line", "mend"),
    [
        ('name = "A"\nurl = "https://a.example"\nkinds = "feed"', 7, "did you mean 'kind'?"),
        ('name = "A"\nurl = "https://a.example"\nkind = "feeed"', 7, "did you mean 'feed'?"),
        ('name = "A"', 4, "url is missing"),
        ('url = "https://a.example"', 4, "name is missing"),
        ('name = ""\nurl = "https://a.example"', 5, "empty"),
        ('name = 7\nurl = "https://a.example"', 5, "name must be a text in quotes"),
        ('name = "A"\nurl = "file:///etc/passwd"', 6, "not an absolute http or https address"),
        ('name = "A"\nurl = "example.org/feed"', 6, "https://"),
        ('name = "A"\nurl = "https://a.example"\nmax_pages = "5"', 7, "without quotes"),
        ('name = "A"\nurl = "https://a.example"\nmax_pages = true', 7, "a whole number"),
        ('name = "A"\nurl = "https://a.example"\nmax_pages = 0', 7, "1 or more"),
        ('name = "A"\nurl = "https://a.example"\n\nallow = ["("]', 8, "not a regular expression"),
        ('name = "A"\nurl = "https://a.example"\ndeny = "x"', 7, "a list of texts"),
        ('name = "A"\nurl = "https://a.example"\nevery = "often"', 7, "30m"),
        ('name = "A"\nurl = "https://a.example"\nlanguage = "English"', 7, "BCP 47"),
        ('name = "A\nurl = "https://a.example"', 5, "not TOML"),
        ('name = A\nurl = "https://a.example"', 5, "not TOML"),
        ('name = "A"\nurl = ["https://a.example"', 6, "not TOML"),
        ('name = "Good"\nurl = "https://a.example"', 5, "stands already in line 2"),
    ],
)
def test_a_fault_has_its_line_and_its_mend_and_costs_only_its_own_source(table: str, line: int, mend: str) -> None:
    text = f'{GOOD}[[source]]\n{table}\n[[source]]\nname = "After"\nurl = "https://after.example"\n'
    assert names_of(text) == ["Good", "After"]
    (fault,) = faults_of(text)
    assert fault.startswith(f"s.toml:{line}: ")
    assert mend in fault


def test_every_fault_is_told_at_once() -> None:
    text = f'{GOOD}[[source]]\nnam = "A"\nurl = "ftp://x"\nmax_pages = -1\n[[sources]]\n[[source]]\nurl = 1\n'
    assert [int(fault.split(":")[1]) for fault in faults_of(text)] == [4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("header", ["[source]", "[[sources]]", "[source.deep]"])
def test_a_table_of_another_name_is_a_fault(header: str) -> None:
    assert faults_of(f'{header}\nname = "A"\nurl = "https://a.example"') == [
        f"s.toml:1: table {header.strip('[]')!r} is not known; a source begins with [[source]]"
    ]


def test_a_key_before_the_first_table_is_a_fault() -> None:
    (fault,) = faults_of(f'# a comment\nname = "A"\n{GOOD}')
    assert fault.startswith("s.toml:2: 'name' stands in no table")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_is_a_fault(text: str) -> None:
    assert faults_of(text) == ["s.toml: names no source; add a [[source]] table with name and url"]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    seeds, faults = load_seeds(tmp_path / "none.toml")
    assert seeds == []
    assert "none.toml: cannot be read" in str(faults[0])


def test_a_folder_is_no_seeds_file(tmp_path: Path) -> None:
    assert "cannot be read" in str(load_seeds(tmp_path)[1][0])


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"# one\n# caf\xe9\n", 2, "not UTF-8"),
        (b"\x1f\x8b\x08\x00\x00\x00", 1, "not UTF-8"),
        ("[[source]]".encode("utf-16"), 1, "not UTF-8"),
        (b"# one\n\x00\x01\x02", 2, "no text file"),
    ],
)
def test_a_file_that_is_no_text_is_a_fault_with_its_line(tmp_path: Path, content: bytes, line: int, words: str) -> None:
    path = tmp_path / "seeds.toml"
    path.write_bytes(content)
    (fault,) = load_seeds(path)[1]
    assert fault.line == line
    assert words in fault.message


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "seeds.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert [seed.name for seed in load_seeds(path)[0]] == ["Good"]


@given(st.text(alphabet=st.sampled_from("[]source=\"'\n#xyz\x00\r "), max_size=60))
def test_whatever_the_text_there_is_a_seed_or_a_fault(text: str) -> None:
    seeds, faults = read_seeds(text, "s.toml")
    assert seeds or faults
