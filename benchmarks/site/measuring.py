"""A command's time, and the most memory that it and all its children held at one moment."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks at the memory."""


class FailedError(RuntimeError):
    """A command that was to be measured failed; the text holds the end of what it said."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and return what it took.

    Raises:
        FailedError: it ended with a status other than 0.
    """
    with tempfile.TemporaryFile("w+") as said:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(process, peak))
        watch.start()
        status = process.wait()
        seconds = time.perf_counter() - begin
        watch.join()
        # sphinxcontrib-katex leaves its Node running.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        said.seek(0)
        if status:
            raise FailedError(f"{' '.join(command)}\n{said.read()[-2000:]}")
    return Cost(seconds, peak[0])


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_megabytes(pid) for pid in _family(process.pid)))
        time.sleep(EVERY)


def _family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    family = [pid]
    for member in family:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                family += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return family


def _megabytes(pid: int) -> float:
    """Return a process's share of memory: what it has in common with others counts in part for each."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
