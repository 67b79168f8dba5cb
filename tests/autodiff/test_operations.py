"""The table: every row against mpmath, its written forms and conventions, and a row added."""

from __future__ import annotations

import math
import re
from itertools import product

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from adjoint.autodiff import (
    OPERATIONS,
    DomainError,
    Graph,
    Node,
    Operation,
    compile_arrays,
    compile_gradient,
    compile_scalar,
    forward,
    gradient,
    hessian,
    local_derivatives,
    parse_graph,
    reverse,
    tape,
)
from adjoint.autodiff.builder import Builder
from adjoint.autodiff.domains import in_domain
from adjoint.autodiff.formulas import partial_formula
from adjoint.autodiff.kernels import partials_kernel, value_kernel
from tests.autodiff.browser import replayed
from tests.autodiff.reference import REFERENCES, partial, points, ulps, value

NAMES = sorted(OPERATIONS)


def applied(name: str) -> Graph:
    arity = OPERATIONS[name].arity
    inputs = [Node(f"u{k}", "input") for k in range(arity)]
    return Graph((*inputs, Node("y", name, tuple(range(arity)))), (arity,))


def at(operands: tuple[float, ...]) -> dict[str, float]:
    return {f"u{k}": operand for k, operand in enumerate(operands)}


def test_every_operation_has_a_reference() -> None:
    assert sorted(REFERENCES) == NAMES


MOST_ULPS = dict.fromkeys(NAMES, 4) | {"erfc": 5, "gelu": 5, "normal_cdf": 5}
"""The tail of the normal distribution is a product of four functions, each rounded."""


def assert_value(name: str, operands: tuple[float, ...]) -> None:
    expected = value(name, operands)
    found = value_kernel(OPERATIONS[name])(*operands)
    if name == "logsumexp":  # its terms may cancel: within 4 ulp of the largest number in it
        assert abs(found - expected) <= 4 * math.ulp(max(map(abs, (*operands, found)))), operands
    else:
        assert ulps(found, expected) <= MOST_ULPS[name], operands


def assert_partials(name: str, operands: tuple[float, ...]) -> None:
    row = OPERATIONS[name]
    found = partials_kernel(row)(*operands, value_kernel(row)(*operands))
    for position in range(row.arity):
        expected = partial(name, operands, position)
        assert abs(found[position] - expected) <= 1e-13 * abs(expected) + 1e-300, (operands, position)


@pytest.mark.parametrize("name", NAMES)
def test_values_are_within_4_ulp_of_50_digits(name: str) -> None:
    for operands in points(name, 60):
        assert_value(name, operands)


@pytest.mark.parametrize("name", NAMES)
def test_partials_are_within_1e_13_of_50_digits(name: str) -> None:
    for operands in points(name, 40):
        if REFERENCES[name].smooth(*operands):
            assert_partials(name, operands)


def drawn(name: str) -> st.SearchStrategy[tuple[str, tuple[float, ...]]]:
    inside = (
        st.floats(low, high, exclude_min=True, exclude_max=True).map(lambda x: x + 0.0)  # mpmath has no −0
        for low, high in REFERENCES[name].ranges
    )
    return st.tuples(st.just(name), st.tuples(*inside))


@given(st.sampled_from(NAMES).flatmap(drawn))
@settings(max_examples=600, deadline=None)
def test_values_at_the_oddest_operands_are_as_exact(case: tuple[str, tuple[float, ...]]) -> None:
    name, operands = case
    assume(name != "exceeds" or operands[0] != operands[1])  # ½ at a tie, by convention
    assume(in_domain(OPERATIONS[name], operands))
    assume(math.isfinite(float(value(name, operands))))
    assert_value(name, operands)


@given(st.sampled_from(NAMES).flatmap(drawn))
@settings(max_examples=300, deadline=None)
def test_partials_at_the_oddest_operands_are_as_exact(case: tuple[str, tuple[float, ...]]) -> None:
    name, operands = case
    assume(REFERENCES[name].smooth(*operands))
    assume(all(abs(operand) > 1e-15 for operand in operands))  # where the reference's differences see them
    assume(math.isfinite(float(value(name, operands))))
    assert_partials(name, operands)


@pytest.mark.parametrize("name", [name for name in NAMES if OPERATIONS[name].written])
def test_the_partials_a_reader_sees_equal_those_that_are_computed(name: str) -> None:
    row = OPERATIONS[name]
    for drawn in points(name, 20):
        operands = tuple(max(min(operand, 3.0), -3.0) + 0.1 for operand in drawn)
        if not in_domain(row, operands):
            continue
        y = value_kernel(row)(*operands)
        for position in range(row.arity):
            seen, computed = (
                _at(partial_formula(row, position, written=written), (*operands, y))
                for written in (True, False)
            )
            assert seen == pytest.approx(computed, rel=1e-9)


