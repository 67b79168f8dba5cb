"""The params of gradient descent: the engine's surfaces, and every setting of its optimisers."""

from __future__ import annotations

from typing import Final

from adjoint.autodiff import OPTIMISERS, SURFACES
from adjoint.components.lab.kinds import Numbers, OneOf, Several
from adjoint.components.schema import Number, Object, Prop, Text

RAVINE: Final = "ravine"
COMPARED: Final = ("sgd", "momentum", "rmsprop", "adam")
"""The optimisers that run where an author names none."""
_TITLES: Final = tuple((name, optimiser.title) for name, optimiser in OPTIMISERS.items())


OWN: Final = {
    name: tuple(
        Prop(setting.name, Number(setting.low, setting.high), setting.doc) for setting in optimiser.settings
    )
    for name, optimiser in OPTIMISERS.items()
}
"""For each optimiser, a param for each of its settings."""
EACH: Final = tuple(Prop(name, Object(), f"settings of {title}", {}) for name, title in _TITLES)


ELSEWHERE: Final = "; on another surface that a reader chooses, each optimiser goes at its own"


def _shared_settings() -> tuple[Prop, ...]:
    """Return a param for each setting that any optimiser has; where two share one, the wider range holds."""
    ranges: dict[str, tuple[float, float, str]] = {}
    for optimiser in OPTIMISERS.values():
        for setting in optimiser.settings:
            low, high, doc = ranges.get(setting.name, (setting.low, setting.high, setting.doc))
            ranges[setting.name] = (min(low, setting.low), max(high, setting.high), doc)
    return tuple(
        Prop(name, Number(low, high), f"{doc}{ELSEWHERE if name == 'lr' else ''}")
        for name, (low, high, doc) in ranges.items()
    )


SHARED: Final = _shared_settings()
PARAMS: Final = (
    Prop(
        "preset",
        OneOf(tuple((name, surface.title) for name, surface in SURFACES.items())),
        "the surface to descend; ravine if neither this nor f is given",
    ),
    Prop("f", Text(), "a surface of your own, an expression in x and y; it needs a window and a start"),
    Prop("window", Numbers(("x from", "x to", "y from", "y to")), "the part of the plane to show"),
    Prop("start", Numbers(("x", "y")), "where the descent starts"),
    Prop("show", Several(_TITLES), 'which optimisers run: one, a list, or "all"', COMPARED),
    *SHARED,
    Prop(
        "each",
        Object(),
        "settings of single optimisers, stronger than those of all: { adam: { lr: 0.1 } }",
        {},
    ),
    Prop("steps", Number(1, 2000, whole=True), "how many steps a run takes at most", 400),
    Prop(
        "speed",
        Number(1, 240),
        "steps a second, when played; if left out, what brings the runs home in four seconds",
    ),
)
