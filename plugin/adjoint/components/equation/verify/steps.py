r"""What an equation's names mean where it is the step of an optimiser, and the steps at which it is tried.

Every rule speaks of one coordinate: ``\theta_t`` is where the point stands along it, ``\theta_{t+1}`` where
it goes, ``\nabla L(\theta_t)`` or ``g_t`` the gradient, ``v_t`` and ``v_{t+1}`` what the optimiser remembers
before and after the step, ``\hat m_t`` what its program calls ``m_hat``. ``h_t``, ``H_t``, ``\nabla^2
L(\theta_t)`` or ``\frac{\partial^2 L}{\partial \theta_t^2}`` is the curvature along it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from adjoint.autodiff import DomainError, forward, hessian_graph, parse_program, parse_steps
from adjoint.components.equation.verify.graphs import lattice
from adjoint.components.equation.verify.meaning import NumbersVocabulary
from adjoint.components.equation.verify.tokens import Unread
from adjoint.components.equation.verify.tree import (
    Chain,
    Gradient,
    Node,
    Partial,
    Relation,
    Second,
    Symbol,
    every_part,
)
from adjoint.components.equation.verify.trial import State
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Scope
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.autodiff import Graph, Surface
    from adjoint.components.quantities import Descent

SAMPLES: Final = 12
POSITION, GRADIENT, NEXT_GRADIENT, NUMBER = "position", "gradient", "gradient_next", "step"
CURVATURE, NEXT_CURVATURE, CURVATURES = "curvature", "curvature_next", ("h", "H")
LETTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "momentum": ("mu", "beta", "gamma", "rho"),
    "alpha": ("alpha", "beta", "rho", "gamma"),
    "beta1": ("beta_1",),
    "beta2": ("beta_2",),
    "eps": ("epsilon",),
    "weight_decay": ("lambda",),
    "damping": ("lambda",),
    "lr": ("eta", "alpha", "gamma"),
}
"""The letters by which each setting is known; where two settings share one, the first has it."""
_TIMED: Final = re.compile(r"([A-Za-z])([+-]\d+)?")
_PLACES: Final = ("theta", "w", "x", "p")


@frozen
class StepVocabulary(NumbersVocabulary):
    """Names are quantities of one step along one coordinate."""

    position: str
    now: int
    """The offset of the time at which the step begins: 0 for t."""
    settings: tuple[str, ...]
    """Those that the equations name by a letter."""

    def gradient(self, gradient: Gradient) -> str | None:
        """Return the gradient or the curvature where the step begins, or where it leads."""
        now, then = (GRADIENT, NEXT_GRADIENT) if gradient.order == 1 else (CURVATURE, NEXT_CURVATURE)
        if gradient.at is None or (gradient.at.head == self.position and not gradient.at.index):
            return now
        if gradient.at.head != self.position:
            return None
        return now if _offset(gradient.at) == self.now else then


@frozen
class Step:
    """The equations of a step, their names told apart by time, and what the names mean."""

    chains: tuple[Chain, ...]
    vocabulary: StepVocabulary


def read_step(chains: Sequence[Chain], descent: Descent) -> Step:
    """Find out which names stand for what before the step, and which for what after it.

    Raises:
        Unread: the equations speak of more than one step, of one setting by two letters, or of the
            curvature along one coordinate where the step depends on more.
    """
    remembered = _remembered(descent)
    found = list(_symbols(chains))
    position = _position(found, remembered)
    timed = tuple(_with_times(chain, position, remembered) for chain in chains)
    letter, then = _time(timed)
    now = then - 1
    names = {letter: NUMBER}
    for offset, suffix in ((now, ""), (then, "_next")):
        index = f"{letter}{offset:+d}" if offset else letter
        names[f"{position}_{index}"] = f"{POSITION}{suffix}"
        names |= {f"{name}_{index}": f"{name}{suffix}" for name in descent.optimiser.state}
        names[f"g_{index}"] = GRADIENT
        names |= {f"{letter}_{index}": f"{CURVATURE}{suffix}" for letter in CURVATURES}
    hats = {name for name in remembered if name.endswith("_hat")}
    index = f"{letter}{then:+d}" if then else letter
    names |= {f"{name.removesuffix('_hat')} hat_{index}": name for name in hats}
    names |= {"g": GRADIENT, **dict.fromkeys(CURVATURES, CURVATURE)}
    _check_curvature(timed, descent)
    letters = _letters(descent)
    named = _named_settings(found, letters)
    return Step(timed, StepVocabulary({**letters, **names}, position, now, named))


def _check_curvature(chains: Sequence[Chain], descent: Descent) -> None:
    """Refuse a curvature where the step along one coordinate depends on the curvature along others."""
    if "h_mixed" not in descent.optimiser.program or not _has_mixed_term(descent.surface):
        return
    for part in every_part(chains):
        is_letter = isinstance(part, Symbol) and part.head in CURVATURES
        if is_letter or (isinstance(part, Gradient) and part.order == 2):
            message = "the step along one coordinate is not made of the curvature along it alone"
            hint = (
                f"the mixed second derivative of {descent.surface.title} is not 0; verify the rule on a "
                "surface that is a function of x plus one of y, or leave verify out"
            )
            raise Unread(message, part.start, part.end, hint)


def _has_mixed_term(surface: Surface) -> bool:
    shape = _curvatures(surface.graph)
    return shape.nodes[shape.outputs[4]].value != 0


@lru_cache(maxsize=32)
def _curvatures(surface: Graph) -> Graph:
    """Return a surface with its slopes and curvatures; many formulas are tried on the same one."""
    return hessian_graph(surface, inputs=("x", "y"))


def _time(chains: Sequence[Chain]) -> tuple[str, int]:
    """Return the letter that counts steps, and its offset at the end of the step that the equations take."""
    timed = [symbol for symbol in _symbols(chains) if _is_timed(symbol)]
    if not timed:
        return "t", 1
    for symbol in timed:
        if symbol.index[0] != timed[0].index[0]:
            message = f"{symbol.index[0]} and {timed[0].index[0]} cannot both count the steps"
            raise Unread(message, symbol.start, symbol.end)
    latest = max(timed, key=_offset)
    if _offset(latest) - min(map(_offset, timed)) > 1:
        raise Unread("the equation speaks of more than one step", latest.start, latest.end)
    return timed[0].index[0], _offset(latest)


def _remembered(descent: Descent) -> set[str]:
    """Return the names of an optimiser's program that an equation may use."""
    steps = {step.name.text for step in parse_steps(descent.optimiser.program) if step.name}
    return {*descent.optimiser.state, *(name for name in steps if name.endswith("_hat"))}


