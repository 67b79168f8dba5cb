"""Claims: statements that a page's truth depends on, from its frontmatter and from its components."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from adjoint.autodiff import ExpressionError, parse_syntax
from adjoint.components.expressions import UnknownNameError
from adjoint.components.model import Call, Component
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Scope, Undefined
from adjoint.components.schema import Claims
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Document, Location
from adjoint.site.proof.quantifiers import Binding, State, read_bindings, states
from adjoint.site.proof.statements import Statement, Verdict, read_statement
from adjoint.site.proof.vacuous import empty_part

_COMPARISONS: Final = {
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "is not ": "!=",
    "is ": "==",
    "equals ": "==",
    "=": "==",
}
"""Comparisons as others write them, the longer ones first."""
_CALL: Final = re.compile(r"\bclose\s*\(+\s*$")
_NOT: Final = re.compile(r"\bnot\s*\(?\s*$")


@frozen
class Claim:
    """A statement as an author wrote it."""

    text: str
    home: str | None
    """The id of the component it belongs to; None for a claim of the frontmatter."""
    place: Callable[[int], Location]
    """Where a character of the text stands."""


@frozen
class Proved:
    """A claim that holds, and in how many states of the page it was tried."""

    claim: Claim
    states: int


def page_claims(document: Document, calls: Iterable[tuple[Component[Any], Call]]) -> Iterator[Claim]:
    """Yield the claims of a page: those of its frontmatter, then those of its components, in their order."""
    places = document.frontmatter.value_locations
    given = document.frontmatter.values.get("claims", ())
    items = enumerate(given) if isinstance(given, list) else [(None, given)]
    for number, text in items:
        if isinstance(text, str):
            place = places["claims",] if number is None else places["claims", number]
            yield Claim(text, None, _in_matter(document, place, text))
    for component, call in calls:
        for prop in component.props:
            if isinstance(prop.kind, Claims) and call.props.get(prop.name):
                authored = call.tag.props.get(prop.name)
                for number, text in enumerate(call.props[prop.name]):
                    path = (prop.name, number) if isinstance(authored, list) else (prop.name,)
                    yield Claim(text, call.id, _in_prop(call, path))


def _in_matter(document: Document, start: Location, text: str) -> Callable[[int], Location]:
    """Place a character of a YAML string: exactly if it is written plainly, else where the string begins."""
    line = document.source.line(start.line)
    at = start.column - 1 + (line[start.column - 1 : start.column] in {'"', "'"})

    def place(offset: int) -> Location:
        return start._replace(column=at + offset + 1) if line.startswith(text, at) else start

    return place


def _in_prop(call: Call, path: tuple[str | int, ...]) -> Callable[[int], Location]:
    return lambda offset: call.location(*path, offset=offset)


@frozen
class Judged:
    """The claims that hold, and a fault for each that does not, with the numbers that refute it."""

    proved: tuple[Proved, ...]
    faults: tuple[Diagnostic, ...]


def judge_claims(claims: Iterable[Claim], quantities: Mapping[str, Quantities]) -> Judged:
    """Try every claim in every state of the page that it speaks of.

    Args:
        claims: of one page.
        quantities: what each of its components offers, by its id.
    """
    proved: list[Proved] = []
    faults: list[Diagnostic] = []
    for claim in claims:
        try:
            tried, fault = _judge(claim, Scope(quantities, claim.home))
        except ExpressionError as error:
            message, hint = _miswritten(claim.text, error) or (error.message, error.hint)
            fault = Diagnostic("claim-syntax", "error", message, claim.place(error.start), hint)
        except Undefined as error:
            message = f"{claim.text} is undefined: {error}"
            fault = Diagnostic("claim-undefined", "error", message, claim.place(error.start))
        if fault is not None:
            faults.append(fault)
        else:
            proved.append(Proved(claim, tried))
    return Judged(tuple(proved), tuple(faults))


def _miswritten(text: str, error: ExpressionError) -> tuple[str, str | None] | None:
    """Return what is wrong with a comparison written otherwise than the language writes it."""
    for written, meant in _COMPARISONS.items():
        starts = (error.start, error.start - len(written) + 1)
        if any(text[max(start, 0) :].startswith(written) for start in starts):
            return f"a claim compares with {meant}", None if written == "=" else f"not with {written.strip()}"
    return None


def is_answerable(claim: Claim, quantities: Mapping[str, Quantities]) -> bool:
    """Tell whether the page has everything that a claim names."""
    scope = Scope(quantities, claim.home)
    try:
        bindings, start = read_bindings(claim.text, scope)
        _read(claim.text, start, bindings, scope)
    except UnknownNameError:
        return False
    except ExpressionError:
        return True
    return True


def _judge(claim: Claim, scope: Scope) -> tuple[int, Diagnostic | None]:
    """Return in how many states a claim was found to hold, and where it does not."""
    bindings, start = read_bindings(claim.text, scope)
    statement = _read(claim.text, start, bindings, scope)
    tried, last = 0, scope
    for state in states(bindings, scope):
        verdict = _verdict(statement, state)
        if not verdict.holds:
            where = f" at {state.told}" if state.told else ""
            message = f"{claim.text} is false{where}: {verdict.told}"
            return tried, Diagnostic("claim", "error", message, claim.place(0))
        tried, last = tried + 1, state.scope
    return tried, _said_nothing(claim, statement, bindings, last)


def _said_nothing(
    claim: Claim, statement: Statement, bindings: Sequence[Binding], scope: Scope
) -> Diagnostic | None:
    """Return what an author is told of a claim that holds and proves nothing."""
    empty = empty_part(statement, bindings, scope)
    if empty is None:
        return None
    start, end = _whole(claim.text, empty.start, empty.end)
    text = claim.text[start:end]
    if empty.is_theorem:
        message = f"{text} is not counted as proof: {empty.reason}"
        hint = "compare a number of the page with what it is to be, such as e == 6"
        return Diagnostic("claim-vacuous", "warning", message, claim.place(start), hint)
    if empty.plain:
        message = f"{text} speaks of no number of the page, so it is not counted as proof"
        hint = (
            "put the page's numbers in the place of those typed, or type it as a formula, which is tried too"
        )
        return Diagnostic("claim-vacuous", "warning", message, claim.place(start), hint)
    message = f"{text} proves nothing: {empty.reason}"
    hint = "compare a number of the page with what it is to be, such as e == 6"
    return Diagnostic("claim-vacuous", "error", message, claim.place(start), hint)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a part of a claim begins and ends with the brackets that its expressions leave out."""
    closed = depth = 0
    for mark in text[start:end]:
        depth += (mark == "(") - (mark == ")")
        closed = max(closed, -depth)
    opened = depth + closed
    if call := _CALL.search(text, 0, start):
        start, opened, closed = call.start(), opened + 1, closed + 1 - call[0].count("(")
    for _ in range(closed):
        start = max(text.rfind("(", 0, start), 0)
    if denial := _NOT.search(text, 0, start):
        start, opened = denial.start(), opened + denial[0].count("(")
    for _ in range(opened):
        end = text.find(")", end) + 1 or len(text)
    return start, end


def _verdict(statement: Statement, state: State) -> Verdict:
    try:
        return statement.judge(state.scope)
    except Undefined as error:
        if not state.told:
            raise
        raise Undefined(f"{error} at {state.told}", error.start, error.end) from error


def _read(text: str, start: int, bindings: Iterable[Binding], scope: Scope) -> Statement:
    names = {binding.input: 0.0 for binding in bindings if binding.owner is None}
    tree = parse_syntax(" " * start + text[start:], tuple(scope.quantities))  # blanks keep every offset
    return read_statement(tree, text, replace(scope, bound=names))
