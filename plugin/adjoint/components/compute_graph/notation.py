"""Mathematics as runs of letters and signs: which are italic, raised or lowered, and how wide they are.

The figure sets its text in KaTeX's own faces, letters of variables in italic and all else upright, as TeX
does. A layout has to know the width of a text before any browser has seen it, so the advance widths of the
two faces stand here.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, Literal

from adjoint.frozen import frozen

Level = Literal["line", "sub", "sup"]

SCRIPT_SCALE: Final = 0.75
"""The size of a subscript or superscript against its line; TeX's 0.7 would be too small for labels."""

_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:\.\d*)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
    r"|\|(?P<held>(?:\d\w\w )?\w+)"
    r"|(?P<function>[^\W\d_]\w*)(?=\()"
    r"|(?P<letters>[^\W\d_]+)(?:_?(?P<index>\w+))?"
    r"|\^(?P<power>−?\w+(?:\.\d+)?|\([^()]*\))"
    r"|(?P<other>.)"
)

# The faces have the centred dot of TeX, not that of text.
_DRAWN: Final = {"·": "⋅"}

_LETTERS: Final = (
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ε"), ("zeta", "ζ"),
    ("eta", "η"), ("theta", "θ"), ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"),
    ("xi", "ξ"), ("omicron", "ο"), ("pi", "π"), ("rho", "ρ"), ("sigma", "σ"), ("tau", "τ"),
    ("upsilon", "υ"), ("phi", "φ"), ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"),
    ("Delta", "Δ"), ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"), ("Sigma", "Σ"),
    ("Upsilon", "Υ"), ("Phi", "Φ"), ("Psi", "Ψ"), ("Omega", "Ω"),
)  # fmt: skip
GREEK: Final = dict(_LETTERS)


@frozen
class Run:
    """A stretch of one face on one level."""

    text: str
    italic: bool = False
    level: Level = "line"

    @property
    def width(self) -> float:
        """The advance width in em of the line's size."""
        widths, usual = (_ITALIC, 0.57) if self.italic else (_ROMAN, 0.5)
        total = sum(widths.get(character, usual) for character in self.text)
        return total if self.level == "line" else total * SCRIPT_SCALE

    @property
    def overhang(self) -> float:
        """How far its last letter leans beyond its width, in em of the line's size."""
        lean = _OVERHANG.get(self.text[-1], 0.0) if self.italic else 0.0
        return lean if self.level == "line" else lean * SCRIPT_SCALE


def runs(text: str) -> tuple[Run, ...]:
    """Split a formula in text form, such as ``1 − t^2``, ``∂e/∂b`` or ``∂y/∂x|f``, into runs."""
    result: list[Run] = []
    for match in _TOKEN.finditer(text):
        if match["letters"]:
            result.append(Run(GREEK.get(match["letters"], match["letters"]), italic=True))
            if match["index"]:
                result.append(Run(match["index"], italic=match["index"].isalpha(), level="sub"))
        elif match["power"]:
            power = match["power"]
            inner = power[1:-1] if power.startswith("(") else power
            result.extend(Run(run.text, run.italic, "sup") for run in runs(inner))
        elif match["held"]:
            place, _, name = match["held"].rpartition(" ")
            result.extend((Run("|"), Run(f"{place} " if place else "", level="sub")))
            result.extend(Run(run.text, run.italic, "sub") for run in runs(name))
        else:
            result.append(Run(_DRAWN.get(match[0], match[0])))
    return _joined([run for run in result if run.text])


def width(text: str) -> float:
    """Return the width of a formula in em."""
    parts = runs(text)
    slants = (one.overhang for one, after in pairwise(parts) if after.level != "sub")
    return sum(run.width for run in parts) + sum(slants)


def _joined(parts: list[Run]) -> tuple[Run, ...]:
    result: list[Run] = []
    for part in parts:
        last = result[-1] if result else None
        if last and last.italic == part.italic and last.level == part.level:
            result[-1] = Run(last.text + part.text, part.italic, part.level)
        else:
            result.append(part)
    return tuple(result)


def _table(*rows: tuple[float, str]) -> dict[str, float]:
    return {character: advance for advance, characters in rows for character in characters}


# Advance widths in em of KaTeX_Math-Italic and KaTeX_Main-Regular, KaTeX 0.16, as a browser measures them.
_ITALIC: Final = _table(
    (0.30, "l"), (0.35, "iι"), (0.36, "tς"), (0.41, "j"), (0.44, "bcIδζξτ"), (0.46, "qrzsθ"), (0.47, "eε"),
    (0.49, "govfyνο"), (0.50, "pη"), (0.52, "dkγρ"), (0.54, "aυJ"), (0.57, "uxβπσ"), (0.58, "hTVYκλΥ"),
    (0.60, "nμ"), (0.62, "SΓΨωχ"), (0.65, "FPαφψ"), (0.68, "LUZΦΛ"), (0.72, "Cw"), (0.76, "AEBORΞΘ"),
    (0.80, "GQNΩΣ"), (0.83, "DHXΔΠ"), (0.86, "Km"), (0.95, "W"), (0.97, "M"),
)  # fmt: skip
# How far letters of KaTeX_Math-Italic lean out at their top right, where that shows; TeX's italic correction.
_OVERHANG: Final = _table(
    (0.06, "CEKSZjβγξζνBΩΣ"), (0.08, "HIXΞΠς"), (0.11, "fJMNUτΨ"), (0.14, "FPTWΓΥ"), (0.22, "VY"),
)  # fmt: skip
_ROMAN: Final = _table(
    (0.25, " "), (0.28, "il⋅[]|.,'"), (0.31, "fj"), (0.36, "I"), (0.39, "rst()"), (0.40, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    (0.44, "cez"), (0.50, "0123456789ago/{}^_–J"), (0.53, "kqvxy⁻∂"), (0.56, "bdhnpuS"), (0.62, "ZLΓ"),
    (0.68, "EFPΞΛ"), (0.72, "BCTwΣΦΩ"), (0.75, "AHNRUVXYΠD"), (0.78, "GKOQ+−=×÷≈ΘΥΨ<>≤≥"), (0.83, "m√Δ"),
    (0.92, "M"), (1.03, "W"), (1.17, "…"),
)  # fmt: skip
