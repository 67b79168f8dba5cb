"""Components and claims that remember, for a post that is built again and again while it is written.

An author changes a sentence, and the graphs, labs and claims are what they were. What a component made is
made again only where something it asked for has another answer now. Nothing here reaches the disk, and what a
memory gives is what would have been made.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Generic, TypeVar

from adjoint.components.model import Call, Checkup, Component, Context, Shown, Surroundings
from adjoint.components.quantities import Quantities, words_of
from adjoint.components.reading import Scope
from adjoint.frozen import frozen
from adjoint.markup import Document
from adjoint.site.computed.answers import Answers, answers
from adjoint.site.post.values import evaluate
from adjoint.site.post.workshop import Workshop
from adjoint.site.proof.claims import Claim, Judged, Proved, judge_claims

_MOST: Final = 512
"""Results that are remembered: a long post has some 150, and what it had before an edit goes first."""
_ASKED: Final = ("typeset", "icon", "inline", "text", "formula", "latex")


Value = TypeVar("Value")


class UnknowableError(TypeError):
    """A value that cannot be told from others of its kind."""


@frozen
class _Told(Generic[Value]):
    """What was made, and what had been asked for on the way."""

    asked: tuple[tuple[str, tuple[Any, ...], Any], ...]
    value: Value
    alive: tuple[object, ...]
    """What the key names by identity: while it is kept, no other thing has the same."""


class Memory:
    """What was made last, the oldest forgotten first."""

    def __init__(self) -> None:
        self._told: OrderedDict[Hashable, _Told[Any]] = OrderedDict()

    def made(
        self,
        key: Hashable,
        alive: tuple[object, ...],
        context: object,
        make: Callable[[Any], Value],
        keeps: Callable[[Value], bool] = lambda _: True,
    ) -> Value:
        """Return what was made under a key, unless an answer that it was made with has changed.

        Args:
            key: what it is made from.
            alive: what the key names by identity.
            context: what the making may ask, a frozen dataclass of functions.
            make: makes it with such a context.
            keeps: whether a result is worth keeping.
        """
        told = self._told.get(key)
        if told is not None and all(_still(context, *asked) for asked in told.asked):
            self._told.move_to_end(key)
            return told.value  # type: ignore[no-any-return]
        asked: list[tuple[str, tuple[Any, ...], Any]] = []
        value = make(_listening(context, asked))
        if keeps(value):
            self._told[key] = _Told(tuple(asked), value, alive)
            self._told.move_to_end(key)
            while len(self._told) > _MOST:
                self._told.popitem(last=False)
        return value


def _listening(context: Any, asked: list[tuple[str, tuple[Any, ...], Any]]) -> Any:  # noqa: ANN401
    """Return a context that notes each question with its answer."""
    if context is None:
        return None

    def noting(name: str) -> Callable[..., Any]:
        def ask(*arguments: Any) -> Any:  # noqa: ANN401
            answer = getattr(context, name)(*arguments)
            asked.append((name, arguments, _plain(answer)))
            return answer

        return ask

    names = [name for name in (*_ASKED, "shown") if callable(getattr(context, name, None))]
    return replace(context, **{name: noting(name) for name in names})


def _still(context: object, name: str, arguments: tuple[Any, ...], answer: object) -> bool:
    try:
        return bool(_plain(getattr(context, name)(*arguments)) == answer)
    except Exception:  # noqa: BLE001  (it will be raised again where it belongs)
        return False


def _plain(answer: object) -> object:
    """Return what of an answer can reach a result: of a formula its LaTeX; its place is for faults alone."""
    return answer.latex if isinstance(answer, Shown) else answer


def remembering(component: Component[Any], memory: Memory) -> Component[Any]:
    """Return a component that remembers what it made."""

    def compute(call: Call, context: Context) -> Any:  # noqa: ANN401  (each has its own kind of result)
        try:
            key = ("compute", component.tag, *_call_key(call))
        except UnknowableError:
            return component.compute(call, context)
        return memory.made(key, (), context, lambda asked: component.compute(call, asked))

    def told(name: str, result: object, children: str, context: Context) -> Any:  # noqa: ANN401
        tell = getattr(component, name)
        key = (name, id(result), children)
        return memory.made(key, (result,), context, lambda asked: tell(result, children, asked))

    def derived(name: str, derive: Callable[[Any], Value] | None) -> Callable[[Any], Value] | None:
        if derive is None:
            return None
        return lambda result: memory.made((name, id(result)), (result,), None, lambda _: derive(result))

    return replace(
        component,
        compute=compute,
        html=lambda result, children, context: told("html", result, children, context),
        markdown=lambda result, children, context: told("markdown", result, children, context),
        check=_checking(component, memory),
        figure=derived("figure", component.figure),
        quantities=derived("quantities", component.quantities),
        settings=derived("settings", component.settings),
    )


@frozen
class _Formulas:
    """The question that a check asks beside its surroundings' quantities."""

    formula: Callable[[str], Shown]


