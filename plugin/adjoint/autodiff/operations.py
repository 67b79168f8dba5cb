"""The table of operations: everything the engine knows of each, once.

A row gives an operation's value, its partial derivatives, its domain and how it is written. Formulas are in
the expression language: ``u``, ``v`` and ``w`` are the operands and ``y`` is the value, so a partial is again
made of operations and higher derivatives come free. A row whose value is a ``Primitive`` is what the target
languages compute themselves; Python, NumPy and JavaScript code for every other row is generated from its
formula. To add an operation, add a row.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final

from adjoint.autodiff.special import core, exp_minus_square, tail
from adjoint.frozen import frozen

SUM, PRODUCT, SIGN, POWER, ATOM = range(1, 6)
"""How tightly a written form binds, from loose to tight."""


@frozen
class Primitive:
    """An operation as each target language writes it; ``#1`` is the first operand.

    In Python the functions are those of ``math`` where speed counts and of ``adjoint.autodiff.ieee`` where a
    pole or an overflow shall give ∞ instead of an exception; ``ieee`` is written only where the form itself
    differs.
    """

    python: str
    numpy: str = ""
    javascript: str = ""
    ieee: str = ""
    weight: int = 1
    """Its cost in additions, as the Livermore loops count (McMahon, 1986).

    4 for a division or a square root, 8 for an elementary function, 1 for all else; a power with a varying
    exponent is a logarithm and an exponential.
    """


@frozen
class Operation:
    """A row of the table."""

    name: str
    operands: str
    """The operands' names, ``"u v"``."""
    value: Primitive | str
    partials: tuple[str, ...]
    """∂y/∂operand for each operand, in the form that keeps all digits."""
    domain: str = ""
    """The condition under which the value is finite, in the expression language; empty: everywhere."""
    text: str = ""
    """The written form, ``"#1 + #2"``; empty: ``name(#1, #2)``."""
    latex: str = ""
    r"""The form in LaTeX; without ``#`` it is a function's name, such as ``\tanh``."""
    binds: int = ATOM
    """How tightly the written form binds."""
    needs: tuple[int, ...] = ()
    """How tightly each operand must bind to stand in it without brackets; empty: never any brackets."""
    written: tuple[str, ...] = ()
    """The partials as a reader expects them, where that form differs; equal in exact arithmetic."""
    convention: str = ""
    """What is chosen where the derivative does not exist."""
    outside: str = ""
    """What to say of operands outside the domain; empty: ``name of #1``."""
    defaults: tuple[float, ...] = ()
    """Values for the last operands where they are left out."""

    def __hash__(self) -> int:
        return hash(self.name)  # there are few rows, and they are looked up at every step of a sweep

    @cached_property
    def function(self) -> Callable[..., float]:
        """Its value in IEEE arithmetic, a function of the operands."""
        from adjoint.autodiff.kernels import value_kernel  # noqa: PLC0415  (kernels are made of rows)

        return value_kernel(self)

    @cached_property
    def slopes(self) -> Callable[..., tuple[float, ...]]:
        """Its partials in IEEE arithmetic, a function of the operands and the value."""
        from adjoint.autodiff.kernels import partials_kernel  # noqa: PLC0415

        return partials_kernel(self)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The operands' names, one by one."""
        return tuple(self.operands.split())

    @cached_property
    def arity(self) -> int:
        """The number of operands."""
        return len(self.parameters)


def _function(name: str, numpy: str | None = None, operands: str = "u") -> Primitive:
    """Return an elementary function that all targets know, NumPy perhaps by another name."""
    listed = ", ".join(f"#{k + 1}" for k in range(len(operands.split())))
    return Primitive(f"{name}({listed})", numpy=f"{numpy or name}({listed})", weight=8)


_MAX = "(#1 if #1 > #2 else #2 if #1 <= #2 else #1 + #2)"  # the sum passes a NaN on
_MIN = "(#1 if #1 < #2 else #2 if #1 >= #2 else #1 + #2)"
_TIE = "½ to each operand at a tie"

