"""Makes the coefficients in ``adjoint/autodiff/special.py``: ``python -m tests.autodiff.fit_special``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import mpmath

mpmath.mp.dps = 60
CORE_DEGREE, TAIL_DEGREE = 11, 21


def chebyshev_nodes(count: int) -> list[mpmath.mpf]:
    """Return nodes in [−1, 1] at which an even error comes near the smallest worst error."""
    return [mpmath.cos(mpmath.pi * (2 * k + 1) / (2 * count)) for k in range(count)]


def fit(
    function: Callable[[mpmath.mpf], mpmath.mpf], nodes: Sequence[mpmath.mpf], degree: int
) -> list[float]:
    """Return the polynomial, lowest coefficient first, of least squared relative error at the nodes."""
    powers = mpmath.matrix(len(nodes), degree + 1)
    for row, node in enumerate(nodes):
        for column in range(degree + 1):
            powers[row, column] = node**column / function(node)
    solution = mpmath.lu_solve(powers, mpmath.ones(len(nodes), 1))
    return [float(solution[k]) for k in range(degree + 1)]


def core(z: mpmath.mpf) -> mpmath.mpf:
    """Return erf(x)/x in z = x², for 0 < z < 1."""
    return mpmath.erf(mpmath.sqrt(z)) / mpmath.sqrt(z)


def tail(s: mpmath.mpf) -> mpmath.mpf:
    """Return exp(x²)·erfc(x)/t in s = 2.25·t − 1, where t = 4/(4 + x) and x > 1/2."""
    t = (s + 1) / mpmath.mpf("2.25")
    x = 4 * (1 - t) / t
    return scaled_erfc(x) / t


def scaled_erfc(x: mpmath.mpf) -> mpmath.mpf:
    """Return exp(x²)·erfc(x), for large x by its Laplace integral."""
    if x < 60:
        return mpmath.exp(x * x) * mpmath.erfc(x)
    integral = mpmath.quad(lambda y: mpmath.exp(-((y / (2 * x)) ** 2) - y), [0, 50, 150])
    return integral / (x * mpmath.sqrt(mpmath.pi))


if __name__ == "__main__":
    coefficients = {
        "_CORE": fit(core, [(node + 1) / 2 for node in chebyshev_nodes(60)], CORE_DEGREE),
        "_TAIL": fit(tail, chebyshev_nodes(90), TAIL_DEGREE),
    }
    sys.stdout.write("".join(f"{name} = {tuple(numbers)}\n" for name, numbers in coefficients.items()))
