"""The formulas that an author types into a page's text, each weighed against what the page computes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Final

from adjoint.components.equation.verify.relations import Weighed
from adjoint.components.equation.verify.weighing import (
    Filled,
    Surroundings,
    states_something,
    weigh,
)
from adjoint.frozen import frozen
from adjoint.markup import ComputedValue, Diagnostic, Math
from adjoint.site.check.locks.elsewhere import gives_another, inputs_of, is_elsewhere, without_published
from adjoint.site.check.locks.prose import Passage, enclosing, passages, sections
from adjoint.site.check.locks.supposing import Stance, Suppositions, stance
from adjoint.site.check.locks.typing import VALUE, TypedText
from adjoint.site.post.checked import Checked
from adjoint.site.post.typesetting import math_value
from adjoint.site.wording import ACCEPT, shortened

_ROW: Final = re.compile(r"\\\\\[[^\]]*\]")
_SPACING: Final = re.compile(r"(?<!\\)(?:\\[,;:!]|~)")
_NAME: Final = r"(?:\\?[A-Za-z]+|[^\W\d])(?:_(?:\w|\{[\w\\ ]*\}))?"
_GIVEN: Final = re.compile(rf"\s*{_NAME}\s*(?:=|\\approx)\s*")


@frozen
class Formula:
    """A formula of a passage, and what came of weighing it; nothing came of what states nothing."""

    passage: Passage
    math: Math
    weighed: Weighed | None

    @property
    def text(self) -> str:
        """Its LaTeX as authored, on one line and without what only spaces it."""
        return " ".join(_SPACING.sub(" ", _ROW.sub(r"\\\\", self.math.latex)).split())

    @property
    def key(self) -> str:
        """The hash by which an author accepts it."""
        return hashlib.sha256(f"formula {self.passage.place}\n{self.text}".encode()).hexdigest()[:10]

    @property
    def words(self) -> str:
        """What a lock holds of an accepted one."""
        return f"${self.text}$ is not what the page computes, in {self.passage.place}"

    @property
    def only_names(self) -> bool:
        """Whether it gives a name to a computed number and types nothing else."""
        return is_naming(self.math)

    @property
    def is_proved(self) -> bool:
        """Whether it holds."""
        return self.weighed is not None and self.weighed.outcome == "proved"

    @property
    def is_refuted(self) -> bool:
        """Whether an author has to look at it."""
        return self.weighed is not None and self.weighed.outcome in {"false", "doubtful"}

    @property
    def is_unproved(self) -> bool:
        """Whether it states something of which nothing could be found out."""
        return self.weighed is not None and self.weighed.outcome == "unproved"

    def typed(self) -> TypedText:
        """Return it as a typed text, with the reason why it is not proved."""
        offset, reason = (self.weighed.offset, self.weighed.reason) if self.weighed else (0, "")
        location = self.passage.place_in(self.math, offset)
        return TypedText(self.passage.place, f"${self.text}$", location, reason)

    def told(self) -> Diagnostic:
        """Return what an author is told of a formula that does not hold."""
        found = self.typed()
        text = shortened(found.text)
        if self.weighed is not None and self.weighed.outcome == "false":
            message = f"{text} is typed, and does not hold: {found.reason}"
            hint = f"mend it, or if its letters mean something else here, accept it: {ACCEPT}"
            return Diagnostic("formula-false", "error", message, found.location, hint)
        message = f"{text} is typed, and is no identity: {found.reason}"
        hint = f"mend it, or if it is a condition, accept it: {ACCEPT}"
        return Diagnostic("formula-doubtful", "warning", message, found.location, hint)


def is_naming(math: Math) -> bool:
    """Tell whether a formula gives a name to a computed number and types nothing else."""
    return bool(math.values) and _GIVEN.fullmatch(VALUE.sub(" ", math.latex)) is not None


def typed_formulas(post: Checked) -> Iterator[Formula]:
    """Yield the formulas of a post's text in their order, but those of verified equations."""
    under = sections(post)
    verified = {made.call.id for made in post.computed.values() if made.call.props.get("verify")}
    near: dict[str, set[str]] = {}
    for owner, section in under.items():
        near.setdefault(section, set()).add(owner)
    above, inputs = enclosing(post), inputs_of(post)
    weighed = lru_cache(maxsize=None)(partial(_weighed, post))
    for passage, lead in _led_to(passages(post)):
        if not passage.math or (passage.kind == "equation" and passage.owner in verified):
            continue
        around = (passage.section, *above.get(passage.section, ()))
        beside = next((near[section] for section in around if section in near), set())
        owners = {passage.owner} if passage.owner in post.quantities else set(beside)
        settings = [post.quantities[owner].inputs for owner in owners if owner in post.quantities]
        text = without_published(passage.text, settings)
        elsewhere = is_elsewhere(text) or gives_another(text, inputs)
        near_it = _Near(frozenset(owners), published=bool(passage.text) and not elsewhere)
        for math, taken in _taken(passage, text, lead):
            yield Formula(passage, math, _outcome(math, post, taken, partial(weighed, near_it)))


