"""Kinds of params that labs need beyond those of every component."""

from __future__ import annotations

from collections.abc import Sequence

from adjoint.components.schema import Number, Refusal, show
from adjoint.frozen import frozen
from adjoint.markup import nearest


@frozen
class Numbers:
    """A list of so many numbers, such as a point."""

    names: tuple[str, ...]

    def read(self, value: object) -> tuple[float, ...]:
        """Accept a list of numbers as long as there are names."""
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        if len(value) != len(self.names):
            raise Refusal(f"expected {self.describe()}, found {len(value)} items")
        return tuple(float(Number().read(item)) for item in value)

    def describe(self) -> str:
        """Return the list as an author would write it, with names for numbers."""
        return f"a list of {len(self.names)} numbers, [{', '.join(self.names)}]"


@frozen
class OneOf:
    """One of a closed list of words, each with a title that may be written instead, capitals aside."""

    titles: tuple[tuple[str, str], ...]
    """Names and titles."""

    def read(self, value: object) -> str:
        """Accept a name or a title and return the name."""
        if isinstance(value, str):
            for name, title in self.titles:
                if value.casefold() in {name.casefold(), title.casefold()}:
                    return name
        close = (
            nearest(value, [word for pair in self.titles for word in pair])
            if isinstance(value, str)
            else None
        )
        hint = f'did you mean "{close}"?' if close else None
        raise Refusal(f"expected {self.describe()}, found {show(value)}", hint, aspect="choice")

    def describe(self) -> str:
        """Return the titles in a row."""
        return "one of " + ", ".join(f'"{title}"' for _, title in self.titles)


@frozen
class Several:
    """Some of a closed list of words: one, a list of them, or ``"all"``."""

    titles: tuple[tuple[str, str], ...]
    """Names and titles."""

    def read(self, value: object) -> tuple[str, ...]:
        """Accept names or titles and return the names, in the order of the closed list."""
        one = OneOf((("all", "all"), *self.titles))
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        if not items:
            raise Refusal(f"expected {self.describe()}, found an empty list")
        chosen = {one.read(item) for item in items}
        return tuple(name for name, _ in self.titles if name in chosen or "all" in chosen)

    def describe(self) -> str:
        """Return the titles in a row."""
        return "one or a list of " + ", ".join(f'"{title}"' for _, title in (*self.titles, ("all", "all")))
