r"""A formula that an author types, without a word of what it speaks of: proved, false, or neither.

It is read as a verified equation is, and tried in turn on numbers alone, on the graphs of the page that have
all its names, as the step of a run, and as an identity in free variables. Nothing is called proved for want
of a test: a range of a slider proves no inequality, and ``f(x + 1)`` is no product unless it is known to be.
Nothing is called false that may be a condition, a definition or a setting.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Final

from adjoint.components.equation.verify import (
    GraphVocabulary,
    Subject,
    fits,
    fits_chain,
    read_subject,
    subjects_of,
)
from adjoint.components.equation.verify.graphs import graph_states, graph_vocabulary, lattice, stop_states
from adjoint.components.equation.verify.meaning import NumbersVocabulary, Vocabulary, meanings
from adjoint.components.equation.verify.names import EULER
from adjoint.components.equation.verify.reader import read_formula
from adjoint.components.equation.verify.relations import Outcome, Statement, Weighed, statements
from adjoint.components.equation.verify.steps import StepVocabulary, step_states
from adjoint.components.equation.verify.tokens import Token, Unread, tokens
from adjoint.components.equation.verify.tree import RELATIONS, Chain, Fold, Symbol, every_part, symbols
from adjoint.components.equation.verify.trial import State
from adjoint.components.quantities import Descent, Quantities
from adjoint.components.reading import Scope
from adjoint.frozen import frozen

SAMPLES: Final = 32
FEWEST_SAMPLES: Final = 8
"""An identity counts as tried if both its sides have a value at so many samples."""
_LOOSE: Final = "neither side is a number whose digits say how close they are"
_ROUNDED: Final = r"it holds to the digits shown; write \approx before a rounded number"
_NOUGHTS: Final = "the noughts of a whole number do not say how close it is"
_DISOWNED: Final = "its sentence denies it, doubts it or asks for it"
_UNTRIED: Final = frozenset(
    {
        r"\in",
        r"\notin",
        r"\to",
        r"\rightarrow",
        r"\gg",
        r"\ll",
        r"\propto",
        r"\lesssim",
        r"\gtrsim",
        r"\subset",
    }
)
_TOLD: Final = 4
_RANGES: Final = (3.0, 30.0, 300.0)
"""An identity is tried near 0 and far from it."""
_VECTORS: Final = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|mathcal)\b")
_NEXT: Final = re.compile(r"_|\\leftarrow|\\gets|←")
"""Without an index or an arrow nothing is said of a next step."""
_OWN_MEANING: Final = re.compile(r"\\(?:phi|varphi|Phi|sigma)(?![A-Za-z])")
"""Functions that authors define for themselves."""
_DIFFERENTIAL: Final = re.compile(r"(?<![A-Za-z\\])d\s*[A-Za-z](?![A-Za-z])")
_LEIBNIZ: Final = re.compile(r"\\[dt]?frac\s*\{\s*d[^{}]*\}\s*\{\s*d[^{}]*\}")
_ANY_BASE: Final = re.compile(r"\\log(?![A-Za-z]|\s*_)")
_LAST_WORDS: Final = re.compile(r"\\text\{([^{}]*)\}[\s.,;]*$")
_HARMLESS: Final = re.compile(
    r"[\s(,.;]*+(?:exactly|precisely|indeed|here|there|now|again|too|also|always|everywhere|altogether|hence|thus"
    r"|so|therefore|and|only|in (?:all|total)|as (?:above|before|well|published|announced|expected|claimed)"
    r"|by (?:definition|symmetry|hand|construction|induction|the (?:chain|product|sum|quotient|power) rule)"
    r"|q\.?e\.?d\.?)?[\s),.;!]*",
    re.IGNORECASE,
)
"""Words behind a formula without which it says the same; others, ``million`` or ``is wrong``, are unread."""
_BEST: Final[Sequence[Outcome]] = ("proved", "false", "doubtful", "unproved")


@frozen
class Filled:
    """A computed value in a formula: where its number stands, and the expression that it is of."""

    start: int
    end: int
    expression: str


@frozen
class Surroundings:
    """What a formula is typed into."""

    quantities: Mapping[str, Quantities]
    """What each component of the page offers, by its id."""
    near: Collection[str]
    """The ids of the components whose caption it stands in, or under whose heading."""
    computed: Sequence[Filled] = ()
    conditional: bool = False
    """Whether the sentence makes a condition of it, or a supposition."""
    denied: bool = False
    """Whether the sentence supposes or denies it, which makes even plain arithmetic no claim."""
    disowned: bool = False
    """Whether the sentence says that it is not so, or that others might think so: then it is no proof."""
    published: bool = False
    """Whether nothing around it speaks of other settings than those published."""


def states_something(latex: str) -> bool:
    """Tell whether a formula holds a sign between two sides, outside braces, be it one that none can try."""
    return any(token.text in RELATIONS or token.text in _UNTRIED for token in _outside_braces(latex))


def _outside_braces(latex: str) -> Iterator[Token]:
    depth = 0
    with suppress(Unread):
        for token in tokens(latex):
            if token.text in {"{", "}"}:
                depth += 1 if token.text == "{" else -1
            elif depth == 0:
                yield token


def weigh(latex: str, around: Surroundings) -> Weighed:
    """Weigh a formula that states something.

    Args:
        latex: as the reader sees it, computed values filled in.
        around: what it is typed into.
    """
    untried = next((token for token in _outside_braces(latex) if token.text in _UNTRIED), None)
    if untried:
        return Weighed("unproved", f"what {untried.text} says is not tried", untried.start)
    words = _LAST_WORDS.search(latex)
    if words and _HARMLESS.fullmatch(words[1]):
        latex = latex[: words.start()]
    best = _best(_each_reading(latex, around))
    if best is None:
        return _unread(latex)
    if around.disowned and best.outcome == "proved":
        return Weighed("unproved", _DISOWNED)
    other = _read_otherwise(latex) if best.outcome in {"false", "doubtful"} else None
    return other or best


def _best(readings: Iterator[Iterator[Weighed]]) -> Weighed | None:
    """Return what the best of some readings comes to, of equals the first, or None if there is none.

    One reading must hold for all of it: of two chains, each true of something else, neither is proved.
    """
    best: Weighed | None = None
    for found in map(list, readings):
        worst = _worst(iter(found)) if found else None
        if worst and (best is None or _rank(worst) < _rank(best)):
            best = worst
        if best and best.outcome == _BEST[0]:  # no other is looked for
            break
    return best


def _read_otherwise(latex: str) -> Weighed | None:
    """Return what may be meant by a formula that is false as it was read."""
    if base := _ANY_BASE.search(latex):
        return Weighed("unproved", "a logarithm without a base may be of any", base.start())
    if (own := _OWN_MEANING.search(latex)) and not _names(latex):
        return Weighed("unproved", f"{own[0]} may be another function", own.start())
    found = [*_DIFFERENTIAL.finditer(_LEIBNIZ.sub(lambda whole: " " * len(whole[0]), latex))]
    if len(found) > 1:
        return Weighed("unproved", f"{found[0][0]} may be a differential", found[0].start())
    return None


def _names(latex: str) -> set[str]:
    """Return the names in a formula that is made of more than numbers and functions."""
    try:
        return {symbol.key for chain in read_formula(latex, ()) for symbol in symbols(chain.sides)}
    except Unread:
        return set()


def _rank(one: Weighed) -> int:
    return _BEST.index(one.outcome)


def _unread(latex: str) -> Weighed:
    try:
        read_formula(latex, (), wary=True)
    except Unread as error:
        return Weighed("unproved", error.message, error.start)
    return Weighed("unproved", "nothing on the page has all its names")


def _each_reading(latex: str, around: Surroundings) -> Iterator[Iterator[Weighed]]:
    """Give what came of each chain of the formula, for each thing that the formula may speak of."""
    graphs = [one for one in subjects_of(around.quantities).values() if not isinstance(one[1], Descent)]
    fitting = [one for one in graphs if fits(latex, one)]
    near = [one for one in fitting if one[0] in around.near]
    beside = [list(_about_graph(latex, subject, around)) for subject in near]
    if doubt := _about_the_graphs_e(latex, beside, near, around):
        yield iter((doubt,))
        return
    if near:
        yield from map(iter, beside)
    elif fitting:
        # Far from all of them a formula is true only if it is so whichever it speaks of.
        found = [list(_about_graph(latex, subject, around)) for subject in fitting]
        yield (max(same, key=_rank) for same in zip(*found, strict=False))
    elif len(graphs) > 1:
        yield _chain_by_chain(latex, graphs, around)
    for subject in subjects_of(around.quantities).values():
        if isinstance(subject[1], Descent) and _NEXT.search(latex):
            yield from _about_step(latex, subject, around)
    yield iter(_of_free_letters(latex, around))


def _of_free_letters(latex: str, around: Surroundings) -> list[Weighed]:
    """Return what came of each chain as an identity; nothing if it cannot be read."""
    try:
        chains = read_formula(latex, (), wary=True)
    except Unread:
        return []
    return [_about_anything(chain, latex, around) for chain in chains]


def _about_the_graphs_e(
    latex: str, beside: Sequence[Sequence[Weighed]], near: Sequence[Subject], around: Surroundings
) -> Weighed | None:
    """Return what is said of a formula that holds of Euler's number, and not of the e of a graph near it."""
    worst = [_worst(iter(found)) for found in beside]
    names_e = any("e" in _vocabulary(one).names for one in near)
    if not names_e or any(one.outcome == "proved" for one in worst):
        return None
    euler = latex
    for at in [one.start for one in reversed(tokens(latex)) if (one.kind, one.text) == ("letter", "e")]:
        euler = rf"{euler[:at]}{{\mathrm{{e}}}}{euler[at + 1 :]}"
    if euler == latex or _bounds_e(latex):
        return None
    plain = replace(around, computed=())
    readings = [list(_about_graph(euler, one, plain)) for one in near if fits(euler, one)]
    if not any(map(_all_hold, [_of_free_letters(euler, plain), *readings])):
        return None
    best = min(worst, key=_rank)
    return Weighed("unproved", f"e may be Euler's number, or that of the graph: {best.reason}", best.offset)


