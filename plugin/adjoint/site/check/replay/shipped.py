"""The shipped scripts by themselves: every operation of the table and every way to write a number.

A site's figures use some operations at some operands. Readers of its next post are served the same scripts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Final

from adjoint.autodiff import OPERATIONS, DomainError, Graph, Node, forward, reverse, tape
from adjoint.autodiff.kernels import value_kernel
from adjoint.components.numerals import written
from adjoint.markup import Diagnostic
from adjoint.site.check.replay.browser import Browser
from adjoint.site.check.replay.comparison import Comparison, together
from adjoint.site.check.replay.pictures import picture_faults
from adjoint.site.check.replay.runs import compare_runs

TOLERANCE: Final = 1e-12
OPERANDS: Final = (-30.0, -3.7, -2.0, -1.0, -0.5, -1e-9, 0.0, 1e-9, 0.3, 1.0, 1.7, 2.0, 5.5, 30.0, 800.0)
_MANTISSAS: Final = (1.0, 1.2345678, 9.9949, 9.9951, 9.9996)
NUMBERS: Final = (
    0.0, -0.0, 1.0, -1.0, 0.5, 0.1 + 0.2, 0.0625, -2.5, 5e-324, 1.7976931348623157e308, math.pi, 1 / 3,
    math.inf, -math.inf, math.nan, 1e21, 1000.04, 1000.06,
    0.125, 0.375, 2.5, 1e5, 123456.5, 1234567.5, 1e15, 9.5, 99.5, 0.00125,
    9.9999999e-5, 0.99949, 0.99951, 999.9994, 999.9996, 999999.94, 999999.96, 1.0005, 2.0005, 1.25e-5,
    *(sign * part * 10.0**power for power in range(-9, 10) for part in _MANTISSAS for sign in (1, -1)),
)  # fmt: skip
"""Both sides of each border between ways of writing, halves, and the ends of the range."""
MARKS: Final = (
    "",
    ".0f",
    ".2f",
    ".12f",
    "f",
    ".3g",
    ".12g",
    "g",
    ".0g",
    ".2e",
    "e",
    ".1%",
    "+",
    ",",
    "+,.1f",
)


@lru_cache(maxsize=1)
def compare_shipped(browser: Browser) -> Comparison:
    """Compare every operation, the replay of its tape, every way to write a number, and runs of descent.

    The same scripts give the same answer, which is remembered.
    """
    largest, numbers, faults = 0.0, 0, []
    for name in OPERATIONS:
        off, count, fault = _operation(name, browser)
        largest, numbers = max(largest, off), numbers + count
        faults += fault
    faults += _numerals(browser)
    faults += picture_faults(browser)
    runs = compare_runs(browser)
    alone = Comparison(0, numbers + len(MARKS) * len(NUMBERS), largest, (), tuple(faults))
    return together([alone, replace(runs, faults=runs.faults[:1])])


def _operation(name: str, browser: Browser) -> tuple[float, int, list[Diagnostic]]:
    row = OPERATIONS[name]
    operands = OPERANDS if row.arity < 3 else OPERANDS[1::2]
    rows = list(product(operands, repeat=row.arity))
    kernel = value_kernel(row)
    largest = 0.0
    for there, at in zip(browser.apply_operation(name, rows), rows, strict=True):
        here = kernel(*at)
        off = _off(there, here)
        largest = max(largest, off)
        if off > TOLERANCE:
            asked = f"{name}({', '.join(f'{value:g}' for value in at)})"
            words = f"{asked} is {there:.12g} in the browser, {here:.12g} in Python"
            return off, len(rows), [_fault("operations.js", words, browser)]
    off, count, words = _replayed(name, rows, browser)
    faults = [_fault("tape.js", f"{name}: {words}", browser)] if off > TOLERANCE else []
    return max(largest, off), len(rows) + count, faults


def _replayed(name: str, rows: Sequence[Sequence[float]], browser: Browser) -> tuple[float, int, str]:
    """Replay the tape of a graph of one operation, derivatives included; return the largest deviation."""
    inputs = tuple(Node(operand, "input") for operand in "uvw"[: OPERATIONS[name].arity])
    graph = Graph((*inputs, Node("y", name, tuple(range(len(inputs))))), (len(inputs),))
    code = tape(graph, gradient=True)
    wanted = [*code["slots"]["primals"], *code["slots"]["adjoints"]]
    stops = [list(dict.fromkeys(values)) for values in zip(*rows, strict=True)]
    found = browser.replay_states(code, stops, range(len(rows)), wanted).tolist()
    largest, count, words = 0.0, 0, ""
    for there, at in zip(found, rows, strict=True):
        try:
            primals = forward(graph, dict(zip(graph.inputs, at, strict=True)))
            here = (*primals, *reverse(graph, primals))
        except DomainError:
            continue
        off = max(map(_off, there, here))
        count += len(here)
        if off > largest:
            where = ", ".join(f"{value:g}" for value in at)
            largest, words = off, f"at {where} the tape gives {there}, the sweeps {list(here)}"
    return largest, count, words


def _off(there: float, here: float) -> float:
    if not (math.isfinite(here) and math.isfinite(there)):
        return 0.0 if math.isfinite(here) == math.isfinite(there) else math.inf
    return abs(there - here) / max(abs(here), 1e-300) if there != here else 0.0


def _numerals(browser: Browser) -> Iterator[Diagnostic]:
    for marks in MARKS:
        for number, text in zip(NUMBERS, browser.write_numbers(NUMBERS, marks), strict=True):
            here = written(number, marks)
            if text != here:
                way = f" by {marks}" if marks else ""
                words = f'{number!r} is written{way} "{text}" in the browser, "{here}" by the build'
                yield _fault("formats.js" if marks else "numerals.js", words, browser)
                return


def _fault(script: str, words: str, browser: Browser) -> Diagnostic:
    return Diagnostic("browser-differs", "error", f"{script}: {words}", browser.place(script))