@frozen
class _Near:
    """What is near all formulas of a passage."""

    owners: frozenset[str]
    """The ids of the components that they may speak of."""
    published: bool
    """Whether nothing in it speaks of other settings than those published."""


def _taken(passage: Passage, text: str, lead: str) -> Iterator[tuple[Math, Callable[[], Stance]]]:
    """Yield the formulas of a passage, each with what will tell what its sentence makes of it.

    Args:
        passage: the passage.
        text: its text, as far as it says what a formula may be a condition of.
        lead: for a displayed formula, the sentence that goes on in it.
    """
    supposed, start = Suppositions(text), 0
    for math in passage.math:
        found = passage.text.find(math.latex, start)
        start = found + len(math.latex) if found >= 0 else start
        yield math, partial(supposed.stance, found, start) if found >= 0 else partial(stance, lead, "")


def _led_to(found: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield passages; a displayed formula with the sentence before it, if that goes on in it."""
    lead = section = ""
    for passage in found:
        is_displayed = passage.kind in {"formula", "equation"} and passage.section == section
        yield passage, lead if is_displayed else ""
        goes_on = passage.kind == "sentence" and not passage.text.rstrip().endswith((".", "!", "?"))
        lead, section = (passage.text if goes_on else ""), passage.section


def _outcome(
    math: Math,
    post: Checked,
    taken: Callable[[], Stance],
    weighed: Callable[[str, tuple[Filled, ...], Stance], Weighed],
) -> Weighed | None:
    """Return what comes of weighing a formula; nothing of one that states nothing."""
    latex, computed = _filled(math, post.teller.numbers)
    if not states_something(latex):
        return None
    found = weighed(latex, computed, taken())
    if found.outcome == "unproved" and is_naming(math):
        return None
    return Weighed(found.outcome, found.reason, _authored(found.offset, math, computed))


def _weighed(post: Checked, near: _Near, latex: str, computed: tuple[Filled, ...], by: Stance) -> Weighed:
    surroundings = Surroundings(
        post.quantities, near.owners, computed, by.conditional, by.denied, by.disowned, near.published
    )
    return weigh(latex, surroundings)


def _filled(math: Math, numbers: Mapping[str, float]) -> tuple[str, tuple[Filled, ...]]:
    """Return a formula with its computed values filled in, and where each stands."""

    def text(value: ComputedValue) -> str:
        return math_value(value, numbers[value.expression])

    latex = math.filled(text).latex
    found, shift = [], 0
    for value, span in zip(math.values, math.value_offsets, strict=True):
        start, length = span.start + shift, len(text(value))
        found.append(Filled(start, start + length, value.expression))
        shift += length - (span.end - span.start)
    return latex, tuple(found)


def _authored(offset: int, math: Math, computed: tuple[Filled, ...]) -> int:
    """Return where what stands at an offset of the filled formula was authored."""
    shift = 0
    for value, span in zip(computed, math.value_offsets, strict=True):
        if offset < value.end:
            return span.start if offset >= value.start else offset + shift
        shift = span.end - value.end
    return offset + shift
