"""Sentences on what slopes an input has: ``All gradients are negative``, ``$b$ has a gradient of 4``."""

from __future__ import annotations

import re
from itertools import permutations
from typing import Final

from adjoint.components.numerals import numeral
from adjoint.components.quantities import Quantities
from adjoint.site.check.locks.asserted.equalities import differs
from adjoint.site.check.locks.asserted.reading import NAMED, Answer, Said
from adjoint.site.number_words import NUMBER_WORD

_SLOPES: Final = r"(?:partial )?(?:gradient|derivative|slope|adjoint)"
_FORM: Final = re.compile(
    rf"(?:(?:all|both) (?:of )?(?:the )?{_SLOPES}s are|(?:every|each) {_SLOPES} is|(?P<no>no) {_SLOPES} is)"
    r" (?P<sign>negative|positive|zero)",
    re.IGNORECASE,
)
_NAME: Final = rf"(?:the )?(?:input )?{NAMED}"
_NUMBER: Final = rf"[-−]?\d+(?:\.\d+)?|{NUMBER_WORD.pattern}"
_MORE: Final = rf"(?:(?P<more>larger|greater|bigger|higher|steeper)|smaller|lower|flatter) {_SLOPES}"
_HAS: Final = re.compile(
    rf"{_NAME.format('name')} has (?:an? |the )?(?:"
    rf"(?P<sign>negative|positive|zero|vanishing) {_SLOPES}"
    rf"|{_SLOPES} (?:of )?\$?(?P<number>{_NUMBER})\$?"
    rf"|{_MORE} than {_NAME.format('other')}(?: has)?)"
    r"|(?P<most>)\$[^$=<>]+\$ is more sensitive to "
    rf"{_NAME.format('moved')} than (?:to )?{_NAME.format('beside')}",
    re.IGNORECASE,
)
_VECTOR: Final = re.compile(
    rf"the {_SLOPES}(?: of \$(?P<of>[^$=<>]+)\$)? is \$\((?P<numbers>[-−]?\d[\d\s.,;−-]*)\)\$", re.IGNORECASE
)


def read_signs(text: str) -> Said | None:
    """Read a clause on the signs of the derivatives of the output by all inputs."""
    if has := _HAS.fullmatch(text):
        return Said(lambda quantities: _of_one(quantities, has))
    if vector := _VECTOR.fullmatch(text):
        return Said(lambda quantities: _vector(quantities, vector))
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    return Said(lambda quantities: _answer(quantities, found), may_be_general=True)


def _of_one(quantities: Quantities, found: re.Match[str]) -> Answer:
    name = (found["name"] or found["moved"]).strip()
    other = (found["other"] or found["beside"] or "").strip()
    if quantities.graph is None or not {name, other or name} <= set(quantities.graph.inputs):
        return None
    slope = quantities.values[f"grad.{name}"]
    told = f"the derivative by {name} is {numeral(slope)}"
    if other:
        beside = quantities.values[f"grad.{other}"]
        more = found["more"] is not None or found["most"] is not None
        pairs = ((slope, beside), (abs(slope), abs(beside)))
        is_so = any(one > two if more else one < two for one, two in pairs)
        return "" if is_so else f"{told} and the derivative by {other} is {numeral(beside)}"
    if found["number"]:
        return f"{told} as published" if differs(found["number"], slope) else ""
    return "" if _has_sign(slope, found["sign"].lower()) else f"{told} as published"


def _vector(quantities: Quantities, found: re.Match[str]) -> Answer:
    graph = quantities.graph
    numbers = re.findall(r"[-−]?\d+(?:\.\d+)?", found["numbers"])
    if graph is None or len(numbers) != len(graph.inputs) or (found["of"] or graph.output) != graph.output:
        return None
    slopes = [quantities.values[f"grad.{name}"] for name in graph.inputs]
    ways = permutations(slopes) if len(slopes) <= _FEW else [slopes]
    if any(not any(map(differs, numbers, way)) for way in ways):
        return ""
    return f"the gradient is ({', '.join(map(numeral, slopes))}) as published"


def _has_sign(slope: float, sign: str) -> bool:
    return slope < 0 if sign == "negative" else slope > 0 if sign == "positive" else slope == 0


_FEW: Final = 4
"""In which order the inputs are meant, the text may say elsewhere."""


def _answer(quantities: Quantities, found: re.Match[str]) -> Answer:
    if quantities.graph is None:
        return None
    sign = found["sign"].lower()
    for name in quantities.graph.inputs:
        slope = quantities.values[f"grad.{name}"]
        if _has_sign(slope, sign) == bool(found["no"]):
            return f"the derivative by {name} is {numeral(slope)} as published"
    return ""
