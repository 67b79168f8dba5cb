"""Expressions drawn by Hypothesis: smooth, defined everywhere, over the inputs a, b and c."""

from __future__ import annotations

from hypothesis import strategies as st

INPUTS = ("a", "b", "c")

_LEAVES = st.sampled_from([*INPUTS, "2", "0.5", "-1.5", "pi"])
_BINARY = st.sampled_from(["({} + {})", "({} - {})", "{} * {}", "({}) * ({})", "{} / (1 + ({})^2)"])
_UNARY = st.sampled_from(
    [
        "sin({})", "cos({})", "tanh({})", "sigmoid({})", "softplus({})", "atan({})", "-({})", "({})^2",
        "({})^3", "exp(-({})^2)", "log(2 + ({})^2)", "sqrt(1 + ({})^2)", "gelu({})", "erf({})", "swish({})",
        "asinh({})", "(1 + ({})^2)^1.5", "hypot({}, 2)", "cbrt(3 + ({})^2)",
    ]
)  # fmt: skip


def _extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(_BINARY, inner, inner).map(lambda drawn: drawn[0].format(drawn[1], drawn[2])),
        st.tuples(_UNARY, inner).map(lambda drawn: drawn[0].format(drawn[1])),
    )


expressions = st.recursive(_LEAVES, _extend, max_leaves=8)
numbers = st.floats(-2.0, 2.0).map(lambda x: x if abs(x) > 1e-3 else x + 0.5)
points = st.tuples(*(numbers for _ in INPUTS)).map(lambda drawn: dict(zip(INPUTS, drawn, strict=True)))
