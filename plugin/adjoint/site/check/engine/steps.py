"""The optimisers by themselves: each one's step, schedule and clipping against its textbook form in Python.

A site's labs run some of them at some settings. A wrong constant is told whether or not one of them uses it.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

from adjoint.autodiff import OPTIMISERS, forward, parse_program
from adjoint.autodiff.descent import optimisers, schedules
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.descent.settings import Rule
from adjoint.markup import Diagnostic, Location

Numbers = Mapping[str, float]
Step = Callable[[Numbers], Sequence[float]]
TOLERANCE: Final = 1e-9
AT: Final[Sequence[Numbers]] = (
    {"t": 1.0, "p": 0.7, "g": 1.3, "g_across": -0.4, "h": 2.0, "h_across": 5.0, "h_mixed": 1.0, "lr": 0.3},
    {
        "t": 100.0,
        "p": -2.1,
        "g": -0.2,
        "g_across": 3.0,
        "h": -1.5,
        "h_across": 4.0,
        "h_mixed": 0.5,
        "lr": 0.3,
    },
)
"""Where a step is taken: at a valley on the first step, at a saddle on a later one."""
REMEMBERED: Final = {"v": 0.11, "s": 0.23, "m": -0.37}
"""What an optimiser remembers then."""
_ONCE: Final = {
    "momentum": 0.8,
    "alpha": 0.9,
    "beta1": 0.85,
    "beta2": 0.95,
    "eps": 0.01,
    "damping": 0.2,
    "weight_decay": 0.3,
    "period": 30,
    "decay": 0.7,
    "horizon": 150,
    "max_norm": 0.6,
    "max_value": 0.15,
}
"""Settings other than the defaults, so that a constant in their place is told; gradients exceed limits."""


def _momentum(n: Numbers) -> Sequence[float]:
    velocity = n["momentum"] * n["v"] + n["g"]
    return -n["lr"] * velocity, velocity


def _nesterov(n: Numbers) -> Sequence[float]:
    velocity = n["momentum"] * n["v"] + n["g"]
    return -n["lr"] * (n["g"] + n["momentum"] * velocity), velocity


def _rmsprop(n: Numbers) -> Sequence[float]:
    square = n["alpha"] * n["s"] + (1 - n["alpha"]) * n["g"] ** 2
    return -n["lr"] * n["g"] / (math.sqrt(square) + n["eps"]), square


def _adagrad(n: Numbers) -> Sequence[float]:
    square = n["s"] + n["g"] ** 2
    return -n["lr"] * n["g"] / (math.sqrt(square) + n["eps"]), square


def _adam(n: Numbers, decay: float = 0.0) -> Sequence[float]:
    mean = n["beta1"] * n["m"] + (1 - n["beta1"]) * n["g"]
    square = n["beta2"] * n["v"] + (1 - n["beta2"]) * n["g"] ** 2
    fair_mean, fair_square = mean / (1 - n["beta1"] ** n["t"]), square / (1 - n["beta2"] ** n["t"])
    return -n["lr"] * (fair_mean / (math.sqrt(fair_square) + n["eps"]) + decay * n["p"]), mean, square


def _newton(n: Numbers) -> Sequence[float]:
    """Turn to the eigenvectors of the Hessian, and divide by the size of each curvature."""
    angle = math.atan2(2 * n["h_mixed"], n["h"] - n["h_across"]) / 2
    move = 0.0
    for one, other in ((math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))):
        curvature = one**2 * n["h"] + 2 * one * other * n["h_mixed"] + other**2 * n["h_across"]
        along = one * n["g"] + other * n["g_across"]
        move -= n["lr"] * one * along / (abs(curvature) + n["damping"])
    return (move,)


STEPS: Final[Mapping[str, tuple[Step, Numbers]]] = {
    "sgd": (lambda n: (-n["lr"] * n["g"],), {"lr": 1.0}),
    "momentum": (_momentum, {"lr": 0.75, "momentum": 0.9}),
    "nesterov": (_nesterov, {"lr": 0.75, "momentum": 0.9}),
    "rmsprop": (_rmsprop, {"lr": 0.01, "alpha": 0.99, "eps": 1e-8}),
    "adagrad": (_adagrad, {"lr": 0.15, "eps": 1e-10}),
    "adam": (_adam, {"lr": 0.05, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
    "adamw": (
        lambda n: _adam(n, n["weight_decay"]),
        {"lr": 0.05, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01},
    ),
    "newton": (_newton, {"lr": 1.0, "damping": 1e-3}),
}
"""What each makes of a gradient, its step and then what it remembers, and its own settings."""
RATES: Final[Mapping[str, tuple[Step, Numbers]]] = {
    "constant": (lambda n: (n["lr"],), {}),
    "step": (
        lambda n: (n["lr"] * n["decay"] ** ((n["t"] - 1) // n["period"]),),
        {"period": 50, "decay": 0.5},
    ),
    "cosine": (
        lambda n: (n["lr"] * math.cos(math.pi * (n["t"] - 1) / n["horizon"] / 2) ** 2,),
        {"horizon": 200},
    ),
    "inverse": (lambda n: (n["lr"] / (1 + n["decay"] * (n["t"] - 1)),), {"decay": 0.01}),
}
CUTS: Final[Mapping[str, tuple[Step, Numbers]]] = {
    "none": (lambda n: (n["g"],), {}),
    "norm": (
        lambda n: (n["g"] * min(1.0, n["max_norm"] / (math.hypot(n["g"], n["g_across"]) + 1e-6)),),
        {"max_norm": 1.0},
    ),
    "value": (lambda n: (math.copysign(min(abs(n["g"]), n["max_value"]), n["g"]),), {"max_value": 1.0}),
}


def step_faults() -> Iterator[Diagnostic]:
    """Yield a fault for each rule of a step that is not what its name says."""
    for rules, known, outputs, module in (
        (OPTIMISERS, STEPS, "move", optimisers),
        (SCHEDULES, RATES, "lr_t", schedules),
        (CLIPPINGS, CUTS, "g_clipped", schedules),
    ):
        for name, (expected, defaults) in known.items():
            try:
                words = _wrong(rules.get(name), expected, defaults, outputs)
            except Exception as error:  # noqa: BLE001  (whatever a damaged rule may raise is its fault)
                words = f"it cannot be worked out: {error}"
            if words:
                yield Diagnostic("wrong-step", "error", f"{name}: {words}", _place(name, module))


def _wrong(rule: Rule | None, expected: Step, defaults: Numbers, output: str) -> str | None:
    if rule is None:
        return "there is no such rule"
    settings = {setting.name: setting.default for setting in rule.settings}
    if settings != defaults:
        return f"its settings are {settings}, they should be {dict(defaults)}"
    state: Sequence[str] = getattr(rule, "state", ())
    program = None
    for at in AT:
        for chosen in (settings, {**settings, **{name: _ONCE[name] for name in settings if name in _ONCE}}):
            given = {**at, **{name: REMEMBERED[name] for name in state}, **chosen, "lr": at["lr"]}
            program = program or parse_program(
                rule.program, inputs=tuple(given), outputs=[output, *(f"{name}_next" for name in state)]
            )
            values = forward(program, {name: given[name] for name in program.inputs})
            for name, place, wanted in zip((output, *state), program.outputs, expected(given), strict=True):
                if abs(values[place] - wanted) > TOLERANCE * max(abs(wanted), 1e-3):
                    return f"{name} is {values[place]:.9g} at step {at['t']:g}, it should be {wanted:.9g}"
    return None


def _place(name: str, module: ModuleType) -> Location:
    """Return where a rule stands in the package's own source."""
    path = Path(inspect.getfile(module))
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if f'"{name}",' in text), 1)
    return Location(Path("adjoint", "autodiff", "descent", path.name).as_posix(), line, 1)
