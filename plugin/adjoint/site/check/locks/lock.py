"""``numbers.lock``: every number a post publishes, by place and expression, so that a change must be meant.

A section a place, a line a number: ``grad(L, w) :.3f = 0.079 (0.078721457)``, in brackets what the text
rounds. The section ``accepted`` holds the typed numbers and formulas that the author has looked at, by the
hashes of their sentences. Sections ``typed in …`` hold what stands in the text and nothing proves: a line of
numerals, and a line a formula. Sections ``claims of …`` and ``sliders of …`` hold what is claimed, and the
ranges that claims reach over; ``view of …`` how a figure first stands before a reader, numbers apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from pathlib import Path
from typing import Final

from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location
from adjoint.site.check.locks.number import Number
from adjoint.site.check.locks.typing import Typing, is_formula
from adjoint.site.wording import ACCEPT

NAME: Final = "numbers.lock"
ACCEPTED: Final = "accepted"
DIGITS: Final = 8
NOISE: Final = 1e-3
"""Of a unit of the last digit: so much beyond half a unit may the arithmetic of another machine lie."""

_HEAD: Final = "# The numbers of {post}. Written by: check --accept\n"
_TYPED_HEAD: Final = "# Typed, and proved by nothing: what stands below is true because the author says so."
_TYPED: Final = "typed in "
CLAIMS: Final = "claims of "
SLIDERS: Final = "sliders of "
VIEWS: Final = "view of "
DECLARED: Final = {CLAIMS: "claim", SLIDERS: "slider", VIEWS: "setting"}
"""Sections of what is declared, and what one line of each is called."""
_CONFLICT: Final = ("<<<<<<<", "=======", ">>>>>>>")
"""What version control leaves where two edits meet."""
_SECTION: Final = re.compile(r"\[(.+)\]")
_LINE: Final = re.compile(r"(?P<name>.+) = (?P<text>.+?)(?: \((?P<rest>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\))?")

Key = tuple[str, str]
"""A place, and the name of a number there."""


@frozen
class Entry:
    """A number as locked: its text, and the digits that the text leaves out."""

    text: str
    rest: str = ""
    line: int = 0
    """In the lock's file; 0 for one that is not written yet."""

    def __str__(self) -> str:
        return f"{self.text} ({self.rest})" if self.rest else self.text


@frozen
class Lock:
    """What an author has accepted of a post."""

    entries: Mapping[Key, Entry] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    """Sentences with typed numbers: by hash, the words that tell which they are."""
    typed: Typing = field(default_factory=dict)
    """What the post types and nothing proves."""
    declared: Typing = field(default_factory=dict)
    """What the post claims, the ranges of its sliders and how figures first stand, by their sections."""
    lines: Mapping[Key, int] = field(default_factory=dict, compare=False)
    """Where it stands in the lock's file, by its place and itself; no lines where it is not written yet."""

    def text(self, post: str) -> str:
        """Return the file's text: sections and lines sorted, the same numbers the same bytes."""
        sections: dict[str, list[str]] = {}
        for (place, name), entry in self.entries.items():
            sections.setdefault(place, []).append(f"{name} = {entry}")
        parts = [f"[{place}]\n" + "\n".join(sorted(lines)) for place, lines in sorted(sections.items())]
        parts += ["\n".join([f"[{place}]", *texts]) for place, texts in sorted(self.declared.items())]
        if self.accepted:
            lines = [f"{key} = {words}" for key, words in sorted(self.accepted.items())]
            parts.append(f"[{ACCEPTED}]\n" + "\n".join(lines))
        if self.typed:
            parts += [_TYPED_HEAD, *(_typed(place, here) for place, here in sorted(self.typed.items()))]
        return "\n\n".join([_HEAD.format(post=post).rstrip(), *parts]) + "\n"


def _typed(place: str, texts: Iterable[str]) -> str:
    texts = list(texts)
    numerals = " ".join(text for text in texts if not is_formula(text))
    lines = [*([numerals] if numerals else []), *(text for text in texts if is_formula(text))]
    return "\n".join([f"[{_TYPED}{place}]", *lines])