def _bounds_e(latex: str) -> bool:
    """Tell whether a formula says what e is less or greater than, which nobody says of Euler's number."""
    with suppress(Unread):
        return any(
            relation.sign not in {"=", "≈"} and isinstance(side, Symbol) and side.key == "e"
            for chain in read_formula(latex, ())
            for place, relation in enumerate(chain.relations)
            for side in chain.sides[place : place + 2]
        )
    return False


def _all_hold(found: Sequence[Weighed]) -> bool:
    """Tell whether all chains of a formula hold, be it to the digits shown."""
    return bool(found) and all(one.outcome == "proved" or one.reason == _ROUNDED for one in found)


def _vocabulary(subject: Subject) -> GraphVocabulary:
    _, offered = subject
    assert isinstance(offered, Quantities) and offered.graph is not None  # noqa: S101, PT018  (it is a graph)
    return graph_vocabulary(offered.graph, offered.sliders)


def _chain_by_chain(latex: str, graphs: Sequence[Subject], around: Surroundings) -> Iterator[Weighed]:
    """Weigh each chain as what the graphs say of it that have its names, where none has those of all."""
    try:
        plain = read_formula(latex, (), wary=True)
    except Unread:
        return
    if len(plain) < 2:
        return
    found: list[dict[str, Weighed]] = [{} for _ in plain]
    for subject in graphs:
        with suppress(Unread):
            chains, vocabulary = read_subject(latex, subject)
            states = _states(subject)
            for place, chain in enumerate(chains[: len(plain)]):
                if fits_chain(chain, vocabulary):
                    held = _chain_about_graph(chain, subject, vocabulary, states, around)
                    found[place][subject[0]] = held
    for place, chain in enumerate(plain):
        near = [one for owner, one in found[place].items() if owner in around.near]
        if near:
            yield min(near, key=_rank)
        elif found[place]:
            yield max(found[place].values(), key=_rank)
        else:
            yield _about_anything(chain, latex, around)


