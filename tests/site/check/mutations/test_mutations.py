"""A hundred single changes to what we ship: a check fails for each, and says where.

``pytest tests/site/check/mutations -rA --capture=no`` prints what is told of each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adjoint.autodiff import OPERATIONS, OPTIMISERS
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.descent.settings import Rule
from adjoint.autodiff.operations import ALIASES, Primitive
from adjoint.markup import Diagnostic
from adjoint.site.check.engine import expected, steps
from adjoint.site.check.engine.steps import step_faults
from adjoint.site.check.engine.table import table_faults
from tests.site.check.mutations import cases
from tests.site.check.mutations.shipped import STEERS, Shipped, row_changed, ship, told


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    return ship(tmp_path_factory.mktemp("shipped"))


def show(what: str, found: Sequence[Diagnostic]) -> None:
    first = told(found)[0] if found else "SURVIVED"
    print(f"{what}\n    → {first}")  # noqa: T201  (the table that --capture=no asks for)


def test_there_are_a_hundred() -> None:
    kinds = (
        cases.SOURCES, cases.PAGES, cases.SCRIPTS, cases.VALUES_JS, cases.PARTIALS, cases.OPTIMISERS_,
        cases.LOCKED, cases.COLUMNS, cases.FORMS,
    )  # fmt: skip
    assert sum(len(kind) for kind in kinds) >= 100


@pytest.mark.parametrize("case", cases.SOURCES, ids=lambda case: case[1])
def test_a_change_to_a_post(shipped: Shipped, case: tuple[str, str, str, str, str]) -> None:
    post, old, new, code, where = case
    name = f"{post}/index.md"
    found = shipped.edited(name, old, new)
    show(f"{name}: {old} → {new}", found)
    line = shipped.line_of(name, where or old)
    places = [(Path(one.location.path).parent.name, one.location.line, one.code) for one in found]
    assert (Path(post).name, line, code) in places, told(found)


@pytest.mark.parametrize(("post", "entry"), cases.LOCKED)
def test_a_digit_of_a_lock(shipped: Shipped, post: str, entry: str) -> None:
    name = f"{post}/numbers.lock"
    altered = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), entry)
    found = shipped.edited(name, f"\n{entry}\n", f"\n{altered}\n")
    show(f"{name}: {entry} → {altered}", found)
    (one,) = found
    assert one.code == "number-changed"
    line = shipped.line_of(name, f"{entry}\n")
    assert f"(line {line})" in one.message
    assert Path(one.location.path).parent.name == Path(post).name


@pytest.mark.parametrize(("post", "old", "new", "where"), cases.PAGES)
def test_a_change_to_a_published_page(shipped: Shipped, post: str, old: str, new: str, where: str) -> None:
    found = shipped.examined(shipped.published(f"{post}/index.html", old, new))
    show(f"{post}/index.html: {old} → {new}", found)
    lines = [one.location.line for one in found if Path(one.location.path).parent.name == Path(post).name]
    assert lines, told(found)
    if where:
        assert shipped.line_of(f"{post}/index.md", where) in lines, told(found)


@pytest.mark.parametrize(("name", "old", "new"), cases.SCRIPTS)
def test_a_line_of_a_script(shipped: Shipped, name: str, old: str, new: str) -> None:
    found = shipped.script(name, old, new)
    show(f"{name}: {old} → {new}", found)
    assert {one.code for one in found} == {"browser-differs"}
    assert any(one.location.path == name or ".js" not in one.location.path for one in found)


@pytest.mark.parametrize(("old", "new"), cases.VALUES_JS)
def test_a_line_of_the_script_of_values(shipped: Shipped, old: str, new: str) -> None:
    found = shipped.values(STEERS, old, new)
    show(f"values.js: {old} → {new}", found)
    assert {one.code for one in found} == {"browser-differs"}


@pytest.mark.parametrize(("name", "position", "partial"), cases.PARTIALS)
def test_a_partial_derivative_of_the_table(name: str, position: int, partial: str) -> None:
    partials = list(OPERATIONS[name].partials)
    partials[position] = partial
    with row_changed(OPERATIONS, name, partials=tuple(partials)):
        found = list(table_faults())
    show(f"operations.py: ∂{name}/∂{position + 1}: {OPERATIONS[name].partials[position]} → {partial}", found)
    assert [one.message.partition(":")[0] for one in found] == [name]
    assert found[0].location.path == "adjoint/autodiff/operations.py"


def test_every_operation_and_rule_is_read_a_second_time() -> None:
    assert sorted(expected.REFERENCES) == sorted(OPERATIONS)
    assert (list(steps.STEPS), list(steps.RATES), list(steps.CUTS)) == (
        list(OPTIMISERS), list(SCHEDULES), list(CLIPPINGS),
    )  # fmt: skip


@pytest.mark.parametrize(("name", "column", "said"), cases.COLUMNS)
def test_a_column_of_the_table(name: str, column: str, said: object) -> None:
    with row_changed(OPERATIONS, name, **{column: said}):
        found = list(table_faults())
    show(f"operations.py: {name}: {column}: {getattr(OPERATIONS[name], column)} → {said}", found)
    assert [one.message.partition(":")[0] for one in found] == [name]
    assert found[0].location.path == "adjoint/autodiff/operations.py"


@pytest.mark.parametrize(("name", "form", "said"), cases.FORMS)
def test_a_form_that_a_row_is_computed_by(name: str, form: str, said: object) -> None:
    primitive = OPERATIONS[name].value
    assert isinstance(primitive, Primitive)
    with row_changed(OPERATIONS, name, value=replace(primitive, **{form: said})):
        found = list(table_faults())
    show(f"operations.py: {name}: {form}: {getattr(primitive, form)} → {said}", found)
    assert [one.message.partition(":")[0] for one in found] == [name]


@pytest.mark.parametrize(("name", "old", "new"), cases.RULES)
def test_a_step_that_no_page_need_take(name: str, old: str, new: str) -> None:
    program = OPTIMISERS[name].program
    assert old in program
    with row_changed(OPTIMISERS, name, program=program.replace(old, new, 1)):
        found = list(step_faults())
    show(f"optimisers.py: {name}: {old} → {new}", found)
    assert [one.message.partition(":")[0] for one in found] == [name]


@pytest.mark.parametrize(
    ("rules", "name", "old", "new"),
    [
        (SCHEDULES, "step", "t - 1", "t"),
        (SCHEDULES, "cosine", "/ 2", "/ 3"),
        (SCHEDULES, "inverse", "1 + decay", "2 + decay"),
        (CLIPPINGS, "norm", "min", "max"),
        (CLIPPINGS, "value", "-max_value", "max_value"),
        (SCHEDULES, "cosine", "horizon", "200"),
        (SCHEDULES, "inverse", "decay", "0.01"),
        (CLIPPINGS, "norm", "max_norm", "1"),
        (CLIPPINGS, "value", "max_value", "1"),
    ],
)
def test_a_schedule_or_clipping_that_no_page_need_use(
    rules: Mapping[str, Rule], name: str, old: str, new: str
) -> None:
    assert not list(step_faults())
    with row_changed(rules, name, program=rules[name].program.replace(old, new, 1)):
        found = list(step_faults())
    assert [one.message.partition(":")[0] for one in found] == [name]


def test_a_default_that_nobody_sets() -> None:
    settings = tuple(replace(one, default=one.default * 2) for one in OPTIMISERS["adam"].settings)
    with row_changed(OPTIMISERS, "adam", settings=settings):
        (found,) = step_faults()
    assert found.message.startswith("adam: its settings are ")
    assert found.location.path == "adjoint/autodiff/descent/optimisers.py"


def test_another_name_of_an_operation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALIASES, "ln", "log2")
    assert [one.message for one in table_faults()] == ["ln: it is read as log2"]


@pytest.mark.parametrize(("name", "old", "new"), cases.OPTIMISERS_)
def test_a_constant_of_an_optimiser(shipped: Shipped, name: str, old: str, new: str) -> None:
    program = OPTIMISERS[name].program
    assert old in program
    with row_changed(OPTIMISERS, name, program=program.replace(old, new, 1)):
        found = shipped.recomputed(STEERS)
    show(f"optimisers.py: {name}: {old} → {new}", found)
    assert any(one.code in {"claim", "equation"} for one in found), told(found)
    assert {Path(one.location.path).parent.name for one in found} == {Path(STEERS).name}
