r"""An equation held against the engine: its LaTeX is read, and each sign in it tried at many inputs.

What it speaks of is a graph of the page, or the step of a lab's optimiser. SymPy's LaTeX parsers were tried
on the equations of our posts before this reader was written: they know no ``\bar``, ``\underbrace``,
``\leftarrow`` or chain of signs, read ``s_k (1 - s_k)`` as a function, and pass over what they do not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from adjoint.components.equation.verify.graphs import (
    GraphVocabulary,
    graph_states,
    graph_vocabulary,
    joint_states,
    stop_states,
)
from adjoint.components.equation.verify.meaning import letters_for_nodes, meanings, speaks_of_uses
from adjoint.components.equation.verify.reader import read_formula
from adjoint.components.equation.verify.steps import StepVocabulary, read_step, step_states, unnamed_settings
from adjoint.components.equation.verify.tokens import Unread
from adjoint.components.equation.verify.tree import Chain
from adjoint.components.equation.verify.trial import Finding, State, Trial, said_twice, try_chain
from adjoint.components.quantities import Descent, Quantities
from adjoint.markup import nearest

__all__ = [
    "Finding",
    "GraphVocabulary",
    "Subject",
    "Trial",
    "UnknownSubject",
    "fits",
    "fits_chain",
    "read_subject",
    "subjects_of",
    "verify",
]


class UnknownSubject(ValueError):  # noqa: N818  (the author's error, not the program's)
    """There is no graph and no run that an equation could speak of; the text says what there is."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def verify(latex: str, quantities: Mapping[str, Quantities], subject: str | None = None) -> Trial:
    """Try every sign of a formula's equations.

    Args:
        latex: as a reader sees it, computed values filled in.
        quantities: what each component of the page offers, by its id.
        subject: the id of the graph or the lab that the formula speaks of, or a lab's run, ``race.adam``;
            left out, the only one of the page that has all its names.

    Raises:
        UnknownSubject: there is none, or there are several.
    """
    subjects = subjects_of(quantities)
    if subject is not None:
        return _try(latex, _named(subject, subjects, quantities))
    if not subjects:
        raise UnknownSubject("there is no graph and no lab on this page that the equation could speak of")
    fitting = [name for name, one in subjects.items() if fits(latex, one)]
    if len(fitting) == 1 or len(subjects) == 1:
        return _try(latex, subjects[fitting[0] if fitting else next(iter(subjects))])
    if fitting:
        hint = " or ".join(f'verify="{name}"' for name in fitting[:6])
        message = "several graphs or labs of this page have the names of the equation"
        raise UnknownSubject(message, f"say which it speaks of: {hint}")
    hint = f'say which it speaks of, such as verify="{next(iter(subjects))}", to hear what is amiss'
    raise UnknownSubject("no graph and no lab of this page has all names of the equation", hint)


Subject = tuple[str, Quantities | Descent]
"""An id, and a component with a graph or one run of a lab."""


def subjects_of(quantities: Mapping[str, Quantities]) -> dict[str, Subject]:
    """Return what equations of a page may speak of, by the name that ``verify`` gives it."""
    subjects: dict[str, Subject] = {}
    for key, offered in quantities.items():
        if offered.graph is not None:
            subjects[key] = key, offered
        for name, descent in offered.descents.items():
            subjects[key if len(offered.descents) == 1 else f"{key}.{name}"] = key, descent
    return subjects


def _named(subject: str, subjects: Mapping[str, Subject], quantities: Mapping[str, Quantities]) -> Subject:
    if subject in subjects:
        return subjects[subject]
    owner, _, run = subject.partition(".")
    only = subjects[owner][1] if owner in subjects else None
    if isinstance(only, Descent) and only.optimiser.name == run:
        return owner, only
    runs = [name for name in subjects if name.startswith(f"{subject}.")]
    if runs:
        raise UnknownSubject(f'"{subject}" has several runs', f'name one: verify="{runs[0]}"')
    close = nearest(subject, subjects)
    hint = f'did you mean "{close}"?' if close else f"there are {', '.join(subjects) or 'none'}"
    if subject in quantities:
        raise UnknownSubject(f'"{subject}" has neither a graph nor a descent', hint)
    raise UnknownSubject(f'no graph and no lab of this page has the id "{subject}"', hint)


def fits(latex: str, subject: Subject) -> bool:
    """Tell whether all names of a formula have a meaning.

    A letter stands for any node without a doubt only where it is said what uses it.
    """
    try:
        chains, vocabulary = read_subject(latex, subject)
    except Unread:
        return False
    return all(fits_chain(chain, vocabulary) for chain in chains)


def fits_chain(chain: Chain, vocabulary: GraphVocabulary | StepVocabulary) -> bool:
    """Tell whether all names of one chain have a meaning."""
    try:
        next(meanings(chain, vocabulary))
    except Unread:
        return False
    return speaks_of_uses(chain) or not letters_for_nodes(chain, vocabulary)


@lru_cache(maxsize=16)
def _read_plainly(latex: str) -> tuple[Chain, ...]:
    """Read a formula that is held against one run after the other."""
    return read_formula(latex, ())


def read_subject(latex: str, subject: Subject) -> tuple[tuple[Chain, ...], GraphVocabulary | StepVocabulary]:
    """Return the equations of a formula, and what their names mean if it speaks of a graph or a run.

    Raises:
        Unread: a part of it cannot be read.
    """
    _, offered = subject
    if isinstance(offered, Descent):
        step = read_step(_read_plainly(latex), offered)
        return step.chains, step.vocabulary
    assert offered.graph is not None  # noqa: S101  (only components with graphs are subjects)
    vocabulary = graph_vocabulary(offered.graph, offered.sliders)
    chains = read_formula(latex, vocabulary.names)
    for sign in (relation for chain in chains for relation in chain.relations if relation.sign == "←"):
        hint = 'name the run of a lab, such as verify="race.sgd"'
        raise Unread("a graph takes no steps that a rule could be held against", sign.start, sign.end, hint)
    return chains, vocabulary


def _hinted(finding: Finding, subject: Subject, vocabulary: GraphVocabulary | StepVocabulary) -> Finding:
    """Say of a rule that is not the step of a run which settings of the run it leaves out."""
    _, offered = subject
    if not isinstance(offered, Descent) or not isinstance(vocabulary, StepVocabulary):
        return finding
    return replace(finding, hint=unnamed_settings(offered, vocabulary) or finding.hint)


def _states(
    subject: Subject, vocabulary: GraphVocabulary | StepVocabulary, chains: Iterable[Chain]
) -> tuple[State, ...]:
    owner, offered = subject
    if isinstance(offered, Descent):
        assert isinstance(vocabulary, StepVocabulary)  # noqa: S101  (a descent's equations are steps)
        return step_states(owner, offered, vocabulary)
    states = graph_states(owner, offered)
    if all(relation.sign == "=" for chain in chains for relation in chain.relations):
        return states
    return (*states, *stop_states(owner, offered), *joint_states(owner, offered))


def _try(latex: str, subject: Subject) -> Trial:
    comparisons = 0
    try:
        chains, vocabulary = read_subject(latex, subject)
        states = _states(subject, vocabulary, chains)
        if empty := said_twice(chains):
            return Trial(comparisons, empty)
        for chain in chains:
            trial = try_chain(chain, vocabulary, states)
            comparisons += trial.comparisons
            if trial.finding is not None:
                return Trial(comparisons, _hinted(trial.finding, subject, vocabulary))
    except Unread as error:
        return Trial(comparisons, Finding("equation-unread", error.message, error.start, error.hint))
    return Trial(comparisons)
