"""Where the parts of a parsed text stand in its source, and faults told there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjoint.frozen import frozen
from adjoint.markup.diagnostics import Diagnostic
from adjoint.markup.passages import Passage
from adjoint.markup.source import Source, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

    from adjoint.markup.literals import Malformed
    from adjoint.markup.source import Location


@frozen
class Places:
    """The source of one parse, and the offset in it at which the parsed text begins."""

    source: Source
    base: int

    def line_start(self, token: Token) -> int:
        """Return the offset in the source of the line on which a token begins."""
        return self.source.line_start(self._first_line() + (token.map[0] if token.map else 0))

    def first_line(self, token: Token) -> Passage:
        """Return the passage of a token of which only the lines are known."""
        return Passage((0,), (self.line_start(token) - self.base,))

    def end_of_lines(self, token: Token) -> int:
        """Return the offset in the source at which a token's last line ends."""
        last = self._first_line() + (token.map[1] if token.map else 0) - 1
        return self.source.line_start(last) + len(self.source.line(last))

    def offset(self, passage: Passage, offset: int) -> int:
        """Return the offset in the source of what stands at an offset of a passage."""
        return self.base + passage.source(offset)

    def span(self, passage: Passage, span: Span) -> Span:
        """Return the stretch of the source that a stretch of a passage is."""
        if span.end <= span.start:
            place = self.offset(passage, span.start)
            return Span(place, place)
        return Span(self.offset(passage, span.start), self.offset(passage, span.end - 1) + 1)

    def location(self, passage: Passage, offset: int) -> Location:
        """Return the place of what stands at an offset of a passage."""
        return self.source.location(self.offset(passage, offset))

    def fault(self, found: Malformed, passage: Passage) -> Diagnostic:
        """Return a fault that a rule met in a passage."""
        place = self.location(passage, found.offset)
        return Diagnostic(found.code, "error", found.message, place, found.hint)

    def _first_line(self) -> int:
        return self.source.location(self.base).line
