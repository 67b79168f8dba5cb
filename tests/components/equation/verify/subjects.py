"""Graphs and labs that the equations of the tests speak of."""

from __future__ import annotations

from adjoint.autodiff import OPTIMISERS, SURFACES, forward, parse_graph
from adjoint.components.equation.verify import Finding, verify
from adjoint.components.quantities import Descent, Quantities, Range, graph_values


def graph(expression: str, **inputs: float) -> Quantities:
    built = parse_graph(expression)
    primals = forward(built, inputs)
    sliders = {name: Range(-3.0, 3.0, 0.5) for name in built.inputs}
    return Quantities(graph_values(built, primals), built, primals, sliders)


def lab(*optimisers: str, on: str = "ravine") -> Quantities:
    surface = SURFACES[on]
    return Quantities(
        {},
        descents={
            name: Descent(
                surface,
                OPTIMISERS[name],
                {
                    setting.name: setting.default_on(rate=surface.rate, width=4.0)
                    for setting in OPTIMISERS[name].settings
                },
                surface.start,
                steps=100,
                tolerance=1e-4,
            )
            for name in optimisers
        },
    )


TOY = graph("e = (a + b) * (b + 1)", a=2.0, b=1.0)
NEURON = graph("p = w * x; z = p + v; h = tanh(z); r = h - y; L = r^2", w=1.5, x=2.0, v=0.0, y=-1.0)
CHAIN = graph("s1 = sigmoid(t); s2 = sigmoid(s1); s3 = sigmoid(s2); s4 = sigmoid(s3)", t=0.0)
SQUARE = graph("b = a + a; q = b * b_prev; loss = q + theta1", a=1.0, b_prev=2.0, theta1=0.5)
BOWL = graph("f = x^2 + 2 * y^2", x=1.0, y=-1.5)
CUBIC = graph("p = a * b; f = a^3 * b^2 + sin(p)", a=2.0, b=1.0)
SUBJECTS = {
    "toy": TOY,
    "neuron": NEURON,
    "chain": CHAIN,
    "square": SQUARE,
    "bowl": BOWL,
    "cubic": CUBIC,
    "walk": lab("sgd"),
    "plain": lab("newton", on="saddle"),
    "race": lab(*OPTIMISERS),
}


def finding(latex: str, subject: str | None = None) -> Finding | None:
    return verify(latex, SUBJECTS, subject).finding