def _at(formula: Graph, operands: tuple[float, ...]) -> float:
    return compile_scalar(formula)(*operands)[0]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("softplus(800)", 800.0),
        ("softplus(-800)", 0.0),
        ("sigmoid(-800)", 0.0),
        ("sigmoid(800)", 1.0),
        ("log1p(1e-18)", 1e-18),
        ("expm1(1e-18)", 1e-18),
        ("logsumexp(1000, 1000)", 1000 + math.log(2)),
        ("logsumexp(-1000, -2000)", -1000.0),
        ("hypot(3e200, 4e200)", 5e200),
        ("hypot(3e-200, 4e-200)", 5e-200),
        ("gelu(-40)", 0.0),
        ("tanh(1000)", 1.0),
        ("erf(0.5)", 0.5204998778130465),
        ("swish(-1000)", 0.0),
    ],
)
def test_careful_forms_neither_overflow_nor_lose_digits(expression: str, expected: float) -> None:
    assert compile_scalar(parse_graph(expression))()[0] == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("expression", "inputs", "expected"),
    [
        ("relu(x)", {"x": 0.0}, (0.0,)),
        ("abs(x)", {"x": 0.0}, (0.0,)),
        ("sign(x)", {"x": 0.0}, (0.0,)),
        ("heaviside(x)", {"x": 0.0}, (0.0,)),
        ("max(x, y)", {"x": 1.0, "y": 1.0}, (0.5, 0.5)),
        ("min(x, y)", {"x": 1.0, "y": 1.0}, (0.5, 0.5)),
        ("clip(x, a, b)", {"x": 1.0, "a": 1.0, "b": 2.0}, (0.5, 0.5, 0.0)),
        ("leaky_relu(x)", {"x": 0.0}, (0.01,)),
        ("hypot(x, y)", {"x": 0.0, "y": 0.0}, (0.0, 0.0)),
        ("x^y", {"x": 2.0, "y": 0.0}, (0.0, math.log(2))),
        ("x^y", {"x": 0.0, "y": 0.0}, (0.0, 0.0)),
        ("x^y", {"x": 0.0, "y": 2.0}, (0.0, 0.0)),
        ("x^y", {"x": 0.0, "y": 1.0}, (1.0, 0.0)),
        ("x^3", {"x": -2.0}, (12.0,)),
        ("x^-3", {"x": -2.0}, (-3 / 16,)),
        ("x^0", {"x": 0.0}, (0.0,)),
        ("x^7", {"x": -1.5}, (7 * 1.5**6,)),
    ],
)
def test_conventions_are_the_same_in_all_languages(
    expression: str, inputs: dict[str, float], expected: tuple[float, ...]
) -> None:
    graph = parse_graph(expression)
    primals = forward(graph, inputs)
    by_sweep = reverse(graph, primals)
    assert tuple(by_sweep[graph.index(name)] for name in inputs) == pytest.approx(expected)
    assert compile_gradient(graph)(*inputs.values())[1:] == pytest.approx(expected)
    arrays = compile_arrays(gradient(graph))(*(np.full(3, x) for x in inputs.values()))[1:]
    assert tuple(float(array[1]) for array in arrays) == pytest.approx(expected)
    code = tape(graph, gradient=True)
    slots = replayed([(code, [inputs[name] for name in code["inputs"]])])[0]
    assert tuple(slots[code["slots"]["adjoints"][graph.index(name)]] for name in inputs) == pytest.approx(
        expected
    )


@pytest.mark.parametrize("name", [name for name in NAMES if OPERATIONS[name].domain])
def test_values_are_finite_in_the_domain_and_refused_outside(name: str) -> None:
    row = OPERATIONS[name]
    grid = (-3.0, -2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)
    for operands in [(u,) for u in grid] if row.arity == 1 else [(u, v) for u in grid for v in grid]:
        if in_domain(row, operands):
            assert math.isfinite(forward(applied(name), at(operands))[-1])
        else:
            with pytest.raises(DomainError, match="at node y"):
                forward(applied(name), at(operands))


def test_a_negative_base_with_a_varying_exponent_has_a_value_but_no_derivative() -> None:
    graph = parse_graph("z = x^y")
    primals = forward(graph, {"x": -2.0, "y": 3.0})
    assert primals[graph.index("z")] == -8.0
    with pytest.raises(DomainError, match="derivative of −2\\^3 is not finite at node z"):
        reverse(graph, primals)


GRID = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)
"""Where forms change: at the ends of domains, at zeros and ones."""


