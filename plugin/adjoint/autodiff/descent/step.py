"""A step of descent as one graph: a surface's gradient, a clipping, a schedule and an optimiser."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from adjoint.autodiff.builder import Builder
from adjoint.autodiff.derivative import gradient, hessian_graph
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.reading import parse_program

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adjoint.autodiff.descent.optimisers import Optimiser
    from adjoint.autodiff.descent.settings import Rule
    from adjoint.autodiff.graph import Graph

AXES: Final = ("x", "y")
GRADIENT: Final = ("g_x", "g_y")
HESSIAN: Final = ("h_xx", "h_xy", "h_yy")
COORDINATES: Final[Mapping[str, Mapping[str, str]]] = {
    "x": {"p": "x", "g": "g_x", "g_across": "g_y", "h": "h_xx", "h_across": "h_yy", "h_mixed": "h_xy"},
    "y": {"p": "y", "g": "g_y", "g_across": "g_x", "h": "h_yy", "h_across": "h_xx", "h_mixed": "h_xy"},
}
"""What the names in a program mean for either coordinate of the plane."""

_CONSTANT: Final = SCHEDULES["constant"]
_UNCLIPPED: Final = CLIPPINGS["none"]


def state_names(optimiser: Optimiser) -> tuple[str, ...]:
    """Return what an optimiser remembers of the plane: ``m_x``, ``m_y``, ``v_x``, ``v_y``."""
    return tuple(f"{name}_{axis}" for name in optimiser.state for axis in AXES)


def setting_names(*rules: Rule) -> tuple[str, ...]:
    """Return the names of all settings that a step by these rules reads."""
    return tuple(dict.fromkeys(setting.name for rule in rules for setting in rule.settings))


@lru_cache(maxsize=64)
def plane_step(optimiser: Optimiser, schedule: Rule = _CONSTANT, clipping: Rule = _UNCLIPPED) -> Graph:
    """Return one step in the plane as a graph.

    Its inputs are ``t``, ``x``, ``y``, ``g_x``, ``g_y``, ``h_xx``, ``h_xy``, ``h_yy``, what the optimiser
    remembers (``state_names``) and the settings (``setting_names``). Its outputs are the next x and y and the
    next state. The same rules give the same graph, which is remembered.
    """
    settings = setting_names(optimiser, schedule, clipping)
    builder = Builder()
    inputs = ("t", *AXES, *GRADIENT, *HESSIAN, *state_names(optimiser), *settings)
    known = {name: builder.input(name) for name in inputs}
    (rate,) = _put(builder, schedule.program, ["lr_t"], {name: known[name] for name in ("t", *settings)})
    clipped = dict(known)
    for meaning in COORDINATES.values():
        operands = {name: known[meaning[name]] for name in ("g", "g_across")}
        operands |= {name: known[name] for name in settings}
        (clipped[meaning["g"]],) = _put(builder, clipping.program, ["g_clipped"], operands)
    outputs = ["move", *(f"{name}_next" for name in optimiser.state)]
    following = {}
    for axis, meaning in COORDINATES.items():
        operands = {name: clipped[wide] for name, wide in meaning.items()}
        operands |= {name: known[f"{name}_{axis}"] for name in optimiser.state}
        operands |= {"t": known["t"], **{name: known[name] for name in settings}, "lr": rate}
        move, *state = _put(builder, optimiser.program, outputs, operands)
        following[axis] = builder.apply("add", known[axis], move)
        following |= {f"{name}_{axis}": place for name, place in zip(optimiser.state, state, strict=True)}
    return builder.graph([following[name] for name in (*AXES, *state_names(optimiser))])


def _put(builder: Builder, program: str, outputs: Sequence[str], operands: Mapping[str, int]) -> list[int]:
    """Build a program on given nodes; return where its outputs stand."""
    graph = parse_program(program, inputs=tuple(operands), outputs=outputs)
    places = builder.substitute(graph, list(operands.values()))
    return [places[output] for output in graph.outputs]


def descent_step(
    surface: Graph, optimiser: Optimiser, schedule: Rule = _CONSTANT, clipping: Rule = _UNCLIPPED
) -> Graph:
    """Return a step down a surface as one graph: what an optimiser makes of the surface's own gradient.

    Its inputs are ``t``, ``x``, ``y``, the state and the settings; its outputs are the loss and its gradient
    at (x, y), then the next x and y and the next state.
    """
    step = plane_step(optimiser, schedule, clipping)
    used = {step.nodes[operand].name for node in step.nodes for operand in node.operands}
    derive = gradient if used.isdisjoint(HESSIAN) else hessian_graph
    slopes = derive(surface, inputs=AXES)
    builder = Builder()
    known = {name: builder.input(name) for name in step.inputs if name not in {*GRADIENT, *HESSIAN}}
    places = builder.substitute(slopes, [known[name] for name in slopes.inputs])
    loss, *derivatives = (places[output] for output in slopes.outputs)
    known |= dict(zip((*GRADIENT, *HESSIAN), derivatives, strict=False))
    unread = builder.constant(0.0)
    places = builder.substitute(step, [known.get(name, unread) for name in step.inputs])
    return builder.graph([loss, *derivatives[:2], *(places[output] for output in step.outputs)])


def slopes(surface: Graph, floor: Graph | None = None) -> Graph:
    """Return a surface's loss, gradient and Hessian, and its floor's function if it has one, as one graph."""
    builder = Builder()
    known = {name: builder.input(name) for name in AXES}
    graphs = [hessian_graph(surface, inputs=AXES), *([floor] if floor else [])]
    outputs = []
    for graph in graphs:
        places = builder.substitute(graph, [known[name] for name in graph.inputs])
        outputs += [places[output] for output in graph.outputs]
    return builder.graph(outputs)