def _letters(descent: Descent) -> dict[str, str]:
    letters: dict[str, str] = {}
    own = {setting.name for setting in descent.optimiser.settings}
    for setting, known in LETTERS.items():
        if setting in own:
            letters = {**dict.fromkeys(known, setting), **letters}
    return letters


def _named_settings(found: Sequence[Symbol], letters: Mapping[str, str]) -> tuple[str, ...]:
    by_setting: dict[str, Symbol] = {}
    for symbol in found:
        setting = letters.get(symbol.key)
        if setting is None:
            continue
        first = by_setting.setdefault(setting, symbol)
        if first.key != symbol.key:
            message = f"{symbol.key} and {first.key} would both be the setting {setting}"
            raise Unread(message, symbol.start, symbol.end, "use one letter for it")
    return tuple(by_setting)


def _position(found: Sequence[Symbol], remembered: set[str]) -> str:
    """Return the letter of the point: what the gradient is taken at, else the one usual for it."""
    heads = {symbol.head for symbol in found} - remembered - {"g"}
    moving = {symbol.head for symbol in found if _is_timed(symbol)} - remembered - {"g"}
    moving = {head for head in moving if not head.endswith(" hat")}
    if len(moving) == 1:
        return moving.pop()
    return next((letter for letter in _PLACES if letter in heads), _PLACES[0])