def _about_graph(latex: str, subject: Subject, around: Surroundings) -> Iterator[Weighed]:
    chains, vocabulary = read_subject(latex, subject)
    states = _states(subject)
    for chain in chains:
        yield _chain_about_graph(chain, subject, vocabulary, states, around)


def _states(subject: Subject) -> tuple[State, ...]:
    owner, offered = subject
    assert isinstance(offered, Quantities)  # noqa: S101  (a descent has no graph)
    return (*graph_states(owner, offered), *stop_states(owner, offered))


def _chain_about_graph(
    chain: Chain,
    subject: Subject,
    vocabulary: GraphVocabulary | StepVocabulary,
    states: Sequence[State],
    around: Surroundings,
) -> Weighed:
    assert isinstance(vocabulary, GraphVocabulary)  # noqa: S101  (it is a graph)
    found = _stated(chain, vocabulary, states, around.computed)
    if isinstance(found, Weighed):
        return found
    is_near = subject[0] in around.near
    return _worst(_of_graph(one, vocabulary, around, is_near=is_near) for one in found)


def _stated(
    chain: Chain, vocabulary: Vocabulary, states: Sequence[State], computed: Sequence[Filled]
) -> list[Statement] | Weighed:
    try:
        spans = [(one.start, one.end) for one in computed]
        return [
            one for stated in meanings(chain, vocabulary) for one in statements(chain, stated, states, spans)
        ]
    except Unread as error:
        return Weighed("unproved", error.message, error.start)