@pytest.mark.parametrize("name", [name for name in NAMES if OPERATIONS[name].arity < 3])
def test_second_derivatives_hold_where_forms_change(name: str) -> None:
    row = OPERATIONS[name]
    for operands in product(GRID, repeat=row.arity):
        on_the_cut = name == "atan2" and operands[0] == 0 and operands[1] < 0
        if on_the_cut or not REFERENCES[name].smooth(*operands):
            continue
        try:
            found = hessian(applied(name), forward(applied(name), at(operands)))
        except DomainError:
            continue
        for i, j in product(range(row.arity), repeat=2):
            expected = second_difference(name, operands, i, j)
            assert isinstance(expected, mpmath.mpc) or found[i][j] == pytest.approx(
                float(expected), rel=1e-9, abs=1e-12
            ), (operands, i, j)


def second_difference(name: str, operands: tuple[float, ...], i: int, j: int) -> mpmath.mpf:
    with mpmath.workdps(60):
        step = mpmath.mpf(10) ** -15

        def aside(a: int, b: int) -> mpmath.mpf:
            moved = list(map(mpmath.mpf, operands))
            moved[i] += a * step
            moved[j] += b * step
            return REFERENCES[name].value(*moved)

        return (aside(1, 1) - aside(1, -1) - aside(-1, 1) + aside(-1, -1)) / (4 * step**2)


def test_conventions_name_every_kink() -> None:
    kinked = {
        "abs",
        "sign",
        "heaviside",
        "max",
        "min",
        "clip",
        "relu",
        "leaky_relu",
        "hypot",
        "select",
        "power",
    }
    assert all(OPERATIONS[name].convention for name in kinked)


def test_an_operation_is_added_by_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    bump = Operation(
        "bump",
        "u v",
        "v*exp(-u^2)/(1 + u^2)",
        ("-2*u*y - 2*u*y/(1 + u^2)", "exp(-u^2)/(1 + u^2)"),
        latex=r"\beta",
    )
    monkeypatch.setitem(OPERATIONS, "bump", bump)
    graph = parse_graph("f = bump(x, 3)*x")
    x = 0.7
    primals = forward(graph, {"x": x})
    with mpmath.workdps(50):

        def f(u):
            return 3 * mpmath.exp(-(u**2)) / (1 + u**2) * u

        expected = float(f(mpmath.mpf(x))), float(mpmath.diff(f, mpmath.mpf(x)))
    assert (primals[-1], reverse(graph, primals)[0]) == pytest.approx(expected, rel=1e-14)
    assert compile_gradient(graph)(x) == pytest.approx(expected, rel=1e-14)
    arrays = compile_arrays(gradient(graph))(np.array([x, x]))
    assert tuple(float(array[1]) for array in arrays) == pytest.approx(expected, rel=1e-14)
    code = tape(graph, gradient=True)
    slots = replayed([(code, [x])])[0]
    found = slots[code["outputs"][0]], slots[code["slots"]["adjoints"][0]]
    assert found == pytest.approx(expected, rel=1e-14)
    assert graph.latex(graph.index("u") if "u" in {n.name for n in graph.nodes} else 2) == r"\beta(x, 3)"


def test_partials_may_be_differentiated_again() -> None:
    for name in NAMES:
        row = OPERATIONS[name]
        builder = Builder()
        inputs = [builder.input(parameter) for parameter in (*row.parameters, "y")]
        for position in range(row.arity):
            formula = partial_formula(row, position)
            again = gradient(formula)
            builder.substitute(again, inputs)
        assert all(node.operation in {*OPERATIONS, "input", "constant"} for node in builder.nodes)


def test_local_derivatives_agree_with_their_printed_form() -> None:
    for name in NAMES:
        graph = applied(name)
        operands = next(
            p for p in points(name, 9) if REFERENCES[name].smooth(*p) and all(abs(x) > 1e-3 for x in p)
        )
        operands = tuple(min(max(x, -2.0), 2.0) for x in operands)
        if not in_domain(OPERATIONS[name], operands) or name in {"atanh", "acosh", "asin", "acos"}:
            continue
        primals = forward(graph, at(operands))
        from adjoint.autodiff import edges

        for edge, derivative in zip(edges(graph), local_derivatives(graph, primals), strict=True):
            printed = re.sub(r"\by\b", "value", edge.text)
            parsed = parse_graph(printed, inputs=("u0", "u1", "u2", "value"))
            shown = compile_scalar(parsed)(*(*operands, 0.0, 0.0)[:3], primals[-1])[0]
            assert shown == pytest.approx(derivative, rel=1e-9, abs=1e-300), (name, edge.text)