def _is_timed(symbol: Symbol) -> bool:
    return _TIMED.fullmatch(symbol.index) is not None


def _offset(symbol: Symbol) -> int:
    time = _TIMED.fullmatch(symbol.index)
    return int(time[2] or 0) if time else 0


def _with_times(chain: Chain, position: str, remembered: set[str]) -> Chain:
    r"""Return ``\theta \leftarrow \theta - \eta v`` as an equation between what is now and what is next.

    What the rule itself moves is old on the right; all else that the optimiser remembers was moved before.
    ``\frac{\partial L}{\partial \theta}`` is the gradient, a second derivative the curvature.
    """
    chain = _mapped(chain, lambda part: _as_gradient(part, position))
    if not any(relation.sign == "←" for relation in chain.relations):
        return chain
    target = chain.sides[0]
    if len(chain.relations) > 1 or not isinstance(target, Symbol):
        sign = chain.relations[0]
        raise Unread("a rule is a name, an arrow and what the name becomes", sign.start, sign.end)

    def timed(part: Node) -> Node:
        if not isinstance(part, Symbol) or part.index:
            return part
        moved = part.head.replace(" ", "_") in remembered or part.head == position
        return replace(part, index="t-1" if part.head in {target.head, position} else "t") if moved else part

    (sign,) = chain.relations
    sides = (replace(target, index="t"), _mapped(chain.sides[1], timed))
    return Chain(sides, (Relation("=", sign.start, sign.end),))


def _as_gradient(part: Node, position: str) -> Node:
    if isinstance(part, Partial) and part.by.head == position:
        return Gradient(part.of, part.by, part.start, part.end)
    if isinstance(part, Second) and part.by.head == position and part.by.key == part.then.key:
        return Gradient(part.of, part.by, part.start, part.end, order=2)
    return part


def _mapped(value: Any, change: Callable[[Node], Node]) -> Any:  # noqa: ANN401  (a tree of several types)
    """Return a tree with every part changed, the inner ones first."""
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if not is_dataclass(value):
        return value
    changed = {item.name: _mapped(getattr(value, item.name), change) for item in fields(value)}
    return change(cast("Node", replace(cast("Any", value), **changed)))


def _symbols(value: Any) -> Iterator[Symbol]:  # noqa: ANN401
    """Give the names in a tree but the name of what a gradient is of, in the order they stand."""
    if isinstance(value, Symbol):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _symbols(item)
    elif isinstance(value, Gradient | Partial | Second):
        inner = value.at if isinstance(value, Gradient) else value.by
        if inner is not None:
            yield inner
    elif is_dataclass(value):
        for item in fields(value):
            yield from _symbols(getattr(value, item.name))


@frozen
class _Moment:
    """A step about to be taken: where, after what, by which settings."""

    point: tuple[float, float]
    settings: Mapping[str, float]
    memory: Mapping[str, tuple[float, float]]
    """What the optimiser remembers, along x and along y."""
    number: int


def unnamed_settings(descent: Descent, step: StepVocabulary) -> str | None:
    """Return the settings of a run that an equation does not name, as a hint; None where it may.

    With something to remember an optimiser has several rules, and each names its own settings.
    """
    if descent.optimiser.state:
        return None
    letters = {setting: known[0] for setting, known in LETTERS.items()}
    told = [
        f"{name} = {descent.settings[name]:.4g} (\\{letters[name]})" if name in letters else name
        for name in (setting.name for setting in descent.optimiser.settings)
        if name not in step.settings
    ]
    return f"the run has {', '.join(told)}, which the equation does not name" if told else None


