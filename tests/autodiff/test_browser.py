"""The browser's side: small, typed by the same table, and equal to Python to 2 ulp."""

from __future__ import annotations

import gzip
import json
import math

import pytest

from adjoint.autodiff import (
    OPERATIONS,
    browser_module,
    edges,
    forward,
    local_derivatives,
    parse_graph,
    parse_program,
    reverse,
    tape,
    tape_of,
)
from adjoint.autodiff.kernels import value_kernel
from tests.autodiff.browser import engine, replayed
from tests.autodiff.reference import points

DRAWS = 10_000


def test_interpreter_and_operations_take_at_most_4_kb_gzipped() -> None:
    modules = browser_module("tape.js") + browser_module("operations.js")
    assert len(gzip.compress(modules.encode(), mtime=0)) <= 4096


def test_no_module_makes_code_from_text() -> None:
    for name in ("tape.js", "operations.js", "descent.js"):
        assert "eval" not in browser_module(name)
        assert "Function" not in browser_module(name)


def test_an_unknown_module_is_refused() -> None:
    with pytest.raises(KeyError, match=r"no module tap\.js"):
        browser_module("tap.js")


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_javascript_and_python_agree_to_2_ulp(name: str) -> None:
    drawn = list(points(name, DRAWS))
    script = f"JSON.stringify({json.dumps(drawn)}.map((u) => operations.{name}(...u)))"
    found = json.loads(engine().eval(script))
    kernel = value_kernel(OPERATIONS[name])
    for operands, javascript in zip(drawn, found, strict=True):
        python = kernel(*operands)
        assert abs(javascript - python) <= 2 * math.ulp(python), operands


@pytest.mark.parametrize(
    ("expression", "inputs"),
    [
        ("e = (a + b) * (b + 1)", {"a": 2.0, "b": 1.0}),
        ("L = (tanh(w*x + b) - y)^2", {"w": 0.7, "x": -1.3, "b": 0.2, "y": 0.5}),
        ("b = a + a", {"a": 3.0}),
        ("k = 3; f = gelu(k*x) / softplus(y)", {"x": 0.4, "y": -2.0}),
        ("x", {"x": 4.0}),
        ("y = pi", {}),
    ],
)
def test_a_tape_holds_every_number_of_the_figure(expression: str, inputs: dict[str, float]) -> None:
    graph = parse_graph(expression)
    primals = forward(graph, inputs)
    code = json.loads(json.dumps(tape(graph, gradient=True)))
    slots = replayed([(code, [inputs[name] for name in code["inputs"]])])[0]
    expected = {
        "primals": primals,
        "adjoints": reverse(graph, primals),
        "locals": local_derivatives(graph, primals),
    }
    assert len(code["slots"]["locals"]) == len(edges(graph))
    for name, numbers in expected.items():
        assert [slots[slot] for slot in code["slots"][name]] == pytest.approx(numbers, rel=1e-14)


def test_a_tape_of_several_outputs_keeps_their_order() -> None:
    program = parse_program(
        "m1 = 0.9*m + g; x1 = x - lr*m1", inputs=("x", "m", "g", "lr"), outputs=("x1", "m1", "x")
    )
    code = tape_of(program)
    slots = replayed([(code, [1.0, 2.0, 3.0, 0.5])])[0]
    assert [slots[slot] for slot in code["outputs"]] == pytest.approx([1 - 0.5 * 4.8, 4.8, 1.0])


def test_overflow_and_poles_follow_ieee_754_as_in_python() -> None:
    graphs = [parse_graph(text) for text in ("1/exp(x)", "1/(1/x)", "log(x)", "relu(log(-1 - x))")]
    slots = replayed([(tape_of(graph), [x]) for graph, x in zip(graphs, (800.0, 0.0, 0.0, 0.0), strict=True)])
    found = [numbers[tape_of(graph)["outputs"][0]] for graph, numbers in zip(graphs, slots, strict=True)]
    assert found[:3] == [0.0, 0.0, -math.inf]
    assert math.isnan(found[3])


def test_replay_may_write_over_an_earlier_result() -> None:
    code = json.dumps(tape_of(parse_graph("y = x^2 + 1")))
    again = "const s = replay(t, [2]); return replay(t, [3], s) === s && s[t.outputs[0]];"
    assert engine().eval(f"(() => {{ const t = {code}; {again} }})()") == 10


def test_tapes_are_the_same_at_every_call() -> None:
    graph = parse_graph("L = (tanh(w*x + b) - y)^2")
    assert json.dumps(tape(graph, gradient=True)) == json.dumps(tape(graph, gradient=True))
