"""What the rules of one parse share: the source, the tags open so far, and the marks they leave in tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adjoint.frozen import frozen
from adjoint.markup.source import Source

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from adjoint.markup.passages import Passage
    from adjoint.markup.tags import ReadTag

AT = "at"
"""The key of a token's ``meta`` for its offset: in its passage if inline, else in the parsed text."""
UNCLOSED = "unclosed"
"""The key of a block of code's ``meta`` if it ends only with the text around it."""

_KEY = "adjoint"


@dataclass
class Reading:
    """One parse as it goes on."""

    source: Source
    base: int = 0
    """The offset in the source at which the parsed text begins."""
    open_tags: list[str] = field(default_factory=list)
    """Names of the block tags that are open where the parser stands."""
    in_footnote: bool = False
    """Whether the parser stands within the text of a footnote."""
    footnotes: dict[str, int] = field(default_factory=dict)
    """Where the text of each footnote begins, by its name."""
    footnotes_again: list[tuple[str, int]] = field(default_factory=list)
    """Footnotes whose name was taken, which nobody sees: the name and the place of each."""
    found: Any = None
    """What the parse found, once it is done: a ``Found``."""


@frozen
class TagMark:
    """A tag in a block token: as read, where its text stands, and the needless indentation before it."""

    tag: ReadTag
    passage: Passage
    indent: int = 0


@frozen
class MathMark:
    """A displayed formula: its LaTeX, and where that stands."""

    latex: str
    passage: Passage


def reading(env: MutableMapping[str, Any], text: str) -> Reading:
    """Return the parse that an environment belongs to; another generator's begins with the first question."""
    found = env.get(_KEY)
    if not isinstance(found, Reading):
        found = env[_KEY] = Reading(Source("", text))
    return found


def begin_reading(source: Source, base: int) -> tuple[Reading, dict[str, Any]]:
    """Return a new parse and the environment that carries it."""
    begun = Reading(source, base)
    return begun, {_KEY: begun}