def _worst(found: Iterator[Weighed]) -> Weighed:
    """Return the outcome of a chain: false if a sign of it is, and proved if all are."""
    order: Sequence[Outcome] = ("false", "doubtful", "unproved", "proved")
    return min(found, key=lambda one: order.index(one.outcome))


def _of_graph(one: Statement, vocabulary: GraphVocabulary, around: Surroundings, *, is_near: bool) -> Weighed:
    """Weigh one sign between two sides that speak of a graph."""
    if not one.names:
        return _of_numbers(one, around)
    if one.is_about_a_setting and not one.is_loose:
        return _of_setting(one, vocabulary, around, is_near=is_near)
    if one.sign == "=" and one.holds_everywhere and not one.is_loose:  # samples prove no inequality
        return one.weighed("proved", "")
    if is_near and _is_false_of(one, vocabulary, around):
        return _rounded(one) or one.weighed("false", one.apart)
    if one.is_loose:
        return one.weighed("unproved", _LOOSE)
    reason = f"it does not hold wherever the sliders stand: {one.apart}"
    return one.weighed("unproved", reason if one.sign == "=" else "the range of a slider proves nothing")


def _is_false_of(one: Statement, vocabulary: GraphVocabulary, around: Surroundings) -> bool:
    """Tell whether a sign is false of the graph it stands near, and no condition."""
    if around.conditional:
        return False
    if one.sign == "=" and one.names_a_step(vocabulary.graph.inputs) and one.holds_hardly:
        return True
    says_so = around.published and one.sign != "!=" and not one.is_loose
    return says_so and one.names_computed(vocabulary.graph.inputs) and one.fails_as_published


def _rounded(one: Statement) -> Weighed | None:
    """Return what is said of a sign that holds to the digits shown, and not beyond."""
    if one.sign not in {"=", "≈"} or not one.is_rounded:
        return None
    return one.weighed("unproved", _NOUGHTS if one.sign == "≈" else _ROUNDED)


def _of_setting(
    one: Statement, vocabulary: GraphVocabulary, around: Surroundings, *, is_near: bool
) -> Weighed:
    """Weigh a name that is said to have a number: it may be of a setting that is not published."""
    if not is_near:
        return one.weighed("unproved", "no graph near it has these names")
    if one.holds_as_published:
        return one.weighed("proved", "")
    if rounded := _rounded(one):
        return rounded
    nodes = {node.name for node in vocabulary.graph.nodes}
    speaks = [re.findall(r"[^\W\d]\w*", value.expression) for value in one.within(around.computed)]
    as_published = any({*words} & nodes and "at" not in words for words in speaks)
    means_published = around.published and one.names_computed(vocabulary.graph.inputs)
    if (as_published or means_published) and one.sign in {"=", "≈"} and not around.conditional:
        return one.weighed("false", one.apart)
    return one.weighed("unproved", f"it does not hold as published: {one.apart}")


