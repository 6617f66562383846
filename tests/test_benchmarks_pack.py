"""Pages in files and their gold, packed as a folder of a corpus."""

from __future__ import annotations

import gzip
from pathlib import Path

from benchmarks.corpus import PAGES, folders_of, gold_of
from benchmarks.pack import pack
from benchmarks.peers import captures


def test_pages_and_gold_come_out_as_they_went_in(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.html", tmp_path / "b.html.gz"
    plain.write_bytes("<p>Hafen für Kutter</p>".encode("latin-1"))
    packed.write_bytes(gzip.compress("<p>港が再開</p>".encode()))
    urls = ["https://news.example/a", "https://news.example/b?id=2"]
    lines = [{"url": url, "file": str(file), "title": "港"} for url, file in zip(urls, (plain, packed), strict=True)]
    assert pack(lines, tmp_path / "corpus/harbours") == 2
    (folder,) = folders_of(tmp_path / "corpus")
    assert gold_of(folder) == [{"url": url, "title": "港"} for url in urls]
    pages = [(page.url, page.payload) for page in captures([str(folder / PAGES)])]
    assert pages == [(urls[0], "<p>Hafen für Kutter</p>".encode("latin-1")), (urls[1], "<p>港が再開</p>".encode())]
    assert sorted(path.name for path in folder.iterdir()) == ["gold.jsonl", PAGES]
