"""A PostgreSQL of a test's own: made, stopped and started again, and gone with the test."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where Debian's packages keep the server's programs, which are on nobody's path.
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass
class Cluster:
    """A server on loopback."""

    programs: Path
    folder: Path
    port: int
    user: dict[str, Any]
    """Who runs it, for subprocess: the server refuses to be run by root."""

    @property
    def url(self) -> str:
        """The address of its one database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Make its files."""
        self.run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self.run("pg_ctl", "start", "--wait", f"--options={options}", f"--log={self.folder / 'log'}")

    def stop(self) -> None:
        """Take it down at once, as a crash does."""
        self.run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def run(self, program: str, *options: str) -> None:
        """Run one of its programs."""
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *options]
        subprocess.run(
            command, cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, **self.user
        )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a running server; skip the test where PostgreSQL is not installed, or nobody is there to run it."""
    if not PROGRAMS:
        pytest.skip("no PostgreSQL server is installed")
    user = unprivileged()
    with tempfile.TemporaryDirectory(prefix="plainwire-postgres-") as name:  # a test's own folder is closed to others
        folder = Path(name)
        if user:
            shutil.chown(folder, user["user"], user["group"])
        server = Cluster(PROGRAMS[-1], folder, free_port(), user)
        server.make()
        server.start()
        try:
            yield server
        finally:
            take_down(server)


def take_down(server: Cluster) -> None:
    """Stop *server*, which may be down already."""
    with suppress(subprocess.CalledProcessError):
        server.stop()


def unprivileged() -> dict[str, Any]:
    """Return whom the server is run by where this process is root's; nothing where it is not."""
    if os.geteuid():
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("root cannot run a PostgreSQL server, and there is no user postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
