"""A step of descent as one graph: a surface's gradient, a clipping, a schedule and an optimiser put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adjoint.autodiff.derive import gradient, hessian_graph
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.graph import Graph, Node
from adjoint.autodiff.parse import parse_program

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adjoint.autodiff.descent.optimisers import Optimiser
    from adjoint.autodiff.descent.settings import Rule

AXES: Final = ("x", "y")
SECOND_ORDER: Final = ("h_xx", "h_xy", "h_yy")
DERIVATIVES: Final = ("g_x", "g_y", *SECOND_ORDER)
VIEWS: Final[Mapping[str, Mapping[str, str]]] = {
    "x": {"p": "x", "g": "g_x", "g_across": "g_y", "h": "h_xx", "h_across": "h_yy", "h_mixed": "h_xy"},
    "y": {"p": "y", "g": "g_y", "g_across": "g_x", "h": "h_yy", "h_across": "h_xx", "h_mixed": "h_xy"},
}
"""What the names in an optimiser's program mean for either coordinate of the plane."""


def state_names(optimiser: Optimiser) -> tuple[str, ...]:
    """Return what an optimiser remembers of both coordinates: ``m_x``, ``m_y``, ``v_x``, ``v_y``."""
    return tuple(f"{name}_{axis}" for name in optimiser.state for axis in AXES)


def setting_names(optimiser: Optimiser, schedule: Rule, clipping: Rule) -> tuple[str, ...]:
    """Return the names of all settings that a step depends on."""
    rules = (optimiser, schedule, clipping)
    return tuple(dict.fromkeys(setting.name for rule in rules for setting in rule.settings))


def plane_step(
    optimiser: Optimiser, schedule: Rule = SCHEDULES["constant"], clipping: Rule = CLIPPINGS["none"]
) -> Graph:
    """Return one step in the plane as a graph.

    Its inputs are ``t``, ``x``, ``y``, the derivatives ``g_x``, ``g_y``, ``h_xx``, ``h_xy``, ``h_yy``, what the
    optimiser remembers (``state_names``) and the settings (``setting_names``). Its outputs are the next x and y
    and the next state.
    """
    settings = setting_names(optimiser, schedule, clipping)
    weave = _Weave(("t", *AXES, *DERIVATIVES, *state_names(optimiser), *settings))
    (rate,) = weave.put(schedule.program, ("t", *settings), ["lr_t"], {})
    clipped = {}
    for axis, view in VIEWS.items():
        (clipped[view["g"]],) = weave.put(clipping.program, ("g", "g_across", *settings), ["g_clipped"], view)
    names = ("t", *VIEWS["x"], *optimiser.state, *settings)
    wanted = ["move", *(f"{name}_next" for name in optimiser.state)]
    steps, states = [], []
    for axis, view in VIEWS.items():
        meaning = {**view, **{name: f"{name}_{axis}" for name in optimiser.state}}
        step, *state = weave.put(optimiser.program, names, wanted, meaning, {"lr": rate, **clipped})
        steps.append(weave.node("add", (weave.inputs[axis], step)))
        states.append(state)
    together = [axis_state for pair in zip(*states, strict=True) for axis_state in pair]
    return weave.graph([*steps, *together])
