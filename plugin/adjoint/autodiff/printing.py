"""Nodes back to mathematics: text that the parser reads again, and LaTeX."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from adjoint.autodiff.lexer import GREEK
from adjoint.autodiff.operations import ATOM, OPERATIONS, PRODUCT, SIGN, SUM, Operation
from adjoint.frozen import frozen

if TYPE_CHECKING:
    from adjoint.autodiff.graph import Graph

_LATEX_LETTERS: Final = frozenset(GREEK.values()) - {"omicron"}


@frozen
class Notation:
    """One way to write mathematics."""

    form: Callable[[Operation], str]
    """A row's template, with ``#1`` for the first operand."""
    name: Callable[[str], str]
    number: Callable[[float], str]
    brackets: Callable[[str], str]


@frozen
class Written:
    """A piece of mathematics and how tightly it binds."""

    text: str
    binds: int


def write_node(graph: Graph, index: int, notation: Notation, is_named: Callable[[int], bool]) -> str:
    """Write a node as an expression in the names of the named nodes it is made of.

    Args:
        graph: where the node stands.
        index: the node.
        notation: ``TEXT``, ``LATEX`` or ``LATEX_BESIDE_E``.
        is_named: tells of a node whether its name shall stand for it.
    """
    written: dict[int, Written] = {}
    stack = [index]
    while stack:
        here = stack[-1]
        node = graph.nodes[here]
        waiting = [] if is_named(here) else [operand for operand in node.operands if operand not in written]
        if waiting:
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        if is_named(here) or node.operation == "input":
            written[here] = Written(notation.name(node.name), ATOM)
        elif node.operation == "constant":
            written[here] = _number(node.value or 0.0, notation)
        else:
            row = OPERATIONS[node.operation]
            written[here] = _apply(row, [written[operand] for operand in node.operands], notation)
    return written[index].text


def _number(value: float, notation: Notation) -> Written:
    text = notation.number(value)
    return Written(text, SIGN if text[0] in "-−" else ATOM)


def _apply(row: Operation, operands: list[Written], notation: Notation) -> Written:
    form = notation.form(row)
    fraction = form.startswith(r"\frac")
    needs = (SUM,) * row.arity if fraction or not row.needs else row.needs
    texts = []
    for position, (operand, need) in enumerate(zip(operands, needs, strict=True)):
        follows_sign = position > 0 and row.binds <= PRODUCT and row.needs and not fraction
        signed = operand.text[0] in "-−" and follows_sign
        exempt = f"{{#{position + 1}}}" in form  # braces hold it together, as in an exponent
        bracketed = (operand.binds < need or signed) and not exempt
        texts.append(notation.brackets(operand.text) if bracketed else operand.text)
    if "#" not in form:
        return Written(form + notation.brackets(", ".join(texts)), ATOM)
    text = re.sub(r"#(\d)", lambda slot: texts[int(slot[1]) - 1], form)
    is_prefix = row.arity == 1 and bool(row.needs)  # as −a · b, which binds no tighter than the product in it
    return Written(text, min(row.binds, operands[0].binds) if is_prefix else row.binds)


def _text_form(row: Operation) -> str:
    return row.text or row.name


def _latex_form(row: Operation) -> str:
    upright = row.name.replace("_", r"\_")
    return row.latex or rf"\operatorname{{{upright}}}"


def _latex_form_beside_e(row: Operation) -> str:
    return r"\exp" if row.name == "exp" else _latex_form(row)


def _text_name(name: str) -> str:
    return name


def latex_name(name: str) -> str:
    r"""Return a name in LaTeX: ``w1`` is ``w_{1}``, ``theta`` ``\theta``, ``loss`` ``\mathit{loss}``."""
    head, _, index = name.partition("_")
    digits = re.fullmatch(r"(\D+)(\d+)", head)
    if not index and digits:
        head, index = digits[1], digits[2]
    greek = GREEK.get(head, head)
    roman = head if len(head) == 1 else rf"\mathit{{{head}}}"
    letters = "\\" + greek if greek in _LATEX_LETTERS else roman
    if not index:
        return letters
    shown = index if len(index) == 1 or index.isdigit() else rf"\mathit{{{index}}}".replace("_", r"\_")
    return f"{letters}_{{{shown}}}"


_CONSTANTS: Final = {math.pi: ("π", r"\pi"), math.tau: ("τ", r"\tau")}


def number_text(value: float) -> str:
    """Return a number as an author would write it: ``2``, ``0.5``, ``−1.5``, ``1e−07``, ``π``."""
    if value in _CONSTANTS:
        return _CONSTANTS[value][0]
    text = repr(value).removesuffix(".0")
    return re.sub(
        r"e([+-])0*(\d+)$", lambda power: f"e{'-' if power[1] == '-' else ''}{power[2]}", text
    ).replace("-", "−")


def number_latex(value: float) -> str:
    r"""Return a number in LaTeX: ``-1.5``, ``3 \times 10^{-7}``, ``\pi``."""
    if value in _CONSTANTS:
        return _CONSTANTS[value][1]
    mantissa, _, exponent = number_text(value).replace("−", "-").partition("e")
    return rf"{mantissa} \times 10^{{{exponent}}}" if exponent else mantissa


def _latex_brackets(latex: str) -> str:
    return rf"\left({latex}\right)" if r"\frac" in latex or r"\sqrt" in latex else f"({latex})"


TEXT: Final = Notation(_text_form, _text_name, number_text, lambda text: f"({text})")
LATEX: Final = Notation(_latex_form, latex_name, number_latex, _latex_brackets)
LATEX_BESIDE_E: Final = Notation(_latex_form_beside_e, latex_name, number_latex, _latex_brackets)
r"""For graphs with a node called e, whose power ``e^{u}`` would be: there the exponential is ``\exp(u)``."""
