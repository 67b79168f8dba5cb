"""``LabCanvas``, case by case: the figure and the sibling of right calls, the faults of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.components.lab_canvas.component import COMPONENT
from tests.components.golden import cases, check
from tests.components.lab.calls import without_data


@pytest.mark.parametrize("case", cases(Path(__file__).parent), ids=lambda case: case.name)
def test_case(case: Path, *, update_golden: bool) -> None:
    check(case, without_data(COMPONENT), update=update_golden)
