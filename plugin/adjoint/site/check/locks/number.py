"""A number as a page publishes it, and a lock holds it."""

from __future__ import annotations

from adjoint.frozen import frozen
from adjoint.markup import Location


@frozen
class Number:
    """A published number."""

    place: str
    """In words that do not count lines."""
    name: str
    """The expression it is the value of, with format marks if it has any; in a figure, the quantity."""
    symbol: str
    """The quantity as a reader knows it: ``∂e/∂b`` for ``grad(e, b)``."""
    kind: str
    """What it stands in, in the singular; the place itself for figures."""
    text: str
    """As published."""
    value: float
    location: Location
    is_given: bool = False
    """Whether its author gave it to a graph, so that others follow from it."""
