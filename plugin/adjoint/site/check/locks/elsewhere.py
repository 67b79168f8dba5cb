"""Whether a text speaks of other settings than those that a page publishes: there other numbers are true.

A text does so by a word (``if``, ``move``, ``at``), or by giving an input another number: ``$a = 1$``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from adjoint.components.compute_graph.component import ComputeGraph
from adjoint.site.number_words import NUMBER_WORD, value_of
from adjoint.site.post.checked import Checked

Inputs = Mapping[str, frozenset[float]]
"""The names of a page's inputs, each with the numbers that its graphs publish for it."""

CHOOSING: Final = (
    r"if|unless|when\w*|where\w*|until|once|let|lets|set|sets|setting|take|taking|taken|give|given|giving"
    r"|pick\w*|choos\w*|chose|puts?|putting|chang\w*|replac\w*|increas\w*|decreas\w*|drop|drops|dropp\w*"
    r"|step|steps|stepp\w*|doubl\w*|nudg\w*|start\w*|corners?|worst|minimum|maximum|mov\w*|slid\w*|drag\w*"
    r"|turn\w*|rais\w*|lower\w*|grow\w*|shrink\w*|swap\w*|suppos\w*|assum\w*|for|with|should|wants?|require"
    r"|solv\w*|only"
)
"""Words of conditions and choices: a formula after one may be such."""
_HINTING: Final = (
    r"without|would|were|instead|now|then|after|before|say|at|not|never|no|later|next|previous|other|another"
    r"|limit|far|highest|lowest|largest|smallest|different|elsewhere"
)
"""Words that say less, but after which a number may be that of other settings too, or is denied."""
CHOOSES: Final = re.compile(rf"\b(?:{CHOOSING})\b(?! (?:these|the published|published))", re.IGNORECASE)
ELSEWHERE: Final = re.compile(
    rf"\b(?:{CHOOSING}|{_HINTING})\b(?! (?:these|the published|published))|n['’]t\b|\]\([^)]*\?|\bat\("
    r"|\b[a-zA-Z]\w*=",
    re.IGNORECASE,
)
_DOUBTING: Final = re.compile(
    r"\b(?:imagin\w*|consider\w*|pretend\w*|wrong\w*|mistake\w*|false\w*|claim\w*|think|thinks|thought|guess\w*"
    r"|believ\w*|tempt\w*|naive\w*|errors?|typos?|untrue|press\w*|click\w*|tap|taps|tapp\w*|play\w*|push\w*"
    r"|pull\w*|reset\w*|epochs?|iterations?|converg\w*|settl\w*|trained|training|initial\w*|finally|eventually"
    r"|people|students?|exercises?|letters?|alphabet|(?:add|subtract)(?:ing|s)? (?:one|two|three|\d|\$))\b",
    re.IGNORECASE,
)
"""Words near which a plain sentence may be one that somebody is wrong to say, or comes of something done."""
MATH: Final = re.compile(r"\$([^$]*)\$")
_IDIOM: Final = re.compile(r"\bwith respect to\b|\bturns out to be\b", re.IGNORECASE)
_NUMBER: Final = r"[-−]?\s?\d+(?:\.\d+)?"
_IS_GIVEN: Final = re.compile(
    r"(?:^|[,;:(]|\\quad|\\[ ,;])\s*([A-Za-z]\w*)\s*(?::?=|\\approx|\\to|\\gets|\\leftarrow)\s*"
    rf"({_NUMBER})(?!\w|\.\d)"
)
_TO: Final = re.compile(
    r"(?<!respect to )(?<!by )(?<!along )(?<!in )\$([A-Za-z]\w*)\$ *"
    r"(?:[a-z]+ ){0,2}(?:to|at|is|are|equals|becomes|being|be|of|=) *\$?"
    rf"({_NUMBER}|one\b|{NUMBER_WORD.pattern})",
    re.IGNORECASE,
)
_SETTING: Final = re.compile(
    r"\b(?:at|with|for|when|where|given)\s+((?:\$[^$=]*=[^$]*\$(?:,?\s*and\s+|,\s*|\s+)?)+)", re.IGNORECASE
)
_BARE: Final = re.compile(rf"(?<![\w$\\.])([A-Za-z]\w*) ?= ?({_NUMBER})(?!\w|\.\d)")
_TUPLE: Final = re.compile(r"\(([\w\s,]+)\)\s*=\s*\(([-−\d\s.,]+)\)")


@lru_cache(maxsize=16)
def is_elsewhere(text: str) -> bool:
    """Tell whether a word of a text, outside its formulas, may make it one on other settings."""
    return bool(ELSEWHERE.search(without_math(text)))


@lru_cache(maxsize=16)
def is_doubtful(text: str) -> bool:
    """Tell whether a plain sentence in a text may be true of other settings, or be nobody's claim."""
    return is_elsewhere(text) or bool(_DOUBTING.search(without_math(text)))


def without_math(text: str) -> str:
    """Return a text without its formulas and without idioms that look like conditions and are none."""
    return _IDIOM.sub(" ", MATH.sub(" ", text))


def inputs_of(post: Checked) -> Inputs:
    """Return the inputs of a post's graphs, and what is published for them."""
    found: dict[str, set[float]] = {}
    for made in post.computed.values():
        if isinstance(made.result, ComputeGraph) and made.component.quantities is not None:
            values = made.component.quantities(made.result).values
            for name in made.result.evaluation.graph.inputs:
                if name in values:
                    found.setdefault(name, set()).add(values[name])
    return {name: frozenset(values) for name, values in found.items()}


def gives_another(text: str, inputs: Inputs) -> bool:
    """Tell whether a text gives an input a number that is not published for it."""
    return is_another(given(text), inputs)


def is_another(numbers: Iterable[tuple[str, float]], inputs: Inputs) -> bool:
    """Tell whether one of some numbers that are given to names is not published for an input."""
    return any(name in inputs and value not in inputs[name] for name, value in numbers)


def given(text: str) -> frozenset[tuple[str, float]]:
    """Return the numbers that a text gives to names."""
    return frozenset(_given(text))


def without_published(text: str, graphs: Iterable[Mapping[str, float]]) -> str:
    """Return a text as long, blank where it gives a graph's inputs the very numbers that are published.

    Args:
        text: as authored: ``With $a = 2$ and $b = 1$ the output is $e = 6$``.
        graphs: the inputs of each graph that it may speak of.
    """
    if not _SETTING.search(text):
        return text
    known = [dict(inputs) for inputs in graphs if inputs]

    def blank(found: re.Match[str]) -> str:
        given = list(_given(found[1]))
        formulas = len(MATH.findall(found[1]))
        return " " * len(found[0]) if dict(given) in known and len(given) >= formulas else found[0]

    return _SETTING.sub(blank, text)


def _given(text: str) -> Iterator[tuple[str, float]]:
    for math in MATH.finditer(text):
        for found in _IS_GIVEN.finditer(math[1]):
            yield found[1], _value(found[2])
        for several in _TUPLE.finditer(math[1]):
            names, numbers = several[1].split(","), re.findall(_NUMBER, several[2])
            yield from zip(map(str.strip, names), map(_value, numbers), strict=False)
    for found in (*_TO.finditer(text), *_BARE.finditer(MATH.sub("\x00", text))):
        yield found[1], _value(found[2])


def _value(text: str) -> float:
    if text.lower() == "one":
        return 1.0
    return value_of(text) if NUMBER_WORD.fullmatch(text) else float(text.replace("−", "-").replace(" ", ""))