_ARITHMETIC: Final = (
    Operation("identity", "u", "u", ("1",), text="#1", latex="#1", binds=SUM, needs=(SUM,)),
    Operation(
        "negate", "u", Primitive("-#1"), ("-1",), text="−#1", latex="-#1", binds=SIGN, needs=(PRODUCT,)
    ),
    Operation(
        "add", "u v", Primitive("#1 + #2"), ("1", "1"),
        text="#1 + #2", latex="#1 + #2", binds=SUM, needs=(SUM, PRODUCT),
    ),
    Operation(
        "subtract", "u v", Primitive("#1 - #2"), ("1", "-1"),
        text="#1 − #2", latex="#1 - #2", binds=SUM, needs=(SUM, PRODUCT),
    ),
    Operation(
        "multiply", "u v", Primitive("#1 * #2"), ("v", "u"),
        text="#1 · #2", latex=r"#1 \cdot #2", binds=PRODUCT, needs=(PRODUCT, SIGN),
    ),
    Operation(
        "divide", "u v", Primitive("#1 / #2", ieee="divide(#1, #2)", weight=4), ("1/v", "-y/v"),
        domain="v != 0", outside="division by zero", written=("1/v", "-u/v^2"),
        text="#1 / #2", latex=r"\frac{#1}{#2}", binds=PRODUCT, needs=(PRODUCT, SIGN),
    ),
    Operation(
        "power", "u v", Primitive("pow(#1, #2)", numpy="power(#1, #2)", weight=16),
        ("g = v*u^(v - 1); select(abs(v), g, select(abs(u), g, 0))", "select(abs(u), y*log(u), 0)"),
        domain="u > 0 or u == 0 and v >= 0 or u < 0 and whole(v)", outside="#1 to the power #2",
        written=("v*u^(v - 1)", "y*log(u)"),
        convention="0^0 is 1, and flat there; flat by the exponent wherever the base is 0",
        text="#1^#2", latex="#1^{#2}", binds=POWER, needs=(ATOM, SIGN),
    ),
)  # fmt: skip

_EXPONENTIAL: Final = (
    Operation("exp", "u", _function("exp"), ("y",), latex="e^{#1}", binds=POWER),
    Operation("expm1", "u", _function("expm1"), ("exp(u)",)),
    Operation("log", "u", _function("log"), ("1/u",), domain="u > 0", latex=r"\ln"),
    Operation("log1p", "u", _function("log1p"), ("1/(1 + u)",), domain="u > -1"),
    Operation("log2", "u", _function("log2"), ("1/(u*log(2))",), domain="u > 0", latex=r"\log_{2}"),
    Operation("log10", "u", _function("log10"), ("1/(u*log(10))",), domain="u > 0", latex=r"\log_{10}"),
    Operation(
        "sqrt", "u", Primitive("sqrt(#1)", weight=4), ("0.5/y",), domain="u >= 0",
        outside="square root of #1", written=("1/(2*y)",), latex=r"\sqrt{#1}",
    ),
    Operation(  # a step of Newton's method, for the libraries' own cube roots err by up to 4 ulp
        "cbrt", "u", "c = sign(u)*abs(u)^(1/3); select(abs(u), c - (c - u/(c*c))/3, u)", ("1/(3*y^2)",),
        latex=r"\sqrt[3]{#1}",
    ),
    Operation(
        "hypot", "u v", _function("hypot", operands="u v"), ("select(y, u/y, 0)", "select(y, v/y, 0)"),
        written=("u/y", "v/y"), convention="0 by both operands at the origin",
    ),
    Operation(
        "logsumexp", "u v", "max(u, v) + log1p(exp(-abs(u - v)))", ("sigmoid(u - v)", "sigmoid(v - u)"),
        written=("exp(u - y)", "exp(v - y)"),
    ),
)  # fmt: skip

