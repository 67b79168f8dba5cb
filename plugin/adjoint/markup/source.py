"""An authored text and the places in it: what every token and every fault points back to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from adjoint.frozen import frozen

_NO_SIGNS: Final = bytes(
    code for code in range(256) if code > 0x7F or chr(code).isalnum() or chr(code) in " \n,."
)


# A post has hundreds of these: a tuple with names is made in a third of the time of a frozen class.
class Location(NamedTuple):
    """A place in a file as an editor shows it: lines and columns count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Span(NamedTuple):
    """A stretch of ``Source.text``: from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Tell whether another span lies within this one."""
        return self.start <= other.start and other.end <= self.end


@frozen
class Source:
    r"""A file's text. Offsets count its characters after line ends became ``\n`` and a BOM was dropped.

    An editor shows the same lines and columns for both, so every location stands. A NUL, which no text
    should hold, becomes U+FFFD, as CommonMark 2.3 asks.
    """

    path: str
    text: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = self.text.removeprefix("\ufeff").replace("\x00", "\ufffd")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        lengths = [len(line) + 1 for line in text.split("\n")]
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "_line_starts", tuple(accumulate(lengths[:-1], initial=0)))

    @cached_property
    def signs(self) -> bytes:
        """The text without letters, digits, spaces, line ends, commas, full stops, and all beyond ASCII.

        What is written with signs alone, such as ``[^``, is here if it is in the text, and sooner found.
        """
        return self.text.encode(errors="surrogatepass").translate(None, _NO_SIGNS)

    def location(self, offset: int) -> Location:
        """Return the line and column of an offset into the text; one past the end is its end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._line_starts, offset)
        return Location(self.path, line, offset - self._line_starts[line - 1] + 1)

    def line_start(self, number: int) -> int:
        """Return the offset at which a line, counted from 1, begins."""
        return self._line_starts[min(number, len(self._line_starts)) - 1]

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its line end."""
        start = self.line_start(number)
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def slice(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]
