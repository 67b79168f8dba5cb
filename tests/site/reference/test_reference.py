"""The reference is current, every claim in it can be proved, and no code is missing from it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import adjoint
from adjoint import cli
from adjoint.site.reference import reference
from adjoint.site.reference.claims import FORMS
from adjoint.site.reference.codes import MEANINGS
from adjoint.site.reference.commands import OPTIONS
from tests.site.proof.test_claims import judged

PACKAGE = Path(adjoint.__file__).parent
DOCUMENT = Path(__file__).parents[3] / "docs" / "reference.md"
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
TELLING = {"Diagnostic", "fault", "Finding"}
FAMILIES = {
    f"{noun}-{aspect}"
    for noun in ("key", "param", "prop", "setting")
    for aspect in ("choice", "range", "type")
} | {f"{aspect}-{noun}" for noun in ("key", "param", "prop", "setting") for aspect in ("missing", "unknown")}
"""The codes that validation makes from what it validates."""
FAMILIES |= {"setting-value"}


def test_the_reference_is_what_the_schemas_say(update_golden: bool) -> None:
    if update_golden:
        DOCUMENT.write_text(reference(), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), "run python -m adjoint.site.reference"


def test_every_option_of_every_command_is_told() -> None:
    told = set(re.findall(r"--[\w-]+", " ".join(OPTIONS)))
    assert told | {"--help"} == {*cli._parser().options()}


def texts(node: ast.AST | None) -> Iterator[str]:
    """The strings that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))


def codes_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from texts(node.args[0] if name in TELLING and node.args else None)
            yield from texts(node.args[3] if name == "Malformed" and len(node.args) > 3 else None)
            for keyword in node.keywords:
                yield from texts(keyword.value if keyword.arg == "code" else None)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and node.value.elts:
            yield from filter(CODE.fullmatch, texts(node.value.elts[0]))
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "code":
            yield from texts(node.value)


def test_every_code_is_told() -> None:
    paths = [path for path in PACKAGE.rglob("*.py") if "npm" not in path.parts]
    found = {code for path in paths for code in codes_of(path)}
    assert sorted(found - MEANINGS.keys()) == []
    assert sorted(MEANINGS.keys() - found - FAMILIES) == []


@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_every_form_of_a_claim_in_it_can_be_proved(form: str) -> None:
    found = judged(form)
    assert found.faults == ()
    assert len(found.proved) == 1