def _of_numbers(one: Statement, around: Surroundings) -> Weighed:
    if one.is_loose:
        return one.weighed("unproved", _LOOSE)
    if one.holds_as_published:
        return one.weighed("proved", "")
    if rounded := _rounded(one):
        return rounded
    if around.denied or (one.sign == "!=" and not one.is_whole) or not one.tried:
        return one.weighed("unproved", one.apart)
    return one.weighed("false", one.apart)


def _about_step(latex: str, subject: Subject, around: Surroundings) -> Iterator[Iterator[Weighed]]:
    """Give what came of each chain as a rule of an optimiser, if all of them speak of its step."""
    owner, offered = subject
    assert isinstance(offered, Descent)  # noqa: S101  (only runs take steps)
    try:
        chains, vocabulary = read_subject(latex, subject)
        assert isinstance(vocabulary, StepVocabulary)  # noqa: S101  (it is a run)
        if not all(_speaks_of_a_step(chain, vocabulary) for chain in chains):
            return
        states = step_states(owner, offered, vocabulary)
    except Unread:
        return
    yield (_of_step(_stated(chain, vocabulary, states, around.computed)) for chain in chains)


def _speaks_of_a_step(chain: Chain, vocabulary: StepVocabulary) -> bool:
    return any(vocabulary.names.get(symbol.key, "").endswith("_next") for symbol in symbols(chain.sides))


def _of_step(found: list[Statement] | Weighed) -> Weighed:
    if isinstance(found, Weighed):
        return found
    return _worst(
        one.weighed("proved", "")
        if one.names and one.sign == "=" and one.holds_everywhere
        else one.weighed("unproved", "it is the step of no run on the page")
        for one in found
    )


def _about_anything(chain: Chain, latex: str, around: Surroundings) -> Weighed:
    """Weigh a chain as an identity, its letters standing for any numbers."""
    named = {symbol.key: symbol for symbol in symbols(chain.sides)}
    bound = {part.over.variable.key for part in every_part(chain.sides) if isinstance(part, Fold)}
    free = [key for key in named if key not in {EULER, "pi", "tau"} | bound]
    for key in free:
        if key == "e" or (len(key) == 1 and key.isupper()) or _VECTORS.search(latex):
            what = "Euler's number or a quantity" if key == "e" else "a number or a matrix"
            return Weighed("unproved", f"{key} may be {what}", named[key].start)
    vocabulary = NumbersVocabulary({key: f"free{place}" for place, key in enumerate(free)})
    found = _stated(chain, vocabulary, _samples(tuple(free)), around.computed)
    if isinstance(found, Weighed):
        return found
    worst = _worst(_of_anything(one, free, around) for one in found)
    own = _OWN_MEANING.search(latex)
    if own and worst.outcome in {"false", "doubtful"}:
        return Weighed("unproved", f"{own[0]} may be another function", own.start())
    return worst


def _of_anything(one: Statement, free: Sequence[str], around: Surroundings) -> Weighed:
    if not one.names:
        return _of_numbers(one, around)
    if one.sign == "=" and one.says_something and one.holds_everywhere and one.tried >= FEWEST_SAMPLES:
        return one.weighed("proved", "")
    alike = one.sign == "=" and one.is_of_the_same_names and one.tried >= FEWEST_SAMPLES
    if alike and one.holds_hardly and not around.conditional:
        return one.weighed("doubtful", one.apart)
    listed = ", ".join(free[:_TOLD]) + (", …" if len(free) > _TOLD else "")
    return one.weighed("unproved", f"it is no identity, and no graph of the page has {listed}")


@lru_cache(maxsize=64)
def _samples(free: tuple[str, ...]) -> Sequence[State]:
    """Return states in which the free variables stand anywhere, then such as roots and logarithms want."""
    if not free:
        return [State(Scope({}), "", published=True)]
    points = list(lattice(len(free), SAMPLES))
    anywhere = [[most * (2 * number - 1) for number in point] for most in _RANGES for point in points]
    positive = [[most * number for number in point] for most in _RANGES for point in points]
    return [
        State(
            Scope({}, bound={f"free{place}": number for place, number in enumerate(numbers)}),
            ", ".join(f"{key} = {number:.4g}" for key, number in zip(free, numbers, strict=True)),
            published=False,
        )
        for numbers in (*anywhere, *positive)
    ]
