"""Formulas for the error function and its kin, good to the last digits, in the expression language itself.

Both polynomials are least-squares fits of the relative error at Chebyshev nodes, made at 60 digits by
``tests/autodiff/fit_special.py``; the worst relative error of either is 2e-17.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final


def horner(variable: str, coefficients: Sequence[float]) -> str:
    """Return a polynomial, lowest coefficient first, in Horner's nested form."""
    *lower, formula = map(repr, coefficients)
    for coefficient in reversed(lower):
        formula = f"({formula})*{variable} + {coefficient}"
    return formula


_CORE: Final = (
    1.1283791670955126, -0.37612638903183515, 0.1128379167094405, -0.026866170643090832, 0.005223977605955977,
    -0.0008548325921832884, 0.00012055293361789941, -1.4924708324571507e-05, 1.6447084274239356e-06,
    -1.6205964194101388e-07, 1.3709519207384055e-08, -7.77682913736281e-10,
)  # fmt: skip
_TAIL: Final = (
    0.2490854348994044, 0.18290355783832835, 0.12152300307771981, 0.0725738805765593, 0.03856925591045253,
    0.01796086943295136, 0.007144860100013736, 0.0023159697542323573, 0.0005473620240333785,
    5.798502356692519e-05, -1.913379596036213e-05, -1.0701516004620419e-05, -1.517822196732687e-06,
    5.608772432605197e-07, 2.7856608310252616e-07, 2.93503713373592e-09, -2.8679890801100155e-08,
    -4.986294197124502e-09, 2.4140006592108385e-09, 7.973712846193027e-10, -1.4166940186552103e-10,
    -6.793988498737313e-11,
)  # fmt: skip


def exp_minus_square(scale: str) -> str:
    """Return steps that give ``e`` and ``g`` with e·g = exp(−scale·u²) to the last digit; scale is 1 or 0.5.

    ``h`` is the upper 26 bits of a = |u| by Veltkamp's splitting (Dekker, 1971), so ``h*h`` is exact, and
    ``g`` is exp of the small rest by the first terms of its series. Beyond 99 the value is 0 anyway.
    Whoever multiplies by ``e`` last loses least to what languages differ in their ``exp``.
    """
    return (
        f"a = min(abs(u), 99); k = 134217729*a; h = k - (k - a); e = exp(-{scale}*h*h);"
        f" w = {scale}*(h - a)*(h + a); g = 1 + w*(1 + w*(0.5 + w/6))"
    )


def core(variable: str) -> str:
    """Return steps that give ``p`` = erf(variable) where |variable| ≤ 1, and ``z``, its square."""
    return f"z = {variable}*{variable}; p = {variable}*({horner('z', _CORE)})"


def tail(variable: str, unit: str = "1") -> str:
    """Return steps that give ``q`` = exp(x²)·erfc(x), x = variable/unit, where x ≥ 1/2.

    The polynomial's variable (5 − x)/(4 + x) goes from 1 to −1 as x goes from 1/2 to ∞; written as one
    quotient it loses nothing where it is near 0.
    """
    above, below = f"(5*{unit} - {variable})", f"(4*{unit} + {variable})"
    return f"d = {below}; s = {above}/d; q = 4*{unit}*({horner('s', _TAIL)})/d"
