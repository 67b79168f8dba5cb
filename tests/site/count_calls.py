"""Count what a build of a few posts calls: ``python -m tests.site.count_calls`` prints it as JSON.

Counts stand still where times waver. A first build warms what a process makes only once.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from benchmarks.site import corpus

from adjoint.markup.katex import Katex
from adjoint.site.build import Request, build
from adjoint.site.outputs import social

MORE = 8
"""Posts beyond the first."""


def counted(folder: Path) -> dict[str, int]:
    """Return what a build calls: functions of Python, V8 and resvg; and how many formulas it sets."""
    counts = {"V8 calls": 0, "formulas": 0, "resvg calls": 0}
    ask, draw = Katex._call, social._drawn

    def call(self: Katex, function: str, seconds: float, *arguments: object) -> object:
        counts["V8 calls"] += 1
        counts["formulas"] += len(arguments[0]) if function != "adjointNamed" else 0
        return ask(self, function, seconds, *arguments)

    def drawn(svg: str) -> bytes:
        counts["resvg calls"] += 1
        return draw(svg)

    with patch.object(Katex, "_call", call), patch.object(social, "_drawn", drawn):
        profile = cProfile.Profile()
        profile.enable()
        files = build(Request(folder)).files
        for path in files:
            files[path]
        profile.disable()
    return {"function calls": pstats.Stats(profile).total_calls, **counts}


def main() -> None:
    """Count a small site and a larger one, after a first build."""
    with tempfile.TemporaryDirectory() as scratch:
        one, more = Path(scratch) / "one", Path(scratch) / "more"
        corpus.write(one, 1)
        corpus.write(more, 1 + MORE)
        counted(more)
        alone, together = counted(one), counted(more)
    each = {name: (together[name] - alone[name]) / MORE for name in alone}
    json.dump({"a site of one post": alone, "each post more": each}, sys.stdout, indent=2)


if __name__ == "__main__":
    main()
