"""A command in, what it and all its descendants used of processor and memory out. Linux alone."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")
#: Seconds between two looks at the processes.
INTERVAL = 0.2


@dataclass
class Usage:
    """What a job used."""

    seconds: float = 0.0
    """How long it took."""
    memory: int = 0
    """Most bytes that all processes held at once; a page that several share counts once."""
    cpu: dict[int, float] = field(default_factory=dict)
    """Seconds of a core, by process, as they were last seen."""

    @property
    def core_seconds(self) -> float:
        """Seconds of a core, of all processes together: what other work on the machine does not change much."""
        return sum(self.cpu.values())

    def look(self, root: int) -> None:
        """Note what *root* and its descendants use now."""
        memory = 0
        for process in family(root):
            try:
                times = (PROC / f"{process}/stat").read_text().rpartition(")")[2].split()
                held = (PROC / f"{process}/smaps_rollup").read_text()
            except OSError:  # it has ended
                continue
            self.cpu[process] = (int(times[11]) + int(times[12])) / TICK
            memory += 1024 * sum(int(line.split()[1]) for line in held.splitlines() if line.startswith("Pss:"))
        self.memory = max(self.memory, memory)


def family(root: int) -> list[int]:
    """Return *root* and its descendants."""
    children: dict[int, list[int]] = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            children.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
        except OSError:  # it has ended
            continue
    found = [root]
    for process in found:
        found.extend(children.get(process, []))
    return found


def run(command: list[str], folder: Path) -> Usage:
    """Run *command* in *folder* to its end and return what it used; CalledProcessError where it fails."""
    usage, start = Usage(), time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        ended = threading.Event()
        watch = threading.Thread(target=watch_until, args=(ended, usage, process.pid))
        watch.start()
        code = process.wait()
        usage.seconds = time.perf_counter() - start
        ended.set()
        watch.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return usage


def watch_until(ended: threading.Event, usage: Usage, root: int) -> None:
    """Look at *root* now and then until it has *ended*."""
    while not ended.wait(INTERVAL):
        usage.look(root)
