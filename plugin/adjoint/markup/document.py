"""A parsed post: its tokens, and everything in it that a later floor computes, checks or looks up.

All are values that know their place in the source; nothing here reads or writes text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from typing import TYPE_CHECKING, Literal, NamedTuple

from adjoint.frozen import frozen
from adjoint.markup.source import Location, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.token import Token

    from adjoint.markup.frontmatter import Frontmatter
    from adjoint.markup.passages import Passage
    from adjoint.markup.places import Places

RawHtml = Literal["sanitize", "allow", "forbid"]
"""What becomes of HTML in a post: cleaned, kept as it is, or refused."""

PropPath = tuple[str | int, ...]
"""A prop's name, then keys and list indexes within its value."""


@frozen
class Tag:
    """A component tag as authored, paired with its closing tag if it encloses anything.

    Attributes:
        name: such as ``Callout``.
        props: strings, numbers, booleans, lists and objects, as written.
        location: of the ``<``.
        opening: from ``<`` to ``>``.
        closing: the closing tag, or None where the tag stands alone.
        inline: whether it stands within a paragraph, heading or cell.
        index: counts the document's tags in their order, from 0.
        parent: index of the tag that encloses this one.
        prop_spans: by path, the text of each value, without the quotes of a string.
        name_spans: by name, the text of each prop's name.
    """

    name: str
    props: Mapping[str, object]
    location: Location
    opening: Span
    closing: Span | None = None
    inline: bool = False
    index: int = 0
    parent: int | None = None
    prop_spans: Mapping[PropPath, Span] = field(default_factory=dict, hash=False)
    name_spans: Mapping[str, Span] = field(default_factory=dict, hash=False)

    @property
    def span(self) -> Span:
        """From the opening ``<`` to the end of the tag, its children included."""
        return Span(self.opening.start, (self.closing or self.opening).end)


@frozen
class ComputedValue:
    r"""``{= expression :format }``, a number that the build works out.

    Attributes:
        expression: in the engine's language.
        format: Python's format marks, such as ``.2f``; empty for the site's own choice.
        span: of the whole, braces included.
        expression_span: of the expression's own text, for faults within it.
        location: of the ``{``.
        index: counts the document's values in their order, from 0.
        math: whether it stands within ``$…$`` or ``$$…$$``.
        grouped: in math, whether the number must keep the braces, as an argument of ``\frac`` must.
        bracketed: in math, whether a number of several signs needs brackets, as after a minus.
    """

    expression: str
    format: str
    span: Span
    expression_span: Span
    location: Location
    index: int = 0
    math: bool = False
    grouped: bool = False
    bracketed: bool = False


@frozen
class Heading:
    """A heading, and the id that links to it."""

    level: int
    text: str
    id: str
    location: Location


class Link(NamedTuple):
    """Where a link leads."""

    href: str
    source: Source
    start: int
    """The offset in the source at which it begins."""

    @property
    def location(self) -> Location:
        """The place at which it begins."""
        return self.source.location(self.start)


@frozen
class Image:
    """An image: ``![alt](src "title")``."""

    src: str
    alt: str
    title: str
    location: Location
    start: int = 0
    """The offset in the source at which it begins."""


@frozen
class Reference:
    """``@eqn:chain``: a link by an id, whose text is the target's own label."""

    id: str
    span: Span
    location: Location


@frozen
class UnreadTag:
    """``<y and y>``: written as HTML, though its name is that of no element."""

    text: str
    start: int
    """The offset in the source at which it begins."""
    escaped: bool = True
    """Whether it is text of markdown, where ``\\<`` is a mere less-than sign."""


class Math(NamedTuple):
    """A formula and the computed values in it; where it stands is found out when somebody asks.

    Attributes:
        latex: as authored, computed values included.
        display: whether it stands on lines of its own.
        places: of the document.
        passage: of the text that it stands in.
        at: its offset in that.
        values: those within the formula.
        value_offsets: where each value stands in ``latex``.
    """

    latex: str
    display: bool
    places: Places
    passage: Passage
    at: int = 0
    values: tuple[ComputedValue, ...] = ()
    value_offsets: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """``latex`` in the source; where a container's prefix interrupts it, the whole stretch."""
        return self.places.span(self._lines, Span(0, len(self.latex)))

    @property
    def location(self) -> Location:
        """The place of its first character."""
        return self.places.source.location(self.span.start)

    @property
    def _lines(self) -> Passage:
        return self.passage.part(self.at, len(self.latex))

    def latex_with(self, text: Callable[[ComputedValue], str]) -> str:
        """Return the LaTeX with the text of each computed value in its place."""
        return self.filled(text).latex if self.values else self.latex

    def filled(self, text: Callable[[ComputedValue], str]) -> Filled:
        """Return the formula with the text of each computed value in its place."""
        if not self.values:
            return Filled(self.latex, self)
        written, offset, length = [], 0, 0
        steps: list[tuple[int, int, int]] = [(0, 0, 0)]
        for value, span in zip(self.values, self.value_offsets, strict=True):
            before, number = self.latex[offset : span.start], text(value)
            written += [before, number]
            length += len(before)
            steps.append((length, span.start, len(number)))
            length += len(number)
            steps.append((length, span.end, 0))
            offset = span.end
        return Filled("".join([*written, self.latex[offset:]]), self, tuple(steps))

    def source_offset(self, offset: int) -> int:
        """Return where the character at an offset of ``latex`` stands in the source."""
        return self.places.offset(self._lines, offset)


@frozen
class Filled:
    """A formula as typeset, its computed values filled in, and the way back to the source."""

    latex: str
    math: Math
    _steps: tuple[tuple[int, int, int], ...] = field(default=((0, 0, 0),), repr=False)
    """Offsets here and in the authored LaTeX from which on both run side by side; the length of a number."""

    def source_offset(self, offset: int) -> int:
        """Return where what stands at an offset was authored; within a number, where its value begins."""
        step = max(bisect_right(self._steps, offset, key=lambda step: step[0]) - 1, 0)
        here, authored, number = self._steps[step]
        return self.math.source_offset(authored + (0 if number else offset - here))


@frozen
class Document:
    """A parsed text, ready to be rendered as HTML or spliced to markdown."""

    source: Source
    frontmatter: Frontmatter
    tokens: tuple[Token, ...]
    """markdown-it's; ``component``, ``component_open`` and ``component_close`` carry ``meta["tag"]``."""
    tags: tuple[Tag, ...] = ()
    values: tuple[ComputedValue, ...] = ()
    dropped: tuple[Span, ...] = ()
    """MDX imports, exports and comments, which neither output shows."""
    unused_footnotes: tuple[tuple[str, Location], ...] = ()
    """Footnotes that nothing points at, which neither output numbers: the name of each and its place."""
    unread_tags: tuple[UnreadTag, ...] = ()
    """What is written as HTML and is no element, and stands as the text it is."""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    references: tuple[Reference, ...] = ()
    math: tuple[Math, ...] = ()
    raw_html: RawHtml = "sanitize"
