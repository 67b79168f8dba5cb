"""The engine's modules in an embedded V8, as a browser runs them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from adjoint.autodiff import browser_module

_SCRIPT = """
(() => {
  const work = %s;
  const shown = (x) => Number.isFinite(x) ? x : String(x);
  return JSON.stringify(work.map(([tape, inputs]) => Array.from(replay(tape, inputs), shown)));
})()
"""


def engine(*others: str) -> Any:
    """Return a V8 with what ``operations.js``, ``tape.js`` and other modules define, imports taken off."""
    from tests.v8 import new_v8

    context = new_v8()
    for name in ("operations.js", "tape.js", *others):
        text = re.sub(r"^import .*$", "", browser_module(name), flags=re.MULTILINE)
        context.eval(
            re.sub(r"^export ", "", text, flags=re.MULTILINE).replace("const operations", "var operations")
        )
    return context


def replayed(work: Sequence[tuple[dict[str, Any], Sequence[float]]]) -> list[list[float]]:
    """Replay tapes, each at its inputs, and return every slot."""
    answer = engine().eval(_SCRIPT % json.dumps([[tape, list(inputs)] for tape, inputs in work]))
    return [[float(slot) for slot in slots] for slots in json.loads(answer)]