def step_states(owner: str, descent: Descent, step: StepVocabulary) -> tuple[State, ...]:
    """Return the steps at which equations are tried: the lab's first, then steps from sampled points.

    Settings that the equations name vary as well; the others keep their published values.
    """
    blank = dict.fromkeys(descent.optimiser.state, (0.0, 0.0))
    moments = [_Moment(descent.start, descent.settings, blank, 1), *_sampled(descent, step)]
    return tuple(state for moment in moments for state in _states(owner, descent, moment, step))


def _sampled(descent: Descent, step: StepVocabulary) -> Iterator[_Moment]:
    ranges = {setting.name: setting for setting in descent.optimiser.settings}
    memory = descent.optimiser.state
    x0, x1, y0, y1 = descent.surface.window
    for x, y, count, *rest in lattice(3 + 2 * len(memory) + len(step.settings), SAMPLES):
        turned = {
            name: ranges[name].low + (ranges[name].high - ranges[name].low) * number
            for name, number in zip(step.settings, rest[2 * len(memory) :], strict=True)
        }
        yield _Moment(
            (x0 + (x1 - x0) * x, y0 + (y1 - y0) * y),
            {**descent.settings, **turned},
            {name: (rest[2 * k], rest[2 * k + 1]) for k, name in enumerate(memory)},
            2 + int(10 * count),
        )


def _states(owner: str, descent: Descent, moment: _Moment, step: StepVocabulary) -> Iterator[State]:
    """Give one step along x and along y; none where the surface has no value."""
    try:
        slopes = _slopes(descent, moment.point)
        moves = [_moved(descent, moment, slopes, axis) for axis in (0, 1)]
        after = _slopes(descent, (moment.point[0] + moves[0]["move"], moment.point[1] + moves[1]["move"]))
    except DomainError:
        return
    for axis, found in enumerate(moves):
        place, gradient = moment.point[axis], slopes[axis]
        values = {
            **moment.settings,
            **{name: numbers[axis] for name, numbers in moment.memory.items()},
            **found,
            POSITION: place,
            f"{POSITION}_next": place + found["move"],
            GRADIENT: gradient,
            NEXT_GRADIENT: after[axis],
            CURVATURE: slopes[2 + 2 * axis],
            NEXT_CURVATURE: after[2 + 2 * axis],
            NUMBER: float(moment.number - step.now - 1),
        }
        told = f"{step.position} = {place:.4g}, gradient {gradient:.4g}"
        told += "".join(f", {name} = {moment.settings[name]:.4g}" for name in step.settings)
        yield State(Scope({owner: Quantities(values)}, owner), told, published=moment.number == 1)


def _slopes(descent: Descent, point: tuple[float, float]) -> tuple[float, ...]:
    """Return the gradient along x and y, then the Hessian's xx, xy and yy."""
    shape = _curvatures(descent.surface.graph)
    primals = forward(shape, dict(zip(("x", "y"), point, strict=True)))
    return tuple(primals[output] for output in shape.outputs[1:])


def _moved(descent: Descent, moment: _Moment, slopes: Sequence[float], axis: int) -> dict[str, float]:
    """Run the optimiser's program along one axis; return every number that it names."""
    gx, gy, hxx, hxy, hyy = slopes
    own = {
        "g": (gx, gy)[axis],
        "g_across": (gy, gx)[axis],
        "h": (hxx, hyy)[axis],
        "h_across": (hyy, hxx)[axis],
    }
    inputs = {"p": moment.point[axis], "t": float(moment.number), "h_mixed": hxy, **own, **moment.settings}
    inputs |= {name: numbers[axis] for name, numbers in moment.memory.items()}
    program = parse_program(descent.optimiser.program, inputs=tuple(inputs), outputs=("move",))
    primals = forward(program, inputs)
    named = [step.name.text for step in parse_steps(descent.optimiser.program) if step.name]
    return {name: primals[program.index(name)] for name in named}
