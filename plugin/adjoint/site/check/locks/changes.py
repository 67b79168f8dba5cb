"""What became of a post's numbers since its lock was written, as a person would say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.locks.lock import Entry, Key, Lock, entry_of, same
from adjoint.site.check.locks.number import Number
from adjoint.site.wording import ACCEPT

if TYPE_CHECKING:
    from adjoint.site.check.records import Record

_WORDS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_ARTICLES: Final = {"equation": "an equation"}
_PLURALS: Final = {"cell of a table": "cells of a table", "description": "descriptions"}


@frozen
class Change:
    """A quantity that changed in the same way at one or more places; None stands for what is not there."""

    symbol: str
    before: Entry | None
    after: Entry | None
    numbers: tuple[Number, ...]
    """Where it stands now; empty for what is gone."""
    places: tuple[str, ...]
    """What it stands in, a word for each place: ``sentence``, ``caption``, ``graph toy``."""

    @property
    def is_given(self) -> bool:
        """Whether it was given to a graph, so that others changed because it did."""
        return any(number.is_given for number in self.numbers)

    @property
    def location(self) -> Location:
        """Where it was given, else where it stands first."""
        return next((one for one in self.numbers if one.is_given), self.numbers[0]).location

    def __str__(self) -> str:
        where = _listed(self.places)
        if self.before is None:
            return f"{self.symbol} is new: {self.after}, in {where}"
        if self.after is None:
            return f"{self.symbol} is gone: it was {self.before}, in {where}"
        before, after = self.before, self.after
        if before.text == after.text:
            return f"{self.symbol} {before.text} ({before.rest} → {after.rest}), in {where}"
        return f"{self.symbol} {before.text} → {after.text}, in {where}"


def changes(lock: Lock, numbers: Sequence[Number]) -> list[Change]:
    """Return what changed: values that are others now, those given first; then what is new or gone."""
    now: dict[Key, list[Number]] = {}
    for number in numbers:
        now.setdefault((number.place, number.name), []).append(number)
    altered: dict[tuple[str, str, str], list[tuple[Entry, Number]]] = {}
    added: dict[tuple[str, str], list[Number]] = {}
    for key, found in now.items():
        entry, locked = entry_of(found[0]), lock.entries.get(key)
        if locked is None:
            added.setdefault((found[0].symbol, str(entry)), []).extend(found)
        elif not same(locked, found[0]):
            group = (found[0].symbol, locked.text, entry.text)
            altered.setdefault(group, []).extend((locked, number) for number in found)
    gone: dict[tuple[str, str], list[Key]] = {}
    for (place, name), locked in lock.entries.items():
        if (place, name) not in now:
            gone.setdefault((_quantity(name), str(locked)), []).append((place, name))
    others = [_altered(symbol, group) for (symbol, _, _), group in altered.items()]
    return [
        *sorted(others, key=lambda change: not change.is_given),
        *(_added(symbol, group) for (symbol, _), group in added.items()),
        *(_gone(symbol, keys, lock.entries) for (symbol, _), keys in gone.items()),
    ]


def _altered(symbol: str, group: Sequence[tuple[Entry, Number]]) -> Change:
    numbers = tuple(number for _, number in group)
    kinds = tuple(number.kind for number in numbers)
    return Change(symbol, group[0][0], entry_of(numbers[0]), numbers, kinds)


def _added(symbol: str, numbers: Sequence[Number]) -> Change:
    return Change(
        symbol, None, entry_of(numbers[0]), tuple(numbers), tuple(number.kind for number in numbers)
    )


def _gone(symbol: str, keys: Sequence[Key], entries: Mapping[Key, Entry]) -> Change:
    return Change(symbol, entries[keys[0]], None, (), tuple(f"the {place}" for place, _ in keys))


def _quantity(name: str) -> str:
    return name.rpartition(": ")[2] if name.startswith(("edge ", "path ")) else name


def _listed(places: Iterable[str]) -> str:
    """Return places as a person counts them: ``two sentences and a caption``."""
    counted = Counter(places)
    words = [_counted(place, count) for place, count in counted.items()]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _counted(place: str, count: int) -> str:
    if place.startswith(("graph ", "lab ", "the ")):
        return place
    if count == 1:
        return _ARTICLES.get(place, f"a {place}")
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{number} {_PLURALS.get(place, f'{place}s')}"


def near(place: str, record: Record) -> str:
    """Return what a message says of where something stood that is gone: at what is left of its place."""
    left = [text.location for text in record.texts if text.place == place]
    left += [number.location for number in record.numbers if number.place == place]
    return f"; it stood near {left[0]}" if left else ""


def lock_faults(post: Path, lock_file: Path, lock: Lock | None, record: Record) -> Iterator[Diagnostic]:
    """Yield what is wrong with a post's lock: it is missing, or its numbers are not those of the post.

    Args:
        post: the post's path.
        lock_file: the lock's path.
        lock: what the file holds; None where there is none.
        record: what the post publishes.
    """
    numbers = record.numbers
    path = lock_file.as_posix()
    if lock is None:
        if numbers:
            message = f"the post publishes numbers and has no {lock_file.name}"
            hint = f"write it, read it and commit it: {ACCEPT}"
            yield Diagnostic("lock-missing", "error", message, Location(post.as_posix(), 1, 1), hint)
        return
    stale = []
    for change in changes(lock, numbers):
        if change.before is None or change.after is None:
            stale.append(change)
            continue
        message = f"{change}, since {lock_file.name} was written (line {change.before.line})"
        hint = f"if it is meant, accept it: {ACCEPT}"
        yield Diagnostic("number-changed", "error", message, change.location, hint)
    if stale:
        first = stale[0]
        where = (
            first.numbers[0].location
            if first.numbers
            else Location(path, first.before.line if first.before else 1, 1)
        )
        stood = near(first.places[0].removeprefix("the "), record) if first.after is None else ""
        more = f"; and {len(stale) - 1} more" if len(stale) > 1 else ""
        message = f"{lock_file.name} is stale: {first}{stood}{more}"
        yield Diagnostic("lock-stale", "error", message, where, f"bring it up to date: {ACCEPT}")
