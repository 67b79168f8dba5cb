"""Make ``references.json``: trajectories of PyTorch's own optimisers, in float64.

Run it in an environment that has PyTorch (made with torch 2.13.0): ``python make_references.py``.
Nothing of Adjoint is imported: the surfaces and Newton's step are written out again for torch.
"""

# ruff: noqa: PLW0108, ARG005  (the parameters of the functions below name the settings they take)

from __future__ import annotations

import json
import math
from pathlib import Path

import torch

KEPT = (1, 2, 3, 5, 10, 20, 50, 100, 200, 350, 500)

SURFACES = {
    "bowl": lambda x, y: x**2 + 2 * y**2,
    "ravine": lambda x, y: (1 - x) ** 2 + 20 * (y - x**2) ** 2,
    "saddle": lambda x, y: x**2 - y**2 + 0.04 * y,
    "bumpy": lambda x, y: (
        0.1 * (x**2 + y**2)
        - 1.6 * torch.exp(-2 * ((x - 1.1) ** 2 + (y - 0.9) ** 2))
        - 1.0 * torch.exp(-2 * ((x + 1.2) ** 2 + (y - 1.1) ** 2))
        - 1.2 * torch.exp(-2 * ((x + 0.9) ** 2 + (y + 1.0) ** 2))
        - 0.8 * torch.exp(-2 * ((x - 1.3) ** 2 + (y + 1.1) ** 2))
    ),
}

OPTIMISERS = {
    "sgd": lambda p, lr: torch.optim.SGD(p, lr=lr),
    "momentum": lambda p, lr, momentum: torch.optim.SGD(p, lr=lr, momentum=momentum),
    "nesterov": lambda p, lr, momentum: torch.optim.SGD(p, lr=lr, momentum=momentum, nesterov=True),
    "rmsprop": lambda p, lr, alpha, eps: torch.optim.RMSprop(p, lr=lr, alpha=alpha, eps=eps),
    "adagrad": lambda p, lr, eps: torch.optim.Adagrad(p, lr=lr, eps=eps),
    "adam": lambda p, lr, beta1, beta2, eps: torch.optim.Adam(p, lr=lr, betas=(beta1, beta2), eps=eps),
    "adamw": lambda p, lr, beta1, beta2, eps, weight_decay: torch.optim.AdamW(
        p, lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay
    ),
    "newton": lambda p, lr, damping: Newton(p, lr=lr, damping=damping),
}

SCHEDULES = {
    "constant": lambda optimiser: torch.optim.lr_scheduler.ConstantLR(optimiser, factor=1.0),
    "step": lambda optimiser, period, decay: torch.optim.lr_scheduler.StepLR(optimiser, period, decay),
    "cosine": lambda optimiser, horizon: torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, horizon),
    "inverse": lambda optimiser, decay: torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: 1 / (1 + decay * step)
    ),
}

CLIPPINGS = {
    "none": lambda parameters: None,
    "norm": lambda parameters, max_norm: torch.nn.utils.clip_grad_norm_(parameters, max_norm),
    "value": lambda parameters, max_value: torch.nn.utils.clip_grad_value_(parameters, max_value),
}


class Newton:
    """Newton's step by the eigenvectors of the Hessian, the eigenvalues' signs removed, then damped."""

    def __init__(self, parameters, lr, damping):
        (self.point,), self.damping = parameters, damping
        self.param_groups = [{"lr": lr}]

    def step(self, surface):
        point = self.point.detach()
        hessian = torch.autograd.functional.hessian(lambda p: surface(p[0], p[1]), point)
        values, vectors = torch.linalg.eigh(hessian)
        along = vectors.T @ self.point.grad
        with torch.no_grad():
            self.point -= self.param_groups[0]["lr"] * vectors @ (along / (values.abs() + self.damping))


