"""Formulas as a line of plain text: near enough to the page to be found and recognised."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = {
    "alpha": "α", "approx": "≈", "beta": "β", "cdot": "·", "cdots": "⋯", "delta": "δ", "Delta": "Δ",
    "dots": "…", "epsilon": "ε", "eta": "η", "gamma": "γ", "ge": "≥", "geq": "≥", "in": "∈", "infty": "∞",
    "kappa": "κ", "lambda": "λ", "ldots": "…", "le": "≤", "leftarrow": "←", "leq": "≤", "mu": "μ",
    "nabla": "∇", "ne": "≠", "neq": "≠", "odot": "⊙", "omega": "ω", "partial": "∂", "phi": "φ", "pi": "π",
    "pm": "±", "prod": "∏", "quad": " ", "qquad": " ", "rho": "ρ", "rightarrow": "→", "sigma": "σ",
    "sim": "∼", "sqrt": "√", "sum": "∑", "tau": "τ", "theta": "θ", "times": "×", "to": "→", "varepsilon": "ε",
    "xi": "ξ",
}  # fmt: skip
_UNSEEN: Final = re.compile(
    r"\\(?:left|right|[bB]ig[lr]?|displaystyle|mathrm|text|operatorname)(?![a-z])|\\[,;:! ]"
)
_FRACTION: Final = re.compile(r"\\[dt]?frac(?:\s*\{([^{}]*)\}\s*\{([^{}]*)\}|(\d)(\d))")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\s*")
_MARKS: Final = re.compile(r"[{}\\]")


def plain_math(latex: str) -> str:
    r"""Return LaTeX as plain text: ``\frac{\partial e}{\partial b}`` as ``∂e/∂b``."""
    text = _COMMAND.sub(_sign, _FRACTION.sub(_fraction, _UNSEEN.sub(" ", latex)))
    return " ".join(_MARKS.sub("", text).split())


def _sign(match: re.Match[str]) -> str:
    return _SIGNS.get(match[1], f"{match[1]} ")


def _fraction(match: re.Match[str]) -> str:
    above, below = (match[1], match[2]) if match[1] is not None else (match[3], match[4])
    return f"{above}/{below}"
