"""Trajectories against PyTorch's own optimisers in float64; ``make_references.py`` made the data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adjoint.autodiff import OPTIMISERS, SURFACES, descend

CASES = json.loads(Path(__file__).with_name("references.json").read_text(encoding="utf-8"))["cases"]


def name(case):
    extras = [case[key] for key in ("schedule", "clipping") if key in case]
    return "-".join([case["surface"], case["optimiser"], *extras])


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_trajectory_is_that_of_pytorch(case):
    path = descend(
        SURFACES[case["surface"]],
        case["optimiser"],
        case["settings"],
        start=tuple(case["start"]),
        steps=case.get("steps", 500),
        schedule=case.get("schedule", "constant"),
        clipping=case.get("clipping", "none"),
    )
    for step, x, y, loss in case["reached"]:
        assert path.points[step] == pytest.approx((x, y), rel=1e-12, abs=1e-12), f"step {step}"
        assert path.losses[step] == pytest.approx(loss, rel=1e-12, abs=1e-12), f"step {step}"


def test_every_optimiser_has_references_on_every_surface():
    held = {(case["surface"], case["optimiser"]) for case in CASES}
    assert held >= {(surface, optimiser) for surface in SURFACES for optimiser in OPTIMISERS}


def test_every_schedule_and_clipping_has_a_reference():
    assert {case.get("schedule", "constant") for case in CASES} == {"constant", "step", "cosine", "inverse"}
    assert {case.get("clipping", "none") for case in CASES} == {"none", "norm", "value"}
