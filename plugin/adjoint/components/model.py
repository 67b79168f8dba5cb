"""A component: one tag that computes once and tells its one result twice, as HTML and as markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from markupsafe import Markup

from adjoint.components.quantities import Quantities
from adjoint.components.schema import Prop
from adjoint.components.settings import Settings
from adjoint.frozen import frozen
from adjoint.markup import Diagnostic, Fault, Location, Span, Tag

Result = TypeVar("Result")


@frozen
class Call:
    """One component tag as an author wrote it: props validated and filled with defaults."""

    tag: Tag
    id: str
    ordinal: int
    """Counts the calls of this component on the page, from 1."""
    props: Mapping[str, Any]
    children: str
    """The enclosed markdown as authored; empty where the tag stands alone."""
    formulas: tuple[str, ...]
    """The LaTeX of the display formulas that the tag encloses, as authored."""
    locate: Callable[[int], Location]
    """Gives the place of an offset in the post's text."""
    figure: int | None = None
    """Which of the page's figures it is, from 1, if it is one with a caption."""

    def location(self, *path: str | int, offset: int = 0) -> Location:
        """Return where a prop, or a key within it, stands in the post; else where the tag stands.

        Args:
            path: the prop's name, then keys or list indexes within its value.
            offset: characters into the value's text, as an ``ExpressionError`` counts them.
        """
        for length in range(len(path), 0, -1):
            span: Span | None = self.tag.prop_spans.get(path[:length])
            if span is not None:
                return self.locate(min(span.start + (offset if length == len(path) else 0), span.end))
        return self.tag.location

    def fault(
        self, code: str, message: str, *path: str | int, offset: int = 0, hint: str | None = None
    ) -> Fault:
        """Return a fault, to be raised, that points at a prop of this call."""
        return Fault(Diagnostic(code, "error", message, self.location(*path, offset=offset), hint))


def _while_rendering(text: str) -> Any:  # noqa: ANN401  (it never returns)
    raise RuntimeError(f"a component asked to tell {text!r} while it computed; numbers are known only later")


@frozen
class Context:
    """What a component may ask of the page around it.

    Authored text is told only while rendering: the computed values in it wait until every component has
    computed.
    """

    typeset: Callable[[str, bool], Markup]
    """LaTeX of the component's own making, and whether it is displayed -> HTML."""
    icon: Callable[[str], Markup]
    """A Lucide icon by name as inline SVG, hidden from assistive technology."""
    inline: Callable[[str], Markup] = _while_rendering
    """One line of markdown (a prop of kind ``Line``) -> HTML."""
    text: Callable[[str], str] = _while_rendering
    """The same as the sibling shows it, computed values filled in."""
    formula: Callable[[str], Markup] = _while_rendering
    """An authored display formula -> HTML, computed values filled in."""
    latex: Callable[[str], str] = _while_rendering
    """The same as LaTeX."""


@frozen
class Shown:
    """An authored formula as a reader sees it, its computed values filled in."""

    latex: str
    place: Callable[[int], Location]
    """Where what stands at an offset of the LaTeX was authored."""


@frozen
class Surroundings:
    """The rest of the page, once every component has computed."""

    quantities: Mapping[str, Quantities]
    """What each component offers, by its id."""
    formula: Callable[[str], Shown]
    """An authored display formula of the call."""


@frozen
class Checkup:
    """What came of holding a result against the rest of the page."""

    comparisons: int
    """How many numbers were compared."""
    faults: tuple[Diagnostic, ...]


@frozen
class Parts:
    """What a browser loads for one kind of a component's calls, beyond what it loads for all of them."""

    widgets: tuple[Path, ...] = ()
    modules: tuple[str, ...] = ()
    style: Path | None = None


@frozen
class Component(Generic[Result]):
    """The specification of a component; ``COMPONENTS`` lists them all."""

    tag: str
    summary: str
    props: tuple[Prop, ...]
    compute: Callable[[Call, Context], Result]
    """The only step that computes; raises ``Fault`` with every diagnostic it finds."""
    html: Callable[[Result, Markup, Context], Markup]
    """Result and rendered children -> HTML."""
    markdown: Callable[[Result, str, Context], str]
    """Result and the children as plain markdown -> what stands in the sibling, without a final newline."""
    children: Literal["none", "optional", "required"] = "none"
    id_prefix: str = ""
    """Calls without an ``id`` are named ``<prefix>-<ordinal>``."""
    widgets: tuple[Path, ...] = ()
    """The ES modules that wake this component in a browser."""
    modules: tuple[str, ...] = ()
    """The engine's browser modules that the widgets import, such as ``tape.js``."""
    style: Path | None = None
    kinds: tuple[Parts, ...] = ()
    """What its kinds of calls load besides; a page loads only what its own calls need."""
    kind: Callable[[Result], Parts] | None = None
    """Which of the kinds a result is of."""
    figure: Callable[[Result], str] | None = None
    """A stand-alone SVG document of the result, for hero and social images."""
    quantities: Callable[[Result], Quantities] | None = None
    """The numbers of the result that the post may speak of as computed values."""
    settings: Callable[[Result], Settings] | None = None
    """What a reader may set in the widget, which a link may set too: ``#toy?b=-1``."""
    check: Callable[[Result, Call, Surroundings], Checkup] | None = None
    """Holds the result against the page's other numbers."""
    numbered: bool = False
    """Whether its calls that have a caption are counted among the page's figures."""
    label: Callable[[Result], str | None] | None = None
    """What a reference such as ``@eqn:chain`` reads as: ``equation (1)``; nothing where it has no number."""
