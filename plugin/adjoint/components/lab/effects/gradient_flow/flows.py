"""The same stack in four ways, plain, with residual paths, normalised, with both: all that the lab shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal

from adjoint.autodiff import DomainError
from adjoint.autodiff.depth import Flow, Stack, flow
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adjoint.components.model import Call

Kind = Literal["alive", "vanished", "exploded", "dead"]
ALIVE: Final = (1e-3, 1e3)
"""From which to which size, of that at the output, a gradient at the input counts as alive."""
WORDS: Final[dict[Kind, str]] = {
    "alive": "stays alive",
    "vanished": "vanishes",
    "exploded": "explodes",
    "dead": "dies",
}
"""What becomes of a gradient; the browser gets this table, so that it says the same."""


@frozen
class Way:
    """One of the ways in which the layers of a stack may be joined."""

    name: str
    title: str
    short: str
    """What it is called at the end of its line."""
    series: int
    """The number, from 1, of its colour, line style and mark."""
    residual: bool
    normalised: bool

    def of(self, stack: Stack) -> Stack:
        """Return a stack with its layers joined this way."""
        return replace(stack, residual=self.residual, normalised=self.normalised)


WAYS: Final = (
    Way("plain", "Plain", "plain", 2, residual=False, normalised=False),
    Way("residual", "Residual", "residual", 1, residual=True, normalised=False),
    Way("normalised", "Normalised", "norm", 4, residual=False, normalised=True),
    Way("both", "Both", "both", 6, residual=True, normalised=True),
)


@frozen
class Course:
    """What a gradient becomes on its way down, in one way."""

    way: Way
    flow: Flow

    @property
    def gradient(self) -> float:
        """Its size at the input, where it is 1 at the output."""
        return self.flow.gradients[0]

    @property
    def factor(self) -> float:
        """By what a layer multiplies it, the geometric mean over the layers."""
        return float(self.gradient ** (1 / (len(self.flow.gradients) - 1)))

    @property
    def kind(self) -> Kind:
        """What has become of it at the input."""
        if self.gradient == 0:
            return "dead"
        if self.gradient < ALIVE[0]:
            return "vanished"
        return "exploded" if self.gradient > ALIVE[1] else "alive"


@frozen
class Flows:
    """A stack as the author set it, and the gradient's way down in each of the four ways."""

    stack: Stack
    courses: tuple[Course, ...]

    @property
    def chosen(self) -> Course:
        """The way that the author set."""
        wanted = self.stack.residual, self.stack.normalised
        return next(one for one in self.courses if (one.way.residual, one.way.normalised) == wanted)


def compute(params: Mapping[str, Any], call: Call) -> Flows:
    """Follow the gradient down the stack, in each of the four ways.

    Raises:
        Fault: a signal or a gradient overflows.
    """
    stack = Stack(
        depth=params["layers"],
        **{name: params[name] for name in ("width", "activation", "scale", "residual", "normalised", "seed")},
    )
    try:
        return Flows(stack, tuple(Course(way, flow(way.of(stack))) for way in WAYS))
    except DomainError as error:
        hint = "take fewer layers, or smaller weights"
        raise call.fault("domain", f"the stack overflows: {error}", "params", "scale", hint=hint) from error


def quantities(flows: Flows) -> dict[str, float]:
    """Return the numbers of the four ways by name: ``plain.gradient``, ``residual.factor`` and the like.

    ``gradient``, ``factor`` and ``signal`` alone are those of the way that the author set.
    """
    named: dict[str, float] = {"layers": flows.stack.depth, "scale": flows.stack.scale}
    for one in flows.courses:
        numbers = {"gradient": one.gradient, "factor": one.factor, "signal": one.flow.signals[-1]}
        named.update({f"{one.way.name}.{key}": value for key, value in numbers.items()})
        if one is flows.chosen:
            named.update(numbers)
    return named