_TRIGONOMETRIC: Final = (
    Operation("sin", "u", _function("sin"), ("cos(u)",), latex=r"\sin"),
    Operation("cos", "u", _function("cos"), ("-sin(u)",), latex=r"\cos"),
    Operation("tan", "u", _function("tan"), ("1 + y^2",), latex=r"\tan"),
    Operation(
        "asin", "u", _function("asin", "arcsin"), ("1/sqrt((1 - u)*(1 + u))",), domain="abs(u) <= 1",
        written=("1/sqrt(1 - u^2)",), latex=r"\arcsin",
    ),
    Operation(
        "acos", "u", _function("acos", "arccos"), ("-1/sqrt((1 - u)*(1 + u))",), domain="abs(u) <= 1",
        written=("-1/sqrt(1 - u^2)",), latex=r"\arccos",
    ),
    Operation("atan", "u", _function("atan", "arctan"), ("1/(1 + u^2)",), latex=r"\arctan"),
    Operation(
        "atan2", "u v", Primitive("atan2(#1, #2)", numpy="arctan2(#1, #2)", weight=12),  # it divides as well
        ("h = hypot(u, v); v/h/h", "h = hypot(u, v); -u/h/h"), written=("v/(u^2 + v^2)", "-u/(u^2 + v^2)"),
    ),
    Operation("sinh", "u", _function("sinh"), ("cosh(u)",), latex=r"\sinh"),
    Operation("cosh", "u", _function("cosh"), ("sinh(u)",), latex=r"\cosh"),
    Operation("tanh", "u", _function("tanh"), ("1/cosh(u)^2",), written=("1 - y^2",), latex=r"\tanh"),
    Operation("asinh", "u", _function("asinh", "arcsinh"), ("1/hypot(u, 1)",), written=("1/sqrt(u^2 + 1)",)),
    Operation(
        "acosh", "u", _function("acosh", "arccosh"), ("1/(sqrt(u - 1)*sqrt(u + 1))",), domain="u >= 1",
        written=("1/sqrt(u^2 - 1)",),
    ),
    Operation(
        "atanh", "u", _function("atanh", "arctanh"), ("1/((1 - u)*(1 + u))",), domain="abs(u) < 1",
        written=("1/(1 - u^2)",),
    ),
)  # fmt: skip

_KINKED: Final = (
    Operation("abs", "u", Primitive("abs(#1)"), ("sign(u)",), latex=r"\left|#1\right|", convention="0 at 0"),
    Operation(
        "sign", "u",
        Primitive("(1.0 if #1 > 0 else -1.0 if #1 < 0 else #1)", numpy="sign(#1)", javascript="sign(#1)"),
        ("0",), convention="0 at 0",
    ),
    Operation("heaviside", "u", "select(u, 1, 0)", ("0",), latex=r"\left[#1 > 0\right]", convention="0 at 0"),
    Operation(
        "exceeds", "u v",
        Primitive(
            "(1.0 if #1 > #2 else 0.5 if #1 == #2 else 0.0)",
            numpy="where(#1 > #2, 1.0, where(#1 == #2, 0.5, 0.0))",
            javascript="(#1 > #2 ? 1 : #1 == #2 ? 0.5 : 0)",
        ),
        ("0", "0"), latex=r"\left[#1 > #2\right]", convention="½ at a tie, 0 as derivative",
    ),
    Operation(
        "select", "u v w",
        Primitive(
            "(#3 if #1 <= 0 else #2)", numpy="where(#1 <= 0, #3, #2)", javascript="(#1 <= 0 ? #3 : #2)",
            weight=2,
        ),
        ("0", "heaviside(u)", "1 - heaviside(u)"), convention="the last operand where the first is 0",
    ),
    Operation(
        "max", "u v", Primitive(_MAX, numpy="maximum(#1, #2)", javascript="max(#1, #2)", weight=2),
        ("exceeds(u, v)", "exceeds(v, u)"), latex=r"\max", convention=_TIE,
    ),
    Operation(
        "min", "u v", Primitive(_MIN, numpy="minimum(#1, #2)", javascript="min(#1, #2)", weight=2),
        ("exceeds(v, u)", "exceeds(u, v)"), latex=r"\min", convention=_TIE,
    ),
    Operation(
        "floor", "u", Primitive("floor(#1)"), ("0",), latex=r"\left\lfloor #1 \right\rfloor",
        convention="0 at whole numbers",
    ),
    Operation(
        "clip", "u v w", "min(max(u, v), w)",
        ("exceeds(u, v)*exceeds(w, u)", "exceeds(v, u)*exceeds(w, v)", "exceeds(max(u, v), w)"),
        convention=_TIE,
    ),
)  # fmt: skip

