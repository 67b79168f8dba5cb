"""``Figure``, case by case: its HTML, its markdown, and what an author is told of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.components.figure.component import COMPONENT
from tests.components import golden

CASES = golden.cases(Path(__file__).parent)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden_case(case: Path, update_golden: bool) -> None:
    golden.check(case, COMPONENT, update=update_golden)
