"""Computed values follow the sliders: the page's tape, in the browser's own script, gives what it should."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import product

import pytest

from adjoint.autodiff import browser_module, parse_graph
from adjoint.autodiff.sweeps import forward
from adjoint.components.expressions import read_text
from adjoint.components.quantities import Quantities, Range, graph_values
from adjoint.components.reading import Scope
from adjoint.site.computed.live import LiveTape, live_tapes


def quantities(expr: str, **inputs: float) -> Quantities:
    graph = parse_graph(expr)
    primals = forward(graph, inputs)
    sliders = {name: Range(-3.0, 3.0, 0.5) for name in inputs}
    return Quantities(graph_values(graph, primals), graph, primals, sliders)


PAGE = {
    "toy": quantities("c = a + b; d = b + 1; e = c * d", a=2.0, b=1.0),
    "cave": quantities("u = log(x); w = 1 / u; s = w * w", x=2.0),
    "run": Quantities({"adam.loss": 0.25}),
}
VALUES = [
    "toy.e", "grad(toy.e, toy.b)", "grad(d, b)", "grad(d, a)", "path(e, b, c)", "local(e, c)", "toy.grad.c",
    "e * adam.loss + 2 ^ c", "at(e, a=0)", "s", "grad(s, x)", "u + c", "adam.loss", "2 * pi",
    "grad(grad(s, x), x)", "grad(grad(e, a), b) + grad(grad(e, c), d)",
]  # fmt: skip
FIXED = {"adam.loss", "2 * pi"}


@pytest.fixture(scope="module")
def tapes() -> tuple[LiveTape, ...]:
    readings = {number: read_text(text, Scope(PAGE)) for number, text in enumerate(VALUES)}
    return live_tapes(readings, PAGE)


def replayed(tape: LiveTape, states: list[tuple[float, ...]]) -> list[list[float | None]]:
    """What the browser's own script makes of a tape, None where a number has no meaning."""
    from tests.v8 import new_v8

    engine = new_v8()
    for name in ("operations.js", "tape.js"):
        text = browser_module(name).replace('import { operations } from "./operations.js";', "")
        engine.eval(text.replace("export ", ""))
    data = json.dumps([tape.data(), states])
    found: list[list[float | None]] = json.loads(
        engine.eval(f"""(([{{ tape, values }}, states]) => JSON.stringify(states.map((inputs) => {{
          const slots = replay(tape, inputs);
          return values.map(([, ...places]) =>
            places.every((slot) => isFinite(slots[slot])) ? slots[places[0]] : null);
        }})))({data})""")
    )
    return found


# By hand, from e = (a + b)(b + 1), and s = 1/ln(x)² with ds/dx = −2/(x ln(x)³).
BY_HAND: dict[str, Callable[[dict[str, float]], float]] = {
    "toy.e": lambda at: (at["a"] + at["b"]) * (at["b"] + 1),
    "grad(toy.e, toy.b)": lambda at: at["a"] + 2 * at["b"] + 1,
    "grad(d, b)": lambda _: 1.0,
    "grad(d, a)": lambda _: 0.0,
    "path(e, b, c)": lambda at: at["b"] + 1,
    "local(e, c)": lambda at: at["b"] + 1,
    "toy.grad.c": lambda at: at["b"] + 1,
    "e * adam.loss + 2 ^ c": lambda at: (at["a"] + at["b"]) * (at["b"] + 1) / 4 + 2 ** (at["a"] + at["b"]),
    "at(e, a=0)": lambda at: at["b"] * (at["b"] + 1),
    "s": lambda at: 1 / math.log(at["x"]) ** 2,
    "grad(s, x)": lambda at: -2 / (at["x"] * math.log(at["x"]) ** 3),
    "grad(grad(s, x), x)": lambda at: (2 * math.log(at["x"]) + 6) / (at["x"] ** 2 * math.log(at["x"]) ** 4),
    "grad(grad(e, a), b) + grad(grad(e, c), d)": lambda _: 2.0,
    "u + c": lambda at: math.log(at["x"]) + at["a"] + at["b"],
}


def expected(text: str, inputs: dict[str, float]) -> float | None:
    """The value at some inputs, None where it has none."""
    try:
        return BY_HAND[text]({name.partition(".")[2]: value for name, value in inputs.items()})
    except (ArithmeticError, ValueError):
        return None


def test_all_but_what_no_slider_moves_is_alive(tapes: tuple[LiveTape, ...]) -> None:
    alive = {VALUES[live.number] for tape in tapes for live in tape.numbers}
    assert alive == set(VALUES) - FIXED


def test_the_browser_finds_the_right_value_at_every_stop(tapes: tuple[LiveTape, ...]) -> None:
    stops = [-3 + k / 2 for k in range(13)]
    for tape in tapes:
        names = tape.tape["inputs"]
        states = list(product(stops, repeat=len(names)))
        for state, found in zip(states, replayed(tape, states), strict=True):
            for live, number in zip(tape.numbers, found, strict=True):
                wanted = expected(VALUES[live.number], dict(zip(names, state, strict=True)))
                if wanted is None or number is None:
                    assert wanted is number is None, (VALUES[live.number], state)
                else:
                    close = math.isclose(number, wanted, rel_tol=1e-12, abs_tol=1e-12)
                    assert close, (VALUES[live.number], state)


def test_a_value_without_meaning_is_told_even_where_its_own_slot_is_finite() -> None:
    page = {"g": quantities("u = log(x); w = 1 / u", x=2.0)}
    (tape,) = live_tapes({0: read_text("grad(u, x)", Scope(page)), 1: read_text("w", Scope(page))}, page)
    # At −1 the derivative 1/x is finite, but log(−1) is not; at 0 the logarithm is −∞ and 1/−∞ would be 0.
    assert replayed(tape, [(-1.0,), (0.0,), (4.0,)]) == [
        [None, None], [None, None], [0.25, pytest.approx(1 / math.log(4))],
    ]  # fmt: skip


def test_a_tape_is_no_larger_than_its_numbers_need(tapes: tuple[LiveTape, ...]) -> None:
    assert sum(len(json.dumps(tape.data())) for tape in tapes) < 2500
