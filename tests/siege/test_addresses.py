"""A site that leads into private networks in every way it knows: the private host is never visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.siege.evil import OPEN, PRIVATE, Evil, answer, crawl, feed, moved, serve, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Other spellings of 127.0.0.2.
SPELLINGS = ("127.2", "2130706434", "0x7f000002", "0x7f.2", "0177.0.0.2", "127.0.0.2.", "[::ffff:127.0.0.2]")
SECRET = {"/robots.txt": answer(b"", kind="text/plain"), "/secret": story("the secret place")}


@pytest.fixture
def private() -> Iterator[Evil]:
    """A host that may not be contacted."""
    with serve(SECRET, PRIVATE) as host:
        yield host


def refresh(target: str) -> bytes:
    return answer(f'<html><meta http-equiv="refresh" content="0; url={target}"><p>Wait.</p></html>'.encode())


def test_no_spelling_and_no_redirect_reaches_a_private_address(private: Evil, tmp_path: Path) -> None:
    spelt = [f"http://{host}:{private.port}/secret" for host in (PRIVATE, *SPELLINGS)]
    answers = {
        "/feed": feed(*spelt, "/moved", "/refreshed", "/moved-to-file", "/moved-to-ftp", "/moved-to-data", "/good"),
        "/moved": moved(f"http://{PRIVATE}:{private.port}/moved"),
        "/refreshed": refresh(f"http://127.2:{private.port}/refreshed"),
        "/moved-to-file": moved("file:///etc/hosts"),
        "/moved-to-ftp": moved("ftp://127.0.0.2/secret"),
        "/moved-to-data": moved("data:text/html,<p>secret"),
        "/good": story("the open place"),
    }
    with serve(answers) as site:
        run = crawl(tmp_path, f"{site.base}/feed")
    assert run.places() == {"/good"}, run.told
    assert private.connections == 0
    assert set(run.refusals().values()) == {"AddressRefused"}
    assert len(run.refusals()) == len(spelt) + 5
    assert run.code == 0
    assert "Traceback" not in run.told


def test_links_of_other_schemes_are_out_of_scope(tmp_path: Path) -> None:
    links = ("file:///etc/hosts", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:x", "/good")
    with serve({"/feed": feed(*links), "/good": story("the open place")}) as site:
        run = crawl(tmp_path, f"{site.base}/feed")
    assert run.run["set_aside"] == {"out_of_scope/scheme": 4}
    assert run.places() == {"/good"}


def test_names_are_judged_by_what_they_stand_for_when_they_are_connected_to(private: Evil, tmp_path: Path) -> None:
    port = private.port
    links = [f"http://{name}:{port}/secret" for name in ("inside.example", "inside.example.", "moves.example")]
    with serve({**SECRET, "/feed": feed(*links)}, OPEN, port) as site:
        run = crawl(
            tmp_path,
            f"{site.base}/feed",
            settings=("TWISTED_DNS_RESOLVER=tests.siege.resolvers.Rebinding",),
        )
    assert private.connections == 0
    # The first answer for moves.example was an open address: its robots.txt was asked for there.
    assert site.paths().count("/robots.txt") == 2
    assert "/secret" not in site.paths()
    assert set(run.refusals()) == set(links)
    assert set(run.refusals().values()) == {"AddressRefused"}, run.refusals()


def test_localhost_is_a_private_address(tmp_path: Path) -> None:
    with serve({"/feed": feed("/good"), "/good": story("the open place")}) as site:
        run = crawl(tmp_path, f"http://localhost:{site.port}/feed", settings=("ALLOW_PRIVATE_HOSTS=False",))
    assert site.connections == 0
    assert run.code == 3
    assert "AddressRefused: 127.0.0.1 is no public address" in run.told


@pytest.mark.parametrize(
    ("setting", "environment"),
    [
        ("TWISTED_DNS_RESOLVER=tests.siege.resolvers.Unguarded", {}),
        ("HTTPPROXY_ENABLED=True", {"http_proxy": "http://127.0.0.1:3128"}),
    ],
)
def test_without_the_guard_there_is_no_crawl(setting: str, environment: dict[str, str], tmp_path: Path) -> None:
    with serve({"/feed": feed("/good"), "/good": story("the open place")}) as site:
        run = crawl(tmp_path, f"{site.base}/feed", settings=(setting,), environment=environment)
    assert site.connections == 0
    assert run.code == 2
    assert "guard" in run.told or "proxy" in run.told


def test_a_proxy_of_the_environment_is_not_used(private: Evil, tmp_path: Path) -> None:
    with serve({"/feed": feed("/good"), "/good": story("the open place")}) as site:
        proxy = f"http://{PRIVATE}:{private.port}"
        run = crawl(tmp_path, f"{site.base}/feed", environment={"http_proxy": proxy, "https_proxy": proxy})
    assert private.connections == 0
    assert run.places() == {"/good"}
