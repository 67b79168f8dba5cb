"""What became of what a post types, and of what it claims, since its lock was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.locks.changes import near
from adjoint.site.check.locks.lock import DECLARED, Lock
from adjoint.site.check.locks.typing import TypedText, Typing, is_formula
from adjoint.site.wording import ACCEPT, counted, shortened

if TYPE_CHECKING:
    from adjoint.site.check.records import Record

FEW: Final = 2
_WIDTH, _BEFORE = 72, 24
_MANY: Final = 300
"""Texts of one place from which on those that stayed at both ends are left out."""
_TOO_MANY: Final = 5_000_000
"""Pairs of a text before with the same one now from which on only rare texts are looked for: to try each with
each takes very long where many are alike."""


@frozen
class Retyped:
    """A text or what is declared in place of another; empty is what was not there, or is no more."""

    before: str
    after: str
    place: str
    now: TypedText | None

    def __str__(self) -> str:
        before, after = told(self.before, self.after), told(self.after, self.before)
        if self.place.startswith(tuple(DECLARED)):
            return _redeclared(before, after, self.place)
        if not before:
            return f"{after} is new in the {self.place.removeprefix('the ')}"
        if not after:
            return f"{before} is gone from the {self.place.removeprefix('the ')}"
        return f"typed {after} where {before} was typed"


def _redeclared(before: str, after: str, place: str) -> str:
    noun, owner = next((noun, owner) for owner, noun in DECLARED.items() if place.startswith(owner))
    if before and after:
        return f"the {noun} is {after} where it was {before}"
    return f"a {noun} of {place.removeprefix(owner)} is {'new' if after else 'gone'}: {after or before}"


def told(text: str, other: str) -> str:
    """Return a text for a message; a long one from shortly before where it parts from another."""
    parts = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False)))
    start = max(parts - _BEFORE, 0) if len(text) > _WIDTH and other else 0
    return ("…" if start else "") + shortened(text[start:], _WIDTH)


def retyped(locked: Typing, texts: Sequence[TypedText]) -> list[Retyped]:
    """Return what changed, in the order of places: for each, its numerals and then its formulas."""
    now = at_places(texts)
    found: list[Retyped] = []
    for place in sorted({*locked, *now}):
        for of_formulas in (False, True):
            before = [text for text in locked.get(place, ()) if is_formula(text) == of_formulas]
            after = [one for one in now.get(place, ()) if is_formula(one.text) == of_formulas]
            found += paired(place, before, after)
    return found


def at_places(texts: Iterable[TypedText]) -> Mapping[str, Sequence[TypedText]]:
    """Return texts by the places at which they stand."""
    found: dict[str, list[TypedText]] = {}
    for one in texts:
        found.setdefault(one.place, []).append(one)
    return found


def paired(place: str, before: Sequence[str], after: Sequence[TypedText]) -> Iterator[Retyped]:
    """Yield what changed at one place, each text beside the one it stands for."""
    texts = [one.text for one in after]
    many = max(len(before), len(after)) > _MANY
    start = _alike(before, texts) if many else 0
    end = _alike(before[start:][::-1], texts[start:][::-1]) if many else 0
    olds, news = before[start : len(before) - end], after[start : len(after) - end]
    now = texts[start : len(texts) - end]
    matcher = SequenceMatcher(None, olds, now, autojunk=_pairs(olds, now) > _TOO_MANY)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for old, new in zip_longest(olds[i1:i2], news[j1:j2]):
            yield Retyped(old or "", new.text if new else "", place, new)


def _pairs(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many pairs of the same text two lists have."""
    counts = Counter(other)
    return sum(number * counts[text] for text, number in Counter(one).items())


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many texts two lists begin with that are the same."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def typing_faults(post: Path, lock_file: Path, lock: Lock, record: Record) -> Iterator[Diagnostic]:
    """Yield what is typed otherwise than the lock holds: one fault each, and one for all that is gone.

    Args:
        post: the post's path.
        lock_file: the lock's path.
        lock: what it holds.
        record: what the post types.
    """
    locked, texts = lock.typed, record.texts
    accept = f"if it is meant, accept it: {ACCEPT}"
    if len(texts) > FEW and not locked:  # it was surely written before typed texts were held
        formulas = sum(is_formula(one.text) for one in texts)
        what = f"{counted(len(texts) - formulas, 'numeral')} and {counted(formulas, 'formula')}"
        message = f"{lock_file.name} does not hold what the post types and nothing proves: {what}"
        yield Diagnostic("lock-stale", "error", message, Location(post.as_posix(), 1, 1), accept)
        return
    gone = []
    for change in retyped(locked, texts):
        if change.now is None:
            gone.append(change)
            continue
        why = f": {change.now.reason}" if change.now.reason else ""
        message = f"{change}; {'' if change.before else 'it is typed, and '}nothing proves it{why}"
        yield Diagnostic("typed-changed", "error", message, change.now.location, accept)
    if gone:
        more = f"; and {len(gone) - 1} more" if len(gone) > 1 else ""
        message = f"{lock_file.name} is stale: {gone[0]}{near(gone[0].place, record)}{more}"
        line = lock.lines.get((gone[0].place, gone[0].before), 1)
        yield Diagnostic("lock-stale", "error", message, Location(lock_file.as_posix(), line, 1), accept)