_NORMAL_TAIL: Final = (
    f"r = u/sqrt(2); {core('r')}; m = max(abs(u), 0.5); {tail('m', 'sqrt(2)')}; {exp_minus_square('0.5')};"
    " f = 0.5*(g*q)"
)
"""Steps to the normal distribution: Φ(−|u|) = e·f where |u| > √½, and Φ(u) = ½ + ½·p within."""

_ACTIVATIONS: Final = (
    Operation(
        "sigmoid", "u", "e = exp(-abs(u)); select(u, 1, e)/(1 + e)", ("e = exp(-abs(u)); e/(1 + e)^2",),
        written=("y*(1 - y)",), latex=r"\sigma",
    ),
    Operation("softplus", "u", "max(u, 0) + log1p(exp(-abs(u)))", ("sigmoid(u)",)),
    Operation("relu", "u", "max(u, 0)", ("heaviside(u)",), convention="0 at 0"),
    Operation(
        "leaky_relu", "u v", "select(u, u, v*u)", ("select(u, 1, v)", "min(u, 0)"), defaults=(0.01,),
        convention="the slope of the negative side at 0",
        latex=r"\operatorname{leaky\,relu}",
    ),
    Operation("swish", "u", "u*sigmoid(u)", ("s = sigmoid(u); s + y*(1 - s)",)),
    Operation(
        "gelu", "u",
        f"{_NORMAL_TAIL}; outer = select(u, u*(1 - e*f), e*(f*u)); "
        "select(abs(r) - 0.5, outer, u*(0.5 + 0.5*p))",
        ("normal_cdf(u) + u*normal_pdf(u)",),
    ),
)  # fmt: skip

_PROBABILITY: Final = (
    Operation(
        "erf", "u", f"a = abs(u); {core('u')}; {tail('a')}; select(1 - a, p, sign(u)*(1 - exp(-z)*q))",
        ("2/sqrt(pi)*gaussian(u)",), written=("2*exp(-u^2)/sqrt(pi)",),
    ),
    Operation(
        "erfc", "u",
        f"m = max(u, 0.5); {tail('m')}; {exp_minus_square('1')}; select(u - 0.5, e*(g*q), 1 - erf(u))",
        ("-2/sqrt(pi)*gaussian(u)",), written=("-2*exp(-u^2)/sqrt(pi)",),
    ),
    Operation("gaussian", "u", f"{exp_minus_square('1')}; e*g", ("-2*u*y",)),
    Operation("normal_pdf", "u", f"{exp_minus_square('0.5')}; e*(g/sqrt(tau))", ("-u*y",), latex=r"\varphi"),
    Operation(
        "normal_cdf", "u",
        f"{_NORMAL_TAIL}; select(abs(r) - 0.5, select(u, 1 - e*f, e*f), 0.5 + 0.5*p)",
        ("normal_pdf(u)",), latex=r"\Phi",
    ),
)  # fmt: skip

OPERATIONS: Final[dict[str, Operation]] = {
    row.name: row
    for rows in (_ARITHMETIC, _EXPONENTIAL, _TRIGONOMETRIC, _KINKED, _ACTIVATIONS, _PROBABILITY)
    for row in rows
}
"""The rows by name."""

INFIX: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "^": "power"}
"""Signs between operands."""

ALIASES: Final = {
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctan2": "atan2", "arcsinh": "asinh",
    "arccosh": "acosh", "arctanh": "atanh", "pow": "power", "logaddexp": "logsumexp", "silu": "swish",
    "maximum": "max", "minimum": "min", "logistic": "sigmoid",
}  # fmt: skip
"""Other names by which authors know an operation."""
