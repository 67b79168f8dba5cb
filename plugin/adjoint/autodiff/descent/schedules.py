"""Learning-rate schedules and gradient clippings, as small programs in the engine's own language.

A schedule's program computes ``lr_t``, the learning rate of step ``t`` (from 1), from ``lr``; the
conventions are those of ``torch.optim.lr_scheduler`` with one scheduler step after each optimiser step. A
clipping's program computes ``g_clipped`` for one coordinate from ``g`` and, if it likes, from the other
coordinate's ``g_across``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adjoint.autodiff.descent.settings import Rule, Setting

_SCHEDULES: Final = (
    Rule("constant", "Constant", "The same rate at every step.", (), "lr_t = lr"),
    Rule(
        "step",
        "Step",
        "The rate is multiplied by ``decay`` after every ``period`` steps (PyTorch's StepLR).",
        (
            Setting("period", 50, 1, 1000, "steps between two falls of the rate"),
            Setting("decay", 0.5, 0.01, 1.0, "what the rate is multiplied by"),
        ),
        "lr_t = lr * decay^floor((t - 1) / period)",
    ),
    Rule(
        "cosine",
        "Cosine",
        "Half a period of a cosine from the rate to 0 at step ``horizon`` (PyTorch's CosineAnnealingLR).",
        (Setting("horizon", 200, 1, 2000, "steps until the rate is 0"),),
        "lr_t = lr * (1 + cos(pi * (t - 1) / horizon)) / 2",
    ),
    Rule(
        "inverse",
        "1/t",
        "The rate falls as 1/t (Robbins and Monro 1951).",
        (Setting("decay", 0.01, 0.0, 1.0, "how fast: the rate is halved after 1/decay steps"),),
        "lr_t = lr / (1 + decay * (t - 1))",
    ),
)
_CLIPPINGS: Final = (
    Rule("none", "None", "The gradient as it is.", (), "g_clipped = g"),
    Rule(
        "norm",
        "By norm",
        "A gradient longer than ``max_norm`` is shortened (Pascanu et al. 2013; PyTorch's clip_grad_norm_).",
        (Setting("max_norm", 1.0, 0.01, 100.0, "greatest length of a gradient"),),
        "g_clipped = g * min(1, max_norm / (hypot(g, g_across) + 1e-6))",
    ),
    Rule(
        "value",
        "By value",
        "Each coordinate of the gradient is kept within ±``max_value`` (PyTorch's clip_grad_value_).",
        (Setting("max_value", 1.0, 0.01, 100.0, "greatest size of a coordinate"),),
        "g_clipped = max(-max_value, min(max_value, g))",
    ),
)

SCHEDULES: Final[Mapping[str, Rule]] = MappingProxyType({schedule.name: schedule for schedule in _SCHEDULES})
"""Every schedule by name."""
CLIPPINGS: Final[Mapping[str, Rule]] = MappingProxyType({clipping.name: clipping for clipping in _CLIPPINGS})
"""Every clipping by name."""
