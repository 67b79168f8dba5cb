"""Faults are gathered over a whole post, and over all posts, before a build gives up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from adjoint.markup import Diagnostic, Fault


class Faults:
    """What is wrong, gathered until a step is done with all of its work."""

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self.found = list(found)

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Keep the diagnostics of a fault raised inside, and go on after it."""
        try:
            yield
        except Fault as fault:
            self.found.extend(fault.diagnostics)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Those that stop nothing, each once."""
        return tuple(found for found in dict.fromkeys(self.found) if found.severity == "warning")

    def settle(self) -> None:
        """Raise every error gathered so far, if there is one.

        Raises:
            Fault: with each diagnostic once, in the order found.
        """
        errors = [found for found in dict.fromkeys(self.found) if found.severity == "error"]
        if errors:
            raise Fault(*errors)
