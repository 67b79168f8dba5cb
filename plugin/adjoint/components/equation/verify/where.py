"""What an equation's names mean where its author says so: ``where={{ κ: 49, β: "bowl.adam.beta1" }}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from adjoint.autodiff import ExpressionError, parse_syntax
from adjoint.autodiff.lexer import GREEK
from adjoint.components.equation.verify.graphs import MOST_TOLD, graph_states, joint_states
from adjoint.components.equation.verify.meaning import NumbersVocabulary
from adjoint.components.equation.verify.names import SymbolReader
from adjoint.components.equation.verify.reader import read_formula
from adjoint.components.equation.verify.tokens import Unread, tokens
from adjoint.components.equation.verify.tree import symbols
from adjoint.components.equation.verify.trial import Finding, State, Trial, said_twice, try_chain
from adjoint.components.expressions import read
from adjoint.components.reading import Reading, Scope, Undefined

if TYPE_CHECKING:
    from adjoint.components.quantities import Quantities


_PLAIN: Final = re.compile(r"([^\W\d_]++)_?\{?(\w*)\}?")
"""A name without a backslash: ``κ``, ``kappa``, ``lr``, ``λ1``, ``x_max``."""


class Misnamed(ValueError):  # noqa: N818  (the author's error, not the program's)
    """A name that is no name, or what it stands for is no number of the page."""

    def __init__(self, name: str, message: str, offset: int = 0, hint: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.offset = offset
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.name, *self.args, self.offset, self.hint)


def verify_where(latex: str, where: Mapping[str, str], quantities: Mapping[str, Quantities]) -> Trial:
    """Try every sign of a formula's equations, its names standing for expressions.

    Where these speak of graphs, the equations are tried at samples of the graphs' inputs as well.

    Args:
        latex: as a reader sees it, computed values filled in.
        where: for each name, in LaTeX or as it is read, the expression that it stands for.
        quantities: what each component of the page offers, by its id.

    Raises:
        Misnamed: a name or an expression cannot be read, or the equation has no such name.
    """
    keys = {name: _key(name) for name in where}
    for name, key in keys.items():
        if key == "pi":
            hint = "leave it out, or give the formula's quantity another name"
            raise Misnamed(name, f"{name} is a constant, to every reader", hint=hint)
        if list(keys.values()).count(key) > 1:
            raise Misnamed(name, f'"{name}" stands for two things', hint="keep one of the two")
    published = Scope(quantities)
    readings = {keys[name]: _reading(name, text, published) for name, text in where.items()}
    comparisons = 0
    try:
        chains = read_formula(latex, {form for key in readings for form in _forms(key)})
        _all_stand_there(keys, {symbol.key for symbol in symbols(tuple(chain.sides for chain in chains))})
        meant = {form: text.strip() for name, text in where.items() for form in _forms(keys[name])}
        if empty := said_twice(chains, meant):
            return Trial(comparisons, empty)
        equal = all(relation.sign == "=" for chain in chains for relation in chain.relations)
        states = list(_states(readings, published, joint=not equal))
        vocabulary = NumbersVocabulary({form: f"where {key}" for key in readings for form in _forms(key)})
        for chain in chains:
            trial = try_chain(chain, vocabulary, states)
            comparisons += trial.comparisons
            if trial.finding is not None:
                return Trial(comparisons, trial.finding)
    except Unread as error:
        return Trial(comparisons, Finding("equation-unread", error.message, error.start, error.hint))
    return Trial(comparisons)


def _key(name: str) -> str:
    """Return a name as the formula has it; it may be written in LaTeX, in Unicode or in letters alone."""
    plain = _PLAIN.fullmatch(name)
    if plain and (len(plain[1]) > 1 or plain[2]):
        head = (
            plain[1]
            if plain[1] in GREEK.values()
            else "".join(GREEK.get(letter, letter) for letter in plain[1])
        )
        return f"{head}_{plain[2]}" if plain[2] else head
    try:
        reader = SymbolReader(tokens(name))
        if reader.starts_symbol():
            key = reader.symbol().key.replace("\\", "")
            if reader.token.kind == "end":
                return key
    except Unread as error:
        raise Misnamed(name, error.message, error.start, error.hint) from error
    raise Misnamed(name, f'"{name}" is no name', hint=r'write "λ_{max}", or "\\lambda_{\\max}"')


def _forms(key: str) -> tuple[str, str]:
    r"""Return a name as it is read with ``_{max}`` and with ``_{\max}``."""
    return key, key.replace("_", "_\\", 1)


def _reading(name: str, text: str, scope: Scope) -> Reading:
    try:
        return read(parse_syntax(text, tuple(scope.quantities)), scope)
    except ExpressionError as error:
        raise Misnamed(name, error.message, error.start, error.hint) from error


def _all_stand_there(keys: Mapping[str, str], found: set[str]) -> None:
    for name, key in keys.items():
        if not found & {*_forms(key)}:
            raise Misnamed(name, f'nothing in the equation is called "{name}"', hint="leave it out")


def _states(readings: Mapping[str, Reading], published: Scope, *, joint: bool) -> Iterator[State]:
    """Give the values of the names as published, then with each graph that they speak of at samples.

    Args:
        readings: what the names stand for.
        published: the page's numbers.
        joint: whether to try the stops of several sliders together too.
    """
    yield _state(readings, published, published=True)
    owners = {getattr(leaf, "owner", "") for reading in readings.values() for leaf in reading.leaves}
    for owner in sorted(owners & {*published.quantities}):
        offered = published.quantities[owner]
        if offered.graph is None:
            continue
        for sample in (*graph_states(owner, offered)[1:], *(joint_states(owner, offered) if joint else ())):
            moved = Scope({**published.quantities, owner: sample.scope.quantities[owner]})
            try:
                yield _state(readings, moved, published=False)
            except Unread:
                continue


def _state(readings: Mapping[str, Reading], scope: Scope, *, published: bool) -> State:
    try:
        numbers = {key: reading.value(scope) for key, reading in readings.items()}
    except Undefined as error:
        raise Unread(str(error), 0, 0) from error
    told = [f"{key} = {number:.4g}" for key, number in numbers.items()]
    shown = ", ".join([*told[:MOST_TOLD], *(["…"] if len(told) > MOST_TOLD else [])])
    bound = {f"where {key}": number for key, number in numbers.items()}
    return State(Scope({}, bound=bound), shown, published)
