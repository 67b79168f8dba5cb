"""Formulas as a line of plain text: near enough to the page to be found and recognised."""

from __future__ import annotations

import re
from functools import lru_cache
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
    r"\\(?:left|right|[bB]ig[lr]?|displaystyle|operatorname\*?|text|boldsymbol|math(?:rm|bf|bb|cal|sf|it|tt))"
    r"(?![a-z])|\\!"
)
_GAP: Final = re.compile(r"\\[,;: ]")
_ACCENTS: Final = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "vec": "\u20d7"}
_ACCENT: Final = re.compile(r"\\(hat|bar|tilde|dot|vec)(?![A-Za-z])\s*(?:\{(\w)\}|(\w)|(?=\{))")
_RAISED: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWER: Final = re.compile(r"\^(?:\{(-?\d+)\}|(\d))")
_FRACTION: Final = re.compile(r"\\[dt]?frac(?:\s*\{([^{}]*)\}\s*\{([^{}]*)\}|(\d)(\d))")
_ROOT: Final = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_GROUP: Final = re.compile(rf"([_^])\{{(?:(\\(?:{'|'.join(_SIGNS)})|[^{{}}\\\s])|([^{{}}\\]{{2,}}))\}}")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)(\s+(?=[\w\\{]))?")
_SPACED: Final = frozenset("≈∈≥≤≠∼→←±×·⊙")
_OPEN: Final = re.compile(r"\\[A-Za-z]+$")
"""A command that what is put in behind it would lengthen."""
_TERMS: Final = re.compile(r"[+\-/=]|\\(?:pm|cdot|times)")
"""What must not run on into a sign before or behind it."""


# Posts say a formula again and again.
@lru_cache(maxsize=512)
def plain_math(latex: str) -> str:
    r"""Return LaTeX as plain text: ``\frac{\partial e}{\partial b}`` as ``∂e/∂b``."""
    text, inner = "", _GAP.sub(" ", _UNSEEN.sub(_unseen, latex)) if "\\" in latex else latex
    while text != inner:  # From within: a fraction may hold a power, and a root a fraction.
        text = inner
        for sign, form, told in _FORMS:
            if sign in inner:
                inner = form.sub(told, inner)
    text = _COMMAND.sub(_sign, text) if "\\" in text else text
    return " ".join(text.replace("{", "").replace("}", "").replace("\\", "").split())


def _sign(match: re.Match[str]) -> str:
    sign = _SIGNS.get(match[1])
    if sign is not None:
        return f"{sign} " if match[2] and sign in _SPACED else sign
    following = match.string[match.end() : match.end() + 1]
    return match[1] if following in "(}_^,=" else f"{match[1]} "


def _accent(match: re.Match[str]) -> str:
    letter = match[2] or match[3]
    return _apart(match, f"{letter}{_ACCENTS[match[1]]}", letter) if letter else ""


def _unseen(match: re.Match[str]) -> str:
    return _apart(match, "", match.string[match.end() : match.end() + 1])


def _apart(match: re.Match[str], text: str, following: str) -> str:
    """Return what stands for a command, not run on into the name of the command before it."""
    return f" {text}" if following.isalpha() and _OPEN.search(match.string, 0, match.start()) else text


def _group(match: re.Match[str]) -> str:
    mark, sign, term = match.groups()
    if sign is not None:
        is_lengthened = sign.startswith("\\") and match.string[match.end() : match.end() + 1].isalpha()
        return f"{mark}{sign} " if is_lengthened else f"{mark}{sign}"
    return f"{mark}{term}" if term.startswith("(") and term.endswith(")") else f"{mark}({term})"


def _power(match: re.Match[str]) -> str:
    return (match[1] or match[2]).translate(_RAISED)


def _root(match: re.Match[str]) -> str:
    return f"√{_whole(match[1])}"


def _fraction(match: re.Match[str]) -> str:
    above, below = (match[1], match[2]) if match[1] is not None else (match[3], match[4])
    text = f"{_whole(above)}/{_whole(below)}"
    return _apart(match, text, text[:1])


def _whole(term: str) -> str:
    """Return a term so that what stands before or behind it applies to all of it."""
    return f"({term.strip()})" if _TERMS.search(term) else term.strip()


_FORMS: Final = (
    ("\\", _ACCENT, _accent),
    ("^", _POWER, _power),
    ("{", _GROUP, _group),
    ("frac", _FRACTION, _fraction),
    ("sqrt", _ROOT, _root),
)
"""What is told otherwise, and a sign that it never lacks: to look for that takes a tenth of the time."""
