"""The components as they are listed: each under its own tag, and loaded by nobody who does not use it."""

from __future__ import annotations

import subprocess
import sys

from adjoint.components import COMPONENTS


def test_each_component_stands_under_its_own_tag() -> None:
    assert {tag: component.tag for tag, component in COMPONENTS.items()} == {tag: tag for tag in COMPONENTS}


def test_what_a_build_is_made_of_loads_no_component() -> None:
    script = (
        "import sys, adjoint.site.build, adjoint.site.work.making\n"
        "ours = [name for name in sys.modules if name.startswith('adjoint.')]\n"
        "print(*[name for name in ours if name.endswith('.component')])"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
