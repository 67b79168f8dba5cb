"""What a text says of a figure, which is otherwise."""

from __future__ import annotations

from typing import Literal

from adjoint.components.numerals import numeral
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Location
from adjoint.site.check.locks.literals import Quantity, key_of, on_one_line
from adjoint.site.wording import ACCEPT, shortened


@frozen
class Misstated:
    """A number that is said of a quantity, which is another."""

    text: str
    sentence: str
    quantity: Quantity | None
    """None where it is no quantity's, but a count."""
    location: Location
    reason: str = ""
    """Why it is not so, where it is said of an expression or counts something."""
    is_certain: bool = False
    """Whether hardly anything else can be meant."""

    @property
    def key(self) -> str:
        """The hash by which an author accepts it."""
        return key_of(f"stated {self._whose} {self.text}", self.sentence)

    @property
    def _whose(self) -> str:
        return self.quantity.expression if self.quantity is not None else "the graph"

    @property
    def words(self) -> str:
        """What a lock holds of an accepted one."""
        return f"{self.text} is said of {self._whose}: {shortened(on_one_line(self.sentence))}"

    def told(self) -> Diagnostic:
        """Return what an author is told."""
        said = shortened(
            self.text.strip("$") if self.text.count("$") == 2 and self.text[0] == "$" else self.text
        )
        hint = f"mend it, or if other settings are meant, accept the sentence: {ACCEPT}"
        if self.quantity is None:
            message = f"{said} is typed, but {self.reason}"
        elif self.reason:
            message = f"{said} is said of {self._whose}, which it is not as published: {self.reason}"
        else:
            message = f"{said} is said of {self._whose}, which is {numeral(self.quantity.value)} as published"
            hint = (
                f"write {{= {self._whose} }}, or if other settings are meant, accept the sentence: {ACCEPT}"
            )
        severity: Literal["error", "warning"] = "error" if self.is_certain else "warning"
        return Diagnostic("number-false", severity, message, self.location, hint)
