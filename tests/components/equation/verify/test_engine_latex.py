"""What the engine prints is read: derivatives of random graphs are verified, and changed ones are not."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from adjoint.autodiff import (
    DomainError,
    Graph,
    adjoint_latex,
    edges,
    forward,
    parse_graph,
    reverse,
)
from adjoint.autodiff.printing import latex_name
from adjoint.components.equation.verify import verify
from adjoint.components.quantities import Quantities, Range, graph_values

INPUTS = ("a", "w1", "theta")
STEPS = ("p", "q", "r_2", "s", "loss")
ONE = [
    "tanh({})",
    "sigmoid({})",
    "exp({} / 4)",
    "sin({})",
    "cos({})",
    "sqrt(1 + {}^2)",
    "log(2 + {}^2)",
    "-{}",
    "{}^2",
    "{}^3",
    "1 / (2 + cos({}))",
    "softplus({})",
    "atan({})",
    "abs({})",
    "2.5 * {}",
    "cbrt({})",
    "erf({})",
]
TWO = [
    "{} + {}",
    "{} - {}",
    "{} * {}",
    "{} / (3 + {}^2)",
    "max({}, {})",
    "hypot({}, {} + 9)",
    "({} + 1) * {}",
]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    known = list(INPUTS)
    steps = []
    for name in STEPS[: draw(st.integers(1, len(STEPS)))]:
        form = draw(st.sampled_from(ONE + TWO))
        operands = [draw(st.sampled_from(known)) for _ in range(form.count("{}"))]
        steps.append(f"{name} = {form.format(*operands)}")
        known.append(name)
    graph = parse_graph("; ".join(steps))
    # Where a node is called e, a printed e^u cannot be told from a power of it.
    assume("e" not in {node.name for node in graph.nodes})
    return graph


def page(graph: Graph) -> dict[str, Quantities]:
    inputs = {"a": 0.7, "w1": -1.3, "theta": 1.9}
    try:
        primals = forward(graph, {name: inputs[name] for name in graph.inputs})
        values = graph_values(graph, primals)
    except DomainError:
        assume(False)  # noqa: FBT003
    sliders = {name: Range(-2.0, 2.0, 0.1) for name in graph.inputs}
    return {"g": Quantities(values, graph, primals, sliders)}


def partial(of: str, by: str) -> str:
    return rf"\frac{{\partial {latex_name(of)}}}{{\partial {latex_name(by)}}}"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_every_printed_derivative_and_step_is_verified(graph: Graph) -> None:
    subjects = page(graph)
    formulas = [
        rf"{partial(graph.output, node.name)} = {adjoint_latex(graph, node.name)}"
        for node in graph.nodes
        if node.name and node.operation != "constant"
    ]
    formulas += [
        f"{latex_name(node.name)} = {graph.latex(index)}"
        for index, node in enumerate(graph.nodes)
        if node.operands and node.name
    ]
    for latex in formulas:
        assert verify(latex, subjects, "g").finding is None, latex


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), st.data())
def test_a_printed_derivative_with_one_thing_changed_is_refused(graph: Graph, data: st.DataObject) -> None:
    subjects = page(graph)
    adjoints = reverse(graph, subjects["g"].primals)
    name = data.draw(st.sampled_from(graph.inputs))
    value = adjoints[graph.index(name)]
    size = max(map(abs, (*subjects["g"].primals, *adjoints)))
    assume(abs(value) > 1e-3 * size)
    right = adjoint_latex(graph, name)
    changed = data.draw(
        st.sampled_from(
            [rf"-\left({right}\right)", rf"1.001\left({right}\right)", f"{right} + {value / 500:.9f}"]
        )
    )
    found = verify(f"{partial(graph.output, name)} = {changed}", subjects, "g").finding
    assert found is not None
    assert found.code == "equation"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_the_chain_rule_holds_at_every_node_of_every_graph(graph: Graph) -> None:
    latex = r"\bar u = \sum_{v \text{ uses } u} \bar v \, \frac{\partial v}{\partial u}"
    assume(not {"u", "v"} & {node.name for node in graph.nodes})
    assume(edges(graph))
    finding = verify(latex, page(graph), "g").finding
    # cbrt(a - a) has no finite derivative anywhere, which is told as such.
    assume(finding is None or finding.code != "equation-undefined")
    assert finding is None
