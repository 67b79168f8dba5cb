"""The table as an ES module: one function for each operation, which a tape's replay calls."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from adjoint.autodiff.compile.lower import lower
from adjoint.autodiff.compile.straight_line import Target, straight_line
from adjoint.autodiff.formulas import value_formula
from adjoint.autodiff.operations import OPERATIONS, Operation, Primitive

_HEAD: Final = "// Generated from the table of operations: each row's value, in IEEE 754 arithmetic.\n"
_TYPE: Final = "/** @type {Record<string, (...operands: number[]) => number>} */\n"


def _form(row: Operation) -> str:
    if isinstance(row.value, Primitive):
        return row.value.javascript or row.value.python
    return f"operations.{row.name}({', '.join(f'#{k + 1}' for k in range(row.arity))})"


def _literal(value: float) -> str:
    text = repr(value).removesuffix(".0").replace("e-0", "e-")
    return f"({text})" if value < 0 else text


JAVASCRIPT: Final = Target(_form, _literal, "const {name} = {value};", reuses=False)


def operations_module() -> str:
    """Return the text of ``operations.js``."""
    return _module(tuple(OPERATIONS.values()))


@lru_cache(maxsize=1)
def _module(rows: tuple[Operation, ...]) -> str:
    functions = [f"  {row.name}: {_function(row)},\n" for row in rows]
    body = "".join(functions)
    used = sorted(set(re.findall(r"(?<![.\w])([a-z]\w*)\(", body)))
    names = ", ".join(used)
    return f"{_HEAD}const {{ {names} }} = Math;\n{_TYPE}export const operations = {{\n{body}}};\n"


def _function(row: Operation) -> str:
    parameters = row.parameters
    if isinstance(row.value, Primitive):
        text = re.sub(r"#(\d)", lambda slot: parameters[int(slot[1]) - 1], _form(row))
        return f"({', '.join(parameters)}) => {text}"
    code = straight_line(lower(value_formula(row), expand=False), JAVASCRIPT, parameters, prefix="t")
    if not code.statements:
        return f"({', '.join(parameters)}) => {code.results[0]}"
    lines = "".join(f"    {statement}\n" for statement in code.statements)
    return f"({', '.join(parameters)}) => {{\n{lines}    return {code.results[0]};\n  }}"