def lock_path(post: Path) -> Path:
    """Return where a post's lock is: ``numbers.lock`` beside ``index.md``, else ``about.numbers.lock``."""
    return post.with_name(NAME if post.name == "index.md" else f"{post.stem}.{NAME}")


def lock_of(
    numbers: Iterable[Number],
    accepted: Mapping[str, str] | None = None,
    typed: Typing | None = None,
    declared: Typing | None = None,
) -> Lock:
    """Return the lock that a post's numbers make."""
    entries = {(number.place, number.name): entry_of(number) for number in numbers}
    return Lock(entries, accepted or {}, typed or {}, declared or {})


def entry_of(number: Number) -> Entry:
    """Return a number as it is locked."""
    return Entry(number.text, "" if _is_whole_story(number) else f"{number.value:.{DIGITS}g}")


def _is_whole_story(number: Number) -> bool:
    try:
        return float(number.text.replace("−", "-").replace(",", "")) == number.value
    except ValueError:
        return not number.text[-1:].isdigit() and not any(mark in number.text for mark in "%×")


def same(locked: Entry, number: Number) -> bool:
    """Tell whether a number is as it was locked, but for what arithmetic differs by between machines."""
    now = entry_of(number)
    if locked.text != now.text or bool(locked.rest) != bool(now.rest):
        return False
    if locked.rest == now.rest:
        return True
    was = Decimal(locked.rest)
    unit = 10.0 ** (was.adjusted() - DIGITS + 1)
    return abs(float(was) - number.value) <= (0.5 + NOISE) * unit


def read_lock(path: Path) -> Lock | None:
    """Return a post's lock, or None where there is none.

    Raises:
        Fault: it holds a line that is no part of a lock, or a number twice, or is no text.
        OSError: it cannot be read.
    """
    if not path.is_file():
        return None
    entries: dict[Key, Entry] = {}
    accepted: dict[str, str] = {}
    typed: dict[str, list[str]] = {}
    declared: dict[str, list[str]] = {}
    lines: dict[Key, int] = {}
    place = ""
    for count, line in _lines(path):
        section, found = _SECTION.fullmatch(line), _LINE.fullmatch(line)
        if section:
            place = section[1]
        elif place == ACCEPTED and " = " in line:
            key, _, words = line.partition(" = ")
            accepted[key] = words
        elif place.startswith(_TYPED):
            here = (line,) if is_formula(line) else tuple(line.split())
            typed.setdefault(place.removeprefix(_TYPED), []).extend(here)
            for text in here:
                lines.setdefault((place.removeprefix(_TYPED), text), count)
        elif place.startswith(tuple(DECLARED)):
            declared.setdefault(place, []).append(line)
            lines.setdefault((place, line), count)
        elif found and place and (place, found["name"]) in entries:
            raise _unreadable(path, count, f'"{found["name"]}" stands twice in this section')
        elif found and place:
            entries[place, found["name"]] = Entry(found["text"], found["rest"] or "", count)
        else:
            raise _unreadable(path, count, f'"{line.strip()}" is no line of a lock')
    return Lock(entries, accepted, _fixed(typed), _fixed(declared), lines)


def _fixed(found: Mapping[str, Iterable[str]]) -> Typing:
    return {place: tuple(texts) for place, texts in found.items()}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a lock that say something, with their numbers."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise _unreadable(path, 1, "the lock is not UTF-8") from error
    for count, line in enumerate(lines, 1):
        if line.startswith(_CONFLICT):
            raise _unreadable(path, count, "here two versions were merged, and neither was chosen")
        if line.strip() and not line.startswith("#"):
            yield count, line


def _unreadable(path: Path, line: int, message: str) -> Fault:
    hint = f"undo the edit, or write the file anew: {ACCEPT}"
    return Fault(Diagnostic("lock-unreadable", "error", message, Location(path.as_posix(), line, 1), hint))
