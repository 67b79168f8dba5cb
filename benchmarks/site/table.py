"""What was measured, as tables in markdown."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.site.generators import Generator

BEGIN, END = "<!-- benchmarks.site -->", "<!-- /benchmarks.site -->"

MEMORY: Final = "memory"
"""What is told in megabytes; all else is told in seconds."""

Costs = Mapping[Generator, Mapping[str, float]]


def printed(found: Costs) -> str:
    """Return a table for each count of posts, each time with its ratio to Adjoint's."""
    counts = dict.fromkeys(generator.count for generator in found)
    return "\n\n".join(
        _table({generator: costs for generator, costs in found.items() if generator.count == count}, count)
        for count in counts
    )


def _table(found: Costs, posts: int) -> str:
    ours = next(costs for generator, costs in found.items() if generator.name == "Adjoint")
    kinds = list(ours)
    lines = [f"| {posts:,} posts | {' | '.join(kinds)} |", f"| --- |{' ---: |' * len(kinds)}"]
    for generator, costs in found.items():
        cells = [_cell(kind, costs[kind], ours[kind]) for kind in kinds]
        name = f"{generator.name} ({generator.says})" if generator.says else generator.name
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(kind: str, cost: float, ours: float) -> str:
    if kind == MEMORY:
        return f"{cost:.0f} MB"
    ratio = "" if cost is ours else f" ({cost / ours:.1f} ×)"
    return f"{cost:.2f} s{ratio}"


def write_to(path: Path, found: Costs) -> None:
    """Put the tables between their marks in a file, with the day and the machine."""
    day = dt.datetime.now(dt.UTC).date()
    machine = f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    text = f"{BEGIN}\n{printed(found)}\n\nMeasured on {day.day} {day:%B %Y}: {machine}.\n{END}"
    old = path.read_text(encoding="utf-8")
    new, marks = re.subn(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: text, old, flags=re.DOTALL)
    if not marks:
        raise SystemExit(f"{path} has no {BEGIN} and {END}")
    path.write_text(new, encoding="utf-8")


def _processor() -> str:
    try:
        names = re.findall(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        names = []
    return names[0] if names else platform.processor()
