"""How a run ended, in the same words for the page, the sibling and the live table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from adjoint.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adjoint.autodiff import Trajectory
    from adjoint.components.lab.effects.gradient_descent.frame import Frame

Kind = Literal["arrived", "diverged", "undefined", "left", "short", "on"]
WORDS: Final[dict[Kind, str]] = {
    "arrived": "at a minimum by step #",
    "diverged": "diverges at step #",
    "undefined": "has no finite loss at step #",
    "left": "leaves the map at step #",
    "short": "not there by step #",
    "on": "on the map at step #",
}
"""What is said of each kind; ``#`` is the step. The browser gets this table, so that it says the same."""

LENGTH: Final = 4
SLOWEST: Final = 4
FASTEST: Final = 240


@frozen
class Outcome:
    """What became of a run, and at which step."""

    kind: Kind
    step: int

    @property
    def words(self) -> str:
        """The outcome as a reader sees it, such as ``diverges at step 7``."""
        return WORDS[self.kind].replace("#", str(self.step))

    @property
    def failed(self) -> bool:
        """Whether the run broke down."""
        return self.kind in {"diverged", "undefined"}


def pace(ended: Sequence[Outcome]) -> int:
    """Return the steps a second at which runs are played: the last comes home after ``LENGTH`` seconds."""
    return min(max(round(max(end.step for end in ended) / LENGTH), SLOWEST), FASTEST)


def outcome(found: Trajectory, frame: Frame, *, minimum: bool) -> Outcome:
    """Return what became of a run.

    Args:
        found: the run.
        frame: the map, which a run may leave.
        minimum: whether the surface has a minimum to arrive at.
    """
    if found.diverged_at is not None:
        # A run that diverges has a last point only if the surface has a value there.
        undefined = found.diverged_at == len(found.points)
        return Outcome("undefined" if undefined else "diverged", found.diverged_at)
    if found.steps_to_tolerance is not None:
        return Outcome("arrived", found.steps_to_tolerance)
    if not frame.shows(found.points[-1]):
        inside = max((index for index, point in enumerate(found.points) if frame.shows(point)), default=-1)
        return Outcome("left", inside + 1)
    return Outcome("short" if minimum else "on", len(found.points) - 1)