CASES = [
    # surface, optimiser, settings, start, steps
    ("bowl", "sgd", {"lr": 0.1}),
    ("ravine", "sgd", {"lr": 0.004}),
    ("saddle", "sgd", {"lr": 0.05}, {"steps": 100}),
    ("bumpy", "sgd", {"lr": 0.08}),
    ("bowl", "momentum", {"lr": 0.03, "momentum": 0.9}),
    ("ravine", "momentum", {"lr": 0.0012, "momentum": 0.9}),
    ("saddle", "momentum", {"lr": 0.02, "momentum": 0.8}, {"steps": 50}),
    ("bumpy", "momentum", {"lr": 0.03, "momentum": 0.95}),
    ("bowl", "nesterov", {"lr": 0.03, "momentum": 0.9}),
    ("ravine", "nesterov", {"lr": 0.0012, "momentum": 0.9}),
    ("saddle", "nesterov", {"lr": 0.02, "momentum": 0.8}, {"steps": 50}),
    ("bumpy", "nesterov", {"lr": 0.03, "momentum": 0.95}),
    ("bowl", "rmsprop", {"lr": 0.01, "alpha": 0.99, "eps": 1e-3}),
    ("ravine", "rmsprop", {"lr": 0.01, "alpha": 0.9, "eps": 1e-8}, {"steps": 50}),
    ("saddle", "rmsprop", {"lr": 0.02, "alpha": 0.95, "eps": 1e-8}, {"steps": 50}),
    ("bumpy", "rmsprop", {"lr": 0.01, "alpha": 0.99, "eps": 1e-3}, {"steps": 50}),
    ("bowl", "adagrad", {"lr": 0.3, "eps": 1e-10}),
    ("ravine", "adagrad", {"lr": 0.3, "eps": 1e-10}),
    ("saddle", "adagrad", {"lr": 0.2, "eps": 1e-8}, {"steps": 100}),
    ("bumpy", "adagrad", {"lr": 0.3, "eps": 1e-10}),
    ("bowl", "adam", {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
    ("ravine", "adam", {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
    ("saddle", "adam", {"lr": 0.05, "beta1": 0.8, "beta2": 0.95, "eps": 1e-6}, {"steps": 100}),
    ("bumpy", "adam", {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
    ("bowl", "adamw", {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01}),
    ("ravine", "adamw", {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.2}),
    (
        "saddle",
        "adamw",
        {"lr": 0.05, "beta1": 0.8, "beta2": 0.95, "eps": 1e-6, "weight_decay": 0.5},
        {"steps": 100},
    ),
    ("bumpy", "adamw", {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01}),
    ("bowl", "newton", {"lr": 0.5, "damping": 0.1}),
    ("ravine", "newton", {"lr": 0.7, "damping": 1e-3}, {"steps": 50}),
    ("saddle", "newton", {"lr": 0.1, "damping": 0.5}, {"steps": 50}),
    ("bumpy", "newton", {"lr": 0.3, "damping": 0.2}, {"steps": 50}),
    ("bowl", "momentum", {"lr": 0.03, "momentum": 0.9, "period": 20, "decay": 0.5}, {"schedule": "step"}),
    ("ravine", "sgd", {"lr": 0.004, "horizon": 500}, {"schedule": "cosine"}),
    (
        "bumpy",
        "adam",
        {"lr": 0.2, "beta1": 0.9, "beta2": 0.99, "eps": 1e-8, "decay": 0.1},
        {"schedule": "inverse"},
    ),
    ("ravine", "sgd", {"lr": 0.004, "max_norm": 2.0}, {"clipping": "norm"}),
    ("ravine", "nesterov", {"lr": 0.001, "momentum": 0.9, "max_value": 1.5}, {"clipping": "value"}),
    (
        "bumpy",
        "adamw",
        {
            "lr": 0.1,
            "beta1": 0.9,
            "beta2": 0.999,
            "eps": 1e-8,
            "weight_decay": 0.1,
            "max_norm": 0.3,
            "horizon": 500,
        },
        {"clipping": "norm", "schedule": "cosine"},
    ),
]
STARTS = {"bowl": (-1.7, 1.3), "ravine": (-1.4, 0.6), "saddle": (-1.6, 0.3), "bumpy": (-0.1, 0.3)}


def arguments(settings, function):
    """Return those settings that a function takes."""
    names = function.__code__.co_varnames[1 : function.__code__.co_argcount]
    return {name: settings[name] for name in names}


def run(  # noqa: PLR0913  (the options of a case)
    surface, optimiser, settings, *, steps=500, schedule="constant", clipping="none"
):
    """Return the points a run reaches, from step 0 on, and the losses there."""
    f = SURFACES[surface]
    point = torch.tensor(STARTS[surface], dtype=torch.float64, requires_grad=True)
    make = OPTIMISERS[optimiser]
    stepper = make([point], **arguments(settings, make))
    newton = isinstance(stepper, Newton)
    plan = None if newton else SCHEDULES[schedule](stepper, **arguments(settings, SCHEDULES[schedule]))
    points, losses = [], []
    for _ in range(steps):
        point.grad = None
        loss = f(point[0], point[1])
        loss.backward()
        points.append(point.tolist())
        losses.append(loss.item())
        CLIPPINGS[clipping]([point], **arguments(settings, CLIPPINGS[clipping]))
        if newton:
            stepper.step(f)
        else:
            stepper.step()
            plan.step()
    points.append(point.tolist())
    losses.append(f(point[0], point[1]).item())
    return points, losses


def main():
    """Write the references beside this file."""
    cases = []
    for surface, optimiser, settings, *extra in CASES:
        options = extra[0] if extra else {}
        points, losses = run(surface, optimiser, settings, **options)
        assert all(map(math.isfinite, losses))
        kept = [step for step in KEPT if step < len(points)]
        cases.append(
            {
                "surface": surface,
                "optimiser": optimiser,
                "settings": settings,
                "start": STARTS[surface],
                **options,
                "reached": [[step, *points[step], losses[step]] for step in kept],
            }
        )
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    text = f'{{"torch":"{torch.__version__}","cases":[\n{lines}\n]}}\n'
    Path(__file__).with_name("references.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
