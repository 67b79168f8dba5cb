"""A command's time, or the most memory that it and all its children held at one moment."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks at the memory."""


class FailedError(RuntimeError):
    """A command that was to be measured failed; the text holds the end of what it said."""


def seconds(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> float:
    """Run a command to its end and return how long it took.

    Raises:
        FailedError: it ended with a status other than 0.
    """
    begin = time.perf_counter()

    def elapsed(process: subprocess.Popen[bytes]) -> float:
        process.wait()
        return time.perf_counter() - begin

    return _run(command, folder, env, elapsed)


def megabytes(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> float:
    """Run a command to its end and return the most memory that it and its children held.

    To look takes a fifth of a processor, and so time from those who work with all of them: it is not timed.

    Raises:
        FailedError: it ended with a status other than 0.
    """
    return _run(command, folder, env, _peak)


def _run(
    command: Sequence[str],
    folder: Path,
    env: Mapping[str, str],
    measured: Callable[[subprocess.Popen[bytes]], float],
) -> float:
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        found = measured(process)
        # sphinxcontrib-katex leaves its Node running.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        said.seek(0)
        if process.wait():
            raise FailedError(f"{' '.join(command)}\n{said.read()[-2000:]}")
    return found


def _peak(process: subprocess.Popen[bytes]) -> float:
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(_megabytes(pid) for pid in _family(process.pid)))
        time.sleep(EVERY)
    return peak


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
