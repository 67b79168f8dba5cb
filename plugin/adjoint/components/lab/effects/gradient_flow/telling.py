"""A gradient's way down in words and as a table: for the sibling, and for those who do not see the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adjoint.components.lab.effects.gradient_flow.flows import ALIVE, WORDS, Course, Flows
from adjoint.components.lab.effects.gradient_flow.params import TITLES
from adjoint.components.numerals import numeral

if TYPE_CHECKING:
    from adjoint.autodiff.depth import Stack

HEADS: Final = (
    "layers",
    "gradient at the input",
    "factor per layer",
    "signal at the output",
    "outcome",
)
MEANING: Final = (
    f"Alive: from {numeral(ALIVE[0])} to {numeral(ALIVE[1])} times the gradient at the output, which is 1."
)
"""Where the borders lie, in the page."""


def named(stack: Stack) -> str:
    """Return what a stack is made of: ``32 layers of 8 units, tanh, weight scale 1``."""
    activation = "no activation" if stack.activation == "identity" else TITLES[stack.activation]
    return f"{stack.depth} layers of {stack.width} units, {activation}, weight scale {numeral(stack.scale)}"


def verdict(one: Course) -> str:
    """Return what becomes of the gradient in one way: ``Plain: 0.02 at the input, stays alive.``."""
    return f"{one.way.title}: {numeral(one.gradient)} at the input, {WORDS[one.kind]}."


def summary(flows: Flows) -> str:
    """Return what the chart shows, the way that the author set first."""
    ordered = sorted(flows.courses, key=lambda one: one is not flows.chosen)
    return f"{named(flows.stack)}. {' '.join(map(verdict, ordered))}"


def table(flows: Flows) -> str:
    """Return the four ways as a markdown table."""
    rows = [
        (
            one.way.title,
            numeral(one.gradient),
            numeral(one.factor),
            numeral(one.flow.signals[-1]),
            WORDS[one.kind],
        )
        for one in flows.courses
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in (HEADS, tuple("---" for _ in HEADS), *rows))
