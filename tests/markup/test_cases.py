"""The syntax, case by case: a folder with ``input.md``, what it becomes in both outputs, and its faults.

``expected.html`` and ``expected.md`` show components, math and values as what was asked for them;
``faults.txt`` has a line for each fault, and stands only where there is one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from adjoint.markup import Diagnostic, Source, parse_document
from tests.markup.stubs import html, markdown

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, update_golden: bool) -> None:
    document, faults = parse_document(Source("input.md", (case / "input.md").read_text(encoding="utf-8")))
    outputs = {"expected.html": html(document), "expected.md": markdown(document)}
    if faults:
        outputs["faults.txt"] = "".join(f"{told(fault)}\n" for fault in faults)
    if update_golden:
        (case / "faults.txt").unlink(missing_ok=True)
        for name, text in outputs.items():
            (case / name).write_text(text, encoding="utf-8")
    expected = {
        path.name: path.read_text(encoding="utf-8") for path in case.iterdir() if path.name != "input.md"
    }
    assert outputs == expected


def told(fault: Diagnostic) -> str:
    hint = f" ({fault.hint})" if fault.hint else ""
    return f"{fault.location}: {fault.code}: {fault.message}{hint}"
