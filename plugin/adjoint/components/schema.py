"""What an author may write in a component tag: each prop's kind, default and meaning.

A schema is data. Validation, the messages with the nearest right name, and the reference in the docs are
all made from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Protocol

from adjoint.frozen import frozen


class Refusal(ValueError):  # noqa: N818  (the author's error, not the program's)
    """A prop's value is not of its kind; the text says what was expected, the hint how to mend it."""

    def __init__(self, message: str, hint: str | None = None, *, aspect: str = "type") -> None:
        super().__init__(message)
        self.hint = hint
        self.aspect = aspect
        """What is wrong with the value: its ``type``, its ``range`` or, of a closed list, its ``choice``."""


class Kind(Protocol):
    """A type of prop: what it accepts, and its name in messages and docs."""

    def read(self, value: object) -> object:
        """Return the value as the component uses it.

        Raises:
            Refusal: the value is not of this kind.
        """

    def describe(self) -> str:
        """Return the kind in an author's words, such as ``a number from 0 to 1``."""


class _Required:
    """The default of a prop that has none."""


REQUIRED: Final = _Required()

LARGEST: Final = 1e150
"""No number in a prop is larger; the square of one is still a finite double."""


@frozen
class Prop:
    """One prop of a component: its name, kind, default and what it means to an author."""

    name: str
    kind: Kind
    doc: str
    default: object = None


@frozen
class Text:
    """A string."""

    def read(self, value: object) -> str:
        """Accept a string as it is."""
        if not isinstance(value, str):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        return value

    def describe(self) -> str:
        """Return ``a string``."""
        return "a string"


@frozen
class Id(Text):
    """An anchor: what HTML takes as an id and a link can name."""

    def read(self, value: object) -> str:
        """Accept a word."""
        text = super().read(value)
        if not text or re.search(r"""[\s"'<>#]""", text):
            hint = "use letters, digits, and : . _ - between them"
            raise Refusal(f"{show(value)} cannot be linked to: expected {self.describe()}", hint)
        return text

    def describe(self) -> str:
        """Return ``a word``."""
        return "a word without spaces or quotes"


@frozen
class Line(Text):
    """One line of markdown, such as a caption; it may hold math, marks and computed values."""

    def describe(self) -> str:
        """Return ``a line of markdown``."""
        return "a line of markdown"


@frozen
class Filled(Line):
    """A line that is what its component is there to say."""

    def read(self, value: object) -> str:
        """Accept a string with something in it."""
        text = super().read(value)
        if not text.strip():
            raise Refusal("it is empty", "say something, or take the tag out")
        return text


@frozen
class Latex(Text):
    """A display formula; it may hold computed values."""

    def describe(self) -> str:
        """Return ``LaTeX``."""
        return "LaTeX, as a string"


@frozen
class Claims:
    """Statements that must be true of the page, such as ``adam.loss < sgd.loss``: one, or a list."""

    def read(self, value: object) -> tuple[str, ...]:
        """Accept a string or a list of strings."""
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list):
            for text in texts:
                if isinstance(text, Mapping):  # YAML reads ``for all a: …`` as key and value
                    hint = 'put quotes around a claim that holds a colon, or write a comma: "for all a, …"'
                    raise Refusal("a claim is a string, found a key and a value", hint)
            if all(isinstance(text, str) for text in texts):
                return tuple(texts)
        raise Refusal(f"expected {self.describe()}, found {show(value)}")

    def describe(self) -> str:
        """Return ``a claim or a list of claims``."""
        return "a claim or a list of claims"


@frozen
class Label:
    """A short text that an author may also write as a number, such as an equation's ``number={2}``."""

    def read(self, value: object) -> str:
        """Accept a string or a number and return it as text."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        return str(value)

    def describe(self) -> str:
        """Return ``a string or a number``."""
        return "a string or a number"


@frozen
class Flag:
    """True or false; a bare prop name is true."""

    def read(self, value: object) -> bool:
        """Accept a boolean."""
        if not isinstance(value, bool):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        return value

    def describe(self) -> str:
        """Return ``{true} or {false}``."""
        return "{true} or {false}"


@frozen
class Number:
    """A number within a closed range; with ``whole``, an integer."""

    low: float | None = None
    high: float | None = None
    whole: bool = False

    def read(self, value: object) -> float:
        """Accept a number of the range."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            hint = f"write {{{value}}}" if isinstance(value, str) and _is_number(value) else None
            raise Refusal(f"expected {self.describe()}, found {show(value)}", hint)
        if not _is_ordinary(value):
            raise Refusal(f"the number is too large: expected {self.describe()}", aspect="range")
        if self.whole and value != int(value):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise Refusal(f"{show(value)} is out of range: expected {self.describe()}", aspect="range")
        return int(value) if self.whole else value

    def describe(self) -> str:
        """Return the range in words."""
        noun = "a whole number" if self.whole else "a number"
        if self.low is not None and self.high is not None:
            return f"{noun} from {self.low:g} to {self.high:g}"
        if self.low is not None:
            return f"{noun} of at least {self.low:g}"
        if self.high is not None:
            return f"{noun} of at most {self.high:g}"
        return noun


@frozen
class Choice:
    """One of a closed list of words."""

    options: tuple[str, ...]

    def read(self, value: object) -> str:
        """Accept one of the options."""
        if not isinstance(value, str) or value not in self.options:
            from adjoint.markup import nearest  # noqa: PLC0415  (only a refusal needs it)

            close = nearest(value, self.options) if isinstance(value, str) else None
            hint = f'did you mean "{close}"?' if close else None
            raise Refusal(f"expected {self.describe()}, found {show(value)}", hint)
        return value

    def describe(self) -> str:
        """Return the options in a row."""
        return "one of " + ", ".join(f'"{option}"' for option in self.options)


@frozen
class Object:
    """An object whose keys the component itself explains, such as the inputs of a graph."""

    def read(self, value: object) -> Mapping[str, object]:
        """Accept an object."""
        if not isinstance(value, Mapping):
            raise Refusal(f"expected {self.describe()}, found {show(value)}")
        return value

    def describe(self) -> str:
        """Return ``an object``."""
        return "an object, {{ name: value }}"


CLAIM: Final = Prop("claim", Claims(), "what must be true of the page's numbers: grad(e, b) == d + c", ())
"""The prop that any component may have; the site holds what it states against the page's numbers."""


def show(value: object) -> str:
    """Return a prop's value as an author would write it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "{true}" if value else "{false}"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, int | float):
        return f"{value:g}"
    return "an object" if isinstance(value, Mapping) else "a list"


def _is_ordinary(value: float) -> bool:
    """Tell whether a number is one that people write: far from where its square or its sum overflows."""
    return abs(value) <= LARGEST


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
