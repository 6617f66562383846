"""The live crawl on loopback: the site serves what the archive holds, and both crawls fetch all of it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.live import CRAWLS, ROOT, site
from benchmarks.peers import captures

DEMO = str(ROOT / "seeds" / "demo.warc.gz")


def test_the_site_serves_the_pages_of_the_archive() -> None:
    with site([DEMO]) as base:
        with urlopen(f"{base}/sitemap.xml") as answer:
            addresses = re.findall("<loc>([^<]+)", answer.read().decode())
        bodies = []
        for address in addresses:
            with urlopen(address) as answer:
                bodies.append(answer.read())
    assert bodies == [page.payload for page in captures([DEMO])]


@pytest.mark.parametrize("name", CRAWLS)
def test_a_crawl_fetches_all_pages(name: str, tmp_path: Path) -> None:
    pages = len(list(captures([DEMO])))
    with site([DEMO]) as base:
        done = subprocess.run(CRAWLS[name](base, tmp_path), cwd=ROOT, check=True, capture_output=True, text=True)
    told = (
        json.loads((tmp_path / "out" / "run.json").read_text())["total"]["pages"]
        if name == "plainwire"
        else done.stdout
    )
    assert int(told) == pages