def _checking(
    component: Component[Any], memory: Memory
) -> Callable[[Any, Call, Surroundings], Checkup] | None:
    check = component.check
    if check is None:
        return None

    def checked(result: object, call: Call, around: Surroundings) -> Checkup:
        try:
            key = ("check", id(result), _identities(around.quantities), *_call_key(call))
        except UnknowableError:
            return check(result, call, around)
        alive = (result, *around.quantities.values())
        return memory.made(
            key,
            alive,
            _Formulas(around.formula),
            lambda asked: check(result, call, replace(around, formula=asked.formula)),
            # A fault has a place, which moves with the text above it.
            keeps=lambda checkup: not checkup.faults,
        )

    return checked


def remembering_claims(
    memory: Memory,
) -> Callable[[Iterable[Claim], Mapping[str, Quantities]], Judged]:
    """Return ``judge_claims`` with a memory of what it found to hold."""

    def judged(claims: Iterable[Claim], quantities: Mapping[str, Quantities]) -> Judged:
        found = [(claim, _one(claim, quantities)) for claim in claims]
        proved = [Proved(claim, one.proved[0].states) for claim, one in found if one.proved]
        return Judged(tuple(proved), tuple(fault for _, one in found for fault in one.faults))

    def _one(claim: Claim, quantities: Mapping[str, Quantities]) -> Judged:
        concerned = _concerned(claim.text, claim.home, quantities)
        key = ("claim", claim.text, claim.home, tuple(quantities), _identities(concerned))
        return memory.made(
            key,
            tuple(concerned.values()),
            None,
            lambda _: judge_claims([claim], quantities),
            keeps=lambda one: not one.faults,
        )

    return judged


def remembering_values(memory: Memory) -> Callable[[str, Scope], float]:
    """Return ``evaluate`` with a memory."""

    def evaluated(expression: str, scope: Scope) -> float:
        concerned = _concerned(expression, scope.home, scope.quantities)
        key = ("value", expression, scope.home, tuple(scope.quantities), _identities(concerned))
        return memory.made(key, tuple(concerned.values()), None, lambda _: evaluate(expression, scope))

    return evaluated


def remembering_answers(memory: Memory) -> Callable[..., Answers]:
    """Return ``answers`` with a memory."""

    def answered(
        texts: Iterable[Document], numbers: Mapping[str, float], quantities: Mapping[str, Quantities]
    ) -> Answers:
        texts = tuple(texts)
        asked = dict.fromkeys((value.expression, value.format) for text in texts for value in text.values)
        key = ("answers", tuple(asked), tuple(numbers.items()), _identities(quantities))
        alive = tuple(quantities.values())
        return memory.made(key, alive, None, lambda _: answers(texts, numbers, quantities))

    return answered


def remembering_shop(shop: Workshop, memory: Memory) -> Workshop:
    """Return a workshop in which everything is remembered that a change of the prose leaves as it was."""
    return replace(
        shop,
        components={tag: remembering(component, memory) for tag, component in shop.components.items()},
        judge=remembering_claims(memory),
        evaluate=remembering_values(memory),
        answer=remembering_answers(memory),
    )


def _identities(quantities: Mapping[str, Quantities]) -> tuple[tuple[str, int], ...]:
    return tuple((name, id(found)) for name, found in quantities.items())


def _concerned(text: str, home: str | None, quantities: Mapping[str, Quantities]) -> dict[str, Quantities]:
    """Return what a text may speak of: whoever offers none of its words can be no part of what it says."""
    words = words_of(text)
    return {
        name: offered
        for name, offered in quantities.items()
        if name == home or name in text or not words.isdisjoint(offered.words)
    }


def _call_key(call: Call) -> tuple[Hashable, ...]:
    """Return all of a call that a result may depend on; where it stands is for faults alone."""
    return (call.tag.name, call.id, call.ordinal, _frozen(call.props), call.children, call.formulas)


def _frozen(value: object) -> Hashable:
    """Return a value that can be a key, and is the same for the same props only.

    Raises:
        UnknowableError: there is no telling.
    """
    if isinstance(value, Mapping):
        return (type(value), tuple((key, _frozen(one)) for key, one in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return (type(value), tuple(map(_frozen, value)))
    try:
        hash(value)
    except TypeError as error:
        raise UnknowableError(str(error)) from error
    return (type(value), value)
